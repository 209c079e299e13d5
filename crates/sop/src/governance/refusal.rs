//! The rules by which the governance of procedures says no.

/// Why a command was refused. Each variant is a rule that a clerk can name.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Only a person reads and understands.
    #[error("only an officer may do this")]
    OfficerOnly,
    /// Try it out first (PermenPANRB 35/2012: uji coba before pengesahan).
    #[error("the version was not tried out yet")]
    NotTried,
    /// End the forum first: minutes signed by all, every comment decided on.
    #[error("a forum on the version goes on, or has comments that are not decided on")]
    ForumOpen,
    /// Have the head approve it first.
    #[error("the version is not approved yet")]
    NotApproved,
    /// Nothing to do; a change needs a new version.
    #[error("the version is approved already")]
    AlreadyApproved,
    /// Nothing to do.
    #[error("the person has acknowledged this version already")]
    AlreadyAcknowledged,
    /// Give one to twenty questions, two to six answers each, and a mark within.
    #[error("the quiz could not be passed, or not be failed")]
    QuizUnsound,
    /// Answer every question.
    #[error("every question of the quiz needs one answer")]
    QuizIncomplete,
    /// Acknowledge the version instead.
    #[error("the version has no quiz")]
    QuizMissing,
    /// Nothing to do.
    #[error("the person has passed the quiz already")]
    QuizPassed,
    /// Read the procedure again, and try tomorrow.
    #[error("the person has taken the quiz as often as a day allows")]
    TooManyAttempts,
    /// Look at the version's proposals.
    #[error("there is no such proposal")]
    ProposalNotFound,
    /// What was said of a proposal stays.
    #[error("the proposal is disposed of already")]
    AlreadyDisposed,
    /// Another person says what becomes of a proposal.
    #[error("who proposed a revision may not decide on it")]
    DutiesSeparated,
    /// What is recorded must have happened.
    #[error("the day lies in the future")]
    DateInFuture,
    /// A day that lies before what it follows on.
    #[error("the day lies before what it follows on")]
    DateOutOfOrder,
    /// The record of this version is full.
    #[error("a version may have at most {limit} of these")]
    TooMany {
        /// The bound.
        limit: usize,
    },
}

impl Refusal {
    /// The stable reason that the contract's catalogue lists.
    #[must_use]
    pub fn reason(&self) -> &'static str {
        match self {
            Self::OfficerOnly => "OFFICER_ONLY",
            Self::NotTried => "SOP_NOT_TRIED",
            Self::ForumOpen => "FORUM_OPEN",
            Self::NotApproved => "SOP_NOT_APPROVED",
            Self::AlreadyApproved => "SOP_ALREADY_APPROVED",
            Self::AlreadyAcknowledged => "SOP_ALREADY_ACKNOWLEDGED",
            Self::QuizUnsound => "QUIZ_UNSOUND",
            Self::QuizIncomplete => "QUIZ_INCOMPLETE",
            Self::QuizMissing => "QUIZ_MISSING",
            Self::QuizPassed => "QUIZ_PASSED",
            Self::TooManyAttempts => "QUIZ_TOO_OFTEN",
            Self::ProposalNotFound => "PROPOSAL_NOT_FOUND",
            Self::AlreadyDisposed => "PROPOSAL_DISPOSED",
            Self::DutiesSeparated => "DUTIES_SEPARATED",
            Self::DateInFuture => "DATE_IN_FUTURE",
            Self::DateOutOfOrder => "DATE_OUT_OF_ORDER",
            Self::TooMany { .. } => "TOO_MANY",
        }
    }
}
