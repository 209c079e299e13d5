//! The line of one stand on one day.

use jiff::civil::Date;
use kernel::{AgencyId, Instant, UnitId};
use serde::{Deserialize, Serialize};

use crate::{
    event::{
        Absent, Called, Cancelled, CheckedIn, DayClosed, DayOpened, Event, Served, ServingBegun,
        TicketTaken, Transferred,
    },
    hall::{Counter, Hall, Stand},
    line,
    refusal::Refusal,
    ticket::{Shown, Source, Standing, Ticket, TicketNumber},
};

/// The line of a stand on a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StandDay {
    /// The hall.
    pub hall: AgencyId,
    /// The stand.
    pub stand: UnitId,
    /// What stands before its numbers on this day.
    pub prefix: String,
    /// The day.
    pub date: Date,
    /// Local midnight at its beginning.
    pub begins_at: Instant,
    /// When the counters stop giving tickets.
    pub closes_at: Instant,
    /// Local midnight at its end.
    pub ends_at: Instant,
    /// Every ticket, by number.
    pub tickets: Vec<Ticket>,
    /// How many were called in a row who may go first.
    pub run: u8,
    /// Whether the day is over.
    pub is_over: bool,
}

/// A day of a stand that nobody has used yet.
#[derive(Clone, Debug)]
pub struct Hours {
    /// The day.
    pub date: Date,
    /// Local midnight at its beginning.
    pub begins_at: Instant,
    /// When the counters stop giving tickets.
    pub closes_at: Instant,
    /// Local midnight at its end.
    pub ends_at: Instant,
}

/// A ticket that somebody wants.
#[derive(Clone, Debug)]
pub struct Taking {
    /// The visit that it belongs to.
    pub visit: String,
    /// Where it is taken.
    pub source: Source,
    /// The class by which its holder goes first, if any.
    pub priority: Option<UnitId>,
    /// Since when its holder is in the hall; absent for a booking.
    pub arrived_at: Option<Instant>,
}

/// What can be done in a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DayCommand {
    /// Whoever booked is in the hall.
    CheckIn {
        /// The number.
        number: TicketNumber,
    },
    /// The counter is free.
    CallNext {
        /// The counter.
        counter: Counter,
    },
    /// Nobody came yet.
    CallAgain {
        /// The number.
        number: TicketNumber,
    },
    /// Nobody came.
    MarkAbsent {
        /// The number.
        number: TicketNumber,
    },
    /// Somebody came.
    Begin {
        /// The number.
        number: TicketNumber,
    },
    /// The need is served.
    Finish {
        /// The number.
        number: TicketNumber,
    },
    /// Another stand has to serve it.
    SendOn {
        /// The number.
        number: TicketNumber,
        /// The other stand.
        to: UnitId,
    },
    /// The holder gives it back.
    Cancel {
        /// The number.
        number: TicketNumber,
    },
}

impl StandDay {
    /// A stand's line on a day on which nobody has a ticket yet.
    #[must_use]
    pub fn open(hall: &Hall, stand: &Stand, hours: &Hours) -> DayOpened {
        let Hours { date, begins_at, closes_at, ends_at } = *hours;
        DayOpened {
            hall: hall.agency.clone(),
            stand: stand.id.clone(),
            prefix: stand.prefix.clone(),
            date,
            begins_at,
            closes_at,
            ends_at,
        }
    }

    /// How much of the stand's quota is used. A place that was given back is free
    /// again, its number is not; who was sent on counts where he took his ticket.
    #[must_use]
    pub fn places_taken(&self) -> u32 {
        let counts = |ticket: &&Ticket| {
            ticket.source != Source::Transfer && ticket.standing != Standing::Cancelled
        };
        u32::try_from(self.tickets.iter().filter(counts).count()).unwrap_or(u32::MAX)
    }

    fn has_room(&self, stand: &Stand) -> bool {
        stand.daily_quota.is_none_or(|quota| self.places_taken() < u32::from(quota))
    }

