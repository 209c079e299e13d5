//! Why the engine refuses to move a case.

use crate::step::StepId;

/// A rule that a move of a case would break.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Nothing happens to a case after its end.
    #[error("the case has ended")]
    CaseEnded,
    /// The procedure has no such step; the caller should read the case again.
    #[error("the procedure has no step {step}")]
    StepUnknown {
        /// As the caller wrote it.
        step: StepId,
    },
    /// The step is not open: done already, or not yet due.
    #[error("step {step} is not open")]
    StepNotOpen {
        /// The step.
        step: StepId,
    },
    /// The step is not work: nobody can be sent to a split, a join or an end.
    #[error("step {step} is not work")]
    StepNotWork {
        /// The step.
        step: StepId,
    },
    /// The step can be open beside others, so a case cannot be moved to it alone.
    #[error("step {step} runs beside other steps")]
    StepNotAlone {
        /// The step.
        step: StepId,
    },
    /// A decision needs one of its outcomes.
    #[error("step {step} needs an outcome")]
    OutcomeMissing {
        /// The decision.
        step: StepId,
    },
    /// The decision has no such outcome.
    #[error("step {step} has no outcome {outcome}")]
    OutcomeUnknown {
        /// The decision.
        step: StepId,
        /// As the caller wrote it.
        outcome: String,
    },
    /// Only a decision has outcomes.
    #[error("step {step} is no decision")]
    OutcomeUnexpected {
        /// The step.
        step: StepId,
    },
    /// The loop was taken as often as the procedure allows.
    #[error("outcome {outcome} of step {step} was taken {cap} times, which is its limit")]
    RoundsUsedUp {
        /// The decision.
        step: StepId,
        /// The outcome that is used up.
        outcome: String,
        /// How often it could be taken.
        cap: u32,
    },
}

impl Refusal {
    /// Every reason that [`Refusal::reason`] gives.
    pub const REASONS: &'static [&'static str] = &[
        "CASE_ENDED",
        "STEP_UNKNOWN",
        "STEP_NOT_OPEN",
        "STEP_NOT_WORK",
        "STEP_NOT_ALONE",
        "OUTCOME_MISSING",
        "OUTCOME_UNKNOWN",
        "OUTCOME_UNEXPECTED",
        "ROUNDS_USED_UP",
    ];

    /// The stable reason for the contract's error catalogue.
    #[must_use]
    pub fn reason(&self) -> &'static str {
        match self {
            Self::CaseEnded => "CASE_ENDED",
            Self::StepUnknown { .. } => "STEP_UNKNOWN",
            Self::StepNotOpen { .. } => "STEP_NOT_OPEN",
            Self::StepNotWork { .. } => "STEP_NOT_WORK",
            Self::StepNotAlone { .. } => "STEP_NOT_ALONE",
            Self::OutcomeMissing { .. } => "OUTCOME_MISSING",
            Self::OutcomeUnknown { .. } => "OUTCOME_UNKNOWN",
            Self::OutcomeUnexpected { .. } => "OUTCOME_UNEXPECTED",
            Self::RoundsUsedUp { .. } => "ROUNDS_USED_UP",
        }
    }
}
