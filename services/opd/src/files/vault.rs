//! Content among the objects: parts of sealed frames, a part an object.

use files::Blobs;
use privacy::{FRAME_BYTES, Frame, SEALED_FRAME_BYTES, StreamKey};
use store::Store;
use tonic::Status;
use zeroize::Zeroizing;

use crate::outcome::status;

/// The frames of every part but the last: a mebibyte, which is what a cut costs
/// on a slow line.
const PART_FRAMES: usize = 16;
/// The plain bytes of every part but the last.
pub(crate) const PART_BYTES: u64 = (PART_FRAMES * FRAME_BYTES) as u64;
/// The sealed bytes of every part but the last.
pub(crate) const SEALED_PART_BYTES: usize = PART_FRAMES * SEALED_FRAME_BYTES;
/// More parts than any file has: bounds a list.
const MOST_OBJECTS: usize = 100_000;

/// The folder of a file's objects.
fn folder(file: &str) -> String {
    format!("files/{file}")
}

/// A name for the object of a part; never used before, so that two who send the
/// same part do not write over each other.
pub(crate) fn object(file: &str, part: u64) -> Result<String, Status> {
    let mark = hex::encode(store::random::<8>().map_err(status)?);
    Ok(format!("{}/{part:06}-{mark}", folder(file)))
}

/// The plain frames of the part that lies at `object`; `None` when it is not
/// what was sealed there.
pub(crate) async fn frames(
    blobs: &Blobs,
    key: &StreamKey,
    object: &str,
    part: u64,
    file_bytes: u64,
) -> Result<Vec<Zeroizing<Vec<u8>>>, Status> {
    let damaged = || edge::failed(&Damaged { object: object.to_owned() });
    let sealed = blobs.get(object).await.map_err(unavailable)?.ok_or_else(damaged)?;
    let begins = part * PART_BYTES;
    let mut frames = Vec::with_capacity(PART_FRAMES);
    for (sealed, n) in sealed.chunks(SEALED_FRAME_BYTES).zip(0_u64..) {
        let place = Frame::at(begins + n * FRAME_BYTES as u64, file_bytes).ok_or_else(damaged)?;
        frames.push(key.open(place, sealed).map_err(|_| damaged())?);
    }
    let plain: usize = frames.iter().map(|frame| frame.len()).sum();
    let expected = file_bytes.saturating_sub(begins).min(PART_BYTES);
    if u64::try_from(plain).ok() == Some(expected) { Ok(frames) } else { Err(damaged()) }
}

/// Removes every object of a file that is not among `kept`.
pub(crate) async fn remove(blobs: &Blobs, file: &str, kept: &[String]) -> Result<(), files::Error> {
    for object in blobs.list(&folder(file), MOST_OBJECTS).await? {
        if !kept.contains(&object.name) {
            blobs.delete(&object.name).await?;
        }
    }
    Ok(())
}

/// Removes what no part is known of: left behind by a cut.
pub(crate) async fn sweep(store: &Store, blobs: &Blobs, file: &str) -> Result<(), Status> {
    let kept = store.parts(file, 0).await.map_err(status)?;
    remove(blobs, file, &kept).await.map_err(unavailable)
}

/// An object is gone, or not what was put there.
#[derive(Debug, thiserror::Error)]
#[error("the object {object} is not what was sealed")]
struct Damaged {
    object: String,
}

/// The store of objects failed: the caller may come back.
pub(crate) fn unavailable(error: files::Error) -> Status {
    tracing::error!(%error, "the store of objects failed");
    edge::retry_later("UNAVAILABLE", std::time::Duration::from_secs(5), &[])
}
