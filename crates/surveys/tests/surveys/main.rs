//! What the regulation's examples and the published tables come to.

#![allow(clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod bands;
mod hiding;
mod laws;
mod questionnaires;
mod samples;
mod spreadsheets;
mod tables;
mod vectors;

use surveys::{Answers, Counters, ElementKey, Exact, Questionnaire, Score};

fn nine() -> &'static Questionnaire {
    Questionnaire::known("skm-9").expect("shipped")
}

fn decimal(text: &str) -> Exact {
    Exact::decimal(text).expect("a decimal")
}

/// Answers to the nine elements in the regulation's order.
fn answers(scores: [u8; 9]) -> Answers {
    let keys = nine().questions().iter().map(|question| question.key.clone());
    keys.zip(scores.map(Score::whole)).collect()
}

fn counted(respondents: impl IntoIterator<Item = Answers>) -> Counters {
    let mut counters = Counters::default();
    for answers in respondents {
        counters.add(nine(), &answers).expect("known elements");
    }
    counters
}

fn key(text: &str) -> ElementKey {
    ElementKey::parse(text).expect("a key")
}

/// The 29 respondents of the published distribution of Triwulan III, expanded: per element
/// how many gave 4, 3, 2 and 1.
fn gaspul() -> Vec<Answers> {
    const COUNTS: [[usize; 4]; 9] = [
        [18, 11, 0, 0],
        [14, 15, 0, 0],
        [15, 12, 2, 0],
        [29, 0, 0, 0],
        [15, 14, 0, 0],
        [18, 11, 0, 0],
        [19, 10, 0, 0],
        [18, 11, 0, 0],
        [28, 1, 0, 0],
    ];
    let column = |counts: [usize; 4]| -> Vec<u8> {
        [4, 3, 2, 1].into_iter().zip(counts).flat_map(|(s, n)| vec![s; n]).collect()
    };
    let columns = COUNTS.map(column);
    (0..29).map(|row| answers(std::array::from_fn(|place| columns[place][row]))).collect()
}
