//! Pages and files on their way out: made beside the server's threads, sent in frames.

use std::vec::IntoIter;

use tokio_stream::Iter;
use tonic::{Response, Status};

/// The bytes of one frame.
const FRAME: usize = 64 * 1024;

/// A finished document as the messages `M` of a stream.
pub(crate) type Frames<M> = Iter<IntoIter<Result<M, Status>>>;

/// `bytes` in frames, each in its `message`.
pub(crate) fn frames<M>(bytes: &[u8], message: impl Fn(Vec<u8>) -> M) -> Response<Frames<M>> {
    let frames: Vec<_> = bytes.chunks(FRAME).map(|frame| Ok(message(frame.to_vec()))).collect();
    Response::new(tokio_stream::iter(frames))
}

/// What `make` makes: a page takes tens of milliseconds, so not on a thread that
/// answers calls.
///
/// # Errors
/// `DOCUMENT_UNRENDERED`; why, the log says.
pub(crate) async fn printed(
    make: impl FnOnce() -> Result<Vec<u8>, documents::Error> + Send + 'static,
) -> Result<Vec<u8>, Status> {
    let made = tokio::task::spawn_blocking(make).await.map_err(|error| edge::failed(&error))?;
    made.map_err(|error| {
        tracing::error!(error = &error as &dyn std::error::Error, "a page could not be made");
        edge::refused("DOCUMENT_UNRENDERED", &[])
    })
}
