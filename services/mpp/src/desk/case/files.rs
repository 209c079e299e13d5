//! The files of a case: opened for the task at hand, and added to a step by whoever
//! does it, as the photographs of a visit.

use axum::{http::StatusCode, response::Response};
use contract::satupintu::files::v1::{DownloadFileRequest, create_upload_request::Purpose};
use maud::{Markup, html};

use super::{Named, address, name, open, page};
use crate::{
    asking::Unanswered,
    desk::{Desk, Handed, Pressed, files::download},
    portal::{
        page::notice,
        papers,
        sending::{self, Destination},
    },
};

/// The page from which a file is added, and the mark of its form.
const ADDING: &str = "tambah-berkas";

/// Sends a file to the officer's browser.
pub(crate) async fn downloaded(named: Named, Pressed { desk, form }: Pressed) -> Response {
    let name = name(&named);
    let request = DownloadFileRequest {
        name: format!("{name}/files/{}", form.get("berkas")),
        request_id: form.get("request_id").to_owned(),
        purpose: form.get("tujuan").parse().unwrap_or_default(),
        ..DownloadFileRequest::default()
    };
    match download(&desk, request).await {
        Ok(file) => file,
        Err(Unanswered::Refused(status)) => page(&desk, &name, &form, Some(&status)).await,
        Err(silent) => desk.unanswered(&silent),
    }
}

/// The address of the page from which a file is added to a step.
pub(super) fn adding(name: &str, step: &str) -> String {
    format!("{}/{ADDING}?tahap={step}", address(name))
}

/// Asks for a file of the step.
pub(crate) async fn blank(desk: Desk, named: Named) -> Response {
    let step = desk.visit.query.get("tahap").to_owned();
    form(&desk, &name(&named), &step, None).await
}

/// Takes a file and passes it on as it comes.
pub(crate) async fn added(named: Named, Handed { desk, upload }: Handed) -> Response {
    let name = name(&named);
    let step = upload.fields.get("untuk").to_owned();
    let destination =
        Destination { agency: &desk.agency, record: &name, case: None, asking: &desk.asking };
    let purpose = Some(Purpose::Step(step.clone()));
    match sending::send(&desk.visit, &destination, purpose, upload).await {
        Ok(()) => desk.visit.go(&super::step_address(&name, &step)),
        Err(unsent) => match unsent.words(&desk.visit) {
            Ok(words) => form(&desk, &name, &step, Some(&words)).await,
            Err(silent) => desk.unanswered(&silent),
        },
    }
}

async fn form(desk: &Desk, name: &str, step: &str, fault: Option<&str>) -> Response {
    let case = match open(desk, name).await {
        Ok(case) => case,
        Err(unanswered) => return desk.unanswered(&unanswered),
    };
    let visit = &desk.visit;
    let title = visit.pick("Tambah berkas petugas", "Add an officer’s file");
    let task = case.application.tasks.iter().find(|task| task.step == step);
    let is_own = task.is_some_and(|task| desk.is(&task.taken_by));
    let body = html! {
        p.crumbs { a href=(visit.href(&super::step_address(name, step))) { span.code { (case.application.receipt_number) } } }
        h1 { (title) }
        @if let Some(fault) = fault { (notice("wrong", fault, &Markup::default())) }
        @if let Some(task) = task { p { (visit.language.said(task.step_name.as_ref())) } }
        @if is_own {
            p { (visit.pick(
                "Misalnya foto kunjungan: PDF, JPEG, atau PNG. Berkas disegel sebelum disimpan; pemohon tidak melihatnya.",
                "As the photographs of a visit: PDF, JPEG or PNG. It is sealed before it is stored; the applicant does not see it.",
            )) }
            (papers::upload(visit, &format!("{}/{ADDING}", address(name)), ADDING, step))
        } @else { p { (visit.pick("Berkas hanya ditambahkan oleh yang memegang tahapnya.", "Only who holds the step adds a file to it.")) } }
    };
    let status = if fault.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    desk.page(status, title, &body)
}
