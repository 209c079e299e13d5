//! SOPs as the wire writes them.

use contract::satupintu::sop::v1 as pb;
use kernel::{Executor, Source};
use sop::{
    Act, Approval, Awaits, Column, Effect, EndResult, Exits, Identity, Kind, Outcome,
    Recommendation, Sop, Step, StepTime,
};

use crate::{
    names,
    wire::{bilingual, citation, date, source, work_duration},
};

/// An SOP, row by row.
pub(crate) fn sop(sop: &Sop) -> pb::Sop {
    let Identity {
        id,
        version,
        number,
        title,
        agency,
        created,
        revised,
        effective,
        approved_by,
        source: _,
        legal_basis,
        qualifications,
        related,
        equipment,
        warnings,
        records,
    } = sop.identity();
    let Approval { position, source: approved } = approved_by;
    pb::Sop {
        name: names::sop(agency, id),
        version: *version,
        number: number.clone(),
        title: Some(bilingual(title)),
        created: Some(date(*created)),
        revised: revised.map(date),
        effective: Some(date(*effective)),
        approved_by: Some(pb::Approval {
            position: position.clone(),
            source: source(*approved).into(),
        }),
        legal_basis: legal_basis.iter().map(citation).collect(),
        qualifications: qualifications.clone(),
        related: related.clone(),
        equipment: equipment.clone(),
        warnings: warnings.clone(),
        records: records.clone(),
        executors: sop.columns().iter().map(column).collect(),
        steps: sop.steps().iter().map(step).collect(),
        example: is_example(sop),
    }
}

/// Whether anything in the SOP is our example and no agency's rule.
pub(crate) fn is_example(sop: &Sop) -> bool {
    let identity = sop.identity();
    let basis = identity.legal_basis.iter().map(|citation| citation.source);
    let times = sop.steps().iter().filter_map(|step| step.time).map(|time| time.source);
    [identity.source, identity.approved_by.source]
        .into_iter()
        .chain(basis)
        .chain(times)
        .any(|source| source == Source::Example)
}

fn column(column: &Column) -> pb::Executor {
    let Column { id: _, executor, title, span: _ } = column;
    pb::Executor { executor: executor.to_string(), title: Some(bilingual(title)) }
}

fn step(step: &Step) -> pb::Step {
    let Step {
        id,
        name,
        kind: it,
        executor,
        act: duty,
        inputs,
        needs,
        time,
        output,
        note,
        sets_fee,
        awaits,
        minutes,
        exits,
        span: _,
    } = step;
    let unsaid = pb::EndResult::Unspecified;
    let (next, outcomes, branches, result) = match exits {
        Exits::Next(next) => (next.to_string(), Vec::new(), Vec::new(), unsaid),
        Exits::Choice(choice) => {
            (String::new(), choice.iter().map(outcome).collect(), Vec::new(), unsaid)
        }
        Exits::All(all) => {
            (String::new(), Vec::new(), all.iter().map(ToString::to_string).collect(), unsaid)
        }
        Exits::End(end) => (String::new(), Vec::new(), Vec::new(), end_result(*end)),
    };
    pb::Step {
        id: id.to_string(),
        name: Some(bilingual(name)),
        kind: kind(*it).into(),
        executor: executor.as_ref().map(Executor::to_string).unwrap_or_default(),
        act: act(*duty).into(),
        inputs: inputs.clone(),
        needs: needs.iter().map(ToString::to_string).collect(),
        time: time.map(|time| work_duration(time.duration)),
        time_source: time
            .map_or(0, |StepTime { duration: _, source: stated }| source(stated).into()),
        output: output.clone().unwrap_or_default(),
        note: note.clone().unwrap_or_default(),
        next,
        outcomes,
        branches,
        result: result.into(),
        sets_fee: *sets_fee,
        awaits_payment: *awaits == Some(Awaits::Payment),
        minutes: *minutes,
    }
}

fn kind(kind: Kind) -> pb::StepKind {
    match kind {
        Kind::Activity => pb::StepKind::Activity,
        Kind::Decision => pb::StepKind::Decision,
        Kind::Applicant => pb::StepKind::Applicant,
        Kind::Start => pb::StepKind::Start,
        Kind::Split => pb::StepKind::Split,
        Kind::Join => pb::StepKind::Join,
        // In a linked SOP a sub-SOP's row is the merge of its ends.
        Kind::Merge | Kind::Sub => pb::StepKind::Merge,
        Kind::End => pb::StepKind::End,
    }
}

/// What is done at a step.
pub(crate) fn act(act: Act) -> pb::Act {
    match act {
        Act::Completeness => pb::Act::Completeness,
        Act::Verification => pb::Act::Verification,
        Act::Inspection => pb::Act::Inspection,
        Act::Recommendation => pb::Act::Recommendation,
        Act::Assessment => pb::Act::Assessment,
        Act::Drafting => pb::Act::Drafting,
        Act::Initials => pb::Act::Initials,
        Act::Approval => pb::Act::Approval,
        Act::Signature => pb::Act::Signature,
        Act::Issuance => pb::Act::Issuance,
        Act::Delivery => pb::Act::Delivery,
        Act::Other => pb::Act::Other,
    }
}

fn end_result(result: EndResult) -> pb::EndResult {
    match result {
        EndResult::Issued => pb::EndResult::Issued,
        EndResult::Refused => pb::EndResult::Refused,
        EndResult::Withdrawn => pb::EndResult::Withdrawn,
        EndResult::Granted => pb::EndResult::Granted,
    }
}

/// One way out of a decision.
pub(crate) fn outcome(outcome: &Outcome) -> pb::Outcome {
    let Outcome { id, label, to, effect, recommendation: advised, cap, span: _ } = outcome;
    let effect = match effect {
        None => pb::Effect::None,
        Some(Effect::Complete) => pb::Effect::Complete,
        Some(Effect::Return) => pb::Effect::Return,
        Some(Effect::Approve) => pb::Effect::Approve,
        Some(Effect::Reject) => pb::Effect::Reject,
    };
    pb::Outcome {
        id: id.clone(),
        label: Some(bilingual(label)),
        to: to.to_string(),
        effect: effect.into(),
        cap: cap.unwrap_or_default(),
        recommendation: advised.map_or_else(Default::default, |it| recommendation(it).into()),
    }
}

/// What minutes advise.
pub(crate) fn recommendation(advised: Recommendation) -> pb::Recommendation {
    match advised {
        Recommendation::Issue => pb::Recommendation::Issue,
        Recommendation::Refuse => pb::Recommendation::Refuse,
    }
}
