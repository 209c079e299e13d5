//! The durable rate through gRPC beside its floor, interleaved in one run.
//!
//! Prints what it measured and writes it as JSON: an fsync probe of the same
//! minute, rates, p50 and p99, the median ratio of interleaved pairs, and
//! pgbench's rate for the floor's statements. Ratios are the claim; rates are
//! this machine's, in this minute.
#![allow(clippy::print_stdout, reason = "printing is what it is for")]
#![allow(clippy::float_arithmetic, reason = "ratios of measurements, not of money or law")]

mod floor;
mod load;
mod pgbench;
mod probe;

use std::{
    os::unix::fs::PermissionsExt,
    path::PathBuf,
    sync::{Arc, atomic::AtomicI64},
    time::Duration,
};

use clap::Parser;
use floor::Floor;
use load::{Measured, Server};
use probe::percentile;
use serde::Serialize;
use stories::postgres::{Cluster, Durability};

/// As in `opd`.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

type Failure = Box<dyn std::error::Error + Send + Sync>;

/// Measure durable commands a second: ours through gRPC, and the floor.
#[derive(Parser)]
struct Arguments {
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
    /// The folder for the databases: its disk is what is measured.
    #[arg(long, default_value = "target/bench")]
    folder: PathBuf,
    /// Where to write the figures.
    #[arg(long, default_value = "target/bench/report.json")]
    json: PathBuf,
}

/// One database with one number of clients.
#[derive(Serialize)]
struct Row {
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
    println!(
        "{:>9} {:>7} {:>9} {:>10} {:>8} {:>8} {:>10} {:>8} {:>8} {:>6} {:>9}",
        "database",
        "clients",
        "fsync µs",
        "ours/s",
        "p50 ms",
        "p99 ms",
        "floor/s",
        "p50 ms",
        "p99 ms",
        "ratio",
        "pgbench/s"
    );
    let mut rows = Vec::new();
    for database in &arguments.databases {
        for clients in &arguments.clients {
            let row = measure(&arguments, database, *clients).await?;
            print(&row);
            rows.push(row);
        }
    }
    std::fs::write(&arguments.json, serde_json::to_string_pretty(&rows)?)?;
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
    let (mut ours, mut floors) = (Vec::new(), Vec::new());
    for pair in 0..arguments.pairs {
        // Who goes first changes, so that neither always meets the fuller cache.
        if pair % 2 == 0 {
            ours.push(server.drive(clients, time).await?);
            floors.push(floor.drive(clients, time, &next).await?);
        } else {
            floors.push(floor.drive(clients, time, &next).await?);
            ours.push(server.drive(clients, time).await?);
        }
    }
    let mut ratios: Vec<u64> = ours
        .iter()
        .zip(&floors)
        .map(|(ours, floor)| per_second(ours) * 100 / per_second(floor).max(1))
        .collect();
    let pgbench_per_second = match &cluster {
        Some(cluster) => Some(pgbench::rate(cluster.programs(), &url, &data, clients, time)?),
        None => None,
    };
    floor.close().await;
    let journal_events = server.stop().await?;
    drop(cluster);
    std::fs::remove_dir_all(&data)?;
    Ok(Row {
        database: database.to_owned(),
        clients,
        fsync_probe_micros: fsync.as_micros(),
        ours_per_second: median(ours.iter().map(per_second).collect()),
        ours_p50_micros: latency(&ours, 50),
        ours_p99_micros: latency(&ours, 99),
        floor_per_second: median(floors.iter().map(per_second).collect()),
        floor_p50_micros: latency(&floors, 50),
        floor_p99_micros: latency(&floors, 99),
        ratio_hundredths: median(std::mem::take(&mut ratios)),
        pgbench_per_second,
        ours_processor_micros: median(ours.iter().map(processor).collect()),
        floor_processor_micros: median(floors.iter().map(processor).collect()),
        journal_events,
    })
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

fn print(row: &Row) {
    let ms = |micros: u128| micros as f64 / 1000.0;
    println!(
        "{:>9} {:>7} {:>9} {:>10} {:>8.2} {:>8.2} {:>7} {:>10} {:>8.2} {:>8.2} {:>7} {:>6.2} {:>9}",
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
        row.pgbench_per_second.map_or_else(|| "-".into(), |rate| rate.to_string()),
    );
}
