//! Requests of the inspections service, checked whole: every fault at once.

use contract::satupintu::{permits::v1 as pb, sop::v1 as sop_pb};
use edge::Violations;
use jiff::civil::Date;
use kernel::{AgencyId, Instant, PersonId, Prose, Slug};
use permits::{FindingAnswer, LARGEST_TEAM};
use prost_types::Timestamp;
use sop::{Recommendation, StepId};
use tonic::Status;

use crate::{
    names,
    permits::wire::{OnCase, on_case, optional_prose, step_of},
    wire::{date_of, instant_of},
};

/// The most findings in one message: all that a checklist has.
const MOST_FINDINGS: usize = 100;
/// Characters of a letter's number.
const LONGEST_NUMBER: usize = 120;

/// A visit as it is asked for.
pub(super) struct Ordering {
    pub(super) step: StepId,
    pub(super) visit_at: Instant,
    pub(super) place: Prose<500>,
    pub(super) letter_number: String,
    pub(super) letter_date: Date,
    pub(super) team: Vec<PersonId>,
}

pub(super) fn ordering(request: &pb::OrderInspectionRequest) -> Result<OnCase<Ordering>, Status> {
    let pb::OrderInspectionRequest {
        name,
        request_id,
        etag,
        step,
        visit_at,
        place,
        letter_number,
        letter_date,
        team,
    } = request;
    on_case(name, request_id, etag, |faults| {
        let step = step_of(faults, step);
        let visit_at = visit(faults, visit_at.as_ref());
        let place = faults.check("place", Prose::parse(place));
        let letter_number = faults.check("letter_number", number(letter_number));
        let letter_date = match letter_date {
            Some(date) => faults.check("letter_date", date_of(date)),
            None => faults.check("letter_date", Err("must be the date of the letter")),
        };
        let team = members(faults, team);
        Some(Ordering {
            step: step?,
            visit_at: visit_at?,
            place: place?,
            letter_number: letter_number?,
            letter_date: letter_date?,
            team: team?,
        })
    })
}

fn visit(faults: &mut Violations, visit_at: Option<&Timestamp>) -> Option<Instant> {
    match visit_at {
        Some(visit_at) => faults.check("visit_at", instant_of(visit_at)),
        None => faults.check("visit_at", Err("must say when the visit is to be")),
    }
}

fn number(text: &str) -> Result<String, &'static str> {
    let is_plain = (1..=LONGEST_NUMBER).contains(&text.len())
        && text.bytes().all(|byte| byte.is_ascii_graphic());
    if is_plain { Ok(text.to_owned()) } else { Err("must be 1 to 120 visible ASCII characters") }
}

fn members(faults: &mut Violations, team: &[String]) -> Option<Vec<PersonId>> {
    if team.is_empty() || team.len() > LARGEST_TEAM {
        faults.add("team", format!("must be two to {LARGEST_TEAM} persons"));
        return None;
    }
    let parsed: Vec<Option<PersonId>> = team
        .iter()
        .enumerate()
        .map(|(n, name)| {
            let parsed: Option<(AgencyId, PersonId)> =
                faults.check(&format!("team[{n}]"), names::parse_officer(name));
            parsed.map(|(_, person)| person)
        })
        .collect();
    parsed.into_iter().collect()
}

pub(super) fn rescheduling(
    request: &pb::RescheduleInspectionRequest,
) -> Result<OnCase<(StepId, Instant, Prose)>, Status> {
    let pb::RescheduleInspectionRequest { name, request_id, etag, step, visit_at, reason } =
        request;
    on_case(name, request_id, etag, |faults| {
        let step = step_of(faults, step);
        let visit_at = visit(faults, visit_at.as_ref());
        let reason = faults.check("reason", Prose::parse(reason));
        Some((step?, visit_at?, reason?))
    })
}

