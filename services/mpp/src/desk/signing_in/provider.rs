//! What an agency's provider of sign-in says of itself, and the token that it gives for
//! a code (OpenID Connect Discovery 1.0; Core 1.0, section 3.1.3).
//!
//! It believes no token: signature, audience and lifetime are judged by the agency that
//! the token is for, before that agency says who is there.

use std::{fs, time::Duration};

use base64::{
    Engine,
    engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD},
};
use form_urlencoded::{Serializer, byte_serialize};
use serde::{Deserialize, de::DeserializeOwned};
use tokio::task::spawn_blocking;
use ureq::{Agent, Body, http::Response};

use super::attempt::Attempt;
use crate::registry::SignIn;

const PATIENCE: Duration = Duration::from_secs(5);
const LARGEST: u64 = 256 * 1024;

/// Why nobody could be signed in. Texts are for the log, and name no code or token.
#[derive(Debug, thiserror::Error)]
pub(super) enum ProviderError {
    /// It cannot be reached, or answers nonsense: whoever keeps it must look.
    #[error("the provider does not answer: {0}")]
    Silent(String),
    /// What it publishes does not fit the registry: whoever keeps that must look.
    #[error("what the provider publishes does not fit the registry: {0}")]
    Unfit(&'static str),
    /// It gives no token for the code: begin anew.
    #[error("the provider gives no token for the code: it answers {0}")]
    Refused(u16),
    /// The token was made for another sign-in: begin anew.
    #[error("the token is not for this sign-in: its {0} differs")]
    Mismatched(&'static str),
}

/// A provider as it describes itself.
#[derive(Deserialize)]
pub(super) struct Provider {
    issuer: String,
    authorization_endpoint: String,
    token_endpoint: String,
    #[serde(default)]
    end_session_endpoint: Option<String>,
}

#[derive(Deserialize)]
struct Tokens {
    id_token: String,
}

#[derive(Deserialize)]
struct Claims {
    iss: String,
    #[serde(default)]
    nonce: String,
}

impl Provider {
    /// Asks the issuer where everything is.
    pub(super) async fn found(sign_in: &SignIn) -> Result<Self, ProviderError> {
        let issuer = sign_in.issuer.trim_end_matches('/');
        let address = format!("{issuer}/.well-known/openid-configuration");
        let ask = move || agent().get(&address).header("accept", "application/json").call();
        let found: Self = asked(ask).await.map_err(|error| match error {
            ProviderError::Refused(code) => ProviderError::Silent(format!("it answers {code}")),
            other => other,
        })?;
        if found.issuer != sign_in.issuer {
            return Err(ProviderError::Unfit("its issuer is another one"));
        }
        let endpoints = [&found.authorization_endpoint, &found.token_endpoint];
        let end = found.end_session_endpoint.iter();
        if !endpoints.into_iter().chain(end).all(|address| edge::is_safe_address(address)) {
            return Err(ProviderError::Unfit("its addresses must begin with https://"));
        }
        Ok(found)
    }

    /// Where the browser goes to sign in.
    pub(super) fn entrance(&self, sign_in: &SignIn, back: &str, attempt: &Attempt) -> String {
        with(
            &self.authorization_endpoint,
            &[
                ("response_type", "code"),
                ("client_id", &sign_in.client_id),
                ("redirect_uri", back),
                ("scope", "openid"),
                ("state", &attempt.state),
                ("nonce", &attempt.nonce),
                ("code_challenge", &attempt.challenge()),
                ("code_challenge_method", "S256"),
                ("ui_locales", attempt.language().code()),
            ],
        )
    }

    /// Where the browser goes to sign out of the provider, too; `None` where the
    /// provider has no such page.
    pub(super) fn exit(&self, sign_in: &SignIn, back: &str) -> Option<String> {
        let end = self.end_session_endpoint.as_ref()?;
        let asked = [("client_id", sign_in.client_id.as_str()), ("post_logout_redirect_uri", back)];
        Some(with(end, &asked))
    }

    /// The token for `code`, which must be made for this attempt.
    pub(super) async fn redeem(
        &self,
        sign_in: &SignIn,
        back: &str,
        code: &str,
        attempt: &Attempt,
    ) -> Result<String, ProviderError> {
        let form: [(&str, String); 5] = [
            ("grant_type", "authorization_code".to_owned()),
            ("code", code.to_owned()),
            ("redirect_uri", back.to_owned()),
            ("client_id", sign_in.client_id.clone()),
            ("code_verifier", attempt.verifier.clone()),
        ];
        let credentials = credentials(sign_in)?;
        let address = self.token_endpoint.clone();
        let Tokens { id_token } = asked(move || {
            let mut request = agent().post(&address).header("accept", "application/json");
            if let Some(credentials) = credentials {
                request = request.header("authorization", credentials);
            }
            request.send_form(form)
        })
        .await?;
        let Claims { iss, nonce } = claims(&id_token)?;
        if iss != sign_in.issuer {
            return Err(ProviderError::Mismatched("issuer"));
        }
        if nonce != attempt.nonce {
            return Err(ProviderError::Mismatched("nonce"));
        }
        Ok(id_token)
    }
}

/// `address` with these in its query.
fn with(address: &str, pairs: &[(&str, &str)]) -> String {
    let query = Serializer::new(String::new()).extend_pairs(pairs).finish();
    let joint = if address.contains('?') { '&' } else { '?' };
    format!("{address}{joint}{query}")
}

/// By which the provider knows this gateway (RFC 6749, section 2.3.1); `None` for a
/// client without a secret, which PKCE protects.
fn credentials(sign_in: &SignIn) -> Result<Option<String>, ProviderError> {
    let Some(path) = &sign_in.client_secret_file else { return Ok(None) };
    let secret = fs::read_to_string(path)
        .map_err(|_| ProviderError::Unfit("the file of the client's secret cannot be read"))?;
    let encoded = |text: &str| byte_serialize(text.as_bytes()).collect::<String>();
    let pair = format!("{}:{}", encoded(&sign_in.client_id), encoded(secret.trim()));
    Ok(Some(format!("Basic {}", STANDARD.encode(pair))))
}

fn claims(token: &str) -> Result<Claims, ProviderError> {
    let unreadable = || ProviderError::Silent("its token is not readable".to_owned());
    let payload = token.split('.').nth(1).ok_or_else(unreadable)?;
    let payload = URL_SAFE_NO_PAD.decode(payload).map_err(|_| unreadable())?;
    serde_json::from_slice(&payload).map_err(|_| unreadable())
}

/// Follows no redirection: it could lead from the provider to any other host.
fn agent() -> Agent {
    Agent::config_builder().timeout_global(Some(PATIENCE)).max_redirects(0).build().new_agent()
}

/// What is answered to a question that blocks, as JSON.
async fn asked<T: DeserializeOwned + Send + 'static>(
    ask: impl FnOnce() -> Result<Response<Body>, ureq::Error> + Send + 'static,
) -> Result<T, ProviderError> {
    let answered = spawn_blocking(move || {
        let mut answer = ask().map_err(|error| match error {
            ureq::Error::StatusCode(code @ 400..=499) => ProviderError::Refused(code),
            other => ProviderError::Silent(other.to_string()),
        })?;
        let text = answer.body_mut().with_config().limit(LARGEST).read_to_string();
        let text = text.map_err(|error| ProviderError::Silent(error.to_string()))?;
        // What serde says of it could quote a token.
        let unreadable = |_| ProviderError::Silent("its answer is not what was asked".to_owned());
        serde_json::from_str(&text).map_err(unreadable)
    });
    answered.await.unwrap_or_else(|error| Err(ProviderError::Silent(error.to_string())))
}
