//! A licence after its issue: who signs, who revokes, what takes its place.

use access::Officer;
use calendar::Zone;
use jiff::{ToSpan, civil::Date};
use kernel::{Actor, Bilingual, Instant};
use permits::{
    Acting, Application, State,
    licence::{
        Basis, Birth, Command, Concern, Concerning, Context, Document, Event, LicenceRecord,
        Standing, Status, VerificationCode,
    },
};
use proptest::prelude::*;

use crate::world::{KEPALA, LOKET, PENERBIT, VERIFIKATOR, World, officer, sealed, usual, wib};

/// The id of the licence, and of the one that may take its place.
const ID: &str = "0c6ac2b8-0000-4000-8000-000000000001";
const OTHER: &str = "0c6ac2b8-0000-4000-8000-000000000002";

/// An issued case with its licence.
struct Office {
    world: World,
    licence: LicenceRecord,
    journal: Vec<(Instant, Actor, Event)>,
}

impl Office {
    fn new() -> Self {
        let mut world = World::where_service(
            "number = {",
            "validity = { months = 12, source = \"example\" }\nnumber = {",
        );
        world.until_decision().approve().issue();
        let born = born(&world, world.case(), ID, None);
        let (now, actor) = (world.now, Actor::System);
        let licence = LicenceRecord::evolve(None, now, &actor, &born).unwrap();
        Self { world, licence, journal: vec![(now, actor, born)] }
    }

    fn signed() -> Self {
        let mut office = Self::new();
        office.act(&Acting::System, &sign()).unwrap();
        office
    }

    fn act(&mut self, acting: &Acting<'_>, command: &Command) -> Result<(), &'static str> {
        let context = Context { application: self.world.case(), sop: &self.world.sop };
        let event = self.licence.decide(acting, command, &context);
        self.record(&acting.actor(), event.map_err(|refusal| refusal.reason())?);
        Ok(())
    }

    fn record(&mut self, actor: &Actor, event: Event) {
        let now = self.world.now;
        let licence = LicenceRecord::evolve(Some(self.licence.clone()), now, actor, &event);
        self.licence = licence.unwrap();
        self.journal.push((now, actor.clone(), event));
    }

    fn concern(
        &mut self,
        kind: Concern,
        other: Option<&Application>,
        today: Date,
    ) -> Result<(), &'static str> {
        let event = self.licence.concern(kind, &self.world.service, "case-2", other, today);
        self.record(&Actor::Public, event.map_err(|refusal| refusal.reason())?);
        Ok(())
    }
}

fn born(world: &World, case: &Application, id: &str, predecessor: Option<&LicenceRecord>) -> Event {
    let birth = Birth {
        id,
        code: &VerificationCode::new([7; 16]),
        number: world.case().licence().expect("issued"),
        service: &world.service,
        today: day("2025-03-10"),
        zone: Zone::Wib,
        predecessor,
    };
    LicenceRecord::birth(case, &birth).unwrap()
}

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn sign() -> Command {
    let document = Document {
        digest: "cd".repeat(32),
        size: 4711,
        blob: format!("licences/{ID}"),
        signer: Bilingual::new("Penanda tangan contoh", "An example's signer"),
    };
    Command::RecordDocument { document }
}

fn revoke() -> Command {
    Command::Revoke { basis: Basis::Violation, ground: sealed("ground") }
}

fn head() -> Officer {
    officer("pimpinan", &["govern:dpmptsp"])
}

#[test]
fn a_licence_says_what_its_application_and_its_service_say() {
    let office = Office::new();

    let LicenceRecord { number, validity, holder, standing, .. } = &office.licence;
    assert_eq!(number, "503/0001/IZC/DPMPTSP/III/2025");
    assert_eq!((validity.from, validity.until), (day("2025-03-10"), Some(day("2026-03-10"))));
    assert_eq!(Some(holder), office.world.case().form());
    assert_eq!(*standing, Standing::Pending);
}

