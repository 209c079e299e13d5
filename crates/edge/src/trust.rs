//! Whose tokens count: the setting that names issuers and their keys.

use std::path::PathBuf;

use serde::Deserialize;

/// One issuer of tokens and what a token of it must say.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TrustedIssuer {
    /// The token's `iss`, to the letter.
    pub issuer: String,
    /// What the token's `aud` must contain.
    pub audience: String,
    /// Where its public keys are.
    pub keys: KeySource,
}

/// Where a JSON Web Key Set (RFC 7517) is found.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum KeySource {
    /// In the setting itself; never read again.
    Inline(String),
    /// In a file, read at start and again when a token names an unknown key.
    File(PathBuf),
    /// At an address, fetched at the first token and again when a token names
    /// an unknown key. `https`, or `http` on this very machine: who can change
    /// the answer on its way can sign in as anybody.
    Address(String),
}

/// Why the settings of trust cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum TrustError {
    /// The same `iss` twice: which audience would count?
    #[error("the issuer {issuer} is listed twice")]
    Twice {
        /// The `iss`.
        issuer: String,
    },
    /// An empty name would match a token that says nothing.
    #[error("an issuer and its audience must have names")]
    Nameless,
    /// Give the key set's `https` address.
    #[error("the keys of {issuer} must be at an https address, not {address}")]
    UnsafeAddress {
        /// The `iss`.
        issuer: String,
        /// The address given.
        address: String,
    },
    /// The key set in the setting or the file is missing or unreadable.
    #[error("the keys of {issuer} cannot be read: {reason}")]
    Unreadable {
        /// The `iss`.
        issuer: String,
        /// What is wrong.
        reason: String,
    },
}

impl TrustedIssuer {
    pub(crate) fn check(&self) -> Result<(), TrustError> {
        if self.issuer.is_empty() || self.audience.is_empty() {
            return Err(TrustError::Nameless);
        }
        match &self.keys {
            KeySource::Address(address) if !is_safe_address(address) => {
                Err(TrustError::UnsafeAddress {
                    issuer: self.issuer.clone(),
                    address: address.clone(),
                })
            }
            KeySource::Address(_) | KeySource::File(_) | KeySource::Inline(_) => Ok(()),
        }
    }
}

/// Whether what is fetched there comes from whom it is asked of: `https`, or `http` on
/// this very machine.
#[must_use]
pub fn is_safe_address(address: &str) -> bool {
    let Ok(uri) = address.parse::<http::Uri>() else { return false };
    let host = uri.host().unwrap_or_default();
    match uri.scheme_str() {
        Some("https") => !host.is_empty(),
        Some("http") => is_this_machine(host),
        _ => false,
    }
}

/// Whether the host of an address is this very machine.
pub(crate) fn is_this_machine(host: &str) -> bool {
    matches!(host, "localhost" | "127.0.0.1" | "[::1]")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_come_over_tls_or_from_this_machine() {
        assert!(is_safe_address("https://sso.example.go.id/jwks"));
        assert!(is_safe_address("http://127.0.0.1:8080/jwks"));
        assert!(is_safe_address("http://[::1]:8080/jwks"));
        assert!(!is_safe_address("http://sso.example.go.id/jwks"));
        assert!(!is_safe_address("http://127.0.0.1.example.com/jwks"));
        assert!(!is_safe_address("file:///etc/jwks"));
        assert!(!is_safe_address("jwks"));
    }
}
