//! Planning a visit: which needs, from which day on, and who may go first. One
//! visit gets a ticket at the stand of every need, all on one day.

use axum::{body::Body, extract::Path, http::HeaderMap, response::Response};
use contract::{
    google::r#type::Date as PbDate,
    satupintu::queue::v1::{
        PlanVisitRequest, PlanVisitResponse, TicketSource, queue_service_client::QueueServiceClient,
    },
};
use jiff::civil::Date;
use maud::{Markup, html};
use tonic::Code;

use super::{Opened, board::lines, name_of, open, today, words};
use crate::{
    asking::Unanswered,
    portal::{
        field::{Faults, Field, fault_of, list, summary},
        form::Form,
        problem,
        visit::{MARK, Visit},
    },
    random,
};

const PURPOSE: &str = "antrean";

/// The hall as it is now, and the form.
pub(crate) async fn blank(visit: Visit, Path(agency): Path<String>) -> Response {
    match open(&visit, &agency).await {
        Ok(opened) => shown(&visit, &opened, &Form::default(), &Faults::new()),
        Err(response) => *response,
    }
}

/// Books. A repeat gets the visit planned the first time.
pub(crate) async fn planned(
    mut visit: Visit,
    Path(agency): Path<String>,
    headers: HeaderMap,
    body: Body,
) -> Response {
    let form = Form::read(&headers, body).await;
    let Some(form) = form.filter(|form| visit.is_ours(PURPOSE, form)) else {
        return problem::stale_form(&visit);
    };
    let opened = match open(&visit, &agency).await {
        Ok(opened) => opened,
        Err(response) => return *response,
    };
    let Ok(from) = day(form.get("from")) else {
        let words = visit.pick("Pilih hari dari kalender.", "Choose a day.");
        return shown(&visit, &opened, &form, &vec![("from".to_owned(), words.to_owned())]);
    };
    let request = PlanVisitRequest {
        parent: format!("{}/hall", opened.agency.resource()),
        request_id: form.get("request_id").to_owned(),
        stands: needs(&opened, &form),
        from,
        source: TicketSource::Booking.into(),
        priority: form.get("priority").to_owned(),
    };
    let booked = async {
        let mut client = QueueServiceClient::new(visit.gateway().line(&opened.agency)?);
        visit.asking.answer(client.plan_visit(visit.asking.request(request))).await
    };
    match booked.await {
        Ok(PlanVisitResponse { name, .. }) => {
            visit.session.hall_visit = Some(name);
            visit.go("/tiket")
        }
        Err(Unanswered::Refused(status)) if status.code() == Code::InvalidArgument => {
            let faults = faults_of(&visit, &status);
            shown(&visit, &opened, &form, &faults)
        }
        // Full, closed, or a day too far: said beside the form, to be chosen anew.
        Err(Unanswered::Refused(status)) => {
            let words = problem::words(visit.language, &status);
            shown(&visit, &opened, &form, &vec![("from".to_owned(), words)])
        }
        Err(unanswered) => problem::unanswered(&visit, &opened.agency, &unanswered),
    }
}

/// The stands that are ticked, in the hall's order.
pub(super) fn needs(opened: &Opened, form: &Form) -> Vec<String> {
    let stands = opened.plan().stands.into_iter().map(|stand| stand.id);
    stands.filter(|id| form.is_ticked(&format!("gerai-{id}"))).collect()
}

/// The day in a field; none when it is empty.
fn day(text: &str) -> Result<Option<PbDate>, jiff::Error> {
    if text.is_empty() {
        return Ok(None);
    }
    let day: Date = text.parse()?;
    Ok(Some(PbDate { year: day.year().into(), month: day.month().into(), day: day.day().into() }))
}

fn faults_of(visit: &Visit, status: &tonic::Status) -> Faults {
    let mut faults = Faults::new();
    for (field, description) in problem::violations(status) {
        if field.starts_with("stands") {
            let words =
                visit.pick("Pilih paling sedikit satu keperluan.", "Choose at least one need.");
            faults.push(("gerai".to_owned(), words.to_owned()));
        } else {
            faults.push((field, description));
        }
    }
    if faults.is_empty() {
        faults.push(("gerai".to_owned(), problem::words(visit.language, status)));
    }
    faults
}

