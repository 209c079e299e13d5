//! Follows a recorded history through an SOP: does the one allow the other?
//!
//! Control flow only: who did it, how long it took and which outcome was
//! chosen are not asked. A log names activities, not outcomes, so every
//! outcome that the SOP allows is tried.

use std::collections::BTreeSet;

use sop::{Run, Sop, StepId};

/// What an SOP says of a history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Conformance {
    /// Allowed from the first activity to an end.
    Conforms,
    /// Allowed so far, but no end is reached: the history is an honest beginning.
    Unfinished {
        /// The steps that could follow.
        expected: Vec<StepId>,
    },
    /// Not allowed from here on.
    Deviates {
        /// Index of the first activity that the SOP does not allow.
        at: usize,
        /// That activity.
        activity: String,
        /// The steps that could have come instead; none after the end.
        expected: Vec<StepId>,
    },
}

/// Follows `activities`, in order, through `sop`.
///
/// An activity is a step whose name it is, in either language. The steps of
/// the applicant are activities like any other.
#[must_use]
pub fn replay(sop: &Sop, activities: &[&str]) -> Conformance {
    let mut runs = vec![Run::new().apply(&sop.begin())];
    for (at, activity) in activities.iter().enumerate() {
        let next = after(sop, &runs, activity);
        if next.is_empty() {
            let activity = (*activity).to_owned();
            return Conformance::Deviates { at, activity, expected: open_in(&runs) };
        }
        runs = next;
    }
    if runs.iter().any(|run| run.ended().is_some()) {
        Conformance::Conforms
    } else {
        Conformance::Unfinished { expected: open_in(&runs) }
    }
}

/// Every state that one of `runs` can be in after `activity`.
///
/// Caps bound the number of states: without loops there are as many as the
/// decisions of one moment have outcomes.
fn after(sop: &Sop, runs: &[Run], activity: &str) -> Vec<Run> {
    let mut next: Vec<Run> = Vec::new();
    for run in runs {
        for step in run.open_steps().filter_map(|id| sop.step(id)) {
            if step.name.id != activity && step.name.en != activity {
                continue;
            }
            let chosen = step.outcomes().iter().map(|outcome| Some(outcome.id.as_str()));
            let only = step.outcomes().is_empty().then_some(None);
            for outcome in chosen.chain(only) {
                let Ok(advance) = sop.complete(run, &step.id, outcome) else { continue };
                let reached = run.clone().apply(&advance);
                if !next.contains(&reached) {
                    next.push(reached);
                }
            }
        }
    }
    next
}

fn open_in(runs: &[Run]) -> Vec<StepId> {
    let open: BTreeSet<&StepId> = runs.iter().flat_map(Run::open_steps).collect();
    open.into_iter().cloned().collect()
}
