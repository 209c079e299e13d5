//! What the journal says of whistleblowing: that a batch was released. Never who reported,
//! never what, and never when one report came.

use kernel::AgencyId;
use serde::{Deserialize, Serialize};

/// Reports left the sealed box together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Released {
    /// The batch.
    pub id: String,
    /// The agency whose box it was.
    pub agency: AgencyId,
    /// How many.
    pub count: u64,
    /// The ids of the keys to which they are sealed: a key that was put in the place of the
    /// inspectorate's shows here for ever.
    pub keys: Vec<String>,
    /// The RFC 6962 root over their rows in the order of their texts, in hex.
    pub root: String,
}

/// A batch that was released; it never changes again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Batch {
    /// Its id.
    pub id: String,
    /// The agency whose box it was.
    pub agency: AgencyId,
    /// How many reports.
    pub count: u64,
    /// The ids of the keys to which they are sealed.
    pub keys: Vec<String>,
    /// The root over their rows, in hex.
    pub root: String,
}

/// What happened to reports.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// `whistleblowing.released`.
    Released(Released),
}

/// Why a journal's event cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum Unreadable {
    /// This program knows no such kind or version.
    #[error("event kind {kind} version {version} is unknown")]
    Unknown {
        /// The kind.
        kind: String,
        /// The version.
        version: u16,
    },
    /// The payload does not fit them.
    #[error("the payload of {0} cannot be read")]
    Malformed(String, #[source] serde_json::Error),
}

impl Event {
    /// Every kind with its newest version.
    pub const KINDS: &'static [(&'static str, u16)] = &[("whistleblowing.released", 1)];

    /// The kind that the journal's body names.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Released(_) => "whistleblowing.released",
        }
    }

    /// The version in which this program writes the kind.
    #[must_use]
    pub fn version(&self) -> u16 {
        match self {
            Self::Released(_) => 1,
        }
    }

    /// The payload, as JSON text.
    #[must_use]
    pub fn payload(&self) -> String {
        let written = match self {
            Self::Released(event) => serde_json::to_string(event),
        };
        written.expect("payloads are structs of texts and numbers")
    }

    /// The event that a journal's body holds.
    ///
    /// # Errors
    /// [`Unreadable`] when kind or version is unknown, or the payload does not fit them.
    pub fn decode(kind: &str, version: u16, payload: &str) -> Result<Self, Unreadable> {
        match (kind, version) {
            ("whistleblowing.released", 1) => serde_json::from_str(payload)
                .map(Self::Released)
                .map_err(|why| Unreadable::Malformed(kind.to_owned(), why)),
            _ => Err(Unreadable::Unknown { kind: kind.to_owned(), version }),
        }
    }
}

impl Batch {
    /// The batch that `event` makes of nothing; nothing happens to it after that.
    #[must_use]
    pub fn evolve(event: &Event) -> Self {
        let Event::Released(Released { id, agency, count, keys, root }) = event.clone();
        Self { id, agency, count, keys, root }
    }
}
