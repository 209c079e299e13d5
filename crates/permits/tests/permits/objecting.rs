//! Objections: once, in time, decided by somebody else, else by the law.

use access::Officer;
use calendar::{Amendment, Calendar, HolidayChange, HolidayKind};
use permits::{Acting, Command, Event, Finding, Grant, Phase};

use crate::world::{KEPALA, PENERBIT, World, complete, officer, sealed, step, usual};

/// A case rejected on Monday 3 March 2025, and its letter sent: it has ended.
fn rejected() -> World {
    let mut world = World::new();
    world.until_decision();
    let reject = Command::Reject { step: step("putusan"), ground: sealed("ground") };
    world.does(KEPALA, "putusan", reject);
    world
}

fn object(world: &mut World) -> Result<Vec<Event>, &'static str> {
    world.act(&Acting::Applicant, &Command::FileObjection { grounds: sealed("grounds") })
}

fn head() -> Officer {
    officer("pimpinan", &["govern:dpmptsp"])
}

fn decide(world: &mut World, by: &Officer, uphold: bool) -> Result<Vec<Event>, &'static str> {
    let command = Command::DecideObjection { uphold, reason: sealed("word") };
    world.act(&Acting::Officer(by), &command)
}

/// A day declared a holiday after the fact, as `2025-03-17`.
pub(crate) fn a_new_holiday(world: &mut World, date: &str) {
    let amendment = Amendment {
        date: date.parse().unwrap(),
        name: "Libur daerah".to_owned(),
        decree: "Keputusan Bupati".to_owned(),
        kind: HolidayKind::Local,
        change: HolidayChange::Declare,
    };
    let record = world.calendar.record().amend(&amendment).unwrap();
    world.calendar = Calendar::compile(&record);
}

#[test]
fn an_objection_upheld_annuls_the_rejection_and_leads_to_the_licence() {
    let mut world = rejected();
    object(&mut world).unwrap();

    decide(&mut world, &head(), true).unwrap();

    assert!(matches!(world.case().state.grant(), Some(Grant::ByObjection { .. })));
    assert_eq!(world.case().phase(), Phase::Approved);
    world.issue();
    assert_eq!(world.case().phase(), Phase::Issued);
}

#[test]
fn an_ended_case_goes_on_too() {
    let mut world = rejected();
    world.does(PENERBIT, "surat-tolak", complete("surat-tolak", None));
    assert!(world.case().is_over());
    object(&mut world).unwrap();
    assert!(world.case().is_live());

    decide(&mut world, &head(), true).unwrap();

    assert!(!world.case().is_over());
    world.issue();
    assert_eq!(world.refolded(), world.application);
}

#[test]
fn a_dismissed_objection_leaves_the_rejection_for_good() {
    let mut world = rejected();
    object(&mut world).unwrap();

    decide(&mut world, &head(), false).unwrap();

    assert_eq!(world.case().phase(), Phase::Rejected);
    assert_eq!(object(&mut world), Err("OBJECTION_ALREADY_FILED"));
    assert_eq!(decide(&mut world, &head(), true), Err("NO_OBJECTION_PENDING"));
    assert_eq!(world.case().wakes_at(), None);
}

#[test]
fn only_a_rejection_is_objected_to_and_only_by_the_applicant() {
    let mut world = World::new();
    world.until_decision();
    assert_eq!(object(&mut world), Err("NOTHING_TO_OBJECT_TO"));
    assert_eq!(decide(&mut world, &head(), true), Err("NO_OBJECTION_PENDING"));

    let mut world = rejected();
    let command = Command::FileObjection { grounds: sealed("grounds") };
    assert_eq!(world.act(&Acting::Officer(&head()), &command), Err("APPLICANT_ONLY"));
}

