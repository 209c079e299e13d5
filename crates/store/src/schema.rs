//! The schema's version: checked at every start, never migrated silently.

use crate::{
    database::{Database, Tx, on_tx},
    error::Error,
};

/// One step of the schema, in both dialects.
struct Migration {
    version: i64,
    sqlite: &'static str,
    postgres: &'static str,
}

/// The step `NNNN_name`, from both folders.
macro_rules! migration {
    ($version:literal, $name:literal) => {
        Migration {
            version: $version,
            sqlite: include_str!(concat!("../../../migrations/sqlite/", $name, ".sql")),
            postgres: include_str!(concat!("../../../migrations/postgres/", $name, ".sql")),
        }
    };
}

const MIGRATIONS: &[Migration] = &[
    migration!(1, "0001_foundation"),
    migration!(2, "0002_files"),
    migration!(3, "0003_licences"),
    migration!(4, "0004_notices"),
    migration!(5, "0005_privacy"),
    migration!(6, "0006_standards"),
    migration!(7, "0007_conduct"),
    migration!(8, "0008_fees"),
    migration!(10, "0010_privacy_registers"),
    migration!(11, "0011_shared_contacts"),
    migration!(12, "0012_complaints"),
    migration!(13, "0013_surveys"),
    migration!(14, "0014_consultations"),
    migration!(15, "0015_whistleblowing"),
    migration!(16, "0016_ombudsman"),
    migration!(17, "0017_exchange"),
    migration!(18, "0018_survey_mail"),
    migration!(19, "0019_figures"),
    migration!(21, "0021_documents_and_recalls"),
];

/// The step that brings the service figures: what happened before is counted with it.
const FIGURES: i64 = 19;

/// The version that this program was built for.
pub const NEEDED: i64 = match MIGRATIONS.last() {
    Some(last) => last.version,
    None => 0,
};

/// The version that the database has; 0 when it is empty.
pub(crate) async fn version(database: &Database) -> Result<i64, Error> {
    let mut tx = database.begin().await?;
    let found = read_version(&mut tx).await?;
    tx.rollback().await?;
    Ok(found)
}

/// Brings the database to [`NEEDED`]; answers the version that it had.
pub(crate) async fn migrate(database: &Database) -> Result<i64, Error> {
    let mut tx = database.begin().await?;
    if let Tx::Postgres(postgres) = &mut tx {
        // Two processes that migrate at once take turns.
        sqlx::query("SELECT pg_advisory_xact_lock(7206105)").execute(&mut **postgres).await?;
    }
    let found = read_version(&mut tx).await?;
    for migration in MIGRATIONS.iter().filter(|migration| migration.version > found) {
        match &mut tx {
            Tx::Sqlite(sqlite) => {
                sqlx::raw_sql(migration.sqlite).execute(&mut **sqlite).await?.rows_affected()
            }
            Tx::Postgres(postgres) => {
                sqlx::raw_sql(migration.postgres).execute(&mut **postgres).await?.rows_affected()
            }
        };
        on_tx!(&mut tx, conn => sqlx::query("INSERT INTO schema_version (version) VALUES ($1)")
            .bind(migration.version).execute(conn).await.map(|_| ()))?;
        if migration.version == FIGURES {
            crate::verify::count_anew(&mut tx).await?;
        }
    }
    tx.commit().await?;
    Ok(found)
}

async fn read_version(tx: &mut Tx) -> Result<i64, Error> {
    const CREATE: &str =
        "CREATE TABLE IF NOT EXISTS schema_version (version BIGINT NOT NULL PRIMARY KEY)";
    on_tx!(tx, conn => sqlx::query(CREATE).execute(conn).await.map(|_| ()))?;
    const READ: &str = "SELECT CAST(COALESCE(MAX(version), 0) AS BIGINT) FROM schema_version";
    let (found,): (i64,) = on_tx!(tx, conn => sqlx::query_as(READ).fetch_one(conn).await)?;
    Ok(found)
}
