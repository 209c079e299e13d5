//! The minutes of a forum, for whoever came: read and signed with the slip that was
//! given there. The slip is typed for each of the two and goes nowhere else.

use axum::{
    body::Body,
    extract::Path,
    http::{HeaderMap, StatusCode},
    response::Response,
};
use contract::satupintu::consultations::v1::{
    DownloadMinutesRequest, ForumMinutes, SignMinutesByReceiptRequest,
    consultations_service_client::ConsultationsServiceClient,
};
use maud::{Markup, html};
use tokio_stream::StreamExt;

use super::{Opened, open};
use crate::{
    asking::Unanswered,
    portal::{
        form::Form,
        page::notice,
        pieces, problem,
        visit::{MARK, Visit},
        words,
    },
    random,
};

const PURPOSE: &str = "berita-acara";

/// The forum with its minutes; otherwise the page to show.
async fn minuted(
    visit: &Visit,
    agency: &str,
    id: &str,
) -> Result<(Opened, ForumMinutes), Box<Response>> {
    let opened = open(visit, agency, id).await?;
    match opened.forum.minutes.clone() {
        Some(minutes) => Ok((opened, minutes)),
        None => Err(Box::new(problem::not_found(visit))),
    }
}

/// What there is to sign, and the question for the slip.
pub(crate) async fn minutes(visit: Visit, Path((agency, id)): Path<(String, String)>) -> Response {
    match minuted(&visit, &agency, &id).await {
        Ok((opened, minutes)) => shown(&visit, &opened, &minutes, StatusCode::OK, None),
        Err(response) => *response,
    }
}

/// Gives the minutes out, or signs them.
pub(crate) async fn by_slip(
    visit: Visit,
    Path((agency, id)): Path<(String, String)>,
    headers: HeaderMap,
    body: Body,
) -> Response {
    let form = Form::read(&headers, body).await;
    let Some(form) = form.filter(|form| visit.is_ours(PURPOSE, form)) else {
        return problem::stale_form(&visit);
    };
    let (opened, minutes) = match minuted(&visit, &agency, &id).await {
        Ok(found) => found,
        Err(response) => return *response,
    };
    let done = if form.get("perbuatan") == "tanda" {
        sign(&visit, &opened, &form).await
    } else {
        download(&visit, &opened, &form).await
    };
    match done {
        Ok(response) => response,
        Err(Unanswered::Refused(status)) => {
            let words = problem::words(visit.language, &status);
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            shown(&visit, &opened, &minutes, status, Some(&words))
        }
        Err(unanswered) => problem::unanswered(&visit, &opened.agency, &unanswered),
    }
}

async fn sign(visit: &Visit, opened: &Opened, form: &Form) -> Result<Response, Unanswered> {
    let mut client = ConsultationsServiceClient::new(visit.gateway().line(&opened.agency)?);
    let request = SignMinutesByReceiptRequest {
        receipt_number: form.get("nomor").to_ascii_uppercase(),
        secret: form.get("rahasia").to_owned(),
        request_id: form.get("request_id").to_owned(),
        etag: String::new(),
    };
    let request = visit.asking.request(request);
    visit.asking.answer(client.sign_minutes_by_receipt(request)).await?;
    Ok(visit.go(&opened.address()))
}

async fn download(visit: &Visit, opened: &Opened, form: &Form) -> Result<Response, Unanswered> {
    let mut client = ConsultationsServiceClient::new(visit.gateway().line(&opened.agency)?);
    let request = DownloadMinutesRequest {
        name: opened.forum.name.clone(),
        receipt_number: form.get("nomor").to_ascii_uppercase(),
        secret: form.get("rahasia").to_owned(),
    };
    let request = visit.asking.request(request);
    let pieces = visit.asking.answer(client.download_minutes(request)).await?;
    Ok(pieces::pdf("berita-acara", pieces.map(|piece| piece.map(|piece| piece.data))))
}

fn shown(
    visit: &Visit,
    opened: &Opened,
    minutes: &ForumMinutes,
    status: StatusCode,
    fault: Option<&str>,
) -> Response {
    let title = visit.pick("Berita acara", "Minutes");
    let action = format!("{}/berita-acara", opened.address());
    let held_on = minutes.held_on.as_ref().map(|date| words::day(visit.language, date));
    let body = html! {
        p.crumbs { a href=(visit.href(&opened.address())) { (visit.pick("Konsultasi publik", "Public consultation")) } }
        h1 { (title) }
        @if let Some(fault) = fault { (notice("wrong", fault, &Markup::default())) }
        dl.facts {
            div { dt { (visit.pick("Nomor", "Number")) } dd.code { (minutes.number) } }
            div { dt { (visit.pick("Hari forum", "Day of the forum")) } dd { (held_on.unwrap_or_default()) } }
            div { dt { (visit.pick("Tanda tangan", "Signatures")) } dd { (minutes.signatures) " / " (minutes.signers) } }
            div { dt { (visit.pick("Yang ditandatangani", "What is signed")) } dd.code.small { "SHA-256 " (minutes.digest) } }
        }
        p { (visit.pick(
            "Peserta forum membaca dan menandatangani dengan tanda terima hadirnya. Baca dahulu, lalu tanda tangani.",
            "Whoever came reads and signs with the slip that was given at the forum. Read first, then sign.",
        )) }
        form method="post" action=(visit.href(&action)) autocomplete="off" {
            input type="hidden" name=(MARK) value=(visit.mark(PURPOSE));
            input type="hidden" name="request_id" value=(random::id());
            div.field {
                label for="nomor" { (visit.pick("Nomor tanda terima", "Receipt number")) }
                input #nomor name="nomor" required maxlength="40" autocapitalize="characters" spellcheck="false"
                    aria-invalid=[fault.map(|_| "true")];
            }
            div.field {
                label for="rahasia" { (visit.pick("Kode rahasia", "Secret")) }
                input #rahasia name="rahasia" type="password" required maxlength="80" autocomplete="off" spellcheck="false"
                    aria-invalid=[fault.map(|_| "true")];
            }
            div.act {
                button.quiet type="submit" name="perbuatan" value="unduh" { (visit.pick("Unduh (PDF)", "Download (PDF)")) }
                @if !minutes.locked {
                    button type="submit" name="perbuatan" value="tanda" { (visit.pick("Tanda tangani", "Sign")) }
                }
            }
        }
    };
    visit.remembered(visit.with_status(status, title, &body))
}
