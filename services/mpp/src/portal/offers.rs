//! The catalogue: every public service of every agency, and a search in it.

use axum::response::Response;
use contract::satupintu::sop::v1::Service;
use maud::{Markup, html};

use super::{
    front::search,
    page::{example, notice},
    problem,
    visit::Visit,
    words,
};
use crate::{Listing, dates, registry::Agency};

pub(crate) async fn offers(visit: Visit) -> Response {
    let listing = visit.gateway().catalogue(&visit.asking).await;
    let sought: String = visit.query.get("cari").chars().take(100).collect();
    let of = visit.query.get("instansi");
    let title = visit.pick("Layanan", "Services");
    let found: Vec<(&Agency, Vec<&Service>)> = listing
        .offers
        .iter()
        .filter(|(agency, _)| of.is_empty() || agency.id.as_str() == of)
        .map(|(agency, offer)| {
            let services = offer.services.iter();
            (agency, services.filter(|service| matches(service, agency, &sought)).collect())
        })
        .filter(|(_, services): &(&Agency, Vec<&Service>)| !services.is_empty())
        .collect();
    let count: usize = found.iter().map(|(_, services)| services.len()).sum();
    let body = html! {
        h1 { (title) }
        (search(&visit, &sought))
        p role="status" {
            (count) " " (visit.pick("layanan", "services"))
            @if !sought.is_empty() { " " (visit.pick("untuk", "for")) " “" (sought) "”" }
            @if !of.is_empty() { " · " a href=(visit.href("/layanan")) { (visit.pick("semua instansi", "all agencies")) } }
        }
        @if count == 0 { p { (visit.pick(
            "Tidak ada layanan yang cocok. Coba satu kata saja, misalnya “izin” atau “kartu”.",
            "No service matches. Try a single word, for example “izin” or “kartu”.",
        )) } }
        (silent(&visit, &listing))
        @for (agency, services) in found {
            section.of aria-labelledby=(agency.id) {
                h2 id=(agency.id) { (words::agency(visit.language, agency)) }
                ul.cards { @for service in services { (card(&visit, agency, service)) } }
            }
        }
    };
    visit.page(title, &body)
}

/// Every word that is sought stands in the name of the service or its agency.
fn matches(service: &Service, agency: &Agency, sought: &str) -> bool {
    let title = service.title.clone().unwrap_or_default();
    let product = service.product.as_ref().map_or("", |product| product.text.as_str());
    let text = [&title.id, &title.en, &service.code, product, &agency.name, &agency.name_en];
    let text = text.map(|part: &str| part.to_lowercase()).join(" ");
    sought.to_lowercase().split_whitespace().all(|word| text.contains(word))
}

pub(crate) fn card(visit: &Visit, agency: &Agency, service: &Service) -> Markup {
    let language = visit.language;
    html! {
        li.card {
            h3 { a href=(visit.href(&address(agency, service))) { (language.said(service.title.as_ref())) } }
            dl.brief {
                div { dt { (visit.pick("Waktu", "Time")) } dd { (words::time(language, service)) } }
                @if let Some(fee) = &service.fee {
                    div { dt { (visit.pick("Biaya", "Cost")) } dd { (words::marked(language, &words::fee(language, fee), fee.source())) } }
                }
            }
            @if service.example { (example(language)) }
        }
    }
}

/// Where the page of a service is.
pub(crate) fn address(agency: &Agency, service: &Service) -> String {
    format!("/layanan/{}/{}", agency.id, words::id(&service.name))
}

/// Names who did not answer, and as of when what is shown of them was true.
pub(crate) fn silent(visit: &Visit, listing: &Listing) -> Markup {
    let language = visit.language;
    if listing.silent.is_empty() {
        return Markup::default();
    }
    let title = visit.pick("Daftar ini belum lengkap", "This list is not complete");
    notice(
        "waiting",
        title,
        &html! {
            ul { @for silent in &listing.silent {
                @let agency = visit.registry.agency(silent.agency.as_str());
                @let offer = listing.offers.iter().find(|(agency, _)| agency.id == silent.agency);
                li {
                    strong { (agency.map_or(silent.agency.as_str(), |agency| words::agency(language, agency))) }
                    " " (problem::cause(language, silent.cause)) "; "
                    @match (offer, agency) {
                        (Some((_, offer)), Some(agency)) => {
                            (visit.pick("yang tampil adalah daftar per", "what is shown is as of")) " "
                            (dates::short(offer.as_of, agency.zone)) " " (agency.zone.abbreviation()) "."
                        }
                        _ => { (visit.pick("layanannya belum dapat ditampilkan.", "its services cannot be shown yet.")) }
                    }
                }
            } }
        },
    )
}
