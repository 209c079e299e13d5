//! Service figures: what the events of a batch add to their counters, and the open
//! cases from which they are counted.

use std::collections::BTreeMap;

use figures::{Before, Book, Case, CountKey, Place, Seen, Spent, TimeKey};
use kernel::{Instant, Unit};
use permits::Application;

use crate::{
    batch::Batch,
    columns::{Column, Sql, Writes, inserts, rows},
    error::Error,
    record::{Event, Key, Record, RecordKind, to_json},
    write::signed,
};

const COUNTS: Sql = inserts!(
    "figure_count (agency, grain, period, service, unit, figure, value, cases)",
    (0 text, 1 text, 2 text, 3 text, 4 text, 5 text, 6 int, 7 int),
    "ON CONFLICT (agency, grain, period, service, unit, figure, value) DO UPDATE SET \
     cases = figure_count.cases + excluded.cases"
);
const TIMES: Sql = inserts!(
    "figure_time (agency, grain, period, service, unit, step, cause, spells, seconds)",
    (0 text, 1 text, 2 text, 3 text, 4 text, 5 text, 6 text, 7 int, 8 int),
    "ON CONFLICT (agency, grain, period, service, unit, step, cause) DO UPDATE SET \
     spells = figure_time.spells + excluded.spells, \
     seconds = figure_time.seconds + excluded.seconds"
);
const CASES: Sql = inserts!(
    "figure_case (application, agency, service, unit, is_begun, is_ended, half_at, most_at, \
     late_at, state)",
    (0 text, 1 text, 2 text, 3 text, 4 int, 5 int, 6 int, 7 int, 8 int, 9 text),
    "ON CONFLICT (application) DO UPDATE SET unit = excluded.unit, \
     is_begun = excluded.is_begun, is_ended = excluded.is_ended, half_at = excluded.half_at, \
     most_at = excluded.most_at, late_at = excluded.late_at, state = excluded.state"
);
const CASES_OFF: Sql = rows!("DELETE FROM figure_case WHERE application IN (", (0 text), ")");

/// An open case in the figures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FigureRow {
    pub(crate) agency: String,
    pub(crate) service: String,
    pub(crate) unit: String,
    pub(crate) is_begun: bool,
    pub(crate) is_ended: bool,
    /// When half of the time is used, when four fifths are, and when it is late.
    pub(crate) marks: [i64; 3],
    pub(crate) state: String,
}

impl FigureRow {
    /// The row of an application; none when it is over.
    pub(crate) fn of(application: &Application, case: &Case) -> Option<Self> {
        let (is_begun, is_ended, marks) = case.ageing.columns();
        (!application.is_over()).then(|| Self {
            agency: application.agency.to_string(),
            service: application.service.id.clone(),
            unit: unit_text(&application.holder),
            is_begun,
            is_ended,
            marks: marks.map(Instant::micros),
            state: to_json(case),
        })
    }
}

/// As `agency/unit`.
fn unit_text(unit: &Unit) -> String {
    format!("{}/{}", unit.agency, unit.unit)
}

/// What the figures must know of a record before `event` changes it; none where
/// they do not look at the event.
pub(crate) fn seen_before(record: Option<&Record>, event: &Event) -> Option<Before> {
    match (record, event) {
        (Some(Record::Application(application)), Event::Permits(_)) => {
            Some((&**application).into())
        }
        (_, Event::Permits(_)) => Some(Before::default()),
        _ => None,
    }
}

impl Batch<'_> {
    /// Takes an event of an application into the figures.
    pub(crate) fn observe(
        &mut self,
        before: &Before,
        after: &Record,
        event: &Event,
        case: &mut Case,
    ) -> Result<(), Error> {
        let (Record::Application(after), Event::Permits(event)) = (after, event) else {
            return Ok(());
        };
        let key = Key::new(RecordKind::Calendar, after.agency.as_str());
        let calendar = match self.record(&key) {
            Some(Record::Calendar(record)) => {
                let version = self.version(&key);
                Some(self.core.library.calendar(after.agency.as_str(), version, record))
            }
            _ => None,
        };
        let seen = Seen { before, after, event, at: self.now, calendar: calendar.as_deref() };
        case.observe(&seen, &mut self.book)
            .map_err(|why| Error::corrupt("figure_case", &after.id, why))
    }

    /// Loads what the figures know of these applications.
    pub(crate) async fn load_figures(&mut self, applications: Vec<String>) -> Result<(), Error> {
        const READ: Sql = rows!(
            "SELECT application, state FROM figure_case WHERE application IN (",
            (0 text),
            ")"
        );
        let rows: Vec<(String, String)> =
            READ.fetch(&mut self.tx, vec![Column::Text(applications)]).await?;
        for (application, state) in rows {
            let case = serde_json::from_str(&state)
                .map_err(|why| Error::corrupt("figure_case.state", &application, why))?;
            let key = Key::new(RecordKind::Application, application);
            if let Some(entry) = self.entries.get_mut(&key) {
                entry.figures = case;
            }
        }
        Ok(())
    }
}

