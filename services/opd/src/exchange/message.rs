//! What is told, made from the case as it stood then: every attempt sends the
//! same bytes, also after a restart and after the case has gone on.

use contract::satupintu::exchange::v1 as pb;
use permits::{Application, AssignedDocument, Assignment, DocumentGrant, Entrustment, Event, Leaf};
use sop::Effect;
use store::{Error, Store};

use crate::{
    exchange::wire,
    files::about::Details,
    names,
    permits::{Form, answer::media},
    wire::timestamp,
};

/// Between a case's id and the number of its hand-over.
const SEPARATOR: char = '.';
/// Ends the request id of a call-back, because the hand-over has had its own.
const CALL_BACK: &str = "call-back";

/// The id of the next hand-over of a case.
pub(super) fn next_id(case: &Application) -> String {
    format!("{}{SEPARATOR}{}", case.id, case.entrustments.len() + 1)
}

/// The case of a hand-over.
pub(super) fn case_of(id: &str) -> Option<&str> {
    id.split_once(SEPARATOR).map(|(case, _)| case)
}

/// That another agency shall do a step; `None` when there is nothing to ask any
/// more: it has answered, the step was closed otherwise, or the person was erased.
pub(super) async fn hand_over(
    store: &Store,
    case: &Application,
    id: &str,
) -> Result<Option<pb::HandOverRequest>, Error> {
    let Some(entrustment) = case.to_hand_over().find(|it| it.id == id) else { return Ok(None) };
    let is_it = |event: &Event| matches!(event, Event::Entrusted(it) if it.id == id);
    let leaf = leaf(store, case, is_it).await?;
    let then = store.application_at(&case.id, leaf.index).await?;
    let then = then.ok_or_else(|| corrupt(case, "the case of a hand-over is missing"))?;
    let Some(form) = then.form() else { return Ok(None) };
    let Some(bytes) = store.unseal(form).await? else { return Ok(None) };
    let form = Form::from_bytes(&bytes).map_err(|_| corrupt(case, "no form"))?;
    let ground = store.ground(case).await?;
    let step = ground.sop.step(&entrustment.step);
    let step = step.ok_or_else(|| corrupt(case, "the step of a hand-over is missing"))?;
    let (applicant, answers) = form.for_partner(&step.needs);
    let Some(documents) = documents(store, &then, entrustment).await? else { return Ok(None) };
    // Only the agency of the case returns it to the applicant.
    let outcomes = step.outcomes().iter().filter(|it| it.effect != Some(Effect::Return));
    Ok(Some(pb::HandOverRequest {
        parent: names::agency(&entrustment.to),
        request_id: id.to_owned(),
        receipt_number: case.receipt.to_string(),
        service: case.service.id.clone(),
        step: entrustment.step.to_string(),
        outcomes: outcomes.map(|it| it.id.clone()).collect(),
        applicant: Some(applicant),
        answers,
        district: case.district.to_string(),
        leaf: Some(wire::leaf(&leaf)),
        documents,
    }))
}

/// What goes along; `None` once the person was erased.
async fn documents(
    store: &Store,
    case: &Application,
    entrustment: &Entrustment,
) -> Result<Option<Vec<pb::HandedDocument>>, Error> {
    let Some(DocumentGrant { files, until }) = &entrustment.grant else {
        return Ok(Some(Vec::new()));
    };
    let mut named = Vec::with_capacity(files.len());
    for file in files {
        let held = case.file(file).ok_or_else(|| corrupt(case, "a granted file is missing"))?;
        let file = &held.file;
        let Some(details) = store.unseal(&file.details).await? else { return Ok(None) };
        let Some(sha256) = store.unseal(&file.content).await? else { return Ok(None) };
        let details = serde_json::from_slice(&details);
        let Details { name, bytes, coordinates: _ } =
            details.map_err(|_| corrupt(case, "what is known of a file is unreadable"))?;
        named.push(pb::HandedDocument {
            document: file.id.clone(),
            requirement_id: file.purpose.requirement().unwrap_or_default().to_owned(),
            file_name: name,
            media_type: media(file.media).into(),
            size_bytes: bytes,
            sha256: String::from_utf8(sha256).map_err(|_| corrupt(case, "no hash"))?,
            fetchable_until: Some(timestamp(*until)),
        });
    }
    Ok(Some(named))
}

