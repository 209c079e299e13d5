//! Every kind of event that was ever written can still be read.
//!
//! A sample is never edited and never removed. When a kind gets a new version,
//! a new file joins the old one.

#![allow(clippy::unwrap_used, reason = "a sample that cannot be read has failed")]

use std::{collections::BTreeMap, fs, path::PathBuf};

use whistleblowing::Event;

/// Every sample by kind and version.
fn samples() -> BTreeMap<(String, u16), String> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("samples");
    let files = fs::read_dir(folder).unwrap().map(|file| file.unwrap().path());
    files
        .map(|path| {
            let name = path.file_name().unwrap().to_str().unwrap();
            let (kind, version) = name.strip_suffix(".json").unwrap().rsplit_once(".v").unwrap();
            let text = fs::read_to_string(&path).unwrap();
            ((kind.to_owned(), version.parse().unwrap()), text.trim_end().to_owned())
        })
        .collect()
}

#[test]
fn every_kind_has_a_sample_of_its_newest_version() {
    let samples = samples();
    for (kind, version) in Event::KINDS {
        assert!(samples.contains_key(&((*kind).to_owned(), *version)), "{kind} v{version}");
    }
}

#[test]
fn every_sample_is_read_and_the_newest_written_without_change() {
    for ((kind, version), text) in samples() {
        let event = Event::decode(&kind, version, &text).unwrap();
        assert_eq!(event.kind(), kind);
        if event.version() == version {
            assert_eq!(event.payload(), text, "{kind} v{version}");
        }
    }
}

#[test]
fn what_cannot_be_read_is_an_error_and_no_panic() {
    assert!(Event::decode("whistleblowing.eaten", 1, "{}").is_err());
    assert!(Event::decode("whistleblowing.released", 2, "{}").is_err());
    assert!(Event::decode("whistleblowing.released", 1, r#"{"id":"a","more":1}"#).is_err());
}
