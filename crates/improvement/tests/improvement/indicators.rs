//! Share and speed by example, at the edges of the form's scale.

use improvement::{Action, Indicator, Ratio, Source, indicators};
use jiff::civil::{Date, date};

use crate::world::{DUE, Played, complete};

fn done(source: Source, on: Date) -> Action {
    let mut played = Played::opened(source);
    played.does(&complete(), "kabid", on).unwrap();
    played.action
}

fn survey(done_on: &[Date], open: usize) -> Indicator {
    let done = done_on.iter().map(|on| done(Source::Survey, *on));
    let open = (0..open).map(|_| Played::opened(Source::Survey).action);
    let actions: Vec<Action> = done.chain(open).collect();
    indicators(&actions, date(2026, 7, 1))[&Source::Survey].clone()
}

#[test]
fn a_share_is_exact_and_scored_as_the_form_says() {
    let points = |done: usize, open: usize| survey(&vec![DUE; done], open).share_points();

    assert_eq!(survey(&[DUE], 2).share(), Ratio { numerator: 1, denominator: 3 });
    assert_eq!(points(4, 0), Some(5));
    assert_eq!(points(9, 2), Some(4));
    // 80 % is not more than 80 %, and 30 % is not less than 30 %.
    assert_eq!(points(4, 1), Some(3));
    assert_eq!(points(3, 7), Some(3));
    assert_eq!(points(2, 5), Some(2));
    assert_eq!(Indicator::default().share_points(), None);
}

#[test]
fn a_speed_is_of_the_slowest_and_scored_as_the_form_says() {
    let points = |on: Date| survey(&[on], 0).speed_points();

    assert_eq!(
        survey(&[date(2026, 6, 9), date(2026, 6, 12)], 1).speed_days(),
        Ratio { numerator: 5, denominator: 2 }
    );
    assert_eq!(points(date(2026, 7, 8)), Some(5));
    assert_eq!(points(date(2026, 7, 9)), Some(4));
    assert_eq!(points(date(2026, 9, 8)), Some(4));
    assert_eq!(points(date(2026, 12, 8)), Some(3));
    assert_eq!(points(date(2027, 3, 8)), Some(2));
    assert_eq!(points(date(2027, 6, 8)), Some(1));
    assert_eq!(points(date(2027, 6, 9)), Some(0));
    assert_eq!(survey(&[], 1).speed_points(), None);
}

#[test]
fn sources_are_counted_apart_and_lateness_is_derived() {
    let actions = [done(Source::Ombudsman, DUE), Played::opened(Source::Complaint).action];

    let all = indicators(&actions, date(2026, 7, 1));

    assert_eq!((all[&Source::Ombudsman].followed_up, all[&Source::Ombudsman].overdue), (1, 0));
    assert_eq!((all[&Source::Complaint].followed_up, all[&Source::Complaint].overdue), (0, 1));
    assert!(!all.contains_key(&Source::Survey));
}
