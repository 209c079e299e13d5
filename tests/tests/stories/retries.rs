//! Once: a repeat gets the first answer, and an id is used for one thing only.
//! Every write of the contract is repeated in `contract`; here, under what
//! happens meanwhile.

use contract::satupintu::permits::v1::{
    AcceptApplicationRequest, Declaration, SubmitApplicationRequest, TakeNextTaskRequest,
    TakeTaskRequest,
};
use stories::sip::{self, Staff};
use stories::{Agency, on_each_backend, reason, request_id, wib};

on_each_backend! { Plan::sip() =>
    a_repeated_submission_gets_the_first_answer_whatever_happened_since,
    a_repeated_step_gets_the_first_answer_whatever_happened_since,
    a_repeat_gets_the_first_answer_after_a_restart,
    two_repeats_at_once_file_one_application,
    an_id_is_refused_for_another_body,
    an_id_belongs_to_the_person_who_used_it,
}

async fn a_repeated_submission_gets_the_first_answer_whatever_happened_since(agency: &mut Agency) {
    let staff = Staff::enrolled(agency, "").await;
    agency.public().files(sip::submission()).await.unwrap();
    agency.time_passes_to(wib("2026-06-08 10:00")).await;
    let request = sip::submission();
    let mut permits = agency.public().permits();
    let first = permits.submit_application(request.clone()).await.unwrap().into_inner();

    staff.loket.takes_next(sip::LOKET).await.unwrap();
    agency.time_passes_to(wib("2026-06-09 09:00")).await;
    let before = agency.journal_size().await;
    let again = permits.submit_application(request).await.unwrap().into_inner();

    // Compared field by field, because their `Debug` hides the secret.
    assert_eq!(again.name, first.name);
    assert_eq!(again.receipt_number, first.receipt_number);
    assert!(again.secret == first.secret && !first.secret.is_empty());
    let (again, first) = (again.progress.unwrap(), first.progress.unwrap());
    assert_eq!((again.ahead, &again.etag), (first.ahead, &first.etag));
    assert!(again == first);
    assert_eq!(agency.journal_size().await, before);
}

async fn a_repeated_step_gets_the_first_answer_whatever_happened_since(agency: &mut Agency) {
    let staff = Staff::enrolled(agency, "").await;
    let receipt = agency.public().files(sip::submission()).await.unwrap();
    staff.loket.takes(&receipt.name, "pendaftaran").await.unwrap();
    let request = AcceptApplicationRequest {
        name: receipt.name.clone(),
        request_id: request_id(),
        etag: "2".to_owned(),
        step: "pendaftaran".to_owned(),
    };
    let mut permits = staff.loket.permits();
    let first = permits.accept_application(request.clone()).await.unwrap().into_inner();

    staff.does(&receipt.name, "verifikasi-berkas").await.unwrap();
    agency.time_passes_to(wib("2026-06-24 09:00")).await;
    let before = agency.journal_size().await;
    let again = permits.accept_application(request).await.unwrap().into_inner();

    assert_eq!(again, first);
    assert_eq!(agency.journal_size().await, before);
}

async fn a_repeat_gets_the_first_answer_after_a_restart(agency: &mut Agency) {
    let staff = Staff::enrolled(agency, "").await;
    agency.public().files(sip::submission()).await.unwrap();
    let request = TakeNextTaskRequest {
        parent: staff.loket.agency.clone(),
        request_id: request_id(),
        executor: sip::LOKET.to_owned(),
        declaration: Declaration::NoConflict.into(),
    };
    let taken = staff.loket.permits().take_next_task(request.clone()).await.unwrap().into_inner();

    agency.stop().await;
    agency.start().await;
    let again = staff.loket.permits().take_next_task(request).await.unwrap().into_inner();

    assert_eq!(again, taken);
}

async fn two_repeats_at_once_file_one_application(agency: &mut Agency) {
    let request = sip::submission();
    let (one, other) = (agency.public(), agency.public());

    let (one, other) = tokio::join!(one.files(request.clone()), other.files(request));

    assert_eq!(one.unwrap(), other.unwrap());
    let journal = agency.journal().await;
    assert_eq!(journal.iter().filter(|body| body.kind == "permits.submitted").count(), 1);
}

async fn an_id_is_refused_for_another_body(agency: &mut Agency) {
    let first = sip::submission();
    agency.public().files(first.clone()).await.unwrap();
    let before = agency.journal_size().await;

    let other = SubmitApplicationRequest { district: "33.08.02".to_owned(), ..first };
    let refused = agency.public().files(other).await;

    assert_eq!(reason(refused), "REQUEST_ID_REUSED");
    assert_eq!(agency.journal_size().await, before);
}

async fn an_id_belongs_to_the_person_who_used_it(agency: &mut Agency) {
    let staff = Staff::enrolled(agency, "").await;
    let colleague = agency.officer("colleague", &[&format!("execute:{}", sip::LOKET)]).await;
    let first = agency.public().files(sip::submission()).await.unwrap();
    agency.time_passes_to(wib("2026-06-08 10:00")).await;
    let second = agency.public().files(sip::submission()).await.unwrap();
    let same_id = request_id();
    let take = |case: &str| TakeTaskRequest {
        name: case.to_owned(),
        request_id: same_id.clone(),
        step: "pendaftaran".to_owned(),
        declaration: Declaration::NoConflict.into(),
        ..TakeTaskRequest::default()
    };

    staff.loket.permits().take_task(take(&first.name)).await.unwrap();
    let taken = colleague.permits().take_task(take(&second.name)).await.unwrap().into_inner();

    let task = taken.application.and_then(|mut shown| shown.tasks.pop()).expect("it is open");
    assert_eq!(task.taken_by, colleague.name());
}
