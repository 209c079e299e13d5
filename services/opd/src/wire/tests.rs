//! What is written on the wire reads back, and what is none is refused.

use kernel::Slug;

use super::*;

fn day(year: i16, month: i8, day: i8) -> civil::Date {
    civil::Date::constant(year, month, day)
}

#[test]
fn an_instant_reads_back_as_written() {
    let first = FIRST_SECOND * MICROS_A_SECOND;
    let last = LAST_SECOND * MICROS_A_SECOND + 999_999;
    for micros in [first, -1, 0, 1, 1_767_225_600_123_456, last] {
        let instant = Instant::from_micros(micros);
        assert_eq!(instant_of(&timestamp(instant)), Ok(instant));
    }
}

#[test]
fn an_instant_is_truncated_to_the_microsecond() {
    let sent = Timestamp { seconds: 1, nanos: 999_999_999 };

    assert_eq!(instant_of(&sent), Ok(Instant::from_micros(1_999_999)));
}

#[test]
fn an_instant_that_no_calendar_has_is_refused() {
    for (seconds, nanos) in
        [(FIRST_SECOND - 1, 0), (LAST_SECOND + 1, 0), (0, -1), (0, 1_000_000_000), (i64::MAX, 0)]
    {
        let sent = Timestamp { seconds, nanos };
        assert_eq!(instant_of(&sent), Err(WireError::Timestamp), "{seconds} {nanos}");
    }
}

#[test]
fn a_date_reads_back_as_written() {
    for date_kept in [day(1, 1, 1), day(2024, 2, 29), day(9999, 12, 31)] {
        assert_eq!(date_of(&date(date_kept)), Ok(date_kept));
    }
}

#[test]
fn a_partial_or_impossible_date_is_refused() {
    for (year, month, day) in [
        (0, 1, 1),
        (2025, 0, 0),
        (2025, 2, 0),
        (0, 0, 0),
        (2025, 2, 29),
        (2025, 13, 1),
        (10_000, 1, 1),
        (-1, 1, 1),
        (65_536 + 2025, 1, 1),
        (2025, 257, 1),
    ] {
        let sent = google::Date { year, month, day };
        assert_eq!(date_of(&sent), Err(WireError::Date), "{year}-{month}-{day}");
    }
}

#[test]
fn a_duration_reads_back_as_written() {
    for duration in [
        WorkDuration::WorkingDays(0),
        WorkDuration::WorkingDays(14),
        WorkDuration::CalendarDays(WorkDuration::MAX_DAYS),
        WorkDuration::OfficeMinutes(90),
    ] {
        assert_eq!(work_duration_of(&work_duration(duration)), Ok(duration));
    }
}

#[test]
fn a_duration_without_a_unit_or_an_end_is_refused() {
    let endless = work_duration(WorkDuration::WorkingDays(WorkDuration::MAX_DAYS + 1));

    assert_eq!(work_duration_of(&pb::WorkDuration::default()), Err(WireError::UnitMissing));
    assert_eq!(work_duration_of(&endless), Err(WireError::TooLong(TooLong)));
}

#[test]
fn a_rule_of_counting_reads_back_as_written() {
    for rule in [
        CountFrom::NextWorkday,
        CountFrom::SameDayIfBeforeCutoff { minutes: 0 },
        CountFrom::SameDayIfBeforeCutoff { minutes: 1440 },
    ] {
        assert_eq!(count_from_of(&count_from(rule)), Ok(rule));
    }
    assert_eq!(count_from_of(&pb::CountFrom::default()), Ok(CountFrom::NextWorkday));
}

#[test]
fn a_rule_of_counting_that_contradicts_itself_is_refused() {
    let rule = |rule, cutoff_minutes| count_from_of(&pb::CountFrom { rule, cutoff_minutes });

    assert_eq!(rule(7, 0), Err(WireError::CountFrom));
    assert_eq!(rule(count_from::Rule::NextWorkday.into(), 720), Err(WireError::CutoffUnused));
    let same_day = count_from::Rule::SameDayIfBeforeCutoff.into();
    assert_eq!(rule(same_day, 1441), Err(WireError::Cutoff));
    assert_eq!(rule(same_day, u32::MAX), Err(WireError::Cutoff));
}

#[test]
fn a_provisional_deadline_names_the_year_that_is_not_decreed() {
    let certain = Deadline {
        date: day(2025, 8, 20),
        at: Instant::from_micros(1_755_676_800_000_000),
        provisional: None,
        calendar_revision: 3,
    };
    let open = Deadline { provisional: Some(Provisional { undecreed_year: 2027 }), ..certain };

    let (certain, open) = (deadline(&certain), deadline(&open));

    assert_eq!((certain.provisional, certain.undecreed_year), (false, 0));
    assert_eq!((open.provisional, open.undecreed_year), (true, 2027));
    assert_eq!(open.calendar_revision, 3);
    assert_eq!(open.date, certain.date);
}

#[test]
fn a_ledger_entry_says_who_holds_the_file() {
    let entry = Entry {
        at: Instant::from_micros(0),
        change: Change::CalendarAmended { revision: 4, old: None, new: Some(day(2025, 8, 20)) },
        holder: Holder::Agency {
            agency: Slug::parse("dpmptsp").unwrap(),
            unit: Slug::parse("pelayanan").unwrap(),
        },
        cause: "calendar_amended".to_owned(),
    };

    let sent = ledger_entry(&entry);

    let amended = ledger_entry::CalendarAmended {
        calendar_revision: 4,
        old_date: None,
        new_date: Some(google::Date { year: 2025, month: 8, day: 20 }),
    };
    assert_eq!(sent.change, Some(ledger_entry::Change::CalendarAmended(amended)));
    let held_by = sent.holder.unwrap();
    assert_eq!((held_by.agency.as_str(), held_by.unit.as_str()), ("dpmptsp", "pelayanan"));
    assert_eq!(holder(&Holder::Applicant).kind(), holder::Kind::Applicant);
}

#[test]
fn a_finding_is_placed_as_people_count() {
    let text = "a = \"é\"\nid = 1\n";
    let say = |word: &str| Bilingual::new(word, word);
    let found = sop::Diagnostic::new(
        &sop::Code::WRONG_TYPE,
        text.find("id").unwrap()..text.len() - 1,
        say("message"),
        say("label"),
        say("remedy"),
    );

    let sent = diagnostic(&found, text);

    assert_eq!((sent.line, sent.column), (2, 1));
    assert_eq!((sent.end_line, sent.end_column), (2, 7));
    assert_eq!(sent.severity(), pb::Severity::Error);
    assert_eq!(sent.code, sop::Code::WRONG_TYPE.code);
}
