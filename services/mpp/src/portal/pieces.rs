//! Files passed on as they come from an agency, without being held.

use axum::{
    body::{Body, Bytes},
    http::{HeaderValue, header},
    response::Response,
};
use tokio_stream::{Stream, StreamExt};
use tonic::Status;

/// `pieces` of a PDF, to be kept by the browser as `name`.
pub(crate) fn pdf(
    name: &str,
    pieces: impl Stream<Item = Result<Vec<u8>, Status>> + Send + 'static,
) -> Response {
    let mut response = passed_on("application/pdf", pieces);
    if let Ok(kept_as) = HeaderValue::try_from(format!("attachment; filename=\"{name}.pdf\"")) {
        response.headers_mut().insert(header::CONTENT_DISPOSITION, kept_as);
    }
    response
}

/// `pieces` of a picture.
pub(crate) fn png(
    pieces: impl Stream<Item = Result<Vec<u8>, Status>> + Send + 'static,
) -> Response {
    passed_on("image/png", pieces)
}

fn passed_on(
    kind: &'static str,
    pieces: impl Stream<Item = Result<Vec<u8>, Status>> + Send + 'static,
) -> Response {
    let mut response = Response::new(Body::from_stream(pieces.map(|piece| piece.map(Bytes::from))));
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    response
}
