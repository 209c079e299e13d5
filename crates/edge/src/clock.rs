//! The time of day, for credentials: the one thing that scripted time never moves.

use std::time::{SystemTime, UNIX_EPOCH};

use kernel::Instant;

/// The real time, to the microsecond. Deadlines of cases never use it: they
/// take the store's clock, which a simulation may script.
#[must_use]
#[expect(clippy::disallowed_methods, reason = "the edge reads the clock, for tokens only")]
pub fn wall_clock() -> Instant {
    let since_epoch = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Instant::from_micros(i64::try_from(since_epoch.as_micros()).unwrap_or(i64::MAX))
}
