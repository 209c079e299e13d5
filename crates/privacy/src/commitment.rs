//! A commitment says which text was meant, and nothing about the text.
//!
//! HMAC-SHA256 of the text under a salt that follows from the subject's key
//! and the place. While the key lives, the text can be proven; when it is
//! destroyed, so is the salt, and guessing texts leads nowhere.

use hmac::Mac;

use crate::{key::Secret, place::Place};

/// The commitment to `plaintext` at `place`, under a key for commitments.
pub(crate) fn commit(key: &Secret, place: Place<'_>, plaintext: &[u8]) -> [u8; 32] {
    salt(key, place).mac([plaintext]).finalize().into_bytes().into()
}

/// Whether `commitment` is to `plaintext`; takes as long for any wrong one.
pub(crate) fn verify(
    key: &Secret,
    place: Place<'_>,
    plaintext: &[u8],
    commitment: &[u8; 32],
) -> bool {
    salt(key, place).mac([plaintext]).verify_slice(commitment).is_ok()
}

/// One salt for each place: equal texts at two places do not show as equal.
fn salt(key: &Secret, place: Place<'_>) -> Secret {
    let place = place.associated_data();
    Secret::new(key.mac([place.as_slice()]).finalize().into_bytes().into())
}
