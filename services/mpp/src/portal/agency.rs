//! An agency's page: its services, what people say of it in figures, and how it
//! deals with complaints. All figures are the agency's own; none is computed here.

mod chart;
mod index;
pub(crate) mod performance;
mod promise;
mod register;

pub(crate) use index::decimal;

use axum::{extract::Path, response::Response};
use contract::satupintu::{
    complaints::v1::{
        SummarizeComplaintsRequest, SummarizeComplaintsResponse,
        complaints_service_client::ComplaintsServiceClient,
    },
    surveys::v1::{
        GetIndexRequest, GetIndexResponse, surveys_service_client::SurveysServiceClient,
    },
};
use maud::html;
use tonic::transport::Channel;

use super::{offers, page::notice, problem, survey, visit::Visit, words};
use crate::{
    asking::{Asking, Unanswered},
    registry::Agency,
};

/// A year, a half of it, a quarter, a month, or from one month to another.
const LONGEST_PERIOD: usize = 16;

pub(crate) async fn shown(mut visit: Visit, Path(id): Path<String>) -> Response {
    let Some(agency) = visit.gateway().agency(&id) else {
        return problem::not_found(&visit);
    };
    let period = period(&visit);
    visit.asking = visit.asking.within(visit.gateway().patience());
    let listing = visit.gateway().catalogue(&visit.asking).await;
    let (asked, promise, index, register) = tokio::join!(
        survey::questionnaire(&visit, &agency),
        promise::promise(&visit, &agency, &visit.asking),
        async { index(visit.gateway().line(&agency)?, &agency, &visit.asking, &period).await },
        async { register(visit.gateway().line(&agency)?, &agency, &visit.asking).await },
    );
    let language = visit.language;
    let title = words::agency(language, &agency).to_owned();
    let offer = listing.offers.iter().find(|(known, _)| known.id == agency.id);
    let silent = match &index {
        Err(Unanswered::Silent(cause)) => Some(*cause),
        Ok(_) | Err(Unanswered::Refused(_)) => None,
    };
    let body = html! {
        h1 { (title) }
        @if let Some(cause) = silent {
            (notice("waiting", &format!("{title} {}", problem::cause(language, cause)), &html! {}))
        }
        div.act {
            a.button href=(visit.href(&format!("/adukan/{}", agency.id))) { (visit.pick("Adukan", "Complain")) }
            @if agency.applications {
                a.button.quiet href=(visit.href(&format!("/instansi/{}/kinerja", agency.id))) { (visit.pick("Kinerja layanan", "Performance")) }
            }
            a.button.quiet href=(visit.href("/survei")) { (visit.pick("Isi survei", "Answer the survey")) }
        }
        @if let Some((_, offer)) = offer {
            section aria-labelledby="layanan" {
                h2 #layanan { (visit.pick("Layanan", "Services")) }
                ul.cards { @for service in offer.services.iter() { (offers::card(&visit, &agency, service)) } }
            }
        }
        @if let Some(promise) = promise { (promise::section(&visit, &agency, &promise)) }
        (index::section(&visit, &agency, period, index, asked.ok().flatten().as_ref()))
        @if let Ok(register) = register { (register::section(&visit, &register)) }
    };
    visit.page(&title, &body)
}

/// The period that is asked for; when none is, the agency takes its present year.
pub(crate) fn period(visit: &Visit) -> String {
    let is_of_a_period = |sign: &char| sign.is_ascii_alphanumeric() || matches!(sign, '-' | '.');
    visit.query.get("periode").chars().filter(is_of_a_period).take(LONGEST_PERIOD).collect()
}

/// The index of an agency; refused where it has none, or too few answered.
pub(crate) async fn index(
    line: Channel,
    agency: &Agency,
    asking: &Asking,
    period: &str,
) -> Result<GetIndexResponse, Unanswered> {
    let mut client = SurveysServiceClient::new(line);
    let request = GetIndexRequest {
        parent: agency.resource(),
        period: period.to_owned(),
        ..GetIndexRequest::default()
    };
    asking.answer(client.get_index(asking.request(request))).await
}

/// The public counts of an agency's complaints; refused where it keeps none.
pub(crate) async fn register(
    line: Channel,
    agency: &Agency,
    asking: &Asking,
) -> Result<SummarizeComplaintsResponse, Unanswered> {
    let mut client = ComplaintsServiceClient::new(line);
    let request = SummarizeComplaintsRequest { parent: agency.resource() };
    asking.answer(client.summarize_complaints(asking.request(request))).await
}
