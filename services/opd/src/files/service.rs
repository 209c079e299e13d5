//! The files service: authenticates, asks the rules, moves content.

use std::sync::Arc;

use complaints::Attachment;
use contract::satupintu::files::v1::{
    self as pb, download_file_response::Piece, files_service_server as server,
};
use files::Blobs;
use kernel::SizeClass;
use permits::NewFile;
use prost::Message;
use store::{Act, Answer, Reply, Store, Upload, UploadState};
use tonic::{Request, Response, Status, Streaming};

use crate::{
    files::{
        about::{About, Coordinates, Details, sealed},
        hash::Hashing,
        held::{Deed, Held, Kept},
        moving::Moving,
        party::Party,
        receive::{committed, looked_at, next},
        send::{Outgoing, Sending},
        vault::{self, unavailable},
        wire::{self, OnRecord},
    },
    outcome::status,
    permits::{PermitsService, Sealing, answer},
    wire::timestamp,
    writing::submit,
};

/// An upload that nobody finishes is given up after a day.
const GIVEN_UP_AFTER_SECONDS: i64 = 24 * 3600;
/// What ended is forgotten when nobody can be repeating the call any more.
pub(super) const FORGOTTEN_AFTER_SECONDS: i64 = 8 * 24 * 3600;

/// Files of applications and complaints.
pub(crate) struct FilesService {
    pub(super) cases: PermitsService,
    pub(super) blobs: Blobs,
    largest_bytes: u64,
    moving: Moving,
}

type Answered<T> = Result<Response<T>, Status>;

impl FilesService {
    /// The service for records of `store`, with files of at most `largest_bytes`
    /// among `blobs`, as far as others leave room in `moving`.
    pub(crate) fn new(store: Store, blobs: Blobs, largest_bytes: u64, moving: Moving) -> Self {
        let cases = PermitsService { store };
        Self { cases, blobs, largest_bytes, moving }
    }

    pub(super) fn store(&self) -> &Store {
        &self.cases.store
    }

    /// Asks the rules of the record whether a file for this may come now.
    async fn may_attach(&self, party: &Party, about: &About) -> Result<(), Status> {
        let refused = |reason: &str, why: String| edge::refused(reason, &[("detail", why)]);
        match (&party.held, &about.purpose) {
            (Held::Case(case), Some(purpose)) => {
                let ground = self.store().ground(case).await.map_err(status)?;
                let context = ground.context(self.store().clock().now());
                case.may_attach(&party.acting(), purpose, about.replaces.as_deref(), &context)
                    .map_err(|refusal| refused(refusal.reason(), refusal.to_string()))
            }
            (Held::Complaint(complaint), None) => complaint
                .may_attach(&party.acting())
                .map_err(|refusal| refused(refusal.reason(), refusal.to_string())),
            // The announcement was checked against its parent.
            (Held::Case(_), None) | (Held::Complaint(_), Some(_)) => {
                Err(edge::refused("INTERNAL", &[]))
            }
        }
    }

    /// The command by which an upload becomes a file of its record.
    async fn attaching(
        &self,
        party: &Party,
        upload: &Upload,
        sealing: &mut Sealing<'_>,
    ) -> Result<Deed, Status> {
        let ended = || edge::refused("UPLOAD_ENDED", &[]);
        match upload.state {
            UploadState::Open => {}
            // A repeat: the sequencer knows the first answer.
            UploadState::Finished => return party.held.again(&upload.id).ok_or_else(ended),
            UploadState::Gone => return Err(ended()),
        }
        if committed(upload) != upload.bytes {
            return Err(edge::refused("UPLOAD_INCOMPLETE", &[]));
        }
        let about = About::of(upload, &party.key)?;
        let hash = looked_at(self.store(), &self.blobs, &party.key, upload, about.media).await?;
        let About { purpose, media, replaces, details: about } = about;
        let (id, size) = (upload.id.clone(), SizeClass::of(about.bytes));
        let details = sealing.seal_bytes("file.details", &about.to_bytes())?;
        let content = sealing.seal_bytes("file.content", hash.as_bytes())?;
        Ok(match purpose {
            Some(purpose) => {
                let file = NewFile { id, purpose, media, size, details, content, replaces };
                Deed::OnCase(permits::Command::Attach { file: Box::new(file) })
            }
            None => {
                let attachment = Attachment { id, media, size, details, content };
                Deed::OnComplaint(complaints::Command::Attach { attachment })
            }
        })
    }

