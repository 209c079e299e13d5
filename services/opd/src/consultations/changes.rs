//! What a text owes to comments of the public.

use consultations::{Disposition, Document};
use contract::satupintu::sop::v1 as pb;
use kernel::AgencyId;
use store::Store;
use tonic::Status;

use crate::{names, outcome::status};

/// As the contract says.
const MOST: usize = 200;

/// The changes that comments led to, of all forums whose results are public.
pub(crate) async fn changes(
    store: &Store,
    agency: &AgencyId,
    document: &Document,
) -> Result<Vec<pb::ChangeByComment>, Status> {
    let mut changes = Vec::new();
    let forums = store.forums_about(agency, document).await.map_err(status)?;
    for forum in forums.into_iter().map(|found| found.record).filter(|it| it.is_published()) {
        for comment in &forum.comments {
            let disposition = comment.decision.as_ref().map(|decision| &decision.disposition);
            let Some(change) = disposition.and_then(Disposition::change) else { continue };
            if changes.len() == MOST {
                return Ok(changes);
            }
            let text = store.unseal(change).await.map_err(status)?.unwrap_or_default();
            changes.push(pb::ChangeByComment {
                forum: names::forum(agency, &forum.id),
                comment: names::comment(agency, &forum.id, &comment.id),
                anchor: comment.anchor.to_string(),
                change: String::from_utf8_lossy(&text).into_owned(),
                partly: matches!(disposition, Some(Disposition::PartlyAccepted { .. })),
            });
        }
    }
    Ok(changes)
}
