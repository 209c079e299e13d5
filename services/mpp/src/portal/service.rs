//! A service's page: everything that the law wants known before one applies
//! (UU 25/2009 Ps 21), as its agency has published it.

use axum::{extract::Path, response::Response};
use contract::satupintu::sop::v1::{
    GetServiceRequest, GetSopRequest, Requirement, Service, Sop,
    catalogue_service_client::CatalogueServiceClient,
};
use contract::satupintu::r#type::v1::Source;
use maud::{Markup, html};

use super::{
    flow,
    page::{example, notice},
    problem,
    visit::Visit,
    words,
};
use crate::{asking::Unanswered, dates, registry::Agency};

/// A service as it can be shown now.
pub(crate) struct Known {
    pub(crate) agency: Agency,
    pub(crate) service: Service,
    /// When it was so, where the agency does not answer now.
    as_of: Option<kernel::Instant>,
}

pub(crate) async fn service(
    mut visit: Visit,
    Path((agency, id)): Path<(String, String)>,
) -> Response {
    let known = match find(&visit, &agency, &id).await {
        Ok(known) => known,
        Err(response) => return *response,
    };
    let sop = sop(&visit, &known).await;
    visit.card = Some(format!(
        "{}{}/poster/kartu.png",
        visit.portal.public_url.trim_end_matches('/'),
        super::offers::address(&known.agency, &known.service),
    ));
    let title = visit.language.plain(known.service.title.as_ref());
    visit.page(&title, &shown(&visit, &known, sop.as_ref()))
}

/// The service from its agency, or as it was last known.
pub(crate) async fn find(visit: &Visit, agency: &str, id: &str) -> Result<Known, Box<Response>> {
    let found = visit.gateway().agency(agency).filter(|agency| agency.offers(id));
    let agency = found.ok_or_else(|| Box::new(problem::not_found(visit)))?;
    let request =
        GetServiceRequest { name: format!("{}/services/{id}", agency.resource()), version: 0 };
    match asked(visit, &agency, request).await {
        Ok(Some(service)) => Ok(Known { agency, service, as_of: None }),
        Ok(None) => Err(Box::new(problem::not_found(visit))),
        Err(Unanswered::Refused(status)) => Err(Box::new(problem::refused(visit, &status))),
        Err(silent @ Unanswered::Silent(_)) => {
            let listing = visit.gateway().catalogue(&visit.asking).await;
            let offers = listing.offers.into_iter().find(|(known, _)| known.id == agency.id);
            let old = offers.and_then(|(_, offer)| {
                let service = offer.services.iter().find(|service| words::id(&service.name) == id);
                Some((service?.clone(), offer.as_of))
            });
            match old {
                Some((service, as_of)) => Ok(Known { agency, service, as_of: Some(as_of) }),
                None => Err(Box::new(problem::unanswered(visit, &agency, &silent))),
            }
        }
    }
}

async fn asked(
    visit: &Visit,
    agency: &Agency,
    request: GetServiceRequest,
) -> Result<Option<Service>, Unanswered> {
    let mut client = CatalogueServiceClient::new(visit.gateway().line(agency)?);
    let asking = visit.asking.within(visit.gateway().patience());
    let answer = asking.answer(client.get_service(asking.request(request))).await;
    match answer {
        Ok(answer) => Ok(answer.service),
        Err(Unanswered::Refused(status)) if status.code() == tonic::Code::NotFound => Ok(None),
        Err(other) => Err(other),
    }
}

/// The procedure; without it the page is shown all the same.
async fn sop(visit: &Visit, known: &Known) -> Option<Sop> {
    let Service { sop, sop_version, .. } = &known.service;
    if known.as_of.is_some() || sop.is_empty() {
        return None;
    }
    let mut client = CatalogueServiceClient::new(visit.gateway().line(&known.agency).ok()?);
    let asking = visit.asking.within(visit.gateway().patience());
    let request = GetSopRequest { name: sop.clone(), version: *sop_version };
    let answer = asking.answer(client.get_sop(asking.request(request))).await;
    answer.ok()?.sop
}

