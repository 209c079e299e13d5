//! Where an application stands in law, with the facts that are true there.

use kernel::{Instant, SealedRef};
use serde::{Deserialize, Serialize};
use sop::EndResult;

/// How an application came to be granted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Grant {
    /// By an officer's approval.
    ByOfficer {
        /// When.
        at: Instant,
    },
    /// By the law, when the time passed without a decision (fiktif positif).
    ByLaw {
        /// The lawful instant: the end of the deadline.
        effective_at: Instant,
        /// When it was recorded.
        recorded_at: Instant,
    },
    /// By an objection against the rejection, upheld or not decided in time.
    ByObjection {
        /// The lawful instant.
        at: Instant,
    },
}

/// A licence under its number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Licence {
    /// The number as printed, from the service's template.
    pub number: String,
    /// The year of the number, in the agency's own zone.
    pub year: i16,
    /// The place in the year's order, from 1 on, without gaps.
    pub sequence: u32,
}

/// Where an application stands in law.
///
/// Lateness is no state: it is derived from the ledger. Waiting for the
/// applicant is none either, for it can happen in several of these.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum State {
    /// Filed; nobody has yet declared it complete, so no lawful clock runs.
    Submitted,
    /// Complete; the lawful clock was started.
    InProcess,
    /// Granted; the licence is still to be issued.
    Approved {
        /// By whom and when.
        grant: Grant,
    },
    /// Refused, for good.
    Rejected {
        /// When.
        at: Instant,
        /// On what ground.
        ground: SealedRef,
    },
    /// Given up by the applicant.
    Withdrawn {
        /// When.
        at: Instant,
    },
    /// The licence exists.
    Issued {
        /// When it was issued.
        at: Instant,
        /// How the application was granted; absent where the procedure knows
        /// no approval, as for a service that is no permit.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        grant: Option<Grant>,
        /// The licence.
        licence: Licence,
    },
    /// The procedure ended in another way than the four before.
    Closed {
        /// When.
        at: Instant,
        /// How it ended.
        result: EndResult,
        /// How the application was granted, if it was.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        grant: Option<Grant>,
    },
}

impl State {
    /// How the application was granted, if it was.
    #[must_use]
    pub fn grant(&self) -> Option<Grant> {
        match self {
            Self::Approved { grant } => Some(*grant),
            Self::Issued { grant, .. } | Self::Closed { grant, .. } => *grant,
            Self::Submitted | Self::InProcess | Self::Rejected { .. } | Self::Withdrawn { .. } => {
                None
            }
        }
    }
}

/// Where an application stands, in one word for lists and counters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    /// [`State::Submitted`].
    Submitted,
    /// Undecided, and the applicant has something to do.
    AwaitingApplicant,
    /// [`State::InProcess`].
    InProcess,
    /// [`State::Approved`], by an officer.
    Approved,
    /// [`State::Approved`], by the law.
    DeemedApproved,
    /// [`State::Rejected`].
    Rejected,
    /// [`State::Withdrawn`].
    Withdrawn,
    /// [`State::Issued`].
    Issued,
    /// [`State::Closed`].
    Closed,
}

impl Phase {
    /// Every phase, in the order in which a case may pass them.
    pub const ALL: [Self; 9] = [
        Self::Submitted,
        Self::AwaitingApplicant,
        Self::InProcess,
        Self::Approved,
        Self::DeemedApproved,
        Self::Rejected,
        Self::Withdrawn,
        Self::Issued,
        Self::Closed,
    ];

    /// The stable name.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Submitted => "submitted",
            Self::AwaitingApplicant => "awaiting_applicant",
            Self::InProcess => "in_process",
            Self::Approved => "approved",
            Self::DeemedApproved => "deemed_approved",
            Self::Rejected => "rejected",
            Self::Withdrawn => "withdrawn",
            Self::Issued => "issued",
            Self::Closed => "closed",
        }
    }
}
