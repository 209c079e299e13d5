//! What may be done with a product, and what time does.

use jiff::civil::date;
use kernel::Actor;
use ombudsman::{Event, Kind, Outcome, Refusal};

use crate::world::{
    RECEIVED, after, calendar, close, folded, follow_up, morning, new_product, recorded,
};

#[test]
fn a_product_is_followed_up_and_closed_by_another() {
    let product = recorded(&new_product(Kind::CorrectiveAction), &calendar()).unwrap();

    let done = after(&product, &follow_up(), "kabid", date(2026, 6, 20)).unwrap();
    let by_same = after(&done, &close(Outcome::Fulfilled), "kabid", date(2026, 7, 1));
    let ended = after(&done, &close(Outcome::Fulfilled), "pimpinan", date(2026, 7, 1)).unwrap();

    assert_eq!(by_same, Err(Refusal::DutiesSeparated));
    assert_eq!(
        (ended.outcome, ended.closed_on),
        (Some(Outcome::Fulfilled), Some(date(2026, 7, 1)))
    );
    let again = after(&ended, &follow_up(), "kabid", date(2026, 7, 2));
    assert_eq!(again, Err(Refusal::Closed));
}

#[test]
fn what_nobody_followed_up_is_not_fulfilled_but_may_go_on() {
    let product = recorded(&new_product(Kind::CorrectiveAction), &calendar()).unwrap();
    let day = date(2026, 7, 1);

    for outcome in [Outcome::Fulfilled, Outcome::PartlyFulfilled] {
        let refused = after(&product, &close(outcome), "pimpinan", day);
        assert_eq!(refused, Err(Refusal::NotFollowedUp));
    }
    for outcome in [Outcome::Escalated, Outcome::Withdrawn] {
        assert!(!after(&product, &close(outcome), "pimpinan", day).unwrap().is_open());
    }
}

#[test]
fn time_warns_once_and_notes_once_that_nothing_was_done() {
    let calendar = calendar();
    let product = recorded(&new_product(Kind::Clarification), &calendar).unwrap();
    let late = morning(date(2026, 9, 1));

    let early = product.decide_time(morning(RECEIVED), &calendar);
    let events = product.decide_time(late, &calendar);
    let after = folded(&product, &Actor::System, &events);

    assert_eq!(early, Vec::new());
    assert_eq!(
        events.iter().map(Event::kind).collect::<Vec<_>>(),
        ["ombudsman.warned", "ombudsman.overdue"]
    );
    assert_eq!((after.decide_time(late, &calendar), after.wakes_at()), (Vec::new(), None));
    assert!(after.is_overdue(late));
}

#[test]
fn what_was_done_in_time_is_never_late() {
    let calendar = calendar();
    let product = recorded(&new_product(Kind::Clarification), &calendar).unwrap();

    let done = after(&product, &follow_up(), "kabid", date(2026, 6, 10)).unwrap();

    assert_eq!(done.wakes_at(), None);
    assert_eq!(done.decide_time(morning(date(2026, 9, 1)), &calendar), Vec::new());
}
