//! Whether the writer works: when it last reached the database and its disk.
//!
//! A server that cannot write must not be sent work, whatever else it answers.

use std::{
    sync::atomic::{AtomicU64, Ordering},
    time::Duration,
};

use tokio::time::Instant;

use crate::store::Store;

/// An idle writer looks once a second; it has missed several looks by then.
const PATIENCE: Duration = Duration::from_secs(5);

/// When the writer last did its work.
#[derive(Debug)]
pub(crate) struct Pulse {
    since: Instant,
    /// Milliseconds after `since`.
    last: AtomicU64,
}

impl Pulse {
    /// A writer that has just worked.
    pub(crate) fn new() -> Self {
        Self { since: Instant::now(), last: AtomicU64::new(0) }
    }

    /// It works now.
    pub(crate) fn beat(&self) {
        let now = u64::try_from(self.since.elapsed().as_millis()).unwrap_or(u64::MAX);
        self.last.store(now, Ordering::Release);
    }

    fn silence(&self) -> Duration {
        let last = Duration::from_millis(self.last.load(Ordering::Acquire));
        self.since.elapsed().saturating_sub(last)
    }
}

impl Store {
    /// Whether the writer has reached the database of late, and its last attempt to
    /// write did not fail for good.
    #[must_use]
    pub fn is_well(&self) -> bool {
        self.core().pulse.silence() < PATIENCE
    }
}
