//! What a log must remember to grow: the roots of its perfect subtrees.
//!
//! A compact range of RFC 6962's tree: at most 63 hashes for any journal, from
//! which the root follows and to which one more leaf can be added.

use crate::{
    bytes::{Reader, Short},
    hash::{Hash, empty_root, node_hash},
};

const FORMAT: u8 = 1;
/// Both databases count in `i64`.
const MAX_SIZE: u64 = i64::MAX as u64;

/// The right edge of a Merkle tree, as the head row keeps it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Frontier {
    size: u64,
    /// One hash for each one-bit of `size`, the largest subtree first.
    peaks: Vec<Hash>,
}

/// Why stored bytes are not a frontier.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadFrontier {
    /// The first byte names a format that this program does not know.
    #[error("the frontier has the unknown format {0}")]
    Format(u8),
    /// Not as many bytes as the size calls for.
    #[error("the frontier has another length than its size calls for")]
    Length,
    /// A size that a database cannot count to.
    #[error("the frontier's size must be below 2^63")]
    Size,
}

impl From<Short> for BadFrontier {
    fn from(Short: Short) -> Self {
        Self::Length
    }
}

impl Frontier {
    /// The frontier of a journal without events.
    #[must_use]
    pub const fn new() -> Self {
        Self { size: 0, peaks: Vec::new() }
    }

    /// Adds the event with hash `leaf` at the end.
    pub fn push(&mut self, leaf: Hash) {
        // Each one-bit at the end of the size is a perfect subtree as large as
        // the one that is being added: the two become one, as in a carry.
        let mut node = leaf;
        for _ in 0..self.size.trailing_ones() {
            if let Some(left) = self.peaks.pop() {
                node = node_hash(&left, &node);
            }
        }
        self.peaks.push(node);
        self.size = self.size.saturating_add(1);
    }

    /// The number of events.
    #[must_use]
    pub const fn size(&self) -> u64 {
        self.size
    }

    /// The root over all events: RFC 6962's Merkle Tree Hash.
    #[must_use]
    pub fn root(&self) -> Hash {
        self.peaks
            .iter()
            .rev()
            .copied()
            .reduce(|right, left| node_hash(&left, &right))
            .unwrap_or_else(empty_root)
    }

    /// The one encoding: format byte, size, hashes from the largest subtree on.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        let mut out = Vec::with_capacity(9 + 32 * self.peaks.len());
        out.push(FORMAT);
        out.extend_from_slice(&self.size.to_be_bytes());
        for peak in &self.peaks {
            out.extend_from_slice(peak.as_bytes());
        }
        out
    }

    /// The frontier that `bytes` are; encoding it gives `bytes` again.
    ///
    /// # Errors
    /// [`BadFrontier`] when they are anything but one whole frontier.
    pub fn decode(bytes: &[u8]) -> Result<Self, BadFrontier> {
        let mut reader = Reader::new(bytes);
        let [format] = reader.array()?;
        if format != FORMAT {
            return Err(BadFrontier::Format(format));
        }
        let size = u64::from_be_bytes(reader.array()?);
        if size > MAX_SIZE {
            return Err(BadFrontier::Size);
        }
        let peaks = (0..size.count_ones())
            .map(|_| reader.array().map(Hash::from_bytes))
            .collect::<Result<Vec<_>, Short>>()?;
        if reader.is_empty() { Ok(Self { size, peaks }) } else { Err(BadFrontier::Length) }
    }
}
