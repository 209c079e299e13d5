//! The letter of a converted index (mutu pelayanan).

use serde::{Deserialize, Serialize};

use crate::exact::{Exact, Hundredths};

/// The quality of a service (mutu pelayanan), best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Category {
    /// Sangat baik.
    A,
    /// Baik.
    B,
    /// Kurang baik.
    C,
    /// Tidak baik.
    D,
}

impl Category {
    /// The letter.
    #[must_use]
    pub const fn letter(self) -> &'static str {
        match self {
            Self::A => "A",
            Self::B => "B",
            Self::C => "C",
            Self::D => "D",
        }
    }

    /// The unit's performance in words (kinerja unit pelayanan).
    #[must_use]
    pub const fn performance(self) -> &'static str {
        match self {
            Self::A => "Sangat baik",
            Self::B => "Baik",
            Self::C => "Kurang baik",
            Self::D => "Tidak baik",
        }
    }
}

/// Which bands a survey is classified by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Thresholds {
    /// PermenPANRB 14/2017: the bands in force.
    #[default]
    #[serde(rename = "PERMEN_14_2017")]
    Permen2017,
    /// Kepmen 25/2004: for historic reports only.
    #[serde(rename = "KEPMEN_25_2004")]
    Kepmen2004,
}

/// An index outside 25..100, which no answers can come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a converted index lies between 25 and 100, and this one is {0}")]
pub struct OutOfRange(pub Hundredths);

const FLOOR: i64 = 2500;
const CEILING: i64 = 10_000;

impl Thresholds {
    /// As it is stored and asked for.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Permen2017 => "PERMEN_14_2017",
            Self::Kepmen2004 => "KEPMEN_25_2004",
        }
    }

    /// The regulation, as a report cites it.
    #[must_use]
    pub const fn regulation(self) -> &'static str {
        match self {
            Self::Permen2017 => "Peraturan Menteri PANRB Nomor 14 Tahun 2017",
            Self::Kepmen2004 => "Keputusan Menteri PAN Nomor 25 Tahun 2004",
        }
    }

    /// The last hundredth of D, of C and of B.
    const fn bands(self) -> [i64; 3] {
        match self {
            Self::Permen2017 => [6499, 7660, 8830],
            Self::Kepmen2004 => [4375, 6250, 8125],
        }
    }

    /// Rounds the converted index half up to two decimals, then classifies it.
    ///
    /// The bands have gaps between two decimals (76,60 and 76,61), so only a rounded
    /// value lies in exactly one of them.
    ///
    /// # Errors
    /// [`OutOfRange`] when the index, before rounding, is below 25 or above 100.
    pub fn classify(self, converted: &Exact) -> Result<(Hundredths, Category), OutOfRange> {
        let rounded = converted.hundredths();
        if *converted < Exact::whole(25) || *converted > Exact::whole(100) {
            return Err(OutOfRange(rounded));
        }
        Ok((rounded, self.of(rounded).unwrap_or(Category::D)))
    }

    /// The category of an index that is already rounded; nothing outside 25..100.
    #[must_use]
    pub fn of(self, Hundredths(value): Hundredths) -> Option<Category> {
        if !(FLOOR..=CEILING).contains(&value) {
            return None;
        }
        let [d, c, b] = self.bands();
        Some(match value {
            _ if value <= d => Category::D,
            _ if value <= c => Category::C,
            _ if value <= b => Category::B,
            _ => Category::A,
        })
    }
}
