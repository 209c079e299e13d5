//! The throw-away PostgreSQL keeps its promises, above all that it goes away.

use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use stories::postgres::{Cluster, Durability, ask, fresh_database};

#[test]
fn a_fresh_database_is_empty() {
    let url = fresh_database("empty");

    let tables = ask(&url, "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'");

    assert_eq!(tables, "0");
}

#[test]
fn two_databases_of_one_name_are_apart() {
    let one = fresh_database("Two of a kind");
    let other = fresh_database("Two of a kind");

    ask(&one, "CREATE TABLE mark (id BIGINT)");

    assert_eq!(ask(&one, "SELECT count(*) FROM pg_tables WHERE tablename = 'mark'"), "1");
    assert_eq!(ask(&other, "SELECT count(*) FROM pg_tables WHERE tablename = 'mark'"), "0");
}

#[test]
fn a_durable_cluster_waits_for_the_disk_and_a_volatile_one_does_not() {
    let durable = Cluster::start(Durability::Durable).unwrap();
    let volatile = Cluster::start(Durability::Volatile).unwrap();

    assert_eq!(ask(durable.url(), "SHOW fsync"), "on");
    assert_eq!(ask(volatile.url(), "SHOW fsync"), "off");
}

#[test]
fn a_cluster_that_was_given_lends_databases_and_outlives_its_user() {
    let cluster = Cluster::start(Durability::Volatile).unwrap();

    let given = Cluster::given(cluster.url().to_owned()).unwrap();
    let url = given.create_database("lent").unwrap();
    drop(given);

    assert_eq!(ask(&url, "SELECT 1"), "1");
}

#[test]
fn a_dropped_cluster_leaves_nothing() {
    let cluster = Cluster::start(Durability::Volatile).unwrap();
    let folder = folder_of(cluster.url());
    assert!(folder.join("data").exists());

    drop(cluster);

    assert!(!folder.exists());
}

#[test]
fn a_cluster_goes_when_its_holder_is_killed() {
    let mut holder = holder();
    let folder = folder_of(&first_line(&mut holder));
    let server = process_of(&folder);
    assert!(server.exists());

    holder.kill().unwrap();

    // The watchdog holds the other end until it has cleaned up.
    holder.stderr.take().unwrap().read_to_end(&mut Vec::new()).unwrap();
    holder.wait().unwrap();
    assert!(!folder.exists());
    assert!(!server.exists());
}

/// A process that holds a cluster and would end with its standard input.
fn holder() -> Child {
    Command::new(env!("CARGO_BIN_EXE_throwaway-postgres"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("cargo has built it")
}

fn first_line(process: &mut Child) -> String {
    let output = process.stdout.take().expect("it was piped");
    let mut line = String::new();
    BufReader::new(output).read_line(&mut line).expect("it is text");
    line
}

/// The folder in which the socket of `url` lies.
fn folder_of(url: &str) -> PathBuf {
    let (_, settings) = url.split_once("host=").expect("the address names its folder");
    PathBuf::from(settings.split('&').next().unwrap_or_default())
}

/// The folder that stands for the server's process while it runs.
fn process_of(folder: &Path) -> PathBuf {
    let notes = std::fs::read_to_string(folder.join("data/postmaster.pid")).expect("it runs");
    Path::new("/proc").join(notes.lines().next().unwrap_or_default())
}
