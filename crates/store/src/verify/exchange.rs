//! Compares the inbox of hand-overs with the records.

use std::collections::{BTreeSet, HashMap};

use crate::{
    database::{Tx, on_tx},
    error::Error,
    exchange::inbox_row,
    record::{Key, Record},
};

use super::Fold;

pub(super) async fn compare_inbox(
    tx: &mut Tx,
    folds: &HashMap<Key, Fold>,
    deviations: &mut Vec<String>,
) -> Result<(), Error> {
    const READ: &str = "SELECT origin, id, application FROM hand_over_inbox";
    let rows: Vec<(String, String, String)> =
        on_tx!(tx, conn => sqlx::query_as(READ).fetch_all(conn).await)?;
    let mut stored: BTreeSet<_> = rows.into_iter().collect();
    for fold in folds.values() {
        let Some(Record::Application(application)) = &fold.record else { continue };
        if let Some(row) = inbox_row(application)
            && !stored.remove(&row)
        {
            deviations.push(format!("hand-over {} of {} is missing from the inbox", row.1, row.0));
        }
    }
    for (origin, id, _) in stored {
        deviations.push(format!("hand-over {id} of {origin} has no case"));
    }
    Ok(())
}
