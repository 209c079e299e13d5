//! From a message to the sequencer: its id, its digest, its author.

use edge::Violations;
use kernel::Actor;
use prost::Message;
use store::{Act, Reply, Request, SealedRow, Store};
use tonic::Status;

use crate::outcome::status;

/// A caller's own id of a write: 1 to 64 printable ASCII characters.
const LONGEST_REQUEST_ID: usize = 64;

/// A request id as the caller gave it, checked.
pub(crate) fn request_id(violations: &mut Violations, text: &str) -> Option<String> {
    let checked = if is_plain(text) {
        Ok(text.to_owned())
    } else {
        Err("must be 1 to 64 visible ASCII characters, new for each write; a UUID is best")
    };
    violations.check("request_id", checked)
}

/// The id of an entry that leaves no event of its own, checked.
pub(crate) fn entry_id(violations: &mut Violations, text: &str) -> Option<String> {
    visible_id(violations, "entry_id", text)
}

/// An id that somebody gave, in `field`, checked.
pub(crate) fn visible_id(violations: &mut Violations, field: &str, text: &str) -> Option<String> {
    let checked = if is_plain(text) {
        Ok(text.to_owned())
    } else {
        Err("must be 1 to 64 visible ASCII characters")
    };
    violations.check(field, checked)
}

fn is_plain(text: &str) -> bool {
    !text.is_empty()
        && text.len() <= LONGEST_REQUEST_ID
        && text.bytes().all(|b| b.is_ascii_graphic())
}

/// An etag as the caller gave it: empty when any version will do.
pub(crate) fn etag(violations: &mut Violations, text: &str) -> Option<Option<u64>> {
    if text.is_empty() {
        return Some(None);
    }
    let checked = text.parse().map_err(|_| "must be an etag that this service has answered");
    violations.check("etag", checked).map(Some)
}

/// Submits a write that `message`, sent to `method`, asks for.
pub(crate) async fn submit<M: Message>(
    store: &Store,
    method: &'static str,
    message: &M,
    actor: Actor,
    request_id: String,
    act: Act,
    sealed: Vec<SealedRow>,
) -> Result<Reply, Status> {
    let mut bytes = method.as_bytes().to_vec();
    bytes.push(0);
    bytes.extend(message.encode_to_vec());
    let digest = store.keys().digests().digest(&bytes);
    store.submit(Request { actor, request_id, digest, act, sealed }).await.map_err(status)
}
