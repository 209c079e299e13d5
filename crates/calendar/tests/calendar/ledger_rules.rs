//! The clock of one case: starts, pauses, hand-overs, extensions, the end.

use calendar::{
    Allowance, Calendar, CalendarRecord, CountFrom, Held, Holder, Ledger, LedgerError, Standing,
    WorkDuration, Zone,
};

use crate::support::{
    Case, agency, allowance, at, basis, date, days, declare, mark, national, wib,
};

fn case(start: &str, budget: u32) -> Case {
    Case::started(national(), wib(start), allowance(days(budget)))
}

fn left(case: &Case) -> WorkDuration {
    match case.ledger.standing(&case.calendar) {
        Standing::Paused { remaining, .. } => remaining,
        other => panic!("{other:?}"),
    }
}

#[test]
fn nothing_is_due_before_the_file_is_complete() {
    assert_eq!(Ledger::new().standing(&national()), Standing::NotStarted);
}

#[test]
fn a_running_clock_says_when_it_runs_out_and_by_which_calendar() {
    let case = case("2025-03-26 10:00", 5);
    let due = case.due().unwrap();

    assert_eq!((due.date, due.at), (date("2025-04-11"), wib("2025-04-11 16:30")));
    assert_eq!(due.calendar_revision, case.calendar.revision());
    assert!(!due.is_missed(wib("2025-04-11 16:30")), "the last lawful instant is in time");
    assert!(due.is_missed(wib("2025-04-11 16:31")));
}

#[test]
fn neither_the_day_of_a_return_nor_that_of_a_resubmission_counts() {
    // Counted: 14, 15, (returned 16), (back 20), 21, 22, 23.
    let case = case("2025-10-13 10:00", 5)
        .returned(wib("2025-10-16 08:00"))
        .resubmitted(wib("2025-10-20 15:00"));

    assert_eq!(case.due().unwrap().date, date("2025-10-23"));
}

#[test]
fn a_clock_says_what_it_has_used_of_what_was_given() {
    let case = case("2025-10-13 10:00", 5);
    let used = |case: &Case, at: &str| case.ledger.used(&case.calendar, wib(at));
    assert_eq!(used(&case, "2025-10-15 23:59"), Some(days(1)), "today is not over");

    let case = case.returned(wib("2025-10-16 08:00"));

    assert_eq!(used(&case, "2025-10-30 08:00"), Some(days(2)), "the applicant has it");
    assert_eq!(case.ledger.given(&case.calendar), Some(days(5)));
    assert_eq!(Ledger::new().used(&case.calendar, wib("2025-10-16 08:00")), None);
}

#[test]
fn a_return_over_lebaran_2025_pauses_the_clock_and_never_resets_it() {
    let case = case("2025-03-24 09:00", 9).returned(wib("2025-03-27 10:00"));
    assert_eq!(left(&case), days(7), "25 and 26 March were used");

    let case = case.resubmitted(wib("2025-04-09 09:00"));

    // Left 7: 10, 11, 14, 15, 16, 17 and 21 April; the 18th is Good Friday.
    assert_eq!(case.due().unwrap().date, date("2025-04-21"));
}

#[test]
fn a_return_answered_on_the_same_day_spares_nothing() {
    let plain = case("2025-10-13 10:00", 5);
    let returned = case("2025-10-13 10:00", 5)
        .returned(wib("2025-10-15 08:00"))
        .resubmitted(wib("2025-10-15 15:59"));

    assert_eq!(returned.due(), plain.due());
}

#[test]
fn pauses_at_one_and_the_same_instant_are_fine() {
    let plain = case("2025-10-13 10:00", 5);
    let noon = wib("2025-10-15 12:00");
    let dithering = case("2025-10-13 10:00", 5)
        .returned(noon)
        .resubmitted(noon)
        .returned(noon)
        .resubmitted(noon);

    assert_eq!(dithering.due(), plain.due());
}

#[test]
fn the_clock_does_not_run_out_while_the_applicant_holds_the_file() {
    // Due on the 20th; returned that morning, back after the close of office.
    let case = case("2025-10-13 10:00", 5)
        .returned(wib("2025-10-20 10:00"))
        .resubmitted(wib("2025-10-20 17:00"));

    assert_eq!(case.due().unwrap().at, wib("2025-10-21 16:00"));
}

#[test]
fn a_return_after_the_time_is_up_does_not_give_time_back() {
    let case = case("2025-10-13 10:00", 5).returned(wib("2025-10-20 16:01"));
    assert_eq!(left(&case), days(0));

    let case = case.resubmitted(wib("2025-10-27 09:00"));

    assert_eq!(case.due().unwrap().at, wib("2025-10-20 16:00"));
}

#[test]
fn a_return_in_the_last_minute_leaves_the_last_day() {
    let case = case("2025-10-13 10:00", 5).returned(wib("2025-10-20 16:00"));

    assert_eq!(left(&case), days(1));
}

