//! The page of a fee.

use axum::{http::StatusCode, response::Response};
use contract::satupintu::{
    permits::v1::{Assessment, AssessmentStatus},
    sop::v1::{Fee, fee::Amount},
};
use maud::{Markup, html};
use tonic::Status;

use super::{QUANTITY, quantity_of};
use crate::{
    desk::{
        Desk,
        case::{Case, address, step_address},
        fault,
        words::assessment_status,
    },
    portal::{
        field::{Faults, Field},
        form::Form,
        problem, words as said,
    },
};

pub(super) fn page(
    desk: &Desk,
    case: &Case,
    form: &Form,
    computed: Option<&Assessment>,
    refused: Option<&Status>,
) -> Response {
    let (visit, application) = (&desk.visit, &case.application);
    let title = visit.pick("Retribusi (SKRD)", "Fee (SKRD)");
    let back = visit.href(&step_address(&application.name, form.get("tahap")));
    let last = application.assessments.last();
    let body = html! {
        p.crumbs { a href=(back) { span.code { (application.receipt_number) } } }
        h1 { (title) }
        @if let Some(refused) = refused { (fault(desk, refused)) }
        @match (computed, last) {
            (Some(computed), _) => { (proposal(desk, case, form, computed)) }
            (None, Some(last)) => { (standing(desk, case, form, last)) }
            (None, None) => { (measuring(desk, case, form)) }
        }
    };
    let status = refused.map_or(StatusCode::OK, |refused| problem::http_status(refused.code()));
    desk.page(status, title, &body)
}

/// A form about the fee, which leads to a page of the case.
fn press(desk: &Desk, case: &Case, form: &Form, page: &str, fields: &Markup) -> Markup {
    desk.form(
        &address(&case.application.name),
        page,
        &html! {
            input type="hidden" name="tahap" value=(form.get("tahap"));
            (fields)
        },
    )
}

fn field(desk: &Desk, form: &Form, kind: &str, name: &str, label: &str, required: bool) -> Markup {
    let field = Field { name, label, hint: "", kind, autocomplete: "off", most: 4000, required };
    field.shown(form, &Faults::new(), desk.visit.language)
}

/// The lines of the tariff, each with how much of it there is.
fn measuring(desk: &Desk, case: &Case, form: &Form) -> Markup {
    let visit = &desk.visit;
    let Some(fee) = case.service.as_ref().and_then(|service| service.fee.as_ref()) else {
        return html! { p { (visit.pick("Tarif layanan ini tidak terbaca.", "The tariff of this service cannot be read.")) } };
    };
    html! {
        div { (said::fee_with_basis(visit.language, fee)) }
        (press(desk, case, form, "hitung", &html! {
            (quantities(desk, fee, form))
            div.act { button type="submit" { (visit.pick("Hitung", "Compute")) } }
        }))
    }
}

fn quantities(desk: &Desk, fee: &Fee, form: &Form) -> Markup {
    let visit = &desk.visit;
    let is_assessed = matches!(fee.amount, Some(Amount::Assessed(_)));
    html! {
        @if is_assessed {
            p.hint { (visit.pick(
                "Isi hanya yang ada, dengan koma untuk pecahan (120,5). Jumlah rupiahnya dihitung dari tarif, bukan diketik.",
                "Fill in only what there is, with a comma for fractions (120,5). The sum follows from the tariff; nobody types it.",
            )) }
            @for line in &fee.tariff {
                (field(desk, form, "text", &quantity_of(&line.code), &format!("{} ({})", line.text, line.unit), false))
            }
        }
    }
}

/// What the agency made of the quantities, before it is set.
fn proposal(desk: &Desk, case: &Case, form: &Form, computed: &Assessment) -> Markup {
    let visit = &desk.visit;
    let measured: Vec<(&str, &str)> =
        form.fields().filter(|(name, _)| name.starts_with(QUANTITY)).collect();
    html! {
        p { strong { (visit.pick("Belum ditetapkan. Periksa dahulu:", "Not set yet. Look first:")) } }
        (sheet(desk, computed))
        (press(desk, case, form, "tetapkan", &html! {
            @for (name, value) in &measured { input type="hidden" name=(name) value=(value); }
            div.act { button type="submit" { (visit.pick("Tetapkan jumlah ini", "Set this amount")) } }
        }))
        details.more {
            summary { (visit.pick("Ubah ukurannya", "Change the quantities")) }
            (measuring(desk, case, form))
        }
    }
}

