//! Messages between deployments, checked whole: every fault at once.

use contract::satupintu::exchange::v1 as pb;
use contract::satupintu::permits::v1 as permits_pb;
use edge::Violations;
use kernel::{AgencyId, Instant, Line, Media, Prose, Slug};
use permits::{DispatchKind, District, Leaf, MOST_FILES, ReceiptNumber};
use sop::StepId;
use store::DispatchStanding;
use tonic::Status;

use crate::{
    files::{
        about::Details,
        wire::{LONGEST_NAME, media_of},
    },
    names,
    permits::Form,
    wire,
    writing::{request_id, visible_id},
};

/// The most outcomes of a step; more than a procedure takes.
const MOST_OUTCOMES: usize = 40;

/// A step that another agency hands over.
pub(super) struct HandedOver {
    pub(super) agency: AgencyId,
    pub(super) id: String,
    pub(super) receipt: ReceiptNumber,
    pub(super) service: Slug,
    pub(super) step: StepId,
    pub(super) outcomes: Vec<String>,
    pub(super) form: Form,
    pub(super) district: District,
    pub(super) leaf: Leaf,
    pub(super) documents: Vec<Announced>,
}

/// A document that goes along with a step.
pub(super) struct Announced {
    /// Its id at the agency of the case.
    pub(super) origin: String,
    pub(super) requirement: Slug,
    pub(super) media: Media,
    pub(super) details: Details,
    /// In hex.
    pub(super) sha256: String,
    pub(super) until: Instant,
}

pub(super) fn handed_over(request: &pb::HandOverRequest) -> Result<HandedOver, Status> {
    let pb::HandOverRequest {
        parent,
        request_id: id,
        receipt_number,
        service,
        step,
        outcomes,
        applicant,
        answers,
        district,
        leaf,
        documents,
    } = request;
    let mut faults = Violations::new();
    let agency = faults.check("parent", names::parse_agency(parent));
    let id = request_id(&mut faults, id);
    let receipt = faults.check("receipt_number", ReceiptNumber::parse(receipt_number));
    let service = faults.check("service", Slug::parse(service));
    let step = faults.check("step", StepId::parse(step).ok_or("must be the id of a step"));
    let outcomes = outcomes_of(&mut faults, outcomes);
    let form = Form::parse(&mut faults, applicant.as_ref(), answers);
    let district = faults.check("district", District::parse(district));
    let leaf = leaf_of(&mut faults, leaf.as_ref());
    let documents = documents_of(&mut faults, documents);
    let whole = (|| {
        Some(HandedOver {
            agency: agency?,
            id: id?,
            receipt: receipt?,
            service: service?,
            step: step?,
            outcomes: outcomes?,
            form: form?,
            district: district?,
            leaf: leaf?,
            documents: documents?,
        })
    })();
    faults.finish(whole)
}

/// What another agency answers.
pub(super) struct Returned {
    pub(super) agency: AgencyId,
    pub(super) id: String,
    pub(super) outcome: Option<String>,
    pub(super) reason: Option<Prose>,
    pub(super) leaf: Leaf,
}

pub(super) fn returned(request: &pb::ReturnResultRequest) -> Result<Returned, Status> {
    let pb::ReturnResultRequest { parent, request_id: id, outcome, reason, leaf } = request;
    let mut faults = Violations::new();
    let agency = faults.check("parent", names::parse_agency(parent));
    let id = request_id(&mut faults, id);
    let outcome = match outcome.as_str() {
        "" => Some(None),
        outcome => {
            faults.check("outcome", Slug::parse(outcome)).map(|outcome| Some(outcome.to_string()))
        }
    };
    let reason = match reason.as_str() {
        "" => Some(None),
        reason => faults.check("reason", Prose::parse(reason)).map(Some),
    };
    let leaf = leaf_of(&mut faults, leaf.as_ref());
    let whole = (|| {
        let (outcome, reason) = (outcome?, reason?);
        Some(Returned { agency: agency?, id: id?, outcome, reason, leaf: leaf? })
    })();
    faults.finish(whole)
}

/// What another agency fetches, or has fetched.
pub(super) struct OfDocument<T> {
    pub(super) agency: AgencyId,
    pub(super) request_id: String,
    pub(super) hand_over: String,
    pub(super) document: String,
    pub(super) brings: T,
}

