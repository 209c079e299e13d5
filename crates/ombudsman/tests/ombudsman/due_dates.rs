//! When a product is due, and what is said to be law.

use complaints::Confidence;
use jiff::civil::date;
use ombudsman::{Basis, Event, Kind, NewProduct, Refusal};

use crate::world::{RECEIVED, calendar, knowing, morning, new_product, recorded};

fn due(kind: Kind) -> (jiff::civil::Date, Basis) {
    let due = recorded(&new_product(kind), &calendar()).unwrap().due;
    (due.deadline.date, due.basis)
}

#[test]
fn an_explanation_is_due_in_fourteen_days() {
    assert_eq!(due(Kind::Clarification).0, date(2026, 6, 22));
    assert_eq!(due(Kind::SecondClarification).0, date(2026, 6, 22));
}

/// 16 June (1 Muharram) is no working day in between.
#[test]
fn corrective_action_is_due_in_thirty_working_days() {
    let (day, basis) = due(Kind::CorrectiveAction);

    assert_eq!(day, date(2026, 7, 21));
    assert!(matches!(basis, Basis::Term { confidence: Confidence::Published, .. }));
}

#[test]
fn a_recommendation_is_due_in_sixty_days_and_that_is_marked_as_not_read() {
    let (day, basis) = due(Kind::Recommendation);

    assert_eq!(day, date(2026, 8, 7));
    assert!(matches!(basis, Basis::Term { confidence: Confidence::Unread, .. }));
}

#[test]
fn no_time_is_made_up_for_advice() {
    assert_eq!(recorded(&new_product(Kind::Advice), &calendar()), Err(Refusal::DueMissing));
}

#[test]
fn the_day_in_the_letter_counts_before_every_rule() {
    for kind in Kind::ALL {
        let new = NewProduct { due_on: Some(date(2026, 6, 30)), ..new_product(kind) };

        let due = recorded(&new, &calendar()).unwrap().due;

        assert_eq!((due.deadline.date, due.basis), (date(2026, 6, 30), Basis::Letter));
    }
}

#[test]
fn what_ends_before_it_begins_is_refused() {
    let early = NewProduct { due_on: Some(date(2026, 6, 7)), ..new_product(Kind::Advice) };

    assert_eq!(recorded(&early, &calendar()), Err(Refusal::DateOutOfOrder));
}

/// A year that nobody has decreed gives "not before", fires nothing, and is computed again.
#[test]
fn a_year_that_is_not_decreed_is_waited_for() {
    let new = NewProduct { received_on: date(2024, 12, 16), ..new_product(Kind::CorrectiveAction) };
    let (before, after) = (knowing("skb-2024"), calendar());

    let product = recorded(&new, &before).unwrap();
    let later = morning(date(2025, 6, 2));
    let events = product.decide_time(later, &after);

    assert!(product.due.deadline.provisional.is_some());
    assert_eq!((product.wakes_at(), product.decide_time(later, &before)), (None, Vec::new()));
    let kinds: Vec<&str> = events.iter().map(Event::kind).collect();
    assert_eq!(kinds, ["ombudsman.calendar_amended", "ombudsman.warned", "ombudsman.overdue"]);
}

#[test]
fn a_day_in_the_future_is_no_day_of_receipt() {
    let actor = crate::world::officer("penghubung");
    let calendar = calendar();
    let now = morning(RECEIVED.yesterday().unwrap());
    let context = ombudsman::Context { now, calendar: &calendar, actor: &actor };

    let refused = ombudsman::Product::record(&new_product(Kind::Clarification), &context);

    assert_eq!(refused.unwrap_err(), Refusal::DateInFuture);
}
