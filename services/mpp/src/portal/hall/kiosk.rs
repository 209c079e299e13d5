//! The kiosk at the door: a device in the hall gives numbers for today.
//!
//! Whoever serves in the hall opens it with the own token, once; the agency asks on
//! every press whether that token may still do so. What the kiosk shows to one
//! visitor is gone for the next.

use axum::{
    body::Body,
    extract::Path,
    http::{HeaderMap, StatusCode, header},
    response::Response,
};
use contract::satupintu::queue::v1::{
    PlanVisitRequest, PlanVisitResponse, TicketSource, queue_service_client::QueueServiceClient,
};
use maud::{Markup, html};
use tonic::Code;

use super::{
    Opened, name_of, open,
    planning::{needs, priorities, stands},
    stand, today,
};
use crate::{
    asking::{Credential, LONGEST_TOKEN, Unanswered},
    portal::{
        field::{Faults, summary},
        form::Form,
        page::notice,
        problem,
        session::Kiosk,
        visit::{MARK, Visit},
    },
    random,
};

const OPENING: &str = "buka-kios";
const TAKING: &str = "kios";
const LEAVING: &str = "tutup-kios";
/// After that, the next visitor does not see the number of the one before.
const GONE_SECONDS: u16 = 20;

fn address(opened: &Opened) -> String {
    format!("/antrean/{}/kios", opened.agency.id)
}

/// The kiosk, or the question for what opens it.
pub(crate) async fn door(visit: Visit, Path(agency): Path<String>) -> Response {
    let opened = match open(&visit, &agency).await {
        Ok(opened) => opened,
        Err(response) => return *response,
    };
    match key(&visit, &opened) {
        Some(_) => shown(&visit, &opened, &Form::default(), &Faults::new()),
        None => locked(&visit, &opened, StatusCode::OK, None),
    }
}

/// The token that makes this browser the kiosk of that hall.
fn key(visit: &Visit, opened: &Opened) -> Option<String> {
    let kiosk = visit.session.kiosk.as_ref();
    kiosk.filter(|kiosk| kiosk.agency == opened.agency.id.as_str()).map(|kiosk| kiosk.token.clone())
}

/// Makes this browser the kiosk.
pub(crate) async fn opened(
    mut visit: Visit,
    Path(agency): Path<String>,
    headers: HeaderMap,
    body: Body,
) -> Response {
    let form = Form::read(&headers, body).await;
    let Some(form) = form.filter(|form| visit.is_ours(OPENING, form)) else {
        return problem::stale_form(&visit);
    };
    let opened = match open(&visit, &agency).await {
        Ok(opened) => opened,
        Err(response) => return *response,
    };
    let token = form.get("token");
    if Credential::of(token).is_none() {
        let words = visit.pick("Token petugas tidak terbaca.", "The token cannot be read.");
        return locked(&visit, &opened, StatusCode::UNPROCESSABLE_ENTITY, Some(words));
    }
    let kiosk = Kiosk { agency: opened.agency.id.to_string(), token: token.to_owned() };
    visit.session = visit.session.as_kiosk(kiosk);
    visit.go(&address(&opened))
}

/// Takes a number for each need.
pub(crate) async fn taken(
    visit: Visit,
    Path(agency): Path<String>,
    headers: HeaderMap,
    body: Body,
) -> Response {
    let form = Form::read(&headers, body).await;
    let Some(form) = form.filter(|form| visit.is_ours(TAKING, form)) else {
        return problem::stale_form(&visit);
    };
    let opened = match open(&visit, &agency).await {
        Ok(opened) => opened,
        Err(response) => return *response,
    };
    let Some(token) = key(&visit, &opened) else {
        return locked(&visit, &opened, StatusCode::FORBIDDEN, None);
    };
    match take(&visit, &opened, &form, &token).await {
        Ok(planned) => numbers(&visit, &opened, &planned),
        Err(Unanswered::Refused(status)) => match status.code() {
            Code::Unauthenticated | Code::PermissionDenied => {
                let words = problem::words(visit.language, &status);
                locked(&visit, &opened, StatusCode::FORBIDDEN, Some(&words))
            }
            Code::InvalidArgument => {
                let words =
                    visit.pick("Pilih paling sedikit satu keperluan.", "Choose at least one need.");
                shown(&visit, &opened, &form, &vec![("gerai".to_owned(), words.to_owned())])
            }
            _ => {
                let words = problem::words(visit.language, &status);
                shown(&visit, &opened, &form, &vec![("gerai".to_owned(), words)])
            }
        },
        Err(unanswered) => problem::unanswered(&visit, &opened.agency, &unanswered),
    }
}

