//! Applicant and office write to each other: through the case, and in no other way.

use contract::satupintu::permits::v1::{
    CaseMessage, ListMessagesRequest, ListMessagesResponse, MessageWriter, PostMessageRequest,
    PostMessageResponse,
};
use stories::sip::{self, Staff};
use stories::{Agency, Answered, Caller, Receipt, on_each_backend, reason, request_id};

on_each_backend! { Plan::sip() =>
    a_question_and_its_answer_stay_in_the_case,
    the_applicant_learns_the_office_and_never_the_person,
    only_what_is_listed_can_be_asked_for,
    who_has_nothing_to_do_with_the_case_neither_writes_nor_reads,
    a_message_told_twice_is_posted_once,
    a_side_that_writes_too_much_is_asked_to_wait,
    each_side_is_told_that_there_is_something_to_read,
}

const QUESTION: &str = "Foto pada KTP tidak terbaca. Mohon unggah ulang.";
const ANSWER: &str = "Sudah saya unggah ulang.";

/// On the desk at the counter.
async fn at_the_counter(agency: &Agency) -> (Staff, Receipt) {
    let staff = Staff::enrolled(agency, "").await;
    let receipt = agency.public().files(sip::submission()).await.unwrap();
    staff.loket.takes(&receipt.name, "pendaftaran").await.unwrap();
    (staff, receipt)
}

fn posting(case: &str, text: &str, requirement: &str) -> PostMessageRequest {
    PostMessageRequest {
        parent: case.to_owned(),
        request_id: request_id(),
        text: text.to_owned(),
        requirement_id: requirement.to_owned(),
        ..PostMessageRequest::default()
    }
}

fn by_receipt(receipt: &Receipt, text: &str) -> PostMessageRequest {
    PostMessageRequest {
        receipt_number: receipt.number.clone(),
        secret: receipt.secret.clone(),
        ..posting(&receipt.name, text, "")
    }
}

async fn posts(caller: &Caller, message: PostMessageRequest) -> Answered<PostMessageResponse> {
    Ok(caller.messages().post_message(message).await?.into_inner())
}

async fn reads(
    caller: &Caller,
    case: &str,
    receipt: Option<&Receipt>,
) -> Answered<ListMessagesResponse> {
    let shown = |pick: fn(&Receipt) -> &String| receipt.map(pick).cloned().unwrap_or_default();
    let request = ListMessagesRequest {
        parent: case.to_owned(),
        receipt_number: shown(|receipt| &receipt.number),
        secret: shown(|receipt| &receipt.secret),
    };
    Ok(caller.messages().list_messages(request).await?.into_inner())
}

async fn a_question_and_its_answer_stay_in_the_case(agency: &mut Agency) {
    let (staff, receipt) = at_the_counter(agency).await;

    posts(&staff.loket, posting(&receipt.name, QUESTION, "ktp")).await.unwrap();
    let answered = posts(&agency.public(), by_receipt(&receipt, ANSWER)).await.unwrap();

    assert_eq!(answered.message.unwrap().text, "", "a write answers no sealed text");
    let read = reads(&staff.loket, &receipt.name, None).await.unwrap();
    let told: Vec<(MessageWriter, &str, &str)> = read
        .messages
        .iter()
        .map(|it| (it.writer(), it.requirement_id.as_str(), it.text.as_str()))
        .collect();
    let expected =
        [(MessageWriter::Office, "ktp", QUESTION), (MessageWriter::Applicant, "", ANSWER)];
    assert_eq!((told.as_slice(), read.unanswered), (expected.as_slice(), 1));
    assert_eq!(staff.loket.sees(&receipt.name).await.unwrap().unanswered_messages, 1);
    let kinds = agency.kinds_of(&receipt.name).await;
    assert_eq!(kinds.iter().filter(|kind| *kind == "permits.message_posted").count(), 2);
}

async fn the_applicant_learns_the_office_and_never_the_person(agency: &mut Agency) {
    let (staff, receipt) = at_the_counter(agency).await;
    posts(&staff.loket, posting(&receipt.name, QUESTION, "ktp")).await.unwrap();

    let seen = reads(&agency.public(), &receipt.name, Some(&receipt)).await.unwrap();
    let inside = reads(&staff.loket, &receipt.name, None).await.unwrap();

    let [CaseMessage { executor, executor_title, officer, text, .. }] = seen.messages.as_slice()
    else {
        panic!("one was posted")
    };
    assert_eq!((executor.as_str(), text.as_str()), (sip::LOKET, QUESTION));
    assert!(!executor_title.as_ref().unwrap().id.is_empty());
    assert_eq!(officer, "");
    assert_eq!(inside.messages[0].officer, staff.loket.name());
}

