//! Keys that change while the server runs.

use std::{
    io::{Read, Write},
    net::TcpListener,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use edge::{AuthError, Authenticator, KeySource};
use serde_json::json;

use crate::signing::{JWKS, NOW, Signer, at, claims, ed, signed, trusted};

const ELSE: &str = r#"{"keys":[{"kty":"OKP","crv":"Ed25519","kid":"new",
    "x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}]}"#;

/// An issuer's web server: gives `answer` and counts how often it was asked.
fn serve(answer: String) -> (String, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}/jwks", listener.local_addr().unwrap());
    let asked = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&asked);
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let _ = stream.read(&mut [0; 4096]);
            counter.fetch_add(1, Ordering::SeqCst);
            let _ = stream.write_all(answer.as_bytes());
        }
    });
    (address, asked)
}

fn ok(body: &str) -> String {
    format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}", body.len())
}

fn unknown_key() -> String {
    signed(&json!({ "alg": "EdDSA", "kid": "unknown" }), &claims(), &Signer::Ed)
}

#[tokio::test]
async fn keys_at_an_address_are_fetched_at_the_first_token() {
    let (address, asked) = serve(ok(JWKS));
    let authenticator = Authenticator::new(vec![trusted(KeySource::Address(address))]).unwrap();
    assert_eq!(asked.load(Ordering::SeqCst), 0, "a dead issuer must not keep us from starting");

    assert!(authenticator.verify(&ed(&claims()), at(NOW)).await.is_ok());
    assert_eq!(asked.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn an_unknown_key_makes_us_ask_once_a_minute_and_no_more() {
    let (address, asked) = serve(ok(JWKS));
    let authenticator = Authenticator::new(vec![trusted(KeySource::Address(address))]).unwrap();

    let verdict = authenticator.verify(&unknown_key(), at(NOW)).await;
    assert_eq!(verdict, Err(AuthError::KeyUnknown));
    let verdict = authenticator.verify(&unknown_key(), at(NOW)).await;
    assert_eq!(verdict, Err(AuthError::KeyUnknown));
    assert_eq!(asked.load(Ordering::SeqCst), 1);

    // Only from here on: while it is paused, time would run away from the fetch.
    tokio::time::pause();
    tokio::time::advance(Duration::from_secs(61)).await;
    tokio::time::resume();
    let verdict = authenticator.verify(&unknown_key(), at(NOW)).await;
    assert_eq!(verdict, Err(AuthError::KeyUnknown));
    assert_eq!(asked.load(Ordering::SeqCst), 2);
}

#[tokio::test]
async fn callers_who_come_together_share_one_fetch() {
    let (address, asked) = serve(ok(JWKS));
    let authenticator = Authenticator::new(vec![trusted(KeySource::Address(address))]).unwrap();
    let token = ed(&claims());

    let (one, other) =
        tokio::join!(authenticator.verify(&token, at(NOW)), authenticator.verify(&token, at(NOW)));

    assert!(one.is_ok() && other.is_ok());
    assert_eq!(asked.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn an_issuer_that_cannot_be_reached_is_not_the_callers_fault() {
    let (address, _) = serve("HTTP/1.1 503 Service Unavailable\r\n\r\n".to_owned());
    let authenticator = Authenticator::new(vec![trusted(KeySource::Address(address))]).unwrap();

    let verdict = authenticator.verify(&ed(&claims()), at(NOW)).await;

    assert_eq!(verdict, Err(AuthError::KeysUnavailable));
}

#[tokio::test]
async fn an_answer_without_end_is_cut_off() {
    let (address, _) = serve(ok(&format!("{{\"keys\":[],\"pad\":\"{}\"}}", "x".repeat(300_000))));
    let authenticator = Authenticator::new(vec![trusted(KeySource::Address(address))]).unwrap();

    let verdict = authenticator.verify(&ed(&claims()), at(NOW)).await;

    assert_eq!(verdict, Err(AuthError::KeysUnavailable));
}

#[tokio::test]
async fn a_redirection_is_not_followed() {
    let (target, asked) = serve(ok(JWKS));
    let hop = format!("HTTP/1.1 302 Found\r\nlocation: {target}\r\ncontent-length: 0\r\n\r\n");
    let (address, _) = serve(hop);
    let authenticator = Authenticator::new(vec![trusted(KeySource::Address(address))]).unwrap();

    let verdict = authenticator.verify(&ed(&claims()), at(NOW)).await;

    assert_eq!(verdict, Err(AuthError::KeysUnavailable));
    assert_eq!(asked.load(Ordering::SeqCst), 0);
}

#[tokio::test]
async fn a_key_withdrawn_takes_the_remembered_tokens_with_it() {
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join("jwks.json");
    std::fs::write(&file, JWKS).unwrap();
    let keys = KeySource::File(file.clone());
    let authenticator = Authenticator::new(vec![trusted(keys)]).unwrap();
    let token = ed(&claims());
    authenticator.verify(&token, at(NOW)).await.unwrap();

    std::fs::write(&file, ELSE).unwrap();
    let _ = authenticator.verify(&unknown_key(), at(NOW)).await;

    assert_eq!(authenticator.recall(&token, at(NOW)), None);
    assert_eq!(authenticator.verify(&token, at(NOW)).await, Err(AuthError::KeyUnknown));
}

#[tokio::test]
async fn a_file_that_breaks_leaves_the_old_keys_in_force() {
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join("jwks.json");
    std::fs::write(&file, JWKS).unwrap();
    let keys = KeySource::File(file.clone());
    let authenticator = Authenticator::new(vec![trusted(keys)]).unwrap();

    std::fs::write(&file, "{").unwrap();
    let _ = authenticator.verify(&unknown_key(), at(NOW)).await;

    assert!(authenticator.verify(&ed(&claims()), at(NOW)).await.is_ok());
}
