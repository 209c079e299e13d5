//! Arithmetic by binary search against counting day by day.

use calendar::{Calendar, CountFrom, WorkDuration};
use jiff::{SignedDuration, civil::date};
use kernel::Instant;

use crate::{
    naive::{Naive, random_record},
    support::Dice,
};

const CALENDARS: u64 = 250;
const CASES_EACH: u32 = 420;

/// 105,000 random cases in days, on 250 random calendars.
#[test]
fn counting_by_search_agrees_with_counting_day_by_day() {
    let mut cases = 0;

    for seed in 0..CALENDARS {
        let mut dice = Dice::new(seed + 1);
        let record = random_record(&mut dice);
        let (calendar, naive) = (Calendar::compile(&record), Naive::new(&record));
        for _ in 0..CASES_EACH {
            let from =
                date(2024, 1, 1).saturating_add(SignedDuration::from_hours(24 * dice.below(1000)));
            let days = u32::try_from(dice.below(40)).unwrap() + 1;
            let due = naive.add(from, days);
            if due.year() <= 2026 {
                assert_eq!(
                    calendar.add_working_days(from, days),
                    Ok(due),
                    "{seed}: {from} + {days}"
                );
                assert_eq!(calendar.working_days_between(from, due), Ok(days), "{seed}: {from}");
                if cases % 4 == 0 {
                    assert_eq!(
                        calendar.is_working_day(from),
                        Ok(naive.is_working(from)),
                        "{seed}: {from}"
                    );
                    let start = calendar.zone().at(from, u16::try_from(dice.below(1440)).unwrap());
                    let time = WorkDuration::WorkingDays(days);
                    let deadline = calendar.due(start, time, CountFrom::NextWorkday).unwrap();
                    assert_eq!(
                        (deadline.date, deadline.at),
                        (due, naive.closes(due)),
                        "{seed}: {from}"
                    );
                }
                cases += 1;
            }
        }
    }

    assert!(cases >= 100_000, "{cases} cases");
}

#[test]
fn working_days_between_any_two_days_agree_with_counting_them() {
    for seed in 0..30 {
        let mut dice = Dice::new(seed + 1_000);
        let record = random_record(&mut dice);
        let (calendar, naive) = (Calendar::compile(&record), Naive::new(&record));
        for _ in 0..50 {
            let day = |dice: &mut Dice| {
                date(2024, 1, 1).saturating_add(SignedDuration::from_hours(24 * dice.below(1095)))
            };
            let (from, to) = (day(&mut dice), day(&mut dice));
            assert_eq!(calendar.working_days_between(from, to), Ok(naive.between(from, to)));
        }
    }
}

/// 10,000 random cases in minutes, to the microsecond.
#[test]
fn minutes_by_search_agree_with_walking_through_the_sessions() {
    for seed in 0..50 {
        let mut dice = Dice::new(seed + 2_000);
        let record = random_record(&mut dice);
        let (calendar, naive) = (Calendar::compile(&record), Naive::new(&record));
        let first = calendar.zone().at(date(2024, 1, 1), 0).micros();
        for _ in 0..200 {
            let start = Instant::from_micros(first + dice.below(900 * 86_400) * 1_000_003);
            let minutes = u32::try_from(dice.below(6_000)).unwrap() + 1;
            let time = WorkDuration::OfficeMinutes(minutes);
            let deadline = calendar.due(start, time, CountFrom::NextWorkday).unwrap();
            assert_eq!(
                deadline.at,
                naive.after_minutes(start, minutes),
                "{seed}: {start} {minutes}"
            );
            assert_eq!(deadline.date, calendar.zone().date(deadline.at));
        }
    }
}

#[test]
fn the_far_ends_of_time_are_answered_too() {
    let calendar = crate::support::national();
    for micros in [i64::MIN, -1, 0, i64::MAX] {
        for time in [
            WorkDuration::WorkingDays(u32::MAX),
            WorkDuration::CalendarDays(u32::MAX),
            WorkDuration::OfficeMinutes(u32::MAX),
        ] {
            let deadline =
                calendar.deadline(Instant::from_micros(micros), time, CountFrom::NextWorkday);
            assert_eq!(deadline.calendar_revision, calendar.revision());
        }
    }
}
