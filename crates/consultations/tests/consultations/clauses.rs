//! The clauses of real texts.

use std::collections::BTreeSet;

use consultations::{Clause, clauses_of_sop, clauses_of_standard};
use standards::{Component, Service};

const STANDARD: &str =
    include_str!("../../../../catalogue/dpmptsp-magelang/sip-dokter-spesialis.service.toml");
const SOP: &str =
    include_str!("../../../../catalogue/dpmptsp-magelang/sip-dokter-spesialis.sop.toml");

fn anchors(clauses: &[Clause]) -> Vec<&str> {
    clauses.iter().map(|clause| clause.anchor.as_str()).collect()
}

#[test]
fn a_standard_has_its_fourteen_components_with_their_items() {
    let service = Service::parse(STANDARD).unwrap();

    let clauses = clauses_of_standard(&service);

    let anchors = anchors(&clauses);
    assert!(Component::ALL.iter().all(|component| anchors.contains(&component.key())));
    assert!(anchors.contains(&"requirement/ktp"));
    let time = clauses.iter().find(|clause| clause.anchor.as_str() == "time").unwrap();
    assert_eq!(
        (time.title.as_str(), time.text.as_str()),
        ("jangka waktu pelayanan", "9 hari kerja")
    );
    assert_eq!(anchors.iter().collect::<BTreeSet<_>>().len(), anchors.len());
}

#[test]
fn a_procedure_has_its_rows() {
    let sop = sop::load(SOP).unwrap();

    let clauses = clauses_of_sop(&sop);

    assert!(anchors(&clauses).contains(&"step/verifikasi-dinkes"));
    assert!(!anchors(&clauses).iter().any(|anchor| anchor.contains("selesai")));
}

#[test]
fn an_anchor_has_one_alphabet() {
    use consultations::Anchor;
    assert!(Anchor::parse("standard.facilities/2").is_ok());
    for bad in ["", "Time", "a b", "é", &"a".repeat(251)] {
        assert!(Anchor::parse(bad).is_err(), "{bad}");
    }
}
