//! The page of a visit.

use axum::{http::StatusCode, response::Response};
use contract::satupintu::{
    permits::v1::{FindingAnswer, Inspection},
    sop::v1::ChecklistItem,
};
use maud::{Markup, html};
use tonic::Status;

use super::{found, noted};
use crate::{
    desk::{
        Desk,
        case::{Case, address},
        fault,
        words::ADVICE,
    },
    portal::{
        field::{Faults, Field, list},
        form::Form,
        problem, words as said,
    },
};

pub(super) fn page(
    desk: &Desk,
    case: &Case,
    inspection: Option<&Inspection>,
    form: &Form,
    refused: Option<&Status>,
) -> Response {
    let (visit, application) = (&desk.visit, &case.application);
    let title = visit.pick("Kunjungan lapangan", "Visit");
    let task = application.tasks.iter().find(|task| task.step == form.get("tahap"));
    let may_order = task.is_some_and(|task| desk.supervises(&task.executor));
    let standing = inspection.filter(|inspection| inspection.cancelled_at.is_none());
    let body = html! {
        p.crumbs { a href=(visit.href(&address(&application.name))) { span.code { (application.receipt_number) } } }
        h1 { (title) }
        @if let Some(refused) = refused { (fault(desk, refused)) }
        @match standing {
            Some(inspection) => {
                (facts(desk, inspection))
                @if task.is_some() && !inspection.locked && inspection.team.iter().any(|one| desk.is(one)) {
                    (findings(desk, case, inspection, form))
                    (minutes(desk, case, inspection, form))
                    @if !inspection.text.is_empty() { (press(desk, case, form, "tanda-tangan", visit.pick("Tanda tangani berita acara", "Sign the minutes"), &Markup::default())) }
                }
                @if may_order && !inspection.locked { (changing(desk, case, form)) }
                (papers(desk, case, inspection))
            }
            None if may_order => (ordering(desk, case, form)),
            None => p { (visit.pick("Belum ada surat tugas.", "No letter of assignment yet.")) },
        }
    };
    let status = refused.map_or(StatusCode::OK, |refused| problem::http_status(refused.code()));
    desk.page(status, title, &body)
}

/// A form about the visit, which leads to a page of the case.
fn press(
    desk: &Desk,
    case: &Case,
    form: &Form,
    page: &str,
    words: &str,
    fields: &Markup,
) -> Markup {
    desk.form(
        &address(&case.application.name),
        page,
        &html! {
            input type="hidden" name="tahap" value=(form.get("tahap"));
            (fields)
            div.act { button type="submit" { (words) } }
        },
    )
}

fn field(desk: &Desk, form: &Form, kind: &str, name: &str, label: &str, hint: &str) -> Markup {
    let field = Field { name, label, hint, kind, autocomplete: "off", most: 4000, required: true };
    field.shown(form, &Faults::new(), desk.visit.language)
}

fn ordering(desk: &Desk, case: &Case, form: &Form) -> Markup {
    let visit = &desk.visit;
    let fields = html! {
        (field(desk, form, "datetime-local", "waktu", visit.pick("Waktu kunjungan", "When"), ""))
        (field(desk, form, "text", "tempat", visit.pick("Tempat", "Where"), ""))
        (field(desk, form, "text", "nomor-surat", visit.pick("Nomor surat tugas", "Number of the letter"), ""))
        (field(desk, form, "date", "tanggal-surat", visit.pick("Tanggal surat", "Date of the letter"), ""))
        (field(desk, form, "area", "tim", visit.pick("Tim", "Team"), visit.pick("Sebutan petugas, satu tiap baris; paling sedikit dua.", "Officers by their pseudonyms, one a line; at least two.")))
    };
    let words = visit.pick("Tanda tangani surat tugas", "Sign the letter of assignment");
    press(desk, case, form, "atur-kunjungan", words, &fields)
}

/// Moving it, or calling it off: for who has ordered it.
fn changing(desk: &Desk, case: &Case, form: &Form) -> Markup {
    let visit = &desk.visit;
    let moving = html! {
        (field(desk, form, "datetime-local", "waktu", visit.pick("Waktu yang baru", "When instead"), ""))
        (field(desk, form, "area", "sebab", visit.pick("Sebab dipindah", "Why it is moved"), ""))
    };
    let why = visit.pick("Sebab dibatalkan", "Why it is called off");
    let off = field(desk, form, "area", "sebab-batal", why, "");
    html! {
        details.more {
            summary { (visit.pick("Pindahkan kunjungan", "Move the visit")) }
            (press(desk, case, form, "pindah-kunjungan", visit.pick("Simpan waktu baru", "Keep the new time"), &moving))
        }
        details.more {
            summary { (visit.pick("Batalkan kunjungan", "Call the visit off")) }
            (press(desk, case, form, "batal-kunjungan", visit.pick("Batalkan", "Call it off"), &off))
        }
    }
}

