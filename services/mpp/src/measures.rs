//! What is measured of the gateway: how visits ended, and which agencies answered.
//! Of a visit no address is kept, for it may say what somebody looks for; its route is.

use std::time::Instant;

use axum::{
    extract::{MatchedPath, Request, State},
    http::Method,
    middleware::Next,
    response::Response,
};
use edge::{Operations, TRACEPARENT};
use kernel::AgencyId;
use prometheus_client::{
    metrics::{
        counter::Counter,
        family::Family,
        gauge::Gauge,
        histogram::{Histogram, exponential_buckets},
    },
    registry::Registry,
};

use crate::{asking::Unanswered, index::Freshness};

/// The measures; clones count together.
#[derive(Clone)]
pub(crate) struct Measures {
    visits: Family<[(&'static str, u16); 1], Counter>,
    seconds: Histogram,
    answers: Family<[(&'static str, String); 2], Counter>,
    receipts: Family<[(&'static str, String); 1], Gauge>,
    heard: Family<[(&'static str, String); 1], Gauge>,
}

impl Measures {
    pub(crate) fn new() -> Self {
        // A millisecond to some sixteen seconds.
        let seconds = Histogram::new(exponential_buckets(0.001, 4.0, 8));
        Self {
            visits: Family::default(),
            seconds,
            answers: Family::default(),
            receipts: Family::default(),
            heard: Family::default(),
        }
    }

    pub(crate) fn register(&self, registry: &mut Registry) {
        let Self { visits, seconds, answers, receipts, heard } = self;
        registry.register("visits", "Requests by the status of the answer", visits.clone());
        registry.register("visit_seconds", "Time until an answer began", seconds.clone());
        registry.register(
            "agency_answers",
            "What came of asking an agency that was asked together with the others",
            answers.clone(),
        );
        registry.register("index_receipts", "Receipts in the index", receipts.clone());
        registry.register(
            "index_heard_timestamp_seconds",
            "When an agency that is followed had last nothing more to tell",
            heard.clone(),
        );
    }

    /// How well an agency is followed now.
    pub(crate) fn indexed(&self, agency: &AgencyId, freshness: Freshness) {
        let Freshness { receipts, heard } = freshness;
        let labels = [("agency", agency.to_string())];
        let count = i64::try_from(receipts).unwrap_or(i64::MAX);
        self.receipts.get_or_create(&labels).set(count);
        if let Some(heard) = heard {
            self.heard.get_or_create(&labels).set(heard.micros().div_euclid(1_000_000));
        }
    }

    /// An agency has answered, or not.
    pub(crate) fn answered<T>(&self, agency: &AgencyId, answer: &Result<T, Unanswered>) {
        let outcome = match answer {
            Ok(_) => "answered",
            Err(Unanswered::Refused(_)) => "refused",
            Err(Unanswered::Silent(_)) => "silent",
        };
        let labels = [("agency", agency.to_string()), ("outcome", outcome.to_owned())];
        self.answers.get_or_create(&labels).inc();
    }
}

/// Where visits are counted and traced.
#[derive(Clone)]
pub(crate) struct Counting {
    pub(crate) measures: Measures,
    pub(crate) operations: Operations,
}

/// Counts a visit, and gives it the span under which its questions are asked, whatever
/// the visitor says of one.
pub(crate) async fn counted(
    State(Counting { measures, operations }): State<Counting>,
    mut request: Request,
    next: Next,
) -> Response {
    let began = Instant::now();
    let route = request.extensions().get::<MatchedPath>().map_or("(none)", MatchedPath::as_str);
    let mut span =
        operations.span(format!("{} {route}", known(request.method())), request.headers());
    span.note("http.route", route.to_owned());
    request.headers_mut().insert(TRACEPARENT, span.traceparent());
    let response = next.run(request).await;
    let status = response.status();
    measures.visits.get_or_create(&[("status", status.as_u16())]).inc();
    measures.seconds.observe(began.elapsed().as_secs_f64());
    span.note("http.response.status_code", i64::from(status.as_u16()));
    if status.is_server_error() {
        span.fail();
    }
    response
}

/// A method that a visitor made up is told as one.
fn known(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::OPTIONS => "OPTIONS",
        _ => "_OTHER",
    }
}
