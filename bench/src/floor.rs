//! The floor: the same journal insert and record update, as one transaction a
//! command by prepared statements, on the same database in the same minute.
//!
//! It is given its best: as many connections as clients up to 64 on PostgreSQL,
//! the immediate write lock on SQLite, no authentication, no decision, no
//! sealing, no read models, no gRPC.

use std::{
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
    time::{Duration, Instant},
};

use sqlx::{postgres::PgPoolOptions, sqlite::SqlitePoolOptions};

use crate::{Failure, load::Measured};

const MOST_CONNECTIONS: u32 = 64;
/// Rows that the updates go around in.
pub(crate) const RECORDS: i64 = 10_000;
/// As long as a body of the journal and a state of the record are on average.
pub(crate) const BODY_BYTES: usize = 420;
pub(crate) const STATE_BYTES: usize = 1900;

const EVENT: &str = "CREATE TABLE IF NOT EXISTS floor_event (idx BIGINT PRIMARY KEY, at BIGINT NOT NULL, \
     kind TEXT NOT NULL, version BIGINT NOT NULL, record_kind TEXT NOT NULL, record_id TEXT NOT NULL, \
     actor TEXT NOT NULL, body BYTEA NOT NULL, hash BYTEA NOT NULL)";
const RECORD: &str = "CREATE TABLE IF NOT EXISTS floor_record (kind TEXT NOT NULL, id TEXT NOT NULL, \
     version BIGINT NOT NULL, last_idx BIGINT NOT NULL, state TEXT NOT NULL, PRIMARY KEY (kind, id))";
const INDEX: &str = "CREATE INDEX IF NOT EXISTS floor_event_by_record \
     ON floor_event (record_kind, record_id, idx)";
const SEED: &str = "INSERT INTO floor_record (kind, id, version, last_idx, state) \
     VALUES ('application', $1, 0, 0, $2) ON CONFLICT (kind, id) DO NOTHING";
const INSERT: &str = "INSERT INTO floor_event \
     (idx, at, kind, version, record_kind, record_id, actor, body, hash) \
     VALUES ($1, $2, 'permits.step_completed', 1, 'application', $3, 'officer:verifikator', $4, $5)";
const UPDATE: &str = "UPDATE floor_record SET version = version + 1, last_idx = $1, state = $2 \
     WHERE kind = 'application' AND id = $3";

/// The floor's own pool on one database.
pub(crate) enum Floor {
    Sqlite(sqlx::SqlitePool),
    Postgres(sqlx::PgPool),
}

/// The same body for either pool: begin, two statements, commit.
macro_rules! one_command {
    ($begin:expr, $index:expr) => {{
        let index: i64 = $index;
        let id = record_id(index % RECORDS);
        let state = "x".repeat(STATE_BYTES);
        let mut tx = $begin.await?;
        sqlx::query(INSERT)
            .bind(index)
            .bind(index)
            .bind(&id)
            .bind(vec![7_u8; BODY_BYTES])
            .bind(vec![9_u8; 32])
            .execute(&mut *tx)
            .await?;
        sqlx::query(UPDATE).bind(index).bind(&state).bind(&id).execute(&mut *tx).await?;
        tx.commit().await?;
        Ok::<(), Failure>(())
    }};
}

macro_rules! prepare {
    ($pool:expr) => {{
        for statement in [EVENT, RECORD, INDEX] {
            sqlx::query(statement).execute($pool).await?;
        }
        let mut tx = $pool.begin().await?;
        for record in 0..RECORDS {
            sqlx::query(SEED)
                .bind(record_id(record))
                .bind("x".repeat(STATE_BYTES))
                .execute(&mut *tx)
                .await?;
        }
        tx.commit().await?;
    }};
}

pub(crate) fn record_id(record: i64) -> String {
    format!("00000000-0000-4000-8000-{record:012}")
}

impl Floor {
    pub(crate) async fn open(url: &str, clients: usize) -> Result<Self, Failure> {
        if url.starts_with("sqlite:") {
            let options = url
                .parse::<sqlx::sqlite::SqliteConnectOptions>()?
                .journal_mode(sqlx::sqlite::SqliteJournalMode::Wal)
                .synchronous(sqlx::sqlite::SqliteSynchronous::Full)
                .busy_timeout(Duration::from_secs(30));
            let pool = SqlitePoolOptions::new().max_connections(1).connect_with(options).await?;
            prepare!(&pool);
            return Ok(Self::Sqlite(pool));
        }
        let connections = u32::try_from(clients).unwrap_or(MOST_CONNECTIONS).min(MOST_CONNECTIONS);
        let pool = PgPoolOptions::new().max_connections(connections).connect(url).await?;
        prepare!(&pool);
        Ok(Self::Postgres(pool))
    }

    /// Runs commands with `clients` clients for about `time`.
    pub(crate) async fn drive(
        self: &Arc<Self>,
        clients: usize,
        time: Duration,
        next: &Arc<AtomicI64>,
    ) -> Result<Measured, Failure> {
        let until = Instant::now() + time;
        Measured::of((0..clients).map(|_| {
            let (floor, next) = (Arc::clone(self), Arc::clone(next));
            async move {
                let mut latencies = Vec::new();
                while Instant::now() < until {
                    let sent = Instant::now();
                    floor.command(next.fetch_add(1, Ordering::Relaxed)).await?;
                    latencies.push(sent.elapsed());
                }
                Ok(latencies)
            }
        }))
        .await
    }

    async fn command(&self, index: i64) -> Result<(), Failure> {
        match self {
            Self::Sqlite(pool) => one_command!(pool.begin_with("BEGIN IMMEDIATE"), index),
            Self::Postgres(pool) => one_command!(pool.begin(), index),
        }
    }

    pub(crate) async fn close(&self) {
        match self {
            Self::Sqlite(pool) => pool.close().await,
            Self::Postgres(pool) => pool.close().await,
        }
    }
}
