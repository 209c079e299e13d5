//! How an index moved over the periods.

use crate::{category::Category, exact::Hundredths, period::Period};

/// The index of one period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Point {
    /// When.
    pub period: Period,
    /// As it was published.
    pub value: Hundredths,
    /// Its letter.
    pub category: Option<Category>,
    /// Who answered.
    pub respondents: u64,
}

/// A period and its difference from the one before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Change {
    /// The period.
    pub point: Point,
    /// In hundredths, above nothing when it rose; nothing for the first.
    pub difference: Option<Hundredths>,
}

/// The points in the order of time, each with what changed.
#[must_use]
pub fn trend(mut points: Vec<Point>) -> Vec<Change> {
    points.sort_by_key(|point| point.period);
    let mut before = None;
    points
        .into_iter()
        .map(|point| {
            let difference = before.map(|Hundredths(before)| Hundredths(point.value.0 - before));
            before = Some(point.value);
            Change { point, difference }
        })
        .collect()
}
