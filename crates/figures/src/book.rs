//! What events add to the figures, by agency, day, service and unit.

use std::collections::BTreeMap;

use jiff::civil::Date;
use kernel::{AgencyId, Unit};

use crate::{cause::Cause, flow::Flow, histogram::TimeUnit};

/// Where something is counted.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The agency that answers for the service.
    pub agency: AgencyId,
    /// The day in the agency's own zone.
    pub day: Date,
    /// The service.
    pub service: String,
    /// The unit that has the case or the step then.
    pub unit: Unit,
}

/// What is counted in cases.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Counted {
    /// Something that happened to it.
    Flow(Flow),
    /// That it took so long.
    Took(TimeUnit, u32),
}

impl Counted {
    /// The stable name and the amount with which it is kept; 0 for a flow.
    #[must_use]
    pub const fn parts(self) -> (&'static str, u32) {
        match self {
            Self::Flow(flow) => (flow.key(), 0),
            Self::Took(unit, amount) => (unit.key(), amount),
        }
    }

    /// What is kept so.
    #[must_use]
    pub fn of_parts(key: &str, amount: u32) -> Option<Self> {
        let flow = Flow::of_key(key).map(Self::Flow);
        flow.or_else(|| TimeUnit::of_key(key).map(|unit| Self::Took(unit, amount)))
    }
}

/// One counter of cases.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct CountKey {
    /// Where.
    pub place: Place,
    /// What.
    pub counted: Counted,
}

/// One counter of time.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct TimeKey {
    /// Where, on the day on which the time ended.
    pub place: Place,
    /// The step that was open.
    pub step: String,
    /// With whom it was.
    pub cause: Cause,
}

/// Time that has passed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Spent {
    /// In how many stretches.
    pub spells: u64,
    /// Seconds: of opening time with an agency, of all time with the applicant.
    pub seconds: u64,
}

impl Spent {
    /// Adds `other`.
    pub fn add(&mut self, other: Self) {
        self.spells += other.spells;
        self.seconds += other.seconds;
    }
}

/// What some events add to all counters.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Book {
    /// To those of cases.
    pub counts: BTreeMap<CountKey, u64>,
    /// To those of time.
    pub times: BTreeMap<TimeKey, Spent>,
}

impl Book {
    pub(crate) fn count(&mut self, place: Place, counted: Counted) {
        *self.counts.entry(CountKey { place, counted }).or_default() += 1;
    }

    pub(crate) fn spend(&mut self, place: Place, step: &str, cause: Cause, seconds: u64) {
        let key = TimeKey { place, step: step.to_owned(), cause };
        self.times.entry(key).or_default().add(Spent { spells: 1, seconds });
    }
}
