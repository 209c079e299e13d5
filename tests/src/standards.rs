//! Service standards in the stories: the texts, how one is brought to a phase,
//! and a service of a quarter of an hour whose promise breaks soon.

use contract::google::r#type::Date;
use contract::satupintu::permits::v1::SubmitApplicationRequest;
use contract::satupintu::standards::v1::{
    Compensation, CompensationKind, Decree, DraftStandardRequest, EstablishPromiseRequest,
    EstablishStandardRequest, GetStandardRequest, Medium, MediumKind, Promise,
    PublishStandardRequest, RecordCompensationRequest, RecordDiscussionRequest,
    ReviewStandardRequest, ReviewVerdict, RevokeStandardRequest, Standard, StandardPhase,
};
use store::Publication;

use crate::agency::Agency;
use crate::caller::{Answered, Caller, request_id};
use crate::forms;
use crate::sip::SERVICE;

const SIP: &str =
    include_str!("../../catalogue/dpmptsp-magelang/sip-dokter-spesialis.service.toml");
const QUICK_SOP: &str = include_str!("standards/kilat.sop.toml");
const QUICK: &str = include_str!("standards/kilat.service.toml");
/// The quick service.
pub const QUICK_SERVICE: &str = "agencies/dpmptsp-magelang/services/kilat";

/// The standard of the specialist's licence, as a version of its own.
#[must_use]
pub fn whole(version: u32) -> String {
    SIP.replacen("version = 1", &format!("version = {version}"), 1)
}

/// The same without what `key` of `[standard]` says, on one line in the file.
///
/// # Panics
/// When the text has no such line.
#[must_use]
pub fn without(version: u32, key: &str) -> String {
    let text = whole(version);
    let line = text.lines().find(|line| line.starts_with(&format!("{key} = "))).unwrap();
    text.replacen(&format!("{line}\n"), "", 1)
}

/// The name of a version of it.
#[must_use]
pub fn standard(version: u32) -> String {
    format!("{SERVICE}/standards/{version}")
}

/// The name of the quick service's standard.
#[must_use]
pub fn quick_standard() -> String {
    format!("{QUICK_SERVICE}/standards/1")
}

/// An application for the quick service.
#[must_use]
pub fn quick_submission() -> SubmitApplicationRequest {
    let answers = vec![forms::answer("ktp", "terlampir")];
    SubmitApplicationRequest { answers, ..forms::submission(QUICK_SERVICE) }
}

/// Publishes the quick service as a file of the catalogue.
///
/// # Panics
/// When it cannot be published.
pub async fn publish_quick(agency: &Agency) {
    let (publication, sop) = Publication::of_sop("kilat", QUICK_SOP, &[]).unwrap();
    agency.store().publish(publication).await.unwrap();
    let service = Publication::of_service("kilat", QUICK, &[sop], true).unwrap();
    agency.store().publish(service).await.unwrap();
}

/// A day, as `2026-06-08`.
///
/// # Panics
/// When `text` is none.
#[must_use]
pub fn day(text: &str) -> Option<Date> {
    let parts: Vec<i32> = text.split('-').map(|part| part.parse().unwrap()).collect();
    let [year, month, day] = parts[..] else { panic!("{text} is no day") };
    Some(Date { year, month, day })
}

/// A decree of a day, as `2026-06-08`.
#[must_use]
pub fn decree(dated: &str) -> Option<Decree> {
    Some(Decree { number: "SK 12/2026".to_owned(), dated: day(dated) })
}

/// Two places of a publication.
#[must_use]
pub fn media() -> Vec<Medium> {
    let medium =
        |kind: MediumKind, place: &str| Medium { kind: kind.into(), place: place.to_owned() };
    vec![medium(MediumKind::Website, "dpmptsp.example.go.id"), medium(MediumKind::Sippn, "SIPPN")]
}

/// Brings a version of the specialist's standard to `phase`, all on 8 June 2026.
///
/// # Panics
/// When anybody is refused.
pub async fn bring(agency: &Agency, head: &Caller, version: u32, phase: StandardPhase) {
    let clerk = agency.administrator();
    clerk.drafts(&whole(version)).await.unwrap();
    if phase >= StandardPhase::Discussed {
        clerk.discusses(version, "2026-06-08").await.unwrap();
    }
    if phase >= StandardPhase::Established {
        head.establishes(version, "2026-06-08").await.unwrap();
    }
    if phase >= StandardPhase::Published {
        clerk.publishes(version).await.unwrap();
    }
}

