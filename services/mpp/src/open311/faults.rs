//! What is wrong, in the shape that the specification gives: a list of codes and
//! descriptions, and one of three HTTP statuses.

use axum::http::StatusCode;
use serde_json::{Value, json};
use tonic::{Code, Status};
use tonic_types::StatusExt;

use crate::asking::{Cause, Unanswered};

/// Why something is not answered: 404 for what does not exist, 403 for a key
/// that does not hold, 400 for anything else ("Errors" of the specification).
#[derive(Debug)]
pub(super) struct Faults {
    pub(super) status: StatusCode,
    descriptions: Vec<String>,
}

impl Faults {
    pub(super) fn invalid(description: impl Into<String>) -> Self {
        Self { status: StatusCode::BAD_REQUEST, descriptions: vec![description.into()] }
    }

    pub(super) fn not_found(description: impl Into<String>) -> Self {
        Self { status: StatusCode::NOT_FOUND, descriptions: vec![description.into()] }
    }

    pub(super) fn key() -> Self {
        let description = "api_key tidak ada atau tidak berlaku (missing or invalid api_key)";
        Self { status: StatusCode::FORBIDDEN, descriptions: vec![description.to_owned()] }
    }

    /// The list, as it is answered.
    pub(super) fn shown(&self) -> Value {
        let code = self.status.as_u16();
        let fault = |description: &String| json!({ "code": code, "description": description });
        self.descriptions.iter().map(fault).collect()
    }

    /// What the agency refused; each field by the name that it has here.
    fn refused(status: &Status) -> Self {
        let said = status.get_details_localized_message().map(|said| said.message);
        let said = said.unwrap_or_else(|| status.message().to_owned());
        let fields = status.get_details_bad_request();
        let fields = fields.map(|details| details.field_violations).unwrap_or_default();
        let described = fields.iter().map(|fault| field(&fault.field, &fault.description));
        let mut descriptions: Vec<String> = described.collect();
        if descriptions.is_empty() {
            descriptions.push(said);
        }
        let status = match status.code() {
            Code::NotFound => StatusCode::NOT_FOUND,
            _ => StatusCode::BAD_REQUEST,
        };
        Self { status, descriptions }
    }
}

fn field(name: &str, description: &str) -> String {
    let name = match name {
        "text" => "description",
        "reporter.name" => "first_name",
        "reporter.phone" => "phone",
        "reporter.email" => "email",
        "district" => "attribute[kecamatan]",
        "service" => "attribute[layanan]",
        "request_id" => "attribute[permintaan]",
        other => other,
    };
    format!("{name} {description}")
}

impl From<Unanswered> for Faults {
    fn from(unanswered: Unanswered) -> Self {
        match unanswered {
            Unanswered::Refused(status) => Self::refused(&status),
            Unanswered::Silent(Cause::TimedOut) => Self::invalid(
                "instansi tidak menjawab pada waktunya (the agency did not answer in time)",
            ),
            Unanswered::Silent(Cause::Unreachable | Cause::NotRecognised | Cause::Unavailable) => {
                Self::invalid("instansi tidak dapat dihubungi (the agency cannot be reached)")
            }
        }
    }
}
