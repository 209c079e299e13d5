//! What an amendment brings is checked whole; a calendar is shown in order.

use calendar::{CalendarRecord, Zone, national};
use contract::satupintu::r#type::v1 as types;

use super::*;

fn amending_with(amendment: amend_calendar_request::Amendment) -> pb::AmendCalendarRequest {
    pb::AmendCalendarRequest {
        name: "agencies/dpmptsp/calendar".to_owned(),
        request_id: "r-1".to_owned(),
        etag: "4".to_owned(),
        amendment: Some(amendment),
    }
}

fn on(year: i32, month: i32, day: i32) -> Option<google::Date> {
    Some(google::Date { year, month, day })
}

fn holiday() -> pb::Holiday {
    pb::Holiday {
        date: on(2025, 8, 18),
        name: "Cuti bersama".to_owned(),
        kind: pb::HolidayKind::JointLeave.into(),
        decree: "SKB 933/2025".to_owned(),
    }
}

fn named(date: Option<google::Date>) -> pb::NamedDay {
    pb::NamedDay { date, name: "Hari Raya".to_owned() }
}

fn edition(national: Vec<pb::NamedDay>) -> pb::Edition {
    pb::Edition {
        id: "skb-2027".to_owned(),
        year: 2027,
        amends: String::new(),
        decree: "SKB 1/2026".to_owned(),
        national,
        joint_leave: Vec::new(),
        withdrawn: Vec::new(),
    }
}

/// Field paths stand as plain text in a status's details.
fn names(status: &Status, field: &str) -> bool {
    assert_eq!(edge::reason_of(status).as_deref(), Some("FIELD_INVALID"));
    String::from_utf8_lossy(status.details()).contains(field)
}

#[test]
fn a_decree_declares_a_day() {
    let sent = amend_calendar_request::Amendment::Declare(holiday());

    let Amending { agency, etag, command, .. } = amending(&amending_with(sent)).unwrap();

    assert_eq!((agency.as_str(), etag), ("dpmptsp", Some(4)));
    let CalendarCommand::Amend(amendment) = command else { panic!("an amendment") };
    assert_eq!(amendment.date, Date::constant(2025, 8, 18));
    assert_eq!(amendment.change, HolidayChange::Declare);
    assert_eq!(amendment.kind, HolidayKind::JointLeave);
}

#[test]
fn a_missing_decree_is_a_fault_of_its_field() {
    let sent = pb::Holiday { decree: "  ".to_owned(), ..holiday() };
    let sent = amend_calendar_request::Amendment::Withdraw(sent);

    let refused = amending(&amending_with(sent)).unwrap_err();

    assert!(names(&refused, "withdraw.decree"));
}

#[test]
fn every_fault_of_a_holiday_is_named_at_once() {
    let sent = pb::Holiday {
        date: on(2025, 2, 30),
        name: "a\u{202E}b".to_owned(),
        kind: 9,
        decree: "d".repeat(201),
    };
    let sent = amend_calendar_request::Amendment::Declare(sent);

    let refused = amending(&amending_with(sent)).unwrap_err();

    for field in ["declare.date", "declare.name", "declare.kind", "declare.decree"] {
        assert!(names(&refused, field), "{field}");
    }
}

#[test]
fn an_edition_reads_as_the_decree_was_written() {
    let sent = edition(vec![named(on(2027, 1, 1)), named(on(2027, 3, 10))]);
    let sent = amend_calendar_request::Amendment::Edition(sent);

    let Amending { command, .. } = amending(&amending_with(sent)).unwrap();

    let CalendarCommand::Load(loaded) = command else { panic!("an edition") };
    assert_eq!((loaded.id.as_str(), loaded.year, loaded.amends), ("skb-2027", 2027, None));
    assert_eq!(loaded.national.len(), 2);
}

#[test]
fn an_edition_names_a_day_once_and_at_most_a_hundred() {
    let twice = edition(vec![named(on(2027, 1, 1)), named(on(2027, 1, 1))]);
    let many = edition(vec![named(on(2027, 1, 1)); 101]);
    let nameless = pb::Edition {
        withdrawn: vec![pb::NamedDay { date: on(2027, 1, 1), name: String::new() }],
        ..edition(Vec::new())
    };
    for (bad, field) in [
        (twice, "edition.national[1].date"),
        (many, "edition.national"),
        (nameless, "edition.withdrawn[0].name"),
    ] {
        let sent = amend_calendar_request::Amendment::Edition(bad);
        assert!(names(&amending(&amending_with(sent)).unwrap_err(), field), "{field}");
    }
}

#[test]
fn an_amendment_must_amend_something() {
    let declaring = amending_with(amend_calendar_request::Amendment::Declare(holiday()));
    let sent = pb::AmendCalendarRequest { amendment: None, ..declaring };

    assert!(names(&amending(&sent).unwrap_err(), "amendment"));
}

#[test]
fn a_question_names_every_fault_at_once() {
    let refused = question(&pb::ComputeDueDateRequest {
        name: "agencies/a".to_owned(),
        start: None,
        duration: None,
        count_from: Some(types::CountFrom { rule: 9, cutoff_minutes: 0 }),
    })
    .unwrap_err();

    for field in ["name", "start", "duration", "count_from"] {
        assert!(names(&refused, field), "{field}");
    }
}

#[test]
fn a_calendar_is_shown_in_the_order_of_days() {
    let record = CalendarRecord::national(Zone::Wita);

    let shown = calendar(&Slug::parse("dpmptsp").unwrap(), 9, 12, &record);

    assert_eq!((shown.name.as_str(), shown.etag.as_str()), ("agencies/dpmptsp/calendar", "9"));
    assert_eq!((shown.revision, shown.zone()), (record.revision(), pb::Zone::Wita));
    let days: Vec<Date> = shown
        .holidays
        .iter()
        .map(|day| date_of(&day.holiday.as_ref().unwrap().date.unwrap()).unwrap())
        .collect();
    assert_eq!(days.len(), record.days().len());
    assert!(days.is_sorted());
    assert!(shown.decreed_years.is_sorted());
    assert_eq!(shown.ramadan.len(), national::ramadan().len());
    let monday = pb::Weekday::Monday;
    assert!(shown.hours.iter().any(|session| session.weekday() == monday));
    assert!(shown.hours.iter().all(|session| session.opens_minutes < session.closes_minutes));
}
