//! Which tokens count, looked at with a scripted `now`.

use access::Account;
use edge::{AuthError, Authenticator, KeySource, TrustError};
use serde_json::{Value, json};

use crate::signing::{
    AUDIENCE, ISSUER, JWKS, NOW, RSA_PEM, Signer, at, authenticator, claims, ed, signed, trusted,
    with, without,
};

async fn verdict(token: &str) -> Result<Account, AuthError> {
    authenticator().verify(token, at(NOW)).await
}

async fn verdict_on(header: Value, signer: Signer<'_>) -> Result<Account, AuthError> {
    verdict(&signed(&header, &claims(), &signer)).await
}

fn budi() -> Account {
    Account { issuer: ISSUER.into(), subject: "budi".into() }
}

#[tokio::test]
async fn a_token_speaks_for_its_subject_at_its_issuer() {
    assert_eq!(verdict(&ed(&claims())).await, Ok(budi()));
}

#[tokio::test]
async fn es256_counts() {
    let header = json!({ "alg": "ES256", "kid": "ec", "typ": "JWT" });
    assert_eq!(verdict_on(header, Signer::Ec).await, Ok(budi()));
}

#[tokio::test]
async fn rs256_counts() {
    let header = json!({ "alg": "RS256", "kid": "rsa", "typ": "at+jwt" });
    assert_eq!(verdict_on(header, Signer::Rsa).await, Ok(budi()));
}

#[tokio::test]
async fn a_token_without_signature_never_counts() {
    for alg in ["none", "None", "NONE", ""] {
        let header = json!({ "alg": alg, "kid": "ed" });
        assert_eq!(verdict_on(header, Signer::Nobody).await, Err(AuthError::AlgorithmRefused));
    }
    let header = json!({ "alg": "EdDSA", "kid": "ed" });
    assert_eq!(verdict_on(header, Signer::Nobody).await, Err(AuthError::SignatureWrong));
}

#[tokio::test]
async fn a_public_key_is_no_shared_secret() {
    let header = json!({ "alg": "HS256", "kid": "rsa" });
    let secret = Signer::Secret(RSA_PEM.as_bytes());
    assert_eq!(verdict_on(header, secret).await, Err(AuthError::AlgorithmRefused));
}

#[tokio::test]
async fn a_shared_secret_in_the_key_set_is_passed_over() {
    let header = json!({ "alg": "HS256", "kid": "shared" });
    let verdict = verdict_on(header, Signer::Secret(b"shared")).await;
    assert_eq!(verdict, Err(AuthError::AlgorithmRefused));
}

#[tokio::test]
async fn the_algorithm_is_that_of_the_key_and_not_of_the_header() {
    let header = json!({ "alg": "RS256", "kid": "ed" });
    assert_eq!(verdict_on(header, Signer::Rsa).await, Err(AuthError::AlgorithmRefused));
}

#[tokio::test]
async fn a_stranger_with_a_known_key_id_is_still_a_stranger() {
    let header = json!({ "alg": "RS256", "kid": "rsa" });
    assert_eq!(verdict_on(header, Signer::OtherRsa).await, Err(AuthError::SignatureWrong));
}

#[tokio::test]
async fn a_key_in_the_token_itself_is_not_listened_to() {
    let own = json!({ "kty": "RSA", "n": "AQAB", "e": "AQAB" });
    let header = json!({ "alg": "RS256", "kid": "rsa", "jwk": own, "jku": "https://evil.test" });
    assert_eq!(verdict_on(header, Signer::OtherRsa).await, Err(AuthError::SignatureWrong));
}

#[tokio::test]
async fn the_key_id_must_be_known_and_given_where_there_are_several() {
    let unknown = json!({ "alg": "EdDSA", "kid": "another" });
    let missing = json!({ "alg": "EdDSA" });
    let for_encryption = json!({ "alg": "RS256", "kid": "for-encryption" });

    assert_eq!(verdict_on(unknown, Signer::Ed).await, Err(AuthError::KeyUnknown));
    assert_eq!(verdict_on(missing, Signer::Ed).await, Err(AuthError::KeyUnknown));
    assert_eq!(verdict_on(for_encryption, Signer::Rsa).await, Err(AuthError::KeyUnknown));
}

