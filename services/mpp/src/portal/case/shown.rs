//! The pages of an application after it was sent.

use axum::{http::StatusCode, response::Response};
use contract::satupintu::permits::v1::{
    ApplicantAct, ApplicationState, AssessmentStatus, ObjectionStatus, Progress,
};
use maud::{Markup, html};

use super::{CLOSING, OBJECTING, TRACKING, WITHDRAWING};
use crate::{
    portal::{
        page::{example, notice},
        passage,
        standing::Opened,
        survey::ASKING,
        visit::{MARK, Visit},
        words,
    },
    random,
};

mod clock;

pub(super) fn question(
    visit: &Visit,
    status: StatusCode,
    receipt: &str,
    fault: Option<&str>,
) -> Response {
    let title = visit.pick("Lacak", "Track");
    let invalid = fault.map(|_| "true");
    let body = html! {
        h1 { (title) }
        @if let Some(fault) = fault { (notice("wrong", fault, &Markup::default())) }
        p { (visit.pick("Permohonan, pengaduan, dan masukan dibuka dengan nomor dan kode rahasianya.", "Applications, complaints and comments open by their number and secret.")) }
        form method="post" action=(visit.href("/lacak")) autocomplete="off" {
            input type="hidden" name=(MARK) value=(visit.mark(TRACKING));
            div.field {
                label for="nomor" { (visit.pick("Nomor tanda terima", "Receipt number")) }
                p.hint #nomor-petunjuk { (visit.pick("Seperti KTM-REK-2026-000123-7.", "As KTM-REK-2026-000123-7.")) }
                input #nomor name="nomor" required maxlength="40" autocapitalize="characters" spellcheck="false"
                    value=(receipt) aria-describedby="nomor-petunjuk" aria-invalid=[invalid];
            }
            div.field {
                label for="rahasia" { (visit.pick("Kode rahasia", "Secret")) }
                p.hint #rahasia-petunjuk { (visit.pick("Tercetak di tanda terima. Jangan berikan kepada siapa pun.", "Printed on the receipt. Give it to nobody.")) }
                input #rahasia name="rahasia" type="password" required maxlength="80" autocomplete="off" spellcheck="false"
                    aria-describedby="rahasia-petunjuk" aria-invalid=[invalid];
            }
            div.act { button type="submit" { (visit.pick("Lihat", "Look")) } }
        }
    };
    visit.remembered(visit.with_status(status, title, &body))
}

pub(super) fn receipt(visit: &Visit, opened: &Opened, is_new: bool) -> Response {
    let title = visit.pick("Tanda terima", "Receipt");
    let progress = &opened.progress;
    let body = html! {
        h1 { (title) }
        div.receipt {
            p.from { (words::agency(visit.language, &opened.agency)) }
            p { (visit.language.said(progress.service_title.as_ref())) }
            dl.facts {
                div { dt { (visit.pick("Nomor tanda terima", "Receipt number")) } dd.code { (progress.receipt_number) } }
                @if is_new {
                    div { dt { (visit.pick("Kode rahasia", "Secret")) } dd.code { (opened.case.secret) } }
                }
                @if let Some(at) = &progress.submitted_at {
                    div { dt { (visit.pick("Diterima", "Received")) } dd { (words::moment(visit.language, at, opened.agency.zone)) } }
                }
            }
            @if is_new {
                p.title { (visit.pick("Simpan atau cetak sekarang: kode rahasia hanya tampil sekali.", "Keep or print this now: the secret is shown only once.")) }
            }
        }
        div.act {
            a.button href=(visit.href("/permohonan/berkas")) { (visit.pick("Unggah berkas", "Upload documents")) }
            a.button.quiet href=(visit.href("/permohonan")) { (visit.pick("Lihat permohonan", "See the application")) }
            button.quiet type="button" data-print hidden { (visit.pick("Cetak", "Print")) }
        }
    };
    visit.personal(title, &body)
}

