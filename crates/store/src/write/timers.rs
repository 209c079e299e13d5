//! When records next wake: one row for each that waits for a moment, none for
//! the others.

use crate::{
    columns::{Column, Sql, Writes, inserts, rows},
    record::Key,
};

const OFF: Sql = rows!(
    "DELETE FROM timer WHERE (record_kind, record_id) IN (",
    (0 text, 1 text),
    ")"
);
const ON: Sql = inserts!(
    "timer (record_kind, record_id, wakes_at)",
    (0 text, 1 text, 2 int),
    "ON CONFLICT (record_kind, record_id) DO UPDATE SET wakes_at = excluded.wakes_at"
);

/// Timers that change with a batch.
#[derive(Default)]
pub(super) struct Timers {
    off: Vec<Key>,
    on: Vec<(Key, i64)>,
}

impl Timers {
    /// The record wakes then, in microseconds, or never.
    pub(super) fn set(&mut self, key: &Key, wakes_at: Option<i64>) {
        match wakes_at {
            Some(at) => self.on.push((key.clone(), at)),
            None => self.off.push(key.clone()),
        }
    }

    pub(super) fn write(self, writes: &mut Writes) {
        let named = |keys: Vec<Key>| {
            let kinds = keys.iter().map(|key| key.kind.as_str().to_owned()).collect();
            let ids = keys.into_iter().map(|key| key.id).collect();
            vec![Column::Text(kinds), Column::Text(ids)]
        };
        let Self { off, on } = self;
        writes.add(&OFF, named(off));
        let (keys, wakes): (Vec<Key>, Vec<i64>) = on.into_iter().unzip();
        let mut columns = named(keys);
        columns.push(Column::Int(wakes));
        writes.add(&ON, columns);
    }
}
