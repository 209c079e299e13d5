//! The settings of `opd serve`: a TOML file, and the environment over it.
//!
//! Every default is safe: loopback only, no foreign issuer, no example service.

use std::{collections::BTreeSet, fmt, net::SocketAddr, path::PathBuf};

use calendar::Zone;
use edge::TrustedIssuer;
use kernel::{AgencyId, PersonId};
use serde::Deserialize;

/// What surveys ask where the settings say nothing: the nine elements of the regulation.
pub(crate) const QUESTIONNAIRE: &str = "skm-9";

/// Years for which an ended case is kept where its service names none: the
/// agency's own policy until its archive schedule (JRA, UU 43/2009) says
/// otherwise, and no law.
pub const RETENTION_YEARS: u32 = 10;

/// What an administrator can set. Every key is optional but `agency`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// The legal agency whose deployment this is, as `dpmptsp-kotim`.
    pub agency: AgencyId,
    /// Where to listen.
    #[serde(default = "loopback")]
    pub listen: SocketAddr,
    /// Where `/healthz`, `/readyz` and `/metrics` are answered in plain HTTP, as
    /// `127.0.0.1:9464`; nowhere by default. For the machine's keepers only.
    #[serde(default)]
    pub metrics: Option<SocketAddr>,
    /// The collector to which spans go by OTLP over gRPC, as `http://127.0.0.1:4317`;
    /// none by default.
    #[serde(default)]
    pub traces: Option<String>,
    /// For how many seconds a server that is told to stop says so and still serves, so
    /// that a load balancer looks elsewhere; 0 by default.
    #[serde(default)]
    pub stop_notice_seconds: u64,
    /// The folder of this deployment's certificate, for callers from other
    /// machines: `certificate.pem`, `key.pem`, `authority.pem` and `peers.toml`.
    /// Without it everything is in the clear, for this machine alone.
    #[serde(default)]
    pub tls: Option<PathBuf>,
    /// The folder for the keys and the embedded database.
    #[serde(default = "data")]
    pub data: PathBuf,
    /// `sqlite:PATH` or `postgres://…`; the embedded one in `data` by default.
    #[serde(default)]
    pub database: Option<String>,
    /// Where files are kept: `file:///FOLDER`, or
    /// `s3://BUCKET?endpoint=https://HOST&region=NAME`; the folder `objects` in
    /// `data` by default. They are sealed before they go there.
    #[serde(default)]
    pub objects: Option<String>,
    /// The id of the bucket's access key.
    #[serde(default)]
    pub objects_key_id: Option<String>,
    /// The secret of the bucket's access key; better from the environment.
    #[serde(default)]
    pub objects_secret: Option<Hidden>,
    /// The largest file that a case takes, in MiB.
    #[serde(default = "largest_file_mib")]
    pub largest_file_mib: u64,
    /// The folder of `*.sop.toml` and `*.service.toml` files to publish.
    #[serde(default)]
    pub catalogue: Option<PathBuf>,
    /// How the receipts of complaints begin, 2 to 5 letters; that of the agency's
    /// services by default.
    #[serde(default)]
    pub agency_code: Option<String>,
    /// For how many days a reporter may object to the answer to a complaint. No law
    /// that we have read says how many; SP4N is said to take ten.
    #[serde(default = "objection_days")]
    pub complaint_objection_days: u32,
    /// The areas of service that the agency offers, as `["permits", "standards"]`;
    /// all by default.
    #[serde(default = "crate::all_areas")]
    pub services: BTreeSet<crate::Area>,
    /// The agency's time zone: `WIB`, `WITA` or `WIT`.
    #[serde(default = "wib")]
    pub zone: Zone,
    /// Whether the contract is served by reflection; it is as public as the source.
    #[serde(default = "yes")]
    pub reflection: bool,
    /// Under which address people reach the public pages, as
    /// `https://izin.contoh.go.id`; the QR codes of documents lead there.
    #[serde(default)]
    pub public_url: Option<String>,
    /// Who signs documents, as printed; no catalogue names a person.
    #[serde(default)]
    pub signature: crate::Signature,
    /// The questionnaire that surveys ask: `skm-9`, `skm-8`, `skm-11`, `ipkp-8` or another
    /// that comes with the program.
    #[serde(default = "questionnaire")]
    pub questionnaire: String,
    /// The inspectorate that reads the reports of whistleblowers; without it none are taken.
    #[serde(default)]
    pub inspectorate: Option<crate::Inspectorate>,
    /// The signing service; without it a development certificate signs.
    #[serde(default)]
    pub bsre: Option<Bsre>,
    /// Years for which an ended case is kept where its service names none.
    #[serde(default = "retention_years")]
    pub retention_years: u32,
    /// From when on a contact that several applicants share is shown to superiors.
    #[serde(default)]
    pub shared_contacts: SharedContacts,
    /// Issuers of officers' tokens besides the local one.
    #[serde(default)]
    pub issuer: Vec<TrustedIssuer>,
    /// Who may enrol officers and assign duties from the first start on.
    #[serde(default)]
    pub administrator: Vec<Administrator>,
    /// The ways by which applicants are told; none by default.
    #[serde(default)]
    pub notices: notices::Settings,
    /// The agencies with deployments of their own; none by default.
    #[serde(default)]
    pub partner: Vec<crate::Partner>,
    /// The gateways that may follow how cases stand, to keep an index of receipts: the
    /// URIs in their certificates. Without `tls`, `this-machine` is whoever calls from
    /// this machine itself. None by default.
    #[serde(default)]
    pub gateways: BTreeSet<String>,
}

