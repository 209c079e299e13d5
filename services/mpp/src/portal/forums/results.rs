//! What became of comments, in words: on a forum's page and on one's own slip.

use contract::satupintu::consultations::v1::{Comment, Disposition};
use maud::{Markup, html};

use crate::portal::{language::Language, visit::Visit, words};

/// What was decided on a comment and why, and what was done.
pub(crate) fn disposition(visit: &Visit, comment: &Comment) -> Markup {
    let language = visit.language;
    let (said, kind) = decided(language, comment.disposition());
    html! {
        p { span class={ "state " (kind) } { (said) } }
        dl.facts {
            @if !comment.change.is_empty() { div { dt { (visit.pick("Perubahan", "Change")) } dd { (language.indonesian(&comment.change)) } } }
            @if !comment.reason.is_empty() { div { dt { (visit.pick("Alasan", "Reason")) } dd { (language.indonesian(&comment.reason)) } } }
            @if !comment.forwarded_to.is_empty() { div { dt { (visit.pick("Diteruskan kepada", "Passed on to")) } dd { (language.indonesian(&comment.forwarded_to)) } } }
            @if let Some(due) = &comment.due { div { dt { (visit.pick("Dilaksanakan paling lambat", "To be done by")) } dd { (words::day(language, due)) } } }
            @if !comment.proof.is_empty() { div { dt { (visit.pick("Yang sudah dilakukan", "What was done")) } dd { (language.indonesian(&comment.proof)) } } }
        }
    }
}

fn decided(language: Language, disposition: Disposition) -> (&'static str, &'static str) {
    let (id, en, kind) = match disposition {
        Disposition::Unspecified => ("Belum diputuskan", "Not decided yet", "waiting"),
        Disposition::Accepted => ("Diterima", "Taken up", "good"),
        Disposition::PartlyAccepted => ("Diterima sebagian", "Taken up in part", "good"),
        Disposition::Rejected => ("Ditolak", "Not taken up", "ended"),
        Disposition::Forwarded => ("Diteruskan", "Passed on", "open"),
    };
    (language.pick(id, en), kind)
}
