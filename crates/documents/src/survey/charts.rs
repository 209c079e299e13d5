//! The report's charts. Colour never says anything that a number beside it does not.

use surveys::{Cell, Change, Hundredths, ProfileTable, Report};

use super::svg::{Anchor, BLUE, Drawing, GREY, INK, PALE, colour, cut};

const WIDTH: i64 = 720;

/// A bar an element, from 25 to 100.
pub(super) fn elements(report: &Report) -> String {
    const LEFT: i64 = 330;
    const SPAN: i64 = 300;
    const ROW: i64 = 30;
    let elements = &report.index.elements;
    let rows = i64::try_from(elements.len()).unwrap_or_default();
    let mut drawing =
        Drawing::new(WIDTH, rows * ROW + 40, "Nilai setiap unsur, dari 25 sampai 100");
    let bottom = rows * ROW + 8;
    for (tick, label) in [(0, "25"), (SPAN / 3, "50"), (SPAN * 2 / 3, "75"), (SPAN, "100")] {
        drawing.line(&[(LEFT + tick, 4), (LEFT + tick, bottom)], PALE, 1);
        drawing.words((LEFT + tick, bottom + 18), 13, Anchor::Middle, GREY, label);
    }
    for (place, element) in (0..).zip(elements) {
        let y = place * ROW + 8;
        let name = report.questionnaire.question(&element.key).map_or("", |q| q.name.as_str());
        let length = ((element.converted.0 - 2500).max(0) * SPAN / 7500).max(1);
        let letter =
            element.category.map_or(String::new(), |letter| format!(" {}", letter.letter()));
        drawing.words((LEFT - 10, y + 16), 14, Anchor::End, INK, &cut(name, 41));
        drawing.bar(LEFT, y, length, 20, colour(element.category));
        let label = format!("{}{letter}", element.converted.comma());
        drawing.words((LEFT + length + 6, y + 16), 14, Anchor::Start, INK, &label);
    }
    drawing.finished()
}

/// A bar a group, in the respondents' number.
pub(super) fn profile(report: &Report) -> String {
    const LEFT: i64 = 250;
    const SPAN: i64 = 390;
    const ROW: i64 = 22;
    let groups: usize = report.profile.iter().map(|table| table.groups.len() + 2).sum();
    let height = i64::try_from(groups).unwrap_or_default() * ROW + 8;
    let mut drawing = Drawing::new(WIDTH, height.max(ROW), "Profil responden");
    let all = i64::try_from(report.index.respondents).unwrap_or(i64::MAX).max(1);
    let mut y = 0;
    for ProfileTable { dimension, groups } in &report.profile {
        y += ROW;
        drawing.bold((LEFT - 10, y), 14, Anchor::End, INK, dimension.title());
        for (group, cell) in groups {
            y += ROW;
            drawing.words((LEFT - 10, y), 13, Anchor::End, INK, &cut(group, 34));
            match cell {
                Cell::Shown(count) => {
                    let count = i64::try_from(*count).unwrap_or(i64::MAX);
                    let length = (count * SPAN / all).max(1);
                    drawing.bar(LEFT, y - 12, length, 15, BLUE);
                    let label = count.to_string();
                    drawing.words((LEFT + length + 6, y), 13, Anchor::Start, INK, &label);
                }
                Cell::Hidden => {
                    drawing.words((LEFT, y), 13, Anchor::Start, GREY, "* tidak ditampilkan");
                }
            }
        }
        y += ROW;
    }
    drawing.finished()
}

/// A point a period, and the line between them; empty for a single period.
pub(super) fn trend(report: &Report) -> String {
    const HEIGHT: i64 = 260;
    const TOP: i64 = 30;
    const BOTTOM: i64 = 200;
    let changes: &[Change] = &report.trend;
    let last = i64::try_from(changes.len()).unwrap_or_default() - 1;
    if last < 1 {
        return String::new();
    }
    let (low, high) = range(changes);
    let y_of =
        |Hundredths(value): Hundredths| BOTTOM - (value - low) * (BOTTOM - TOP) / (high - low);
    let x_of = |place: i64| 90 + place * (WIDTH - 180) / last;
    let mut drawing = Drawing::new(WIDTH, HEIGHT, "Indeks menurut periode");
    for value in [low, i64::midpoint(low, high), high] {
        let y = y_of(Hundredths(value));
        drawing.line(&[(60, y), (WIDTH - 40, y)], PALE, 1);
        drawing.words((52, y + 4), 12, Anchor::End, GREY, &Hundredths(value).comma());
    }
    let points: Vec<(i64, i64)> =
        (0..).zip(changes).map(|(place, change)| (x_of(place), y_of(change.point.value))).collect();
    drawing.line(&points, BLUE, 2);
    for ((x, y), change) in points.into_iter().zip(changes) {
        drawing.dot(x, y, 5, colour(change.point.category));
        let letter = change.point.category.map_or("", surveys::Category::letter);
        let label = format!("{} {letter}", change.point.value.comma());
        drawing.bold((x, y - 11), 14, Anchor::Middle, INK, &label);
        drawing.words((x, BOTTOM + 28), 13, Anchor::Middle, INK, &change.point.period.to_string());
    }
    drawing.finished()
}

/// A little more than what is shown, in steps of five, within 25 to 100.
fn range(changes: &[Change]) -> (i64, i64) {
    let values = || changes.iter().map(|change| change.point.value.0);
    let low = values().min().unwrap_or(2500).div_euclid(500) * 500;
    let high = (values().max().unwrap_or(10_000) + 499).div_euclid(500) * 500;
    // A change must not look larger than it is: never less than ten points from end to end.
    let low = low.min(high - 1000).max(2500);
    (low, high.max(low + 1000))
}
