//! The lists of complaints, compared with their records.

use std::collections::{BTreeSet, HashMap};

use kernel::Instant;

use crate::{
    database::{Tx, on_tx},
    error::Error,
    record::{Key, Record},
    verify::Fold,
    write::ComplaintRow,
};

pub(super) async fn compare_complaints(
    tx: &mut Tx,
    folds: &HashMap<Key, Fold>,
    deviations: &mut Vec<String>,
) -> Result<(), Error> {
    const READ: &str = "SELECT c.id, c.receipt, c.secret_digest, c.agency, c.holder, c.service, \
         c.application, c.received_at, c.is_closed, c.due_at, t.wakes_at FROM complaint c \
         LEFT JOIN timer t ON t.record_kind = 'complaint' AND t.record_id = c.id";
    const ACCUSED: &str = "SELECT complaint, person FROM complaint_accused";
    type Stored =
        (String, String, Vec<u8>, String, String, String, String, i64, i64, i64, Option<i64>);
    let rows: Vec<Stored> = on_tx!(tx, conn => sqlx::query_as(READ).fetch_all(conn).await)?;
    let pairs: Vec<(String, String)> =
        on_tx!(tx, conn => sqlx::query_as(ACCUSED).fetch_all(conn).await)?;
    let mut accused: HashMap<String, BTreeSet<String>> = HashMap::new();
    for (complaint, person) in pairs {
        accused.entry(complaint).or_default().insert(person);
    }
    let mut stored: HashMap<String, (ComplaintRow, Option<i64>)> = HashMap::new();
    for row in rows {
        let (
            id,
            receipt,
            secret_digest,
            agency,
            holder,
            service,
            application,
            at,
            closed,
            due,
            wakes,
        ) = row;
        let row = ComplaintRow {
            receipt,
            secret_digest,
            agency,
            holder,
            service,
            application,
            received_at: at,
            is_closed: closed != 0,
            due_at: due,
            accused: accused.remove(&id).unwrap_or_default().into_iter().collect(),
        };
        stored.insert(id, (row, wakes));
    }
    for (key, fold) in folds {
        let Some(Record::Complaint(complaint)) = &fold.record else { continue };
        let Some((row, wakes)) = stored.remove(&key.id) else {
            deviations.push(format!("complaint {} is missing from the list", key.id));
            continue;
        };
        // A calendar that changed wakes every open one at once, before its time.
        let in_time = match (complaint.wakes_at().map(Instant::micros), wakes) {
            (Some(expected), Some(stored)) => stored <= expected,
            (Some(_), None) => false,
            (None, _) => true,
        };
        if row != ComplaintRow::of(complaint) || !in_time {
            deviations.push(format!("complaint {} differs in the list", key.id));
        }
    }
    for id in stored.into_keys().chain(accused.into_keys()) {
        deviations.push(format!("complaint {id} is in a list without a record"));
    }
    Ok(())
}
