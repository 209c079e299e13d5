//! The secret on a receipt: whoever types it beside the receipt's number is
//! the applicant.

use std::fmt;

use hmac::Mac;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use crate::key::{Secret, secret_type};

/// Crockford's base32: no I, L, O or U, so that nothing is misread.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const BYTES: usize = 10;
const CHARACTERS: usize = 16;
const GROUP: usize = 4;

/// Eighty random bits, written as `7K3Q-9TBM-24XA-P0ZC`.
#[derive(Clone)]
pub struct ReceiptSecret([u8; BYTES]);

/// The text is no receipt's secret. Says nothing about the text.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("must be the 16 letters and digits from the receipt")]
pub struct BadReceiptSecret;

/// The key under which receipt secrets are digested for the database.
#[derive(Clone)]
pub struct ReceiptSecretKey(Secret);

secret_type!(ReceiptSecretKey);

impl ReceiptSecret {
    /// The secret that `random` bytes make; the caller draws them.
    #[must_use]
    pub const fn new(random: [u8; BYTES]) -> Self {
        Self(random)
    }

    /// The secret that somebody typed: case, spaces and hyphens do not matter,
    /// O is read as 0, and I and L as 1.
    ///
    /// # Errors
    /// [`BadReceiptSecret`] when it is not 16 such characters.
    pub fn parse(text: &str) -> Result<Self, BadReceiptSecret> {
        let mut bits: u128 = 0;
        let mut count = 0;
        for character in text.bytes().filter(|b| !matches!(b, b'-' | b' ')) {
            let read = match character.to_ascii_uppercase() {
                b'O' => b'0',
                b'I' | b'L' => b'1',
                other => other,
            };
            let value = ALPHABET.iter().position(|b| *b == read).ok_or(BadReceiptSecret)?;
            count += 1;
            if count > CHARACTERS {
                return Err(BadReceiptSecret);
            }
            bits = (bits << 5) | value as u128;
        }
        if count != CHARACTERS {
            return Err(BadReceiptSecret);
        }
        let [_, _, _, _, _, _, secret @ ..] = bits.to_be_bytes();
        Ok(Self(secret))
    }

    /// The secret as the receipt shows it, once. No `Display`: it is never
    /// written out by accident.
    #[must_use]
    pub fn reveal(&self) -> Zeroizing<String> {
        let bits = self.0.iter().fold(0_u128, |bits, byte| (bits << 8) | u128::from(*byte));
        let mut text = Zeroizing::new(String::with_capacity(CHARACTERS + CHARACTERS / GROUP - 1));
        for place in 0..CHARACTERS {
            if place > 0 && place % GROUP == 0 {
                text.push('-');
            }
            let value = (bits >> (5 * (CHARACTERS - 1 - place))) & 31;
            let letter = ALPHABET.iter().zip(0_u128..).find(|(_, number)| *number == value);
            text.extend(letter.map(|(letter, _)| char::from(*letter)));
        }
        text
    }
}

impl ReceiptSecretKey {
    pub(crate) fn new(secret: Secret) -> Self {
        Self(secret)
    }

    /// What the database keeps in place of `secret`.
    #[must_use]
    pub fn digest(&self, secret: &ReceiptSecret) -> [u8; 32] {
        self.0.mac([secret.0.as_slice()]).finalize().into_bytes().into()
    }

    /// The secret of whoever acts for the applicant of a record, given by the
    /// write `request_id`: of its own, and the same for a repeat of the write.
    #[must_use]
    pub fn agent(&self, record: &str, request_id: &str) -> ReceiptSecret {
        let parts = [b"agent/".as_slice(), record.as_bytes(), b"/", request_id.as_bytes()];
        let mac = self.0.mac(parts).finalize().into_bytes();
        let mut bytes = [0; BYTES];
        for (byte, from) in bytes.iter_mut().zip(mac.iter()) {
            *byte = *from;
        }
        ReceiptSecret(bytes)
    }

    /// Whether `digest` is of `secret`; takes as long for any wrong one.
    #[must_use]
    pub fn verify(&self, secret: &ReceiptSecret, digest: &[u8]) -> bool {
        self.0.mac([secret.0.as_slice()]).verify_slice(digest).is_ok()
    }
}

impl fmt::Debug for ReceiptSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ReceiptSecret(..)")
    }
}

impl Drop for ReceiptSecret {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl ZeroizeOnDrop for ReceiptSecret {}
