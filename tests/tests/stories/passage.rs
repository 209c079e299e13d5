//! A permit from submission to its end, by the procedure of its agency.

use ::calendar::cause;
use contract::satupintu::{
    permits::v1::{Application, ApplicationState, Progress, Purpose, StageStatus},
    sop::v1::GetServiceRequest,
    r#type::v1::{LedgerEntry, WorkDuration, ledger_entry::Change, work_duration::Amount},
};
use stories::sip::{self, Staff};
use stories::{Agency, due, instant, on_each_backend, reason, wib};

on_each_backend! { Plan::sip() =>
    a_permit_is_issued_by_its_seven_stages,
    stages_that_take_their_whole_time_end_on_the_last_day,
    a_case_passes_between_two_agencies_with_holder_and_cause,
    the_applicant_sees_what_is_done_now_and_next,
    a_rejection_shows_its_ground_to_the_applicant,
    a_withdrawn_application_is_over,
    nobody_withdraws_what_is_decided,
    a_form_is_shown_after_the_reading_was_recorded,
    a_rehearsed_submission_leaves_nothing,
}

async fn a_permit_is_issued_by_its_seven_stages(agency: &mut Agency) {
    let staff = Staff::enrolled(agency, "").await;
    let receipt = agency.public().files(sip::submission()).await.unwrap();

    let mut states = Vec::new();
    for (step, _) in sip::STAGES {
        states.push(staff.does(&receipt.name, step).await.unwrap().state());
    }

    let (process, approved) = (ApplicationState::InProcess, ApplicationState::Approved);
    let issued = ApplicationState::Issued;
    assert_eq!(states, [process, process, process, process, approved, issued, issued]);
    assert_eq!(
        agency.kinds_of(&receipt.name).await,
        [
            "permits.submitted",
            "permits.taken",
            "permits.accepted",
            "permits.taken",
            "permits.step_completed",
            "permits.handed_over",
            "permits.taken",
            "permits.step_completed",
            "permits.handed_back",
            "permits.taken",
            "permits.step_completed",
            "permits.taken",
            "permits.approved",
            "permits.taken",
            "permits.issued",
            "permits.taken",
            "permits.step_completed",
        ]
    );
    let progress = agency.public().tracks(&receipt).await.unwrap();
    assert_eq!(progress.licence_number, "503/0001/SIP/DPMPTSP/VI/2026");
    assert_eq!(statuses(&progress), [StageStatus::Done; 7]);
    assert!(progress.simulated && progress.example);
}

/// When each stage ends that takes its whole time: 0, 1, 3, 2, 2, 1 and 0 days,
/// with the 16th of June a holiday among them.
const ENDS: [&str; 7] = [
    "2026-06-08 09:00",
    "2026-06-09 16:00",
    "2026-06-12 16:00",
    "2026-06-17 16:00",
    "2026-06-19 16:00",
    "2026-06-22 16:00",
    "2026-06-22 16:00",
];

async fn stages_that_take_their_whole_time_end_on_the_last_day(agency: &mut Agency) {
    let staff = Staff::enrolled(agency, "").await;
    let receipt = agency.public().files(sip::submission()).await.unwrap();
    assert_eq!(planned_days(agency).await, [0, 1, 3, 2, 2, 1, 0]);

    let mut last = Application::default();
    for ((step, _), end) in sip::STAGES.into_iter().zip(ENDS) {
        agency.time_passes_to(wib(end)).await;
        last = staff.does(&receipt.name, step).await.unwrap();
    }

    assert_eq!(last.state(), ApplicationState::Issued);
    assert_eq!(instant(last.issued_at.as_ref()), wib("2026-06-22 16:00"));
    assert!(!last.late);
    let kinds = agency.kinds_of(&receipt.name).await;
    assert!(!kinds.contains(&"permits.deadline_breached".to_owned()), "{kinds:?}");
}

/// The days of the stages that the service's standard shows, of P4's seven and
/// no other.
async fn planned_days(agency: &Agency) -> Vec<u32> {
    let request = GetServiceRequest { name: sip::SERVICE.to_owned(), version: 0 };
    let answer = agency.public().catalogue().get_service(request).await.unwrap().into_inner();
    let stages = answer.service.expect("it is published").stages;
    let planned = stages.iter().map(|stage| (stage.step.as_str(), stage.executor.as_str()));
    assert_eq!(planned.collect::<Vec<_>>(), sip::STAGES);
    let days = stages.into_iter().map(|stage| match stage.time.and_then(|time| time.duration) {
        Some(WorkDuration { amount: Some(Amount::WorkingDays(days)) }) => days,
        other => panic!("{}: {other:?}", stage.step),
    });
    days.collect()
}

async fn a_case_passes_between_two_agencies_with_holder_and_cause(agency: &mut Agency) {
    let staff = Staff::enrolled(agency, "").await;
    let receipt = staff.case_at(agency, "verifikasi-dinkes").await;

    let away = agency.public().tracks(&receipt).await.unwrap();
    staff.does(&receipt.name, "verifikasi-dinkes").await.unwrap();
    let back = agency.public().tracks(&receipt).await.unwrap();

    assert_eq!(away.responsible_unit, "dinkes-magelang/sdm-kesehatan");
    assert_eq!(moved_to(&away), ("dinkes-magelang", "sdm-kesehatan", cause::NEXT_STEP));
    assert_eq!(back.responsible_unit, "dpmptsp-magelang/perizinan");
    assert_eq!(moved_to(&back), ("dpmptsp-magelang", "perizinan", cause::NEXT_STEP));
    let kinds = agency.kinds_of(&receipt.name).await;
    let moves = kinds.iter().filter(|kind| kind.contains("handed"));
    assert!(moves.eq(["permits.handed_over", "permits.handed_back"]), "{kinds:?}");
}