/// What was set, and what can be done with it.
fn standing(desk: &Desk, case: &Case, form: &Form, last: &Assessment) -> Markup {
    let visit = &desk.visit;
    let (words, kind) = assessment_status(visit, last.status());
    let why = |name: &str, label: &str| field(desk, form, "area", name, label, true);
    html! {
        p.standing { span class={ "state " (kind) } { (words) } }
        (sheet(desk, last))
        div.act { button.quiet type="button" data-print hidden { (visit.pick("Cetak halaman ini", "Print this page")) } }
        @match last.status() {
            AssessmentStatus::Owed => {
                p.small { (visit.pick("Surat ketetapan bernama pemohon diunduh pemohon dari halaman permohonannya.", "The letter with the applicant’s name the applicant downloads from the own page.")) }
                details.more {
                    summary { (visit.pick("Batalkan ketetapan", "Take it back")) }
                    (press(desk, case, form, "batal-tetapan", &html! {
                        (why("sebab-batal", visit.pick("Sebabnya; dibaca pemohon", "Why; the applicant reads it")))
                        div.act { button.danger type="submit" { (visit.pick("Batalkan", "Take it back")) } }
                    }))
                }
            }
            AssessmentStatus::Lapsed => {
                (again(desk, case, form))
                details.more {
                    summary { (visit.pick("Tutup karena tidak dibayar", "Close it: not paid")) }
                    (press(desk, case, form, "tidak-dibayar", &html! {
                        (why("sebab-tutup", visit.pick("Sebabnya", "Why")))
                        div.act { button.danger type="submit" { (visit.pick("Tutup permohonan", "Close the application")) } }
                    }))
                }
            }
            AssessmentStatus::Cancelled => { (again(desk, case, form)) }
            AssessmentStatus::Paid | AssessmentStatus::Unspecified => {}
        }
    }
}

fn again(desk: &Desk, case: &Case, form: &Form) -> Markup {
    html! {
        h2 { (desk.visit.pick("Tetapkan lagi", "Assess it anew")) }
        (measuring(desk, case, form))
    }
}

/// The lines, the sum, and on what it rests.
fn sheet(desk: &Desk, assessment: &Assessment) -> Markup {
    let (visit, language) = (&desk.visit, desk.visit.language);
    let comma = |amount: &str| amount.replace('.', ",");
    html! {
        @if !assessment.lines.is_empty() {
            div.scroll tabindex="0" role="group" aria-label=(visit.pick("Perhitungan", "Computation")) { table.counts {
                thead { tr {
                    th scope="col" { (visit.pick("Uraian", "For")) }
                    th scope="col" { (visit.pick("Banyaknya", "Quantity")) }
                    th scope="col" { (visit.pick("Tarif", "Rate")) }
                    th scope="col" { (visit.pick("Jumlah (Rp)", "Amount (Rp)")) }
                } }
                tbody { @for line in &assessment.lines { tr {
                    th scope="row" { (language.indonesian(&line.text)) }
                    td { (comma(&line.quantity)) " " (line.unit) }
                    td { @if let Some(rate) = &line.rate { (said::rupiah(rate)) } }
                    td { (comma(&line.amount)) }
                } } }
            } }
        }
        dl.facts {
            @if let Some(total) = &assessment.total { div { dt { (visit.pick("Jumlah", "Amount")) } dd { strong { (said::rupiah(total)) } div.small { (language.said(assessment.rounding.as_ref())) } } } }
            @if !assessment.reference.is_empty() { div { dt { (visit.pick("Nomor pembayaran", "Payment reference")) } dd.code { (assessment.reference) } } }
            @if let Some(due) = &assessment.due { div { dt { (visit.pick("Paling lambat", "At the latest")) } dd { (said::deadline(language, due)) } } }
            @if let Some(basis) = &assessment.citation { div { dt { (visit.pick("Dasar", "Basis")) } dd { (said::citation(language, basis)) } } }
            @if let Some(at) = &assessment.assessed_at { div { dt { (visit.pick("Ditetapkan", "Assessed")) } dd { (said::moment(language, at, desk.agency.zone)) } } }
            @if let Some(at) = &assessment.paid_at { div { dt { (visit.pick("Dibayar", "Paid")) } dd { (said::moment(language, at, desk.agency.zone)) } } }
        }
    }
}
