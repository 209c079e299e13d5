//! Mutual TLS between deployments. Both sides show a certificate of the same
//! authority and are known by the one URI in it, never by an address.
//!
//! A folder holds what a deployment needs: `certificate.pem`, `key.pem`,
//! `authority.pem`, and at a server `peers.toml`. Certificates that were
//! renewed count from the next connection on; a peer that is taken off the list
//! is refused from the next call on, also on a connection that is open.

mod credentials;
mod dialling;
mod identity;
mod peers;
mod standing;

pub use credentials::TlsError;
pub use dialling::{Dialling, DiallingError, is_unrecognised};
pub(crate) use identity::Identity;
pub(crate) use peers::Peers;
pub use standing::Tls;
