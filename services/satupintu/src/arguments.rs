//! What can be typed after `satupintu`, with its help.

mod surveys;
mod values;
mod whistle;

use std::{net::SocketAddr, path::PathBuf};

use calendar::Zone;
use clap::{Args, Parser, Subcommand, ValueEnum};
use jiff::civil::Date;

pub(crate) use surveys::{CheckTable, SurveyAnswers, SurveyIndex, SurveyReport, SurveysCommand};
pub(crate) use whistle::{
    At, InspectAnswer, InspectCommand, InspectKeygen, InspectList, InspectOpen, Inspector,
    WhistleAnswers, WhistleCommand, WhistleReport,
};

const EXIT_CODES: &str = "\
Exit codes:
  0  fine
  1  faults were found (in a file, in the journal, in the question)
  2  the command could not run";

/// Satu Pintu: permits and other public services by their official SOP.
///
/// Without a command it shows the whole system at work: it starts a mall of six
/// agencies, each with a server on a fresh embedded database and a scripted clock
/// (SIMULASI), plays real cases through them over gRPC, tells each step, and leaves
/// the mall up behind one portal, with ready-made credentials.
#[derive(Debug, Parser)]
#[command(version, about, long_about, args_conflicts_with_subcommands = true)]
#[command(after_help = EXIT_CODES)]
pub(crate) struct Arguments {
    #[command(flatten)]
    pub(crate) demo: Demo,
    #[command(subcommand)]
    pub(crate) command: Option<Command>,
}

/// The default run.
#[derive(Debug, Args)]
pub(crate) struct Demo {
    /// Where to keep the demonstration: each run makes a new folder demo-1,
    /// demo-2, … in it and deletes nothing.
    #[arg(long, value_name = "DIR", default_value = "satupintu-data")]
    pub(crate) dir: PathBuf,
    /// Play the cases and exit, instead of leaving the mall up.
    #[arg(long)]
    pub(crate) once: bool,
    /// Where the one-stop service's server listens [default: 127.0.0.1:7070, or any
    /// free port when that is taken or with --once].
    #[arg(long, value_name = "ADDR")]
    pub(crate) listen: Option<SocketAddr>,
    /// Where the portal listens, for a browser [default: 127.0.0.1:8080, or any
    /// free port when that is taken or with --once].
    #[arg(long, value_name = "ADDR")]
    pub(crate) portal: Option<SocketAddr>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Check SOP files.
    #[command(subcommand)]
    Sop(SopCommand),
    /// Prove the journal.
    #[command(subcommand)]
    Journal(JournalCommand),
    /// Count working days.
    #[command(subcommand)]
    Calendar(CalendarCommand),
    /// Follow a log of real cases through an SOP and count what conforms.
    ///
    /// The log is CSV, plain or gzip (.gz), with a header that names the columns
    /// `case` and `activity`. An activity is a step whose name, in either
    /// language, it is. Times and outcomes are not asked.
    Replay(Replay),
    /// Make a token with which an officer signs in at a local deployment.
    Token(Token),
    /// Show an application as its applicant sees it.
    Track(Track),
    /// Ask a server whether a licence holds: by its verification code, or by the
    /// document itself.
    ///
    /// Of a PDF only the SHA-256 is taken and sent. The exit code is 0 only when
    /// the licence holds and a PDF that was given is its document.
    Verify(VerifyLicence),
    /// Satisfaction surveys (SKM) from a spreadsheet.
    #[command(subcommand)]
    Surveys(SurveysCommand),
    /// Report to the inspectorate (WBS), sealed so that it alone can read it.
    #[command(subcommand)]
    Whistle(WhistleCommand),
    /// The inspectorate's own end: its key, its reports, its answers.
    #[command(subcommand)]
    Inspect(InspectCommand),
    /// Rotate the deployment's root key.
    #[command(subcommand)]
    Keys(KeysCommand),
    /// Make a certificate with which deployments know each other, for development.
    ///
    /// Makes the authority in its folder when there is none. A certificate that
    /// is made again into the same folder is taken up by a running server. Who
    /// may call a server stands in `peers.toml` in its folder: nobody at first.
    Ca(IssueCertificate),
}

