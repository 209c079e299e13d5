//! The number of a resident (NIK, nomor induk kependudukan), UU 23/2006 Ps 13.

use std::fmt;

use zeroize::Zeroizing;

/// Sixteen digits: region (6), birth date DDMMYY with 40 added to the day for
/// women, serial (4). There is no check digit.
#[derive(Clone, PartialEq, Eq)]
pub struct Nik(Zeroizing<String>);

/// Why a text is not a NIK.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadNik {
    /// Not 16 digits of ASCII.
    #[error("must be 16 digits")]
    Digits,
    /// Digits 7 to 12 are no date, neither of a man nor of a woman.
    #[error("digits 7 to 12 must be a date of birth")]
    BirthDate,
    /// Serials count from 0001.
    #[error("the last four digits must not be 0000")]
    Serial,
}

impl Nik {
    /// The NIK that `text` is. Spaces, dots and hyphens between digits are
    /// taken off, as people copy it from a card.
    ///
    /// # Errors
    /// [`BadNik`] for what can be no one's.
    pub fn parse(text: &str) -> Result<Self, BadNik> {
        let digits = crate::identifier::digits(text, 16..=16).ok_or(BadNik::Digits)?;
        let number = |from, to| digits.get(from..to).and_then(|part: &str| part.parse::<u8>().ok());
        let (Some(day), Some(month), Some(year)) = (number(6, 8), number(8, 10), number(10, 12))
        else {
            return Err(BadNik::Digits);
        };
        if !is_birth_date(day, month, year) {
            return Err(BadNik::BirthDate);
        }
        if digits.ends_with("0000") {
            return Err(BadNik::Serial);
        }
        Ok(Self(digits))
    }

    /// The 16 digits. Never for a name, an address or a log.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The NIK as lists show it: `6202**********01`.
    #[must_use]
    pub fn masked(&self) -> String {
        let front = self.0.get(..4).unwrap_or_default();
        let end = self.0.get(14..).unwrap_or_default();
        format!("{front}**********{end}")
    }
}

impl fmt::Debug for Nik {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Nik(..)")
    }
}

/// The century is not in the number: 29 February is a date when the year is a
/// leap year in the 1900s or in the 2000s, that is in every fourth year.
fn is_birth_date(day: u8, month: u8, year: u8) -> bool {
    let day = if day > 40 { day - 40 } else { day };
    let days = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if year.is_multiple_of(4) => 29,
        2 => 28,
        _ => return false,
    };
    (1..=days).contains(&day)
}

#[cfg(test)]
mod tests {
    use super::*;

    // Region 99 does not exist: no number here can be a person's.

    #[test]
    fn a_man_and_a_woman_of_the_same_day_are_both_accepted() {
        assert!(Nik::parse("9901011708450001").is_ok());
        assert!(Nik::parse("9901015708450002").is_ok());
    }

    #[test]
    fn an_impossible_date_of_birth_is_refused() {
        for date in ["000180", "320180", "310480", "300280", "290281", "011380", "010080"] {
            let woman = format!("{}{}", date[..1].parse::<u8>().unwrap() + 4, &date[1..]);
            for date in [date, &woman] {
                let nik = format!("990101{date}0001");
                assert_eq!(Nik::parse(&nik), Err(BadNik::BirthDate), "{nik}");
            }
        }
        assert_eq!(Nik::parse("9901013901800001"), Err(BadNik::BirthDate));
        assert_eq!(Nik::parse("9901014001800001"), Err(BadNik::BirthDate));
    }

    #[test]
    fn the_29_february_of_every_fourth_year_is_a_date() {
        assert!(Nik::parse("9901012902000001").is_ok());
        assert!(Nik::parse("9901016902960001").is_ok());
    }

    #[test]
    fn a_serial_of_zeros_is_refused() {
        assert_eq!(Nik::parse("9901011708450000"), Err(BadNik::Serial));
    }

    #[test]
    fn only_sixteen_ascii_digits_are_a_nik() {
        for text in
            ["", "990101170845000", "99010117084500011", "990101170845000a", "٩٩٠١٠١١٧٠٨٤٥٠٠٠١"]
        {
            assert_eq!(Nik::parse(text), Err(BadNik::Digits), "{text}");
        }
        assert_eq!(Nik::parse(" 990101-170845-0001 ").unwrap().as_str(), "9901011708450001");
    }

    #[test]
    fn a_list_shows_four_digits_in_front_and_two_behind() {
        let nik = Nik::parse("9901011708450001").unwrap();

        assert_eq!(nik.masked(), "9901**********01");
        assert_eq!(nik.masked().len(), 16);
        assert_eq!(format!("{nik:?}"), "Nik(..)");
    }
}
