//! Durable commands a second through gRPC, beside their floor, in interleaved pairs.

use std::{
    os::unix::fs::PermissionsExt,
    sync::{Arc, atomic::AtomicI64},
    time::Duration,
};

use serde::Serialize;
use stories::postgres::{Cluster, Durability};

use crate::{
    Arguments, Failure, What,
    floor::Floor,
    load::{Measured, Server},
    open, pgbench,
    probe::{self, percentile},
    voice::{People, Voice},
};

/// One thing on one database with one number of clients.
#[derive(Serialize)]
pub(crate) struct Row {
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

/// Cases from filing to issue.
pub(crate) async fn permits(
    arguments: &Arguments,
    database: &str,
    clients: usize,
) -> Result<Row, Failure> {
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
    let beside = async || {
        server.settled().await?;
        floor.drive(clients, time, &next).await
    };
    let driven = async || {
        server.settled().await?;
        server.drive(clients, time).await
    };
    let (ours, floors) = pairs(arguments.pairs, driven, beside).await?;
    server.settled().await?;
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
pub(crate) async fn voices(
    arguments: &Arguments,
    database: &str,
    what: What,
) -> Result<Row, Failure> {
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

pub(crate) fn median(mut values: Vec<u64>) -> u64 {
    values.sort_unstable();
    values.get(values.len() / 2).copied().unwrap_or_default()
}

fn latency(measured: &[Measured], percent: usize) -> u128 {
    let mut all: Vec<Duration> =
        measured.iter().flat_map(|measured| measured.latencies.iter().copied()).collect();
    percentile(&mut all, percent).as_micros()
}

/// The last row, under the heading where it is the first.
pub(crate) fn print_last(rows: &[Row]) {
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
