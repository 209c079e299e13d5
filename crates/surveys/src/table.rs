//! Does a table that an agency has published come to the index that it prints?
//!
//! What is printed is rounded, so nothing is compared with a single number: each printed
//! mean stands for all that round to it, and the index for what these can come to.

use std::num::NonZeroU64;

use kernel::Bilingual;

use crate::{
    category::{Category, Thresholds},
    exact::{Exact, Hundredths},
    index::Weight,
    spreadsheet::{lines_of, normal},
};

/// A published table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublishedTable {
    /// One for each element.
    pub rows: Vec<TableRow>,
    /// The index that is printed.
    pub index: Exact,
    /// The letter that is printed, if one is.
    pub letter: Option<Category>,
}

/// One printed element.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableRow {
    /// As it is called there.
    pub element: String,
    /// The printed mean (NRR).
    pub mean: Exact,
    /// With how many decimals it is printed.
    pub mean_places: usize,
    /// The printed weighted mean (NRR tertimbang), and its decimals.
    pub weighted: Option<(Exact, usize)>,
}

/// What the table comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableVerdict {
    /// By each weight that fits the number of elements: the index of the printed means.
    pub by_weight: Vec<(Weight, Hundredths)>,
    /// The sum of the printed weighted means times 25, where all are printed.
    pub by_printed_weighted: Option<Hundredths>,
    /// Ways that reproduce the printed index.
    pub reproduced_by: Vec<&'static str>,
    /// What does not add up.
    pub findings: Vec<TableFinding>,
}

/// Something that does not add up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TableFinding {
    /// No weight, and no sum of what is printed, gives the printed index.
    NotReproducible {
        /// What is printed.
        printed: Hundredths,
        /// What the printed means come to exactly.
        exact: Hundredths,
    },
    /// The printed index comes about only by a weight that was rounded.
    RoundedWeight {
        /// That weight.
        weight: Weight,
        /// What it should be.
        exact: Hundredths,
    },
    /// A weighted mean that is no weight times its mean.
    WeightedDiffers {
        /// The element.
        element: String,
    },
    /// The printed letter is not that of the exact index.
    LetterDiffers {
        /// What is printed.
        printed: Category,
        /// By the bands in force.
        exact: Category,
    },
    /// The printed means cannot be means of answers.
    OutOfRange,
}

impl PublishedTable {
    /// Compares what is printed with what it comes to.
    #[must_use]
    pub fn check(&self) -> TableVerdict {
        let count = u64::try_from(self.rows.len()).ok().and_then(NonZeroU64::new);
        let Some(elements) = count else {
            return TableVerdict {
                by_weight: Vec::new(),
                by_printed_weighted: None,
                reproduced_by: Vec::new(),
                findings: vec![TableFinding::OutOfRange],
            };
        };
        let sum: Exact = self.rows.iter().map(|row| row.mean.clone()).sum();
        let slack: Exact = self.rows.iter().map(|row| half_unit(row.mean_places)).sum();
        let hundred = Exact::whole(25);
        let mut by_weight = Vec::new();
        let mut reproduced_by = Vec::new();
        for weight in Weight::ALL {
            let Some(each) = weight.of(elements) else { continue };
            let converted = &(&sum * &each) * &hundred;
            by_weight.push((weight, converted.hundredths()));
            if self.is_within(&converted, &(&(&slack * &each) * &hundred)) {
                reproduced_by.push(weight.name());
            }
        }
        let printed = self.printed_weighted();
        let by_printed_weighted = printed.as_ref().map(|sum| (sum * &hundred).hundredths());
        if printed.is_some_and(|sum| self.is_within(&(&sum * &hundred), &Exact::zero())) {
            reproduced_by.push("PRINTED_WEIGHTED_MEANS");
        }
        let findings = self.findings(elements, &by_weight, &reproduced_by);
        TableVerdict { by_weight, by_printed_weighted, reproduced_by, findings }
    }

    fn printed_weighted(&self) -> Option<Exact> {
        let printed: Option<Vec<Exact>> = self
            .rows
            .iter()
            .map(|row| row.weighted.as_ref().map(|(value, _)| value.clone()))
            .collect();
        Some(printed?.into_iter().sum())
    }

    /// Whether the printed index may be what `converted`, give or take `slack`, rounds to.
    fn is_within(&self, converted: &Exact, slack: &Exact) -> bool {
        let slack = slack.clone() + half_unit(2);
        converted.clone() - slack.clone() <= self.index && self.index <= converted.clone() + slack
    }

    fn findings(
        &self,
        elements: NonZeroU64,
        by_weight: &[(Weight, Hundredths)],
        reproduced_by: &[&str],
    ) -> Vec<TableFinding> {
        let mut findings = Vec::new();
        let sum: Exact = self.rows.iter().map(|row| row.mean.clone()).sum();
        let exact = &sum.over(elements) * &Exact::whole(25);
        let Ok((exact, letter)) = Thresholds::Permen2017.classify(&exact) else {
            return vec![TableFinding::OutOfRange];
        };
        if reproduced_by.is_empty() {
            findings
                .push(TableFinding::NotReproducible { printed: self.index.hundredths(), exact });
        } else if !reproduced_by.contains(&Weight::Exact.name()) {
            let used = by_weight.iter().find(|(weight, _)| reproduced_by.contains(&weight.name()));
            if let Some((weight, _)) = used {
                findings.push(TableFinding::RoundedWeight { weight: *weight, exact });
            }
        }
        let off = self.rows.iter().filter(|row| !row.has_a_weight(elements));
        findings
            .extend(off.map(|row| TableFinding::WeightedDiffers { element: row.element.clone() }));
        if let Some(printed) = self.letter
            && printed != letter
        {
            findings.push(TableFinding::LetterDiffers { printed, exact: letter });
        }
        findings
    }
}

