//! `Debug` shows nothing that tells about a person.

use contract::satupintu::permits::v1::{
    Answer, Applicant, Defect, Overtake, Progress, ReadFormResponse, RejectApplicationRequest,
    RequirementStatus, SubmitApplicationRequest, SubmitApplicationResponse,
    TrackApplicationRequest,
};
use prost_reflect::{DescriptorPool, Kind};

const SECRET: &str = "RAHASIA";

/// Text fields of the permits package that may tell about a person.
const TELLING: [&str; 10] = [
    "address",
    "defect",
    "email",
    "ground",
    "nik",
    "note",
    "passphrase",
    "phone",
    "reason",
    "secret",
];

#[test]
fn no_message_with_a_telling_field_keeps_the_generated_debug() {
    let pool = DescriptorPool::decode(contract::FILE_DESCRIPTOR_SET).unwrap();
    let written = include_str!("../src/redacted.rs");

    let forgotten: Vec<_> = pool
        .all_messages()
        .filter(|message| message.package_name() == "satupintu.permits.v1")
        .filter(|message| {
            message.fields().any(|f| TELLING.contains(&f.name()) && f.kind() == Kind::String)
        })
        .filter(|message| !written.contains(&format!("\n    {} {{", message.name())))
        .map(|message| message.full_name().to_owned())
        .collect();

    assert!(forgotten.is_empty(), "list in build.rs and src/redacted.rs: {forgotten:?}");
}

#[test]
fn debug_hides_the_applicant_and_the_answers() {
    let shown = format!("{:?} {:?} {:?}", applicant(), answer(), defect());

    assert!(!shown.contains(SECRET), "{shown}");
}

#[test]
fn debug_hides_what_a_request_carries_and_shows_which_it_was() {
    let submission = SubmitApplicationRequest {
        request_id: "r1".into(),
        applicant: Some(applicant()),
        answers: vec![answer()],
        ..Default::default()
    };
    let rejection = RejectApplicationRequest {
        request_id: "r2".into(),
        ground: SECRET.into(),
        ..Default::default()
    };
    let tracking = TrackApplicationRequest { receipt_number: "KTM".into(), secret: SECRET.into() };

    let shown = format!("{submission:?} {rejection:?} {tracking:?}");

    assert!(!shown.contains(SECRET), "{shown}");
    assert!(shown.contains("r1") && shown.contains("r2") && shown.contains("KTM"));
}

#[test]
fn debug_hides_what_an_answer_carries() {
    let requirement = RequirementStatus { defect: SECRET.into(), ..Default::default() };
    let progress =
        Progress { ground: SECRET.into(), requirements: vec![requirement], ..Default::default() };
    let receipt = SubmitApplicationResponse {
        secret: SECRET.into(),
        progress: Some(progress),
        ..Default::default()
    };
    let form = ReadFormResponse {
        applicant: Some(applicant()),
        answers: vec![answer()],
        defects: vec![defect()],
        ..Default::default()
    };
    let overtake = Overtake { note: SECRET.into(), ..Default::default() };

    let shown = format!("{receipt:?} {form:?} {overtake:?}");

    assert!(!shown.contains(SECRET), "{shown}");
}

fn applicant() -> Applicant {
    Applicant {
        name: SECRET.into(),
        nik: SECRET.into(),
        phone: SECRET.into(),
        email: SECRET.into(),
        address: SECRET.into(),
        family_card: SECRET.into(),
        npwp: SECRET.into(),
    }
}

fn answer() -> Answer {
    Answer { requirement_id: "ktp".into(), text: SECRET.into() }
}

fn defect() -> Defect {
    Defect { requirement_id: "ktp".into(), note: SECRET.into() }
}
