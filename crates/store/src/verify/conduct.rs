//! Compares the list of conflicts of interest with the records.

use std::collections::{BTreeSet, HashMap};

use crate::{
    database::{Tx, on_tx},
    error::Error,
    record::Key,
};

use super::{Fold, applications};

pub(super) async fn compare_conflicts(
    tx: &mut Tx,
    folds: &HashMap<Key, Fold>,
    deviations: &mut Vec<String>,
) -> Result<(), Error> {
    const READ: &str = "SELECT application, person, agency, unit, kind, at FROM conflict";
    type Stored = (String, String, String, String, String, i64);
    let rows: Vec<Stored> = on_tx!(tx, conn => sqlx::query_as(READ).fetch_all(conn).await)?;
    let mut stored: BTreeSet<Stored> = rows.into_iter().collect();
    for (id, rows) in applications(folds) {
        for row in rows.conflicts {
            let row =
                (id.to_owned(), row.person, row.agency, row.unit, row.kind.to_owned(), row.at);
            if !stored.remove(&row) {
                deviations.push(format!("a conflict of {} in application {id} differs", row.1));
            }
        }
    }
    for (application, person, ..) in stored {
        deviations.push(format!("a conflict of {person} in application {application} is made up"));
    }
    Ok(())
}
