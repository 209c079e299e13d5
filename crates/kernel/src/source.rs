//! Where a value comes from: a published text, or an example of ours.

use serde::{Deserialize, Serialize};

/// Whether an agency published a value, or we filled a silence with an example.
///
/// An example is always shown as "contoh, bukan ketentuan" (an example, not a
/// rule), and a service that rests on one cannot be published for real.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Source {
    /// Read in what an agency or a regulation published.
    Published,
    /// Ours, so that checks can run where the source is silent.
    Example,
}

/// A rule's citation, as an official would write it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Citation {
    /// For example `UU 30/2014 Ps 53 ayat (4)`.
    pub text: String,
    /// Whether the agency itself cites it.
    pub source: Source,
}