pub(super) fn cancelling(
    request: &pb::CancelInspectionRequest,
) -> Result<OnCase<(StepId, Prose)>, Status> {
    let pb::CancelInspectionRequest { name, request_id, etag, step, reason } = request;
    on_case(name, request_id, etag, |faults| {
        let step = step_of(faults, step);
        let reason = faults.check("reason", Prose::parse(reason));
        Some((step?, reason?))
    })
}

/// What was found of one item, in the clear.
pub(super) struct Found {
    pub(super) item: Slug,
    pub(super) answer: FindingAnswer,
    pub(super) note: Option<Prose>,
}

pub(super) fn finding(
    request: &pb::RecordFindingsRequest,
) -> Result<OnCase<(StepId, Vec<Found>)>, Status> {
    let pb::RecordFindingsRequest { name, request_id, etag, step, findings } = request;
    on_case(name, request_id, etag, |faults| {
        let step = step_of(faults, step);
        if findings.is_empty() || findings.len() > MOST_FINDINGS {
            faults.add("findings", format!("must be 1 to {MOST_FINDINGS}"));
            return None;
        }
        let found: Vec<Option<Found>> = findings
            .iter()
            .enumerate()
            .map(|(n, pb::Finding { item, answer, note })| {
                let item = faults.check(&format!("findings[{n}].item"), Slug::parse(item));
                let answer = match pb::FindingAnswer::try_from(*answer) {
                    Ok(pb::FindingAnswer::Yes) => Ok(FindingAnswer::Yes),
                    Ok(pb::FindingAnswer::No) => Ok(FindingAnswer::No),
                    Ok(pb::FindingAnswer::NotApplicable) => Ok(FindingAnswer::NotApplicable),
                    Ok(pb::FindingAnswer::Unspecified) | Err(_) => {
                        Err("must be one of the answers")
                    }
                };
                let answer = faults.check(&format!("findings[{n}].answer"), answer);
                let note = optional_prose(faults, &format!("findings[{n}].note"), note);
                Some(Found { item: item?, answer: answer?, note: note? })
            })
            .collect();
        Some((step?, found.into_iter().collect::<Option<Vec<_>>>()?))
    })
}

/// The minutes in the clear.
pub(super) struct Written {
    pub(super) step: StepId,
    pub(super) text: Prose,
    pub(super) recommendation: Recommendation,
    pub(super) reason: Prose,
}

pub(super) fn writing(request: &pb::WriteMinutesRequest) -> Result<OnCase<Written>, Status> {
    let pb::WriteMinutesRequest { name, request_id, etag, step, text, recommendation, reason } =
        request;
    on_case(name, request_id, etag, |faults| {
        let step = step_of(faults, step);
        let text = faults.check("text", Prose::parse(text));
        let recommendation = match sop_pb::Recommendation::try_from(*recommendation) {
            Ok(sop_pb::Recommendation::Issue) => Ok(Recommendation::Issue),
            Ok(sop_pb::Recommendation::Refuse) => Ok(Recommendation::Refuse),
            Ok(sop_pb::Recommendation::Unspecified) | Err(_) => Err("must be issue or refuse"),
        };
        let recommendation = faults.check("recommendation", recommendation);
        let reason = faults.check("reason", Prose::parse(reason));
        let (text, recommendation) = (text?, recommendation?);
        Some(Written { step: step?, text, recommendation, reason: reason? })
    })
}

pub(super) fn signing(request: &pb::SignMinutesRequest) -> Result<OnCase<StepId>, Status> {
    let pb::SignMinutesRequest { name, request_id, etag, step } = request;
    on_case(name, request_id, etag, |faults| step_of(faults, step))
}

/// The case and the step of a visit.
pub(super) fn asking(
    request: &pb::GetInspectionRequest,
) -> Result<(AgencyId, String, StepId), Status> {
    let pb::GetInspectionRequest { name, step } = request;
    let mut faults = Violations::new();
    let name = faults.check("name", names::parse_application(name));
    let step = step_of(&mut faults, step);
    let whole = (|| {
        let (agency, id) = name?;
        Some((agency, id, step?))
    })();
    faults.finish(whole)
}
