//! A throw-away PostgreSQL: a cluster of our own on a Unix socket, gone with us.
//!
//! It needs the server's programs and nothing else: no port, no running
//! service, no setting of the machine. A machine without them fails the tests
//! that need them and says what to install: a skipped database is an untested
//! one. `SATUPINTU_TEST_PG` names a cluster to use instead, as it is; databases
//! made there stay behind.

mod account;
mod cluster;
mod programs;

use std::env;
use std::process::Command;
use std::sync::LazyLock;

pub use cluster::{Cluster, Durability, Error};

/// The address of a new, empty database in the cluster that the tests of this
/// process share.
///
/// The cluster does not wait for the disk: it stands a killed program, not a
/// power cut. `name` is for people who read a log; the database's own name is
/// unique. The address reads `postgres:///name?host=/folder&port=5432&user=postgres`,
/// which both sqlx and `PostgreSQL`'s own programs take.
///
/// # Panics
/// When there is no `PostgreSQL`: the message has the command that installs it.
#[must_use]
pub fn fresh_database(name: &str) -> String {
    static SHARED: LazyLock<Result<Cluster, Error>> =
        LazyLock::new(|| given_or(Durability::Volatile));
    database_in(&SHARED, name)
}

/// As [`fresh_database`], in a second cluster that waits for the disk at every
/// commit, as one in service does: for measuring, and for tests of durability.
///
/// # Panics
/// When there is no `PostgreSQL`: the message has the command that installs it.
#[must_use]
pub fn durable_database(name: &str) -> String {
    static DURABLE: LazyLock<Result<Cluster, Error>> =
        LazyLock::new(|| given_or(Durability::Durable));
    database_in(&DURABLE, name)
}

/// What `psql` answers to `question`, without ornaments: for what is nobody's
/// business but a test's.
///
/// # Panics
/// When it does not answer.
#[allow(clippy::must_use_candidate, reason = "it may also be told to do something")]
pub fn ask(url: &str, question: &str) -> String {
    let answer = said("psql", url, &["-XAtq", url, "-c", question]);
    answer.trim_end().to_owned()
}

/// Everything in the database, as `pg_dump` writes it.
///
/// # Panics
/// When it cannot.
#[must_use]
pub fn dump(url: &str) -> String {
    said("pg_dump", url, &["--data-only", "--inserts", url])
}

/// The address of a new database that is a copy of the one at `url`, taken and
/// restored as an administrator would: with `pg_dump` and `psql`.
///
/// # Panics
/// When it cannot.
#[must_use]
pub fn copied(url: &str) -> String {
    let copy = fresh_database("restored");
    let scratch = crate::scratch::Scratch::new().expect("there is room");
    let file = scratch.join("dump.sql");
    std::fs::write(&file, said("pg_dump", url, &["--no-owner", url])).expect("there is room");
    let path = file.to_str().expect("a temporary path is text");
    said("psql", &copy, &["-Xq", "-v", "ON_ERROR_STOP=1", "-f", path, &copy]);
    copy
}

/// What a program of the server at `url` says.
fn said(program: &str, url: &str, arguments: &[&str]) -> String {
    let cluster = Cluster::given(url.to_owned()).expect("the server's programs are here");
    let answer = Command::new(cluster.programs().join(program)).args(arguments).output();
    let answer = answer.expect("the server's package brings it");
    assert!(answer.status.success(), "{}", String::from_utf8_lossy(&answer.stderr));
    String::from_utf8_lossy(&answer.stdout).into_owned()
}

fn given_or(durability: Durability) -> Result<Cluster, Error> {
    match env::var("SATUPINTU_TEST_PG") {
        Ok(url) => Cluster::given(url),
        Err(_) => Cluster::start(durability),
    }
}

#[allow(clippy::panic, reason = "a test without its database has failed")]
fn database_in(cluster: &Result<Cluster, Error>, name: &str) -> String {
    let made = cluster.as_ref().map(|cluster| cluster.create_database(name));
    match made {
        Ok(Ok(url)) => url,
        Ok(Err(error)) => panic!("{error}"),
        Err(error) => panic!("{error}"),
    }
}
