//! What lists, indicators and timers need of the register of improvements.

use improvement::{Action, Source, State};
use kernel::Instant;

use crate::{
    batch::Batch,
    columns::{Column, Sql, Writes, inserts},
    record::Record,
    write::timers::Timers,
};

const ACTIONS: Sql = inserts!(
    "improvement (id, agency, source, origin, is_closed, due_on, opened_on)",
    (0 text, 1 text, 2 text, 3 text, 4 int, 5 text, 6 text),
    "ON CONFLICT (id) DO UPDATE SET is_closed = excluded.is_closed, due_on = excluded.due_on"
);
/// An action in the lists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ActionRow {
    pub(crate) agency: String,
    pub(crate) source: String,
    pub(crate) origin: String,
    pub(crate) is_closed: bool,
    pub(crate) due_on: String,
    pub(crate) opened_on: String,
}

impl ActionRow {
    pub(crate) fn of(action: &Action) -> Self {
        Self {
            agency: action.agency.to_string(),
            source: source(action.origin.source).to_owned(),
            origin: action.origin.name.clone(),
            is_closed: match action.state {
                State::Open | State::Done => false,
                State::Verified | State::Dropped => true,
            },
            due_on: action.due.to_string(),
            opened_on: action.opened_on.to_string(),
        }
    }
}

fn source(source: Source) -> &'static str {
    match source {
        Source::Survey => "survey",
        Source::Consultation => "consultation",
        Source::Complaint => "complaint",
        Source::SopEvaluation => "sop_evaluation",
        Source::SopProposal => "sop_proposal",
        Source::Ombudsman => "ombudsman",
    }
}

/// The rows and the next waking of every action that changed.
pub(super) fn rows(batch: &Batch<'_>, writes: &mut Writes, timers: &mut Timers) {
    let (mut ids, mut agencies, mut sources) = (Vec::new(), Vec::new(), Vec::new());
    let (mut origins, mut closed) = (Vec::new(), Vec::new());
    let (mut due, mut opened) = (Vec::new(), Vec::new());
    for (key, entry) in batch.entries.iter().filter(|(_, entry)| entry.dirty) {
        let Some(Record::Improvement(action)) = &entry.record else { continue };
        let row = ActionRow::of(action);
        ids.push(key.id.clone());
        agencies.push(row.agency);
        sources.push(row.source);
        origins.push(row.origin);
        closed.push(i64::from(row.is_closed));
        due.push(row.due_on);
        opened.push(row.opened_on);
        timers.set(key, action.wakes_at().map(Instant::micros));
    }
    let columns = vec![
        Column::Text(ids),
        Column::Text(agencies),
        Column::Text(sources),
        Column::Text(origins),
        Column::Int(closed),
        Column::Text(due),
        Column::Text(opened),
    ];
    writes.add(&ACTIONS, columns);
}
