//! Released reports against the journal's roots. What they say, nobody here can read.

use std::collections::{BTreeMap, HashMap};

use super::Fold;
use crate::{
    database::{Tx, on_tx},
    error::Error,
    record::{Key, Record},
    surveys::root,
    whistleblowing::row_text,
};

/// How many rows are read at a time; each may be 64 KiB.
const PAGE: i64 = 200;

/// Every batch has the rows that its event counted and hashed, and no row is without one.
pub(super) async fn compare_reports(
    tx: &mut Tx,
    folds: &HashMap<Key, Fold>,
    deviations: &mut Vec<String>,
) -> Result<(), Error> {
    const READ: &str = "SELECT id, batch, agency, key_id, sealed FROM whistle_report \
         WHERE id > $1 ORDER BY id LIMIT $2";
    let mut batches: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut after = String::new();
    loop {
        let rows: Vec<(String, String, String, String, Vec<u8>)> = on_tx!(tx, conn =>
            sqlx::query_as(READ).bind(&after).bind(PAGE).fetch_all(conn).await)?;
        let Some(last) = rows.last() else { break };
        after.clone_from(&last.0);
        for (id, batch, agency, key_id, sealed) in rows {
            batches.entry(batch).or_default().push(row_text(&id, &agency, &key_id, &sealed));
        }
    }
    for batch in folds.values().filter_map(released) {
        let rows = batches.remove(&batch.id).unwrap_or_default();
        let is_whole = u64::try_from(rows.len()).ok() == Some(batch.count)
            && root(rows.into_iter()) == batch.root;
        if !is_whole {
            let id = &batch.id;
            deviations.push(format!("whistleblowing: batch {id} is not what its event says"));
        }
    }
    for batch in batches.into_keys() {
        deviations.push(format!("whistleblowing: batch {batch} was never journaled"));
    }
    Ok(())
}

fn released(fold: &Fold) -> Option<&::whistleblowing::Batch> {
    match &fold.record {
        Some(Record::WhistleBatch(batch)) => Some(batch),
        _ => None,
    }
}
