//! Visits: who may be sent, what is found, and minutes that lock when signed.

use access::Officer;
use jiff::civil::date;
use kernel::{PersonId, Slug};
use permits::{Acting, Command, FindingAnswer, Minutes, Observation, Order};
use sop::Recommendation;

use crate::world::{
    KEPALA, LOKET, PEMERIKSA, VERIFIKATOR, World, complete, officer, sealed, step, supervisor,
    usual, wib,
};

const STEP: &str = "kunjungan";

fn superior() -> Officer {
    supervisor("dpmptsp/perizinan")
}

/// A second inspector, from the counter.
fn second() -> Officer {
    officer("kedua", &["execute:dpmptsp/pelayanan/loket"])
}

fn order(team: &[&str]) -> Command {
    Command::OrderInspection(Box::new(Order {
        step: step(STEP),
        visit_at: wib("2025-03-04 09:00"),
        place: sealed("place"),
        letter_number: "090/1/ST/2025".to_owned(),
        letter_date: date(2025, 3, 3),
        team: team.iter().map(|person| PersonId::parse(person).unwrap()).collect(),
    }))
}

fn findings(items: &[&str]) -> Command {
    let finding = |item: &&str| Observation {
        item: Slug::parse(item).unwrap(),
        answer: FindingAnswer::Yes,
        note: Some(sealed("note")),
    };
    Command::RecordFindings { step: step(STEP), findings: items.iter().map(finding).collect() }
}

fn minutes(recommendation: Recommendation) -> Command {
    let minutes = Minutes { text: sealed("text"), recommendation, reason: sealed("why") };
    Command::WriteMinutes { step: step(STEP), minutes }
}

fn sign() -> Command {
    Command::SignMinutes { step: step(STEP) }
}

/// On the inspector's desk.
fn to_be_visited() -> World {
    let mut world = World::inspecting();
    world.submit().accept().verify().recommend();
    world.take(&usual(PEMERIKSA), STEP).unwrap();
    world
}

/// Ordered, and the time of the visit has come.
fn visited() -> World {
    let mut world = to_be_visited();
    acts(&mut world, &superior(), &order(&[PEMERIKSA, "kedua"])).unwrap();
    world.at("2025-03-04 10:00");
    world
}

fn acts(world: &mut World, who: &Officer, command: &Command) -> Result<(), &'static str> {
    world.act(&Acting::Officer(who), command).map(|_| ())
}

/// Findings and minutes, signed by both.
pub(crate) fn locked() -> World {
    let mut world = visited();
    let one = usual(PEMERIKSA);
    acts(&mut world, &one, &findings(&["apar", "akses"])).unwrap();
    acts(&mut world, &one, &minutes(Recommendation::Issue)).unwrap();
    acts(&mut world, &one, &sign()).unwrap();
    acts(&mut world, &second(), &sign()).unwrap();
    world
}

/// Ordered, moved, called off.
pub(crate) fn called_off() -> World {
    let mut world = to_be_visited();
    acts(&mut world, &superior(), &order(&[PEMERIKSA, "kedua"])).unwrap();
    let later = Command::RescheduleInspection {
        step: step(STEP),
        visit_at: wib("2025-03-05 09:00"),
        reason: sealed("why"),
    };
    acts(&mut world, &superior(), &later).unwrap();
    let cancel = Command::CancelInspection { step: step(STEP), reason: sealed("why") };
    acts(&mut world, &superior(), &cancel).unwrap();
    world
}

#[test]
fn a_visit_is_ordered_by_a_superior_who_signs_its_letter() {
    let mut world = to_be_visited();

    let own = acts(&mut world, &usual(PEMERIKSA), &order(&[PEMERIKSA, "kedua"]));
    acts(&mut world, &superior(), &order(&[PEMERIKSA, "kedua"])).unwrap();

    assert_eq!(own, Err("SUPERVISOR_ONLY"));
    assert_eq!(world.case().inspections[0].letter.signed_by, superior().person);
    let again = acts(&mut world, &superior(), &order(&[PEMERIKSA, "kedua"]));
    assert_eq!(again, Err("INSPECTION_ORDERED"));
}

#[test]
fn the_head_of_the_agency_orders_a_visit_too() {
    let mut world = to_be_visited();
    let head = officer("pimpinan", &["govern:dpmptsp"]);

    assert_eq!(acts(&mut world, &head, &order(&[PEMERIKSA, "kedua"])), Ok(()));
}

