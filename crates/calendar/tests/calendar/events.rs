//! What the journal keeps of a calendar is read for ever.

use std::{collections::BTreeSet, fs, path::Path};

use calendar::{CalendarCommand, CalendarEvent, CalendarRecord, Unreadable, Zone, national};

use crate::support::{date, declare, withdraw};

/// The events of a calendar that loads a year, sets Ramadan, and changes its mind.
fn events() -> Vec<CalendarEvent> {
    let opened = CalendarRecord::open(Zone::Wita, national::office_hours().clone()).unwrap();
    let mut record = CalendarRecord::evolve(None, &opened);
    let mut events = vec![opened];
    for command in [
        CalendarCommand::Load(national::edition("skb-2025").unwrap().clone()),
        CalendarCommand::SetRamadan(national::ramadan()[1].clone()),
        CalendarCommand::Amend(declare("2025-01-07")),
        CalendarCommand::Amend(withdraw("2025-01-07")),
    ] {
        let event = record.as_ref().unwrap().decide(&command).unwrap();
        record = CalendarRecord::evolve(record, &event);
        events.push(event);
    }
    events
}

#[test]
fn every_committed_sample_still_decodes_and_folds() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples");
    let mut names: Vec<_> =
        fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()).collect();
    names.sort();
    let mut kinds = BTreeSet::new();
    let mut record = None;

    for path in names {
        // 1-calendar.opened-v1.json
        let name = path.file_stem().unwrap().to_str().unwrap();
        let mut parts = name.splitn(3, '-').skip(1);
        let (kind, version) = (parts.next().unwrap(), &parts.next().unwrap()[1..]);
        let payload = fs::read_to_string(&path).unwrap();
        let event = CalendarEvent::decode(kind, version.parse().unwrap(), payload.trim()).unwrap();
        assert_eq!(event.payload(), payload.trim(), "{name}");
        record = CalendarRecord::evolve(record, &event);
        kinds.insert((kind.to_owned(), event.version()));
    }

    let record = record.unwrap();
    assert_eq!(record.revision(), 5);
    assert_eq!(record.decreed_years().collect::<Vec<_>>(), [2025]);
    assert!(record.days().iter().any(|day| day.holiday.date == date("2025-01-07")));
    let known: BTreeSet<_> =
        events().iter().map(|event| (event.kind().to_owned(), event.version())).collect();
    assert_eq!(kinds, known, "each kind and version has a sample");
}

#[test]
fn an_event_reads_back_as_written() {
    for event in events() {
        let payload = event.payload();
        assert_eq!(CalendarEvent::decode(event.kind(), event.version(), &payload).unwrap(), event);
    }
}

#[test]
fn what_this_program_does_not_know_is_unreadable_and_not_guessed() {
    let unknown = CalendarEvent::decode("calendar.opened", 9, "{}");
    let broken = CalendarEvent::decode("calendar.opened", 1, "{}");

    assert!(matches!(unknown, Err(Unreadable::Unknown { version: 9, .. })));
    assert!(matches!(broken, Err(Unreadable::Payload { .. })));
}

#[test]
fn a_record_reads_back_as_written() {
    let record = CalendarRecord::national(Zone::Wit).amend(&declare("2025-01-07")).unwrap();
    let json = serde_json::to_string(&record).unwrap();

    assert_eq!(serde_json::from_str::<CalendarRecord>(&json).unwrap(), record);
}

#[test]
fn nothing_happens_to_a_calendar_that_was_never_opened() {
    let event = CalendarEvent::Amended(declare("2025-01-07"));

    assert_eq!(CalendarRecord::evolve(None, &event), None);
}

#[test]
fn a_second_opening_changes_nothing() {
    let opened = events().remove(0);
    let record = CalendarRecord::national(Zone::Wib);

    assert_eq!(CalendarRecord::evolve(Some(record.clone()), &opened), Some(record));
}
