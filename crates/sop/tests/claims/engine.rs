//! Cases that move along a procedure.

use sop::{Advance, EndResult, Kind, Refusal, Run, Sop};

use crate::fixture::{PARALLEL, PERMIT, id, sop};

/// The run after `moves`, each a step and perhaps an outcome.
fn played(sop: &Sop, moves: &[(&str, Option<&str>)]) -> Run {
    let begun = Run::new().apply(&sop.begin());
    moves.iter().fold(begun, |run, (step, outcome)| {
        let advance = sop.complete(&run, &id(step), *outcome).expect("a lawful move");
        run.apply(&advance)
    })
}

fn open(run: &Run) -> Vec<&str> {
    run.open_steps().map(|step| step.as_str()).collect()
}

#[test]
fn a_permit_goes_from_submission_to_issue() {
    let sop = sop(PERMIT);

    let run = played(
        &sop,
        &[
            ("pendaftaran", Some("tidak-lengkap")),
            ("perbaikan", None),
            ("pendaftaran", Some("lengkap")),
            ("verifikasi", None),
            ("rekomendasi", Some("setuju")),
            ("penomoran", None),
            ("tte", None),
            ("cek", None),
            ("penyampaian", None),
        ],
    );

    assert_eq!(run.ended(), Some(EndResult::Issued));
    assert_eq!(open(&run), Vec::<&str>::new());
    assert_eq!(run.rounds(&id("pendaftaran"), "tidak-lengkap"), 1);
}

#[test]
fn a_loop_is_taken_as_often_as_its_cap_and_no_more() {
    let sop = sop(PERMIT);
    let round = [("pendaftaran", Some("tidak-lengkap")), ("perbaikan", None)];
    let run = played(&sop, &[round, round, round].concat());

    let refused = sop.complete(&run, &id("pendaftaran"), Some("tidak-lengkap"));

    let refusal = refused.expect_err("used up");
    assert_eq!(refusal.reason(), "ROUNDS_USED_UP");
    assert!(matches!(refusal, Refusal::RoundsUsedUp { cap: 3, .. }));
    let left: Vec<_> = sop.outcomes_left(&run, &id("pendaftaran")).map(|each| &each.id).collect();
    assert_eq!(left, ["lengkap"]);
}

#[test]
fn a_decision_needs_an_outcome_that_it_has() {
    let sop = sop(PERMIT);
    let run = played(&sop, &[]);
    let step = id("pendaftaran");
    let reason = |outcome| sop.complete(&run, &step, outcome).expect_err("refused").reason();

    assert_eq!(reason(None), "OUTCOME_MISSING");
    assert_eq!(reason(Some("mungkin")), "OUTCOME_UNKNOWN");
}

#[test]
fn an_activity_has_no_outcome() {
    let sop = sop(PERMIT);
    let run = played(&sop, &[("pendaftaran", Some("lengkap"))]);

    let refusal = sop.complete(&run, &id("verifikasi"), Some("lengkap")).expect_err("refused");

    assert_eq!(refusal.reason(), "OUTCOME_UNEXPECTED");
}

#[test]
fn a_step_that_is_not_open_cannot_be_completed() {
    let sop = sop(PERMIT);
    let run = played(&sop, &[]);
    let reason = |step| sop.complete(&run, &id(step), None).expect_err("refused").reason();

    assert_eq!(reason("tte"), "STEP_NOT_OPEN");
    assert_eq!(reason("terbit"), "STEP_NOT_OPEN");
    assert_eq!(reason("entah"), "STEP_UNKNOWN");
}

#[test]
fn two_agencies_assess_at_once_and_the_decision_waits_for_both() {
    let sop = sop(PARALLEL);

    let begun = played(&sop, &[]);
    let half = played(&sop, &[("bangunan", Some("tidak-layak"))]);
    let both = played(&sop, &[("bangunan", Some("tidak-layak")), ("kesehatan", None)]);

    assert_eq!(open(&begun), ["bangunan", "kesehatan"]);
    assert_eq!(open(&half), ["kesehatan"]);
    assert_eq!(half.waiting_joins().count(), 1);
    assert_eq!(open(&both), ["putusan"]);
    assert_eq!(both.waiting_joins().count(), 0);
}

