//! A committed sample of each event decodes and folds, for ever.

use improvement::{Action, Event, Level, State};

use crate::world::officer;

macro_rules! samples {
    ($($name:literal),+ $(,)?) => {
        const SAMPLES: &[(&str, &str)] = &[$((
            concat!("improvement.", $name),
            include_str!(concat!("../../samples/improvement.", $name, ".v1.json")),
        )),+];
    };
}

samples!(
    "opened",
    "assigned",
    "escalated",
    "completed",
    "returned",
    "effect_recorded",
    "verified",
    "dropped",
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
fn the_samples_fold_into_an_action() {
    let folded = events()
        .iter()
        .fold(None, |action, event| Action::evolve(action, &officer("kabid"), event));

    let action = folded.unwrap();
    assert_eq!((action.state, action.escalated), (State::Dropped, Some(Level::Superior)));
    let stored = serde_json::to_string(&action).unwrap();
    assert_eq!(serde_json::from_str::<Action>(&stored).unwrap(), action);
}

#[test]
fn an_unknown_kind_version_or_shape_is_an_error() {
    assert!(Event::decode("improvement.forgotten", 1, "{}").is_err());
    assert!(Event::decode("improvement.verified", 2, "{}").is_err());
    assert!(Event::decode("improvement.verified", 1, "{\"by\":1}").is_err());
}
