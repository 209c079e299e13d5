//! The issuer of tokens that a deployment brings along: enough to begin with,
//! before an agency connects its own single sign-on. It knows no passwords and
//! no persons: it signs what the command line tells it to.

use std::{fmt, path::Path};

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use ed25519_dalek::{Signer, SigningKey};
use kernel::Instant;
use sha2::{Digest, Sha256};

use crate::{
    keyfile,
    trust::{KeySource, TrustedIssuer},
};

/// Why the local issuer's key could not be made or read.
#[derive(Debug, thiserror::Error)]
pub enum IssuerError {
    /// The file system refused; the path says where.
    #[error("cannot {act} {path}: {source}")]
    File {
        /// What was tried.
        act: &'static str,
        /// Where.
        path: String,
        /// What the system said.
        source: std::io::Error,
    },
    /// Others than the owner can read the key: `chmod 600` it, and make a new
    /// one when somebody may have read it.
    #[error("the key file {path} can be read by others (mode {mode:03o}); it must be 600")]
    ReadableByOthers {
        /// The key file.
        path: String,
        /// Its permission bits.
        mode: u32,
    },
    /// Not an Ed25519 key in PKCS#8 PEM.
    #[error("the key file {path} holds no Ed25519 key in PKCS#8 PEM")]
    NotAKey {
        /// The key file.
        path: String,
    },
    /// The system gave no random bytes.
    #[error("the system gives no random bytes")]
    NoRandomness,
}

/// Signs tokens with an Ed25519 key of its own.
pub struct LocalIssuer {
    name: String,
    key: SigningKey,
    key_id: String,
}

impl LocalIssuer {
    /// The issuer whose key lies in `directory`; made there at the first start.
    /// `deployment` names it among issuers: `satupintu-local:{deployment}`.
    ///
    /// # Errors
    /// [`IssuerError`], each variant with what to do.
    pub fn open(directory: &Path, deployment: &str) -> Result<Self, IssuerError> {
        let key = keyfile::open(directory)?;
        let key_id = thumbprint(&key);
        Ok(Self { name: format!("satupintu-local:{deployment}"), key, key_id })
    }

    /// The `iss` of its tokens.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// A token for `subject`, valid for `audience` from `now` on for
    /// `ttl_seconds`. `now` is the time of day ([`crate::wall_clock`]).
    #[must_use]
    pub fn sign(&self, subject: &str, audience: &str, ttl_seconds: u32, now: Instant) -> String {
        let issued_at = now.micros().div_euclid(1_000_000);
        let header = serde_json::json!({ "alg": "EdDSA", "typ": "JWT", "kid": self.key_id });
        let claims = serde_json::json!({
            "iss": self.name,
            "sub": subject,
            "aud": audience,
            "iat": issued_at,
            "exp": issued_at.saturating_add(i64::from(ttl_seconds)),
        });
        let signed = format!(
            "{}.{}",
            URL_SAFE_NO_PAD.encode(header.to_string()),
            URL_SAFE_NO_PAD.encode(claims.to_string())
        );
        let signature = self.key.sign(signed.as_bytes());
        format!("{signed}.{}", URL_SAFE_NO_PAD.encode(signature.to_bytes()))
    }

    /// The public key as a JSON Web Key Set (RFC 7517).
    #[must_use]
    pub fn jwks(&self) -> String {
        let x = URL_SAFE_NO_PAD.encode(self.key.verifying_key().as_bytes());
        let key = serde_json::json!({
            "kty": "OKP", "crv": "Ed25519", "use": "sig", "alg": "EdDSA", "kid": self.key_id, "x": x,
        });
        serde_json::json!({ "keys": [key] }).to_string()
    }

    /// The setting by which a server accepts this issuer's tokens for `audience`.
    #[must_use]
    pub fn trust(&self, audience: &str) -> TrustedIssuer {
        TrustedIssuer {
            issuer: self.name.clone(),
            audience: audience.to_owned(),
            keys: KeySource::Inline(self.jwks()),
        }
    }
}

impl fmt::Debug for LocalIssuer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LocalIssuer").field("name", &self.name).finish_non_exhaustive()
    }
}

/// RFC 7638, members in lexicographic order: the key id follows from the key,
/// so it can neither be forgotten nor given twice.
fn thumbprint(key: &SigningKey) -> String {
    let x = URL_SAFE_NO_PAD.encode(key.verifying_key().as_bytes());
    let members = format!(r#"{{"crv":"Ed25519","kty":"OKP","x":"{x}"}}"#);
    URL_SAFE_NO_PAD.encode(Sha256::digest(members.as_bytes()))
}
