//! How an agency serves, in figures that the agency counts: how many, how long, and
//! where time is lost. Each figure leads to what it means.

mod meanings;
mod pictures;
mod shown;

use axum::{extract::Path, response::Response};
use contract::satupintu::dashboard::v1::{
    Breakdown, ExportFiguresRequest, FigureDefinition, FiguresFormat, GetServiceFiguresRequest,
    GetServiceFiguresResponse, ListFigureDefinitionsRequest,
    dashboard_service_client::DashboardServiceClient,
};
use maud::{Markup, html};
use tokio_stream::StreamExt;

use super::index::{periods, present_year};
use crate::{
    asking::{Asking, Unanswered},
    portal::{page::notice, pieces, problem, visit::Visit, words},
    registry::Agency,
};

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

pub(crate) async fn shown(mut visit: Visit, Path(id): Path<String>) -> Response {
    // Who takes no applications has no figures of them.
    let Some(agency) = visit.gateway().agency(&id).filter(|agency| agency.applications) else {
        return problem::not_found(&visit);
    };
    let asked = super::period(&visit);
    visit.asking = visit.asking.within(visit.gateway().patience());
    let (figures, meanings, listing) = tokio::join!(
        figures(&visit, &agency, &visit.asking, &asked),
        meanings(&visit, &agency, &visit.asking),
        visit.gateway().catalogue(&visit.asking),
    );
    let language = visit.language;
    let name = words::agency(language, &agency).to_owned();
    let title = format!("{}: {name}", visit.pick("Kinerja layanan", "Performance"));
    let offer = listing.offers.iter().find(|(known, _)| known.id == agency.id);
    let services = offer.map(|(_, offer)| offer.services.as_slice()).unwrap_or_default();
    let meanings = meanings.unwrap_or_default();
    let path = format!("/instansi/{}/kinerja", agency.id);
    let period = match &figures {
        Ok(figures) => figures.period.clone(),
        Err(_) if asked.is_empty() => present_year(&agency).to_string(),
        Err(_) => asked,
    };
    let body = html! {
        h1 { (title) }
        (periods(&visit, &path, &agency, &period))
        @match &figures {
            Ok(figures) => {
                (shown::figures(&visit, &agency, figures, &meanings))
                (pictures::parts(&visit, figures, services))
                (meanings::section(&visit, &meanings))
                (files(&visit, &path, &period))
            }
            Err(Unanswered::Refused(status)) => { p { (problem::words(language, status)) } }
            Err(Unanswered::Silent(cause)) => {
                (notice("waiting", &format!("{name} {}", problem::cause(language, *cause)), &html! {}))
            }
        }
        p { a href=(visit.href(&format!("/instansi/{}", agency.id))) { (name) } }
    };
    visit.page(&title, &body)
}

async fn figures(
    visit: &Visit,
    agency: &Agency,
    asking: &Asking,
    period: &str,
) -> Result<GetServiceFiguresResponse, Unanswered> {
    let mut client = DashboardServiceClient::new(visit.gateway().line(agency)?);
    asking.answer(client.get_service_figures(asking.request(by_service(agency, period)))).await
}

fn by_service(agency: &Agency, period: &str) -> GetServiceFiguresRequest {
    GetServiceFiguresRequest {
        parent: agency.resource(),
        period: period.to_owned(),
        breakdown: Breakdown::Service.into(),
        ..GetServiceFiguresRequest::default()
    }
}

/// The same figures to take away.
fn files(visit: &Visit, path: &str, period: &str) -> Markup {
    let file = |name: &str| format!("{}?periode={period}", visit.href(&format!("{path}/{name}")));
    html! {
        p {
            (visit.pick("Unduh angka ini:", "Download these figures:")) " "
            a href=(file("angka.csv")) { "CSV" } ", " a href=(file("angka.xlsx")) { "XLSX" }
        }
    }
}

/// The figures as a file: `angka.csv` or `angka.xlsx`.
pub(crate) async fn exported(visit: Visit, Path((id, file)): Path<(String, String)>) -> Response {
    let (format, kind) = match file.as_str() {
        "angka.csv" => (FiguresFormat::Csv, "text/csv; charset=utf-8"),
        "angka.xlsx" => (FiguresFormat::Xlsx, XLSX),
        _ => return problem::not_found(&visit),
    };
    let Some(agency) = visit.gateway().agency(&id).filter(|agency| agency.applications) else {
        return problem::not_found(&visit);
    };
    let figures = Some(by_service(&agency, &super::period(&visit)));
    let request = ExportFiguresRequest { figures, format: format.into() };
    let begun = async {
        let mut client = DashboardServiceClient::new(visit.gateway().line(&agency)?);
        visit.asking.answer(client.export_figures(visit.asking.request(request))).await
    };
    match begun.await {
        Ok(pieces) => {
            let pieces = pieces.map(|piece| piece.map(|piece| piece.data));
            pieces::attached(kind, &format!("kinerja-{id}-{file}"), pieces)
        }
        Err(unanswered) => problem::unanswered(&visit, &agency, &unanswered),
    }
}

async fn meanings(
    visit: &Visit,
    agency: &Agency,
    asking: &Asking,
) -> Result<Vec<FigureDefinition>, Unanswered> {
    let mut client = DashboardServiceClient::new(visit.gateway().line(agency)?);
    let request = ListFigureDefinitionsRequest { parent: agency.resource() };
    let answer = asking.answer(client.list_figure_definitions(asking.request(request))).await?;
    Ok(answer.definitions)
}
