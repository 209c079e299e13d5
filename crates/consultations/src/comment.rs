//! A comment on a clause, and what becomes of it.

use jiff::civil::Date;
use kernel::{Instant, PersonId, SealedRef};
use serde::{Deserialize, Serialize};

use crate::{
    anchor::Anchor,
    participant::{Element, Slip},
};

/// By which way a comment came.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Via {
    /// From the person.
    Online,
    /// Written down by an officer, at the forum or from a letter.
    Recorded,
}

/// What becomes of a comment (keputusan atas masukan).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Disposition {
    /// Taken up (diterima).
    Accepted {
        /// The change that it led to.
        change: SealedRef,
    },
    /// Taken up in part (diterima sebagian).
    PartlyAccepted {
        /// The change that it led to.
        change: SealedRef,
        /// Why the rest was not.
        reason: SealedRef,
    },
    /// Not taken up (ditolak).
    Rejected {
        /// Why.
        reason: SealedRef,
    },
    /// Not about this draft: passed on (di luar lingkup, diteruskan).
    Forwarded {
        /// To whom.
        to: SealedRef,
        /// Why.
        reason: SealedRef,
    },
}

impl Disposition {
    /// What it changes in the draft, if anything.
    #[must_use]
    pub fn change(&self) -> Option<&SealedRef> {
        match self {
            Self::Accepted { change } | Self::PartlyAccepted { change, .. } => Some(change),
            Self::Rejected { .. } | Self::Forwarded { .. } => None,
        }
    }

    /// Whether something is left to be done, and to be proven.
    #[must_use]
    pub fn calls_for_action(&self) -> bool {
        match self {
            Self::Accepted { .. } | Self::PartlyAccepted { .. } | Self::Forwarded { .. } => true,
            Self::Rejected { .. } => false,
        }
    }
}

/// The decision on a comment: final.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Decision {
    /// What becomes of it.
    pub disposition: Disposition,
    /// Who answers for what is to be done (penanggung jawab).
    pub responsible: PersonId,
    /// By when. The forum's own date: no regulation that we have verified sets one.
    pub due: Date,
    /// When it was decided.
    pub at: Instant,
}

/// That it was done (bukti tindak lanjut).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FollowUp {
    /// What was done, sealed under the forum's key.
    pub proof: SealedRef,
    /// SHA-256 of a file that proves it, in lower-case hex.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file_digest: Option<String>,
    /// When it was recorded.
    pub at: Instant,
}

/// A comment on a clause (masukan).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Comment {
    /// The entry's id; also the subject under which text and author are sealed.
    pub id: String,
    /// The clause.
    pub anchor: Anchor,
    /// By which way it came.
    pub via: Via,
    /// Of which element the author is.
    pub element: Element,
    /// What is said.
    pub text: SealedRef,
    /// Name and contact; absent where a participant said it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub author: Option<SealedRef>,
    /// The participant who said it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub participant: Option<String>,
    /// With it the author follows the comment.
    pub slip: Slip,
    /// When it came.
    pub at: Instant,
    /// The decision.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decision: Option<Decision>,
    /// What was done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub follow_up: Option<FollowUp>,
    /// When its text, and who wrote it, was destroyed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub erased_at: Option<Instant>,
}

impl Comment {
    /// Whether nothing is left to be decided or done.
    #[must_use]
    pub fn is_settled(&self) -> bool {
        self.decision.as_ref().is_some_and(|decision| {
            !decision.disposition.calls_for_action() || self.follow_up.is_some()
        })
    }
}
