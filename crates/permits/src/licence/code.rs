//! The public code of a licence: what its QR code leads to.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Crockford's base32: no I, L, O or U, so that nothing is misread.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Enough for 128 bits; the first character is 0 to 7.
const CHARACTERS: usize = 26;

/// A text that is no verification code. Says nothing about the text.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("must be the 26 letters and digits from the document")]
pub struct BadVerificationCode;

/// 128 random bits by which anybody can ask whether a licence holds.
///
/// No secret: it stands on the document. But it cannot be guessed, so that
/// nobody finds licences by counting.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct VerificationCode(String);

impl VerificationCode {
    /// The code that `random` bytes make; the caller draws them.
    #[must_use]
    pub fn new(random: [u8; 16]) -> Self {
        let bits = u128::from_be_bytes(random);
        let letters = (0..CHARACTERS).rev().map(|place| {
            let value = usize::try_from((bits >> (5 * place)) & 31).unwrap_or_default();
            char::from(*ALPHABET.get(value).unwrap_or(&b'0'))
        });
        Self(letters.collect())
    }

    /// The code that somebody typed: case, spaces and hyphens do not matter,
    /// O is read as 0, and I and L as 1.
    ///
    /// # Errors
    /// [`BadVerificationCode`] when it is not 26 such characters.
    pub fn parse(text: &str) -> Result<Self, BadVerificationCode> {
        let mut code = String::with_capacity(CHARACTERS);
        for character in text.bytes().filter(|b| !matches!(b, b'-' | b' ')) {
            let read = match character.to_ascii_uppercase() {
                b'O' => b'0',
                b'I' | b'L' => b'1',
                other => other,
            };
            if !ALPHABET.contains(&read) || code.len() >= CHARACTERS {
                return Err(BadVerificationCode);
            }
            code.push(char::from(read));
        }
        let fits = code.len() == CHARACTERS && code.bytes().next().is_some_and(|b| b <= b'7');
        if fits { Ok(Self(code)) } else { Err(BadVerificationCode) }
    }

    /// The 26 characters.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for VerificationCode {
    type Error = BadVerificationCode;
    fn try_from(text: String) -> Result<Self, BadVerificationCode> {
        Self::parse(&text)
    }
}

impl From<VerificationCode> for String {
    fn from(code: VerificationCode) -> Self {
        code.0
    }
}

impl fmt::Display for VerificationCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_code_reads_back_as_written(random in any::<[u8; 16]>()) {
            let code = VerificationCode::new(random);

            prop_assert_eq!(code.as_str().len(), CHARACTERS);
            prop_assert_eq!(VerificationCode::parse(code.as_str()), Ok(code));
        }

        #[test]
        fn no_text_panics(text in "\\PC{0,60}") {
            let _ = VerificationCode::parse(&text);
        }
    }

    #[test]
    fn a_code_is_read_as_people_type_it() {
        let code = VerificationCode::new([0x11; 16]);
        let typed = code.as_str().to_lowercase().replace('1', "l");

        let (first, rest) = typed.split_at(4);

        assert_eq!(VerificationCode::parse(&format!(" {first}-{rest}")), Ok(code));
    }

    #[test]
    fn what_is_longer_than_128_bits_is_no_code() {
        assert!(VerificationCode::parse(&"7".repeat(26)).is_ok());
        assert!(VerificationCode::parse(&"8".repeat(26)).is_err());
        assert!(VerificationCode::parse(&"7".repeat(25)).is_err());
        assert!(VerificationCode::parse(&"7".repeat(27)).is_err());
        assert!(VerificationCode::parse(&"U".repeat(26)).is_err());
    }
}
