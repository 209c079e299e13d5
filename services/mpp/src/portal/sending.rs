//! A file on its way from a browser to an agency: announced, sent frame by
//! frame, and added to the case or complaint once all of it is there.

use std::time::Duration;

use contract::satupintu::{
    files::v1::{
        CreateUploadRequest, FinishUploadRequest, ListFilesRequest, ListFilesResponse,
        PendingUpload, UploadRequest, create_upload_request::Purpose,
        files_service_client::FilesServiceClient,
    },
    permits::v1::MediaType,
};
use tokio::sync::mpsc;
use tokio_stream::wrappers::ReceiverStream;
use tonic::transport::Channel;

use crate::{
    asking::{Asking, Cause, Unanswered},
    portal::{
        multipart::{Incoming, Upload},
        problem,
        session::Case,
        visit::Visit,
    },
    registry::Agency,
};

/// A large file on a slow line.
const PATIENCE: Duration = Duration::from_secs(1800);
/// As much as the contract takes in one message.
const FRAME: usize = 64 * 1024;

/// Why a file did not arrive.
pub(crate) enum Unsent {
    /// No file was chosen.
    Empty,
    /// Its name is not that of a kind that is taken.
    Kind,
    /// The line to the browser broke.
    Broken,
    /// The agency did not take it.
    Unanswered(Unanswered),
}

impl From<Unanswered> for Unsent {
    fn from(unanswered: Unanswered) -> Self {
        Self::Unanswered(unanswered)
    }
}

impl Unsent {
    /// What to say of it beside the form; the agency's silence is not for there.
    pub(crate) fn words(self, visit: &Visit) -> Result<String, Unanswered> {
        let words = match self {
            Self::Empty => visit.pick("Pilih berkasnya dahulu.", "Choose the file first."),
            Self::Kind => visit.pick(
                "Hanya PDF, JPEG, atau PNG yang diterima.",
                "Only PDF, JPEG or PNG is taken.",
            ),
            Self::Broken => visit.pick(
                "Kiriman terputus. Pilih berkasnya lagi; yang belum selesai tidak tercatat.",
                "It broke off. Choose the file again; nothing unfinished is recorded.",
            ),
            Self::Unanswered(Unanswered::Refused(status)) => {
                return Ok(problem::words(visit.language, &status));
            }
            Self::Unanswered(silent) => return Err(silent),
        };
        Ok(words.to_owned())
    }
}

/// Where a file goes: the record, by its name, and what opens it.
pub(crate) struct Destination<'a> {
    pub(crate) agency: &'a Agency,
    pub(crate) record: &'a str,
    /// The receipt; none for an officer, whose token `asking` shows.
    pub(crate) case: Option<&'a Case>,
    pub(crate) asking: &'a Asking,
}

impl Destination<'_> {
    fn receipt_number(&self) -> String {
        self.case.map_or_else(String::new, |case| case.receipt.clone())
    }

    fn secret(&self) -> String {
        self.case.map_or_else(String::new, |case| case.secret.clone())
    }
}

/// What was handed in there.
pub(crate) async fn listed(
    visit: &Visit,
    to: &Destination<'_>,
) -> Result<ListFilesResponse, Unanswered> {
    let mut client = FilesServiceClient::new(visit.gateway().line(to.agency)?);
    let request = ListFilesRequest {
        parent: to.record.to_owned(),
        receipt_number: to.receipt_number(),
        secret: to.secret(),
    };
    to.asking.answer(client.list_files(to.asking.request(request))).await
}

