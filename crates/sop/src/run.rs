//! How far a case has come, and the moves that bring it there.
//!
//! Both are written into journal events and records: fields are only ever
//! added, with a default, and empty ones are left out of the JSON.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::{
    step::{Kind, StepId},
    words::{Effect, EndResult},
};

/// Where a case stands in its procedure. The fold of its [`Advance`]s.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Run {
    /// Steps that wait for somebody, in the order of their ids.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    open: BTreeSet<StepId>,
    /// For each join that still waits, the steps that have arrived.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    waiting: BTreeMap<StepId, BTreeSet<StepId>>,
    /// How often each capped outcome was taken, by step and outcome.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    rounds: BTreeMap<StepId, BTreeMap<String, u32>>,
    /// Set at the end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    ended: Option<EndResult>,
}

/// One move of a case, complete in itself: applying it needs no document.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Advance {
    /// Steps that nobody has to do any more.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub closed: Vec<StepId>,
    /// The outcome of the closed step, when it was a decision.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<String>,
    /// What the outcome means in law.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effect: Option<Effect>,
    /// Whether the outcome is capped, so that this round counts.
    #[serde(default, skip_serializing_if = "is_false")]
    pub counted: bool,
    /// Arrivals at joins that go on waiting for others.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub waits: Vec<Wait>,
    /// Joins that wait no more: all have arrived, or the case was moved away.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub released: Vec<StepId>,
    /// Steps that somebody has to do from now on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub opened: Vec<Opened>,
    /// How the case ended, when this move ended it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended: Option<EndResult>,
    /// Whether the case goes on although it had ended.
    #[serde(default, skip_serializing_if = "is_false")]
    pub reopens: bool,
}

/// A step that was opened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Opened {
    /// The step.
    pub step: StepId,
    /// Activity, decision or applicant.
    pub kind: Kind,
}

/// An arrival at a join that waits for others.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wait {
    /// The join.
    pub join: StepId,
    /// The step that has arrived there.
    pub from: StepId,
}

impl Run {
    /// A case before [`crate::Sop::begin`]: nothing is open.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The run after `advance`. Total: what was recorded did happen.
    #[must_use]
    pub fn apply(mut self, advance: &Advance) -> Self {
        let Advance {
            closed,
            outcome,
            effect: _,
            counted,
            waits,
            released,
            opened,
            ended,
            reopens,
        } = advance;
        for step in closed {
            self.open.remove(step);
        }
        if let (true, [step], Some(outcome)) = (*counted, closed.as_slice(), outcome) {
            let rounds = self.rounds.entry(step.clone()).or_default();
            let taken = rounds.entry(outcome.clone()).or_default();
            *taken = taken.saturating_add(1);
        }
        for join in released {
            self.waiting.remove(join);
        }
        for Wait { join, from } in waits {
            self.waiting.entry(join.clone()).or_default().insert(from.clone());
        }
        self.open.extend(opened.iter().map(|opened| opened.step.clone()));
        let before = self.ended.filter(|_| !reopens);
        self.ended = before.or(*ended);
        self
    }

    /// The steps that wait for somebody.
    pub fn open_steps(&self) -> impl Iterator<Item = &StepId> {
        self.open.iter()
    }

    /// Whether `step` waits for somebody.
    #[must_use]
    pub fn is_open(&self, step: &StepId) -> bool {
        self.open.contains(step)
    }

    /// The joins that wait, each with the steps that have arrived.
    pub fn waiting_joins(&self) -> impl Iterator<Item = (&StepId, &BTreeSet<StepId>)> {
        self.waiting.iter()
    }

    /// How often the capped `outcome` of `step` was taken.
    #[must_use]
    pub fn rounds(&self, step: &StepId, outcome: &str) -> u32 {
        self.rounds.get(step).and_then(|rounds| rounds.get(outcome)).copied().unwrap_or(0)
    }

    /// How the case ended, if it has.
    #[must_use]
    pub fn ended(&self) -> Option<EndResult> {
        self.ended
    }

    pub(crate) fn arrived(&self, join: &StepId) -> Option<&BTreeSet<StepId>> {
        self.waiting.get(join)
    }
}

/// serde asks by reference.
#[expect(clippy::trivially_copy_pass_by_ref)]
fn is_false(value: &bool) -> bool {
    !*value
}
