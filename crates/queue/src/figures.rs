//! How the lines went: exact counts of whole minutes, so that any days can be
//! added up and any percentile is exact.

use std::collections::BTreeMap;

use kernel::Instant;

use crate::{
    day::StandDay,
    ticket::{Source, Standing},
};

/// How often something took how many whole minutes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Minutes {
    counts: BTreeMap<u32, u32>,
}

/// How the lines of some days went.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// Tickets taken, those sent on counted once.
    pub taken: u32,
    /// Of these, booked from afar.
    pub booked: u32,
    /// Needs served.
    pub served: u32,
    /// Called in vain, or never came.
    pub absent: u32,
    /// Given back.
    pub cancelled: u32,
    /// Still open.
    pub open: u32,
    /// From arrival to the first call (waktu tunggu).
    pub waited: Minutes,
    /// From the beginning of the service to its end (waktu layan); a service
    /// that nobody ended before midnight is left out.
    pub serving: Minutes,
}

impl Minutes {
    /// The smallest number of minutes that at least `percent` of all took, by
    /// nearest rank; `None` when there is nothing. 50 is the median.
    #[must_use]
    pub fn percentile(&self, percent: u8) -> Option<u32> {
        let total: u64 = self.counts.values().map(|count| u64::from(*count)).sum();
        let rank = (total * u64::from(percent.min(100))).div_ceil(100).max(1);
        let mut seen = 0;
        self.counts.iter().find_map(|(minutes, count)| {
            seen += u64::from(*count);
            (seen >= rank).then_some(*minutes)
        })
    }

    fn add(&mut self, from: Instant, to: Instant) {
        let minutes = (to.micros() - from.micros()).max(0) / 60_000_000;
        *self.counts.entry(u32::try_from(minutes).unwrap_or(u32::MAX)).or_default() += 1;
    }

    fn merge(&mut self, other: &Self) {
        for (minutes, count) in &other.counts {
            *self.counts.entry(*minutes).or_default() += count;
        }
    }
}

impl Figures {
    /// The figures of one line.
    #[must_use]
    pub fn of(day: &StandDay) -> Self {
        let mut figures = Self::default();
        for ticket in &day.tickets {
            if ticket.source != Source::Transfer {
                figures.taken += 1;
            }
            figures.booked += u32::from(ticket.source == Source::Booking);
            match ticket.standing {
                Standing::Served { at } => {
                    figures.served += 1;
                    if let Some(from) = ticket.served_from.filter(|_| at < day.ends_at) {
                        figures.serving.add(from, at);
                    }
                }
                Standing::Absent => figures.absent += 1,
                Standing::Cancelled => figures.cancelled += 1,
                Standing::SentOn => {}
                Standing::Booked
                | Standing::Waiting
                | Standing::Called { .. }
                | Standing::Serving { .. } => figures.open += 1,
            }
            if let (Some(arrived), Some(called)) = (ticket.arrived_at, ticket.called_at) {
                figures.waited.add(arrived, called);
            }
        }
        figures
    }

    /// The figures of both together.
    #[must_use]
    pub fn and(mut self, other: &Self) -> Self {
        let Self { taken, booked, served, absent, cancelled, open, waited, serving } = other;
        self.taken += taken;
        self.booked += booked;
        self.served += served;
        self.absent += absent;
        self.cancelled += cancelled;
        self.open += open;
        self.waited.merge(waited);
        self.serving.merge(serving);
        self
    }
}
