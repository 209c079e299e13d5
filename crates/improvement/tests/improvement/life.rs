//! An action from its opening to its end, and what each step refuses.

use improvement::{Action, Command, Effect, Event, Level, Measure, Owner, Refusal, Source, State};
use jiff::civil::date;

use crate::world::{DUE, OPENED, Played, complete, midnight, new_action, sealed};

#[test]
fn an_action_is_done_and_verified_by_somebody_else() {
    let mut played = Played::opened(Source::Complaint);

    played.does(&complete(), "kabid", DUE).unwrap();
    assert_eq!(played.does(&Command::Verify, "kabid", DUE), Err(Refusal::DutiesSeparated));
    let missing = Command::Return { reason: sealed("reason") };
    played.does(&missing, "inspektur", DUE).unwrap();
    assert_eq!((played.action.state, played.action.done_on), (State::Open, None));
    played.does(&complete(), "staf", DUE).unwrap();
    assert_eq!(played.does(&Command::Verify, "staf", DUE), Err(Refusal::DutiesSeparated));
    played.does(&Command::Verify, "inspektur", DUE).unwrap();

    assert_eq!(played.action.state, State::Verified);
    assert_eq!(played.does(&complete(), "kabid", DUE), Err(Refusal::NotOpen));
    assert_eq!(played.does(&Command::Verify, "inspektur", DUE), Err(Refusal::NotDone));
}

#[test]
fn what_is_dropped_has_a_reason_and_another_judge() {
    let mut played = Played::opened(Source::Ombudsman);
    let drop = Command::Drop { reason: sealed("reason") };

    assert_eq!(played.does(&drop, "kabid", OPENED), Err(Refusal::DutiesSeparated));
    played.does(&drop, "pimpinan", OPENED).unwrap();

    let measured = Effect { measure: Measure::Days, before: 9, after: 8 };
    let effect = Command::RecordEffect(measured);
    assert_eq!(played.does(&effect, "kabid", OPENED), Err(Refusal::Dropped));
    assert_eq!(played.does(&drop, "pimpinan", OPENED), Err(Refusal::NotOpen));
}

#[test]
fn superiors_are_told_once_each_and_again_after_a_new_day() {
    let mut played = Played::opened(Source::Survey);
    let told = |played: &Played| {
        let levels = played.events.iter().filter_map(|event| match event {
            Event::Escalated(escalated) => Some(escalated.level),
            _ => None,
        });
        levels.collect::<Vec<_>>()
    };

    played.waits_until(DUE);
    assert_eq!(told(&played), []);
    assert!(!played.action.is_overdue(DUE) && played.action.is_overdue(date(2026, 7, 1)));
    played.waits_until(date(2026, 7, 1));
    played.waits_until(date(2026, 7, 20));
    assert_eq!(told(&played), [Level::Superior]);
    played.waits_until(date(2026, 9, 1));
    assert_eq!(told(&played), [Level::Superior, Level::Head]);
    assert_eq!(played.action.wakes_at(), None);

    let due = date(2026, 9, 30);
    let overdue_at = midnight(date(2026, 10, 1));
    let assign = Command::Assign { owner: Owner::default(), due, overdue_at };
    played.does(&assign, "pimpinan", date(2026, 9, 1)).unwrap();
    assert_eq!(played.action.wakes_at(), Some(overdue_at));
    // After a long downtime both at once, each with its own instant.
    played.waits_until(date(2027, 1, 1));
    assert_eq!(told(&played).len(), 4);
}

#[test]
fn a_due_day_is_not_over_when_it_is_set() {
    let mut late = new_action(Source::Survey);
    late.due = OPENED.yesterday().unwrap();
    let mut played = Played::opened(Source::Survey);
    let assign =
        Command::Assign { owner: Owner::default(), due: late.due, overdue_at: midnight(OPENED) };

    assert_eq!(Action::open(&late, OPENED), Err(Refusal::DueInPast));
    assert_eq!(played.does(&assign, "pimpinan", OPENED), Err(Refusal::DueInPast));
}

#[test]
fn what_is_done_late_was_escalated_first() {
    let mut played = Played::opened(Source::Survey);

    played.does(&complete(), "kabid", date(2026, 7, 2)).unwrap();

    let kinds: Vec<_> = played.events.iter().map(Event::kind).collect();
    assert_eq!(kinds, ["improvement.opened", "improvement.escalated", "improvement.completed"]);
    assert_eq!(played.action.wakes_at(), None);
}
