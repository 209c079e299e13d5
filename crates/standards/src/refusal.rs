//! The rules by which a standard's life says no, each with a stable reason.

/// Why a command was refused. Each variant is a rule that a clerk can name.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Nothing was drafted under this name.
    #[error("there is no such standard")]
    NotFound,
    /// Draft the next version instead.
    #[error("the text is established and never changes; draft the next version")]
    Fixed,
    /// Hold the forum first (UU 25/2009 Ps 20: standards are made with the public).
    #[error("the draft was not discussed with the public yet")]
    NotDiscussed,
    /// End the forum first: minutes signed by all, every comment decided on.
    #[error("a forum on the draft goes on, or has comments that are not decided on")]
    ForumOpen,
    /// Fill the components first.
    #[error("these components say nothing yet: {missing}")]
    ComponentsMissing {
        /// Their keys in the file.
        missing: String,
    },
    /// Another person must establish what this one wrote.
    #[error("who wrote the text may not establish it")]
    DutiesSeparated,
    /// Have the head establish it first.
    #[error("the standard is not established")]
    NotEstablished,
    /// Publish it first.
    #[error("the standard is not published")]
    NotPublished,
    /// A revoked standard stays revoked; draft the next version.
    #[error("the standard is revoked")]
    Revoked,
    /// A newer version is in force already.
    #[error("a version as new or newer is in force")]
    NotNewer,
    /// What is recorded must have happened.
    #[error("the day lies in the future")]
    DateInFuture,
    /// A decree follows what it decides on.
    #[error("the day lies before what it follows on")]
    DateOutOfOrder,
    /// The agency has promised nothing yet.
    #[error("the agency has no promise in force")]
    PromiseNotFound,
    /// The promise does not name the standard on which the case runs.
    #[error("the promise does not cover the standard of this case")]
    NotCovered,
    /// The time of the case has not passed.
    #[error("the promised time was kept so far")]
    NothingBreached,
    /// One broken promise is made good once.
    #[error("the compensation of this case is recorded already")]
    AlreadyCompensated,
}

impl Refusal {
    /// The stable reason that the contract's catalogue lists.
    #[must_use]
    pub fn reason(&self) -> &'static str {
        match self {
            Self::NotFound => "STANDARD_NOT_FOUND",
            Self::Fixed => "STANDARD_FIXED",
            Self::NotDiscussed => "STANDARD_NOT_DISCUSSED",
            Self::ForumOpen => "FORUM_OPEN",
            Self::ComponentsMissing { .. } => "COMPONENTS_MISSING",
            Self::DutiesSeparated => "DUTIES_SEPARATED",
            Self::NotEstablished => "STANDARD_NOT_ESTABLISHED",
            Self::NotPublished => "STANDARD_NOT_PUBLISHED",
            Self::Revoked => "STANDARD_REVOKED",
            Self::NotNewer => "VERSION_NOT_NEWER",
            Self::DateInFuture => "DATE_IN_FUTURE",
            Self::DateOutOfOrder => "DATE_OUT_OF_ORDER",
            Self::PromiseNotFound => "PROMISE_NOT_FOUND",
            Self::NotCovered => "PROMISE_DOES_NOT_COVER",
            Self::NothingBreached => "NOTHING_BREACHED",
            Self::AlreadyCompensated => "ALREADY_COMPENSATED",
        }
    }

    /// Every reason, for the test that the contract's catalogue lists them all.
    pub const REASONS: [&'static str; 15] = [
        "STANDARD_NOT_FOUND",
        "STANDARD_FIXED",
        "STANDARD_NOT_DISCUSSED",
        "COMPONENTS_MISSING",
        "DUTIES_SEPARATED",
        "STANDARD_NOT_ESTABLISHED",
        "STANDARD_NOT_PUBLISHED",
        "STANDARD_REVOKED",
        "VERSION_NOT_NEWER",
        "DATE_IN_FUTURE",
        "DATE_OUT_OF_ORDER",
        "PROMISE_NOT_FOUND",
        "PROMISE_DOES_NOT_COVER",
        "NOTHING_BREACHED",
        "ALREADY_COMPENSATED",
    ];
}
