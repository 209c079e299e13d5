//! The lines of a clock ledger, and the rules that a new line must keep.

use jiff::civil::Date;
use kernel::{AgencyId, Citation, Instant, UnitId};
use serde::{Deserialize, Serialize};

use crate::duration::{CountFrom, WorkDuration};

/// Who holds the file, and so whose time it is.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Holder {
    /// A unit of an agency.
    Agency {
        /// The agency that answers for the step.
        agency: AgencyId,
        /// The unit within the agency.
        unit: UnitId,
    },
    /// The applicant (pemohon).
    Applicant,
}

/// What an entry does to the clock.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// The clock starts: the file is complete.
    Started {
        /// The time that the law or the standard gives.
        budget: WorkDuration,
        /// What gives it.
        basis: Citation,
        /// Which day is the first that counts.
        count_from: CountFrom,
        /// The calendar's revision; its holidays are this case's for good.
        revision: u32,
    },
    /// The clock stands still: the agency cannot act.
    Paused,
    /// The clock runs on where it stood; it is never reset.
    Resumed,
    /// Only the holder changes; the clock runs or stands as before.
    HandedOver,
    /// The law gives more time.
    Extended {
        /// How much more.
        by: WorkDuration,
        /// What gives it.
        basis: Citation,
    },
    /// The calendar was changed while the case was open.
    CalendarAmended {
        /// The calendar's new revision.
        revision: u32,
        /// The due date before; none while the clock stands still.
        old: Option<Date>,
        /// The due date from now on; it is never earlier.
        new: Option<Date>,
    },
    /// The clock stops for good: the case is decided or withdrawn.
    Stopped,
}

/// One line of the ledger.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// When it took effect.
    pub at: Instant,
    /// What it does to the clock.
    pub change: Change,
    /// Who holds the file from then on.
    pub holder: Holder,
    /// Why, as a key that a program reads; see [`crate::cause`]. Never free text.
    pub cause: String,
}

/// When, by whom held, and why: what every entry has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// When it takes effect; not before the entry before.
    pub at: Instant,
    /// Who holds the file from then on.
    pub holder: Holder,
    /// A key of 1 to 40 of a-z, 0-9, `_`, `-` and `.`; see [`crate::cause`].
    pub cause: String,
}

/// The time that a case is given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Allowance {
    /// How long.
    pub budget: WorkDuration,
    /// What gives it.
    pub basis: Citation,
    /// Which day is the first that counts.
    pub count_from: CountFrom,
}

/// Why an entry is refused. Each variant is a rule an officer can name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LedgerError {
    /// The clock starts only when the file is complete.
    #[error("the clock has not started")]
    NotStarted,
    /// A return pauses the clock; nothing starts it a second time.
    #[error("the clock has already started")]
    AlreadyStarted,
    /// The clock already stands still.
    #[error("the clock is already paused")]
    AlreadyPaused,
    /// The clock already runs.
    #[error("the clock is not paused")]
    NotPaused,
    /// A decided case has no clock any more.
    #[error("the clock has stopped for good")]
    Stopped,
    /// Entries follow each other in time; equal instants are fine.
    #[error("the entry lies before the last one")]
    OutOfOrder,
    /// Working days are not added to calendar days.
    #[error("an extension must be in the unit of the time given")]
    UnitDiffers,
    /// Time that has passed is not extended.
    #[error("the time has already passed")]
    Lapsed,
    /// The ledger already knows this revision of the calendar.
    #[error("the calendar is not newer than the one the ledger knows")]
    CalendarNotNewer,
    /// A cause is a key, so that no personal data can stand in it.
    #[error("the cause must be 1 to 40 of a-z, 0-9, '_', '-' and '.'")]
    CauseNotAKey,
    /// The ledger holds as many entries as it may.
    #[error("the ledger is full")]
    Full,
}

impl LedgerError {
    /// A stable name for programs, in `UPPER_SNAKE`.
    #[must_use]
    pub const fn reason(self) -> &'static str {
        match self {
            Self::NotStarted => "CLOCK_NOT_STARTED",
            Self::AlreadyStarted => "CLOCK_ALREADY_STARTED",
            Self::AlreadyPaused => "CLOCK_ALREADY_PAUSED",
            Self::NotPaused => "CLOCK_NOT_PAUSED",
            Self::Stopped => "CLOCK_STOPPED",
            Self::OutOfOrder => "LEDGER_OUT_OF_ORDER",
            Self::UnitDiffers => "EXTENSION_UNIT_DIFFERS",
            Self::Lapsed => "TIME_ALREADY_PASSED",
            Self::CalendarNotNewer => "CALENDAR_NOT_NEWER",
            Self::CauseNotAKey => "CAUSE_NOT_A_KEY",
            Self::Full => "LEDGER_FULL",
        }
    }
}
