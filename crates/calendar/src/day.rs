//! Civil dates as day numbers, so that counting is subtraction.

use jiff::{SignedDuration, civil::Date};

const EPOCH: Date = Date::constant(1970, 1, 1);
/// 9999-12-31, the last date that can be written.
pub(crate) const LAST: i64 = 2_932_896;
const FIRST: i64 = -4_371_587;

/// Days from 1970-01-01 to `date`.
pub(crate) fn number(date: Date) -> i64 {
    EPOCH.duration_until(date).as_hours() / 24
}

/// The date `day` days after 1970-01-01, clamped to the years jiff can write.
pub(crate) fn date(day: i64) -> Date {
    EPOCH.saturating_add(SignedDuration::from_hours(day.clamp(FIRST, LAST) * 24))
}

/// 0 for Monday (Senin) to 6 for Sunday (Minggu).
pub(crate) fn weekday(day: i64) -> usize {
    // 1970-01-01 was a Thursday.
    usize::try_from((day + 3).rem_euclid(7)).unwrap_or(0)
}

/// Whole weeks from the Monday before 1970-01-01 to the Monday of `day`.
pub(crate) fn week(day: i64) -> i64 {
    (day + 3).div_euclid(7)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_dates_agree_from_end_to_end() {
        assert_eq!(date(LAST), Date::MAX);
        assert_eq!(date(FIRST), Date::MIN);
        for day in (FIRST..=LAST).step_by(997) {
            assert_eq!(number(date(day)), day);
        }
    }

    #[test]
    fn weekdays_agree_with_the_calendar() {
        for day in -1000..1000 {
            let expected = date(day).weekday().to_monday_zero_offset();
            assert_eq!(weekday(day), usize::try_from(expected).unwrap());
        }
    }
}
