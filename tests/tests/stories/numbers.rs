//! Numbers without gaps, and versions of a record.

use contract::satupintu::permits::v1::AcceptApplicationRequest;
use stories::sip::{self, Staff};
use stories::{Agency, on_each_backend, reason, request_id, wib};

on_each_backend! { Plan::sip() =>
    licences_are_numbered_without_gaps_in_order_of_issue,
    licences_begin_anew_with_the_year,
    receipts_are_numbered_without_gaps_in_order_of_submission,
    a_write_on_an_older_state_is_refused,
}

async fn licences_are_numbered_without_gaps_in_order_of_issue(agency: &mut Agency) {
    let staff = Staff::enrolled(agency, "").await;
    let first = staff.case_at(agency, "pengecekan").await;
    let rejected = staff.case_at(agency, "tte").await;
    let third = staff.case_at(agency, "pengecekan").await;
    staff.kepala.takes(&rejected.name, "tte").await.unwrap();
    staff.kepala.rejects(&rejected.name, "tte", "Tidak sesuai").await.unwrap();
    // Issuing needs the task: this spends no number.
    assert_eq!(reason(staff.penerbitan.issues(&first.name, "pengecekan").await), "TASK_NOT_TAKEN");
    assert_eq!(reason(staff.loket.issues(&first.name, "pengecekan").await), "DUTY_MISSING");

    let later = licence(&staff, &third.name).await;
    let earlier = licence(&staff, &first.name).await;

    assert_eq!(later, "503/0001/SIP/DPMPTSP/VI/2026");
    assert_eq!(earlier, "503/0002/SIP/DPMPTSP/VI/2026");
}

async fn licence(staff: &Staff, case: &str) -> String {
    let near = contract::satupintu::permits::v1::OvertakeReason::DeadlineNear;
    staff.penerbitan.overtakes(case, "pengecekan", near, "").await.unwrap();
    staff.penerbitan.issues(case, "pengecekan").await.unwrap().licence_number
}

async fn licences_begin_anew_with_the_year(agency: &mut Agency) {
    let staff = Staff::enrolled(agency, "").await;
    let old = staff.case_at(agency, "pengecekan").await;
    let new = staff.case_at(agency, "pengecekan").await;

    // 23.59 on 31 December in Java, and a minute later; in Greenwich it is
    // still the old year.
    agency.time_passes_to(wib("2026-12-31 23:59")).await;
    let last = licence(&staff, &old.name).await;
    agency.time_passes_to(wib("2027-01-01 00:00")).await;
    let first = licence(&staff, &new.name).await;

    assert_eq!(last, "503/0001/SIP/DPMPTSP/XII/2026");
    assert_eq!(first, "503/0001/SIP/DPMPTSP/I/2027");
}

async fn receipts_are_numbered_without_gaps_in_order_of_submission(agency: &mut Agency) {
    let public = agency.public();
    let first = public.files(sip::submission()).await.unwrap();
    let unknown = stories::submission("agencies/dpmptsp-magelang/services/izin-terbang");
    assert_eq!(reason(public.files(unknown).await), "SERVICE_NOT_FOUND");
    let mut strange = sip::submission();
    strange.answers.push(stories::answer("meterai", "ada"));
    assert_eq!(reason(public.files(strange).await), "REQUIREMENT_NOT_LISTED");

    let second = public.files(sip::submission()).await.unwrap();

    assert!(first.number.starts_with("MGL-SIP-2026-000001-"), "{}", first.number);
    assert!(second.number.starts_with("MGL-SIP-2026-000002-"), "{}", second.number);
}

async fn a_write_on_an_older_state_is_refused(agency: &mut Agency) {
    let staff = Staff::enrolled(agency, "").await;
    let receipt = agency.public().files(sip::submission()).await.unwrap();
    let old = staff.loket.sees(&receipt.name).await.unwrap();
    let seen = staff.loket.takes(&receipt.name, "pendaftaran").await.unwrap();
    let accept = |etag: &str| AcceptApplicationRequest {
        name: receipt.name.clone(),
        request_id: request_id(),
        etag: etag.to_owned(),
        step: "pendaftaran".to_owned(),
    };
    let mut permits = staff.loket.permits();

    let refused = permits.accept_application(accept(&old.etag)).await;

    assert_eq!(reason(refused), "ETAG_MISMATCH");
    permits.accept_application(accept(&seen.etag)).await.unwrap();
}
