//! The documents of an application: handed in one by one, and the one that is
//! given out at the end.

mod sending;
mod shown;

use axum::{
    body::Body,
    http::{HeaderMap, StatusCode},
    response::Response,
};
use contract::satupintu::{
    files::v1::{ListFilesRequest, ListFilesResponse, files_service_client::FilesServiceClient},
    permits::v1::{DownloadLicenceRequest, licences_service_client::LicencesServiceClient},
};
use tokio_stream::StreamExt;

use self::sending::Unsent;
use super::{
    multipart::{Unreadable, Upload},
    pieces, problem, standing,
    standing::Opened,
    visit::Visit,
};
use crate::asking::Unanswered;

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
    match list(visit, opened).await {
        Ok(files) => {
            let status =
                if fault.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
            shown::papers(visit, opened, &files, fault, status)
        }
        Err(unanswered) => problem::unanswered(visit, &opened.agency, &unanswered),
    }
}

async fn list(visit: &Visit, opened: &Opened) -> Result<ListFilesResponse, Unanswered> {
    let mut client = FilesServiceClient::new(visit.gateway().line(&opened.agency)?);
    let request = ListFilesRequest {
        parent: opened.progress.name.clone(),
        receipt_number: opened.case.receipt.clone(),
        secret: opened.case.secret.clone(),
    };
    visit.asking.answer(client.list_files(visit.asking.request(request))).await
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
    match sending::send(&visit, &opened, upload).await {
        Ok(()) => visit.go("/permohonan/berkas"),
        Err(Unsent::Empty) => {
            let words = visit.pick("Pilih berkasnya dahulu.", "Choose the file first.");
            with_fault(&visit, &opened, Some(words)).await
        }
        Err(Unsent::Kind) => {
            let words = visit.pick(
                "Hanya PDF, JPEG, atau PNG yang diterima.",
                "Only PDF, JPEG or PNG is taken.",
            );
            with_fault(&visit, &opened, Some(words)).await
        }
        Err(Unsent::Broken) => {
            let words = visit.pick(
                "Kiriman terputus. Pilih berkasnya lagi; yang belum selesai tidak tercatat.",
                "It broke off. Choose the file again; nothing unfinished is recorded.",
            );
            with_fault(&visit, &opened, Some(words)).await
        }
        Err(Unsent::Unanswered(Unanswered::Refused(status))) => {
            let words = problem::words(visit.language, &status);
            with_fault(&visit, &opened, Some(&words)).await
        }
        Err(Unsent::Unanswered(silent)) => problem::unanswered(&visit, &opened.agency, &silent),
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
