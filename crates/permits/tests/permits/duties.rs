//! Who may do what on a case: the desk, the queue, four eyes.

use permits::{Acting, Command, Overtake, OvertakeReason, Purpose, ReleaseReason};

use crate::world::{
    KEPALA, LOKET, TEKNIS, VERIFIKATOR, World, complete, officer, sealed, step, submission,
    supervisor, usual,
};

const VERIFIES_AND_APPROVES: [&str; 2] =
    ["execute:dpmptsp/perizinan/verifikator", "execute:dpmptsp/pimpinan/kepala"];

fn overtake(reason: OvertakeReason) -> Option<Overtake> {
    Some(Overtake { reason, note: None })
}

#[test]
fn a_task_is_taken_once_and_done_by_whom_it_was_taken() {
    let mut world = World::new();
    world.submit().accept();
    let first = usual(VERIFIKATOR);
    let second = officer("lain", &["execute:dpmptsp/perizinan/verifikator"]);
    let command = complete("verifikasi", Some("sesuai"));

    assert_eq!(world.act(&Acting::Officer(&first), &command), Err("TASK_NOT_TAKEN"));
    world.take(&first, "verifikasi").unwrap();
    assert_eq!(world.take(&second, "verifikasi"), Err("TASK_TAKEN"));
    assert_eq!(world.act(&Acting::Officer(&second), &command), Err("TASK_OF_ANOTHER"));
    assert!(world.act(&Acting::Officer(&first), &command).is_ok());
}

#[test]
fn a_duty_lost_meanwhile_does_not_finish_the_task() {
    let mut world = World::new();
    world.submit().accept();
    world.take(&usual(VERIFIKATOR), "verifikasi").unwrap();
    let transferred = officer(VERIFIKATOR, &["execute:dpmptsp/arsip/arsiparis"]);

    let refused =
        world.act(&Acting::Officer(&transferred), &complete("verifikasi", Some("sesuai")));

    assert_eq!(refused, Err("DUTY_MISSING"));
}

#[test]
fn out_of_order_needs_a_reason_that_is_recorded() {
    let mut world = World::new();
    world.submit().accept();
    let verifier = usual(VERIFIKATOR);

    let bare = world.take_with(&verifier, "verifikasi", None, false);
    assert_eq!(bare, Err("OVERTAKE_REASON_REQUIRED"));
    let mute = world.take_with(&verifier, "verifikasi", overtake(OvertakeReason::Other), false);
    assert_eq!(mute, Err("OVERTAKE_NOTE_REQUIRED"));

    let near = overtake(OvertakeReason::DeadlineNear);
    let events = world.take_with(&verifier, "verifikasi", near, false).unwrap();
    assert!(events[0].payload().contains("deadline_near"));
}

