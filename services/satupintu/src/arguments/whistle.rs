//! What can be typed after `satupintu whistle` and `satupintu inspect`.

use std::path::PathBuf;

use clap::{Args, Subcommand};

#[derive(Debug, Subcommand)]
pub(crate) enum WhistleCommand {
    /// Report something to the inspectorate, or add to what was reported.
    ///
    /// The text is read from FILE or, without one, from standard input, and is
    /// sealed here: what leaves this machine, the inspectorate alone can open. A
    /// new slip is shown once; keep its secret, nobody can give it to you again.
    Report(WhistleReport),
    /// Read what the inspectorate answered, with the secret of the slip.
    Answers(WhistleAnswers),
}

#[derive(Debug, Subcommand)]
pub(crate) enum InspectCommand {
    /// Make the key pair of the inspectorate, on its own machine.
    ///
    /// The private key goes into a new file for its owner alone and nowhere
    /// else. Give the public key to the agency (`[inspectorate] public_key`), and
    /// publish the fingerprint yourself. A lost private key opens nothing again.
    Keygen(InspectKeygen),
    /// List the reports, opened: number, day, first line.
    List(InspectList),
    /// Open one report and show it.
    Open(InspectOpen),
    /// Answer a report: the text is sealed here to the reporter's slip.
    Answer(InspectAnswer),
}

/// Which agency at which server.
#[derive(Debug, Args)]
pub(crate) struct At {
    /// The server, as http://127.0.0.1:7070.
    #[arg(long, value_name = "URL", default_value = "http://127.0.0.1:7070")]
    pub(crate) address: String,
    /// The agency that is reported about.
    #[arg(long, value_name = "AGENCY")]
    pub(crate) agency: kernel::AgencyId,
}

#[derive(Debug, Args)]
pub(crate) struct WhistleReport {
    #[command(flatten)]
    pub(crate) at: At,
    /// The fingerprint of the inspectorate's key, from the inspectorate itself:
    /// at least its first 16 digits. A key with another one is not used.
    #[arg(long, value_name = "HEX")]
    pub(crate) fingerprint: String,
    /// The secret of a slip, to add to what was reported with it.
    #[arg(long, value_name = "SECRET", env = "SATUPINTU_SECRET", hide_env_values = true)]
    pub(crate) secret: Option<String>,
    /// The text.
    #[arg(value_name = "FILE")]
    pub(crate) text: Option<PathBuf>,
    /// Answer in JSON.
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct WhistleAnswers {
    #[command(flatten)]
    pub(crate) at: At,
    /// The secret of the slip.
    #[arg(long, value_name = "SECRET", env = "SATUPINTU_SECRET", hide_env_values = true)]
    pub(crate) secret: String,
    /// Answer in JSON.
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct InspectKeygen {
    /// The file of the private key; it must not exist.
    #[arg(long, value_name = "FILE")]
    pub(crate) out: PathBuf,
    /// Answer in JSON.
    #[arg(long)]
    pub(crate) json: bool,
}

/// Who inspects, and with which key.
#[derive(Debug, Args)]
pub(crate) struct Inspector {
    #[command(flatten)]
    pub(crate) at: At,
    /// The inspector's token.
    #[arg(long, value_name = "TOKEN", env = "SATUPINTU_TOKEN", hide_env_values = true)]
    pub(crate) token: String,
    /// The file of the private key.
    #[arg(long, value_name = "FILE")]
    pub(crate) key: PathBuf,
}

#[derive(Debug, Args)]
pub(crate) struct InspectList {
    #[command(flatten)]
    pub(crate) inspector: Inspector,
    /// Answer in JSON.
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct InspectOpen {
    #[command(flatten)]
    pub(crate) inspector: Inspector,
    /// The report's name, from the list.
    #[arg(value_name = "REPORT")]
    pub(crate) report: String,
    /// Answer in JSON.
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct InspectAnswer {
    #[command(flatten)]
    pub(crate) inspector: Inspector,
    /// The report's name, from the list.
    #[arg(value_name = "REPORT")]
    pub(crate) report: String,
    /// The text; standard input without one.
    #[arg(value_name = "FILE")]
    pub(crate) text: Option<PathBuf>,
}
