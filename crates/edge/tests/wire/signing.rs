//! Tokens made with the keys in `tests/keys`, which protect nothing.

use base64::{
    Engine,
    engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD},
};
use edge::{Authenticator, KeySource, TrustedIssuer};
use jsonwebtoken::{Algorithm, EncodingKey};
use kernel::Instant;
use serde_json::{Value, json};

pub(crate) const ISSUER: &str = "https://sso.example.test";
pub(crate) const AUDIENCE: &str = "satupintu-test";
pub(crate) const JWKS: &str = include_str!("../keys/jwks.json");
pub(crate) const RSA_PEM: &str = include_str!("../keys/rs256.pem");
const OTHER_PEM: &str = include_str!("../keys/other.pem");
const EC_PEM: &str = include_str!("../keys/es256.pem");
const ED_PEM: &str = include_str!("../keys/ed25519.pem");

/// The second at which the scripted tokens are looked at.
pub(crate) const NOW: i64 = 1_800_000_000;

pub(crate) fn at(seconds: i64) -> Instant {
    Instant::from_micros(seconds * 1_000_000)
}

/// Claims that hold at `NOW`.
pub(crate) fn claims() -> Value {
    json!({ "iss": ISSUER, "sub": "budi", "aud": AUDIENCE, "iat": NOW - 60, "exp": NOW + 600 })
}

pub(crate) fn with(mut claims: Value, name: &str, value: impl Into<Value>) -> Value {
    claims[name] = value.into();
    claims
}

pub(crate) fn without(mut claims: Value, name: &str) -> Value {
    claims.as_object_mut().unwrap().remove(name);
    claims
}

pub(crate) fn ed(claims: &Value) -> String {
    signed(&json!({ "alg": "EdDSA", "kid": "ed" }), claims, &Signer::Ed)
}

pub(crate) enum Signer<'a> {
    Ed,
    Ec,
    Rsa,
    OtherRsa,
    Secret(&'a [u8]),
    Nobody,
}

pub(crate) fn signed(header: &Value, claims: &Value, signer: &Signer<'_>) -> String {
    let encode = |part: &Value| URL_SAFE_NO_PAD.encode(part.to_string());
    let message = format!("{}.{}", encode(header), encode(claims));
    let (key, algorithm) = match signer {
        Signer::Ed => (EncodingKey::from_ed_der(&der(ED_PEM)), Algorithm::EdDSA),
        Signer::Ec => (EncodingKey::from_ec_der(&der(EC_PEM)), Algorithm::ES256),
        Signer::Rsa => (EncodingKey::from_rsa_der(&der(RSA_PEM)), Algorithm::RS256),
        Signer::OtherRsa => (EncodingKey::from_rsa_der(&der(OTHER_PEM)), Algorithm::RS256),
        Signer::Secret(secret) => (EncodingKey::from_secret(secret), Algorithm::HS256),
        Signer::Nobody => return format!("{message}."),
    };
    let signature = jsonwebtoken::crypto::sign(message.as_bytes(), &key, algorithm).unwrap();
    format!("{message}.{signature}")
}

pub(crate) fn trusted(keys: KeySource) -> TrustedIssuer {
    TrustedIssuer { issuer: ISSUER.into(), audience: AUDIENCE.into(), keys }
}

pub(crate) fn authenticator() -> Authenticator {
    Authenticator::new(vec![trusted(KeySource::Inline(JWKS.into()))]).unwrap()
}

fn der(pem: &str) -> Vec<u8> {
    let body: String = pem
        .lines()
        .skip_while(|line| !line.starts_with("-----"))
        .filter(|l| !l.starts_with("-----"))
        .collect();
    STANDARD.decode(body).unwrap()
}