#[derive(Debug, Args)]
pub(crate) struct IssueCertificate {
    /// The folder of the authority and its key.
    #[arg(long, value_name = "DIR", default_value = "satupintu-ca")]
    pub(crate) dir: PathBuf,
    /// The URI by which the deployment is known, as spiffe://contoh/opd/dinkes.
    #[arg(long, value_name = "URI")]
    pub(crate) identity: String,
    /// Names and addresses of its host.
    #[arg(long, value_name = "HOST", default_value = "localhost")]
    pub(crate) host: Vec<String>,
    /// For how many days it holds.
    #[arg(long, value_name = "N", default_value_t = 30)]
    pub(crate) days: u32,
    /// The folder for the deployment's files: its `tls` setting.
    #[arg(long, value_name = "DIR")]
    pub(crate) out: PathBuf,
}

#[derive(Debug, Subcommand)]
pub(crate) enum SopCommand {
    /// Check SOP files (*.sop.toml) and standards (*.service.toml).
    ///
    /// Every finding is shown with its place, its reason and its remedy, in
    /// Indonesian and English. Sub-procedures are looked for among the files
    /// given. A standard with the same file name beside an SOP is checked with
    /// it, and the reverse. Warnings alone leave the exit code at 0.
    Check(Check),
}

#[derive(Debug, Subcommand)]
pub(crate) enum KeysCommand {
    /// Show the versions of the root key, and how much needs each.
    Status(KeysOf),
    /// Give the deployment a new version of its root key, also while it serves.
    ///
    /// The new version wraps from now on, and running servers wrap anew what
    /// older ones wrapped. Copy the key file away afterwards: a backup of the
    /// database needs it.
    Rotate(KeysOf),
    /// Remove an older version that nothing needs any more.
    ///
    /// Old copies of the database cannot be opened after that.
    Retire(RetireKey),
}

#[derive(Debug, Args)]
pub(crate) struct KeysOf {
    /// The deployment's data folder, which holds its key; or a folder of
    /// demonstrations: then the newest one.
    #[arg(long, value_name = "DIR", default_value = "satupintu-data")]
    pub(crate) dir: PathBuf,
    /// The database: sqlite:PATH or postgres://USER@HOST/NAME [default: the
    /// embedded one in the data folder].
    #[arg(long, value_name = "URL")]
    pub(crate) database: Option<String>,
    /// Answer in JSON.
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct RetireKey {
    #[command(flatten)]
    pub(crate) of: KeysOf,
    /// The version to remove.
    #[arg(value_name = "VERSION")]
    pub(crate) version: u8,
}

#[derive(Debug, Subcommand)]
pub(crate) enum JournalCommand {
    /// Read the whole journal again and compare it with everything that is stored.
    ///
    /// Checks the bytes, hashes and order of all events, the Merkle root, folds
    /// every record anew and compares it with its row and its lists.
    Verify(Verify),
}

#[derive(Debug, Subcommand)]
pub(crate) enum CalendarCommand {
    /// When is it due? With the count that anyone can redo by hand.
    ///
    /// The day from which is asked is not counted itself unless --count-from
    /// says so. Example: satupintu calendar due --from 2025-03-26
    /// --working-days 5
    Due(Due),
}

#[derive(Debug, Args)]
pub(crate) struct Check {
    /// The files.
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// Languages of the findings.
    #[arg(long, value_enum, default_value_t = Languages::Both)]
    pub(crate) lang: Languages,
    /// Answer in JSON.
    #[arg(long)]
    pub(crate) json: bool,
}

/// The languages of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Languages {
    /// Indonesian first, then English.
    Both,
    /// Bahasa Indonesia.
    Id,
    /// English.
    En,
}

