//! The questionnaires that come with the program, from `data/questionnaires.toml`.

use std::sync::LazyLock;

use kernel::Slug;
use serde::Deserialize;

use super::{Draft, ElementKey, Question, Questionnaire, Scale};
use crate::category::Thresholds;

static SHIPPED: LazyLock<Vec<Questionnaire>> =
    LazyLock::new(|| read(include_str!("../../data/questionnaires.toml")));

/// All of them; the nine elements of the regulation first.
#[must_use]
pub fn shipped() -> &'static [Questionnaire] {
    &SHIPPED
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    questionnaire: Vec<Entry>,
}

/// A questionnaire in full, or what it changes of an earlier one.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    id: Slug,
    title: String,
    scale: Scale,
    thresholds: Option<Thresholds>,
    source: String,
    based_on: Option<Slug>,
    #[serde(default)]
    without: Vec<ElementKey>,
    questions: Vec<Placed>,
}

#[derive(Deserialize)]
struct Placed {
    /// Its number in the list; at the end without one.
    place: Option<usize>,
    #[serde(flatten)]
    question: Question,
}

fn read(text: &str) -> Vec<Questionnaire> {
    let file: File = toml::from_str(text).expect("the data file is read by a test");
    let mut known: Vec<Questionnaire> = Vec::new();
    for entry in file.questionnaire {
        let questionnaire = made(entry, &known);
        known.push(questionnaire);
    }
    known
}

fn made(entry: Entry, known: &[Questionnaire]) -> Questionnaire {
    let Entry { id, title, scale, thresholds, source, based_on, without, questions } = entry;
    let base = known.iter().find(|other| Some(other.id()) == based_on.as_ref());
    let mut all: Vec<Question> = base.map_or_else(Vec::new, |base| base.questions().to_vec());
    all.retain(|question| !without.contains(&question.key));
    if questions.is_empty() {
        renumber(&mut all);
    }
    for Placed { place, question } in questions {
        let end = all.len();
        all.insert(place.map_or(end, |place| place.saturating_sub(1).min(end)), question);
    }
    let draft = Draft { id, title, scale, thresholds, source, questions: all };
    Questionnaire::try_from(draft).expect("the data file is read by a test")
}

/// Closes the gaps that elements left out have made in the form's numbers.
fn renumber(questions: &mut [Question]) {
    let mut numbers: Vec<u8> = questions.iter().map(|question| question.form).collect();
    numbers.sort_unstable();
    for question in questions {
        let place = numbers.iter().position(|number| *number == question.form);
        question.form = place.and_then(|place| u8::try_from(place + 1).ok()).unwrap_or(u8::MAX);
    }
}
