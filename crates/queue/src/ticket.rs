//! One number in one line.

use std::fmt;

use kernel::{Instant, UnitId};
use serde::{Deserialize, Serialize};

use crate::hall::Counter;

/// A ticket's number within its stand and day, from 1.
pub type TicketNumber = u16;

/// Where the ticket was taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// Booked from afar: whoever booked still has to come.
    Booking,
    /// At the kiosk in the hall.
    Kiosk,
    /// By an officer, for somebody in the hall.
    Officer,
    /// Sent on from another stand.
    Transfer,
}

/// How the ticket stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Standing {
    /// Booked, and not in the hall yet.
    Booked,
    /// In the hall, waiting.
    Waiting,
    /// Called to a counter.
    Called {
        /// Which counter.
        counter: Counter,
        /// How often already.
        times: u8,
    },
    /// At the counter.
    Serving {
        /// Which counter.
        counter: Counter,
        /// Since when.
        since: Instant,
    },
    /// Done.
    Served {
        /// When.
        at: Instant,
    },
    /// Called in vain, or never came.
    Absent,
    /// Sent on to another stand.
    SentOn,
    /// Given back.
    Cancelled,
}

/// A ticket (nomor antrean). It says nothing of who holds it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ticket {
    /// Its number in the line.
    pub number: TicketNumber,
    /// The visit that it belongs to.
    pub visit: String,
    /// Where it was taken.
    pub source: Source,
    /// The class by which its holder goes first, if any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub priority: Option<UnitId>,
    /// When its holder was first in the hall: the order of the line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub arrived_at: Option<Instant>,
    /// When it was first called.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub called_at: Option<Instant>,
    /// When its holder was first served.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub served_from: Option<Instant>,
    /// How it stands.
    pub standing: Standing,
}

impl Ticket {
    /// Whether something can still happen with it.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        match self.standing {
            Standing::Booked
            | Standing::Waiting
            | Standing::Called { .. }
            | Standing::Serving { .. } => true,
            Standing::Served { .. } | Standing::Absent | Standing::SentOn | Standing::Cancelled => {
                false
            }
        }
    }

    /// The counter that has it, if one has.
    #[must_use]
    pub const fn counter(&self) -> Option<Counter> {
        match self.standing {
            Standing::Called { counter, .. } | Standing::Serving { counter, .. } => Some(counter),
            Standing::Booked
            | Standing::Waiting
            | Standing::Served { .. }
            | Standing::Absent
            | Standing::SentOn
            | Standing::Cancelled => None,
        }
    }
}

/// `A-001`, as on paper and on the display.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Shown<'a> {
    pub(crate) prefix: &'a str,
    pub(crate) number: TicketNumber,
}

impl fmt::Display for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{:03}", self.prefix, self.number)
    }
}
