//! Nothing about a signed file can be changed unseen.

use std::sync::LazyLock;

use proptest::prelude::*;
use signing::{Verdict, verify};

use crate::papers::{local, sign, signatory, unsigned};

static SIGNED: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let (signer, _folder) = local();
    sign(&signer, unsigned(), signatory())
});

/// The verdict when the byte `at` is changed by the bits of `mask`.
fn changed(at: usize, mask: u8) -> Verdict {
    let mut file = SIGNED.clone();
    file[at] ^= mask;
    verify(&file)
}

/// A message that was broken cannot be read any more.
fn is_detected(verdict: &Verdict) -> bool {
    matches!(verdict, Verdict::Altered | Verdict::Unsigned | Verdict::Unjudged)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    /// The page itself.
    #[test]
    fn a_changed_byte_of_the_page_is_detected(
        at in any::<prop::sample::Index>(),
        mask in 1_u8..,
    ) {
        prop_assert!(is_detected(&changed(at.index(unsigned().len()), mask)));
    }

    /// What signing added: field, dates, names, the signature and its padding.
    #[test]
    fn a_changed_byte_of_the_signature_is_detected(
        at in any::<prop::sample::Index>(),
        mask in 1_u8..,
    ) {
        let page = unsigned().len();
        let at = page + at.index(SIGNED.len() - page);
        prop_assert!(is_detected(&changed(at, mask)));
    }

    /// The message itself, which is a tenth of its room.
    #[test]
    fn a_changed_digit_of_the_message_is_detected(
        at in 0_usize..2200,
        mask in 1_u8..,
    ) {
        let contents = SIGNED.windows(10).rposition(|w| w == b"/Contents ").unwrap() + 11;
        prop_assert!(is_detected(&changed(contents + at, mask)));
    }

    /// A file that was cut anywhere.
    #[test]
    fn a_cut_file_is_detected(at in any::<prop::sample::Index>()) {
        let length = at.index(SIGNED.len());
        prop_assert!(is_detected(&verify(&SIGNED[..length])));
    }

    /// Whatever comes, it is judged and nothing breaks.
    #[test]
    fn any_bytes_are_judged(
        head in prop::collection::vec(any::<u8>(), 0..64),
        numbers in prop::array::uniform4(any::<u32>()),
        tail in prop::collection::vec(any::<u8>(), 0..64),
    ) {
        let [a, b, c, d] = numbers;
        let range = format!("/ByteRange [{a} {b} {c} {d}]").into_bytes();
        prop_assert!(is_detected(&verify(&[head, range, tail].concat())));
    }
}

#[test]
fn what_is_appended_afterwards_is_detected() {
    let appended = [SIGNED.as_slice(), b"\n% more\n"].concat();

    assert!(matches!(verify(&appended), Verdict::Appended(_)));
}

#[test]
fn a_letter_of_the_signature_in_the_other_case_is_detected() {
    let contents = SIGNED.windows(10).rposition(|w| w == b"/Contents ").unwrap() + 11;
    let letter = SIGNED[contents..].iter().position(u8::is_ascii_lowercase).unwrap();

    assert_eq!(changed(contents + letter, 0x20), Verdict::Altered);
}

#[test]
fn a_signature_moved_to_another_file_is_detected() {
    let page = unsigned().len();
    let other = SIGNED[..page].iter().map(|byte| if *byte == b'7' { b'8' } else { *byte });

    let moved: Vec<u8> = other.chain(SIGNED[page..].iter().copied()).collect();

    assert_eq!(verify(&moved), Verdict::Altered);
}

#[test]
fn a_file_without_a_signature_is_unsigned() {
    assert_eq!(verify(&unsigned()), Verdict::Unsigned);
    assert_eq!(verify(b""), Verdict::Unsigned);
}

/// Another key signs the altered file anew: sound, and not ours.
#[test]
fn a_forged_file_bears_another_certificate() {
    let (ours, _folder) = local();
    let (forger, _other) = local();

    let Verdict::Valid(forged) = verify(&sign(&forger, unsigned(), signatory())) else {
        panic!("it is sound");
    };

    assert_ne!(Some(forged.certificate.as_str()), ours.certificate());
}