/// What can be printed of it.
fn papers(desk: &Desk, case: &Case, inspection: &Inspection) -> Markup {
    let visit = &desk.visit;
    let paper = |page: &str| visit.href(&format!("{}/{page}", address(&case.application.name)));
    html! {
        div.act {
            a.button.quiet href=(paper("surat-tugas.pdf")) { (visit.pick("Unduh surat tugas", "Download the letter")) }
            @if inspection.locked { a.button.quiet href=(paper("berita-acara.pdf")) { (visit.pick("Unduh berita acara", "Download the minutes")) } }
        }
    }
}

fn facts(desk: &Desk, inspection: &Inspection) -> Markup {
    let (visit, language) = (&desk.visit, desk.visit.language);
    let people =
        |names: &[String]| names.iter().map(|name| said::id(name)).collect::<Vec<_>>().join(", ");
    html! {
        dl.facts {
            @if let Some(at) = &inspection.visit_at { div { dt { (visit.pick("Waktu", "When")) } dd { (said::moment(language, at, desk.agency.zone)) } } }
            @if !inspection.place.is_empty() { div { dt { (visit.pick("Tempat", "Where")) } dd { (language.indonesian(&inspection.place)) } } }
            div { dt { (visit.pick("Surat tugas", "Letter")) } dd { (inspection.letter_number) } }
            div { dt { (visit.pick("Tim", "Team")) } dd { (people(&inspection.team)) } }
            @if !inspection.text.is_empty() { div { dt { (visit.pick("Berita acara", "Minutes")) } dd { (language.indonesian(&inspection.text)) " " (language.indonesian(&inspection.reason)) } } }
            @if !inspection.signed_by.is_empty() { div { dt { (visit.pick("Ditandatangani", "Signed by")) } dd { (people(&inspection.signed_by)) } } }
        }
        @if inspection.locked { p { span.state.good { (visit.pick("Berita acara terkunci", "The minutes are locked")) } } }
    }
}

fn findings(desk: &Desk, case: &Case, inspection: &Inspection, form: &Form) -> Markup {
    let visit = &desk.visit;
    let items = case.service.iter().flat_map(|service| &service.checklist);
    let fields = html! { @for item in items { (finding(desk, item, inspection, form)) } };
    html! {
        h2 { (visit.pick("Daftar periksa", "Checklist")) }
        (press(desk, case, form, "temuan", visit.pick("Simpan temuan", "Keep the findings"), &fields))
    }
}

fn finding(desk: &Desk, item: &ChecklistItem, inspection: &Inspection, form: &Form) -> Markup {
    let visit = &desk.visit;
    let before = inspection.findings.iter().find(|finding| finding.item == item.id);
    let (name, note) = (found(&item.id), noted(&item.id));
    let chosen = match (form.get(&name), before) {
        ("", Some(finding)) => finding.answer.to_string(),
        (typed, _) => typed.to_owned(),
    };
    let words = match (form.get(&note), before) {
        ("", Some(finding)) => finding.note.as_str(),
        (typed, _) => typed,
    };
    let answers = [
        (FindingAnswer::Unspecified, visit.pick("Belum diperiksa", "Not looked at")),
        (FindingAnswer::Yes, visit.pick("Sesuai", "As it must be")),
        (FindingAnswer::No, visit.pick("Tidak sesuai", "Not as it must be")),
        (FindingAnswer::NotApplicable, visit.pick("Tidak berlaku", "Not asked of this place")),
    ];
    let answers = answers
        .into_iter()
        .map(|(answer, words)| (i32::from(answer).to_string(), words.to_owned()));
    html! {
        (list((name.as_str(), item.text.as_str()), answers, &chosen))
        div.field {
            label for=(note) { (visit.pick("Catatan", "Note")) ": " (item.text) }
            input id=(note) name=(note) type="text" maxlength="4000" value=(words);
        }
    }
}

fn minutes(desk: &Desk, case: &Case, inspection: &Inspection, form: &Form) -> Markup {
    let visit = &desk.visit;
    let written = [("uraian", &inspection.text), ("alasan", &inspection.reason)];
    let advice = ("rekomendasi", &inspection.recommendation.to_string());
    let kept =
        written.into_iter().chain([advice]).map(|(name, value)| (name.to_owned(), value.clone()));
    // What was typed last stands before what was kept.
    let typed = form.fields().map(|(name, value)| (name.to_owned(), value.to_owned()));
    let filled = Form::of(typed.chain(kept).collect());
    let fields = html! {
        (field(desk, &filled, "area", "uraian", visit.pick("Uraian", "What happened"), ""))
        (ADVICE.shown(visit, &filled))
        (field(desk, &filled, "area", "alasan", visit.pick("Alasan", "Reason"), ""))
    };
    html! {
        h2 { (visit.pick("Berita acara", "Minutes")) }
        (press(desk, case, form, "berita-acara", visit.pick("Simpan berita acara", "Keep the minutes"), &fields))
    }
}
