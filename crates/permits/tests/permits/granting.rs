//! Documents that go along with a step: which, to whom, until when, and once.

use kernel::AgencyId;
use permits::{
    Acting, Application, AssignedDocument, Assignment, Command, FileFor, GRANT_SECONDS, Submission,
};

use crate::exchanging::{ID, assigned, dinkes, entrust, leaf, result};
use crate::world::{IJAZAH, KTP, World, file_for, requirement};

/// The file that a document becomes at the agency that is asked.
const HERE: &str = "6e1c9a52-0000-4000-8000-000000000011";

fn fetch(file: &str) -> Command {
    Command::FetchDocument { id: ID.to_owned(), file: file.to_owned() }
}

fn confirm() -> Command {
    Command::ConfirmDocument { id: ID.to_owned(), file: KTP.to_owned(), leaf: leaf(21) }
}

/// A case with an identity card, which the recommendation needs, and a diploma.
fn granted() -> World {
    let mut world = World::new();
    world.submit().attach(KTP, None).unwrap();
    let diploma = Box::new(file_for(IJAZAH, requirement("ijazah"), None));
    world.act(&Acting::Applicant, &Command::Attach { file: diploma }).unwrap();
    world.accept().verify();
    world.act(&Acting::System, &entrust(ID)).unwrap();
    world
}

/// The same, with the card at the other agency.
pub(crate) fn fetched() -> World {
    let mut world = granted();
    world.act(&Acting::Peer(&dinkes()), &fetch(KTP)).unwrap();
    world.act(&Acting::Peer(&dinkes()), &confirm()).unwrap();
    world
}

fn with_a_document(world: &World) -> Submission {
    let file = file_for(HERE, FileFor::HandOver("ktp".to_owned()), None);
    let until = world.now.plus_seconds(GRANT_SECONDS);
    let document = AssignedDocument { file, origin: KTP.to_owned(), until, confirmed: None };
    let submission = assigned();
    let assignment = submission.assignment.clone().unwrap();
    let assignment = Assignment { documents: vec![document], ..assignment };
    Submission { assignment: Some(assignment), ..submission }
}

fn receive() -> Command {
    Command::ReceiveDocument { file: HERE.to_owned(), leaf: leaf(20) }
}

/// The work on another agency's step, whose document has arrived.
pub(crate) fn received() -> World {
    let mut world = World::new();
    let submission = with_a_document(&world);
    world.file(&submission).unwrap();
    world.act(&Acting::System, &receive()).unwrap();
    let noted = Command::NoteConfirmed { file: HERE.to_owned(), leaf: leaf(22) };
    world.act(&Acting::System, &noted).unwrap();
    world
}

#[test]
fn what_the_step_needs_goes_along_and_nothing_else() {
    let mut world = granted();

    let grant = world.case().entrustments[0].grant.clone().unwrap();
    let refused = world.act(&Acting::Peer(&dinkes()), &fetch(IJAZAH));

    assert_eq!(grant.files, [KTP]);
    assert_eq!(refused, Err("DOCUMENT_NOT_GRANTED"));
}

#[test]
fn nobody_but_the_agency_that_has_the_step_fetches() {
    let mut world = granted();
    let stranger: AgencyId = "dpupr".parse().unwrap();

    let by_another = world.act(&Acting::Peer(&stranger), &fetch(KTP));
    let by_the_applicant = world.act(&Acting::Applicant, &fetch(KTP));

    assert_eq!(by_another, Err("HAND_OVER_UNKNOWN"));
    assert_eq!(by_the_applicant, Err("PARTNER_ONLY"));
}

#[test]
fn a_fetch_goes_on_until_the_document_is_there_and_is_recorded_once() {
    let mut world = granted();
    for _ in 0..3 {
        world.act(&Acting::Peer(&dinkes()), &fetch(KTP)).unwrap();
    }
    world.act(&Acting::Peer(&dinkes()), &confirm()).unwrap();
    world.act(&Acting::Peer(&dinkes()), &confirm()).unwrap();

    let again = world.act(&Acting::Peer(&dinkes()), &fetch(KTP));

    assert_eq!(again, Err("GRANT_SPENT"));
    assert_eq!(world.count("permits.document_fetched"), 1);
    assert_eq!(world.count("permits.document_delivered"), 1);
    assert_eq!(world.refolded().as_ref(), Some(world.case()));
}

#[test]
fn what_was_never_fetched_cannot_have_arrived() {
    let mut world = granted();

    let refused = world.act(&Acting::Peer(&dinkes()), &confirm());

    assert_eq!(refused, Err("DOCUMENT_NOT_GRANTED"));
}

#[test]
fn a_grant_ends_by_its_date() {
    let mut world = granted();
    world.now = world.case().entrustments[0].grant.as_ref().unwrap().until;
    world.act(&Acting::Peer(&dinkes()), &fetch(KTP)).unwrap();

    world.now = world.now.plus_seconds(1);

    assert_eq!(world.act(&Acting::Peer(&dinkes()), &fetch(KTP)), Err("GRANT_ENDED"));
}

#[test]
fn a_grant_ends_with_the_step() {
    let mut world = granted();
    world.act(&Acting::Peer(&dinkes()), &result(None)).unwrap();

    assert_eq!(world.act(&Acting::Peer(&dinkes()), &fetch(KTP)), Err("GRANT_ENDED"));
}

#[test]
fn a_document_that_has_arrived_is_a_file_of_the_case() {
    let mut world = World::new();
    let submission = with_a_document(&world);
    world.file(&submission).unwrap();
    assert_eq!(world.case().to_fetch(world.now).count(), 1);
    assert!(world.case().files.is_empty());

    world.act(&Acting::System, &receive()).unwrap();
    world.act(&Acting::System, &receive()).unwrap();

    let file = &world.case().file(HERE).unwrap().file;
    assert_eq!(file.purpose.requirement(), Some("ktp"));
    assert_eq!(world.count("permits.document_received"), 1);
    // Until the other side knows of it.
    assert_eq!(world.case().to_fetch(world.now).count(), 1);
    assert_eq!(received().case().to_fetch(world.now).count(), 0);
    let written = serde_json::to_string(world.case()).unwrap();
    assert_eq!(serde_json::from_str::<Application>(&written).unwrap(), *world.case());
}

#[test]
fn what_can_no_longer_be_fetched_is_not_asked_for() {
    let mut world = World::new();
    let submission = with_a_document(&world);
    world.file(&submission).unwrap();

    let late = world.now.plus_seconds(GRANT_SECONDS + 1);

    assert_eq!(world.case().to_fetch(late).count(), 0);
}

#[test]
fn nobody_adds_a_document_of_another_agencys_step() {
    let mut world = received();
    let file = Box::new(file_for(KTP, FileFor::HandOver("ktp".to_owned()), None));

    let refused = world.act(&Acting::Applicant, &Command::Attach { file });
    let unknown = Command::ReceiveDocument { file: KTP.to_owned(), leaf: leaf(1) };

    assert_eq!(refused, Err("PARTNER_ONLY"));
    assert_eq!(world.act(&Acting::System, &unknown), Err("FILE_NOT_FOUND"));
    assert_eq!(world.act(&Acting::Public, &receive()), Err("PARTNER_ONLY"));
}
