//! What the applicant and an officer in a list get to see.

use calendar::Standing;
use permits::{Phase, StageState};

use crate::world::{LOKET, PENERBIT, VERIFIKATOR, World, usual, wib};

#[test]
fn the_applicant_sees_what_is_done_at_hand_and_to_come() {
    let mut world = World::new();
    world.submit().accept().verify();

    let progress = world.case().progress(&world.context(), Some(3));

    let stages: Vec<_> =
        progress.stages.iter().map(|stage| (stage.step.as_str(), stage.state)).collect();
    let done = StageState::Done { at: wib("2025-03-03 09:00") };
    assert_eq!(
        stages,
        [
            ("periksa", done),
            ("verifikasi", done),
            ("rekomendasi", StageState::Now),
            ("kunjungan", StageState::Now),
            ("putusan", StageState::Next),
            ("penerbitan", StageState::Next),
            ("penyerahan", StageState::Next),
        ]
    );
    let executor = progress.stages[2].executor.as_ref().unwrap();
    assert_eq!(executor.agency.as_str(), "dinkes");
    assert_eq!(progress.ahead, Some(3));
}

#[test]
fn the_applicant_sees_no_officer() {
    let mut world = World::new();
    world.until_decision();

    let seen = format!("{:?}", world.case().progress(&world.context(), None));

    for name in [LOKET, VERIFIKATOR] {
        assert!(!seen.contains(&format!("PersonId(Slug(\"{name}\"))")), "{name} in {seen}");
    }
}

#[test]
fn the_applicant_sees_requirements_cost_and_time() {
    let mut world = World::new();
    world.submit();

    let progress = world.case().progress(&world.context(), None);

    let given: Vec<_> = progress.requirements.iter().map(|it| (it.id.as_str(), it.given)).collect();
    assert_eq!(given, [("ktp", true), ("ijazah", false), ("foto", false)]);
    assert_eq!(progress.fee.rupiah(), Some(0));
    assert_eq!(progress.standing, Standing::NotStarted);
    assert!(progress.due.id.contains("belum berjalan"));
    assert!(progress.is_example);
}

#[test]
fn the_applicant_sees_the_due_date_and_how_it_was_counted() {
    let mut world = World::new();
    world.submit().accept();

    let progress = world.case().progress(&world.context(), None);

    assert!(progress.due.id.contains("10 Maret 2025"), "{}", progress.due.id);
    assert!(matches!(progress.standing, Standing::Running(_)));
}

#[test]
fn while_returned_the_applicant_sees_the_defects_and_what_is_left() {
    let mut world = World::new();
    world.submit().accept().give_back(VERIFIKATOR, "verifikasi", &["ijazah"]);

    let progress = world.case().progress(&world.context(), Some(5));

    assert_eq!(progress.phase, Phase::AwaitingApplicant);
    assert_eq!(progress.returned.unwrap().defects[0].requirement, "ijazah");
    assert_eq!(progress.holder, None);
    assert_eq!(progress.ahead, None);
    assert!(progress.due.en.contains("5 working days left"), "{}", progress.due.en);
}

#[test]
fn a_date_beyond_the_decreed_years_says_so() {
    let mut world = World::new();
    world.at("2025-12-29 09:00").submit().accept();

    let progress = world.case().progress(&world.context(), None);

    assert!(progress.due.en.contains("not yet decreed"), "{}", progress.due.en);
}

#[test]
fn at_the_end_the_applicant_sees_the_licence() {
    let mut world = World::new();
    world.until_decision().approve().issue();

    let progress = world.case().progress(&world.context(), None);

    assert_eq!(progress.phase, Phase::Issued);
    assert_eq!(progress.licence.unwrap().sequence, 1);
    assert!(progress.stages.iter().all(|stage| stage.step.as_str() != "surat-tolak"));
}

#[test]
fn lateness_is_derived() {
    let mut world = World::where_service("rule = \"deemed-approval\"", "rule = \"escalation\"");
    world.until_decision();

    assert!(!world.case().summary(wib("2025-03-10 15:00")).is_late);
    assert!(world.case().summary(wib("2025-03-10 15:01")).is_late);
}

#[test]
fn a_list_shows_the_open_tasks_and_no_applicant() {
    let mut world = World::new();
    world.until_decision().approve();
    world.take(&usual(PENERBIT), "penerbitan").unwrap();

    let summary = world.case().summary(world.now);

    assert_eq!(summary.tasks.len(), 1);
    assert_eq!(summary.tasks[0].taken_by, Some(usual(PENERBIT).person));
    assert!(!format!("{summary:?}").contains("subject-1"));
}