#[test]
fn what_a_licence_is_worth_follows_from_standing_and_date() {
    let mut office = Office::new();
    let last = day("2026-03-10");

    assert_eq!(office.licence.status(last), Status::NotYetSigned);
    office.act(&Acting::System, &sign()).unwrap();
    assert_eq!(office.licence.status(last), Status::Valid);
    assert_eq!(office.licence.status(last.tomorrow().unwrap()), Status::Expired);
    office.act(&Acting::Officer(&head()), &revoke()).unwrap();
    assert_eq!(office.licence.status(last), Status::Revoked);
    assert_eq!(office.licence.status(last.tomorrow().unwrap()), Status::Revoked);
}

/// The kinds that time brings at `at`, recorded.
fn time_brings(licence: &mut LicenceRecord, at: &str) -> Vec<&'static str> {
    let at = wib(at);
    let events = licence.decide_time(at);
    for event in &events {
        let told = LicenceRecord::evolve(Some(licence.clone()), at, &Actor::System, event);
        *licence = told.unwrap();
    }
    events.iter().map(Event::kind).collect()
}

#[test]
fn a_word_comes_before_the_end_and_at_the_end_each_once() {
    let mut licence = Office::new().licence;

    assert_eq!(licence.wakes_at(), Some(wib("2026-02-08 08:00")));
    assert_eq!(time_brings(&mut licence, "2026-02-08 07:59"), [""; 0]);
    assert_eq!(time_brings(&mut licence, "2026-02-08 08:00"), ["licences.expiring"]);
    assert_eq!(time_brings(&mut licence, "2026-03-10 23:59"), [""; 0]);
    assert_eq!(licence.wakes_at(), Some(wib("2026-03-11 00:00")));
    assert_eq!(time_brings(&mut licence, "2026-03-12 00:00"), ["licences.expired"]);
    assert_eq!(licence.expired, Some(wib("2026-03-11 00:00")));
    assert_eq!(time_brings(&mut licence, "2027-01-01 00:00"), [""; 0]);
    assert_eq!(licence.wakes_at(), None);
}

#[test]
fn after_a_downtime_over_both_only_the_end_is_told() {
    let mut licence = Office::new().licence;

    assert_eq!(time_brings(&mut licence, "2026-05-01 09:00"), ["licences.expired"]);
    assert_eq!(time_brings(&mut licence, "2026-05-01 09:01"), [""; 0]);
}

#[test]
fn what_was_taken_back_does_not_end_a_second_time() {
    let mut office = Office::new();
    office.act(&Acting::Officer(&head()), &revoke()).unwrap();

    assert_eq!(office.licence.wakes_at(), None);
    assert_eq!(time_brings(&mut office.licence, "2026-05-01 09:00"), [""; 0]);
}

#[test]
fn only_who_signs_or_issues_on_the_case_signs_its_document() {
    for other in [LOKET, VERIFIKATOR, KEPALA] {
        let refused = Office::new().act(&Acting::Officer(&usual(other)), &sign());
        assert_eq!(refused, Err("DUTY_MISSING"), "{other}");
    }
    assert_eq!(Office::new().act(&Acting::Applicant, &sign()), Err("OFFICER_ONLY"));
    assert_eq!(Office::new().act(&Acting::Officer(&usual(PENERBIT)), &sign()), Ok(()));
}

#[test]
fn who_may_not_act_on_the_case_does_not_sign_its_document() {
    let mut office = Office::new();
    let issuer = usual(PENERBIT);
    let mut case = office.world.case().clone();
    case.conflicted.insert(issuer.person.clone());
    office.world.application = Some(case);

    let refused = office.act(&Acting::Officer(&issuer), &sign());

    assert_eq!(refused, Err("CONFLICT_OF_INTEREST"));
}

#[test]
fn a_document_is_signed_once() {
    let mut office = Office::signed();

    assert_eq!(office.act(&Acting::System, &sign()), Err("DOCUMENT_ALREADY_SIGNED"));
}

