//! The files service: authenticates, asks the rules, moves content.

use std::sync::Arc;

use contract::satupintu::files::v1::{self as pb, files_service_server as server};
use files::Blobs;
use permits::{Command, FileFor, NewFile, SizeClass, TAIL_BYTES};
use prost::Message;
use store::{Act, Answer, Reply, Store, Upload, UploadState};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tonic::{Request, Response, Status, Streaming};

use crate::{
    files::{
        about::{About, Coordinates, Details, opened, sealed},
        hash::Hashing,
        party::Party,
        receive::{committed, next, wrong},
        send::{Outgoing, Sending},
        vault::{self, frames, unavailable},
        wire::{self, OnCase},
    },
    names,
    outcome::status,
    permits::{PermitsService, Sealing, answer},
    wire::timestamp,
    writing::submit,
};

/// An upload that nobody finishes is given up after a day.
const GIVEN_UP_AFTER_SECONDS: i64 = 24 * 3600;
/// What ended is forgotten when nobody can be repeating the call any more.
pub(super) const FORGOTTEN_AFTER_SECONDS: i64 = 8 * 24 * 3600;
/// So many files move at once; each holds a part or two in memory.
const MOST_MOVING: usize = 16;

/// Files of applications.
pub(crate) struct FilesService {
    pub(super) cases: PermitsService,
    pub(super) blobs: Blobs,
    largest_bytes: u64,
    moving: Arc<Semaphore>,
}

type Answered<T> = Result<Response<T>, Status>;

impl FilesService {
    /// The service for cases of `store`, with files of at most `largest_bytes`
    /// among `blobs`.
    pub(crate) fn new(store: Store, blobs: Blobs, largest_bytes: u64) -> Self {
        let cases = PermitsService { store };
        Self { cases, blobs, largest_bytes, moving: Arc::new(Semaphore::new(MOST_MOVING)) }
    }

    pub(super) fn store(&self) -> &Store {
        &self.cases.store
    }

    fn place(&self) -> Result<OwnedSemaphorePermit, Status> {
        let place = Arc::clone(&self.moving).try_acquire_owned();
        let pause = std::time::Duration::from_secs(2);
        place.map_err(|_| edge::retry_later("OVERLOADED", pause, &[]))
    }

    /// Asks the rules of the case whether a file for this may come now.
    async fn may_attach(&self, party: &Party, about: &About) -> Result<(), Status> {
        let record = &party.found.record;
        let ground = self.store().ground(record).await.map_err(status)?;
        let context = ground.context(self.store().clock().now());
        let About { purpose, replaces, .. } = about;
        record
            .may_attach(&party.acting(), purpose, replaces.as_deref(), &context)
            .map_err(|refusal| edge::refused(refusal.reason(), &[("detail", refusal.to_string())]))
    }

    /// Looks at the end of the content that is kept.
    async fn look_at_end(
        &self,
        party: &Party,
        upload: &Upload,
        about: &About,
    ) -> Result<(), Status> {
        let from = upload.bytes.saturating_sub(TAIL_BYTES as u64) / vault::PART_BYTES;
        let objects = self.store().parts(&upload.id, from).await.map_err(status)?;
        let key = party.key.stream(&upload.id);
        let mut tail = Vec::new();
        for (object, part) in objects.iter().zip(from..) {
            for frame in frames(&self.blobs, &key, object, part, upload.bytes).await? {
                tail.extend_from_slice(&frame);
                tail.drain(..tail.len().saturating_sub(TAIL_BYTES));
            }
        }
        about.media.ends(&tail).map_err(wrong)
    }

