//! Hides a text's length: every plain text fills whole buckets.
//!
//! Padding of ISO/IEC 7816-4: one byte 0x80, then zeros to the bucket's end.

use zeroize::Zeroizing;

/// Lengths are told apart by the bucket only.
pub(crate) const BUCKET_BYTES: usize = 64;
const MARK: u8 = 0x80;

/// `plaintext` with at least one byte of padding.
pub(crate) fn pad(plaintext: &[u8]) -> Zeroizing<Vec<u8>> {
    let length = (plaintext.len() / BUCKET_BYTES + 1) * BUCKET_BYTES;
    // Reserved at once: a vector that grew would leave copies behind unwiped.
    let mut padded = Zeroizing::new(Vec::with_capacity(length));
    padded.extend_from_slice(plaintext);
    padded.push(MARK);
    padded.resize(length, 0);
    padded
}

/// What was padded, or `None` when the end is no padding of [`pad`].
pub(crate) fn unpad(padded: &[u8]) -> Option<&[u8]> {
    if padded.is_empty() || !padded.len().is_multiple_of(BUCKET_BYTES) {
        return None;
    }
    let end = padded.iter().rposition(|byte| *byte != 0)?;
    let (plaintext, padding) = padded.split_at_checked(end)?;
    (padding.first() == Some(&MARK) && padding.len() <= BUCKET_BYTES).then_some(plaintext)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn padding_comes_off_as_it_went_on(text in prop::collection::vec(any::<u8>(), 0..200)) {
            let padded = pad(&text);
            prop_assert_eq!(padded.len() % BUCKET_BYTES, 0);
            prop_assert_eq!(unpad(&padded), Some(text.as_slice()));
        }

        #[test]
        fn whatever_comes_off_goes_on_again(padded in prop::collection::vec(any::<u8>(), 0..200)) {
            if let Some(text) = unpad(&padded) {
                let again = pad(text);
                prop_assert_eq!(again.as_slice(), padded.as_slice());
            }
        }
    }

    #[test]
    fn a_short_and_a_shorter_name_look_alike() {
        assert_eq!(pad(b"Ani").len(), pad(b"Siti Nurhaliza binti Ahmad").len());
    }

    #[test]
    fn a_block_without_the_mark_is_no_padding() {
        assert_eq!(unpad(&[0; 64]), None);
        assert_eq!(unpad(&[0x01; 64]), None);
        assert_eq!(unpad(&[]), None);
    }
}
