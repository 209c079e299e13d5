//! The number on a receipt (tanda terima): short enough to read out on the
//! telephone, and with a check character that finds a slip of the pen.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// Why a text is not a receipt number.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReceiptError {
    /// Not five parts with hyphens between them.
    #[error("must have five parts with hyphens, as KTM-SIP-2026-000123-7")]
    NotFiveParts,
    /// The first part is not 2 to 5 letters.
    #[error("the agency must be 2 to 5 letters A-Z")]
    Agency,
    /// The second part is not 2 to 5 letters.
    #[error("the service must be 2 to 5 letters A-Z")]
    Service,
    /// The third part is not a year.
    #[error("the year must be four digits, from 2000 on")]
    Year,
    /// The fourth part is not a sequence number.
    #[error("the sequence must be six digits, from 000001 on")]
    Sequence,
    /// The fifth part is not one digit or letter.
    #[error("the check character must be one digit or letter")]
    CheckShape,
    /// Well formed, but at least one character is wrong or two are swapped.
    #[error("the check character does not match: a character was mistyped")]
    CheckMismatch,
}

/// A receipt number: agency, service, year, sequence, check character.
///
/// Never holds a NIK or anything else about the applicant.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ReceiptNumber {
    agency: String,
    service: String,
    year: u16,
    sequence: u32,
}

impl ReceiptNumber {
    /// The number of the `sequence`-th application of a year.
    ///
    /// # Errors
    /// The part that is out of its bounds; see [`ReceiptError`].
    pub fn new(
        agency: &str,
        service: &str,
        year: u16,
        sequence: u32,
    ) -> Result<Self, ReceiptError> {
        if !is_code(agency) {
            return Err(ReceiptError::Agency);
        }
        if !is_code(service) {
            return Err(ReceiptError::Service);
        }
        if !(2000..=9999).contains(&year) {
            return Err(ReceiptError::Year);
        }
        if !(1..=999_999).contains(&sequence) {
            return Err(ReceiptError::Sequence);
        }
        Ok(Self { agency: agency.to_owned(), service: service.to_owned(), year, sequence })
    }

    /// The number that `text` is. People type it: lower case and white space
    /// around it are forgiven, everything else is not.
    ///
    /// # Errors
    /// The first part that is wrong, or [`ReceiptError::CheckMismatch`].
    pub fn parse(text: &str) -> Result<Self, ReceiptError> {
        let text = text.trim().to_ascii_uppercase();
        let mut parts = text.split('-');
        let (Some(agency), Some(service), Some(year), Some(sequence), Some(check), None) =
            (parts.next(), parts.next(), parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return Err(ReceiptError::NotFiveParts);
        };
        // Zero is out of bounds for both, so a part that is no number is refused
        // in its turn, from left to right, as a person reads.
        let year = digits(year, 4).unwrap_or(0);
        let sequence = digits(sequence, 6).unwrap_or(0);
        let number = Self::new(agency, service, year, sequence)?;
        let mut characters = check.chars();
        let (Some(given), None) = (characters.next(), characters.next()) else {
            return Err(ReceiptError::CheckShape);
        };
        if !given.is_ascii_alphanumeric() {
            return Err(ReceiptError::CheckShape);
        }
        if given != number.check_character() {
            return Err(ReceiptError::CheckMismatch);
        }
        Ok(number)
    }

    /// The agency's code, as `KTM`.
    #[must_use]
    pub fn agency(&self) -> &str {
        &self.agency
    }

    /// The service's code, as `SIP`.
    #[must_use]
    pub fn service(&self) -> &str {
        &self.service
    }

    /// The year of submission, in the agency's own zone.
    #[must_use]
    pub fn year(&self) -> u16 {
        self.year
    }

    /// The place in the year's order of submission, from 1 on.
    #[must_use]
    pub fn sequence(&self) -> u32 {
        self.sequence
    }

    /// The check character over the four parts, hyphens left out.
    #[must_use]
    pub fn check_character(&self) -> char {
        let Self { agency, service, year, sequence } = self;
        mod_37_36(&format!("{agency}{service}{year:04}{sequence:06}"))
    }
}

