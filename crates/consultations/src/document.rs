//! Which text is consulted on.

use kernel::Slug;
use serde::{Deserialize, Serialize};

/// What kind of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DocumentKind {
    /// A service standard (standar pelayanan).
    Standard,
    /// A procedure (SOP).
    Sop,
}

/// One version of a text of the agency.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Document {
    /// What kind of text.
    pub kind: DocumentKind,
    /// The service of the standard, or the procedure.
    pub id: Slug,
    /// The version.
    pub version: u32,
}

/// Who is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Audience {
    /// Everybody.
    Public,
    /// Other offices: the service is one for them (layanan internal).
    Internal,
}
