//! The page on which a complaint is closed without an answer of its own: it repeats
//! another one, or another agency has accepted it. No other ground is an officer's.

use axum::{http::StatusCode, response::Response};
use contract::satupintu::complaints::v1::{
    Complaint, SuggestDuplicatesRequest, complaints_service_client::ComplaintsServiceClient,
    suggest_duplicates_response::Suggestion,
};
use maud::{Markup, html};
use tonic::Status;

use super::{Named, address, name, open};
use crate::{
    asking::Unanswered,
    desk::{Desk, fault},
    portal::{
        field::{Choice, Faults, Field},
        form::Form,
        problem, words as said,
    },
};

/// Asks on which ground.
pub(crate) async fn grounds(desk: Desk, named: Named) -> Response {
    page(&desk, &name(&named), &Form::default(), None).await
}

/// The same, after a refusal with its words and what was filled in.
pub(super) async fn page(
    desk: &Desk,
    name: &str,
    form: &Form,
    refused: Option<&Status>,
) -> Response {
    let seen = async {
        let complaint = open(desk, name).await?;
        let mut client = ComplaintsServiceClient::new(desk.line()?);
        let request = desk.asking.request(SuggestDuplicatesRequest { name: name.to_owned() });
        let akin = desk.asking.answer(client.suggest_duplicates(request)).await?;
        Ok::<_, Unanswered>((complaint, akin.suggestions))
    };
    match seen.await {
        Ok((complaint, akin)) => shown(desk, &complaint, &akin, form, refused),
        Err(unanswered) => desk.unanswered(&unanswered),
    }
}

fn shown(
    desk: &Desk,
    complaint: &Complaint,
    akin: &[Suggestion],
    form: &Form,
    refused: Option<&Status>,
) -> Response {
    let visit = &desk.visit;
    let title = visit.pick("Tutup tanpa jawaban sendiri", "Close without an answer of its own");
    let body = html! {
        p.crumbs { a href=(visit.href(&address(&complaint.name))) { span.code { (complaint.receipt_number) } } }
        h1 { (title) }
        @if let Some(refused) = refused { (fault(desk, refused)) }
        p { (visit.pick(
            "Hanya bila pengaduan ini dijawab di tempat lain. Pelapor diberi tahu dan dapat menyanggah; hanya pernyataannya yang membuat pengaduan dinyatakan selesai.",
            "Only when it is answered elsewhere. The reporter is told, and may dispute it; only the reporter’s own word makes it count as solved.",
        )) }
        section aria-labelledby="ganda-judul" {
            h2 #ganda-judul { (visit.pick("Mengulang pengaduan lain", "It repeats another one")) }
            (repeating(desk, complaint, akin, form))
        }
        section aria-labelledby="alih-judul" {
            h2 #alih-judul { (visit.pick("Diterima instansi lain", "Another agency has accepted it")) }
            (elsewhere(desk, complaint, form))
        }
    };
    let status = refused.map_or(StatusCode::OK, |refused| problem::http_status(refused.code()));
    desk.page(status, title, &body)
}

fn repeating(desk: &Desk, complaint: &Complaint, akin: &[Suggestion], form: &Form) -> Markup {
    let visit = &desk.visit;
    let open: Vec<&Suggestion> = akin.iter().filter(|one| one.open).collect();
    if open.is_empty() {
        return html! { p { (visit.pick("Tidak ada pengaduan terbuka yang serupa.", "No open complaint is like it.")) } };
    }
    let likeness: Vec<String> = open.iter().map(|one| likeness(desk, one)).collect();
    let answers: Vec<(&str, &str, &str)> = open
        .iter()
        .zip(&likeness)
        .map(|(one, alike)| (said::id(&one.complaint), one.receipt_number.as_str(), alike.as_str()))
        .collect();
    let choice = Choice {
        name: "ganda",
        question: visit.pick("Pengaduan yang diulang", "The one that it repeats"),
        hint: visit.pick("Yang paling mirip di atas.", "The likeliest first."),
        answers: &answers,
        at_first: "",
    };
    desk.form(&address(&complaint.name), "ganda", &html! {
        (choice.shown(form, &Faults::new()))
        div.act { button.danger type="submit" { (visit.pick("Tutup sebagai pengulangan", "Close it as a repetition")) } }
    })
}

/// In what they are alike, as the agency found.
fn likeness(desk: &Desk, one: &Suggestion) -> String {
    let alike = [
        (one.same_case, desk.visit.pick("permohonan yang sama", "the same case")),
        (one.same_reporter, desk.visit.pick("pelapor yang sama", "the same reporter")),
        (one.same_service, desk.visit.pick("layanan yang sama", "the same service")),
    ];
    let words: Vec<&str> =
        alike.into_iter().filter(|(is, _)| *is).map(|(_, words)| words).collect();
    words.join(", ")
}

fn elsewhere(desk: &Desk, complaint: &Complaint, form: &Form) -> Markup {
    let visit = &desk.visit;
    let field = |name, label, hint, most| {
        let field =
            Field { name, label, hint, kind: "text", autocomplete: "off", most, required: true };
        field.shown(form, &Faults::new(), visit.language)
    };
    desk.form(&address(&complaint.name), "instansi-lain", &html! {
        (field("instansi", visit.pick("Instansi itu", "That agency"), visit.pick("Seperti pdam-kotim.", "As pdam-kotim."), 40))
        (field("nomor", visit.pick("Nomor penerimaannya di sana", "The number under which it was accepted there"), "", 4000))
        div.act { button.danger type="submit" { (visit.pick("Tutup karena diterima di sana", "Close it: accepted there")) } }
    })
}
