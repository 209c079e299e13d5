//! The order of work: oldest first, and whoever goes out of order says why.

use contract::satupintu::permits::v1::{ListTasksRequest, OvertakeReason, ReleaseReason};
use stories::sip::{self, Staff};
use stories::{Agency, on_each_backend, reason, wib};

on_each_backend! { Plan::sip() =>
    the_oldest_application_is_next,
    picking_out_of_order_needs_a_reason,
    the_reason_other_needs_words,
    a_recorded_overtake_names_its_reason,
    a_released_task_keeps_its_place,
    an_applicant_learns_how_many_come_first,
    the_queue_counts_from_completeness,
}

/// Three applications, an hour apart.
async fn three(agency: &Agency) -> [stories::Receipt; 3] {
    let first = agency.public().files(sip::submission()).await.unwrap();
    agency.time_passes_to(wib("2026-06-08 10:00")).await;
    let second = agency.public().files(sip::submission()).await.unwrap();
    agency.time_passes_to(wib("2026-06-08 11:00")).await;
    let third = agency.public().files(sip::submission()).await.unwrap();
    [first, second, third]
}

async fn next(staff: &Staff) -> String {
    let taken = staff.loket.takes_next(sip::LOKET).await.unwrap();
    taken.application.expect("an answer shows the application").name
}

async fn the_oldest_application_is_next(agency: &mut Agency) {
    let staff = Staff::enrolled(agency, "").await;
    let [first, second, third] = three(agency).await;

    assert_eq!(next(&staff).await, first.name);
    assert_eq!(next(&staff).await, second.name);
    assert_eq!(next(&staff).await, third.name);
    assert_eq!(reason(staff.loket.takes_next(sip::LOKET).await), "NOTHING_TO_TAKE");
}

async fn picking_out_of_order_needs_a_reason(agency: &mut Agency) {
    let staff = Staff::enrolled(agency, "").await;
    let [_, second, _] = three(agency).await;

    let refused = staff.loket.takes(&second.name, "pendaftaran").await;

    assert_eq!(reason(refused), "OVERTAKE_REASON_REQUIRED");
    let vulnerable = OvertakeReason::VulnerableApplicant;
    staff.loket.overtakes(&second.name, "pendaftaran", vulnerable, "").await.unwrap();
}

async fn the_reason_other_needs_words(agency: &mut Agency) {
    let staff = Staff::enrolled(agency, "").await;
    let [_, second, _] = three(agency).await;
    let other = OvertakeReason::Other;

    let refused = staff.loket.overtakes(&second.name, "pendaftaran", other, "").await;

    assert_eq!(reason(refused), "OVERTAKE_NOTE_REQUIRED");
    let words = "Diminta oleh Ombudsman";
    staff.loket.overtakes(&second.name, "pendaftaran", other, words).await.unwrap();
}

async fn a_recorded_overtake_names_its_reason(agency: &mut Agency) {
    let staff = Staff::enrolled(agency, "").await;
    let [first, second, _] = three(agency).await;
    let near = OvertakeReason::DeadlineNear;

    staff.loket.overtakes(&second.name, "pendaftaran", near, "").await.unwrap();
    staff.loket.overtakes(&first.name, "pendaftaran", near, "").await.unwrap();

    assert_eq!(overtake(agency, &second.name).await["reason"], "deadline_near");
    // It was the oldest: no overtake, whatever was said.
    assert!(overtake(agency, &first.name).await.is_null());
}

async fn overtake(agency: &Agency, case: &str) -> serde_json::Value {
    let taken = agency.events_of(case).await.pop().expect("it was taken");
    let payload: serde_json::Value = serde_json::from_slice(&taken.payload).unwrap();
    payload["overtake"].clone()
}

async fn a_released_task_keeps_its_place(agency: &mut Agency) {
    let staff = Staff::enrolled(agency, "").await;
    let [first, _, _] = three(agency).await;
    assert_eq!(next(&staff).await, first.name);

    let workload = ReleaseReason::Workload;
    staff.loket.releases(&first.name, "pendaftaran", workload).await.unwrap();

    assert_eq!(next(&staff).await, first.name);
}

async fn an_applicant_learns_how_many_come_first(agency: &mut Agency) {
    let staff = Staff::enrolled(agency, "").await;
    let [_, _, third] = three(agency).await;
    let ahead = async || agency.public().tracks(&third).await.unwrap().ahead;

    assert_eq!(ahead().await, 2);
    next(&staff).await;
    assert_eq!(ahead().await, 1);
}

/// At later desks the one that was complete first comes first, whenever it was
/// submitted.
async fn the_queue_counts_from_completeness(agency: &mut Agency) {
    let staff = Staff::enrolled(agency, "").await;
    let [first, second, _] = three(agency).await;
    let near = OvertakeReason::DeadlineNear;
    staff.loket.overtakes(&second.name, "pendaftaran", near, "").await.unwrap();
    staff.loket.accepts(&second.name, "pendaftaran").await.unwrap();
    agency.time_passes_to(wib("2026-06-08 12:00")).await;
    staff.does(&first.name, "pendaftaran").await.unwrap();

    let request = ListTasksRequest {
        parent: staff.admin.agency.clone(),
        executor: sip::ADMIN.to_owned(),
        ..ListTasksRequest::default()
    };
    let tasks = staff.admin.permits().list_tasks(request).await.unwrap().into_inner().tasks;

    let cases: Vec<&String> = tasks.iter().map(|task| &task.application).collect();
    assert_eq!(cases, [&second.name, &first.name]);
}
