//! Refusals and failures as JSON, in the shape of the Connect protocol: a code,
//! the words for developers, and beside them our reason and the words for people.

use std::time::Duration;

use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use kernel::AgencyId;
use serde::Serialize;
use tonic::{Code, Status};
use tonic_types::StatusExt;

use crate::asking::{Cause, Silent, Unanswered};

/// What is wrong, as it is answered.
#[derive(Debug, Serialize)]
pub(super) struct Problem {
    #[serde(skip)]
    status: u16,
    /// As the Connect protocol spells it.
    code: &'static str,
    /// For developers.
    message: String,
    /// The stable reason of the contract.
    reason: String,
    /// For people, in Bahasa Indonesia.
    #[serde(rename = "pesan")]
    said: String,
    /// The fields that are wrong.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    violations: Vec<Violation>,
    /// The agencies that did not answer.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    unreachable: Vec<String>,
    /// When it may be tried again; as the header `Retry-After`.
    #[serde(skip)]
    retry_after: Option<Duration>,
}

#[derive(Debug, Serialize)]
struct Violation {
    field: String,
    description: String,
}

impl Problem {
    /// A refusal of our own, by its reason in the catalogue.
    pub(super) fn of_reason(name: &str) -> Self {
        Self::of(&edge::refused(name, &[]))
    }

    pub(super) fn unknown_method() -> Self {
        Self::of_reason("METHOD_UNKNOWN")
    }

    pub(super) fn too_large() -> Self {
        Self::of_reason("MESSAGE_TOO_LARGE")
    }

    pub(super) fn no_agency() -> Self {
        Self::of_reason("AGENCY_NOT_FOUND")
    }

    pub(super) fn unreadable() -> Self {
        Self::of_reason("INTERNAL")
    }

    /// The body is no JSON of the message; `why` is serde's, without any value.
    pub(super) fn not_json(why: &str) -> Self {
        Self::of(&edge::malformed(vec![(String::new(), why.to_owned())]))
    }

    pub(super) fn unanswered(agency: &AgencyId, unanswered: Unanswered) -> Self {
        match unanswered {
            Unanswered::Refused(status) => Self::of(&status),
            Unanswered::Silent(cause) => Self::silent(&[Silent { agency: agency.clone(), cause }]),
        }
    }

    /// The agencies that must be heard do not answer.
    pub(super) fn silent(silent: &[Silent]) -> Self {
        let in_time = silent.iter().all(|one| one.cause != Cause::TimedOut);
        let reason = if in_time { "UNAVAILABLE" } else { "DEADLINE_EXCEEDED" };
        let unreachable = silent.iter().map(|one| one.agency.to_string()).collect();
        Self { unreachable, ..Self::of_reason(reason) }
    }

    fn of(status: &Status) -> Self {
        let details = status.get_details_bad_request();
        let fields = details.map(|details| details.field_violations).unwrap_or_default();
        let said = status.get_details_localized_message();
        let violation = |fault: tonic_types::FieldViolation| Violation {
            field: fault.field,
            description: fault.description,
        };
        let (http, code) = spelled(status.code());
        Self {
            status: http,
            code,
            message: status.message().to_owned(),
            reason: edge::reason_of(status).unwrap_or_default(),
            said: said.map(|said| said.message).unwrap_or_default(),
            violations: fields.into_iter().map(violation).collect(),
            unreachable: Vec::new(),
            retry_after: status.get_details_retry_info().and_then(|info| info.retry_delay),
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::BAD_GATEWAY);
        let text = serde_json::to_vec(&self).unwrap_or_default();
        let mut response =
            (status, [(header::CONTENT_TYPE, "application/json")], text).into_response();
        if let Some(wait) = self.retry_after {
            let seconds = HeaderValue::from(wait.as_secs().saturating_add(1));
            response.headers_mut().insert(header::RETRY_AFTER, seconds);
        }
        response
    }
}

/// The HTTP status and the name of a code (Connect protocol, "Error codes").
fn spelled(code: Code) -> (u16, &'static str) {
    match code {
        Code::Ok => (200, "ok"),
        Code::Cancelled => (499, "canceled"),
        Code::Unknown => (500, "unknown"),
        Code::InvalidArgument => (400, "invalid_argument"),
        Code::DeadlineExceeded => (504, "deadline_exceeded"),
        Code::NotFound => (404, "not_found"),
        Code::AlreadyExists => (409, "already_exists"),
        Code::PermissionDenied => (403, "permission_denied"),
        Code::ResourceExhausted => (429, "resource_exhausted"),
        Code::FailedPrecondition => (400, "failed_precondition"),
        Code::Aborted => (409, "aborted"),
        Code::OutOfRange => (400, "out_of_range"),
        Code::Unimplemented => (501, "unimplemented"),
        Code::Internal => (500, "internal"),
        Code::Unavailable => (503, "unavailable"),
        Code::DataLoss => (500, "data_loss"),
        Code::Unauthenticated => (401, "unauthenticated"),
    }
}
