//! Small numbers point at persons, so a table hides them, and hides enough others that
//! nobody recomputes them from its total.

/// Fewer than this many respondents are never shown as a number.
pub const LIMIT: u64 = 5;

/// One number of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cell {
    /// May be shown.
    Shown(u64),
    /// Is not shown.
    Hidden,
}

/// The `counts` of a table whose total is known.
///
/// Nobody is shown as 0. From 1 to 4 is hidden. While only one cell is hidden, or the
/// hidden ones together are fewer than [`LIMIT`], the next cell in the table's order
/// (from the first hidden one, around the end) is hidden too. The order and not the size
/// picks it: that the smallest was picked would itself betray what is hidden.
#[must_use]
pub fn suppress(counts: &[u64]) -> Vec<Cell> {
    let mut hidden: Vec<bool> = counts.iter().map(|count| (1..LIMIT).contains(count)).collect();
    if let Some(first) = hidden.iter().position(|hidden| *hidden) {
        let around = (first..counts.len()).chain(0..first);
        for place in around {
            if is_enough(counts, &hidden) {
                break;
            }
            if let (Some(hide), Some(1..)) = (hidden.get_mut(place), counts.get(place)) {
                *hide = true;
            }
        }
    }
    let cell = |(count, hidden): (&u64, bool)| match hidden {
        true => Cell::Hidden,
        false => Cell::Shown(*count),
    };
    counts.iter().zip(hidden).map(cell).collect()
}

fn is_enough(counts: &[u64], hidden: &[bool]) -> bool {
    let hidden: Vec<u64> =
        counts.iter().zip(hidden).filter(|(_, hidden)| **hidden).map(|(count, _)| *count).collect();
    hidden.len() >= 2 && hidden.iter().sum::<u64>() >= LIMIT
}
