//! Content that leaves: opened part by part, as fast as the caller takes it.

use files::Blobs;
use privacy::StreamKey;
use tokio::sync::{OwnedSemaphorePermit, mpsc};
use tokio_stream::wrappers::ReceiverStream;
use tonic::Status;

use crate::files::vault::frames;

/// How many messages wait for a caller who is slower than the disk.
const WAITING: usize = 4;

pub(crate) type Sending<M> = ReceiverStream<Result<M, Status>>;

/// A file on its way out.
pub(crate) struct Outgoing {
    pub(crate) blobs: Blobs,
    pub(crate) key: StreamKey,
    /// Where its parts lie, in order, from `first_part` on.
    pub(crate) objects: Vec<String>,
    /// How many parts are not sent.
    pub(crate) first_part: u64,
    /// Of the whole file.
    pub(crate) bytes: u64,
    /// Held until the last byte has left.
    pub(crate) place: OwnedSemaphorePermit,
}

impl Outgoing {
    /// Sends `first`, then the content as `message` wraps it. A damaged part ends
    /// the stream with a failure: what came before it is what was handed in.
    pub(crate) fn begin<M: Send + 'static>(
        self,
        first: M,
        message: impl Fn(Vec<u8>) -> M + Send + 'static,
    ) -> Sending<M> {
        let (messages, sending) = mpsc::channel(WAITING);
        tokio::spawn(async move {
            if messages.send(Ok(first)).await.is_ok()
                && let Err(failure) = self.content(&messages, message).await
            {
                // Whoever has left does not mind.
                let _ = messages.send(Err(failure)).await;
            }
        });
        ReceiverStream::new(sending)
    }

    async fn content<M>(
        self,
        messages: &mpsc::Sender<Result<M, Status>>,
        message: impl Fn(Vec<u8>) -> M,
    ) -> Result<(), Status> {
        let Self { blobs, key, objects, first_part, bytes, place: _place } = self;
        for (object, part) in objects.iter().zip(first_part..) {
            for frame in frames(&blobs, &key, object, part, bytes).await? {
                if messages.send(Ok(message(frame.to_vec()))).await.is_err() {
                    return Ok(());
                }
            }
        }
        Ok(())
    }
}
