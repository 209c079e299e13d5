//! What applicants hand in. Every identity here is impossible: no region has the
//! code 99, and the telephone numbers are of a range that nobody was given.

use contract::satupintu::permits::v1::{Answer, Applicant, Channel, SubmitApplicationRequest};

use crate::caller::request_id;

/// Somebody who applies.
#[must_use]
pub fn applicant() -> Applicant {
    Applicant {
        name: "Contoh Pemohon".to_owned(),
        nik: "9901011708450001".to_owned(),
        phone: "081200000001".to_owned(),
        email: "pemohon@contoh.example".to_owned(),
        address: "Jalan Contoh Nomor 1, Kelurahan Percontohan".to_owned(),
        family_card: "9901011708450002".to_owned(),
        npwp: "99.000.000.0-000.001".to_owned(),
    }
}

/// What is given for one requirement.
#[must_use]
pub fn answer(requirement: &str, text: &str) -> Answer {
    Answer { requirement_id: requirement.to_owned(), text: text.to_owned() }
}

/// An application over the internet for `service`, named
/// `agencies/{agency}/services/{service}`.
#[must_use]
pub fn submission(service: &str) -> SubmitApplicationRequest {
    SubmitApplicationRequest {
        service: service.to_owned(),
        request_id: request_id(),
        applicant: Some(applicant()),
        answers: Vec::new(),
        district: "33.08.01".to_owned(),
        channel: Channel::Online.into(),
        ..SubmitApplicationRequest::default()
    }
}
