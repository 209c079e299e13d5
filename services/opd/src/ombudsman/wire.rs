//! Requests of the Ombudsman service, checked whole.

use std::collections::BTreeSet;

use complaints::Maladministration;
use contract::{google::r#type as google, satupintu::ombudsman::v1 as pb};
use edge::Violations;
use jiff::civil::Date;
use kernel::{AgencyId, Line, PersonId, Prose};
use ombudsman::{Kind, Outcome};
use tonic::Status;

use crate::{
    complaints::forms_of,
    names,
    pages::{List, page_size, page_token},
    standards::required_date,
    wire::{date_of, sha256_of},
    writing::{etag, request_id},
};

/// A product that was received, before its texts are sealed.
pub(super) struct Recording {
    pub(super) agency: AgencyId,
    pub(super) request_id: String,
    pub(super) kind: Kind,
    pub(super) number: Line,
    pub(super) text: Prose,
    pub(super) forms: BTreeSet<Maladministration>,
    pub(super) complaint: Option<String>,
    pub(super) received_on: Date,
    pub(super) due_on: Option<Date>,
    pub(super) owner: Option<PersonId>,
}

/// A write on one product; `T` is what the method brings.
pub(super) struct OnProduct<T> {
    pub(super) agency: AgencyId,
    pub(super) product: String,
    pub(super) request_id: String,
    pub(super) etag: Option<u64>,
    pub(super) brings: T,
}

/// What was done, before its words are sealed.
pub(super) struct Done {
    pub(super) text: Prose,
    pub(super) file_digest: Option<String>,
}

/// How a product ended, before the words are sealed.
pub(super) struct Ending {
    pub(super) outcome: Outcome,
    pub(super) reference: Prose,
}

/// A page of the register.
pub(super) struct Listing {
    pub(super) agency: AgencyId,
    pub(super) size: usize,
    pub(super) list: List,
}

pub(super) fn recording(request: &pb::RecordProductRequest) -> Result<Recording, Status> {
    let pb::RecordProductRequest {
        parent,
        request_id: id,
        kind,
        number,
        text,
        forms,
        complaint,
        received_on,
        due,
        owner,
    } = request;
    let mut faults = Violations::new();
    let agency = faults.check("parent", names::parse_agency(parent));
    let request_id = request_id(&mut faults, id);
    let kind = faults.check("kind", self::kind(*kind));
    let number = faults.check("number", Line::parse(number));
    let text = faults.check("text", Prose::parse(text));
    let forms = faults.check("forms", forms_of(forms));
    let complaint = self::complaint(&mut faults, agency.as_ref(), complaint);
    let received_on = required_date(&mut faults, "received_on", received_on.as_ref());
    let due_on = optional_date(&mut faults, "due", due.as_ref());
    let owner = match owner.as_str() {
        "" => Some(None),
        name => faults.check("owner", names::parse_officer(name)).map(|(_, person)| Some(person)),
    };
    let whole = (|| {
        Some(Recording {
            agency: agency?,
            request_id: request_id?,
            kind: kind?,
            number: number?,
            text: text?,
            forms: forms?,
            complaint: complaint?,
            received_on: received_on?,
            due_on: due_on?,
            owner: owner?,
        })
    })();
    faults.finish(whole)
}

/// A complaint to the same agency; whether it is there, the store knows.
fn complaint(
    faults: &mut Violations,
    agency: Option<&AgencyId>,
    name: &str,
) -> Option<Option<String>> {
    if name.is_empty() {
        return Some(None);
    }
    let (of, id) = faults.check("complaint", names::parse_complaint(name))?;
    if agency.is_some_and(|agency| *agency != of) {
        faults.add("complaint", "must be a complaint to this agency");
        return None;
    }
    Some(Some(id))
}

fn optional_date(
    faults: &mut Violations,
    field: &str,
    date: Option<&google::Date>,
) -> Option<Option<Date>> {
    match date {
        Some(date) => faults.check(field, date_of(date)).map(Some),
        None => Some(None),
    }
}

fn kind(number: i32) -> Result<Kind, &'static str> {
    match pb::ProductKind::try_from(number) {
        Ok(pb::ProductKind::Clarification) => Ok(Kind::Clarification),
        Ok(pb::ProductKind::SecondClarification) => Ok(Kind::SecondClarification),
        Ok(pb::ProductKind::CorrectiveAction) => Ok(Kind::CorrectiveAction),
        Ok(pb::ProductKind::Advice) => Ok(Kind::Advice),
        Ok(pb::ProductKind::Recommendation) => Ok(Kind::Recommendation),
        Ok(pb::ProductKind::Unspecified) | Err(_) => Err("must be one of the kinds"),
    }
}

