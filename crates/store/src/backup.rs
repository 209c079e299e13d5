//! A copy of the database, taken while it serves, and a database made of one.
//!
//! Each database copies itself: SQLite by `VACUUM INTO`, PostgreSQL by its own
//! `pg_dump` and `pg_restore`, which everybody who keeps one knows. Both see one
//! state between two commits and hold nobody up; what was deleted is not in it.

use std::{
    fmt, fs, io,
    path::{Path, PathBuf},
    process::{Output, Stdio},
    str::FromStr,
};

use journal::Hash;
use percent_encoding::percent_decode_str;
use sqlx::{ConnectOptions, postgres::PgConnectOptions, sqlite::SqliteConnectOptions};
use tokio::process::Command;

use crate::{
    database::{Database, Tx, on_tx},
    error::Error,
    verify::Report,
};

/// The copy's name in its folder, by which it is known whose it is.
const OF_SQLITE: &str = "database.sqlite";
const OF_POSTGRES: &str = "database.pgdump";
/// What a database is called until it has proved itself.
const RESTORING: &str = "restoring";

/// What a copy holds: the journal's head, and the form of the tables.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Copied {
    /// The schema's version.
    pub schema: i64,
    /// The journal's name.
    pub origin: String,
    /// How many events the journal holds.
    pub events: u64,
    /// The root over them.
    pub root: Hash,
}

impl fmt::Display for Copied {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { schema, origin, events, root } = self;
        write!(f, "{events} events of {origin} with the root {root} in schema {schema}")
    }
}

/// Why a database cannot be copied or restored, in words for an administrator.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// The database fails, or is none of ours.
    #[error(transparent)]
    Store(#[from] Error),
    /// There is nothing to copy.
    #[error("there is no database {0}")]
    Missing(PathBuf),
    /// The database of the settings is in use, or was.
    #[error(
        "the database is not empty: {0}. A backup is restored into an empty database only; move \
         the old one away, or name a new one in the settings"
    )]
    NotEmpty(String),
    /// The copy is the other database's.
    #[error(
        "the backup holds no {wanted}: it is of the other kind of database; set `database` to one \
         of the kind that was saved"
    )]
    OtherKind {
        /// The file that the settings ask for.
        wanted: &'static str,
    },
    /// What was restored is not what was saved.
    #[error(
        "the restored database does not prove itself and must not serve ({faults} faults, the \
         first: {first}); take an older backup"
    )]
    Unproven {
        /// How many places deviate.
        faults: usize,
        /// One of them.
        first: String,
    },
    /// A program of PostgreSQL's is not there.
    #[error("{program} cannot be run; it comes with the package postgresql-client")]
    Program {
        /// Its name.
        program: &'static str,
        /// What the system said.
        #[source]
        why: io::Error,
    },
    /// A program of PostgreSQL's has failed.
    #[error("{program} failed: {said}")]
    Failed {
        /// Its name.
        program: &'static str,
        /// What it said.
        said: String,
    },
    /// A file cannot be read or written.
    #[error("{path} cannot be read or written")]
    File {
        /// The file.
        path: PathBuf,
        /// What the system said.
        #[source]
        why: io::Error,
    },
}

/// A result of this module.
type Done<T> = Result<T, BackupError>;

/// Copies the database at `url`, which may be serving, into a new file in
/// `folder`, and waits until it is on the disk.
///
/// # Errors
/// [`BackupError`], to be shown as it is.
pub async fn back_up(url: &str, folder: &Path) -> Result<Copied, BackupError> {
    if let Some(path) = file_of(url)?
        && !path.is_file()
    {
        return Err(BackupError::Missing(path));
    }
    let database = Database::open(url).await?;
    let (copied, path) = match &database {
        Database::Sqlite { read, .. } => {
            let path = folder.join(OF_SQLITE);
            let target = path.display().to_string();
            sqlx::query("VACUUM INTO $1").bind(target).execute(read).await.map_err(Error::from)?;
            (copied(&Database::open(&url_of(&path)).await?).await?, path)
        }
        Database::Postgres { .. } => {
            let path = folder.join(OF_POSTGRES);
            (dump(url, &database, &path).await?, path)
        }
    };
    database.close().await;
    synced(&path)?;
    Ok(copied)
}

