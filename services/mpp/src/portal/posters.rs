//! A service and a promise as their agency hangs them up and as people pass them on.

use axum::{extract::Path, http::header, response::Response};
use contract::satupintu::{
    sop::v1::{PosterKind, PrintPosterRequest, catalogue_service_client::CatalogueServiceClient},
    standards::v1::{PrintPromiseRequest, standards_service_client::StandardsServiceClient},
};
use tokio_stream::StreamExt;
use tonic::Code;

use super::{
    pieces, problem,
    visit::{KEPT, Visit},
};
use crate::{asking::Unanswered, registry::Agency};

/// A poster of a service: `standar.pdf`, `alur.pdf`, or `kartu.png`.
pub(crate) async fn poster(
    visit: Visit,
    Path((agency, service, file)): Path<(String, String, String)>,
) -> Response {
    let kind = match file.as_str() {
        "standar.pdf" => PosterKind::Standard,
        "alur.pdf" => PosterKind::Flow,
        "kartu.png" => PosterKind::Card,
        _ => return problem::not_found(&visit),
    };
    let Some(agency) = visit.gateway().agency(&agency).filter(|it| it.offers(&service)) else {
        return problem::not_found(&visit);
    };
    let name = format!("{}/services/{service}", agency.resource());
    let request = PrintPosterRequest { name, version: 0, kind: kind.into() };
    let begun = async {
        let mut client = CatalogueServiceClient::new(visit.gateway().line(&agency)?);
        visit.asking.answer(client.print_poster(visit.asking.request(request))).await
    };
    let pieces = match begun.await {
        Ok(pieces) => pieces.map(|piece| piece.map(|piece| piece.data)),
        Err(unanswered) => return unprinted(&visit, &agency, &unanswered),
    };
    kept(match kind {
        PosterKind::Card => pieces::png(pieces),
        _ => pieces::pdf(&format!("{}-{service}", file.trim_end_matches(".pdf")), pieces),
    })
}

/// The promise of an agency (maklumat pelayanan).
pub(crate) async fn promise(visit: Visit, Path(id): Path<String>) -> Response {
    let Some(agency) = visit.gateway().agency(&id) else {
        return problem::not_found(&visit);
    };
    let request = PrintPromiseRequest { name: format!("{}/promise", agency.resource()) };
    let begun = async {
        let mut client = StandardsServiceClient::new(visit.gateway().line(&agency)?);
        visit.asking.answer(client.print_promise(visit.asking.request(request))).await
    };
    match begun.await {
        Ok(pieces) => {
            let pieces = pieces.map(|piece| piece.map(|piece| piece.data));
            kept(pieces::pdf(&format!("maklumat-{id}"), pieces))
        }
        Err(unanswered) => unprinted(&visit, &agency, &unanswered),
    }
}

/// What is not there is not found, whoever says so.
fn unprinted(visit: &Visit, agency: &Agency, unanswered: &Unanswered) -> Response {
    match unanswered {
        Unanswered::Refused(status) if status.code() == Code::NotFound => problem::not_found(visit),
        Unanswered::Refused(_) | Unanswered::Silent(_) => {
            problem::unanswered(visit, agency, unanswered)
        }
    }
}

/// Made from what is published alone, so it may be kept for a moment.
fn kept(mut response: Response) -> Response {
    response.headers_mut().insert(header::CACHE_CONTROL, KEPT);
    response
}
