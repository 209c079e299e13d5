//! Signing in with a token, and out.
//!
//! The token is the agency's own issuer's. It is shown to that agency at once, and
//! again for every page, and is kept nowhere but in the sealed cookie.

use axum::{
    body::Body,
    http::{HeaderMap, StatusCode},
    response::Response,
};
use maud::{Markup, html};
use tonic::Status;

use super::officer;
use crate::{
    asking::{Credential, LONGEST_TOKEN, Unanswered},
    portal::{
        field::list,
        form::Form,
        page::notice,
        problem,
        session::{Badge, Session},
        visit::{MARK, Visit},
        words,
    },
};

pub(super) const ADDRESS: &str = "/meja/masuk";
pub(super) const LEAVING: &str = "keluar-meja";
const ENTERING: &str = "masuk-meja";

/// Asks for the agency and the token.
pub(crate) async fn asked(visit: Visit) -> Response {
    shown(&visit, StatusCode::OK, "", None)
}

/// Opens the desk in this browser, if the agency knows whose token that is.
pub(crate) async fn entered(mut visit: Visit, headers: HeaderMap, body: Body) -> Response {
    let form = Form::read(&headers, body).await;
    let Some(form) = form.filter(|form| visit.is_ours(ENTERING, form)) else {
        return problem::stale_form(&visit);
    };
    let (id, token) = (form.get("instansi"), form.get("token"));
    let (Some(agency), Some(credential)) = (visit.gateway().agency(id), Credential::of(token))
    else {
        let words = visit.pick("Token petugas tidak terbaca.", "The token cannot be read.");
        return shown(&visit, StatusCode::UNPROCESSABLE_ENTITY, id, Some(words));
    };
    match officer::who(&visit, &agency, credential).await {
        Ok(_) => {
            let badge = Badge { agency: agency.id.to_string(), token: token.to_owned() };
            visit.session = Session::at_desk(badge);
            visit.go(super::ADDRESS)
        }
        Err(Unanswered::Refused(status)) => refused(&visit, id, &status),
        Err(silent) => problem::unanswered(&visit, &agency, &silent),
    }
}

/// Closes the desk; nothing is left in this browser.
pub(crate) async fn left(mut visit: Visit, headers: HeaderMap, body: Body) -> Response {
    let form = Form::read(&headers, body).await;
    if form.is_none_or(|form| !visit.is_ours(LEAVING, &form)) {
        return problem::stale_form(&visit);
    }
    visit.session = Session::signed_out();
    visit.go(ADDRESS)
}

/// The agency does not let the holder of the token in.
pub(super) fn refused(visit: &Visit, agency: &str, status: &Status) -> Response {
    let words = problem::words(visit.language, status);
    shown(visit, problem::http_status(status.code()), agency, Some(&words))
}

fn shown(visit: &Visit, status: StatusCode, agency: &str, fault: Option<&str>) -> Response {
    let title = visit.pick("Masuk meja kerja", "Sign in to the desk");
    let agencies = visit
        .registry
        .full()
        .map(|agency| (agency.id.to_string(), words::agency(visit.language, agency).to_owned()));
    let body = html! {
        h1 { (title) }
        @if let Some(fault) = fault { (notice("wrong", fault, &Markup::default())) }
        p { (visit.pick(
            "Untuk petugas. Yang dapat Anda lakukan di sini ditentukan instansi menurut tugas Anda, dan tercatat di jurnalnya.",
            "For officers. What you can do here the agency decides by your duties, and records in its journal.",
        )) }
        form method="post" action=(visit.href(ADDRESS)) autocomplete="off" {
            input type="hidden" name=(MARK) value=(visit.mark(ENTERING));
            (list(("instansi", visit.pick("Instansi yang menyimpan permohonan", "Agency that keeps the applications")), agencies, agency))
            div.field {
                label for="token" { (visit.pick("Token petugas", "Officer’s token")) }
                p.hint #token-petunjuk { (visit.pick("Dari penerbit token instansi. Hanya disimpan tersegel di peramban ini, paling lama setengah jam setelah halaman terakhir.", "From the agency’s issuer. It is kept sealed in this browser only, at most half an hour after the last page.")) }
                input #token name="token" type="password" required maxlength=(LONGEST_TOKEN) autocomplete="off" spellcheck="false" aria-describedby="token-petunjuk";
            }
            div.act { button type="submit" { (visit.pick("Masuk", "Sign in")) } }
        }
    };
    visit.remembered(visit.with_status(status, title, &body))
}
