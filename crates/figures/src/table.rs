//! The figures as a table: one number a line, so that a spreadsheet can turn it.

use surveys::Cell;

use crate::{
    definition::DEFINITIONS,
    published::{Published, ShownShare, Took},
};

/// What the cells of a row are.
pub const COLUMNS: [&str; 4] = ["part", "figure", "detail", "value"];

/// Figures one number a row, each under the name of its part; the whole has none.
///
/// A row is as [`COLUMNS`] says: the part, the figure as in [`DEFINITIONS`], a detail (a
/// step, or a unit of time) and the value: a whole number, a percentage with a point,
/// the id of a step, or `*` where the number is hidden. A share of which only the least
/// is told begins with `>=`.
#[must_use]
pub fn rows<'a>(
    parts: impl IntoIterator<Item = (&'a str, &'a Published)>,
) -> Vec<[String; COLUMNS.len()]> {
    let mut rows = Vec::new();
    for (part, figures) in parts {
        for definition in DEFINITIONS {
            for (detail, value) in values(figures, definition.key) {
                rows.push([part.to_owned(), definition.key.to_owned(), detail, value]);
            }
        }
    }
    rows
}

/// CSV (RFC 4180) of `rows` under [`COLUMNS`].
#[must_use]
pub fn csv(rows: &[[String; COLUMNS.len()]]) -> String {
    let heading = COLUMNS.map(ToOwned::to_owned);
    let lines = std::iter::once(&heading).chain(rows);
    lines.map(|row| row.each_ref().map(|it| field(it)).join(",") + "\r\n").collect()
}

/// The values of one figure, each with its detail.
fn values(figures: &Published, key: &str) -> Vec<(String, String)> {
    let single = |value: Option<String>| value.map(|it| (String::new(), it)).into_iter().collect();
    let took = |amount: fn(&Took) -> Option<u32>| {
        let took = figures.took.iter();
        took.filter_map(|it| Some((it.unit.key().to_owned(), amount(it)?.to_string()))).collect()
    };
    match key {
        "settled" => single(figures.settled.map(said)),
        "share_on_time" => single(figures.share_on_time.map(share)),
        "median" => took(|it| it.median),
        "p90" => took(|it| it.p90),
        "in_process" => single(figures.in_process.map(said)),
        "slowest_stage" => single(figures.slowest_stage().map(ToOwned::to_owned)),
        key => {
            let flow = figures.flows.iter().find(|(flow, _)| flow.key() == key);
            let age = key.strip_prefix("age_");
            let age = figures.ages.iter().find(|(it, _)| Some(it.key()) == age);
            let cell = flow.map(|(_, cell)| *cell).or(age.map(|(_, cell)| *cell));
            match key.strip_prefix("time_") {
                Some(cause) => seconds(figures, cause),
                None => single(cell.map(said)),
            }
        }
    }
}

fn seconds(figures: &Published, cause: &str) -> Vec<(String, String)> {
    let spent = figures.stages.iter().filter_map(|(step, stage)| {
        let (_, spent) = stage.iter().find(|(it, _)| it.key() == cause)?;
        Some((step.clone(), spent.seconds.to_string()))
    });
    spent.collect()
}

fn said(cell: Cell) -> String {
    match cell {
        Cell::Shown(number) => number.to_string(),
        Cell::Hidden => "*".to_owned(),
    }
}

fn share(shown: ShownShare) -> String {
    let least = if shown.is_at_least { ">=" } else { "" };
    format!("{least}{}", shown.share.percent())
}

/// Quoted where the format needs it. Names are ours (slugs), so nothing here can be
/// taken for a formula.
fn field(text: &str) -> String {
    if text.contains([',', '"', '\r', '\n']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text.to_owned()
    }
}
