//! Requests of the improvements service, checked whole.

use contract::satupintu::improvement::v1 as pb;
use edge::Violations;
use improvement::{Effect, Measure, Owner, Source};
use jiff::civil::Date;
use kernel::{AgencyId, Prose};
use tonic::Status;

use crate::{
    names,
    pages::{List, page_size, page_token},
    standards::required_date,
    wire::sha256_of,
    writing::{etag, request_id},
};

/// The longest name of an origin.
const LONGEST_ORIGIN: usize = 300;

/// An action that is opened.
#[derive(Debug)]
pub(super) struct Opening {
    pub(super) agency: AgencyId,
    pub(super) request_id: String,
    pub(super) source: Source,
    pub(super) origin: String,
    pub(super) what: Prose,
    pub(super) owner: Owner,
    pub(super) due: Date,
}

pub(super) fn opening(request: &pb::OpenActionRequest) -> Result<Opening, Status> {
    let pb::OpenActionRequest {
        parent,
        request_id: id,
        source: of,
        origin,
        what,
        unit,
        owner: person,
        due,
    } = request;
    let mut faults = Violations::new();
    let agency = faults.check("parent", names::parse_agency(parent));
    let request_id = request_id(&mut faults, id);
    let of = source(*of).and_then(|of| of.ok_or("must be one of the sources"));
    let source = faults.check("source", of);
    let origin = faults.check("origin", origin_of(origin, agency.as_ref()));
    let what = faults.check("what", Prose::parse(what));
    let owner = owner(&mut faults, agency.as_ref(), unit, person);
    let due = required_date(&mut faults, "due", due.as_ref());
    let whole = (|| {
        Some(Opening {
            agency: agency?,
            request_id: request_id?,
            source: source?,
            origin: origin?,
            what: what?,
            owner: owner?,
            due: due?,
        })
    })();
    faults.finish(whole)
}

/// A resource of the agency; whether it is there, the store knows.
fn origin_of(text: &str, agency: Option<&AgencyId>) -> Result<String, &'static str> {
    let is_plain = text.len() <= LONGEST_ORIGIN && text.bytes().all(|b| b.is_ascii_graphic());
    let rest = text.strip_prefix("agencies/").and_then(|rest| rest.split_once('/'));
    let is_own = |of: &str| agency.is_none_or(|agency| agency.as_str() == of);
    match rest {
        Some((of, name)) if is_plain && !name.is_empty() && is_own(of) => Ok(text.to_owned()),
        _ => Err("must be the name of something of this agency, of at most 300 characters"),
    }
}

fn owner(
    faults: &mut Violations,
    agency: Option<&AgencyId>,
    unit: &str,
    person: &str,
) -> Option<Owner> {
    let unit = if unit.is_empty() {
        Some(None)
    } else {
        let parsed = names::parse_unit(unit).and_then(|(of, unit)| {
            let is_own = agency.is_none_or(|agency| *agency == of);
            is_own.then_some(unit).ok_or("must be a unit of this agency, as agency/unit")
        });
        faults.check("unit", parsed).map(Some)
    };
    let person = if person.is_empty() {
        Some(None)
    } else {
        faults.check("owner", names::parse_officer(person)).map(|(_, person)| Some(person))
    };
    Some(Owner { unit: unit?, person: person? })
}

/// A source, or none where it is not said.
fn source(source: i32) -> Result<Option<Source>, &'static str> {
    match pb::ActionSource::try_from(source) {
        Ok(pb::ActionSource::Unspecified) => Ok(None),
        Ok(pb::ActionSource::Survey) => Ok(Some(Source::Survey)),
        Ok(pb::ActionSource::Consultation) => Ok(Some(Source::Consultation)),
        Ok(pb::ActionSource::Complaint) => Ok(Some(Source::Complaint)),
        Ok(pb::ActionSource::SopEvaluation) => Ok(Some(Source::SopEvaluation)),
        Ok(pb::ActionSource::SopProposal) => Ok(Some(Source::SopProposal)),
        Ok(pb::ActionSource::Ombudsman) => Ok(Some(Source::Ombudsman)),
        Err(_) => Err("must be one of the sources"),
    }
}

/// A write on one action; `T` is what the method brings.
#[derive(Debug)]
pub(super) struct OnAction<T> {
    pub(super) agency: AgencyId,
    pub(super) action: String,
    pub(super) request_id: String,
    pub(super) etag: Option<u64>,
    pub(super) brings: T,
}

/// Checks what every write on an action has, and what the method `brings`.
fn on_action<T>(
    name: &str,
    id: &str,
    tag: &str,
    brings: impl FnOnce(&mut Violations, Option<&AgencyId>) -> Option<T>,
) -> Result<OnAction<T>, Status> {
    let mut faults = Violations::new();
    let name = faults.check("name", names::parse_improvement(name));
    let request_id = request_id(&mut faults, id);
    let etag = etag(&mut faults, tag);
    let brings = brings(&mut faults, name.as_ref().map(|(agency, _)| agency));
    let whole = (|| {
        let (agency, action) = name?;
        let (request_id, etag, brings) = (request_id?, etag?, brings?);
        Some(OnAction { agency, action, request_id, etag, brings })
    })();
    faults.finish(whole)
}

