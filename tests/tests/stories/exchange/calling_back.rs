//! Steps that are not needed any more: the other agency hears of it, once, whatever
//! breaks in between.

use contract::satupintu::permits::v1::{Application, ApplicationState, CallBackState};
use permits::{CallBackAnswer, Event};
use stories::link::Trouble;
use stories::pair::{HEALTH, Pair};
use stories::{Receipt, wib};

use super::{People, between_deployments, find, leaves, standing};

between_deployments! {
    what_the_applicant_withdraws_ends_at_the_other_agency,
    both_journals_hold_both_halves_of_a_call_back,
    what_the_law_has_granted_ends_at_the_other_agency,
    what_was_decided_there_comes_late_and_is_kept,
    what_has_never_arrived_is_not_waited_for,
    a_call_back_has_its_effect_once_wherever_the_line_breaks,
}

/// The waiting time between two attempts is shorter.
const BETWEEN_ATTEMPTS_MINUTES: i64 = 16;

/// The case at the other agency, on the desk of whoever studies it.
async fn taken(people: &People) -> Application {
    people.there.verifier.takes_next(HEALTH[0]).await.unwrap().application.unwrap()
}

async fn withdraws(pair: &Pair, receipt: &Receipt) {
    pair.origin.public().withdraws(receipt, "Pindah kota").await.unwrap();
    pair.origin.tells_partners().await;
}

async fn state_at(people: &People, receipt: &Receipt) -> CallBackState {
    people.here.loket.sees(&receipt.name).await.unwrap().entrustments[0].call_back()
}

async fn what_the_applicant_withdraws_ends_at_the_other_agency(pair: &mut Pair) {
    let people = People::enrolled(pair).await;
    let receipt = people.handed_over(pair).await;
    let work = taken(&people).await;
    pair.minutes_pass(60).await;

    withdraws(pair, &receipt).await;

    let ended = people.there.head.sees(&work.name).await.unwrap();
    assert_eq!(ended.state(), ApplicationState::Withdrawn);
    assert!(ended.tasks.is_empty() && ended.assignment.unwrap().called_back);
    assert!(ended.deadline.is_none(), "its clock has ended");
    let tracked = pair.origin.public().tracks(&receipt).await.unwrap();
    assert_eq!(tracked.elsewhere[0].agency, "agencies/dinkes-magelang");
    assert_eq!(tracked.elsewhere[0].call_back(), CallBackState::Stopped);
    assert_eq!(standing(pair).await.waiting, 0);
    // Nothing is brought back of it.
    pair.partner.tells_partners().await;
    let kinds = pair.origin.kinds_of(&receipt.name).await;
    assert_eq!(kinds[8..], ["permits.withdrawn", "permits.call_back_answered"]);
}

async fn both_journals_hold_both_halves_of_a_call_back(pair: &mut Pair) {
    let people = People::enrolled(pair).await;
    let receipt = people.handed_over(pair).await;
    let work = taken(&people).await;
    withdraws(pair, &receipt).await;

    let here = leaves(&pair.origin, &receipt.name).await;
    let there = leaves(&pair.partner, &work.name).await;

    let called_back = find(&there, |event| matches!(event, Event::CalledBack(_)));
    let Event::CalledBack(it) = &called_back.1 else { panic!("{called_back:?}") };
    assert_eq!(it.leaf, find(&here, |event| matches!(event, Event::Withdrawn(_))).0);
    let answered = find(&here, |event| matches!(event, Event::CallBackAnswered(_)));
    let Event::CallBackAnswered(it) = &answered.1 else { panic!("{answered:?}") };
    assert_eq!(it.answer, CallBackAnswer::Stopped(called_back.0.clone()));
    let body = pair.partner.last("permits.called_back").await;
    assert_eq!(body.actor, "peer:dpmptsp-magelang");
}

