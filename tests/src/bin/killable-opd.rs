//! A server to be killed: an agency of the stories in a process of its own, on
//! a database that outlives it. For tests only: with `--acknowledge-early` it
//! answers before it commits, which the test of crashes must notice.

use std::env;
use std::io::{self, Write};
use std::path::PathBuf;

use store::{Clock, Faults};
use stories::Plan;
use tokio::net::TcpListener;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = env::args().skip(1);
    let (Some(database), Some(data)) = (arguments.next(), arguments.next().map(PathBuf::from))
    else {
        return Err("usage: killable-opd DATABASE FOLDER [--acknowledge-early]".into());
    };
    let faults = match arguments.next().as_deref() {
        None => Faults::default(),
        Some("--acknowledge-early") => Faults::acknowledging_before_the_commit(),
        Some(other) => return Err(format!("{other} is no argument").into()),
    };
    // Large files, so that a test can see what one costs in memory.
    let plan = Plan::sip().with_faults(faults).taking_files_of(256 << 20);
    // Time goes on where the journal left it, so the script may begin anew.
    let clock = Clock::scripted(plan.start);
    let deployment = plan.opened(&database, &data, clock).await?;
    // A server that answers too early still has its settings' last write to commit.
    deployment.store().tick().await?;
    let running = deployment.serve(TcpListener::bind("127.0.0.1:0").await?)?;
    writeln!(io::stdout(), "{}", running.address)?;
    std::future::pending().await
}
