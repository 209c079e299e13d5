//! What lists and timers need of the records about personal data: requests and
//! breaches, derived from the record alone.

use kernel::Instant;
use privacy::{Record as PrivacyRecord, Standing};

use crate::{
    batch::Batch,
    columns::{Column, Sql, Writes, inserts},
    record::{Key, Record},
    write::timers::Timers,
};

const REGISTER: Sql = inserts!(
    "privacy_register (kind, id, agency, application, is_closed, due_at)",
    (0 text, 1 text, 2 text, 3 text, 4 int, 5 int),
    "ON CONFLICT (kind, id) DO UPDATE SET is_closed = excluded.is_closed"
);

/// A request or a breach in the lists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct RegisterRow {
    pub(crate) agency: String,
    /// Empty when it is about no application.
    pub(crate) application: String,
    pub(crate) is_closed: bool,
    pub(crate) due_at: i64,
}

impl RegisterRow {
    /// The row of a record; a search has none.
    pub(crate) fn of(record: &PrivacyRecord) -> Option<Self> {
        match record {
            PrivacyRecord::Request(request) => Some(Self {
                agency: request.agency.to_string(),
                application: request.application.clone().unwrap_or_default(),
                is_closed: request.standing != Standing::Open,
                due_at: request.deadline.due_at.micros(),
            }),
            PrivacyRecord::Breach(breach) => Some(Self {
                agency: breach.agency.to_string(),
                application: String::new(),
                is_closed: breach.is_told(),
                due_at: breach.deadline.due_at.micros(),
            }),
            PrivacyRecord::Search(_) => None,
        }
    }
}

/// The rows and the next waking of every such record that changed.
pub(super) fn register(batch: &Batch<'_>, writes: &mut Writes, timers: &mut Timers) {
    let changed: Vec<(&Key, &PrivacyRecord)> = batch
        .entries
        .iter()
        .filter(|(_, entry)| entry.dirty)
        .filter_map(|(key, entry)| match &entry.record {
            Some(Record::Privacy(record)) => Some((key, &**record)),
            _ => None,
        })
        .collect();
    let (mut kinds, mut ids, mut agencies, mut applications) =
        (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let (mut closed, mut due) = (Vec::new(), Vec::new());
    for (key, record) in changed {
        let kind = key.kind.as_str().to_owned();
        if let Some(row) = RegisterRow::of(record) {
            let RegisterRow { agency, application, is_closed, due_at } = row;
            kinds.push(kind.clone());
            ids.push(key.id.clone());
            agencies.push(agency);
            applications.push(application);
            closed.push(i64::from(is_closed));
            due.push(due_at);
        }
        timers.set(key, record.wakes_at().map(Instant::micros));
    }
    let columns = vec![
        Column::Text(kinds),
        Column::Text(ids),
        Column::Text(agencies),
        Column::Text(applications),
        Column::Int(closed),
        Column::Int(due),
    ];
    writes.add(&REGISTER, columns);
}
