//! What the Ombudsman asks of an agency: due by the law or by the letter, followed up with
//! proof, closed by another, and an improvement by itself.

use contract::satupintu::improvement::v1::{ActionSource, ActionState};
use contract::satupintu::ombudsman::v1::{
    ListProductsRequest, Product, ProductKind, ProductOutcome, RecordProductRequest, TermConfidence,
};
use stories::ombudsman::product;
use stories::standards::day;
use stories::{Agency, Caller, complaints, on_each_backend, reason, wib};

on_each_backend! { Plan::sip() =>
    a_product_is_followed_up_with_proof_and_closed_by_another,
    corrective_action_opens_its_improvement_which_the_proof_completes,
    an_explanation_is_asked_for_and_opens_nothing,
    what_is_known_of_the_law_is_shown_with_how_sure_it_is,
    no_time_is_made_up_and_the_letter_counts_first,
    time_warns_and_notes_once_that_nothing_was_done,
    a_product_names_a_complaint_that_is_there,
    what_is_wrong_with_a_step_is_said,
    the_register_is_not_for_everybody,
    no_word_of_a_letter_stands_in_the_journal,
    open_products_come_first_and_the_first_due_before_the_others,
}

async fn head(agency: &Agency) -> Caller {
    agency.officer("pimpinan", &["govern:dpmptsp-magelang"]).await
}

async fn recorded(agency: &Agency, kind: ProductKind) -> Product {
    let clerk = agency.administrator();
    clerk.records_product(product(&clerk.agency, kind)).await.unwrap()
}

async fn a_product_is_followed_up_with_proof_and_closed_by_another(agency: &mut Agency) {
    let (clerk, head) = (agency.administrator(), head(agency).await);
    let product = recorded(agency, ProductKind::Recommendation).await;

    clerk.follows_up_product(&product.name, "SOP sudah diubah").await.unwrap();
    let by_same = clerk.closes_product(&product.name, ProductOutcome::Fulfilled).await;
    head.closes_product(&product.name, ProductOutcome::Fulfilled).await.unwrap();

    assert_eq!(reason(by_same), "DUTIES_SEPARATED");
    let seen = head.sees_product(&product.name).await.unwrap();
    assert_eq!(seen.outcome(), ProductOutcome::Fulfilled);
    assert_eq!(
        (seen.number.as_str(), seen.text.as_str()),
        ("B/0123/LM.14-36/0456.2026", "Perbaiki jangka waktu pelayanan")
    );
    assert_eq!(seen.follow_ups[0].text, "SOP sudah diubah");
    assert_eq!(seen.follow_ups[0].proof_digest, "ab".repeat(32));
    assert_eq!(seen.follow_ups[0].by, clerk.name());
    assert_eq!((seen.reference.as_str(), seen.overdue), ("Surat B/0200/2026", false));
}

async fn corrective_action_opens_its_improvement_which_the_proof_completes(agency: &mut Agency) {
    let clerk = agency.administrator();
    let product = recorded(agency, ProductKind::CorrectiveAction).await;

    let opened = clerk.sees_actions().await.unwrap();
    let action = opened.iter().find(|it| it.origin == product.name).unwrap();
    let seen = clerk.sees_action(&action.name).await.unwrap();
    clerk.follows_up_product(&product.name, "Dua loket dibuka").await.unwrap();
    let done = clerk.sees_action(&action.name).await.unwrap();

    assert_eq!(action.source(), ActionSource::Ombudsman);
    assert_eq!(action.due, product.due.unwrap().date);
    assert_eq!(seen.what, "Perbaiki jangka waktu pelayanan");
    assert_eq!((done.state(), done.proof.as_str()), (ActionState::Done, "Dua loket dibuka"));
}

async fn an_explanation_is_asked_for_and_opens_nothing(agency: &mut Agency) {
    let product = recorded(agency, ProductKind::Clarification).await;

    let opened = agency.administrator().sees_actions().await.unwrap();

    assert!(opened.iter().all(|action| action.origin != product.name));
}

async fn what_is_known_of_the_law_is_shown_with_how_sure_it_is(agency: &mut Agency) {
    let due = async |kind| recorded(agency, kind).await.due.unwrap();

    let corrective = due(ProductKind::CorrectiveAction).await;
    let recommendation = due(ProductKind::Recommendation).await;

    assert_eq!(corrective.date, day("2026-07-21"));
    assert_eq!(corrective.confidence(), TermConfidence::Published);
    assert!(corrective.citation.contains("58/2023"), "{}", corrective.citation);
    assert_eq!(recommendation.date, day("2026-08-07"));
    assert_eq!(recommendation.confidence(), TermConfidence::Unread);
}

async fn no_time_is_made_up_and_the_letter_counts_first(agency: &mut Agency) {
    let clerk = agency.administrator();
    let advice = product(&clerk.agency, ProductKind::Advice);

    let without = clerk.records_product(advice.clone()).await;
    let with = RecordProductRequest { due: day("2026-06-30"), ..advice };
    let with = clerk.records_product(with).await.unwrap().due.unwrap();

    assert_eq!(reason(without), "PRODUCT_DUE_MISSING");
    assert_eq!((with.date, with.citation.as_str()), (day("2026-06-30"), ""));
    assert_eq!(with.confidence(), TermConfidence::Unspecified);
}

