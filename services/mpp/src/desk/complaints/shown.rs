//! The pages of complaints at the desk.

use axum::{http::StatusCode, response::Response};
use contract::satupintu::complaints::v1::{
    Complaint, ComplaintState, ListComplaintsResponse, ReadComplaintResponse,
};
use maud::{Markup, html};
use tonic::Status;

use super::address;
use crate::{
    desk::{
        Desk, fault,
        words::{CLASSES, FORMS},
    },
    portal::{
        complaint::{class, clocks, kind},
        field::{Faults, Field},
        form::Form,
        problem, words as said,
    },
};

pub(super) fn title(desk: &Desk) -> &str {
    desk.visit.pick("Pengaduan", "Complaints")
}

/// The complaints of each unit; of all units where none is named.
pub(super) fn list(desk: &Desk, trays: &[(String, ListComplaintsResponse)]) -> Response {
    let visit = &desk.visit;
    let body = html! {
        h1 { (title(desk)) }
        @for (unit, listed) in trays {
            @let next = format!("/meja/pengaduan?unit={unit}&lanjut={}", listed.next_page_token);
            @if !unit.is_empty() { h2 { (said::unit(visit.language, &visit.registry, unit)) } }
            @if listed.complaints.is_empty() { p { (visit.pick("Tidak ada pengaduan.", "There are no complaints.")) } }
            ul.cards { @for complaint in &listed.complaints { (card(desk, complaint)) } }
            @if !listed.next_page_token.is_empty() { p { a.button.quiet href=(visit.href(&next)) { (visit.pick("Berikutnya", "Next")) } } }
        }
    };
    desk.page(StatusCode::OK, title(desk), &body)
}

fn card(desk: &Desk, complaint: &Complaint) -> Markup {
    let (visit, language) = (&desk.visit, desk.visit.language);
    html! {
        li.card {
            h3 { a.code href=(visit.href(&address(&complaint.name))) { (complaint.receipt_number) } }
            dl.brief {
                div { dt { (visit.pick("Jenis", "Kind")) } dd { (class(language, complaint.class())) } }
                @if let Some(at) = &complaint.received_at { div { dt { (visit.pick("Masuk", "Filed")) } dd { (said::moment(language, at, desk.agency.zone)) } } }
                @if let Some(due) = &complaint.due { div { dt { (visit.pick("Tempo", "Due")) } dd { (said::deadline(language, due)) } } }
            }
            p { (state(desk, complaint)) }
        }
    }
}

fn state(desk: &Desk, complaint: &Complaint) -> Markup {
    let (id, en) = match complaint.state() {
        ComplaintState::Unspecified => ("", ""),
        ComplaintState::Received => ("Belum diverifikasi", "Not yet verified"),
        ComplaintState::AwaitingReporter => ("Menunggu pelapor", "Waiting for the reporter"),
        ComplaintState::Verified => ("Menunggu disposisi", "Waiting for a unit"),
        ComplaintState::Disposed => ("Pada unit", "With a unit"),
        ComplaintState::InProgress => ("Sedang ditangani", "At work"),
        ComplaintState::Answered => ("Sudah dijawab", "Answered"),
        ComplaintState::Closed => ("Ditutup", "Closed"),
    };
    html! {
        span class={ "state " (kind(complaint.state(), complaint.solved)) } { (desk.visit.pick(id, en)) }
        @if complaint.late { " " span.state.wrong { (desk.visit.pick("terlambat", "late")) } }
    }
}

pub(super) fn one(
    desk: &Desk,
    complaint: &Complaint,
    form: &Form,
    refused: Option<&Status>,
) -> Response {
    let (visit, language) = (&desk.visit, desk.visit.language);
    let body = html! {
        p.crumbs { a href=(visit.href("/meja/pengaduan")) { (title(desk)) } }
        h1 { span.code { (complaint.receipt_number) } }
        @if let Some(refused) = refused { (fault(desk, refused)) }
        @if complaint.simulated && !visit.registry.simulated { p { strong { "SIMULASI" } } }
        p.standing { (state(desk, complaint)) }
        (reading(desk, complaint))
        (acts(desk, complaint, form))
        dl.facts {
            div { dt { (visit.pick("Jenis", "Kind")) } dd { (class(language, complaint.class())) } }
            @if let Some(at) = &complaint.received_at { div { dt { (visit.pick("Diterima", "Received")) } dd { (said::moment(language, at, desk.agency.zone)) } } }
            div { dt { (visit.pick("Lama terbuka", "Open for")) } dd { (complaint.age_days) " " (visit.pick("hari", "days")) } }
            @if !complaint.holder.is_empty() { div { dt { (visit.pick("Pada", "With")) } dd { (said::unit(language, &visit.registry, &complaint.holder)) } } }
            @if !complaint.service.is_empty() { div { dt { (visit.pick("Layanan", "Service")) } dd { (said::id(&complaint.service)) } } }
            @if complaint.anonymous { div { dt { (visit.pick("Pelapor", "Reporter")) } dd { (visit.pick("tanpa nama", "anonymous")) } } }
            @if complaint.reopened > 0 { div { dt { (visit.pick("Dibuka kembali", "Opened again")) } dd { (complaint.reopened) "×" } } }
        }
        (clocks::section(visit, &complaint.clocks))
        p.small { (visit.pick("Catatan jurnal ke-", "Journal entry ")) (complaint.journal_index) }
    };
    let status = refused.map_or(StatusCode::OK, |refused| problem::http_status(refused.code()));
    desk.page(status, &complaint.receipt_number, &body)
}

