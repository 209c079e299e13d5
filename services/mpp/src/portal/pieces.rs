//! Files passed on as they come from an agency, without being held.

use axum::{
    body::{Body, Bytes},
    http::{HeaderValue, header},
    response::Response,
};
use contract::satupintu::permits::v1::{
    MakePaperRequest, papers_service_client::PapersServiceClient,
};
use tokio_stream::{Stream, StreamExt};
use tonic::{Status, transport::Channel};

use crate::asking::{Asking, Unanswered};

/// `pieces` of a PDF, to be kept by the browser as `name`.
pub(crate) fn pdf(
    name: &str,
    pieces: impl Stream<Item = Result<Vec<u8>, Status>> + Send + 'static,
) -> Response {
    attached("application/pdf", &format!("{name}.pdf"), pieces)
}

/// A paper of a case, which the agency on `line` makes now, to be kept by the browser
/// as `name`.
pub(crate) async fn paper(
    asking: &Asking,
    line: Channel,
    name: &str,
    request: MakePaperRequest,
) -> Result<Response, Unanswered> {
    let mut client = PapersServiceClient::new(line);
    let pieces = asking.answer(client.make_paper(asking.request(request))).await?;
    Ok(pdf(name, pieces.map(|piece| piece.map(|piece| piece.data))))
}

/// `pieces` of a file of that kind, to be kept by the browser as `file_name` and
/// never shown within our pages.
pub(crate) fn attached(
    kind: &'static str,
    file_name: &str,
    pieces: impl Stream<Item = Result<Vec<u8>, Status>> + Send + 'static,
) -> Response {
    let mut response = passed_on(kind, pieces);
    if let Ok(kept_as) = HeaderValue::try_from(format!("attachment; filename=\"{file_name}\"")) {
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
