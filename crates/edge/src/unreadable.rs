//! Messages that tonic could not read, in the words of the contract.
//!
//! Tonic calls a message above the limit OUT_OF_RANGE and one that is no
//! protobuf INTERNAL. Both are the caller's doing, so the contract says
//! RESOURCE_EXHAUSTED and INVALID_ARGUMENT, with a reason.

use http::Response;
use tonic::{Code, Status, body::Body};

use crate::{status::refused, violations::malformed};

/// The largest message that a service takes, in bytes. Services set it with
/// `max_decoding_message_size`; longer attachments come as streams.
pub const MESSAGE_LIMIT: usize = 256 * 1024;

/// The response, or in its stead what the contract says of an unread message.
pub(crate) fn translated(response: Response<Body>) -> Response<Body> {
    match response.extensions().get::<Status>().and_then(translation) {
        Some(status) => status.into_http(),
        None => response,
    }
}

/// Only bare statuses are tonic's own: every status of ours bears details.
fn translation(status: &Status) -> Option<Status> {
    if !status.details().is_empty() {
        return None;
    }
    let says = |text: &str| status.message().starts_with(text);
    match status.code() {
        Code::OutOfRange if says("Error, decoded message length too large") => Some(too_large()),
        Code::ResourceExhausted if says("Error decompressing: size limit") => Some(too_large()),
        Code::Internal if says("failed to decode Protobuf message") => {
            Some(not_a_message("must be the protobuf message that the method takes"))
        }
        Code::Internal if says("Error decompressing") => {
            Some(not_a_message("must be compressed as the header grpc-encoding says"))
        }
        Code::Internal if says("Unexpected EOF") || says("Missing request message") => {
            Some(not_a_message("must be one whole message"))
        }
        _ => None,
    }
}

fn too_large() -> Status {
    refused("MESSAGE_TOO_LARGE", &[("limit_bytes", MESSAGE_LIMIT.to_string())])
}

fn not_a_message(text: &str) -> Status {
    malformed(vec![(String::new(), text.to_owned())])
}
