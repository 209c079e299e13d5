//! The governance of a version as the wire writes it.

use contract::satupintu::sop::v1 as pb;
use kernel::{PersonId, SealedRef};
use sop::governance::{
    Approved, Disposed, Evaluated, Governance, Name, Proposal, Question, Quiz, SessionHeld,
    SessionKind, Tried, Verdict,
};
use store::{Found, Store};
use tonic::Status;

use crate::{
    names,
    outcome::status,
    wire::{date, timestamp},
};

/// The record with the texts that it refers to.
pub(super) async fn governance(
    store: &Store,
    found: &Found<Governance>,
) -> Result<pb::SopGovernance, Status> {
    let Found { version, index, record } = found;
    let Name { agency, sop, version: of } = &record.of;
    let acknowledged = record.acknowledged.iter().map(|(person, at)| pb::Acknowledgement {
        officer: names::officer(agency, person),
        at: Some(timestamp(*at)),
    });
    let mut proposals = Vec::with_capacity(record.proposals.len());
    for it in &record.proposals {
        proposals.push(proposal(store, &record.of, it).await?);
    }
    Ok(pb::SopGovernance {
        name: names::sop_version(agency, sop, *of),
        etag: version.to_string(),
        journal_index: *index,
        trials: record.trials.iter().map(trial).collect(),
        approval: record.approved.as_ref().map(approval),
        sessions: record.sessions.iter().map(session).collect(),
        acknowledgements: acknowledged.collect(),
        evaluations: record.evaluations.iter().map(evaluation).collect(),
        evaluation_due: record.evaluation_due.map(date),
        proposals,
        quiz: record.quiz.as_ref().map(quiz),
        quiz_passes: record.attempts.keys().filter_map(|person| passed(record, person)).collect(),
    })
}

/// The quiz as who takes it sees it: without its key.
fn quiz(quiz: &Quiz) -> pb::Quiz {
    let Quiz { questions, pass_mark } = quiz;
    let question = |Question { text, options, key: _ }: &Question| pb::QuizQuestion {
        text: text.as_str().to_owned(),
        options: options.iter().map(|option| option.as_str().to_owned()).collect(),
        key: 0,
    };
    pb::Quiz { questions: questions.iter().map(question).collect(), pass_mark: *pass_mark }
}

/// Since when the person has passed; who has not is nobody's business here.
fn passed(record: &Governance, person: &PersonId) -> Option<pb::Acknowledgement> {
    let attempt = record.attempts.get(person)?.iter().find(|attempt| attempt.passed)?;
    let officer = names::officer(&record.of.agency, person);
    Some(pb::Acknowledgement { officer, at: Some(timestamp(attempt.at)) })
}

fn trial(tried: &Tried) -> pb::SopTrial {
    let Tried { of: _, from, until, report } = tried;
    pb::SopTrial {
        from: Some(date(*from)),
        until: Some(date(*until)),
        report: report.as_str().to_owned(),
    }
}

fn approval(approved: &Approved) -> pb::SopApproval {
    let Approved { decree, dated, effective, evaluation_due: _ } = approved;
    pb::SopApproval {
        decree: decree.as_str().to_owned(),
        dated: Some(date(*dated)),
        effective: Some(date(*effective)),
    }
}

fn session(session: &SessionHeld) -> pb::SopSession {
    let SessionHeld { of: _, kind, held_on, report, participants } = session;
    let kind = match kind {
        SessionKind::Socialisation => pb::SessionKind::Socialisation,
        SessionKind::Training => pb::SessionKind::Training,
    };
    pb::SopSession {
        kind: kind.into(),
        held_on: Some(date(*held_on)),
        report: report.as_str().to_owned(),
        participants: *participants,
    }
}

fn evaluation(evaluated: &Evaluated) -> pb::SopEvaluation {
    let Evaluated { held_on, report, verdict, next_due: _ } = evaluated;
    let verdict = match verdict {
        Verdict::Kept => pb::EvaluationVerdict::Kept,
        Verdict::ToRevise => pb::EvaluationVerdict::ToRevise,
    };
    pb::SopEvaluation {
        held_on: Some(date(*held_on)),
        report: report.as_str().to_owned(),
        verdict: verdict.into(),
    }
}

async fn proposal(
    store: &Store,
    of: &Name,
    proposal: &Proposal,
) -> Result<pb::RevisionProposal, Status> {
    let Proposal { id, by, at, reason, disposed } = proposal;
    let (disposition, disposition_reason) = match disposed {
        Some(Disposed { proposal: _, accepted, reason }) => {
            let disposition = if *accepted {
                pb::ProposalDisposition::Accepted
            } else {
                pb::ProposalDisposition::Declined
            };
            (disposition, text(store, reason).await?)
        }
        None => (pb::ProposalDisposition::Unspecified, String::new()),
    };
    let by = by.as_ref().map(|person| names::officer(&of.agency, person));
    Ok(pb::RevisionProposal {
        id: id.clone(),
        proposed_by: by.unwrap_or_default(),
        at: Some(timestamp(*at)),
        reason: text(store, reason).await?,
        disposition: disposition.into(),
        disposition_reason,
    })
}

async fn text(store: &Store, sealed: &SealedRef) -> Result<String, Status> {
    let bytes = store.unseal(sealed).await.map_err(status)?.unwrap_or_default();
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}
