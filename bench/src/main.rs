//! The durable rate through gRPC beside its floor, interleaved in one run; and how
//! reads grow with what is stored.
//!
//! Prints what it measured and writes it as JSON: an fsync probe of the same
//! minute, rates, p50 and p99, the median ratio of interleaved pairs, and
//! pgbench's rate for the floor's statements. Ratios are the claim; rates are
//! this machine's, in this minute.
#![allow(clippy::print_stdout, reason = "printing is what it is for")]
#![allow(clippy::float_arithmetic, reason = "ratios of measurements, not of money or law")]

mod figures;
mod floor;
mod growth;
mod load;
mod pgbench;
mod probe;
mod voice;

use std::{
    os::unix::fs::PermissionsExt,
    path::PathBuf,
    sync::{Arc, atomic::AtomicI64},
    time::Duration,
};

use clap::{Parser, ValueEnum};
use floor::Floor;
use growth::Seeds;
use load::{Measured, Server};
use probe::percentile;
use serde::Serialize;
use stories::{
    Agency, Backend, Plan,
    postgres::{self, Cluster, Durability},
};
use voice::{People, Voice};

/// As in `opd`.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

type Failure = Box<dyn std::error::Error + Send + Sync>;

/// Measure durable commands a second: ours through gRPC, and the floor.
#[derive(Parser)]
struct Arguments {
    /// What to measure.
    #[arg(
        long,
        value_enum,
        value_delimiter = ',',
        default_value = "permits,complaints,responses,growth,figures"
    )]
    what: Vec<What>,
    /// Databases to measure.
    #[arg(long, value_delimiter = ',', default_value = "sqlite,postgres")]
    databases: Vec<String>,
    /// How many clients at once.
    #[arg(long, value_delimiter = ',', default_value = "1,16,64,256")]
    clients: Vec<usize>,
    /// How many interleaved pairs.
    #[arg(long, default_value_t = 5)]
    pairs: usize,
    /// Seconds for each half of a pair.
    #[arg(long, default_value_t = 3)]
    seconds: u64,
    /// Clients of complaints and responses.
    #[arg(long, default_value_t = 64)]
    voices: usize,
    /// Up to how many cases and complaints lists are read.
    #[arg(long, default_value_t = 1_000_000)]
    most_cases: u64,
    /// Up to how many responses the index is read.
    #[arg(long, default_value_t = 10_000_000)]
    most_responses: u64,
    /// The folder for the databases: its disk is what is measured.
    #[arg(long, default_value = "target/bench")]
    folder: PathBuf,
    /// Where to write the figures.
    #[arg(long, default_value = "target/bench/report.json")]
    json: PathBuf,
}

/// What can be measured.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum What {
    /// Cases from filing to issue.
    Permits,
    /// Complaints from filing to the reporter's word.
    Complaints,
    /// Responses to a survey.
    Responses,
    /// Lists and the index as more is stored.
    Growth,
    /// Service figures beside counting the cases.
    Figures,
}

/// One thing on one database with one number of clients.
#[derive(Serialize)]
struct Row {
    what: &'static str,
    database: String,
    clients: usize,
    fsync_probe_micros: u128,
    /// Durable commands a second, median over the pairs.
    ours_per_second: u64,
    ours_p50_micros: u128,
    ours_p99_micros: u128,
    floor_per_second: u64,
    floor_p50_micros: u128,
    floor_p99_micros: u128,
    /// Median of the pairs' ratios, in hundredths.
    ratio_hundredths: u64,
    /// Calls a second of the same clients that neither decide nor remember anything.
    wire_per_second: Option<u64>,
    pgbench_per_second: Option<u64>,
    /// Processor time a command, load and server together, without PostgreSQL's.
    ours_processor_micros: u64,
    floor_processor_micros: u64,
    journal_events: u64,
}

#[tokio::main]
async fn main() -> Result<(), Failure> {
    let arguments = Arguments::parse();
    std::fs::create_dir_all(&arguments.folder)?;
    if cfg!(debug_assertions) {
        println!("note: not optimised; figures count only with --release");
    }
    let mut rows = Vec::new();
    let mut grown = Vec::new();
    for database in &arguments.databases {
        for what in &arguments.what {
            match what {
                What::Permits => {
                    for clients in &arguments.clients {
                        rows.push(measure(&arguments, database, *clients).await?);
                        print_last(&rows);
                    }
                }
                What::Complaints | What::Responses => {
                    rows.push(speak(&arguments, database, *what).await?);
                    print_last(&rows);
                }
                What::Growth => grown.push(grow(&arguments, database).await?),
                What::Figures => grown.push(count(&arguments, database).await?),
            }
        }
    }
    let report = serde_json::json!({ "rates": rows, "growth": grown });
    std::fs::write(&arguments.json, serde_json::to_string_pretty(&report)?)?;
    println!("written to {}", arguments.json.display());
    Ok(())
}