#[test]
fn branches_open_in_the_order_of_the_file() {
    let opened: Vec<_> =
        sop(PARALLEL).begin().opened.into_iter().map(|each| each.step.to_string()).collect();

    assert_eq!(opened, ["kesehatan", "bangunan"]);
}

#[test]
fn a_loop_may_hold_a_split_and_its_join() {
    let sop = sop(PARALLEL);
    let round = [("bangunan", Some("layak")), ("kesehatan", None), ("putusan", Some("ulang"))];

    let run = played(&sop, &[round, round].concat());

    assert_eq!(open(&run), ["bangunan", "kesehatan"]);
    assert_eq!(run.rounds(&id("putusan"), "ulang"), 2);
}

#[test]
fn a_deemed_approval_leaves_nothing_else_open() {
    let sop = sop(PARALLEL);
    let half = played(&sop, &[("kesehatan", None)]);

    let jump = sop.jump(&half, &id("terbitkan")).expect("lawful");

    let run = half.apply(&jump);
    assert_eq!(open(&run), ["terbitkan"]);
    assert_eq!(run.waiting_joins().count(), 0);
    let last = sop.complete(&run, &id("terbitkan"), None).expect("lawful");
    assert_eq!(run.apply(&last).ended(), Some(EndResult::Issued));
}

#[test]
fn nobody_is_sent_into_one_of_several_branches() {
    let sop = sop(PARALLEL);
    let run = played(&sop, &[]);
    let reason = |step| sop.jump(&run, &id(step)).expect_err("refused").reason();

    assert_eq!(reason("kesehatan"), "STEP_NOT_ALONE");
    assert_eq!(reason("gabung"), "STEP_NOT_WORK");
    assert_eq!(reason("entah"), "STEP_UNKNOWN");
}

#[test]
fn a_withdrawn_case_has_ended_for_good() {
    let sop = sop(PARALLEL);
    let half = played(&sop, &[("kesehatan", None)]);

    let run = half.clone().apply(&sop.stop(&half));

    assert_eq!(run.ended(), Some(EndResult::Withdrawn));
    assert_eq!(open(&run), Vec::<&str>::new());
    let step = id("bangunan");
    let after = sop.complete(&run, &step, Some("layak")).expect_err("refused");
    assert_eq!(after.reason(), "CASE_ENDED");
    assert_eq!(sop.jump(&run, &step).expect_err("refused").reason(), "CASE_ENDED");
    assert_eq!(sop.stop(&run), Advance::default());
}

#[test]
fn the_effect_of_an_outcome_travels_with_the_move() {
    let sop = sop(PERMIT);
    let run = played(&sop, &[]);

    let advance = sop.complete(&run, &id("pendaftaran"), Some("tidak-lengkap")).expect("lawful");

    let json = serde_json::to_string(&advance).expect("JSON");
    assert_eq!(
        json,
        r#"{"closed":["pendaftaran"],"outcome":"tidak-lengkap","effect":"return","counted":true,"opened":[{"step":"perbaikan","kind":"applicant"}]}"#
    );
}

#[test]
fn a_run_is_small_in_json() {
    let half = played(&sop(PARALLEL), &[("kesehatan", None)]);

    let json = serde_json::to_string(&half).expect("JSON");

    assert_eq!(json, r#"{"open":["bangunan"],"waiting":{"gabung":["kesehatan"]}}"#);
}

#[test]
fn every_example_is_named() {
    assert_eq!(sop(PERMIT).examples(), ["sop.approved_by"]);
    assert_eq!(
        sop(PARALLEL).examples(),
        [
            "sop",
            "sop.approved_by",
            "step[kesehatan].time",
            "step[bangunan].time",
            "step[putusan].time",
            "step[terbitkan].time",
        ]
    );
}

#[test]
fn the_plain_view_lists_the_stages_in_the_order_of_the_table() {
    let stages = sop(PERMIT).stages();

    let steps: Vec<_> = stages.iter().map(|stage| stage.step.as_str()).collect();
    assert_eq!(
        steps,
        [
            "pendaftaran",
            "perbaikan",
            "verifikasi",
            "rekomendasi",
            "penomoran",
            "tte",
            "cek",
            "penyampaian"
        ]
    );
    assert_eq!(stages[1].kind, Kind::Applicant);
    assert_eq!(stages[1].executor, None);
    assert_eq!(stages[3].executor_title.as_ref().expect("titled").id, "Analis Dinas Kesehatan");
}
