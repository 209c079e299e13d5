//! Files of a case: made for a test, sent, and fetched again.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicU64, Ordering};

use contract::satupintu::files::v1::{
    CreateUploadRequest, DownloadFileRequest, FileDetails, FinishUploadRequest,
    FinishUploadResponse, GetUploadRequest, ListFilesRequest, ListFilesResponse, PendingUpload,
    UploadRequest, create_upload_request::Purpose as For, download_file_response::Piece,
};
use contract::satupintu::permits::v1::{MediaType, Purpose};

use crate::caller::{Answered, Caller, request_id};
use crate::desk::Receipt;

/// As much as one message brings.
pub const FRAME: usize = 64 * 1024;
/// As much as one part holds: where an upload goes on after a cut.
pub const PART: usize = 16 * FRAME;

/// A file of the applicant for the test.
#[derive(Clone, Debug)]
pub struct Attachment {
    /// What it is called.
    pub name: String,
    /// The requirement.
    pub requirement: String,
    /// Which kind it is said to be.
    pub media: MediaType,
    /// What is in it.
    pub content: Vec<u8>,
}

/// A PDF of about so many bytes, with `marker` in it.
#[must_use]
pub fn pdf(marker: &str, bytes: usize) -> Vec<u8> {
    let mut content = format!("%PDF-1.7\n{marker}\n").into_bytes();
    let mut filler = (0_u32..).flat_map(u32::to_be_bytes);
    content.extend(filler.by_ref().take(bytes.saturating_sub(content.len())));
    content.extend_from_slice(b"\n%%EOF\n");
    content
}

/// The copy of an identity card.
#[must_use]
pub fn ktp(content: Vec<u8>) -> Attachment {
    Attachment {
        name: "ktp Rahasia.pdf".to_owned(),
        requirement: "ktp".to_owned(),
        media: MediaType::Pdf,
        content,
    }
}

/// A new id of an upload.
#[must_use]
pub fn upload_id() -> String {
    static NEXT: AtomicU64 = AtomicU64::new(1);
    format!("00000000-0000-4000-8000-{:012x}", NEXT.fetch_add(1, Ordering::Relaxed))
}

/// The messages that bring `content` to the upload `name` from `offset` on.
#[must_use]
pub fn messages(
    name: &str,
    receipt: Option<&Receipt>,
    offset: usize,
    content: &[u8],
) -> VecDeque<UploadRequest> {
    let shown = |pick: fn(&Receipt) -> &String| receipt.map(pick).cloned().unwrap_or_default();
    let mut messages: VecDeque<UploadRequest> = content
        .get(offset..)
        .unwrap_or_default()
        .chunks(FRAME)
        .map(|data| UploadRequest { data: data.to_vec(), ..UploadRequest::default() })
        .collect();
    let first = UploadRequest {
        name: name.to_owned(),
        receipt_number: shown(|receipt| &receipt.number),
        secret: shown(|receipt| &receipt.secret),
        offset: offset as u64,
        data: messages.pop_front().map(|first| first.data).unwrap_or_default(),
    };
    messages.push_front(first);
    messages
}

impl Attachment {
    /// The announcement for the case of `receipt`.
    #[must_use]
    pub fn announced(&self, receipt: &Receipt) -> CreateUploadRequest {
        CreateUploadRequest {
            parent: receipt.name.clone(),
            receipt_number: receipt.number.clone(),
            secret: receipt.secret.clone(),
            upload_id: upload_id(),
            purpose: Some(For::RequirementId(self.requirement.clone())),
            file_name: self.name.clone(),
            media_type: self.media.into(),
            size_bytes: self.content.len() as u64,
            coordinates: None,
            replaces: String::new(),
        }
    }
}

impl Caller {
    /// Announces a file.
    ///
    /// # Errors
    /// The refusal; so for everything below.
    pub async fn announces(&self, request: CreateUploadRequest) -> Answered<PendingUpload> {
        let answer = self.attachments().create_upload(request).await?.into_inner();
        Ok(answer.upload.expect("an answer shows the upload"))
    }