#[test]
fn a_team_is_two_different_persons_with_the_one_who_took_the_step() {
    let mut world = to_be_visited();
    let mut tried = |team: &[&str]| acts(&mut world, &superior(), &order(team));

    assert_eq!(tried(&[PEMERIKSA]), Err("TEAM_TOO_SMALL"));
    assert_eq!(tried(&[PEMERIKSA, PEMERIKSA]), Err("TEAM_TOO_SMALL"));
    assert_eq!(tried(&["kedua", "ketiga"]), Err("INSPECTOR_NOT_ON_TEAM"));
}

#[test]
fn who_did_another_duty_is_on_no_team() {
    let mut world = to_be_visited();

    let verified = acts(&mut world, &superior(), &order(&[PEMERIKSA, VERIFIKATOR]));

    assert_eq!(verified, Err("DUTIES_SEPARATED"));
}

#[test]
fn who_filed_for_the_applicant_is_on_no_team() {
    let mut world = World::inspecting();
    let mut submission = crate::world::submission();
    submission.assisted_by = Some(second().person);
    world.file(&submission).unwrap();
    world.accept().verify().recommend();
    world.take(&usual(PEMERIKSA), STEP).unwrap();

    let filed = acts(&mut world, &superior(), &order(&[PEMERIKSA, "kedua"]));

    assert_eq!(filed, Err("ASSISTED_APPLICANT"));
}

/// Also when the same person holds the duty to decide.
#[test]
fn who_inspected_does_not_decide() {
    let mut world = to_be_visited();
    acts(&mut world, &superior(), &order(&[PEMERIKSA, KEPALA])).unwrap();
    world.at("2025-03-04 10:00");
    for who in [usual(PEMERIKSA), usual(KEPALA)] {
        let _ = acts(&mut world, &who, &findings(&["apar", "akses"]));
        let _ = acts(&mut world, &who, &minutes(Recommendation::Issue));
    }
    for who in [usual(PEMERIKSA), usual(KEPALA)] {
        acts(&mut world, &who, &sign()).unwrap();
    }
    acts(&mut world, &usual(PEMERIKSA), &complete(STEP, None)).unwrap();

    assert_eq!(world.take(&usual(KEPALA), "putusan"), Err("DUTIES_SEPARATED"));
    let task = world.case().task(&step("putusan")).unwrap();
    assert!(world.case().barred(task).contains(&usual(KEPALA).person));
}

#[test]
fn a_visit_called_off_before_it_was_made_ties_nobody() {
    let world = called_off();

    let task = world.case().task(&step(STEP)).unwrap();

    assert!(!world.case().barred(task).contains(&second().person));
    assert!(world.case().inspection(task).is_none());
}

#[test]
fn nothing_is_found_before_the_visit_and_by_nobody_else() {
    let mut world = to_be_visited();
    let one = usual(PEMERIKSA);
    assert_eq!(acts(&mut world, &one, &findings(&["apar"])), Err("INSPECTION_MISSING"));
    acts(&mut world, &superior(), &order(&[PEMERIKSA, "kedua"])).unwrap();
    assert_eq!(acts(&mut world, &one, &findings(&["apar"])), Err("VISIT_NOT_MADE"));

    world.at("2025-03-04 10:00");
    let other = acts(&mut world, &usual(LOKET), &findings(&["apar"]));
    assert_eq!(other, Err("INSPECTOR_NOT_ON_TEAM"));
    assert_eq!(acts(&mut world, &one, &findings(&["kolam"])), Err("CHECKLIST_ITEM_UNKNOWN"));
    let twice = acts(&mut world, &one, &findings(&["apar", "apar"]));
    assert_eq!(twice, Err("CHECKLIST_ITEM_REPEATED"));
    assert_eq!(acts(&mut world, &one, &findings(&["apar"])), Ok(()));
}

#[test]
fn minutes_are_signed_when_everything_was_looked_at() {
    let mut world = visited();
    let one = usual(PEMERIKSA);

    assert_eq!(acts(&mut world, &one, &sign()), Err("MINUTES_MISSING"));
    acts(&mut world, &one, &minutes(Recommendation::Issue)).unwrap();
    assert_eq!(acts(&mut world, &one, &sign()), Err("FINDINGS_INCOMPLETE"));
    acts(&mut world, &one, &findings(&["apar", "akses"])).unwrap();
    acts(&mut world, &one, &sign()).unwrap();
    assert_eq!(acts(&mut world, &one, &sign()), Err("MINUTES_SIGNED"));
    assert!(!world.case().inspections[0].is_locked());
}