    /// Submits a command on a record that a receipt or a token has opened.
    async fn act<M: Message>(
        &self,
        method: &'static str,
        message: &M,
        party: &Party,
        request_id: String,
        deed: Deed,
        sealing: Vec<store::SealedRow>,
    ) -> Result<Reply, Status> {
        let (agency, id, etag) = (party.agency.clone(), party.held.id().to_owned(), None);
        let act = match deed {
            Deed::OnCase(command) => {
                let command = Box::new(command);
                Act::Permit { agency, application: id, etag, command }
            }
            Deed::OnComplaint(command) => {
                let command = Box::new(command);
                Act::Complaint { agency, complaint: id, etag, command }
            }
        };
        submit(self.store(), method, message, party.actor(), request_id, act, sealing).await
    }

    /// What is sealed of a file of the party's record.
    async fn details(&self, party: &Party, file: &Kept) -> Result<pb::FileDetails, Status> {
        let gone = || edge::refused("FILE_NOT_FOUND", &[]);
        let details = self.store().unseal(&file.details).await.map_err(status)?.ok_or_else(gone)?;
        let Details { name: file_name, bytes, coordinates } = Details::from_bytes(&details)?;
        Ok(pb::FileDetails {
            name: format!("{}/files/{}", party.held.name(), file.id),
            file_name,
            media_type: answer::media(file.media).into(),
            size_bytes: bytes,
            sha256: self.hash_of(file).await?,
            coordinates: coordinates.map(|Coordinates { latitude_e7, longitude_e7 }| {
                pb::Coordinates { latitude_e7, longitude_e7 }
            }),
        })
    }

    async fn hash_of(&self, file: &Kept) -> Result<String, Status> {
        let hash = self.store().unseal(&file.content).await.map_err(status)?;
        let hash = hash.ok_or_else(|| edge::refused("FILE_NOT_FOUND", &[]))?;
        String::from_utf8(hash).map_err(|why| edge::failed(&why))
    }

    fn pending(party: &Party, upload: &Upload) -> pb::PendingUpload {
        pb::PendingUpload {
            name: format!("{}/uploads/{}", party.held.name(), upload.id),
            committed_bytes: committed(upload),
            size_bytes: upload.bytes,
            expires_at: Some(timestamp(upload.expires_at)),
        }
    }
}

#[tonic::async_trait]
impl server::FilesService for FilesService {
    type DownloadFileStream = Sending<pb::DownloadFileResponse>;

    async fn create_upload(
        &self,
        request: Request<pb::CreateUploadRequest>,
    ) -> Answered<pb::CreateUploadResponse> {
        let OnRecord { agency, record, holder, brings: (id, about) } =
            wire::announcement(request.get_ref())?;
        let party = self.party(edge::caller(&request)?, agency, &record, holder).await?;
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
                && upload.application == party.held.id()
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
            application: party.held.id().to_owned(),
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
        let _place = self.moving.place()?;
        let mut stream = request.into_inner();
        let first = next(&mut stream).await?.unwrap_or_default();
        let OnRecord { agency, record, holder, brings: (id, offset) } = wire::beginning(&first)?;
        let party = self.party(&caller, agency, &record, holder).await?;
        let upload = self.upload_of(&party, &id).await?;
        let upload = self.receive(&party, upload, offset, first.data, &mut stream).await?;
        let upload = Some(Self::pending(&party, &upload));
        Ok(Response::new(pb::UploadResponse { upload }))
    }