    /// The file that an upload has become, as the record will know it.
    async fn finished(
        &self,
        party: &Party,
        upload: &Upload,
        sealing: &mut Sealing<'_>,
    ) -> Result<NewFile, Status> {
        match upload.state {
            UploadState::Open => {}
            // A repeat: the sequencer knows the first answer.
            UploadState::Finished => {
                let held = party.found.record.file(&upload.id);
                return held
                    .map(|held| held.file.clone())
                    .ok_or_else(|| edge::refused("UPLOAD_ENDED", &[]));
            }
            UploadState::Gone => return Err(edge::refused("UPLOAD_ENDED", &[])),
        }
        if committed(upload) != upload.bytes {
            return Err(edge::refused("UPLOAD_INCOMPLETE", &[]));
        }
        let about = About::of(upload, &party.key)?;
        self.look_at_end(party, upload, &about).await?;
        let state = opened(&party.key, &upload.id, "hash", &upload.hash)?;
        let hash = Hashing::taken_up(&state).map_err(|why| edge::failed(&why))?.finish();
        let About { purpose, media, replaces, details } = about;
        Ok(NewFile {
            id: upload.id.clone(),
            purpose,
            media,
            size: SizeClass::of(details.bytes),
            details: sealing.seal_bytes("file.details", &details.to_bytes())?,
            content: sealing.seal_bytes("file.content", hash.as_bytes())?,
            replaces,
        })
    }

    /// Submits a command on a case that a receipt or a token has opened.
    async fn act<M: Message>(
        &self,
        method: &'static str,
        message: &M,
        party: &Party,
        request_id: String,
        command: Command,
        sealing: Vec<store::SealedRow>,
    ) -> Result<Reply, Status> {
        let act = Act::Permit {
            agency: party.agency.clone(),
            application: party.found.record.id.clone(),
            etag: None,
            command: Box::new(command),
        };
        submit(self.store(), method, message, party.actor(), request_id, act, sealing).await
    }

    /// What is sealed of a file of the party's case.
    async fn details(&self, party: &Party, file: &NewFile) -> Result<pb::FileDetails, Status> {
        let gone = || edge::refused("FILE_NOT_FOUND", &[]);
        let details = self.store().unseal(&file.details).await.map_err(status)?.ok_or_else(gone)?;
        let Details { name: file_name, bytes, coordinates } = Details::from_bytes(&details)?;
        Ok(pb::FileDetails {
            name: names::file(&party.agency, &party.found.record.id, &file.id),
            file_name,
            media_type: answer::media(file.media).into(),
            size_bytes: bytes,
            sha256: self.hash_of(file).await?,
            coordinates: coordinates.map(|Coordinates { latitude_e7, longitude_e7 }| {
                pb::Coordinates { latitude_e7, longitude_e7 }
            }),
        })
    }

    async fn hash_of(&self, file: &NewFile) -> Result<String, Status> {
        let hash = self.store().unseal(&file.content).await.map_err(status)?;
        let hash = hash.ok_or_else(|| edge::refused("FILE_NOT_FOUND", &[]))?;
        String::from_utf8(hash).map_err(|why| edge::failed(&why))
    }

    fn pending(party: &Party, upload: &Upload) -> pb::PendingUpload {
        pb::PendingUpload {
            name: names::upload(&party.agency, &upload.application, &upload.id),
            committed_bytes: committed(upload),
            size_bytes: upload.bytes,
            expires_at: Some(timestamp(upload.expires_at)),
        }
    }
}

#[tonic::async_trait]
impl server::FilesService for FilesService {
    type DownloadFileStream = Sending;

