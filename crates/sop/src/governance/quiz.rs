//! A short quiz on a version: questions with keyed answers, and who passed.
//!
//! Marked here and nowhere else; who takes it never sees the key.

use kernel::{Line, PersonId, Prose};
use serde::{Deserialize, Serialize};

use super::{Name, Refusal};

/// The most questions of a quiz.
pub const MOST_QUESTIONS: usize = 20;
/// The fewest and the most answers to choose from.
pub const OPTIONS: std::ops::RangeInclusive<usize> = 2..=6;
/// How often a person may try within one day; then the procedure is read again.
pub const MOST_ATTEMPTS_A_DAY: usize = 3;

/// A question with its answers, of which one is right.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// What is asked.
    pub text: Prose<500>,
    /// The answers to choose from.
    pub options: Vec<Line<200>>,
    /// The place of the right one, from 0 on.
    pub key: u32,
}

/// A quiz.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Quiz {
    /// The questions.
    pub questions: Vec<Question>,
    /// So many must be answered right.
    pub pass_mark: u32,
}

/// The version has a quiz, in the place of the one before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QuizSet {
    /// Of which version.
    pub of: Name,
    /// The quiz.
    pub quiz: Quiz,
}

/// A person took the quiz.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QuizTaken {
    /// The person, by pseudonym.
    pub person: PersonId,
    /// How many answers were right.
    pub right: u32,
    /// Of how many.
    pub questions: u32,
    /// Whether that is enough.
    pub passed: bool,
}

impl Quiz {
    /// Refuses a quiz that nobody could pass, or anybody.
    pub(super) fn check(&self) -> Result<(), Refusal> {
        let count = self.questions.len();
        let keyed = |question: &Question| {
            let options = question.options.len();
            OPTIONS.contains(&options)
                && usize::try_from(question.key).is_ok_and(|key| key < options)
        };
        let mark = usize::try_from(self.pass_mark).unwrap_or(usize::MAX);
        let is_sound = (1..=MOST_QUESTIONS).contains(&count)
            && (1..=count).contains(&mark)
            && self.questions.iter().all(keyed);
        if is_sound { Ok(()) } else { Err(Refusal::QuizUnsound) }
    }

    /// What `answers`, one a question in their order, come to.
    pub(super) fn mark(&self, person: &PersonId, answers: &[u32]) -> Result<QuizTaken, Refusal> {
        if answers.len() != self.questions.len() {
            return Err(Refusal::QuizIncomplete);
        }
        let right = self.questions.iter().zip(answers);
        let right = right.filter(|(question, answer)| question.key == **answer).count();
        let right = u32::try_from(right).unwrap_or(u32::MAX);
        let questions = u32::try_from(self.questions.len()).unwrap_or(u32::MAX);
        let passed = right >= self.pass_mark;
        Ok(QuizTaken { person: person.clone(), right, questions, passed })
    }
}
