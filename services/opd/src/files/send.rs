//! Content that leaves: opened part by part, as fast as the caller takes it.

use contract::satupintu::files::v1::{
    DownloadFileResponse, FileDetails, download_file_response::Piece,
};
use files::Blobs;
use privacy::StreamKey;
use tokio::sync::{OwnedSemaphorePermit, mpsc};
use tokio_stream::wrappers::ReceiverStream;
use tonic::Status;

use crate::files::vault::frames;

/// How many messages wait for a caller who is slower than the disk.
const WAITING: usize = 4;

pub(crate) type Sending = ReceiverStream<Result<DownloadFileResponse, Status>>;

/// A file on its way out.
pub(super) struct Outgoing {
    pub(super) blobs: Blobs,
    pub(super) key: StreamKey,
    /// Where its parts lie, in order.
    pub(super) objects: Vec<String>,
    pub(super) bytes: u64,
    /// Held until the last byte has left.
    pub(super) place: OwnedSemaphorePermit,
}

impl Outgoing {
    /// The details first, then the content. A damaged part ends the stream with
    /// a failure: what came before it is what was handed in.
    pub(super) fn begin(self, details: FileDetails) -> Sending {
        let (messages, sending) = mpsc::channel(WAITING);
        tokio::spawn(async move {
            let details = DownloadFileResponse { piece: Some(Piece::Details(details)) };
            if messages.send(Ok(details)).await.is_ok()
                && let Err(failure) = self.content(&messages).await
            {
                // Whoever has left does not mind.
                let _ = messages.send(Err(failure)).await;
            }
        });
        ReceiverStream::new(sending)
    }

    async fn content(
        self,
        messages: &mpsc::Sender<Result<DownloadFileResponse, Status>>,
    ) -> Result<(), Status> {
        let Self { blobs, key, objects, bytes, place: _place } = self;
        for (object, part) in objects.iter().zip(0..) {
            for frame in frames(&blobs, &key, object, part, bytes).await? {
                let piece = Some(Piece::Data(frame.to_vec()));
                if messages.send(Ok(DownloadFileResponse { piece })).await.is_err() {
                    return Ok(());
                }
            }
        }
        Ok(())
    }
}