/// Where the last entry of the ledger says that the case went, and why.
fn moved_to(progress: &Progress) -> (&str, &str, &str) {
    let Some(LedgerEntry {
        change: Some(Change::HandedOver(_)), holder: Some(holder), cause, ..
    }) = progress.ledger.last()
    else {
        panic!("the last entry is no hand-over: {:?}", progress.ledger.last());
    };
    (&holder.agency, &holder.unit, cause)
}

async fn the_applicant_sees_what_is_done_now_and_next(agency: &mut Agency) {
    let staff = Staff::enrolled(agency, "").await;
    let receipt = staff.case_at(agency, "setting-nomor").await;

    let progress = agency.public().tracks(&receipt).await.unwrap();

    let (done, now, next) = (StageStatus::Done, StageStatus::Now, StageStatus::Next);
    assert_eq!(statuses(&progress), [done, done, done, now, next, next, next]);
    assert_eq!(progress.state(), ApplicationState::InProcess);
    assert_eq!(due(progress.deadline.as_ref()), "2026-06-22");
    assert_eq!(progress.requirements.iter().filter(|line| line.given).count(), 4);
    assert!(progress.explanation.iter().any(|line| line.id.contains("16 Juni 2026")));
    let executors: Vec<&str> =
        progress.stages.iter().map(|stage| stage.executor.as_str()).collect();
    assert_eq!(executors, sip::STAGES.map(|(_, executor)| executor));
}

fn statuses(progress: &Progress) -> Vec<StageStatus> {
    progress.stages.iter().map(contract::satupintu::permits::v1::Stage::status).collect()
}

async fn a_rejection_shows_its_ground_to_the_applicant(agency: &mut Agency) {
    let staff = Staff::enrolled(agency, "").await;
    let receipt = staff.case_at(agency, "tte").await;
    staff.kepala.takes(&receipt.name, "tte").await.unwrap();

    let ground = "STR sudah tidak berlaku";
    staff.kepala.rejects(&receipt.name, "tte", ground).await.unwrap();

    let progress = agency.public().tracks(&receipt).await.unwrap();
    assert_eq!(progress.state(), ApplicationState::Rejected);
    assert_eq!(progress.ground, ground);
    assert_eq!(progress.licence_number, "");
    let late = staff.kepala.approves(&receipt.name, "tte", "Berubah pikiran").await;
    assert_eq!(reason(late), "CASE_ENDED");
}

async fn a_withdrawn_application_is_over(agency: &mut Agency) {
    let staff = Staff::enrolled(agency, "").await;
    let receipt = staff.case_at(agency, "verifikasi-dinkes").await;

    let progress = agency.public().withdraws(&receipt, "Pindah kota").await.unwrap();

    assert_eq!(progress.state(), ApplicationState::Withdrawn);
    let taken = staff.dinkes.takes(&receipt.name, "verifikasi-dinkes").await;
    assert_eq!(reason(taken), "CASE_ENDED");
    let again = agency.public().withdraws(&receipt, "").await;
    assert_eq!(reason(again), "ALREADY_DECIDED");
}

async fn nobody_withdraws_what_is_decided(agency: &mut Agency) {
    let staff = Staff::enrolled(agency, "").await;
    let receipt = staff.case_at(agency, "pengecekan").await;

    let withdrawn = agency.public().withdraws(&receipt, "").await;

    assert_eq!(reason(withdrawn), "ALREADY_DECIDED");
}

async fn a_form_is_shown_after_the_reading_was_recorded(agency: &mut Agency) {
    let staff = Staff::enrolled(agency, "").await;
    let receipt = agency.public().files(sip::submission()).await.unwrap();
    let curious = staff.loket.reads(&receipt.name, Purpose::CompletenessCheck).await;
    assert_eq!(reason(curious), "NO_TASK_HELD");

    staff.loket.takes(&receipt.name, "pendaftaran").await.unwrap();
    let form = staff.loket.reads(&receipt.name, Purpose::CompletenessCheck).await.unwrap();

    let applicant = form.applicant.expect("the form is shown");
    assert_eq!(applicant.nik, stories::applicant().nik);
    assert_eq!((applicant.phone.as_str(), applicant.email.as_str()), ("", ""));
    assert_eq!(form.answers, sip::submission().answers);
    let recorded = agency.events_of(&receipt.name).await.pop().expect("the reading is recorded");
    assert_eq!(recorded.kind, "permits.form_read");
    assert_eq!(recorded.actor, "officer:loket");
    assert_eq!(form.application.map(|shown| shown.journal_index), Some(recorded.index));
}

async fn a_rehearsed_submission_leaves_nothing(agency: &mut Agency) {
    let before = agency.journal_size().await;

    let rehearsed = contract::satupintu::permits::v1::SubmitApplicationRequest {
        validate_only: true,
        ..sip::submission()
    };
    let receipt = agency.public().files(rehearsed).await.unwrap();

    assert_eq!((receipt.name.as_str(), receipt.secret.as_str()), ("", ""));
    assert_eq!(agency.journal_size().await, before);
}
