//! The page of an application at the desk: first what is to be done, then what is
//! known.

use axum::{http::StatusCode, response::Response};
use contract::satupintu::permits::v1::{Application, File, Purpose, Task};
use maud::{Markup, html};
use tonic::Status;

use super::{Case, address, charging, files, step, step_address};
use crate::{
    desk::{
        Desk, fault,
        words::{assessment_status, purpose, purpose_of, state},
    },
    portal::{form::Form, page::example, passage, problem, words},
};

pub(super) fn case(desk: &Desk, case: &Case, form: &Form, refused: Option<&Status>) -> Response {
    let (visit, application) = (&desk.visit, &case.application);
    let language = visit.language;
    let title = match &case.service {
        Some(service) => language.plain(service.title.as_ref()),
        None => words::id(&application.service).to_owned(),
    };
    let asked = match form.get("tahap") {
        "" => visit.query.get("tahap"),
        step => step,
    };
    let task = case.task(desk, asked);
    let own = task.filter(|task| desk.is(&task.taken_by) && !task.awaits_declaration);
    let (state, kind) = state(visit, application.state());
    let body = html! {
        p.crumbs { a href=(visit.home()) { (visit.pick("Kotak masuk", "Inbox")) } " · " span.code { (application.receipt_number) } }
        h1 { (title) }
        @if let Some(refused) = refused { (fault(desk, refused)) }
        @if application.simulated && !visit.registry.simulated { p { strong { "SIMULASI" } } }
        @if application.example { p { (example(language)) } }
        p.standing { span class={ "state " (kind) } { (state) } }
        @if let Some(task) = task { (step::section(desk, case, task, form)) }
        @if let Some(proposal) = &application.proposed_return { (step::proposal(desk, case, proposal, form)) }
        (others(desk, case, task.map(|task| task.step.as_str())))
        (facts(desk, application))
        (papers(desk, case, own))
        (passage::stages(visit, desk.agency.zone, &application.stages))
        @if !application.ledger.is_empty() {
            section aria-labelledby="waktu" {
                h2 #waktu { (visit.pick("Waktu, dan cara menghitungnya", "Time, and how it is counted")) }
                (passage::count(visit, desk.agency.zone, &application.ledger, &application.explanation))
            }
        }
        p.small { (visit.pick("Catatan jurnal ke-", "Journal entry ")) (application.journal_index) }
    };
    let status = refused.map_or(StatusCode::OK, |refused| problem::http_status(refused.code()));
    desk.page(status, &format!("{} · {title}", application.receipt_number), &body)
}

/// Steps that are open beside the one before the officer.
fn others(desk: &Desk, case: &Case, shown: Option<&str>) -> Markup {
    let visit = &desk.visit;
    let others = case.application.tasks.iter().filter(|task| Some(task.step.as_str()) != shown);
    let others: Vec<_> = others.collect();
    html! {
        @if !others.is_empty() {
            p { (visit.pick("Tahap lain yang terbuka:", "Other open steps:")) }
            ul { @for task in others {
                li { a href=(visit.href(&step_address(&task.application, &task.step))) { (visit.language.said(task.step_name.as_ref())) } }
            } }
        }
    }
}

fn facts(desk: &Desk, application: &Application) -> Markup {
    let (visit, language, zone) = (&desk.visit, desk.visit.language, desk.agency.zone);
    html! {
        dl.facts {
            @if let Some(applicant) = &application.masked_applicant {
                div { dt { (visit.pick("Pemohon (tersamar)", "Applicant (masked)")) } dd { (applicant.name) " · " span.code { (applicant.nik) } } }
            }
            @if let Some(work) = &application.assignment {
                div { dt { (visit.pick("Pekerjaan untuk", "Work for")) } dd { (words::unit(language, &visit.registry, words::id(&work.from))) ", " span.code { (work.receipt_number) }
                    @if work.called_back { " · " strong { (visit.pick("tidak diperlukan lagi di sana", "no longer needed there")) } }
                @if work.delivered { " · " (visit.pick("hasil sudah diterima di sana", "the result has arrived there")) } } }
            }
            @if let Some(at) = &application.submitted_at { div { dt { (visit.pick("Diajukan", "Submitted")) } dd { (words::moment(language, at, zone)) } } }
            @if let Some(at) = &application.accepted_at { div { dt { (visit.pick("Dinyatakan lengkap", "Found complete")) } dd { (words::moment(language, at, zone)) } } }
            @if let Some(due) = &application.deadline { div { dt { (visit.pick("Jatuh tempo", "Due")) } dd { (words::deadline(language, due))
                @if application.late { " " span.state.wrong { (visit.pick("terlambat", "late")) } } } } }
            @if let Some(left) = &application.remaining { div { dt { (visit.pick("Sisa waktu", "Time left")) } dd { (words::duration(language, left)) } } }
            div { dt { (visit.pick("Penanggung jawab", "Responsible")) } dd { (words::unit(language, &visit.registry, &application.responsible_unit)) } }
            @for away in &application.entrustments {
                div { dt { (words::unit(language, &visit.registry, words::id(&away.to))) } dd {
                    @if away.answered { (visit.pick("sudah menjawab", "has answered")) @if !away.outcome.is_empty() { ": " (away.outcome) } }
                    @else if away.received { (visit.pick("sedang mengerjakan", "is at it")) }
                    @else { (visit.pick("belum menerima", "does not have it yet")) }
                    @if let Some(back) = words::call_back(language, away.call_back()) { " · " (back) }
                } }
            }
            @if let Some(owed) = application.assessments.last() {
                @let (standing, kind) = assessment_status(visit, owed.status());
                div { dt { (visit.pick("Retribusi", "Fee")) } dd {
                    a href=(visit.href(&charging::address(&application.name, &owed.step))) { @if let Some(total) = &owed.total { (words::rupiah(total)) } }
                    " " span class={ "state " (kind) } { (standing) }
                } }
            }
            @for stopped in &application.stopped_dispatches {
                div { dt { (visit.pick("Pesan terhenti", "Message stopped")) } dd { span.state.wrong { (stopped.fault) } " " (visit.pick("Hubungi administrator.", "Ask an administrator.")) } }
            }
            @if application.returns > 0 { div { dt { (visit.pick("Dikembalikan", "Returned")) } dd { (application.returns) "×" } } }
            @if !application.licence_number.is_empty() { div { dt { (visit.pick("Nomor dokumen", "Number of the document")) } dd.code { (application.licence_number) } } }
        }
    }
}