    async fn create_upload(
        &self,
        request: Request<pb::CreateUploadRequest>,
    ) -> Answered<pb::CreateUploadResponse> {
        let OnCase { agency, application, holder, brings: (id, about) } =
            wire::announcement(request.get_ref())?;
        let party = self.party(edge::caller(&request)?, agency, &application, holder).await?;
        let bytes = about.details.bytes;
        if bytes > self.largest_bytes {
            let limit = [("limit_bytes", self.largest_bytes.to_string())];
            return Err(edge::refused("FILE_TOO_LARGE", &limit));
        }
        // Under the same key the same announcement has the same digest.
        let announced = about.to_bytes();
        let digest = self.store().keys().digests().digest(&announced).to_vec();
        let repeated = |upload: &Upload| {
            upload.digest == digest
                && upload.application == application
                && upload.owner == party.owner()
        };
        if let Some(upload) = self.store().upload(&id).await.map_err(status)? {
            if !repeated(&upload) {
                return Err(edge::refused("UPLOAD_ID_TAKEN", &[]));
            }
            let upload = Some(Self::pending(&party, &upload));
            return Ok(Response::new(pb::CreateUploadResponse { upload }));
        }
        self.may_attach(&party, &about).await?;
        let upload = Upload {
            application: application.clone(),
            owner: party.owner(),
            state: UploadState::Open,
            bytes,
            parts: 0,
            about: sealed(&party.key, &id, "about", &announced)?,
            digest: digest.clone(),
            hash: sealed(&party.key, &id, "hash", &Hashing::default().laid_aside())?,
            expires_at: self.store().clock().now().plus_seconds(GIVEN_UP_AFTER_SECONDS),
            id,
        };
        let upload = self.store().create_upload(&upload).await.map_err(status)?;
        if !repeated(&upload) {
            return Err(edge::refused("UPLOAD_ID_TAKEN", &[]));
        }
        let upload = Some(Self::pending(&party, &upload));
        Ok(Response::new(pb::CreateUploadResponse { upload }))
    }

    async fn upload(
        &self,
        request: Request<Streaming<pb::UploadRequest>>,
    ) -> Answered<pb::UploadResponse> {
        let caller = edge::caller(&request)?.clone();
        let _place = self.place()?;
        let mut stream = request.into_inner();
        let first = next(&mut stream).await?.unwrap_or_default();
        let OnCase { agency, application, holder, brings: (id, offset) } = wire::beginning(&first)?;
        let party = self.party(&caller, agency, &application, holder).await?;
        let upload = self.upload_of(&party, &id).await?;
        let upload = self.receive(&party, upload, offset, first.data, &mut stream).await?;
        let upload = Some(Self::pending(&party, &upload));
        Ok(Response::new(pb::UploadResponse { upload }))
    }

    async fn get_upload(
        &self,
        request: Request<pb::GetUploadRequest>,
    ) -> Answered<pb::GetUploadResponse> {
        let OnCase { agency, application, holder, brings: (id, ()) } =
            wire::asking(request.get_ref())?;
        let party = self.party(edge::caller(&request)?, agency, &application, holder).await?;
        let upload = self.upload_of(&party, &id).await?;
        if upload.state == UploadState::Gone {
            return Err(edge::refused("UPLOAD_ENDED", &[]));
        }
        let upload = Some(Self::pending(&party, &upload));
        Ok(Response::new(pb::GetUploadResponse { upload }))
    }

    async fn finish_upload(
        &self,
        request: Request<pb::FinishUploadRequest>,
    ) -> Answered<pb::FinishUploadResponse> {
        const METHOD: &str = "FinishUpload";
        let message = request.get_ref();
        let OnCase { agency, application, holder, brings: (id, request_id) } =
            wire::finishing(message)?;
        let party = self.party(edge::caller(&request)?, agency, &application, holder).await?;
        let upload = self.upload_of(&party, &id).await?;
        let subject = party.found.record.subject.clone();
        let key = Arc::clone(&party.key);
        let mut sealing = Sealing { store: self.store(), key, subject, rows: Vec::new() };
        let file = Box::new(self.finished(&party, &upload, &mut sealing).await?);
        let (command, rows) = (Command::Attach { file }, sealing.rows);
        let reply = self.act(METHOD, message, &party, request_id, command, rows).await?;
        let forgotten_at = self.store().clock().now().plus_seconds(FORGOTTEN_AFTER_SECONDS);
        let state = UploadState::Finished;
        if self.store().end_upload(&id, state, forgotten_at).await.map_err(status)? {
            vault::sweep(self.store(), &self.blobs, &id).await?;
        }
        let Answer::Application(record) = &reply.answer else {
            return Err(edge::refused("INTERNAL", &[]));
        };
        let held = record.file(&id).ok_or_else(|| edge::refused("INTERNAL", &[]))?;
        Ok(Response::new(pb::FinishUploadResponse {
            file: Some(answer::file(record, held)),
            journal_index: reply.index,
            sha256: self.hash_of(&held.file).await?,
        }))
    }