#[test]
fn a_resubmission_before_the_cut_off_counts_its_own_day() {
    let noon = CountFrom::SameDayIfBeforeCutoff { minutes: 720 };
    let due = |back: &str| {
        let allowance = Allowance { count_from: noon, ..allowance(days(5)) };
        let case = Case::started(national(), wib("2025-10-13 13:00"), allowance);
        case.returned(wib("2025-10-15 10:00")).resubmitted(wib(back)).due().unwrap().date
    };

    assert_eq!(due("2025-10-20 11:59"), date("2025-10-23"));
    assert_eq!(due("2025-10-20 12:00"), date("2025-10-24"));
}

#[test]
fn calendar_days_run_through_holidays_and_stand_still_in_a_pause() {
    let budget = allowance(WorkDuration::CalendarDays(14));
    let case = Case::started(national(), wib("2025-03-26 10:00"), budget);
    assert_eq!(case.due().unwrap().at, wib("2025-04-10 00:00"), "24.00 of 9 April");

    let case = case.returned(wib("2025-03-30 10:00")).resubmitted(wib("2025-04-05 10:00"));

    // Used 27, 28, 29 March; left 11 from 6 April on.
    assert_eq!(case.due().unwrap().date, date("2025-04-16"));
}

#[test]
fn office_minutes_stop_to_the_minute_in_a_pause() {
    let budget = allowance(WorkDuration::OfficeMinutes(120));
    let case = Case::started(national(), wib("2025-10-15 11:00"), budget)
        .returned(wib("2025-10-15 13:30"));
    assert_eq!(left(&case), WorkDuration::OfficeMinutes(30), "the rest is not counted");

    let case = case.resubmitted(wib("2025-10-17 16:20"));

    assert_eq!(case.due().unwrap().at, wib("2025-10-20 07:50"));
}

#[test]
fn the_agencys_own_midnight_parts_the_days() {
    let calendar = Calendar::compile(&CalendarRecord::national(Zone::Wit));
    let case = Case::started(calendar, at(Zone::Wit, "2025-10-13 00:30"), allowance(days(5)));

    // In WIB it was still Sunday the 12th.
    assert_eq!(case.due().unwrap().at, at(Zone::Wit, "2025-10-20 16:00"));
}

#[test]
fn an_extension_adds_to_the_time_given() {
    let case = case("2025-10-13 10:00", 5).then(|ledger| {
        let mark = mark(wib("2025-10-17 10:00"), agency("dpmptsp/pelayanan"), "extended");
        ledger.extend(mark, days(3), basis(), &national())
    });

    assert_eq!(case.due().unwrap().date, date("2025-10-23"));
}

#[test]
fn an_extension_comes_in_time_and_in_the_same_unit_or_not_at_all() {
    let case = case("2025-10-13 10:00", 5);
    let extend = |when, by| {
        let mark = mark(wib(when), agency("dpmptsp/pelayanan"), "extended");
        case.ledger.extend(mark, by, basis(), &case.calendar).map(|_| ())
    };
    let calendar_days = WorkDuration::CalendarDays(3);

    assert_eq!(extend("2025-10-20 16:00", days(3)), Ok(()));
    assert_eq!(extend("2025-10-20 16:01", days(3)), Err(LedgerError::Lapsed));
    assert_eq!(extend("2025-10-17 10:00", calendar_days), Err(LedgerError::UnitDiffers));
}

#[test]
fn a_decided_case_keeps_the_deadline_it_ran_towards() {
    let case = case("2025-10-13 10:00", 5).then(|ledger| {
        ledger.stop(mark(wib("2025-10-16 10:00"), agency("dpmptsp/pelayanan"), "issued"))
    });

    let Standing::Stopped { at, due } = case.ledger.standing(&case.calendar) else {
        panic!("not stopped")
    };
    assert_eq!(at, wib("2025-10-16 10:00"));
    assert_eq!(due.unwrap().date, date("2025-10-20"));
}

#[test]
fn each_holder_answers_for_the_days_at_whose_end_it_had_the_file() {
    let case = case("2025-10-13 10:00", 9)
        .handed_to("dinkes/sdk", wib("2025-10-15 09:00"))
        .returned(wib("2025-10-20 09:00"))
        .resubmitted(wib("2025-10-23 09:00"));
    let held = case.ledger.held(&case.calendar, wib("2025-10-27 10:00"));

    let expected = [
        (agency("dpmptsp/pelayanan"), days(1 + 1)),
        (agency("dinkes/sdk"), days(3)),
        (Holder::Applicant, days(2)),
    ];
    assert_eq!(held, expected.map(|(holder, time)| Held { holder, time }));
}