#[derive(Debug, Args)]
pub(crate) struct Replay {
    /// The SOP.
    #[arg(value_name = "SOP")]
    pub(crate) sop: PathBuf,
    /// The log.
    #[arg(value_name = "LOG.csv[.gz]")]
    pub(crate) log: PathBuf,
    /// Answer in JSON, with a verdict for every case.
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Verify {
    /// The database: sqlite:PATH or postgres://USER@HOST/NAME.
    #[arg(long, value_name = "URL", conflicts_with = "dir")]
    pub(crate) database: Option<String>,
    /// A deployment's data folder, or a folder of demonstrations: then the
    /// newest one.
    #[arg(long, value_name = "DIR", default_value = "satupintu-data")]
    pub(crate) dir: PathBuf,
    /// A checkpoint that was published before: the note's text in a file. The
    /// journal must begin with exactly what it says.
    #[arg(long, value_name = "FILE", num_args = 1..)]
    pub(crate) checkpoint: Vec<PathBuf>,
    /// Answer in JSON.
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Due {
    /// The day of receipt, as 2025-03-26.
    #[arg(long, value_name = "DATE")]
    pub(crate) from: Date,
    #[command(flatten)]
    pub(crate) time: Time,
    /// The time of receipt, as 13:30; matters for hours and for --count-from
    /// HH:MM only.
    #[arg(long, value_name = "HH:MM", value_parser = values::minutes, default_value = "00:00")]
    pub(crate) at: u16,
    /// The calendar as it was once this decree was signed, as skb-2025; without
    /// it, as amended last.
    #[arg(long, value_name = "ID")]
    pub(crate) edition: Option<String>,
    /// The office's time zone.
    #[arg(long, value_name = "WIB|WITA|WIT", value_parser = values::zone, default_value = "WIB")]
    pub(crate) zone: Zone,
    /// `next-workday`, or a cut-off as 12:00: what is received before it on a
    /// working day counts that day.
    #[arg(long, value_name = "RULE", value_parser = values::count_from, default_value = "next-workday")]
    pub(crate) count_from: calendar::CountFrom,
    /// Answer in JSON.
    #[arg(long)]
    pub(crate) json: bool,
}

/// How long it may take: exactly one of three.
#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
pub(crate) struct Time {
    /// Days on which the office is open (hari kerja).
    #[arg(long, value_name = "N")]
    pub(crate) working_days: Option<u32>,
    /// Every day (hari kalender).
    #[arg(long, value_name = "N")]
    pub(crate) calendar_days: Option<u32>,
    /// Hours in which the office is open (jam layanan).
    #[arg(long, value_name = "N")]
    pub(crate) office_hours: Option<u32>,
}

#[derive(Debug, Args)]
pub(crate) struct Token {
    /// The deployment's data folder, which holds its key; or a folder of
    /// demonstrations: then the newest one.
    #[arg(long, value_name = "DIR", default_value = "satupintu-data")]
    pub(crate) dir: PathBuf,
    /// The deployment's agency, as in its settings.
    #[arg(long, value_name = "AGENCY")]
    pub(crate) agency: kernel::AgencyId,
    /// Whose token: the subject of an account that is enrolled.
    #[arg(long, value_name = "SUBJECT")]
    pub(crate) subject: String,
    /// How long it holds, as 30m, 8h or 7d.
    #[arg(long, value_name = "TIME", value_parser = values::seconds, default_value = "8h")]
    pub(crate) ttl: u32,
    /// Answer in JSON.
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Track {
    /// The server, as http://127.0.0.1:7070.
    #[arg(long, value_name = "URL", default_value = "http://127.0.0.1:7070")]
    pub(crate) address: String,
    /// The receipt number, as KTM-SIP-2026-000123-7.
    #[arg(long, value_name = "NUMBER")]
    pub(crate) receipt: String,
    /// The receipt's secret.
    #[arg(long, value_name = "SECRET", env = "SATUPINTU_SECRET", hide_env_values = true)]
    pub(crate) secret: String,
    /// Answer in JSON.
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct VerifyLicence {
    /// The code printed on the document, or the document's file.
    #[arg(value_name = "CODE|FILE.pdf")]
    pub(crate) what: String,
    /// With a code: the file to compare with the document that was issued.
    #[arg(long, value_name = "FILE.pdf")]
    pub(crate) pdf: Option<PathBuf>,
    /// The server, as http://127.0.0.1:7070.
    #[arg(long, value_name = "URL", default_value = "http://127.0.0.1:7070")]
    pub(crate) address: String,
    /// Answer in JSON.
    #[arg(long)]
    pub(crate) json: bool,
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_arguments_do_not_contradict_each_other() {
        Arguments::command().debug_assert();
    }
}
