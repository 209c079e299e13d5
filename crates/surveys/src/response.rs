//! A response on its way: sealed until enough others wait with it.

use std::{collections::BTreeMap, fmt::Write as _};

use kernel::{AgencyId, Slug};
use serde::{Deserialize, Serialize};

use crate::{
    profile::Dimension,
    questionnaire::{ElementKey, Questionnaire},
};

/// By which way it came (strata). They are counted apart, because who is asked at the
/// counter answers differently from who answers at home.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stratum {
    /// By the one-time token that a completed case gives.
    Token,
    /// At a device in the office.
    Kiosk,
    /// On paper, entered by an officer.
    Paper,
}

impl Stratum {
    /// As it is stored.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Token => "token",
            Self::Kiosk => "kiosk",
            Self::Paper => "paper",
        }
    }
}

/// What one respondent says. There is no field for a person, a case or an instant.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Response {
    /// The agency that was surveyed.
    pub agency: AgencyId,
    /// The service that was used.
    pub service: Slug,
    /// The unit that served; empty where it is not known.
    pub unit: String,
    /// What was asked.
    pub questionnaire: Slug,
    /// The month, as 202607; nothing finer is kept.
    pub month: i64,
    /// By which way it came.
    pub stratum: Stratum,
    /// The scores; an element left blank has none.
    pub scores: BTreeMap<ElementKey, u8>,
    /// The groups that the respondent belongs to, where told: dimension and group.
    pub groups: Vec<(Dimension, String)>,
    /// What the respondent adds in words.
    pub comment: Option<String>,
}

/// What a response says that its questionnaire does not ask.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unasked {
    /// No such element.
    #[error("must be elements of the questionnaire")]
    Element,
    /// Off the scale.
    #[error("must be from 1 to {highest}")]
    Score {
        /// The scale's end.
        highest: u8,
    },
    /// An element twice.
    #[error("must name each element once")]
    Twice,
    /// Nothing was answered.
    #[error("must answer at least one element")]
    Blank,
}

/// Scores as they were given, checked against what was asked.
///
/// # Errors
/// Every [`Unasked`], with the place of the score it is about; the first found.
pub fn checked_scores<'a>(
    questionnaire: &Questionnaire,
    given: impl IntoIterator<Item = (&'a str, i32)>,
) -> Result<BTreeMap<ElementKey, u8>, (usize, Unasked)> {
    let highest = questionnaire.scale().highest();
    let mut scores = BTreeMap::new();
    for (place, (element, score)) in given.into_iter().enumerate() {
        let asked = questionnaire.questions().iter().find(|it| it.key.as_str() == element);
        let key = &asked.ok_or((place, Unasked::Element))?.key;
        let score = u8::try_from(score).ok().filter(|score| (1..=highest).contains(score));
        let score = score.ok_or((place, Unasked::Score { highest }))?;
        if scores.insert(key.clone(), score).is_some() {
            return Err((place, Unasked::Twice));
        }
    }
    if scores.is_empty() { Err((0, Unasked::Blank)) } else { Ok(scores) }
}

/// Scores as one text with one spelling: what a released row holds and its hash covers.
#[must_use]
pub fn scores_text(scores: &BTreeMap<ElementKey, u8>) -> String {
    let mut text = String::new();
    for (key, score) in scores {
        let separator = if text.is_empty() { "" } else { ";" };
        let _ = write!(text, "{separator}{key}={score}");
    }
    text
}

/// The scores that such a text holds; nothing for another text.
#[must_use]
pub fn scores_of(text: &str) -> Option<BTreeMap<ElementKey, u8>> {
    text.split(';')
        .map(|part| {
            let (key, score) = part.split_once('=')?;
            Some((ElementKey::parse(key).ok()?, score.parse().ok()?))
        })
        .collect()
}

/// What respondents say is shown to nobody by accident.
impl std::fmt::Debug for Response {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Response").field("service", &self.service).finish_non_exhaustive()
    }
}