async fn what_the_law_has_granted_ends_at_the_other_agency(pair: &mut Pair) {
    let people = People::enrolled(pair).await;
    let receipt = people.handed_over(pair).await;
    let work = taken(&people).await;

    pair.time_passes_to(wib("2026-06-24 10:00")).await;
    pair.origin.tells_partners().await;

    let granted = pair.origin.public().tracks(&receipt).await.unwrap();
    assert_eq!(granted.state(), ApplicationState::DeemedApproved);
    let ended = people.there.head.sees(&work.name).await.unwrap();
    assert_eq!(ended.state(), ApplicationState::Withdrawn);
    assert_eq!(state_at(&people, &receipt).await, CallBackState::Stopped);
}

async fn what_was_decided_there_comes_late_and_is_kept(pair: &mut Pair) {
    let people = People::enrolled(pair).await;
    let receipt = people.handed_over(pair).await;
    let (work, there) = (taken(&people).await.name, &people.there);
    there.verifier.completes(&work, "telaah", "", "").await.unwrap();
    there.head.takes_next(HEALTH[1]).await.unwrap();
    there.head.approves(&work, "rekomendasi", "Kompetensi sesuai").await.unwrap();

    withdraws(pair, &receipt).await;
    there.secretary.takes_next(HEALTH[2]).await.unwrap();
    there.secretary.issues(&work, "surat").await.unwrap();
    pair.partner.tells_partners().await;

    assert_eq!(state_at(&people, &receipt).await, CallBackState::Late);
    let seen = people.here.loket.sees(&receipt.name).await.unwrap();
    assert_eq!(seen.state(), ApplicationState::Withdrawn);
    assert!(seen.entrustments[0].late && seen.entrustments[0].answered);
    let own = there.head.sees(&work).await.unwrap();
    assert_eq!(own.state(), ApplicationState::Issued);
    let assignment = own.assignment.unwrap();
    assert!(assignment.called_back && assignment.delivered);
}

async fn what_has_never_arrived_is_not_waited_for(pair: &mut Pair) {
    let people = People::enrolled(pair).await;
    pair.stop_partner().await;
    let receipt = people.handed_over(pair).await;
    withdraws(pair, &receipt).await;
    let unheard = state_at(&people, &receipt).await;

    pair.start_partner().await;
    for _ in 0..8 {
        pair.minutes_pass(BETWEEN_ATTEMPTS_MINUTES).await;
        pair.origin.tells_partners().await;
    }

    assert_eq!(unheard, CallBackState::Pending);
    assert_eq!(state_at(&people, &receipt).await, CallBackState::NeverReceived);
    assert_eq!(standing(pair).await.waiting, 0);
    // Nobody's data have gone there for nothing.
    let opened = pair.partner.journal().await;
    assert!(opened.iter().all(|body| body.kind != "permits.submitted"));
}

/// More are a conversation that does not end.
const MOST_PIECES: usize = 30;

async fn a_call_back_has_its_effect_once_wherever_the_line_breaks(pair: &mut Pair) {
    let people = People::enrolled(pair).await;
    for piece in 0..MOST_PIECES {
        let receipt = people.handed_over(pair).await;
        let work = taken(&people).await;
        pair.there.plan(Trouble::Reset, piece);
        withdraws(pair, &receipt).await;
        pair.minutes_pass(BETWEEN_ATTEMPTS_MINUTES).await;
        pair.origin.tells_partners().await;

        let there = pair.partner.kinds_of(&work.name).await;
        assert_eq!(there[2..], ["permits.called_back", "permits.withdrawn"], "{piece}");
        let here = pair.origin.kinds_of(&receipt.name).await;
        let last = ["permits.withdrawn", "permits.call_back_answered"];
        assert_eq!(here[8..], last, "{piece}");
        if !pair.there.has_come() {
            assert!(piece > 2, "only {piece} pieces");
            return;
        }
    }
    panic!("more than {MOST_PIECES} pieces");
}