pub(super) fn standing(visit: &Visit, opened: &Opened) -> Response {
    let progress = &opened.progress;
    let language = visit.language;
    let (state, kind) = words::state(language, progress.state());
    let body = html! {
        p.crumbs { (words::agency(language, &opened.agency)) " · " span.code { (progress.receipt_number) } }
        h1 { (language.said(progress.service_title.as_ref())) }
        @if progress.simulated && !visit.registry.simulated { p { strong { "SIMULASI" } } }
        @if progress.example { p { (example(language)) } }
        p.standing { span class={ "state " (kind) } { (state) } }
        p { (language.said(progress.standing.as_ref())) }
        (todo(visit, opened))
        (dates(visit, opened))
        (passage::stages(visit, opened.agency.zone, &progress.stages))
        (requirements(visit, progress))
        (clock::section(visit, opened))
        (more(visit, opened))
    };
    let title = format!("{} · {state}", progress.receipt_number);
    visit.personal(&title, &body)
}

/// What the applicant can do now, first of all.
fn todo(visit: &Visit, opened: &Opened) -> Markup {
    let progress = &opened.progress;
    let owed = progress.assessment.as_ref().filter(|one| one.status() == AssessmentStatus::Owed);
    let may_object = progress.objection.as_ref().is_some_and(|objection| {
        objection.status() == ObjectionStatus::NotFiled && objection.file_until.is_some()
    });
    html! {
        @if let Some(assessment) = owed {
            (notice("waiting", visit.pick("Bayar dahulu, lalu permohonan dilanjutkan", "Pay first, then the application goes on"), &html! {
                dl.facts {
                    @if let Some(total) = &assessment.total { div { dt { (visit.pick("Jumlah", "Amount")) } dd { (words::rupiah(total)) } } }
                    div { dt { (visit.pick("Nomor pembayaran", "Payment reference")) } dd.code { (assessment.reference) } }
                    @if let Some(due) = &assessment.due { div { dt { (visit.pick("Paling lambat", "At the latest")) } dd { (words::deadline(visit.language, due)) } } }
                    @if let Some(basis) = &assessment.citation { div { dt { (visit.pick("Dasar", "Basis")) } dd { (words::citation(visit.language, basis)) } } }
                }
                p { a.button.quiet href=(visit.href("/permohonan/skrd.pdf")) { (visit.pick("Unduh surat ketetapan (SKRD)", "Download the assessment (SKRD)")) } }
                p { (visit.pick("Bayar hanya lewat kanal resmi dengan nomor ini. Jangan membayar tunai kepada petugas.", "Pay through official channels only, with this reference. Never pay an officer in cash.")) }
            }))
        } @else if progress.awaited().any(|act| act == ApplicantAct::Mend) {
            (notice("waiting", visit.pick("Permohonan kembali kepada Anda", "The application has come back to you"), &html! {
                p { (visit.pick("Waktu layanan berhenti sampai Anda mengirim perbaikan.", "The service time stands still until you send the correction.")) }
                ul { @for requirement in progress.requirements.iter().filter(|one| !one.defect.is_empty()) {
                    li { strong { (visit.language.indonesian(&requirement.text)) } ": " (visit.language.indonesian(&requirement.defect)) }
                } }
                p { a.button href=(visit.href("/permohonan/perbaiki")) { (visit.pick("Perbaiki sekarang", "Correct it now")) } " "
                    a href=(visit.href("/permohonan/berkas")) { (visit.pick("Unggah berkas", "Upload documents")) } }
            }))
        }
        @if !progress.ground.is_empty() {
            (notice("ended", visit.pick("Alasan penolakan", "Ground of the rejection"), &html! {
                p { (visit.language.indonesian(&progress.ground)) }
                @if progress.state() == ApplicationState::Rejected {
                    p { a.button.quiet href=(visit.href("/permohonan/penolakan.pdf")) { (visit.pick("Unduh surat penolakan", "Download the letter")) } }
                }
            }))
        }
        @if may_object {
            p { a.button href=(visit.href("/permohonan/keberatan")) { (visit.pick("Ajukan keberatan", "Object to it")) }
                @if let Some(until) = progress.objection.as_ref().and_then(|one| one.file_until.as_ref()) {
                    " " span.small { (visit.pick("paling lambat", "until")) " " (words::deadline(visit.language, until)) }
                } }
        }
        @if !progress.licence_number.is_empty() { (issued(visit, progress)) }
    }
}

