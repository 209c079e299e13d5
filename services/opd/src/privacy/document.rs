//! Everything that is held on a person, and who read it, as one JSON document.
//!
//! The document is made of the record's events up to the export's own: whatever
//! an event refers to as sealed is opened, so that nothing is forgotten when
//! events learn to carry more.

use std::collections::BTreeMap;

use access::{Duty, OfficerRecord};
use complaints::Complaint;
use consultations::Forum;
use journal::Body;
use kernel::{Actor, AgencyId, PersonId, SealedRef};
use permits::Application;
use serde_json::{Map, Value, json};
use store::{DataSubject, Store};
use tonic::Status;

use crate::{names, outcome::status, privacy::words};

/// On what the agency keeps the data.
const LEGAL_BASIS: &str = "UU 27/2022 Ps 20 (2) huruf e: pelaksanaan tugas pelayanan publik";

/// What officers of the agency write to each other about a complaint: it is about others,
/// too, so no copy of it is given out.
const AMONG_OFFICERS: [&str; 2] = ["complaints.disposed", "complaints.followed_up"];

/// The document on `of` as it was at the event `index`.
///
/// # Errors
/// `DATA_ERASED`; a failure where something cannot be read.
pub(super) async fn document(store: &Store, of: &DataSubject, index: u64) -> Result<Value, Status> {
    let gone = || edge::refused("DATA_ERASED", &[]);
    let history = store.history(of, index).await.map_err(status)?;
    let (mut document, agency, history) = match of {
        DataSubject::Applicant { application } => {
            let found = store.application(application).await.map_err(status)?;
            let record = found.ok_or_else(gone)?.record;
            if record.erased_at.is_some() {
                return Err(gone());
            }
            (case(&record), record.agency, history)
        }
        DataSubject::Reporter { complaint } => {
            let found = store.complaint(complaint).await.map_err(status)?;
            let record = found.ok_or_else(gone)?.record;
            if record.erased_at.is_some() {
                return Err(gone());
            }
            (self::complaint(&record), record.agency, history)
        }
        DataSubject::Contributor { forum, entry } => {
            let found = store.forum(forum).await.map_err(status)?;
            let record = found.ok_or_else(gone)?.record;
            if record.erased_at(entry).is_some() {
                return Err(gone());
            }
            let own = concerning(history, &record.left_by(entry));
            (contribution(&record, entry), record.agency, own)
        }
    };
    let (events, readings) = told(store, &agency, &history).await?;
    document.insert("history".to_owned(), Value::Array(events));
    document.insert("readings".to_owned(), Value::Array(readings));
    Ok(Value::Object(document))
}

fn fields(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(fields) => fields,
        _ => Map::new(),
    }
}

fn case(record: &Application) -> Map<String, Value> {
    fields(json!({
        "application": names::application(&record.agency, &record.id),
        "receipt_number": record.receipt.to_string(),
        "service": { "id": record.service.id, "version": record.service.version },
        "procedure": { "id": record.sop.id, "version": record.sop.version },
        "channel": record.channel,
        "district": record.district.to_string(),
        "state": record.phase().as_str(),
        "submitted_at": record.submitted_at.to_string(),
        "requirements_given": record.requirements_given,
        "legal_basis": LEGAL_BASIS,
    }))
}

fn complaint(record: &Complaint) -> Map<String, Value> {
    fields(json!({
        "complaint": names::complaint(&record.agency, &record.id),
        "receipt_number": record.receipt.to_string(),
        "class": record.class,
        "channel": record.channel,
        "original_id": record.original_id,
        "district": record.district.as_ref().map(ToString::to_string),
        "confidential": record.confidential,
        "anonymous": record.reporter.is_none(),
        "service": record.service,
        "procedure": { "id": record.sop.id, "version": record.sop.version },
        "state": record.state_name(),
        "received_at": record.received_at.to_string(),
        "legal_basis": LEGAL_BASIS,
    }))
}

fn contribution(forum: &Forum, entry: &str) -> Map<String, Value> {
    let agency = &forum.agency;
    let comments = forum.left_by(entry).into_iter().filter_map(|id| forum.comment(id));
    let comments = comments.map(|comment| {
        json!({
            "comment": names::comment(agency, &forum.id, &comment.id),
            "clause": comment.anchor.to_string(),
            "element": comment.element,
            "slip": comment.slip.number,
            "at": comment.at.to_string(),
        })
    });
    let came = forum.participant(entry).map(|participant| {
        json!({
            "participant": names::participant(agency, &forum.id, &participant.id),
            "element": participant.element,
            "slip": participant.slip.number,
            "at": participant.at.to_string(),
        })
    });
    fields(json!({
        "forum": names::forum(agency, &forum.id),
        "participant": came,
        "comments": comments.collect::<Vec<_>>(),
        "legal_basis": LEGAL_BASIS,
    }))
}

