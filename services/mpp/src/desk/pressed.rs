//! A form of the desk on its way in: from an officer who has signed in, and with the
//! mark of the very page that it was sent to.

use std::sync::Arc;

use axum::{
    extract::{FromRequest, FromRequestParts, Request},
    response::Response,
};

use super::Desk;
use crate::portal::{Portal, form::Form, problem};

/// What was pressed, and by whom. No page of the desk takes a form in another way.
pub(crate) struct Pressed {
    pub(crate) desk: Desk,
    pub(crate) form: Form,
}

impl FromRequest<Arc<Portal>> for Pressed {
    type Rejection = Response;

    async fn from_request(request: Request, portal: &Arc<Portal>) -> Result<Self, Response> {
        let (mut parts, body) = request.into_parts();
        let desk = Desk::from_request_parts(&mut parts, portal).await?;
        let page = parts.uri.path().rsplit('/').next().unwrap_or_default();
        let form = Form::read(&parts.headers, body).await;
        match form.filter(|form| desk.visit.is_ours(page, form)) {
            Some(form) => Ok(Self { desk, form }),
            None => Err(problem::stale_form(&desk.visit)),
        }
    }
}
