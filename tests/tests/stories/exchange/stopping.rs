//! What the other agency lastingly refuses: it stops, everybody sees it, and it is told
//! again when an administrator says that the cause is mended.

use contract::satupintu::exchange::v1::ResendDispatchRequest;
use contract::satupintu::permits::v1::DispatchKind;
use stories::pair::Pair;
use stories::{Agency, Answered, Receipt, reason, request_id};

use super::{People, between_deployments, standing};

between_deployments! {
    what_is_refused_again_and_again_stops_and_is_told_again_once_mended,
    what_has_not_stopped_is_not_told_again,
}

/// More than it takes until a refusal is taken at its word.
const TRIES: usize = 7;
/// The waiting time between two attempts is shorter.
const BETWEEN_ATTEMPTS_MINUTES: i64 = 16;

async fn resends(agency: &Agency, receipt: &Receipt, kind: DispatchKind) -> Answered<u64> {
    let case = receipt.name.rsplit('/').next().unwrap();
    let request = ResendDispatchRequest {
        name: receipt.name.clone(),
        request_id: request_id(),
        kind: kind.into(),
        dispatch: format!("{case}.1"),
    };
    let answer = agency.administrator().exchange().resend_dispatch(request).await?;
    Ok(answer.into_inner().journal_index)
}

async fn what_is_refused_again_and_again_stops_and_is_told_again_once_mended(pair: &mut Pair) {
    let people = People::enrolled(pair).await;
    let mended = pair.partner.plan.partners.clone();
    pair.stop_partner().await;
    pair.partner.plan.partners[0].accepts.clear();
    pair.start_partner().await;
    let receipt = people.handed_over(pair).await;
    for _ in 0..TRIES {
        pair.minutes_pass(BETWEEN_ATTEMPTS_MINUTES).await;
        pair.origin.tells_partners().await;
    }

    let given_up = standing(pair).await;
    let seen = people.here.loket.sees(&receipt.name).await.unwrap();
    assert_eq!((given_up.waiting, given_up.stopped), (0, 1));
    assert_eq!(given_up.fault, "HAND_OVER_NOT_ACCEPTED");
    let [stopped] = seen.stopped_dispatches.as_slice() else { panic!("one message") };
    assert_eq!(stopped.kind(), DispatchKind::HandOver);
    assert_eq!(stopped.fault, "HAND_OVER_NOT_ACCEPTED");
    // The clock still says who has it.
    assert_eq!(seen.responsible_unit, "dinkes-magelang/sdm-kesehatan");

    pair.stop_partner().await;
    pair.partner.plan.partners = mended;
    pair.start_partner().await;
    resends(&pair.origin, &receipt, DispatchKind::HandOver).await.unwrap();
    pair.origin.tells_partners().await;

    let seen = people.here.loket.sees(&receipt.name).await.unwrap();
    assert!(seen.stopped_dispatches.is_empty() && seen.entrustments[0].received);
    assert_eq!(standing(pair).await.stopped, 0);
    let kinds = pair.origin.kinds_of(&receipt.name).await;
    let last = ["dispatch_stopped", "dispatch_resent", "entrustment_received"];
    assert_eq!(kinds[7..], last.map(|kind| format!("permits.{kind}")));
}

async fn what_has_not_stopped_is_not_told_again(pair: &mut Pair) {
    let people = People::enrolled(pair).await;
    let receipt = people.handed_over(pair).await;

    let refused = resends(&pair.origin, &receipt, DispatchKind::HandOver).await;

    assert_eq!(reason(refused), "DISPATCH_NOT_STOPPED");
}
