//! Whether the register of improvements is what its records make of it.

use std::collections::HashMap;

use kernel::Instant;

use crate::{
    database::{Tx, on_tx},
    error::Error,
    record::{Key, Record},
    verify::Fold,
    write::ActionRow,
};

pub(super) async fn compare_improvements(
    tx: &mut Tx,
    folds: &HashMap<Key, Fold>,
    deviations: &mut Vec<String>,
) -> Result<(), Error> {
    const READ: &str = "SELECT i.id, i.agency, i.source, i.origin, i.is_closed, i.due_on, \
         i.opened_on, t.wakes_at FROM improvement i \
         LEFT JOIN timer t ON t.record_kind = 'improvement' AND t.record_id = i.id";
    type Stored = (String, String, String, String, i64, String, String, Option<i64>);
    let rows: Vec<Stored> = on_tx!(tx, conn => sqlx::query_as(READ).fetch_all(conn).await)?;
    let mut stored: HashMap<String, (ActionRow, Option<i64>)> = rows
        .into_iter()
        .map(|(id, agency, source, origin, closed, due_on, opened_on, wakes)| {
            let is_closed = closed != 0;
            (id, (ActionRow { agency, source, origin, is_closed, due_on, opened_on }, wakes))
        })
        .collect();
    for (key, fold) in folds {
        let Some(Record::Improvement(action)) = &fold.record else { continue };
        let expected = (ActionRow::of(action), action.wakes_at().map(Instant::micros));
        if stored.remove(&key.id) != Some(expected) {
            deviations.push(format!("improvement {} differs in the register", key.id));
        }
    }
    for id in stored.into_keys() {
        deviations.push(format!("improvement {id} is in the register without a record"));
    }
    Ok(())
}
