//! Requests of the catalogue service, checked whole, and services as the wire
//! writes them; `procedure` writes the SOPs.

mod component;
mod procedure;

use contract::satupintu::sop::v1::{self as pb, fee};
use edge::Violations;
use kernel::{AgencyId, Slug};
use sop::{Sop, Stage, StepId, StepTime};
use standards::{
    Amount, Audience, ChecklistItem, Components, Fee, FeeBasis, Lapse, LapseRule, Origin,
    Requirement, SopReference, Stated, TariffItem,
};
use store::Published;
use tonic::Status;

pub(crate) use self::component::component;
use self::component::{channel, statements};
pub(crate) use self::procedure::{act, is_example, outcome, recommendation, sop};
use crate::{
    catalogue::poster::Kind,
    names,
    pages::{List, page_size, page_token},
    wire::{bilingual, citation, money, source, work_duration},
};

/// The longest text of an SOP, in bytes.
const LONGEST_TEXT: usize = 128 * 1024;

/// A page of an agency's services.
#[derive(Debug)]
pub(crate) struct Listing {
    pub(crate) agency: AgencyId,
    pub(crate) size: usize,
    pub(crate) list: List,
}

pub(crate) fn listing(request: &pb::ListServicesRequest) -> Result<Listing, Status> {
    let pb::ListServicesRequest { parent, page_size: size, page_token: token } = request;
    let mut faults = Violations::new();
    let agency = faults.check("parent", names::parse_agency(parent));
    let size = page_size(&mut faults, *size);
    let token = page_token(&mut faults, token);
    let whole = (|| {
        token?;
        let list = List::new("ListServices", &[parent]);
        Some(Listing { agency: agency?, size: size?, list })
    })();
    faults.finish(whole)
}

/// A service or an SOP in one version; 0 means the current one.
#[derive(Debug)]
pub(crate) struct Named {
    pub(crate) agency: AgencyId,
    pub(crate) id: Slug,
    pub(crate) version: u32,
}

pub(crate) fn service_named(request: &pb::GetServiceRequest) -> Result<Named, Status> {
    let pb::GetServiceRequest { name, version } = request;
    let mut faults = Violations::new();
    let name = faults.check("name", names::parse_service(name));
    let named = name.map(|(agency, id)| Named { agency, id, version: *version });
    faults.finish(named)
}

/// A poster of a service.
#[derive(Debug)]
pub(crate) struct Posted {
    pub(super) of: Named,
    pub(super) kind: Kind,
}

pub(crate) fn posted(request: &pb::PrintPosterRequest) -> Result<Posted, Status> {
    let pb::PrintPosterRequest { name, version, kind } = request;
    let mut faults = Violations::new();
    let name = faults.check("name", names::parse_service(name));
    let kind = match pb::PosterKind::try_from(*kind) {
        Ok(pb::PosterKind::Standard) => Ok(Kind::Standard),
        Ok(pb::PosterKind::Flow) => Ok(Kind::Flow),
        Ok(pb::PosterKind::Card) => Ok(Kind::Card),
        Ok(pb::PosterKind::Unspecified) | Err(_) => Err("must be one of the posters"),
    };
    let kind = faults.check("kind", kind);
    let whole = (|| {
        let (agency, id) = name?;
        Some(Posted { of: Named { agency, id, version: *version }, kind: kind? })
    })();
    faults.finish(whole)
}

pub(crate) fn sop_named(request: &pb::GetSopRequest) -> Result<Named, Status> {
    let pb::GetSopRequest { name, version } = request;
    let mut faults = Violations::new();
    let name = faults.check("name", names::parse_sop(name));
    let named = name.map(|(agency, id)| Named { agency, id, version: *version });
    faults.finish(named)
}

/// A text to be checked, and the service that it would serve.
#[derive(Debug)]
pub(crate) struct Checking {
    pub(crate) text: String,
    pub(crate) service: Option<(AgencyId, Slug)>,
}

pub(crate) fn checking(request: pb::CheckSopRequest) -> Result<Checking, Status> {
    let pb::CheckSopRequest { text, service } = request;
    let mut faults = Violations::new();
    if text.trim().is_empty() {
        faults.add("text", "must be the text of an SOP");
    }
    if text.len() > LONGEST_TEXT {
        faults.add("text", format!("must be at most {LONGEST_TEXT} bytes"));
    }
    let service = if service.is_empty() {
        Some(None)
    } else {
        faults.check("service", names::parse_service(&service)).map(Some)
    };
    faults.finish(service.map(|service| Checking { text, service }))
}

/// Whether the step is only come to by a return to the applicant.
fn is_detour(step: &StepId, sop: &Sop) -> bool {
    let outcomes = sop.steps().iter().flat_map(|from| from.outcomes());
    let mut leading = outcomes.filter(|outcome| outcome.to == *step);
    let is_applicants = sop.step(step).is_some_and(|step| step.kind == sop::Kind::Applicant);
    is_applicants && leading.any(|outcome| outcome.effect == Some(sop::Effect::Return))
}

/// The stages that an application goes through if nothing has to be put right.
pub(super) fn planned(sop: &Sop) -> impl Iterator<Item = Stage> {
    sop.stages().into_iter().filter(|stage| !is_detour(&stage.step, sop))
}