#[tokio::test]
async fn an_issuer_with_one_key_need_not_say_which() {
    let mut set: Value = serde_json::from_str(JWKS).unwrap();
    let keys = set["keys"].as_array_mut().unwrap();
    keys.retain(|key| key["kid"] == "ed" || key["kid"] == "for-encryption");
    let only = trusted(KeySource::Inline(set.to_string()));
    let authenticator = Authenticator::new(vec![only]).unwrap();
    let nameless = json!({ "alg": "EdDSA" });

    let own = signed(&nameless, &claims(), &Signer::Ed);
    let forged = signed(&json!({ "alg": "RS256" }), &claims(), &Signer::OtherRsa);

    assert_eq!(authenticator.verify(&own, at(NOW)).await, Ok(budi()));
    let verdict = authenticator.verify(&forged, at(NOW)).await;
    assert_eq!(verdict, Err(AuthError::AlgorithmRefused));
}

#[tokio::test]
async fn critical_extensions_and_other_kinds_of_tokens_are_refused() {
    let critical = json!({ "alg": "EdDSA", "kid": "ed", "crit": ["b64"], "b64": false });
    let logout = json!({ "alg": "EdDSA", "kid": "ed", "typ": "logout+jwt" });

    assert_eq!(verdict_on(critical, Signer::Ed).await, Err(AuthError::Malformed));
    assert_eq!(verdict_on(logout, Signer::Ed).await, Err(AuthError::Malformed));
}

#[tokio::test]
async fn the_issuer_must_be_trusted_to_the_letter() {
    for issuer in ["https://sso.example.test/", "https://evil.test", ""] {
        let token = ed(&with(claims(), "iss", issuer));
        assert_eq!(verdict(&token).await, Err(AuthError::IssuerUnknown), "{issuer:?}");
    }
}

#[tokio::test]
async fn the_audience_must_be_ours_alone_or_among_others() {
    let ours = with(claims(), "aud", json!(["another", AUDIENCE]));
    let foreign = with(claims(), "aud", "another");
    let several = with(claims(), "aud", json!(["another", "third"]));

    assert_eq!(verdict(&ed(&ours)).await, Ok(budi()));
    assert_eq!(verdict(&ed(&foreign)).await, Err(AuthError::AudienceWrong));
    assert_eq!(verdict(&ed(&several)).await, Err(AuthError::AudienceWrong));
}

#[tokio::test]
async fn a_claim_that_is_missing_or_of_another_kind_spoils_the_token() {
    for name in ["iss", "sub", "aud", "exp"] {
        let missing = ed(&without(claims(), name));
        let wrong = ed(&with(claims(), name, json!({})));
        assert_eq!(verdict(&missing).await, Err(AuthError::Malformed), "{name}");
        assert_eq!(verdict(&wrong).await, Err(AuthError::Malformed), "{name}");
    }
}

#[tokio::test]
async fn a_subject_that_could_forge_a_log_line_is_refused() {
    for subject in ["", "a\nb", "\u{0}", &"x".repeat(256)] {
        let token = ed(&with(claims(), "sub", subject));
        assert_eq!(verdict(&token).await, Err(AuthError::Malformed), "{subject:?}");
    }
}

#[tokio::test]
async fn a_token_ends_half_a_minute_after_its_end() {
    let token = ed(&with(claims(), "exp", NOW));
    let seen_at = |seconds| {
        let token = token.clone();
        async move { authenticator().verify(&token, at(seconds)).await }
    };

    assert_eq!(seen_at(NOW + 29).await, Ok(budi()));
    assert_eq!(seen_at(NOW + 30).await, Err(AuthError::Expired));
}

#[tokio::test]
async fn a_token_begins_half_a_minute_before_its_beginning() {
    let early = ed(&with(claims(), "nbf", NOW + 31));
    let just_right = ed(&with(claims(), "nbf", NOW + 30));

    assert_eq!(verdict(&early).await, Err(AuthError::NotYetValid));
    assert_eq!(verdict(&just_right).await, Ok(budi()));
}

