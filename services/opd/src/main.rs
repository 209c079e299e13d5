//! `opd`: serves one agency's deployment, migrates its database, saves and restores it.

use std::{
    path::{Path, PathBuf},
    pin::pin,
    process::ExitCode,
    time::Duration,
};

use clap::{Args, Parser, Subcommand};
use edge::{Asked, Operations};
use opd::{
    BackedUp, Opening, Restored, read_catalogue,
    settings::{Administrator, Settings},
};
use store::Clock;
use tokio::net::TcpListener;

/// A command makes some hundred small, short-lived allocations, on one thread
/// and freed on another: what this allocator is made for.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Satu Pintu: the services of one agency (OPD), over gRPC.
#[derive(Parser)]
#[command(version, about)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serve until told to stop (SIGINT or SIGTERM).
    Serve(Given),
    /// Bring the database's schema to the version that this program needs.
    Migrate(Given),
    /// Save database and files in a new folder, while the deployment serves. The keys
    /// are not saved: keep them apart.
    Backup {
        #[command(flatten)]
        given: Given,
        /// The folder; new or empty.
        #[arg(long)]
        to: PathBuf,
    },
    /// Restore a backup into an empty database, prove every record, and erase again
    /// whoever was erased since. The keys must be in the data folder already.
    Restore {
        #[command(flatten)]
        given: Given,
        /// The folder of the backup.
        #[arg(long)]
        from: PathBuf,
    },
}

#[derive(Args)]
struct Given {
    /// The settings file (TOML); SATUPINTU_… variables lie over it.
    #[arg(long, env = "SATUPINTU_SETTINGS")]
    settings: Option<PathBuf>,
}

#[tokio::main]
async fn main() -> ExitCode {
    if let Err(error) = opd::forbid_core_dumps() {
        eprintln!("opd: core dumps cannot be forbidden: {error}");
        return ExitCode::FAILURE;
    }
    tracing_subscriber::fmt()
        .json()
        .with_writer(std::io::stderr)
        .with_env_filter(opd::log_filter(std::env::var("SATUPINTU_LOG").ok().as_deref(), "info"))
        .init();
    let done = match Arguments::parse().command {
        Command::Serve(given) => serve(&given).await,
        Command::Migrate(given) => migrate(&given).await,
        Command::Backup { given, to } => back_up(&given, &to).await,
        Command::Restore { given, from } => restore(&given, &from).await,
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let mut said = error.to_string();
            eprintln!("opd: {said}");
            let mut source = error.source();
            while let Some(cause) = source {
                // Some errors already say what caused them.
                let cause_said = cause.to_string();
                if !said.contains(&cause_said) {
                    eprintln!("  because: {cause_said}");
                }
                said = cause_said;
                source = cause.source();
            }
            ExitCode::FAILURE
        }
    }
}

type Done = Result<(), Box<dyn std::error::Error + Send + Sync>>;

impl Given {
    fn read(&self) -> Result<Settings, opd::settings::SettingsError> {
        Settings::read(self.settings.as_deref(), |key| std::env::var(key).ok())
    }
}

async fn migrate(given: &Given) -> Done {
    let (before, after) = store::migrate(&given.read()?.database_url()).await?;
    eprintln!("opd: the database was at schema version {before} and is at {after} now");
    Ok(())
}

async fn back_up(given: &Given, to: &Path) -> Done {
    let settings = given.read()?;
    let BackedUp { events, root, files, bytes, leaves_bucket } =
        opening(&settings).back_up(to).await?;
    eprintln!("opd: {} is saved in {}:", settings.agency, to.display());
    eprintln!("  {events} events with the root {root}");
    eprintln!("  {files} files, {bytes} bytes, each with its SHA-256 in files.sha256");
    if leaves_bucket {
        eprintln!("  without the files of cases, which stay in their bucket: save that, too");
    }
    let keys = settings.data.join("deployment.key");
    eprintln!("  without the keys: keep {} apart, for nothing opens without it", keys.display());
    Ok(())
}

async fn restore(given: &Given, from: &Path) -> Done {
    let settings = given.read()?;
    let restored = opening(&settings).restore(from).await?;
    let Restored { taken_at, events, root, records, files, schema_before, erased_again } = restored;
    eprintln!("opd: {} is restored as of {taken_at}:", settings.agency);
    eprintln!("  {events} events with the root {root}, as saved");
    eprintln!("  {records} records, each folded anew from its events and found the same");
    eprintln!("  {files} files of cases");
    if schema_before < store::SCHEMA_VERSION {
        eprintln!("  schema version {schema_before} brought to {}", store::SCHEMA_VERSION);
    }
    eprintln!("  {erased_again} persons who were erased since, erased again");
    eprintln!("opd: what was acknowledged after {taken_at} is not in it");
    Ok(())
}

/// A deployment by its settings, without its catalogue.
fn opening(settings: &Settings) -> Opening {
    let mut opening = Opening::new(settings.agency.clone(), &settings.data, Clock::Real);
    opening.database = settings.database_url();
    opening.objects.clone_from(&settings.objects);
    opening.object_credentials = settings.object_credentials();
    opening.largest_file_bytes = settings.largest_file_mib.saturating_mul(1024 * 1024);
    opening.agency_code.clone_from(&settings.agency_code);
    opening.complaint_objection_days = settings.complaint_objection_days;
    opening.services.clone_from(&settings.services);
    opening.partners.clone_from(&settings.partner);
    opening.gateways.clone_from(&settings.gateways);
    opening.zone = settings.zone;
    opening.reflection = settings.reflection;
    opening.tls.clone_from(&settings.tls);
    opening.public_url = settings.public_url();
    opening.signature = settings.signature.clone();
    opening.questionnaire.clone_from(&settings.questionnaire);
    opening.inspectorate.clone_from(&settings.inspectorate);
    opening.bsre = settings.bsre();
    opening.retention_years = settings.retention_years;
    opening.shared_contacts = settings.shared_contacts;
    opening.issuers = settings.issuer.clone();
    opening.notices = settings.notices.clone();
    opening.limits.notice = Duration::from_secs(settings.stop_notice_seconds);
    let local = format!("satupintu-local:{}", settings.agency);
    let administrators = settings.administrator.iter().cloned();
    opening.administrators = administrators
        .map(|Administrator { person, subject, issuer }| {
            let issuer = issuer.unwrap_or_else(|| local.clone());
            (person, access::Account { issuer, subject })
        })
        .collect();
    opening
}

async fn serve(given: &Given) -> Done {
    let settings = given.read()?;
    let mut opening = opening(&settings);
    let collector = settings.traces.as_deref();
    opening.operations = Operations::traced("opd", env!("CARGO_PKG_VERSION"), collector)?;
    if let Some(folder) = &settings.catalogue {
        opening.catalogue = read_catalogue(folder)?;
    }
    let mut told_to_stop = pin!(edge::told_to_stop()?);
    let asked = Asked::on(settings.metrics, &opening.operations).await?;
    let deployment = tokio::select! {
        opened = opening.open() => opened?,
        () = &mut told_to_stop => return Ok(()),
    };
    let running = deployment.serve(TcpListener::bind(settings.listen).await?)?;
    tracing::info!(address = %running.address, agency = %settings.agency, "serving");
    eprintln!("opd: {} listens on {}", settings.agency, running.address);
    told_to_stop.await;
    running.stop().await;
    let operations = deployment.operations().clone();
    deployment.close().await;
    operations.flush_spans().await;
    asked.end().await;
    Ok(())
}
