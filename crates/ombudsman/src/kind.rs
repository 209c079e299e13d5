//! Kinds of products, and the time that each gives where its letter says nothing.

use calendar::WorkDuration;
use complaints::Confidence;
use serde::{Deserialize, Serialize};

/// What the Ombudsman asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// The agency's explanation of what somebody reported (permintaan klarifikasi).
    Clarification,
    /// The same, asked again (permintaan klarifikasi kedua).
    SecondClarification,
    /// Corrective action in a final report (tindakan korektif, LAHP).
    CorrectiveAction,
    /// Advice to mend a service (saran perbaikan, saran penyempurnaan).
    Advice,
    /// A recommendation (rekomendasi).
    Recommendation,
}

/// How long a kind of product gives, from which source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Term {
    /// How long.
    pub time: WorkDuration,
    /// The citation.
    pub basis: &'static str,
    /// How sure we are of it.
    pub confidence: Confidence,
}

impl Kind {
    /// All five.
    pub const ALL: [Self; 5] = [
        Self::Clarification,
        Self::SecondClarification,
        Self::CorrectiveAction,
        Self::Advice,
        Self::Recommendation,
    ];

    /// The stable name, as in the journal.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Clarification => "clarification",
            Self::SecondClarification => "second_clarification",
            Self::CorrectiveAction => "corrective_action",
            Self::Advice => "advice",
            Self::Recommendation => "recommendation",
        }
    }

    /// The time that the law gives, as far as it is known; for advice none is.
    #[must_use]
    pub const fn term(self) -> Option<Term> {
        let (time, basis, confidence) = match self {
            Self::Clarification | Self::SecondClarification => {
                (WorkDuration::CalendarDays(14), "UU 37/2008", Confidence::Unread)
            }
            // Otherwise resolution and monitoring follow.
            Self::CorrectiveAction => (
                WorkDuration::WorkingDays(30),
                "Peraturan Ombudsman RI 58/2023 Ps 54",
                Confidence::Published,
            ),
            Self::Advice => return None,
            Self::Recommendation => {
                (WorkDuration::CalendarDays(60), "UU 37/2008", Confidence::Unread)
            }
        };
        Some(Term { time, basis, confidence })
    }

    /// Whether something must change in the agency, beyond an answer.
    #[must_use]
    pub const fn demands_action(self) -> bool {
        match self {
            Self::Clarification | Self::SecondClarification => false,
            Self::CorrectiveAction | Self::Advice | Self::Recommendation => true,
        }
    }
}
