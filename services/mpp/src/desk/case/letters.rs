//! What applicant and office write to each other in a case, at the office's end.

use axum::{http::StatusCode, response::Response};
use contract::satupintu::permits::v1::{
    ListMessagesRequest, ListMessagesResponse, PostMessageRequest,
    messages_service_client::MessagesServiceClient,
};
use maud::{Markup, html};

use super::{Named, address, name};
use crate::{
    asking::Unanswered,
    desk::{Desk, Pressed},
    portal::{
        letters::{exchange, writing},
        page::notice,
        problem,
    },
};

/// The messages, and a form for another.
pub(crate) async fn letters(desk: Desk, named: Named) -> Response {
    page(&desk, &name(&named), StatusCode::OK, None).await
}

/// Writes to the applicant.
pub(crate) async fn written(named: Named, Pressed { desk, form }: Pressed) -> Response {
    let name = name(&named);
    let request = PostMessageRequest {
        parent: name.clone(),
        request_id: form.get("request_id").to_owned(),
        text: form.get("isi").to_owned(),
        ..PostMessageRequest::default()
    };
    let posted = async {
        let mut client = MessagesServiceClient::new(desk.line()?);
        desk.asking.answer(client.post_message(desk.asking.request(request))).await
    };
    match posted.await {
        Ok(_) => desk.visit.go(&format!("{}/pesan", address(&name))),
        Err(Unanswered::Refused(status)) => {
            let words = problem::words(desk.visit.language, &status);
            page(&desk, &name, problem::http_status(status.code()), Some(&words)).await
        }
        Err(silent) => desk.unanswered(&silent),
    }
}

async fn list(desk: &Desk, name: &str) -> Result<ListMessagesResponse, Unanswered> {
    let mut client = MessagesServiceClient::new(desk.line()?);
    let request = ListMessagesRequest { parent: name.to_owned(), ..ListMessagesRequest::default() };
    desk.asking.answer(client.list_messages(desk.asking.request(request))).await
}

async fn page(desk: &Desk, name: &str, status: StatusCode, fault: Option<&str>) -> Response {
    let messages = match list(desk, name).await {
        Ok(messages) => messages,
        Err(unanswered) => return desk.unanswered(&unanswered),
    };
    let visit = &desk.visit;
    let title = visit.pick("Pesan", "Messages");
    let body = html! {
        p.crumbs { a href=(visit.href(&address(name))) { (visit.pick("Kembali ke permohonan", "Back to the application")) } }
        h1 { (title) }
        @if let Some(fault) = fault { (notice("wrong", fault, &Markup::default())) }
        (exchange(visit, desk.agency.zone, &messages))
        (writing(
            visit,
            &format!("{}/pesan", address(name)),
            visit.pick("Tulis kepada pemohon", "Write to the applicant"),
            visit.pick("Yang diminta harus tercantum dalam standar pelayanan. Pemohon melihat jabatan, bukan siapa Anda.", "What is asked for must be listed in the standard. The applicant sees the office, not who you are."),
        ))
    };
    desk.page(status, title, &body)
}
