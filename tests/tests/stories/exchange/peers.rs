//! Who may speak for another agency: only whoever shows its certificate.

use contract::satupintu::exchange::v1::{HandOverRequest, JournalLeaf, ReturnResultRequest};
use stories::pair::{Pair, certified};
use stories::{answer, applicant, reason, wib};

use super::{People, between_deployments};

between_deployments! {
    only_the_deployment_of_a_partner_hands_over,
    nobody_answers_for_another_agency,
    the_same_hand_over_opens_one_case_whatever_comes_later,
}

fn leaf() -> Option<JournalLeaf> {
    Some(JournalLeaf { index: 7, hash: "ab".repeat(32) })
}

fn asking(id: &str) -> HandOverRequest {
    HandOverRequest {
        parent: "agencies/dinkes-magelang".to_owned(),
        request_id: id.to_owned(),
        receipt_number: permits::ReceiptNumber::new("MGL", "SIP", 2026, 900).unwrap().to_string(),
        service: "sip-dokter-spesialis".to_owned(),
        step: super::STEP.to_owned(),
        outcomes: vec!["direkomendasikan".to_owned(), "tidak-direkomendasikan".to_owned()],
        applicant: Some(applicant()),
        answers: vec![answer("nomor-str", "STR-1")],
        district: "33.08.01".to_owned(),
        leaf: leaf(),
        documents: Vec::new(),
    }
}

async fn only_the_deployment_of_a_partner_hands_over(pair: &mut Pair) {
    certified(pair.town(), "lain", "spiffe://contoh/lain", &[]);
    let by = |folder: &str| pair.partner.deployment(&pair.town().join(folder), "");

    let by_office = by("office").exchange().hand_over(asking("a.1")).await;
    let by_stranger = by("lain").exchange().hand_over(asking("a.1")).await;
    let by_officer = pair.partner.administrator().exchange().hand_over(asking("a.1")).await;
    let wrong_step = HandOverRequest { step: "tte".to_owned(), ..asking("a.1") };
    let of_another_step = by("origin").exchange().hand_over(wrong_step).await;

    assert_eq!(reason(by_office), "SIGN_IN_REQUIRED");
    assert_eq!(reason(by_stranger), "PEER_NOT_ALLOWED");
    assert_eq!(reason(by_officer), "DUTY_MISSING");
    assert_eq!(reason(of_another_step), "HAND_OVER_NOT_ACCEPTED");
}

async fn nobody_answers_for_another_agency(pair: &mut Pair) {
    let people = People::enrolled(pair).await;
    let receipt = people.handed_over(pair).await;
    let case = receipt.name.rsplit('/').next().unwrap();
    let answer = |id: String| ReturnResultRequest {
        parent: "agencies/dpmptsp-magelang".to_owned(),
        request_id: id,
        outcome: "direkomendasikan".to_owned(),
        reason: "Sesuai".to_owned(),
        leaf: leaf(),
    };
    let partner = pair.origin.deployment(&pair.town().join("partner"), "");

    let unasked = partner.exchange().return_result(answer(format!("{case}.2"))).await;
    let made_up = partner.exchange().return_result(answer("a-case".to_owned())).await;
    let unknown = ReturnResultRequest { outcome: "lain".to_owned(), ..answer(format!("{case}.1")) };
    let of_no_outcome = partner.exchange().return_result(unknown).await;

    assert_eq!(reason(unasked), "HAND_OVER_UNKNOWN");
    assert_eq!(reason(made_up), "HAND_OVER_UNKNOWN");
    assert_eq!(reason(of_no_outcome), "OUTCOME_UNKNOWN");
}

async fn the_same_hand_over_opens_one_case_whatever_comes_later(pair: &mut Pair) {
    let origin = pair.partner.deployment(&pair.town().join("origin"), "");

    let first = origin.exchange().hand_over(asking("a.1")).await.unwrap().into_inner();
    let again = origin.exchange().hand_over(asking("a.1")).await.unwrap().into_inner();
    let other = HandOverRequest { district: "33.08.02".to_owned(), ..asking("a.1") };
    let reused = origin.exchange().hand_over(other.clone()).await;
    forget_answers(pair).await;
    // By now only the inbox knows, and it knows what was asked, not each word.
    let later = origin.exchange().hand_over(other).await.unwrap().into_inner();
    let leaf = Some(JournalLeaf { index: 8, hash: "ab".repeat(32) });
    let of_another_event = HandOverRequest { leaf, ..asking("a.1") };
    let differs = origin.exchange().hand_over(of_another_event).await;

    assert_eq!([&again, &later], [&first, &first]);
    assert_eq!(reason(reused), "REQUEST_ID_REUSED");
    assert_eq!(reason(differs), "REQUEST_ID_REUSED");
}

/// Lets the first answers to requests go, as the program does after eight days
/// and so many batches.
async fn forget_answers(pair: &Pair) {
    const BATCHES: usize = 4096;
    pair.partner.time_passes_to(wib("2026-06-18 09:00")).await;
    for _ in 0..BATCHES {
        pair.partner.store().tick().await.unwrap();
    }
}
