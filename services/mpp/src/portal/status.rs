//! Which agencies can be reached now: named, never hidden.

use axum::response::{IntoResponse, Response};
use maud::{Markup, html};

use super::{page::notice, problem, visit::Visit, words};
use crate::{
    dates,
    index::Freshness,
    registry::{Agency, Mode},
};

pub(crate) async fn status(visit: Visit) -> Response {
    let listing = visit.gateway().catalogue(&visit.asking).await;
    let language = visit.language;
    let title = visit.pick("Keadaan instansi", "State of agencies");
    let full = visit.registry.full().count();
    let body = html! {
        h1 { (title) }
        @if listing.silent.is_empty() {
            (notice("good", visit.pick("Semua instansi menjawab", "All agencies answer"), &html! {}))
        } @else {
            (notice("waiting", &format!("{} / {full} {}", listing.silent.len(), visit.pick("instansi tidak menjawab", "agencies do not answer")), &html! {
                p { (visit.pick(
                    "Permohonan yang sudah diterima tetap aman pada instansinya, dan waktunya tetap dihitung menurut hukum.",
                    "Applications that were received are safe with their agency, and their time is counted by law.",
                )) }
            }))
        }
        div.scroll tabindex="0" role="region" aria-label=(title) { table {
            thead { tr {
                th scope="col" { (visit.pick("Instansi", "Agency")) }
                th scope="col" { (visit.pick("Keadaan", "State")) }
                th scope="col" { (visit.pick("Terakhir menjawab", "Last answer")) }
                th scope="col" { (visit.pick("Tanda terima yang kami ketahui", "Receipts that we know")) }
            } }
            tbody { @for agency in &visit.registry.agencies {
                @let silent = listing.silent.iter().find(|silent| silent.agency == agency.id);
                @let offer = listing.offers.iter().find(|(known, _)| known.id == agency.id);
                tr {
                    th scope="row" { @if agency.mode == Mode::Full {
                        a href=(visit.href(&format!("/instansi/{}", agency.id))) { (words::agency(language, agency)) }
                    } @else { (words::agency(language, agency)) } }
                    td { @match (agency.mode, silent) {
                        (Mode::Full, Some(silent)) => { span.state.wrong { (problem::cause(language, silent.cause)) } }
                        (Mode::Full, None) => { span.state.good { (visit.pick("melayani", "serving")) } }
                        (Mode::QueueOnly, _) => { (visit.pick("antrean di mal saja", "counter in the mall only")) }
                        (Mode::LinkOnly, _) => { (visit.pick("laman instansi sendiri", "the agency’s own pages")) }
                    } }
                    td { @if let Some((_, offer)) = offer {
                        (dates::short(offer.as_of, agency.zone)) " " (agency.zone.abbreviation())
                    } @else { "–" } }
                    td { (indexed(&visit, agency)) }
                }
            } }
        } }
    };
    let mut response = visit.page(title, &body);
    let kept = http::HeaderValue::from_static("no-store");
    response.headers_mut().insert(http::header::CACHE_CONTROL, kept);
    response
}

/// How many of the agency's receipts can be shown while it is silent, and as of when.
fn indexed(visit: &Visit, agency: &Agency) -> Markup {
    let Freshness { receipts, heard } = visit.gateway().index.freshness(&agency.id);
    let Some(heard) = heard else { return html! { "–" } };
    html! {
        (receipts) ", " (visit.pick("per", "as of")) " "
        (dates::short(heard, agency.zone)) " " (agency.zone.abbreviation())
    }
}

/// For whoever watches over the process: it answers.
pub(crate) async fn health() -> Response {
    "ok\n".into_response()
}