    /// Sends content from `offset` to its end.
    pub async fn sends(
        &self,
        upload: &str,
        receipt: Option<&Receipt>,
        offset: usize,
        content: &[u8],
    ) -> Answered<PendingUpload> {
        let messages = messages(upload, receipt, offset, content);
        let answer = self.attachments().upload(tokio_stream::iter(messages)).await?.into_inner();
        Ok(answer.upload.expect("an answer shows the upload"))
    }

    /// Asks how far an upload is.
    pub async fn asks_for(&self, upload: &str, receipt: &Receipt) -> Answered<PendingUpload> {
        let request = GetUploadRequest {
            name: upload.to_owned(),
            receipt_number: receipt.number.clone(),
            secret: receipt.secret.clone(),
        };
        let answer = self.attachments().get_upload(request).await?.into_inner();
        Ok(answer.upload.expect("an answer shows the upload"))
    }

    /// Adds a whole upload to its case.
    pub async fn finishes(
        &self,
        upload: &str,
        receipt: Option<&Receipt>,
    ) -> Answered<FinishUploadResponse> {
        let shown = |pick: fn(&Receipt) -> &String| receipt.map(pick).cloned().unwrap_or_default();
        let request = FinishUploadRequest {
            name: upload.to_owned(),
            receipt_number: shown(|receipt| &receipt.number),
            secret: shown(|receipt| &receipt.secret),
            request_id: request_id(),
        };
        Ok(self.attachments().finish_upload(request).await?.into_inner())
    }

    /// Hands a file in, from the announcement to the end.
    pub async fn hands_in(
        &self,
        receipt: &Receipt,
        attachment: &Attachment,
    ) -> Answered<FinishUploadResponse> {
        self.hands_in_as(receipt, attachment, attachment.announced(receipt)).await
    }

    /// The same, with an announcement of its own.
    pub async fn hands_in_as(
        &self,
        receipt: &Receipt,
        attachment: &Attachment,
        announced: CreateUploadRequest,
    ) -> Answered<FinishUploadResponse> {
        let upload = self.announces(announced).await?;
        self.sends(&upload.name, Some(receipt), 0, &attachment.content).await?;
        self.finishes(&upload.name, Some(receipt)).await
    }

    /// Lists the files of a case, by its receipt or as an officer.
    pub async fn lists_files(
        &self,
        case: &str,
        receipt: Option<&Receipt>,
    ) -> Answered<ListFilesResponse> {
        let shown = |pick: fn(&Receipt) -> &String| receipt.map(pick).cloned().unwrap_or_default();
        let request = ListFilesRequest {
            parent: case.to_owned(),
            receipt_number: shown(|receipt| &receipt.number),
            secret: shown(|receipt| &receipt.secret),
        };
        Ok(self.attachments().list_files(request).await?.into_inner())
    }

    /// Fetches a file, by the receipt or as an officer with a purpose.
    pub async fn fetches(
        &self,
        file: &str,
        receipt: Option<&Receipt>,
        purpose: Purpose,
    ) -> Answered<(FileDetails, Vec<u8>)> {
        let shown = |pick: fn(&Receipt) -> &String| receipt.map(pick).cloned().unwrap_or_default();
        let request = DownloadFileRequest {
            name: file.to_owned(),
            receipt_number: shown(|receipt| &receipt.number),
            secret: shown(|receipt| &receipt.secret),
            request_id: request_id(),
            purpose: purpose.into(),
        };
        let mut pieces = self.attachments().download_file(request).await?.into_inner();
        let (mut details, mut content) = (None, Vec::new());
        while let Some(message) = pieces.message().await? {
            match message.piece {
                Some(Piece::Details(first)) => details = Some(first),
                Some(Piece::Data(data)) => content.extend(data),
                None => {}
            }
        }
        Ok((details.expect("the first message has them"), content))
    }
}
