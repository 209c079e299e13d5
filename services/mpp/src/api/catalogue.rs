//! The whole catalogue in one answer: what is known, as of when, and who did not
//! answer.

use std::sync::Arc;

use axum::{extract::State, http::HeaderMap, response::Response};
use calendar::Zone;
use prost_reflect::DynamicMessage;
use serde::Serialize;

use super::{PATIENCE, json, methods::CONTRACT};
use crate::{Asking, dates, gateway::Gateway};

#[derive(Serialize)]
struct Answer {
    agencies: Vec<Offered>,
    /// The agencies that did not answer just now; what is shown of them is old.
    unreachable: Vec<String>,
}

#[derive(Serialize)]
struct Offered {
    agency: String,
    name: String,
    as_of: String,
    services: Vec<DynamicMessage>,
}

pub(super) async fn services(State(gateway): State<Arc<Gateway>>, headers: HeaderMap) -> Response {
    let listing = gateway.catalogue(&Asking::new(PATIENCE, &headers)).await;
    let descriptor = CONTRACT.get_message_by_name("satupintu.sop.v1.Service");
    let described = |service| {
        let mut message = DynamicMessage::new(descriptor.clone()?);
        message.transcode_from(service).ok().map(|()| message)
    };
    let agencies = listing.offers.iter().map(|(agency, offer)| Offered {
        agency: agency.resource(),
        name: agency.name.clone(),
        as_of: dates::rfc3339(offer.as_of, Zone::Wib),
        services: offer.services.iter().filter_map(described).collect(),
    });
    json(&Answer {
        agencies: agencies.collect(),
        unreachable: listing.silent.iter().map(|one| format!("agencies/{}", one.agency)).collect(),
    })
}
