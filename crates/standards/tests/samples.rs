//! A committed sample of each event decodes and folds, for ever.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use kernel::{Actor, Instant};
use standards::{Compensation, Event, Phase, Promise, Standard};

const SAMPLES: [(&str, u16, &str); 8] = [
    ("standards.drafted", 1, include_str!("../samples/standards.drafted.v1.json")),
    ("standards.discussed", 1, include_str!("../samples/standards.discussed.v1.json")),
    ("standards.established", 1, include_str!("../samples/standards.established.v1.json")),
    ("standards.published", 1, include_str!("../samples/standards.published.v1.json")),
    ("standards.reviewed", 1, include_str!("../samples/standards.reviewed.v1.json")),
    ("standards.revoked", 1, include_str!("../samples/standards.revoked.v1.json")),
    ("standards.promise_made", 1, include_str!("../samples/standards.promise_made.v1.json")),
    ("standards.compensated", 1, include_str!("../samples/standards.compensated.v1.json")),
];

fn events() -> Vec<Event> {
    let decode = |(kind, version, text): &(&str, u16, &str)| Event::decode(kind, *version, text);
    SAMPLES.iter().map(|sample| decode(sample).unwrap()).collect()
}

#[test]
fn every_kind_has_a_sample() {
    for kind in Event::KINDS {
        assert!(SAMPLES.iter().any(|(name, version, _)| (*name, *version) == kind), "{kind:?}");
    }
}

#[test]
fn every_sample_is_read_and_written_without_change() {
    for (event, (kind, version, text)) in events().iter().zip(SAMPLES) {
        assert_eq!((event.kind(), event.version()), (kind, version));
        assert_eq!(event.payload(), text.trim());
    }
}

#[test]
fn the_samples_fold_into_records() {
    let at = Instant::from_micros(1_772_000_000_000_000);
    let events = events();

    let standard = events[..6]
        .iter()
        .fold(None, |record, event| Standard::evolve(record, at, &Actor::System, event));
    let promise = Promise::evolve(None, at, &events[6]).unwrap();
    let compensation = Compensation::evolve(at, &Actor::System, &events[7]).unwrap();

    let standard = standard.unwrap();
    assert_eq!(standard.phase, Phase::Revoked);
    assert_eq!((standard.publications.len(), standard.reviews.len()), (1, 1));
    assert!(promise.covers(&compensation.of.standard));
    let stored = serde_json::to_string(&standard).unwrap();
    assert_eq!(serde_json::from_str::<Standard>(&stored).unwrap(), standard);
}

#[test]
fn an_unknown_kind_version_or_shape_is_an_error() {
    assert!(Event::decode("standards.forgotten", 1, "{}").is_err());
    assert!(Event::decode("standards.revoked", 2, "{}").is_err());
    assert!(Event::decode("standards.revoked", 1, "{\"decree\":{}}").is_err());
}
