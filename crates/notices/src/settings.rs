//! The ways out, as an administrator sets them. Nothing is set up by default.

use std::{
    fmt, fs,
    net::IpAddr,
    path::{Path, PathBuf},
};

use permits::NoticeChannel;
use serde::Deserialize;

/// The longest name of a sender and address of a portal, in characters.
const LONGEST: usize = 70;

/// What an administrator can set. Secrets stand in files of their own.
#[derive(Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// The mail server: `smtps://HOST[:465]` for TLS from the first byte,
    /// `smtp://HOST[:587]` for STARTTLS, which must succeed, and
    /// `smtp+plain://localhost:PORT` for a server on this very machine.
    pub smtp: Option<String>,
    /// Who writes, as `DPMPTSP Kota Contoh <layanan@contoh.go.id>`.
    pub from: Option<String>,
    /// The name by which the mail server knows the deployment, if it asks.
    pub smtp_user: Option<String>,
    /// The file of the password that goes with it.
    pub smtp_password_file: Option<PathBuf>,
    /// Where notices for gateways are posted: `https://…`; `http://` on this
    /// very machine only.
    pub webhook: Option<String>,
    /// The file of the secrets that sign them, one a line as `whsec_…`; the
    /// first is the newest, and each signs.
    pub webhook_secret_file: Option<PathBuf>,
    /// Which channels the gateway serves.
    pub webhook_channels: Vec<NoticeChannel>,
    /// More certificates (PEM) to trust, for servers with a certificate of the
    /// agency's own.
    pub ca_file: Option<PathBuf>,
    /// The agency's name below each notice; its id by default.
    pub sender: Option<String>,
    /// Where applicants can look up their case, as `https://mpp.contoh.go.id`.
    pub portal: Option<String>,
    /// Where a survey's token is entered, as `https://mpp.contoh.go.id/survei`;
    /// without it no token is sent.
    pub survey: Option<String>,
}

/// Why the ways out cannot be set up, for the person who set them.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    /// A value that does not fit.
    #[error("[notices] {key} {why}")]
    Value {
        /// The key.
        key: &'static str,
        /// What must be.
        why: String,
    },
    /// A file that cannot be read.
    #[error("[notices] {key}: {path} cannot be read: {why}")]
    File {
        /// The key.
        key: &'static str,
        /// The file.
        path: String,
        /// What the system said.
        why: std::io::Error,
    },
}

impl SettingsError {
    pub(crate) fn value(key: &'static str, why: impl fmt::Display) -> Self {
        Self::Value { key, why: why.to_string() }
    }
}

/// Whoever writes a password into an address does not find it in a log.
impl fmt::Debug for Settings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Settings")
            .field("smtp", &self.smtp.is_some())
            .field("webhook", &self.webhook.is_some())
            .field("webhook_channels", &self.webhook_channels)
            .field("sender", &self.sender)
            .field("portal", &self.portal)
            .field("survey", &self.survey)
            .finish_non_exhaustive()
    }
}

impl Settings {
    /// The name below each notice, checked.
    pub(crate) fn sender(&self, agency: &str) -> Result<String, SettingsError> {
        self.sender.as_deref().map_or_else(|| Ok(agency.to_owned()), |name| line("sender", name))
    }

    /// Where applicants can look, checked.
    pub(crate) fn portal(&self) -> Result<Option<String>, SettingsError> {
        self.portal.as_deref().map(|portal| line("portal", portal)).transpose()
    }

    /// Where a survey's token is entered, checked.
    pub(crate) fn survey(&self) -> Result<Option<String>, SettingsError> {
        self.survey.as_deref().map(|survey| line("survey", survey)).transpose()
    }
}

fn line(key: &'static str, text: &str) -> Result<String, SettingsError> {
    let parsed = kernel::Line::<LONGEST>::parse(text);
    parsed.map(String::from).map_err(|why| SettingsError::value(key, why))
}

/// What a file of the settings holds.
pub(crate) fn read(key: &'static str, path: &Path) -> Result<String, SettingsError> {
    fs::read_to_string(path).map_err(|why| SettingsError::File {
        key,
        path: path.display().to_string(),
        why,
    })
}

/// Whether a host is this very machine: the only one to which anything goes
/// without TLS.
pub(crate) fn is_here(host: &str) -> bool {
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    bare == "localhost" || bare.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_output_shows_no_address() {
        let settings = Settings {
            smtp: Some("smtp://user:RAHASIA@mail.contoh.go.id".to_owned()),
            webhook: Some("https://gateway.example/RAHASIA".to_owned()),
            ..Settings::default()
        };

        let shown = format!("{settings:?}");

        assert!(!shown.contains("RAHASIA"), "{shown}");
    }

    #[test]
    fn only_this_machine_is_here() {
        for here in ["localhost", "127.0.0.1", "127.3.2.1", "::1", "[::1]"] {
            assert!(is_here(here), "{here}");
        }
        for there in ["localhost.example", "10.0.0.1", "mail", "", "[::2]"] {
            assert!(!is_here(there), "{there}");
        }
    }
}
