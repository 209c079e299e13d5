//! Documents that come along with another agency's step: fetched from the agency of
//! the case, sealed as they arrive, and kept in the case here.
//!
//! A fetch goes on where the last one broke off, at a whole part of 1 MiB. What has
//! arrived counts when its hash is the one that was announced.

use std::time::Duration;

use contract::satupintu::exchange::v1::{
    self as pb, exchange_service_client::ExchangeServiceClient, fetch_document_response::Piece,
};
use kernel::Actor;
use permits::{Application, AssignedDocument, Assignment, GRANT_SECONDS, Leaf};
use privacy::SubjectKey;
use store::{Upload, UploadState};
use tokio::time::timeout;
use tonic::{Status, Streaming, transport::Channel};

use crate::{
    exchange::{
        Courier,
        outcome::{DOCUMENT_DIFFERS, Outcome, UNREADABLE, in_time},
        wire,
    },
    files::{
        about::{About, Details, sealed},
        hash::Hashing,
        receive::{Receiving, committed, looked_at},
        vault,
    },
    names,
    outcome::status,
};

/// The most parts that one attempt fetches; then other messages have their turn.
const MOST_PARTS: u64 = 16;
/// How long the other side may send nothing.
const IDLE: Duration = Duration::from_secs(30);

impl Courier {
    /// Fetches what is missing of a document; answers where the other side wrote down
    /// that it was fetched, once it is kept whole, or else what came of it.
    pub(super) async fn fetch(
        &self,
        case: &Application,
        (assignment, document): (&Assignment, &AssignedDocument),
        mut line: ExchangeServiceClient<Channel>,
    ) -> Result<Leaf, Outcome> {
        let unreadable = || Outcome::Lasting(UNREADABLE.to_owned());
        let key = self.store.subject_key(&case.subject).await.map_err(status)?;
        let key = key.ok_or_else(|| edge::refused("DATA_ERASED", &[]))?;
        let upload = self.upload(case, (assignment, document), &key).await?;
        let request = pb::FetchDocumentRequest {
            parent: names::agency(&assignment.from),
            request_id: self.store.new_id().map_err(status)?,
            hand_over: assignment.id.clone(),
            document: document.origin.clone(),
            kept_parts: upload.parts,
        };
        let mut pieces = in_time(line.fetch_document(request)).await?;
        let Some(Piece::Leaf(leaf)) = next(&mut pieces).await? else { return Err(unreadable()) };
        let leaf = wire::told(Some(&leaf)).ok_or_else(unreadable)?;
        let before = upload.parts;
        let mut receiving = Receiving::begin(&self.store, &self.blobs, &key, upload)?;
        while committed(&receiving.upload) != receiving.upload.bytes {
            if receiving.upload.parts - before >= MOST_PARTS {
                return Err(Outcome::Underway);
            }
            match next(&mut pieces).await? {
                Some(Piece::Data(data)) => receiving.take(&data).await?,
                Some(Piece::Leaf(_)) => return Err(unreadable()),
                None => return Err(Status::unavailable("the document ends too early").into()),
            }
        }
        let upload = receiving.upload;
        let media = document.file.media;
        let hash = looked_at(&self.store, &self.blobs, &key, &upload, media).await?;
        let announced = self.store.unseal(&document.file.content).await.map_err(status)?;
        if announced.as_deref() == Some(hash.as_bytes()) {
            return Ok(leaf);
        }
        self.begin_anew(&upload).await?;
        Err(Outcome::Lasting(DOCUMENT_DIFFERS.to_owned()))
    }

    /// Where the content is gathered: as far as it has come, or from its beginning.
    async fn upload(
        &self,
        case: &Application,
        (assignment, document): (&Assignment, &AssignedDocument),
        key: &SubjectKey,
    ) -> Result<Upload, Status> {
        let file = &document.file;
        if let Some(upload) = self.store.upload(&file.id).await.map_err(status)? {
            return match upload.state {
                UploadState::Open => Ok(upload),
                UploadState::Finished | UploadState::Gone => {
                    Err(edge::refused("UPLOAD_ENDED", &[]))
                }
            };
        }
        let details = self.store.unseal(&file.details).await.map_err(status)?;
        let details = details.ok_or_else(|| edge::refused("DATA_ERASED", &[]))?;
        let details = Details::from_bytes(&details)?;
        let bytes = details.bytes;
        if bytes > self.largest_file_bytes {
            let limit = [("limit_bytes", self.largest_file_bytes.to_string())];
            return Err(edge::refused("FILE_TOO_LARGE", &limit));
        }
        let (purpose, media) = (Some(file.purpose.clone()), file.media);
        let about = About { purpose, media, replaces: None, details };
        // However long the other side would wait.
        let longest = self.store.clock().now().plus_seconds(GRANT_SECONDS);
        let upload = Upload {
            id: file.id.clone(),
            application: case.id.clone(),
            owner: Actor::Peer(assignment.from.clone()).to_string(),
            state: UploadState::Open,
            bytes,
            parts: 0,
            about: sealed(key, &file.id, "about", &about.to_bytes())?,
            // Nobody announces it twice: the hand-over's inbox knows it.
            digest: Vec::new(),
            hash: sealed(key, &file.id, "hash", &Hashing::default().laid_aside())?,
            expires_at: document.until.min(longest),
        };
        self.store.create_upload(&upload).await.map_err(status)
    }

    /// Destroys what has arrived, so that the next attempt begins anew.
    async fn begin_anew(&self, upload: &Upload) -> Result<(), Status> {
        let now = self.store.clock().now();
        self.store.end_upload(&upload.id, UploadState::Gone, now).await.map_err(status)?;
        vault::remove(&self.blobs, &upload.id, &[]).await.map_err(vault::unavailable)?;
        self.store.forget_upload(&upload.id).await.map_err(status)
    }

    /// Ends the gathering of what stands in its case now.
    pub(super) async fn gathered(&self, file: &str) -> Result<(), Outcome> {
        let now = self.store.clock().now();
        if self.store.end_upload(file, UploadState::Finished, now).await.map_err(status)? {
            vault::sweep(&self.store, &self.blobs, file).await?;
        }
        Ok(())
    }
}

async fn next(pieces: &mut Streaming<pb::FetchDocumentResponse>) -> Result<Option<Piece>, Status> {
    match timeout(IDLE, pieces.message()).await {
        Ok(message) => Ok(message?.and_then(|message| message.piece)),
        Err(_) => Err(Status::deadline_exceeded("no answer")),
    }
}
