//! To an agency's provider of sign-in, and back from it.

use axum::{
    extract::Path,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use maud::{Markup, html};

use super::{
    ADDRESS,
    attempt::Attempt,
    let_in,
    provider::{Provider, ProviderError},
    shown,
};
use crate::{
    desk::ADDRESS as DESK,
    portal::{page::notice, problem, visit::Visit, words},
    registry::{Agency, SignIn},
};

/// Where the browser is sent for the provider of an agency.
pub(super) fn address(agency: &str) -> String {
    format!("{ADDRESS}/{agency}")
}

/// Where the provider sends it back to: one address for each agency, so that no
/// provider can answer for another (RFC 9700, section 4.4).
fn back(visit: &Visit, agency: &str) -> String {
    format!("{}{}/kembali", visit.portal.public_url.trim_end_matches('/'), address(agency))
}

fn door(visit: &Visit, agency: &str) -> Option<(Agency, SignIn)> {
    let agency = visit.gateway().agency(agency)?;
    let sign_in = agency.sign_in.clone()?;
    Some((agency, sign_in))
}

/// Sends the browser to the provider.
pub(crate) async fn begun(visit: Visit, Path(agency): Path<String>) -> Response {
    let Some((agency, sign_in)) = door(&visit, &agency) else { return problem::not_found(&visit) };
    let provider = match Provider::found(&sign_in).await {
        Ok(provider) => provider,
        Err(error) => return failed(&visit, &agency, &error),
    };
    let id = agency.id.as_str();
    let attempt = Attempt::begun(id, visit.language);
    let entrance = provider.entrance(&sign_in, &back(&visit, id), &attempt);
    let mut response = Redirect::to(&entrance).into_response();
    response.headers_mut().insert(header::SET_COOKIE, attempt.kept(&visit.portal.sessions));
    response
}

/// Opens the desk, when the provider sends back whom it sent there from this browser.
pub(crate) async fn returned(
    mut visit: Visit,
    Path(agency): Path<String>,
    headers: HeaderMap,
) -> Response {
    let Some((agency, sign_in)) = door(&visit, &agency) else { return problem::not_found(&visit) };
    let (id, state) = (agency.id.as_str(), visit.query.get("state"));
    let mut response = match Attempt::of(&visit.portal.sessions, &headers, id, state) {
        Some(attempt) => {
            visit.language = attempt.language();
            ended(&mut visit, &agency, &sign_in, &attempt).await
        }
        None => not_ours(&visit, &agency),
    };
    let taken = Attempt::ended(&visit.portal.sessions);
    response.headers_mut().append(header::SET_COOKIE, taken);
    response
}

async fn ended(
    visit: &mut Visit,
    agency: &Agency,
    sign_in: &SignIn,
    attempt: &Attempt,
) -> Response {
    let (code, issuer) = (visit.query.get("code"), visit.query.get("iss"));
    // RFC 9207: who answers may say so, and then it must be true.
    if code.is_empty() || !(issuer.is_empty() || issuer == sign_in.issuer) {
        return not_ours(visit, agency);
    }
    let redeemed = async {
        let provider = Provider::found(sign_in).await?;
        provider.redeem(sign_in, &back(visit, agency.id.as_str()), code, attempt).await
    };
    let token = match redeemed.await {
        Ok(token) => token,
        Err(error) => return failed(visit, agency, &error),
    };
    match let_in(visit, agency, &token).await {
        Ok(()) => welcome(visit),
        Err(page) => *page,
    }
}

/// A page and no redirection: a browser that another site has sent here keeps the strict
/// cookie back until it goes on from a page of ours.
fn welcome(visit: &Visit) -> Response {
    let (title, desk) = (visit.pick("Anda sudah masuk", "You are signed in"), visit.href(DESK));
    let body = html! {
        h1 { (title) }
        p { a.button href=(desk) { (visit.pick("Buka meja kerja", "Open the desk")) } }
    };
    let mut response = visit.personal(title, &body);
    if let Ok(onwards) = HeaderValue::try_from(format!("0; url={desk}")) {
        response.headers_mut().insert(header::REFRESH, onwards);
    }
    response
}

fn not_ours(visit: &Visit, agency: &Agency) -> Response {
    let words = visit.pick(
        "Masuk tidak selesai: permintaannya bukan dari peramban ini, sudah lebih dari sepuluh menit, atau ditolak. Mulai lagi.",
        "Signing in did not end: it was not begun in this browser, or more than ten minutes ago, or was denied. Begin again.",
    );
    shown(visit, StatusCode::FORBIDDEN, agency.id.as_str(), Some(words))
}

fn failed(visit: &Visit, agency: &Agency, error: &ProviderError) -> Response {
    tracing::warn!(agency = %agency.id, %error, "nobody can be signed in");
    match error {
        ProviderError::Silent(_) | ProviderError::Unfit(_) => {
            let words = visit.pick(
                "Penyedia akun instansi tidak dapat dipakai saat ini. Coba lagi nanti, atau masuk dengan token.",
                "The agency’s sign-in cannot be used now. Try again later, or sign in with a token.",
            );
            shown(visit, StatusCode::SERVICE_UNAVAILABLE, agency.id.as_str(), Some(words))
        }
        ProviderError::Refused(_) | ProviderError::Mismatched(_) => not_ours(visit, agency),
    }
}

/// What is said after signing out: the provider may still know who was here.
pub(super) async fn farewell(visit: &Visit, agency: &str) -> Markup {
    let Some((agency, sign_in)) = door(visit, agency) else { return Markup::default() };
    let here = format!("{}{ADDRESS}", visit.portal.public_url.trim_end_matches('/'));
    let provider = Provider::found(&sign_in).await.ok();
    let exit = provider.and_then(|provider| provider.exit(&sign_in, &here));
    let name = words::agency(visit.language, &agency);
    let title = visit.pick("Anda sudah keluar dari meja kerja", "You have left the desk");
    notice(
        "good",
        title,
        &html! {
            p { (visit.pick("Akun Anda pada penyedia ini mungkin masih terbuka di peramban:", "Your account may still be open in this browser at the provider of:")) " " (name) "." }
            @if let Some(exit) = exit { p { a.button.quiet href=(exit) { (visit.pick("Keluar juga dari akun itu", "Sign out of it, too")) } } }
        },
    )
}
