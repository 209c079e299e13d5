//! Signing in, with a token or at the agency's own provider, and out.
//!
//! The token is of an issuer that the agency trusts. It is shown to that agency at once,
//! and again for every page, and is kept nowhere but in the sealed cookie.

mod attempt;
mod journey;
mod provider;

use axum::{
    body::Body,
    http::{HeaderMap, StatusCode},
    response::Response,
};
use maud::{Markup, html};
use tonic::Status;

pub(crate) use journey::{begun, returned};

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
    registry::Agency,
};

pub(super) const ADDRESS: &str = "/meja/masuk";
pub(super) const LEAVING: &str = "keluar-meja";
const ENTERING: &str = "masuk-meja";
/// Names the agency whose desk was left.
const LEFT: &str = "keluar";

/// Asks for the agency and the token, or leads to a provider.
pub(crate) async fn asked(visit: Visit) -> Response {
    let farewell = journey::farewell(&visit, visit.query.get(LEFT)).await;
    page(&visit, StatusCode::OK, "", &farewell)
}

/// Opens the desk in this browser, if the agency knows whose token that is.
pub(crate) async fn entered(mut visit: Visit, headers: HeaderMap, body: Body) -> Response {
    let form = Form::read(&headers, body).await;
    let Some(form) = form.filter(|form| visit.is_ours(ENTERING, form)) else {
        return problem::stale_form(&visit);
    };
    let (id, token) = (form.get("instansi"), form.get("token"));
    let Some(agency) = visit.gateway().agency(id) else { return unreadable(&visit, id) };
    match let_in(&mut visit, &agency, token).await {
        Ok(()) => visit.go(super::ADDRESS),
        Err(page) => *page,
    }
}

/// Opens the desk of `agency` in this browser, if the agency knows whose token that is;
/// otherwise the page to show.
async fn let_in(visit: &mut Visit, agency: &Agency, token: &str) -> Result<(), Box<Response>> {
    let id = agency.id.as_str();
    let Some(credential) = Credential::of(token) else {
        return Err(Box::new(unreadable(visit, id)));
    };
    match officer::who(visit, agency, credential).await {
        Ok(_) => {
            let badge = Badge { agency: id.to_owned(), token: token.to_owned() };
            visit.session = Session::at_desk(badge);
            Ok(())
        }
        Err(Unanswered::Refused(status)) => Err(Box::new(refused(visit, id, &status))),
        Err(silent) => Err(Box::new(problem::unanswered(visit, agency, &silent))),
    }
}

fn unreadable(visit: &Visit, agency: &str) -> Response {
    let words = visit.pick("Token petugas tidak terbaca.", "The token cannot be read.");
    shown(visit, StatusCode::UNPROCESSABLE_ENTITY, agency, Some(words))
}

/// Closes the desk; nothing is left in this browser.
pub(crate) async fn left(mut visit: Visit, headers: HeaderMap, body: Body) -> Response {
    let form = Form::read(&headers, body).await;
    if form.is_none_or(|form| !visit.is_ours(LEAVING, &form)) {
        return problem::stale_form(&visit);
    }
    let left = visit.session.badge.take().and_then(|badge| visit.gateway().agency(&badge.agency));
    visit.session = Session::signed_out();
    match left.filter(|agency| agency.sign_in.is_some()) {
        Some(agency) => visit.go(&format!("{ADDRESS}?{LEFT}={}", agency.id)),
        None => visit.go(ADDRESS),
    }
}

/// The agency does not let the holder of the token in.
pub(super) fn refused(visit: &Visit, agency: &str, status: &Status) -> Response {
    let words = problem::words(visit.language, status);
    shown(visit, problem::http_status(status.code()), agency, Some(&words))
}

fn shown(visit: &Visit, status: StatusCode, agency: &str, fault: Option<&str>) -> Response {
    let fault = fault.map(|fault| notice("wrong", fault, &Markup::default()));
    page(visit, status, agency, &fault.unwrap_or_default())
}

fn page(visit: &Visit, status: StatusCode, agency: &str, said: &Markup) -> Response {
    let title = visit.pick("Masuk meja kerja", "Sign in to the desk");
    let agencies = visit
        .registry
        .full()
        .map(|agency| (agency.id.to_string(), words::agency(visit.language, agency).to_owned()));
    let body = html! {
        h1 { (title) }
        (said)
        p { (visit.pick(
            "Untuk petugas. Yang dapat Anda lakukan di sini ditentukan instansi menurut tugas Anda, dan tercatat di jurnalnya.",
            "For officers. What you can do here the agency decides by your duties, and records in its journal.",
        )) }
        (providers(visit))
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

/// The agencies that have a provider of their own.
fn providers(visit: &Visit) -> Markup {
    let known = visit.registry.full().filter(|agency| agency.sign_in.is_some());
    let known: Vec<_> = known.collect();
    html! {
        @if !known.is_empty() {
            h2 { (visit.pick("Dengan akun instansi", "With the agency’s account")) }
            @for agency in known {
                p { a.button href=(visit.href(&journey::address(agency.id.as_str()))) { (visit.pick("Masuk lewat", "Sign in at")) " " (words::agency(visit.language, agency)) } }
            }
            h2 { (visit.pick("Dengan token", "With a token")) }
        }
    }
}
