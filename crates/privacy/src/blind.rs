//! Finds a row by an identifier that the database cannot read.

use hmac::Mac;

use crate::{
    identifier::Normalised,
    key::{Secret, secret_type},
    place::framed,
};

/// The key under which identifiers are indexed.
#[derive(Clone)]
pub struct BlindIndexKey(Secret);

secret_type!(BlindIndexKey);

impl BlindIndexKey {
    pub(crate) fn new(secret: Secret) -> Self {
        Self(secret)
    }

    /// The index of `value`: HMAC-SHA256 over field and text, cut to 16 bytes.
    ///
    /// Only a normalised value has one, so that two spellings of a number meet.
    /// The same text in another field has another index.
    #[must_use]
    pub fn index(&self, value: &Normalised) -> [u8; 16] {
        let framed =
            zeroize::Zeroizing::new(framed([value.field().as_bytes(), value.text().as_bytes()]));
        let full: [u8; 32] = self.0.mac([framed.as_slice()]).finalize().into_bytes().into();
        let [front @ .., _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _] = full;
        front
    }
}
