//! Faults that tests inject through a constructor; no setting reaches them.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use crate::error::Error;

/// What shall go wrong. The default, and all that a setting can bring about,
/// is nothing.
#[derive(Clone, Debug, Default)]
pub struct Faults {
    acknowledge_early: bool,
    poison: Option<String>,
    full_disk: Arc<AtomicBool>,
}

impl Faults {
    /// Answers before the commit: what the crash test must catch.
    #[must_use]
    pub fn acknowledging_before_the_commit() -> Self {
        Self { acknowledge_early: true, ..Self::default() }
    }

    /// The request with this id fails at the database.
    #[must_use]
    pub fn poisoning(request_id: impl Into<String>) -> Self {
        Self { poison: Some(request_id.into()), ..Self::default() }
    }

    /// Whether every write fails, from now on: the disk is full until it is not.
    pub fn fill_the_disk(&self, is_full: bool) {
        self.full_disk.store(is_full, Ordering::SeqCst);
    }

    pub(crate) fn acknowledges_early(&self) -> bool {
        self.acknowledge_early
    }

    /// Long enough that a crash falls between the answer and the commit.
    pub(crate) async fn dawdle(&self) {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }

    pub(crate) fn refuse_writes(&self) -> Result<(), Error> {
        if self.full_disk.load(Ordering::SeqCst) {
            return Err(Error::Database(sqlx::Error::Protocol("the disk is full".into())));
        }
        Ok(())
    }

    pub(crate) fn strike(&self, request_id: &str) -> Result<(), Error> {
        if self.poison.as_deref() == Some(request_id) {
            return Err(Error::Database(sqlx::Error::Protocol("a poisoned command".into())));
        }
        Ok(())
    }
}
