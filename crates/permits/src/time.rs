//! What law and calendar bring by themselves, each exactly once.

use calendar::{Change, cause};
use kernel::Instant;
use standards::LapseRule;

use crate::{
    application::Application,
    clock::Timer,
    context::Context,
    event::Event,
    passage::{ClockCommand, Route},
    payload::{CalendarAmended, DeadlineBreached, DeadlineWarned, DeemedApproved, Escalated},
};

impl Application {
    /// What has come about by `context.now` and is not yet recorded, in lawful
    /// order: the calendar first, because it says which instants are lawful;
    /// then the warning, the breach, and what the breach brings.
    ///
    /// Nothing while the clock stands, and nothing but the calendar while the
    /// deadline is provisional. After a downtime everything missed comes at
    /// once, each with its lawful instant.
    #[must_use]
    pub fn decide_time(&self, context: &Context<'_>) -> Vec<Event> {
        let mut events = self.mandates_by_time(context);
        events.extend(self.clock_by_time(context));
        if self.owes_fee() {
            let fees = self.after(&events, context).fee_by_time(context);
            let lapsed = fees.iter().any(|event| matches!(event, Event::FeeLapsed(_)));
            events.extend(fees);
            if lapsed {
                // The clock may run again, and may have run out since.
                events.extend(self.after(&events, context).clock_by_time(context));
            }
        }
        events
    }

    /// What the clock alone has brought.
    fn clock_by_time(&self, context: &Context<'_>) -> Vec<Event> {
        let Some(timer) = self.timer.as_ref().filter(|_| self.fired.breached.is_none()) else {
            return self.decide_objection_time(context);
        };
        if let Some(amended) = self.calendar_amended(timer, context) {
            let mut events = vec![Event::CalendarAmended(amended)];
            // The case now knows the calendar, so this asks no third time.
            events.extend(self.after(&events, context).clock_by_time(context));
            return events;
        }
        let mut events = Vec::new();
        if timer.deadline.provisional.is_some() {
            return events;
        }
        let warning = timer.warn_at.filter(|at| *at <= context.now && self.fired.warned.is_none());
        if let Some(effective_at) = warning {
            events.push(Event::DeadlineWarned(DeadlineWarned { effective_at }));
        }
        if timer.deadline.is_missed(context.now) {
            let effective_at = timer.deadline.at;
            events.push(Event::DeadlineBreached(DeadlineBreached { effective_at }));
            events.extend(self.lapse(effective_at, context));
        }
        events
    }

    /// The amended calendar may only move the date later; an amendment that
    /// does not touch this case leaves no trace in it.
    fn calendar_amended(&self, timer: &Timer, context: &Context<'_>) -> Option<CalendarAmended> {
        let old = &timer.deadline;
        if context.calendar.revision() <= old.calendar_revision {
            return None;
        }
        let new = self.ledger.standing(context.calendar).deadline()?;
        if new.at < old.at || (new.at == old.at && new.provisional == old.provisional) {
            return None;
        }
        let mut entry = self.ledger.amend(context.now, context.calendar).ok()?;
        // The date before is the one that the applicant was last told, which
        // may be younger than the calendar that the ledger last wrote down.
        let revision = context.calendar.revision();
        let (old, moved) = (Some(old.date), Some(new.date));
        entry.change = Change::CalendarAmended { revision, old, new: moved };
        Some(CalendarAmended { entry, timer: Timer::towards(new, context) })
    }

    /// What the service's rule makes of the breach. A case that is decided and
    /// only waits for its licence is late, but nothing is left to be deemed.
    fn lapse(&self, effective_at: Instant, context: &Context<'_>) -> Vec<Event> {
        let rule = context.service.lapse();
        let basis = rule.citation.clone();
        match rule.rule {
            LapseRule::Escalation => vec![Event::Escalated(Escalated { effective_at, basis })],
            LapseRule::DeemedApproval if self.is_undecided() => {
                let jump = context
                    .sop
                    .issuance()
                    .and_then(|step| context.sop.jump(&self.run, &step.id).ok())
                    // A procedure without a step to jump to goes on where it
                    // stands; the decision is taken all the same.
                    .unwrap_or_default();
                let stop = ClockCommand::StopAt(effective_at, cause::DEEMED_APPROVED);
                // What the law grants is granted, whatever the ledger says.
                let route = self.route(jump.clone(), stop, context);
                let route = route.unwrap_or_else(|_| Route::without_clock(jump, context));
                route.events(|passage| {
                    Event::DeemedApproved(DeemedApproved { effective_at, basis, passage })
                })
            }
            LapseRule::DeemedApproval => Vec::new(),
        }
    }
}