/// 21 working days after 3 March 2025: Nyepi 28 March with its joint leave,
/// Lebaran from 31 March to 7 April with its joint leave, so 14 April.
#[test]
fn the_time_to_object_is_counted_in_working_days() {
    let mut world = rejected();
    let until = world.case().may_object_until(&world.context()).unwrap();
    let last = until.date.to_string();

    world.at(&format!("{last} 09:00"));
    assert!(object(&mut world).is_ok());

    let mut late = rejected();
    late.now = until.at.plus_seconds(1);
    assert_eq!(object(&mut late), Err("OBJECTION_TOO_LATE"));
    assert!(
        world
            .calendar
            .working_days_between("2025-03-03".parse().unwrap(), until.date)
            .is_ok_and(|days| days == 21)
    );
}

#[test]
fn who_took_part_does_not_decide_on_the_objection() {
    let mut world = rejected();
    object(&mut world).unwrap();
    let rejected_it = officer(KEPALA, &["govern:dpmptsp"]);
    let verified_it = officer("verifikator", &["supervise:dpmptsp/perizinan"]);
    let elsewhere = officer("kadis", &["govern:dinkes"]);

    assert_eq!(decide(&mut world, &rejected_it, true), Err("OBJECTION_TO_OWN_DECISION"));
    assert_eq!(decide(&mut world, &verified_it, true), Err("OBJECTION_TO_OWN_DECISION"));
    assert_eq!(decide(&mut world, &elsewhere, true), Err("OBJECTION_DECIDER_ONLY"));
    assert_eq!(decide(&mut world, &usual(PENERBIT), true), Err("OBJECTION_DECIDER_ONLY"));
    let uninvolved = officer("kabid", &["supervise:dpmptsp/pelayanan"]);
    assert!(decide(&mut world, &uninvolved, true).is_ok());
}

#[test]
fn a_relative_of_the_applicant_does_not_decide_on_the_objection() {
    let mut world = rejected();
    object(&mut world).unwrap();
    world.related.insert(head().person);

    assert_eq!(decide(&mut world, &head(), true), Err("CONFLICT_OF_INTEREST"));
}

#[test]
fn who_annulled_the_rejection_does_not_sign() {
    let mut world = rejected();
    object(&mut world).unwrap();
    decide(&mut world, &head(), true).unwrap();

    let task = world.case().task(&step("penerbitan")).unwrap();
    let signs = permits::Task { act: sop::Act::Signature, ..task.clone() };

    assert!(world.case().barred(&signs).contains(&head().person));
}

#[test]
fn an_objection_not_decided_in_time_counts_as_granted_once() {
    let mut world = rejected();
    object(&mut world).unwrap();
    let due = world.case().objection.as_ref().unwrap().due;
    assert_eq!(due.date.to_string(), "2025-03-17");

    world.now = due.at;
    let kinds: Vec<_> = world.pass_time().iter().map(Event::kind).collect();
    assert_eq!(kinds, ["permits.objection_warned"]);
    world.at("2025-03-20 08:00").pass_time();
    world.pass_time();

    assert_eq!(world.count("permits.objection_lapsed"), 1);
    let finding = world.case().objection.as_ref().unwrap().finding.clone();
    assert_eq!(finding, Some(Finding::Lapsed { effective_at: due.at }));
    world.issue();
}

#[test]
fn a_late_superior_does_not_overtake_the_law() {
    let mut world = rejected();
    object(&mut world).unwrap();
    world.at("2025-03-20 08:00");

    let command = Command::DecideObjection { uphold: false, reason: sealed("word") };
    let refused = world.act_without_the_store(&Acting::Officer(&head()), &command);

    assert_eq!(refused, Err("NO_OBJECTION_PENDING"));
}

#[test]
fn a_holiday_declared_meanwhile_moves_the_date_later() {
    let mut world = rejected();
    object(&mut world).unwrap();
    a_new_holiday(&mut world, "2025-03-12");

    let kinds: Vec<_> = world.pass_time().iter().map(Event::kind).collect();

    assert_eq!(kinds, ["permits.objection_moved"]);
    let due = world.case().objection.as_ref().unwrap().due;
    assert_eq!(due.date.to_string(), "2025-03-18");
    assert!(world.pass_time().is_empty());
}