#[test]
fn only_the_head_of_the_agency_revokes() {
    let elsewhere = officer("tetangga", &["govern:dinkes"]);
    let mut office = Office::signed();

    for acting in [
        Acting::Officer(&elsewhere),
        Acting::Officer(&usual(PENERBIT)),
        Acting::System,
        Acting::Applicant,
        Acting::Public,
    ] {
        assert_eq!(office.act(&acting, &revoke()), Err("GOVERNOR_ONLY"));
    }
    assert_eq!(office.act(&Acting::Officer(&head()), &revoke()), Ok(()));
}

#[test]
fn what_is_revoked_before_it_is_signed_is_never_signed() {
    let mut office = Office::new();
    office.act(&Acting::Officer(&head()), &revoke()).unwrap();

    assert_eq!(office.act(&Acting::System, &sign()), Err("LICENCE_REVOKED"));
    assert_eq!(office.licence.document, None);
}

#[test]
fn a_renewal_has_its_window_and_the_others_need_a_licence_in_force() {
    let (early, late) = (day("2025-06-01"), day("2026-03-20"));

    assert_eq!(Office::new().concern(Concern::Transfer, None, early), Err("LICENCE_NOT_IN_FORCE"));
    let mut office = Office::signed();
    assert_eq!(office.concern(Concern::Renewal, None, early), Err("RENEWAL_NOT_OPEN"));
    assert_eq!(office.concern(Concern::Amendment, None, late), Err("LICENCE_NOT_IN_FORCE"));
    assert_eq!(office.concern(Concern::Amendment, None, early), Ok(()));
    assert_eq!(office.concern(Concern::Renewal, None, late), Ok(()));
}

#[test]
fn one_open_application_at_a_time_concerns_a_licence() {
    let today = day("2025-06-01");
    let mut other = World::new();
    other.until_decision();
    let mut withdrawn = World::new();
    withdrawn.submit();
    let withdraw = permits::Command::Withdraw { reason: None };
    withdrawn.act(&Acting::Applicant, &withdraw).unwrap();
    let mut office = Office::signed();

    let refused = office.concern(Concern::Amendment, Some(other.case()), today);
    assert_eq!(refused, Err("LICENCE_ALREADY_CONCERNED"));
    assert!(matches!(withdrawn.case().state, State::Withdrawn { .. }));
    assert_eq!(office.concern(Concern::Amendment, Some(withdrawn.case()), today), Ok(()));
}

#[test]
fn another_service_does_not_take_the_place_of_a_licence() {
    let mut office = Office::signed();
    let other =
        World::where_service("id = \"izin-contoh\"\nversion", "id = \"izin-lain\"\nversion");
    office.world.service = other.service;

    let refused = office.concern(Concern::Amendment, None, day("2025-06-01"));

    assert_eq!(refused, Err("LICENCE_OF_OTHER_SERVICE"));
}

#[test]
fn a_renewal_comes_in_the_place_of_the_old_and_what_was_revoked_has_no_successor() {
    let mut office = Office::signed();
    let mut case = office.world.case().clone();
    case.concerning = Some(Concerning { kind: Concern::Renewal, licence: ID.to_owned() });

    let event = born(&office.world, &case, OTHER, Some(&office.licence));
    let new = LicenceRecord::evolve(None, office.world.now, &Actor::System, &event).unwrap();
    let replaced = office.licence.supersede(OTHER, Concern::Renewal).unwrap();
    office.record(&Actor::System, replaced);

    assert_eq!(new.validity.until, Some(day("2027-03-10")));
    assert_eq!(new.succeeds, case.concerning);
    assert_eq!(office.licence.status(day("2025-06-01")), Status::Superseded);
    assert_eq!(office.act(&Acting::Officer(&head()), &revoke()), Err("LICENCE_SUPERSEDED"));
    let mut revoked = Office::signed();
    revoked.act(&Acting::Officer(&head()), &revoke()).unwrap();
    let refused = revoked.licence.supersede(OTHER, Concern::Renewal).unwrap_err();
    assert_eq!(refused.reason(), "LICENCE_REVOKED");
}

