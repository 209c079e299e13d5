//! What was left for an agency that did not answer: the slip, and what became of it.

use axum::{
    body::Body,
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Redirect, Response},
};
use maud::{Markup, html};

use super::{
    form::Form,
    page::notice,
    problem,
    session::Case,
    visit::{MARK, Visit},
    words,
};
use crate::{
    asking::{Cause, Unanswered},
    deposits::{NotTaken, Request, Slip, Standing, Ticket, What},
    registry::Agency,
};

const CLOSING: &str = "tutup-titipan";

/// Leaves a message for an agency that is silent; where nothing can be left, says
/// that it does not answer.
pub(crate) async fn left(
    mut visit: Visit,
    agency: &Agency,
    request: Request,
    cause: Cause,
) -> Response {
    match visit.portal.deposits.take(&agency.id, request).await {
        Ok(Ticket { number, secret }) => {
            visit.session.deposit = Some(Case { receipt: number, secret, new: true });
            visit.go("/titipan")
        }
        Err(why) => {
            if let NotTaken::Disk(error) = &why {
                tracing::error!(agency = %agency.id, %error, "a deposit could not be kept");
            } else {
                tracing::warn!(agency = %agency.id, %why, "a deposit was not taken");
            }
            problem::unanswered(&visit, agency, &Unanswered::Silent(cause))
        }
    }
}

/// Opens what was left, when number and secret fit.
pub(crate) async fn opened(mut visit: Visit, number: String, secret: &str) -> Response {
    let Ticket { number, secret } = Ticket::typed(&number, secret);
    visit.session.deposit = Some(Case { receipt: number, secret, new: false });
    shown(visit).await
}

/// The slip as long as it waits; on to the agency's own receipt once it has arrived.
pub(crate) async fn shown(mut visit: Visit) -> Response {
    let Some(held) = visit.session.deposit.clone() else {
        return Redirect::to(&visit.href("/lacak")).into_response();
    };
    let ticket = Ticket { number: held.receipt.clone(), secret: held.secret.clone() };
    let standing = match visit.portal.deposits.standing(&ticket).await {
        Ok(standing) => standing,
        Err(error) => {
            tracing::error!(%error, "what was left could not be read");
            return problem::refused(&visit, &edge::refused("INTERNAL", &[]));
        }
    };
    match standing {
        None => {
            visit.session.deposit = None;
            let unknown = edge::refused("RECEIPT_UNKNOWN", &[]);
            visit.remembered(problem::refused(&visit, &unknown))
        }
        Some(Standing::Delivered { what, receipt, secret }) => {
            visit.session.deposit = None;
            let (place, page) = match what {
                What::Complaint => (&mut visit.session.complaint, "/pengaduan/tanda-terima"),
                What::Application => (&mut visit.session.case, "/tanda-terima"),
            };
            *place = Some(Case { receipt, secret, new: true });
            visit.go(page)
        }
        Some(Standing::Waiting(slip)) => {
            if let Some(held) = &mut visit.session.deposit {
                held.new = false;
            }
            waiting(&visit, &held, &slip)
        }
        Some(Standing::Refused { slip, reason }) => refused(&visit, &held, &slip, &reason),
    }
}

/// Leaves nothing of it in this browser.
pub(crate) async fn closed(mut visit: Visit, headers: HeaderMap, body: Body) -> Response {
    let form = Form::read(&headers, body).await;
    if form.is_none_or(|form| !visit.is_ours(CLOSING, &form)) {
        return problem::stale_form(&visit);
    }
    visit.session.deposit = None;
    visit.remembered(Redirect::to(&visit.href("/")).into_response())
}

fn waiting(visit: &Visit, held: &Case, slip: &Slip) -> Response {
    let title = visit.pick("Titipan Anda", "What you left with us");
    let body = html! {
        h1 { (title) }
        (notice("waiting", visit.pick(
            "Instansi belum menjawab. Kiriman Anda kami simpan tersegel",
            "The agency does not answer. We keep what you sent, sealed",
        ), &html! {
            p { (visit.pick(
                "Hanya instansi itu yang dapat membacanya. Kami mengantarkannya begitu instansi menjawab lagi.",
                "Only that agency can read it. We bring it there as soon as the agency answers again.",
            )) }
        }))
        (notice("note", visit.pick("Jam yang belum berjalan", "The clock that has not started"), &html! {
            p { (clock(visit, slip.what)) }
        }))
        (receipt(visit, held, slip))
        (closing(visit))
    };
    visit.personal(title, &body)
}

