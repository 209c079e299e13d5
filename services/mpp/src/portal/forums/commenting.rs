//! Commenting on a clause of a draft. The author's name goes to the agency and is
//! never published; a slip with number and secret comes back, shown once.

use axum::{body::Body, extract::Path, http::HeaderMap, response::Response};
use contract::satupintu::consultations::v1::{
    Element, SubmitCommentRequest, SubmitCommentResponse,
    consultations_service_client::ConsultationsServiceClient,
};
use maud::{Markup, html};
use tonic::{Code, Status};

use super::{Opened, open, shown::is_open};
use crate::{
    asking::Unanswered,
    portal::{
        field::{Choice, Faults, Field, summary},
        form::Form,
        language::Language,
        problem,
        session::Case,
        visit::{MARK, Visit},
    },
    random,
};

const PURPOSE: &str = "masukan";

/// The empty form for the clause that is asked for.
pub(crate) async fn blank(visit: Visit, Path((agency, id)): Path<(String, String)>) -> Response {
    let form = Form::of(vec![("anchor".to_owned(), visit.query.get("butir").to_owned())]);
    match open(&visit, &agency, &id).await {
        Ok(opened) => shown(&visit, &opened, &form, &Faults::new()),
        Err(response) => *response,
    }
}

/// Sends the comment. A repeat gets the slip given the first time.
pub(crate) async fn sent(
    mut visit: Visit,
    Path((agency, id)): Path<(String, String)>,
    headers: HeaderMap,
    body: Body,
) -> Response {
    let form = Form::read(&headers, body).await;
    let Some(form) = form.filter(|form| visit.is_ours(PURPOSE, form)) else {
        return problem::stale_form(&visit);
    };
    let opened = match open(&visit, &agency, &id).await {
        Ok(opened) => opened,
        Err(response) => return *response,
    };
    let request = SubmitCommentRequest {
        name: opened.forum.name.clone(),
        request_id: form.get("request_id").to_owned(),
        anchor: form.get("anchor").to_owned(),
        element: element(form.get("element")).into(),
        text: form.get("text").to_owned(),
        person_name: form.get("person_name").to_owned(),
        contact: form.get("contact").to_owned(),
    };
    let sent = async {
        let mut client = ConsultationsServiceClient::new(visit.gateway().line(&opened.agency)?);
        visit.asking.answer(client.submit_comment(visit.asking.request(request))).await
    };
    match sent.await {
        Ok(SubmitCommentResponse { slip, .. }) => {
            let slip = slip.unwrap_or_default();
            let case = Case { receipt: slip.receipt_number, secret: slip.secret, new: true };
            visit.session.comment = Some(case);
            visit.go("/masukan/tanda-terima")
        }
        Err(Unanswered::Refused(status)) if status.code() == Code::InvalidArgument => {
            shown(&visit, &opened, &form, &faults_of(visit.language, &status))
        }
        Err(unanswered) => problem::unanswered(&visit, &opened.agency, &unanswered),
    }
}

fn element(value: &str) -> Element {
    match value {
        "masyarakat" => Element::Community,
        "pemangku" => Element::Stakeholder,
        "ahli" => Element::Expert,
        "sipil" => Element::CivilSociety,
        "media" => Element::Media,
        _ => Element::Unspecified,
    }
}