fn issued(visit: &Visit, progress: &Progress) -> Markup {
    let (status, kind) = words::licence(visit.language, progress.licence_status());
    notice(
        "good",
        visit.pick("Dokumen terbit", "The document is issued"),
        &html! {
            dl.facts {
                div { dt { (visit.pick("Nomor", "Number")) } dd.code { (progress.licence_number) } }
                div { dt { (visit.pick("Keadaan", "State")) } dd { span class={ "state " (kind) } { (status) } } }
            }
            p {
                a.button href=(visit.href("/permohonan/dokumen")) { (visit.pick("Unduh dokumen (PDF)", "Download the document (PDF)")) } " "
                @if !progress.verification_code.is_empty() {
                    a href=(visit.href(&format!("/verifikasi/{}", progress.verification_code))) { (visit.pick("Laman verifikasinya", "Its verification page")) }
                }
            }
        },
    )
}

fn dates(visit: &Visit, opened: &Opened) -> Markup {
    let (progress, language, zone) = (&opened.progress, visit.language, opened.agency.zone);
    html! {
        dl.facts {
            @if let Some(at) = &progress.submitted_at { div { dt { (visit.pick("Diajukan", "Submitted")) } dd { (words::moment(language, at, zone)) } } }
            @if let Some(at) = &progress.accepted_at { div { dt { (visit.pick("Dinyatakan lengkap", "Found complete")) } dd { (words::moment(language, at, zone)) } } }
            @if let Some(due) = &progress.deadline { div { dt { (visit.pick("Jatuh tempo", "Due")) } dd { (words::deadline(language, due))
                @if progress.late { " " span.state.wrong { (visit.pick("terlambat", "late")) } } } } }
            @if let Some(left) = &progress.remaining { div { dt { (visit.pick("Sisa waktu", "Time left")) } dd { (words::duration(language, left)) } } }
            @if progress.ahead > 0 { div { dt { (visit.pick("Antrean", "Queue")) } dd { (progress.ahead) " " (visit.pick("permohonan di depan Anda", "applications before yours")) } } }
            @if !progress.responsible_unit.is_empty() { div { dt { (visit.pick("Penanggung jawab", "Responsible")) } dd { (words::unit(language, &visit.registry, &progress.responsible_unit)) } } }
            @for away in &progress.elsewhere {
                @if let Some(back) = words::call_back(language, away.call_back()) {
                    div { dt { (words::unit(language, &visit.registry, words::id(&away.agency))) } dd { (back) } }
                }
            }
        }
    }
}

fn requirements(visit: &Visit, progress: &Progress) -> Markup {
    html! {
        section aria-labelledby="syarat" {
            h2 #syarat { (visit.pick("Syarat", "Requirements")) }
            ul.checks { @for requirement in &progress.requirements {
                li.done[requirement.given] {
                    (visit.language.indonesian(&requirement.text)) ": "
                    strong { (if requirement.given { visit.pick("disertakan", "given") } else { visit.pick("belum", "not yet") }) }
                    @if requirement.optional { " " span.small { "(" (visit.pick("bila ada", "optional")) ")" } }
                }
            } }
            p { a href=(visit.href("/permohonan/berkas")) { (visit.pick("Berkas yang diunggah", "Uploaded documents")) } }
        }
    }
}

