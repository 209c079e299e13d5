//! The text that is discussed: its digest, its clauses, and whom it concerns.

use consultations::{
    Audience, Clause, Document, DocumentKind, clauses_of_sop, clauses_of_standard,
};
use kernel::{AgencyId, Slug};
use standards::{DocumentText, Service};
use store::{Published, Store};
use tonic::Status;

use crate::outcome::status;

/// Services among which the one is sought that a procedure serves.
const MOST_SERVICES: usize = 200;

/// A text as a forum needs it.
pub(super) struct Subject {
    pub(super) digest: String,
    pub(super) clauses: Vec<Clause>,
    pub(super) audience: Audience,
    /// The agency's code in the numbers of slips.
    pub(super) code: String,
    pub(super) title: String,
    /// What letters of the agency bear.
    pub(super) letterhead: Option<DocumentText>,
}

/// The text as it is now.
///
/// # Errors
/// `STANDARD_NOT_FOUND`, `SOP_NOT_FOUND`.
pub(super) async fn present(
    store: &Store,
    agency: &AgencyId,
    document: &Document,
) -> Result<Subject, Status> {
    let Document { kind, id, version } = document;
    match kind {
        DocumentKind::Standard => {
            let found = store.standard(agency, id.as_str(), *version).await.map_err(status)?;
            let found = found.ok_or_else(|| edge::refused("STANDARD_NOT_FOUND", &[]))?;
            of_standard(store, found.record.digest).await
        }
        DocumentKind::Sop => of_sop(store, agency, id, *version).await,
    }
}

/// The text on which a forum is held: a standard may have been written anew since.
pub(super) async fn pinned(
    store: &Store,
    agency: &AgencyId,
    document: &Document,
    digest: &str,
) -> Result<Subject, Status> {
    match document.kind {
        DocumentKind::Standard => of_standard(store, digest.to_owned()).await,
        DocumentKind::Sop => of_sop(store, agency, &document.id, document.version).await,
    }
}

async fn of_standard(store: &Store, digest: String) -> Result<Subject, Status> {
    let text = store.official_text(&digest).await.map_err(status)?;
    let service = text.and_then(|text| Service::parse(&text).ok());
    let service = service.ok_or_else(|| edge::refused("INTERNAL", &[]))?;
    Ok(Subject {
        digest,
        clauses: clauses_of_standard(&service),
        audience: audience(service.audience()),
        code: service.agency_code().to_owned(),
        title: format!("Standar pelayanan {} versi {}", service.title().id, service.version()),
        letterhead: service.document().cloned(),
    })
}

async fn of_sop(
    store: &Store,
    agency: &AgencyId,
    id: &Slug,
    version: u32,
) -> Result<Subject, Status> {
    let not_found = || edge::refused("SOP_NOT_FOUND", &[]);
    let sop = store.sop(id.as_str(), version).await.map_err(status)?.ok_or_else(not_found)?;
    if sop.agency() != agency {
        return Err(not_found());
    }
    let text = store.sop_text(id.as_str(), version).await.map_err(status)?;
    let text = text.ok_or_else(not_found)?;
    let services = store.services_of(agency, "", MOST_SERVICES).await.map_err(status)?.rows;
    let served: Vec<&Published> = services.iter().filter(|it| it.service.sop().id == *id).collect();
    let is_internal = !served.is_empty()
        && served.iter().all(|it| it.service.audience() == standards::Audience::Internal);
    let first = served.first().copied().or(services.first());
    Ok(Subject {
        digest: store::digest(&text),
        clauses: clauses_of_sop(&sop),
        audience: if is_internal { Audience::Internal } else { Audience::Public },
        code: first.map_or_else(|| code_of(agency), |it| it.service.agency_code().to_owned()),
        title: format!("SOP {} versi {version}", sop.identity().title.id),
        letterhead: first.and_then(|it| it.service.document().cloned()),
    })
}

fn audience(audience: standards::Audience) -> Audience {
    match audience {
        standards::Audience::Public => Audience::Public,
        standards::Audience::Internal => Audience::Internal,
    }
}

/// The code of an agency that has published no service yet: the first letters of
/// its id.
fn code_of(agency: &AgencyId) -> String {
    let letters = agency.as_str().chars().filter(char::is_ascii_lowercase).take(5);
    let code: String = letters.map(|c| c.to_ascii_uppercase()).collect();
    if code.len() < 2 { "OPD".to_owned() } else { code }
}
