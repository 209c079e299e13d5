//! The signer for development.

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;

use signing::{OpenError, SignError, Signatory, Signer, Verdict, verify};

use crate::papers::{local, now, sign, signatory, unsigned};

#[test]
fn a_signed_file_says_who_signed_it_and_when() {
    let (signer, _folder) = local();

    let verdict = verify(&sign(&signer, unsigned(), signatory()));

    let Verdict::Valid(signature) = verdict else { panic!("{verdict:?}") };
    assert_eq!(signature.signer, "Satu Pintu PENGEMBANGAN - bukan BSrE");
    assert_eq!(Some(signature.certificate.as_str()), signer.certificate());
    assert_eq!(signature.signed_at, Some(now()));
}

#[test]
fn the_signature_is_appended_to_the_file_as_it_was() {
    let (signer, _folder) = local();

    let signed = sign(&signer, unsigned(), signatory());

    assert!(signed.starts_with(&unsigned()));
}

#[test]
fn the_same_file_signed_again_gives_the_same_bytes() {
    let (signer, _folder) = local();

    let [first, second] = [(); 2].map(|()| sign(&signer, unsigned(), signatory()));

    assert_eq!(first, second);
}

#[test]
fn no_name_breaks_out_of_the_signature() {
    let (signer, _folder) = local();
    let name = "Budi) >> /Contents <00> /ByteRange [0 1 2 3] endobj \u{1F600} (".to_owned();

    let signed = sign(&signer, unsigned(), Signatory { name, ..signatory() });

    assert!(matches!(verify(&signed), Verdict::Valid(_)));
}

#[test]
fn the_key_is_made_once_and_for_its_owner_alone() {
    let (first, folder) = local();

    let second = Signer::local(folder.path(), now()).unwrap();

    let files: Vec<_> = fs::read_dir(folder.path()).unwrap().map(Result::unwrap).collect();
    assert_eq!(files.len(), 1);
    assert_eq!(files[0].metadata().unwrap().permissions().mode() & 0o777, 0o600);
    assert_eq!(first.certificate(), second.certificate());
}

#[test]
fn a_key_that_others_may_read_is_not_used() {
    let (_, folder) = local();
    let file = fs::read_dir(folder.path()).unwrap().next().unwrap().unwrap().path();
    fs::set_permissions(&file, Permissions::from_mode(0o640)).unwrap();

    let opened = Signer::local(folder.path(), now());

    assert!(matches!(opened, Err(OpenError::ReadableByOthers { mode: 0o640, .. })));
}

#[test]
fn a_key_without_its_own_certificate_is_not_used() {
    let ((_, folder), (_, other)) = (local(), local());
    let file = |folder: &tempfile::TempDir| folder.path().join("document-signer.pem");
    let own = fs::read_to_string(file(&folder)).unwrap();
    let foreign = fs::read_to_string(file(&other)).unwrap();
    let cut = |pem: &str| pem.find("-----BEGIN CERTIFICATE").unwrap();
    let mixed = format!("{}{}", &own[..cut(&own)], &foreign[cut(&foreign)..]);
    fs::write(file(&folder), mixed).unwrap();

    let opened = Signer::local(folder.path(), now());

    assert!(matches!(opened, Err(OpenError::NotASigner { .. })));
}

#[tokio::test]
async fn a_signed_file_is_not_signed_again() {
    let (signer, _folder) = local();
    let signed = signer.sign(unsigned(), signatory(), None).await.unwrap();

    let again = signer.sign(signed, signatory(), None).await;

    assert!(matches!(again, Err(SignError::File(_))));
}

#[tokio::test]
async fn what_is_no_pdf_is_not_signed() {
    let (signer, _folder) = local();

    for file in [&b""[..], b"%PDF-1.7\nstartxref\n99999\n%%EOF", b"xref startxref 0"] {
        assert!(matches!(
            signer.sign(file.to_vec(), signatory(), None).await,
            Err(SignError::File(_))
        ));
    }
}

#[test]
fn it_says_of_itself_that_it_is_not_bsre() {
    let (signer, _folder) = local();

    assert!(signer.describe().id.contains("bukan sertifikat BSrE"));
    assert!(!signer.needs_passphrase());
    assert!(!format!("{signer:?}").contains("SigningKey"));
}
