//! The rules by which the register says no, each with a stable reason.

/// Why a command was refused. Each variant is a rule that a clerk can name.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Give a day that has not passed.
    #[error("the due day is over already")]
    DueInPast,
    /// Only what is open is assigned, done or dropped.
    #[error("the action is not open any more")]
    NotOpen,
    /// Have it done first.
    #[error("nobody has done it yet")]
    NotDone,
    /// Another person verifies than the one who answers for it or did it.
    #[error("who answers for an action does not judge it")]
    DutiesSeparated,
    /// What was dropped brought nothing.
    #[error("the action was dropped")]
    Dropped,
}

impl Refusal {
    /// Every reason, for the test that the contract's catalogue lists them all.
    pub const REASONS: &'static [&'static str] = &[
        "DUE_IN_PAST",
        "ACTION_NOT_OPEN",
        "ACTION_NOT_DONE",
        "DUTIES_SEPARATED",
        "ACTION_DROPPED",
    ];

    /// The stable reason that the contract's catalogue lists.
    #[must_use]
    pub fn reason(&self) -> &'static str {
        match self {
            Self::DueInPast => "DUE_IN_PAST",
            Self::NotOpen => "ACTION_NOT_OPEN",
            Self::NotDone => "ACTION_NOT_DONE",
            Self::DutiesSeparated => "DUTIES_SEPARATED",
            Self::Dropped => "ACTION_DROPPED",
        }
    }
}
