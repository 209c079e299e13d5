//! Every finding in the text of an SOP that somebody is about to propose.

use std::{
    cell::RefCell,
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use contract::satupintu::r#type::v1::Diagnostic;
use sop::{Document, Faults, Rules, Sop};
use standards::{OTHER_UNIT, SLOWER_THAN_PROMISED, Service};
use store::Store;
use tonic::Status;

use crate::{outcome::status, wire};

/// A text, and the service whose promise it would have to keep.
#[derive(Clone)]
pub(crate) struct Candidate {
    pub(crate) text: String,
    pub(crate) service: Option<Arc<Service>>,
}

/// Published SOPs by id and version; `None` where none is published so.
type Library = BTreeMap<(String, u32), Option<Document>>;

/// What one pass over the text came to.
struct Pass {
    findings: Vec<Diagnostic>,
    /// The SOPs that the text runs as parts of it and the library did not hold.
    wanted: BTreeSet<(String, u32)>,
}

/// All findings, in the order of their place.
///
/// # Errors
/// Only the store's: a fault in the text is a finding.
pub(crate) async fn findings(
    store: &Store,
    candidate: Candidate,
) -> Result<Vec<Diagnostic>, Status> {
    let mut library = Library::new();
    // Each pass fetches what the one before missed, one level of nesting at a
    // time. It ends: the checks bound the nesting, and nothing is wanted twice.
    loop {
        let Pass { findings, wanted } = pass(&candidate, &library).await?;
        if wanted.is_empty() {
            return Ok(findings);
        }
        for (id, version) in wanted {
            let document = store.sop_document(&id, version).await.map_err(status)?;
            library.insert((id, version), document);
        }
    }
}

/// The checks search through graphs, which would keep other calls waiting.
async fn pass(candidate: &Candidate, library: &Library) -> Result<Pass, Status> {
    let (candidate, library) = (candidate.clone(), library.clone());
    let pass = tokio::task::spawn_blocking(move || examine(&candidate, &library)).await;
    pass.map_err(|error| edge::failed(&error))
}

fn examine(candidate: &Candidate, library: &Library) -> Pass {
    let Candidate { text, service } = candidate;
    let wanted = RefCell::new(BTreeSet::new());
    let find = |id: &str, version: u32| {
        let key = (id.to_owned(), version);
        let known = library.get(&key);
        if known.is_none() {
            wanted.borrow_mut().insert(key);
        }
        known.cloned().flatten()
    };
    let rules = Rules {
        standard_time: service.as_deref().map(Service::time),
        separated: permits::SEPARATED.to_vec(),
        ..Rules::default()
    };
    let (_, found) = sop::examine(text, &find, &rules);
    let mut faults = Faults::new();
    faults.extend(found);
    if let Some(service) = service {
        // Examined, an SOP that is too slow is none; linked, it can be compared.
        let linked = sop::parse(text).and_then(|document| document.link(&find));
        faults.extend(linked.iter().flat_map(|sop| disagreements(service, sop)));
    }
    let found = faults.into_sorted();
    let findings = found.iter().map(|found| wire::diagnostic(found, text)).collect();
    Pass { findings, wanted: wanted.into_inner() }
}

/// Where the service's standard and the SOP contradict each other, but for
/// times: of these the examination has told the place in the SOP.
fn disagreements(service: &Service, sop: &Sop) -> impl Iterator<Item = sop::Diagnostic> {
    let told = [SLOWER_THAN_PROMISED.code, OTHER_UNIT.code];
    let found = service.agrees_with(sop).into_iter();
    // Their places are in the service's file, which the caller has not sent:
    // here they concern the document as a whole.
    found
        .filter(move |found| !told.contains(&found.code))
        .map(|found| sop::Diagnostic { span: 0..0, ..found })
}

#[cfg(test)]
mod tests {
    use contract::satupintu::r#type::v1::Severity;

    use super::*;

    const SIP: &str = include_str!("../../../../catalogue/dpmptsp-seruyan/sip-dokter.sop.toml");
    const PART: &str =
        include_str!("../../../../catalogue/dinkes-seruyan/rekomendasi-sip.sop.toml");
    const SIGN: &str = include_str!("../../../../catalogue/dpmptsp-kotim/izin-reklame.sop.toml");
    const SIGN_STANDARD: &str =
        include_str!("../../../../catalogue/dpmptsp-kotim/izin-reklame.service.toml");

    fn judged(text: &str, service: Option<&str>, library: &Library) -> Pass {
        let service = service.map(|text| Arc::new(Service::parse(text).unwrap()));
        examine(&Candidate { text: text.to_owned(), service }, library)
    }

    fn errors(pass: &Pass) -> Vec<&str> {
        let findings = pass.findings.iter();
        let errors = findings.filter(|found| found.severity() == Severity::Error);
        errors.map(|found| found.code.as_str()).collect()
    }

    #[test]
    fn a_sound_text_that_keeps_its_promise_has_no_errors() {
        let pass = judged(SIGN, Some(SIGN_STANDARD), &Library::new());

        assert_eq!(errors(&pass), Vec::<&str>::new());
        assert!(pass.wanted.is_empty());
    }

    #[test]
    fn the_parts_of_a_text_are_asked_for_and_then_linked() {
        let part = ("rekomendasi-sip".to_owned(), 1);

        let first = judged(SIP, None, &Library::new());
        assert_eq!(first.wanted, BTreeSet::from([part.clone()]));

        let library = Library::from([(part.clone(), Some(sop::parse(PART).unwrap()))]);
        let second = judged(SIP, None, &library);
        assert_eq!(errors(&second), Vec::<&str>::new());
        assert!(second.wanted.is_empty());
    }

    #[test]
    fn a_part_that_nobody_published_is_a_finding_and_not_asked_for_twice() {
        let library = Library::from([(("rekomendasi-sip".to_owned(), 1), None)]);

        let pass = judged(SIP, None, &library);

        assert_eq!(errors(&pass), [sop::Code::UNKNOWN_SOP.code]);
        assert!(pass.wanted.is_empty());
    }

    #[test]
    fn another_agencys_text_does_not_serve_the_service() {
        let library = Library::from([(("rekomendasi-sip".to_owned(), 1), sop::parse(PART).ok())]);

        let pass = judged(SIP, Some(SIGN_STANDARD), &library);

        let errors = errors(&pass);
        assert!(errors.contains(&standards::OTHER_AGENCY.code), "{errors:?}");
        assert!(errors.contains(&standards::OTHER_SOP.code), "{errors:?}");
        assert!(errors.contains(&sop::Code::TOO_SLOW.code), "{errors:?}");
        assert!(!errors.contains(&SLOWER_THAN_PROMISED.code), "{errors:?}");
        let places: Vec<u32> = pass.findings.iter().map(|found| found.line).collect();
        assert!(places.is_sorted());
    }

    #[test]
    fn what_is_no_toml_is_a_finding_with_its_place() {
        let pass = judged("format = 1\n[sop\n", None, &Library::new());

        let first = pass.findings.first().unwrap();
        assert_eq!((first.code.as_str(), first.line), (sop::Code::SYNTAX.code, 2));
    }
}
