//! Every reason that anything gives is in the contract's catalogue, so that
//! nobody is ever refused without words.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// Where reasons are given.
const GIVING: &[&str] = &[
    "crates/calendar/src",
    "crates/sop/src",
    "crates/access/src",
    "crates/permits/src",
    "crates/complaints/src",
    "crates/privacy/src",
    "crates/consultations/src",
    "crates/improvement/src",
    "crates/queue/src",
    "crates/store/src",
    "crates/edge/src",
    "services/opd/src",
    "services/satupintu/src",
];

#[test]
fn every_reason_of_a_refusal_is_in_the_catalogue() {
    let listed = permits::Refusal::REASONS.iter().copied().chain(access::Refusal::REASONS);
    let listed = listed.chain(privacy::Refusal::REASONS.iter().copied());
    let listed = listed.chain(queue::Refusal::REASONS.iter().copied());

    let missing: Vec<&str> = listed.filter(|name| contract::reason(name).is_none()).collect();

    assert_eq!(missing, [""; 0]);
}

/// Also those that no list names: `Kind => "REASON"` and `refused("REASON"`.
#[test]
fn every_reason_in_a_source_is_in_the_catalogue() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut given = BTreeSet::new();
    for folder in GIVING {
        scan(&root.join(folder), &mut given);
    }

    let is_missing = |name: &&String| contract::reason(name).is_none();
    let missing: Vec<&String> = given.iter().filter(is_missing).collect();

    assert!(given.contains("TASK_TAKEN") && given.contains("REQUEST_ID_REUSED"));
    assert_eq!(missing, [""; 0]);
}

#[test]
fn a_reason_in_a_source_is_found() {
    let source = "A => \"NO_SUCH\", refused(\"OTHER_ONE\", &[]) // \"not-a-reason\" => \"WITA\"";

    let mut given = BTreeSet::new();
    reasons_in(source, &mut given);

    assert_eq!(given, ["NO_SUCH".to_owned(), "OTHER_ONE".to_owned()].into());
}

fn scan(folder: &Path, given: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            scan(&path, given);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let source = fs::read_to_string(&path).unwrap();
            reasons_in(source.split("#[cfg(test)]").next().unwrap_or_default(), given);
        }
    }
}

/// Texts in capitals that stand where reasons stand. A reason has two words, or
/// is given by name.
fn reasons_in(source: &str, given: &mut BTreeSet<String>) {
    let mut parts = source.split('"');
    let mut before = parts.next().unwrap_or_default();
    while let (Some(text), Some(after)) = (parts.next(), parts.next()) {
        let in_capitals =
            text.len() > 2 && text.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'_');
        let is_called = before.ends_with("refused(") || before.ends_with("retry_later(");
        if in_capitals && (is_called || before.ends_with("=> ") && text.contains('_')) {
            given.insert(text.to_owned());
        }
        before = after;
    }
}
