//! The page of the documents.

use axum::{http::StatusCode, response::Response};
use contract::satupintu::files::v1::{FileDetails, ListFilesResponse};
use maud::{Markup, html};

use super::PURPOSE;
use crate::{
    portal::{
        page::notice,
        standing::Opened,
        visit::{MARK, Visit},
        words,
    },
    random,
};

pub(super) fn papers(
    visit: &Visit,
    opened: &Opened,
    files: &ListFilesResponse,
    fault: Option<&str>,
    status: StatusCode,
) -> Response {
    let title = visit.pick("Unggah berkas", "Upload documents");
    let body = html! {
        p.crumbs { a href=(visit.href("/permohonan")) { span.code { (opened.progress.receipt_number) } } }
        h1 { (title) }
        @if let Some(fault) = fault { (notice("wrong", fault, &Markup::default())) }
        p { (visit.pick(
            "PDF, JPEG, atau PNG. Setiap berkas disegel sebelum disimpan dan hanya dibuka petugas yang menangani permohonan Anda, dengan tercatat.",
            "PDF, JPEG or PNG. Each file is sealed before it is stored, and opened only by officers at work on your application, on record.",
        )) }
        @for requirement in &opened.progress.requirements {
            section.paper aria-labelledby={ "r-" (requirement.requirement_id) } {
                h2 id={ "r-" (requirement.requirement_id) } { (visit.language.indonesian(&requirement.text)) }
                @if !requirement.defect.is_empty() { p.fault { (visit.pick("Perbaiki: ", "To mend: ")) (visit.language.indonesian(&requirement.defect)) } }
                (handed_in(files, &requirement.requirement_id))
                (upload(visit, "/permohonan/berkas", PURPOSE, &requirement.requirement_id))
            }
        }
        p.act { a.button href=(visit.href("/permohonan")) { (visit.pick("Selesai, lihat permohonan", "Done, see the application")) } }
    };
    visit.remembered(visit.with_status(status, title, &body))
}

fn handed_in(files: &ListFilesResponse, requirement: &str) -> Markup {
    let for_it = files
        .files
        .iter()
        .zip(&files.details)
        .filter(|(file, _)| file.requirement_id == requirement && file.replaced_by.is_empty());
    let for_it: Vec<&FileDetails> = for_it.map(|(_, details)| details).collect();
    html! {
        @if !for_it.is_empty() { ul.files { @for file in for_it {
            (self::file(file))
        } } }
    }
}

/// A file that was handed in.
pub(crate) fn file(file: &FileDetails) -> Markup {
    html! {
        li { (file.file_name) " " span.small { (words::media(file.media_type())) ", " (size(file.size_bytes)) } }
    }
}

/// `1.234 KB`, so that people see whether all of it arrived.
fn size(bytes: u64) -> String {
    format!("{} KB", bytes.div_ceil(1000))
}

/// The form for one file of a requirement or a step, `belongs_to`, which is sent to
/// `action` under the mark of `purpose`.
pub(crate) fn upload(visit: &Visit, action: &str, purpose: &str, belongs_to: &str) -> Markup {
    let field = format!("f-{belongs_to}");
    html! {
        // The file comes last: see `multipart`.
        form.upload method="post" enctype="multipart/form-data" action=(visit.href(action)) {
            input type="hidden" name=(MARK) value=(visit.mark(purpose));
            input type="hidden" name="untuk" value=(belongs_to);
            input type="hidden" name="upload_id" value=(random::id());
            input type="hidden" name="request_id" value=(random::id());
            label for=(field) { (visit.pick("Pilih berkas", "Choose a file")) }
            input id=(field) name="berkas" type="file" accept=".pdf,.jpg,.jpeg,.png,application/pdf,image/jpeg,image/png" required;
            button.quiet type="submit" { (visit.pick("Unggah", "Upload")) }
        }
    }
}
