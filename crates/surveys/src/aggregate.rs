//! One index for several services: two rules, two numbers, so the rule is always said.

use std::num::NonZeroU64;

use serde::{Deserialize, Serialize};

use crate::{
    counters::{Counters, Sums},
    exact::Exact,
    index::{Index, IndexError, Mean, Method, means},
    questionnaire::Questionnaire,
};

/// How several services become one index.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Aggregation {
    /// Every respondent counts the same, whichever service it was.
    #[default]
    AllRespondents,
    /// Every service counts the same, however many answered.
    MeanOfServices,
}

impl Aggregation {
    /// As it is stored and asked for.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::AllRespondents => "all_respondents",
            Self::MeanOfServices => "mean_of_services",
        }
    }

    /// As a report says it.
    #[must_use]
    pub const fn sentence(self) -> &'static str {
        match self {
            Self::AllRespondents => "rata-rata atas semua responden",
            Self::MeanOfServices => "rata-rata dari IKM setiap layanan",
        }
    }
}

/// The index of `services` together. A service that nobody answered for is left out.
///
/// # Errors
/// Every [`IndexError`]; `NoRespondents` when no service has an answer.
pub fn aggregate(
    questionnaire: &Questionnaire,
    services: &[Counters],
    rule: Aggregation,
    method: Method,
) -> Result<Index, IndexError> {
    let services: Vec<Sums> = services.iter().map(Sums::from).collect();
    together(questionnaire, &services, rule, method)
}

/// The same of what was published: the index of a regency from those of its agencies. A
/// part that nobody answered for is left out.
///
/// # Errors
/// As of [`aggregate`].
pub fn together(
    questionnaire: &Questionnaire,
    parts: &[Sums],
    rule: Aggregation,
    method: Method,
) -> Result<Index, IndexError> {
    let all = parts.iter().fold(Sums::default(), Sums::merged);
    match rule {
        Aggregation::AllRespondents => Index::of_sums(questionnaire, &all, method),
        Aggregation::MeanOfServices => {
            let answered = parts.iter().filter(|part| part.respondents > 0);
            let each: Vec<Vec<Mean>> =
                answered.map(|part| means(questionnaire, part)).collect::<Result<_, _>>()?;
            let means = means_of(each, &all)?;
            Index::of_means(questionnaire, all.respondents, means, method)
        }
    }
}

/// Per element, the mean of the parts' means.
fn means_of(services: Vec<Vec<Mean>>, all: &Sums) -> Result<Vec<Mean>, IndexError> {
    let count = u64::try_from(services.len()).unwrap_or(u64::MAX);
    let count = NonZeroU64::new(count).ok_or(IndexError::NoRespondents)?;
    let mut sums: Vec<Mean> = Vec::new();
    for service in services {
        for (place, mean) in service.into_iter().enumerate() {
            match sums.get_mut(place) {
                Some(sum) => {
                    sum.mean = std::mem::replace(&mut sum.mean, Exact::zero()) + mean.mean;
                }
                None => sums.push(mean),
            }
        }
    }
    let averaged = sums.into_iter().map(|Mean { key, mean, .. }| {
        let (sum, answers) = all.elements.get(&key).cloned().unwrap_or((Exact::zero(), 0));
        Mean { sum, answers, mean: mean.over(count), key }
    });
    Ok(averaged.collect())
}
