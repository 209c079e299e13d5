//! All applications that the officer may see, oldest first: for who supervises, and
//! for who looks for one that is not in the inbox.

use axum::{http::StatusCode, response::Response};
use contract::satupintu::permits::v1::{
    ApplicationSummary, ListApplicationsRequest, ListApplicationsResponse,
    permits_service_client::PermitsServiceClient,
};
use maud::{Markup, html};

use super::{Desk, case, words};
use crate::{
    asking::Unanswered,
    portal::words::{deadline, id, moment},
};

pub(crate) async fn shown(desk: Desk) -> Response {
    let listed = match listed(&desk).await {
        Ok(listed) => listed,
        Err(unanswered) => return desk.unanswered(&unanswered),
    };
    let visit = &desk.visit;
    let title = visit.pick("Permohonan", "Applications");
    let next = format!("/meja/permohonan?lanjut={}", listed.next_page_token);
    let body = html! {
        h1 { (title) }
        @if listed.applications.is_empty() { p { (visit.pick("Belum ada permohonan.", "There are no applications yet.")) } }
        ul.cards { @for application in &listed.applications { (card(&desk, application)) } }
        @if !listed.next_page_token.is_empty() { p { a.button.quiet href=(visit.href(&next)) { (visit.pick("Berikutnya", "Next")) } } }
    };
    desk.page(StatusCode::OK, title, &body)
}

async fn listed(desk: &Desk) -> Result<ListApplicationsResponse, Unanswered> {
    let mut client = PermitsServiceClient::new(desk.line()?);
    let request = ListApplicationsRequest {
        parent: desk.agency.resource(),
        page_token: desk.visit.query.get("lanjut").to_owned(),
        ..ListApplicationsRequest::default()
    };
    desk.asking.answer(client.list_applications(desk.asking.request(request))).await
}

fn card(desk: &Desk, application: &ApplicationSummary) -> Markup {
    let (visit, language) = (&desk.visit, desk.visit.language);
    let (state, kind) = words::state(visit, application.state());
    html! {
        li.card {
            h3 { a.code href=(visit.href(&case::address(&application.name))) { (application.receipt_number) } }
            dl.brief {
                div { dt { (visit.pick("Layanan", "Service")) } dd { (id(&application.service)) } }
                @if let Some(applicant) = &application.masked_applicant { div { dt { (visit.pick("Pemohon", "Applicant")) } dd { (applicant.name) } } }
                @if let Some(at) = &application.submitted_at { div { dt { (visit.pick("Masuk", "Filed")) } dd { (moment(language, at, desk.agency.zone)) } } }
                @if let Some(due) = &application.deadline { div { dt { (visit.pick("Tempo", "Due")) } dd { (deadline(language, due)) } } }
            }
            p { span class={ "state " (kind) } { (state) } @if application.late { " " span.state.wrong { (visit.pick("terlambat", "late")) } } }
        }
    }
}
