//! Documents that go along with a step: which arrive, who may fetch them, and what a
//! line that breaks costs.

use contract::satupintu::exchange::v1::{FetchDocumentRequest, fetch_document_response::Piece};
use contract::satupintu::permits::v1::{Application, Purpose};
use permits::Event;
use sha2::{Digest, Sha256};
use stories::attachments::{PART, ktp, pdf};
use stories::link::Trouble;
use stories::pair::{HEALTH, Pair, certified};
use stories::{Answered, Caller, Receipt, reason, request_id, wib};

use super::{People, between_deployments, find, leaves, registration};

between_deployments! {
    the_documents_that_the_step_needs_arrive_and_no_others,
    both_journals_hold_both_halves_of_a_document,
    nothing_of_a_document_stands_in_a_journal,
    only_the_agency_that_has_the_step_fetches_and_once,
    a_document_can_be_fetched_for_a_week,
    a_long_document_goes_on_where_the_line_broke,
}

/// The case at the other agency, on the desk of whoever studies it.
async fn taken(people: &People) -> Application {
    people.there.verifier.takes_next(HEALTH[0]).await.unwrap().application.unwrap()
}

async fn the_documents_that_the_step_needs_arrive_and_no_others(pair: &mut Pair) {
    let people = People::enrolled(pair).await;
    let scan = registration(70_000);
    let card = ktp(pdf("KTP", 2000));
    let receipt = people.handed_over_with(pair, &[scan.clone(), card]).await;

    let work = taken(&people).await;
    let [file] = work.files.as_slice() else { panic!("{:?}", work.files) };
    let verifier = &people.there.verifier;
    let opened = verifier.fetches(&file.name, None, Purpose::Verification).await;
    let (details, content) = opened.unwrap();

    assert_eq!(file.requirement_id, "nomor-str");
    assert_eq!(file.came_from, "agencies/dpmptsp-magelang");
    assert_eq!((details.file_name.as_str(), &content), (scan.name.as_str(), &scan.content));
    let assignment = work.assignment.unwrap();
    assert_eq!((assignment.documents.len(), assignment.documents[0].received), (1, true));
    let seen = people.here.loket.sees(&receipt.name).await.unwrap();
    let [document] = seen.entrustments[0].documents.as_slice() else { panic!("one document") };
    assert!(document.delivered && document.fetched_at.is_some());
}

async fn both_journals_hold_both_halves_of_a_document(pair: &mut Pair) {
    let people = People::enrolled(pair).await;
    let receipt = people.handed_over_with(pair, &[registration(1000)]).await;
    let work = taken(&people).await;

    let here = leaves(&pair.origin, &receipt.name).await;
    let there = leaves(&pair.partner, &work.name).await;

    let fetched = find(&here, |event| matches!(event, Event::DocumentFetched(_)));
    let received = find(&there, |event| matches!(event, Event::DocumentReceived(_)));
    let delivered = find(&here, |event| matches!(event, Event::DocumentDelivered(_)));
    let confirmed = find(&there, |event| matches!(event, Event::DocumentConfirmed(_)));
    let Event::DocumentReceived(it) = &received.1 else { panic!("{received:?}") };
    assert_eq!(it.leaf, fetched.0);
    let Event::DocumentDelivered(it) = &delivered.1 else { panic!("{delivered:?}") };
    assert_eq!(it.leaf, received.0);
    let Event::DocumentConfirmed(it) = &confirmed.1 else { panic!("{confirmed:?}") };
    assert_eq!(it.leaf, delivered.0);
    let fetched = pair.origin.last("permits.document_fetched").await;
    assert_eq!(fetched.actor, "peer:dinkes-magelang");
}

async fn nothing_of_a_document_stands_in_a_journal(pair: &mut Pair) {
    let people = People::enrolled(pair).await;
    let scan = registration(1000);
    people.handed_over_with(pair, std::slice::from_ref(&scan)).await;
    let hash = hex::encode(Sha256::digest(&scan.content));

    for agency in [&pair.origin, &pair.partner] {
        for body in agency.journal().await {
            let text = String::from_utf8_lossy(&body.payload).into_owned();
            let told = [scan.name.as_str(), "Rahasia", &hash].map(|it| text.contains(it));
            assert_eq!(told, [false; 3], "{}", body.kind);
        }
    }
}

fn asking(receipt: &Receipt, file: &str, kept_parts: u64) -> FetchDocumentRequest {
    let case = receipt.name.rsplit('/').next().unwrap();
    FetchDocumentRequest {
        parent: "agencies/dpmptsp-magelang".to_owned(),
        request_id: request_id(),
        hand_over: format!("{case}.1"),
        document: file.rsplit('/').next().unwrap().to_owned(),
        kept_parts,
    }
}