/// A service with its standard, and the stages that its SOP goes through.
pub(crate) fn service(published: &Published) -> pb::Service {
    let Published { service, sop } = published;
    let SopReference { id, version } = service.sop();
    let stages = planned(sop).map(|stage| stage_plan(stage, sop));
    let Components {
        complaints,
        legal_basis,
        facilities,
        competence,
        supervision,
        staff,
        guarantee,
        safety,
        evaluation,
    } = service.components();
    pb::Service {
        name: names::service(service.agency(), service.id()),
        version: service.version(),
        code: service.code().to_owned(),
        agency_code: service.agency_code().to_owned(),
        title: Some(bilingual(service.title())),
        audience: audience(service.audience()).into(),
        permit: service.is_permit(),
        origin: Some(origin(service.origin())),
        sop: names::sop(sop.agency(), id),
        sop_version: *version,
        time: Some(pb::StandardTime {
            duration: Some(work_duration(service.time())),
            source: source(service.time_source()).into(),
        }),
        fee: Some(fee(service.fee())),
        product: Some(product(service.product())),
        validity: service.validity_months().map(validity),
        number_template: service.number().to_string(),
        lapse: Some(lapse(service.lapse())),
        requirements: service.requirements().iter().map(requirement).collect(),
        stages: stages.collect(),
        examples: service.examples(),
        example: service.is_example() || is_example(sop),
        warn_before: service.warn_before().map(work_duration),
        checklist: service.checklist().iter().map(checklist_item).collect(),
        complaint_channels: complaints.iter().map(channel).collect(),
        legal_basis: legal_basis.iter().map(citation).collect(),
        facilities: statements(facilities),
        competence: statements(competence),
        supervision: statements(supervision),
        staff: staff.as_ref().map(|staff| pb::StaffCount {
            count: staff.value,
            source: source(staff.source).into(),
        }),
        guarantee: statements(guarantee),
        safety: statements(safety),
        evaluation: statements(evaluation),
        missing_components: service
            .missing_components()
            .into_iter()
            .map(|missing| component(missing).into())
            .collect(),
    }
}

fn audience(audience: Audience) -> pb::Audience {
    match audience {
        Audience::Public => pb::Audience::Public,
        Audience::Internal => pb::Audience::Internal,
    }
}

fn origin(origin: &Origin) -> pb::Origin {
    let Origin { text, note } = origin;
    pb::Origin { text: text.clone(), note: note.clone().unwrap_or_default() }
}

/// What a service costs.
pub(crate) fn fee(fee: &Fee) -> pb::Fee {
    let amount = match fee.amount() {
        Amount::Rupiah(rupiah) => fee::Amount::Fixed(money(*rupiah)),
        Amount::Assessed(how) => fee::Amount::Assessed(how.clone()),
    };
    let basis = match fee.basis() {
        Some(FeeBasis::Perda(_)) => pb::FeeBasis::Perda,
        Some(FeeBasis::Pnbp(_)) => pb::FeeBasis::Pnbp,
        None => pb::FeeBasis::Unspecified,
    };
    pb::Fee {
        amount: Some(amount),
        source: source(fee.source()).into(),
        basis: basis.into(),
        citation: fee.basis().map(|basis| citation(basis.citation())),
        tariff: fee.tariff().iter().map(tariff_item).collect(),
        due: (!fee.is_free()).then(|| pb::StandardTime {
            duration: Some(work_duration(fee.time().due)),
            source: source(fee.time().source).into(),
        }),
        remind_before: (!fee.is_free()).then(|| work_duration(fee.time().remind)),
    }
}

fn tariff_item(item: &TariffItem) -> pb::TariffItem {
    let TariffItem { code, text, unit, rupiah, source: stated } = item;
    pb::TariffItem {
        code: code.to_string(),
        text: text.clone(),
        unit: unit.clone(),
        rate: Some(money(*rupiah)),
        source: source(*stated).into(),
    }
}

fn product(product: &Stated<String>) -> pb::Product {
    let Stated { value, source: stated } = product;
    pb::Product { text: value.clone(), source: source(*stated).into() }
}

fn validity(months: &Stated<u32>) -> pb::Validity {
    let Stated { value, source: stated } = months;
    pb::Validity { months: *value, source: source(*stated).into() }
}

fn lapse(lapse: &Lapse) -> pb::Lapse {
    let Lapse { rule, citation: cited } = lapse;
    let rule = match rule {
        LapseRule::DeemedApproval => pb::LapseRule::DeemedApproval,
        LapseRule::Escalation => pb::LapseRule::Escalation,
    };
    pb::Lapse { rule: rule.into(), citation: Some(citation(cited)) }
}

fn requirement(requirement: &Requirement) -> pb::Requirement {
    let Requirement { id, text, source: stated, optional, issued_by } = requirement;
    pb::Requirement {
        id: id.to_string(),
        text: text.clone(),
        source: source(*stated).into(),
        optional: *optional,
        issued_by: issued_by.as_ref().map(names::agency).unwrap_or_default(),
    }
}

fn checklist_item(item: &ChecklistItem) -> pb::ChecklistItem {
    let ChecklistItem { id, text, source: stated } = item;
    pb::ChecklistItem { id: id.to_string(), text: text.clone(), source: source(*stated).into() }
}

fn stage_plan(stage: Stage, sop: &Sop) -> pb::StagePlan {
    let Stage { step, title, kind: _, executor, executor_title, time } = stage;
    let output = sop.step(&step).and_then(|step| step.output.clone());
    pb::StagePlan {
        step: step.into(),
        name: Some(bilingual(&title)),
        executor: executor.map(String::from).unwrap_or_default(),
        executor_title: executor_title.as_ref().map(bilingual),
        time: time.map(|StepTime { duration, source: stated }| pb::StandardTime {
            duration: Some(work_duration(duration)),
            source: source(stated).into(),
        }),
        output: output.unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests;
