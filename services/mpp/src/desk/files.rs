//! A file of a case or a complaint, passed on as it comes from the agency, which has
//! written down who opens it and what for.

use std::time::Duration;

use axum::response::Response;
use contract::satupintu::{
    files::v1::{
        DownloadFileRequest, DownloadFileResponse, download_file_response::Piece,
        files_service_client::FilesServiceClient,
    },
    permits::v1::MediaType,
};
use tokio_stream::StreamExt;
use tonic::Streaming;

use super::Desk;
use crate::{
    asking::{Cause, Unanswered},
    portal::{pieces, words},
};

/// The largest file over a slow line.
const PATIENCE: Duration = Duration::from_secs(600);

/// The file, to be kept by the browser under its id: the own name that somebody gave
/// it may say anything.
pub(super) async fn download(
    desk: &Desk,
    request: DownloadFileRequest,
) -> Result<Response, Unanswered> {
    let id = words::id(&request.name).to_owned();
    let (kind, pieces) = begun(desk, request).await?;
    let (kind, extension) = kept_as(kind);
    let file_name = format!("berkas-{id}.{extension}");
    Ok(pieces::attached(kind, &file_name, pieces.map(|piece| piece.map(bytes))))
}

/// Which kind it is, and then its content.
async fn begun(
    desk: &Desk,
    request: DownloadFileRequest,
) -> Result<(MediaType, Streaming<DownloadFileResponse>), Unanswered> {
    let mut client = FilesServiceClient::new(desk.line()?);
    let asking = desk.asking.lasting(PATIENCE);
    let mut pieces = asking.answer(client.download_file(asking.request(request))).await?;
    let first = async { pieces.message().await.map(tonic::Response::new) };
    let kind = match asking.answer(first).await?.and_then(|piece| piece.piece) {
        Some(Piece::Details(details)) => details.media_type(),
        // No deployment sends a file that does not say what it is.
        Some(Piece::Data(_)) | None => return Err(Unanswered::Silent(Cause::Unreachable)),
    };
    Ok((kind, pieces))
}

fn bytes(piece: DownloadFileResponse) -> Vec<u8> {
    match piece.piece {
        Some(Piece::Data(bytes)) => bytes,
        Some(Piece::Details(_)) | None => Vec::new(),
    }
}

fn kept_as(kind: MediaType) -> (&'static str, &'static str) {
    match kind {
        MediaType::Pdf => ("application/pdf", "pdf"),
        MediaType::Jpeg => ("image/jpeg", "jpg"),
        MediaType::Png => ("image/png", "png"),
        MediaType::Unspecified => ("application/octet-stream", "bin"),
    }
}