fn more(visit: &Visit, opened: &Opened) -> Markup {
    let progress = &opened.progress;
    let is_open = matches!(
        progress.state(),
        ApplicationState::Submitted
            | ApplicationState::AwaitingApplicant
            | ApplicationState::InProcess
    );
    html! {
        p.small { (visit.pick("Catatan jurnal ke-", "Journal entry ")) (progress.journal_index) }
        div.act {
            @if has_ended(progress.state()) {
                form method="post" action=(visit.href("/permohonan/survei")) {
                    input type="hidden" name=(MARK) value=(visit.mark(ASKING));
                    button type="submit" { (visit.pick("Nilai layanan ini", "Score this service")) }
                }
            }
            a.button.quiet href=(visit.href("/permohonan/pesan")) { (visit.pick("Pesan", "Messages")) }
            a.button.quiet href=(visit.href(&format!("/adukan/{}", opened.agency.id))) { (visit.pick("Adukan", "Complain")) }
            @if is_open { a.button.quiet href=(visit.href("/permohonan/tarik")) { (visit.pick("Cabut permohonan", "Withdraw the application")) } }
            form method="post" action=(visit.href("/permohonan/selesai")) {
                input type="hidden" name=(MARK) value=(visit.mark(CLOSING));
                button.quiet type="submit" { (visit.pick("Tutup di perangkat ini", "Close on this device")) }
            }
        }
    }
}

/// Whether a survey can be answered: its token is given once the service is done.
fn has_ended(state: ApplicationState) -> bool {
    matches!(
        state,
        ApplicationState::Rejected
            | ApplicationState::Withdrawn
            | ApplicationState::Issued
            | ApplicationState::Closed
    )
}

pub(super) fn withdrawal(visit: &Visit, opened: &Opened) -> Response {
    let title = visit.pick("Cabut permohonan?", "Withdraw the application?");
    let body = html! {
        h1 { (title) }
        p { span.code { (opened.progress.receipt_number) } " · " (visit.language.said(opened.progress.service_title.as_ref())) }
        (notice("waiting", visit.pick("Pencabutan tidak dapat dibatalkan.", "This cannot be undone."), &Markup::default()))
        form method="post" action=(visit.href("/permohonan/tarik")) {
            input type="hidden" name=(MARK) value=(visit.mark(WITHDRAWING));
            input type="hidden" name="request_id" value=(random::id());
            div.field {
                label for="alasan" { (visit.pick("Alasan (boleh kosong)", "Reason (optional)")) }
                textarea #alasan name="alasan" rows="3" maxlength="4000" {}
            }
            div.act {
                button.danger type="submit" { (visit.pick("Ya, cabut", "Yes, withdraw")) }
                a.button.quiet href=(visit.href("/permohonan")) { (visit.pick("Tidak jadi", "Keep it")) }
            }
        }
    };
    visit.personal(title, &body)
}

pub(super) fn objecting(visit: &Visit, opened: &Opened) -> Response {
    let title = visit.pick("Keberatan atas penolakan", "Objection to the rejection");
    let objection = opened.progress.objection.as_ref();
    let body = html! {
        h1 { (title) }
        @if let Some(basis) = objection.and_then(|one| one.basis.as_ref()) { p.small { (words::citation(visit.language, basis)) } }
        @if !opened.progress.ground.is_empty() { p { (visit.pick("Alasan penolakan: ", "Ground of the rejection: ")) (visit.language.indonesian(&opened.progress.ground)) } }
        form method="post" action=(visit.href("/permohonan/keberatan")) {
            input type="hidden" name=(MARK) value=(visit.mark(OBJECTING));
            input type="hidden" name="request_id" value=(random::id());
            div.field {
                label for="alasan" { (visit.pick("Mengapa penolakan itu keliru", "Why the rejection is wrong")) }
                p.hint #alasan-petunjuk { (visit.pick("Keberatan diajukan satu kali. Yang memutus bukan petugas yang menangani permohonan Anda.", "An objection is made once. Whoever decides had no part in your application.")) }
                textarea #alasan name="alasan" rows="8" maxlength="4000" required aria-describedby="alasan-petunjuk" {}
            }
            div.act { button type="submit" { (visit.pick("Kirim keberatan", "Send the objection")) } }
        }
    };
    visit.personal(title, &body)
}
