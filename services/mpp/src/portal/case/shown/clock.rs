//! How the due date came about: everything that ever moved it, and the count
//! that anybody can redo by hand.

use contract::satupintu::permits::v1::{Objection, ObjectionStatus};
use maud::{Markup, html};

use crate::portal::{passage, standing::Opened, visit::Visit, words};

pub(super) fn section(visit: &Visit, opened: &Opened) -> Markup {
    let progress = &opened.progress;
    if progress.ledger.is_empty() && progress.objection.is_none() {
        return html! { p { (visit.pick(
            "Waktu layanan belum berjalan: ia mulai setelah petugas menyatakan berkas lengkap.",
            "The service time has not started: it starts once an officer finds the file complete.",
        )) } };
    }
    html! {
        section aria-labelledby="waktu" {
            h2 #waktu { (visit.pick("Waktu, dan cara menghitungnya", "Time, and how it is counted")) }
            (passage::count(visit, opened.agency.zone, &progress.ledger, &progress.explanation))
            @if let Some(objection) = &progress.objection { (filed(visit, opened, objection)) }
        }
    }
}

fn filed(visit: &Visit, opened: &Opened, objection: &Objection) -> Markup {
    let language = visit.language;
    let said = match objection.status() {
        ObjectionStatus::Unspecified | ObjectionStatus::NotFiled => return Markup::default(),
        ObjectionStatus::Pending => {
            visit.pick("Keberatan menunggu putusan", "The objection waits for a decision")
        }
        ObjectionStatus::Upheld => visit.pick("Keberatan dikabulkan", "The objection was upheld"),
        ObjectionStatus::Dismissed => {
            visit.pick("Keberatan ditolak", "The objection was dismissed")
        }
        ObjectionStatus::Lapsed => {
            visit.pick("Keberatan dianggap dikabulkan", "The objection counts as granted")
        }
    };
    html! {
        h3 { (said) }
        ul {
            @if let Some(at) = &objection.filed_at { li { (visit.pick("Diajukan", "Filed")) " " (words::moment(language, at, opened.agency.zone)) } }
            @if let Some(due) = &objection.due { li { (visit.pick("Diputus paling lambat", "To be decided by")) " " (words::deadline(language, due)) } }
            @if let Some(at) = &objection.decided_at { li { (visit.pick("Diputus", "Decided")) " " (words::moment(language, at, opened.agency.zone)) } }
            @if !objection.reason.is_empty() { li { (language.indonesian(&objection.reason)) } }
            @for line in &objection.explanation { li { (language.said(Some(line))) } }
        }
    }
}