/// Asks for a document; brings how many parts of it are there already.
pub(super) fn fetching(request: &pb::FetchDocumentRequest) -> Result<OfDocument<u64>, Status> {
    let pb::FetchDocumentRequest { parent, request_id, hand_over, document, kept_parts } = request;
    of_document((parent, request_id, hand_over, document), |_| Some(*kept_parts))
}

/// Says that a document has arrived; brings where that is written down.
pub(super) fn confirming(request: &pb::ConfirmDocumentRequest) -> Result<OfDocument<Leaf>, Status> {
    let pb::ConfirmDocumentRequest { parent, request_id, hand_over, document, leaf } = request;
    of_document((parent, request_id, hand_over, document), |faults| leaf_of(faults, leaf.as_ref()))
}

fn of_document<T>(
    (parent, id, hand_over, document): (&str, &str, &str, &str),
    brings: impl FnOnce(&mut Violations) -> Option<T>,
) -> Result<OfDocument<T>, Status> {
    let mut faults = Violations::new();
    let agency = faults.check("parent", names::parse_agency(parent));
    let request_id = request_id(&mut faults, id);
    let hand_over = visible_id(&mut faults, "hand_over", hand_over);
    let document = document_of(&mut faults, "document", document);
    let brings = brings(&mut faults);
    let whole = (|| {
        let (request_id, hand_over) = (request_id?, hand_over?);
        let (document, brings) = (document?, brings?);
        Some(OfDocument { agency: agency?, request_id, hand_over, document, brings })
    })();
    faults.finish(whole)
}

/// A step that its case does not need any more.
pub(super) struct CalledBack {
    pub(super) agency: AgencyId,
    pub(super) request_id: String,
    pub(super) hand_over: String,
    pub(super) leaf: Leaf,
}

pub(super) fn called_back(request: &pb::CallBackRequest) -> Result<CalledBack, Status> {
    let pb::CallBackRequest { parent, request_id: id, hand_over, leaf } = request;
    let mut faults = Violations::new();
    let agency = faults.check("parent", names::parse_agency(parent));
    let request_id = request_id(&mut faults, id);
    let hand_over = visible_id(&mut faults, "hand_over", hand_over);
    let leaf = leaf_of(&mut faults, leaf.as_ref());
    let whole = (|| {
        let (request_id, hand_over) = (request_id?, hand_over?);
        Some(CalledBack { agency: agency?, request_id, hand_over, leaf: leaf? })
    })();
    faults.finish(whole)
}

/// A stopped message that is sent again.
pub(super) struct Resending {
    pub(super) agency: AgencyId,
    pub(super) application: String,
    pub(super) request_id: String,
    pub(super) kind: DispatchKind,
    pub(super) dispatch: String,
}

pub(super) fn resending(request: &pb::ResendDispatchRequest) -> Result<Resending, Status> {
    let pb::ResendDispatchRequest { name, request_id: id, kind, dispatch } = request;
    let mut faults = Violations::new();
    let named = faults.check("name", names::parse_application(name));
    let request_id = request_id(&mut faults, id);
    let kind = faults.check("kind", kind_of(*kind));
    let dispatch = visible_id(&mut faults, "dispatch", dispatch);
    let whole = (|| {
        let (agency, application) = named?;
        let (request_id, kind) = (request_id?, kind?);
        Some(Resending { agency, application, request_id, kind, dispatch: dispatch? })
    })();
    faults.finish(whole)
}

fn kind_of(kind: i32) -> Result<DispatchKind, &'static str> {
    use permits_pb::DispatchKind as Kind;
    match Kind::try_from(kind) {
        Ok(Kind::HandOver) => Ok(DispatchKind::HandOver),
        Ok(Kind::CallBack) => Ok(DispatchKind::CallBack),
        Ok(Kind::Result) => Ok(DispatchKind::Result),
        Ok(Kind::Document) => Ok(DispatchKind::Document),
        Ok(Kind::Unspecified) | Err(_) => Err("must be one of the kinds"),
    }
}

pub(super) fn asking(request: &pb::GetExchangeStatusRequest) -> Result<AgencyId, Status> {
    let pb::GetExchangeStatusRequest { parent } = request;
    let mut faults = Violations::new();
    let agency = faults.check("parent", names::parse_agency(parent));
    faults.finish(agency)
}