    /// Takes a ticket.
    ///
    /// # Errors
    /// [`Refusal::DayOver`], [`Refusal::PriorityUnknown`],
    /// [`Refusal::StandUnknown`] and [`Refusal::QuotaSpent`].
    pub fn take(&self, hall: &Hall, taking: &Taking, now: Instant) -> Result<Event, Refusal> {
        let stand = hall.stand(&self.stand)?;
        let Taking { visit, source, priority, arrived_at } = taking.clone();
        let is_shut = source != Source::Transfer && now >= self.closes_at;
        if self.is_over || is_shut {
            return Err(Refusal::DayOver);
        }
        if priority.as_ref().is_some_and(|class| !hall.has_priority(class)) {
            return Err(Refusal::PriorityUnknown);
        }
        if source != Source::Transfer && !self.has_room(stand) {
            return Err(Refusal::QuotaSpent);
        }
        let number = self.next_number();
        Ok(Event::TicketTaken(TicketTaken { visit, number, source, priority, arrived_at }))
    }

    /// The number that the next ticket has.
    #[must_use]
    pub fn next_number(&self) -> TicketNumber {
        self.tickets.last().map_or(1, |last| last.number.saturating_add(1))
    }

    /// The event that `command` would cause, or the rule that refuses it.
    ///
    /// # Errors
    /// Each [`Refusal`] about lines and tickets.
    pub fn decide(
        &self,
        hall: &Hall,
        command: &DayCommand,
        now: Instant,
    ) -> Result<Event, Refusal> {
        if self.is_over {
            return Err(Refusal::DayOver);
        }
        let calls = hall.plan.calls;
        match *command {
            DayCommand::CheckIn { number } => match self.ticket(number)?.standing {
                Standing::Booked if now < self.begins_at => Err(Refusal::NotYourDay),
                Standing::Booked => Ok(Event::CheckedIn(CheckedIn { number })),
                _ => Err(Refusal::TicketElsewhere),
            },
            DayCommand::CallNext { counter } => self.call_next(hall, counter, now),
            DayCommand::CallAgain { number } => match self.ticket(number)?.standing {
                Standing::Called { times, .. } if times >= calls => {
                    Err(Refusal::CalledEnough { calls })
                }
                Standing::Called { counter, .. } => Ok(Event::Called(Called { number, counter })),
                _ => Err(Refusal::TicketElsewhere),
            },
            DayCommand::MarkAbsent { number } => match self.ticket(number)?.standing {
                Standing::Called { times, .. } if times < calls => {
                    Err(Refusal::CallAgainFirst { calls })
                }
                Standing::Called { .. } => Ok(Event::Absent(Absent { number })),
                _ => Err(Refusal::TicketElsewhere),
            },
            DayCommand::Begin { number } => match self.ticket(number)?.standing {
                Standing::Called { .. } => Ok(Event::ServingBegun(ServingBegun { number })),
                _ => Err(Refusal::TicketElsewhere),
            },
            DayCommand::Finish { number } => match self.ticket(number)?.standing {
                Standing::Serving { .. } => Ok(Event::Served(Served { number })),
                _ => Err(Refusal::TicketElsewhere),
            },
            DayCommand::SendOn { number, ref to } => match self.ticket(number)?.standing {
                Standing::Serving { .. } if *to != self.stand => {
                    hall.stand(to)?;
                    Ok(Event::Transferred(Transferred { number, to: to.clone() }))
                }
                _ => Err(Refusal::TicketElsewhere),
            },
            DayCommand::Cancel { number } => match self.ticket(number)?.standing {
                Standing::Booked | Standing::Waiting => Ok(Event::Cancelled(Cancelled { number })),
                _ => Err(Refusal::TicketElsewhere),
            },
        }
    }

    fn call_next(&self, hall: &Hall, counter: Counter, now: Instant) -> Result<Event, Refusal> {
        if !(1..=hall.stand(&self.stand)?.counters).contains(&counter) {
            return Err(Refusal::CounterUnknown);
        }
        if now < self.begins_at {
            return Err(Refusal::NotYourDay);
        }
        if self.tickets.iter().any(|ticket| ticket.counter() == Some(counter)) {
            return Err(Refusal::CounterBusy);
        }
        let number = line::next(&self.tickets, self.run, hall.plan.priority_run)
            .ok_or(Refusal::NobodyWaits)?;
        Ok(Event::Called(Called { number, counter }))
    }

