//! What happened to an officer's record: journaled, versioned, read for ever.

use kernel::{Instant, PersonId, SealedRef};
use serde::{Deserialize, Serialize, de::DeserializeOwned};

use crate::{duty::Duty, record::Account};

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

/// A person became known, with a first account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Enrolled {
    /// The pseudonym.
    pub person: PersonId,
    /// The first account.
    pub account: Account,
}

/// One more account signs in as the person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AccountLinked {
    /// The account.
    pub account: Account,
}

/// The person was charged with a duty, or its end was set anew.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Assigned {
    /// The duty.
    pub duty: Duty,
    /// The first instant at which it holds.
    pub from: Instant,
    /// The first instant at which it no longer holds; absent: until revoked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Instant>,
}

/// A duty ended before its time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Revoked {
    /// The duty.
    pub duty: Duty,
    /// The first instant at which it no longer holds.
    pub at: Instant,
}

/// Numbers that the person shares with family were registered, so that an
/// application of a relative is noticed. They replace those before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KinshipRegistered {
    /// The numbers, sealed.
    pub numbers: SealedRef,
}

/// What happened to an officer's record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// `access.enrolled`.
    Enrolled(Enrolled),
    /// `access.account_linked`.
    AccountLinked(AccountLinked),
    /// `access.assigned`.
    Assigned(Assigned),
    /// `access.revoked`.
    Revoked(Revoked),
    /// `access.kinship_registered`.
    KinshipRegistered(KinshipRegistered),
}

impl Event {
    /// Every kind with its newest version.
    pub const KINDS: [(&'static str, u16); 5] = [
        ("access.enrolled", 1),
        ("access.account_linked", 1),
        ("access.assigned", 1),
        ("access.revoked", 1),
        ("access.kinship_registered", 1),
    ];

    /// The kind that the journal's body names.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Enrolled(_) => "access.enrolled",
            Self::AccountLinked(_) => "access.account_linked",
            Self::Assigned(_) => "access.assigned",
            Self::Revoked(_) => "access.revoked",
            Self::KinshipRegistered(_) => "access.kinship_registered",
        }
    }

    /// The version in which this program writes the kind.
    #[must_use]
    pub fn version(&self) -> u16 {
        1
    }

    /// The payload, as JSON text.
    #[must_use]
    pub fn payload(&self) -> String {
        let written = match self {
            Self::Enrolled(event) => serde_json::to_string(event),
            Self::AccountLinked(event) => serde_json::to_string(event),
            Self::Assigned(event) => serde_json::to_string(event),
            Self::Revoked(event) => serde_json::to_string(event),
            Self::KinshipRegistered(event) => serde_json::to_string(event),
        };
        written.expect("plain structs of texts and numbers are always JSON")
    }

    /// The event that a journal's body holds, brought up to the newest version.
    ///
    /// # Errors
    /// [`Unreadable`] when the kind or version is unknown, or the payload does
    /// not fit it.
    pub fn decode(kind: &str, version: u16, payload: &str) -> Result<Self, Unreadable> {
        fn read<T: DeserializeOwned>(
            kind: &str,
            version: u16,
            text: &str,
        ) -> Result<T, Unreadable> {
            serde_json::from_str(text).map_err(|source| Unreadable::Malformed {
                kind: kind.to_owned(),
                version,
                source,
            })
        }
        match (kind, version) {
            ("access.enrolled", 1) => read(kind, version, payload).map(Self::Enrolled),
            ("access.account_linked", 1) => read(kind, version, payload).map(Self::AccountLinked),
            ("access.assigned", 1) => read(kind, version, payload).map(Self::Assigned),
            ("access.revoked", 1) => read(kind, version, payload).map(Self::Revoked),
            ("access.kinship_registered", 1) => {
                read(kind, version, payload).map(Self::KinshipRegistered)
            }
            _ => Err(Unreadable::Unknown { kind: kind.to_owned(), version }),
        }
    }
}