/// What anybody may try with a licence.
fn attempt(office: &mut Office, what: u8, days: i32) {
    let today = day("2025-03-10").saturating_add(days.days());
    let _ = match what % 8 {
        0 => office.act(&Acting::System, &sign()),
        1 => office.act(&Acting::Officer(&usual(PENERBIT)), &sign()),
        2 => office.act(&Acting::Officer(&head()), &revoke()),
        3 => office.act(&Acting::Officer(&usual(KEPALA)), &revoke()),
        4 => office.concern(Concern::Renewal, None, today),
        5 => office.concern(Concern::Transfer, None, today),
        6 => match office.licence.supersede(OTHER, Concern::Amendment) {
            Ok(event) => {
                office.record(&Actor::System, event);
                Ok(())
            }
            Err(refusal) => Err(refusal.reason()),
        },
        _ => office.act(&Acting::Applicant, &revoke()),
    };
}

proptest! {
    /// Whatever is tried, in whatever order: a licence that ended stays ended, a
    /// document never changes, and the journal alone tells the same record.
    #[test]
    fn an_end_is_final(tries in prop::collection::vec((0_u8..8, 0_i32..500), 0..30)) {
        let mut office = Office::new();
        for (what, days) in tries {
            let before = office.licence.clone();
            attempt(&mut office, what, days);
            let after = &office.licence;
            if matches!(before.standing, Standing::Revoked(_) | Standing::Superseded(_)) {
                prop_assert_eq!(&before.standing, &after.standing);
            }
            if before.document.is_some() {
                prop_assert_eq!(&before.document, &after.document);
            }
            prop_assert_eq!(&before.number, &after.number);
        }

        let told = office.journal.iter().fold(None, |state, (at, actor, event)| {
            let read = Event::decode(event.kind(), event.version(), &event.payload()).unwrap();
            LicenceRecord::evolve(state, *at, actor, &read)
        });
        let written = serde_json::to_string(&office.licence).unwrap();

        prop_assert_eq!(told.as_ref(), Some(&office.licence));
        let read: LicenceRecord = serde_json::from_str(&written).unwrap();
        prop_assert_eq!(read, office.licence);
    }
}

const SAMPLES: [(&str, u16, &str); 7] = [
    ("licences.issued", 1, include_str!("../../samples/licences.issued.v1.json")),
    ("licences.concerned", 1, include_str!("../../samples/licences.concerned.v1.json")),
    ("licences.document_signed", 1, include_str!("../../samples/licences.document_signed.v1.json")),
    ("licences.revoked", 1, include_str!("../../samples/licences.revoked.v1.json")),
    ("licences.superseded", 1, include_str!("../../samples/licences.superseded.v1.json")),
    ("licences.expiring", 1, include_str!("../../samples/licences.expiring.v1.json")),
    ("licences.expired", 1, include_str!("../../samples/licences.expired.v1.json")),
];

#[test]
fn every_kind_has_a_sample_that_decodes_and_folds() {
    for kind in Event::KINDS {
        assert!(SAMPLES.iter().any(|(name, version, _)| (*name, *version) == *kind), "{kind:?}");
    }
    let (at, actor) = (Instant::from_micros(1), Actor::System);
    let mut licence = None;
    for (kind, version, text) in SAMPLES {
        let event = Event::decode(kind, version, text).unwrap();
        assert_eq!(event.kind(), kind);
        assert_eq!(event.payload(), text.trim_end(), "{kind}");
        licence = LicenceRecord::evolve(licence, at, &actor, &event);
        assert!(licence.is_some(), "{kind}");
    }
    assert!(Event::decode("licences.issued", 2, "{}").is_err());
    assert!(Event::decode("licences.revoked", 1, r#"{"basis":"whim"}"#).is_err());
}
