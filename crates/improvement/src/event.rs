//! What happened to an action: journaled, versioned, read for ever. Never a word
//! of anybody.

use jiff::civil::Date;
use kernel::{AgencyId, Instant, SealedRef};
use serde::{Deserialize, Serialize, de::DeserializeOwned};

use crate::{
    action::{Origin, Owner},
    effect::Effect,
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

/// It was opened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Opened {
    /// The record's id.
    pub id: String,
    /// The agency that acts.
    pub agency: AgencyId,
    /// What it follows from.
    pub origin: Origin,
    /// What is to be done; absent where the origin says it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub what: Option<SealedRef>,
    /// Who answers for it.
    pub owner: Owner,
    /// The last day.
    pub due: Date,
    /// The first instant that is too late.
    pub overdue_at: Instant,
    /// The day, in the agency's zone.
    pub on: Date,
}

/// Somebody else answers for it, or it is due on another day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Assigned {
    /// Who answers for it.
    pub owner: Owner,
    /// The last day.
    pub due: Date,
    /// The first instant that is too late.
    pub overdue_at: Instant,
}

/// It was done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Completed {
    /// The proof.
    pub proof: SealedRef,
    /// SHA-256 of a file that proves it, in lower-case hex.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file_digest: Option<String>,
    /// The day, in the agency's zone.
    pub on: Date,
}

/// Somebody else has seen that it was done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Verified {}

/// Somebody else has seen that it was not done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Returned {
    /// What is missing.
    pub reason: SealedRef,
}

/// It will not be done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dropped {
    /// Why.
    pub reason: SealedRef,
}

/// What it brought was measured.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EffectRecorded {
    /// The numbers.
    pub effect: Effect,
}

/// Who is told that an action is late.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// The superior of the unit, when the due day is over.
    Superior,
    /// The head of the agency, thirty days later.
    Head,
}

/// It is late, and somebody higher is told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Escalated {
    /// Who.
    pub level: Level,
    /// The instant since which it is so.
    pub effective_at: Instant,
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
    /// `improvement.opened`.
    Opened = "improvement.opened" 1,
    /// `improvement.assigned`.
    Assigned = "improvement.assigned" 1,
    /// `improvement.completed`.
    Completed = "improvement.completed" 1,
    /// `improvement.verified`.
    Verified = "improvement.verified" 1,
    /// `improvement.returned`.
    Returned = "improvement.returned" 1,
    /// `improvement.dropped`.
    Dropped = "improvement.dropped" 1,
    /// `improvement.effect_recorded`.
    EffectRecorded = "improvement.effect_recorded" 1,
    /// `improvement.escalated`.
    Escalated = "improvement.escalated" 1,
}

fn read<T: DeserializeOwned>(kind: &str, version: u16, payload: &str) -> Result<T, Unreadable> {
    serde_json::from_str(payload).map_err(|source| Unreadable::Malformed {
        kind: kind.to_owned(),
        version,
        source,
    })
}
