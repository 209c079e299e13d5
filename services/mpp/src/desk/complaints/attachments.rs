//! What a reporter handed in to show what happened: opened to whoever may read the
//! complaint, on record.

use axum::response::Response;
use contract::satupintu::{
    files::v1::{DownloadFileRequest, ListFilesRequest, files_service_client::FilesServiceClient},
    permits::v1::File,
};
use maud::{Markup, html};

use super::{Named, address, name, page};
use crate::{
    asking::Unanswered,
    desk::{Desk, Pressed, files::download},
    portal::words as said,
};

/// The files of a complaint, oldest first.
pub(super) async fn listed(desk: &Desk, name: &str) -> Result<Vec<File>, Unanswered> {
    let mut client = FilesServiceClient::new(desk.line()?);
    let request = ListFilesRequest { parent: name.to_owned(), ..ListFilesRequest::default() };
    Ok(desk.asking.answer(client.list_files(desk.asking.request(request))).await?.files)
}

/// Sends one to the officer's browser.
pub(crate) async fn downloaded(named: Named, Pressed { desk, form }: Pressed) -> Response {
    let name = name(&named);
    let request = DownloadFileRequest {
        name: format!("{name}/files/{}", form.get("berkas")),
        request_id: form.get("request_id").to_owned(),
        ..DownloadFileRequest::default()
    };
    match download(&desk, request).await {
        Ok(file) => file,
        Err(Unanswered::Refused(status)) => page(&desk, &name, &form, Some(&status)).await,
        Err(silent) => desk.unanswered(&silent),
    }
}

/// A button for each.
pub(super) fn shown(desk: &Desk, complaint: &str, files: &[File]) -> Markup {
    let visit = &desk.visit;
    html! {
        @if !files.is_empty() {
            h2 { (visit.pick("Lampiran", "Files")) }
            @for file in files {
                (desk.form(&address(complaint), "lampiran", &html! {
                    input type="hidden" name="berkas" value=(said::id(&file.name));
                    p { button.quiet type="submit" { (visit.pick("Unduh lampiran", "Download the file")) " " (said::media(file.media_type())) } }
                }))
            }
        }
    }
}
