//! Minutes of opening time: Friday, Ramadan, rests, and agencies with own hours.

use calendar::{
    Calendar, CalendarEvent, CalendarRecord, CountFrom, OfficeHours, Refusal, WorkDuration, Zone,
    national,
};
use kernel::Instant;

use crate::support::{date, days, national, through, wib};

fn due(start: &str, minutes: u32) -> Instant {
    let time = WorkDuration::OfficeMinutes(minutes);
    national().due(wib(start), time, CountFrom::NextWorkday).unwrap().at
}

fn open(hours: &str) -> CalendarRecord {
    let hours: OfficeHours = toml::from_str(hours).unwrap();
    let opened = CalendarRecord::open(Zone::Wib, hours).unwrap();
    let mut record = CalendarRecord::evolve(None, &opened).unwrap();
    for edition in national::editions() {
        record = record.load(edition).unwrap();
    }
    record
}

#[test]
fn minutes_run_only_while_the_office_is_open() {
    assert_eq!(due("2025-10-15 10:00", 60), wib("2025-10-15 11:00"));
    assert_eq!(due("2025-10-15 11:30", 60), wib("2025-10-15 13:30"), "over the rest");
    assert_eq!(due("2025-10-15 15:30", 60), wib("2025-10-16 08:00"), "over the night");
    assert_eq!(due("2025-10-15 05:00", 60), wib("2025-10-15 08:30"), "before opening");
    assert_eq!(due("2025-10-15 15:00", 60), wib("2025-10-15 16:00"), "to the last minute");
    assert_eq!(due("2025-10-15 20:00", 0), wib("2025-10-15 20:00"), "no time is no time");
}

#[test]
fn friday_rests_longer_and_closes_later() {
    assert_eq!(due("2025-10-17 11:00", 60), wib("2025-10-17 13:30"));
    assert_eq!(due("2025-10-17 16:00", 60), wib("2025-10-20 08:00"));
    assert_eq!(due("2025-10-17 07:30", 450), wib("2025-10-17 16:30"));
}

#[test]
fn ramadan_hours_hold_from_the_first_day_of_ramadan_to_the_last() {
    assert_eq!(due("2025-02-28 16:00", 60), wib("2025-03-03 08:30"), "begins on a Saturday");
    assert_eq!(due("2025-03-03 11:30", 60), wib("2025-03-03 13:00"));
    assert_eq!(due("2025-03-07 11:00", 60), wib("2025-03-07 13:00"), "a Friday");
    // From the last office day of Ramadan to the first after Lebaran.
    assert_eq!(due("2025-03-27 14:30", 60), wib("2025-04-08 08:00"));
}

#[test]
fn a_week_has_the_hours_that_the_decree_gives() {
    let minutes = |first: &str, minutes: u32, last: &str| {
        assert_eq!(due(first, minutes), wib(last));
    };

    minutes("2025-10-13 00:00", 37 * 60 + 30, "2025-10-17 16:30");
    minutes("2025-03-03 00:00", 32 * 60 + 30, "2025-03-07 15:30");
}

#[test]
fn a_working_day_ends_when_the_office_closes() {
    let close = |from: &str| national().due(wib(from), days(1), CountFrom::NextWorkday).unwrap().at;

    assert_eq!(close("2025-10-14 10:00"), wib("2025-10-15 16:00"));
    assert_eq!(close("2025-10-16 10:00"), wib("2025-10-17 16:30"));
    assert_eq!(close("2025-03-04 10:00"), wib("2025-03-05 15:00"));
    assert_eq!(close("2025-03-06 10:00"), wib("2025-03-07 15:30"));
}

#[test]
fn an_agency_that_serves_on_saturday_counts_saturday() {
    let record = open(
        "[ordinary]\nfriday = ['08:00-11:00']\nsaturday = ['08:00-12:00']\n\
         [ramadan]\nfriday = ['08:00-11:00']\nsaturday = ['08:00-12:00']",
    );
    let calendar = Calendar::compile(&record);
    let due = calendar.due(wib("2025-10-16 10:00"), days(2), CountFrom::NextWorkday).unwrap();

    assert_eq!(due.at, wib("2025-10-18 12:00"));
    assert_eq!(calendar.is_working_day(date("2025-10-15")), Ok(false));
}

#[test]
fn minutes_near_a_year_nobody_decreed_are_provisional() {
    let time = WorkDuration::OfficeMinutes(450 * 5);
    let deadline = national().deadline(wib("2026-12-28 07:00"), time, CountFrom::NextWorkday);

    assert_eq!(deadline.provisional.unwrap().undecreed_year, 2027);
}

#[test]
fn opening_time_leaves_out_breaks_nights_and_holidays() {
    let open = |from: &str, to: &str| national().open_seconds(wib(from), wib(to));

    assert_eq!(open("2025-10-14 11:00", "2025-10-14 13:30"), 90 * 60);
    assert_eq!(open("2025-10-14 15:00", "2025-10-15 08:00"), 90 * 60);
    // Good Friday, and the weekend after it.
    assert_eq!(open("2025-04-17 15:30", "2025-04-21 08:00"), 60 * 60);
    assert_eq!(open("2025-10-15 08:00", "2025-10-14 08:00"), 0);
}

#[test]
fn an_office_that_never_opens_has_no_calendar() {
    let hours: OfficeHours = toml::from_str("[ordinary]\n[ramadan]").unwrap();

    let refused: Result<CalendarEvent, Refusal> = CalendarRecord::open(Zone::Wib, hours);

    assert_eq!(refused.unwrap_err().reason(), "OFFICE_HOURS_INVALID");
}

#[test]
fn a_second_ramadan_over_the_first_is_refused() {
    let record = through("skb-2025");
    let mut period = national::ramadan()[1].clone();
    period.from = date("2025-03-02");

    assert_eq!(record.set_ramadan(&period), Err(Refusal::RamadanOverlaps));
    period.until = date("2025-02-01");
    assert_eq!(record.set_ramadan(&period), Err(Refusal::NotARamadan));
}
