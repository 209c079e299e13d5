//! The rules by which the register says no, each with a stable reason.

/// Why a command was refused. Each variant is a rule that a clerk can name.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// A product is received before it is recorded.
    #[error("the day of receipt lies in the future")]
    DateInFuture,
    /// Give the day that the letter names.
    #[error("no law that is known gives a time for this kind of product")]
    DueMissing,
    /// The last day comes before the first.
    #[error("the due day lies before the day of receipt")]
    DateOutOfOrder,
    /// What has ended does not change.
    #[error("the product is closed")]
    Closed,
    /// Record first what was done.
    #[error("nothing was done about it yet")]
    NotFollowedUp,
    /// Another person closes than the one who did it.
    #[error("who followed a product up does not close it")]
    DutiesSeparated,
}

impl Refusal {
    /// Every reason, for the test that the contract's catalogue lists them all.
    pub const REASONS: &'static [&'static str] = &[
        "DATE_IN_FUTURE",
        "PRODUCT_DUE_MISSING",
        "DATE_OUT_OF_ORDER",
        "PRODUCT_CLOSED",
        "PRODUCT_NOT_FOLLOWED_UP",
        "DUTIES_SEPARATED",
    ];

    /// The stable reason that the contract's catalogue lists.
    #[must_use]
    pub fn reason(&self) -> &'static str {
        match self {
            Self::DateInFuture => "DATE_IN_FUTURE",
            Self::DueMissing => "PRODUCT_DUE_MISSING",
            Self::DateOutOfOrder => "DATE_OUT_OF_ORDER",
            Self::Closed => "PRODUCT_CLOSED",
            Self::NotFollowedUp => "PRODUCT_NOT_FOLLOWED_UP",
            Self::DutiesSeparated => "DUTIES_SEPARATED",
        }
    }
}
