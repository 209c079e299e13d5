//! Guesses what an author meant: the nearest word, if it is near enough.

use kernel::Bilingual;

use crate::faults::say;

/// "Did you mean …?", with the nearest candidate in `quotes`, if one is near.
pub(crate) fn remedy_by_nearest<'c>(
    word: &str,
    candidates: impl Iterator<Item = &'c str>,
    quotes: &str,
) -> Option<Bilingual> {
    let near = nearest(word, candidates)?;
    Some(say(
        format!("maksud Anda {quotes}{near}{quotes}?"),
        format!("did you mean {quotes}{near}{quotes}?"),
    ))
}

/// The candidate nearest to `word`, within a third of its length but at most
/// four edits; the first of several.
fn nearest<'c>(word: &str, candidates: impl Iterator<Item = &'c str>) -> Option<&'c str> {
    let word: Vec<char> = word.chars().take(64).collect();
    let allowed = (word.len() / 3).clamp(1, 4);
    candidates
        .map(|candidate| (distance(&word, candidate), candidate))
        .filter(|(distance, _)| *distance <= allowed)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// Edits (insert, delete, replace) from `word` to `candidate`.
fn distance(word: &[char], candidate: &str) -> usize {
    let mut row: Vec<usize> = (0..=word.len()).collect();
    for (above, theirs) in candidate.chars().enumerate() {
        let mut diagonal = above;
        let mut left = above + 1;
        if let Some(first) = row.first_mut() {
            *first = left;
        }
        for (cell, ours) in row.iter_mut().skip(1).zip(word) {
            let replaced = diagonal + usize::from(*ours != theirs);
            diagonal = *cell;
            *cell = replaced.min(*cell + 1).min(left + 1);
            left = *cell;
        }
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_finds_its_word_and_nonsense_finds_none() {
        let words = ["activity", "decision", "applicant"];

        assert_eq!(nearest("activty", words.into_iter()), Some("activity"));
        assert_eq!(nearest("desicion", words.into_iter()), Some("decision"));
        assert_eq!(nearest("langkah", words.into_iter()), None);
    }

    #[test]
    fn distance_counts_edits() {
        let of = |a: &str, b: &str| distance(&a.chars().collect::<Vec<_>>(), b);

        assert_eq!(of("", "abc"), 3);
        assert_eq!(of("abc", ""), 3);
        assert_eq!(of("kitten", "sitting"), 3);
        assert_eq!(of("same", "same"), 0);
    }
}
