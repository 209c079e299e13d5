//! What the journal says about a calendar. Names here are final.

use serde::{Deserialize, Serialize};

use crate::{
    holiday::{Amendment, RamadanPeriod},
    hours::OfficeHours,
    national::Edition,
    zone::Zone,
};

/// What an administrator asks of a calendar that exists.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CalendarCommand {
    /// Take over a decree of the nation.
    Load(Edition),
    /// Declare or withdraw one day.
    Amend(Amendment),
    /// Say when Ramadan hours hold.
    SetRamadan(RamadanPeriod),
}

/// What happened to a calendar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CalendarEvent {
    /// The agency has a calendar, with no year decreed yet.
    Opened(Opened),
    /// A decree of the nation was taken over.
    Loaded(Edition),
    /// One day was declared or withdrawn.
    Amended(Amendment),
    /// A Ramadan period was set.
    RamadanSet(RamadanPeriod),
}

/// The facts of an agency's calendar that no decree changes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Opened {
    /// The zone in which the agency's day begins and ends.
    pub zone: Zone,
    /// When its office is open.
    pub hours: OfficeHours,
}

/// A stored event that this version of the program cannot read.
#[derive(Debug, thiserror::Error)]
pub enum Unreadable {
    /// A kind or version that this program does not know.
    #[error("unknown event {kind} version {version}")]
    Unknown {
        /// The kind as stored.
        kind: String,
        /// The version as stored.
        version: u16,
    },
    /// The payload does not have the shape of its kind and version.
    #[error("the payload of {kind} is malformed")]
    Payload {
        /// The kind as stored.
        kind: String,
        /// What the decoder says.
        #[source]
        source: serde_json::Error,
    },
}

impl CalendarEvent {
    /// The stable name of the event.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Opened(_) => "calendar.opened",
            Self::Loaded(_) => "calendar.loaded",
            Self::Amended(_) => "calendar.amended",
            Self::RamadanSet(_) => "calendar.ramadan_set",
        }
    }

    /// The version of the payload's shape.
    #[must_use]
    pub const fn version(&self) -> u16 {
        match self {
            Self::Opened(_) | Self::Loaded(_) | Self::Amended(_) | Self::RamadanSet(_) => 1,
        }
    }

    /// The payload as JSON.
    #[must_use]
    pub fn payload(&self) -> String {
        let json = match self {
            Self::Opened(opened) => serde_json::to_string(opened),
            Self::Loaded(edition) => serde_json::to_string(edition),
            Self::Amended(amendment) => serde_json::to_string(amendment),
            Self::RamadanSet(period) => serde_json::to_string(period),
        };
        json.expect("these types hold only texts, numbers, and maps keyed by text")
    }

    /// The event that was stored; earlier versions are lifted to today's shape.
    ///
    /// # Errors
    /// [`Unreadable`], which is a failure of the store and never the caller's.
    pub fn decode(kind: &str, version: u16, payload: &str) -> Result<Self, Unreadable> {
        let read = match (kind, version) {
            ("calendar.opened", 1) => serde_json::from_str(payload).map(Self::Opened),
            ("calendar.loaded", 1) => serde_json::from_str(payload).map(Self::Loaded),
            ("calendar.amended", 1) => serde_json::from_str(payload).map(Self::Amended),
            ("calendar.ramadan_set", 1) => serde_json::from_str(payload).map(Self::RamadanSet),
            _ => return Err(Unreadable::Unknown { kind: kind.to_owned(), version }),
        };
        read.map_err(|source| Unreadable::Payload { kind: kind.to_owned(), source })
    }
}
