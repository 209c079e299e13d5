//! What was done with a person's data as a whole: journaled, versioned, read
//! for ever. Never the data.

use kernel::{AgencyId, Instant, SealedRef};
use serde::{Deserialize, Serialize, de::DeserializeOwned};

use crate::{
    breach::{DataCategory, Extent, Nature, Told},
    request::{Right, Via},
    search::{SearchPurpose, SearchedBy},
};

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
    /// Whose, in a record that holds the data of several; absent where it is one person's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entry: Option<String>,
}

/// Somebody searched by an identifier, which is not said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Searched {
    /// The search's record.
    pub id: String,
    /// The agency among whose cases.
    pub agency: AgencyId,
    /// By which kind of identifier.
    pub by: SearchedBy,
    /// What for.
    pub purpose: SearchPurpose,
    /// The applications found, newest first.
    pub found: Vec<String>,
}

/// A search led to the application.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FoundBySearch {
    /// By which kind of identifier.
    pub by: SearchedBy,
    /// What for.
    pub purpose: SearchPurpose,
}

/// A person's request was received.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RequestOpened {
    /// The request's record.
    pub id: String,
    /// The agency that answers.
    pub agency: AgencyId,
    /// The application that it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub application: Option<String>,
    /// What is asked.
    pub right: Right,
    /// How it came.
    pub via: Via,
    /// When: from then on the time runs.
    pub received_at: Instant,
    /// The person's words.
    pub text: SealedRef,
}

/// The words of a request were read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RequestRead {}

/// A day is left to answer a request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RequestWarned {
    /// The lawful instant.
    pub effective_at: Instant,
}

/// A request was not answered in time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RequestBreached {
    /// The lawful instant: the end of the time.
    pub effective_at: Instant,
}

/// A request was done as asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RequestAnswered {
    /// What was done.
    pub note: SealedRef,
}

/// A request was not done, or not all of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RequestRefused {
    /// On what ground.
    pub ground: SealedRef,
}

/// A failure to protect data was discovered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BreachRecorded {
    /// The breach's record.
    pub id: String,
    /// The agency that answers for the data.
    pub agency: AgencyId,
    /// When: from then on the time runs.
    pub discovered_at: Instant,
    /// What happened.
    pub nature: Nature,
    /// To which data.
    pub categories: Vec<DataCategory>,
    /// To about how many people.
    pub extent: Extent,
    /// When and how, what was done and will be done.
    pub narrative: SealedRef,
}

/// The narrative of a breach was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BreachRead {}

/// A day is left to tell of a breach.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BreachWarned {
    /// The lawful instant.
    pub effective_at: Instant,
}

/// Somebody who must be told of a breach was not told in time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BreachOverdue {
    /// The lawful instant: the end of the time.
    pub effective_at: Instant,
}

/// Somebody was told of a breach.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BreachNotified {
    /// Who.
    pub told: Told,
    /// When.
    pub at: Instant,
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
    /// `privacy.searched`.
    Searched = "privacy.searched" 1,
    /// `privacy.found`.
    FoundBySearch = "privacy.found" 1,
    /// `privacy.request_opened`.
    RequestOpened = "privacy.request_opened" 1,
    /// `privacy.request_read`.
    RequestRead = "privacy.request_read" 1,
    /// `privacy.request_warned`.
    RequestWarned = "privacy.request_warned" 1,
    /// `privacy.request_breached`.
    RequestBreached = "privacy.request_breached" 1,
    /// `privacy.request_answered`.
    RequestAnswered = "privacy.request_answered" 1,
    /// `privacy.request_refused`.
    RequestRefused = "privacy.request_refused" 1,
    /// `privacy.breach_recorded`.
    BreachRecorded = "privacy.breach_recorded" 1,
    /// `privacy.breach_read`.
    BreachRead = "privacy.breach_read" 1,
    /// `privacy.breach_warned`.
    BreachWarned = "privacy.breach_warned" 1,
    /// `privacy.breach_overdue`.
    BreachOverdue = "privacy.breach_overdue" 1,
    /// `privacy.breach_notified`.
    BreachNotified = "privacy.breach_notified" 1,
}

fn read<T: DeserializeOwned>(kind: &str, version: u16, payload: &str) -> Result<T, Unreadable> {
    serde_json::from_str(payload).map_err(|source| Unreadable::Malformed {
        kind: kind.to_owned(),
        version,
        source,
    })
}
