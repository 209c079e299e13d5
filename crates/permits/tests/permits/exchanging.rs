//! Steps in the hands of another agency's own deployment, and the work there.

use kernel::{AgencyId, ReceiptNumber};
use permits::{Acting, Application, Assignment, Command, Event, Leaf, Returning, Submission};
use sop::EndResult;

use crate::world::{LOKET, TEKNIS, World, complete, sealed, step, submission, usual};

pub(crate) const ID: &str = "0197-a";

pub(crate) fn dinkes() -> AgencyId {
    "dinkes".parse().unwrap()
}

pub(crate) fn leaf(index: u64) -> Leaf {
    Leaf { index, hash: "ab".repeat(32) }
}

pub(crate) fn entrust(id: &str) -> Command {
    Command::Entrust { id: id.to_owned(), step: step("rekomendasi") }
}

pub(crate) fn result(outcome: Option<&str>) -> Command {
    result_of(ID, outcome)
}

pub(crate) fn result_of(id: &str, outcome: Option<&str>) -> Command {
    Command::TakeResult(Box::new(Returning {
        id: id.to_owned(),
        outcome: outcome.map(str::to_owned),
        reason: Some(sealed("why")),
        leaf: leaf(7),
    }))
}

/// A case whose recommendation the health agency's deployment gives.
pub(crate) fn entrusted() -> World {
    let mut world = World::new();
    world.submit().accept().verify();
    world.act(&Acting::System, &entrust(ID)).unwrap();
    world
}

pub(crate) fn answered() -> World {
    let mut world = entrusted();
    let note = Command::NoteReceived { id: ID.to_owned(), leaf: leaf(3) };
    world.act(&Acting::System, &note).unwrap();
    world.act(&Acting::Peer(&dinkes()), &result(None)).unwrap();
    world
}

pub(crate) fn until_issued(world: &mut World) {
    world.accept().verify().recommend().inspect().approve().issue();
    world.does(LOKET, "penyerahan", complete("penyerahan", None));
}

/// The work on another agency's step.
pub(crate) fn assigned() -> Submission {
    let assignment = Assignment {
        from: "dpmptsp-lain".parse().unwrap(),
        id: ID.to_owned(),
        receipt: ReceiptNumber::new("MGL", "SIP", 2025, 4).unwrap(),
        service: "sip".to_owned(),
        step: "rekomendasi".to_owned(),
        leaf: leaf(9),
        outcomes: vec![
            (EndResult::Issued, "ya".to_owned()),
            (EndResult::Refused, "tidak".to_owned()),
        ],
        delivered: None,
        documents: Vec::new(),
        called_back: None,
    };
    Submission { assignment: Some(assignment), ..submission() }
}

/// The work on another agency's step, of which the answer has arrived there.
pub(crate) fn brought_back() -> World {
    let mut world = World::new();
    world.file(&assigned()).unwrap();
    until_issued(&mut world);
    world.act(&Acting::System, &Command::NoteDelivered { leaf: leaf(12) }).unwrap();
    world
}

#[test]
fn nobody_here_takes_a_step_that_another_agency_has() {
    let mut world = entrusted();

    let refused = world.take(&usual(TEKNIS), "rekomendasi").unwrap_err();

    assert_eq!(refused, "TASK_ENTRUSTED");
    assert!(world.case().to_entrust(|_| true).all(|(it, _)| *it != step("rekomendasi")));
    assert_eq!(world.case().to_hand_over().count(), 1);
}

#[test]
fn what_somebody_has_begun_here_is_finished_here() {
    let mut world = World::new();
    world.submit().accept().verify();
    world.take(&usual(TEKNIS), "rekomendasi").unwrap();

    assert_eq!(world.act(&Acting::System, &entrust(ID)).unwrap_err(), "TASK_TAKEN");
}

#[test]
fn a_step_of_the_own_agency_stays() {
    let mut world = World::new();
    world.submit();
    let own = Command::Entrust { id: ID.to_owned(), step: step("periksa") };

    assert_eq!(world.act(&Acting::System, &own).unwrap_err(), "NOT_TO_HAND_OVER");
}

#[test]
fn the_answer_does_the_step_once() {
    let mut world = answered();
    let events = world.journal.len();

    world.act(&Acting::Peer(&dinkes()), &result(None)).unwrap();

    assert_eq!(world.journal.len(), events);
    assert!(world.case().task(&step("rekomendasi")).is_none());
    assert_eq!(world.count("permits.result_received"), 1);
    let other = Command::TakeResult(Box::new(Returning {
        id: ID.to_owned(),
        outcome: Some("lain".to_owned()),
        reason: None,
        leaf: leaf(7),
    }));
    assert_eq!(world.act(&Acting::Peer(&dinkes()), &other).unwrap_err(), "RESULT_DIFFERS");
}

#[test]
fn only_the_agency_that_was_asked_answers() {
    let mut world = entrusted();
    let stranger: AgencyId = "dpupr".parse().unwrap();

    let by_another = world.act(&Acting::Peer(&stranger), &result(None)).unwrap_err();
    let by_nobody = world.act(&Acting::Public, &result(None)).unwrap_err();
    let noted = world.act(&Acting::Peer(&dinkes()), &entrust("0197-b")).unwrap_err();

    assert_eq!(by_another, "HAND_OVER_UNKNOWN");
    assert_eq!([by_nobody, noted], ["PARTNER_ONLY", "PARTNER_ONLY"]);
}

#[test]
fn an_answer_after_the_applicant_has_withdrawn_moves_nothing() {
    let mut world = entrusted();
    world.act(&Acting::Applicant, &Command::Withdraw { reason: None }).unwrap();

    world.act(&Acting::Peer(&dinkes()), &result(None)).unwrap();

    let (_, _, last) = world.journal.last().unwrap();
    let Event::ResultReceived(received) = last else { panic!("{last:?}") };
    assert!(received.result.late);
    assert!(world.case().is_over());
}

#[test]
fn work_for_another_agency_is_brought_back_once_it_has_ended() {
    let mut world = World::new();
    world.file(&assigned()).unwrap();
    assert_eq!(world.case().to_bring_back(), None);

    until_issued(&mut world);
    let (_, outcome) = world.case().to_bring_back().unwrap();
    assert_eq!(outcome, Some("ya"));

    let world = brought_back();
    assert_eq!(world.case().to_bring_back(), None);
    let written = serde_json::to_string(world.case()).unwrap();
    assert_eq!(serde_json::from_str::<Application>(&written).unwrap(), *world.case());
}
