//! What lists and timers need of the Ombudsman's products.

use kernel::Instant;
use ombudsman::Product;

use crate::{
    batch::Batch,
    columns::{Column, Sql, Writes, inserts},
    record::Record,
    write::timers::Timers,
};

const PRODUCTS: Sql = inserts!(
    "ombudsman_product (id, agency, kind, is_closed, due_on)",
    (0 text, 1 text, 2 text, 3 int, 4 text),
    "ON CONFLICT (id) DO UPDATE SET is_closed = excluded.is_closed, due_on = excluded.due_on"
);

/// A product in the lists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ProductRow {
    pub(crate) agency: String,
    pub(crate) kind: String,
    pub(crate) is_closed: bool,
    pub(crate) due_on: String,
}

impl ProductRow {
    pub(crate) fn of(product: &Product) -> Self {
        Self {
            agency: product.agency.to_string(),
            kind: product.kind.as_str().to_owned(),
            is_closed: !product.is_open(),
            due_on: product.due.deadline.date.to_string(),
        }
    }
}

/// The rows and the next waking of every product that changed or was woken.
pub(super) fn products(batch: &Batch<'_>, writes: &mut Writes, timers: &mut Timers) {
    let (mut ids, mut agencies, mut kinds) = (Vec::new(), Vec::new(), Vec::new());
    let (mut closed, mut due) = (Vec::new(), Vec::new());
    for (key, entry) in &batch.entries {
        let Some(Record::OmbudsmanProduct(product)) = &entry.record else { continue };
        if !entry.dirty && !batch.woken.contains(key) {
            continue;
        }
        timers.set(key, product.wakes_at().map(Instant::micros));
        if !entry.dirty {
            continue;
        }
        let ProductRow { agency, kind, is_closed, due_on } = ProductRow::of(product);
        ids.push(key.id.clone());
        agencies.push(agency);
        kinds.push(kind);
        closed.push(i64::from(is_closed));
        due.push(due_on);
    }
    let columns = vec![
        Column::Text(ids),
        Column::Text(agencies),
        Column::Text(kinds),
        Column::Int(closed),
        Column::Text(due),
    ];
    writes.add(&PRODUCTS, columns);
}