/// As whom one can speak: the form's value and words. Who provides the service
/// speaks at the forum itself.
fn elements(language: Language) -> [(&'static str, &'static str, &'static str); 5] {
    let pick = |id, en| language.pick(id, en);
    [
        ("masyarakat", pick("Pengguna layanan atau warga", "User of the service, or resident"), ""),
        (
            "sipil",
            pick("Organisasi masyarakat atau tokoh", "Civil society, or a leading figure"),
            "",
        ),
        ("ahli", pick("Ahli, akademisi, praktisi", "Expert, academic, practitioner"), ""),
        ("pemangku", pick("Instansi atau pihak terkait", "An agency or party concerned"), ""),
        ("media", pick("Media massa", "Mass media"), ""),
    ]
}

fn faults_of(language: Language, status: &Status) -> Faults {
    let found = problem::violations(status).into_iter().map(|(field, description)| {
        let words = match field.as_str() {
            "anchor" => language.pick("Pilih butir yang dibahas.", "Choose the clause."),
            "element" => {
                language.pick("Pilih sebagai siapa Anda bicara.", "Choose as whom you speak.")
            }
            "text" => language.pick(
                "Tulis masukan, paling banyak 4000 huruf.",
                "Write the comment, in at most 4000 characters.",
            ),
            "person_name" => language.pick(
                "Isi nama dalam satu baris; tidak dipublikasikan.",
                "Give a name on one line; it is not published.",
            ),
            "contact" => language.pick("Tulis dalam satu baris.", "Write it on one line."),
            _ => return (field, description),
        };
        (field, words.to_owned())
    });
    found.collect()
}

fn shown(visit: &Visit, opened: &Opened, form: &Form, faults: &Faults) -> Response {
    let language = visit.language;
    let title = visit.pick("Beri masukan", "Comment");
    let action = format!("{}/masukan", opened.address());
    let body = html! {
        p.crumbs { a href=(visit.href(&opened.address())) { (visit.pick("Konsultasi publik", "Public consultation")) } }
        h1 { (title) }
        @if !is_open(&opened.forum) {
            p { (visit.pick("Masukan sedang tidak diterima.", "Comments are not taken at present.")) }
        }
        (summary(faults, language))
        form method="post" action=(visit.href(&action)) novalidate {
            input type="hidden" name=(MARK) value=(visit.mark(PURPOSE));
            input type="hidden" name="request_id" value=(random::id());
            (clause(visit, opened, form))
            @for field in fields(language) { (field.shown(form, faults, language)) }
            (Choice {
                name: "element",
                question: visit.pick("Anda bicara sebagai", "You speak as"),
                hint: "",
                answers: &elements(language),
                at_first: "",
            }.shown(form, faults))
            div.act { button type="submit" { (visit.pick("Kirim masukan", "Send the comment")) } }
        }
    };
    visit.personal(title, &body)
}

/// Which clause it is about, with what it says.
fn clause(visit: &Visit, opened: &Opened, form: &Form) -> Markup {
    let chosen = form.get("anchor");
    let said = opened.seen.clauses.iter().find(|clause| clause.anchor == chosen);
    html! {
        div.field {
            label for="anchor" { (visit.pick("Butir", "Clause")) }
            select #anchor name="anchor" { @for clause in &opened.seen.clauses {
                option value=(clause.anchor) selected[clause.anchor == chosen] {
                    (short(if clause.title.is_empty() { &clause.text } else { &clause.title }))
                }
            } }
        }
        @if let Some(said) = said.filter(|said| !said.text.is_empty()) {
            blockquote { (visit.language.indonesian(&said.text)) }
        }
    }
}

/// As much of a clause as an entry of a list can hold.
fn short(text: &str) -> String {
    const MOST: usize = 70;
    if text.chars().count() <= MOST {
        return text.to_owned();
    }
    text.chars().take(MOST).chain(['…']).collect()
}

fn fields(language: Language) -> [Field<'static>; 3] {
    let pick = |id, en| language.pick(id, en);
    [
        Field {
            name: "text",
            label: pick("Masukan Anda", "Your comment"),
            hint: pick(
                "Dipublikasikan bersama keputusannya, tanpa nama Anda.",
                "It is published with what is decided, without your name.",
            ),
            kind: "area",
            autocomplete: "off",
            most: 4000,
            required: true,
        },
        Field {
            name: "person_name",
            label: pick("Nama Anda", "Your name"),
            hint: pick("Tidak pernah dipublikasikan.", "It is never published."),
            kind: "text",
            autocomplete: "name",
            most: 200,
            required: true,
        },
        Field {
            name: "contact",
            label: pick("Telepon atau surel", "Telephone or e-mail"),
            hint: "",
            kind: "text",
            autocomplete: "off",
            most: 200,
            required: false,
        },
    ]
}