/// A first administrator. Written to the journal once, at the first start.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Administrator {
    /// The person's pseudonym.
    pub person: PersonId,
    /// The `sub` of the person's tokens.
    pub subject: String,
    /// The `iss` of the person's tokens; the local issuer by default.
    #[serde(default)]
    pub issuer: Option<String>,
}

/// A setting that is never printed.
#[derive(Clone, Deserialize)]
#[serde(transparent)]
pub struct Hidden(String);

impl fmt::Debug for Hidden {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Hidden(..)")
    }
}

/// Balai Besar Sertifikasi Elektronik, as its client reaches it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bsre {
    /// The service's address.
    pub address: String,
    /// The account of this system.
    pub account: String,
    /// Its password.
    pub password: Hidden,
    /// How long a signature may take.
    #[serde(default = "half_a_minute")]
    pub timeout_seconds: u64,
}

fn half_a_minute() -> u64 {
    30
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
}

fn loopback() -> SocketAddr {
    SocketAddr::from(([127, 0, 0, 1], 7070))
}

fn data() -> PathBuf {
    PathBuf::from("satupintu-data")
}

fn questionnaire() -> String {
    QUESTIONNAIRE.to_owned()
}

fn wib() -> Zone {
    Zone::Wib
}

/// Enough for a scanned deed, and soon sent on a slow line.
pub(crate) const LARGEST_FILE_MIB: u64 = 25;

fn largest_file_mib() -> u64 {
    LARGEST_FILE_MIB
}

/// When a telephone number or address behind several applicants is shown to
/// superiors. Our own values; no law names any.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct SharedContacts {
    /// From so many distinct persons on.
    pub persons: u32,
    /// Within so many days.
    pub days: u32,
}

impl Default for SharedContacts {
    fn default() -> Self {
        Self { persons: 3, days: 90 }
    }
}

/// As SP4N-LAPOR! is said to do it: the agency's own setting, no law.
pub(crate) const OBJECTION_DAYS: u32 = 10;

fn objection_days() -> u32 {
    OBJECTION_DAYS
}

fn retention_years() -> u32 {
    RETENTION_YEARS
}

fn yes() -> bool {
    true
}

/// Keys that the environment may set, each as `SATUPINTU_` and the key in capitals.
const FROM_ENVIRONMENT: [&str; 12] = [
    "agency",
    "listen",
    "metrics",
    "tls",
    "data",
    "database",
    "objects",
    "objects_key_id",
    "objects_secret",
    "catalogue",
    "zone",
    "public_url",
];

impl Settings {
    /// Reads the file, if one is given, and lays the environment over it.
    ///
    /// # Errors
    /// [`SettingsError`], to be shown as it is.
    pub fn read(
        file: Option<&std::path::Path>,
        environment: impl Fn(&str) -> Option<String>,
    ) -> Result<Self, SettingsError> {
        let text = match file {
            Some(path) => std::fs::read_to_string(path).map_err(|why| {
                SettingsError::Unreadable { path: path.display().to_string(), why }
            })?,
            None => String::new(),
        };
        Self::parse(&text, environment)
    }

