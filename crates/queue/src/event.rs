//! What happened in a hall: journaled, versioned, read for ever.

use jiff::civil::Date;
use kernel::{AgencyId, Instant, UnitId};
use serde::{Deserialize, Serialize, de::DeserializeOwned};

use crate::{
    hall::{Counter, HallPlan},
    ticket::{Source, TicketNumber},
    visit::Planned,
};

/// The hall is run like this from now on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HallSet {
    /// The agency that runs it.
    pub agency: AgencyId,
    /// How.
    pub plan: HallPlan,
}

/// A stand has its first ticket for a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DayOpened {
    /// The hall.
    pub hall: AgencyId,
    /// The stand.
    pub stand: UnitId,
    /// What stands before its numbers.
    pub prefix: String,
    /// The day.
    pub date: Date,
    /// Local midnight at its beginning.
    pub begins_at: Instant,
    /// When the counters stop giving tickets.
    pub closes_at: Instant,
    /// Local midnight at its end.
    pub ends_at: Instant,
}

/// A ticket was taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TicketTaken {
    /// The visit that it belongs to.
    pub visit: String,
    /// Its number in the line.
    pub number: TicketNumber,
    /// Where it was taken.
    pub source: Source,
    /// The class by which its holder goes first, if any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub priority: Option<UnitId>,
    /// Since when its holder is in the hall; absent for a booking.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub arrived_at: Option<Instant>,
}

/// Whoever booked is in the hall.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CheckedIn {
    /// The number.
    pub number: TicketNumber,
}

/// A number was called, for the first time or again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Called {
    /// The number.
    pub number: TicketNumber,
    /// To which counter.
    pub counter: Counter,
}

/// Whoever was called came.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ServingBegun {
    /// The number.
    pub number: TicketNumber,
}

/// The need is served.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Served {
    /// The number.
    pub number: TicketNumber,
}

/// Nobody came.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Absent {
    /// The number.
    pub number: TicketNumber,
}

/// Another stand serves it; the new ticket is an event of that line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Transferred {
    /// The number.
    pub number: TicketNumber,
    /// The other stand.
    pub to: UnitId,
}

/// The holder gave it back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cancelled {
    /// The number.
    pub number: TicketNumber,
}

/// The day is over: who was not served counts as absent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DayClosed {
    /// Local midnight.
    pub effective_at: Instant,
}

/// Somebody took tickets for one visit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VisitPlanned {
    /// The visit's record.
    pub id: String,
    /// The hall.
    pub hall: AgencyId,
    /// The day.
    pub date: Date,
    /// The tickets, in the order of the needs.
    pub tickets: Vec<Planned>,
}

/// A ticket was added to a visit: its holder was sent on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VisitExtended {
    /// The ticket.
    pub ticket: Planned,
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
    /// `queue.hall_set`.
    HallSet = "queue.hall_set" 1,
    /// `queue.day_opened`.
    DayOpened = "queue.day_opened" 1,
    /// `queue.ticket_taken`.
    TicketTaken = "queue.ticket_taken" 1,
    /// `queue.checked_in`.
    CheckedIn = "queue.checked_in" 1,
    /// `queue.called`.
    Called = "queue.called" 1,
    /// `queue.serving_begun`.
    ServingBegun = "queue.serving_begun" 1,
    /// `queue.served`.
    Served = "queue.served" 1,
    /// `queue.absent`.
    Absent = "queue.absent" 1,
    /// `queue.transferred`.
    Transferred = "queue.transferred" 1,
    /// `queue.cancelled`.
    Cancelled = "queue.cancelled" 1,
    /// `queue.day_closed`.
    DayClosed = "queue.day_closed" 1,
    /// `queue.visit_planned`.
    VisitPlanned = "queue.visit_planned" 1,
    /// `queue.visit_extended`.
    VisitExtended = "queue.visit_extended" 1,
}

fn read<T: DeserializeOwned>(kind: &str, version: u16, payload: &str) -> Result<T, Unreadable> {
    serde_json::from_str(payload).map_err(|source| Unreadable::Malformed {
        kind: kind.to_owned(),
        version,
        source,
    })
}
