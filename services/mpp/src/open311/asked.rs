//! What a program asks: in which format, about what, of which jurisdiction.

use std::sync::Arc;

use axum::{
    extract::FromRequestParts,
    http::{StatusCode, request::Parts},
    response::Response,
};
use serde_json::Value;

use super::{Open311, PATIENCE, answer::Format, faults::Faults};
use crate::{
    Agency, Asking, Registry,
    portal::form::Form,
    registry::{Mode, Open311Settings},
};

/// A question to one of the endpoints.
pub(super) struct Asked {
    format: Format,
    /// The last part of the address, without the format.
    pub(super) id: String,
    /// What stands behind the question mark.
    pub(super) query: Form,
    pub(super) asking: Asking,
    pub(super) registry: Arc<Registry>,
    pub(super) settings: Open311Settings,
}

impl FromRequestParts<Arc<Open311>> for Asked {
    type Rejection = Response;

    async fn from_request_parts(
        parts: &mut Parts,
        open311: &Arc<Open311>,
    ) -> Result<Self, Response> {
        let file = parts.uri.path().rsplit('/').next().unwrap_or_default();
        let (id, extension) = file.rsplit_once('.').unwrap_or((file, ""));
        let format = match extension {
            "json" => Format::Json,
            "xml" => Format::Xml,
            _ => return Err(refused(Format::Xml, &Faults::invalid("format: .xml / .json"))),
        };
        let registry = open311.gateway.registry();
        let Some(settings) = registry.open311.clone() else {
            let nothing = "mal ini tidak menerima Open311 (this mall does not take Open311)";
            return Err(refused(format, &Faults::not_found(nothing)));
        };
        Ok(Self {
            format,
            id: id.to_owned(),
            query: Form::parse(parts.uri.query().unwrap_or_default().as_bytes()),
            asking: Asking::new(PATIENCE, &parts.headers),
            registry,
            settings,
        })
    }
}

impl Asked {
    /// The agency whose jurisdiction `form` names: every endpoint serves several.
    pub(super) fn agency(&self, form: &Form) -> Result<Agency, Faults> {
        let id = form.get("jurisdiction_id");
        if id.is_empty() {
            let all: Vec<&str> = self.registry.full().map(|agency| agency.id.as_str()).collect();
            let all = all.join(", ");
            return Err(Faults::invalid(format!("jurisdiction_id was not provided; one of {all}")));
        }
        let agency = self.registry.agency(id).filter(|agency| agency.mode == Mode::Full);
        agency.cloned().ok_or_else(|| Faults::not_found("jurisdiction_id was not found"))
    }

    /// The answer in the format that was asked for.
    pub(super) fn answered(&self, root: &str, answer: Result<Value, Faults>) -> Response {
        match answer {
            Ok(value) => self.format.answer(StatusCode::OK, root, &value),
            Err(faults) => refused(self.format, &faults),
        }
    }
}

fn refused(format: Format, faults: &Faults) -> Response {
    format.answer(faults.status, "errors", &faults.shown())
}