impl TableRow {
    /// Whether some weight times some mean that prints so may print as its weighted mean.
    fn has_a_weight(&self, elements: NonZeroU64) -> bool {
        let Some((weighted, places)) = &self.weighted else { return true };
        // A last digit cut off instead of rounded is not worth a finding.
        let slack = half_unit(*places) + half_unit(*places);
        Weight::ALL.into_iter().filter_map(|weight| weight.of(elements)).any(|weight| {
            let product = &self.mean * &weight;
            let slack = slack.clone() + &weight * &half_unit(self.mean_places);
            product.clone() - slack.clone() <= *weighted && *weighted <= product + slack
        })
    }
}

impl TableFinding {
    /// A stable name, for programs.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::NotReproducible { .. } => "NOT_REPRODUCIBLE",
            Self::RoundedWeight { .. } => "ROUNDED_WEIGHT",
            Self::WeightedDiffers { .. } => "WEIGHTED_DIFFERS",
            Self::LetterDiffers { .. } => "LETTER_DIFFERS",
            Self::OutOfRange => "OUT_OF_RANGE",
        }
    }

    /// The sentence for people.
    #[must_use]
    pub fn sentence(&self) -> Bilingual {
        match self {
            Self::NotReproducible { printed, exact } => Bilingual::new(
                format!(
                    "Tabel ini tidak menghasilkan {} dengan bobot mana pun; hitungan tepat {}.",
                    printed.comma(),
                    exact.comma()
                ),
                format!(
                    "This table does not come to {printed} by any weight; it is exactly {exact}."
                ),
            ),
            Self::RoundedWeight { weight, exact } => Bilingual::new(
                format!(
                    "Nilai tercetak hanya diperoleh dengan bobot bulat {}; hitungan tepat {}.",
                    weight.name(),
                    exact.comma()
                ),
                format!(
                    "The printed value comes about only by the rounded weight {}; it is exactly {exact}.",
                    weight.name()
                ),
            ),
            Self::WeightedDiffers { element } => Bilingual::new(
                format!("NRR tertimbang unsur {element} bukan NRR dikali bobot mana pun."),
                format!("The weighted mean of {element} is no weight times its mean."),
            ),
            Self::LetterDiffers { printed, exact } => Bilingual::new(
                format!(
                    "Mutu tercetak {}; menurut PermenPANRB 14/2017 {}.",
                    printed.letter(),
                    exact.letter()
                ),
                format!(
                    "The printed letter is {}; by PermenPANRB 14/2017 it is {}.",
                    printed.letter(),
                    exact.letter()
                ),
            ),
            Self::OutOfRange => Bilingual::new(
                "Nilai-nilai ini tidak mungkin berasal dari jawaban 1 sampai 4.",
                "These figures cannot come from answers of 1 to 4.",
            ),
        }
    }
}

/// Half of the last of `places` decimals.
fn half_unit(places: usize) -> Exact {
    const TEN: NonZeroU64 = NonZeroU64::new(10).expect("not zero");
    const TWO: NonZeroU64 = NonZeroU64::new(2).expect("not zero");
    (0..places).fold(Exact::ratio(1, TWO), |unit, _| unit.over(TEN))
}

/// Reads a published table: columns `unsur`, `nrr` and perhaps `nrr_tertimbang`, and a last
/// line `IKM` with the printed index and perhaps, in the third column, its letter.
///
/// # Errors
/// The line, from 1, and what it should hold.
pub fn read_table(text: &str) -> Result<PublishedTable, (usize, &'static str)> {
    let mut rows = Vec::new();
    let mut printed = None;
    for (line, cells) in lines_of(text).skip(1) {
        let cell = |place: usize| cells.get(place).map_or("", |cell| cell.trim());
        let number = |text: &str| Exact::decimal(text).map(|value| (value, places(text)));
        let (mean, mean_places) =
            number(cell(1)).ok_or((line, "a number in the second column, as 3,31"))?;
        if normal(cell(0)) == "ikm" {
            printed = Some((mean, letter(cell(2))));
            continue;
        }
        let weighted = match cell(2) {
            "" => None,
            text => Some(number(text).ok_or((line, "a number in the third column, or nothing"))?),
        };
        rows.push(TableRow { element: cell(0).to_owned(), mean, mean_places, weighted });
    }
    let last = lines_of(text).last().map_or(1, |(line, _)| line);
    let (index, letter) = printed.ok_or((last, "a last line `IKM` with the printed index"))?;
    Ok(PublishedTable { rows, index, letter })
}

fn places(text: &str) -> usize {
    text.split_once(['.', ',']).map_or(0, |(_, decimals)| decimals.len())
}

fn letter(text: &str) -> Option<Category> {
    [Category::A, Category::B, Category::C, Category::D]
        .into_iter()
        .find(|category| category.letter().eq_ignore_ascii_case(text))
}
