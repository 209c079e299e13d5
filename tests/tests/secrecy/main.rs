//! What a thousand people say of themselves stands nowhere in plain: not in
//! either database, its log or its dump, not in the deployment's folder, and in
//! no line that a server writes at its most talkative.
//!
//! A binary of its own: it listens to every log line of its process.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a story that cannot go on has failed, in its helpers as in its test"
)]

mod needles;
mod people;

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock, Mutex};

use contract::google::r#type::Date;
use contract::satupintu::calendar::v1::{
    AmendCalendarRequest, Holiday, HolidayKind, amend_calendar_request::Amendment,
};
use stories::postgres::{self, Cluster, Durability};
use stories::{Agency, Backend, Plan, request_id};
use tracing_subscriber::fmt::MakeWriter;

use self::needles::Needles;
use self::people::{CASES, Planted};

/// Every line that anything in this process logs, from the first test on.
static LOG: LazyLock<Log> = LazyLock::new(|| {
    let log = Log(Arc::default());
    let trace = tracing_subscriber::fmt().with_max_level(tracing::Level::TRACE);
    trace.with_ansi(false).with_writer(log.clone()).init();
    log
});

#[derive(Clone)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Log {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

/// The bytes of every file below `folder`, by path.
fn files_below(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(files_below(&path));
        } else if let Ok(bytes) = fs::read(&path) {
            // A socket, or a file that the database has just removed, holds nothing.
            found.push((path, bytes));
        }
    }
    found
}

/// What is found below `folder`, and how many bytes were looked through.
fn search(needles: &Needles, folder: &Path) -> (Vec<String>, usize) {
    let (mut found, mut looked) = (Vec::new(), 0);
    for (path, bytes) in files_below(folder) {
        looked += bytes.len();
        let named = |value| format!("{value} in {}", path.display());
        found.extend(needles.found_in(&bytes).into_iter().map(named));
    }
    (found, looked)
}

/// Says a person's name where it is not sealed: in the words of a calendar, which
/// are public, and in a log line. What the search finds must be this.
async fn let_slip(agency: &Agency, name: &str) {
    let holiday = Holiday {
        date: Some(Date { year: 2026, month: 9, day: 9 }),
        name: name.to_owned(),
        kind: HolidayKind::Local.into(),
        decree: "Contoh untuk pengujian".to_owned(),
    };
    let request = AmendCalendarRequest {
        name: format!("agencies/{}/calendar", agency.plan.agency),
        request_id: request_id(),
        etag: String::new(),
        amendment: Some(Amendment::Declare(holiday)),
    };
    agency.administrator().calendar().amend_calendar(request).await.unwrap();
    tracing::trace!(name, "let slip");
}

/// The values planted and the bytes looked through; for the one who reads the log.
fn tell(place: &str, planted: &Planted, looked: usize) {
    println!("{place}: {} values, none in {} KiB", planted.values.len(), looked / 1024);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_embedded_database_and_its_logs_hold_nobody() {
    let log = &*LOG;
    let agency = Agency::open(Plan::sip(), Backend::Sqlite).await;
    let planted = Planted::through(&agency).await;
    assert!(planted.values.len() >= 1000 && CASES >= 100);
    let needles = Needles::new(&planted.values);

    let (found, looked) = search(&needles, agency.data().path());
    assert_eq!(found, [""; 0]);
    assert!(looked > 1024 * 1024, "the search saw too little: {looked}");
    tell("SQLite with its log and the folder of the keys", &planted, looked);
    let lines = log.0.lock().unwrap().clone();
    assert_eq!(needles.found_in(&lines), [""; 0]);
    assert!(lines.len() > 1024 * 1024, "a server at trace says more: {}", lines.len());
    tell("every log line at trace", &planted, lines.len());

    // And it would have been found.
    let name = planted.values[0].clone();
    let_slip(&agency, &name).await;
    let (found, _) = search(&needles, agency.data().path());
    assert!(found.iter().any(|found| found.contains("satupintu.db")), "{found:?}");
    assert!(needles.found_in(&log.0.lock().unwrap()).contains(&name));
    agency.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn postgresql_its_log_its_dump_and_its_folder_hold_nobody() {
    let log = &*LOG;
    let before = log.0.lock().unwrap().len();
    let cluster = Cluster::start(Durability::Volatile).unwrap();
    let folder = cluster.url().split_once("host=").unwrap().1.split('&').next().unwrap();
    let folder = PathBuf::from(folder);
    let url = cluster.create_database("secrecy").unwrap();
    let agency = Agency::open_at(Plan::sip(), url).await;
    let planted = Planted::through(&agency).await;
    let needles = Needles::new(&planted.values);
    postgres::ask(&agency.url, "CHECKPOINT");

    let (found, looked) = search(&needles, &folder);
    assert_eq!(found, [""; 0]);
    assert!(looked > 16 * 1024 * 1024, "the search saw too little: {looked}");
    tell("PostgreSQL's folder with its log", &planted, looked);
    let dump = postgres::dump(&agency.url);
    assert_eq!(needles.found_in(dump.as_bytes()), [""; 0]);
    assert!(dump.len() > 1024 * 1024, "the search saw too little: {}", dump.len());
    tell("pg_dump", &planted, dump.len());
    let (found, _) = search(&needles, agency.data().path());
    assert_eq!(found, [""; 0]);
    let lines = log.0.lock().unwrap()[before..].to_vec();
    let logged = needles.found_in(&lines);
    let others = logged.iter().filter(|value| **value != planted.values[0]);
    assert_eq!(others.count(), 0, "{logged:?}");

    // And it would have been found.
    let_slip(&agency, &planted.values[1]).await;
    postgres::ask(&agency.url, "CHECKPOINT");
    let (found, _) = search(&needles, &folder);
    let in_files = |part: &str| found.iter().any(|found| found.contains(part));
    assert!(in_files("pg_wal") && in_files("/base/"), "{found:?}");
    assert_eq!(needles.found_in(postgres::dump(&agency.url).as_bytes()), [&*planted.values[1]]);
    agency.close().await;
}
