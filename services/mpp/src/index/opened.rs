//! Which receipts were opened here with their secret, so that the secret can be told
//! from a guess while the agency that gave it does not answer.
//!
//! A file each, whose name follows from number, secret and the gateway's own key, and
//! in which stands when it was last opened: from the disk alone nobody learns a receipt.

use std::{
    fs, io,
    path::{Path, PathBuf},
    sync::Arc,
};

use kernel::Instant;
use zeroize::Zeroizing;

use crate::{
    deposits::Ticket,
    disk::{names, on_disk, private_folder, read, write},
    key::Key,
};

/// For how many days an opening is remembered.
const KEPT_DAYS: i64 = 90;
const DAY_MICROS: i64 = 86_400_000_000;
/// More receipts than are opened in that time; what comes beyond is not remembered.
const MOST: usize = 200_000;

/// The folder of what was opened.
pub(crate) struct Opened {
    folder: PathBuf,
    key: Arc<Key>,
}

impl Opened {
    pub(super) fn open(data: &Path, key: Arc<Key>) -> io::Result<Self> {
        let folder = data.join("dibuka");
        private_folder(&folder)?;
        Ok(Self { folder, key })
    }

    /// Notes that the agency has opened the receipt to who typed this secret.
    pub(crate) async fn note(&self, receipt: &str, secret: &str) {
        let (folder, path) = (self.folder.clone(), self.place(receipt, secret));
        let now = edge::wall_clock();
        let noted = on_disk(move || {
            let is_room = path.try_exists()? || names(&folder)?.len() < MOST;
            if is_room { write(&path, &now) } else { Ok(()) }
        });
        if let Err(error) = noted.await {
            tracing::error!(%error, "that a receipt was opened could not be noted");
        }
    }

    /// Whether the receipt was opened here before with this secret.
    pub(crate) async fn knows(&self, receipt: &str, secret: &str) -> bool {
        let path = self.place(receipt, secret);
        on_disk(move || path.try_exists()).await.unwrap_or_else(|error| {
            tracing::error!(%error, "whether a receipt was opened could not be read");
            false
        })
    }

    /// Forgets what was last opened too long before `now`.
    pub(super) async fn forget(&self, now: Instant) -> io::Result<()> {
        let folder = self.folder.clone();
        on_disk(move || {
            for name in names(&folder)? {
                let path = folder.join(name);
                let Some(last) = read::<Instant>(&path)? else { continue };
                let age = now.micros().saturating_sub(last.micros());
                if age > KEPT_DAYS.saturating_mul(DAY_MICROS) {
                    fs::remove_file(&path)?;
                }
            }
            Ok(())
        })
        .await
    }

    fn place(&self, receipt: &str, secret: &str) -> PathBuf {
        let Ticket { number, secret } = Ticket::typed(receipt, secret);
        let what = Zeroizing::new(format!("receipt opened {number} {secret}"));
        self.folder.join(hex::encode(self.key.derived(what.as_bytes())))
    }
}
