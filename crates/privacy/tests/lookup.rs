//! Blind indexes and receipt secrets: found by who knows, guessed by nobody.

use privacy::{Field, Nik, Normalised, ReceiptSecret, RootKey};
use proptest::prelude::*;

fn root() -> RootKey {
    RootKey::new(1, [1; 32])
}

#[test]
fn two_spellings_of_a_number_meet_in_the_index() {
    let key = root().blind_index();

    let typed = Field::Phone.normalise("0812-3456-7890").unwrap();
    let stored = Field::Phone.normalise("+62 812 3456 7890").unwrap();

    assert_eq!(key.index(&typed), key.index(&stored));
}

#[test]
fn the_same_digits_in_another_field_have_another_index() {
    let key = root().blind_index();

    let nik = Field::Nik.normalise("9901011708450001").unwrap();
    let kk = Field::Kk.normalise("9901011708450001").unwrap();

    assert_ne!(key.index(&nik), key.index(&kk));
}

#[test]
fn a_field_and_its_text_cannot_be_cut_otherwise() {
    let key = root().blind_index();

    let one = key.index(&Normalised::exact("ab", "c"));
    let other = key.index(&Normalised::exact("a", "bc"));

    assert_ne!(one, other);
}

#[test]
fn another_deployment_has_another_index() {
    let nik = Normalised::from(&Nik::parse("9901011708450001").unwrap());

    let ours = root().blind_index().index(&nik);
    let theirs = RootKey::new(1, [2; 32]).blind_index().index(&nik);

    assert_ne!(ours, theirs);
}

#[test]
fn a_parsed_nik_and_a_typed_one_have_the_same_index() {
    let parsed = Normalised::from(&Nik::parse("9901011708450001").unwrap());
    let typed = Field::Nik.normalise("990101 170845 0001").unwrap();

    assert_eq!(parsed, typed);
}

#[test]
fn a_receipt_shows_its_secret_in_four_groups() {
    let secret = ReceiptSecret::new([0x01, 0x23, 0x45, 0x67, 0x89, 0xab, 0xcd, 0xef, 0xfe, 0xdc]);

    assert_eq!(secret.reveal().as_str(), "04HM-ASW9-NF6Y-ZZPW");
}

#[test]
fn a_secret_is_read_as_people_type_it() {
    let key = root().receipt_secrets();
    let digest = key.digest(&ReceiptSecret::parse("0123-4567-89AB-1111").unwrap());

    for typed in ["0123456789ab1111", "o123 4567 89aB iIlL", " O123-4567-89ab-1Li1 "] {
        let secret = ReceiptSecret::parse(typed).unwrap();
        assert!(key.verify(&secret, &digest), "{typed}");
    }
}

#[test]
fn what_is_no_secret_is_refused() {
    let too_long = "0".repeat(1000);
    for typed in [
        "",
        "7K3Q-9TBM-24XA-P0Z",
        "7K3Q-9TBM-24XA-P0ZC2",
        "UUUU-UUUU-UUUU-UUUU",
        "7K3Q-9TBM-24XA-P0Zé",
        &too_long,
    ] {
        assert!(ReceiptSecret::parse(typed).is_err(), "{typed}");
    }
}

#[test]
fn a_wrong_secret_or_a_cut_digest_does_not_verify() {
    let key = root().receipt_secrets();
    let secret = ReceiptSecret::new([1; 10]);
    let digest = key.digest(&secret);

    assert!(key.verify(&secret, &digest));
    assert!(!key.verify(&ReceiptSecret::new([2; 10]), &digest));
    assert!(!key.verify(&secret, &digest[..31]));
    assert!(!key.verify(&secret, &[]));
    assert!(!RootKey::new(1, [2; 32]).receipt_secrets().verify(&secret, &digest));
}

#[test]
fn a_digest_is_keyed() {
    let ours = root().digests().digest(b"request");

    assert_eq!(ours, root().digests().digest(b"request"));
    assert_ne!(ours, root().digests().digest(b"requests"));
    assert_ne!(ours, RootKey::new(1, [2; 32]).digests().digest(b"request"));
}

proptest! {
    #[test]
    fn a_revealed_secret_reads_back(random in any::<[u8; 10]>()) {
        let key = root().receipt_secrets();
        let secret = ReceiptSecret::new(random);

        let typed = ReceiptSecret::parse(&secret.reveal().to_lowercase()).unwrap();

        prop_assert_eq!(key.digest(&typed), key.digest(&secret));
        prop_assert_eq!(secret.reveal().len(), 19);
    }

    #[test]
    fn what_is_normalised_stays_as_it_is(text in "\\PC{0,30}|[0-9 .+-]{5,25}|[a-z.]{1,9}@[a-z.]{1,9}") {
        for field in [Field::Nik, Field::Kk, Field::Npwp, Field::Nib, Field::Phone, Field::Email] {
            if let Ok(value) = field.normalise(&text) {
                prop_assert_eq!(field.normalise(value.text()), Ok(value.clone()));
            }
        }
    }
}
