//! The hashes of RFC 6962 section 2.1 (RFC 9162 section 2.1.1), with SHA-256.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// A SHA-256 value: of a leaf, of a node, or of a whole journal.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Hash([u8; 32]);

/// The text or slice is not a hash.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("must be 32 bytes, as 64 lower-case hexadecimal digits where it is text")]
pub struct BadHash;

impl Hash {
    /// The hash that `bytes` are.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The 32 bytes, as a database keeps them.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl TryFrom<&[u8]> for Hash {
    type Error = BadHash;
    fn try_from(bytes: &[u8]) -> Result<Self, BadHash> {
        bytes.try_into().map(Self).map_err(|_| BadHash)
    }
}

impl FromStr for Hash {
    type Err = BadHash;
    fn from_str(text: &str) -> Result<Self, BadHash> {
        let mut bytes = [0; 32];
        hex::decode_to_slice(text, &mut bytes).map_err(|_| BadHash)?;
        // One text for one hash: upper-case digits are another text.
        if text.bytes().any(|b| b.is_ascii_uppercase()) { Err(BadHash) } else { Ok(Self(bytes)) }
    }
}

impl TryFrom<String> for Hash {
    type Error = BadHash;
    fn try_from(text: String) -> Result<Self, BadHash> {
        text.parse()
    }
}

impl From<Hash> for String {
    fn from(hash: Hash) -> Self {
        hash.to_string()
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex::encode(self.0))
    }
}

impl fmt::Debug for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Hash({self})")
    }
}

/// The root of a journal without events: SHA-256 of nothing.
#[must_use]
pub fn empty_root() -> Hash {
    Hash(Sha256::digest(b"").into())
}

/// The hash of one event: SHA-256(0x00 ‖ `body`).
#[must_use]
pub fn leaf_hash(body: &[u8]) -> Hash {
    Hash(Sha256::new().chain_update([0x00]).chain_update(body).finalize().into())
}

/// The hash over two subtrees: SHA-256(0x01 ‖ `left` ‖ `right`).
///
/// The first byte differs from a leaf's, so that no event can pass for a node.
#[must_use]
pub fn node_hash(left: &Hash, right: &Hash) -> Hash {
    Hash(
        Sha256::new()
            .chain_update([0x01])
            .chain_update(left.0)
            .chain_update(right.0)
            .finalize()
            .into(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_of_an_empty_log_and_of_an_empty_leaf_are_those_of_rfc_6962() {
        let empty_log = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        let empty_leaf = "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d";

        assert_eq!(empty_root().to_string(), empty_log);
        assert_eq!(leaf_hash(b"").to_string(), empty_leaf);
    }

    #[test]
    fn a_leaf_cannot_pass_for_a_node() {
        let (left, right) = (leaf_hash(b"l"), leaf_hash(b"r"));

        let joined = [left.as_bytes().as_slice(), right.as_bytes()].concat();

        assert_ne!(leaf_hash(&joined), node_hash(&left, &right));
    }

    #[test]
    fn a_hash_has_one_text() {
        let hash = leaf_hash(b"one");
        let text = hash.to_string();

        assert_eq!(text.parse(), Ok(hash));
        assert_eq!(text.to_uppercase().parse::<Hash>(), Err(BadHash));
        assert_eq!(text[..62].parse::<Hash>(), Err(BadHash));
        assert_eq!(serde_json::to_string(&hash).unwrap(), format!("\"{text}\""));
    }
}
