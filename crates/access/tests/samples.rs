//! Every kind of event that was ever written can still be read and folded.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use access::{Event, OfficerRecord};

const SAMPLES: [(&str, u16, &str); 5] = [
    ("access.enrolled", 1, include_str!("../samples/access.enrolled.v1.json")),
    ("access.account_linked", 1, include_str!("../samples/access.account_linked.v1.json")),
    ("access.assigned", 1, include_str!("../samples/access.assigned.v1.json")),
    ("access.revoked", 1, include_str!("../samples/access.revoked.v1.json")),
    ("access.kinship_registered", 1, include_str!("../samples/access.kinship_registered.v1.json")),
];

#[test]
fn every_kind_has_a_sample() {
    for kind in Event::KINDS {
        assert!(SAMPLES.iter().any(|(name, version, _)| (*name, *version) == kind), "{kind:?}");
    }
}

#[test]
fn every_sample_is_read_and_written_without_change() {
    for (kind, version, text) in SAMPLES {
        let event = Event::decode(kind, version, text).unwrap();
        assert_eq!(event.kind(), kind);
        assert_eq!(event.payload(), text.trim_end());
    }
}

#[test]
fn the_samples_fold_into_a_record() {
    let record = SAMPLES.iter().fold(None, |record, (kind, version, text)| {
        OfficerRecord::evolve(record, &Event::decode(kind, *version, text).unwrap())
    });

    let record = record.unwrap();
    assert_eq!(record.accounts.len(), 2);
    assert_eq!(record.assignments[0].until.map(|at| at.micros()), Some(1_738_368_000_000_000));
}

#[test]
fn an_unknown_kind_version_or_shape_is_an_error() {
    assert!(Event::decode("access.promoted", 1, "{}").is_err());
    assert!(Event::decode("access.enrolled", 2, "{}").is_err());
    assert!(Event::decode("access.enrolled", 1, "{}").is_err());
    assert!(Event::decode("access.enrolled", 1, "not json").is_err());
}
