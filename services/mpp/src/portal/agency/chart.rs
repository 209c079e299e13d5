//! Figures as pictures of bars, drawn here: no script, and no style in the picture
//! itself. The table beside it says the same.

use contract::satupintu::surveys::v1::{ElementIndex, Questionnaire};
use maud::{Markup, html};

use super::index::{decimal, title};
use crate::portal::visit::Visit;

/// An index is at most 100.00: in hundredths.
const FULL: u32 = 10_000;
const WIDTH: u32 = 300;
const ROW: u32 = 42;

/// The lowest elements: several where they are equal.
pub(super) fn lowest(elements: &[ElementIndex]) -> Vec<&ElementIndex> {
    let least = elements.iter().filter_map(|element| hundredths(&element.index)).min();
    let is_least = |element: &&ElementIndex| hundredths(&element.index) == least;
    elements.iter().filter(is_least).collect()
}

pub(super) fn drawn(
    visit: &Visit,
    elements: &[ElementIndex],
    asked: Option<&Questionnaire>,
) -> Markup {
    let said = visit.pick("Indeks setiap unsur, 25 sampai 100", "Index of each element, 25 to 100");
    let lowest = lowest(elements);
    let bar = |element: &ElementIndex| Bar {
        title: title(asked, &element.element),
        width: width(&element.index),
        value: decimal(visit, &element.index),
        is_marked: lowest.contains(&element),
    };
    bars(said, elements.iter().map(bar).collect())
}

/// One bar of a picture.
pub(super) struct Bar {
    /// What it is of.
    pub(super) title: String,
    /// How long it is, up to [`WIDTH`].
    pub(super) width: u32,
    /// What it says at its end.
    pub(super) value: String,
    /// Whether it stands out.
    pub(super) is_marked: bool,
}

/// Bars under each other; `said` is what the picture is of.
pub(super) fn bars(said: &str, bars: Vec<Bar>) -> Markup {
    let height = bars.iter().fold(0, |height: u32, _| height.saturating_add(ROW));
    let rows = std::iter::successors(Some(0_u32), |top| top.checked_add(ROW)).zip(bars);
    html! {
        svg.chart viewBox={ "0 0 360 " (height) } role="img" aria-label=(said) {
            @for (top, Bar { title, width, value, is_marked }) in rows {
                text x="0" y=(top.saturating_add(14)) { (title) }
                rect.track x="0" y=(top.saturating_add(20)) width=(WIDTH) height="14" rx="3" {}
                rect.bar-of.lowest[is_marked] x="0" y=(top.saturating_add(20)) width=(width) height="14" rx="3" {}
                text x="308" y=(top.saturating_add(32)) { (value) }
            }
        }
    }
}

/// How long the bar of `part` is where that of `whole` fills the track.
pub(super) fn share_of_width(part: i64, whole: i64) -> u32 {
    let width = i128::from(part.max(0)) * i128::from(WIDTH) / i128::from(whole.max(1));
    u32::try_from(width).unwrap_or(WIDTH).min(WIDTH)
}

/// How long the bar of an index is.
fn width(index: &str) -> u32 {
    let of_full = hundredths(index).unwrap_or(0).min(FULL);
    of_full.saturating_mul(WIDTH) / FULL
}

/// `87.28` as 8728.
fn hundredths(decimal: &str) -> Option<u32> {
    let (whole, part) = decimal.split_once('.').unwrap_or((decimal, "0"));
    let part = format!("{part:0<2}");
    let whole: u32 = whole.parse().ok()?;
    whole.checked_mul(100)?.checked_add(part.get(..2)?.parse().ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(element: &str, index: &str) -> ElementIndex {
        ElementIndex {
            element: element.to_owned(),
            index: index.to_owned(),
            ..ElementIndex::default()
        }
    }

    #[test]
    fn all_of_the_lowest_are_named() {
        let elements = [of("waktu", "90.52"), of("prosedur", "86.20"), of("biaya", "86.2")];

        assert_eq!(lowest(&elements), [&elements[1], &elements[2]]);
        assert!(lowest(&[]).is_empty());
    }

    #[test]
    fn a_bar_is_as_long_as_its_index() {
        assert_eq!(width("100.00"), 300);
        assert_eq!(width("25"), 75);
        assert_eq!(width("87.28"), 261);
        assert_eq!(width("?"), 0);
    }
}
