//! What is measured of the gateway: how visits ended, and which agencies answered.
//! Of a visit no address is kept, for it may say what somebody looks for.

use std::time::Instant;

use axum::{
    extract::{Request, State},
    middleware::Next,
    response::Response,
};
use kernel::AgencyId;
use prometheus_client::{
    metrics::{
        counter::Counter,
        family::Family,
        histogram::{Histogram, exponential_buckets},
    },
    registry::Registry,
};

use crate::asking::Unanswered;

/// The measures; clones count together.
#[derive(Clone)]
pub(crate) struct Measures {
    visits: Family<[(&'static str, u16); 1], Counter>,
    seconds: Histogram,
    answers: Family<[(&'static str, String); 2], Counter>,
}

impl Measures {
    pub(crate) fn new() -> Self {
        // A millisecond to some sixteen seconds.
        let seconds = Histogram::new(exponential_buckets(0.001, 4.0, 8));
        Self { visits: Family::default(), seconds, answers: Family::default() }
    }

    pub(crate) fn register(&self, registry: &mut Registry) {
        let Self { visits, seconds, answers } = self;
        registry.register("visits", "Requests by the status of the answer", visits.clone());
        registry.register("visit_seconds", "Time until an answer began", seconds.clone());
        registry.register(
            "agency_answers",
            "What came of asking an agency that was asked together with the others",
            answers.clone(),
        );
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

/// Counts a visit.
pub(crate) async fn counted(
    State(measures): State<Measures>,
    request: Request,
    next: Next,
) -> Response {
    let began = Instant::now();
    let response = next.run(request).await;
    measures.visits.get_or_create(&[("status", response.status().as_u16())]).inc();
    measures.seconds.observe(began.elapsed().as_secs_f64());
    response
}
