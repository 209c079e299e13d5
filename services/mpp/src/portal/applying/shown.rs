//! The pages of applying: the form, and what one looks over before sending.

use axum::response::Response;
use contract::satupintu::{notices::v1::NoticeChannel, permits::v1::Progress};
use maud::{Markup, html};

use super::{
    CORRECTING, PURPOSE,
    asked::{CHANNELS, CONCERNS, answer_field, fields},
};
use crate::{
    portal::{
        field::{Faults, Field, fault_of, summary},
        form::Form,
        offers,
        page::notice,
        service::{Known, requirement_line},
        visit::{MARK, Visit},
    },
    random,
};

/// Fields about a licence that there is already.
const CONCERNING: usize = 7;

pub(super) fn form(
    visit: &Visit,
    known: &Known,
    form: &Form,
    faults: &Faults,
    offered: &[NoticeChannel],
) -> Response {
    let title = visit.language.plain(known.service.title.as_ref());
    let back = offers::address(&known.agency, &known.service);
    let body = html! {
        p.crumbs { a href=(visit.href(&back)) { (visit.language.said(known.service.title.as_ref())) } }
        h1 { (visit.pick("Ajukan: ", "Apply: ")) (title) }
        (progress(visit, 1))
        (summary(faults, visit.language))
        form method="post" action=(visit.href(&format!("{back}/ajukan"))) data-draft=(back) novalidate {
            input type="hidden" name=(MARK) value=(visit.mark(PURPOSE));
            (person(visit, form, faults))
            (answers(visit, known, form, faults, None))
            (concerning(visit, form, faults))
            (telling(visit, form, offered))
            div.act { button type="submit" { (visit.pick("Lanjut: periksa isian", "Go on: look it over")) } }
        }
    };
    visit.personal(&title, &body)
}

pub(super) fn review(visit: &Visit, known: &Known, form: &Form, request_id: &str) -> Response {
    let title = visit.pick("Periksa isian Anda", "Look over what you filled in");
    let back = offers::address(&known.agency, &known.service);
    let carried = html! { @for (name, value) in form.fields() {
        @if !matches!(name, "ubah" | "request_id") { input type="hidden" name=(name) value=(value); }
    } };
    let body = html! {
        h1 { (title) }
        (progress(visit, 2))
        h2 { (visit.language.said(known.service.title.as_ref())) }
        dl.facts {
            @for field in fields(visit.language).iter().filter(|field| !form.get(field.name).is_empty()) {
                div { dt { (field.label) } dd { (form.get(field.name)) } }
            }
        }
        h2 { (visit.pick("Syarat", "Requirements")) }
        ul.checks { @for requirement in &known.service.requirements {
            @let (text, given) = answer_field(&requirement.id);
            @let is_given = form.is_ticked(&given) || !form.get(&text).is_empty();
            li.done[is_given] {
                (requirement_line(visit, requirement)) ": "
                strong { (if is_given { visit.pick("disertakan", "given") } else { visit.pick("belum", "not yet") }) }
                @if !form.get(&text).is_empty() { div.small { (form.get(&text)) } }
            }
        } }
        (notice("note", visit.pick("Setelah dikirim", "After sending"), &html! { p { (visit.pick(
            "Anda mendapat nomor tanda terima dan kode rahasia, lalu dapat mengunggah berkas. Waktu layanan mulai dihitung setelah petugas menyatakan berkas lengkap.",
            "You get a receipt number and a secret, and can then upload documents. The service time starts once an officer finds the file complete.",
        )) } }))
        div.act {
            form method="post" action=(visit.href(&format!("{back}/kirim"))) {
                (carried)
                input type="hidden" name="request_id" value=(request_id);
                button type="submit" { (visit.pick("Kirim permohonan", "Send the application")) }
            }
            form method="post" action=(visit.href(&format!("{back}/ajukan"))) {
                (carried)
                button.quiet type="submit" name="ubah" value="1" { (visit.pick("Ubah isian", "Change it")) }
            }
        }
    };
    visit.personal(title, &body)
}

pub(super) fn correction(
    visit: &Visit,
    known: &Known,
    came_back: &Progress,
    form: &Form,
    faults: &Faults,
) -> Response {
    let title = visit.pick("Perbaiki permohonan", "Correct the application");
    let body = html! {
        h1 { (title) }
        p { (came_back.receipt_number) " · " (visit.language.said(came_back.service_title.as_ref())) }
        (summary(faults, visit.language))
        (notice("waiting", visit.pick("Isi kembali seluruh formulir", "Fill in the whole form again"), &html! { p { (visit.pick(
            "Isian lama tersegel dan tidak ditampilkan di sini. Yang Anda kirim sekarang menggantikannya. Berkas yang sudah diunggah tetap ada.",
            "What you filled in before is sealed and not shown here. What you send now takes its place. Documents that were uploaded stay.",
        )) } }))
        form method="post" action=(visit.href("/permohonan/perbaiki")) novalidate {
            input type="hidden" name=(MARK) value=(visit.mark(CORRECTING));
            input type="hidden" name="request_id" value=(random::id());
            (person(visit, form, faults))
            (answers(visit, known, form, faults, Some(came_back)))
            div.act { button type="submit" { (visit.pick("Kirim perbaikan", "Send the correction")) } }
        }
    };
    visit.personal(title, &body)
}

