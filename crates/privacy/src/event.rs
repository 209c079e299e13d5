//! What was done with a person's data as a whole: journaled, versioned, read
//! for ever. Never the data.

use kernel::Instant;
use serde::{Deserialize, Serialize, de::DeserializeOwned};

/// Why data may be destroyed (UU 27/2022 Ps 43 and 44).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// They are no longer needed: the retention period is over.
    RetentionOver,
    /// The person asked for it, and nothing holds it up.
    SubjectRequest,
}

/// Who was given everything that is held on a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Recipient {
    /// The person, by receipt and secret.
    Applicant,
    /// The data protection officer, for the person.
    Protector,
}

/// A person's key and indexes were destroyed: the person cannot be read again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Erased {
    /// The pseudonym under which the data stood.
    pub subject: String,
    /// Why.
    pub basis: Basis,
    /// When it was first done, where a restored backup had brought the data
    /// back and the list of erasures was replayed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first_at: Option<Instant>,
}

/// Everything held on a person was given out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Exported {
    /// To whom.
    pub to: Recipient,
}

/// A stored event that this version of the program cannot read.
#[derive(Debug, thiserror::Error)]
pub enum Unreadable {
    /// A kind or version that this program does not know.
    #[error("event kind {kind} version {version} is unknown")]
    Unknown {
        /// The kind as stored.
        kind: String,
        /// The version as stored.
        version: u16,
    },
    /// The payload does not have the shape of its kind and version.
    #[error("payload of {kind} version {version} is malformed")]
    Malformed {
        /// The kind as stored.
        kind: String,
        /// The version as stored.
        version: u16,
        /// What the reader met.
        #[source]
        source: serde_json::Error,
    },
}

/// Declares the payloads, their kinds and versions, in one place.
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
    /// `privacy.erased`.
    Erased = "privacy.erased" 1,
    /// `privacy.exported`.
    Exported = "privacy.exported" 1,
}

fn read<T: DeserializeOwned>(kind: &str, version: u16, payload: &str) -> Result<T, Unreadable> {
    serde_json::from_str(payload).map_err(|source| Unreadable::Malformed {
        kind: kind.to_owned(),
        version,
        source,
    })
}
