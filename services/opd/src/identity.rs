//! From an account to the person in service, with the duties of this instant.
//!
//! The record is remembered for a moment, because every call asks; the
//! sequencer asks again, in series, before anything is written.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use access::{Account, Officer, OfficerRecord};
use store::Store;
use tonic::Status;

use crate::outcome::status;

/// How long another process's change may go unnoticed by a read.
const REMEMBERED: Duration = Duration::from_secs(1);
/// More accounts than an agency has staff; beyond, memory starts afresh.
const MOST_REMEMBERED: usize = 4096;

struct Remembered {
    record: Arc<OfficerRecord>,
    at: Instant,
    epoch: u64,
}

/// Knows who signs in.
pub(crate) struct Directory {
    store: Store,
    remembered: Mutex<HashMap<Account, Remembered>>,
}

impl Directory {
    pub(crate) fn new(store: Store) -> Self {
        Self { store, remembered: Mutex::new(HashMap::new()) }
    }

    /// The officer of an account; `None` when nobody is enrolled with it.
    pub(crate) async fn officer(&self, account: Account) -> Result<Option<Officer>, Status> {
        let now = self.store.clock().now();
        if let Some(record) = self.recall(&account) {
            return Ok(Some(record.at(now)));
        }
        let epoch = self.store.duties_epoch();
        let Some(found) = self.store.person_of(&account).await.map_err(status)? else {
            return Ok(None);
        };
        let record = Arc::new(found.record);
        let officer = record.at(now);
        let mut remembered = self.remembered.lock().unwrap_or_else(PoisonError::into_inner);
        if remembered.len() >= MOST_REMEMBERED {
            remembered.clear();
        }
        remembered.insert(account, Remembered { record, at: Instant::now(), epoch });
        Ok(Some(officer))
    }

    fn recall(&self, account: &Account) -> Option<Arc<OfficerRecord>> {
        let remembered = self.remembered.lock().unwrap_or_else(PoisonError::into_inner);
        let known = remembered.get(account)?;
        let is_fresh = known.epoch == self.store.duties_epoch() && known.at.elapsed() < REMEMBERED;
        is_fresh.then(|| Arc::clone(&known.record))
    }
}
