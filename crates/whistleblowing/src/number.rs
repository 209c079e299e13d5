//! The number of a slip: what may be said aloud.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Crockford's digits and letters: none is mistaken for another.
pub(crate) const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// How every number begins.
const PREFIX: &str = "WB";
/// Groups of four letters after it: 60 bits.
const GROUPS: usize = 3;
const GROUP: usize = 4;

/// Why a text is no number of a slip.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("must be the number on a slip, as WB-7K3M-9QXZ-2B4C")]
pub struct BadNumber;

/// The number of a slip. It follows from the slip's secret and tells nothing about it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Number(String);

impl Number {
    /// The number that `text` is, as it is written on the slip.
    ///
    /// # Errors
    /// [`BadNumber`] for any other form.
    pub fn parse(text: &str) -> Result<Self, BadNumber> {
        let mut parts = text.split('-');
        let is_group = |part: &str| {
            part.len() == GROUP && part.bytes().all(|letter| ALPHABET.contains(&letter))
        };
        let is_prefixed = parts.next() == Some(PREFIX);
        let groups: Vec<&str> = parts.collect();
        let is_whole = groups.len() == GROUPS && groups.into_iter().all(is_group);
        if is_prefixed && is_whole { Ok(Self(text.to_owned())) } else { Err(BadNumber) }
    }

    /// The number that these bytes make; only the first twelve count.
    pub(crate) fn of(bytes: &[u8; 32]) -> Self {
        let letters: String = bytes.iter().take(GROUPS * GROUP).map(letter).collect();
        let groups: Vec<String> = letters
            .as_bytes()
            .chunks(GROUP)
            .map(|group| String::from_utf8_lossy(group).into_owned())
            .collect();
        Self(format!("{PREFIX}-{}", groups.join("-")))
    }

    /// As it is written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The letter that five bits of a byte are.
pub(crate) fn letter(byte: &u8) -> char {
    ALPHABET.get(usize::from(byte % 32)).copied().map_or('0', char::from)
}

impl TryFrom<String> for Number {
    type Error = BadNumber;
    fn try_from(text: String) -> Result<Self, BadNumber> {
        Self::parse(&text)
    }
}

impl From<Number> for String {
    fn from(number: Number) -> Self {
        number.0
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
