//! Visits as the wire writes them.

use contract::satupintu::permits::v1 as pb;
use kernel::{AgencyId, SealedRef};
use permits::{FindingAnswer, Inspection, Letter, Minutes, MinutesSignature, Observation};
use store::Store;
use tonic::Status;

use crate::{
    catalogue::wire::recommendation,
    names,
    permits::answer::text,
    wire::{date, timestamp},
};

/// A visit as a write answers it: without the sealed texts.
pub(super) fn inspection(agency: &AgencyId, visit: &Inspection) -> pb::Inspection {
    let Inspection {
        step,
        ordered_at: _,
        visit_at,
        place: _,
        letter: Letter { number, date: dated, signed_by },
        team,
        findings,
        minutes,
        signatures,
        cancelled_at,
    } = visit;
    let finding = |Observation { item, answer, note: _ }: &Observation| pb::Finding {
        item: item.to_string(),
        answer: match answer {
            FindingAnswer::Yes => pb::FindingAnswer::Yes,
            FindingAnswer::No => pb::FindingAnswer::No,
            FindingAnswer::NotApplicable => pb::FindingAnswer::NotApplicable,
        }
        .into(),
        note: String::new(),
    };
    let signed =
        |MinutesSignature { person, at: _ }: &MinutesSignature| names::officer(agency, person);
    pb::Inspection {
        step: step.to_string(),
        visit_at: Some(timestamp(*visit_at)),
        place: String::new(),
        letter_number: number.clone(),
        letter_date: Some(date(*dated)),
        letter_signed_by: names::officer(agency, signed_by),
        team: team.iter().map(|person| names::officer(agency, person)).collect(),
        findings: findings.iter().map(finding).collect(),
        text: String::new(),
        recommendation: minutes
            .as_ref()
            .map_or_else(Default::default, |it| recommendation(it.recommendation).into()),
        reason: String::new(),
        signed_by: signatures.iter().map(signed).collect(),
        locked: visit.is_locked(),
        cancelled_at: cancelled_at.map(timestamp),
    }
}

/// The same with its texts.
pub(super) async fn opened(
    store: &Store,
    agency: &AgencyId,
    visit: &Inspection,
) -> Result<pb::Inspection, Status> {
    let mut shown = inspection(agency, visit);
    shown.place = text(store, &visit.place).await?;
    for (shown, finding) in shown.findings.iter_mut().zip(&visit.findings) {
        shown.note = optional(store, finding.note.as_ref()).await?;
    }
    if let Some(Minutes { text: told, recommendation: _, reason }) = &visit.minutes {
        shown.text = text(store, told).await?;
        shown.reason = text(store, reason).await?;
    }
    Ok(shown)
}

async fn optional(store: &Store, sealed: Option<&SealedRef>) -> Result<String, Status> {
    match sealed {
        Some(sealed) => text(store, sealed).await,
        None => Ok(String::new()),
    }
}
