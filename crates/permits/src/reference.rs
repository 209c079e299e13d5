//! The number under which an assessment is paid: digits only, for any teller
//! machine, the last of which finds a slip of the finger.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// Digits of the sequence, at least.
const WIDTH: usize = 7;
/// The longest text that is read.
const LONGEST: usize = 20;

/// The totally anti-symmetric quasigroup of Damm: finds every single wrong
/// digit and every swap of neighbours.
const DAMM: [[u8; 10]; 10] = [
    [0, 3, 1, 7, 5, 9, 8, 6, 4, 2],
    [7, 0, 9, 2, 1, 5, 4, 8, 6, 3],
    [4, 2, 0, 6, 8, 7, 1, 3, 5, 9],
    [1, 7, 5, 0, 9, 8, 3, 4, 2, 6],
    [6, 1, 2, 3, 0, 4, 5, 9, 7, 8],
    [3, 6, 7, 4, 2, 0, 9, 5, 8, 1],
    [5, 8, 6, 9, 7, 2, 0, 1, 3, 4],
    [8, 9, 4, 5, 3, 6, 2, 0, 1, 7],
    [9, 4, 3, 8, 6, 1, 7, 2, 0, 5],
    [2, 5, 8, 1, 4, 3, 6, 7, 9, 0],
];

/// Why a text is no payment reference.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("must be the digits of a payment reference, as 202600000012, with its check digit")]
pub struct ReferenceError;

/// A payment reference (kode bayar): year, place in the year's gapless series,
/// check digit.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PaymentReference(String);

impl PaymentReference {
    /// The reference of the `sequence`-th assessment of a year.
    #[must_use]
    pub fn new(year: i16, sequence: u32) -> Self {
        let digits = format!("{year:04}{sequence:0WIDTH$}");
        let check = check_digit(&digits);
        Self(format!("{digits}{check}"))
    }

    /// The reference that `text` is; white space around it is forgiven.
    ///
    /// # Errors
    /// [`ReferenceError`] for another shape or a wrong digit.
    pub fn parse(text: &str) -> Result<Self, ReferenceError> {
        let text = text.trim();
        let has_shape = (4 + WIDTH + 1..=LONGEST).contains(&text.len())
            && text.bytes().all(|byte| byte.is_ascii_digit());
        if has_shape && check_digit(text) == 0 {
            Ok(Self(text.to_owned()))
        } else {
            Err(ReferenceError)
        }
    }

    /// The digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The digit that brings `digits` to zero; zero when they end with theirs.
fn check_digit(digits: &str) -> u8 {
    digits.bytes().fold(0_u8, |interim, byte| {
        let row = DAMM.get(usize::from(interim));
        row.and_then(|row| row.get(usize::from(byte.wrapping_sub(b'0')))).copied().unwrap_or(0)
    })
}

impl TryFrom<String> for PaymentReference {
    type Error = ReferenceError;
    fn try_from(text: String) -> Result<Self, ReferenceError> {
        Self::parse(&text)
    }
}

impl From<PaymentReference> for String {
    fn from(reference: PaymentReference) -> Self {
        reference.0
    }
}

impl FromStr for PaymentReference {
    type Err = ReferenceError;
    fn from_str(text: &str) -> Result<Self, ReferenceError> {
        Self::parse(text)
    }
}

impl fmt::Display for PaymentReference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_known_answer_of_damm_holds() {
        assert_eq!(check_digit("572"), 4);
    }

    proptest! {
        #[test]
        fn a_reference_reads_back_as_written(year in 2000_i16..9999, sequence in 1_u32..) {
            let reference = PaymentReference::new(year, sequence);
            prop_assert_eq!(PaymentReference::parse(reference.as_str()), Ok(reference.clone()));
        }

        #[test]
        fn one_wrong_digit_is_found(sequence in 1_u32..9_999_999, at in 0_usize..12, by in 1_u8..10) {
            let mut digits = PaymentReference::new(2026, sequence).0.into_bytes();
            digits[at] = b'0' + (digits[at] - b'0' + by) % 10;
            let text = String::from_utf8(digits).unwrap();
            prop_assert_eq!(PaymentReference::parse(&text), Err(ReferenceError));
        }

        #[test]
        fn two_swapped_neighbours_are_found(sequence in 1_u32..9_999_999, at in 0_usize..11) {
            let mut digits = PaymentReference::new(2026, sequence).0.into_bytes();
            prop_assume!(digits[at] != digits[at + 1]);
            digits.swap(at, at + 1);
            let text = String::from_utf8(digits).unwrap();
            prop_assert_eq!(PaymentReference::parse(&text), Err(ReferenceError));
        }
    }
}
