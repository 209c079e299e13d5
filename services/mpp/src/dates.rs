//! Dates and times as people here write them.

use calendar::Zone;
use jiff::civil::Date;
use kernel::{Bilingual, Instant};
use prost_types::Timestamp;

const WEEKDAYS: [(&str, &str); 7] = [
    ("Senin", "Monday"),
    ("Selasa", "Tuesday"),
    ("Rabu", "Wednesday"),
    ("Kamis", "Thursday"),
    ("Jumat", "Friday"),
    ("Sabtu", "Saturday"),
    ("Minggu", "Sunday"),
];

const MONTHS: [(&str, &str); 12] = [
    ("Januari", "January"),
    ("Februari", "February"),
    ("Maret", "March"),
    ("April", "April"),
    ("Mei", "May"),
    ("Juni", "June"),
    ("Juli", "July"),
    ("Agustus", "August"),
    ("September", "September"),
    ("Oktober", "October"),
    ("November", "November"),
    ("Desember", "December"),
];

/// `Jumat, 11 April 2025`, and in English.
#[must_use]
pub fn date(date: Date) -> Bilingual {
    let named = |names: &[(&'static str, &'static str)], index: i8| {
        let index = usize::try_from(index).unwrap_or_default();
        names.get(index).copied().unwrap_or_default()
    };
    let weekday = named(&WEEKDAYS, date.weekday().to_monday_zero_offset());
    let month = named(&MONTHS, date.month() - 1);
    let (day, year) = (date.day(), date.year());
    Bilingual::new(
        format!("{}, {day} {} {year}", weekday.0, month.0),
        format!("{}, {day} {} {year}", weekday.1, month.1),
    )
}

/// An instant of the contract, to the microsecond.
pub(crate) fn instant(at: &Timestamp) -> Instant {
    let micros = at.seconds.saturating_mul(1_000_000);
    Instant::from_micros(micros.saturating_add(i64::from(at.nanos) / 1000))
}

/// `09.30`, the time of day in `zone`.
#[must_use]
pub fn time(at: Instant, zone: Zone) -> String {
    let minutes = zone.minute_of_day(at);
    format!("{:02}.{:02}", minutes / 60, minutes % 60)
}

/// `2025-04-11 09.30`, where a line is short.
#[must_use]
pub fn short(at: Instant, zone: Zone) -> String {
    format!("{} {}", zone.date(at), time(at, zone))
}

/// `2025-04-11T16:00:00+07:00`, for programs.
#[must_use]
pub fn rfc3339(at: Instant, zone: Zone) -> String {
    let minutes = zone.minute_of_day(at);
    let seconds = at.micros().div_euclid(1_000_000).rem_euclid(60);
    let (hour, minute) = (minutes / 60, minutes % 60);
    format!("{}T{hour:02}:{minute:02}:{seconds:02}+{:02}:00", zone.date(at), zone.hours_ahead())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date as civil;

    use super::*;

    #[test]
    fn a_date_is_written_in_both_languages() {
        let written = date(civil(2025, 8, 20));

        assert_eq!(written, Bilingual::new("Rabu, 20 Agustus 2025", "Wednesday, 20 August 2025"));
    }

    #[test]
    fn an_instant_is_written_with_its_offset() {
        let at = Zone::Wita.at(civil(2025, 4, 11), 16 * 60);

        assert_eq!(rfc3339(at, Zone::Wita), "2025-04-11T16:00:00+08:00");
        assert_eq!(time(at, Zone::Wita), "16.00");
    }
}