async fn measure(arguments: &Arguments, database: &str, clients: usize) -> Result<Row, Failure> {
    let time = Duration::from_secs(arguments.seconds);
    let name = format!("{database}-{clients}-{}", std::process::id());
    let data = arguments.folder.join(&name);
    std::fs::create_dir_all(&data)?;
    // The server runs as another user where we are root, and cleans up after itself.
    std::fs::set_permissions(&data, std::fs::Permissions::from_mode(0o777))?;
    let cluster = match database {
        "postgres" => Some(Cluster::start_in(&std::fs::canonicalize(&data)?, Durability::Durable)?),
        "sqlite" => None,
        other => return Err(format!("{other} is neither sqlite nor postgres").into()),
    };
    let url = match &cluster {
        Some(cluster) => {
            let url = cluster.create_database("bench")?;
            store::migrate(&url).await?;
            url
        }
        None => format!("sqlite:{}", data.join("bench.db").display()),
    };
    let server = Server::start(&url, &data).await?;
    let floor = Arc::new(Floor::open(&url, clients).await?);
    let next = Arc::new(AtomicI64::new(1));
    let fsync = probe::fsync(&data)?;
    server.drive(clients, Duration::from_millis(500)).await?;
    let beside = || floor.drive(clients, time, &next);
    let (ours, floors) = pairs(arguments.pairs, || server.drive(clients, time), beside).await?;
    let wire_per_second = Some(per_second(&server.asked(clients, time).await?));
    let pgbench_per_second = match &cluster {
        Some(cluster) => Some(pgbench::rate(cluster.programs(), &url, &data, clients, time)?),
        None => None,
    };
    floor.close().await;
    let journal_events = server.stop().await?;
    drop(cluster);
    std::fs::remove_dir_all(&data)?;
    let row = Row {
        wire_per_second,
        pgbench_per_second,
        journal_events,
        ..row("permits", database, clients, &ours, &floors)
    };
    Ok(Row { fsync_probe_micros: fsync.as_micros(), ..row })
}

/// Complaints or responses beside the same floor, on a database of their own.
async fn speak(arguments: &Arguments, database: &str, what: What) -> Result<Row, Failure> {
    let (time, clients) = (Duration::from_secs(arguments.seconds), arguments.voices);
    let (name, what) = match what {
        What::Complaints => ("complaints", Voice::Complaints),
        _ => ("responses", Voice::Responses),
    };
    let agency = open(database).await?;
    let people = Arc::new(People::of(&agency).await);
    let floor = Arc::new(Floor::open(&agency.url, clients).await?);
    let next = Arc::new(AtomicI64::new(1));
    let fsync = probe::fsync(agency.data().path())?;
    people.drive(what, clients, Duration::from_millis(500)).await?;
    let beside = || floor.drive(clients, time, &next);
    let driven = || people.drive(what, clients, time);
    let (ours, floors) = pairs(arguments.pairs, driven, beside).await?;
    floor.close().await;
    agency.store().release_all_responses().await?;
    let journal_events = agency.journal_size().await;
    agency.close().await;
    let row = row(name, database, clients, &ours, &floors);
    Ok(Row { fsync_probe_micros: fsync.as_micros(), journal_events, ..row })
}

/// Ours and the floor in turn, `pairs` times. Who goes first changes, so that
/// neither always meets the fuller cache.
async fn pairs(
    pairs: usize,
    ours: impl AsyncFn() -> Result<Measured, Failure>,
    floor: impl AsyncFn() -> Result<Measured, Failure>,
) -> Result<(Vec<Measured>, Vec<Measured>), Failure> {
    let (mut of_ours, mut of_floor) = (Vec::new(), Vec::new());
    for pair in 0..pairs {
        if pair % 2 == 0 {
            of_ours.push(ours().await?);
            of_floor.push(floor().await?);
        } else {
            of_floor.push(floor().await?);
            of_ours.push(ours().await?);
        }
    }
    Ok((of_ours, of_floor))
}

/// How reads grow: each size is ten or a hundred times the one before.
async fn grow(arguments: &Arguments, database: &str) -> Result<serde_json::Value, Failure> {
    let agency = open(database).await?;
    let filler = growth::Filler::open(&agency.url).await?;
    let seeds = Seeds::sown(&agency).await?;
    println!("{database:>9} {:>14} {:>10} {:>9} {:>7}", "read", "stored", "p50 ms", "growth");
    let mut all = Vec::new();
    let mut first = std::collections::BTreeMap::new();
    let mut print = |grown: &growth::Grown| {
        let base = *first.entry(grown.read).or_insert(grown.p50_micros.max(1));
        println!(
            "{database:>9} {:>14} {:>10} {:>9.2} {:>7.2}",
            grown.read,
            grown.stored,
            grown.p50_micros as f64 / 1000.0,
            grown.p50_micros as f64 / base as f64
        );
    };
    let mut have = 1;
    for stored in [10_000, 1_000_000].into_iter().filter(|size| *size <= arguments.most_cases) {
        filler.cases(&seeds.case, have, stored).await?;
        filler.complaints(&seeds.complaint, have, stored).await?;
        have = stored;
        let rows = growth::lists(&seeds, stored).await?;
        rows.iter().for_each(&mut print);
        all.extend(rows);
    }
    let mut have = 0;
    for about in [10_000, 1_000_000, 10_000_000] {
        if about > arguments.most_responses {
            continue;
        }
        let stored = growth::whole(about);
        filler.responses(agency.plan.agency, have, stored).await?;
        have = stored;
        let read = growth::index(&seeds, stored).await?;
        print(&read);
        let (counted, took) = filler.counting(agency.plan.agency).await?;
        println!(
            "{database:>9} {:>14} {:>10} {:>9.2}   {:.0} times the index",
            "counting",
            counted,
            took.as_secs_f64() * 1000.0,
            took.as_micros() as f64 / read.p50_micros.max(1) as f64
        );
        all.push(read);
        all.push(growth::Grown { read: "counting", stored, p50_micros: took.as_micros() });
    }
    Ok(serde_json::json!({ "database": database, "reads": all }))
}

