//! Whether the register of the Ombudsman's products is what its records make of it.

use std::collections::HashMap;

use kernel::Instant;

use crate::{
    database::{Tx, on_tx},
    error::Error,
    record::{Key, Record},
    verify::Fold,
    write::ProductRow,
};

pub(super) async fn compare_products(
    tx: &mut Tx,
    folds: &HashMap<Key, Fold>,
    deviations: &mut Vec<String>,
) -> Result<(), Error> {
    const READ: &str = "SELECT p.id, p.agency, p.kind, p.is_closed, p.due_on, t.wakes_at \
         FROM ombudsman_product p \
         LEFT JOIN timer t ON t.record_kind = 'ombudsman_product' AND t.record_id = p.id";
    type Stored = (String, String, String, i64, String, Option<i64>);
    let rows: Vec<Stored> = on_tx!(tx, conn => sqlx::query_as(READ).fetch_all(conn).await)?;
    let mut stored: HashMap<String, (ProductRow, Option<i64>)> = rows
        .into_iter()
        .map(|(id, agency, kind, closed, due_on, wakes)| {
            (id, (ProductRow { agency, kind, is_closed: closed != 0, due_on }, wakes))
        })
        .collect();
    for (key, fold) in folds {
        let Some(Record::OmbudsmanProduct(product)) = &fold.record else { continue };
        let expected = (ProductRow::of(product), product.wakes_at().map(Instant::micros));
        if stored.remove(&key.id) != Some(expected) {
            deviations.push(format!("Ombudsman's product {} differs in the register", key.id));
        }
    }
    for id in stored.into_keys() {
        deviations.push(format!("Ombudsman's product {id} is in the register without a record"));
    }
    Ok(())
}
