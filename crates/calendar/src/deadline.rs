//! The last lawful moment, and what to say when the law has not set it yet.

use jiff::civil::Date;
use kernel::{Bilingual, Instant};
use serde::{Deserialize, Serialize};

use crate::words;

/// When something is due, by one revision of one calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deadline {
    /// The day on which the time is used up, in the agency's zone.
    pub date: Date,
    /// The last lawful instant: the close of office on that day for working
    /// days, its midnight (24.00) for calendar days, the exact moment for office
    /// minutes. Late is strictly after it.
    pub at: Instant,
    /// Set when the count runs through a year that nobody has decreed yet.
    pub provisional: Option<Provisional>,
    /// The revision of the calendar that this was computed with.
    pub calendar_revision: u32,
}

/// A due date that can still move: it says "not before", and fires nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Provisional {
    /// The first year whose holidays are not decreed.
    pub undecreed_year: i16,
}

/// The answer would depend on holidays that nobody has decreed.
///
/// Load the year's edition into the calendar and ask again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the holidays of {year} are not decreed in this calendar")]
pub struct NotDecreed {
    /// The first such year.
    pub year: i16,
}

impl Deadline {
    /// Whether `now` is too late. A provisional date is never missed.
    #[must_use]
    pub fn is_missed(&self, now: Instant) -> bool {
        self.provisional.is_none() && now > self.at
    }

    /// The date, or why there is only an earliest one.
    #[must_use]
    pub fn sentence(&self) -> Bilingual {
        let (id, en) = (words::date_id(self.date), words::date_en(self.date));
        match self.provisional {
            None => Bilingual::new(format!("Jatuh tempo {id}"), format!("Due {en}")),
            Some(Provisional { undecreed_year: year }) => Bilingual::new(
                format!("Hari libur {year} belum ditetapkan; jatuh tempo paling cepat {id}"),
                format!("The holidays of {year} are not yet decreed; due not before {en}"),
            ),
        }
    }
}

impl NotDecreed {
    /// A stable name for programs.
    #[must_use]
    pub const fn reason(&self) -> &'static str {
        "YEAR_NOT_DECREED"
    }

    /// What to tell whoever asked.
    #[must_use]
    pub fn sentence(&self) -> Bilingual {
        let Self { year } = self;
        Bilingual::new(
            format!("Kalender {year} belum dimuat: hari libur {year} belum ditetapkan"),
            format!("The calendar of {year} is not loaded: its holidays are not yet decreed"),
        )
    }
}