/// Figures beside counting the cases they are of.
async fn count(arguments: &Arguments, database: &str) -> Result<serde_json::Value, Failure> {
    let agency = open(database).await?;
    let reads = figures::reads(&agency, database, arguments.most_cases).await?;
    Ok(serde_json::json!({ "database": database, "reads": reads }))
}

/// An agency on a database that waits for the disk at every commit.
async fn open(database: &str) -> Result<Agency, Failure> {
    match database {
        "sqlite" => Ok(Agency::open(Plan::sip(), Backend::Sqlite).await),
        "postgres" => Ok(Agency::open_at(Plan::sip(), postgres::durable_database("bench")).await),
        other => Err(format!("{other} is neither sqlite nor postgres").into()),
    }
}

fn row(
    what: &'static str,
    database: &str,
    clients: usize,
    ours: &[Measured],
    floors: &[Measured],
) -> Row {
    let ratio = |(ours, floor)| per_second(ours) * 100 / per_second(floor).max(1);
    Row {
        what,
        database: database.to_owned(),
        clients,
        fsync_probe_micros: 0,
        ours_per_second: median(ours.iter().map(per_second).collect()),
        ours_p50_micros: latency(ours, 50),
        ours_p99_micros: latency(ours, 99),
        floor_per_second: median(floors.iter().map(per_second).collect()),
        floor_p50_micros: latency(floors, 50),
        floor_p99_micros: latency(floors, 99),
        ratio_hundredths: median(ours.iter().zip(floors).map(ratio).collect()),
        wire_per_second: None,
        pgbench_per_second: None,
        ours_processor_micros: median(ours.iter().map(processor).collect()),
        floor_processor_micros: median(floors.iter().map(processor).collect()),
        journal_events: 0,
    }
}

fn per_second(measured: &Measured) -> u64 {
    let micros = u64::try_from(measured.elapsed.as_micros()).unwrap_or(u64::MAX).max(1);
    measured.commands.saturating_mul(1_000_000) / micros
}

fn processor(measured: &Measured) -> u64 {
    measured.processor_micros / measured.commands.max(1)
}

fn median(mut values: Vec<u64>) -> u64 {
    values.sort_unstable();
    values.get(values.len() / 2).copied().unwrap_or_default()
}

fn latency(measured: &[Measured], percent: usize) -> u128 {
    let mut all: Vec<Duration> =
        measured.iter().flat_map(|measured| measured.latencies.iter().copied()).collect();
    percentile(&mut all, percent).as_micros()
}

/// The last row, under the heading where it is the first.
fn print_last(rows: &[Row]) {
    if let [_] = rows {
        println!(
            "{:>10} {:>9} {:>7} {:>8} {:>8} {:>8} {:>8} {:>7} {:>8} {:>8} {:>8} {:>7} {:>6} {:>7} {:>9}",
            "what",
            "database",
            "clients",
            "fsync µs",
            "ours/s",
            "p50 ms",
            "p99 ms",
            "cpu µs",
            "floor/s",
            "p50 ms",
            "p99 ms",
            "cpu µs",
            "ratio",
            "wire/s",
            "pgbench/s"
        );
    }
    if let Some(row) = rows.last() {
        print(row);
    }
}

fn print(row: &Row) {
    let ms = |micros: u128| micros as f64 / 1000.0;
    let rate = |rate: Option<u64>| rate.map_or_else(|| "-".into(), |rate| rate.to_string());
    println!(
        "{:>10} {:>9} {:>7} {:>8} {:>8} {:>8.2} {:>8.2} {:>7} {:>8} {:>8.2} {:>8.2} {:>7} {:>6.2} {:>7} {:>9}",
        row.what,
        row.database,
        row.clients,
        row.fsync_probe_micros,
        row.ours_per_second,
        ms(row.ours_p50_micros),
        ms(row.ours_p99_micros),
        row.ours_processor_micros,
        row.floor_per_second,
        ms(row.floor_p50_micros),
        ms(row.floor_p99_micros),
        row.floor_processor_micros,
        row.ratio_hundredths as f64 / 100.0,
        rate(row.wire_per_second),
        rate(row.pgbench_per_second),
    );
}
