//! The records of this area under one roof: how a state is folded.

use kernel::Instant;

use crate::{day::StandDay, event::Event, hall::Hall, visit::Visit};

/// What kind of record it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A hall.
    Hall,
    /// The line of a stand on a day.
    StandDay,
    /// A visit.
    Visit,
}

/// A record of this area.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Record {
    /// A hall.
    Hall(Hall),
    /// The line of a stand on a day.
    StandDay(StandDay),
    /// A visit.
    Visit(Visit),
}

impl Record {
    /// The record after `event`; `None` when the event is of another kind than
    /// the record, which only a damaged journal can bring about.
    #[must_use]
    pub fn evolve(record: Option<Self>, at: Instant, event: &Event) -> Option<Self> {
        match (record, event) {
            (None | Some(Self::Hall(_)), Event::HallSet(event)) => {
                Some(Self::Hall(Hall::after(event)))
            }
            (None, Event::DayOpened(event)) => Some(Self::StandDay(StandDay::after(event))),
            (None, Event::VisitPlanned(event)) => Some(Self::Visit(Visit::after(event))),
            (Some(Self::StandDay(day)), event) => day.evolved(at, event).map(Self::StandDay),
            (Some(Self::Visit(visit)), event) => visit.evolved(event).map(Self::Visit),
            (None | Some(Self::Hall(_)), _) => None,
        }
    }

    /// What time alone has brought to it by `now`.
    #[must_use]
    pub fn decide_time(&self, now: Instant) -> Option<Event> {
        match self {
            Self::StandDay(day) => day.decide_time(now),
            Self::Hall(_) | Self::Visit(_) => None,
        }
    }

    /// When time next brings something to it.
    #[must_use]
    pub fn wakes_at(&self) -> Option<Instant> {
        match self {
            Self::StandDay(day) => day.wakes_at(),
            Self::Hall(_) | Self::Visit(_) => None,
        }
    }

    /// The record as stored.
    #[must_use]
    pub fn to_json(&self) -> String {
        let json = match self {
            Self::Hall(hall) => serde_json::to_string(hall),
            Self::StandDay(day) => serde_json::to_string(day),
            Self::Visit(visit) => serde_json::to_string(visit),
        };
        json.expect("records are structs of texts, numbers and lists of them")
    }

    /// The record that was stored.
    ///
    /// # Errors
    /// What the reader met.
    pub fn from_json(kind: Kind, state: &str) -> Result<Self, serde_json::Error> {
        Ok(match kind {
            Kind::Hall => Self::Hall(serde_json::from_str(state)?),
            Kind::StandDay => Self::StandDay(serde_json::from_str(state)?),
            Kind::Visit => Self::Visit(serde_json::from_str(state)?),
        })
    }
}
