//! Compares the list of payment references with the records.

use std::collections::{BTreeSet, HashMap};

use crate::{
    database::{Tx, on_tx},
    error::Error,
    record::Key,
};

use super::{Fold, applications};

pub(super) async fn compare_assessments(
    tx: &mut Tx,
    folds: &HashMap<Key, Fold>,
    deviations: &mut Vec<String>,
) -> Result<(), Error> {
    const READ: &str = "SELECT agency, reference, application, transaction_id FROM assessment";
    let rows: Vec<(String, String, String, String)> =
        on_tx!(tx, conn => sqlx::query_as(READ).fetch_all(conn).await)?;
    let mut stored: BTreeSet<_> = rows.into_iter().collect();
    for (id, rows) in applications(folds) {
        for row in rows.assessments {
            let reference = row.reference;
            let agency = rows.listed.agency.clone();
            let expected = (agency, reference.clone(), id.to_owned(), row.transaction);
            if !stored.remove(&expected) {
                deviations.push(format!("assessment {reference} of application {id} differs"));
            }
        }
    }
    for (_, reference, application, _) in stored {
        let why = format!("assessment {reference} of {application} has no reason to be");
        deviations.push(why);
    }
    Ok(())
}
