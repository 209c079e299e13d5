//! Due dates, monthly totals and provisional dates that anybody can look up.

use calendar::{
    Calendar, CalendarRecord, CountFrom, NotDecreed, Provisional, WorkDuration, Zone, national,
};
use jiff::civil::Date;

use crate::support::{at, date, days, declare, national, through, wib};

fn due(calendar: &Calendar, from: &str, time: WorkDuration) -> Result<Date, NotDecreed> {
    let start = calendar.zone().at(date(from), 10 * 60);
    calendar.due(start, time, CountFrom::NextWorkday).map(|deadline| deadline.date)
}

#[test]
fn every_published_due_date_comes_out() {
    let calendar = national();

    for (from, time, expected) in [
        ("2024-04-04", 5, "2024-04-19"),
        ("2025-03-26", 5, "2025-04-11"),
        ("2025-05-10", 3, "2025-05-16"),
        ("2025-08-14", 3, "2025-08-20"),
        ("2025-10-15", 5, "2025-10-22"),
        ("2026-03-13", 14, "2026-04-10"),
    ] {
        assert_eq!(due(&calendar, from, days(time)), Ok(date(expected)), "{from} + {time}");
        assert_eq!(calendar.add_working_days(date(from), time), Ok(date(expected)));
    }
}

#[test]
fn joint_leave_decreed_in_mid_year_moves_the_date() {
    let first = Calendar::compile(&through("skb-2025"));
    let amended = Calendar::compile(&through("skb-2025-perubahan"));

    assert_eq!(due(&first, "2025-08-14", days(3)), Ok(date("2025-08-19")));
    assert_eq!(due(&amended, "2025-08-14", days(3)), Ok(date("2025-08-20")));
}

#[test]
fn a_year_nobody_decreed_is_not_guessed() {
    let calendar = national();

    assert_eq!(due(&calendar, "2026-12-23", days(10)), Err(NotDecreed { year: 2027 }));
    assert_eq!(calendar.is_working_day(date("2027-01-01")), Err(NotDecreed { year: 2027 }));
    assert_eq!(calendar.is_working_day(date("2023-12-29")), Err(NotDecreed { year: 2023 }));
    assert_eq!(
        calendar.working_days_between(date("2026-12-01"), date("2027-01-01")),
        Err(NotDecreed { year: 2027 })
    );
}

#[test]
fn the_last_decreed_day_can_still_be_due() {
    let calendar = national();

    assert_eq!(due(&calendar, "2026-12-23", days(4)), Ok(date("2026-12-31")));
    assert_eq!(due(&calendar, "2026-12-23", days(5)), Err(NotDecreed { year: 2027 }));
    // The day of receipt is not counted, so its year need not be decreed.
    assert_eq!(due(&calendar, "2023-12-31", days(1)), Ok(date("2024-01-02")));
}

#[test]
fn calendar_days_need_no_decree() {
    let calendar = national();

    assert_eq!(
        due(&calendar, "2026-12-23", WorkDuration::CalendarDays(60)),
        Ok(date("2027-02-21"))
    );
}

#[test]
fn a_provisional_date_says_not_before_and_becomes_firm_once_the_year_is_decreed() {
    let record = CalendarRecord::national(Zone::Wib);
    let start = wib("2026-12-23 10:00");
    let ask = |record: &CalendarRecord| {
        Calendar::compile(record).deadline(start, days(10), CountFrom::NextWorkday)
    };

    let before = ask(&record);
    let decree = "id = 'skb-2027'\nyear = 2027\ndecree = 'SKB 3 Menteri 2027'\n\
                  [national]\n2027-01-01 = 'Tahun Baru 2027 Masehi'";
    let after = ask(&record.load(&toml::from_str(decree).unwrap()).unwrap());

    assert_eq!(before.date, date("2027-01-08"));
    assert_eq!(before.provisional, Some(Provisional { undecreed_year: 2027 }));
    assert!(!before.is_missed(wib("2030-01-01 00:00")));
    assert_eq!(
        before.sentence().id,
        "Hari libur 2027 belum ditetapkan; jatuh tempo paling cepat Jumat, 8 Januari 2027"
    );
    assert_eq!((after.date, after.provisional), (date("2027-01-11"), None));
    assert!(after.is_missed(wib("2027-01-11 16:01")));
}

#[test]
fn each_month_has_the_working_days_that_the_decrees_leave() {
    let calendar = national();
    let months = [
        (2024, [22, 18, 18, 16, 18, 18, 23, 22, 20, 23, 20, 20], 238),
        (2025, [19, 20, 19, 16, 17, 18, 23, 20, 21, 23, 20, 21], 237),
        (2026, [20, 18, 17, 21, 16, 20, 23, 19, 22, 22, 21, 21], 240),
    ];

    for (year, expected, total) in months {
        let month = |month| {
            let first = jiff::civil::date(year, month, 1);
            let eve = first.yesterday().unwrap();
            // The eve of the first decreed year is not counted itself.
            calendar.working_days_between(eve, first.last_of_month()).unwrap()
        };
        let counted: Vec<u32> = (1..=12).map(month).collect();
        assert_eq!(counted, expected, "{year}");
        assert_eq!(counted.iter().sum::<u32>(), total, "{year}");
    }
}

