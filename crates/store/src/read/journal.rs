//! Questions about the journal.

use journal::{Body, Hash};
use kernel::Instant;

use crate::{
    data_subject::DataSubject,
    database::{Tx, on_pool, on_tx},
    error::Error,
    store::Store,
};

/// An event as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventRow {
    /// Its place in the journal.
    pub index: u64,
    /// Its final bytes.
    pub body: Vec<u8>,
    /// SHA-256(0x00 || body).
    pub hash: Vec<u8>,
}

impl Store {
    /// The journal's size and root, of one moment.
    pub async fn tip(&self) -> Result<(String, u64, Hash, Instant), Error> {
        const READ: &str = "SELECT origin, size, root, last_at FROM head WHERE one = 1";
        let (origin, size, root, last_at): (String, i64, Vec<u8>, i64) =
            on_pool!(self.database(), pool => sqlx::query_as(READ).fetch_one(pool).await)?;
        let size = u64::try_from(size).unwrap_or_default();
        Ok((origin, size, hash("head.root", &root)?, Instant::from_micros(last_at)))
    }

    /// The hashes of the journal's first `size` events, for proofs.
    pub async fn hashes(&self, size: u64) -> Result<Vec<Hash>, Error> {
        const READ: &str = "SELECT hash FROM event WHERE idx < $1 ORDER BY idx";
        let rows: Vec<(Vec<u8>,)> = on_pool!(self.database(), pool => sqlx::query_as(READ)
            .bind(i64::try_from(size).unwrap_or(i64::MAX)).fetch_all(pool).await)?;
        rows.iter().map(|(bytes,)| hash("event.hash", bytes)).collect()
    }

    /// Events from `from` on, in order.
    pub async fn events(&self, from: u64, limit: usize) -> Result<Vec<EventRow>, Error> {
        const READ: &str = "SELECT idx, body, hash FROM event WHERE idx >= $1 \
             ORDER BY idx LIMIT $2";
        let rows: Vec<(i64, Vec<u8>, Vec<u8>)> = on_pool!(self.database(), pool => sqlx::query_as(READ)
                .bind(i64::try_from(from).unwrap_or(i64::MAX))
                .bind(i64::try_from(limit).unwrap_or(i64::MAX))
                .fetch_all(pool).await)?;
        let event = |(index, body, hash)| EventRow {
            index: u64::try_from(index).unwrap_or_default(),
            body,
            hash,
        };
        Ok(rows.into_iter().map(event).collect())
    }

    /// What happened to the record that holds a person's data up to the index `to`, in order.
    ///
    /// # Errors
    /// When the database fails or holds what this program cannot read.
    pub async fn history(&self, of: &DataSubject, to: u64) -> Result<Vec<Body>, Error> {
        const READ: &str = "SELECT body FROM event \
             WHERE record_kind = $1 AND record_id = $2 AND idx <= $3 ORDER BY idx";
        let key = of.key();
        let rows: Vec<(Vec<u8>,)> = on_pool!(self.database(), pool => sqlx::query_as(READ)
            .bind(key.kind.as_str()).bind(&key.id)
            .bind(i64::try_from(to).unwrap_or(i64::MAX)).fetch_all(pool).await)?;
        let decoded = |(body,): (Vec<u8>,)| {
            Body::decode(&body).map_err(|why| Error::corrupt("event.body", key.id.as_str(), why))
        };
        rows.into_iter().map(decoded).collect()
    }
}

pub(super) fn hash(what: &'static str, bytes: &[u8]) -> Result<Hash, Error> {
    <[u8; 32]>::try_from(bytes)
        .map(Hash::from_bytes)
        .map_err(|_| Error::corrupt(what, hex::encode(bytes), "not 32 bytes"))
}

/// Every event in order, in pages, within one unchanging view.
pub(crate) async fn events_in(
    tx: &mut Tx,
    from: i64,
    limit: i64,
) -> Result<Vec<(i64, i64, String, i64, String, String, String, Vec<u8>, Vec<u8>)>, Error> {
    const READ: &str = "SELECT idx, at, kind, version, record_kind, record_id, actor, body, hash \
         FROM event WHERE idx >= $1 ORDER BY idx LIMIT $2";
    Ok(on_tx!(tx, conn => sqlx::query_as(READ).bind(from).bind(limit).fetch_all(conn).await)?)
}
