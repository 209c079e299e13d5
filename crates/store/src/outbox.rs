//! The outbox as its readers see it: what happened, in order, from a cursor on.
//!
//! A cursor has a name and a row; whoever works it holds its [`Turn`], so that
//! of several processes on one database one works it at a time. What a reader
//! does is not exactly once: it moves the cursor after the work, and who comes
//! after a crash begins where the cursor stands.

use std::sync::{Arc, PoisonError};

use kernel::Instant;
use sqlx::{
    Postgres,
    pool::PoolConnection,
    postgres::{PgAdvisoryLock, PgAdvisoryLockGuard},
};

use crate::{
    database::{Database, Tx, on_pool, on_tx},
    error::Error,
    store::{Core, Store},
};

/// An event that somebody outside should hear of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutboxRow {
    /// The event's place in the journal.
    pub index: u64,
    /// When it happened.
    pub at: Instant,
    /// Whom it concerns, as `applicant`.
    pub topic: String,
    /// The kind of the record.
    pub record_kind: String,
    /// The record.
    pub record: String,
    /// The kind of the event, as `permits.issued`.
    pub kind: String,
}

/// The right to work one cursor; given back when dropped, also by a crash.
#[must_use]
pub struct Turn {
    held: Held,
}

enum Held {
    /// The embedded database has one process: its memory knows who works.
    Here { core: Arc<Core>, cursor: String },
    /// The database's server knows, and forgets with the connection.
    Server { lock: Option<PgAdvisoryLockGuard<PoolConnection<Postgres>>> },
}

impl Drop for Held {
    fn drop(&mut self) {
        if let Self::Here { core, cursor } = self {
            core.turns.lock().unwrap_or_else(PoisonError::into_inner).remove(cursor);
        }
    }
}

impl Turn {
    /// Gives the right back before it answers: dropped, it is given back a little later.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn end(mut self) -> Result<(), Error> {
        if let Held::Server { lock } = &mut self.held
            && let Some(lock) = lock.take()
        {
            lock.release_now().await?;
        }
        Ok(())
    }
}

impl Store {
    /// The right to work the cursor; `None` while somebody else has it.
    ///
    /// # Errors
    /// When the database fails; so for every function below.
    pub async fn turn(&self, cursor: &str) -> Result<Option<Turn>, Error> {
        match self.database() {
            Database::Sqlite { .. } => {
                let core = self.core_shared();
                let is_free = core
                    .turns
                    .lock()
                    .unwrap_or_else(PoisonError::into_inner)
                    .insert(cursor.to_owned());
                let held = || Held::Here { core, cursor: cursor.to_owned() };
                Ok(is_free.then(|| Turn { held: held() }))
            }
            Database::Postgres { pool } => {
                let lock = PgAdvisoryLock::new(format!("satupintu cursor {cursor}"));
                let locked = lock.try_acquire(pool.acquire().await?).await?;
                let held = locked.left().map(|lock| Held::Server { lock: Some(lock) });
                Ok(held.map(|held| Turn { held }))
            }
        }
    }

    /// Where the cursor stands: the first event not yet dealt with. A cursor
    /// that nobody has moved stands at the journal's beginning.
    pub async fn cursor(&self, cursor: &str) -> Result<u64, Error> {
        const READ: &str = "SELECT next_idx FROM cursor WHERE name = $1";
        let row: Option<(i64,)> = on_pool!(self.database(), pool =>
            sqlx::query_as(READ).bind(cursor).fetch_optional(pool).await)?;
        Ok(row.map_or(0, |(next,)| u64::try_from(next).unwrap_or_default()))
    }

    /// Events of the outbox from where the cursor stands, in order.
    pub async fn outbox_after(&self, cursor: &str, limit: usize) -> Result<Vec<OutboxRow>, Error> {
        // Events become visible in their order, because batches commit in series.
        const READ: &str = "SELECT o.idx, e.at, o.topic, o.record_kind, o.record_id, e.kind \
             FROM outbox o JOIN event e ON e.idx = o.idx \
             WHERE o.idx >= $1 ORDER BY o.idx LIMIT $2";
        let from = i64::try_from(self.cursor(cursor).await?).unwrap_or(i64::MAX);
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let rows: Vec<(i64, i64, String, String, String, String)> = on_pool!(self.database(), pool =>
            sqlx::query_as(READ).bind(from).bind(limit).fetch_all(pool).await)?;
        let row = |(index, at, topic, record_kind, record, kind)| OutboxRow {
            index: u64::try_from(index).unwrap_or_default(),
            at: Instant::from_micros(at),
            topic,
            record_kind,
            record,
            kind,
        };
        Ok(rows.into_iter().map(row).collect())
    }

    /// Moves the cursor to `next`, if it still stands at `from`; answers
    /// whether it did.
    pub async fn move_cursor(&self, cursor: &str, from: u64, next: u64) -> Result<bool, Error> {
        let mut tx = self.database().begin().await?;
        let moved = moved(&mut tx, cursor, from, next).await?;
        tx.commit().await.map_err(Error::CommitUnknown)?;
        Ok(moved)
    }

    /// Sets a cursor that nobody has moved behind everything that has
    /// happened: its reader begins today.
    pub async fn begin_cursor_at_tip(&self, cursor: &str) -> Result<(), Error> {
        const BEGIN: &str = "INSERT INTO cursor (name, next_idx) \
             SELECT $1, size FROM head WHERE one = 1 ON CONFLICT (name) DO NOTHING";
        let mut tx = self.database().begin().await?;
        on_tx!(&mut tx, conn => sqlx::query(BEGIN).bind(cursor).execute(conn).await.map(|_| ()))?;
        tx.commit().await.map_err(Error::CommitUnknown)
    }
}

/// Moves a cursor within the transaction that does its reader's work.
pub(crate) async fn moved(tx: &mut Tx, cursor: &str, from: u64, next: u64) -> Result<bool, Error> {
    const MOVE: &str = "INSERT INTO cursor (name, next_idx) VALUES ($1, $2) \
         ON CONFLICT (name) DO UPDATE SET next_idx = excluded.next_idx \
         WHERE cursor.next_idx = $3";
    let signed = |index: u64| i64::try_from(index).unwrap_or(i64::MAX);
    let changed = on_tx!(tx, conn => sqlx::query(MOVE)
        .bind(cursor).bind(signed(next)).bind(signed(from))
        .execute(conn).await.map(|done| done.rows_affected()))?;
    Ok(changed == 1)
}