async fn take(
    visit: &Visit,
    opened: &Opened,
    form: &Form,
    token: &str,
) -> Result<PlanVisitResponse, Unanswered> {
    let mut client = QueueServiceClient::new(visit.gateway().line(&opened.agency)?);
    let asking = match Credential::of(token) {
        Some(credential) => visit.asking.showing(credential),
        None => visit.asking.clone(),
    };
    let request = PlanVisitRequest {
        parent: format!("{}/hall", opened.agency.resource()),
        request_id: form.get("request_id").to_owned(),
        stands: needs(opened, form),
        from: None,
        source: TicketSource::Kiosk.into(),
        priority: form.get("priority").to_owned(),
    };
    asking.answer(client.plan_visit(asking.request(request))).await
}

/// This browser is a kiosk no more.
pub(crate) async fn left(
    mut visit: Visit,
    Path(agency): Path<String>,
    headers: HeaderMap,
    body: Body,
) -> Response {
    let form = Form::read(&headers, body).await;
    if form.is_none_or(|form| !visit.is_ours(LEAVING, &form)) {
        return problem::stale_form(&visit);
    }
    visit.session.kiosk = None;
    visit.go(&format!("/antrean/{agency}"))
}

fn locked(visit: &Visit, opened: &Opened, status: StatusCode, fault: Option<&str>) -> Response {
    let title = visit.pick("Buka kios", "Open the kiosk");
    let body = html! {
        h1 { (title) ": " (opened.plan().name) }
        @if let Some(fault) = fault { (notice("wrong", fault, &Markup::default())) }
        p { (visit.pick(
            "Untuk petugas: kios memberi nomor antrean hari ini pada perangkat di ruang layanan.",
            "For staff: the kiosk gives today’s numbers on a device in the hall.",
        )) }
        form method="post" action=(visit.href(&format!("{}/buka", address(opened)))) autocomplete="off" {
            input type="hidden" name=(MARK) value=(visit.mark(OPENING));
            div.field {
                label for="token" { (visit.pick("Token petugas ruang layanan", "Token of staff in the hall")) }
                input #token name="token" type="password" required maxlength=(LONGEST_TOKEN) autocomplete="off" spellcheck="false";
            }
            div.act { button type="submit" { (title) } }
        }
    };
    visit.remembered(visit.with_status(status, title, &body))
}

fn shown(visit: &Visit, opened: &Opened, form: &Form, faults: &Faults) -> Response {
    let plan = opened.plan();
    let body = html! {
        h1 { (plan.name) }
        p { (today(visit, opened)) }
        (summary(faults, visit.language))
        form method="post" action=(visit.href(&address(opened))) novalidate {
            input type="hidden" name=(MARK) value=(visit.mark(TAKING));
            input type="hidden" name="request_id" value=(random::id());
            (stands(visit, opened, form, faults))
            (priorities(visit, opened, form))
            div.act { button type="submit" { (visit.pick("Ambil nomor", "Take a number")) } }
        }
        form.act method="post" action=(visit.href(&format!("{}/tutup", address(opened)))) {
            input type="hidden" name=(MARK) value=(visit.mark(LEAVING));
            button.quiet type="submit" { (visit.pick("Tutup kios (petugas)", "Close the kiosk (staff)")) }
        }
    };
    visit.personal(&plan.name, &body)
}

/// The numbers, until the next visitor comes.
fn numbers(visit: &Visit, opened: &Opened, planned: &PlanVisitResponse) -> Response {
    let plan = opened.plan();
    let title = visit.pick("Nomor Anda", "Your numbers");
    let body = html! {
        h1 { (title) }
        ul.tickets { @for ticket in &planned.tickets {
            @let name = stand(&plan, &ticket.stand).map(|stand| name_of(visit, stand));
            li.ticket { h2 { (name.unwrap_or_default()) } p.number { (ticket.number) } }
        } }
        p { (visit.pick("Nomor Anda dipanggil di layar.", "Your number is called on the display.")) }
        div.act {
            a.button href=(visit.href(&address(opened))) { (visit.pick("Selesai", "Done")) }
            button.quiet type="button" data-print hidden { (visit.pick("Cetak", "Print")) }
        }
    };
    let mut response = visit.personal(title, &body);
    let next = format!("{GONE_SECONDS}; url={}", visit.href(&address(opened)));
    if let Ok(next) = next.parse() {
        response.headers_mut().insert(header::REFRESH, next);
    }
    response
}
