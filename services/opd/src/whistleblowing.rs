//! `satupintu.whistleblowing.v1.WhistleblowingService`: carries reports to the inspectorate,
//! and cannot read one.

mod service;
mod wire;

use serde::Deserialize;
use whistleblowing::PublicKey;

pub(crate) use service::WhistleblowingService;

/// The inspectorate that reports go to. Its private key is never here.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Inspectorate {
    /// What it is called, as `Inspektorat Kabupaten Kotawaringin Timur`.
    pub title: String,
    /// The key to which reports are sealed: 64 hexadecimal digits, as
    /// `satupintu inspect keygen` shows them.
    pub public_key: PublicKey,
}