async fn time_warns_and_notes_once_that_nothing_was_done(agency: &mut Agency) {
    let product = recorded(agency, ProductKind::Clarification).await;

    agency.time_passes_to(wib("2026-06-19 09:00")).await;
    let near = agency.kinds_of(&product.name).await;
    agency.stop().await;
    agency.time_passes_to(wib("2026-06-25 09:00")).await;
    agency.start().await;
    agency.time_passes_to(wib("2026-07-25 09:00")).await;

    assert_eq!(near, ["ombudsman.recorded", "ombudsman.warned"]);
    assert_eq!(
        agency.kinds_of(&product.name).await,
        ["ombudsman.recorded", "ombudsman.warned", "ombudsman.overdue"]
    );
    assert!(agency.administrator().sees_product(&product.name).await.unwrap().overdue);
}

async fn a_product_names_a_complaint_that_is_there(agency: &mut Agency) {
    let (clerk, public) = (agency.administrator(), agency.public());
    let complaint = public.complains(complaints::complaint(&public.agency)).await.unwrap().name;
    let about = |complaint: String| RecordProductRequest {
        complaint,
        ..product(&clerk.agency, ProductKind::Clarification)
    };
    let nowhere = format!("{}/complaints/67e55044-10b1-426f-9247-bb680e5fe0c8", clerk.agency);

    let recorded = clerk.records_product(about(complaint.clone())).await.unwrap();
    let refused = clerk.records_product(about(nowhere)).await;

    assert_eq!(recorded.complaint, complaint);
    assert_eq!(reason(refused), "COMPLAINT_NOT_FOUND");
}

async fn what_is_wrong_with_a_step_is_said(agency: &mut Agency) {
    let (clerk, head) = (agency.administrator(), head(agency).await);
    let name = recorded(agency, ProductKind::CorrectiveAction).await.name;
    let nowhere =
        format!("{}/ombudsmanProducts/67e55044-10b1-426f-9247-bb680e5fe0c8", clerk.agency);
    let of_today = || product(&clerk.agency, ProductKind::Clarification);

    let early = RecordProductRequest { received_on: day("2026-06-09"), ..of_today() };
    let back = RecordProductRequest { due: day("2026-06-07"), ..of_today() };
    assert_eq!(reason(clerk.records_product(early).await), "DATE_IN_FUTURE");
    assert_eq!(reason(clerk.records_product(back).await), "DATE_OUT_OF_ORDER");
    let unheard = head.closes_product(&name, ProductOutcome::Fulfilled).await;
    assert_eq!(reason(unheard), "PRODUCT_NOT_FOLLOWED_UP");
    head.closes_product(&name, ProductOutcome::Escalated).await.unwrap();
    assert_eq!(reason(clerk.follows_up_product(&name, "Sudah").await), "PRODUCT_CLOSED");
    assert_eq!(reason(clerk.follows_up_product(&nowhere, "Sudah").await), "PRODUCT_NOT_FOUND");
    assert_eq!(reason(clerk.sees_product(&nowhere).await), "PRODUCT_NOT_FOUND");
}

async fn the_register_is_not_for_everybody(agency: &mut Agency) {
    let loket = agency.officer("loket", &["execute:dpmptsp-magelang/pelayanan/loket"]).await;
    let auditor = agency.officer("auditor", &["audit:dpmptsp-magelang"]).await;
    let name = recorded(agency, ProductKind::CorrectiveAction).await.name;

    assert_eq!(reason(loket.sees_product(&name).await), "DUTY_MISSING");
    assert_eq!(reason(loket.lists_products().await), "DUTY_MISSING");
    assert_eq!(reason(auditor.follows_up_product(&name, "Sudah").await), "DUTY_MISSING");
    assert_eq!(auditor.lists_products().await.unwrap().len(), 1);
}

async fn no_word_of_a_letter_stands_in_the_journal(agency: &mut Agency) {
    let name = recorded(agency, ProductKind::CorrectiveAction).await.name;
    agency.administrator().follows_up_product(&name, "Dua loket dibuka").await.unwrap();

    for body in agency.events_of(&name).await {
        let payload = String::from_utf8(body.payload).unwrap();
        for word in ["B/0123", "Perbaiki", "loket"] {
            assert!(!payload.contains(word), "{payload}");
        }
    }
}

async fn open_products_come_first_and_the_first_due_before_the_others(agency: &mut Agency) {
    let (clerk, head) = (agency.administrator(), head(agency).await);
    let late = recorded(agency, ProductKind::Recommendation).await.name;
    let soon = recorded(agency, ProductKind::Clarification).await.name;
    let ended = recorded(agency, ProductKind::Clarification).await.name;
    head.closes_product(&ended, ProductOutcome::Withdrawn).await.unwrap();

    let mut names = Vec::new();
    let mut request = ListProductsRequest {
        parent: clerk.agency.clone(),
        page_size: 1,
        ..ListProductsRequest::default()
    };
    loop {
        let page = clerk.ombudsman().list_products(request.clone()).await.unwrap().into_inner();
        names.extend(page.products.into_iter().map(|product| product.name));
        if page.next_page_token.is_empty() {
            break;
        }
        request.page_token = page.next_page_token;
    }

    assert_eq!(names, [soon, late, ended]);
}
