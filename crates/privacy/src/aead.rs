//! AES-256-GCM-SIV (RFC 8452) with a version byte in front and padding within.
//!
//! Sealed bytes: `u8 version ‖ 12 bytes nonce ‖ ciphertext ‖ 16 bytes tag`. The
//! version is authenticated with the rest. A nonce that repeats by misfortune
//! reveals only that two equal texts at one place are equal.

use aes_gcm_siv::{
    Aes256GcmSiv, KeyInit,
    aead::{Aead, Payload},
};
use zeroize::Zeroizing;

use crate::{
    key::Secret,
    pad::{pad, unpad},
    place::framed,
};

/// The bytes of a nonce; the caller draws them at random for every value.
pub const NONCE_BYTES: usize = 12;

/// Why sealed bytes do not open.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unsealable {
    /// Too few bytes to be a sealed value.
    #[error("the sealed value is cut short")]
    Truncated,
    /// Sealed under another version of the key: the caller tries that one.
    #[error("the value is sealed under key version {found}")]
    KeyVersion {
        /// The version byte in front.
        found: u8,
    },
    /// Another key, another place, or bytes that were changed; which of these
    /// cannot be known.
    #[error("the value does not open here with this key")]
    Refused,
}

/// What one value is sealed with.
pub(crate) struct Seal<'a> {
    pub(crate) key: &'a Secret,
    pub(crate) version: u8,
    /// What the key is used for; two uses of a key can never be exchanged.
    pub(crate) purpose: &'static str,
    /// Where the value stands.
    pub(crate) place: &'a [u8],
}

impl Seal<'_> {
    pub(crate) fn seal(&self, plaintext: &[u8], nonce: [u8; NONCE_BYTES]) -> Vec<u8> {
        let padded = pad(plaintext);
        let associated = self.associated_data();
        let payload = Payload { msg: &padded, aad: &associated };
        let ciphertext = self
            .cipher()
            .encrypt(&nonce.into(), payload)
            .expect("AES-GCM-SIV refuses only what is longer than 64 GiB");
        let mut sealed = Vec::with_capacity(1 + NONCE_BYTES + ciphertext.len());
        sealed.push(self.version);
        sealed.extend_from_slice(&nonce);
        sealed.extend_from_slice(&ciphertext);
        sealed
    }

    pub(crate) fn open(&self, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, Unsealable> {
        let (version, rest) = sealed.split_first().ok_or(Unsealable::Truncated)?;
        if *version != self.version {
            return Err(Unsealable::KeyVersion { found: *version });
        }
        let (nonce, ciphertext) =
            rest.split_first_chunk::<NONCE_BYTES>().ok_or(Unsealable::Truncated)?;
        let associated = self.associated_data();
        let payload = Payload { msg: ciphertext, aad: &associated };
        let padded =
            self.cipher().decrypt(&(*nonce).into(), payload).map_err(|_| Unsealable::Refused)?;
        let padded = Zeroizing::new(padded);
        unpad(&padded).map(|text| Zeroizing::new(text.to_vec())).ok_or(Unsealable::Refused)
    }

    fn cipher(&self) -> Aes256GcmSiv {
        Aes256GcmSiv::new(self.key.bytes().into())
    }

    fn associated_data(&self) -> Vec<u8> {
        framed([self.purpose.as_bytes(), &[self.version], self.place])
    }
}
