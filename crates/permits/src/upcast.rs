//! Older versions of events, brought up to the newest when they are read.
//!
//! Nothing is older yet. When a payload changes, its old struct moves here
//! with `impl From<Old> for New`, `older` gets an arm `(kind, old version)`,
//! and the sample of the old version stays among the samples for ever.

use crate::event::{Event, Unreadable};

/// The event that a payload of a former version stands for.
pub(crate) fn older(kind: &str, version: u16, _payload: &str) -> Result<Event, Unreadable> {
    Err(Unreadable::Unknown { kind: kind.to_owned(), version })
}

pub(crate) fn malformed(kind: &str, version: u16, source: serde_json::Error) -> Unreadable {
    Unreadable::Malformed { kind: kind.to_owned(), version, source }
}
