//! Changes of the calendar: what they do to a case that is open.

use calendar::{
    Amendment, Calendar, CalendarRecord, Change, Edition, HolidayKind, Ledger, LedgerError,
    Refusal, Standing, WorkDuration, Zone, national,
};
use jiff::SignedDuration;
use kernel::Instant;

use crate::{
    naive::{random_record, randomly_amended},
    support::{Case, Dice, allowance, date, days, declare, national, through, wib, withdraw},
};

fn amended(case: &mut Case, record: &CalendarRecord, at: &str) -> Change {
    case.calendar = Calendar::compile(record);
    let entry = case.ledger.amend(wib(at), &case.calendar).unwrap();
    case.ledger.apply(entry.clone());
    entry.change
}

#[test]
fn an_open_case_moves_later_and_the_ledger_shows_both_dates() {
    let first = through("skb-2025");
    let mut case =
        Case::started(Calendar::compile(&first), wib("2025-08-14 10:00"), allowance(days(3)));
    assert_eq!(case.due().unwrap().date, date("2025-08-19"));

    let decree = national::edition("skb-2025-perubahan").unwrap();
    let next = first.load(decree).unwrap();
    let change = amended(&mut case, &next, "2025-08-15 09:00");

    let (old, new) = (Some(date("2025-08-19")), Some(date("2025-08-20")));
    assert_eq!(change, Change::CalendarAmended { revision: next.revision(), old, new });
    assert_eq!(case.due().unwrap().date, date("2025-08-20"));
}

#[test]
fn a_withdrawn_holiday_never_shortens_an_open_case() {
    let record = CalendarRecord::national(Zone::Wib).amend(&declare("2025-10-16")).unwrap();
    let start = wib("2025-10-15 10:00");
    let mut open = Case::started(Calendar::compile(&record), start, allowance(days(1)));
    let next = record.amend(&withdraw("2025-10-16")).unwrap();
    amended(&mut open, &next, "2025-10-15 11:00");
    let new = Case::started(Calendar::compile(&next), start, allowance(days(1)));

    assert_eq!(open.due().unwrap().date, date("2025-10-17"));
    assert_eq!(new.due().unwrap().date, date("2025-10-16"));
    assert_eq!(Calendar::compile(&next).is_working_day(date("2025-10-16")), Ok(true));
}

#[test]
fn a_holiday_declared_while_the_case_is_open_and_withdrawn_again_stays_one_for_it() {
    let record = CalendarRecord::national(Zone::Wib);
    let start = wib("2025-10-15 10:00");
    let mut case = Case::started(Calendar::compile(&record), start, allowance(days(1)));
    let declared = record.amend(&declare("2025-10-16")).unwrap();
    amended(&mut case, &declared, "2025-10-15 11:00");
    let withdrawn = declared.amend(&withdraw("2025-10-16")).unwrap();
    amended(&mut case, &withdrawn, "2025-10-15 12:00");

    assert_eq!(case.due().unwrap().date, date("2025-10-17"));
}

#[test]
fn ramadan_announced_late_does_not_close_the_office_earlier_for_an_open_case() {
    let mut record = through("skb-2025");
    let bare = CalendarRecord::open(Zone::Wib, record.hours().clone()).unwrap();
    let mut without = CalendarRecord::evolve(None, &bare).unwrap();
    for edition in national::through("skb-2025") {
        without = without.load(edition).unwrap();
    }
    std::mem::swap(&mut record, &mut without);
    let start = wib("2025-03-03 10:00");
    let mut case = Case::started(Calendar::compile(&record), start, allowance(days(1)));
    let next = record.set_ramadan(&national::ramadan()[1]).unwrap();
    amended(&mut case, &next, "2025-03-03 11:00");
    let new = Case::started(Calendar::compile(&next), start, allowance(days(1)));

    assert_eq!(case.due().unwrap().at, wib("2025-03-04 16:00"));
    assert_eq!(new.due().unwrap().at, wib("2025-03-04 15:00"));
}

