//! Visits, what was found, and the minutes.

use kernel::{Instant, PersonId, SealedRef};
use serde::{Deserialize, Serialize};
use sop::StepId;

use crate::inspection::{Letter, Minutes, Observation};

/// A superior ordered a visit by a letter of assignment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InspectionOrdered {
    /// For which step.
    pub step: StepId,
    /// When it is to be.
    pub visit_at: Instant,
    /// Where.
    pub place: SealedRef,
    /// The letter.
    pub letter: Letter,
    /// Who goes.
    pub team: Vec<PersonId>,
}

/// The visit is to be at another time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InspectionRescheduled {
    /// For which step.
    pub step: StepId,
    /// When it is to be.
    pub visit_at: Instant,
    /// Why.
    pub reason: SealedRef,
}

/// The visit was called off.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InspectionCancelled {
    /// For which step.
    pub step: StepId,
    /// Why.
    pub reason: SealedRef,
}

/// One of the team wrote down what was found; earlier signatures are void.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FindingsRecorded {
    /// For which step.
    pub step: StepId,
    /// What was found; each replaces what was found of the same item before.
    pub findings: Vec<Observation>,
}

/// One of the team wrote the minutes; earlier signatures are void.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MinutesWritten {
    /// For which step.
    pub step: StepId,
    /// The minutes.
    pub minutes: Minutes,
}

/// One of the team signed the minutes; with the last signature they lock.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MinutesSigned {
    /// For which step.
    pub step: StepId,
}
