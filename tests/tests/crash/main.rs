//! `kill -9` under load: what was acknowledged is there afterwards, once.
//!
//! The server runs in a process of its own, on a database that outlives it. Many
//! clients file applications and act on them; after some more answers than last
//! time the process is killed, and started again on the same database. Clients
//! repeat what was not answered with the same request id, as real ones must. In
//! the end every answer ever given is looked for in the journal.
//!
//! Three kills for each database, fifty with `SATUPINTU_LONG=1`.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a story that cannot go on has failed, in its helpers as in its test"
)]

mod clients;
mod server;
mod trial;

use std::env;

use stories::{Scratch, postgres};

use self::server::Acknowledging;
use self::trial::Trial;

fn kills() -> usize {
    if env::var_os("SATUPINTU_LONG").is_some() { 50 } else { 3 }
}

async fn migrated(name: &str) -> String {
    let url = postgres::durable_database(name);
    store::migrate(&url).await.unwrap();
    url
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_killed_server_keeps_what_it_has_acknowledged_on_sqlite() {
    let data = Scratch::new().unwrap();
    let url = opd::settings::embedded_url(data.path());

    let findings = Trial::of(&url, data.path(), Acknowledging::AfterTheCommit).run(kills()).await;

    assert_eq!(findings, [""; 0]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_killed_server_keeps_what_it_has_acknowledged_on_postgresql() {
    let data = Scratch::new().unwrap();
    let url = migrated("crash").await;

    let findings = Trial::of(&url, data.path(), Acknowledging::AfterTheCommit).run(kills()).await;

    assert_eq!(findings, [""; 0]);
}

/// The proof that the two above would notice: a server that answers before it
/// commits is caught, by the same harness.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_acknowledges_too_early_is_caught_on_sqlite() {
    let data = Scratch::new().unwrap();
    let url = opd::settings::embedded_url(data.path());

    let findings = Trial::of(&url, data.path(), Acknowledging::BeforeTheCommit).run(5).await;

    assert!(is_caught(&findings), "{findings:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_acknowledges_too_early_is_caught_on_postgresql() {
    let data = Scratch::new().unwrap();
    let url = migrated("early").await;

    let findings = Trial::of(&url, data.path(), Acknowledging::BeforeTheCommit).run(5).await;

    assert!(is_caught(&findings), "{findings:?}");
}

/// Not by any complaint, but because something acknowledged is gone.
fn is_caught(findings: &[String]) -> bool {
    findings.iter().any(|finding| finding.contains("was acknowledged and is not in the journal"))
}
