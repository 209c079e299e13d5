//! What law and calendar bring to a report by themselves, each exactly once.

use kernel::Instant;

use crate::{
    complaint::{Complaint, Ground, State},
    context::Context,
    event::{Breached, CalendarAmended, Escalated, Event, Warned},
    procedure::Stage,
    rules::Step,
};

impl Complaint {
    /// What has come about by `context.now` and is not yet recorded: the calendar
    /// first, because it says which instants are lawful, then the rest in lawful
    /// order. A provisional date brings nothing.
    #[must_use]
    pub fn decide_time(&self, context: &Context<'_>) -> Vec<Event> {
        let amended: Vec<_> =
            self.clocks.iter().filter_map(|clock| clock.amended(context)).collect();
        if !amended.is_empty() {
            let event = Event::from(CalendarAmended { clocks: amended });
            let after = Self::evolve(Some(self.clone()), context.now, &event);
            let then = after.map(|it| it.by_time(context)).unwrap_or_default();
            return std::iter::once(event).chain(then).collect();
        }
        self.by_time(context)
    }

    fn by_time(&self, context: &Context<'_>) -> Vec<Event> {
        let mut rung: Vec<(Instant, Event)> = Vec::new();
        for step in Step::ALL {
            let fired = self.fired.get(&step).copied().unwrap_or_default();
            let (warn_at, late_after) = self.rings(step);
            if let Some(effective_at) = warn_at.filter(|at| *at <= context.now)
                && fired.warned.is_none()
            {
                rung.push((effective_at, Warned { step, effective_at }.into()));
            }
            if let Some(effective_at) = late_after.filter(|at| *at < context.now)
                && fired.breached.is_none()
            {
                let unit = self.holder.clone();
                rung.push((effective_at, Breached { step, effective_at }.into()));
                rung.push((effective_at, Escalated { step, unit, effective_at }.into()));
            }
        }
        rung.extend(self.closed_by_time(context));
        // Stable: what has one instant stays in the order above.
        rung.sort_by_key(|(at, _)| *at);
        rung.into_iter().map(|(_, event)| event).collect()
    }

    /// Silence closes: a report that was not completed, and an answer with
    /// evidence that nobody disputed.
    fn closed_by_time(&self, context: &Context<'_>) -> Option<(Instant, Event)> {
        let (ground, at, advance) = match self.state {
            State::AwaitingReporter { until } => {
                (Ground::DeemedWithdrawn, until, context.sop.stop(&self.run))
            }
            State::Answered { objection_until, has_evidence: true } => {
                let step = Stage::Confirmation.step();
                let advance = context.sop.complete(&self.run, &step, None).ok()?;
                (Ground::Undisputed, objection_until, advance)
            }
            _ => return None,
        };
        if context.now <= at {
            return None;
        }
        let event = self.closed(ground, advance, at, at, context).ok()?;
        Some((at, event))
    }

    /// When to warn of a step, and after which instant it is late: by the
    /// earliest of its dates that is certain.
    fn rings(&self, step: Step) -> (Option<Instant>, Option<Instant>) {
        let certain = self.clocks_of(step).filter_map(|clock| {
            let due = clock.deadline.filter(|due| due.provisional.is_none())?;
            Some((due.at, clock.warn_at))
        });
        match certain.min_by_key(|(at, _)| *at) {
            Some((at, warn_at)) => (warn_at, Some(at)),
            None => (None, None),
        }
    }

    /// The next instant at which [`Complaint::decide_time`] has something to say.
    #[must_use]
    pub fn wakes_at(&self) -> Option<Instant> {
        let after = |at: Instant| Instant::from_micros(at.micros().saturating_add(1));
        let steps = Step::ALL.into_iter().filter_map(|step| {
            let fired = self.fired.get(&step).copied().unwrap_or_default();
            let (warn_at, late_after) = self.rings(step);
            let warning = warn_at.filter(|_| fired.warned.is_none());
            let breach = late_after.filter(|_| fired.breached.is_none()).map(after);
            warning.into_iter().chain(breach).min()
        });
        let silence = match self.state {
            State::AwaitingReporter { until } => Some(after(until)),
            State::Answered { objection_until, has_evidence: true } => Some(after(objection_until)),
            _ => None,
        };
        steps.chain(silence).min()
    }
}