/// Of a forum's history what concerns these entries, and the exports of the first's data.
fn concerning(history: Vec<Body>, entries: &[&str]) -> Vec<Body> {
    let concerns = |body: &Body| {
        let payload = std::str::from_utf8(&body.payload).unwrap_or_default();
        let of_forum = consultations::Event::decode(&body.kind, body.version, payload);
        if let Ok(event) = of_forum {
            return event.concerns(entries);
        }
        match privacy::Event::decode(&body.kind, body.version, payload) {
            Ok(privacy::Event::Exported(exported)) => {
                exported.entry.is_some_and(|entry| entries.contains(&entry.as_str()))
            }
            Ok(_) | Err(_) => false,
        }
    };
    history.into_iter().filter(concerns).collect()
}

/// What happened, and who got to see the data.
async fn told(
    store: &Store,
    agency: &AgencyId,
    history: &[Body],
) -> Result<(Vec<Value>, Vec<Value>), Status> {
    let mut officers = Officers { store, known: BTreeMap::new() };
    let (mut events, mut readings) = (Vec::new(), Vec::new());
    for body in history {
        let payload: Value =
            serde_json::from_slice(&body.payload).map_err(|error| edge::failed(&error))?;
        let by = officers.named(agency, body).await?;
        if words::is_reading(&body.kind) {
            let purpose = ["purpose", "to"].iter().find_map(|key| payload.get(key)).cloned();
            readings.push(json!({
                "index": body.index,
                "at": body.at.to_string(),
                "by": by,
                "what": words::of(&body.kind),
                "purpose": purpose,
                "with_identity": payload.get("identity"),
            }));
            continue;
        }
        let mut texts = Map::new();
        if !AMONG_OFFICERS.contains(&body.kind.as_str()) {
            open(store, "", &payload, &mut texts).await?;
        }
        events.push(json!({
            "index": body.index,
            "at": body.at.to_string(),
            "kind": body.kind,
            "what": words::of(&body.kind),
            "by": by,
            "texts": texts,
        }));
    }
    Ok((events, readings))
}

/// Opens every sealed text below `value`; its name is the way to it.
fn open<'a>(
    store: &'a Store,
    path: &'a str,
    value: &'a Value,
    texts: &'a mut Map<String, Value>,
) -> std::pin::Pin<Box<dyn Future<Output = Result<(), Status>> + Send + 'a>> {
    Box::pin(async move {
        if let Ok(sealed) = serde_json::from_value::<SealedRef>(value.clone()) {
            let bytes = store.unseal(&sealed).await.map_err(status)?;
            let text = bytes.map(|bytes| {
                // A form is JSON itself; everything else is a text.
                serde_json::from_slice::<Map<String, Value>>(&bytes).map_or_else(
                    |_| Value::String(String::from_utf8_lossy(&bytes).into_owned()),
                    Value::Object,
                )
            });
            texts.insert(path.to_owned(), text.unwrap_or(Value::Null));
            return Ok(());
        }
        let below = |key: &str| {
            if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") }
        };
        match value {
            Value::Object(fields) => {
                for (key, inner) in fields {
                    open(store, &below(key), inner, texts).await?;
                }
            }
            Value::Array(elements) => {
                for (n, inner) in elements.iter().enumerate() {
                    open(store, &below(&n.to_string()), inner, texts).await?;
                }
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
        Ok(())
    })
}

/// Officers by pseudonym, each looked up once.
struct Officers<'a> {
    store: &'a Store,
    known: BTreeMap<PersonId, Option<OfficerRecord>>,
}

impl Officers<'_> {
    /// Who did something: the pseudonym, and the duties held at that instant.
    async fn named(&mut self, agency: &AgencyId, body: &Body) -> Result<Value, Status> {
        let actor: Result<Actor, _> = body.actor.parse();
        let Ok(Actor::Officer(person)) = actor else { return Ok(json!({ "who": body.actor })) };
        if !self.known.contains_key(&person) {
            let found = self.store.officer(&person).await.map_err(status)?;
            self.known.insert(person.clone(), found.map(|found| found.record));
        }
        let officer = self.known.get(&person).and_then(Option::as_ref);
        let duties = officer.map_or_else(Vec::new, |officer| officer.at(body.at).duties);
        let duties: Vec<String> = duties.iter().map(Duty::to_string).collect();
        Ok(json!({ "who": names::officer(agency, &person), "duties": duties }))
    }
}
