//! Deposits on the disk: a file each, in one folder while it waits and in another
//! with what became of it.
//!
//! What is acknowledged is on the disk. What has an outcome may still lie among what
//! waits, when we died in between: then it is brought once more, and the agency
//! answers as it did before.

use std::{
    fs,
    io::{self, ErrorKind},
    path::{Path, PathBuf},
};

use kernel::{AgencyId, Instant};
use serde::{Deserialize, Serialize};

use super::NotTaken;
use crate::disk::{names, on_disk, private_folder, read, sync_folder_of, write};

/// More than a mall's agencies take in during a week of outage.
const MOST_WAITING: usize = 10_000;
/// For how many days an outcome is kept.
const KEPT_DAYS: i64 = 90;
const DAY_MICROS: i64 = 86_400_000_000;

/// What kind of thing was left.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum What {
    Complaint,
    Application,
}

/// What was left here. Nothing in it can be read by us.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Deposit {
    pub(super) agency: AgencyId,
    pub(super) what: What,
    /// Under which the agency was asked, and will be.
    pub(super) request_id: String,
    pub(super) arrived: Instant,
    /// The key to which the answer is to be sealed, in hex; also what shows that
    /// somebody has the secret.
    pub(super) reply_key: String,
    /// An envelope, in hex.
    pub(super) sealed: String,
}

/// What became of a deposit.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Outcome {
    /// The agency's answer in its envelope, in hex.
    Delivered { reply: String },
    /// The reason of the contract.
    Refused { reason: String },
}

/// A deposit with its outcome, as it lies in the second folder.
#[derive(Serialize, Deserialize)]
struct Settled {
    deposit: Deposit,
    outcome: Outcome,
}

/// The two folders.
#[derive(Clone)]
pub(super) struct Folder {
    waiting: PathBuf,
    settled: PathBuf,
}

impl Folder {
    /// Makes the folders where there are none.
    pub(super) fn open(path: &Path) -> io::Result<Self> {
        let folder = Self { waiting: path.join("menunggu"), settled: path.join("selesai") };
        private_folder(&folder.waiting)?;
        private_folder(&folder.settled)?;
        Ok(folder)
    }

    /// Keeps a deposit; one that is there already stays as it is.
    pub(super) async fn keep(&self, number: &str, deposit: Deposit) -> Result<(), NotTaken> {
        let (folder, path) = (self.clone(), self.waiting.join(number));
        let settled = self.settled.join(number);
        let keep = move || {
            if path.try_exists()? || settled.try_exists()? {
                return Ok(true);
            }
            if names(&folder.waiting)?.len() >= MOST_WAITING {
                return Ok(false);
            }
            write(&path, &deposit).map(|()| true)
        };
        match on_disk(keep).await {
            Ok(true) => Ok(()),
            Ok(false) => Err(NotTaken::Full),
            Err(error) => Err(NotTaken::Disk(error)),
        }
    }

    /// The deposit of that number, and what became of it.
    pub(super) async fn find(
        &self,
        number: &str,
    ) -> io::Result<Option<(Deposit, Option<Outcome>)>> {
        // A number is never a path.
        if !number.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-') {
            return Ok(None);
        }
        let (waiting, settled) = (self.waiting.join(number), self.settled.join(number));
        on_disk(move || {
            if let Some(Settled { deposit, outcome }) = read(&settled)? {
                return Ok(Some((deposit, Some(outcome))));
            }
            Ok(read(&waiting)?.map(|deposit| (deposit, None)))
        })
        .await
    }

    /// The numbers of what waits.
    pub(super) async fn waiting(&self) -> io::Result<Vec<String>> {
        let folder = self.waiting.clone();
        on_disk(move || names(&folder)).await
    }

    /// Notes what became of a deposit. Until it is noted it waits.
    pub(super) async fn settle(
        &self,
        number: &str,
        deposit: Deposit,
        outcome: Outcome,
    ) -> io::Result<()> {
        let settled = self.settled.join(number);
        on_disk(move || write(&settled, &Settled { deposit, outcome })).await?;
        self.done(number).await
    }

    /// Takes what has an outcome away from what waits. A copy of the gateway that
    /// shares the folder may have done it already.
    pub(super) async fn done(&self, number: &str) -> io::Result<()> {
        let waiting = self.waiting.join(number);
        on_disk(move || match fs::remove_file(&waiting) {
            Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
            Ok(()) | Err(_) => sync_folder_of(&waiting),
        })
        .await
    }

    /// Forgets outcomes of deposits that came too long before `now`.
    pub(super) async fn forget(&self, now: Instant) -> io::Result<()> {
        let folder = self.settled.clone();
        on_disk(move || {
            for name in names(&folder)? {
                let path = folder.join(name);
                let Some(Settled { deposit, .. }) = read(&path)? else { continue };
                let age = now.micros().saturating_sub(deposit.arrived.micros());
                if age > KEPT_DAYS.saturating_mul(DAY_MICROS) {
                    fs::remove_file(&path)?;
                }
            }
            Ok(())
        })
        .await
    }
}