#[test]
fn a_change_before_the_last_signature_voids_the_earlier_ones() {
    let mut world = visited();
    let one = usual(PEMERIKSA);
    acts(&mut world, &one, &findings(&["apar", "akses"])).unwrap();
    acts(&mut world, &one, &minutes(Recommendation::Issue)).unwrap();
    for change in [findings(&["akses"]), minutes(Recommendation::Refuse)] {
        acts(&mut world, &one, &sign()).unwrap();
        acts(&mut world, &second(), &change).unwrap();
        assert!(world.case().inspections[0].signatures.is_empty());
    }
}

#[test]
fn what_all_have_signed_is_locked() {
    let mut world = locked();
    let cancel = Command::CancelInspection { step: step(STEP), reason: sealed("why") };

    assert!(world.case().inspections[0].is_locked());
    for command in [findings(&["apar"]), minutes(Recommendation::Refuse), sign()] {
        assert_eq!(acts(&mut world, &usual(PEMERIKSA), &command), Err("MINUTES_LOCKED"));
    }
    assert_eq!(acts(&mut world, &superior(), &cancel), Err("MINUTES_LOCKED"));
}

#[test]
fn an_inspection_is_done_when_its_minutes_are_locked() {
    let mut world = visited();
    let unsigned = acts(&mut world, &usual(PEMERIKSA), &complete(STEP, None));
    assert_eq!(unsigned, Err("MINUTES_NOT_SIGNED"));

    let mut world = locked();

    assert_eq!(acts(&mut world, &usual(PEMERIKSA), &complete(STEP, None)), Ok(()));
    assert!(world.case().task(&step("putusan")).is_some());
}

#[test]
fn a_visit_that_was_made_is_not_moved() {
    let mut world = visited();
    let later = Command::RescheduleInspection {
        step: step(STEP),
        visit_at: wib("2025-03-05 09:00"),
        reason: sealed("why"),
    };
    acts(&mut world, &usual(PEMERIKSA), &findings(&["apar"])).unwrap();

    assert_eq!(acts(&mut world, &superior(), &later), Err("VISIT_MADE"));
    let past = Command::RescheduleInspection {
        step: step(STEP),
        visit_at: wib("2025-03-03 09:00"),
        reason: sealed("why"),
    };
    assert_eq!(acts(&mut world, &superior(), &past), Err("VISIT_IN_THE_PAST"));
}

/// A decision with minutes goes as they advise.
#[test]
fn an_outcome_follows_the_minutes() {
    let sop = crate::world::SOP.replace(
        "act = \"inspection\"\ninputs = [\"Surat tugas\"]\ntime = { working_days = 1, \
         source = \"example\" }\noutput = \"Berita acara\"\nnext = \"gabung\"",
        "act = \"inspection\"\nminutes = true\ninputs = [\"Surat tugas\"]\ntime = { \
         working_days = 1, source = \"example\" }\noutput = \"Berita acara\"\n\n\
         [[step.outcome]]\nid = \"layak\"\nto = \"gabung\"\nrecommendation = \"issue\"\n\n\
         [[step.outcome]]\nid = \"tidak-layak\"\nto = \"gabung\"\nrecommendation = \"refuse\"",
    );
    let sop = sop.replace(
        "name_en = \"Inspect the place\"\nkind = \"activity\"",
        "name_en = \"Inspect the place\"\nkind = \"decision\"",
    );
    let mut world = World::with(&sop, crate::world::SERVICE);
    world.submit().accept().verify().recommend();
    world.take(&usual(PEMERIKSA), STEP).unwrap();
    acts(&mut world, &superior(), &order(&[PEMERIKSA, "kedua"])).unwrap();
    world.at("2025-03-04 10:00");
    acts(&mut world, &usual(PEMERIKSA), &minutes(Recommendation::Refuse)).unwrap();
    for who in [usual(PEMERIKSA), second()] {
        acts(&mut world, &who, &sign()).unwrap();
    }

    let against = acts(&mut world, &usual(PEMERIKSA), &complete(STEP, Some("layak")));
    let following = acts(&mut world, &usual(PEMERIKSA), &complete(STEP, Some("tidak-layak")));

    assert_eq!(against, Err("AGAINST_RECOMMENDATION"));
    assert_eq!(following, Ok(()));
}
