//! Uploads that nobody finished are given up, and nothing is kept of them.

use std::{convert::Infallible, time::Duration};

use files::Blobs;
use store::{Error as StoreError, Store, Upload, UploadState};

use crate::files::{service::FORGOTTEN_AFTER_SECONDS, vault};

/// How often a running server looks.
const EVERY: Duration = Duration::from_secs(600);
/// How many are looked at in one go.
const AT_ONCE: u32 = 100;

/// Why not everything could be tidied; the next look tries again.
#[derive(Debug, thiserror::Error)]
pub enum Untidy {
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The store of objects failed.
    #[error(transparent)]
    Objects(#[from] files::Error),
}

/// Gives up what is past its time, and forgets what ended long ago.
pub(crate) async fn tidy(store: &Store, blobs: &Blobs) -> Result<(), Untidy> {
    for upload in store.expired_uploads(AT_ONCE).await? {
        if upload.state == UploadState::Open {
            end(store, blobs, &upload).await?;
        } else {
            store.forget_upload(&upload.id).await?;
        }
    }
    Ok(())
}

/// A file that is in its record stays, whatever the upload's row says: the
/// process may have died between the two.
async fn end(store: &Store, blobs: &Blobs, upload: &Upload) -> Result<(), Untidy> {
    let Upload { id, application, .. } = upload;
    let case = store.application(application).await?;
    let is_kept = match case {
        Some(found) => found.record.file(id).is_some(),
        None => {
            let found = store.complaint(application).await?;
            found.is_some_and(|found| found.record.attachment(id).is_some())
        }
    };
    let forgotten_at = store.clock().now().plus_seconds(FORGOTTEN_AFTER_SECONDS);
    if is_kept {
        store.end_upload(id, UploadState::Finished, forgotten_at).await?;
        return Ok(());
    }
    // Objects last: a part that is still being put finds its upload gone.
    store.end_upload(id, UploadState::Gone, forgotten_at).await?;
    Ok(vault::remove(blobs, id, &[]).await?)
}

/// Tidies now and then.
pub(crate) async fn forever(store: Store, blobs: Blobs) -> Infallible {
    let mut ticks = tokio::time::interval(EVERY);
    loop {
        ticks.tick().await;
        if let Err(error) = tidy(&store, &blobs).await {
            tracing::warn!(%error, "old uploads could not be tidied away");
        }
    }
}
