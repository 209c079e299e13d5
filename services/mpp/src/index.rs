//! The index of receipts: which agency has each, and how it stood when that agency was
//! last heard. Kept from each agency's feed, and for nothing but what cannot be asked:
//! which agency to ask, and what to show while it does not answer.
//!
//! It holds no name and nothing that anybody wrote. It can be deleted at any time: the
//! feeds bring it anew. Of copies that share a folder one writes; the others keep
//! theirs in memory, each from the feeds.

mod follower;
mod log;
mod opened;
mod page;
mod shelf;

use std::{
    collections::HashMap,
    fs::{File, TryLockError},
    io,
    path::{Path, PathBuf},
    sync::{Arc, PoisonError, RwLock},
};

use contract::satupintu::feed::v1::{CaseStanding, FollowCasesResponse};
use kernel::{AgencyId, Instant};

pub(crate) use self::follower::follow;
use self::{opened::Opened, page::Faulty, shelf::Shelf};
use crate::{
    disk::{names, on_disk, private_folder},
    key::Key,
};

const FOLDER: &str = "indeks";
/// Who holds it writes.
const TURN: &str = "giliran.kunci";

/// Everything that is known of receipts.
pub(crate) struct Index {
    folder: PathBuf,
    shelves: RwLock<HashMap<AgencyId, Arc<Shelf>>>,
    /// Which receipts were opened here with their secret.
    pub(crate) opened: Opened,
    /// Held as long as we write; `None` where another copy does.
    turn: Option<File>,
}

/// How a case stood when its agency was last heard.
pub(crate) struct LastKnown {
    pub(crate) case: CaseStanding,
    /// When the agency was last heard.
    pub(crate) as_of: Instant,
}

/// How well an agency is followed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Freshness {
    /// Receipts that are known.
    pub(crate) receipts: usize,
    /// Since when nothing was missed: the last time that the agency had no more to
    /// tell. `None` before the first.
    pub(crate) heard: Option<Instant>,
}

/// Why a page of a feed was not taken.
#[derive(Debug, thiserror::Error)]
enum NotTaken {
    /// No deployment of ours answers so.
    #[error(transparent)]
    Faulty(#[from] Faulty),
    /// The disk refuses.
    #[error("the index could not be kept: {0}")]
    Disk(#[from] io::Error),
}

impl Index {
    /// The one in the folder `data`, as far as it was kept.
    pub(crate) fn open(data: &Path, key: Arc<Key>) -> io::Result<Self> {
        let folder = data.join(FOLDER);
        private_folder(&folder)?;
        let turn = File::create(folder.join(TURN))?;
        let turn = match turn.try_lock() {
            Ok(()) => Some(turn),
            Err(TryLockError::WouldBlock) => None,
            Err(TryLockError::Error(error)) => return Err(error),
        };
        let mut shelves = HashMap::new();
        for name in names(&folder)? {
            let Ok(agency) = AgencyId::parse(&name) else { continue };
            let shelf = Shelf::open(&folder.join(&name), turn.is_some())?;
            shelves.insert(agency, Arc::new(shelf));
        }
        let opened = Opened::open(data, key)?;
        Ok(Self { folder, shelves: RwLock::new(shelves), opened, turn })
    }

    /// The agency that has the receipt, where one alone says so.
    pub(crate) fn holder(&self, receipt: &str) -> Option<AgencyId> {
        let shelves = self.shelves.read().unwrap_or_else(PoisonError::into_inner);
        let mut holders = shelves.iter().filter(|(_, shelf)| shelf.case(receipt).is_some());
        let (agency, _) = holders.next()?;
        holders.next().is_none().then(|| agency.clone())
    }

    /// How the agency's receipt stood when it was last heard.
    pub(crate) fn last_known(&self, agency: &AgencyId, receipt: &str) -> Option<LastKnown> {
        let shelf = self.known(agency)?;
        Some(LastKnown { case: shelf.case(receipt)?, as_of: shelf.freshness().heard? })
    }

    /// How well the agency is followed.
    pub(crate) fn freshness(&self, agency: &AgencyId) -> Freshness {
        self.known(agency).map(|shelf| shelf.freshness()).unwrap_or_default()
    }

    /// Where to go on with the agency's feed; empty to begin.
    fn cursor(&self, agency: &AgencyId) -> String {
        self.known(agency).map(|shelf| shelf.cursor()).unwrap_or_default()
    }

    /// Takes in what the agency told at `now`, together with the cursor after it.
    async fn take(
        &self,
        agency: &AgencyId,
        told: FollowCasesResponse,
        now: Instant,
    ) -> Result<(), NotTaken> {
        let shelf = self.shelf(agency).await?;
        page::judged(agency, &shelf.cursor(), &told)?;
        Ok(on_disk(move || shelf.take(told, now)).await?)
    }

    /// Forgets everything that the agency told.
    async fn begin_anew(&self, agency: &AgencyId) -> io::Result<()> {
        let shelf = self.shelf(agency).await?;
        on_disk(move || shelf.empty()).await
    }

    fn known(&self, agency: &AgencyId) -> Option<Arc<Shelf>> {
        self.shelves.read().unwrap_or_else(PoisonError::into_inner).get(agency).cloned()
    }

    async fn shelf(&self, agency: &AgencyId) -> io::Result<Arc<Shelf>> {
        if let Some(shelf) = self.known(agency) {
            return Ok(shelf);
        }
        let (path, is_ours) = (self.folder.join(agency.as_str()), self.turn.is_some());
        let shelf = on_disk(move || Shelf::open(&path, is_ours)).await?;
        let mut shelves = self.shelves.write().unwrap_or_else(PoisonError::into_inner);
        // An agency has one follower, so nobody else has put one there.
        Ok(Arc::clone(shelves.entry(agency.clone()).or_insert_with(|| Arc::new(shelf))))
    }
}
