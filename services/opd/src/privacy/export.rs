//! An export: journaled, then read in parts by whoever holds its token.

use journal::Body;
use kernel::{AgencyId, Instant};
use store::{DataSubject, Reply, Store};
use tonic::Status;

use crate::{
    complaints, consultations,
    outcome::status,
    pages::List,
    permits::{self, Holder},
    privacy::document::document,
};

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

/// Which export a token reads: whose, the index of the export's event, until
/// when, and from which byte on.
type Cursor = (DataSubject, u64, Instant, usize);

/// Whose data a receipt or a slip opens, and which agency keeps them.
pub(super) async fn opened_by(
    store: &Store,
    holder: &Holder,
) -> Result<(AgencyId, DataSubject), Status> {
    let number = holder.receipt.to_string();
    if store.complaint_receipt(&number).await.map_err(status)?.is_some() {
        let complaint = complaints::opened_by(store, holder).await?.record;
        return Ok((complaint.agency, DataSubject::Reporter { complaint: complaint.id }));
    }
    if store.slip(&number).await.map_err(status)?.is_some() {
        let (forum, entry) = consultations::opened_by(store, holder).await?;
        let forum = forum.record;
        return Ok((forum.agency, DataSubject::Contributor { forum: forum.id, entry }));
    }
    let case = permits::opened_by(store, holder).await?.record;
    Ok((case.agency, DataSubject::Applicant { application: case.id }))
}

/// The export of `of` that a reply has journaled.
pub(super) async fn of(store: &Store, of: DataSubject, reply: &Reply) -> Result<Export, Status> {
    let index = reply.index;
    let event = store.events(index, 1).await.map_err(status)?;
    let body = event.first().map(|row| Body::decode(&row.body));
    let Some(Ok(body)) = body else { return Err(edge::refused("INTERNAL", &[])) };
    let expires_at = body.at.plus_seconds(HOUR);
    let token = token(store, &(of, index, expires_at, 0))?;
    Ok(Export { token, index, expires_at })
}

/// The part to which a token leads, and the token of the next one.
pub(super) async fn read(store: &Store, token: &str) -> Result<(Vec<u8>, String), Status> {
    let list = List::new(METHOD, &[]);
    let cursor: Option<Cursor> = list.after(store.keys(), token)?;
    let Some((of, index, expires_at, from)) = cursor else {
        return Err(edge::refused("PAGE_TOKEN_INVALID", &[]));
    };
    if store.clock().now() > expires_at {
        return Err(edge::refused("EXPORT_EXPIRED", &[]));
    }
    let document = document(store, &of, index).await?;
    let text = serde_json::to_vec_pretty(&document).map_err(|error| edge::failed(&error))?;
    let to = from.saturating_add(PART).min(text.len());
    let part = text.get(from..to).unwrap_or_default().to_vec();
    let next = (to < text.len()).then_some((of, index, expires_at, to));
    let next = next.map_or_else(|| Ok(String::new()), |next| self::token(store, &next))?;
    Ok((part, next))
}

/// The same cursor gives the same token, so that a repeat gets the first answer.
fn token(store: &Store, cursor: &Cursor) -> Result<String, Status> {
    List::new(METHOD, &[]).stable_token(store.keys(), cursor)
}
