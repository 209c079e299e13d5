//! Steps that are called back, and messages that are not tried any more.

use kernel::AgencyId;
use permits::{Acting, CallBackAnswer, Command, DispatchKind, Phase};
use sop::EndResult;

use crate::exchanging::{ID, assigned, dinkes, entrusted, leaf, result, until_issued};
use crate::world::{World, officer};

fn origin() -> AgencyId {
    "dpmptsp-lain".parse().unwrap()
}

fn call_back() -> Command {
    Command::CallBack { leaf: leaf(31) }
}

fn answered(answer: CallBackAnswer) -> Command {
    Command::NoteCalledBack { id: ID.to_owned(), answer }
}

fn stopped() -> Command {
    let (kind, id) = (DispatchKind::HandOver, ID.to_owned());
    Command::NoteStopped { kind, id, fault: "HAND_OVER_NOT_ACCEPTED".to_owned() }
}

fn resend(kind: DispatchKind) -> Command {
    Command::ResendDispatch { kind, id: ID.to_owned() }
}

/// A case that was withdrawn while another agency had its step, and which said so.
pub(crate) fn withdrawn() -> World {
    let mut world = entrusted();
    world.act(&Acting::Applicant, &Command::Withdraw { reason: None }).unwrap();
    world.act(&Acting::System, &answered(CallBackAnswer::Stopped(leaf(33)))).unwrap();
    world
}

/// The work on a step that is not needed any more.
pub(crate) fn ended() -> World {
    let mut world = World::new();
    world.file(&assigned()).unwrap();
    world.act(&Acting::Peer(&origin()), &call_back()).unwrap();
    world
}

/// A message that stopped, and was told again.
pub(crate) fn told_again() -> World {
    let mut world = entrusted();
    world.act(&Acting::System, &stopped()).unwrap();
    let administrator = officer("admin", &["administer:dpmptsp"]);
    let again = resend(DispatchKind::HandOver);
    world.act(&Acting::Officer(&administrator), &again).unwrap();
    world
}

#[test]
fn what_was_closed_otherwise_is_called_back_until_the_other_side_knows() {
    let mut world = entrusted();
    assert_eq!(world.case().to_call_back().count(), 0);

    world.act(&Acting::Applicant, &Command::Withdraw { reason: None }).unwrap();

    assert_eq!(world.case().to_call_back().count(), 1);
    assert_eq!(world.case().to_hand_over().count(), 0);
    assert_eq!(withdrawn().case().to_call_back().count(), 0);
}

#[test]
fn what_was_answered_in_time_is_not_called_back() {
    let mut world = entrusted();
    world.act(&Acting::Peer(&dinkes()), &result(None)).unwrap();
    world.act(&Acting::Applicant, &Command::Withdraw { reason: None }).unwrap();

    assert_eq!(world.case().to_call_back().count(), 0);
}

#[test]
fn open_work_ends_when_it_is_called_back_and_nothing_is_answered() {
    let mut world = ended();
    let events = world.journal.len();

    world.act(&Acting::Peer(&origin()), &call_back()).unwrap();

    assert_eq!(world.journal.len(), events, "once");
    assert_eq!(world.case().phase(), Phase::Withdrawn);
    assert_eq!(world.case().run.ended(), Some(EndResult::Withdrawn));
    assert_eq!(world.case().to_bring_back(), None);
    assert!(!world.case().assignment.as_ref().unwrap().called_back.as_ref().unwrap().late);
    assert_eq!(world.refolded().as_ref(), Some(world.case()));
}

#[test]
fn what_was_decided_stands_and_is_brought_back() {
    let mut world = World::new();
    world.file(&assigned()).unwrap();
    until_issued(&mut world);

    world.act(&Acting::Peer(&origin()), &call_back()).unwrap();

    assert!(world.case().assignment.as_ref().unwrap().called_back.as_ref().unwrap().late);
    assert_eq!(world.case().phase(), Phase::Issued);
    assert!(world.case().to_bring_back().is_some());
}

#[test]
fn only_the_agency_of_the_case_calls_back() {
    let mut world = World::new();
    world.file(&assigned()).unwrap();

    let by_another = world.act(&Acting::Peer(&dinkes()), &call_back());
    let by_nobody = world.act(&Acting::Public, &call_back());

    assert_eq!(by_another, Err("HAND_OVER_UNKNOWN"));
    assert_eq!(by_nobody, Err("PARTNER_ONLY"));
}

#[test]
fn what_stopped_is_shown_until_an_administrator_has_it_told_again() {
    let mut world = entrusted();
    world.act(&Acting::System, &stopped()).unwrap();
    world.act(&Acting::System, &stopped()).unwrap();
    assert_eq!(world.case().stopped.len(), 1);
    let (loket, all) = (officer("loket", &["execute:dpmptsp/pelayanan/loket"]), DispatchKind::ALL);

    let by_an_officer = world.act(&Acting::Officer(&loket), &resend(all[0]));
    let administrator = officer("admin", &["administer:dpmptsp"]);
    let of_another_kind = world.act(&Acting::Officer(&administrator), &resend(all[1]));

    assert_eq!(by_an_officer, Err("ADMINISTRATOR_ONLY"));
    assert_eq!(of_another_kind, Err("DISPATCH_NOT_STOPPED"));
    assert!(told_again().case().stopped.is_empty());
}

#[test]
fn what_is_heard_after_all_has_not_stopped() {
    let mut world = entrusted();
    world.act(&Acting::System, &stopped()).unwrap();

    world.act(&Acting::Peer(&dinkes()), &result(None)).unwrap();

    assert!(world.case().stopped.is_empty());
}