pub(super) fn assignment(
    request: &pb::AssignActionRequest,
) -> Result<OnAction<(Owner, Date)>, Status> {
    let pb::AssignActionRequest { name, request_id, etag, unit, owner: person, due } = request;
    on_action(name, request_id, etag, |faults, agency| {
        let owner = owner(faults, agency, unit, person);
        let due = required_date(faults, "due", due.as_ref());
        Some((owner?, due?))
    })
}

/// A proof before its words are sealed.
#[derive(Debug)]
pub(super) struct Proof {
    pub(super) text: Prose,
    pub(super) file_digest: Option<String>,
}

pub(super) fn completion(request: &pb::CompleteActionRequest) -> Result<OnAction<Proof>, Status> {
    let pb::CompleteActionRequest { name, request_id, etag, proof, proof_digest } = request;
    on_action(name, request_id, etag, |faults, _| {
        let text = faults.check("proof", Prose::parse(proof));
        let digest = sha256_of(proof_digest);
        let file_digest = faults.check("proof_digest", digest);
        Some(Proof { text: text?, file_digest: file_digest? })
    })
}

pub(super) fn verification(request: &pb::VerifyActionRequest) -> Result<OnAction<()>, Status> {
    let pb::VerifyActionRequest { name, request_id, etag } = request;
    on_action(name, request_id, etag, |_, _| Some(()))
}

pub(super) fn returning(request: &pb::ReturnActionRequest) -> Result<OnAction<Prose>, Status> {
    let pb::ReturnActionRequest { name, request_id, etag, reason } = request;
    on_action(name, request_id, etag, |faults, _| faults.check("reason", Prose::parse(reason)))
}

pub(super) fn dropping(request: &pb::DropActionRequest) -> Result<OnAction<Prose>, Status> {
    let pb::DropActionRequest { name, request_id, etag, reason } = request;
    on_action(name, request_id, etag, |faults, _| faults.check("reason", Prose::parse(reason)))
}

pub(super) fn effect(request: &pb::RecordEffectRequest) -> Result<OnAction<Effect>, Status> {
    let pb::RecordEffectRequest { name, request_id, etag, effect } = request;
    on_action(name, request_id, etag, |faults, _| {
        let Some(pb::Effect { measure, before, after }) = effect else {
            faults.add("effect", "must be given");
            return None;
        };
        let measure = match pb::EffectMeasure::try_from(*measure) {
            Ok(pb::EffectMeasure::IndexHundredths) => Ok(Measure::IndexHundredths),
            Ok(pb::EffectMeasure::Days) => Ok(Measure::Days),
            Ok(pb::EffectMeasure::Count) => Ok(Measure::Count),
            Ok(pb::EffectMeasure::Unspecified) | Err(_) => Err("must be one of the measures"),
        };
        let measure = faults.check("effect.measure", measure)?;
        Some(Effect { measure, before: *before, after: *after })
    })
}

pub(super) fn action_named(request: &pb::GetActionRequest) -> Result<(AgencyId, String), Status> {
    let pb::GetActionRequest { name } = request;
    let mut faults = Violations::new();
    let name = faults.check("name", names::parse_improvement(name));
    faults.finish(name)
}

/// A page of an agency's actions.
#[derive(Debug)]
pub(super) struct Listing {
    pub(super) agency: AgencyId,
    pub(super) size: usize,
    pub(super) source: Option<Source>,
    pub(super) list: List,
}

pub(super) fn listing(request: &pb::ListActionsRequest) -> Result<Listing, Status> {
    let pb::ListActionsRequest { parent, page_size: size, page_token: token, source: of } = request;
    let mut faults = Violations::new();
    let agency = faults.check("parent", names::parse_agency(parent));
    let size = page_size(&mut faults, *size);
    let token = page_token(&mut faults, token);
    let source = faults.check("source", source(*of));
    let whole = (|| {
        token?;
        let list = List::new("ListActions", &[parent, &of.to_string()]);
        Some(Listing { agency: agency?, size: size?, source: source?, list })
    })();
    faults.finish(whole)
}

/// A period of an agency.
#[derive(Debug)]
pub(super) struct Period {
    pub(super) agency: AgencyId,
    pub(super) from: Date,
    pub(super) until: Date,
}

pub(super) fn period(request: &pb::GetIndicatorsRequest) -> Result<Period, Status> {
    let pb::GetIndicatorsRequest { parent, from, until } = request;
    let mut faults = Violations::new();
    let agency = faults.check("parent", names::parse_agency(parent));
    let from = required_date(&mut faults, "from", from.as_ref());
    let until = required_date(&mut faults, "until", until.as_ref());
    let whole = (|| Some(Period { agency: agency?, from: from?, until: until? }))();
    faults.finish(whole)
}
