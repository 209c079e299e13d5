//! `satupintu replay` on the real log of 1,434 cases.

use std::fs;

use super::{catalogue, satupintu, scratch};

#[test]
fn every_case_of_the_real_log_is_judged() {
    let (sop, log) = (catalogue("replay/receipt.sop.toml"), catalogue("replay/receipt.csv.gz"));

    let answered = satupintu(["replay", &sop, &log, "--json"]);

    assert_eq!(answered.code, 1);
    let found = answered.json();
    let counts = ["cases", "conforming", "unfinished", "deviating"].map(|name| &found[name]);
    assert_eq!(counts, [1434, 1245, 157, 32]);
    let verdicts = found["verdicts"].as_array().unwrap();
    let deviating = verdicts.iter().filter(|verdict| verdict["verdict"] == "deviates");
    assert!(deviating.clone().all(|verdict| verdict["activity"].is_string()));
    assert_eq!(deviating.count(), 32);
}

#[test]
fn a_plain_log_may_quote_its_fields() {
    let folder = scratch("quoted");
    let log = folder.join("log.csv");
    fs::write(&log, "activity,case\n\"Confirmation of receipt\",\"a, b\"\nBribery,c\n").unwrap();
    let sop = catalogue("replay/receipt.sop.toml");

    let answered = satupintu(["replay", &sop, log.to_str().unwrap()]);

    assert_eq!(answered.code, 1);
    assert!(answered.out.contains("c: event 1 is \"Bribery\"; expected konfirmasi"));
    assert!(answered.out.contains("1  unfinished"), "{}", answered.out);
}

#[test]
fn a_log_without_the_needed_columns_is_a_failure() {
    let log = scratch("no-columns").join("log.csv");
    fs::write(&log, "a,b\n1,2\n").unwrap();
    let sop = catalogue("replay/receipt.sop.toml");

    let answered = satupintu(["replay", &sop, log.to_str().unwrap()]);

    assert_eq!(answered.code, 2);
    assert!(answered.err.contains("no column `case`"), "{}", answered.err);
}
