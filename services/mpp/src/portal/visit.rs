//! One visit: who came, in which language, and how an answer is put together.

use std::{convert::Infallible, sync::Arc, time::Duration};

use axum::{
    Extension, RequestPartsExt,
    extract::FromRequestParts,
    http::{HeaderValue, StatusCode, header, request::Parts},
    response::{Html, IntoResponse, Response},
};
use maud::Markup;

use super::{Portal, form::Form, language::Language, page, session::Session};
use crate::{Asking, gateway::Gateway, registry::Registry};

/// How long one page may ask an agency.
const PATIENCE: Duration = Duration::from_secs(10);
/// How long a public page may be shown again without asking.
pub(crate) const KEPT: HeaderValue = HeaderValue::from_static("public, max-age=20");

/// A request on its way to a page.
pub(crate) struct Visit {
    pub(crate) portal: Arc<Portal>,
    pub(crate) language: Language,
    pub(crate) session: Session,
    pub(crate) asking: Asking,
    pub(crate) registry: Arc<Registry>,
    /// The path without the language.
    path: String,
    /// What stands behind the question mark.
    pub(crate) query: Form,
    /// The picture by which other sites show this page.
    pub(crate) card: Option<String>,
}

impl FromRequestParts<Arc<Portal>> for Visit {
    type Rejection = Infallible;

    async fn from_request_parts(
        parts: &mut Parts,
        portal: &Arc<Portal>,
    ) -> Result<Self, Infallible> {
        let language = parts.extract::<Extension<Language>>().await;
        let language = language.map_or(Language::Indonesian, |Extension(language)| language);
        Ok(Self {
            portal: Arc::clone(portal),
            language,
            session: portal.sessions.open(&parts.headers),
            asking: Asking::new(PATIENCE, &parts.headers),
            registry: portal.gateway.registry(),
            path: parts.uri.path().to_owned(),
            query: Form::parse(parts.uri.query().unwrap_or_default().as_bytes()),
            card: None,
        })
    }
}

impl Visit {
    pub(crate) fn gateway(&self) -> &Gateway {
        &self.portal.gateway
    }

    /// The one of the two texts that is read here.
    pub(crate) fn pick<'a>(&self, id: &'a str, en: &'a str) -> &'a str {
        self.language.pick(id, en)
    }

    pub(crate) fn href(&self, path: &str) -> String {
        self.language.href(path)
    }

    /// The path of this page, without the language.
    pub(crate) fn own_path(&self) -> &str {
        &self.path
    }

    /// A page for everybody, which may be kept for a moment.
    pub(crate) fn page(&self, title: &str, body: &Markup) -> Response {
        let mut response = self.with_status(StatusCode::OK, title, body);
        response.headers_mut().insert(header::CACHE_CONTROL, KEPT);
        response
    }

    /// A page for this visitor alone; nobody keeps it.
    pub(crate) fn personal(&self, title: &str, body: &Markup) -> Response {
        self.remembered(self.with_status(StatusCode::OK, title, body))
    }

    /// A page that says that something is not as hoped.
    pub(crate) fn with_status(&self, status: StatusCode, title: &str, body: &Markup) -> Response {
        (status, Html(page::page(self, title, body).into_string())).into_response()
    }

    /// `response` with the session in its cookie.
    pub(crate) fn remembered(&self, mut response: Response) -> Response {
        let cookie = self.portal.sessions.set(&self.session);
        response.headers_mut().insert(header::SET_COOKIE, cookie);
        response
    }

    /// `response`, which the browser asks for anew after so many seconds. By the
    /// header, because the element of the same name keeps people out who read slowly;
    /// only for pages that tell what happens now.
    pub(crate) fn renewed(mut response: Response, seconds: u16) -> Response {
        response.headers_mut().insert(header::REFRESH, HeaderValue::from(seconds));
        response
    }

    /// Goes on to another page, with the session.
    pub(crate) fn go(&self, path: &str) -> Response {
        let to = self.href(path);
        self.remembered(axum::response::Redirect::to(&to).into_response())
    }

    /// The mark of a form.
    pub(crate) fn mark(&self, purpose: &str) -> String {
        self.portal.sessions.mark(&self.session, purpose)
    }

    /// Whether a form is one of ours.
    pub(crate) fn is_ours(&self, purpose: &str, form: &Form) -> bool {
        self.portal.sessions.is_ours(&self.session, purpose, form.get(MARK))
    }
}

/// The name of the field with the mark.
pub(crate) const MARK: &str = "tanda";
