//! No key and no plain text is printed, and every key is wiped when dropped.

use privacy::{
    AnswersKey, BlindIndexKey, DigestKey, Field, Nik, Normalised, PageTokenKey, ReceiptSecret,
    ReceiptSecretKey, RootKey, SubjectKey,
};
use zeroize::ZeroizeOnDrop;

#[test]
fn a_key_prints_its_kind_only() {
    let root = RootKey::new(1, [0xab; 32]);

    assert_eq!(format!("{root:?}"), "RootKey(..)");
    assert_eq!(format!("{:?}", SubjectKey::new([0xab; 32])), "SubjectKey(..)");
    assert_eq!(format!("{:?}", root.answers()), "AnswersKey(..)");
    assert_eq!(format!("{:?}", root.blind_index()), "BlindIndexKey(..)");
    assert_eq!(format!("{:?}", root.digests()), "DigestKey(..)");
    assert_eq!(format!("{:?}", root.page_tokens()), "PageTokenKey(..)");
    assert_eq!(format!("{:?}", root.receipt_secrets()), "ReceiptSecretKey(..)");
    assert_eq!(format!("{:?}", ReceiptSecret::new([0xab; 10])), "ReceiptSecret(..)");
}

#[test]
fn a_number_of_a_person_is_never_printed() {
    let nik = Nik::parse("9901011708450001").unwrap();

    assert_eq!(format!("{nik:?}"), "Nik(..)");
    assert_eq!(format!("{:?}", Normalised::from(&nik)), "Normalised(nik, ..)");
    assert_eq!(format!("{:?}", Normalised::exact("name", "Siti")), "Normalised(name, ..)");
}

#[test]
fn an_error_does_not_repeat_what_was_typed() {
    let nik = Nik::parse("99010132084500xx").unwrap_err();
    let phone = Field::Phone.normalise("call 0812").unwrap_err();
    let secret = ReceiptSecret::parse("7K3Q-9TBM").unwrap_err();

    let said = format!("{nik} {nik:?} {phone} {phone:?} {secret} {secret:?}");

    for typed in ["990101", "0812", "7K3Q"] {
        assert!(!said.contains(typed), "{said}");
    }
}

/// Holds by compiling: the memory itself cannot be read back in safe code.
#[test]
fn every_key_is_wiped_when_dropped() {
    fn wiped<T: ZeroizeOnDrop>() {}

    wiped::<RootKey>();
    wiped::<SubjectKey>();
    wiped::<AnswersKey>();
    wiped::<BlindIndexKey>();
    wiped::<DigestKey>();
    wiped::<PageTokenKey>();
    wiped::<ReceiptSecretKey>();
    wiped::<ReceiptSecret>();
}
