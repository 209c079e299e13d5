//! A sign-in that has begun at an agency's provider: what ties its end to this browser
//! (OpenID Connect Core 1.0, section 3.1; PKCE, RFC 7636).
//!
//! It is in a sealed cookie of its own, because the session's comes along only from our
//! own pages, and a provider leads back from elsewhere.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use http::{HeaderMap, HeaderValue};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::{
    portal::{
        language::Language,
        session::{Cookie, Sessions, now},
    },
    random,
};

const COOKIE: Cookie = Cookie { name: "satupintu-masuk", place: "sign-in", same_site: "Lax" };
/// Longer than anybody types a password.
const LASTS_SECONDS: i64 = 600;

#[derive(Serialize, Deserialize)]
pub(super) struct Attempt {
    /// At which agency's provider.
    agency: String,
    /// Comes back in the address.
    pub(super) state: String,
    /// Comes back in the token.
    pub(super) nonce: String,
    /// What only this browser can show for the code.
    pub(super) verifier: String,
    /// Whether it began on an English page.
    is_english: bool,
    ends: i64,
}

impl Attempt {
    pub(super) fn begun(agency: &str, language: Language) -> Self {
        let unguessable = || URL_SAFE_NO_PAD.encode(random::bytes::<32>());
        Self {
            agency: agency.to_owned(),
            state: unguessable(),
            nonce: unguessable(),
            verifier: unguessable(),
            is_english: language == Language::English,
            ends: now().saturating_add(LASTS_SECONDS),
        }
    }

    /// The attempt of this browser that ends at `agency` with `state`.
    pub(super) fn of(
        sessions: &Sessions,
        headers: &HeaderMap,
        agency: &str,
        state: &str,
    ) -> Option<Self> {
        let attempt = sessions.read::<Self>(&COOKIE, headers)?;
        let is_ours = attempt.agency == agency && attempt.state == state && attempt.ends > now();
        is_ours.then_some(attempt)
    }

    pub(super) fn language(&self) -> Language {
        if self.is_english { Language::English } else { Language::Indonesian }
    }

    /// What the provider compares with the verifier (RFC 7636, section 4.2).
    pub(super) fn challenge(&self) -> String {
        URL_SAFE_NO_PAD.encode(Sha256::digest(&self.verifier))
    }

    pub(super) fn kept(&self, sessions: &Sessions) -> HeaderValue {
        sessions.write(&COOKIE, self, LASTS_SECONDS)
    }

    /// An attempt ends once, however it ends.
    pub(super) fn ended(sessions: &Sessions) -> HeaderValue {
        sessions.take(&COOKIE)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_challenge_is_as_the_standard_computes_it() {
        // RFC 7636, appendix B.
        let verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk".to_owned();
        let attempt = Attempt { verifier, ..Attempt::begun("dinkes", Language::Indonesian) };

        assert_eq!(attempt.challenge(), "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
    }
}
