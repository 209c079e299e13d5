//! The rules by which a forum says no, each with a stable reason.

use crate::forum::State;

/// Why a command was refused. Each variant is a rule that a clerk can name.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Look at the forum's state.
    #[error("this does not fit a forum that is {state:?}")]
    OutOfOrder {
        /// Where it stands.
        state: State,
    },
    /// Choose a later last day, or another forum.
    #[error("the last day of the forum is over")]
    PeriodOver,
    /// Wait for the first day.
    #[error("the first day of the forum has not come")]
    NotBegun,
    /// The last day comes before the first.
    #[error("the day lies before what it follows on")]
    DateOutOfOrder,
    /// What is recorded must have happened.
    #[error("the day lies in the future")]
    DateInFuture,
    /// Give a day that has not passed.
    #[error("the due day is over already")]
    DueInPast,
    /// Look at the clauses of the draft.
    #[error("the draft has no clause with this anchor")]
    ClauseNotFound,
    /// Look at the forum's comments.
    #[error("the forum has no such comment")]
    CommentNotFound,
    /// Look at the list of those present.
    #[error("the forum has no such participant")]
    ParticipantNotFound,
    /// What was said of a comment stays.
    #[error("the comment is decided on already")]
    Decided,
    /// Decide on every comment first ("not only a formality").
    #[error("{count} comments are not decided on")]
    Undecided {
        /// How many.
        count: usize,
    },
    /// Decide on the comment first; a rejected one leaves nothing to do.
    #[error("nothing is to be done about this comment")]
    NothingToProve,
    /// Do it and prove it first.
    #[error("for {count} comments nothing proves that it was done")]
    FollowUpMissing {
        /// How many.
        count: usize,
    },
    /// Nothing to do.
    #[error("it was proven already")]
    AlreadyProven,
    /// Name people of both sides.
    #[error("minutes are signed by the organiser and by those who took part")]
    OneSided,
    /// Write the minutes first.
    #[error("the minutes are not written yet")]
    MinutesMissing,
    /// Only those whom the minutes name sign them.
    #[error("the minutes do not name this person among those who sign")]
    NotASignatory,
    /// Nothing to do.
    #[error("the person has signed the minutes already")]
    SignedAlready,
    /// Publish the results first.
    #[error("the results are not published yet")]
    ResultsUnpublished,
    /// Nothing to do.
    #[error("the results are published already")]
    ResultsPublished,
    /// The record of this forum is full.
    #[error("a forum may have at most {limit} of these")]
    Full {
        /// The bound.
        limit: usize,
    },
}

impl Refusal {
    /// Every reason, for the test that the contract's catalogue lists them all.
    pub const REASONS: &'static [&'static str] = &[
        "FORUM_OUT_OF_ORDER",
        "FORUM_PERIOD_OVER",
        "FORUM_NOT_BEGUN",
        "DATE_OUT_OF_ORDER",
        "DATE_IN_FUTURE",
        "DUE_IN_PAST",
        "CLAUSE_NOT_FOUND",
        "COMMENT_NOT_FOUND",
        "PARTICIPANT_NOT_FOUND",
        "COMMENT_DECIDED",
        "COMMENTS_UNDECIDED",
        "NOTHING_TO_PROVE",
        "FOLLOW_UP_MISSING",
        "FOLLOW_UP_RECORDED",
        "MINUTES_ONE_SIDED",
        "FORUM_MINUTES_MISSING",
        "NOT_A_SIGNATORY",
        "FORUM_MINUTES_SIGNED",
        "RESULTS_NOT_PUBLISHED",
        "RESULTS_PUBLISHED",
        "FORUM_FULL",
    ];

    /// The stable reason that the contract's catalogue lists.
    #[must_use]
    pub fn reason(&self) -> &'static str {
        match self {
            Self::OutOfOrder { .. } => "FORUM_OUT_OF_ORDER",
            Self::PeriodOver => "FORUM_PERIOD_OVER",
            Self::NotBegun => "FORUM_NOT_BEGUN",
            Self::DateOutOfOrder => "DATE_OUT_OF_ORDER",
            Self::DateInFuture => "DATE_IN_FUTURE",
            Self::DueInPast => "DUE_IN_PAST",
            Self::ClauseNotFound => "CLAUSE_NOT_FOUND",
            Self::CommentNotFound => "COMMENT_NOT_FOUND",
            Self::ParticipantNotFound => "PARTICIPANT_NOT_FOUND",
            Self::Decided => "COMMENT_DECIDED",
            Self::Undecided { .. } => "COMMENTS_UNDECIDED",
            Self::NothingToProve => "NOTHING_TO_PROVE",
            Self::FollowUpMissing { .. } => "FOLLOW_UP_MISSING",
            Self::AlreadyProven => "FOLLOW_UP_RECORDED",
            Self::OneSided => "MINUTES_ONE_SIDED",
            Self::MinutesMissing => "FORUM_MINUTES_MISSING",
            Self::NotASignatory => "NOT_A_SIGNATORY",
            Self::SignedAlready => "FORUM_MINUTES_SIGNED",
            Self::ResultsUnpublished => "RESULTS_NOT_PUBLISHED",
            Self::ResultsPublished => "RESULTS_PUBLISHED",
            Self::Full { .. } => "FORUM_FULL",
        }
    }
}