    async fn delete_upload(
        &self,
        request: Request<pb::DeleteUploadRequest>,
    ) -> Answered<pb::DeleteUploadResponse> {
        let OnCase { agency, application, holder, brings: (id, ()) } =
            wire::giving_up(request.get_ref())?;
        let party = self.party(edge::caller(&request)?, agency, &application, holder).await?;
        let upload = self.upload_of(&party, &id).await?;
        // Also when the row still says open: the record is what counts.
        if upload.state == UploadState::Finished || party.found.record.file(&id).is_some() {
            return Err(edge::refused("UPLOAD_ENDED", &[]));
        }
        let forgotten_at = self.store().clock().now().plus_seconds(FORGOTTEN_AFTER_SECONDS);
        let state = UploadState::Gone;
        self.store().end_upload(&id, state, forgotten_at).await.map_err(status)?;
        vault::remove(&self.blobs, &id, &[]).await.map_err(unavailable)?;
        Ok(Response::new(pb::DeleteUploadResponse {}))
    }

    async fn list_files(
        &self,
        request: Request<pb::ListFilesRequest>,
    ) -> Answered<pb::ListFilesResponse> {
        let OnCase { agency, application, holder, brings: () } = wire::listing(request.get_ref())?;
        let party = self.party(edge::caller(&request)?, agency, &application, holder).await?;
        let mut listed = pb::ListFilesResponse::default();
        let record = &party.found.record;
        let is_shown = |purpose: &FileFor| match purpose {
            FileFor::Requirement(_) => true,
            FileFor::Step(_) => !party.is_applicant(),
        };
        for held in record.files.iter().filter(|held| is_shown(&held.file.purpose)) {
            listed.files.push(answer::file(record, held));
            if party.is_applicant() {
                listed.details.push(self.details(&party, &held.file).await?);
            }
        }
        Ok(Response::new(listed))
    }

    /// An officer's opening is journaled with its purpose before a byte leaves.
    async fn download_file(
        &self,
        request: Request<pb::DownloadFileRequest>,
    ) -> Answered<Self::DownloadFileStream> {
        const METHOD: &str = "DownloadFile";
        let message = request.get_ref();
        let OnCase { agency, application, holder, brings: (id, opening) } = wire::opening(message)?;
        let party = self.party(edge::caller(&request)?, agency, &application, holder).await?;
        let not_found = || edge::refused("FILE_NOT_FOUND", &[]);
        if party.is_applicant() {
            let own = party.found.record.file(&id).filter(|held| held.by.is_none());
            own.ok_or_else(not_found)?;
        } else {
            let Some(purpose) = opening.purpose else {
                let mut faults = edge::Violations::new();
                faults.add("purpose", "must be one of the purposes");
                return Err(faults.finish::<()>(None).err().unwrap_or_else(not_found));
            };
            let command = Command::ReadFile { file: id.clone(), purpose };
            self.act(METHOD, message, &party, opening.request_id, command, Vec::new()).await?;
        }
        let held = party.found.record.file(&id).ok_or_else(not_found)?;
        let place = self.place()?;
        let details = self.details(&party, &held.file).await?;
        let outgoing = Outgoing {
            blobs: self.blobs.clone(),
            key: party.key.stream(&id),
            objects: self.store().parts(&id, 0).await.map_err(status)?,
            bytes: details.size_bytes,
            place,
        };
        Ok(Response::new(outgoing.begin(details)))
    }
}
