//! What a whistleblower keeps: one secret, from which all else follows.

use std::fmt;

use envelope::PrivateKey;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use zeroize::{Zeroize, Zeroizing};

use crate::number::{ALPHABET, Number, letter};

/// Letters of a secret: 130 bits, which nobody guesses.
const LETTERS: usize = 26;

/// Why a text is no secret of a slip.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("must be the secret on a slip, 26 letters and digits")]
pub struct BadSecret;

/// The secret of a slip. It stays with the whistleblower; what a server is shown is a
/// [`Proof`] that follows from it.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(Zeroizing<String>);

/// That somebody holds the secret of a number, as a server is shown it.
#[derive(Clone, PartialEq, Eq)]
pub struct Proof([u8; 32]);

impl Secret {
    /// A new one, of random bytes.
    #[must_use]
    pub fn new(mut random: [u8; LETTERS]) -> Self {
        let secret = Self(Zeroizing::new(random.iter().map(letter).collect()));
        random.zeroize();
        secret
    }

    /// The secret that a person typed: hyphens, blanks and case do not matter.
    ///
    /// # Errors
    /// [`BadSecret`] for another length or other letters.
    pub fn parse(text: &str) -> Result<Self, BadSecret> {
        let typed = text.chars().filter(|letter| !letter.is_whitespace() && *letter != '-');
        let plain = Zeroizing::new(typed.collect::<String>().to_ascii_uppercase());
        let is_whole = plain.len() == LETTERS && plain.bytes().all(|it| ALPHABET.contains(&it));
        if is_whole { Ok(Self(plain)) } else { Err(BadSecret) }
    }

    /// For the slip, and for nothing else.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// The number by which answers are found.
    #[must_use]
    pub fn number(&self) -> Number {
        Number::of(&self.derived("number"))
    }

    /// What shows that somebody holds the secret.
    #[must_use]
    pub fn proof(&self) -> Proof {
        Proof(*self.derived("proof"))
    }

    /// The key that opens answers.
    #[must_use]
    pub fn reply_key(&self) -> PrivateKey {
        PrivateKey::derived(&self.derived("reply"))
    }

    /// HMAC-SHA256 under the secret: one text for each use, none tells of another.
    fn derived(&self, what: &str) -> Zeroizing<[u8; 32]> {
        let mut mac = Hmac::<Sha256>::new_from_slice(self.0.as_bytes())
            .expect("HMAC takes a key of any length");
        mac.update(b"satupintu whistleblowing slip\0");
        mac.update(what.as_bytes());
        Zeroizing::new(mac.finalize().into_bytes().into())
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret")
    }
}

impl Proof {
    /// The proof that 64 hexadecimal digits in lower case are.
    ///
    /// # Errors
    /// [`BadSecret`] for another form.
    pub fn parse(text: &str) -> Result<Self, BadSecret> {
        let bytes = hex::decode(text).map_err(|_| BadSecret)?;
        let proof = <[u8; 32]>::try_from(bytes).map(Self).map_err(|_| BadSecret)?;
        if proof.reveal() == text { Ok(proof) } else { Err(BadSecret) }
    }

    /// As it is sent.
    #[must_use]
    pub fn reveal(&self) -> String {
        hex::encode(self.0)
    }
}

impl fmt::Debug for Proof {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Proof")
    }
}
