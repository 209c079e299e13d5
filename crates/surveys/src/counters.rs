//! Responses, added up: all that an index, an interval and a comparison need.

use std::collections::BTreeMap;

use crate::{
    exact::Exact,
    questionnaire::{ElementKey, Questionnaire},
    score::Score,
};

/// What one respondent answered; an element left blank has no entry.
pub type Answers = BTreeMap<ElementKey, Score>;

/// How often each score was given, per element. Merging is adding, so parts can be
/// counted anywhere and in any order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counters {
    respondents: u64,
    scores: BTreeMap<ElementKey, BTreeMap<Score, u64>>,
    complete: Moments,
}

/// Sums over the respondents who answered every element, in [`Score`] units; what the
/// confidence interval needs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Moments {
    /// How many answered everything.
    pub respondents: u64,
    /// The sum of their totals.
    pub sum: u128,
    /// The sum of their totals' squares.
    pub squares: u128,
}

/// Sums per element: all that an index needs, and as much as an agency publishes with it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sums {
    /// Who answered anything at all.
    pub respondents: u64,
    /// Per element the sum of the scores, and how many answered it.
    pub elements: BTreeMap<ElementKey, (Exact, u64)>,
}

impl Sums {
    /// Both together.
    #[must_use]
    pub fn merged(mut self, other: &Self) -> Self {
        self.respondents = self.respondents.saturating_add(other.respondents);
        for (key, (sum, answers)) in &other.elements {
            let nothing = || (Exact::zero(), 0);
            let (mine, count) = self.elements.entry(key.clone()).or_insert_with(nothing);
            *mine = std::mem::replace(mine, Exact::zero()) + sum.clone();
            *count = count.saturating_add(*answers);
        }
        self
    }
}

impl From<&Counters> for Sums {
    fn from(counters: &Counters) -> Self {
        let of = |key: &ElementKey| (key.clone(), (counters.sum(key), counters.answers(key)));
        Self {
            respondents: counters.respondents,
            elements: counters.scores.keys().map(of).collect(),
        }
    }
}

/// An answer to something that the questionnaire does not ask.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the questionnaire has no element {0}")]
pub struct UnknownElement(pub ElementKey);

impl Counters {
    /// Puts together what was counted elsewhere.
    #[must_use]
    pub fn from_parts(
        respondents: u64,
        scores: impl IntoIterator<Item = (ElementKey, Score, u64)>,
        complete: Moments,
    ) -> Self {
        let mut counters = Self { respondents, complete, ..Self::default() };
        for (key, score, count) in scores {
            *counters.scores.entry(key).or_default().entry(score).or_default() += count;
        }
        counters
    }

    /// Counts one respondent. A questionnaire handed in blank counts for nothing
    /// and answers `false`.
    ///
    /// # Errors
    /// [`UnknownElement`] before anything is counted.
    pub fn add(
        &mut self,
        questionnaire: &Questionnaire,
        answers: &Answers,
    ) -> Result<bool, UnknownElement> {
        if let Some(key) = answers.keys().find(|key| questionnaire.question(key).is_none()) {
            return Err(UnknownElement(key.clone()));
        }
        if answers.is_empty() {
            return Ok(false);
        }
        self.respondents += 1;
        for (key, score) in answers {
            *self.scores.entry(key.clone()).or_default().entry(*score).or_default() += 1;
        }
        if answers.len() == questionnaire.questions().len() {
            let total: u128 = answers.values().map(|score| u128::from(score.units())).sum();
            self.complete.respondents += 1;
            self.complete.sum += total;
            self.complete.squares += total * total;
        }
        Ok(true)
    }

    /// Both together.
    #[must_use]
    pub fn merged(mut self, other: &Self) -> Self {
        self.respondents += other.respondents;
        for (key, scores) in &other.scores {
            let mine = self.scores.entry(key.clone()).or_default();
            for (score, count) in scores {
                *mine.entry(*score).or_default() += count;
            }
        }
        self.complete.respondents += other.complete.respondents;
        self.complete.sum += other.complete.sum;
        self.complete.squares += other.complete.squares;
        self
    }

    /// Who answered anything at all.
    #[must_use]
    pub const fn respondents(&self) -> u64 {
        self.respondents
    }

    /// How many answered `key`.
    #[must_use]
    pub fn answers(&self, key: &ElementKey) -> u64 {
        self.scores.get(key).map_or(0, |scores| scores.values().sum())
    }

    /// The sum of what was answered to `key`.
    #[must_use]
    pub fn sum(&self, key: &ElementKey) -> Exact {
        let units: u128 = self.scores.get(key).map_or(0, |scores| {
            scores.iter().map(|(score, count)| u128::from(score.units()) * u128::from(*count)).sum()
        });
        Exact::whole(units).over(crate::score::UNIT)
    }

    /// How often each score was given to `key`, lowest first.
    pub fn distribution(&self, key: &ElementKey) -> impl Iterator<Item = (Score, u64)> {
        self.scores.get(key).into_iter().flatten().map(|(score, count)| (*score, *count))
    }

    /// The sums over those who answered everything.
    #[must_use]
    pub const fn complete(&self) -> Moments {
        self.complete
    }
}