fn outcomes_of(faults: &mut Violations, outcomes: &[String]) -> Option<Vec<String>> {
    if outcomes.len() > MOST_OUTCOMES {
        faults.add("outcomes", format!("must be at most {MOST_OUTCOMES}"));
        return None;
    }
    let parsed = outcomes.iter().enumerate().map(|(n, outcome)| {
        let outcome = faults.check(&format!("outcomes[{n}]"), Slug::parse(outcome));
        outcome.map(|outcome| outcome.to_string())
    });
    // Every outcome is looked at before the first fault ends it.
    let parsed: Vec<Option<String>> = parsed.collect();
    parsed.into_iter().collect()
}

fn documents_of(
    faults: &mut Violations,
    documents: &[pb::HandedDocument],
) -> Option<Vec<Announced>> {
    if documents.len() > MOST_FILES {
        faults.add("documents", format!("must be at most {MOST_FILES}"));
        return None;
    }
    let parsed = documents.iter().enumerate();
    let parsed =
        parsed.map(|(n, document)| announced(faults, &format!("documents[{n}]"), document));
    // Every document is looked at before the first fault ends it.
    let parsed: Vec<Option<Announced>> = parsed.collect();
    parsed.into_iter().collect()
}

fn announced(
    faults: &mut Violations,
    place: &str,
    announced: &pb::HandedDocument,
) -> Option<Announced> {
    let pb::HandedDocument {
        document,
        requirement_id,
        file_name,
        media_type,
        size_bytes,
        sha256,
        fetchable_until,
    } = announced;
    let field = |name: &str| format!("{place}.{name}");
    let origin = document_of(faults, &field("document"), document);
    let requirement = faults.check(&field("requirement_id"), Slug::parse(requirement_id));
    let name = faults.check(&field("file_name"), Line::<LONGEST_NAME>::parse(file_name));
    let media = faults.check(&field("media_type"), media_of(*media_type));
    let bytes = if *size_bytes == 0 { Err("must be at least 1") } else { Ok(*size_bytes) };
    let bytes = faults.check(&field("size_bytes"), bytes);
    let sha256 = faults.check(&field("sha256"), hash_of(sha256));
    let until = match fetchable_until {
        Some(until) => faults.check(&field("fetchable_until"), wire::instant_of(until)),
        None => {
            faults.add(&field("fetchable_until"), "must say until when it can be fetched");
            None
        }
    };
    let (name, bytes) = (name?.as_str().to_owned(), bytes?);
    let details = Details { name, bytes, coordinates: None };
    let (origin, requirement) = (origin?, requirement?);
    Some(Announced { origin, requirement, media: media?, details, sha256: sha256?, until: until? })
}

fn document_of(faults: &mut Violations, field: &str, document: &str) -> Option<String> {
    let checked = if names::is_uuid(document) {
        Ok(document.to_owned())
    } else {
        Err("must be a UUID in lower case with hyphens")
    };
    faults.check(field, checked)
}

fn leaf_of(faults: &mut Violations, leaf: Option<&pb::JournalLeaf>) -> Option<Leaf> {
    let Some(pb::JournalLeaf { index, hash }) = leaf else {
        faults.add("leaf", "must say where the event stands in the journal");
        return None;
    };
    let hash = faults.check("leaf.hash", hash_of(hash))?;
    Some(Leaf { index: *index, hash })
}

fn hash_of(hash: &str) -> Result<String, &'static str> {
    let absent = "must be 64 lower-case hexadecimal digits";
    wire::sha256_of(hash).and_then(|hash| hash.ok_or(absent))
}

/// The leaf that an answer tells; an answer without one is none.
pub(super) fn told(leaf: Option<&pb::JournalLeaf>) -> Option<Leaf> {
    leaf_of(&mut Violations::new(), leaf)
}

/// A leaf as the wire writes it.
pub(super) fn leaf(leaf: &Leaf) -> pb::JournalLeaf {
    let Leaf { index, hash } = leaf;
    pb::JournalLeaf { index: *index, hash: hash.clone() }
}

/// What waits for a partner; nothing where `standing` is absent.
pub(super) fn partner(agency: &AgencyId, standing: Option<&DispatchStanding>) -> pb::PartnerStatus {
    let partner = names::agency(agency);
    let Some(DispatchStanding { partner: _, waiting, failing, stopped, oldest, fault }) = standing
    else {
        return pb::PartnerStatus { partner, ..pb::PartnerStatus::default() };
    };
    pb::PartnerStatus {
        partner,
        waiting: *waiting,
        failing: *failing,
        oldest: Some(wire::timestamp(*oldest)),
        fault: fault.clone(),
        stopped: *stopped,
    }
}
