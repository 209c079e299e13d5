//! What applicant and office write to each other in a case.

use axum::{body::Body, http::HeaderMap, response::Response};
use contract::satupintu::permits::v1::{
    ListMessagesRequest, ListMessagesResponse, MessageWriter, PostMessageRequest,
    messages_service_client::MessagesServiceClient,
};
use maud::html;

use super::{
    form::Form,
    problem,
    standing::{self, Opened},
    visit::{MARK, Visit},
    words,
};
use crate::{asking::Unanswered, random};

const PURPOSE: &str = "pesan";

/// The messages, and a form for another.
pub(crate) async fn letters(visit: Visit) -> Response {
    let opened = match standing::open(&visit).await {
        Ok(opened) => opened,
        Err(response) => return *response,
    };
    match list(&visit, &opened).await {
        Ok(messages) => shown(&visit, &opened, &messages),
        Err(unanswered) => problem::unanswered(&visit, &opened.agency, &unanswered),
    }
}

async fn list(visit: &Visit, opened: &Opened) -> Result<ListMessagesResponse, Unanswered> {
    let mut client = MessagesServiceClient::new(visit.gateway().line(&opened.agency)?);
    let request = ListMessagesRequest {
        parent: opened.progress.name.clone(),
        receipt_number: opened.case.receipt.clone(),
        secret: opened.case.secret.clone(),
    };
    visit.asking.answer(client.list_messages(visit.asking.request(request))).await
}

/// Writes to the office.
pub(crate) async fn written(visit: Visit, headers: HeaderMap, body: Body) -> Response {
    let form = Form::read(&headers, body).await;
    let Some(form) = form.filter(|form| visit.is_ours(PURPOSE, form)) else {
        return problem::stale_form(&visit);
    };
    let opened = match standing::open(&visit).await {
        Ok(opened) => opened,
        Err(response) => return *response,
    };
    let request = PostMessageRequest {
        parent: opened.progress.name.clone(),
        receipt_number: opened.case.receipt.clone(),
        secret: opened.case.secret.clone(),
        request_id: form.get("request_id").to_owned(),
        text: form.get("isi").to_owned(),
        ..PostMessageRequest::default()
    };
    let posted = async {
        let mut client = MessagesServiceClient::new(visit.gateway().line(&opened.agency)?);
        visit.asking.answer(client.post_message(visit.asking.request(request))).await
    };
    match posted.await {
        Ok(_) => visit.go("/permohonan/pesan"),
        Err(unanswered) => problem::unanswered(&visit, &opened.agency, &unanswered),
    }
}

fn shown(visit: &Visit, opened: &Opened, messages: &ListMessagesResponse) -> Response {
    let language = visit.language;
    let title = visit.pick("Pesan", "Messages");
    let body = html! {
        p.crumbs { a href=(visit.href("/permohonan")) { span.code { (opened.progress.receipt_number) } } }
        h1 { (title) }
        @if messages.messages.is_empty() { p { (visit.pick("Belum ada pesan.", "There are no messages yet.")) } }
        ul.letters { @for message in &messages.messages {
            @let own = message.writer() == MessageWriter::Applicant;
            li.own[own] {
                p.small {
                    strong { @if own { (visit.pick("Anda", "You")) } @else { (language.said(message.executor_title.as_ref())) } }
                    @if let Some(at) = &message.posted_at { " · " (words::moment(language, at, opened.agency.zone)) }
                }
                p { (language.indonesian(&message.text)) }
            }
        } }
        form method="post" action=(visit.href("/permohonan/pesan")) {
            input type="hidden" name=(MARK) value=(visit.mark(PURPOSE));
            input type="hidden" name="request_id" value=(random::id());
            div.field {
                label for="tulisan" { (visit.pick("Tulis kepada petugas", "Write to the office")) }
                p.hint #tulisan-petunjuk { (visit.pick("Hanya tentang permohonan ini. Petugas dilarang meminta uang lewat pesan.", "About this application only. Officers may not ask for money in a message.")) }
                textarea #tulisan name="isi" rows="4" maxlength="2000" required aria-describedby="tulisan-petunjuk" {}
            }
            div.act { button type="submit" { (visit.pick("Kirim pesan", "Send")) } }
        }
    };
    visit.personal(title, &body)
}
