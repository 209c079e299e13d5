//! Sealed texts of a whole page at once, for what a list shows of them.

use std::collections::HashMap;

use kernel::SealedRef;
use privacy::Place;

use crate::{
    columns::{Column, Sql, rows},
    error::Error,
    store::Store,
};

impl Store {
    /// The texts that these references point at, by row; those that were erased
    /// are not among them.
    ///
    /// # Errors
    /// [`Error::Corrupt`] when one does not open.
    pub async fn unseal_all(
        &self,
        sealed: &[&SealedRef],
    ) -> Result<HashMap<String, Vec<u8>>, Error> {
        self.unseal_rows(sealed.iter().map(|sealed| sealed.row.clone()).collect()).await
    }

    /// The same by the rows alone.
    pub(crate) async fn unseal_rows(
        &self,
        ids: Vec<String>,
    ) -> Result<HashMap<String, Vec<u8>>, Error> {
        const READ: Sql = rows!(
            "SELECT s.id, s.subject, s.field, s.ciphertext, k.wrapped FROM sealed s \
             JOIN subject_key k ON k.subject = s.subject WHERE s.id IN (",
            (0 text),
            ")"
        );
        let mut tx = self.database().snapshot().await?;
        /// Row, subject, field, the sealed text, the subject's wrapped key.
        type Stored = (String, String, String, Vec<u8>, Vec<u8>);
        let rows: Vec<Stored> = READ.fetch(&mut tx, vec![Column::Text(ids)]).await?;
        tx.rollback().await?;
        let mut texts = HashMap::with_capacity(rows.len());
        for (id, subject, field, ciphertext, wrapped) in rows {
            let key = self.vault().unwrapped(&subject, &wrapped)?;
            let place = Place { table: "sealed", row: &id, column: &field };
            let text = key
                .open(place, &ciphertext)
                .map_err(|why| Error::corrupt("sealed.ciphertext", &id, why))?;
            texts.insert(id, text.to_vec());
        }
        Ok(texts)
    }
}