    fn parse(
        text: &str,
        environment: impl Fn(&str) -> Option<String>,
    ) -> Result<Self, SettingsError> {
        let set = FROM_ENVIRONMENT
            .map(|key| (key, environment(&format!("SATUPINTU_{}", key.to_ascii_uppercase()))));
        if set.iter().all(|(_, value)| value.is_none()) {
            // Straight from the text, so that a fault shows its line.
            return Ok(toml::from_str(text)?);
        }
        let mut table: toml::Table = toml::from_str(text)?;
        for (key, value) in set {
            if let Some(value) = value {
                table.insert(key.to_owned(), toml::Value::String(value));
            }
        }
        Ok(table.try_into()?)
    }

    /// The database's URL.
    #[must_use]
    pub fn database_url(&self) -> String {
        self.database.clone().unwrap_or_else(|| embedded_url(&self.data))
    }

    /// Where the QR codes of documents lead.
    #[must_use]
    pub fn public_url(&self) -> String {
        let here = || format!("http://localhost:{}", self.listen.port());
        self.public_url.clone().unwrap_or_else(here)
    }

    /// The signing service, ready to be asked.
    #[must_use]
    pub fn bsre(&self) -> Option<signing::BsreSettings> {
        let Bsre { address, account, password: Hidden(password), timeout_seconds } =
            self.bsre.clone()?;
        Some(signing::BsreSettings {
            address,
            account,
            password: signing::Passphrase::new(password),
            timeout: std::time::Duration::from_secs(timeout_seconds),
        })
    }

    /// What the bucket of the files asks for.
    #[must_use]
    pub fn object_credentials(&self) -> Option<files::Credentials> {
        let (key_id, Hidden(secret)) = (self.objects_key_id.clone()?, self.objects_secret.clone()?);
        Some(files::Credentials { key_id, secret })
    }
}

/// The URL of the embedded database in a data folder.
#[must_use]
pub fn embedded_url(data: &std::path::Path) -> String {
    format!("sqlite:{}", data.join("satupintu.db").display())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_environment_lies_over_the_file() {
        let text = "agency = \"dpmptsp\"\nlisten = \"127.0.0.1:1\"";
        let environment = |key: &str| (key == "SATUPINTU_LISTEN").then(|| "127.0.0.1:2".to_owned());

        let settings = Settings::parse(text, environment).unwrap();

        assert_eq!(settings.listen.port(), 2);
    }

    #[test]
    fn a_key_that_nobody_knows_is_refused_with_its_line() {
        let error = Settings::parse("agency = \"dpmptsp\"\nlisen = \"x\"", |_| None).unwrap_err();

        assert!(error.to_string().contains("lisen"), "{error}");
        assert!(error.to_string().contains("line 2"), "{error}");
    }

    #[test]
    fn services_are_picked_by_name_and_a_name_that_nobody_knows_is_refused() {
        let picked = Settings::parse("agency = \"a\"\nservices = [\"standards\"]", |_| None);
        let unknown = Settings::parse("agency = \"a\"\nservices = [\"taxes\"]", |_| None);

        assert_eq!(picked.unwrap().services, BTreeSet::from([crate::Area::Standards]));
        assert!(unknown.unwrap_err().to_string().contains("taxes"));
    }

    #[test]
    fn an_inspectorate_without_a_sound_key_is_refused() {
        let with = |key: &str| {
            let text = format!(
                "agency = \"a\"\n[inspectorate]\ntitle = \"Inspektorat\"\npublic_key = \"{key}\""
            );
            Settings::parse(&text, |_| None)
        };

        assert!(with(&"07".repeat(32)).unwrap().inspectorate.is_some());
        assert!(with("07").unwrap_err().to_string().contains("64 hexadecimal digits"));
    }

    #[test]
    fn an_agency_alone_is_enough_and_listens_on_loopback_only() {
        let settings = Settings::parse("agency = \"dpmptsp\"", |_| None).unwrap();

        assert!(settings.listen.ip().is_loopback());
        assert_eq!(settings.database_url(), "sqlite:satupintu-data/satupintu.db");
    }
}
