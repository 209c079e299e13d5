//! Pages and files on their way out: made beside the server's threads, sent in frames.

use std::{thread, vec::IntoIter};

use tokio::sync::oneshot;
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

/// By how much a thread that nobody waits for steps back: it gets a tenth of a
/// processor that another thread wants, and all of an idle one.
#[cfg(target_os = "linux")]
const STEP_BACK: i32 = 10;

/// What `make` makes, for nobody who waits: on a thread of its own that leaves the
/// processors to those that answer calls; without it, a rush of issues would slow
/// every other step down. `None` when it panics.
pub(crate) async fn at_leisure<T: Send + 'static>(
    make: impl FnOnce() -> T + Send + 'static,
) -> Option<T> {
    let (made, wanted) = oneshot::channel();
    let work = move || {
        // A priority is a thread's own on Linux alone; refused, the page comes sooner.
        #[cfg(target_os = "linux")]
        let _ = rustix::process::setpriority_process(None, STEP_BACK);
        let _ = made.send(make());
    };
    thread::Builder::new().name("leisure".into()).spawn(work).ok()?;
    wanted.await.ok()
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
