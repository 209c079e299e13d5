//! How an agency serves, in figures that the agency counts: how many, how long, and
//! where time is lost. Each figure leads to what it means.

mod meanings;
mod pictures;
mod shown;

use axum::{extract::Path, response::Response};
use contract::satupintu::dashboard::v1::{
    Breakdown, FigureDefinition, GetServiceFiguresRequest, GetServiceFiguresResponse,
    ListFigureDefinitionsRequest, dashboard_service_client::DashboardServiceClient,
};
use maud::html;

use super::index::{periods, present_year};
use crate::{
    asking::{Asking, Unanswered},
    portal::{page::notice, problem, visit::Visit, words},
    registry::Agency,
};

pub(crate) async fn shown(mut visit: Visit, Path(id): Path<String>) -> Response {
    // Who takes no applications has no figures of them.
    let Some(agency) = visit.gateway().agency(&id).filter(|agency| agency.applications) else {
        return problem::not_found(&visit);
    };
    let asked = super::period(&visit);
    let period = if asked.is_empty() { present_year(&agency).to_string() } else { asked };
    visit.asking = visit.asking.within(visit.gateway().patience());
    let (figures, meanings, listing) = tokio::join!(
        figures(&visit, &agency, &visit.asking, &period),
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
    let body = html! {
        h1 { (title) }
        (periods(&visit, &path, &agency, &period))
        @match &figures {
            Ok(figures) => {
                (shown::figures(&visit, &agency, figures, &meanings))
                (pictures::parts(&visit, figures, services))
                (meanings::section(&visit, &meanings))
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
    let request = GetServiceFiguresRequest {
        parent: agency.resource(),
        period: period.to_owned(),
        breakdown: Breakdown::Service.into(),
        ..GetServiceFiguresRequest::default()
    };
    asking.answer(client.get_service_figures(asking.request(request))).await
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
