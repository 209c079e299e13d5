//! What is asked (kuesioner): elements by their keys, never by their positions.

mod shipped;

use std::num::NonZeroU64;

use kernel::Slug;
use serde::{Deserialize, Serialize};

use crate::{category::Thresholds, exact::Exact, score::Score};

pub use shipped::shipped;

/// The name of an element (unsur), as `persyaratan`. Positions differ between the
/// regulation's list, its printed form and what agencies publish; keys do not.
pub type ElementKey = Slug;

/// The most elements a questionnaire may have.
const MOST: usize = 20;

/// How far answers reach.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub enum Scale {
    /// 1 to 4, as PermenPANRB 14/2017 asks.
    Four,
    /// 1 to 6, as IPKP and IPAK ask; reported on the scale of 4.
    Six,
}

/// Which numbers `U1`, `U2`, … stand for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ElementOrder {
    /// The regulation's list: U8 complaints, U9 facilities.
    #[default]
    List,
    /// The printed form: question 8 facilities, question 9 complaints.
    Form,
}

/// A version of a questionnaire never changes; a change is a new version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Draft", into = "Draft")]
pub struct Questionnaire {
    draft: Draft,
    elements: NonZeroU64,
}

/// The parts of a questionnaire, before anything is checked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Draft {
    pub(crate) id: Slug,
    pub(crate) title: String,
    pub(crate) scale: Scale,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) thresholds: Option<Thresholds>,
    pub(crate) source: String,
    pub(crate) questions: Vec<Question>,
}

/// One element (unsur) and how it is asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// The element.
    pub key: ElementKey,
    /// Its number on the printed form.
    pub form: u8,
    /// The element's name, as tables print it.
    pub name: String,
    /// The sentence that is asked.
    pub question: String,
    /// What each score is called, lowest first; empty where only numbers are printed.
    #[serde(default)]
    pub labels: Vec<String>,
}

/// Why parts are no questionnaire.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum QuestionnaireError {
    /// None, or more than 20.
    #[error("a questionnaire has 1 to {MOST} elements")]
    Elements,
    /// Two elements with one key.
    #[error("the element {0} stands twice")]
    Twice(ElementKey),
    /// Two questions with one number, or numbers with a gap.
    #[error("the numbers on the form must be 1 to the number of questions, each once")]
    Numbers,
    /// Neither none nor one for each score.
    #[error("the element {0} must have a label for each score, or none")]
    Labels(ElementKey),
    /// A title, name or question that is empty or too long.
    #[error("{0} must be a line of 1 to 300 characters")]
    Text(&'static str),
    /// Bands for converted values of the scale of 4 only.
    #[error("an instrument on the scale of 6 has no bands")]
    Bands,
}

impl Scale {
    /// The highest score.
    #[must_use]
    pub const fn highest(self) -> u8 {
        match self {
            Self::Four => 4,
            Self::Six => 6,
        }
    }

    /// Whether `score` can be given.
    #[must_use]
    pub fn allows(self, score: Score) -> bool {
        (Score::whole(1)..=Score::whole(self.highest())).contains(&score)
    }

    /// `mean` on the scale of 4: that of 6 is divided by 1.5.
    #[must_use]
    pub fn on_four(self, mean: &Exact) -> Exact {
        const THREE: NonZeroU64 = NonZeroU64::new(3).expect("not zero");
        match self {
            Self::Four => mean.clone(),
            Self::Six => mean * &Exact::ratio(2, THREE),
        }
    }
}

impl TryFrom<u8> for Scale {
    type Error = &'static str;
    fn try_from(highest: u8) -> Result<Self, Self::Error> {
        match highest {
            4 => Ok(Self::Four),
            6 => Ok(Self::Six),
            _ => Err("a scale goes to 4 or to 6"),
        }
    }
}

impl From<Scale> for u8 {
    fn from(scale: Scale) -> Self {
        scale.highest()
    }
}

impl ElementOrder {
    /// As it is asked for.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::List => "list",
            Self::Form => "form",
        }
    }
}

