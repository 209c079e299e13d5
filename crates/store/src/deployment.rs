//! The deployment's own record: what the journal's first event fixes for ever.

use kernel::AgencyId;
use serde::{Deserialize, Serialize};

/// The first event of every journal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Opened {
    /// The log's name, as in every body.
    pub(crate) origin: String,
    /// The legal agency whose deployment this is.
    pub(crate) agency: AgencyId,
    /// Whether time is scripted: then all of it is a simulation.
    pub(crate) simulation: bool,
}

impl Opened {
    pub(crate) const KIND: &'static str = "journal.opened";
}

/// What a deployment is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DeploymentRecord {
    /// The log's name, as in every event body.
    pub origin: String,
    /// The legal agency whose deployment this is.
    pub agency: AgencyId,
    /// Whether time is scripted: shown as SIMULASI everywhere.
    pub simulation: bool,
}

impl From<Opened> for DeploymentRecord {
    fn from(Opened { origin, agency, simulation }: Opened) -> Self {
        Self { origin, agency, simulation }
    }
}
