//! What applicant and office write to each other in a case.

use axum::{body::Body, http::HeaderMap, response::Response};
use calendar::Zone;
use contract::satupintu::permits::v1::{
    CaseMessage, ListMessagesRequest, ListMessagesResponse, MessageWriter, PostMessageRequest,
    messages_service_client::MessagesServiceClient,
};
use maud::{Markup, html};

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
    let title = visit.pick("Pesan", "Messages");
    let body = html! {
        p.crumbs { a href=(visit.href("/permohonan")) { span.code { (opened.progress.receipt_number) } } }
        h1 { (title) }
        (exchange(visit, opened.agency.zone, messages))
        (writing(
            visit,
            "/permohonan/pesan",
            visit.pick("Tulis kepada petugas", "Write to the office"),
            visit.pick("Hanya tentang permohonan ini. Petugas dilarang meminta uang lewat pesan.", "About this application only. Officers may not ask for money in a message."),
        ))
    };
    visit.personal(title, &body)
}

/// What was written so far, on the page of either side.
pub(crate) fn exchange(visit: &Visit, zone: Zone, messages: &ListMessagesResponse) -> Markup {
    let language = visit.language;
    html! {
        @if messages.messages.is_empty() { p { (visit.pick("Belum ada pesan.", "There are no messages yet.")) } }
        ul.letters { @for message in &messages.messages {
            @let is_own = visit.is_at_desk() == (message.writer() == MessageWriter::Office);
            li.own[is_own] {
                p.small {
                    strong { (writer(visit, message)) }
                    @if let Some(at) = &message.posted_at { " · " (words::moment(language, at, zone)) }
                }
                @if message.text.is_empty() {
                    p.small { (visit.pick("Isinya hanya terbuka bagi yang memegang tugas permohonan ini.", "The words open only to who holds a task of this application.")) }
                } @else {
                    p { (language.indonesian(&message.text)) }
                }
            }
        } }
    }
}

fn writer(visit: &Visit, message: &CaseMessage) -> Markup {
    match message.writer() {
        MessageWriter::Applicant if visit.is_at_desk() => {
            html! { (visit.pick("Pemohon", "The applicant")) }
        }
        MessageWriter::Applicant => html! { (visit.pick("Anda", "You")) },
        MessageWriter::Agent => html! { (visit.pick("Kuasa pemohon", "The applicant’s agent")) },
        MessageWriter::Office | MessageWriter::Unspecified => {
            visit.language.said(message.executor_title.as_ref())
        }
    }
}

/// The form for another message, sent to `action` as `isi`.
pub(crate) fn writing(visit: &Visit, action: &str, label: &str, hint: &str) -> Markup {
    html! {
        form method="post" action=(visit.href(action)) {
            input type="hidden" name=(MARK) value=(visit.mark(PURPOSE));
            input type="hidden" name="request_id" value=(random::id());
            div.field {
                label for="tulisan" { (label) }
                p.hint #tulisan-petunjuk { (hint) }
                textarea #tulisan name="isi" rows="4" maxlength="2000" required aria-describedby="tulisan-petunjuk" {}
            }
            div.act { button type="submit" { (visit.pick("Kirim pesan", "Send")) } }
        }
    }
}
