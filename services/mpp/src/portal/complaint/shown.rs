//! The pages of a complaint after it was sent.

use axum::response::Response;
use contract::satupintu::complaints::v1::{ComplaintAnswer, ComplaintClass, ComplaintState};
use maud::{Markup, html};

use super::{CLOSING, COMPLETING, JUDGING, Opened, clocks};
use crate::{
    portal::{
        field::{Faults, Field, summary},
        form::Form,
        language::Language,
        page::notice,
        visit::{MARK, Visit},
        words,
    },
    random,
};

pub(super) fn receipt(visit: &Visit, opened: &Opened, is_new: bool) -> Response {
    let title = visit.pick("Tanda terima pengaduan", "Receipt of the complaint");
    let (progress, zone) = (&opened.progress, opened.agency.zone);
    let body = html! {
        h1 { (title) }
        div.receipt {
            p.from { (words::agency(visit.language, &opened.agency)) }
            p { (class(visit.language, progress.class())) }
            dl.facts {
                div { dt { (visit.pick("Nomor tanda terima", "Receipt number")) } dd.code { (progress.receipt_number) } }
                @if is_new {
                    div { dt { (visit.pick("Kode rahasia", "Secret")) } dd.code { (opened.case.secret) } }
                }
                @if let Some(at) = &progress.received_at {
                    div { dt { (visit.pick("Diterima", "Received")) } dd { (words::moment(visit.language, at, zone)) } }
                }
            }
            @if is_new {
                p.title { (visit.pick("Simpan atau cetak sekarang: kode rahasia hanya tampil sekali.", "Keep or print this now: the secret is shown only once.")) }
            }
        }
        div.act {
            a.button href=(visit.href("/pengaduan")) { (visit.pick("Lihat pengaduan", "See the complaint")) }
            a.button.quiet href=(visit.href("/pengaduan/lampiran")) { (visit.pick("Tambah lampiran", "Add files")) }
            button.quiet type="button" data-print hidden { (visit.pick("Cetak", "Print")) }
        }
    };
    visit.personal(title, &body)
}

pub(super) fn standing(visit: &Visit, opened: &Opened, form: &Form, faults: &Faults) -> Response {
    let (progress, language, zone) = (&opened.progress, visit.language, opened.agency.zone);
    let title = visit.pick("Pengaduan Anda", "Your complaint");
    let body = html! {
        p.crumbs { (words::agency(language, &opened.agency)) " · " span.code { (progress.receipt_number) } }
        h1 { (title) }
        @if progress.simulated && !visit.registry.simulated { p { strong { "SIMULASI" } } }
        (summary(faults, language))
        p.standing { span class={ "state " (kind(progress.state(), progress.solved)) } { (language.said(progress.state_text.as_ref())) } }
        @if progress.state() == ComplaintState::AwaitingReporter { (missing(visit, opened, form, faults)) }
        (answers(visit, opened))
        @if may_judge(opened) { (judging(visit, opened, form, faults)) }
        dl.facts {
            div { dt { (visit.pick("Jenis", "Kind")) } dd { (class(language, progress.class())) } }
            @if let Some(at) = &progress.received_at { div { dt { (visit.pick("Diterima", "Received")) } dd { (words::moment(language, at, zone)) } } }
            div { dt { (visit.pick("Lama terbuka", "Open for")) } dd { (progress.age_days) " " (visit.pick("hari", "days"))
                @if progress.late { " " span.state.wrong { (visit.pick("terlambat", "late")) } } } }
            @if !progress.holder.is_empty() { div { dt { (visit.pick("Penanggung jawab", "Responsible")) } dd { (words::unit(language, &visit.registry, &progress.holder)) } } }
            @if progress.reopened > 0 { div { dt { (visit.pick("Dibuka kembali", "Opened again")) } dd { (progress.reopened) "×" } } }
        }
        p { a href=(visit.href("/pengaduan/lampiran")) { (visit.pick("Lampiran", "Files")) } }
        (clocks::section(visit, &progress.clocks))
        p.small { (visit.pick("Catatan jurnal ke-", "Journal entry ")) (progress.journal_index) }
        form.act method="post" action=(visit.href("/pengaduan/tutup")) {
            input type="hidden" name=(MARK) value=(visit.mark(CLOSING));
            button.quiet type="submit" { (visit.pick("Tutup di perangkat ini", "Close on this device")) }
        }
    };
    visit.personal(title, &body)
}

/// While it is answered or closed, and the reporter has not said that it is solved.
fn may_judge(opened: &Opened) -> bool {
    let progress = &opened.progress;
    let is_answered = progress.state() == ComplaintState::Answered;
    let is_closed = progress.state() == ComplaintState::Closed;
    is_answered || (is_closed && !progress.solved && progress.reporter_until.is_some())
}

