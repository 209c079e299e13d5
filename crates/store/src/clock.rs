//! The only place below `main` that reads the time.

use std::{
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
    time::{SystemTime, UNIX_EPOCH},
};

use kernel::Instant;

/// Where `now` comes from.
///
/// A scripted clock serves simulations and tests. Its use is fixed in the
/// journal's first record and shown on every screen as SIMULASI.
#[derive(Clone, Debug)]
pub enum Clock {
    /// The machine's clock, truncated to the microsecond.
    Real,
    /// Stands still until it is moved, and moves forward only.
    Scripted(Arc<AtomicI64>),
}

impl Clock {
    /// A scripted clock that shows `start`.
    #[must_use]
    pub fn scripted(start: Instant) -> Self {
        Self::Scripted(Arc::new(AtomicI64::new(start.micros())))
    }

    /// The present moment.
    #[must_use]
    #[allow(clippy::disallowed_methods, reason = "this is the clock")]
    pub fn now(&self) -> Instant {
        match self {
            Self::Real => {
                let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
                Instant::from_micros(i64::try_from(since.as_micros()).unwrap_or(i64::MAX))
            }
            Self::Scripted(micros) => Instant::from_micros(micros.load(Ordering::SeqCst)),
        }
    }

    /// Moves a scripted clock to `instant`; never backwards. A real clock stays real.
    pub fn advance_to(&self, instant: Instant) {
        if let Self::Scripted(micros) = self {
            micros.fetch_max(instant.micros(), Ordering::SeqCst);
        }
    }

    /// Whether time is scripted.
    #[must_use]
    pub fn is_scripted(&self) -> bool {
        matches!(self, Self::Scripted(_))
    }
}
