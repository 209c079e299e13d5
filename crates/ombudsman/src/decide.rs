//! What may be asked of a product, judged and not changed.

use std::collections::BTreeSet;

use calendar::{Calendar, CountFrom, Deadline};
use complaints::Maladministration;
use jiff::civil::Date;
use kernel::{Actor, AgencyId, Instant, SealedRef};

use crate::{
    event::{CalendarAmended, Closed, Event, FollowedUp, Overdue, Recorded, Warned},
    kind::Kind,
    product::{Basis, Due, Outcome, Product},
    refusal::Refusal,
};

/// A warning comes so long before the last moment: our own choice, no law.
const WARNING_SECONDS: i64 = 5 * 24 * 3600;

/// A product that is recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewProduct {
    /// The new record's id.
    pub id: String,
    /// The agency of which it asks something.
    pub agency: AgencyId,
    /// What kind of product.
    pub kind: Kind,
    /// The number of its letter, sealed.
    pub number: SealedRef,
    /// What is asked, sealed.
    pub text: SealedRef,
    /// The forms of maladministration that it names.
    pub forms: BTreeSet<Maladministration>,
    /// The complaint that it follows from.
    pub complaint: Option<String>,
    /// The day on which the agency received it.
    pub received_on: Date,
    /// The last day that its letter names.
    pub due_on: Option<Date>,
}

/// What may be asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// Records what was done about it.
    FollowUp {
        /// What, sealed.
        what: SealedRef,
        /// SHA-256 of a file that proves it, in lower-case hex.
        file_digest: Option<String>,
    },
    /// Records how it ended, as another person than the one who followed it up.
    Close {
        /// How.
        outcome: Outcome,
        /// The Ombudsman's word, sealed.
        reference: SealedRef,
    },
}

/// What a decision needs to know beyond the record.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// The instant of the decision.
    pub now: Instant,
    /// The agency's calendar.
    pub calendar: &'a Calendar,
    /// Who asks. Whether the duty allows it was asked before.
    pub actor: &'a Actor,
}

impl Context<'_> {
    fn today(&self) -> Date {
        self.calendar.zone().date(self.now)
    }
}

impl Product {
    /// The event that records a product, with its due date.
    ///
    /// # Errors
    /// [`Refusal::DateInFuture`], [`Refusal::DueMissing`], [`Refusal::DateOutOfOrder`].
    pub fn record(new: &NewProduct, context: &Context<'_>) -> Result<Event, Refusal> {
        let NewProduct { id, agency, kind, number, text, forms, complaint, received_on, due_on } =
            new.clone();
        if received_on > context.today() {
            return Err(Refusal::DateInFuture);
        }
        let due = due(kind, received_on, due_on, context.calendar)?;
        let warn_at = warning(received_on, &due.deadline, context.calendar);
        Ok(Event::Recorded(Recorded {
            id,
            agency,
            kind,
            number,
            text,
            forms,
            complaint,
            received_on,
            due,
            warn_at,
        }))
    }

    /// The events that `command` would cause, or the rule that refuses it. What time has
    /// brought by now comes first.
    ///
    /// # Errors
    /// [`Refusal::Closed`], [`Refusal::NotFollowedUp`], [`Refusal::DutiesSeparated`].
    pub fn decide(&self, command: &Command, context: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        if !self.is_open() {
            return Err(Refusal::Closed);
        }
        let mut events = self.decide_time(context.now, context.calendar);
        let on = context.today();
        events.push(match command {
            Command::FollowUp { what, file_digest } => {
                let (what, file_digest) = (what.clone(), file_digest.clone());
                Event::FollowedUp(FollowedUp { what, file_digest, on })
            }
            Command::Close { outcome: Outcome::Fulfilled | Outcome::PartlyFulfilled, .. }
                if self.follow_ups.is_empty() =>
            {
                return Err(Refusal::NotFollowedUp);
            }
            Command::Close { .. } if self.was_followed_up_by(context.actor) => {
                return Err(Refusal::DutiesSeparated);
            }
            Command::Close { outcome, reference } => {
                Event::Closed(Closed { outcome: *outcome, reference: reference.clone(), on })
            }
        });
        Ok(events)
    }

    /// What time and calendar alone have brought by `now`: each is told once.
    #[must_use]
    pub fn decide_time(&self, now: Instant, calendar: &Calendar) -> Vec<Event> {
        if !self.awaits() {
            return Vec::new();
        }
        let mut product = self.clone();
        let mut events = Vec::new();
        let mut happens = |product: &mut Self, event: Event| {
            if let Some(after) = Self::evolve(Some(product.clone()), &Actor::System, &event) {
                *product = after;
            }
            events.push(event);
        };
        if let Some(amended) = self.amended(calendar) {
            happens(&mut product, Event::CalendarAmended(amended));
        }
        while let Some(effective_at) = product.wakes_at().filter(|at| *at <= now) {
            let event = if product.warn_at.is_some() && !product.is_warned {
                Event::Warned(Warned { effective_at })
            } else {
                Event::Overdue(Overdue { effective_at })
            };
            happens(&mut product, event);
        }
        events
    }

    /// What a change of the calendar does: a date moves later, or becomes certain; never
    /// earlier. A date that a letter names does not move.
    fn amended(&self, calendar: &Calendar) -> Option<CalendarAmended> {
        let Basis::Term { time, .. } = self.due.basis else { return None };
        let old = self.due.deadline;
        if calendar.revision() <= old.calendar_revision || self.overdue_since.is_some() {
            return None;
        }
        let start = calendar.zone().at(self.received_on, 0);
        let deadline = calendar.deadline(start, time, CountFrom::default());
        let is_news = deadline.at > old.at
            || deadline.at == old.at && deadline.provisional != old.provisional;
        let warn_at = warning(self.received_on, &deadline, calendar);
        is_news.then_some(CalendarAmended { deadline, warn_at })
    }

    fn was_followed_up_by(&self, actor: &Actor) -> bool {
        let Actor::Officer(person) = actor else { return false };
        self.follow_ups.iter().any(|it| it.by.as_ref() == Some(person))
    }
}

fn due(
    kind: Kind,
    received_on: Date,
    due_on: Option<Date>,
    calendar: &Calendar,
) -> Result<Due, Refusal> {
    let zone = calendar.zone();
    if let Some(date) = due_on {
        if date < received_on {
            return Err(Refusal::DateOutOfOrder);
        }
        let at = zone.at(date.tomorrow().unwrap_or(Date::MAX), 0);
        let calendar_revision = calendar.revision();
        let deadline = Deadline { date, at, provisional: None, calendar_revision };
        return Ok(Due { deadline, basis: Basis::Letter });
    }
    let term = kind.term().ok_or(Refusal::DueMissing)?;
    let start = zone.at(received_on, 0);
    let deadline = calendar.deadline(start, term.time, CountFrom::default());
    let basis = Basis::Term {
        time: term.time,
        citation: term.basis.to_owned(),
        confidence: term.confidence,
    };
    Ok(Due { deadline, basis })
}

/// When to warn; nothing where that would be on the day of receipt or before it.
fn warning(received_on: Date, deadline: &Deadline, calendar: &Calendar) -> Option<Instant> {
    let at = deadline.at.plus_seconds(-WARNING_SECONDS);
    (calendar.zone().date(at) > received_on).then_some(at)
}