fn missing(visit: &Visit, opened: &Opened, form: &Form, faults: &Faults) -> Markup {
    let progress = &opened.progress;
    let field = Field {
        name: "text",
        label: visit.pick("Yang kurang itu", "What was missing"),
        hint: "",
        kind: "area",
        autocomplete: "off",
        most: 4000,
        required: true,
    };
    html! {
        (notice("waiting", visit.pick("Lengkapi dahulu", "Complete it first"), &html! {
            p { (visit.language.indonesian(&progress.missing)) }
            (until(visit, opened))
        }))
        form method="post" action=(visit.href("/pengaduan/lengkapi")) novalidate {
            input type="hidden" name=(MARK) value=(visit.mark(COMPLETING));
            input type="hidden" name="request_id" value=(random::id());
            (field.shown(form, faults, visit.language))
            div.act { button type="submit" { (visit.pick("Kirim kelengkapan", "Send it")) } }
        }
    }
}

fn until(visit: &Visit, opened: &Opened) -> Markup {
    html! {
        @if let Some(until) = &opened.progress.reporter_until {
            p { (visit.pick("Paling lambat", "At the latest")) " " (words::moment(visit.language, until, opened.agency.zone)) }
        }
    }
}

fn answers(visit: &Visit, opened: &Opened) -> Markup {
    let answers = &opened.progress.answers;
    html! {
        @if !answers.is_empty() {
            section aria-labelledby="jawaban" {
                h2 #jawaban { (visit.pick("Jawaban instansi", "The agency’s answer")) }
                ul.letters { @for answer in answers { (answered(visit, opened, answer)) } }
            }
        }
    }
}

fn answered(visit: &Visit, opened: &Opened, answer: &ComplaintAnswer) -> Markup {
    let language = visit.language;
    html! {
        li {
            @if let Some(at) = &answer.answered_at { p.small { (words::moment(language, at, opened.agency.zone)) } }
            p { (language.indonesian(&answer.text)) }
            @if !answer.evidence.is_empty() { p.small { (visit.pick("Bukti: ", "Evidence: ")) (language.indonesian(&answer.evidence)) } }
        }
    }
}

/// Two forms, so that each press says one thing.
fn judging(visit: &Visit, opened: &Opened, form: &Form, faults: &Faults) -> Markup {
    let action = visit.href("/pengaduan/nilai");
    let field = Field {
        name: "reason",
        label: visit.pick("Mengapa belum selesai", "Why it is not solved"),
        hint: "",
        kind: "area",
        autocomplete: "off",
        most: 4000,
        required: true,
    };
    let hidden = |word: &str| {
        html! {
            input type="hidden" name=(MARK) value=(visit.mark(JUDGING));
            input type="hidden" name="request_id" value=(random::id());
            input type="hidden" name="kata" value=(word);
        }
    };
    html! {
        section aria-labelledby="kata-anda" {
            h2 #kata-anda { (visit.pick("Kata Anda", "Your word")) }
            p { (visit.pick(
                "Hanya pernyataan Anda yang membuat pengaduan ini dinyatakan selesai.",
                "Only your own word makes this complaint count as solved.",
            )) }
            (until(visit, opened))
            @if opened.progress.state() == ComplaintState::Answered {
                form.act method="post" action=(action) {
                    (hidden("selesai"))
                    button type="submit" { (visit.pick("Ya, sudah selesai", "Yes, it is solved")) }
                }
            }
            form method="post" action=(action) novalidate {
                (hidden("sanggah"))
                (field.shown(form, faults, visit.language))
                div.act { button.quiet type="submit" { (visit.pick("Belum, saya sanggah", "No, I dispute it")) } }
            }
        }
    }
}

/// Whether that is good, open, waiting or ended.
pub(crate) fn kind(state: ComplaintState, is_solved: bool) -> &'static str {
    match state {
        ComplaintState::AwaitingReporter | ComplaintState::Answered => "waiting",
        ComplaintState::Closed if is_solved => "good",
        ComplaintState::Closed => "ended",
        ComplaintState::Unspecified
        | ComplaintState::Received
        | ComplaintState::Verified
        | ComplaintState::Disposed
        | ComplaintState::InProgress => "open",
    }
}

/// What kind of report it is, in the words of the law.
pub(crate) fn class(language: Language, class: ComplaintClass) -> &'static str {
    let (id, en) = match class {
        ComplaintClass::Unspecified => ("", ""),
        ComplaintClass::Information => ("Permintaan informasi", "Request for information"),
        ComplaintClass::Aspiration => ("Aspirasi", "Aspiration"),
        ComplaintClass::Ordinary => ("Pengaduan layanan", "Complaint about ordinary service"),
        ComplaintClass::Investigation => {
            ("Pengaduan berkadar pengawasan", "Complaint to be investigated")
        }
    };
    language.pick(id, en)
}