#[test]
fn a_provisional_case_becomes_firm_when_its_year_is_decreed() {
    let record = CalendarRecord::national(Zone::Wib);
    let mut case =
        Case::started(Calendar::compile(&record), wib("2026-12-23 10:00"), allowance(days(10)));
    assert_eq!(case.due().unwrap().provisional.unwrap().undecreed_year, 2027);

    let mut edition = national::edition("skb-2026").unwrap().clone();
    edition.id = kernel::Slug::parse("skb-2027").unwrap();
    edition.year = 2027;
    edition.national = [(date("2027-01-01"), "Tahun Baru 2027 Masehi".to_owned())].into();
    edition.joint_leave.clear();
    let change = amended(&mut case, &record.load(&edition).unwrap(), "2026-12-29 10:00");

    let due = case.due().unwrap();
    assert_eq!((due.date, due.provisional), (date("2027-01-11"), None));
    let Change::CalendarAmended { old, new, .. } = change else { panic!("{change:?}") };
    assert_eq!((old, new), (Some(date("2027-01-08")), Some(date("2027-01-11"))));
}

#[test]
fn a_paused_case_records_the_amendment_without_a_date() {
    let record = CalendarRecord::national(Zone::Wib);
    let mut case =
        Case::started(Calendar::compile(&record), wib("2025-10-15 10:00"), allowance(days(5)))
            .returned(wib("2025-10-17 10:00"));
    let next = record.amend(&declare("2025-10-16")).unwrap();
    let change = amended(&mut case, &next, "2025-10-20 10:00");

    let revision = next.revision();
    assert_eq!(change, Change::CalendarAmended { revision, old: None, new: None });
    let Standing::Paused { remaining, .. } = case.ledger.standing(&case.calendar) else {
        panic!("not paused")
    };
    assert_eq!(remaining, days(5), "the day declared afterwards is given back");
}

#[test]
fn a_revision_is_told_once() {
    let calendar = national();
    let case = Case::started(calendar.clone(), wib("2025-10-15 10:00"), allowance(days(5)));

    assert_eq!(
        case.ledger.amend(wib("2025-10-16 10:00"), &calendar),
        Err(LedgerError::CalendarNotNewer)
    );
}

#[test]
fn the_revision_grows_by_one_with_each_change() {
    let record = CalendarRecord::national(Zone::Wib);
    let next = record.amend(&declare("2025-10-16")).unwrap();

    assert_eq!(next.revision(), record.revision() + 1);
    assert_eq!(next.as_of(record.revision()), record);
}

#[test]
fn the_calendar_remembers_what_it_was_at_each_revision() {
    let mut dice = Dice::new(50_000);
    let mut history = vec![random_record(&mut dice)];
    for _ in 0..40 {
        let next = randomly_amended(history.last().unwrap(), &mut dice);
        history.push(next);
    }
    let last = history.last().unwrap().clone();

    for record in history {
        assert_eq!(last.as_of(record.revision()), record);
    }
}

#[test]
fn a_change_that_changes_nothing_or_skips_a_step_is_refused() {
    let record = through("skb-2025");
    let local = declare("2025-10-16");
    let with_local = record.amend(&local).unwrap();
    let perubahan = national::edition("skb-2025-perubahan").unwrap();
    let other_2025 = Edition { id: kernel::Slug::parse("lain").unwrap(), ..skb_2025() };
    let early = Edition { year: 2026, ..other_2025.clone() };
    let bare = CalendarRecord::with_editions(Zone::Wib, &[]).unwrap();

    assert_eq!(with_local.amend(&local), Err(Refusal::AlreadyHoliday));
    assert_eq!(record.amend(&withdraw("2025-10-16")), Err(Refusal::NotAHoliday));
    let nameless = Amendment { name: " ".to_owned(), ..local.clone() };
    assert_eq!(record.amend(&nameless), Err(Refusal::DecreeMissing));
    assert_eq!(record.load(&skb_2025()), Err(Refusal::AlreadyLoaded));
    assert_eq!(record.load(&other_2025), Err(Refusal::AlreadyDecreed));
    assert_eq!(record.load(&early), Err(Refusal::OutsideYear));
    assert_eq!(bare.load(perubahan), Err(Refusal::AmendedEditionMissing));
    let other_kind = Amendment { kind: HolidayKind::JointLeave, ..withdraw("2025-10-16") };
    assert_eq!(with_local.amend(&other_kind), Err(Refusal::NotAHoliday));
}

