//! The rules by which privacy says no, each with a stable reason.

use kernel::Instant;

/// Why something was refused. Each variant is a rule that a data protection
/// officer can name.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The person's data were destroyed.
    #[error("the data were erased")]
    Erased,
    /// Wait until the case has ended.
    #[error("the case is still open")]
    CaseOpen,
    /// The licence has to be known to whoever relies on it.
    #[error("a licence from this case is in force{}", ending(*until))]
    LicenceInForce {
        /// Until when; absent while it has no end.
        until: Option<Instant>,
    },
    /// Archives must be kept for a while (UU 43/2009).
    #[error("the record has to be kept until {until}")]
    RetentionRunning {
        /// The first instant at which it need not be kept any more.
        until: Instant,
    },
    /// A time cannot run from what has not happened yet.
    #[error("the instant must not lie in the future, nor before what it is about")]
    ReceivedInFuture,
    /// Open another one.
    #[error("the request is closed")]
    RequestClosed,
    /// Nothing to do.
    #[error("they have been told already")]
    AlreadyNotified,
}

impl Refusal {
    /// Every reason, for the test that the contract's catalogue lists them all.
    pub const REASONS: &'static [&'static str] = &[
        "DATA_ERASED",
        "CASE_OPEN",
        "LICENCE_IN_FORCE",
        "RETENTION_RUNNING",
        "NOT_IN_FUTURE",
        "REQUEST_CLOSED",
        "ALREADY_NOTIFIED",
    ];

    /// The stable reason that the contract's catalogue lists.
    #[must_use]
    pub fn reason(&self) -> &'static str {
        match self {
            Self::Erased => "DATA_ERASED",
            Self::CaseOpen => "CASE_OPEN",
            Self::LicenceInForce { .. } => "LICENCE_IN_FORCE",
            Self::RetentionRunning { .. } => "RETENTION_RUNNING",
            Self::ReceivedInFuture => "NOT_IN_FUTURE",
            Self::RequestClosed => "REQUEST_CLOSED",
            Self::AlreadyNotified => "ALREADY_NOTIFIED",
        }
    }
}

fn ending(until: Option<Instant>) -> String {
    until.map_or_else(String::new, |until| format!(" until {until}"))
}
