//! A signed token (JWS compact, RFC 7515 and 7519) taken apart. Nothing in it
//! is believed before [`Token::verify`] has answered.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use kernel::Instant;
use serde::{Deserialize, de::IgnoredAny};

use crate::{
    auth_error::AuthError,
    keys::{Algorithm, Key},
};

/// Longer than any token that names a person and no more.
pub(crate) const LONGEST: usize = 8 * 1024;
/// How far two clocks may stand apart.
pub(crate) const LEEWAY_SECONDS: i64 = 30;

/// The parts of a token, not yet verified.
pub(crate) struct Token<'a> {
    signed: &'a str,
    signature: &'a str,
    algorithm: Algorithm,
    /// The header's `kid`. An issuer with one key need not say which it was
    /// (OpenID Connect Core 1.0, section 10.1).
    pub(crate) key_id: Option<String>,
    claims: Claims,
}

impl<'a> Token<'a> {
    pub(crate) fn parse(text: &'a str) -> Result<Self, AuthError> {
        if text.len() > LONGEST {
            return Err(AuthError::Malformed);
        }
        let (signed, signature) = text.rsplit_once('.').ok_or(AuthError::Malformed)?;
        let (header, claims) = signed.split_once('.').ok_or(AuthError::Malformed)?;

        let Header { alg, kid, typ, crit } = decode(header)?;
        // Extensions marked critical must be understood, and we understand none.
        if crit.is_some() || !typ.is_none_or(|typ| is_access_or_identity(&typ)) {
            return Err(AuthError::Malformed);
        }
        let algorithm = Algorithm::parse(&alg).ok_or(AuthError::AlgorithmRefused)?;
        Ok(Self { signed, signature, algorithm, key_id: kid, claims: decode(claims)? })
    }

    /// Who signed it, as the token itself says.
    pub(crate) fn issuer(&self) -> &str {
        &self.claims.iss
    }

    /// The subject and the second at which the token ends, when everything
    /// about it holds. The signature first: what an unsigned token says about
    /// time or audience is nobody's business.
    pub(crate) fn verify(
        self,
        key: &Key,
        audience: &str,
        now: Instant,
    ) -> Result<(String, i64), AuthError> {
        if key.algorithm() != self.algorithm {
            return Err(AuthError::AlgorithmRefused);
        }
        if !key.verifies(self.signed, self.signature) {
            return Err(AuthError::SignatureWrong);
        }
        let Claims { iss: _, sub, aud, exp, nbf } = self.claims;
        if !aud.names(audience) {
            return Err(AuthError::AudienceWrong);
        }
        if sub.is_empty() || sub.len() > 255 || sub.chars().any(char::is_control) {
            return Err(AuthError::Malformed);
        }
        let now = now.micros().div_euclid(1_000_000);
        let ends = seconds(&exp)?;
        if now >= ends.saturating_add(LEEWAY_SECONDS) {
            return Err(AuthError::Expired);
        }
        if let Some(nbf) = nbf
            && now < seconds(&nbf)?.saturating_sub(LEEWAY_SECONDS)
        {
            return Err(AuthError::NotYetValid);
        }
        Ok((sub, ends))
    }
}

#[derive(Deserialize)]
struct Header {
    alg: String,
    kid: Option<String>,
    typ: Option<String>,
    crit: Option<IgnoredAny>,
}

#[derive(Deserialize)]
struct Claims {
    iss: String,
    sub: String,
    aud: Audience,
    exp: serde_json::Number,
    nbf: Option<serde_json::Number>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Audience {
    One(String),
    Many(Vec<String>),
}

impl Audience {
    fn names(&self, audience: &str) -> bool {
        match self {
            Self::One(one) => one == audience,
            Self::Many(many) => many.iter().any(|one| one == audience),
        }
    }
}

/// Logout and event tokens are signed with the same keys and sign nobody in.
fn is_access_or_identity(typ: &str) -> bool {
    let typ = typ.to_ascii_lowercase();
    matches!(typ.strip_prefix("application/").unwrap_or(&typ), "jwt" | "at+jwt")
}

fn decode<T: for<'de> Deserialize<'de>>(part: &str) -> Result<T, AuthError> {
    let json = URL_SAFE_NO_PAD.decode(part).map_err(|_| AuthError::Malformed)?;
    serde_json::from_slice(&json).map_err(|_| AuthError::Malformed)
}

/// RFC 7519 allows fractions of a second; they are cut off.
#[expect(clippy::cast_possible_truncation, reason = "the cast saturates, which is what is meant")]
fn seconds(date: &serde_json::Number) -> Result<i64, AuthError> {
    let whole = date.as_i64().or_else(|| date.as_f64().map(|fraction| fraction as i64));
    whole.ok_or(AuthError::Malformed)
}
