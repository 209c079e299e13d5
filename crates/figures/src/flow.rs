//! What happens to cases and is counted by the day on which it happened.

/// One kind of happening. What exactly is counted, [`crate::DEFINITIONS`] says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Flow {
    /// Filed (masuk).
    Received,
    /// Declared complete (lengkap).
    Complete,
    /// Given back to the applicant (dikembalikan).
    Returned,
    /// Ended with a licence or another product (terbit).
    Issued,
    /// Refused (ditolak).
    Refused,
    /// Given up by the applicant (dicabut).
    Withdrawn,
    /// Ended in none of these ways.
    EndedOtherwise,
    /// Taken before an older one (diambil di luar urutan).
    Overtaken,
    /// Granted by the law (dianggap dikabulkan).
    DeemedApproved,
    /// The lawful time ended before it was used up.
    OnTime,
    /// The lawful time ended after it was used up.
    Late,
}

impl Flow {
    /// Every kind, in the order in which tables show them.
    pub const ALL: [Self; 11] = [
        Self::Received,
        Self::Complete,
        Self::Returned,
        Self::Issued,
        Self::Refused,
        Self::Withdrawn,
        Self::EndedOtherwise,
        Self::Overtaken,
        Self::DeemedApproved,
        Self::OnTime,
        Self::Late,
    ];

    /// The stable name, also of its definition.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Received => "received",
            Self::Complete => "complete",
            Self::Returned => "returned",
            Self::Issued => "issued",
            Self::Refused => "refused",
            Self::Withdrawn => "withdrawn",
            Self::EndedOtherwise => "ended_otherwise",
            Self::Overtaken => "overtaken",
            Self::DeemedApproved => "deemed_approved",
            Self::OnTime => "on_time",
            Self::Late => "late",
        }
    }

    /// The kind of this name.
    #[must_use]
    pub fn of_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|flow| flow.key() == key)
    }
}