/// Sends a file; `purpose` is none for one of a complaint.
pub(crate) async fn send(
    visit: &Visit,
    to: &Destination<'_>,
    purpose: Option<Purpose>,
    upload: Upload,
) -> Result<(), Unsent> {
    let Upload { fields, file } = upload;
    if file.size == 0 {
        file.drain().await;
        return Err(Unsent::Empty);
    }
    let Some(media_type) = kind_of(&file.name) else {
        file.drain().await;
        return Err(Unsent::Kind);
    };
    let asking = to.asking.lasting(PATIENCE);
    let mut client = FilesServiceClient::new(visit.gateway().line(to.agency)?);
    let request = CreateUploadRequest {
        parent: to.record.to_owned(),
        receipt_number: to.receipt_number(),
        secret: to.secret(),
        upload_id: fields.get("upload_id").to_owned(),
        purpose,
        file_name: last_part(&file.name).to_owned(),
        media_type: media_type.into(),
        size_bytes: file.size,
        coordinates: None,
        replaces: String::new(),
    };
    let announced = asking.answer(client.create_upload(asking.request(request))).await;
    let pending = match announced {
        Ok(answer) => answer.upload.unwrap_or_default(),
        Err(unanswered) => {
            file.drain().await;
            return Err(unanswered.into());
        }
    };
    let name = pending.name.clone();
    frames(&mut client, &asking, to, pending, file).await?;
    let request = FinishUploadRequest {
        name,
        receipt_number: to.receipt_number(),
        secret: to.secret(),
        request_id: fields.get("request_id").to_owned(),
    };
    asking.answer(client.finish_upload(asking.request(request))).await?;
    Ok(())
}

/// Sends what the agency does not have yet, at the pace at which it takes it.
async fn frames(
    client: &mut FilesServiceClient<Channel>,
    asking: &Asking,
    to: &Destination<'_>,
    pending: PendingUpload,
    file: Incoming,
) -> Result<(), Unsent> {
    let (sender, receiver) = mpsc::channel(4);
    let first = UploadRequest {
        name: pending.name,
        receipt_number: to.receipt_number(),
        secret: to.secret(),
        offset: pending.committed_bytes,
        data: Vec::new(),
    };
    let reading = tokio::spawn(read(file, first, sender));
    let sent = asking.answer(client.upload(asking.request(ReceiverStream::new(receiver)))).await;
    match (reading.await, sent) {
        (Ok(Read::Whole), Ok(_)) => Ok(()),
        // The agency says best why it did not take it.
        (_, Err(unanswered @ Unanswered::Refused(_))) => Err(unanswered.into()),
        (Ok(Read::Broken) | Err(_), _) => Err(Unsent::Broken),
        (Ok(Read::Whole), Err(unanswered)) => Err(unanswered.into()),
        (Ok(Read::Unwanted), _) => Err(Unanswered::Silent(Cause::Unreachable).into()),
    }
}

/// How the reading of a file ended.
enum Read {
    Whole,
    Broken,
    /// The agency stopped listening.
    Unwanted,
}

async fn read(
    mut file: Incoming,
    first: UploadRequest,
    sender: mpsc::Sender<UploadRequest>,
) -> Read {
    let mut skip = first.offset;
    if sender.send(first).await.is_err() {
        file.drain().await;
        return Read::Unwanted;
    }
    loop {
        let piece = match file.next().await {
            Ok(Some(piece)) => piece,
            Ok(None) => return Read::Whole,
            Err(_) => return Read::Broken,
        };
        // What was committed in an earlier attempt comes again from the browser.
        let known = usize::try_from(skip).unwrap_or(usize::MAX).min(piece.len());
        skip -= u64::try_from(known).unwrap_or(0);
        for data in piece.slice(known..).chunks(FRAME) {
            let frame = UploadRequest { data: data.to_vec(), ..UploadRequest::default() };
            if sender.send(frame).await.is_err() {
                file.drain().await;
                return Read::Unwanted;
            }
        }
    }
}

/// Which kind it is by its name; the agency looks into it.
fn kind_of(name: &str) -> Option<MediaType> {
    let (_, extension) = name.rsplit_once('.')?;
    match extension.to_ascii_lowercase().as_str() {
        "pdf" => Some(MediaType::Pdf),
        "jpg" | "jpeg" => Some(MediaType::Jpeg),
        "png" => Some(MediaType::Png),
        _ => None,
    }
}

/// Without the folder that some browsers send along.
fn last_part(name: &str) -> &str {
    name.rsplit(['/', '\\']).next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_is_known_by_its_extension() {
        assert_eq!(kind_of("KTP.PDF"), Some(MediaType::Pdf));
        assert_eq!(kind_of("foto.jpeg"), Some(MediaType::Jpeg));
        assert_eq!(kind_of("surat.docx"), None);
        assert_eq!(kind_of("pdf"), None);
        assert_eq!(last_part("C:\\fakepath\\a.pdf"), "a.pdf");
    }
}