#[test]
fn what_ships_has_the_number_of_days_that_each_decree_names() {
    let count = |id: &str| {
        let edition = national::edition(id).unwrap();
        (edition.national.len(), edition.joint_leave.len())
    };

    assert_eq!(count("skb-2024"), (17, 10));
    assert_eq!(count("keppres-2024-pemilu"), (1, 0));
    assert_eq!(count("keppres-2024-pilkada"), (1, 0));
    assert_eq!(count("skb-2025"), (17, 10));
    assert_eq!(count("skb-2025-perubahan"), (0, 1));
    assert_eq!(count("skb-2026"), (17, 8));
}

#[test]
fn a_local_holiday_holds_for_its_agency_only() {
    let record = CalendarRecord::national(Zone::Wib);
    let local = Calendar::compile(&record.amend(&declare("2025-01-07")).unwrap());

    assert_eq!(local.is_working_day(date("2025-01-07")), Ok(false));
    assert_eq!(national().is_working_day(date("2025-01-07")), Ok(true));
}

#[test]
fn the_day_of_receipt_counts_when_the_file_comes_before_the_cut_off() {
    let calendar = national();
    let noon = CountFrom::SameDayIfBeforeCutoff { minutes: 12 * 60 };
    let due = |time: &str| calendar.due(wib(time), days(3), noon).unwrap().date;

    assert_eq!(due("2025-10-15 11:59"), date("2025-10-17"));
    assert_eq!(due("2025-10-15 12:00"), date("2025-10-20"));
    assert_eq!(due("2025-10-18 11:59"), date("2025-10-22"), "a Saturday never counts");
}

#[test]
fn a_cut_off_after_closing_time_does_not_make_a_closed_office_late() {
    let calendar = national();
    let midnight = CountFrom::SameDayIfBeforeCutoff { minutes: 1440 };
    let due = calendar.due(wib("2025-10-15 20:00"), days(1), midnight).unwrap();

    assert_eq!(due.date, date("2025-10-16"));
}

#[test]
fn zero_days_means_while_the_office_is_open() {
    let calendar = national();
    let due = |time| calendar.due(wib(time), days(0), CountFrom::NextWorkday).unwrap().at;

    assert_eq!(due("2025-10-15 10:00"), wib("2025-10-15 16:00"));
    assert_eq!(due("2025-10-15 16:00"), wib("2025-10-16 16:00"));
    assert_eq!(due("2025-10-18 10:00"), wib("2025-10-20 16:00"));
}

#[test]
fn the_day_of_receipt_is_the_agencys_own() {
    let instant = wib("2025-10-15 23:30");
    let due = |zone| {
        let calendar = Calendar::compile(&CalendarRecord::national(zone));
        calendar.due(instant, days(1), CountFrom::NextWorkday).unwrap()
    };

    assert_eq!(due(Zone::Wib).at, at(Zone::Wib, "2025-10-16 16:00"));
    assert_eq!(due(Zone::Wita).at, at(Zone::Wita, "2025-10-17 16:30"));
    assert_eq!(due(Zone::Wit).at, at(Zone::Wit, "2025-10-17 16:30"));
}

#[test]
fn a_calendar_day_ends_at_the_agencys_own_midnight() {
    let due = |zone| {
        let calendar = Calendar::compile(&CalendarRecord::national(zone));
        let start = at(zone, "2025-10-15 10:00");
        calendar.due(start, WorkDuration::CalendarDays(1), CountFrom::NextWorkday).unwrap().at
    };

    assert_eq!(due(Zone::Wita), at(Zone::Wita, "2025-10-17 00:00"));
    assert_eq!(due(Zone::Wit).plus_seconds(3600), due(Zone::Wita));
}

#[test]
fn a_warning_comes_as_many_working_days_ahead_as_asked() {
    let calendar = national();
    let due = calendar.due(wib("2025-03-26 10:00"), days(5), CountFrom::NextWorkday).unwrap();

    assert_eq!(calendar.ahead_of(&due, days(1)), wib("2025-04-10 16:00"));
    assert_eq!(calendar.ahead_of(&due, days(4)), wib("2025-03-27 15:00"));
    assert_eq!(calendar.ahead_of(&due, WorkDuration::CalendarDays(1)), wib("2025-04-10 16:30"));
    assert_eq!(calendar.ahead_of(&due, WorkDuration::OfficeMinutes(240)), wib("2025-04-11 11:00"));
}