/// ISO 7064, MOD 37,36: finds every single wrong character, and every swap of
/// two neighbours except a few.
fn mod_37_36(text: &str) -> char {
    let carry = text.chars().filter_map(|c| c.to_digit(36)).fold(36, |carry, value| {
        let sum = (carry + value) % 36;
        let sum = if sum == 0 { 36 } else { sum };
        sum * 2 % 37
    });
    let check = (37 - carry) % 36;
    char::from_digit(check, 36).map_or('0', |c| c.to_ascii_uppercase())
}

fn is_code(text: &str) -> bool {
    (2..=5).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_uppercase())
}

fn digits<T: FromStr>(text: &str, length: usize) -> Option<T> {
    let well_formed = text.len() == length && text.bytes().all(|byte| byte.is_ascii_digit());
    if well_formed { text.parse().ok() } else { None }
}

impl FromStr for ReceiptNumber {
    type Err = ReceiptError;
    fn from_str(text: &str) -> Result<Self, ReceiptError> {
        Self::parse(text)
    }
}

impl TryFrom<String> for ReceiptNumber {
    type Error = ReceiptError;
    fn try_from(text: String) -> Result<Self, ReceiptError> {
        Self::parse(&text)
    }
}

impl From<ReceiptNumber> for String {
    fn from(number: ReceiptNumber) -> Self {
        number.to_string()
    }
}

impl fmt::Display for ReceiptNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { agency, service, year, sequence } = self;
        write!(f, "{agency}-{service}-{year:04}-{sequence:06}-{}", self.check_character())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The example of ISO 7064's best known user, the Global Release Identifier.
    #[test]
    fn the_check_character_is_that_of_iso_7064() {
        assert_eq!(mod_37_36("A12425GABC1234002"), 'M');
    }

    #[test]
    fn each_wrong_part_is_named() {
        let wrong = [
            ("KTM-SIP-2026-000123", ReceiptError::NotFiveParts),
            ("KTM-SIP-2026-000123-7-1", ReceiptError::NotFiveParts),
            ("K1M-SIP-2026-000123-7", ReceiptError::Agency),
            ("KTM-SIPPPP-2026-000123-7", ReceiptError::Service),
            ("KTM-SIP-26-000123-7", ReceiptError::Year),
            ("KTM-SIP-1999-000123-7", ReceiptError::Year),
            ("KTM-SIP-2026-123-7", ReceiptError::Sequence),
            ("KTM-SIP-2026-000000-7", ReceiptError::Sequence),
            ("KTM-SIP-2026-+00123-7", ReceiptError::Sequence),
            ("KTM-SIP-2026-000123-77", ReceiptError::CheckShape),
            ("KTM-SIP-2026-000123-?", ReceiptError::CheckShape),
        ];
        for (text, error) in wrong {
            assert_eq!(ReceiptNumber::parse(text), Err(error), "{text}");
        }
    }

    #[test]
    fn a_number_typed_in_lower_case_is_forgiven() {
        let number = ReceiptNumber::new("KTM", "SIP", 2026, 123).unwrap();
        let typed = format!(" {} ", number.to_string().to_lowercase());
        assert_eq!(ReceiptNumber::parse(&typed), Ok(number));
    }

    proptest! {
        #[test]
        fn a_number_reads_back_as_written(
            agency in "[A-Z]{2,5}",
            service in "[A-Z]{2,5}",
            year in 2000_u16..=9999,
            sequence in 1_u32..=999_999,
        ) {
            let number = ReceiptNumber::new(&agency, &service, year, sequence).unwrap();
            prop_assert_eq!(ReceiptNumber::parse(&number.to_string()), Ok(number));
        }

        #[test]
        fn one_wrong_digit_is_always_found(
            sequence in 1_u32..=999_999,
            place in 0_usize..6,
            digit in 0_u8..10,
        ) {
            let written = ReceiptNumber::new("KTM", "SIP", 2026, sequence).unwrap().to_string();
            let mut typed = written.clone().into_bytes();
            typed["KTM-SIP-2026-".len() + place] = b'0' + digit;
            let typed = String::from_utf8(typed).unwrap();

            let parsed = ReceiptNumber::parse(&typed);

            prop_assert_eq!(parsed.is_ok(), typed == written);
        }
    }
}
