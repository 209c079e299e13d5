//! What is found in the text of a standard before it becomes a draft.

use contract::satupintu::r#type::v1::Diagnostic;
use kernel::{AgencyId, Slug};
use standards::Service;
use store::Store;
use tonic::Status;

use crate::{outcome::status, wire};

/// A text that reads as a standard of the service for which it was sent.
pub(super) struct Draft {
    pub(super) service: Service,
    /// What deserves a look in it.
    pub(super) diagnostics: Vec<Diagnostic>,
}

/// Every finding, the contradictions with its SOP included.
///
/// # Errors
/// Only the store's: a fault in the text is a finding.
pub(super) async fn findings(store: &Store, text: &str) -> Result<Vec<Diagnostic>, Status> {
    let service = match Service::parse(text) {
        Err(faults) => return Ok(shown(&faults, text)),
        Ok(service) => service,
    };
    let reference = service.sop();
    let sop = store.sop(reference.id.as_str(), reference.version).await.map_err(status)?;
    let mut found = sop.map(|sop| service.agrees_with(&sop)).unwrap_or_default();
    found.extend(service.lint());
    found.sort_by_key(|found| found.span.start);
    Ok(shown(&found, text))
}

/// The text as a draft.
///
/// # Errors
/// `STANDARD_FAULTY` with the first fault, `STANDARD_OF_ANOTHER`.
pub(super) fn read(agency: &AgencyId, service: &Slug, text: &str) -> Result<Draft, Status> {
    let read = Service::parse(text).map_err(|faults| {
        let first = faults.first().map(|fault| fault.message.en.clone()).unwrap_or_default();
        edge::refused("STANDARD_FAULTY", &[("detail", first)])
    })?;
    if read.agency() != agency || read.id() != service {
        return Err(edge::refused("STANDARD_OF_ANOTHER", &[]));
    }
    let diagnostics = shown(&read.lint(), text);
    Ok(Draft { service: read, diagnostics })
}

fn shown(found: &[sop::Diagnostic], text: &str) -> Vec<Diagnostic> {
    found.iter().map(|found| wire::diagnostic(found, text)).collect()
}
