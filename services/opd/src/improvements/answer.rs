//! Actions and indicators as the wire writes them.

use contract::satupintu::improvement::v1 as pb;
use improvement::{Action, Effect, Indicator, Level, Measure, Ratio, Source, State};
use jiff::civil::Date;
use kernel::SealedRef;
use store::{Found, Store};
use tonic::Status;

use crate::{names, outcome::status, wire::date};

/// The action without its texts, as it stands on `today`.
pub(super) fn action(found: &Found<Action>, today: Date) -> pb::Action {
    let Found { version, index, record } = found;
    let agency = &record.agency;
    let officer = |person: &Option<kernel::PersonId>| {
        person.as_ref().map(|person| names::officer(agency, person)).unwrap_or_default()
    };
    let unit = record.owner.unit.as_ref();
    pb::Action {
        name: names::improvement(agency, &record.id),
        etag: version.to_string(),
        journal_index: *index,
        source: source(record.origin.source).into(),
        origin: record.origin.name.clone(),
        what: String::new(),
        unit: unit.map(|unit| format!("{agency}/{unit}")).unwrap_or_default(),
        owner: officer(&record.owner.person),
        due: Some(date(record.due)),
        opened_on: Some(date(record.opened_on)),
        state: match record.state {
            State::Open => pb::ActionState::Open,
            State::Done => pb::ActionState::Done,
            State::Verified => pb::ActionState::Verified,
            State::Dropped => pb::ActionState::Dropped,
        }
        .into(),
        overdue: record.is_overdue(today),
        escalated: match record.escalated {
            None => pb::EscalationLevel::Unspecified,
            Some(Level::Superior) => pb::EscalationLevel::Superior,
            Some(Level::Head) => pb::EscalationLevel::Head,
        }
        .into(),
        proof: String::new(),
        proof_digest: record.file_digest.clone().unwrap_or_default(),
        done_on: record.done_on.map(date),
        done_by: officer(&record.done_by),
        verified_by: officer(&record.verified_by),
        reason: String::new(),
        effect: record.effect.map(effect),
    }
}

/// The action with its texts.
pub(super) async fn whole(
    store: &Store,
    found: &Found<Action>,
    today: Date,
) -> Result<pb::Action, Status> {
    let record = &found.record;
    let mut shown = action(found, today);
    shown.what = text(store, record.what.as_ref()).await?;
    shown.proof = text(store, record.proof.as_ref()).await?;
    shown.reason = text(store, record.reason.as_ref()).await?;
    Ok(shown)
}

async fn text(store: &Store, sealed: Option<&SealedRef>) -> Result<String, Status> {
    let Some(sealed) = sealed else { return Ok(String::new()) };
    let bytes = store.unseal(sealed).await.map_err(status)?.unwrap_or_default();
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn effect(effect: Effect) -> pb::Effect {
    let Effect { measure, before, after } = effect;
    let measure = match measure {
        Measure::IndexHundredths => pb::EffectMeasure::IndexHundredths,
        Measure::Days => pb::EffectMeasure::Days,
        Measure::Count => pb::EffectMeasure::Count,
    };
    pb::Effect { measure: measure.into(), before, after }
}

fn source(source: Source) -> pb::ActionSource {
    match source {
        Source::Survey => pb::ActionSource::Survey,
        Source::Consultation => pb::ActionSource::Consultation,
        Source::Complaint => pb::ActionSource::Complaint,
        Source::SopEvaluation => pb::ActionSource::SopEvaluation,
        Source::SopProposal => pb::ActionSource::SopProposal,
        Source::Ombudsman => pb::ActionSource::Ombudsman,
    }
}

fn ratio(ratio: Ratio) -> pb::Ratio {
    let Ratio { numerator, denominator } = ratio;
    pb::Ratio { numerator, denominator }
}

/// The form has a scale for the follow-up of surveys, and for no other.
pub(super) fn indicator(of: Source, indicator: &Indicator) -> pb::Indicator {
    let is_scored = of == Source::Survey;
    let share_points = indicator.share_points().filter(|_| is_scored);
    let speed_points = indicator.speed_points().filter(|_| is_scored);
    pb::Indicator {
        source: source(of).into(),
        opened: indicator.opened,
        followed_up: indicator.followed_up,
        verified: indicator.verified,
        dropped: indicator.dropped,
        overdue: indicator.overdue,
        share: Some(ratio(indicator.share())),
        speed_days: Some(ratio(indicator.speed_days())),
        share_points: share_points.map_or(0, u32::from),
        speed_points: speed_points.map_or(-1, i32::from),
    }
}
