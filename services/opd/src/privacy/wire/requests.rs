//! Requests of persons, as the wire writes them.

use contract::satupintu::privacy::v1 as pb;
use edge::Violations;
use kernel::{AgencyId, Instant, Prose};
use privacy::{Right, Standing, SubjectRequest, Via};
use store::Found;
use tonic::Status;

use crate::{
    names,
    pages::{List, page_size, page_token},
    permits::wire::{Holder, holder},
    wire::{instant_of, timestamp},
    writing::{etag, request_id},
};

/// A request opened by the applicant.
pub(crate) struct Own {
    pub(crate) holder: Holder,
    pub(crate) request_id: String,
    pub(crate) right: Right,
    pub(crate) text: Prose,
}

pub(crate) fn own(request: &pb::OpenOwnRequestRequest) -> Result<Own, Status> {
    let pb::OpenOwnRequestRequest { receipt_number, secret, request_id: id, right, text } = request;
    let mut faults = Violations::new();
    let holder = holder(&mut faults, receipt_number, secret);
    let request_id = request_id(&mut faults, id);
    let right = faults.check("right", right_of(*right));
    let text = faults.check("text", Prose::parse(text));
    let whole =
        (|| Some(Own { holder: holder?, request_id: request_id?, right: right?, text: text? }))();
    faults.finish(whole)
}

pub(crate) fn tracking(request: &pb::TrackOwnRequestsRequest) -> Result<Holder, Status> {
    let pb::TrackOwnRequestsRequest { receipt_number, secret } = request;
    let mut faults = Violations::new();
    let holder = holder(&mut faults, receipt_number, secret);
    faults.finish(holder)
}

/// A request that came by letter.
pub(crate) struct Letter {
    pub(crate) agency: AgencyId,
    pub(crate) request_id: String,
    pub(crate) application: Option<(AgencyId, String)>,
    pub(crate) right: Right,
    pub(crate) received_at: Instant,
    pub(crate) text: Prose,
}

pub(crate) fn letter(request: &pb::RecordSubjectRequestRequest) -> Result<Letter, Status> {
    let pb::RecordSubjectRequestRequest {
        parent,
        request_id: id,
        application,
        right,
        received_at,
        text,
    } = request;
    let mut faults = Violations::new();
    let agency = faults.check("parent", names::parse_agency(parent));
    let request_id = request_id(&mut faults, id);
    let application = if application.is_empty() {
        Some(None)
    } else {
        faults.check("application", names::parse_application(application)).map(Some)
    };
    let right = faults.check("right", right_of(*right));
    let received_at = instant(&mut faults, "received_at", received_at.as_ref());
    let text = faults.check("text", Prose::parse(text));
    let whole = (|| {
        Some(Letter {
            agency: agency?,
            request_id: request_id?,
            application: application?,
            right: right?,
            received_at: received_at?,
            text: text?,
        })
    })();
    faults.finish(whole)
}

/// An instant that must be given.
pub(crate) fn instant(
    faults: &mut Violations,
    field: &str,
    given: Option<&prost_types::Timestamp>,
) -> Option<Instant> {
    match given {
        Some(given) => faults.check(field, instant_of(given)),
        None => {
            faults.add(field, "must be given");
            None
        }
    }
}

fn right_of(right: i32) -> Result<Right, &'static str> {
    match pb::SubjectRight::try_from(right) {
        Ok(pb::SubjectRight::Access) => Ok(Right::Access),
        Ok(pb::SubjectRight::Correction) => Ok(Right::Correction),
        Ok(pb::SubjectRight::Erasure) => Ok(Right::Erasure),
        Ok(pb::SubjectRight::Restriction) => Ok(Right::Restriction),
        Ok(pb::SubjectRight::ConsentWithdrawal) => Ok(Right::ConsentWithdrawal),
        Ok(pb::SubjectRight::Unspecified) | Err(_) => Err("must be one of the rights"),
    }
}

/// A page of a register.
pub(crate) struct Listing {
    pub(crate) agency: AgencyId,
    pub(crate) size: usize,
    pub(crate) list: List,
}

pub(crate) fn listing(request: &pb::ListSubjectRequestsRequest) -> Result<Listing, Status> {
    let pb::ListSubjectRequestsRequest { parent, page_size, page_token } = request;
    page("ListSubjectRequests", parent, *page_size, page_token)
}

