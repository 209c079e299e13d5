//! The index (Indeks Kepuasan Masyarakat, IKM).

use std::num::NonZeroU64;

use serde::{Deserialize, Serialize};

use crate::{
    category::{Category, OutOfRange, Thresholds},
    counters::{Counters, Sums},
    exact::{Exact, Hundredths},
    questionnaire::{ElementKey, Questionnaire},
    warning::Warning,
};

/// What an element weighs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Weight {
    /// One over the number of elements, unrounded: what the regulation means.
    #[default]
    #[serde(rename = "EXACT")]
    Exact,
    /// 0,111 for nine elements: only to reproduce old reports.
    #[serde(rename = "W0_111")]
    W0_111,
    /// 0,11 for nine elements, as the annex prints it: only to reproduce old reports.
    #[serde(rename = "W0_11")]
    W0_11,
}

impl Weight {
    /// All there are, the right one first.
    pub const ALL: [Self; 3] = [Self::Exact, Self::W0_111, Self::W0_11];

    /// As it is stored and asked for.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Exact => "EXACT",
            Self::W0_111 => "W0_111",
            Self::W0_11 => "W0_11",
        }
    }

    /// As a fraction, for a questionnaire of `elements`. Nothing when the profile is for
    /// nine elements and these are not nine.
    #[must_use]
    pub fn of(self, elements: NonZeroU64) -> Option<Exact> {
        let nine = elements.get() == 9;
        match self {
            Self::Exact => Some(Exact::ratio(1, elements)),
            Self::W0_111 if nine => Exact::decimal("0.111"),
            Self::W0_11 if nine => Exact::decimal("0.11"),
            Self::W0_111 | Self::W0_11 => None,
        }
    }
}

/// How an index is computed and judged.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Method {
    /// What an element weighs.
    pub weight: Weight,
    /// The bands of the letters.
    pub thresholds: Thresholds,
}

/// The index of some respondents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Index {
    /// How it was computed.
    pub method: Method,
    /// Who answered.
    pub respondents: u64,
    /// Per element, in the questionnaire's order.
    pub elements: Vec<ElementResult>,
    /// The sum of the weighted means (jumlah), on the scale of 4.
    pub raw: Exact,
    /// Times 25, before rounding.
    pub converted: Exact,
    /// As it is published (IKM).
    pub value: Hundredths,
    /// Nothing where no bands are known for the instrument.
    pub category: Option<Category>,
    /// What the reader must know before trusting the letter.
    pub warnings: Vec<Warning>,
}

/// One element's part of the index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ElementResult {
    /// Which.
    pub key: ElementKey,
    /// The sum of the scores (Σ nilai per unsur), on the questionnaire's own scale.
    pub sum: Exact,
    /// How many answered it.
    pub answers: u64,
    /// The mean on the scale of 4 (nilai rata-rata, NRR).
    pub mean: Exact,
    /// The mean times its weight (NRR tertimbang).
    pub weighted: Exact,
    /// The mean times 25, rounded.
    pub converted: Hundredths,
    /// The element's own letter.
    pub category: Option<Category>,
}

/// Why there is no index.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum IndexError {
    /// Nobody answered.
    #[error("nobody has answered")]
    NoRespondents,
    /// An element that nobody answered has no mean.
    #[error("nobody has answered the element {0}")]
    Unanswered(ElementKey),
    /// The weights 0,111 and 0,11 are for nine elements.
    #[error("the weight {} is for nine elements, and the questionnaire has {elements}", weight.name())]
    WeightForNine {
        /// Which was asked for.
        weight: Weight,
        /// How many there are.
        elements: u64,
    },
    /// The figures come to something that no answers can come to.
    #[error(transparent)]
    OutOfRange(#[from] OutOfRange),
}

/// An element's sum, number of answers, and mean on the scale of 4.
pub(crate) struct Mean {
    pub(crate) key: ElementKey,
    pub(crate) sum: Exact,
    pub(crate) answers: u64,
    pub(crate) mean: Exact,
}

impl Index {
    /// The index of everyone in `counters`: IKM = 25·ΣΣscore/(n·m). An item left blank
    /// is left out: its element's sum is divided by the answers given.
    ///
    /// # Errors
    /// Every [`IndexError`].
    pub fn of(
        questionnaire: &Questionnaire,
        counters: &Counters,
        method: Method,
    ) -> Result<Self, IndexError> {
        Self::of_sums(questionnaire, &Sums::from(counters), method)
    }

    pub(crate) fn of_sums(
        questionnaire: &Questionnaire,
        sums: &Sums,
        method: Method,
    ) -> Result<Self, IndexError> {
        let means = means(questionnaire, sums)?;
        let answers = means.iter().fold(0, |sum: u64, mean| sum.saturating_add(mean.answers));
        let asked = sums.respondents.saturating_mul(questionnaire.elements().get());
        let blanks = asked.saturating_sub(answers);
        let mut index = Self::of_means(questionnaire, sums.respondents, means, method)?;
        if blanks > 0 {
            index.warnings.push(Warning::BlankItems { blanks });
        }
        Ok(index)
    }

    pub(crate) fn of_means(
        questionnaire: &Questionnaire,
        respondents: u64,
        means: Vec<Mean>,
        method: Method,
    ) -> Result<Self, IndexError> {
        let Method { weight, thresholds } = method;
        let elements = questionnaire.elements();
        let is_judged = questionnaire.thresholds().is_some();
        let bobot = weight
            .of(elements)
            .ok_or(IndexError::WeightForNine { weight, elements: elements.get() })?;
        let sum_of_means: Exact = means.iter().map(|mean| mean.mean.clone()).sum();
        let elements = means
            .into_iter()
            .map(|Mean { key, sum, answers, mean }| {
                let converted = (&mean * &Exact::whole(25)).hundredths();
                let category = if is_judged { thresholds.of(converted) } else { None };
                let weighted = &mean * &bobot;
                ElementResult { key, sum, answers, mean, weighted, converted, category }
            })
            .collect();
        let raw = &sum_of_means * &bobot;
        let converted = &raw * &Exact::whole(25);
        let (value, category, warnings) = if is_judged {
            let (value, category) = thresholds.classify(&converted)?;
            let warnings =
                Warning::of_letter(&sum_of_means, questionnaire.elements(), method, category);
            (value, Some(category), warnings)
        } else {
            (converted.hundredths(), None, Vec::new())
        };
        Ok(Self { method, respondents, elements, raw, converted, value, category, warnings })
    }

    /// The elements from the lowest mean up; equal ones in the questionnaire's order.
    #[must_use]
    pub fn lowest_first(&self) -> Vec<&ElementResult> {
        let mut elements: Vec<&ElementResult> = self.elements.iter().collect();
        elements.sort_by(|a, b| a.mean.cmp(&b.mean));
        elements
    }
}

pub(crate) fn means(questionnaire: &Questionnaire, sums: &Sums) -> Result<Vec<Mean>, IndexError> {
    if sums.respondents == 0 {
        return Err(IndexError::NoRespondents);
    }
    let mean = |key: &ElementKey| {
        let unanswered = || IndexError::Unanswered(key.clone());
        let (sum, answers) = sums.elements.get(key).cloned().ok_or_else(unanswered)?;
        let divisor = NonZeroU64::new(answers).ok_or_else(unanswered)?;
        let mean = questionnaire.scale().on_four(&sum.over(divisor));
        Ok(Mean { key: key.clone(), sum, answers, mean })
    };
    questionnaire.questions().iter().map(|question| mean(&question.key)).collect()
}