#[test]
fn the_oldest_case_is_no_overtake() {
    let mut world = World::new();
    world.submit().accept();

    let near = overtake(OvertakeReason::DeadlineNear);
    let events = world.take_with(&usual(VERIFIKATOR), "verifikasi", near, true).unwrap();

    assert_eq!(events[0].payload(), r#"{"step":"verifikasi","declared":true}"#);
}

#[test]
fn who_verified_cannot_approve() {
    let mut world = World::new();
    let person = officer("budi", &VERIFIES_AND_APPROVES);
    world.submit().accept();
    world.take(&person, "verifikasi").unwrap();
    world.act(&Acting::Officer(&person), &complete("verifikasi", Some("sesuai"))).unwrap();
    world.recommend().inspect();

    assert_eq!(world.take(&person, "putusan"), Err("DUTIES_SEPARATED"));
    let task = world.case().task(&step("putusan")).unwrap();
    assert!(world.case().barred(task).contains(&person.person));
}

#[test]
fn who_found_the_file_complete_cannot_approve() {
    let mut world = World::new();
    let person =
        officer("budi", &["execute:dpmptsp/pelayanan/loket", "execute:dpmptsp/pimpinan/kepala"]);
    world.submit();
    world.take(&person, "periksa").unwrap();
    world.act(&Acting::Officer(&person), &Command::Accept { step: step("periksa") }).unwrap();
    world.verify().recommend().inspect();

    assert_eq!(world.take(&person, "putusan"), Err("DUTIES_SEPARATED"));
}

#[test]
fn a_return_counts_as_the_act_that_it_was() {
    let mut world = World::new();
    let person = officer("budi", &VERIFIES_AND_APPROVES);
    world.submit().accept();
    world.take(&person, "verifikasi").unwrap();
    let command =
        Command::Return { step: step("verifikasi"), defects: vec![crate::world::defect("ktp")] };
    world.act(&Acting::Officer(&person), &command).unwrap();
    world.resubmit().verify().recommend().inspect();

    assert_eq!(world.take(&person, "putusan"), Err("DUTIES_SEPARATED"));
}

#[test]
fn the_same_duty_may_be_done_again_by_the_same_person() {
    let mut world = World::new();
    world.until_decision();
    world.does(KEPALA, "putusan", complete("putusan", Some("periksa-ulang")));

    assert!(world.take(&usual(VERIFIKATOR), "verifikasi").is_ok());
}

#[test]
fn two_separated_duties_are_not_even_held_at_once() {
    // Verification beside the inspection, in two branches.
    let sop = crate::world::SOP.replace("act = \"recommendation\"", "act = \"verification\"");
    let mut world = World::with(&sop, crate::world::SERVICE);
    let person =
        officer("budi", &["execute:dinkes/sdk/teknis", "execute:dpmptsp/perizinan/pemeriksa"]);
    world.submit().accept().verify();
    world.take(&person, "rekomendasi").unwrap();

    assert_eq!(world.take(&person, "kunjungan"), Err("DUTIES_SEPARATED"));
}

#[test]
fn who_filed_for_the_applicant_does_not_act_on_the_case() {
    let mut world = World::new();
    let mut submission = submission();
    submission.assisted_by = Some(usual(LOKET).person);
    world.file(&submission).unwrap();

    assert_eq!(world.take(&usual(LOKET), "periksa"), Err("ASSISTED_APPLICANT"));
    let task = world.case().task(&step("periksa")).unwrap();
    assert!(world.case().barred(task).contains(&usual(LOKET).person));
    let other = officer("lain", &["execute:dpmptsp/pelayanan/loket"]);
    assert!(world.take(&other, "periksa").is_ok());
}

#[test]
fn who_declares_a_conflict_of_interest_is_out_for_good() {
    let mut world = World::new();
    world.submit().accept();
    let verifier = usual(VERIFIKATOR);
    world.take(&verifier, "verifikasi").unwrap();
    let release =
        Command::Release { step: step("verifikasi"), reason: ReleaseReason::ConflictOfInterest };

    world.act(&Acting::Officer(&verifier), &release).unwrap();

    assert_eq!(world.take(&verifier, "verifikasi"), Err("CONFLICT_OF_INTEREST"));
    assert_eq!(world.act(&Acting::Officer(&verifier), &release), Err("TASK_NOT_TAKEN"));
}

#[test]
fn a_task_is_released_by_its_officer_or_a_supervisor() {
    let mut world = World::new();
    world.submit().accept();
    world.take(&usual(VERIFIKATOR), "verifikasi").unwrap();
    let release = Command::Release { step: step("verifikasi"), reason: ReleaseReason::Absence };
    let colleague = officer("lain", &["execute:dpmptsp/perizinan/verifikator"]);

    assert_eq!(world.act(&Acting::Officer(&colleague), &release), Err("TASK_OF_ANOTHER"));
    world.act(&Acting::Officer(&supervisor("dpmptsp/perizinan")), &release).unwrap();
    assert!(world.take(&colleague, "verifikasi").is_ok());
}

#[test]
fn a_proposed_return_keeps_the_task_on_the_desk() {
    let mut world = World::new();
    world.submit().accept().give_back(VERIFIKATOR, "verifikasi", &["ktp"]).resubmit();
    let command =
        Command::Return { step: step("verifikasi"), defects: vec![crate::world::defect("foto")] };
    world.does(VERIFIKATOR, "verifikasi", command);
    let release = Command::Release { step: step("verifikasi"), reason: ReleaseReason::Workload };

    let refused = world.act(&Acting::Officer(&usual(VERIFIKATOR)), &release);

    assert_eq!(refused, Err("RETURN_AWAITS_ENDORSEMENT"));
}

#[test]
fn the_answers_open_only_to_who_holds_a_task_of_the_case() {
    let mut world = World::new();
    world.submit().accept();
    let verifier = usual(VERIFIKATOR);
    let read = Command::ReadForm { purpose: Purpose::Verification };

    assert_eq!(world.act(&Acting::Officer(&verifier), &read), Err("NO_TASK_HELD"));
    world.take(&verifier, "verifikasi").unwrap();
    let events = world.act(&Acting::Officer(&verifier), &read).unwrap();

    assert_eq!(events[0].kind(), "permits.form_read");
    assert_eq!(world.act(&Acting::Officer(&usual(TEKNIS)), &read), Err("NO_TASK_HELD"));
}

#[test]
fn a_decision_still_separates_after_the_task_was_taken() {
    let mut world = World::new();
    world.until_decision();
    let head = usual(KEPALA);
    world.take(&head, "putusan").unwrap();
    let approve = Command::Approve { step: step("putusan"), reason: sealed("why") };
    assert!(world.act(&Acting::Officer(&head), &approve).is_ok());

    let counter = usual(LOKET);
    assert_eq!(world.take(&counter, "putusan"), Err("STEP_NOT_OPEN"));
}
