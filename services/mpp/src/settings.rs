//! The settings of `mpp serve`: a TOML file.

use std::{
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
    path::{Path, PathBuf},
    time::Duration,
};

use edge::Rate;
use serde::Deserialize;

/// What whoever runs a gateway can set. Every key is optional but `registry`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// The file that lists the agencies; read again when it changes.
    pub registry: PathBuf,
    /// Where the portal listens, in plain HTTP: a web server in front of it
    /// speaks TLS to the world.
    #[serde(default = "loopback")]
    pub listen: SocketAddr,
    /// Where `/healthz`, `/readyz` and `/metrics` are answered in plain HTTP, as
    /// `127.0.0.1:9465`; nowhere by default. For the machine's keepers only.
    #[serde(default)]
    pub metrics: Option<SocketAddr>,
    /// The collector to which spans go by OTLP over gRPC, as `http://127.0.0.1:4317`;
    /// none by default.
    #[serde(default)]
    pub traces: Option<String>,
    /// Under which address people reach the portal, as
    /// `https://mpp.contoh.go.id`.
    #[serde(default)]
    pub public_url: Option<String>,
    /// The folder for the gateway's own key, and for what is left with it for agencies
    /// that do not answer.
    #[serde(default = "data")]
    pub data: PathBuf,
    /// The folder of the certificate by which agencies know this gateway.
    #[serde(default)]
    pub tls: Option<PathBuf>,
    /// How many pages a second one visitor may open for long.
    #[serde(default = "visits_per_second")]
    pub visits_per_second: u32,
    /// How many at once after a rest.
    #[serde(default = "visits_at_once")]
    pub visits_at_once: u32,
    /// The addresses of the web servers in front of it; visitors are known by what
    /// these add to `X-Forwarded-For`.
    #[serde(default = "this_machine")]
    pub proxies: Vec<IpAddr>,
    /// How many milliseconds each agency may take where many are asked at once:
    /// 100 to 10000.
    #[serde(default = "usual_patience")]
    pub patience_ms: u64,
    /// After how many seconds each agency is asked again what became of its cases, for
    /// the index of receipts: 1 to 3600.
    #[serde(default = "usual_following")]
    pub follow_seconds: u64,
}

/// How often one visitor may ask unless the settings say otherwise: many share the
/// one address of a mobile network.
pub const VISITS: Rate = Rate { per_second: 50, burst: 300 };

/// Why settings cannot be used, for the person who wrote them.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    /// The file cannot be read.
    #[error("the settings file {path} cannot be read: {why}")]
    Unreadable {
        /// The file.
        path: String,
        /// What the system said.
        why: std::io::Error,
    },
    /// A key or value that does not fit.
    #[error("the settings do not fit:\n{0}")]
    Malformed(#[from] toml::de::Error),
    /// A patience that lets nobody answer, or a visitor wait too long.
    #[error("patience_ms must be 100 to 10000, not {0}")]
    Patience(u64),
    /// An index that asks without a pause, or is never new.
    #[error("follow_seconds must be 1 to 3600, not {0}")]
    Following(u64),
}

fn loopback() -> SocketAddr {
    SocketAddr::from(([127, 0, 0, 1], 8080))
}

/// How soon the index knows of what happened, unless the settings say otherwise.
pub const FOLLOWING: Duration = Duration::from_secs(5);

fn usual_following() -> u64 {
    FOLLOWING.as_secs()
}

fn usual_patience() -> u64 {
    1500
}

fn data() -> PathBuf {
    PathBuf::from("satupintu-gateway")
}

fn visits_per_second() -> u32 {
    VISITS.per_second
}

fn visits_at_once() -> u32 {
    VISITS.burst
}

fn this_machine() -> Vec<IpAddr> {
    vec![Ipv4Addr::LOCALHOST.into(), Ipv6Addr::LOCALHOST.into()]
}

impl Settings {
    /// Reads the file.
    ///
    /// # Errors
    /// [`SettingsError`], to be shown as it is.
    pub fn read(path: &Path) -> Result<Self, SettingsError> {
        let text = std::fs::read_to_string(path)
            .map_err(|why| SettingsError::Unreadable { path: path.display().to_string(), why })?;
        Ok(toml::from_str(&text)?)
    }

    /// How often one visitor may ask.
    #[must_use]
    pub fn rate(&self) -> Rate {
        Rate { per_second: self.visits_per_second, burst: self.visits_at_once }
    }

    /// How long each agency may take where many are asked at once.
    ///
    /// # Errors
    /// [`SettingsError::Patience`] outside the bounds.
    pub fn patience(&self) -> Result<Duration, SettingsError> {
        match self.patience_ms {
            ms @ 100..=10_000 => Ok(Duration::from_millis(ms)),
            other => Err(SettingsError::Patience(other)),
        }
    }

    /// After how long each agency is asked again what became of its cases.
    ///
    /// # Errors
    /// [`SettingsError::Following`] outside the bounds.
    pub fn following(&self) -> Result<Duration, SettingsError> {
        match self.follow_seconds {
            seconds @ 1..=3600 => Ok(Duration::from_secs(seconds)),
            other => Err(SettingsError::Following(other)),
        }
    }

    /// Where people reach the portal.
    #[must_use]
    pub fn public_url(&self) -> String {
        self.public_url.clone().unwrap_or_else(|| format!("http://{}", self.listen))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_registry_alone_is_enough_and_listens_on_loopback_only() {
        let settings: Settings = toml::from_str("registry = \"mall.toml\"").unwrap();

        assert!(settings.listen.ip().is_loopback());
        assert_eq!(settings.public_url(), "http://127.0.0.1:8080");
        assert_eq!(settings.rate(), VISITS);
        assert_eq!(settings.patience().unwrap(), Duration::from_millis(1500));
        assert_eq!(settings.following().unwrap(), FOLLOWING);
    }

    #[test]
    fn an_index_that_never_pauses_is_refused() {
        let settings: Settings =
            toml::from_str("registry = \"mall.toml\"\nfollow_seconds = 0").unwrap();

        assert!(matches!(settings.following(), Err(SettingsError::Following(0))));
    }

    #[test]
    fn a_patience_that_helps_nobody_is_refused() {
        let settings: Settings =
            toml::from_str("registry = \"mall.toml\"\npatience_ms = 0").unwrap();

        assert!(matches!(settings.patience(), Err(SettingsError::Patience(0))));
    }
}
