//! Questions about the register of the Ombudsman's products.

use kernel::AgencyId;
use ombudsman::Product;

use crate::{
    database::on_pool,
    error::Error,
    read::{Found, found, one_more},
    record::{Key, Record, RecordKind},
    store::Store,
};

/// A place in the list of products: whether closed, when due, the id.
pub type ProductPlace = (i64, String, String);

impl Store {
    /// A product by id.
    ///
    /// # Errors
    /// When the database fails or holds what this program cannot read; so for the other.
    pub async fn product(&self, id: &str) -> Result<Option<Found<Product>>, Error> {
        let found = self.record(&Key::new(RecordKind::OmbudsmanProduct, id)).await?;
        Ok(found.and_then(|found| match found.record {
            Record::OmbudsmanProduct(record) => {
                Some(Found { version: found.version, index: found.index, record: *record })
            }
            _ => None,
        }))
    }

    /// An agency's products after the place `after`: open ones first, the first due first.
    /// And where the next ones begin.
    pub async fn products_of(
        &self,
        agency: &AgencyId,
        after: Option<ProductPlace>,
        limit: usize,
    ) -> Result<(Vec<Found<Product>>, Option<ProductPlace>), Error> {
        const READ: &str = "SELECT p.is_closed, p.due_on, p.id, r.version, r.last_idx, r.state \
             FROM ombudsman_product p JOIN record r ON r.kind = $1 AND r.id = p.id \
             WHERE p.agency = $2 AND (p.is_closed, p.due_on, p.id) > ($3, $4, $5) \
             ORDER BY p.is_closed, p.due_on, p.id LIMIT $6";
        let (closed, due, id) = after.unwrap_or((-1, String::new(), String::new()));
        let rows: Vec<(i64, String, String, i64, i64, String)> = on_pool!(self.database(), pool =>
            sqlx::query_as(READ)
                .bind(RecordKind::OmbudsmanProduct.as_str()).bind(agency.as_str())
                .bind(closed).bind(due).bind(id).bind(one_more(limit))
                .fetch_all(pool).await)?;
        let last = rows.get(limit.saturating_sub(1)).filter(|_| rows.len() > limit);
        let next = last.map(|(closed, due, id, ..)| (*closed, due.clone(), id.clone()));
        let mut products = Vec::new();
        for (_, _, id, version, index, state) in rows.into_iter().take(limit) {
            let key = Key::new(RecordKind::OmbudsmanProduct, id.as_str());
            let Record::OmbudsmanProduct(record) = Record::from_json(&key, &state)? else {
                return Err(Error::corrupt("record.kind", &id, "not a product"));
            };
            products.push(found(version, index, *record));
        }
        Ok((products, next))
    }
}
