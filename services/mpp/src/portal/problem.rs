//! When something is not as hoped: what happened, and what one can do now.

use axum::{http::StatusCode, response::Response};
use maud::{Markup, html};
use tonic::{Code, Status};
use tonic_types::StatusExt;

use super::{language::Language, page::notice, visit::Visit};
use crate::{
    asking::{Cause, Silent, Unanswered},
    registry::Agency,
};

/// The words of a refusal.
pub(crate) fn words(language: Language, status: &Status) -> String {
    let reason = edge::reason_of(status).and_then(|name| contract::reason(&name));
    match reason {
        Some(reason) => language.pick(reason.id, reason.en).to_owned(),
        None => language
            .pick("Terjadi gangguan pada sistem kami.", "Something failed in our system.")
            .to_owned(),
    }
}

/// The fields that a refusal names, each with what is wrong, in English.
pub(crate) fn violations(status: &Status) -> Vec<(String, String)> {
    let details = status.get_details_bad_request();
    let all = details.map(|details| details.field_violations).unwrap_or_default();
    all.into_iter().map(|violation| (violation.field, violation.description)).collect()
}

/// Why an agency gave no answer.
pub(crate) fn cause(language: Language, cause: Cause) -> &'static str {
    match cause {
        Cause::TimedOut => language.pick("tidak menjawab pada waktunya", "did not answer in time"),
        Cause::Unreachable => language.pick("tidak dapat dihubungi", "cannot be reached"),
        Cause::NotRecognised => language.pick(
            "tidak dikenali: sertifikatnya tidak sesuai daftar",
            "is not recognised: its certificate is not the one on the list",
        ),
        Cause::Unavailable => {
            language.pick("sedang tidak dapat melayani", "cannot serve at the moment")
        }
    }
}

/// Who did not answer, each with why.
pub(crate) fn silent(visit: &Visit, silent: &[Silent]) -> Markup {
    html! {
        ul { @for one in silent {
            @let agency = visit.registry.agency(one.agency.as_str());
            li { (agency.map_or(one.agency.as_str(), |agency| super::words::agency(visit.language, agency))) " " (cause(visit.language, one.cause)) }
        } }
    }
}

/// Says that a list lacks what some agencies would have said.
pub(crate) fn incomplete(visit: &Visit, missing: &[Silent]) -> Markup {
    if missing.is_empty() {
        return Markup::default();
    }
    let title = visit.pick("Daftar ini belum lengkap", "This list is not complete");
    notice("waiting", title, &silent(visit, missing))
}

/// The page for a question that `agency` did not answer as hoped.
pub(crate) fn unanswered(visit: &Visit, agency: &Agency, unanswered: &Unanswered) -> Response {
    let name = super::words::agency(visit.language, agency);
    match unanswered {
        Unanswered::Silent(silence) => {
            let title = visit.pick("Instansi belum menjawab", "The agency has not answered");
            let body = html! {
                h1 { (title) }
                (notice("wrong", &format!("{name} {}", cause(visit.language, *silence)), &html! {
                    p { (visit.pick(
                        "Ini bukan kesalahan Anda. Coba lagi beberapa saat lagi: muat ulang halaman ini. Bila Anda sedang mengirim, kirim ulang halaman yang sama; permohonan tidak akan tercatat dua kali.",
                        "This is not your fault. Try again in a while: load this page again. If you were sending something, send the same page again; nothing is recorded twice.",
                    )) }
                }))
                p { a href=(visit.href("/status")) { (visit.pick("Lihat keadaan semua instansi", "See the state of all agencies")) } }
            };
            visit.with_status(StatusCode::SERVICE_UNAVAILABLE, title, &body)
        }
        Unanswered::Refused(status) => refused(visit, status),
    }
}

/// The page for a refusal.
pub(crate) fn refused(visit: &Visit, status: &Status) -> Response {
    let title = visit.pick("Belum dapat diproses", "It could not be done");
    let body = html! {
        h1 { (title) }
        (notice("wrong", &words(visit.language, status), &Markup::default()))
        p { a href=(visit.home()) { (visit.pick("Kembali", "Back")) } }
    };
    visit.with_status(http_status(status.code()), title, &body)
}

/// How a refusal is answered to a browser.
pub(crate) fn http_status(code: Code) -> StatusCode {
    match code {
        Code::InvalidArgument | Code::OutOfRange => StatusCode::UNPROCESSABLE_ENTITY,
        Code::NotFound => StatusCode::NOT_FOUND,
        Code::Unauthenticated | Code::PermissionDenied => StatusCode::FORBIDDEN,
        Code::AlreadyExists | Code::Aborted | Code::FailedPrecondition => StatusCode::CONFLICT,
        Code::ResourceExhausted => StatusCode::TOO_MANY_REQUESTS,
        Code::Unavailable | Code::DeadlineExceeded => StatusCode::SERVICE_UNAVAILABLE,
        Code::Ok
        | Code::Cancelled
        | Code::Unknown
        | Code::Unimplemented
        | Code::Internal
        | Code::DataLoss => StatusCode::BAD_GATEWAY,
    }
}

/// No such page, service or agency.
pub(crate) fn not_found(visit: &Visit) -> Response {
    let title = visit.pick("Halaman tidak ditemukan", "No such page");
    let body = html! {
        h1 { (title) }
        p { (visit.pick(
            "Alamatnya mungkin salah ketik, atau layanannya sudah berganti nama.",
            "The address may be mistyped, or the service has another name now.",
        )) }
        ul {
            li { a href=(visit.href("/layanan")) { (visit.pick("Semua layanan", "All services")) } }
            li { a href=(visit.href("/lacak")) { (visit.pick("Lacak permohonan", "Track an application")) } }
        }
    };
    visit.with_status(StatusCode::NOT_FOUND, title, &body)
}

pub(crate) async fn no_such_page(visit: Visit) -> Response {
    not_found(&visit)
}

/// A form that did not come from one of our pages in this browser.
pub(crate) fn stale_form(visit: &Visit) -> Response {
    let title = visit.pick("Halaman sudah kedaluwarsa", "The page has expired");
    let body = html! {
        h1 { (title) }
        p { (visit.pick(
            "Demi keamanan, isian hanya diterima dari halaman yang dibuka di peramban ini dalam dua jam terakhir. Buka kembali halamannya, lalu kirim lagi.",
            "For safety, forms are taken only from a page that was opened in this browser within two hours. Open the page again, then send again.",
        )) }
        p { a href=(visit.home()) { (visit.pick("Kembali", "Back")) } }
    };
    visit.with_status(StatusCode::FORBIDDEN, title, &body)
}