fn reading(desk: &Desk, complaint: &Complaint) -> Markup {
    let visit = &desk.visit;
    desk.form(&address(&complaint.name), "isi", &html! {
        @if !complaint.anonymous {
            label.tick { input type="checkbox" name="pelapor" value="1"; span { (visit.pick("Buka juga siapa pelapornya", "Open who reports it, too")) } }
        }
        div.act { button.quiet type="submit" { (visit.pick("Baca isinya (tercatat)", "Read it (on record)")) } }
    })
}

/// What its state allows. Whether it is this officer's to do, the agency says.
fn acts(desk: &Desk, complaint: &Complaint, form: &Form) -> Markup {
    let visit = &desk.visit;
    let area = |name, label, hint, required| {
        let field =
            Field { name, label, hint, kind: "area", autocomplete: "off", most: 4000, required };
        field.shown(form, &Faults::new(), visit.language)
    };
    let unit = Field {
        name: "unit",
        label: visit.pick("Unit", "Unit"),
        hint: visit.pick("Seperti pelayanan.", "As pelayanan."),
        kind: "text",
        autocomplete: "off",
        most: 40,
        required: true,
    };
    let act = |page, words, fields: Markup| {
        let button = html! { div.act { button type="submit" { (words) } } };
        desk.form(&address(&complaint.name), page, &html! { (fields) (button) })
    };
    let dispose = || {
        act(
            "disposisi",
            visit.pick("Beri disposisi", "Give it to the unit"),
            html! {
                (unit.shown(form, &Faults::new(), visit.language))
                (area("arahan", visit.pick("Arahan", "What to do"), "", true))
            },
        )
    };
    match complaint.state() {
        ComplaintState::Received => html! {
            (act("verifikasi", visit.pick("Lengkap: verifikasi", "It is complete: verify"), html! { (CLASSES.shown(visit, form)) (FORMS.shown(visit, form)) }))
            details.more {
                summary { (visit.pick("Belum lengkap", "It is not complete")) }
                (act("kurang", visit.pick("Minta pelapor melengkapi", "Ask the reporter"), area("kurang", visit.pick("Yang kurang", "What is missing"), visit.pick("Dibaca pelapor.", "The reporter reads it."), true)))
            }
        },
        ComplaintState::Verified => dispose(),
        ComplaintState::Disposed | ComplaintState::InProgress => html! {
            (act("tindak-lanjut", visit.pick("Catat tindak lanjut", "Note it"), area("tindakan", visit.pick("Yang sudah dilakukan", "What was done"), "", true)))
            (act("jawab", visit.pick("Jawab pelapor", "Answer the reporter"), html! {
                (area("jawaban", visit.pick("Jawaban", "The answer"), visit.pick("Dibaca pelapor.", "The reporter reads it."), true))
                (area("bukti", visit.pick("Bukti", "Evidence"), visit.pick("Tanpa bukti, diamnya pelapor tidak menutup pengaduan.", "Without it, silence does not close the complaint."), false))
            }))
            details.more { summary { (visit.pick("Alihkan ke unit lain", "Give it to another unit")) } (dispose()) }
        },
        ComplaintState::Unspecified
        | ComplaintState::AwaitingReporter
        | ComplaintState::Answered
        | ComplaintState::Closed => Markup::default(),
    }
}

/// The words of a complaint.
pub(super) fn words(desk: &Desk, read: &ReadComplaintResponse) -> Markup {
    let (visit, language) = (&desk.visit, desk.visit.language);
    let complaint = read.complaint.clone().unwrap_or_default();
    let back = visit.href(&address(&complaint.name));
    let reporter = read
        .reporter
        .as_ref()
        .map(|reporter| [&reporter.name, &reporter.address, &reporter.phone, &reporter.email]);
    let said = [
        (visit.pick("Catatan instansi", "Notes of the agency"), &read.notes),
        (visit.pick("Sanggahan", "Disputes"), &read.disputes),
    ];
    html! {
        p.crumbs { a href=(back) { span.code { (complaint.receipt_number) } } }
        h1 { (visit.pick("Isi pengaduan", "What the complaint says")) }
        @for text in &read.texts { p { (language.indonesian(text)) } }
        @if let Some(reporter) = reporter {
            h2 { (visit.pick("Pelapor", "Reporter")) }
            ul { @for line in reporter.into_iter().filter(|line| !line.is_empty()) { li { (line) } } }
        }
        @for answer in &read.answers { h2 { (visit.pick("Jawaban", "Answer")) } p { (language.indonesian(&answer.text)) } }
        @for (title, texts) in said { @if !texts.is_empty() {
            h2 { (title) }
            ul { @for text in texts { li { (language.indonesian(text)) } } }
        } }
        p { a.button href=(back) { (visit.pick("Kembali ke pengaduan", "Back to the complaint")) } }
    }
}
