//! What the applicant filled in, shown after the agency has written down who reads
//! it and what for.

use axum::{http::StatusCode, response::Response};
use contract::satupintu::permits::v1::{
    ReadFormRequest, ReadFormResponse, permits_service_client::PermitsServiceClient,
};
use maud::html;

use super::{Case, Named, address, name, open, page};
use crate::{
    asking::Unanswered,
    desk::{Desk, Pressed},
};

pub(crate) async fn read(named: Named, Pressed { desk, form }: Pressed) -> Response {
    let name = name(&named);
    let request = ReadFormRequest {
        name: name.clone(),
        request_id: form.get("request_id").to_owned(),
        purpose: form.get("tujuan").parse().unwrap_or_default(),
    };
    let reading = async {
        let case = open(&desk, &name).await?;
        let mut client = PermitsServiceClient::new(desk.line()?);
        let read = desk.asking.answer(client.read_form(desk.asking.request(request))).await?;
        Ok::<_, Unanswered>((case, read))
    };
    match reading.await {
        Ok((case, read)) => shown(&desk, &case, &read),
        Err(Unanswered::Refused(status)) => page(&desk, &name, &form, Some(&status)).await,
        Err(silent) => desk.unanswered(&silent),
    }
}

fn shown(desk: &Desk, case: &Case, read: &ReadFormResponse) -> Response {
    let visit = &desk.visit;
    let title = visit.pick("Isian pemohon", "The applicant’s form");
    let back = visit.href(&address(&case.application.name));
    let applicant = read.applicant.clone().unwrap_or_default();
    let known = [
        (visit.pick("Nama", "Name"), &applicant.name),
        ("NIK", &applicant.nik),
        (visit.pick("Nomor KK", "Family card"), &applicant.family_card),
        ("NPWP", &applicant.npwp),
        (visit.pick("Alamat", "Address"), &applicant.address),
        (visit.pick("Telepon", "Telephone"), &applicant.phone),
        (visit.pick("Surel", "E-mail"), &applicant.email),
    ];
    let body = html! {
        p.crumbs { a href=(back) { span.code { (case.application.receipt_number) } } }
        h1 { (title) }
        dl.facts { @for (label, value) in known.into_iter().filter(|(_, value)| !value.is_empty()) {
            div { dt { (label) } dd { (value) } }
        } }
        h2 { (visit.pick("Syarat", "Requirements")) }
        dl.facts { @for answer in &read.answers {
            div { dt { (visit.language.indonesian(case.requirement(&answer.requirement_id))) }
                dd { @if answer.text.is_empty() { (visit.pick("disertakan", "given")) } @else { (visit.language.indonesian(&answer.text)) } } }
        } }
        @if !read.defects.is_empty() {
            h2 { (visit.pick("Yang terakhir dikembalikan", "What was last returned")) }
            ul { @for defect in &read.defects {
                li { strong { (visit.language.indonesian(case.requirement(&defect.requirement_id))) } ": " (visit.language.indonesian(&defect.note)) }
            } }
        }
        p { a.button href=(back) { (visit.pick("Kembali ke permohonan", "Back to the application")) } }
    };
    desk.page(StatusCode::OK, title, &body)
}
