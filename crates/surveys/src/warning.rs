//! What a reader must know before trusting a letter.

use std::num::NonZeroU64;

use kernel::Bilingual;
use num_traits::ToPrimitive;

use crate::{
    category::{Category, Thresholds},
    exact::{Exact, Hundredths},
    index::{Method, Weight},
};

/// A doubt about an index that is itself computed correctly.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Warning {
    /// Cutting decimals off instead of rounding gives another letter.
    LetterDependsOnRounding {
        /// As the regulation rounds.
        rounded: Category,
        /// As it would be.
        cut: Category,
    },
    /// Another profile of the weight gives another letter.
    LetterDependsOnWeight {
        /// That profile.
        weight: Weight,
        /// Its index.
        value: Hundredths,
        /// Its letter.
        category: Category,
    },
    /// The bands of 2004 were asked for; those in force say something else.
    OldBands {
        /// By PermenPANRB 14/2017.
        today: Category,
    },
    /// Some items were left blank, so elements have different denominators.
    BlankItems {
        /// How many.
        blanks: u64,
    },
}

impl Warning {
    /// What is to be said of the letter `category`, given the sum of the means.
    pub(crate) fn of_letter(
        sum_of_means: &Exact,
        elements: NonZeroU64,
        method: Method,
        category: Category,
    ) -> Vec<Self> {
        let Method { weight, thresholds } = method;
        let converted = |weight: Weight| {
            weight.of(elements).map(|weight| &(sum_of_means * &weight) * &Exact::whole(25))
        };
        let mut warnings = Vec::new();
        let cut = converted(weight).and_then(|exact| exact.cut(2).to_i64());
        if let Some(cut) = cut.and_then(|cut| thresholds.of(Hundredths(cut)))
            && cut != category
        {
            warnings.push(Self::LetterDependsOnRounding { rounded: category, cut });
        }
        for other in Weight::ALL.into_iter().filter(|other| *other != weight) {
            let judged = converted(other).and_then(|exact| thresholds.classify(&exact).ok());
            if let Some((value, letter)) = judged
                && letter != category
            {
                let weight = other;
                warnings.push(Self::LetterDependsOnWeight { weight, value, category: letter });
            }
        }
        let today =
            converted(weight).and_then(|exact| Thresholds::Permen2017.classify(&exact).ok());
        if let Some((_, today)) = today
            && today != category
        {
            warnings.push(Self::OldBands { today });
        }
        warnings
    }

    /// A stable name, for programs.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::LetterDependsOnRounding { .. } => "LETTER_DEPENDS_ON_ROUNDING",
            Self::LetterDependsOnWeight { .. } => "LETTER_DEPENDS_ON_WEIGHT",
            Self::OldBands { .. } => "OLD_BANDS",
            Self::BlankItems { .. } => "BLANK_ITEMS",
        }
    }

    /// The sentence for people.
    #[must_use]
    pub fn sentence(&self) -> Bilingual {
        match self {
            Self::LetterDependsOnRounding { rounded, cut } => Bilingual::new(
                format!(
                    "Mutu bergantung pada pembulatan: dibulatkan {}, dipotong {}.",
                    rounded.letter(),
                    cut.letter()
                ),
                format!(
                    "The letter depends on rounding: rounded {}, cut off {}.",
                    rounded.letter(),
                    cut.letter()
                ),
            ),
            Self::LetterDependsOnWeight { weight, value, category } => Bilingual::new(
                format!(
                    "Mutu bergantung pada bobot: dengan {} nilainya {} ({}).",
                    weight.name(),
                    value.comma(),
                    category.letter()
                ),
                format!(
                    "The letter depends on the weight: with {} it is {value} ({}).",
                    weight.name(),
                    category.letter()
                ),
            ),
            Self::OldBands { today } => Bilingual::new(
                format!(
                    "Interval Kepmen 25/2004 tidak berlaku lagi; menurut PermenPANRB 14/2017 mutunya {}.",
                    today.letter()
                ),
                format!(
                    "The bands of Kepmen 25/2004 are no longer in force; by PermenPANRB 14/2017 the letter is {}.",
                    today.letter()
                ),
            ),
            Self::BlankItems { blanks } => Bilingual::new(
                format!(
                    "{blanks} butir tidak diisi; setiap unsur dibagi dengan jumlah jawabannya."
                ),
                format!(
                    "{blanks} items were left blank; each element is divided by its own answers."
                ),
            ),
        }
    }
}