fn shown(visit: &Visit, known: &Known, sop: Option<&Sop>) -> Markup {
    let language = visit.language;
    let Known { agency, service, as_of } = known;
    let apply = visit.href(&format!("{}/ajukan", super::offers::address(agency, service)));
    html! {
        p.crumbs { a href=(visit.href("/layanan")) { (visit.pick("Layanan", "Services")) }
            " / " a href=(visit.href(&format!("/instansi/{}", agency.id))) { (words::agency(language, agency)) } }
        h1 { (language.said(service.title.as_ref())) }
        @if let Some(as_of) = as_of {
            (notice("waiting", visit.pick("Instansi belum menjawab", "The agency does not answer"), &html! {
                p { (visit.pick("Yang tampil adalah keadaan per", "What is shown is as of")) " "
                    (dates::short(*as_of, agency.zone)) " " (agency.zone.abbreviation()) ". "
                    (visit.pick("Permohonan baru dapat dikirim setelah instansi menjawab.", "A new application can be sent once it answers.")) }
            }))
        }
        @if service.example {
            (notice("note", visit.pick("Contoh, bukan ketentuan", "An example, not a rule"), &html! {
                p { (visit.pick(
                    "Sebagian isi standar ini tidak ditemukan pada sumber resmi dan diisi contoh. Nilai seperti itu ditandai.",
                    "Parts of this standard were not found in an official source and are filled with examples, each of which is marked.",
                )) }
            }))
        }
        (brief(visit, service))
        @if !agency.applications {
            p { (visit.pick(
                "Layanan ini tidak diajukan di sini; datanglah ke instansinya.",
                "This service is not applied for here; come to the agency.",
            )) }
        } @else if as_of.is_none() {
            p.act { a.button href=(apply) { (visit.pick("Ajukan sekarang", "Apply now")) } }
        }
        (requirements(visit, service))
        (stages(visit, service))
        @if let Some(sop) = sop { (flow::section(visit, sop)) }
        (complaints(visit, agency, service))
        (rest(visit, service))
        @if as_of.is_none() { (posters(visit, agency, service)) }
    }
}

/// Time, cost and product: what most people look for.
fn brief(visit: &Visit, service: &Service) -> Markup {
    let language = visit.language;
    html! {
        dl.facts {
            div { dt { (visit.pick("Waktu", "Time")) } dd { (words::time(language, service))
                div.small { (visit.pick("sejak berkas dinyatakan lengkap", "from the day the file is complete")) } } }
            @if let Some(fee) = &service.fee {
                div { dt { (visit.pick("Biaya", "Cost")) } dd { (words::fee_with_basis(language, fee)) } }
            }
            @if let Some(product) = &service.product {
                div { dt { (visit.pick("Produk", "Product")) } dd {
                    (words::marked_indonesian(language, &product.text, product.source()))
                    @if let Some(validity) = &service.validity {
                        div.small { (visit.pick("berlaku", "valid for")) " "
                            (words::marked(language, &format!("{} {}", validity.months, visit.pick("bulan", "months")), validity.source())) }
                    }
                } }
            }
            @if let Some(lapse) = &service.lapse && let Some(citation) = &lapse.citation {
                div { dt { (visit.pick("Bila waktu terlewat", "If the time passes")) } dd {
                    (match lapse.rule() {
                        contract::satupintu::sop::v1::LapseRule::DeemedApproval => visit.pick("permohonan dianggap dikabulkan", "the application counts as granted"),
                        _ => visit.pick("atasan dipanggil; permohonan tetap diproses", "a supervisor is called; the application goes on"),
                    })
                    div.small { (words::citation(language, citation)) }
                } }
            }
        }
    }
}

fn requirements(visit: &Visit, service: &Service) -> Markup {
    html! {
        section aria-labelledby="syarat" {
            h2 #syarat { (visit.pick("Syarat", "Requirements")) }
            ol.list { @for requirement in &service.requirements { li { (requirement_line(visit, requirement)) } } }
            p.small { (visit.pick(
                "Daftar ini tertutup: petugas tidak boleh meminta yang tidak tercantum.",
                "This list is closed: staff may not ask for anything that is not on it.",
            )) }
        }
    }
}

