//! Content that arrives: hashed, sealed frame by frame, kept part by part.
//!
//! At most one part is in memory. What was not a whole part when a line broke
//! is lost, and sent again.

use std::time::Duration;

use contract::satupintu::files::v1::UploadRequest;
use files::Blobs;
use kernel::{Media, TAIL_BYTES, WrongContent};
use privacy::{FRAME_BYTES, Frame, StreamKey, SubjectKey};
use store::{Store, Upload, UploadState};
use tokio::time::timeout;
use tonic::{Status, Streaming};
use zeroize::Zeroizing;

use crate::{
    files::{
        about::{About, opened, sealed},
        hash::Hashing,
        party::Party,
        service::FilesService,
        vault::{PART_BYTES, SEALED_PART_BYTES, frames, object, unavailable},
        wire,
    },
    outcome::status,
};

/// How long a caller may send nothing.
const IDLE: Duration = Duration::from_secs(60);

/// The next message of a caller who has not fallen silent.
pub(super) async fn next(
    stream: &mut Streaming<UploadRequest>,
) -> Result<Option<UploadRequest>, Status> {
    match timeout(IDLE, stream.message()).await {
        Ok(message) => message,
        Err(_) => Err(edge::refused("DEADLINE_EXCEEDED", &[])),
    }
}

/// Refuses content that is not of its kind, and says in what way.
pub(super) fn wrong(why: WrongContent) -> Status {
    edge::refused("FILE_CONTENT_WRONG", &[("detail", why.to_string())])
}

/// How many bytes of an upload are kept for good.
pub(crate) fn committed(upload: &Upload) -> u64 {
    (upload.parts * PART_BYTES).min(upload.bytes)
}

impl FilesService {
    /// Receives what the caller sends from `offset` on, beginning with `first`.
    /// Answers the upload as it is kept then.
    pub(super) async fn receive(
        &self,
        party: &Party,
        upload: Upload,
        offset: u64,
        first: Vec<u8>,
        stream: &mut Streaming<UploadRequest>,
    ) -> Result<Upload, Status> {
        if upload.state != UploadState::Open {
            return Err(edge::refused("UPLOAD_ENDED", &[]));
        }
        if offset != committed(&upload) {
            return Err(edge::refused("UPLOAD_OFFSET_WRONG", &[]));
        }
        let mut receiving = Receiving::begin(self.store(), &self.blobs, &party.key, upload)?;
        let mut data = first;
        loop {
            receiving.take(&data).await?;
            match next(stream).await? {
                Some(message) => data = wire::more(message)?,
                None => break,
            }
        }
        Ok(receiving.upload)
    }
}

/// Looks at the end of the content that is kept, and answers its SHA-256 in hex.
pub(crate) async fn looked_at(
    store: &Store,
    blobs: &Blobs,
    subject: &SubjectKey,
    upload: &Upload,
    media: Media,
) -> Result<String, Status> {
    let from = upload.bytes.saturating_sub(TAIL_BYTES as u64) / PART_BYTES;
    let objects = store.parts(&upload.id, from).await.map_err(status)?;
    let key = subject.stream(&upload.id);
    let mut tail = Vec::new();
    for (object, part) in objects.iter().zip(from..) {
        for frame in frames(blobs, &key, object, part, upload.bytes).await? {
            tail.extend_from_slice(&frame);
            tail.drain(..tail.len().saturating_sub(TAIL_BYTES));
        }
    }
    media.ends(&tail).map_err(wrong)?;
    let state = opened(subject, &upload.id, "hash", &upload.hash)?;
    Ok(Hashing::taken_up(&state).map_err(|why| edge::failed(&why))?.finish())
}

/// Content on its way into an upload.
pub(crate) struct Receiving<'a> {
    store: &'a Store,
    blobs: &'a Blobs,
    subject: &'a SubjectKey,
    key: StreamKey,
    media: Media,
    /// As it is kept.
    pub(crate) upload: Upload,
    hash: Hashing,
    /// How many bytes are in `part` or before it.
    framed: u64,
    /// The plain bytes of the frame that is being filled.
    frame: Zeroizing<Vec<u8>>,
    /// The sealed frames of the part that is being filled.
    part: Vec<u8>,
}

impl<'a> Receiving<'a> {
    /// Goes on where `upload` stands.
    pub(crate) fn begin(
        store: &'a Store,
        blobs: &'a Blobs,
        subject: &'a SubjectKey,
        upload: Upload,
    ) -> Result<Self, Status> {
        let about = About::of(&upload, subject)?;
        let state = opened(subject, &upload.id, "hash", &upload.hash)?;
        Ok(Self {
            store,
            blobs,
            subject,
            key: subject.stream(&upload.id),
            media: about.media,
            hash: Hashing::taken_up(&state).map_err(|why| edge::failed(&why))?,
            framed: committed(&upload),
            upload,
            // Reserved at once: a vector that grew would leave copies behind unwiped.
            frame: Zeroizing::new(Vec::with_capacity(FRAME_BYTES)),
            part: Vec::new(),
        })
    }

    /// Takes the next bytes; what makes a part is kept for good.
    pub(crate) async fn take(&mut self, mut data: &[u8]) -> Result<(), Status> {
        let so_far = self.framed + self.frame.len() as u64 + data.len() as u64;
        if so_far > self.upload.bytes {
            return Err(edge::refused("FILE_TOO_LARGE", &[]));
        }
        while !data.is_empty() {
            let room = FRAME_BYTES - self.frame.len();
            let (now, later) = data.split_at(room.min(data.len()));
            self.frame.extend_from_slice(now);
            data = later;
            let is_end = self.framed + self.frame.len() as u64 == self.upload.bytes;
            if self.frame.len() == FRAME_BYTES || is_end {
                self.seal_frame()?;
                if is_end || self.framed.is_multiple_of(PART_BYTES) {
                    self.keep_part().await?;
                }
            }
        }
        Ok(())
    }

    fn seal_frame(&mut self) -> Result<(), Status> {
        let place = Frame::at(self.framed, self.upload.bytes)
            .ok_or_else(|| edge::refused("UPLOAD_OFFSET_WRONG", &[]))?;
        if place.index == 0 {
            self.media.begins(&self.frame).map_err(wrong)?;
        }
        self.hash.update(&self.frame);
        let nonce = store::random().map_err(status)?;
        if self.part.capacity() == 0 {
            let rest = usize::try_from(self.upload.bytes - self.framed).unwrap_or(usize::MAX);
            // A short file needs no room for a whole part.
            self.part.reserve_exact(SEALED_PART_BYTES.min(rest.saturating_add(FRAME_BYTES)));
        }
        self.part.extend_from_slice(&self.key.seal(place, &self.frame, nonce));
        self.framed += self.frame.len() as u64;
        self.frame.clear();
        Ok(())
    }

    async fn keep_part(&mut self) -> Result<(), Status> {
        let (store, blobs, upload) = (self.store, self.blobs, &mut self.upload);
        let hash = sealed(self.subject, &upload.id, "hash", &self.hash.laid_aside())?;
        let object = object(&upload.id, upload.parts)?;
        blobs.put(&object, std::mem::take(&mut self.part)).await.map_err(unavailable)?;
        let kept =
            store.keep_part(&upload.id, upload.parts, &object, &hash).await.map_err(status)?;
        if !kept {
            blobs.delete(&object).await.map_err(unavailable)?;
            return Err(edge::refused("UPLOAD_OFFSET_WRONG", &[]));
        }
        upload.parts += 1;
        upload.hash = hash;
        Ok(())
    }
}