    /// The end of the day, once it has come.
    #[must_use]
    pub fn decide_time(&self, now: Instant) -> Option<Event> {
        let is_due = !self.is_over && now >= self.ends_at;
        is_due.then_some(Event::DayClosed(DayClosed { effective_at: self.ends_at }))
    }

    /// When time next brings something.
    #[must_use]
    pub fn wakes_at(&self) -> Option<Instant> {
        (!self.is_over).then_some(self.ends_at)
    }

    /// The ticket of that number.
    ///
    /// # Errors
    /// [`Refusal::TicketUnknown`].
    pub fn ticket(&self, number: TicketNumber) -> Result<&Ticket, Refusal> {
        self.tickets.iter().find(|it| it.number == number).ok_or(Refusal::TicketUnknown)
    }

    /// How many will be called before the number, at most; `None` when it does
    /// not wait.
    #[must_use]
    pub fn ahead_of(&self, number: TicketNumber) -> Option<usize> {
        line::ahead_of(&self.tickets, number)
    }

    /// A number as people read it, `A-001`.
    #[must_use]
    pub fn shown(&self, number: TicketNumber) -> String {
        Shown { prefix: &self.prefix, number }.to_string()
    }

    pub(crate) fn after(event: &DayOpened) -> Self {
        let DayOpened { hall, stand, prefix, date, begins_at, closes_at, ends_at } = event.clone();
        let (tickets, run, is_over) = (Vec::new(), 0, false);
        Self { hall, stand, prefix, date, begins_at, closes_at, ends_at, tickets, run, is_over }
    }

    /// The line after `event`; `None` for an event that is not about one.
    pub(crate) fn evolved(mut self, at: Instant, event: &Event) -> Option<Self> {
        match event {
            Event::TicketTaken(event) => {
                let TicketTaken { visit, number, source, priority, arrived_at } = event.clone();
                let standing =
                    if arrived_at.is_some() { Standing::Waiting } else { Standing::Booked };
                let (called_at, served_from) = (None, None);
                self.tickets.push(Ticket {
                    number,
                    visit,
                    source,
                    priority,
                    arrived_at,
                    called_at,
                    served_from,
                    standing,
                });
            }
            Event::CheckedIn(CheckedIn { number }) => {
                let ticket = self.at(*number)?;
                (ticket.standing, ticket.arrived_at) = (Standing::Waiting, Some(at));
            }
            Event::Called(Called { number, counter }) => {
                let counter = *counter;
                let ticket = self.at(*number)?;
                let is_first = ticket.called_at.is_none();
                let goes_first = ticket.priority.is_some();
                let times = match ticket.standing {
                    Standing::Called { times, .. } => times.saturating_add(1),
                    _ => 1,
                };
                ticket.standing = Standing::Called { counter, times };
                ticket.called_at = ticket.called_at.or(Some(at));
                if is_first {
                    self.run = if goes_first { self.run.saturating_add(1) } else { 0 };
                }
            }
            Event::ServingBegun(ServingBegun { number }) => {
                let ticket = self.at(*number)?;
                let counter = ticket.counter()?;
                ticket.standing = Standing::Serving { counter, since: at };
                ticket.served_from = Some(at);
            }
            Event::Served(Served { number }) => {
                self.at(*number)?.standing = Standing::Served { at };
            }
            Event::Absent(Absent { number }) => self.at(*number)?.standing = Standing::Absent,
            Event::Transferred(Transferred { number, .. }) => {
                self.at(*number)?.standing = Standing::SentOn;
            }
            Event::Cancelled(Cancelled { number }) => {
                self.at(*number)?.standing = Standing::Cancelled;
            }
            Event::DayClosed(DayClosed { effective_at }) => {
                self.is_over = true;
                for ticket in self.tickets.iter_mut().filter(|ticket| ticket.is_open()) {
                    ticket.standing = match ticket.standing {
                        Standing::Serving { .. } => Standing::Served { at: *effective_at },
                        _ => Standing::Absent,
                    };
                }
            }
            Event::HallSet(_)
            | Event::DayOpened(_)
            | Event::VisitPlanned(_)
            | Event::VisitExtended(_) => return None,
        }
        Some(self)
    }

    fn at(&mut self, number: TicketNumber) -> Option<&mut Ticket> {
        self.tickets.iter_mut().find(|ticket| ticket.number == number)
    }
}
