//! What ties the tickets of one person's needs together, without a name.

use jiff::civil::Date;
use kernel::{AgencyId, UnitId};
use serde::{Deserialize, Serialize};

use crate::{
    event::{Event, VisitExtended, VisitPlanned},
    hall::Hall,
    refusal::Refusal,
    ticket::TicketNumber,
};

/// A ticket of a visit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Planned {
    /// At which stand.
    pub stand: UnitId,
    /// Its number there.
    pub number: TicketNumber,
}

/// A visit (kunjungan). Its id is random: who knows it holds the tickets.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Visit {
    /// The record's id, a random UUID.
    pub id: String,
    /// The hall.
    pub hall: AgencyId,
    /// The day.
    pub date: Date,
    /// The tickets, in the order of the needs.
    pub tickets: Vec<Planned>,
}

impl Visit {
    /// Whether the hall takes so many needs in one visit: one a stand.
    ///
    /// # Errors
    /// [`Refusal::StandUnknown`] and [`Refusal::TooManyNeeds`].
    pub fn check_needs(hall: &Hall, stands: &[UnitId]) -> Result<(), Refusal> {
        let most = hall.plan.needs_per_visit;
        let repeats =
            |(at, stand): (usize, &UnitId)| stands.iter().take(at).any(|other| other == stand);
        if stands.is_empty()
            || stands.len() > usize::from(most)
            || stands.iter().enumerate().any(repeats)
        {
            return Err(Refusal::TooManyNeeds { most });
        }
        stands.iter().try_for_each(|stand| hall.stand(stand).map(|_| ()))
    }

    /// Whether the number at that stand belongs to the visit.
    #[must_use]
    pub fn holds(&self, stand: &UnitId, number: TicketNumber) -> bool {
        self.tickets.iter().any(|it| it.stand == *stand && it.number == number)
    }

    pub(crate) fn after(event: &VisitPlanned) -> Self {
        let VisitPlanned { id, hall, date, tickets } = event.clone();
        Self { id, hall, date, tickets }
    }

    /// The visit after `event`; `None` for an event that is not about one.
    pub(crate) fn evolved(mut self, event: &Event) -> Option<Self> {
        let Event::VisitExtended(VisitExtended { ticket }) = event else { return None };
        self.tickets.push(ticket.clone());
        Some(self)
    }
}