/// A page of the register that `method` lists.
pub(crate) fn page(
    method: &'static str,
    parent: &str,
    size: i32,
    token: &str,
) -> Result<Listing, Status> {
    let mut faults = Violations::new();
    let agency = faults.check("parent", names::parse_agency(parent));
    let size = page_size(&mut faults, size);
    let token = page_token(&mut faults, token);
    let whole = (|| {
        token?;
        Some(Listing { agency: agency?, size: size?, list: List::new(method, &[parent]) })
    })();
    faults.finish(whole)
}

/// A write on one entry of a register, and what it brings.
pub(crate) struct OnEntry<T> {
    pub(crate) agency: AgencyId,
    pub(crate) id: String,
    pub(crate) request_id: String,
    pub(crate) etag: Option<u64>,
    pub(crate) brings: T,
}

/// Checks what every write on an entry has, and `brings`.
pub(crate) fn on_entry<T>(
    name: Result<(AgencyId, String), names::NameError>,
    id: &str,
    tag: &str,
    brings: impl FnOnce(&mut Violations) -> Option<T>,
) -> Result<OnEntry<T>, Status> {
    let mut faults = Violations::new();
    let name = faults.check("name", name);
    let request_id = request_id(&mut faults, id);
    let etag = etag(&mut faults, tag);
    let brings = brings(&mut faults);
    let whole = (|| {
        let (agency, id) = name?;
        Some(OnEntry { agency, id, request_id: request_id?, etag: etag?, brings: brings? })
    })();
    faults.finish(whole)
}

pub(crate) fn reading(request: &pb::ReadSubjectRequestRequest) -> Result<OnEntry<()>, Status> {
    let pb::ReadSubjectRequestRequest { name, request_id, etag } = request;
    on_entry(names::parse_subject_request(name), request_id, etag, |_| Some(()))
}

pub(crate) fn answering(
    request: &pb::AnswerSubjectRequestRequest,
) -> Result<OnEntry<Prose>, Status> {
    let pb::AnswerSubjectRequestRequest { name, request_id, etag, note } = request;
    on_entry(names::parse_subject_request(name), request_id, etag, |faults| {
        faults.check("note", Prose::parse(note))
    })
}

pub(crate) fn refusing(
    request: &pb::RefuseSubjectRequestRequest,
) -> Result<OnEntry<Prose>, Status> {
    let pb::RefuseSubjectRequestRequest { name, request_id, etag, ground } = request;
    on_entry(names::parse_subject_request(name), request_id, etag, |faults| {
        faults.check("ground", Prose::parse(ground))
    })
}

/// A request without its words.
pub(crate) fn shown(found: &Found<SubjectRequest>) -> pb::SubjectRequest {
    let Found { version, index, record } = found;
    let SubjectRequest {
        id,
        agency,
        application,
        right,
        via,
        received_at,
        text: _,
        deadline,
        standing,
    } = record;
    let (state, closed_at) = match standing {
        Standing::Open => (pb::SubjectRequestState::Open, None),
        Standing::Answered { at, .. } => (pb::SubjectRequestState::Answered, Some(*at)),
        Standing::Refused { at, .. } => (pb::SubjectRequestState::Refused, Some(*at)),
    };
    let right = match right {
        Right::Access => pb::SubjectRight::Access,
        Right::Correction => pb::SubjectRight::Correction,
        Right::Erasure => pb::SubjectRight::Erasure,
        Right::Restriction => pb::SubjectRight::Restriction,
        Right::ConsentWithdrawal => pb::SubjectRight::ConsentWithdrawal,
    };
    pb::SubjectRequest {
        name: names::subject_request(agency, id),
        etag: version.to_string(),
        journal_index: *index,
        application: application
            .as_ref()
            .map_or_else(String::new, |application| names::application(agency, application)),
        right: right.into(),
        state: state.into(),
        received_at: Some(timestamp(*received_at)),
        due_at: Some(timestamp(deadline.due_at)),
        late: deadline.is_missed,
        closed_at: closed_at.map(timestamp),
        by_letter: *via == Via::Letter,
        text: String::new(),
        reply: String::new(),
    }
}
