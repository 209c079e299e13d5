//! The lines between the symbols: down to the next row where that is all, and
//! otherwise along a channel beside the columns, so that no two lie on each other.

use maud::{Markup, html};

use super::{Chart, LANE, ROW};

/// A line from one symbol to another; each end is a column and a row.
pub(super) struct Line {
    pub(super) from: (i32, i32),
    pub(super) to: (i32, i32),
    pub(super) label: String,
}

impl Line {
    fn is_short(&self) -> bool {
        self.to.1 == self.from.1 + 1
    }

    fn rows(&self) -> (i32, i32) {
        (self.from.1.min(self.to.1), self.from.1.max(self.to.1))
    }

    /// Drawn on its channel, of which 0 is the one nearest to the column.
    pub(super) fn drawn(&self, channel: i32) -> Markup {
        let (from_x, from_y) = (Chart::x(self.from.0), Chart::y(self.from.1));
        let (to_x, to_y) = (Chart::x(self.to.0), Chart::y(self.to.1));
        let (arrive, between) = (to_y - 20, to_y - ROW / 2 + 4);
        let path = if self.is_short() {
            format!("M{from_x} {}V{between}H{to_x}V{arrive}", from_y + 13)
        } else {
            // Beside the column of the step from which it comes.
            let beside = from_x + LANE / 2 - 6 - 5 * (channel % 3);
            let arrive_beside = between - 2 * (channel % 4);
            format!("M{} {from_y}H{beside}V{arrive_beside}H{to_x}V{arrive}", from_x + 30)
        };
        let (label_x, label_y) = match self.is_short() {
            true => (from_x + 4, from_y + 27),
            // Above and below the line in turn, so that two labels keep apart.
            false => (from_x + 26, from_y - 6 + 22 * (channel % 2)),
        };
        html! {
            path.way d=(path) marker-end="url(#panah)" {}
            @if !self.label.is_empty() { text.outcome x=(label_x) y=(label_y) { (self.label) } }
        }
    }
}

/// A channel for each line, so that long lines side by side keep apart.
pub(super) fn channels(lines: &[Line]) -> Vec<i32> {
    let mut taken: Vec<(i32, (i32, i32), i32)> = Vec::new();
    lines
        .iter()
        .map(|line| {
            if line.is_short() {
                return 0;
            }
            let (first, last) = line.rows();
            let is_beside = |(lane, (other_first, other_last), _): &&(i32, (i32, i32), i32)| {
                *lane == line.from.0 && first <= *other_last && *other_first <= last
            };
            let used: Vec<i32> = taken.iter().filter(is_beside).map(|(_, _, used)| *used).collect();
            let free = (0..).find(|channel| !used.contains(channel)).unwrap_or(0);
            taken.push((line.from.0, (first, last), free));
            free
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(from: i32, to: i32) -> Line {
        Line { from: (1, from), to: (1, to), label: String::new() }
    }

    #[test]
    fn long_lines_side_by_side_keep_apart() {
        let lines = [line(0, 1), line(1, 4), line(3, 0), line(6, 9)];

        assert_eq!(channels(&lines), [0, 0, 1, 0]);
    }
}