impl Questionnaire {
    /// A questionnaire of these parts.
    ///
    /// # Errors
    /// Every [`QuestionnaireError`]; the first fault found.
    pub fn new(
        id: Slug,
        title: String,
        scale: Scale,
        thresholds: Option<Thresholds>,
        source: String,
        questions: Vec<Question>,
    ) -> Result<Self, QuestionnaireError> {
        Self::try_from(Draft { id, title, scale, thresholds, source, questions })
    }

    /// Its name, as `skm-9`.
    #[must_use]
    pub fn id(&self) -> &Slug {
        &self.draft.id
    }

    /// Its title, as it is printed.
    #[must_use]
    pub fn title(&self) -> &str {
        &self.draft.title
    }

    /// How far answers reach.
    #[must_use]
    pub const fn scale(&self) -> Scale {
        self.draft.scale
    }

    /// The bands of its letters; nothing where none are known.
    #[must_use]
    pub const fn thresholds(&self) -> Option<Thresholds> {
        self.draft.thresholds
    }

    /// The regulation or publication it follows.
    #[must_use]
    pub fn source(&self) -> &str {
        &self.draft.source
    }

    /// In the order of the regulation's list.
    #[must_use]
    pub fn questions(&self) -> &[Question] {
        &self.draft.questions
    }

    /// How many elements.
    #[must_use]
    pub const fn elements(&self) -> NonZeroU64 {
        self.elements
    }

    /// The question about `key`.
    #[must_use]
    pub fn question(&self, key: &ElementKey) -> Option<&Question> {
        self.questions().iter().find(|question| question.key == *key)
    }

    /// The element that `U{number}` stands for.
    #[must_use]
    pub fn numbered(&self, number: usize, order: ElementOrder) -> Option<&Question> {
        match order {
            ElementOrder::List => self.questions().get(number.checked_sub(1)?),
            ElementOrder::Form => {
                self.questions().iter().find(|question| usize::from(question.form) == number)
            }
        }
    }

    /// The shipped questionnaire called `id`.
    #[must_use]
    pub fn known(id: &str) -> Option<&'static Self> {
        shipped().iter().find(|questionnaire| questionnaire.id().as_str() == id)
    }
}

impl TryFrom<Draft> for Questionnaire {
    type Error = QuestionnaireError;

    fn try_from(draft: Draft) -> Result<Self, QuestionnaireError> {
        let count = draft.questions.len();
        let elements = u64::try_from(count).ok().and_then(NonZeroU64::new);
        let (Some(elements), 1..=MOST) = (elements, count) else {
            return Err(QuestionnaireError::Elements);
        };
        if !is_line(&draft.title) {
            return Err(QuestionnaireError::Text("the title"));
        }
        if !is_line(&draft.source) {
            return Err(QuestionnaireError::Text("the source"));
        }
        if draft.scale == Scale::Six && draft.thresholds.is_some() {
            return Err(QuestionnaireError::Bands);
        }
        for (place, question) in draft.questions.iter().enumerate() {
            let Question { key, form: _, name, question, labels } = question;
            if draft.questions.iter().take(place).any(|other| other.key == *key) {
                return Err(QuestionnaireError::Twice(key.clone()));
            }
            if !is_line(name) || !is_line(question) || !labels.iter().all(|label| is_line(label)) {
                return Err(QuestionnaireError::Text("each name, question and label"));
            }
            if !labels.is_empty() && labels.len() != usize::from(draft.scale.highest()) {
                return Err(QuestionnaireError::Labels(key.clone()));
            }
        }
        let numbers = draft.questions.iter().map(|question| usize::from(question.form));
        let mut numbers: Vec<usize> = numbers.collect();
        numbers.sort_unstable();
        if !numbers.into_iter().eq(1..=count) {
            return Err(QuestionnaireError::Numbers);
        }
        Ok(Self { draft, elements })
    }
}

impl From<Questionnaire> for Draft {
    fn from(questionnaire: Questionnaire) -> Self {
        questionnaire.draft
    }
}

fn is_line(text: &str) -> bool {
    kernel::Line::<300>::parse(text).is_ok()
}
