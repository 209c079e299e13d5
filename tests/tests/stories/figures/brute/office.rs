//! The days and hours of an office, one after the other.

use std::collections::BTreeSet;

use jiff::{ToSpan, civil::Date};
use serde_json::Value;

pub(super) const DAY: i64 = 86_400;
/// Western Indonesia is seven hours ahead.
pub(super) const AHEAD: i64 = 7 * 3_600;

/// The office's days, as the journal tells them.
#[derive(Debug, Default)]
pub(super) struct Office {
    /// Monday to Sunday: from and until, in seconds of the day.
    hours: Vec<Vec<(i64, i64)>>,
    holidays: BTreeSet<Date>,
}

impl Office {
    pub(super) fn reads(&mut self, kind: &str, payload: &Value) {
        if kind == "calendar.opened" {
            let names =
                ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
            let week = &payload["hours"]["ordinary"];
            let day = |name: &&str| list(&week[*name]).iter().map(session).collect();
            self.hours = names.iter().map(day).collect();
        }
        for days in [&payload["national"], &payload["joint_leave"]] {
            let days = days.as_object().into_iter().flat_map(|days| days.keys());
            self.holidays.extend(days.map(|day| day.parse::<Date>().unwrap()));
        }
    }

    pub(super) fn works(&self, day: i64) -> bool {
        !self.sessions(day).is_empty()
    }

    pub(super) fn sessions(&self, day: i64) -> &[(i64, i64)] {
        if self.holidays.contains(&date(day)) {
            return &[];
        }
        // The first of January 1970 was a Thursday.
        &self.hours[usize::try_from((day + 3).rem_euclid(7)).unwrap()]
    }

    /// Seconds between two instants in which the office was open.
    pub(super) fn open(&self, from: i64, to: i64) -> u64 {
        let mut open = 0;
        for it in day(from)..=day(to) {
            let midnight = it * DAY - AHEAD;
            for (opens, closes) in self.sessions(it) {
                open += ((midnight + closes).min(to) - (midnight + opens).max(from)).max(0);
            }
        }
        u64::try_from(open).unwrap()
    }
}

/// `07:30-12:00` in seconds of the day.
fn session(text: &Value) -> (i64, i64) {
    let text = text.as_str().unwrap();
    let second = |time: &str| {
        let (hours, minutes) = time.split_once(':').unwrap();
        hours.parse::<i64>().unwrap() * 3_600 + minutes.parse::<i64>().unwrap() * 60
    };
    let (from, until) = text.split_once('-').unwrap();
    (second(from), second(until))
}

pub(super) fn seconds(micros: i64) -> i64 {
    micros.div_euclid(1_000_000)
}

/// Days since 1970 in Java.
pub(super) fn day(second: i64) -> i64 {
    (second + AHEAD).div_euclid(DAY)
}

pub(super) fn date(day: i64) -> Date {
    Date::new(1970, 1, 1).unwrap().checked_add(day.days()).unwrap()
}

pub(super) fn list(value: &Value) -> &[Value] {
    value.as_array().map(Vec::as_slice).unwrap_or_default()
}