#[test]
fn a_holiday_declared_on_a_day_already_counted_gives_the_day_back() {
    let record = CalendarRecord::national(Zone::Wib);
    let mut case =
        Case::started(Calendar::compile(&record), wib("2025-10-13 10:00"), allowance(days(5)))
            .returned(wib("2025-10-16 10:00"));
    assert_eq!(left(&case), days(3));

    case.calendar = Calendar::compile(&record.amend(&declare("2025-10-15")).unwrap());

    assert_eq!(left(&case), days(4));
}

#[test]
fn a_paused_clock_in_a_year_nobody_decreed_says_so() {
    let case = case("2026-12-28 10:00", 9).returned(wib("2027-01-08 10:00"));

    let Standing::Paused { remaining, provisional } = case.ledger.standing(&case.calendar) else {
        panic!("not paused")
    };
    assert_eq!(remaining, days(1), "at least");
    assert_eq!(provisional.unwrap().undecreed_year, 2027);
}

#[test]
fn a_provisional_time_never_lapses() {
    let case = case("2026-12-28 10:00", 9).returned(wib("2027-03-01 10:00"));
    let back = case.resubmitted(wib("2027-03-02 10:00"));
    let due = back.due().unwrap();

    assert_eq!(due.provisional.unwrap().undecreed_year, 2027);
    assert!(!due.is_missed(wib("2028-01-01 10:00")));
}

#[test]
fn a_provisional_time_can_still_be_extended() {
    let extended = |case: Case| {
        case.then(|ledger| {
            let mark = mark(wib("2027-03-02 10:00"), agency("dpmptsp/pelayanan"), "extended");
            ledger.extend(mark, days(40), basis(), &national())
        })
    };
    let running = extended(case("2026-12-28 10:00", 9));
    let returned = case("2026-12-28 10:00", 9).returned(wib("2027-03-01 10:00"));

    assert_eq!(running.due().unwrap().date, date("2027-03-05"));
    assert!(extended(returned).ledger.is_paused());
}

#[test]
fn days_counted_in_a_year_nobody_decreed_stay_provisional_in_the_years_after() {
    let mut edition = calendar::national::edition("skb-2026").unwrap().clone();
    edition.id = kernel::Slug::parse("skb-2028").unwrap();
    edition.year = 2028;
    edition.national.clear();
    edition.joint_leave.clear();
    let record = CalendarRecord::national(Zone::Wib).load(&edition).unwrap();
    let start = wib("2027-12-27 10:00");
    let case = Case::started(Calendar::compile(&record), start, allowance(days(9)))
        .returned(wib("2028-01-03 10:00"))
        .resubmitted(wib("2028-02-01 10:00"));

    assert_eq!(case.due().unwrap().provisional.unwrap().undecreed_year, 2027);
}

#[test]
fn the_clock_keeps_its_order() {
    let running = case("2025-10-13 10:00", 5);
    let paused = case("2025-10-13 10:00", 5).returned(wib("2025-10-14 10:00"));
    let now = |holder| mark(wib("2025-10-15 10:00"), holder, "returned");
    let stopped = case("2025-10-13 10:00", 5).then(|ledger| ledger.stop(now(Holder::Applicant)));
    let again = allowance(days(5));

    assert_eq!(Ledger::new().pause(now(Holder::Applicant)), Err(LedgerError::NotStarted));
    assert_eq!(running.ledger.resume(now(Holder::Applicant)), Err(LedgerError::NotPaused));
    assert_eq!(paused.ledger.pause(now(Holder::Applicant)), Err(LedgerError::AlreadyPaused));
    assert_eq!(stopped.ledger.pause(now(Holder::Applicant)), Err(LedgerError::Stopped));
    assert_eq!(
        paused.ledger.start(now(Holder::Applicant), again, &paused.calendar),
        Err(LedgerError::AlreadyStarted)
    );
    let early = mark(wib("2025-10-13 09:59"), Holder::Applicant, "returned");
    assert_eq!(running.ledger.pause(early), Err(LedgerError::OutOfOrder));
}

#[test]
fn a_cause_is_a_key_so_that_no_name_can_stand_in_it() {
    let case = case("2025-10-13 10:00", 5);
    for bad in ["", "Siti Aminah", "KTP", "a b", "ä", &"a".repeat(41)] {
        let refused = case.ledger.pause(mark(wib("2025-10-14 10:00"), Holder::Applicant, bad));
        assert_eq!(refused, Err(LedgerError::CauseNotAKey), "{bad:?}");
    }
}

#[test]
fn a_ledger_reads_back_as_written() {
    let case = case("2025-10-13 10:00", 5)
        .handed_to("dinkes/sdk", wib("2025-10-15 09:00"))
        .returned(wib("2025-10-20 09:00"));
    let json = serde_json::to_string(&case.ledger).unwrap();

    assert_eq!(serde_json::from_str::<Ledger>(&json).unwrap(), case.ledger);
    assert!(json.contains(r#""change":"paused","holder":"applicant","cause":"returned"#), "{json}");
}
