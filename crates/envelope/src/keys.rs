//! The key pairs to which messages are sealed.

use std::fmt;

use hpke::{Deserializable, Kem as _, Serializable};
use serde::Deserialize;
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

/// DHKEM(X25519, HKDF-SHA256): the first suite of RFC 9180, which every library has.
pub(crate) type Kem = hpke::kem::X25519HkdfSha256;

/// Bytes of either half of a key pair.
const KEY_BYTES: usize = 32;
/// Bytes of a key's id.
pub(crate) const ID_BYTES: usize = 8;

/// Why a text is no key.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("must be 64 hexadecimal digits")]
pub struct BadKey;

/// The half that may be known to all: it seals.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct PublicKey(<Kem as hpke::Kem>::PublicKey);

/// The half that opens. Never printed by accident.
#[derive(Clone)]
pub struct PrivateKey(<Kem as hpke::Kem>::PrivateKey);

/// Which key something is sealed to: the first eight bytes of the fingerprint.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KeyId(pub(crate) [u8; ID_BYTES]);

impl PublicKey {
    /// The key that a text of hexadecimal digits is.
    ///
    /// # Errors
    /// [`BadKey`] for any other text.
    pub fn parse(text: &str) -> Result<Self, BadKey> {
        Self::from_bytes(&hex::decode(text.trim()).map_err(|_| BadKey)?)
    }

    /// The key that 32 bytes are.
    ///
    /// # Errors
    /// [`BadKey`] for bytes that are none.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, BadKey> {
        <Kem as hpke::Kem>::PublicKey::from_bytes(bytes).map(Self).map_err(|_| BadKey)
    }

    /// Its 32 bytes.
    #[must_use]
    pub fn to_bytes(&self) -> [u8; KEY_BYTES] {
        self.0.to_bytes().into()
    }

    /// SHA-256 of the key, in lower-case hex: what its holder publishes by other ways, so
    /// that a key that somebody put in its place is noticed.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        hex::encode(Sha256::digest(self.to_bytes()))
    }

    /// Its short name.
    #[must_use]
    pub fn id(&self) -> KeyId {
        let digest: [u8; 32] = Sha256::digest(self.to_bytes()).into();
        KeyId(std::array::from_fn(|n| digest.get(n).copied().unwrap_or_default()))
    }

    pub(crate) fn inner(&self) -> &<Kem as hpke::Kem>::PublicKey {
        &self.0
    }
}

impl TryFrom<String> for PublicKey {
    type Error = BadKey;
    fn try_from(text: String) -> Result<Self, BadKey> {
        Self::parse(&text)
    }
}

impl fmt::Display for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex::encode(self.to_bytes()))
    }
}

impl PrivateKey {
    /// The key pair that follows from 32 random bytes (`DeriveKeyPair`, RFC 9180, 7.1.3).
    #[must_use]
    pub fn derived(material: &[u8; KEY_BYTES]) -> Self {
        let (private, _) = Kem::derive_keypair(material);
        Self(private)
    }

    /// The key that a text of hexadecimal digits is.
    ///
    /// # Errors
    /// [`BadKey`] for any other text.
    pub fn parse(text: &str) -> Result<Self, BadKey> {
        let bytes = Zeroizing::new(hex::decode(text.trim()).map_err(|_| BadKey)?);
        <Kem as hpke::Kem>::PrivateKey::from_bytes(&bytes).map(Self).map_err(|_| BadKey)
    }

    /// The text that [`PrivateKey::parse`] reads, for the file of its holder.
    #[must_use]
    pub fn reveal(&self) -> Zeroizing<String> {
        let bytes: Zeroizing<[u8; KEY_BYTES]> = Zeroizing::new(self.0.to_bytes().into());
        Zeroizing::new(hex::encode(*bytes))
    }

    /// The half that may be known.
    #[must_use]
    pub fn public(&self) -> PublicKey {
        PublicKey(Kem::sk_to_pk(&self.0))
    }

    pub(crate) fn inner(&self) -> &<Kem as hpke::Kem>::PrivateKey {
        &self.0
    }
}

impl fmt::Debug for PrivateKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PrivateKey")
    }
}

impl fmt::Display for KeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex::encode(self.0))
    }
}
