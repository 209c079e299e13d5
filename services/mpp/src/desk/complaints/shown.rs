//! The pages of complaints at the desk.

use axum::{http::StatusCode, response::Response};
use contract::satupintu::{
    complaints::v1::{Complaint, ComplaintState, ListComplaintsResponse, ReadComplaintResponse},
    permits::v1::File,
};
use maud::{Markup, html};
use tonic::Status;

use super::{acts, address, attachments};
use crate::{
    desk::{Desk, case, fault, words::ground},
    portal::{
        complaint::{class, clocks, kind},
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
        (acts::section(desk, complaint, form))
        dl.facts {
            div { dt { (visit.pick("Jenis", "Kind")) } dd { (class(language, complaint.class())) } }
            @if let Some(at) = &complaint.received_at { div { dt { (visit.pick("Diterima", "Received")) } dd { (said::moment(language, at, desk.agency.zone)) } } }
            div { dt { (visit.pick("Lama terbuka", "Open for")) } dd { (complaint.age_days) " " (visit.pick("hari", "days")) } }
            @if !complaint.holder.is_empty() { div { dt { (visit.pick("Pada", "With")) } dd { (said::unit(language, &visit.registry, &complaint.holder)) } } }
            @if !complaint.service.is_empty() { div { dt { (visit.pick("Layanan", "Service")) } dd { (said::id(&complaint.service)) } } }
            @if complaint.anonymous { div { dt { (visit.pick("Pelapor", "Reporter")) } dd { (visit.pick("tanpa nama", "anonymous")) } } }
            @if complaint.reopened > 0 { div { dt { (visit.pick("Dibuka kembali", "Opened again")) } dd { (complaint.reopened) "×" } } }
            (links(desk, complaint))
        }
        (clocks::section(visit, &complaint.clocks))
        p.small { (visit.pick("Catatan jurnal ke-", "Journal entry ")) (complaint.journal_index) }
    };
    let status = refused.map_or(StatusCode::OK, |refused| problem::http_status(refused.code()));
    desk.page(status, &complaint.receipt_number, &body)
}

/// What it has to do with others: a case, superiors, whoever answers instead.
fn links(desk: &Desk, complaint: &Complaint) -> Markup {
    let (visit, language) = (&desk.visit, desk.visit.language);
    html! {
        @if let Some(about) = &complaint.case {
            div { dt { (visit.pick("Permohonan", "Application")) } dd { a href=(visit.href(&case::address(&about.application))) { (visit.pick("Lihat permohonannya", "See the application")) } } }
        }
        @if let Some(since) = &complaint.escalated_at {
            div { dt { (visit.pick("Pada atasan sejak", "With the superior since")) } dd { (said::moment(language, since, desk.agency.zone)) } }
        }
        @if complaint.state() == ComplaintState::Closed {
            div { dt { (visit.pick("Alasan ditutup", "Why it was closed")) } dd { (ground(visit, complaint.ground()))
                @if !complaint.accepted_by.is_empty() { ": " (complaint.accepted_by) }
                @if !complaint.duplicate_of.is_empty() { ": " a href=(visit.href(&address(&complaint.duplicate_of))) { (visit.pick("pengaduan itu", "that complaint")) } }
            } }
        }
    }
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

/// The words of a complaint.
pub(super) fn words(desk: &Desk, read: &ReadComplaintResponse, files: &[File]) -> Markup {
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
        (attachments::shown(desk, &complaint.name, files))
        p { a.button href=(back) { (visit.pick("Kembali ke pengaduan", "Back to the complaint")) } }
    }
}
