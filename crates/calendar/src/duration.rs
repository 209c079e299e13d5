//! How long the law gives, and from when it is counted.

use serde::{Deserialize, Serialize};

/// A length of time as a standard promises it.
///
/// Written `{ working_days = 5 }`, `{ calendar_days = 60 }`,
/// `{ office_minutes = 90 }` or `{ office_hours = 2 }`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "Written", rename_all = "snake_case")]
pub enum WorkDuration {
    /// Hari kerja: days on which the agency's office is open.
    WorkingDays(u32),
    /// Hari kalender: every day; what UU 25/2009 and UU 37/2008 call "hari".
    CalendarDays(u32),
    /// Minutes of opening hours (jam layanan); rest and closed days do not count.
    OfficeMinutes(u32),
}

/// A duration beyond what any public service may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("must be at most {} days, or as many days of minutes", WorkDuration::MAX_DAYS)]
pub struct TooLong;

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Written {
    WorkingDays(u32),
    CalendarDays(u32),
    OfficeMinutes(u32),
    OfficeHours(u32),
}

impl WorkDuration {
    /// The longest duration that is read from a file or a message: ten years.
    pub const MAX_DAYS: u32 = 3_660;

    /// Hours of opening time.
    ///
    /// # Errors
    /// [`TooLong`] beyond [`WorkDuration::MAX_DAYS`].
    pub fn office_hours(hours: u32) -> Result<Self, TooLong> {
        Self::OfficeMinutes(hours.checked_mul(60).ok_or(TooLong)?).bounded()
    }

    /// The duration itself when it is at most [`WorkDuration::MAX_DAYS`] long.
    ///
    /// # Errors
    /// [`TooLong`] otherwise.
    pub fn bounded(self) -> Result<Self, TooLong> {
        let (amount, limit) = match self {
            Self::WorkingDays(days) | Self::CalendarDays(days) => (days, Self::MAX_DAYS),
            Self::OfficeMinutes(minutes) => (minutes, Self::MAX_DAYS * 24 * 60),
        };
        if amount <= limit { Ok(self) } else { Err(TooLong) }
    }

    /// The number of days or minutes.
    #[must_use]
    pub const fn amount(self) -> u32 {
        match self {
            Self::WorkingDays(amount)
            | Self::CalendarDays(amount)
            | Self::OfficeMinutes(amount) => amount,
        }
    }

    /// As many days or minutes of the same unit.
    #[must_use]
    pub const fn with_amount(self, amount: u32) -> Self {
        match self {
            Self::WorkingDays(_) => Self::WorkingDays(amount),
            Self::CalendarDays(_) => Self::CalendarDays(amount),
            Self::OfficeMinutes(_) => Self::OfficeMinutes(amount),
        }
    }

    /// Both together; `None` when the units differ, for then no sum has a meaning.
    #[must_use]
    pub fn plus(self, other: Self) -> Option<Self> {
        self.has_unit_of(other)
            .then(|| self.with_amount(self.amount().saturating_add(other.amount())))
    }

    /// Whether both count the same thing.
    #[must_use]
    pub fn has_unit_of(self, other: Self) -> bool {
        self.with_amount(0) == other.with_amount(0)
    }
}

impl TryFrom<Written> for WorkDuration {
    type Error = TooLong;
    fn try_from(written: Written) -> Result<Self, TooLong> {
        match written {
            Written::WorkingDays(days) => Self::WorkingDays(days).bounded(),
            Written::CalendarDays(days) => Self::CalendarDays(days).bounded(),
            Written::OfficeMinutes(minutes) => Self::OfficeMinutes(minutes).bounded(),
            Written::OfficeHours(hours) => Self::office_hours(hours),
        }
    }
}

/// Which day is the first that counts.
///
/// Written `"next_workday"` or `{ same_day_if_before_cutoff = { minutes = 720 } }`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CountFrom {
    /// The day of receipt is not counted: the practice of most agencies.
    #[default]
    NextWorkday,
    /// The day of receipt is counted when the file came before the cut-off.
    SameDayIfBeforeCutoff {
        /// Minutes after local midnight; the cut-off itself is too late.
        minutes: u16,
    },
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_are_kept_as_minutes() {
        let read: WorkDuration = serde_json::from_str(r#"{"office_hours":2}"#).unwrap();

        assert_eq!(read, WorkDuration::OfficeMinutes(120));
        assert_eq!(serde_json::to_string(&read).unwrap(), r#"{"office_minutes":120}"#);
    }

    #[test]
    fn a_duration_of_centuries_is_refused() {
        let read = serde_json::from_str::<WorkDuration>(r#"{"working_days":4000000}"#);

        assert!(read.unwrap_err().to_string().contains("at most 3660 days"));
    }

    #[test]
    fn working_days_and_calendar_days_do_not_add_up() {
        let sum = WorkDuration::WorkingDays(3).plus(WorkDuration::CalendarDays(3));

        assert_eq!(sum, None);
    }
}
