//! What happened to a product: journaled, versioned, read for ever. Never a word of
//! anybody.

use std::collections::BTreeSet;

use calendar::Deadline;
use complaints::Maladministration;
use jiff::civil::Date;
use kernel::{AgencyId, Instant, SealedRef};
use serde::{Deserialize, Serialize, de::DeserializeOwned};

use crate::{
    kind::Kind,
    product::{Due, Outcome},
};

/// Why a recorded event cannot be read by this version of the program.
#[derive(Debug, thiserror::Error)]
pub enum Unreadable {
    /// A kind, or a version of it, that this program does not know.
    #[error("event kind {kind} version {version} is unknown")]
    Unknown {
        /// The kind as recorded.
        kind: String,
        /// The version as recorded.
        version: u16,
    },
    /// The payload does not have the shape of its kind and version.
    #[error("payload of {kind} version {version} is malformed")]
    Malformed {
        /// The kind as recorded.
        kind: String,
        /// The version as recorded.
        version: u16,
        /// What the reader met.
        #[source]
        source: serde_json::Error,
    },
}

/// It came in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recorded {
    /// The record's id.
    pub id: String,
    /// The agency of which it asks something.
    pub agency: AgencyId,
    /// What kind of product.
    pub kind: Kind,
    /// The number of its letter.
    pub number: SealedRef,
    /// What is asked.
    pub text: SealedRef,
    /// The forms of maladministration that it names.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub forms: BTreeSet<Maladministration>,
    /// The complaint that it follows from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub complaint: Option<String>,
    /// The day on which the agency received it.
    pub received_on: Date,
    /// When it is due.
    pub due: Due,
    /// When to warn.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub warn_at: Option<Instant>,
}

/// The calendar changed, and the due date with it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CalendarAmended {
    /// The date that counts from now on.
    pub deadline: Deadline,
    /// When to warn.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub warn_at: Option<Instant>,
}

/// The last moment is near, and nothing was done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Warned {
    /// The instant since which it is so.
    pub effective_at: Instant,
}

/// The last moment has passed, and nothing was done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Overdue {
    /// The instant since which it is so.
    pub effective_at: Instant,
}

/// Something was done about it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FollowedUp {
    /// What.
    pub what: SealedRef,
    /// SHA-256 of a file that proves it, in lower-case hex.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file_digest: Option<String>,
    /// The day, in the agency's zone.
    pub on: Date,
}

/// It ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Closed {
    /// How.
    pub outcome: Outcome,
    /// The Ombudsman's word.
    pub reference: SealedRef,
    /// The day, in the agency's zone.
    pub on: Date,
}

macro_rules! events {
    ($($(#[$doc:meta])* $name:ident = $kind:literal $version:literal),+ $(,)?) => {
        /// What happened.
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub enum Event {
            $($(#[$doc])* $name($name)),+
        }

        impl Event {
            /// Every kind with its newest version.
            pub const KINDS: &'static [(&'static str, u16)] = &[$(($kind, $version)),+];

            /// The kind that the journal's body names.
            #[must_use]
            pub fn kind(&self) -> &'static str {
                match self { $(Self::$name(_) => $kind),+ }
            }

            /// The version in which this program writes the kind.
            #[must_use]
            pub fn version(&self) -> u16 {
                match self { $(Self::$name(_) => $version),+ }
            }

            /// The payload, as JSON text.
            #[must_use]
            pub fn payload(&self) -> String {
                let written = match self { $(Self::$name(event) => serde_json::to_string(event)),+ };
                written.expect("payloads are structs of texts, numbers and lists of them")
            }

            /// The event that a journal's body holds.
            ///
            /// # Errors
            /// [`Unreadable`] when kind or version is unknown, or the payload
            /// does not fit them.
            pub fn decode(kind: &str, version: u16, payload: &str) -> Result<Self, Unreadable> {
                match (kind, version) {
                    $(($kind, $version) => read(kind, version, payload).map(Self::$name),)+
                    _ => Err(Unreadable::Unknown { kind: kind.to_owned(), version }),
                }
            }
        }
    };
}

events! {
    /// `ombudsman.recorded`.
    Recorded = "ombudsman.recorded" 1,
    /// `ombudsman.calendar_amended`.
    CalendarAmended = "ombudsman.calendar_amended" 1,
    /// `ombudsman.warned`.
    Warned = "ombudsman.warned" 1,
    /// `ombudsman.overdue`.
    Overdue = "ombudsman.overdue" 1,
    /// `ombudsman.followed_up`.
    FollowedUp = "ombudsman.followed_up" 1,
    /// `ombudsman.closed`.
    Closed = "ombudsman.closed" 1,
}

fn read<T: DeserializeOwned>(kind: &str, version: u16, payload: &str) -> Result<T, Unreadable> {
    serde_json::from_str(payload).map_err(|source| Unreadable::Malformed {
        kind: kind.to_owned(),
        version,
        source,
    })
}
