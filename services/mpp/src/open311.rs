//! Open311 GeoReport v2 (wiki.open311.org/GeoReport_v2) for complaints, so that
//! the programs that cities have elsewhere report here, too.
//!
//! A jurisdiction is an agency of the mall, a service is a kind of report. No
//! single complaint is public, so a list without ids is empty: a request is shown
//! to who holds its `service_request_id`, which only this gateway makes and opens,
//! and which shows where it stands and none of its words. What goes beyond (the
//! answers, completing, the reporter's word) needs the receipt and its secret. What
//! an agency does not answer is kept for it, and has a token until it has an id.

mod answer;
mod asked;
mod faults;
mod filing;
mod offered;
mod reference;
mod standing;

use std::{sync::Arc, time::Duration};

use axum::{
    Router, body::Body, extract::State, http::HeaderMap, middleware, response::Response,
    routing::get,
};

use self::asked::Asked;
use crate::{api::open_to_all, deposits::Deposits, gateway::Gateway, key::Key, portal::form::Form};

/// Where it begins.
const ROOT: &str = "/open311/v2";
/// How long one question may ask an agency.
const PATIENCE: Duration = Duration::from_secs(10);

/// What its answers are made from.
pub(crate) struct Open311 {
    pub(crate) gateway: Arc<Gateway>,
    pub(crate) key: Arc<Key>,
    pub(crate) deposits: Arc<Deposits>,
    /// Under which address people reach the portal.
    pub(crate) public_url: String,
}

/// The endpoints. Each names its format at its end; XML is the required one.
pub(crate) fn routes<S: Clone + Send + Sync + 'static>(open311: Arc<Open311>) -> Router<S> {
    let mut routes = Router::new();
    for format in answer::FORMATS {
        let at = |name: &str| format!("{ROOT}/{name}.{}", format.extension());
        routes = routes
            .route(&at("discovery"), get(discovery))
            .route(&at("services"), get(services))
            .route(&at("requests"), get(requests).post(filed));
    }
    routes
        .route(&format!("{ROOT}/services/{{file}}"), get(definition))
        .route(&format!("{ROOT}/requests/{{file}}"), get(request))
        .route(&format!("{ROOT}/tokens/{{file}}"), get(token))
        .layer(middleware::map_response(open_to_all))
        .with_state(open311)
}

async fn discovery(State(open311): State<Arc<Open311>>, asked: Asked) -> Response {
    asked.answered("discovery", Ok(offered::discovery(&open311, &asked)))
}

async fn services(asked: Asked) -> Response {
    asked.answered("services", asked.agency(&asked.query).map(|_| offered::services()))
}

async fn definition(State(open311): State<Arc<Open311>>, asked: Asked) -> Response {
    asked.answered("service_definition", offered::definition(&open311, &asked).await)
}

async fn requests(State(open311): State<Arc<Open311>>, asked: Asked) -> Response {
    asked.answered("service_requests", standing::of_several(&open311, &asked).await)
}

async fn request(State(open311): State<Arc<Open311>>, asked: Asked) -> Response {
    asked.answered("service_requests", standing::of_one(&open311, &asked).await)
}

async fn token(State(open311): State<Arc<Open311>>, asked: Asked) -> Response {
    asked.answered("service_requests", standing::of_token(&open311, &asked).await)
}

async fn filed(
    State(open311): State<Arc<Open311>>,
    asked: Asked,
    headers: HeaderMap,
    body: Body,
) -> Response {
    let form = Form::read(&headers, body).await;
    asked.answered("service_requests", filing::filed(&open311, &asked, form).await)
}