/// What is done about standards of the specialist's licence, one call each.
impl Caller {
    /// Writes a standard.
    ///
    /// # Errors
    /// The refusal; so for everything below.
    pub async fn drafts(&self, text: &str) -> Answered<Standard> {
        let request = DraftStandardRequest {
            parent: SERVICE.to_owned(),
            request_id: request_id(),
            text: text.to_owned(),
            ..DraftStandardRequest::default()
        };
        shown(self.standards().draft_standard(request).await?.into_inner().standard)
    }

    /// Records the forum.
    pub async fn discusses(&self, version: u32, held_on: &str) -> Answered<Standard> {
        let request = RecordDiscussionRequest {
            name: standard(version),
            request_id: request_id(),
            etag: String::new(),
            held_on: day(held_on),
            minutes: "BA-FKP/1/2026".to_owned(),
            participant_groups: 5,
        };
        shown(self.standards().record_discussion(request).await?.into_inner().standard)
    }

    /// Establishes a standard.
    pub async fn establishes(&self, version: u32, dated: &str) -> Answered<Standard> {
        let request = EstablishStandardRequest {
            name: standard(version),
            request_id: request_id(),
            etag: String::new(),
            decree: decree(dated),
        };
        shown(self.standards().establish_standard(request).await?.into_inner().standard)
    }

    /// Makes a standard public.
    pub async fn publishes(&self, version: u32) -> Answered<Standard> {
        let request = PublishStandardRequest {
            name: standard(version),
            request_id: request_id(),
            etag: String::new(),
            media: media(),
            review_months: 0,
        };
        shown(self.standards().publish_standard(request).await?.into_inner().standard)
    }

    /// Records a review that keeps the standard.
    pub async fn reviews(&self, version: u32, held_on: &str) -> Answered<Standard> {
        let request = ReviewStandardRequest {
            name: standard(version),
            request_id: request_id(),
            etag: String::new(),
            held_on: day(held_on),
            report: "LHP/1".to_owned(),
            verdict: ReviewVerdict::Kept.into(),
            review_months: 0,
        };
        shown(self.standards().review_standard(request).await?.into_inner().standard)
    }

    /// Revokes a standard.
    pub async fn revokes_standard(&self, version: u32, dated: &str) -> Answered<Standard> {
        let request = RevokeStandardRequest {
            name: standard(version),
            request_id: request_id(),
            etag: String::new(),
            decree: decree(dated),
        };
        shown(self.standards().revoke_standard(request).await?.into_inner().standard)
    }

    /// Looks at a standard.
    pub async fn sees_standard(&self, version: u32) -> Answered<Standard> {
        let request = GetStandardRequest { name: standard(version) };
        shown(self.standards().get_standard(request).await?.into_inner().standard)
    }

    /// Promises to keep `standards`, in the usual words, on 8 June 2026.
    pub async fn promises(&self, standards: &[String]) -> Answered<Promise> {
        let request = EstablishPromiseRequest {
            parent: self.agency.clone(),
            request_id: request_id(),
            etag: String::new(),
            text: String::new(),
            decree: decree("2026-06-08"),
            signatory: "Kepala DPMPTSP".to_owned(),
            standards: standards.to_vec(),
            compensation: CompensationKind::Delivery.into(),
            compensation_text: "Izin diantar ke alamat pemohon".to_owned(),
            media: media(),
        };
        let answer = self.standards().establish_promise(request).await?.into_inner();
        Ok(answer.promise.expect("an answer shows the promise"))
    }

    /// Records what the applicant of `case` was given.
    pub async fn compensates(&self, case: &str, given: &str) -> Answered<Compensation> {
        let request = RecordCompensationRequest {
            application: case.to_owned(),
            request_id: request_id(),
            kind: CompensationKind::Delivery.into(),
            given: given.to_owned(),
        };
        let answer = self.standards().record_compensation(request).await?.into_inner();
        Ok(answer.compensation.expect("an answer shows the compensation"))
    }
}

fn shown(standard: Option<Standard>) -> Answered<Standard> {
    Ok(standard.expect("an answer shows the standard"))
}
