//! The catalogue of reasons is what clients may rely on.

use std::collections::BTreeSet;

use contract::{REASONS, Reason, reason};
use tonic::Code;

#[test]
fn a_reason_stands_once_in_the_catalogue() {
    let names: BTreeSet<&str> = REASONS.iter().map(|reason| reason.name).collect();

    assert_eq!(names.len(), REASONS.len());
}

#[test]
fn a_reason_is_found_by_its_name_and_an_unknown_one_is_not() {
    assert!(REASONS.iter().all(|each| reason(each.name) == Some(each)));
    assert_eq!(reason("NO_SUCH_REASON"), None);
}

#[test]
fn a_name_has_the_shape_that_error_info_demands() {
    // google.rpc.ErrorInfo: at most 63 characters of [A-Z][A-Z0-9_]+[A-Z0-9].
    for name in REASONS.iter().map(|reason| reason.name) {
        assert!(name.len() <= 63 && name.len() > 2, "{name}");
        assert!(name.bytes().all(|b| b.is_ascii_uppercase() || b == b'_'), "{name}");
        assert!(!name.starts_with('_') && !name.ends_with('_'), "{name}");
    }
}

#[test]
fn a_text_is_a_sentence_in_each_language_and_fits_in_a_status() {
    for Reason { name, id, en, .. } in REASONS.iter().copied() {
        assert_ne!(id, en, "{name}");
        for text in [id, en] {
            assert!(
                text.ends_with('.') && text.chars().next().is_some_and(char::is_uppercase),
                "{name}"
            );
            assert!(text.len() <= 300 && text.trim() == text && !text.contains("  "), "{name}");
        }
    }
}

#[test]
fn no_reason_answers_ok() {
    assert!(REASONS.iter().all(|reason| reason.code != Code::Ok));
}