fn outcome(number: i32) -> Result<Outcome, &'static str> {
    match pb::ProductOutcome::try_from(number) {
        Ok(pb::ProductOutcome::Fulfilled) => Ok(Outcome::Fulfilled),
        Ok(pb::ProductOutcome::PartlyFulfilled) => Ok(Outcome::PartlyFulfilled),
        Ok(pb::ProductOutcome::Escalated) => Ok(Outcome::Escalated),
        Ok(pb::ProductOutcome::Withdrawn) => Ok(Outcome::Withdrawn),
        Ok(pb::ProductOutcome::Unspecified) | Err(_) => Err("must be one of the outcomes"),
    }
}

/// Checks what every write on a product has, and what the method `brings`.
fn on_product<T>(
    name: &str,
    id: &str,
    tag: &str,
    brings: impl FnOnce(&mut Violations) -> Option<T>,
) -> Result<OnProduct<T>, Status> {
    let mut faults = Violations::new();
    let name = faults.check("name", names::parse_product(name));
    let request_id = request_id(&mut faults, id);
    let etag = etag(&mut faults, tag);
    let brings = brings(&mut faults);
    let whole = (|| {
        let (agency, product) = name?;
        let (request_id, etag, brings) = (request_id?, etag?, brings?);
        Some(OnProduct { agency, product, request_id, etag, brings })
    })();
    faults.finish(whole)
}

pub(super) fn follow_up(request: &pb::FollowUpProductRequest) -> Result<OnProduct<Done>, Status> {
    let pb::FollowUpProductRequest { name, request_id, etag, text, proof_digest } = request;
    on_product(name, request_id, etag, |faults| {
        let text = faults.check("text", Prose::parse(text));
        let file_digest = faults.check("proof_digest", sha256_of(proof_digest));
        Some(Done { text: text?, file_digest: file_digest? })
    })
}

pub(super) fn ending(request: &pb::CloseProductRequest) -> Result<OnProduct<Ending>, Status> {
    let pb::CloseProductRequest { name, request_id, etag, outcome, reference } = request;
    on_product(name, request_id, etag, |faults| {
        let outcome = faults.check("outcome", self::outcome(*outcome));
        let reference = faults.check("reference", Prose::parse(reference));
        Some(Ending { outcome: outcome?, reference: reference? })
    })
}

pub(super) fn product(request: &pb::GetProductRequest) -> Result<(AgencyId, String), Status> {
    let pb::GetProductRequest { name } = request;
    let mut faults = Violations::new();
    let name = faults.check("name", names::parse_product(name));
    faults.finish(name)
}

pub(super) fn listing(request: &pb::ListProductsRequest) -> Result<Listing, Status> {
    let pb::ListProductsRequest { parent, page_size: size, page_token: token } = request;
    let mut faults = Violations::new();
    let agency = faults.check("parent", names::parse_agency(parent));
    let size = page_size(&mut faults, *size);
    let token = page_token(&mut faults, token);
    let whole = (|| {
        token?;
        let list = List::new("ListProducts", &[parent]);
        Some(Listing { agency: agency?, size: size?, list })
    })();
    faults.finish(whole)
}
