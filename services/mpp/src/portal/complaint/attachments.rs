//! What a reporter hands in to show what happened, and the form for one more file.

use axum::{
    body::Body,
    http::{HeaderMap, StatusCode},
    response::Response,
};
use contract::satupintu::{complaints::v1::ComplaintState, files::v1::ListFilesResponse};
use maud::{Markup, html};

use super::{Opened, open};
use crate::portal::{
    multipart::{Unreadable, Upload},
    page::notice,
    papers, problem,
    sending::{self, Destination},
    visit::Visit,
};

const ATTACHING: &str = "lampiran-pengaduan";
const HERE: &str = "/pengaduan/lampiran";

fn destination<'a>(visit: &'a Visit, opened: &'a Opened) -> Destination<'a> {
    let Opened { agency, case, progress } = opened;
    Destination { agency, record: &progress.name, case: Some(case), asking: &visit.asking }
}

/// What was handed in.
pub(crate) async fn attachments(visit: Visit) -> Response {
    match open(&visit).await {
        Ok(opened) => with_fault(&visit, &opened, None).await,
        Err(response) => *response,
    }
}

/// Takes a file and passes it on as it comes.
pub(crate) async fn attached(visit: Visit, headers: HeaderMap, body: Body) -> Response {
    let opened = match open(&visit).await {
        Ok(opened) => opened,
        Err(response) => return *response,
    };
    let upload = match Upload::read(&headers, body).await {
        Ok(upload) if visit.is_ours(ATTACHING, &upload.fields) => upload,
        Ok(_) | Err(Unreadable::Malformed | Unreadable::Unannounced | Unreadable::Broken) => {
            return problem::stale_form(&visit);
        }
    };
    match sending::send(&visit, &destination(&visit, &opened), None, upload).await {
        Ok(()) => visit.go(HERE),
        Err(unsent) => match unsent.words(&visit) {
            Ok(words) => with_fault(&visit, &opened, Some(&words)).await,
            Err(silent) => problem::unanswered(&visit, &opened.agency, &silent),
        },
    }
}

async fn with_fault(visit: &Visit, opened: &Opened, fault: Option<&str>) -> Response {
    match sending::listed(visit, &destination(visit, opened)).await {
        Ok(files) => shown(visit, opened, &files, fault),
        Err(unanswered) => problem::unanswered(visit, &opened.agency, &unanswered),
    }
}

fn shown(
    visit: &Visit,
    opened: &Opened,
    files: &ListFilesResponse,
    fault: Option<&str>,
) -> Response {
    let title = visit.pick("Lampiran pengaduan", "Files with the complaint");
    let body = html! {
        p.crumbs { a href=(visit.href("/pengaduan")) { span.code { (opened.progress.receipt_number) } } }
        h1 { (title) }
        @if let Some(fault) = fault { (notice("wrong", fault, &Markup::default())) }
        p { (visit.pick(
            "PDF, JPEG, atau PNG. Setiap berkas disegel sebelum disimpan dan hanya dibuka petugas yang menangani pengaduan Anda, dengan tercatat; petugas yang diadukan tidak dapat membukanya.",
            "PDF, JPEG or PNG. Each file is sealed before it is stored, and opened only by officers who handle your complaint, on record; whom it is about cannot open it.",
        )) }
        @if !files.details.is_empty() { ul.files { @for file in &files.details { (papers::file(file)) } } }
        @if opened.progress.state() != ComplaintState::Closed { (papers::upload(visit, HERE, ATTACHING, "")) }
        p.act { a.button href=(visit.href("/pengaduan")) { (visit.pick("Selesai, lihat pengaduan", "Done, see the complaint")) } }
    };
    let status = if fault.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    visit.remembered(visit.with_status(status, title, &body))
}
