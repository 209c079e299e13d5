//! The registers of requests and breaches, and searches: sealed, submitted,
//! read back.

use kernel::{Actor, AgencyId, Prose, SealedRef};
use privacy::{Breach, Record, Search, SubjectRequest};
use prost::Message;
use store::{Act, Answer, Found, Register, RegisterPlace, Reply, SealedRow, Store};
use tonic::Status;

use crate::{
    outcome::status,
    privacy::wire::requests::{Listing, OnEntry},
    writing::submit,
};

/// A text sealed under an entry's own key.
pub(super) struct Sealed {
    pub(super) sealed: SealedRef,
    pub(super) row: SealedRow,
}

/// Seals a text of an entry that is there already.
pub(super) async fn seal(
    store: &Store,
    entry: &str,
    field: &str,
    text: &Prose,
) -> Result<Sealed, Status> {
    let key = store.subject_key(entry).await.map_err(status)?;
    let key = key.ok_or_else(|| edge::refused("DATA_ERASED", &[]))?;
    let bytes = text.as_str().as_bytes();
    let (sealed, row) = store.seal(&key, entry, field, bytes).map_err(status)?;
    Ok(Sealed { sealed, row })
}

/// A text in the clear; empty once it was erased.
pub(super) async fn unseal(store: &Store, sealed: &SealedRef) -> Result<String, Status> {
    let bytes = store.unseal(sealed).await.map_err(status)?.unwrap_or_default();
    String::from_utf8(bytes).map_err(|error| edge::failed(&error))
}

/// Submits a write on an entry that is there already.
pub(super) async fn on_entry<M: Message, T>(
    store: &Store,
    method: &'static str,
    message: &M,
    actor: Actor,
    entry: OnEntry<T>,
    command: store::RegisterCommand,
    sealed: Vec<SealedRow>,
) -> Result<Reply, Status> {
    let OnEntry { agency, id, request_id, etag, brings: _ } = entry;
    let act = Act::Register { agency, id, etag, command };
    submit(store, method, message, actor, request_id, act, sealed).await
}

/// The request that a write has changed.
pub(super) fn request_of(reply: Reply) -> Result<Found<SubjectRequest>, Status> {
    let Reply { version, index, answer } = reply;
    match answer {
        Answer::Privacy(record) => match *record {
            Record::Request(record) => Ok(Found { version, index, record }),
            Record::Breach(_) | Record::Search(_) => Err(edge::refused("INTERNAL", &[])),
        },
        _ => Err(edge::refused("INTERNAL", &[])),
    }
}

/// The breach that a write has changed.
pub(super) fn breach_of(reply: Reply) -> Result<Found<Breach>, Status> {
    let Reply { version, index, answer } = reply;
    match answer {
        Answer::Privacy(record) => match *record {
            Record::Breach(record) => Ok(Found { version, index, record }),
            Record::Request(_) | Record::Search(_) => Err(edge::refused("INTERNAL", &[])),
        },
        _ => Err(edge::refused("INTERNAL", &[])),
    }
}

/// The search that a write has made, and its event's index.
pub(super) fn search_of(reply: Reply) -> Result<(Search, u64), Status> {
    let Reply { index, answer, .. } = reply;
    match answer {
        Answer::Privacy(record) => match *record {
            Record::Search(record) => Ok((record, index)),
            Record::Request(_) | Record::Breach(_) => Err(edge::refused("INTERNAL", &[])),
        },
        _ => Err(edge::refused("INTERNAL", &[])),
    }
}

/// One page of a register, and the token of the next one.
pub(super) async fn page(
    store: &Store,
    register: Register,
    listing: &Listing,
    token: &str,
) -> Result<(Vec<Found<Record>>, String), Status> {
    let Listing { agency, size, list } = listing;
    let after: Option<RegisterPlace> = list.after(store.keys(), token)?;
    let (rows, next) = store.register(register, agency, after, *size).await.map_err(status)?;
    Ok((rows, list.token(store.keys(), next.as_ref())?))
}

/// The officer who calls, if one protects data at `agency`.
pub(super) fn protector<T>(request: &tonic::Request<T>, agency: &AgencyId) -> Result<(), Status> {
    if edge::officer(request)?.may_protect(agency) {
        Ok(())
    } else {
        Err(edge::refused("DUTY_MISSING", &[]))
    }
}
