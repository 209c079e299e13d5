//! `mpp`: serves the portal of a mall and the API behind it.

use std::{path::PathBuf, process::ExitCode};

use clap::{Parser, Subcommand};
use edge::{Asked, Operations};
use mpp::{Opening, settings::Settings};
use tokio::net::TcpListener;
use tracing_subscriber::EnvFilter;

/// Satu Pintu: one door to the agencies of a mall.
#[derive(Parser)]
#[command(version, about)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serve until told to stop (SIGINT or SIGTERM).
    Serve {
        /// The settings file (TOML).
        #[arg(long, env = "SATUPINTU_GATEWAY_SETTINGS")]
        settings: PathBuf,
    },
}

#[tokio::main]
async fn main() -> ExitCode {
    let filter = EnvFilter::try_from_env("SATUPINTU_LOG").unwrap_or_else(|_| "info".into());
    tracing_subscriber::fmt().json().with_writer(std::io::stderr).with_env_filter(filter).init();
    let Command::Serve { settings } = Arguments::parse().command;
    match serve(&settings).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("mpp: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn serve(settings: &std::path::Path) -> Result<(), Box<dyn std::error::Error>> {
    let settings = Settings::read(settings)?;
    let collector = settings.traces.as_deref();
    let operations = Operations::traced("mpp", env!("CARGO_PKG_VERSION"), collector)?;
    let opening = Opening {
        registry: settings.registry.clone(),
        data: settings.data.clone(),
        tls: settings.tls.clone(),
        public_url: settings.public_url(),
        rate: settings.rate(),
        proxies: settings.proxies.clone(),
        patience: settings.patience()?,
        following: settings.following()?,
        operations: operations.clone(),
    };
    let told_to_stop = edge::told_to_stop()?;
    let asked = Asked::on(settings.metrics, &operations).await?;
    let listener = TcpListener::bind(settings.listen).await?;
    let running = opening.serve(listener)?;
    eprintln!("mpp: the portal is at {}", settings.public_url());
    told_to_stop.await;
    running.stop().await;
    asked.end().await;
    Ok(())
}