async fn only_what_is_listed_can_be_asked_for(agency: &mut Agency) {
    let (staff, receipt) = at_the_counter(agency).await;

    let asked = posts(&staff.loket, posting(&receipt.name, QUESTION, "surat-pengantar-rt")).await;

    assert_eq!(reason(asked), "REQUIREMENT_NOT_LISTED");
    let read = reads(&staff.loket, &receipt.name, None).await.unwrap();
    assert!(read.messages.is_empty());
}

async fn who_has_nothing_to_do_with_the_case_neither_writes_nor_reads(agency: &mut Agency) {
    let (staff, receipt) = at_the_counter(agency).await;
    posts(&staff.loket, posting(&receipt.name, QUESTION, "ktp")).await.unwrap();
    let neighbour = agency.officer("tetangga", &["execute:dpmptsp-magelang/arsip/juru"]).await;
    let forged = Receipt { secret: "0000-0000-0000-0000".to_owned(), ..receipt.clone() };
    let other = agency.public().files(sip::submission()).await.unwrap();
    let elsewhere = Receipt { name: receipt.name.clone(), ..other };

    let by_colleague = posts(&staff.kepala, posting(&receipt.name, ANSWER, "")).await;
    let by_neighbour = posts(&neighbour, posting(&receipt.name, ANSWER, "")).await;
    let by_nobody = posts(&agency.public(), posting(&receipt.name, ANSWER, "")).await;
    let by_forgery = posts(&agency.public(), by_receipt(&forged, ANSWER)).await;
    let by_another = posts(&agency.public(), by_receipt(&elsewhere, ANSWER)).await;

    assert_eq!(reason(by_colleague), "NO_TASK_HELD");
    assert_eq!(reason(by_neighbour), "DUTY_MISSING");
    assert_eq!(reason(by_nobody), "RECEIPT_REQUIRED");
    assert_eq!(reason(by_forgery), "RECEIPT_UNKNOWN");
    assert_eq!(reason(by_another), "APPLICATION_NOT_FOUND");
    let shut = reads(&staff.kepala, &receipt.name, None).await.unwrap();
    assert_eq!(shut.messages[0].text, "", "whoever holds no task of the case reads no words");
}

async fn a_message_told_twice_is_posted_once(agency: &mut Agency) {
    let (_, receipt) = at_the_counter(agency).await;
    let message = by_receipt(&receipt, ANSWER);

    let first = posts(&agency.public(), message.clone()).await.unwrap();
    let again = posts(&agency.public(), message.clone()).await.unwrap();
    let other = PostMessageRequest { text: QUESTION.to_owned(), ..message };

    assert_eq!(again, first);
    assert_eq!(reason(posts(&agency.public(), other).await), "REQUEST_ID_REUSED");
    let seen = reads(&agency.public(), &receipt.name, Some(&receipt)).await.unwrap();
    assert_eq!(seen.messages.len(), 1);
}

async fn a_side_that_writes_too_much_is_asked_to_wait(agency: &mut Agency) {
    let (staff, receipt) = at_the_counter(agency).await;
    for _ in 0..permits::MOST_MESSAGES_A_DAY {
        posts(&agency.public(), by_receipt(&receipt, ANSWER)).await.unwrap();
    }

    let flooded = posts(&agency.public(), by_receipt(&receipt, ANSWER)).await;

    assert_eq!(reason(flooded), "TOO_MANY_MESSAGES");
    posts(&staff.loket, posting(&receipt.name, QUESTION, "")).await.unwrap();
}

async fn each_side_is_told_that_there_is_something_to_read(agency: &mut Agency) {
    let (staff, receipt) = at_the_counter(agency).await;
    posts(&staff.loket, posting(&receipt.name, QUESTION, "ktp")).await.unwrap();
    posts(&agency.public(), by_receipt(&receipt, ANSWER)).await.unwrap();

    let outbox = agency.store().outbox_after("a-reader", 100).await.unwrap();

    let told: Vec<&str> = outbox
        .iter()
        .filter(|row| row.kind == "permits.message_posted")
        .map(|row| row.topic.as_str())
        .collect();
    assert_eq!(told, ["applicant", "office"]);
}
