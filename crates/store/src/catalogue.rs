//! Published SOPs and services: pinned texts, and the version that new cases take.

use kernel::AgencyId;
use serde::{Deserialize, Serialize};

use crate::record::{Record, to_json};

/// A version of an SOP was published.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SopPublished {
    pub(crate) sop: String,
    pub(crate) version: u32,
    /// SHA-256 of the text, in lower-case hex.
    pub(crate) digest: String,
}

/// A version of a service was published.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ServicePublished {
    pub(crate) service: String,
    pub(crate) agency: AgencyId,
    pub(crate) version: u32,
    /// SHA-256 of the text, in lower-case hex.
    pub(crate) digest: String,
}

/// A version of a service was withdrawn: no new case starts on it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ServiceWithdrawn {
    pub(crate) service: String,
    pub(crate) version: u32,
}

/// What happened in the catalogue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Published {
    Sop(SopPublished),
    Service(ServicePublished),
    Withdrawn(ServiceWithdrawn),
}

impl Published {
    pub(crate) fn kind(&self) -> &'static str {
        match self {
            Self::Sop(_) => "catalogue.sop_published",
            Self::Service(_) => "catalogue.service_published",
            Self::Withdrawn(_) => "catalogue.service_withdrawn",
        }
    }

    pub(crate) fn payload(&self) -> String {
        match self {
            Self::Sop(event) => to_json(event),
            Self::Service(event) => to_json(event),
            Self::Withdrawn(event) => to_json(event),
        }
    }

    pub(crate) fn decode(kind: &str, version: u16, payload: &str) -> Result<Self, String> {
        match (kind, version) {
            ("catalogue.sop_published", 1) => serde_json::from_str(payload).map(Self::Sop),
            ("catalogue.service_published", 1) => serde_json::from_str(payload).map(Self::Service),
            ("catalogue.service_withdrawn", 1) => {
                serde_json::from_str(payload).map(Self::Withdrawn)
            }
            _ => return Err(format!("event kind {kind} version {version} is unknown")),
        }
        .map_err(|why| why.to_string())
    }

    /// The record that a first publication makes.
    ///
    /// `None` for a withdrawal: nothing was there to be withdrawn.
    pub(crate) fn first(&self) -> Option<Record> {
        match self {
            Self::Sop(event) => Some(Record::Sop(SopRecord { versions: Vec::new() }.evolve(event))),
            Self::Service(event) => {
                let agency = event.agency.clone();
                let record = ServiceRecord { agency, versions: Vec::new(), withdrawn: None };
                Some(Record::Service(record.evolve(event)))
            }
            Self::Withdrawn(_) => None,
        }
    }
}

/// One published version of a text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Version {
    pub(crate) version: u32,
    pub(crate) digest: String,
}

/// The published versions of an SOP.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SopRecord {
    pub(crate) versions: Vec<Version>,
}

impl SopRecord {
    pub(crate) fn evolve(mut self, event: &SopPublished) -> Self {
        self.versions.push(Version { version: event.version, digest: event.digest.clone() });
        self
    }
}

/// The published versions of a service; new cases start on the last.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ServiceRecord {
    pub(crate) agency: AgencyId,
    pub(crate) versions: Vec<Version>,
    /// The last version that was withdrawn. Nothing older comes back by it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) withdrawn: Option<u32>,
}

impl ServiceRecord {
    pub(crate) fn evolve(mut self, event: &ServicePublished) -> Self {
        self.versions.push(Version { version: event.version, digest: event.digest.clone() });
        self
    }

    pub(crate) fn withdraw(mut self, event: &ServiceWithdrawn) -> Self {
        self.withdrawn = Some(event.version);
        self
    }

    pub(crate) fn current(&self) -> Option<u32> {
        let last = self.versions.last().map(|version| version.version);
        last.filter(|version| self.withdrawn != Some(*version))
    }
}
