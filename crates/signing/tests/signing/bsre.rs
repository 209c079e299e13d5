//! The contract with BSrE's eSign Client Service, held against a stand-in.

use std::time::Duration;

use signing::{BsreSettings, OpenError, Passphrase, SignError, Signatory, Signer, Verdict, verify};

use crate::papers::{local, sign, signatory, unsigned};
use crate::stand_in::{Answer, serve};

/// Base64 of `satupintu:s3cret`.
const CREDENTIAL: &str = "Basic c2F0dXBpbnR1OnMzY3JldA==";

fn bsre(address: String) -> Signer {
    bsre_within(address, Duration::from_secs(20))
}

fn bsre_within(address: String, timeout: Duration) -> Signer {
    Signer::bsre(BsreSettings {
        address,
        account: "satupintu".to_owned(),
        password: Passphrase::new("s3cret".to_owned()),
        timeout,
    })
    .unwrap()
}

fn passphrase() -> Option<Passphrase> {
    Some(Passphrase::new("sandi: rahasia&\"1".to_owned()))
}

/// What the signer makes of an answer.
async fn refused(answer: Answer) -> SignError {
    let (address, _seen) = serve(answer);
    bsre(address).sign(unsigned(), signatory(), passphrase()).await.unwrap_err()
}

#[tokio::test]
async fn a_file_is_sent_with_every_field_and_comes_back_signed() {
    let answer = Answer::Signed(Box::new(|file| {
        let (stand_in, _folder) = local();
        sign(&stand_in, file, signatory())
    }));
    let (address, seen) = serve(answer);

    let signed = bsre(format!("{address}/")).sign(unsigned(), signatory(), passphrase()).await;

    assert!(matches!(verify(&signed.unwrap()), Verdict::Valid(_)));
    let seen = seen.recv().unwrap();
    assert_eq!(seen.line, "POST /api/sign/pdf HTTP/1.1");
    assert_eq!(seen.header("authorization"), CREDENTIAL);
    assert_eq!(
        seen.fields(),
        [
            ("nik", "9999010101700001"),
            ("passphrase", "sandi: rahasia&\"1"),
            ("tampilan", "invisible"),
            ("reason", "Penerbitan izin"),
            ("location", "Contoh"),
        ]
    );
    assert!(seen.file().head.contains("name=\"file\"; filename=\"dokumen.pdf\""));
    assert!(seen.file().head.contains("Content-Type: application/pdf"));
    assert_eq!(seen.file().value, unsigned());
}

#[tokio::test]
async fn a_wrong_passphrase_is_told() {
    let body = r#"{"error":"Passphrase anda salah","status_code":2031}"#;

    assert!(matches!(refused(Answer::Says(400, body)).await, SignError::PassphraseWrong));
}

#[tokio::test]
async fn a_signatory_without_certificate_is_told() {
    let body = r#"{"status_code":2011,"error":"User tidak terdaftar"}"#;

    assert!(matches!(refused(Answer::Says(400, body)).await, SignError::NotRegistered));
}

#[tokio::test]
async fn any_other_refusal_gives_its_number_and_not_its_text() {
    let body = r#"{"status_code":2041,"error":"NIK 9999010101700001 ..."}"#;

    let error = refused(Answer::Says(500, body)).await;

    assert!(matches!(error, SignError::Refused { status: 500, code: 2041 }));
    assert!(!format!("{error} {error:?}").contains("9999010101700001"));
}

#[tokio::test]
async fn a_credential_that_is_not_accepted_is_the_operators_matter() {
    assert!(matches!(refused(Answer::Says(401, "")).await, SignError::Credential));
}

#[tokio::test]
async fn an_answer_that_is_no_signed_file_is_not_taken_for_one() {
    assert!(matches!(refused(Answer::Says(200, "<html>")).await, SignError::Answer));
    assert!(matches!(refused(Answer::Signed(Box::new(|file| file))).await, SignError::Answer));
}

#[tokio::test]
async fn a_redirection_is_not_followed() {
    let (elsewhere, seen) = serve(Answer::Says(200, ""));

    let error = refused(Answer::Leads(elsewhere)).await;

    assert!(matches!(error, SignError::Refused { status: 307, .. }), "{error:?}");
    assert!(seen.try_recv().is_err());
}

#[tokio::test]
async fn a_service_that_does_not_answer_is_unavailable() {
    let (address, _seen) = serve(Answer::Nothing);
    let signer = bsre_within(address, Duration::from_millis(300));

    let error = signer.sign(unsigned(), signatory(), passphrase()).await.unwrap_err();

    assert!(matches!(error, SignError::Unavailable(_)));
}

#[tokio::test]
async fn a_service_that_is_not_there_is_unavailable() {
    let signer = bsre("http://127.0.0.1:9".to_owned());

    let error = signer.sign(unsigned(), signatory(), passphrase()).await.unwrap_err();

    assert!(matches!(error, SignError::Unavailable(_)));
}

#[tokio::test]
async fn without_passphrase_or_nik_nothing_is_sent() {
    let (address, seen) = serve(Answer::Says(200, ""));
    let signer = bsre(address);

    let without_passphrase = signer.sign(unsigned(), signatory(), None).await;
    let nobody = Signatory { nik: None, ..signatory() };
    let without_nik = signer.sign(unsigned(), nobody, passphrase()).await;

    assert!(matches!(without_passphrase, Err(SignError::PassphraseMissing)));
    assert!(matches!(without_nik, Err(SignError::NikMissing)));
    assert!(seen.try_recv().is_err());
}

#[test]
fn no_secret_is_printed() {
    let signer = bsre("https://esign.example".to_owned());

    let printed = format!("{signer:?} {:?} {:?}", signatory(), passphrase());

    assert!(!printed.contains("s3cret") && !printed.contains("c2F0dX"));
    assert!(!printed.contains("9999010101700001") && !printed.contains("rahasia"));
    assert!(signer.needs_passphrase());
}

#[test]
fn an_address_that_is_none_is_refused() {
    let settings = BsreSettings {
        address: "esign.example".to_owned(),
        account: String::new(),
        password: Passphrase::new(String::new()),
        timeout: Duration::from_secs(1),
    };

    assert!(matches!(Signer::bsre(settings), Err(OpenError::Address { .. })));
}
