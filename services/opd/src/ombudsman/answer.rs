//! Products as the wire writes them.

use complaints::Confidence;
use contract::satupintu::ombudsman::v1 as pb;
use kernel::{Instant, SealedRef};
use ombudsman::{Basis, Due, FollowUp, Kind, Outcome, Product};
use store::{Found, Store};
use tonic::Status;

use crate::{
    complaints::form,
    names,
    outcome::status,
    wire::{date, work_duration},
};

/// The product without its texts, as it stands at `now`.
pub(super) fn product(found: &Found<Product>, now: Instant) -> pb::Product {
    let Found { version, index, record } = found;
    let agency = &record.agency;
    let complaint = record.complaint.as_ref().map(|id| names::complaint(agency, id));
    let follow_up = |it: &FollowUp| pb::ProductFollowUp {
        text: String::new(),
        proof_digest: it.file_digest.clone().unwrap_or_default(),
        on: Some(date(it.on)),
        by: it.by.as_ref().map(|person| names::officer(agency, person)).unwrap_or_default(),
    };
    pb::Product {
        name: names::product(agency, &record.id),
        etag: version.to_string(),
        journal_index: *index,
        kind: kind(record.kind).into(),
        number: String::new(),
        text: String::new(),
        forms: record.forms.iter().map(|it| form(*it).into()).collect(),
        complaint: complaint.unwrap_or_default(),
        received_on: Some(date(record.received_on)),
        due: Some(due(&record.due)),
        overdue: record.is_overdue(now),
        follow_ups: record.follow_ups.iter().map(follow_up).collect(),
        outcome: outcome(record.outcome).into(),
        reference: String::new(),
        closed_on: record.closed_on.map(date),
    }
}

/// The product with its texts.
pub(super) async fn whole(
    store: &Store,
    found: &Found<Product>,
    now: Instant,
) -> Result<pb::Product, Status> {
    let record = &found.record;
    let mut shown = product(found, now);
    shown.number = text(store, &record.number).await?;
    shown.text = text(store, &record.text).await?;
    for (shown, kept) in shown.follow_ups.iter_mut().zip(&record.follow_ups) {
        shown.text = text(store, &kept.what).await?;
    }
    if let Some(reference) = &record.reference {
        shown.reference = text(store, reference).await?;
    }
    Ok(shown)
}

async fn text(store: &Store, sealed: &SealedRef) -> Result<String, Status> {
    let bytes = store.unseal(sealed).await.map_err(status)?.unwrap_or_default();
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn due(due: &Due) -> pb::ProductDue {
    let Due { deadline, basis } = due;
    let (time, citation, confidence) = match basis {
        Basis::Letter => (None, String::new(), pb::TermConfidence::Unspecified),
        Basis::Term { time, citation, confidence } => {
            let confidence = match confidence {
                Confidence::Published => pb::TermConfidence::Published,
                Confidence::Unread | Confidence::Uncertain => pb::TermConfidence::Unread,
            };
            (Some(work_duration(*time)), citation.clone(), confidence)
        }
    };
    pb::ProductDue {
        date: Some(date(deadline.date)),
        provisional: deadline.provisional.is_some(),
        time,
        citation,
        confidence: confidence.into(),
    }
}

fn kind(kind: Kind) -> pb::ProductKind {
    match kind {
        Kind::Clarification => pb::ProductKind::Clarification,
        Kind::SecondClarification => pb::ProductKind::SecondClarification,
        Kind::CorrectiveAction => pb::ProductKind::CorrectiveAction,
        Kind::Advice => pb::ProductKind::Advice,
        Kind::Recommendation => pb::ProductKind::Recommendation,
    }
}

fn outcome(outcome: Option<Outcome>) -> pb::ProductOutcome {
    match outcome {
        None => pb::ProductOutcome::Unspecified,
        Some(Outcome::Fulfilled) => pb::ProductOutcome::Fulfilled,
        Some(Outcome::PartlyFulfilled) => pb::ProductOutcome::PartlyFulfilled,
        Some(Outcome::Escalated) => pb::ProductOutcome::Escalated,
        Some(Outcome::Withdrawn) => pb::ProductOutcome::Withdrawn,
    }
}
