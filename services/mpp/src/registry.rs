//! Who has a place in the mall: a TOML file, read again when it changes.
//!
//! Agencies come and go while the gateway runs. A file that does not fit is
//! refused whole, with everything that is wrong in it, and the last good one
//! stays in force.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use calendar::Zone;
use kernel::AgencyId;
use serde::Deserialize;
use sha2::{Digest, Sha256};

/// The registry as it stands in the file.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Registry {
    /// What the mall is called.
    pub mall: String,
    /// True where a deployment runs on a scripted clock: every page then says
    /// SIMULASI.
    #[serde(default)]
    pub simulated: bool,
    /// Who may report over Open311; absent where nobody may.
    #[serde(default)]
    pub open311: Option<Open311Settings>,
    /// The agencies, in the order in which people see them.
    #[serde(default, rename = "agency")]
    pub agencies: Vec<Agency>,
}

/// How far an agency is integrated (Perpres 89/2021: each keeps its authority).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Mode {
    /// Catalogue, applications, tracking and verification through this gateway.
    #[default]
    Full,
    /// A counter in the mall, and nothing over the wire.
    QueueOnly,
    /// A link to the agency's own pages.
    LinkOnly,
}

/// An agency of the mall.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Agency {
    /// As in resource names, `dpmptsp-kotim`.
    pub id: AgencyId,
    /// What it is called.
    pub name: String,
    /// The same in English, where there is one.
    #[serde(default)]
    pub name_en: String,
    /// How far it is integrated.
    #[serde(default)]
    pub mode: Mode,
    /// Where its deployment listens: `https://HOST:PORT`, or `http` on this very
    /// machine. Several agencies may share one.
    #[serde(default)]
    pub endpoint: Option<String>,
    /// The URI in its deployment's certificate.
    #[serde(default)]
    pub identity: Option<String>,
    /// Its codes in receipt numbers, as `KTM`. Those of its catalogue are
    /// learned; these lead to it also before it was ever reached.
    #[serde(default)]
    pub codes: Vec<String>,
    /// The services that are offered here; all public ones when empty.
    #[serde(default)]
    pub services: Vec<String>,
    /// Whether applications are taken here. False for an agency that grants no
    /// permits: its standards are shown, and nothing is sent to it.
    #[serde(default = "taken")]
    pub applications: bool,
    /// The agency's own pages.
    #[serde(default)]
    pub link: Option<String>,
    /// By which clock its office works.
    #[serde(default = "wib")]
    pub zone: Zone,
    /// Where its officers sign in to the desk; with a token alone where it is absent.
    #[serde(default)]
    pub sign_in: Option<SignIn>,
}

/// An agency's own provider of sign-in (OpenID Connect), which the agency's deployment
/// trusts as one of its issuers, with the client as the audience.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignIn {
    /// The `iss` of its tokens, to the letter: `https`, or `http` on this very machine.
    pub issuer: String,
    /// What this gateway is called there.
    pub client_id: String,
    /// The file with the client's secret, where the provider gave one.
    #[serde(default)]
    pub client_secret_file: Option<PathBuf>,
}

/// How programs of others report over Open311.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Open311Settings {
    /// How one reaches who runs this gateway, in words.
    pub contact: String,
    /// How one gets a key, in words.
    pub key_service: String,
    /// Who has one.
    #[serde(default, rename = "client")]
    pub clients: Vec<Open311Client>,
}

/// A program that may report.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Open311Client {
    /// What it is called.
    pub name: String,
    /// The SHA-256 of its key in lower-case hex. The key is 32 random bytes or
    /// more, so that nobody finds it from here.
    pub key_sha256: String,
}

fn wib() -> Zone {
    Zone::Wib
}

fn taken() -> bool {
    true
}

/// Why a registry cannot be used, in words for whoever wrote it.
#[derive(Debug, thiserror::Error)]
pub enum RegistryError {
    /// The file cannot be read.
    #[error("the registry {path} cannot be read: {why}")]
    Unreadable {
        /// The file.
        path: String,
        /// What the system said.
        why: std::io::Error,
    },
    /// A key or value that does not fit.
    #[error("the registry does not fit:\n{0}")]
    Malformed(#[from] toml::de::Error),
    /// Everything that contradicts itself.
    #[error("the registry contradicts itself: {}", .0.join("; "))]
    Contradictory(Vec<String>),
}

impl Registry {
    /// Reads and checks the file.
    ///
    /// # Errors
    /// [`RegistryError`], to be shown as it is.
    pub fn read(path: &Path) -> Result<Self, RegistryError> {
        let text = fs::read_to_string(path)
            .map_err(|why| RegistryError::Unreadable { path: path.display().to_string(), why })?;
        Self::parse(&text)
    }

