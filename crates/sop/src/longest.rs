//! The longest time that a procedure may take, loops at their caps.
//!
//! In a sound procedure the time of a case is that of a chain of steps, each
//! waiting for the one before: a join waits for its slowest branch, so that
//! parallel branches count as their maximum. The longest time is therefore the
//! longest walk along arrows from the start to an end that takes no capped
//! arrow more often than its cap. Waiting for the applicant counts nothing, nor
//! do steps before completeness, where the procedure decides that.

use calendar::WorkDuration;

use crate::{graph::Graph, procedure::Procedure, step::StepId, walk::Search};

/// Office minutes of a working day: 37.5 hours in five days (Perpres 21/2023).
const MINUTES_OF_A_DAY: u64 = 450;

/// The longest time that officers may take, and the steps that take it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Longest {
    amount: u64,
    unit: Unit,
    path: Vec<StepId>,
}

/// Why there is no longest time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unknown {
    /// The step at this position has a time that cannot be added to the others.
    Mixed(usize),
    /// Too many combinations of loops, in the component of this step.
    Entangled(usize),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Unit {
    /// Minutes, all times being given in minutes.
    Minutes,
    /// Minutes, some times being given in working days.
    WorkingDays,
    CalendarDays,
}

impl Longest {
    /// The time; office minutes beside working days are rounded up to a day.
    #[must_use]
    pub fn total(&self) -> WorkDuration {
        let whole = |amount: u64| u32::try_from(amount).unwrap_or(u32::MAX);
        match self.unit {
            Unit::Minutes => WorkDuration::OfficeMinutes(whole(self.amount)),
            Unit::WorkingDays => {
                WorkDuration::WorkingDays(whole(self.amount.div_ceil(MINUTES_OF_A_DAY)))
            }
            Unit::CalendarDays => WorkDuration::CalendarDays(whole(self.amount)),
        }
    }

    /// The steps along the longest path that somebody works on or waits at, in
    /// order; a step in a loop as often as it is passed.
    #[must_use]
    pub fn path(&self) -> &[StepId] {
        &self.path
    }

    /// Whether the longest time fits into `standard`; `None` when one is in
    /// calendar days and the other is not.
    #[must_use]
    pub fn fits(&self, standard: WorkDuration) -> Option<bool> {
        let (allowed, calendar) = match standard {
            WorkDuration::WorkingDays(days) => (u64::from(days) * MINUTES_OF_A_DAY, false),
            WorkDuration::OfficeMinutes(minutes) => (u64::from(minutes), false),
            WorkDuration::CalendarDays(days) => (u64::from(days), true),
        };
        let same = self.amount == 0 || calendar == (self.unit == Unit::CalendarDays);
        same.then_some(self.amount <= allowed)
    }
}

/// The longest time of a procedure whose every loop is capped.
pub(crate) fn longest(procedure: &Procedure) -> Result<Longest, Unknown> {
    let graph = Graph::of(procedure);
    let (unit, weights) = weights(procedure)?;
    let (amount, path) = Search::new(procedure, &graph, weights).run()?;
    let open_ended = |at: &usize| {
        let step = procedure.steps.get(*at)?;
        step.kind.is_open_ended().then(|| step.id.clone())
    };
    Ok(Longest { amount, unit, path: path.iter().filter_map(open_ended).collect() })
}

/// The common unit of all times, and the time of each step in it.
fn weights(procedure: &Procedure) -> Result<(Unit, Vec<u64>), Unknown> {
    let mut unit: Option<Unit> = None;
    let mut weights = Vec::with_capacity(procedure.steps.len());
    for (at, step) in procedure.steps.iter().enumerate() {
        let duration = match step.time {
            Some(time) if step.kind.is_work() => time.duration,
            _ => {
                weights.push(0);
                continue;
            }
        };
        let amount = u64::from(duration.amount());
        let (own, weight) = match duration {
            WorkDuration::WorkingDays(_) => (Unit::WorkingDays, amount * MINUTES_OF_A_DAY),
            WorkDuration::OfficeMinutes(_) => (Unit::Minutes, amount),
            WorkDuration::CalendarDays(_) => (Unit::CalendarDays, amount),
        };
        weights.push(weight);
        if weight == 0 {
            continue;
        }
        unit = match (unit, own) {
            (None, own) => Some(own),
            (Some(known), own) if known == own => Some(own),
            (Some(Unit::CalendarDays), _) | (_, Unit::CalendarDays) => {
                return Err(Unknown::Mixed(at));
            }
            (Some(_), _) => Some(Unit::WorkingDays),
        };
    }
    Ok((unit.unwrap_or(Unit::WorkingDays), weights))
}
