//! The tickets of the visit that is open in this browser: how each stands, how
//! many are ahead, checking in, and giving back.

use axum::{
    body::Body,
    http::HeaderMap,
    response::{IntoResponse, Redirect, Response},
};
use contract::satupintu::queue::v1::{
    CancelTicketRequest, CheckInTicketRequest, GetVisitRequest, GetVisitResponse, HallPlan, Ticket,
    TicketStanding, queue_service_client::QueueServiceClient,
};
use maud::{Markup, html};

use super::{name_of, seen, stand, words};
use crate::{
    asking::Unanswered,
    portal::{
        form::Form,
        problem,
        visit::{MARK, Visit},
        words as said,
    },
    random,
    registry::Agency,
};

const ARRIVING: &str = "lapor-datang";
const CANCELLING: &str = "kembalikan-tiket";
/// A glance a minute is enough to come in time; whoever wants it asks for it.
const AGAIN_SECONDS: u16 = 60;

struct Opened {
    agency: Agency,
    name: String,
    visit: GetVisitResponse,
    plan: HallPlan,
}

/// The visit of the session; otherwise the page to go to.
async fn open(visit: &Visit) -> Result<Opened, Box<Response>> {
    let Some(name) = visit.session.hall_visit.clone() else {
        return Err(Box::new(Redirect::to(&visit.href("/antrean")).into_response()));
    };
    let agency = name.split('/').nth(1).and_then(|id| visit.gateway().agency(id));
    let agency = agency.ok_or_else(|| Box::new(problem::not_found(visit)))?;
    match looked_up(visit, &agency, &name).await {
        Ok((seen, plan)) => Ok(Opened { agency, name, visit: seen, plan }),
        Err(unanswered) => Err(Box::new(problem::unanswered(visit, &agency, &unanswered))),
    }
}

async fn looked_up(
    visit: &Visit,
    agency: &Agency,
    name: &str,
) -> Result<(GetVisitResponse, HallPlan), Unanswered> {
    let line = visit.gateway().line(agency)?;
    let mut client = QueueServiceClient::new(line.clone());
    let request = visit.asking.request(GetVisitRequest { name: name.to_owned() });
    let tickets = visit.asking.answer(client.get_visit(request)).await?;
    let hall = seen(line, agency, &visit.asking).await?;
    Ok((tickets, hall.hall.unwrap_or_default().plan.unwrap_or_default()))
}

/// The tickets.
pub(crate) async fn tickets(visit: Visit) -> Response {
    let opened = match open(&visit).await {
        Ok(opened) => opened,
        Err(response) => return *response,
    };
    let renews = !visit.query.get("otomatis").is_empty();
    let response = shown(&visit, &opened, renews);
    if renews { Visit::renewed(response, AGAIN_SECONDS) } else { response }
}

/// Says that the visitor is in the hall.
pub(crate) async fn checked_in(visit: Visit, headers: HeaderMap, body: Body) -> Response {
    moved(visit, headers, body, ARRIVING).await
}

/// Gives a ticket back.
pub(crate) async fn given_back(visit: Visit, headers: HeaderMap, body: Body) -> Response {
    moved(visit, headers, body, CANCELLING).await
}

async fn moved(visit: Visit, headers: HeaderMap, body: Body, purpose: &str) -> Response {
    let form = Form::read(&headers, body).await;
    let Some(form) = form.filter(|form| visit.is_ours(purpose, form)) else {
        return problem::stale_form(&visit);
    };
    let opened = match open(&visit).await {
        Ok(opened) => opened,
        Err(response) => return *response,
    };
    let (name, stand) = (opened.name.clone(), form.get("gerai").to_owned());
    let request_id = form.get("request_id").to_owned();
    let done = async {
        let mut client = QueueServiceClient::new(visit.gateway().line(&opened.agency)?);
        if purpose == ARRIVING {
            let request = CheckInTicketRequest { name, request_id, stand };
            let request = visit.asking.request(request);
            visit.asking.answer(client.check_in_ticket(request)).await.map(drop)
        } else {
            let request = CancelTicketRequest { name, request_id, stand };
            let request = visit.asking.request(request);
            visit.asking.answer(client.cancel_ticket(request)).await.map(drop)
        }
    };
    match done.await {
        Ok(()) => visit.go("/tiket"),
        Err(unanswered) => problem::unanswered(&visit, &opened.agency, &unanswered),
    }
}

fn shown(visit: &Visit, opened: &Opened, renews: bool) -> Response {
    let title = visit.pick("Tiket antrean Anda", "Your tickets");
    let day = opened.visit.date.as_ref().map(|date| said::day(visit.language, date));
    let body = html! {
        p.crumbs { a href=(visit.href(&format!("/antrean/{}", opened.agency.id))) { (opened.plan.name) } }
        h1 { (title) }
        p.lead { (day.unwrap_or_default()) ", " (words::hours(&opened.plan)) " " (opened.agency.zone.abbreviation()) }
        ul.tickets { @for ticket in &opened.visit.tickets { (one(visit, opened, ticket)) } }
        div.act {
            a.button.quiet href=(visit.href("/tiket")) { (visit.pick("Perbarui", "Look again")) }
            @if renews { span.small { (visit.pick("Diperbarui sendiri setiap menit.", "Renews itself every minute.")) } }
            @else { a href={ (visit.href("/tiket")) "?otomatis=1" } { (visit.pick("Perbarui sendiri setiap menit", "Renew every minute")) } }
        }
    };
    visit.personal(title, &body)
}

fn one(visit: &Visit, opened: &Opened, ticket: &Ticket) -> Markup {
    let (said, kind) = words::standing(visit.language, ticket.standing());
    let name = stand(&opened.plan, &ticket.stand).map(|stand| name_of(visit, stand));
    let name = name.unwrap_or_else(|| ticket.stand.clone());
    html! {
        li.ticket {
            h2 { (name) }
            p.number { (ticket.number) }
            p { span class={ "state " (kind) } { (said) }
                @if ticket.counter > 0 { " " strong { (visit.pick("loket", "counter")) " " (ticket.counter) } } }
            @if let Some(ahead) = ticket.ahead { p { (visit.pick("Paling banyak", "At most")) " " (ahead) " " (visit.pick("orang di depan Anda", "people ahead of you")) } }
            @if ticket.standing() == TicketStanding::Booked {
                (act(visit, ticket, (ARRIVING, "/tiket/datang"), html! { button type="submit" { (visit.pick("Saya sudah di tempat", "I am here")) } }))
            }
            @if matches!(ticket.standing(), TicketStanding::Booked | TicketStanding::Waiting) {
                (act(visit, ticket, (CANCELLING, "/tiket/kembalikan"), html! { button.quiet type="submit" { (visit.pick("Kembalikan tiket", "Give it back")) } }))
            }
        }
    }
}

fn act(visit: &Visit, ticket: &Ticket, (purpose, action): (&str, &str), button: Markup) -> Markup {
    html! {
        form.act method="post" action=(visit.href(action)) {
            input type="hidden" name=(MARK) value=(visit.mark(purpose));
            input type="hidden" name="request_id" value=(random::id());
            input type="hidden" name="gerai" value=(ticket.stand);
            (button)
        }
    }
}