    /// Reads and checks the text of a registry.
    ///
    /// # Errors
    /// [`RegistryError`], to be shown as it is.
    pub fn parse(text: &str) -> Result<Self, RegistryError> {
        let registry: Self = toml::from_str(text)?;
        let faults = registry.faults();
        if faults.is_empty() { Ok(registry) } else { Err(RegistryError::Contradictory(faults)) }
    }

    fn faults(&self) -> Vec<String> {
        let (mut ids, mut codes) = (BTreeSet::new(), BTreeSet::new());
        let mut faults = Vec::new();
        for client in self.open311.iter().flat_map(|settings| &settings.clients) {
            let is_digest = |b: u8| matches!(b, b'0'..=b'9' | b'a'..=b'f');
            if client.key_sha256.len() != 64 || !client.key_sha256.bytes().all(is_digest) {
                faults.push(format!("key_sha256 of {} must be 64 hexadecimal digits", client.name));
            }
        }
        for agency in &self.agencies {
            let id = &agency.id;
            if !ids.insert(id) {
                faults.push(format!("{id} is listed twice"));
            }
            for code in &agency.codes {
                if !codes.insert(code) {
                    faults.push(format!("the code {code} leads to two agencies"));
                }
            }
            if agency.mode == Mode::Full && agency.endpoint.is_none() {
                faults.push(format!("{id} has no endpoint"));
            }
            if agency.mode == Mode::LinkOnly && agency.link.is_none() {
                faults.push(format!("{id} has no link"));
            }
            if agency.sign_in.as_ref().is_some_and(|it| !edge::is_safe_address(&it.issuer)) {
                faults.push(format!("the issuer of {id} must begin with https://"));
            }
            if agency.link.as_ref().is_some_and(|link| !link.starts_with("https://")) {
                faults.push(format!("the link of {id} must begin with https://"));
            }
        }
        faults
    }

    /// The agency called `id`.
    #[must_use]
    pub fn agency(&self, id: &str) -> Option<&Agency> {
        self.agencies.iter().find(|agency| agency.id.as_str() == id)
    }

    /// The agencies that can be asked.
    pub fn full(&self) -> impl Iterator<Item = &Agency> {
        self.agencies.iter().filter(|agency| agency.mode == Mode::Full)
    }
}

impl Open311Settings {
    /// Whether `key` is the key of one of the programs.
    #[must_use]
    pub fn knows(&self, key: &str) -> bool {
        let digest = hex::encode(Sha256::digest(key));
        self.clients.iter().any(|client| client.key_sha256 == digest)
    }
}

impl Agency {
    /// `agencies/{agency}`.
    #[must_use]
    pub fn resource(&self) -> String {
        format!("agencies/{}", self.id)
    }

    /// Whether the mall offers that service of the agency.
    #[must_use]
    pub fn offers(&self, service: &str) -> bool {
        self.services.is_empty() || self.services.iter().any(|offered| offered == service)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_registry_is_refused_with_everything_that_is_wrong_in_it() {
        let text = r#"
            mall = "Contoh"
            [open311]
            contact = "mpp@contoh.example"
            key_service = "Minta lewat surel"
            [[open311.client]]
            name = "aplikasi warga"
            key_sha256 = "rahasia"
            [[agency]]
            id = "dinkes"
            name = "Dinas Kesehatan"
            codes = ["KES"]
            [[agency]]
            id = "dinkes"
            name = "Dinas Kesehatan"
            mode = "link-only"
            link = "http://dinkes.example"
            codes = ["KES"]
            sign_in = { issuer = "http://sso.dinkes.example", client_id = "meja" }
        "#;

        let Err(RegistryError::Contradictory(faults)) = Registry::parse(text) else { panic!() };

        assert_eq!(faults.len(), 6, "{faults:?}");
    }

    #[test]
    fn a_key_is_known_by_its_digest_alone() {
        let client = Open311Client {
            name: "aplikasi warga".to_owned(),
            key_sha256: hex::encode(Sha256::digest("kunci")),
        };
        let settings = Open311Settings {
            contact: String::new(),
            key_service: String::new(),
            clients: vec![client],
        };

        assert!(settings.knows("kunci"));
        assert!(!settings.knows("") && !settings.knows(&settings.clients[0].key_sha256));
    }

    #[test]
    fn a_small_registry_is_enough() {
        let text = r#"
            mall = "Contoh"
            [[agency]]
            id = "polres"
            name = "Kepolisian Resor"
            mode = "queue-only"
        "#;

        let registry = Registry::parse(text).unwrap();

        assert_eq!(registry.full().count(), 0);
        let polres = registry.agency("polres").unwrap();
        assert!(polres.offers("skck") && polres.applications);
    }
}
