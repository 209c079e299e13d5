//! One case between two of its events, and what the next event adds to the figures.

use calendar::Calendar;
use jiff::civil::Date;
use kernel::{Instant, Unit};
use permits::{Application, Event, Grant, Phase, Taken, Timer};
use serde::{Deserialize, Serialize};

use crate::{
    age::Ageing,
    book::{Book, Counted, Place},
    cause::Cause,
    flow::Flow,
    histogram::TimeUnit,
};

/// An open step, and with whom it has been since when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Spell {
    /// The step.
    pub step: String,
    /// The unit whose step it is; while the applicant has it, the one that answers
    /// for the case.
    pub unit: Unit,
    /// With whom.
    pub cause: Cause,
    /// Since when.
    pub since: Instant,
}

/// What is known of a case between two events. That of a case that is over is the
/// default again.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    /// Its open steps.
    pub spells: Vec<Spell>,
    /// When it grows older.
    pub ageing: Ageing,
}

/// What of the application before an event the figures look at; the default is that
/// there was none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Before {
    phase: Option<Phase>,
    is_complete: bool,
    is_deemed: bool,
    is_stopped: bool,
    returns: usize,
    clock: (usize, Option<Timer>),
}

impl From<&Application> for Before {
    fn from(application: &Application) -> Self {
        Self {
            phase: Some(application.phase()),
            is_complete: application.accepted_at.is_some(),
            is_deemed: deemed_at(application).is_some(),
            is_stopped: application.ledger.is_stopped(),
            returns: application.returns.len(),
            clock: (application.ledger.entries().len(), application.timer.clone()),
        }
    }
}

/// When the law granted it, if the law did.
fn deemed_at(application: &Application) -> Option<Instant> {
    match application.state.grant() {
        Some(Grant::ByLaw { effective_at, recorded_at: _ }) => Some(effective_at),
        Some(Grant::ByOfficer { .. } | Grant::ByObjection { .. }) | None => None,
    }
}

/// One event as it is seen, with the application on either side of it.
#[derive(Clone, Copy)]
pub struct Seen<'a> {
    /// The application before; the default at its birth.
    pub before: &'a Before,
    /// The application after.
    pub after: &'a Application,
    /// The event.
    pub event: &'a Event,
    /// When it was recorded.
    pub at: Instant,
    /// The agency's calendar as it was then. An event that moves nothing needs none.
    pub calendar: Option<&'a Calendar>,
}

/// An event moved a case, and nobody said by which calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the figures need the agency's calendar")]
pub struct CalendarMissing;

impl Case {
    /// Takes in one event of the case, and adds to `book` what it adds to the figures.
    ///
    /// # Errors
    /// [`CalendarMissing`]; then neither the case nor the book has changed.
    pub fn observe(&mut self, seen: &Seen<'_>, book: &mut Book) -> Result<(), CalendarMissing> {
        let spells = spells(&self.spells, seen);
        let happened = happened(seen);
        let clock_moved = Before::from(seen.after).clock != seen.before.clock;
        if spells == self.spells && happened.is_empty() && !clock_moved {
            return Ok(());
        }
        let calendar = seen.calendar.ok_or(CalendarMissing)?;
        for ended in self.spells.iter().filter(|spell| !spells.contains(spell)) {
            ended.end(seen, calendar, book);
        }
        for (flow, at) in happened {
            let place = place(seen, calendar.zone().date(at), &seen.after.holder);
            book.count(place, Counted::Flow(flow));
        }
        settle(seen, calendar, book);
        if seen.after.is_over() {
            *self = Self::default();
            return Ok(());
        }
        // What goes on after its end has no age yet.
        if clock_moved || self.spells.is_empty() {
            self.ageing = Ageing::of(seen.after, calendar, seen.at);
        }
        self.spells = spells;
        Ok(())
    }
}