fn shown(visit: &Visit, opened: &Opened, form: &Form, faults: &Faults) -> Response {
    let plan = opened.plan();
    let address = format!("/antrean/{}", opened.agency.id);
    let from = Field {
        name: "from",
        label: visit.pick("Mulai hari", "From the day"),
        hint: visit.pick(
            "Kosongkan untuk hari ini. Bila penuh, Anda mendapat hari berikutnya yang masih ada tempat.",
            "Leave empty for today. When it is full, you get the next day with room.",
        ),
        kind: "date",
        autocomplete: "off",
        most: 10,
        required: false,
    };
    let body = html! {
        h1 { (plan.name) }
        p { (today(visit, opened)) " · " (visit.pick("buka", "open")) " " (words::hours(&plan)) " " (opened.agency.zone.abbreviation()) }
        @if visit.session.hall_visit.is_some() {
            p { a.button href=(visit.href("/tiket")) { (visit.pick("Lihat tiket saya", "See my tickets")) } }
        }
        (lines(visit, opened))
        p { a href=(visit.href(&format!("{address}/layar"))) { (visit.pick("Layar panggilan", "Display of calls")) } }
        h2 { (visit.pick("Rencanakan kunjungan", "Plan a visit")) }
        (summary(faults, visit.language))
        form method="post" action=(visit.href(&address)) novalidate {
            input type="hidden" name=(MARK) value=(visit.mark(PURPOSE));
            input type="hidden" name="request_id" value=(random::id());
            (stands(visit, opened, form, faults))
            (from.shown(form, faults, visit.language))
            (priorities(visit, opened, form))
            div.act { button type="submit" { (visit.pick("Ambil tiket", "Take tickets")) } }
        }
    };
    visit.personal(&plan.name, &body)
}

pub(super) fn stands(visit: &Visit, opened: &Opened, form: &Form, faults: &Faults) -> Markup {
    let plan = opened.plan();
    let fault = fault_of(faults, "gerai");
    html! {
        fieldset.choice.faulty[fault.is_some()] aria-describedby=[fault.map(|_| "gerai-salah")] {
            legend { (visit.pick("Keperluan Anda", "What you need")) }
            p.hint { (visit.pick("Paling banyak", "At most")) " " (plan.needs_per_visit) ". "
                (visit.pick("Semua tiket jatuh pada hari yang sama.", "All tickets are for one day.")) }
            @if let Some(fault) = fault { p.fault #gerai-salah { (fault) } }
            @for (place, stand) in plan.stands.iter().enumerate() {
                @let name = format!("gerai-{}", stand.id);
                @let room = opened.line(&stand.id).and_then(|line| line.room);
                label.tick {
                    input id=[(place == 0).then_some("gerai")] type="checkbox" name=(name) value="1" checked[form.is_ticked(&name)];
                    span { (name_of(visit, stand))
                        @if let Some(room) = room { " " span.small { "(" (visit.pick("sisa hari ini", "left today")) " " (room) ")" } } }
                }
            }
        }
    }
}

pub(super) fn priorities(visit: &Visit, opened: &Opened, form: &Form) -> Markup {
    let plan = opened.plan();
    if plan.priorities.is_empty() {
        return Markup::default();
    }
    let none = (String::new(), visit.pick("Tidak ada", "None").to_owned());
    let classes = plan.priorities.iter().map(|class| {
        let english = if class.name_en.is_empty() { &class.name } else { &class.name_en };
        (class.id.clone(), visit.pick(&class.name, english).to_owned())
    });
    let entries = std::iter::once(none).chain(classes);
    list(
        ("priority", visit.pick("Didahulukan sebagai", "Going first as")),
        entries,
        form.get("priority"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_taken_as_a_browser_sends_it() {
        assert_eq!(day("2026-06-12").unwrap(), Some(PbDate { year: 2026, month: 6, day: 12 }));
        assert_eq!(day("").unwrap(), None);
        assert!(day("besok").is_err());
    }
}
