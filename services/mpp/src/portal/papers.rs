//! The documents of an application: handed in one by one, and the one that is
//! given out at the end.

mod shown;

use axum::{
    body::Body,
    http::{HeaderMap, StatusCode},
    response::Response,
};
use contract::satupintu::{
    files::v1::create_upload_request::Purpose,
    permits::v1::{DownloadLicenceRequest, licences_service_client::LicencesServiceClient},
};
use tokio_stream::StreamExt;

pub(crate) use self::shown::{file, upload};
use super::{
    multipart::{Unreadable, Upload},
    pieces, problem,
    sending::{self, Destination},
    standing,
    standing::Opened,
    visit::Visit,
};

const PURPOSE: &str = "berkas";

/// What was handed in, and a form for each requirement.
pub(crate) async fn papers(visit: Visit) -> Response {
    let opened = match standing::open(&visit).await {
        Ok(opened) => opened,
        Err(response) => return *response,
    };
    with_fault(&visit, &opened, None).await
}

async fn with_fault(visit: &Visit, opened: &Opened, fault: Option<&str>) -> Response {
    match sending::listed(visit, &destination(opened)).await {
        Ok(files) => {
            let status =
                if fault.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
            shown::papers(visit, opened, &files, fault, status)
        }
        Err(unanswered) => problem::unanswered(visit, &opened.agency, &unanswered),
    }
}

fn destination(opened: &Opened) -> Destination<'_> {
    Destination { agency: &opened.agency, record: &opened.progress.name, case: &opened.case }
}

/// Takes a file and passes it on as it comes.
pub(crate) async fn received(visit: Visit, headers: HeaderMap, body: Body) -> Response {
    let opened = match standing::open(&visit).await {
        Ok(opened) => opened,
        Err(response) => return *response,
    };
    let upload = match Upload::read(&headers, body).await {
        Ok(upload) if visit.is_ours(PURPOSE, &upload.fields) => upload,
        Ok(_) | Err(Unreadable::Malformed | Unreadable::Unannounced | Unreadable::Broken) => {
            return problem::stale_form(&visit);
        }
    };
    let purpose = Some(Purpose::RequirementId(upload.fields.get("syarat").to_owned()));
    match sending::send(&visit, &destination(&opened), purpose, upload).await {
        Ok(()) => visit.go("/permohonan/berkas"),
        Err(unsent) => match unsent.words(&visit) {
            Ok(words) => with_fault(&visit, &opened, Some(&words)).await,
            Err(silent) => problem::unanswered(&visit, &opened.agency, &silent),
        },
    }
}

/// The document that was issued, as it comes from the agency.
pub(crate) async fn document(visit: Visit) -> Response {
    let opened = match standing::open(&visit).await {
        Ok(opened) => opened,
        Err(response) => return *response,
    };
    let request = DownloadLicenceRequest {
        receipt_number: opened.case.receipt.clone(),
        secret: opened.case.secret.clone(),
    };
    let begun = async {
        let mut client = LicencesServiceClient::new(visit.gateway().line(&opened.agency)?);
        visit.asking.answer(client.download_licence(visit.asking.request(request))).await
    };
    let pieces = match begun.await {
        Ok(pieces) => pieces,
        Err(unanswered) => return problem::unanswered(&visit, &opened.agency, &unanswered),
    };
    let name = &opened.progress.receipt_number;
    pieces::pdf(name, pieces.map(|piece| piece.map(|piece| piece.data)))
}
