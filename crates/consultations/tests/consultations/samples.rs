//! A committed sample of each event decodes and folds, for ever.

use consultations::{Event, Forum, State};
use kernel::Actor;

use crate::world::instant;

macro_rules! samples {
    ($($name:literal),+ $(,)?) => {
        const SAMPLES: &[(&str, &str)] = &[$((
            concat!("consultations.", $name),
            include_str!(concat!("../../samples/consultations.", $name, ".v1.json")),
        )),+];
    };
}

samples!(
    "created",
    "announced",
    "invited",
    "opened",
    "participant_registered",
    "commented",
    "comment_decided",
    "minutes_written",
    "minutes_signed",
    "results_published",
    "follow_up_recorded",
    "contributor_read",
    "finished",
);

fn events() -> Vec<Event> {
    SAMPLES.iter().map(|(kind, text)| Event::decode(kind, 1, text).unwrap()).collect()
}

#[test]
fn every_kind_has_a_sample() {
    for (kind, version) in Event::KINDS {
        assert_eq!(*version, 1);
        assert!(SAMPLES.iter().any(|(name, _)| name == kind), "{kind}");
    }
}

#[test]
fn every_sample_is_read_and_written_without_change() {
    for (event, (kind, text)) in events().iter().zip(SAMPLES) {
        assert_eq!(event.kind(), *kind);
        assert_eq!(event.payload(), text.trim());
    }
}

#[test]
fn the_samples_fold_into_a_forum() {
    let folded = events()
        .iter()
        .fold(None, |forum, event| Forum::evolve(forum, instant(), &Actor::Applicant, event));

    let forum = folded.unwrap();
    assert_eq!(forum.state, State::Finished);
    assert!(forum.comments[0].decision.is_some() && forum.comments[0].follow_up.is_some());
}

#[test]
fn an_unknown_kind_version_or_shape_is_an_error() {
    assert!(Event::decode("consultations.forgotten", 1, "{}").is_err());
    assert!(Event::decode("consultations.opened", 2, "{}").is_err());
    assert!(Event::decode("consultations.opened", 1, "{\"by\":1}").is_err());
}
