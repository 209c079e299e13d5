//! Conflicts of interest, and who works instead.

use kernel::{PersonId, SealedRef, Unit};
use serde::{Deserialize, Serialize};
use sop::StepId;

use crate::conduct::{ConflictKind, ReassignReason};

/// An officer declared a conflict of interest: the task, if taken, went back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConflictDeclared {
    /// The step that the officer would have done.
    pub step: StepId,
    /// From where the conflict comes.
    pub kind: ConflictKind,
    /// The unit whose superior is told.
    pub unit: Unit,
    /// In the officer's words.
    pub note: SealedRef,
}

/// A registered number of an officer is the applicant's. Which, nobody is told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConflictMatched {
    /// The officer.
    pub person: PersonId,
    /// The unit whose superior is told.
    pub unit: Unit,
}

/// A supervisor gave a taken task to another officer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reassigned {
    /// The step.
    pub step: StepId,
    /// Who has it now; to declare before acting.
    pub to: PersonId,
    /// Why.
    pub reason: ReassignReason,
    /// In words.
    pub note: SealedRef,
}