#[tokio::test]
async fn fractions_and_absurd_times_do_no_harm() {
    assert_eq!(verdict(&ed(&with(claims(), "exp", json!(1.8e9 + 0.5)))).await, Ok(budi()));
    assert_eq!(verdict(&ed(&with(claims(), "exp", json!(1e300)))).await, Ok(budi()));
    let long_gone = verdict(&ed(&with(claims(), "exp", json!(-1e300)))).await;
    assert_eq!(long_gone, Err(AuthError::Expired));
    assert_eq!(verdict(&ed(&with(claims(), "exp", i64::MAX))).await, Ok(budi()));
    let never = verdict(&ed(&with(claims(), "nbf", i64::MAX))).await;
    assert_eq!(never, Err(AuthError::NotYetValid));
}

#[tokio::test]
async fn what_was_changed_after_signing_does_not_count() {
    let token = ed(&claims());
    let (signed_part, signature) = token.rsplit_once('.').unwrap();
    let (header, _) = signed_part.split_once('.').unwrap();
    let foreign = ed(&with(claims(), "sub", "siti"));
    let claims_of_siti = foreign.split('.').nth(1).unwrap();

    let forged = format!("{header}.{claims_of_siti}.{signature}");

    assert_eq!(verdict(&forged).await, Err(AuthError::SignatureWrong));
}

#[tokio::test]
async fn texts_that_are_no_tokens_are_refused() {
    let long = "a".repeat(9000);
    for text in ["", ".", "..", "...", "a.b", "a.b.c", "a.b.c.d", " ", "e30.e30.", &long] {
        assert!(verdict(text).await.is_err(), "{text:?}");
    }
}

#[tokio::test]
async fn a_remembered_token_ends_with_its_time() {
    let authenticator = authenticator();
    let token = ed(&claims());
    assert_eq!(authenticator.recall(&token, at(NOW)), None);
    authenticator.verify(&token, at(NOW)).await.unwrap();

    assert_eq!(authenticator.recall(&token, at(NOW + 599)), Some(budi()));
    assert_eq!(authenticator.recall(&token, at(NOW + 600)), None, "verified anew after a while");
    let late = authenticator.verify(&token, at(NOW + 630)).await;
    assert_eq!(late, Err(AuthError::Expired));
}

#[test]
fn settings_that_could_let_a_stranger_in_stop_the_start() {
    let twice =
        vec![trusted(KeySource::Inline(JWKS.into())), trusted(KeySource::Inline(JWKS.into()))];
    let plain = vec![trusted(KeySource::Address("http://sso.example.test/jwks".into()))];
    let empty = vec![trusted(KeySource::Inline(r#"{"keys":[]}"#.into()))];
    let gone = vec![trusted(KeySource::File("/nowhere/jwks.json".into()))];

    assert!(matches!(Authenticator::new(twice), Err(TrustError::Twice { .. })));
    assert!(matches!(Authenticator::new(plain), Err(TrustError::UnsafeAddress { .. })));
    assert!(matches!(Authenticator::new(empty), Err(TrustError::Unreadable { .. })));
    assert!(matches!(Authenticator::new(gone), Err(TrustError::Unreadable { .. })));
}

#[test]
fn weak_and_misshapen_keys_are_passed_over() {
    let short_point = json!({ "kty": "OKP", "crv": "Ed25519", "kid": "a", "x": "AAAA" });
    let short_rsa = json!({ "kty": "RSA", "kid": "b", "n": "AQAB", "e": "AQAB" });
    let other_curve = json!({ "kty": "EC", "crv": "P-384", "kid": "c", "x": "AA", "y": "AA" });
    let set = json!({ "keys": [short_point, short_rsa, other_curve, 7] }).to_string();

    let opened = Authenticator::new(vec![trusted(KeySource::Inline(set))]);

    assert!(matches!(opened, Err(TrustError::Unreadable { .. })));
}