pub(crate) fn requirement_line(visit: &Visit, requirement: &Requirement) -> Markup {
    html! {
        (visit.language.indonesian(&requirement.text))
        @if requirement.optional { " " span.small { "(" (visit.pick("bila ada", "optional")) ")" } }
        @if requirement.source() == Source::Example { " " (example(visit.language)) }
    }
}

fn stages(visit: &Visit, service: &Service) -> Markup {
    let language = visit.language;
    html! {
        section aria-labelledby="tahapan" {
            h2 #tahapan { (visit.pick("Tahapan", "Stages")) }
            ol.steps { @for stage in &service.stages { li {
                strong { (language.said(stage.name.as_ref())) }
                div.small {
                    @if stage.executor.is_empty() { (visit.pick("Anda", "you")) }
                    @else { (language.said(stage.executor_title.as_ref())) ", " (words::unit(language, &visit.registry, &stage.executor)) }
                    @if let Some(time) = &stage.time && let Some(lasting) = &time.duration {
                        " · " (words::marked(language, &words::duration(language, lasting), time.source()))
                    }
                }
            } } }
        }
    }
}

fn complaints(visit: &Visit, agency: &Agency, service: &Service) -> Markup {
    let here = format!("/adukan/{}?layanan={}", agency.id, words::id(&service.name));
    html! {
        section aria-labelledby="pengaduan" {
            h2 #pengaduan { (visit.pick("Pengaduan", "Complaints")) }
            p { a href=(visit.href(&here)) { (visit.pick("Adukan layanan ini di sini", "Complain about this service here")) } }
            ul.list { @for channel in &service.complaint_channels { li {
                strong { (words::way(visit.language, channel.way())) } ": "
                (words::marked_indonesian(visit.language, &channel.text, channel.source()))
            } } }
        }
    }
}

/// The same on paper, for whoever has no screen.
fn posters(visit: &Visit, agency: &Agency, service: &Service) -> Markup {
    let files = [
        ("standar.pdf", visit.pick("Poster standar (PDF, A3)", "Poster of the standard (PDF, A3)")),
        ("alur.pdf", visit.pick("Poster alur (PDF, A3)", "Poster of the flow (PDF, A3)")),
        ("kartu.png", visit.pick("Kartu untuk media sosial (PNG)", "Card for social media (PNG)")),
    ];
    let address = super::offers::address(agency, service);
    html! {
        section aria-labelledby="cetak" {
            h2 #cetak { (visit.pick("Cetak dan bagikan", "Print and share")) }
            ul.list { @for (file, name) in files {
                li { a href=(visit.href(&format!("{address}/poster/{file}"))) { (name) } }
            } }
        }
    }
}

/// The other components of the standard, and where it was read.
fn rest(visit: &Visit, service: &Service) -> Markup {
    let language = visit.language;
    let parts = [
        (visit.pick("Sarana dan prasarana", "Facilities"), &service.facilities),
        (visit.pick("Kompetensi pelaksana", "Competence of staff"), &service.competence),
        (visit.pick("Pengawasan internal", "Internal supervision"), &service.supervision),
        (visit.pick("Jaminan pelayanan", "Service guarantee"), &service.guarantee),
        (visit.pick("Jaminan keamanan", "Safety guarantee"), &service.safety),
        (visit.pick("Evaluasi kinerja", "Evaluation"), &service.evaluation),
    ];
    html! {
        details.more {
            summary { (visit.pick("Komponen standar lainnya dan sumbernya", "Other components of the standard, and its source")) }
            @if !service.legal_basis.is_empty() {
                h3 { (visit.pick("Dasar hukum", "Legal basis")) }
                ul { @for basis in &service.legal_basis { li { (words::citation(language, basis)) } } }
            }
            @for (name, statements) in parts { @if !statements.is_empty() {
                h3 { (name) }
                ul { @for statement in statements { li { (words::marked_indonesian(language, &statement.text, statement.source())) } } }
            } }
            @if let Some(origin) = &service.origin {
                h3 { (visit.pick("Sumber", "Source")) }
                p { (language.indonesian(&origin.text)) ". " (language.indonesian(&origin.note)) }
            }
            p.small { (visit.pick("Standar versi", "Standard version")) " " (service.version) ", SOP " (visit.pick("versi", "version")) " " (service.sop_version) }
        }
    }
}