/// Dumps the very state whose head is answered.
async fn dump(url: &str, database: &Database, path: &Path) -> Done<Copied> {
    const EXPORT: &str = "SELECT pg_export_snapshot()";
    let mut tx = database.snapshot().await?;
    let (snapshot,): (String,) =
        on_tx!(&mut tx, conn => sqlx::query_as(EXPORT).fetch_one(conn).await)
            .map_err(Error::from)?;
    let head = head(&mut tx).await?;
    let arguments = ["--format=custom", "--no-owner", "--no-privileges"].map(str::to_owned);
    let [of, into] = [format!("--snapshot={snapshot}"), format!("--file={}", path.display())];
    run("pg_dump", url, arguments.into_iter().chain([of, into])).await?;
    tx.rollback().await.map_err(Error::from)?;
    Ok(head)
}

/// Makes the empty database at `url` what was copied into `folder`, brings it to
/// the schema of this program, and proves it: every record is folded anew, and the
/// journal is the one that was `expected`. Answers how many records that were.
///
/// # Errors
/// [`BackupError`], to be shown as it is. An embedded database is put in its place
/// only when it has proved itself.
pub async fn restore(url: &str, folder: &Path, expected: &Copied) -> Result<usize, BackupError> {
    assert_empty(url).await?;
    let Some(place) = file_of(url)? else {
        let path = saved(folder, OF_POSTGRES)?;
        let arguments = ["--exit-on-error", "--single-transaction", "--no-owner"];
        let to = [format!("--dbname={}", name_of(url)?), path.display().to_string()];
        let arguments = arguments.map(str::to_owned).into_iter().chain(to);
        run("pg_restore", url, arguments).await?;
        return proven(url, expected).await;
    };
    let path = saved(folder, OF_SQLITE)?;
    let draft = beside(&place, RESTORING);
    copied_file(&path, &draft)?;
    let records = proven(&url_of(&draft), expected).await?;
    let put =
        fs::rename(&draft, &place).map_err(|why| BackupError::File { path: place.clone(), why });
    put.and_then(|()| synced(&place))?;
    Ok(records)
}

/// # Errors
/// [`BackupError::NotEmpty`] when something is kept at `url` already, or was: the
/// log of a lost database would be read into the restored one.
pub async fn assert_empty(url: &str) -> Result<(), BackupError> {
    const TABLES: &str = "SELECT COUNT(*) FROM pg_catalog.pg_class c \
         JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace \
         WHERE n.nspname = current_schema() AND c.relkind IN ('r', 'p', 'v', 'm', 'S')";
    if let Some(place) = file_of(url)? {
        let rests = ["-wal", "-shm", "-journal"].map(|mark| suffixed(&place, mark));
        return match std::iter::once(place).chain(rests).find(|path| path.exists()) {
            Some(path) => Err(BackupError::NotEmpty(format!("{} is there", path.display()))),
            None => Ok(()),
        };
    }
    let database = Database::open(url).await?;
    let Database::Postgres { pool } = &database else { return Ok(()) };
    let (tables,): (i64,) = sqlx::query_as(TABLES).fetch_one(pool).await.map_err(Error::from)?;
    database.close().await;
    match tables {
        0 => Ok(()),
        tables => Err(BackupError::NotEmpty(format!("it holds {tables} tables"))),
    }
}

/// Holds what was restored against what was saved, and every record against its
/// events.
async fn proven(url: &str, expected: &Copied) -> Done<usize> {
    let unproven = |faults, first| Err(BackupError::Unproven { faults, first });
    let found = copied(&Database::open(url).await?).await?;
    if found != *expected {
        return unproven(1, format!("it holds {found}, but {expected} were saved"));
    }
    crate::migrate(url).await?;
    let report = Report::of(url, &[]).await?;
    let faults = report.journal.faults.iter().map(|fault| fault.what.to_string());
    let mut said = faults.chain(report.deviations.iter().cloned());
    match said.next() {
        Some(first) => unproven(1 + said.count(), first),
        None => Ok(report.records),
    }
}

