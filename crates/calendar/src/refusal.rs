//! Rules that a change of a calendar may break, each with a stable reason.

use crate::hours::HoursError;

/// Why a calendar is not changed. Each variant is a rule an officer can name.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The day is already a holiday of that kind.
    #[error("the day is already such a holiday")]
    AlreadyHoliday,
    /// There is no such holiday to withdraw.
    #[error("the day is not such a holiday")]
    NotAHoliday,
    /// A holiday needs a name and a decree, each one line of at most 200 characters.
    #[error("name and decree must be given, each on one line of at most 200 characters")]
    DecreeMissing,
    /// The edition was loaded before; loading it again would change nothing.
    #[error("this edition is already loaded")]
    AlreadyLoaded,
    /// The year was decreed by another edition; a change of it is an amendment.
    #[error("the year is already decreed by another edition")]
    AlreadyDecreed,
    /// The edition that this one amends must be loaded first.
    #[error("the edition that this one amends is not loaded")]
    AmendedEditionMissing,
    /// A decree for one year names days of that year only.
    #[error("every day of an edition must lie in its year")]
    OutsideYear,
    /// Ramadan lasts 29 or 30 days; anything else is a slip of the pen.
    #[error("a Ramadan period must be 28 to 31 days long")]
    NotARamadan,
    /// Two Ramadan periods share a day.
    #[error("another Ramadan period covers some of these days")]
    RamadanOverlaps,
    /// The calendar holds as many entries as it may.
    #[error("the calendar is full")]
    Full,
    /// The office hours cannot be counted by.
    #[error(transparent)]
    Hours(#[from] HoursError),
}

impl Refusal {
    /// A stable name for programs, in `UPPER_SNAKE`.
    #[must_use]
    pub const fn reason(&self) -> &'static str {
        match self {
            Self::AlreadyHoliday => "ALREADY_HOLIDAY",
            Self::NotAHoliday => "NOT_A_HOLIDAY",
            Self::DecreeMissing => "DECREE_MISSING",
            Self::AlreadyLoaded => "EDITION_ALREADY_LOADED",
            Self::AlreadyDecreed => "YEAR_ALREADY_DECREED",
            Self::AmendedEditionMissing => "AMENDED_EDITION_MISSING",
            Self::OutsideYear => "DAY_OUTSIDE_YEAR",
            Self::NotARamadan => "NOT_A_RAMADAN",
            Self::RamadanOverlaps => "RAMADAN_OVERLAPS",
            Self::Full => "CALENDAR_FULL",
            Self::Hours(_) => "OFFICE_HOURS_INVALID",
        }
    }
}