fn skb_2025() -> Edition {
    national::edition("skb-2025").unwrap().clone()
}

#[test]
fn a_decree_can_withdraw_joint_leave_as_in_2021() {
    let record = through("skb-2025");
    let mut edition = national::edition("skb-2025-perubahan").unwrap().clone();
    edition.joint_leave.clear();
    edition.withdrawn = [(date("2025-12-26"), "Natal".to_owned())].into();
    let next = record.load(&edition).unwrap();

    assert_eq!(Calendar::compile(&next).is_working_day(date("2025-12-26")), Ok(true));
    assert_eq!(Calendar::compile(&record).is_working_day(date("2025-12-26")), Ok(false));
}

/// Whatever is declared, withdrawn or announced, in any unit, an open case never
/// loses time.
#[test]
fn no_change_of_the_calendar_brings_a_deadline_forward() {
    for seed in 0..40 {
        let mut dice = Dice::new(seed + 40_000);
        let mut record = random_record(&mut dice);
        let start = {
            let day =
                date("2024-01-02").saturating_add(SignedDuration::from_hours(24 * dice.below(700)));
            record.zone().at(day, u16::try_from(dice.below(1440)).unwrap())
        };
        let budget = match dice.below(3) {
            0 => WorkDuration::WorkingDays(1 + u32::try_from(dice.below(20)).unwrap()),
            1 => WorkDuration::CalendarDays(1 + u32::try_from(dice.below(40)).unwrap()),
            _ => WorkDuration::OfficeMinutes(1 + u32::try_from(dice.below(4_000)).unwrap()),
        };
        let mut case = Case::started(Calendar::compile(&record), start, allowance(budget));
        let mut now = start;
        for _ in 0..20 {
            let before = (case.ledger.clone(), case.ledger.standing(&case.calendar));
            record = if dice.one_in(6) {
                with_ramadan(&record, &mut dice)
            } else {
                randomly_amended(&record, &mut dice)
            };
            case.calendar = Calendar::compile(&record);
            assert_not_worse(before.1, before.0.standing(&case.calendar), seed);
            now = now.plus_seconds(dice.below(40_000));
            let entry = case.ledger.amend(now, &case.calendar).unwrap();
            if let Change::CalendarAmended { old: Some(old), new: Some(new), .. } = &entry.change {
                assert!(old <= new, "{seed}");
            }
            case.ledger.apply(entry);
            now = now.plus_seconds(dice.below(100_000));
            case = if case.ledger.is_paused() { case.resubmitted(now) } else { case.returned(now) };
        }
    }
}

fn assert_not_worse(before: Standing, after: Standing, seed: u64) {
    match (before, after) {
        (Standing::Running(before), Standing::Running(after)) => {
            assert!(before.at <= after.at, "{seed}: {before:?} became {after:?}");
        }
        (Standing::Paused { remaining: before, .. }, Standing::Paused { remaining: after, .. }) => {
            assert!(before.amount() <= after.amount(), "{seed}: {before:?} became {after:?}");
        }
        (before, after) => panic!("{seed}: {before:?} became {after:?}"),
    }
}

fn with_ramadan(record: &CalendarRecord, dice: &mut Dice) -> CalendarRecord {
    let mut period = national::ramadan()[0].clone();
    period.from =
        date("2024-01-01").saturating_add(SignedDuration::from_hours(24 * dice.below(1000)));
    period.until = period.from.saturating_add(SignedDuration::from_hours(24 * 29));
    record.set_ramadan(&period).unwrap_or_else(|_| {
        record
            .amend(&declare("2030-01-01"))
            .unwrap_or_else(|_| record.amend(&withdraw("2030-01-01")).unwrap())
    })
}

#[test]
fn a_ledger_that_never_started_has_nothing_to_amend() {
    let refused = Ledger::new().amend(Instant::from_micros(0), &national());

    assert_eq!(refused, Err(LedgerError::NotStarted));
}
