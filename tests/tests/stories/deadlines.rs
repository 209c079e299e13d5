//! What the law brings when time passes, exactly once, also after a downtime.

use contract::satupintu::permits::v1::{Application, ApplicationState};
use serde_json::Value;
use stories::sip::Staff;
use stories::{Agency, Caller, due, instant, on_each_backend, reason, wib};

on_each_backend! { Plan::sip() =>
    an_application_undecided_in_time_counts_as_granted,
    the_last_lawful_instant_is_still_in_time,
    a_late_rejection_is_refused_after_a_downtime,
    a_deemed_approval_leads_to_a_licence,
    a_warning_comes_two_working_days_before,
}

on_each_backend! { Plan::ktp() => a_service_that_only_escalates_stays_open }

const DUE: &str = "2026-06-22 16:00";

async fn an_application_undecided_in_time_counts_as_granted(agency: &mut Agency) {
    let staff = Staff::enrolled(agency, "").await;
    let receipt = staff.case_at(agency, "verifikasi-dinkes").await;

    agency.time_passes_to(wib("2026-06-22 16:01")).await;

    let case = staff.dinkes.sees(&receipt.name).await.unwrap();
    assert_eq!(case.state(), ApplicationState::DeemedApproved);
    assert_eq!(instant(case.decided_at.as_ref()), wib(DUE));
    let progress = agency.public().tracks(&receipt).await.unwrap();
    assert_eq!(progress.state(), ApplicationState::DeemedApproved);
    assert_eq!(instant(progress.decided_at.as_ref()), wib(DUE));
    let taken = staff.dinkes.takes(&receipt.name, "verifikasi-dinkes").await;
    assert_eq!(reason(taken), "ALREADY_DEEMED_APPROVED");
    let withdrawn = agency.public().withdraws(&receipt, "").await;
    assert_eq!(reason(withdrawn), "ALREADY_DEEMED_APPROVED");
}

async fn the_last_lawful_instant_is_still_in_time(agency: &mut Agency) {
    let staff = Staff::enrolled(agency, "").await;
    let receipt = staff.case_at(agency, "tte").await;
    staff.kepala.takes(&receipt.name, "tte").await.unwrap();

    agency.time_passes_to(wib(DUE)).await;
    let rejected = staff.kepala.rejects(&receipt.name, "tte", "Tidak sesuai").await.unwrap();

    assert_eq!(rejected.state(), ApplicationState::Rejected);
}

/// The server was down when the time passed. The officer's rejection is the
/// first call after it, and comes too late all the same.
async fn a_late_rejection_is_refused_after_a_downtime(agency: &mut Agency) {
    let staff = Staff::enrolled(agency, "").await;
    let receipt = staff.case_at(agency, "tte").await;
    staff.kepala.takes(&receipt.name, "tte").await.unwrap();

    agency.stop().await;
    agency.time_passes_to(wib("2026-06-24 10:00")).await;
    agency.start().await;
    let refused = staff.kepala.rejects(&receipt.name, "tte", "Terlambat").await;

    assert_eq!(reason(refused), "ALREADY_DEEMED_APPROVED");
    agency.time_passes_to(wib("2026-06-25 10:00")).await;
    agency.stop().await;
    agency.start().await;
    agency.time_passes_to(wib("2026-06-26 10:00")).await;
    let deemed = only(agency, &receipt.name, "permits.deemed_approved").await;
    assert_eq!(deemed.at, wib("2026-06-24 10:00"));
    assert_eq!(deemed.actor, "system");
    assert_eq!(payload(&deemed)["effective_at"], wib(DUE).micros());
    only(agency, &receipt.name, "permits.deadline_breached").await;
    only(agency, &receipt.name, "permits.deadline_warned").await;
}

async fn a_deemed_approval_leads_to_a_licence(agency: &mut Agency) {
    let staff = Staff::enrolled(agency, "").await;
    let receipt = staff.case_at(agency, "verifikasi-berkas").await;
    agency.time_passes_to(wib("2026-06-23 09:00")).await;

    let issued = staff.does(&receipt.name, "pengecekan").await.unwrap();

    assert_eq!(issued.state(), ApplicationState::Issued);
    assert_eq!(issued.licence_number, "503/0001/SIP/DPMPTSP/VI/2026");
    assert_eq!(instant(issued.decided_at.as_ref()), wib(DUE));
}

async fn a_warning_comes_two_working_days_before(agency: &mut Agency) {
    let staff = Staff::enrolled(agency, "").await;
    let receipt = staff.case_at(agency, "tte").await;

    agency.time_passes_to(wib("2026-06-19 09:00")).await;

    let warned = only(agency, &receipt.name, "permits.deadline_warned").await;
    assert_eq!(payload(&warned)["effective_at"], wib("2026-06-18 16:00").micros());
    let case = staff.kepala.sees(&receipt.name).await.unwrap();
    assert!(!case.late);
    assert_eq!(due(case.deadline.as_ref()), "2026-06-22");
}

async fn a_service_that_only_escalates_stays_open(agency: &mut Agency) {
    let desk = async |person: &str, executor: &str| {
        let executor = format!("execute:disdukcapil-pandeglang/{executor}");
        agency.officer(person, &[&executor]).await
    };
    let loket = desk("loket", "mpp/loket").await;
    let operator = desk("operator", "dafduk/operator").await;
    let service = "agencies/disdukcapil-pandeglang/services/ktp-el-baru";
    let receipt = agency.public().files(stories::submission(service)).await.unwrap();
    loket.takes(&receipt.name, "periksa-berkas").await.unwrap();
    let accepted = loket.accepts(&receipt.name, "periksa-berkas").await.unwrap();
    assert_eq!(due(accepted.deadline.as_ref()), "2026-06-09");

    agency.time_passes_to(wib("2026-06-10 09:00")).await;

    let late = operator.sees(&receipt.name).await.unwrap();
    assert_eq!(late.state(), ApplicationState::InProcess);
    assert!(late.late);
    assert_eq!(instant(late.escalated_at.as_ref()), wib("2026-06-09 16:00"));
    let escalated = only(agency, &receipt.name, "permits.escalated").await;
    assert!(
        payload(&escalated)["basis"]["text"].as_str().unwrap_or_default().contains("UU 25/2009")
    );
    done(&operator, &receipt.name, "rekam").await;
}

async fn done(officer: &Caller, case: &str, step: &str) -> Application {
    officer.takes(case, step).await.unwrap();
    officer.completes(case, step, "", "").await.unwrap()
}

/// The one event of this kind that the case has.
async fn only(agency: &Agency, case: &str, kind: &str) -> journal::Body {
    let mut found = agency.events_of(case).await;
    found.retain(|body| body.kind == kind);
    assert_eq!(found.len(), 1, "{kind}");
    found.remove(0)
}

fn payload(body: &journal::Body) -> Value {
    serde_json::from_slice(&body.payload).unwrap()
}
