//! How many files move at once, in and out, whoever asks.

use std::{sync::Arc, time::Duration};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tonic::Status;

/// So many files move at once; each holds a part or two in memory.
const MOST: usize = 16;
/// When to ask again.
const PAUSE: Duration = Duration::from_secs(2);

/// The places for files that move.
#[derive(Clone)]
pub(crate) struct Moving(Arc<Semaphore>);

impl Moving {
    /// All places are free.
    pub(crate) fn new() -> Self {
        Self(Arc::new(Semaphore::new(MOST)))
    }

    /// A place, held until it is dropped.
    ///
    /// # Errors
    /// `OVERLOADED` when there is none.
    pub(crate) fn place(&self) -> Result<OwnedSemaphorePermit, Status> {
        let place = Arc::clone(&self.0).try_acquire_owned();
        place.map_err(|_| edge::retry_later("OVERLOADED", PAUSE, &[]))
    }
}
