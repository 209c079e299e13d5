//! Whose time passes while a step is open.

use serde::{Deserialize, Serialize};

/// With whom, or for what, a step waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cause {
    /// It lies on the desk of an officer of the agency.
    OfficerWork,
    /// It waits in an inbox of the agency.
    Queue,
    /// The applicant has the file to mend, or a fee to pay.
    Applicant,
    /// It is another agency's step, in this deployment or in its own.
    OtherAgency,
    /// The office is closed while one of the agencies has it.
    Calendar,
}

impl Cause {
    /// Every cause, in the order in which tables show them.
    pub const ALL: [Self; 5] =
        [Self::OfficerWork, Self::Queue, Self::Applicant, Self::OtherAgency, Self::Calendar];

    /// The stable name; its definition is `time_` and this.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::OfficerWork => "officer_work",
            Self::Queue => "queue",
            Self::Applicant => "applicant",
            Self::OtherAgency => "other_agency",
            Self::Calendar => "calendar",
        }
    }

    /// The cause of this name.
    #[must_use]
    pub fn of_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|cause| cause.key() == key)
    }
}