/// The counters of the batch's events and the rows of every case that it changed.
pub(super) fn figures(batch: &mut Batch<'_>, writes: &mut Writes) {
    let mut open = Vec::new();
    let mut over = Vec::new();
    for (key, entry) in batch.entries.iter().filter(|(_, entry)| entry.dirty) {
        let Some(Record::Application(application)) = &entry.record else { continue };
        let now = FigureRow::of(application, &entry.figures);
        match (&entry.figures_were, now) {
            (None, None) => {}
            (Some(were), Some(now)) if *were == now => {}
            (Some(_), None) => over.push(key.id.clone()),
            (_, Some(now)) => open.push((key.id.clone(), now)),
        }
    }
    writes.add(&CASES_OFF, vec![Column::Text(over)]);
    open_cases(open, writes);
    add_up(std::mem::take(&mut batch.book), writes);
}

/// Writes open cases.
pub(crate) fn open_cases(rows: Vec<(String, FigureRow)>, writes: &mut Writes) {
    let mut texts: [Vec<String>; 4] = Default::default();
    let mut states = Vec::new();
    let mut numbers: [Vec<i64>; 5] = Default::default();
    for (application, row) in rows {
        let FigureRow { agency, service, unit, is_begun, is_ended, marks, state } = row;
        let [half_at, most_at, late_at] = marks;
        let row = [application, agency, service, unit];
        texts.iter_mut().zip(row).for_each(|(column, text)| column.push(text));
        let row = [i64::from(is_begun), i64::from(is_ended), half_at, most_at, late_at];
        numbers.iter_mut().zip(row).for_each(|(column, number)| column.push(number));
        states.push(state);
    }
    let texts = texts.into_iter().map(Column::Text);
    let numbers = numbers.into_iter().map(Column::Int);
    writes.add(&CASES, texts.chain(numbers).chain([Column::Text(states)]).collect());
}

/// Counters of cases: agency, grain, period, service, unit and figure, with its value.
type Counts = BTreeMap<([String; 6], i64), i64>;
/// Counters of time: agency, grain, period, service, unit, step and cause; spells and
/// seconds.
type Times = BTreeMap<[String; 7], (i64, i64)>;

/// A book as counters, by days and by months.
pub(crate) fn counters(book: Book) -> (Counts, Times) {
    let (mut counts, mut times) = (Counts::new(), Times::new());
    for (CountKey { place, counted }, cases) in book.counts {
        let (figure, value) = counted.parts();
        for [agency, grain, period, service, unit] in places(&place) {
            let key = [agency, grain, period, service, unit, figure.to_owned()];
            *counts.entry((key, i64::from(value))).or_default() += signed(cases);
        }
    }
    for (TimeKey { place, step, cause }, Spent { spells, seconds }) in book.times {
        for [agency, grain, period, service, unit] in places(&place) {
            let cause = cause.key().to_owned();
            let key = [agency, grain, period, service, unit, step.clone(), cause];
            let time = times.entry(key).or_default();
            *time = (time.0 + signed(spells), time.1 + signed(seconds));
        }
    }
    (counts, times)
}

/// A place by its day and by its month.
fn places(place: &Place) -> [[String; 5]; 2] {
    let Place { agency, day, service, unit } = place;
    let month = format!("{:04}-{:02}", day.year(), day.month());
    let of = |grain: &str, period: String| {
        [agency.to_string(), grain.to_owned(), period, service.clone(), unit_text(unit)]
    };
    [of("day", day.to_string()), of("month", month)]
}

/// Adds a book to the counters.
pub(crate) fn add_up(book: Book, writes: &mut Writes) {
    let (counts, times) = counters(book);
    let mut texts: [Vec<String>; 6] = Default::default();
    let (mut values, mut cases) = (Vec::new(), Vec::new());
    for ((row, value), count) in counts {
        texts.iter_mut().zip(row).for_each(|(column, text)| column.push(text));
        values.push(value);
        cases.push(count);
    }
    let texts = texts.into_iter().map(Column::Text);
    writes.add(&COUNTS, texts.chain([Column::Int(values), Column::Int(cases)]).collect());

    let mut texts: [Vec<String>; 7] = Default::default();
    let (mut spells, mut seconds) = (Vec::new(), Vec::new());
    for (row, (stretches, passed)) in times {
        texts.iter_mut().zip(row).for_each(|(column, text)| column.push(text));
        spells.push(stretches);
        seconds.push(passed);
    }
    let texts = texts.into_iter().map(Column::Text);
    writes.add(&TIMES, texts.chain([Column::Int(spells), Column::Int(seconds)]).collect());
}
