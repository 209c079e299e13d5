//! One answer's value.

use std::fmt;

use crate::exact::Exact;

/// A score in ten-thousandths: `3` is 30000. Respondents give whole ones; an agency's
/// spreadsheet may hold averages such as 3,31, which stay exact too.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Score(u32);

impl Score {
    /// How many units make one.
    pub const UNIT: u32 = 10_000;

    /// A whole score, as it is circled on the form.
    #[must_use]
    pub const fn whole(score: u8) -> Self {
        Self(score as u32 * Self::UNIT)
    }

    /// The score that `text` is: digits, or digits with up to four decimals after a point
    /// or a comma. Nothing for anything else.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (whole, places) = text.split_once(['.', ',']).unwrap_or((text, "0"));
        let is_digits = |part: &str, most: usize| {
            (1..=most).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit())
        };
        if !is_digits(whole, 2) || !is_digits(places, 4) {
            return None;
        }
        let decimals: u32 = format!("{places:0<4}").parse().ok()?;
        Some(Self(whole.parse::<u32>().ok()? * Self::UNIT + decimals))
    }

    /// In ten-thousandths.
    #[must_use]
    pub const fn units(self) -> u32 {
        self.0
    }

    /// As a fraction.
    #[must_use]
    pub fn exact(self) -> Exact {
        Exact::whole(self.0).over(UNIT)
    }
}

/// [`Score::UNIT`] as a divisor.
pub(crate) const UNIT: std::num::NonZeroU64 = std::num::NonZeroU64::new(10_000).expect("not zero");

/// `3`, `3.31`.
impl fmt::Display for Score {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, decimals) = (self.0 / Self::UNIT, self.0 % Self::UNIT);
        if decimals == 0 {
            return write!(f, "{whole}");
        }
        let decimals = format!("{decimals:04}");
        write!(f, "{whole}.{}", decimals.trim_end_matches('0'))
    }
}
