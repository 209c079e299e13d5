//! A form of the desk on its way in: from an officer who has signed in, and with the
//! mark of the very page that it was sent to.

use std::sync::Arc;

use axum::{
    extract::{FromRequest, FromRequestParts, Request},
    http::request::Parts,
    response::Response,
};

use super::Desk;
use crate::portal::{Portal, form::Form, multipart::Upload, problem};

/// What was pressed, and by whom. A page of the desk takes a form so, or with a file
/// at its end as [`Handed`], and in no other way.
pub(crate) struct Pressed {
    pub(crate) desk: Desk,
    pub(crate) form: Form,
}

/// A form with a file at its end, which is not read yet.
pub(crate) struct Handed {
    pub(crate) desk: Desk,
    pub(crate) upload: Upload,
}

impl FromRequest<Arc<Portal>> for Pressed {
    type Rejection = Response;

    async fn from_request(request: Request, portal: &Arc<Portal>) -> Result<Self, Response> {
        let (mut parts, body) = request.into_parts();
        let desk = Desk::from_request_parts(&mut parts, portal).await?;
        let form = Form::read(&parts.headers, body).await;
        match form.filter(|form| desk.visit.is_ours(page(&parts), form)) {
            Some(form) => Ok(Self { desk, form }),
            None => Err(problem::stale_form(&desk.visit)),
        }
    }
}

impl FromRequest<Arc<Portal>> for Handed {
    type Rejection = Response;

    async fn from_request(request: Request, portal: &Arc<Portal>) -> Result<Self, Response> {
        let (mut parts, body) = request.into_parts();
        let desk = Desk::from_request_parts(&mut parts, portal).await?;
        match Upload::read(&parts.headers, body).await {
            Ok(upload) if desk.visit.is_ours(page(&parts), &upload.fields) => {
                Ok(Self { desk, upload })
            }
            Ok(_) | Err(_) => Err(problem::stale_form(&desk.visit)),
        }
    }
}

/// The page that it was sent to.
fn page(parts: &Parts) -> &str {
    parts.uri.path().rsplit('/').next().unwrap_or_default()
}