/// That a document has arrived here.
pub(super) async fn confirmation(
    store: &Store,
    case: &Application,
    (assignment, document): (&Assignment, &AssignedDocument),
) -> Result<pb::ConfirmDocumentRequest, Error> {
    let file = &document.file.id;
    let is_it = |event: &Event| matches!(event, Event::DocumentReceived(it) if it.file == *file);
    Ok(pb::ConfirmDocumentRequest {
        parent: names::agency(&assignment.from),
        request_id: file.clone(),
        hand_over: assignment.id.clone(),
        document: document.origin.clone(),
        leaf: Some(wire::leaf(&leaf(store, case, is_it).await?)),
    })
}

/// That a step is not needed any more; `None` when that is known, or it was answered.
pub(super) async fn call_back(
    store: &Store,
    case: &Application,
    id: &str,
) -> Result<Option<pb::CallBackRequest>, Error> {
    let Some(entrustment) = case.to_call_back().find(|it| it.id == id) else { return Ok(None) };
    let leaves = store.leaves(&case.id).await?;
    let since = leaves.into_iter();
    let mut since =
        since.skip_while(|(_, event)| !matches!(event, Event::Entrusted(it) if it.id == id));
    let closed = since.find(|(_, event)| event.closes(&entrustment.step));
    let (leaf, _) = closed.ok_or_else(|| corrupt(case, "what closed a step is missing"))?;
    Ok(Some(pb::CallBackRequest {
        parent: names::agency(&entrustment.to),
        request_id: format!("{id}{SEPARATOR}{CALL_BACK}"),
        hand_over: id.to_owned(),
        leaf: Some(wire::leaf(&leaf)),
    }))
}

/// What came of another agency's step; `None` when there is nothing to answer.
pub(super) async fn result(
    store: &Store,
    case: &Application,
) -> Result<Option<pb::ReturnResultRequest>, Error> {
    let Some((assignment, outcome)) = case.to_bring_back() else { return Ok(None) };
    let leaves = store.leaves(&case.id).await?;
    let end = leaves.iter().position(|(_, event)| event.ends());
    let until_the_end = end.and_then(|end| leaves.get(..=end)).unwrap_or_default();
    let Some((leaf, _)) = until_the_end.last() else {
        return Err(corrupt(case, "the end of a case is missing"));
    };
    let decided = until_the_end.iter().rev().find_map(|(_, event)| event.reason());
    let reason = match decided {
        Some(reason) => store.unseal(reason).await?.unwrap_or_default(),
        None => product(store, case).await?.into_bytes(),
    };
    Ok(Some(pb::ReturnResultRequest {
        parent: names::agency(&assignment.from),
        request_id: assignment.id.clone(),
        outcome: outcome.map(str::to_owned).unwrap_or_default(),
        reason: String::from_utf8(reason).map_err(|_| corrupt(case, "a reason is no text"))?,
        leaf: Some(wire::leaf(leaf)),
    }))
}

/// What was made, where nobody had to give a reason: a decision there needs one.
async fn product(store: &Store, case: &Application) -> Result<String, Error> {
    let service = store.ground(case).await?.service;
    let title = &service.title().id;
    let number = case.licence().map(|licence| format!(", {}", licence.number));
    Ok(format!("{title}{}", number.unwrap_or_default()))
}

/// The place of the first event of `case` that `is_it`.
pub(super) async fn leaf(
    store: &Store,
    case: &Application,
    is_it: impl Fn(&Event) -> bool,
) -> Result<Leaf, Error> {
    let leaves = store.leaves(&case.id).await?;
    let found = leaves.into_iter().find(|(_, event)| is_it(event));
    found.map(|(leaf, _)| leaf).ok_or_else(|| corrupt(case, "an event of a hand-over is missing"))
}

fn corrupt(case: &Application, why: &str) -> Error {
    Error::Corrupt { what: "record", id: case.id.clone(), why: why.into() }
}