async fn copied(database: &Database) -> Done<Copied> {
    let mut tx = database.snapshot().await?;
    let head = head(&mut tx).await?;
    tx.rollback().await.map_err(Error::from)?;
    database.close().await;
    Ok(head)
}

async fn head(tx: &mut Tx) -> Done<Copied> {
    const READ: &str = "SELECT origin, size, root FROM head WHERE one = 1";
    const SCHEMA: &str = "SELECT CAST(MAX(version) AS BIGINT) FROM schema_version";
    let (schema,): (i64,) =
        on_tx!(tx, conn => sqlx::query_as(SCHEMA).fetch_one(conn).await).map_err(Error::from)?;
    let (origin, size, root): (String, i64, Vec<u8>) =
        on_tx!(tx, conn => sqlx::query_as(READ).fetch_one(conn).await).map_err(Error::from)?;
    let root =
        Hash::try_from(root.as_slice()).map_err(|why| Error::corrupt("head.root", "1", why))?;
    Ok(Copied { schema, origin, events: u64::try_from(size).unwrap_or_default(), root })
}

/// The embedded database's file; `None` for a server's.
fn file_of(url: &str) -> Done<Option<PathBuf>> {
    if !url.starts_with("sqlite:") {
        return Ok(None);
    }
    let options = SqliteConnectOptions::from_str(url).map_err(Error::from)?;
    Ok(Some(options.get_filename().to_owned()))
}

fn url_of(file: &Path) -> String {
    format!("sqlite:{}", file.display())
}

fn saved(folder: &Path, name: &'static str) -> Done<PathBuf> {
    let path = folder.join(name);
    if path.is_file() { Ok(path) } else { Err(BackupError::OtherKind { wanted: name }) }
}

fn suffixed(path: &Path, mark: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(mark);
    PathBuf::from(name)
}

fn beside(path: &Path, mark: &str) -> PathBuf {
    suffixed(path, &format!(".{mark}"))
}

/// A copy for its owner only, in the place of what an attempt before has left.
fn copied_file(from: &Path, to: &Path) -> Done<()> {
    let copy = || {
        for rest in ["", "-wal", "-shm"] {
            match fs::remove_file(suffixed(to, rest)) {
                Err(why) if why.kind() != io::ErrorKind::NotFound => return Err(why),
                _ => {}
            }
        }
        fs::copy(from, to)
    };
    copy().map_err(|why| BackupError::File { path: to.to_owned(), why })?;
    synced(to)
}

/// Waits until the file and its name are on the disk.
fn synced(path: &Path) -> Done<()> {
    let sync = || {
        fs::File::open(path)?.sync_all()?;
        path.parent().map_or(Ok(()), |folder| fs::File::open(folder)?.sync_all())
    };
    sync().map_err(|why| BackupError::File { path: path.to_owned(), why })
}

fn name_of(url: &str) -> Done<String> {
    let options = PgConnectOptions::from_str(url).map_err(Error::from)?;
    Ok(options.get_database().unwrap_or(options.get_username()).to_owned())
}

/// Runs a program of PostgreSQL's on the database at `url`. Where and as whom it
/// connects, and the password, stand in its environment: the list of processes
/// shows arguments to everybody.
async fn run(
    program: &'static str,
    url: &str,
    arguments: impl IntoIterator<Item = String>,
) -> Done<()> {
    let options = PgConnectOptions::from_str(url).map_err(Error::from)?;
    let host = options.get_socket().map(|socket| socket.display().to_string());
    let mut command = Command::new(program);
    command
        .args(arguments)
        .env("PGHOST", host.unwrap_or_else(|| options.get_host().to_owned()))
        .env("PGPORT", options.get_port().to_string())
        .env("PGUSER", options.get_username())
        .env("PGDATABASE", name_of(url)?)
        .stdin(Stdio::null())
        .kill_on_drop(true);
    if let Some(password) = options.to_url_lossy().password() {
        command.env("PGPASSWORD", &*percent_decode_str(password).decode_utf8_lossy());
    }
    let Output { status, stderr, .. } =
        command.output().await.map_err(|why| BackupError::Program { program, why })?;
    if status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&stderr).trim_end().to_owned();
    Err(BackupError::Failed { program, said })
}
