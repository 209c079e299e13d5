//! A line that is cut, reset and held up, and a side that starts anew, at every
//! piece of every message, with a document that goes along: the same outcome, each
//! effect once.

use stories::link::Trouble;
use stories::pair::{HEALTH, Pair};
use stories::{Agency, reason};

use super::{AT_THE_ORIGIN, AT_THE_PARTNER, People, between_deployments, registration};

between_deployments! {
    a_cut_at_any_piece_doubles_and_loses_nothing,
    a_reset_at_any_piece_doubles_and_loses_nothing,
    a_delay_at_any_piece_doubles_and_loses_nothing,
    a_restart_at_any_piece_doubles_and_loses_nothing,
}

/// Fewer pieces than this cannot be: a greeting and an answer for each message.
const FEWEST_PIECES: usize = 5;
/// More are a conversation that does not end.
const MOST_PIECES: usize = 60;
/// The waiting time between two attempts is shorter.
const BETWEEN_ATTEMPTS_MINUTES: i64 = 16;
/// So often a message is tried before somebody gives up on this program.
const MOST_ATTEMPTS: usize = 8;

async fn a_cut_at_any_piece_doubles_and_loses_nothing(pair: &mut Pair) {
    at_every_piece(pair, Trouble::Cut, false).await;
}

async fn a_reset_at_any_piece_doubles_and_loses_nothing(pair: &mut Pair) {
    at_every_piece(pair, Trouble::Reset, false).await;
}

async fn a_delay_at_any_piece_doubles_and_loses_nothing(pair: &mut Pair) {
    at_every_piece(pair, Trouble::Delay, false).await;
}

async fn a_restart_at_any_piece_doubles_and_loses_nothing(pair: &mut Pair) {
    at_every_piece(pair, Trouble::Cut, true).await;
}

/// One case for each piece, until neither line has so many.
async fn at_every_piece(pair: &mut Pair, trouble: Trouble, restarts: bool) {
    let people = People::enrolled(pair).await;
    let mut lost = Lost::default();
    for piece in 0..MOST_PIECES {
        if !one_case(pair, &people, (trouble, piece), restarts, &mut lost).await {
            assert!(piece > FEWEST_PIECES, "only {piece} pieces");
            // The pieces were those that count: a held up answer is not lost.
            let is_broken = trouble != Trouble::Delay;
            assert_eq!(lost.of_taking + lost.of_answering > 0, is_broken);
            return;
        }
    }
    panic!("more than {MOST_PIECES} pieces");
}

/// How often a message had its effect and its answer was lost, so that it had to
/// be sent again.
#[derive(Default)]
struct Lost {
    of_taking: usize,
    of_answering: usize,
}

/// Plays one case with trouble at the same piece of both lines; says whether it came.
async fn one_case(
    pair: &mut Pair,
    people: &People,
    (trouble, piece): (Trouble, usize),
    restarts: bool,
    lost: &mut Lost,
) -> bool {
    pair.there.plan(trouble, piece);
    pair.back.plan(trouble, piece);
    let (taken, answered) = (count(&pair.partner, "permits.submitted").await, results(pair).await);
    let receipt = people.handed_over_with(pair, &[registration(1000)]).await;
    for attempt in 0..MOST_ATTEMPTS {
        pair.origin.tells_partners().await;
        if is_settled(&pair.origin).await {
            break;
        }
        lost.of_taking += count(&pair.partner, "permits.submitted").await - taken;
        if restarts && attempt == 0 {
            restart(pair, piece).await;
        }
        pair.minutes_pass(BETWEEN_ATTEMPTS_MINUTES).await;
    }
    for _ in 0..MOST_ATTEMPTS {
        pair.partner.tells_partners().await;
        if is_settled(&pair.partner).await {
            break;
        }
        pair.minutes_pass(BETWEEN_ATTEMPTS_MINUTES).await;
    }
    let work = people.there.recommends().await;
    for attempt in 0..MOST_ATTEMPTS {
        pair.partner.tells_partners().await;
        if is_settled(&pair.partner).await {
            break;
        }
        lost.of_answering += results(pair).await - answered;
        if restarts && attempt == 0 {
            restart(pair, piece + 1).await;
        }
        pair.minutes_pass(BETWEEN_ATTEMPTS_MINUTES).await;
    }
    people.finish(&receipt).await;

    let place = format!("{trouble:?} at piece {piece}");
    let (documents, others) = apart(pair.origin.kinds_of(&receipt.name).await);
    assert_eq!(others, AT_THE_ORIGIN, "{place}");
    let once = ["file_attached", "document_fetched", "document_delivered"];
    assert_eq!(documents, once.map(|kind| format!("permits.{kind}")), "{place}");
    let (documents, others) = apart(pair.partner.kinds_of(&work).await);
    assert_eq!(others, AT_THE_PARTNER, "{place}");
    let once = ["document_received", "document_confirmed"];
    assert_eq!(documents, once.map(|kind| format!("permits.{kind}")), "{place}");
    let nothing = people.there.verifier.takes_next(HEALTH[0]).await;
    assert_eq!(reason(nothing), "NOTHING_TO_TAKE", "{place}");
    let (there, back) = (pair.there.has_come(), pair.back.has_come());
    there || back
}

/// What happened to documents, which go beside the rest.
fn apart(kinds: Vec<String>) -> (Vec<String>, Vec<String>) {
    let is_document =
        |kind: &String| kind.contains(".document_") || kind.ends_with(".file_attached");
    kinds.into_iter().partition(is_document)
}

async fn results(pair: &Pair) -> usize {
    count(&pair.origin, "permits.result_received").await
}

async fn count(agency: &Agency, kind: &str) -> usize {
    agency.journal().await.iter().filter(|body| body.kind == kind).count()
}

async fn is_settled(agency: &Agency) -> bool {
    agency.store().dispatches_standing().await.unwrap().is_empty()
}

/// The one side after even pieces, the other after odd ones.
async fn restart(pair: &mut Pair, piece: usize) {
    if piece.is_multiple_of(2) {
        pair.stop_partner().await;
        pair.start_partner().await;
    } else {
        pair.stop_origin().await;
        pair.start_origin().await;
    }
}