impl Spell {
    /// Time with an agency is opening time, the rest of it is the calendar's; with the
    /// applicant all of it counts. Instants are cut to the second before.
    fn end(&self, seen: &Seen<'_>, calendar: &Calendar, book: &mut Book) {
        let second = |at: Instant| at.micros().div_euclid(1_000_000);
        let all = u64::try_from(second(seen.at) - second(self.since)).unwrap_or(0);
        let day = calendar.zone().date(seen.at);
        if self.cause == Cause::Applicant {
            book.spend(place(seen, day, &self.unit), &self.step, self.cause, all);
            return;
        }
        let open = calendar.open_seconds(self.since, seen.at);
        let closed = all.saturating_sub(open);
        book.spend(place(seen, day, &self.unit), &self.step, self.cause, open);
        book.spend(place(seen, day, &self.unit), &self.step, Cause::Calendar, closed);
    }
}

fn place(seen: &Seen<'_>, day: Date, unit: &Unit) -> Place {
    Place {
        agency: seen.after.agency.clone(),
        day,
        service: seen.after.service.id.clone(),
        unit: unit.clone(),
    }
}

/// The open steps after the event; who has one still has had it since before.
fn spells(before: &[Spell], seen: &Seen<'_>) -> Vec<Spell> {
    let after = seen.after;
    if after.is_over() {
        return Vec::new();
    }
    let open = after.run.open_steps().map(|step| {
        let (unit, cause) = match after.task(step) {
            Some(task) => {
                let is_elsewhere = task.entrusted.is_some() || task.executor.agency != after.agency;
                let cause = match &task.taken_by {
                    _ if is_elsewhere => Cause::OtherAgency,
                    Some(_) => Cause::OfficerWork,
                    None => Cause::Queue,
                };
                (Unit::from(&task.executor), cause)
            }
            // A payment that nobody has assessed yet waits for the agency.
            None if after.payments.contains(step) && !after.awaits_payment() => {
                (after.holder.clone(), Cause::Queue)
            }
            None => (after.holder.clone(), Cause::Applicant),
        };
        let known = before
            .iter()
            .find(|it| it.step == step.as_str() && it.cause == cause && it.unit == unit);
        let since = known.map_or(seen.at, |known| known.since);
        Spell { step: step.to_string(), unit, cause, since }
    });
    open.collect()
}

/// What the event is counted as, and when that happened.
fn happened(seen: &Seen<'_>) -> Vec<(Flow, Instant)> {
    let Seen { before, after, event, at, calendar: _ } = *seen;
    let mut happened = Vec::new();
    if before.phase.is_none() {
        happened.push((Flow::Received, at));
    }
    if let Some(complete_at) = after.accepted_at.filter(|_| !before.is_complete) {
        happened.push((Flow::Complete, complete_at));
    }
    if after.returns.len() > before.returns {
        happened.push((Flow::Returned, at));
    }
    if matches!(event, Event::Taken(Taken { overtake: Some(_), .. })) {
        happened.push((Flow::Overtaken, at));
    }
    if let Some(lawful) = deemed_at(after).filter(|_| !before.is_deemed) {
        happened.push((Flow::DeemedApproved, lawful));
    }
    let end = match after.phase() {
        Phase::Issued => Some(Flow::Issued),
        Phase::Rejected => Some(Flow::Refused),
        Phase::Withdrawn => Some(Flow::Withdrawn),
        Phase::Closed => Some(Flow::EndedOtherwise),
        Phase::Submitted
        | Phase::AwaitingApplicant
        | Phase::InProcess
        | Phase::Approved
        | Phase::DeemedApproved => None,
    };
    if let Some(end) = end.filter(|_| before.phase != Some(after.phase())) {
        happened.push((end, at));
    }
    happened
}

/// The clock has ended with this event: in time or late, and after how long.
fn settle(seen: &Seen<'_>, calendar: &Calendar, book: &mut Book) {
    let after = seen.after;
    let is_withdrawn = after.phase() == Phase::Withdrawn;
    if seen.before.is_stopped || !after.ledger.is_stopped() || is_withdrawn {
        return;
    }
    let Some(last) = after.ledger.entries().last() else { return };
    let flow = if after.fired.breached.is_none() { Flow::OnTime } else { Flow::Late };
    let at = || place(seen, calendar.zone().date(last.at), &after.holder);
    book.count(at(), Counted::Flow(flow));
    if let Some(used) = after.ledger.used(calendar, last.at) {
        book.count(at(), Counted::Took(TimeUnit::of(used), used.amount()));
    }
}
