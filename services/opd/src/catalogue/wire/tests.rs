//! Services and SOPs are shown as they were published, with every example marked.

use std::{collections::BTreeSet, sync::Arc};

use contract::satupintu::r#type::v1::Source;
use standards::Service;

use super::*;

const SIGN: &str = include_str!("../../../../../catalogue/dpmptsp-kotim/izin-reklame.sop.toml");
const SIGN_STANDARD: &str =
    include_str!("../../../../../catalogue/dpmptsp-kotim/izin-reklame.service.toml");

fn published() -> Published {
    Published {
        service: Arc::new(Service::parse(SIGN_STANDARD).unwrap()),
        sop: Arc::new(::sop::load(SIGN).unwrap()),
    }
}

/// Field paths stand as plain text in a status's details.
fn names(status: &Status, field: &str) -> bool {
    assert_eq!(edge::reason_of(status).as_deref(), Some("FIELD_INVALID"));
    String::from_utf8_lossy(status.details()).contains(field)
}

#[test]
fn a_service_is_shown_with_its_promise_and_its_stages() {
    let shown = service(&published());

    assert_eq!(shown.name, "agencies/dpmptsp-kotim/services/izin-reklame");
    assert_eq!(shown.sop, "agencies/dpmptsp-kotim/sops/izin-reklame");
    assert_eq!((shown.code.as_str(), shown.agency_code.as_str()), ("REK", "KTM"));
    let fee = shown.fee.unwrap();
    assert_eq!(fee.amount, Some(pb::fee::Amount::Fixed(money(0))));
    assert_eq!(fee.basis(), pb::FeeBasis::Unspecified);
    assert_eq!(shown.lapse.unwrap().rule(), pb::LapseRule::DeemedApproval);
    assert_eq!(shown.requirements.len(), 9);
    assert!(shown.stages.iter().all(|stage| stage.name.is_some()));
}

#[test]
fn examples_are_marked() {
    let shown = service(&published());

    assert!(shown.example);
    assert_eq!(shown.examples[..2], ["validity", "number"]);
    assert!(shown.examples.contains(&"standard.guarantee".to_owned()));
    assert!(shown.guarantee.iter().all(|it| it.source() == Source::Example));
    assert_eq!(shown.missing_components, [0; 0]);
    assert_eq!(shown.validity.unwrap().source(), Source::Example);
    assert_eq!(shown.time.unwrap().source(), Source::Published);
}

#[test]
fn every_arrow_of_an_sop_leads_to_a_step_of_it() {
    let shown = sop(&published().sop);

    let ids: BTreeSet<&str> = shown.steps.iter().map(|step| step.id.as_str()).collect();
    assert_eq!(ids.len(), shown.steps.len());
    for step in &shown.steps {
        let next = [&step.next].into_iter().filter(|next| !next.is_empty());
        let mut arrows =
            step.outcomes.iter().map(|outcome| &outcome.to).chain(&step.branches).chain(next);
        assert!(arrows.all(|to| ids.contains(to.as_str())), "{}", step.id);
        let ends = step.result() != pb::EndResult::Unspecified;
        assert_eq!(ends, step.kind() == pb::StepKind::End, "{}", step.id);
        assert_ne!(step.act(), pb::Act::Unspecified);
        assert_eq!(step.time.is_some(), step.time_source != 0);
    }
    let columns: BTreeSet<&str> =
        shown.executors.iter().map(|column| column.executor.as_str()).collect();
    let executors = shown.steps.iter().filter(|step| !step.executor.is_empty());
    assert!(executors.map(|step| step.executor.as_str()).all(|it| columns.contains(it)));
}

#[test]
fn a_text_to_check_is_neither_empty_nor_endless() {
    let checking = |text: &str, service: &str| {
        checking(pb::CheckSopRequest { text: text.to_owned(), service: service.to_owned() })
    };

    assert!(checking("format = 1", "").unwrap().service.is_none());
    let refused = checking(" ", "izin-reklame").unwrap_err();
    assert!(names(&refused, "text") && names(&refused, "service"));
    assert!(names(&checking(&"#".repeat(LONGEST_TEXT + 1), "").unwrap_err(), "text"));
}

#[test]
fn a_list_is_of_one_agency() {
    let listing = |parent: &str, page_size| {
        let (parent, page_token) = (parent.to_owned(), String::new());
        listing(&pb::ListServicesRequest { parent, page_size, page_token })
    };

    assert_eq!(listing("agencies/dpmptsp-kotim", 0).unwrap().size, 50);
    let refused = listing("dpmptsp-kotim", -1).unwrap_err();
    assert!(names(&refused, "parent") && names(&refused, "page_size"));
}
