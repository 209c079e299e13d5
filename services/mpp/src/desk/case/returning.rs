//! Returning a file once, with everything that is to be mended.

use axum::{http::StatusCode, response::Response};
use contract::satupintu::permits::v1::{
    Defect, ReturnApplicationRequest, permits_service_client::PermitsServiceClient,
};
use maud::html;
use tonic::Status;

use super::{Case, Named, address, name, open};
use crate::{
    asking::Unanswered,
    desk::{Desk, Pressed, fault},
    portal::{form::Form, problem},
};

fn ticked(id: &str) -> String {
    format!("kurang-{id}")
}

fn noted(id: &str) -> String {
    format!("catatan-{id}")
}

/// Asks what is missing or wrong.
pub(crate) async fn defects(desk: Desk, named: Named) -> Response {
    let step = desk.visit.query.get("tahap").to_owned();
    let form = Form::of(vec![("tahap".to_owned(), step)]);
    page(&desk, &name(&named), &form, None).await
}

async fn page(desk: &Desk, name: &str, form: &Form, refused: Option<&Status>) -> Response {
    match open(desk, name).await {
        Ok(case) => shown(desk, &case, form, refused),
        Err(unanswered) => desk.unanswered(&unanswered),
    }
}

/// Returns it.
pub(crate) async fn returned(named: Named, Pressed { desk, form }: Pressed) -> Response {
    let name = name(&named);
    match send(&desk, &name, &form).await {
        Ok(()) => desk.visit.go(&address(&name)),
        Err(Unanswered::Refused(status)) => page(&desk, &name, &form, Some(&status)).await,
        Err(silent) => desk.unanswered(&silent),
    }
}

async fn send(desk: &Desk, name: &str, form: &Form) -> Result<(), Unanswered> {
    let case = open(desk, name).await?;
    let wrong = case.requirements().into_iter().filter(|id| form.is_ticked(&ticked(id)));
    let defects = wrong
        .map(|id| Defect { requirement_id: id.to_owned(), note: form.get(&noted(id)).to_owned() });
    let request = ReturnApplicationRequest {
        name: name.to_owned(),
        request_id: form.get("request_id").to_owned(),
        etag: String::new(),
        step: form.get("tahap").to_owned(),
        defects: defects.collect(),
    };
    let mut client = PermitsServiceClient::new(desk.line()?);
    desk.asking.answer(client.return_application(desk.asking.request(request))).await.map(drop)
}

fn shown(desk: &Desk, case: &Case, form: &Form, refused: Option<&Status>) -> Response {
    let (visit, application) = (&desk.visit, &case.application);
    let title = visit.pick("Kembalikan kepada pemohon", "Return to the applicant");
    let back = visit.href(&address(&application.name));
    let body = html! {
        p.crumbs { a href=(back) { span.code { (application.receipt_number) } } }
        h1 { (title) }
        @if let Some(refused) = refused { (fault(desk, refused)) }
        p { (visit.pick(
            "Sebutkan semuanya sekaligus: pengembalian kedua dengan kekurangan baru menunggu pengesahan atasan. Waktu layanan berhenti sampai pemohon mengirim perbaikan.",
            "Name everything at once: a second return with a new defect waits for a superior. The service time stands still until the applicant sends the correction.",
        )) }
        (desk.form(&address(&application.name), "kembalikan", &html! {
            input type="hidden" name="tahap" value=(form.get("tahap"));
            @for id in case.requirements() {
                div.requirement {
                    label.tick {
                        input type="checkbox" name=(ticked(id)) value="1" checked[form.is_ticked(&ticked(id))];
                        span { (visit.language.indonesian(case.requirement(id))) }
                    }
                    input type="text" name=(noted(id)) maxlength="4000" value=(form.get(&noted(id)))
                        aria-label={ (visit.pick("Cara memperbaiki", "How to mend it")) ": " (case.requirement(id)) };
                }
            }
            div.act {
                button type="submit" { (visit.pick("Kembalikan", "Return it")) }
                a.button.quiet href=(back) { (visit.pick("Tidak jadi", "Do not")) }
            }
        }))
    };
    let status = refused.map_or(StatusCode::OK, |refused| problem::http_status(refused.code()));
    desk.page(status, title, &body)
}
