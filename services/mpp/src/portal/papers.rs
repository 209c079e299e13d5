//! The documents of an application: handed in one by one, the letters on the way, and
//! the one that is given out at the end.

mod shown;

use axum::{
    body::Body,
    http::{HeaderMap, StatusCode},
    response::Response,
};
use contract::satupintu::{
    files::v1::create_upload_request::Purpose,
    permits::v1::{
        DownloadLicenceRequest, MakePaperRequest, PaperKind,
        licences_service_client::LicencesServiceClient,
    },
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
    match sending::listed(visit, &destination(visit, opened)).await {
        Ok(files) => {
            let status =
                if fault.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
            shown::papers(visit, opened, &files, fault, status)
        }
        Err(unanswered) => problem::unanswered(visit, &opened.agency, &unanswered),
    }
}

fn destination<'a>(visit: &'a Visit, opened: &'a Opened) -> Destination<'a> {
    let Opened { agency, case, progress } = opened;
    Destination { agency, record: &progress.name, case: Some(case), asking: &visit.asking }
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
    let purpose = Some(Purpose::RequirementId(upload.fields.get("untuk").to_owned()));
    match sending::send(&visit, &destination(&visit, &opened), purpose, upload).await {
        Ok(()) => visit.go("/permohonan/berkas"),
        Err(unsent) => match unsent.words(&visit) {
            Ok(words) => with_fault(&visit, &opened, Some(&words)).await,
            Err(silent) => problem::unanswered(&visit, &opened.agency, &silent),
        },
    }
}

/// What is to be paid, as a letter (SKRD).
pub(crate) async fn assessment(visit: Visit) -> Response {
    letter(&visit, PaperKind::Assessment, "skrd").await
}

/// Why it was rejected, and how to object, as a letter.
pub(crate) async fn rejection(visit: Visit) -> Response {
    letter(&visit, PaperKind::Rejection, "penolakan").await
}

async fn letter(visit: &Visit, kind: PaperKind, kept_as: &str) -> Response {
    let opened = match standing::open(visit).await {
        Ok(opened) => opened,
        Err(response) => return *response,
    };
    let request = MakePaperRequest {
        name: opened.progress.name.clone(),
        receipt_number: opened.case.receipt.clone(),
        secret: opened.case.secret.clone(),
        kind: kind.into(),
    };
    let name = format!("{kept_as}-{}", opened.progress.receipt_number);
    let made = async {
        let line = visit.gateway().line(&opened.agency)?;
        pieces::paper(&visit.asking, line, &name, request).await
    };
    match made.await {
        Ok(paper) => paper,
        Err(unanswered) => problem::unanswered(visit, &opened.agency, &unanswered),
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
