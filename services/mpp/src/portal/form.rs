//! What a form sends: names and values, bounded.

use axum::{
    body::{Body, to_bytes},
    http::{HeaderMap, header},
};

/// An application's form with a hundred answers fits twice.
const MOST_BYTES: usize = 512 * 1024;

/// The fields of a form, in the order in which they came.
#[derive(Clone, Default)]
pub(crate) struct Form(Vec<(String, String)>);

impl Form {
    /// Reads the body; `None` when it is no form or too large.
    pub(crate) async fn read(headers: &HeaderMap, body: Body) -> Option<Self> {
        let kind = headers.get(header::CONTENT_TYPE)?.to_str().ok()?;
        if !kind.starts_with("application/x-www-form-urlencoded") {
            return None;
        }
        let bytes = to_bytes(body, MOST_BYTES).await.ok()?;
        Some(Self::parse(&bytes))
    }

    pub(crate) fn parse(bytes: &[u8]) -> Self {
        Self(form_urlencoded::parse(bytes).into_owned().collect())
    }

    pub(crate) fn of(fields: Vec<(String, String)>) -> Self {
        Self(fields)
    }

    /// The value of a field without the blanks around it; empty when it is missing.
    pub(crate) fn get(&self, name: &str) -> &str {
        let field = self.0.iter().find(|(field, _)| field == name);
        field.map_or("", |(_, value)| value.trim())
    }

    /// Whether a box is ticked.
    pub(crate) fn is_ticked(&self, name: &str) -> bool {
        !self.get(name).is_empty()
    }

    /// Every field, to be carried on to the next page.
    pub(crate) fn fields(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }
}
