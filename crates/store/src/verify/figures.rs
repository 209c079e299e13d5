//! The service figures, counted anew from every event and compared.

use std::collections::{BTreeMap, HashMap};

use calendar::Calendar;
use figures::{Before, Book, Case, Seen};
use kernel::Instant;

use crate::{
    columns::Writes,
    database::{Tx, on_tx},
    error::Error,
    read::events_in,
    record::{Event, Key, Record, RecordKind},
    verify::{Fold, PAGE, fold},
    write::{FigureRow, add_up, counters, open_cases},
};

/// What the events read so far come to.
#[derive(Default)]
pub(super) struct Recount {
    /// Each agency's calendar as of the event that is read, by its version.
    calendars: HashMap<String, (u64, Calendar)>,
    cases: HashMap<String, Case>,
    book: Book,
}

impl Recount {
    /// Takes in one event of an application, after it was folded.
    pub(super) fn observe(
        &mut self,
        folds: &HashMap<Key, Fold>,
        key: &Key,
        before: &Before,
        event: &Event,
        at: Instant,
    ) -> Result<(), String> {
        let (Some(Record::Application(after)), Event::Permits(event)) =
            (folds.get(key).and_then(|fold| fold.record.as_ref()), event)
        else {
            return Ok(());
        };
        let agency = after.agency.as_str();
        let named = folds.get(&Key::new(RecordKind::Calendar, agency));
        if let Some(Fold { version, record: Some(Record::Calendar(record)) }) = named
            && self.calendars.get(agency).is_none_or(|(known, _)| known != version)
        {
            self.calendars.insert(agency.to_owned(), (*version, Calendar::compile(record)));
        }
        let calendar = self.calendars.get(agency).map(|(_, calendar)| calendar);
        let seen = Seen { before, after, event, at, calendar };
        let case = self.cases.entry(key.id.clone()).or_default();
        case.observe(&seen, &mut self.book).map_err(|why| why.to_string())
    }

    /// The rows of the cases that are open.
    fn open(&self, folds: &HashMap<Key, Fold>) -> BTreeMap<String, FigureRow> {
        let rows = folds.iter().filter_map(|(key, fold)| {
            let Some(Record::Application(application)) = &fold.record else { return None };
            let case = self.cases.get(&key.id)?;
            Some((key.id.clone(), FigureRow::of(application, case)?))
        });
        rows.collect()
    }
}

/// Fills the empty tables of the figures from a journal that is older than they.
pub(crate) async fn count_anew(tx: &mut Tx) -> Result<(), Error> {
    let (mut folds, mut recount, mut from) = (HashMap::new(), Recount::default(), 0);
    loop {
        let page = events_in(tx, from, PAGE).await?;
        let Some(last) = page.last() else { break };
        from = last.0.saturating_add(1);
        for row in &page {
            let (index, _, _, _, _, _, _, body, _) = row;
            let corrupt = |why: String| Error::corrupt("event.body", index.to_string(), why);
            let body = journal::Body::decode(body).map_err(|why| corrupt(why.to_string()))?;
            fold(&mut folds, &mut recount, &body).map_err(corrupt)?;
        }
    }
    let mut writes = Writes::default();
    open_cases(recount.open(&folds).into_iter().collect(), &mut writes);
    add_up(recount.book, &mut writes);
    writes.run(tx).await
}

pub(super) async fn compare_figures(
    tx: &mut Tx,
    folds: &HashMap<Key, Fold>,
    recount: Recount,
    deviations: &mut Vec<String>,
) -> Result<(), Error> {
    const CASES: &str = "SELECT application, agency, service, unit, is_begun, is_ended, half_at, \
         most_at, late_at, state FROM figure_case";
    type Stored = (String, String, String, String, i64, i64, i64, i64, i64, String);
    let rows: Vec<Stored> = on_tx!(tx, conn => sqlx::query_as(CASES).fetch_all(conn).await)?;
    let stored = rows.into_iter().map(|row| {
        let (id, agency, service, unit, begun, ended, half_at, most_at, late_at, state) = row;
        let (is_begun, is_ended, marks) = (begun != 0, ended != 0, [half_at, most_at, late_at]);
        (id, FigureRow { agency, service, unit, is_begun, is_ended, marks, state })
    });
    let (stored, counted): (BTreeMap<_, _>, _) = (stored.collect(), recount.open(folds));
    differing(&stored, &counted, |id| format!("application {id}"), deviations);

    const COUNTS: &str = "SELECT agency, grain, period, service, unit, figure, value, cases \
         FROM figure_count";
    const TIMES: &str = "SELECT agency, grain, period, service, unit, step, cause, spells, \
         seconds FROM figure_time";
    let (counts, times) = counters(recount.book);
    type Count = (String, String, String, String, String, String, i64, i64);
    let rows: Vec<Count> = on_tx!(tx, conn => sqlx::query_as(COUNTS).fetch_all(conn).await)?;
    let stored = rows.into_iter().map(|row| {
        let (agency, grain, period, service, unit, figure, value, cases) = row;
        (([agency, grain, period, service, unit, figure], value), cases)
    });
    differing(&stored.collect(), &counts, |(place, _)| place.join(" "), deviations);
    type Time = (String, String, String, String, String, String, String, i64, i64);
    let rows: Vec<Time> = on_tx!(tx, conn => sqlx::query_as(TIMES).fetch_all(conn).await)?;
    let stored = rows.into_iter().map(|row| {
        let (agency, grain, period, service, unit, step, cause, spells, seconds) = row;
        ([agency, grain, period, service, unit, step, cause], (spells, seconds))
    });
    differing(&stored.collect(), &times, |place| place.join(" "), deviations);
    Ok(())
}

/// Notes every name under which the two do not hold the same.
fn differing<Name: Ord, Value: PartialEq>(
    stored: &BTreeMap<Name, Value>,
    counted: &BTreeMap<Name, Value>,
    said: impl Fn(&Name) -> String,
    deviations: &mut Vec<String>,
) {
    let missing = counted.keys().filter(|name| !stored.contains_key(name));
    for name in stored.keys().chain(missing) {
        if stored.get(name) != counted.get(name) {
            let name = said(name);
            deviations.push(format!("the figures of {name} are not what the events add up to"));
        }
    }
}
