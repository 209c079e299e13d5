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
    opd::forbid_core_dumps()?;
    let mut arguments = env::args().skip(1);
    let (Some(database), Some(data)) = (arguments.next(), arguments.next().map(PathBuf::from))
    else {
        return Err("usage: killable-opd DATABASE FOLDER \
            [--acknowledge-early | --webhook ADDRESS SECRETFILE]"
            .into());
    };
    let mut plan = Plan::sip();
    match arguments.next().as_deref() {
        None => {}
        Some("--acknowledge-early") => plan.faults = Faults::acknowledging_before_the_commit(),
        Some("--webhook") => plan.notices = told_by(arguments.next(), arguments.next())?,
        Some(other) => return Err(format!("{other} is no argument").into()),
    }
    // Large files, so that a test can see what one costs in memory.
    let plan = plan.taking_files_of(256 << 20);
    // Time goes on where the journal left it, so the script may begin anew.
    let clock = Clock::scripted(plan.start);
    let deployment = plan.opened(&database, &data, clock).await?;
    // A server that answers too early still has its settings' last write to commit.
    deployment.store().tick().await?;
    let running = deployment.serve(TcpListener::bind("127.0.0.1:0").await?)?;
    writeln!(io::stdout(), "{}", running.address)?;
    std::future::pending().await
}

/// Applicants are told by WhatsApp, through the gateway at this address.
fn told_by(address: Option<String>, secret: Option<String>) -> Result<notices::Settings, String> {
    let (Some(address), Some(secret)) = (address, secret) else {
        return Err("--webhook needs an address and the file of a secret".into());
    };
    Ok(notices::Settings {
        webhook: Some(address),
        webhook_secret_file: Some(secret.into()),
        webhook_channels: vec![permits::NoticeChannel::Whatsapp],
        ..notices::Settings::default()
    })
}
