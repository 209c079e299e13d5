//! The public methods of the contract as JSON over HTTP, for browsers and small
//! systems.
//!
//! It speaks the unary form of the Connect protocol: a POST of the request as
//! proto3 JSON to `/api/v1/{package.Service}/{Method}`, and the answer as proto3
//! JSON. The contract's own descriptors do the translation, so that nothing here
//! has to be kept in step with them, and the OpenAPI document is made from them.

mod catalogue;
mod methods;
mod openapi;
mod problem;
mod raw;

use std::{sync::Arc, time::Duration};

use axum::{
    Router,
    body::{Body, to_bytes},
    extract::{Path, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    middleware,
    response::{IntoResponse, Response},
    routing::{get, post},
};
use prost::Message;
use prost_reflect::{DynamicMessage, MethodDescriptor};

use self::{
    methods::{Route, method},
    problem::Problem,
};
use crate::{asking::Asking, gateway::Gateway, registry::Agency, verification};

/// As large as a message of the contract may be, and half as much again for JSON.
const MOST_BYTES: usize = 384 * 1024;
const PATIENCE: Duration = Duration::from_secs(10);

/// The API of the gateway.
pub(crate) fn routes<S: Clone + Send + Sync + 'static>(gateway: Arc<Gateway>) -> Router<S> {
    Router::new()
        .route("/api/v1/openapi.json", get(openapi::document))
        .route("/api/v1/services", get(catalogue::services))
        .route("/api/v1/{service}/{method}", post(called).options(allowed))
        .layer(middleware::map_response(open_to_all))
        .with_state(gateway)
}

/// A refusal of ours, by its reason in the catalogue.
pub(crate) fn refusal(reason: &str) -> Response {
    Problem::of_reason(reason).into_response()
}

/// Anybody's page may ask: no cookie is looked at here.
pub(crate) async fn open_to_all(mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response
}

/// What a browser asks before it asks.
async fn allowed() -> Response {
    let headers = [
        (header::ACCESS_CONTROL_ALLOW_METHODS, "POST"),
        (
            header::ACCESS_CONTROL_ALLOW_HEADERS,
            "content-type, connect-protocol-version, traceparent",
        ),
        (header::ACCESS_CONTROL_MAX_AGE, "86400"),
    ];
    (StatusCode::NO_CONTENT, headers).into_response()
}

async fn called(
    State(gateway): State<Arc<Gateway>>,
    Path((service, name)): Path<(String, String)>,
    headers: HeaderMap,
    body: Body,
) -> Response {
    let asking = Asking::new(PATIENCE, &headers);
    match answered(&gateway, &service, &name, &headers, body, &asking).await {
        Ok(answer) => json(&answer),
        Err(problem) => problem.into_response(),
    }
}

async fn answered(
    gateway: &Gateway,
    service: &str,
    name: &str,
    headers: &HeaderMap,
    body: Body,
    asking: &Asking,
) -> Result<DynamicMessage, Problem> {
    let (method, route) = method(service, name).ok_or_else(Problem::unknown_method)?;
    let is_json = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    if !is_json.is_some_and(|kind| kind.starts_with("application/json")) {
        return Err(Problem::not_json("the content type must be application/json"));
    }
    let bytes = to_bytes(body, MOST_BYTES).await.map_err(|_| Problem::too_large())?;
    let request = read(&method, &bytes).map_err(|error| Problem::not_json(&error.to_string()))?;
    if let Some(verified) = verification_of(gateway, &method, &request, asking).await {
        return verified;
    }
    let agency =
        agency_of(gateway, route, &request, asking).await.ok_or_else(Problem::no_agency)?;
    let line = gateway.line(&agency).map_err(|error| Problem::unanswered(&agency.id, error))?;
    let answer = raw::unary(line, &method, request.encode_to_vec(), asking).await;
    let answer = answer.map_err(|error| Problem::unanswered(&agency.id, error))?;
    DynamicMessage::decode(method.output(), answer.as_slice()).map_err(|_| Problem::unreadable())
}

fn read(method: &MethodDescriptor, bytes: &[u8]) -> Result<DynamicMessage, serde_json::Error> {
    // An empty body is an empty message.
    let bytes = if bytes.is_empty() { b"{}" } else { bytes };
    let mut deserializer = serde_json::Deserializer::from_slice(bytes);
    let message = DynamicMessage::deserialize(method.input(), &mut deserializer)?;
    deserializer.end()?;
    Ok(message)
}

/// A code or a digest does not say whose licence it is: everybody is asked.
async fn verification_of(
    gateway: &Gateway,
    method: &MethodDescriptor,
    request: &DynamicMessage,
    asking: &Asking,
) -> Option<Result<DynamicMessage, Problem>> {
    if method.name() != "VerifyLicence" || !text(request, "parent").is_empty() {
        return None;
    }
    let request = request.transcode_to().ok()?;
    let found = verification::of_all(gateway, asking, &request).await;
    Some(match found.licence {
        Some(licence) => {
            let mut answer = DynamicMessage::new(method.output());
            answer.transcode_from(&licence).map_err(|_| Problem::unreadable()).map(|()| answer)
        }
        None if found.silent.is_empty() => Err(Problem::of_reason("LICENCE_NOT_FOUND")),
        None => Err(Problem::silent(&found.silent)),
    })
}

/// Whose question it is.
async fn agency_of(
    gateway: &Gateway,
    route: Route,
    request: &DynamicMessage,
    asking: &Asking,
) -> Option<Agency> {
    match route {
        Route::ByReceipt => {
            gateway.agency_of_receipt(&text(request, "receipt_number"), asking).await
        }
        Route::ByName(field) => {
            let name = text(request, field);
            let id = name.strip_prefix("agencies/")?.split('/').next()?;
            gateway.agency(id)
        }
    }
}

fn text(message: &DynamicMessage, field: &str) -> String {
    let value = message.get_field_by_name(field);
    value.and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

fn json(message: &impl serde::Serialize) -> Response {
    match serde_json::to_vec(message) {
        Ok(text) => ([(header::CONTENT_TYPE, "application/json")], text).into_response(),
        Err(_) => Problem::unreadable().into_response(),
    }
}
