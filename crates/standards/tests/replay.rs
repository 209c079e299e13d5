//! A real event log, followed through the SOP of its main path.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use std::{collections::BTreeMap, fs, io::Read, path::PathBuf};

use sop::{Rules, Sop, StepId};
use standards::{Conformance, replay};

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../catalogue/replay")
}

fn procedure() -> Sop {
    sop::load(&fs::read_to_string(folder().join("receipt.sop.toml")).unwrap()).unwrap()
}

/// The activities of each case, cases and events in the order of the log.
fn log() -> Vec<(String, Vec<String>)> {
    let packed = fs::File::open(folder().join("receipt.csv.gz")).unwrap();
    let mut text = String::new();
    flate2::read::GzDecoder::new(packed).read_to_string(&mut text).unwrap();
    let mut cases: Vec<(String, Vec<String>)> = Vec::new();
    for line in text.lines().skip(1) {
        // No label of this log contains a comma or a quote.
        let [case, activity, _timestamp] = line.split(',').collect::<Vec<_>>()[..] else {
            panic!("not three fields: {line}");
        };
        match cases.last_mut() {
            Some((last, activities)) if last == case => activities.push(activity.to_owned()),
            _ => cases.push((case.to_owned(), vec![activity.to_owned()])),
        }
    }
    cases
}

fn follow(sop: &Sop, activities: &[String]) -> Conformance {
    replay(sop, &activities.iter().map(String::as_str).collect::<Vec<_>>())
}

fn ids(expected: &[StepId]) -> Vec<&str> {
    expected.iter().map(StepId::as_str).collect()
}

#[test]
fn the_log_is_whole() {
    let log = log();

    assert_eq!(log.len(), 1434);
    assert_eq!(log.iter().map(|(_, activities)| activities.len()).sum::<usize>(), 8577);
}

#[test]
fn the_procedure_is_without_fault() {
    assert_eq!(procedure().check(&Rules::default()), []);
}

#[test]
fn every_case_of_the_log_is_judged() {
    let sop = procedure();
    let (mut conforming, mut unfinished) = (0, 0);
    let mut deviations: BTreeMap<String, usize> = BTreeMap::new();

    for (case, activities) in log() {
        match follow(&sop, &activities) {
            Conformance::Conforms => conforming += 1,
            Conformance::Unfinished { .. } => unfinished += 1,
            Conformance::Deviates { at, activity, expected } => {
                println!("{case}: event {} is {activity}, expected {:?}", at + 1, ids(&expected));
                *deviations.entry(activity).or_default() += 1;
            }
        }
    }

    let deviating: usize = deviations.values().sum();
    let mut common: Vec<_> = deviations.iter().collect();
    common.sort_by_key(|(activity, count)| (std::cmp::Reverse(**count), activity.as_str()));
    println!("first deviations, most common first: {common:#?}");
    assert_eq!((conforming, unfinished, deviating), (1245, 157, 32));
    assert_eq!(conforming + unfinished + deviating, 1434);
    let (most, count) = common.first().unwrap();
    assert_eq!((most.as_str(), **count), ("T03 Adjust confirmation of receipt", 7));
}

#[test]
fn a_deviation_names_what_should_have_come() {
    let sop = procedure();

    let judged =
        replay(&sop, &["Confirmation of receipt", "T05 Print and send confirmation of receipt"]);

    let Conformance::Deviates { at, activity, expected } = judged else { panic!("{judged:?}") };
    assert_eq!((at, activity.as_str()), (1, "T05 Print and send confirmation of receipt"));
    assert_eq!(ids(&expected), ["t02", "t06"]);
}

#[test]
fn an_activity_that_the_procedure_does_not_know_deviates() {
    let judged = replay(&procedure(), &["Bribery"]);

    let Conformance::Deviates { at: 0, expected, .. } = judged else { panic!("{judged:?}") };
    assert_eq!(ids(&expected), ["konfirmasi"]);
}

#[test]
fn nothing_may_follow_an_end() {
    let sop = procedure();
    let is_whole = |activities: &[String]| {
        // After T15 no outcome is open any more, so that the end is certain.
        activities.last().is_some_and(|last| last.starts_with("T15"))
            && follow(&sop, activities) == Conformance::Conforms
    };
    let (_, mut activities) = log().into_iter().find(|(_, it)| is_whole(it)).unwrap();
    let length = activities.len();

    activities.push("Confirmation of receipt".to_owned());

    let judged = follow(&sop, &activities);
    let Conformance::Deviates { at, expected, .. } = judged else { panic!("{judged:?}") };
    assert_eq!((at, expected), (length, Vec::new()));
}

#[test]
fn a_loop_beyond_its_cap_deviates() {
    let sop = procedure();
    let check = "T02 Check confirmation of receipt";
    let adjust = "T03 Adjust confirmation of receipt";
    let rounds = |count: usize| {
        let mut activities = vec!["Confirmation of receipt", check];
        activities.extend([adjust, check].repeat(count));
        replay(&sop, &activities)
    };

    assert!(matches!(rounds(3), Conformance::Unfinished { .. }));
    assert!(matches!(rounds(4), Conformance::Deviates { at: 8, .. }));
}

#[test]
fn no_history_at_all_is_unfinished() {
    let judged = replay(&procedure(), &[]);

    assert!(
        matches!(judged, Conformance::Unfinished { expected } if ids(&expected) == ["konfirmasi"])
    );
}
