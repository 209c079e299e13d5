//! The envelope: which key, and bytes that only its holder opens.
//!
//! HPKE in base mode, DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, ChaCha20-Poly1305: the suite
//! of RFC 9180, A.2. The envelope is: format 1, key id (8 bytes), encapsulated key (32),
//! ciphertext. Its purpose is `info`; there is no associated data, because the key schedule
//! binds the key already, and whoever changes the header only keeps it from being opened.

use hpke::{
    Deserializable, OpModeR, OpModeS, Serializable, aead::ChaCha20Poly1305, kdf::HkdfSha256,
};
use zeroize::Zeroizing;

use crate::{
    dice::Dice,
    keys::{ID_BYTES, Kem, KeyId, PrivateKey, PublicKey},
};

/// The only format so far.
const FORMAT: u8 = 1;
const HEADER_BYTES: usize = 1 + ID_BYTES;
const ENCAPSULATED_BYTES: usize = 32;
const TAG_BYTES: usize = 16;
const NO_DATA: &[u8] = &[];
const OVERHEAD: usize = HEADER_BYTES + ENCAPSULATED_BYTES + TAG_BYTES;
/// Every text fills one of these, so that its length tells next to nothing.
const BUCKETS: [usize; 2] = [4 * 1024, 64 * 1024];
/// ISO/IEC 7816-4: one byte 0x80, then zeros.
const MARK: u8 = 0x80;

/// Sealed bytes in their envelope, checked for form. That they open, only the holder of
/// the key can know.
#[derive(Clone, PartialEq, Eq)]
pub struct Sealed(Vec<u8>);

/// Why bytes are no sealed message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("must be a message sealed by format 1, whole and padded")]
pub struct NotSealed;

/// Why nothing could be sealed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("nothing can be sealed to this key")]
pub struct SealFault;

/// Why a message does not open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unopened {
    /// The key id is another's.
    #[error("it is sealed to another key")]
    OtherKey,
    /// The ciphertext was changed, or is for another use.
    #[error("it was changed, or sealed for another use")]
    Broken,
    /// It opened, and is nothing that this program writes.
    #[error("it holds no message")]
    NoMessage,
}

impl Sealed {
    /// The message that bytes of a caller are.
    ///
    /// # Errors
    /// [`NotSealed`] for another format or length.
    pub fn parse(bytes: &[u8]) -> Result<Self, NotSealed> {
        let is_whole = BUCKETS.iter().any(|bucket| bytes.len() == bucket + OVERHEAD);
        let is_known = bytes.first() == Some(&FORMAT);
        if is_whole && is_known { Ok(Self(bytes.to_vec())) } else { Err(NotSealed) }
    }

    /// As it is sent and stored.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// The key that it is sealed to.
    #[must_use]
    pub fn key_id(&self) -> KeyId {
        let byte = |n: usize| self.0.get(1 + n).copied().unwrap_or_default();
        KeyId(std::array::from_fn(byte))
    }

    /// `plaintext` for the holder of `key`, to be opened for the same `purpose` only;
    /// `random` is used for nothing else.
    ///
    /// # Errors
    /// [`SealFault`] when it does not fit, or nothing can be sealed to the key.
    pub fn seal(
        plaintext: &[u8],
        purpose: &str,
        key: &PublicKey,
        random: [u8; 32],
    ) -> Result<Self, SealFault> {
        let header = header(key.id());
        let padded = padded(plaintext).ok_or(SealFault)?;
        let sealed = hpke::single_shot_seal_with_rng::<ChaCha20Poly1305, HkdfSha256, Kem>(
            &OpModeS::Base,
            key.inner(),
            purpose.as_bytes(),
            &padded,
            NO_DATA,
            &mut Dice::new(random),
        );
        let (encapsulated, ciphertext) = sealed.map_err(|_| SealFault)?;
        let mut bytes = header.to_vec();
        bytes.extend_from_slice(&encapsulated.to_bytes());
        bytes.extend_from_slice(&ciphertext);
        Ok(Self(bytes))
    }

    /// What is in it.
    ///
    /// # Errors
    /// [`Unopened`] when it was sealed to another key or for another purpose, or changed.
    pub fn open(&self, purpose: &str, key: &PrivateKey) -> Result<Zeroizing<Vec<u8>>, Unopened> {
        if self.key_id() != key.public().id() {
            return Err(Unopened::OtherKey);
        }
        let (_, rest) = self.0.split_at_checked(HEADER_BYTES).ok_or(Unopened::Broken)?;
        let (encapsulated, ciphertext) =
            rest.split_at_checked(ENCAPSULATED_BYTES).ok_or(Unopened::Broken)?;
        let encapsulated = <Kem as hpke::Kem>::EncappedKey::from_bytes(encapsulated)
            .map_err(|_| Unopened::Broken)?;
        let opened = hpke::single_shot_open::<ChaCha20Poly1305, HkdfSha256, Kem>(
            &OpModeR::Base,
            key.inner(),
            &encapsulated,
            purpose.as_bytes(),
            ciphertext,
            NO_DATA,
        );
        let opened = Zeroizing::new(opened.map_err(|_| Unopened::Broken)?);
        let end = opened.iter().rposition(|byte| *byte != 0).ok_or(Unopened::NoMessage)?;
        let (text, padding) = opened.split_at_checked(end).ok_or(Unopened::NoMessage)?;
        if padding.first() != Some(&MARK) {
            return Err(Unopened::NoMessage);
        }
        Ok(Zeroizing::new(text.to_vec()))
    }
}

/// What is inside is nobody's to print.
impl std::fmt::Debug for Sealed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Sealed to {}", self.key_id())
    }
}

fn header(id: KeyId) -> [u8; HEADER_BYTES] {
    let mut header = [FORMAT; HEADER_BYTES];
    for (place, byte) in header.iter_mut().skip(1).zip(id.0) {
        *place = byte;
    }
    header
}

/// `plaintext` in the smallest bucket that takes it and one byte more.
fn padded(plaintext: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let bucket = BUCKETS.into_iter().find(|bucket| plaintext.len() < *bucket)?;
    // Reserved at once: a vector that grew would leave copies behind unwiped.
    let mut padded = Zeroizing::new(Vec::with_capacity(bucket));
    padded.extend_from_slice(plaintext);
    padded.push(MARK);
    padded.resize(bucket, 0);
    Some(padded)
}
