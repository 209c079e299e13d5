//! Everything that is held on an applicant, and who read it, as one JSON
//! document in parts.
//!
//! The document is made of the case's events up to the export's own: whatever
//! an event refers to as sealed is opened, so that nothing is forgotten when
//! events learn to carry more.

use std::collections::BTreeMap;

use access::{Duty, OfficerRecord};
use journal::Body;
use kernel::{Actor, Instant, PersonId, SealedRef};
use permits::Application;
use serde_json::{Map, Value, json};
use store::{Answer, Reply, Store};
use tonic::Status;

use crate::{names, outcome::status, pages::List, privacy::words};

/// The bytes of one part.
const PART: usize = 64 * 1024;
/// How long an export can be read.
const HOUR: i64 = 3600;
/// A name for the page token's context.
const METHOD: &str = "ReadExport";

/// An export that was journaled.
pub(super) struct Export {
    pub(super) token: String,
    pub(super) index: u64,
    pub(super) expires_at: Instant,
}

/// Which export a token reads: the application, the index of the export's
/// event, until when, and from which byte on.
type Cursor = (String, u64, Instant, usize);

/// The export that a reply has journaled.
pub(super) async fn of(store: &Store, reply: Reply) -> Result<Export, Status> {
    let Reply { index, answer: Answer::Application(record), .. } = reply else {
        return Err(edge::refused("INTERNAL", &[]));
    };
    let event = store.events(index, 1).await.map_err(status)?;
    let body = event.first().map(|row| Body::decode(&row.body));
    let Some(Ok(body)) = body else { return Err(edge::refused("INTERNAL", &[])) };
    let expires_at = body.at.plus_seconds(HOUR);
    let token = token(store, &(record.id, index, expires_at, 0))?;
    Ok(Export { token, index, expires_at })
}

/// The part to which a token leads, and the token of the next one.
pub(super) async fn read(store: &Store, token: &str) -> Result<(Vec<u8>, String), Status> {
    let list = List::new(METHOD, &[]);
    let cursor: Option<Cursor> = list.after(store.keys(), token)?;
    let Some((id, index, expires_at, from)) = cursor else {
        return Err(edge::refused("PAGE_TOKEN_INVALID", &[]));
    };
    if store.clock().now() > expires_at {
        return Err(edge::refused("EXPORT_EXPIRED", &[]));
    }
    let found = store.application(&id).await.map_err(status)?;
    let record = found.ok_or_else(|| edge::refused("APPLICATION_NOT_FOUND", &[]))?.record;
    if record.erased_at.is_some() {
        return Err(edge::refused("DATA_ERASED", &[]));
    }
    let document = document(store, &record, index).await?;
    let text = serde_json::to_vec_pretty(&document).map_err(|error| edge::failed(&error))?;
    let to = from.saturating_add(PART).min(text.len());
    let part = text.get(from..to).unwrap_or_default().to_vec();
    let next = (to < text.len()).then_some((id, index, expires_at, to));
    let next = next.map_or_else(|| Ok(String::new()), |next| self::token(store, &next))?;
    Ok((part, next))
}

/// The same cursor gives the same token, so that a repeat gets the first answer.
fn token(store: &Store, cursor: &Cursor) -> Result<String, Status> {
    List::new(METHOD, &[]).stable_token(store.keys(), cursor)
}

async fn document(store: &Store, record: &Application, index: u64) -> Result<Value, Status> {
    let history = store.history(&record.id, index).await.map_err(status)?;
    let mut officers = Officers { store, known: BTreeMap::new() };
    let (mut events, mut readings) = (Vec::new(), Vec::new());
    for body in &history {
        let payload: Value =
            serde_json::from_slice(&body.payload).map_err(|error| edge::failed(&error))?;
        let by = officers.named(record, body).await?;
        if words::is_reading(&body.kind) {
            let purpose = ["purpose", "to"].iter().find_map(|key| payload.get(key)).cloned();
            readings.push(json!({
                "index": body.index,
                "at": body.at.to_string(),
                "by": by,
                "what": words::of(&body.kind),
                "purpose": purpose,
            }));
            continue;
        }
        let mut texts = Map::new();
        open(store, "", &payload, &mut texts).await?;
        events.push(json!({
            "index": body.index,
            "at": body.at.to_string(),
            "kind": body.kind,
            "what": words::of(&body.kind),
            "by": by,
            "texts": texts,
        }));
    }
    Ok(json!({
        "application": names::application(&record.agency, &record.id),
        "receipt_number": record.receipt.to_string(),
        "service": { "id": record.service.id, "version": record.service.version },
        "procedure": { "id": record.sop.id, "version": record.sop.version },
        "channel": record.channel,
        "district": record.district.to_string(),
        "state": record.phase().as_str(),
        "submitted_at": record.submitted_at.to_string(),
        "requirements_given": record.requirements_given,
        "legal_basis": "UU 27/2022 Ps 20 (2) huruf e: pelaksanaan tugas pelayanan publik",
        "history": events,
        "readings": readings,
    }))
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
    async fn named(&mut self, record: &Application, body: &Body) -> Result<Value, Status> {
        let actor: Result<Actor, _> = body.actor.parse();
        let Ok(Actor::Officer(person)) = actor else { return Ok(json!({ "who": body.actor })) };
        if !self.known.contains_key(&person) {
            let found = self.store.officer(&person).await.map_err(status)?;
            self.known.insert(person.clone(), found.map(|found| found.record));
        }
        let officer = self.known.get(&person).and_then(Option::as_ref);
        let duties = officer.map_or_else(Vec::new, |officer| officer.at(body.at).duties);
        let duties: Vec<String> = duties.iter().map(Duty::to_string).collect();
        Ok(json!({ "who": names::officer(&record.agency, &person), "duties": duties }))
    }
}