/// Where one is on the way.
fn progress(visit: &Visit, now: usize) -> Markup {
    let steps = [
        visit.pick("Isi", "Fill in"),
        visit.pick("Periksa", "Look over"),
        visit.pick("Tanda terima", "Receipt"),
        visit.pick("Unggah berkas", "Documents"),
    ];
    html! {
        ol.way aria-label=(visit.pick("Langkah", "Steps")) { @for (number, step) in (1..).zip(steps) {
            li aria-current=[(number == now).then_some("step")] { (step) }
        } }
    }
}

fn person(visit: &Visit, form: &Form, faults: &Faults) -> Markup {
    html! {
        fieldset {
            legend { (visit.pick("Pemohon", "Applicant")) }
            @for field in fields(visit.language).iter().take(CONCERNING) {
                // The district of a case does not change with a correction.
                @if field.name != "district" || visit.own_path() != "/permohonan/perbaiki" {
                    (field.shown(form, faults, visit.language))
                }
            }
        }
    }
}

fn answers(
    visit: &Visit,
    known: &Known,
    form: &Form,
    faults: &Faults,
    came_back: Option<&Progress>,
) -> Markup {
    html! {
        fieldset {
            legend { (visit.pick("Syarat", "Requirements")) }
            p.hint { (visit.pick(
                "Centang yang Anda miliki. Isi nomor atau keterangannya bila ada. Berkasnya diunggah setelah tanda terima.",
                "Tick what you have, with its number or a note where there is one. Documents are uploaded after the receipt.",
            )) }
            @for requirement in &known.service.requirements {
                @let (text, given) = answer_field(&requirement.id);
                @let defect = came_back.and_then(|progress| progress.requirements.iter().find(|one| one.requirement_id == requirement.id)).map(|one| one.defect.as_str()).filter(|defect| !defect.is_empty());
                @let fault = fault_of(faults, &text);
                div.requirement.faulty[defect.is_some() || fault.is_some()] {
                    label.tick { input type="checkbox" name=(given) value="1" checked[form.is_ticked(&given)]; span { (requirement_line(visit, requirement)) } }
                    @if let Some(defect) = defect { p.fault { (visit.pick("Perbaiki: ", "To mend: ")) (visit.language.indonesian(defect)) } }
                    @if let Some(fault) = fault { p.fault id={ (text) "-salah" } { (fault) } }
                    input id=(text) name=(text) type="text" maxlength="4000" autocomplete="off" value=(form.get(&text))
                        aria-invalid=[fault.map(|_| "true")] aria-describedby=[fault.map(|_| format!("{text}-salah"))]
                        aria-label={ (visit.pick("Nomor atau keterangan: ", "Number or note: ")) (requirement.text) };
                }
            }
        }
    }
}

fn concerning(visit: &Visit, form: &Form, faults: &Faults) -> Markup {
    let chosen = form.get("concerning.kind");
    let parts: Vec<Field<'_>> = fields(visit.language).into_iter().skip(CONCERNING).collect();
    html! {
        details.more open[!chosen.is_empty()] {
            summary { (visit.pick("Perpanjangan, perubahan, atau balik nama", "Renewal, amendment or transfer")) }
            div.field {
                label for="concerning.kind" { (visit.pick("Yang diajukan", "What is applied for")) }
                select id="concerning.kind" name="concerning.kind" { @for (value, id, en) in CONCERNS {
                    option value=(value) selected[value == chosen] { (visit.pick(id, en)) }
                } }
            }
            @for field in &parts { (field.shown(form, faults, visit.language)) }
        }
    }
}

fn telling(visit: &Visit, form: &Form, offered: &[NoticeChannel]) -> Markup {
    if offered.is_empty() {
        return Markup::default();
    }
    html! {
        fieldset {
            legend { (visit.pick("Kabar perkembangan", "News of its progress")) }
            p.hint { (visit.pick(
                "Pilih bila Anda mau dikabari; dapat dihentikan kapan saja. Tanpa ini pun Anda dapat melacak di sini.",
                "Choose if you want to be told; you can stop it at any time. You can also follow it here without.",
            )) }
            @for (field, _, id, en) in CHANNELS.into_iter().filter(|(_, channel, ..)| offered.contains(channel)) {
                label.tick { input type="checkbox" name=(field) value="1" checked[form.is_ticked(field)]; span { (visit.pick(id, en)) } }
            }
            input type="hidden" name="bahasa" value=(visit.language.code());
        }
    }
}
