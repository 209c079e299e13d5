//! The clocks of a report: one for each step and law, each a ledger of its own.
//!
//! The ledger is the truth; the record keeps the deadline that follows from it,
//! because a fold has no calendar and the store must know when to wake.

use calendar::{
    Allowance, Calendar, CountFrom, Deadline, Entry, Holder, Ledger, Mark, WorkDuration,
};
use kernel::{Citation, Instant, Source, Unit};
use serde::{Deserialize, Serialize};

use crate::{
    class::Class,
    context::Context,
    procedure,
    refusal::Refusal,
    rules::{Edition, Law, Step},
};

/// The report was found complete, or given to a unit, or answered.
pub(crate) const BEGUN: &str = "begun";
/// The step was done.
pub(crate) const DONE: &str = "done";
/// The reporter has to complete something.
pub(crate) const INCOMPLETE: &str = "incomplete";
/// The reporter has completed it.
pub(crate) const COMPLETED: &str = "completed";
/// The reporter has an answer.
pub(crate) const ANSWERED: &str = "answered";
/// The reporter disputes the answer.
pub(crate) const DISPUTED: &str = "disputed";
/// The report was closed.
pub(crate) const CLOSED: &str = "closed";
/// It was opened again.
pub(crate) const REOPENED: &str = "reopened";
/// It was given to another unit.
pub(crate) const DISPOSED: &str = "disposed";

/// A warning is given when one part in this many of the time is left.
const WARNING_PART: u32 = 5;

/// One clock.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Clock {
    /// What must be done in time.
    pub step: Step,
    /// What gives the time.
    pub law: Law,
    /// How the time ran.
    pub ledger: Ledger,
    /// Where it leads; absent while the clock stands and after it stopped.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deadline: Option<Deadline>,
    /// When to warn; absent where the time is too short for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub warn_at: Option<Instant>,
}

/// What an event does to one clock.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClockMove {
    /// What must be done in time.
    pub step: Step,
    /// What gives the time.
    pub law: Law,
    /// The new lines of the ledger.
    pub entries: Vec<Entry>,
    /// Where it leads from now on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deadline: Option<Deadline>,
    /// When to warn.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub warn_at: Option<Instant>,
}

/// What becomes of a clock that is there.
#[derive(Clone, Copy)]
pub(crate) enum Turn {
    Pause(&'static str),
    Resume(&'static str),
    HandOver(&'static str),
    Stop(&'static str),
}

impl Clock {
    /// Whether the clock runs.
    #[must_use]
    pub fn is_running(&self) -> bool {
        self.ledger.is_running()
    }

    /// Why it stands, if it does.
    pub(crate) fn paused_for(&self) -> Option<&str> {
        let last = self.ledger.entries().last().filter(|_| self.ledger.is_paused());
        last.map(|entry| entry.cause.as_str())
    }

    /// The move that `turn` makes, with whoever has the report from now on.
    pub(crate) fn turned(
        &self,
        turn: Turn,
        holder: Holder,
        context: &Context<'_>,
    ) -> Result<ClockMove, Refusal> {
        let (Turn::Pause(cause) | Turn::Resume(cause) | Turn::HandOver(cause) | Turn::Stop(cause)) =
            turn;
        let mark = Mark { at: context.now, holder, cause: cause.to_owned() };
        let entry = match turn {
            Turn::Pause(_) => self.ledger.pause(mark)?,
            Turn::Resume(_) => self.ledger.resume(mark)?,
            Turn::HandOver(_) => self.ledger.hand_over(mark)?,
            Turn::Stop(_) => self.ledger.stop(mark)?,
        };
        Ok(self.moved(vec![entry], context.calendar))
    }

    /// What a change of the calendar does to it; nothing where no date moves
    /// later.
    pub(crate) fn amended(&self, context: &Context<'_>) -> Option<ClockMove> {
        let old = self.deadline?;
        if context.calendar.revision() <= old.calendar_revision {
            return None;
        }
        let new = self.ledger.standing(context.calendar).deadline()?;
        if new.at < old.at || (new.at == old.at && new.provisional == old.provisional) {
            return None;
        }
        let entry = self.ledger.amend(context.now, context.calendar).ok()?;
        Some(self.moved(vec![entry], context.calendar))
    }

    fn moved(&self, entries: Vec<Entry>, calendar: &Calendar) -> ClockMove {
        let mut ledger = self.ledger.clone();
        for entry in &entries {
            ledger.apply(entry.clone());
        }
        let Self { step, law, .. } = *self;
        let (deadline, warn_at) = timer(&ledger, calendar);
        ClockMove { step, law, entries, deadline, warn_at }
    }
}

/// The clocks of `step` for `class` that start at `at`: each law's, and the
/// agency's own where its procedure promises less than every law gives.
pub(crate) fn started(
    step: Step,
    class: Class,
    at: Instant,
    unit: &Unit,
    edition: &Edition,
    context: &Context<'_>,
) -> Result<Vec<ClockMove>, Refusal> {
    let begun = |law, allowance: Allowance| {
        let holder = held_by(unit);
        let mark = Mark { at, holder, cause: BEGUN.to_owned() };
        let clock = Clock { step, law, ledger: Ledger::new(), deadline: None, warn_at: None };
        let entry = clock.ledger.start(mark, allowance, context.calendar)?;
        Ok(clock.moved(vec![entry], context.calendar))
    };
    let laws = edition.of(step, class).map(|rule| {
        let basis = rule.citation();
        begun(rule.law, Allowance { budget: rule.time, basis, count_from: CountFrom::default() })
    });
    let mut moves = laws.collect::<Result<Vec<ClockMove>, Refusal>>()?;
    if let Some(budget) = procedure::promise(context.sop, step) {
        let text = context.sop.identity().number.clone();
        let basis = Citation { text, source: Source::Published };
        let allowance = Allowance { budget, basis, count_from: CountFrom::default() };
        let promised = begun(Law::Promise, allowance)?;
        let earliest = moves.iter().filter_map(|it| it.deadline).map(|due| due.at).min();
        let is_shorter = promised.deadline.is_some_and(|due| earliest.is_none_or(|at| due.at < at));
        moves.extend(is_shorter.then_some(promised));
    }
    Ok(moves)
}

pub(crate) fn held_by(unit: &Unit) -> Holder {
    Holder::Agency { agency: unit.agency.clone(), unit: unit.unit.clone() }
}

fn timer(ledger: &Ledger, calendar: &Calendar) -> (Option<Deadline>, Option<Instant>) {
    let Some(deadline) = ledger.standing(calendar).deadline().filter(|_| ledger.is_running())
    else {
        return (None, None);
    };
    let budget = ledger.entries().iter().find_map(|entry| match entry.change {
        calendar::Change::Started { budget, .. } => Some(budget),
        _ => None,
    });
    let left = |time: WorkDuration| time.with_amount(time.amount().div_ceil(WARNING_PART));
    let long_enough = budget.filter(|time| time.amount() > 1);
    let warn_at = long_enough.map(|time| calendar.ahead_of(&deadline, left(time)));
    (Some(deadline), warn_at)
}
