//! A comment on a draft after it was sent: its slip, and what became of it.

use axum::{
    body::Body,
    http::HeaderMap,
    response::{IntoResponse, Redirect, Response},
};
use contract::satupintu::consultations::v1::{
    TrackCommentRequest, TrackCommentResponse,
    consultations_service_client::ConsultationsServiceClient,
};
use maud::html;

use super::{
    form::Form,
    forums, problem,
    session::Case,
    visit::{MARK, Visit},
    words,
};
use crate::{asking::Unanswered, registry::Agency};

const CLOSING: &str = "tutup-masukan";

/// A comment as its author may see it now.
struct Opened {
    agency: Agency,
    case: Case,
    tracked: TrackCommentResponse,
}

/// What the agency says of the comment.
pub(crate) async fn track(
    visit: &Visit,
    agency: &Agency,
    receipt: &str,
    secret: &str,
) -> Result<TrackCommentResponse, Unanswered> {
    let mut client = ConsultationsServiceClient::new(visit.gateway().line(agency)?);
    let request =
        TrackCommentRequest { receipt_number: receipt.to_owned(), secret: secret.to_owned() };
    visit.asking.answer(client.track_comment(visit.asking.request(request))).await
}

async fn open(visit: &Visit) -> Result<Opened, Box<Response>> {
    let Some(case) = visit.session.comment.clone() else {
        return Err(Box::new(Redirect::to(&visit.href("/lacak")).into_response()));
    };
    let agency = visit.gateway().agency_of_receipt(&case.receipt, &visit.asking).await;
    let agency = agency.ok_or_else(|| Box::new(problem::not_found(visit)))?;
    match track(visit, &agency, &case.receipt, &case.secret).await {
        Ok(tracked) => Ok(Opened { agency, case, tracked }),
        Err(unanswered) => Err(Box::new(problem::unanswered(visit, &agency, &unanswered))),
    }
}

/// The slip, with its secret once.
pub(crate) async fn receipt(mut visit: Visit) -> Response {
    let opened = match open(&visit).await {
        Ok(opened) => opened,
        Err(response) => return *response,
    };
    let is_new = opened.case.new;
    if let Some(case) = &mut visit.session.comment {
        case.new = false;
    }
    let title = visit.pick("Tanda terima masukan", "Slip of the comment");
    let body = html! {
        h1 { (title) }
        div.receipt {
            p.from { (words::agency(visit.language, &opened.agency)) }
            dl.facts {
                div { dt { (visit.pick("Nomor tanda terima", "Receipt number")) } dd.code { (opened.case.receipt) } }
                @if is_new {
                    div { dt { (visit.pick("Kode rahasia", "Secret")) } dd.code { (opened.case.secret) } }
                }
            }
            @if is_new {
                p.title { (visit.pick("Simpan atau cetak sekarang: kode rahasia hanya tampil sekali.", "Keep or print this now: the secret is shown only once.")) }
            }
        }
        div.act {
            a.button href=(visit.href("/masukan")) { (visit.pick("Lihat masukan", "See the comment")) }
            button.quiet type="button" data-print hidden { (visit.pick("Cetak", "Print")) }
        }
    };
    visit.personal(title, &body)
}

/// The comment, and what became of it.
pub(crate) async fn shown(visit: Visit) -> Response {
    let opened = match open(&visit).await {
        Ok(opened) => opened,
        Err(response) => return *response,
    };
    let comment = opened.tracked.comment.clone().unwrap_or_default();
    let forum = words::id(&opened.tracked.forum);
    let title = visit.pick("Masukan Anda", "Your comment");
    let way = format!("/konsultasi/{}/{forum}", opened.agency.id);
    let body = html! {
        p.crumbs { a href=(visit.href(&way)) { (visit.pick("Naskah yang dibahas", "The text that is discussed")) }
            " · " span.code { (opened.case.receipt) } }
        h1 { (title) }
        div.notice {
            @if let Some(at) = &comment.at { p.small { (words::moment(visit.language, at, opened.agency.zone)) } }
            p { (visit.language.indonesian(&comment.text)) }
        }
        h2 { (visit.pick("Keputusan", "Decision")) }
        (forums::disposition(&visit, &comment))
        form.act method="post" action=(visit.href("/masukan/tutup")) {
            input type="hidden" name=(MARK) value=(visit.mark(CLOSING));
            button.quiet type="submit" { (visit.pick("Tutup di perangkat ini", "Close on this device")) }
        }
    };
    visit.personal(title, &body)
}

/// Leaves nothing of it in this browser.
pub(crate) async fn closed(mut visit: Visit, headers: HeaderMap, body: Body) -> Response {
    let form = Form::read(&headers, body).await;
    if form.is_none_or(|form| !visit.is_ours(CLOSING, &form)) {
        return problem::stale_form(&visit);
    }
    visit.session.comment = None;
    visit.remembered(Redirect::to(&visit.href("/")).into_response())
}