/// What a deployment is sent, after the leaf.
async fn fetched(by: &Caller, request: FetchDocumentRequest) -> Answered<Vec<u8>> {
    let mut pieces = by.exchange().fetch_document(request).await?.into_inner();
    let mut content = Vec::new();
    while let Some(message) = pieces.message().await? {
        match message.piece {
            Some(Piece::Data(data)) => content.extend(data),
            Some(Piece::Leaf(_)) | None => {}
        }
    }
    Ok(content)
}

async fn only_the_agency_that_has_the_step_fetches_and_once(pair: &mut Pair) {
    certified(pair.town(), "lain", "spiffe://contoh/lain", &[]);
    let people = People::enrolled(pair).await;
    // The other agency's own courier does not get through.
    pair.back.lead_to(None);
    let (scan, card) = (registration(1000), ktp(pdf("KTP", 1000)));
    let receipt = people.handed_over_with(pair, &[scan.clone(), card]).await;
    let own = pair.origin.public().lists_files(&receipt.name, Some(&receipt)).await.unwrap();
    let of = |requirement: &str| {
        let file = own.files.iter().find(|file| file.requirement_id == requirement);
        file.unwrap().name.clone()
    };
    let (granted, other) = (of("nomor-str"), of("ktp"));
    let by = |folder: &str| pair.origin.deployment(&pair.town().join(folder), "");
    let partner = by("partner");

    let of_no_step = fetched(&partner, asking(&receipt, &other, 0)).await;
    let by_stranger = fetched(&by("lain"), asking(&receipt, &granted, 0)).await;
    let by_office = fetched(&by("office"), asking(&receipt, &granted, 0)).await;
    let content = fetched(&partner, asking(&receipt, &granted, 0)).await.unwrap();
    let again = fetched(&partner, asking(&receipt, &granted, 0)).await.unwrap();
    pair.start_origin_line();
    pair.minutes_pass(20).await;
    pair.partner.tells_partners().await;
    let spent = fetched(&partner, asking(&receipt, &granted, 0)).await;

    assert_eq!(reason(of_no_step), "DOCUMENT_NOT_GRANTED");
    assert_eq!(reason(by_stranger), "PEER_NOT_ALLOWED");
    assert_eq!(reason(by_office), "SIGN_IN_REQUIRED");
    assert_eq!([&content, &again], [&scan.content; 2]);
    assert_eq!(reason(spent), "GRANT_SPENT");
    let kinds = pair.origin.kinds_of(&receipt.name).await;
    assert_eq!(kinds.iter().filter(|kind| *kind == "permits.document_fetched").count(), 1);
}

async fn a_document_can_be_fetched_for_a_week(pair: &mut Pair) {
    let people = People::enrolled(pair).await;
    pair.back.lead_to(None);
    let receipt = people.handed_over_with(pair, &[registration(1000)]).await;
    let own = pair.origin.public().lists_files(&receipt.name, Some(&receipt)).await.unwrap();

    pair.time_passes_to(wib("2026-06-16 10:00")).await;
    let partner = pair.origin.deployment(&pair.town().join("partner"), "");
    let late = fetched(&partner, asking(&receipt, &own.files[0].name, 0)).await;
    pair.start_origin_line();
    pair.partner.tells_partners().await;

    assert_eq!(reason(late), "GRANT_ENDED");
    let work = taken(&people).await;
    assert!(work.files.is_empty() && !work.assignment.unwrap().documents[0].received);
    // What cannot come any more is not asked for.
    assert!(pair.partner.store().dispatches_standing().await.unwrap().is_empty());
}

/// A piece of the line carries at most 16 KiB, and some carry no content: the line
/// breaks after the first part and before the last.
const PIECES_OF_SOME_PARTS: usize = 160;

async fn a_long_document_goes_on_where_the_line_broke(pair: &mut Pair) {
    let people = People::enrolled(pair).await;
    let scan = registration(3 * PART + 5000);
    pair.back.plan(Trouble::Cut, PIECES_OF_SOME_PARTS);
    people.handed_over_with(pair, std::slice::from_ref(&scan)).await;
    assert!(pair.back.has_come());

    let work = taken(&people).await;
    let file = work.assignment.unwrap().documents.remove(0).file;
    let id = file.rsplit('/').next().unwrap();
    let upload = pair.partner.store().upload(id).await.unwrap().unwrap();
    pair.minutes_pass(20).await;
    let (_, carried) = pair.origin.carried();
    pair.partner.tells_partners().await;
    let opened = people.there.verifier.fetches(&file, None, Purpose::Verification).await;

    assert!((1..4).contains(&upload.parts), "{}", upload.parts);
    assert_eq!(opened.unwrap().1, scan.content);
    let (_, after) = pair.origin.carried();
    let rest = scan.content.len() as u64 - upload.parts * PART as u64;
    // Sealed content is a little longer; what is here already is not read again.
    assert!(after - carried < rest + PART as u64 / 2, "{} for {rest}", after - carried);
}
