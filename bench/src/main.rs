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
mod filler;
mod floor;
mod growth;
mod load;
mod mall;
mod pgbench;
mod probe;
mod rates;
mod voice;

use std::{path::PathBuf, time::Duration};

use clap::{Parser, ValueEnum};
use stories::{Agency, Backend, Plan, postgres};

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
        default_value = "permits,complaints,responses,growth,figures,mall"
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
    /// Visitors of the mall at once.
    #[arg(long, default_value_t = 8)]
    visitors: usize,
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
    /// What silent agencies cost the others, through the gateway.
    Mall,
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
                        rows.push(rates::permits(&arguments, database, *clients).await?);
                        rates::print_last(&rows);
                    }
                }
                What::Complaints | What::Responses => {
                    rows.push(rates::voices(&arguments, database, *what).await?);
                    rates::print_last(&rows);
                }
                What::Growth => {
                    grown
                        .push(growth::measure(&open(database).await?, database, &arguments).await?);
                }
                What::Figures => grown.push(count(&arguments, database).await?),
                // Not a matter of the database.
                What::Mall => {}
            }
        }
    }
    let mall = match arguments.what.contains(&What::Mall) {
        true => Some(visit(&arguments).await?),
        false => None,
    };
    let report = serde_json::json!({ "rates": rows, "growth": grown, "mall": mall });
    std::fs::write(&arguments.json, serde_json::to_string_pretty(&report)?)?;
    println!("written to {}", arguments.json.display());
    Ok(())
}

/// The healthy agencies' tail beside three silent ones.
async fn visit(arguments: &Arguments) -> Result<mall::Compared, Failure> {
    let time = Duration::from_secs(arguments.seconds);
    let compared = mall::compare(arguments.pairs, arguments.visitors, time).await?;
    let mall::Compared { calls, healthy_p99_micros, ailing_p99_micros, ratio_hundredths } =
        &compared;
    println!(
        "mall: {calls} calls, p99 {:.2} ms, beside three silent agencies {:.2} ms, ratio {:.2}",
        *healthy_p99_micros as f64 / 1000.0,
        *ailing_p99_micros as f64 / 1000.0,
        *ratio_hundredths as f64 / 100.0
    );
    Ok(compared)
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