/// Which clock waits for it to arrive.
fn clock(visit: &Visit, what: What) -> &'static str {
    match what {
        What::Complaint => visit.pick(
            "Waktu instansi untuk memeriksa, menindaklanjuti, dan menjawab (SP4N dan undang-undang pelayanan publik) belum berjalan. Waktu itu mulai dihitung saat laporan sampai di instansi, bukan saat dititipkan.",
            "The agency’s time to check, to follow up and to answer (SP4N and the law on public service) is not running yet. It counts from when the report reaches the agency, not from when it was left here.",
        ),
        What::Application => visit.pick(
            "Jangka waktu pelayanan menurut standar pelayanan belum berjalan. Waktu itu baru dihitung setelah permohonan sampai di instansi dan dinyatakan lengkap, bukan saat dititipkan.",
            "The time that the service standard gives is not running yet. It counts once the application has reached the agency and is complete, not from when it was left here.",
        ),
    }
}

fn refused(visit: &Visit, held: &Case, slip: &Slip, reason: &str) -> Response {
    let title = visit.pick("Titipan Anda tidak diterima", "What you left was not accepted");
    let words = contract::reason(reason).map_or(reason, |known| visit.pick(known.id, known.en));
    let body = html! {
        h1 { (title) }
        (notice("wrong", words, &html! {
            p { (visit.pick(
                "Instansi sudah menjawab, dan tidak menerimanya dengan alasan di atas. Silakan kirim lagi.",
                "The agency has answered, and did not accept it for the reason above. Please send it again.",
            )) }
            @let again = match slip.what {
                What::Complaint => format!("/adukan/{}", slip.agency),
                What::Application => format!("/layanan?instansi={}", slip.agency),
            };
            p { a href=(visit.href(&again)) { (visit.pick("Kirim lagi", "Send again")) } }
        }))
        (receipt(visit, held, slip))
        (closing(visit))
    };
    visit.remembered(visit.with_status(StatusCode::OK, title, &body))
}

/// The slip, with its secret once.
fn receipt(visit: &Visit, held: &Case, slip: &Slip) -> Markup {
    let agency = visit.registry.agency(slip.agency.as_str());
    let name = agency.map_or(slip.agency.as_str(), |agency| words::agency(visit.language, agency));
    html! {
        div.receipt {
            p.from { (name) }
            dl.facts {
                div { dt { (visit.pick("Nomor titipan", "Number")) } dd.code { (held.receipt) } }
                @if held.new {
                    div { dt { (visit.pick("Kode rahasia", "Secret")) } dd.code { (held.secret) } }
                }
                div { dt { (visit.pick("Tiba di sini", "Arrived here")) } dd { (slip.arrived) } }
            }
            @if held.new {
                p.title { (visit.pick("Simpan atau cetak sekarang: kode rahasia hanya tampil sekali.", "Keep or print this now: the secret is shown only once.")) }
            }
            details {
                summary { (visit.pick("Bukti waktu tiba", "Proof of the time of arrival")) }
                dl.facts {
                    div { dt { (visit.pick("Sidik isi tersegel (SHA-256)", "Digest of the sealed report (SHA-256)")) } dd.code { (slip.digest) } }
                    div { dt { (visit.pick("Tanda tangan (Ed25519)", "Signature (Ed25519)")) } dd.code { (slip.signature) } }
                    div { dt { (visit.pick("Kunci penanda tangan", "Signed by")) } dd.code { (slip.signed_by) } }
                }
                p.small { (visit.pick(
                    "Yang ditandatangani: lima baris, “satupintu titipan 1”, nomor, instansi, waktu tiba, dan sidik, masing-masing diakhiri ganti baris.",
                    "What is signed: five lines, “satupintu titipan 1”, the number, the agency, the time of arrival and the digest, each ended by a line feed.",
                )) }
                p.small { (visit.pick("Instansi: ", "Agency: ")) span.code { (slip.agency) } }
            }
        }
        div.act {
            a.button href=(visit.href("/titipan")) { (visit.pick("Periksa lagi", "Look again")) }
            button.quiet type="button" data-print hidden { (visit.pick("Cetak", "Print")) }
        }
    }
}

fn closing(visit: &Visit) -> Markup {
    html! {
        form method="post" action=(visit.href("/titipan/tutup")) {
            input type="hidden" name=(MARK) value=(visit.mark(CLOSING));
            button.quiet type="submit" { (visit.pick("Selesai di peramban ini", "Done in this browser")) }
        }
    }
}