    async fn get_upload(
        &self,
        request: Request<pb::GetUploadRequest>,
    ) -> Answered<pb::GetUploadResponse> {
        let OnRecord { agency, record, holder, brings: (id, ()) } =
            wire::asking(request.get_ref())?;
        let party = self.party(edge::caller(&request)?, agency, &record, holder).await?;
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
        let OnRecord { agency, record, holder, brings: (id, request_id) } =
            wire::finishing(message)?;
        let party = self.party(edge::caller(&request)?, agency, &record, holder).await?;
        let upload = self.upload_of(&party, &id).await?;
        let subject = party.held.subject().to_owned();
        let key = Arc::clone(&party.key);
        let mut sealing = Sealing { store: self.store(), key, subject, rows: Vec::new() };
        let deed = self.attaching(&party, &upload, &mut sealing).await?;
        let rows = sealing.rows;
        let reply = self.act(METHOD, message, &party, request_id, deed, rows).await?;
        let forgotten_at = self.store().clock().now().plus_seconds(FORGOTTEN_AFTER_SECONDS);
        let state = UploadState::Finished;
        if self.store().end_upload(&id, state, forgotten_at).await.map_err(status)? {
            vault::sweep(self.store(), &self.blobs, &id).await?;
        }
        let missing = || edge::refused("INTERNAL", &[]);
        let held = match reply.answer {
            Answer::Application(case) => Held::Case(case),
            Answer::Complaint(complaint) => Held::Complaint(complaint),
            _ => return Err(missing()),
        };
        let kept = held.kept(&id).ok_or_else(missing)?;
        let sha256 = self.hash_of(&kept).await?;
        let file = held.files().into_iter().find(|(kept, _)| *kept == id).map(|(_, file)| file);
        Ok(Response::new(pb::FinishUploadResponse { file, journal_index: reply.index, sha256 }))
    }

    async fn delete_upload(
        &self,
        request: Request<pb::DeleteUploadRequest>,
    ) -> Answered<pb::DeleteUploadResponse> {
        let OnRecord { agency, record, holder, brings: (id, ()) } =
            wire::giving_up(request.get_ref())?;
        let party = self.party(edge::caller(&request)?, agency, &record, holder).await?;
        let upload = self.upload_of(&party, &id).await?;
        // Also when the row still says open: the record is what counts.
        if upload.state == UploadState::Finished || party.held.kept(&id).is_some() {
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
        let OnRecord { agency, record, holder, brings: () } = wire::listing(request.get_ref())?;
        let party = self.party(edge::caller(&request)?, agency, &record, holder).await?;
        let mut listed = pb::ListFilesResponse::default();
        let files = party.held.files().into_iter();
        for (id, file) in files.filter(|(_, file)| file.step.is_empty() || !party.is_holder()) {
            listed.files.push(file);
            if let Some(kept) = party.held.kept(&id).filter(|_| party.is_holder()) {
                listed.details.push(self.details(&party, &kept).await?);
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
        let OnRecord { agency, record, holder, brings: (id, opening) } = wire::opening(message)?;
        let party = self.party(edge::caller(&request)?, agency, &record, holder).await?;
        let not_found = || edge::refused("FILE_NOT_FOUND", &[]);
        if party.is_holder() {
            let is_own = match &party.held {
                Held::Case(case) => case.file(&id).is_some_and(|held| held.by.is_none()),
                Held::Complaint(complaint) => complaint.attachment(&id).is_some(),
            };
            if !is_own {
                return Err(not_found());
            }
        } else {
            let deed = match (&party.held, opening.purpose) {
                (Held::Complaint(_), _) => Deed::OnComplaint(complaints::Command::ReadAttachment {
                    attachment: id.clone(),
                }),
                (Held::Case(_), Some(purpose)) => {
                    Deed::OnCase(permits::Command::ReadFile { file: id.clone(), purpose })
                }
                (Held::Case(_), None) => {
                    let mut faults = edge::Violations::new();
                    faults.add("purpose", "must be one of the purposes");
                    return Err(faults.finish::<()>(None).err().unwrap_or_else(not_found));
                }
            };
            self.act(METHOD, message, &party, opening.request_id, deed, Vec::new()).await?;
        }
        let kept = party.held.kept(&id).ok_or_else(not_found)?;
        let place = self.moving.place()?;
        let details = self.details(&party, &kept).await?;
        let outgoing = Outgoing {
            blobs: self.blobs.clone(),
            key: party.key.stream(&id),
            objects: self.store().parts(&id, 0).await.map_err(status)?,
            first_part: 0,
            bytes: details.size_bytes,
            place,
        };
        let message = |piece| pb::DownloadFileResponse { piece: Some(piece) };
        let first = message(Piece::Details(details));
        Ok(Response::new(outgoing.begin(first, move |data| message(Piece::Data(data)))))
    }
}
