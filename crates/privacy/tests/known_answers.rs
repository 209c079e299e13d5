//! Known answers: what was sealed, indexed or digested under a key must be
//! found again by every later version.
//!
//! The answers come from a program of its own (HMAC-SHA256 and AES-256-GCM-SIV
//! of another library), not from this crate. If one differs, the derivation was
//! changed: mend that, never the answer.

use privacy::{Field, Frame, NONCE_BYTES, Place, ReceiptSecret, RootKey, SubjectKey};

const NAME: Place<'_> = Place { table: "applicant", row: "row-1", column: "name" };

fn root() -> RootKey {
    RootKey::new(3, std::array::from_fn(|i| u8::try_from(i).unwrap_or(0)))
}

fn subject() -> SubjectKey {
    SubjectKey::new(std::array::from_fn(|i| u8::try_from(32 + i).unwrap_or(0)))
}

fn nonce() -> [u8; NONCE_BYTES] {
    std::array::from_fn(|i| u8::try_from(i).unwrap_or(0))
}

#[test]
fn a_wrapped_key_is_known() {
    let wrapped = root().wrap(&subject(), "subject-1", nonce());

    let known = concat!(
        "03000102030405060708090a0b92e4761e9b24f025d72c534dc5002965e48e89",
        "3fe9463a2a32d3bb639ca89347fdf0fb5f19235e00bc3425672270bcffd24911",
        "3e1a34e53faaada0189532cd56cf61d145d668f4ef73fd131066d7ba20",
    );
    assert_eq!(hex::encode(wrapped), known);
}

#[test]
fn a_sealed_answer_is_known() {
    let sealed = root().answers().seal(NAME, b"answer", nonce());

    let known = concat!(
        "03000102030405060708090a0bd7aa7c131c18798f470f6eff4a0ccb92263db8",
        "97566b9d37b84cf27a91a1481c2ba30ce547c295a2802bad218f46db477684ad",
        "5d1afe1937873959792fb052e8ace049475f00fba9104b3292163b2d46",
    );
    assert_eq!(hex::encode(sealed), known);
}

#[test]
fn a_page_token_is_known() {
    let token = root().page_tokens().seal(b"context", b"cursor", nonce());

    let known = concat!(
        "03000102030405060708090a0bd90f7f7c64accd20c0348316bb69e017e6ffda",
        "3d16f80be62adebd491bc6fa2cf97b67cbe38b2380a3b7258f025fcf22c7e5df",
        "d8b41893bc791d33edddcae4634ba3222292570faff0b9708736660f60",
    );
    assert_eq!(hex::encode(token), known);
}

#[test]
fn a_digest_is_known() {
    let known = "33d849889209a43339e1a1df8126e133455167826193b771d575f11bc702b921";
    assert_eq!(hex::encode(root().digests().digest(b"request")), known);
}

#[test]
fn a_blind_index_is_known() {
    let nik = Field::Nik.normalise("9901011708450001").unwrap();

    let known = "6a9e676393a8669480aa4634ca0a7dc9";
    assert_eq!(hex::encode(root().blind_index().index(&nik)), known);
}

#[test]
fn a_receipt_secrets_digest_is_known() {
    let secret = ReceiptSecret::new(std::array::from_fn(|i| u8::try_from(i).unwrap_or(0)));

    let known = "e7234db980a0ad39d89d02bac45cfc0a0b8c46d7a839ef33edcdcede1efd2f04";
    assert_eq!(hex::encode(root().receipt_secrets().digest(&secret)), known);
}

#[test]
fn a_sealed_name_is_known() {
    let sealed = subject().seal(NAME, b"Siti Aminah", nonce());

    let known = concat!(
        "01000102030405060708090a0ba0ed5c6a0b85b33089097afc41ba6995729342",
        "2c5245dfacd69f3a6ab8e744959a112cab4dcc61aa2f0c324bc8ca9d29910fe1",
        "b18c146164f2a2c3b214c3ccbd0404f06292c8e99963fba72b272659f6",
    );
    assert_eq!(hex::encode(sealed), known);
}

#[test]
fn a_commitment_is_known() {
    let known = "a9d9dc7c63421d3b94d00056cd18cb60e073f92c2ccbd67584033e125704deff";
    assert_eq!(hex::encode(subject().commit(NAME, b"Siti Aminah")), known);
}

#[test]
fn a_sealed_frame_is_known() {
    let place = Frame { index: 2, is_last: true };
    let sealed = subject().stream("file-1").seal(place, b"%PDF-1.7", nonce());

    let known = concat!(
        "01000102030405060708090a0b0281636498688c97b275dd32688cca94091f9f",
        "e3fa419f1db104345b43ba9496deef02091dfa34f972a31db620f24d43c6ff55",
        "1b62f1222ac441ce3c141ed48cee7d342aed2fa0f9e2193a7c634fd65f",
    );
    assert_eq!(hex::encode(sealed), known);
}
