//! The inbox: what the officer has taken, and what waits for the officer's duties.

use axum::{http::StatusCode, response::Response};
use contract::satupintu::permits::v1::{
    ListTasksRequest, TakeNextTaskRequest, Task, permits_service_client::PermitsServiceClient,
};
use maud::{Markup, html};

use super::{
    Desk, Pressed, case,
    words::{declared, executor_of, unconflicted},
};
use crate::{
    asking::Unanswered,
    portal::{
        page::notice,
        problem,
        words::{deadline, id},
    },
};

/// The most that one page of the agency's list holds.
const MOST: i32 = 100;

/// What waits for one of the officer's duties.
struct Tray<'a> {
    executor: &'a str,
    /// Oldest first.
    tasks: Vec<Task>,
    /// Whether there are more than these.
    is_cut: bool,
}

pub(crate) async fn shown(desk: Desk) -> Response {
    page(&desk, StatusCode::OK, None).await
}

/// Takes the oldest task of one duty.
pub(crate) async fn taken(Pressed { desk, form }: Pressed) -> Response {
    let request = TakeNextTaskRequest {
        parent: desk.agency.resource(),
        request_id: form.get("request_id").to_owned(),
        executor: form.get("tugas").to_owned(),
        declaration: declared(&form).into(),
    };
    let taken = async {
        let mut client = PermitsServiceClient::new(desk.line()?);
        desk.asking.answer(client.take_next_task(desk.asking.request(request))).await
    };
    match taken.await {
        Ok(taken) => {
            let application = taken.application.unwrap_or_default();
            desk.visit.go(&case::address(&application.name))
        }
        Err(Unanswered::Refused(status)) => {
            let words = problem::words(desk.visit.language, &status);
            page(&desk, problem::http_status(status.code()), Some(&words)).await
        }
        Err(silent) => desk.unanswered(&silent),
    }
}

async fn page(desk: &Desk, status: StatusCode, fault: Option<&str>) -> Response {
    let mut trays = Vec::with_capacity(desk.executors.len());
    for executor in &desk.executors {
        match tray(desk, executor).await {
            Ok(tray) => trays.push(tray),
            Err(unanswered) => return desk.unanswered(&unanswered),
        }
    }
    let visit = &desk.visit;
    let title = visit.pick("Kotak masuk", "Inbox");
    let own: Vec<&Task> = all(&trays).filter(|task| desk.is(&task.taken_by)).collect();
    let body = html! {
        h1 { (title) }
        @if let Some(fault) = fault { (notice("wrong", fault, &Markup::default())) }
        @if desk.executors.is_empty() { p { (visit.pick(
            "Anda tidak bertugas mengerjakan tahap permohonan.",
            "You have no duty on the steps of applications.",
        )) } }
        @if !own.is_empty() {
            section aria-labelledby="tugas-saya" {
                h2 #tugas-saya { (visit.pick("Sedang Anda kerjakan", "At work by you")) }
                (cards(desk, &own))
            }
        }
        @for (place, tray) in trays.iter().enumerate() { (waiting(desk, place, tray)) }
    };
    desk.page(status, title, &body)
}

fn all<'a>(trays: &'a [Tray<'_>]) -> impl Iterator<Item = &'a Task> {
    trays.iter().flat_map(|tray| &tray.tasks)
}

async fn tray<'a>(desk: &Desk, executor: &'a str) -> Result<Tray<'a>, Unanswered> {
    let mut client = PermitsServiceClient::new(desk.line()?);
    let request = ListTasksRequest {
        parent: desk.agency.resource(),
        page_size: MOST,
        page_token: String::new(),
        executor: executor.to_owned(),
    };
    let listed = desk.asking.answer(client.list_tasks(desk.asking.request(request))).await?;
    Ok(Tray { executor, tasks: listed.tasks, is_cut: !listed.next_page_token.is_empty() })
}

fn waiting(desk: &Desk, place: usize, tray: &Tray<'_>) -> Markup {
    let visit = &desk.visit;
    let waiting: Vec<&Task> = tray.tasks.iter().filter(|task| task.taken_by.is_empty()).collect();
    let with_others =
        tray.tasks.iter().filter(|task| !task.taken_by.is_empty() && !desk.is(&task.taken_by));
    let with_others = with_others.count();
    let can_take = waiting.iter().any(|task| !task.barred && !task.entrusted);
    html! {
        section aria-labelledby={ "tugas-" (place) } {
            h2 id={ "tugas-" (place) } { (executor_of(visit, tray.executor)) " " span.count { (waiting.len()) } }
            @if can_take {
                (desk.form(super::ADDRESS, "ambil", &html! {
                    input type="hidden" name="tugas" value=(tray.executor);
                    (unconflicted(visit))
                    div.act { button type="submit" { (visit.pick("Ambil yang tertua", "Take the oldest")) } }
                }))
            } @else { p { (visit.pick("Tidak ada yang dapat Anda ambil sekarang.", "There is nothing for you to take now.")) } }
            (cards(desk, &waiting))
            @if with_others > 0 { p.small { (with_others) " " (visit.pick("sedang dikerjakan petugas lain", "at work by other officers")) } }
            @if tray.is_cut { p.small { (visit.pick("Hanya yang tertua yang tampil di sini.", "Only the oldest are shown here.")) } }
        }
    }
}

fn cards(desk: &Desk, tasks: &[&Task]) -> Markup {
    let (visit, language) = (&desk.visit, desk.visit.language);
    html! {
        ul.cards { @for task in tasks {
            li.card {
                h3 { a.code href=(visit.href(&case::step_address(&task.application, &task.step))) { (task.receipt_number) } }
                dl.brief {
                    div { dt { (visit.pick("Tahap", "Step")) } dd { (language.said(task.step_name.as_ref())) } }
                    div { dt { (visit.pick("Layanan", "Service")) } dd { (id(&task.service)) } }
                    @if let Some(applicant) = &task.masked_applicant { div { dt { (visit.pick("Pemohon", "Applicant")) } dd { (applicant.name) } } }
                    @if let Some(due) = &task.deadline { div { dt { (visit.pick("Tempo", "Due")) } dd { (deadline(language, due)) } } }
                }
                @if task.barred { span.count { (visit.pick("bukan untuk Anda: empat mata atau benturan kepentingan", "not for you: four eyes, or a conflict of interest")) } }
                @if task.entrusted { span.count { (visit.pick("dikerjakan instansi lain", "with another agency")) } }
                @if task.awaits_declaration { span.count { (visit.pick("menunggu pernyataan Anda", "awaits your declaration")) } }
            }
        } }
    }
}
