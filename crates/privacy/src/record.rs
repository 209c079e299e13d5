//! The records of this area under one roof: how a state is folded.

use kernel::Instant;

use crate::{breach::Breach, event::Event, request::SubjectRequest, search::Search};

/// What kind of record it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A person's request.
    Request,
    /// A breach.
    Breach,
    /// A search by an identifier.
    Search,
}

/// A record of this area.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Record {
    /// A person's request.
    Request(SubjectRequest),
    /// A breach.
    Breach(Breach),
    /// A search by an identifier.
    Search(Search),
}

impl Record {
    /// The record after `event`; `None` when the event is of another kind than
    /// the record, which only a damaged journal can bring about.
    #[must_use]
    pub fn evolve(record: Option<Self>, at: Instant, event: &Event) -> Option<Self> {
        match (record, event) {
            (None, Event::RequestOpened(event)) => {
                Some(Self::Request(SubjectRequest::opened(event)))
            }
            (None, Event::BreachRecorded(event)) => Some(Self::Breach(Breach::recorded(event))),
            (None, Event::Searched(event)) => Some(Self::Search(Search::made(event))),
            (Some(Self::Request(request)), event) => request.evolved(at, event).map(Self::Request),
            (Some(Self::Breach(breach)), event) => breach.evolved(event).map(Self::Breach),
            (None | Some(Self::Search(_)), _) => None,
        }
    }

    /// What time alone has brought to it by `now`.
    #[must_use]
    pub fn decide_time(&self, now: Instant) -> Vec<Event> {
        match self {
            Self::Request(request) => request.decide_time(now),
            Self::Breach(breach) => breach.decide_time(now),
            Self::Search(_) => Vec::new(),
        }
    }

    /// When time next brings something to it.
    #[must_use]
    pub fn wakes_at(&self) -> Option<Instant> {
        match self {
            Self::Request(request) => request.wakes_at(),
            Self::Breach(breach) => breach.wakes_at(),
            Self::Search(_) => None,
        }
    }

    /// The record as stored.
    #[must_use]
    pub fn to_json(&self) -> String {
        let json = match self {
            Self::Request(request) => serde_json::to_string(request),
            Self::Breach(breach) => serde_json::to_string(breach),
            Self::Search(search) => serde_json::to_string(search),
        };
        json.expect("records are structs of texts, numbers and lists of them")
    }

    /// The record that was stored.
    ///
    /// # Errors
    /// What the reader met.
    pub fn from_json(kind: Kind, state: &str) -> Result<Self, serde_json::Error> {
        Ok(match kind {
            Kind::Request => Self::Request(serde_json::from_str(state)?),
            Kind::Breach => Self::Breach(serde_json::from_str(state)?),
            Kind::Search => Self::Search(serde_json::from_str(state)?),
        })
    }
}
