//! The two databases behind one name, and how one SQL text runs on both.

use std::{str::FromStr, time::Duration};

use sqlx::{
    Postgres, Sqlite, Transaction,
    postgres::{PgConnectOptions, PgPool, PgPoolOptions},
    sqlite::{
        SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous,
    },
};

use crate::error::Error;

/// The oldest SQLite without the WAL-reset bug that could lose a commit.
const SQLITE_NEEDED: (u32, u32, u32) = (3, 51, 3);

/// An open database. The scheme of its URL picks which.
#[derive(Clone, Debug)]
pub(crate) enum Database {
    Sqlite { write: SqlitePool, read: SqlitePool },
    Postgres { pool: PgPool },
}

/// A transaction on either database.
pub(crate) enum Tx {
    Sqlite(Transaction<'static, Sqlite>),
    Postgres(Transaction<'static, Postgres>),
}

/// Runs the same expression on the connection of whichever database it is.
macro_rules! on_tx {
    ($tx:expr, $conn:ident => $body:expr) => {
        match $tx {
            $crate::database::Tx::Sqlite(tx) => {
                let $conn = &mut **tx;
                $body
            }
            $crate::database::Tx::Postgres(tx) => {
                let $conn = &mut **tx;
                $body
            }
        }
    };
}
pub(crate) use on_tx;

/// Runs the same expression on the reading pool of whichever database it is.
macro_rules! on_pool {
    ($database:expr, $pool:ident => $body:expr) => {
        match $database {
            $crate::database::Database::Sqlite { read: $pool, .. } => $body,
            $crate::database::Database::Postgres { pool: $pool } => $body,
        }
    };
}
pub(crate) use on_pool;

impl Database {
    /// Opens `sqlite:PATH` (made when missing) or `postgres://…`.
    pub(crate) async fn open(url: &str) -> Result<Self, Error> {
        if url.starts_with("sqlite:") {
            Self::open_sqlite(url).await
        } else if url.starts_with("postgres:") || url.starts_with("postgresql:") {
            Self::open_postgres(url).await
        } else {
            Err(Error::Setting(
                "the database must be given as sqlite:PATH or postgres://USER@HOST/NAME".into(),
            ))
        }
    }

    async fn open_sqlite(url: &str) -> Result<Self, Error> {
        let options = SqliteConnectOptions::from_str(url)?
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .busy_timeout(Duration::from_secs(10))
            .pragma("cache_size", "-65536")
            // What a statement needs to undo itself alone is as short-lived as it.
            .pragma("temp_store", "MEMORY")
            .pragma("wal_autocheckpoint", "4000")
            // A batch is one text for each set of tables that it writes to.
            .statement_cache_capacity(256);
        let write =
            SqlitePoolOptions::new().max_connections(1).connect_with(options.clone()).await?;
        let (version,): (String,) =
            sqlx::query_as("SELECT sqlite_version()").fetch_one(&write).await?;
        if parsed(&version) < SQLITE_NEEDED {
            return Err(Error::Setting(format!("SQLite {version} is too old: 3.51.3 is needed")));
        }
        let (synchronous,): (i64,) = sqlx::query_as("PRAGMA synchronous").fetch_one(&write).await?;
        if synchronous != 2 {
            return Err(Error::Setting("SQLite would not run with synchronous=FULL".into()));
        }
        let read = SqlitePoolOptions::new().max_connections(4).connect_with(options).await?;
        Ok(Self::Sqlite { write, read })
    }

    async fn open_postgres(url: &str) -> Result<Self, Error> {
        let settings = [
            ("synchronous_commit", "on"),
            // Every statement is prepared, and looks rows up by an index whatever its
            // parameters are: planning it anew each time would only cost.
            ("plan_cache_mode", "force_generic_plan"),
            // A plan that does not know its LIMIT guesses a tenth of the table. For that
            // PostgreSQL would start processes and compile the plan, each of which takes
            // longer than the page that is wanted.
            ("max_parallel_workers_per_gather", "0"),
            ("jit", "off"),
        ];
        let options = PgConnectOptions::from_str(url)?.options(settings);
        let pool = PgPoolOptions::new().max_connections(8).connect_with(options).await?;
        Ok(Self::Postgres { pool })
    }

    /// A transaction that may write. On SQLite it holds the write lock at once.
    pub(crate) async fn begin(&self) -> Result<Tx, Error> {
        Ok(match self {
            Self::Sqlite { write, .. } => Tx::Sqlite(write.begin_with("BEGIN IMMEDIATE").await?),
            Self::Postgres { pool } => Tx::Postgres(pool.begin().await?),
        })
    }

    /// A transaction that sees one unchanging state of the database.
    pub(crate) async fn snapshot(&self) -> Result<Tx, Error> {
        Ok(match self {
            Self::Sqlite { read, .. } => Tx::Sqlite(read.begin().await?),
            Self::Postgres { pool } => Tx::Postgres(
                pool.begin_with("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY").await?,
            ),
        })
    }

    /// Whether it is the embedded database.
    pub(crate) fn is_embedded(&self) -> bool {
        matches!(self, Self::Sqlite { .. })
    }

    /// Waits until every connection is closed.
    pub(crate) async fn close(&self) {
        match self {
            Self::Sqlite { write, read } => {
                read.close().await;
                write.close().await;
            }
            Self::Postgres { pool } => pool.close().await,
        }
    }
}

fn parsed(version: &str) -> (u32, u32, u32) {
    let mut parts = version.split('.').map(|part| part.parse().unwrap_or(0));
    let mut next = || parts.next().unwrap_or(0);
    (next(), next(), next())
}

impl Tx {
    pub(crate) async fn commit(self) -> Result<(), sqlx::Error> {
        match self {
            Self::Sqlite(tx) => tx.commit().await,
            Self::Postgres(tx) => tx.commit().await,
        }
    }

    pub(crate) async fn rollback(self) -> Result<(), sqlx::Error> {
        match self {
            Self::Sqlite(tx) => tx.rollback().await,
            Self::Postgres(tx) => tx.rollback().await,
        }
    }
}
