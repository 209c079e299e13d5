//! Where a clock hangs: the three zones of Indonesia, without daylight saving.
//!
//! Fixed offsets on purpose: a time zone database on the machine could differ
//! from another machine's, and a deadline must not.

use jiff::civil::Date;
use kernel::Instant;
use serde::{Deserialize, Serialize};

use crate::day;

const MICROS_A_MINUTE: i64 = 60_000_000;
pub(crate) const MICROS_A_DAY: i64 = 86_400_000_000;

/// A time zone of Indonesia (Keppres 41/1987).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Zone {
    /// Waktu Indonesia Barat, UTC+7: Kalimantan Tengah among others.
    Wib,
    /// Waktu Indonesia Tengah, UTC+8: Kalimantan Timur among others.
    Wita,
    /// Waktu Indonesia Timur, UTC+9.
    Wit,
}

impl Zone {
    /// Hours ahead of UTC.
    #[must_use]
    pub const fn hours_ahead(self) -> i64 {
        match self {
            Self::Wib => 7,
            Self::Wita => 8,
            Self::Wit => 9,
        }
    }

    /// `WIB`, `WITA` or `WIT`, as on every letter.
    #[must_use]
    pub const fn abbreviation(self) -> &'static str {
        match self {
            Self::Wib => "WIB",
            Self::Wita => "WITA",
            Self::Wit => "WIT",
        }
    }

    /// The civil date that people here write at `instant`.
    #[must_use]
    pub fn date(self, instant: Instant) -> Date {
        day::date(self.day(instant))
    }

    /// Whole minutes since local midnight at `instant`, 0 to 1439.
    #[must_use]
    pub fn minute_of_day(self, instant: Instant) -> u16 {
        u16::try_from(self.micro_of_day(instant) / MICROS_A_MINUTE).unwrap_or(0)
    }

    /// The instant `minutes` after the local midnight with which `date` begins;
    /// 1440 is the midnight with which it ends.
    #[must_use]
    pub fn at(self, date: Date, minutes: u16) -> Instant {
        self.instant(day::number(date), i64::from(minutes) * MICROS_A_MINUTE)
    }

    pub(crate) fn day(self, instant: Instant) -> i64 {
        self.local(instant).div_euclid(MICROS_A_DAY)
    }

    pub(crate) fn micro_of_day(self, instant: Instant) -> i64 {
        self.local(instant).rem_euclid(MICROS_A_DAY)
    }

    pub(crate) fn instant(self, day: i64, micro: i64) -> Instant {
        let local = day.saturating_mul(MICROS_A_DAY).saturating_add(micro);
        Instant::from_micros(local.saturating_sub(self.offset()))
    }

    fn local(self, instant: Instant) -> i64 {
        instant.micros().saturating_add(self.offset())
    }

    const fn offset(self) -> i64 {
        self.hours_ahead() * 60 * MICROS_A_MINUTE
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn midnight_comes_an_hour_earlier_in_wita_than_in_wib() {
        let evening: jiff::Timestamp = "2025-04-11T16:30:00Z".parse().unwrap();

        assert_eq!(Zone::Wib.date(evening.into()), date(2025, 4, 11));
        assert_eq!(Zone::Wita.date(evening.into()), date(2025, 4, 12));
        assert_eq!(Zone::Wit.date(evening.into()), date(2025, 4, 12));
    }

    #[test]
    fn a_local_time_reads_back() {
        for zone in [Zone::Wib, Zone::Wita, Zone::Wit] {
            let instant = zone.at(date(1969, 12, 31), 1439);
            assert_eq!(zone.date(instant), date(1969, 12, 31));
            assert_eq!(zone.minute_of_day(instant), 1439);
        }
    }
}
