//! Messages between deployments, checked whole: every fault at once.

use contract::satupintu::exchange::v1 as pb;
use edge::Violations;
use kernel::{AgencyId, Prose, Slug};
use permits::{District, Leaf, ReceiptNumber};
use sop::StepId;
use store::DispatchStanding;
use tonic::Status;

use crate::{names, permits::Form, wire, writing::request_id};

/// The most outcomes of a step; more than a procedure takes.
const MOST_OUTCOMES: usize = 40;
/// Hexadecimal digits of a SHA-256.
const HASH_DIGITS: usize = 64;

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

fn leaf_of(faults: &mut Violations, leaf: Option<&pb::JournalLeaf>) -> Option<Leaf> {
    let Some(pb::JournalLeaf { index, hash }) = leaf else {
        faults.add("leaf", "must say where the event stands in the journal");
        return None;
    };
    let is_hash = hash.len() == HASH_DIGITS
        && hash.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
    let hash = if is_hash { Ok(hash.clone()) } else { Err("must be 64 hexadecimal digits") };
    let hash = faults.check("leaf.hash", hash)?;
    Some(Leaf { index: *index, hash })
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
    let Some(DispatchStanding { partner: _, waiting, failing, oldest, fault }) = standing else {
        return pb::PartnerStatus { partner, ..pb::PartnerStatus::default() };
    };
    pb::PartnerStatus {
        partner,
        waiting: *waiting,
        failing: *failing,
        oldest: Some(wire::timestamp(*oldest)),
        fault: fault.clone(),
    }
}