/// Requirements with what was handed in; the form and the files open for the task
/// at hand, and the agency writes down that they were opened.
fn papers(desk: &Desk, case: &Case, held: Option<&Task>) -> Markup {
    let for_task = held.map(|task| purpose_of(task.act()));
    let (visit, application) = (&desk.visit, &case.application);
    let is_given = |id: &str| application.given_requirements.iter().any(|given| given == id);
    let own = |id: &str| {
        let counts = |file: &&File| {
            file.requirement_id == id && file.replaced_by.is_empty() && file.came_from.is_empty()
        };
        application.files.iter().filter(counts).collect::<Vec<_>>()
    };
    let of_steps: Vec<&File> =
        application.files.iter().filter(|file| file.requirement_id.is_empty()).collect();
    let came_along = application.files.iter().filter(|file| !file.came_from.is_empty());
    html! {
        section aria-labelledby="syarat" {
            h2 #syarat { (visit.pick("Syarat dan berkas", "Requirements and documents")) }
            @if let Some(for_task) = for_task {
                p.small { (visit.pick("Dibuka untuk: ", "Opened for: ")) strong { (purpose(visit, for_task)) } ". " (visit.pick("Setiap pembukaan dicatat di jurnal.", "Each opening is recorded in the journal.")) }
                (desk.form(&address(&application.name), "formulir", &html! {
                    input type="hidden" name="tujuan" value=(i32::from(for_task));
                    p { button.quiet type="submit" { (visit.pick("Baca isian pemohon", "Read the applicant’s form")) } }
                }))
            }
            ul.checks { @for id in case.requirements() {
                li.done[is_given(id)] {
                    (visit.language.indonesian(case.requirement(id))) ": "
                    strong { (if is_given(id) { visit.pick("disertakan", "given") } else { visit.pick("belum", "not yet") }) }
                    @for file in own(id) { (opening(desk, application, file, for_task)) }
                }
            } }
            @for file in came_along { p.small { (visit.pick("Dari instansi asal", "From the agency of the case")) ": " (file.requirement_id) } (opening(desk, application, file, for_task)) }
            @for file in of_steps { p.small { (visit.pick("Berkas petugas", "Officer’s file")) ": " (file.step) } (opening(desk, application, file, for_task)) }
            @if let Some(task) = held {
                p { a href=(visit.href(&files::adding(&task.application, &task.step))) { (visit.pick("Tambah berkas petugas", "Add an officer’s file")) } }
            }
            p { a.button.quiet href=(visit.href(&format!("{}/pesan", address(&application.name)))) {
                (visit.pick("Pesan", "Messages")) @if application.unanswered_messages > 0 { " (" (application.unanswered_messages) ")" }
            } }
        }
    }
}

fn opening(
    desk: &Desk,
    application: &Application,
    file: &File,
    for_task: Option<Purpose>,
) -> Markup {
    let visit = &desk.visit;
    html! {
        @if let Some(for_task) = for_task {
            (desk.form(&address(&application.name), "berkas", &html! {
                input type="hidden" name="berkas" value=(words::id(&file.name));
                input type="hidden" name="tujuan" value=(i32::from(for_task));
                button.quiet type="submit" { (visit.pick("Unduh berkas", "Download the document")) " " (words::media(file.media_type())) }
            }))
        }
    }
}
