//! The settings of `mpp serve`: a TOML file.

use std::{
    net::SocketAddr,
    path::{Path, PathBuf},
    time::Duration,
};

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
    /// Under which address people reach the portal, as
    /// `https://mpp.contoh.go.id`.
    #[serde(default)]
    pub public_url: Option<String>,
    /// The folder for the gateway's own key.
    #[serde(default = "data")]
    pub data: PathBuf,
    /// The folder of the certificate by which agencies know this gateway.
    #[serde(default)]
    pub tls: Option<PathBuf>,
    /// How many milliseconds each agency may take where many are asked at once:
    /// 100 to 10000.
    #[serde(default = "usual_patience")]
    pub patience_ms: u64,
}

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
}

fn loopback() -> SocketAddr {
    SocketAddr::from(([127, 0, 0, 1], 8080))
}

fn usual_patience() -> u64 {
    1500
}

fn data() -> PathBuf {
    PathBuf::from("satupintu-gateway")
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
        assert_eq!(settings.patience().unwrap(), Duration::from_millis(1500));
    }

    #[test]
    fn a_patience_that_helps_nobody_is_refused() {
        let settings: Settings =
            toml::from_str("registry = \"mall.toml\"\npatience_ms = 0").unwrap();

        assert!(matches!(settings.patience(), Err(SettingsError::Patience(0))));
    }
}
