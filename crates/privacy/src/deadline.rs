//! The law's three times twenty-four hours (UU 27/2022 Ps 30, 32, 40, 46): hours
//! of the clock, through nights, Sundays and holidays.

use kernel::Instant;
use serde::{Deserialize, Serialize};

const HOUR_SECONDS: i64 = 3600;
/// Three times twenty-four.
const HOURS: i64 = 72;
/// How long before the end there is a warning: ours, not the law's.
const WARNING_HOURS: i64 = 24;

/// A running time of 72 hours, and what it has brought so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Deadline {
    /// When the last day begins.
    pub warn_at: Instant,
    /// The first instant that is too late.
    pub due_at: Instant,
    /// Whether the warning was recorded.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_warned: bool,
    /// Whether it was missed.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_missed: bool,
}

/// What time alone brings, with its lawful instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ring {
    /// A day is left.
    Warning(Instant),
    /// The time is over.
    Missed(Instant),
}

impl Deadline {
    /// The deadline of what was received or discovered at `start`.
    #[must_use]
    pub fn from(start: Instant) -> Self {
        Self {
            warn_at: start.plus_seconds((HOURS - WARNING_HOURS) * HOUR_SECONDS),
            due_at: start.plus_seconds(HOURS * HOUR_SECONDS),
            is_warned: false,
            is_missed: false,
        }
    }

    /// What has come about by `now` and is not yet recorded, in order.
    #[must_use]
    pub fn rings(&self, now: Instant) -> Vec<Ring> {
        let warning =
            (!self.is_warned && self.warn_at <= now).then_some(Ring::Warning(self.warn_at));
        let missed = (!self.is_missed && self.due_at <= now).then_some(Ring::Missed(self.due_at));
        warning.into_iter().chain(missed).collect()
    }

    /// When it next has something to record.
    #[must_use]
    pub fn wakes_at(&self) -> Option<Instant> {
        if !self.is_warned {
            Some(self.warn_at)
        } else if !self.is_missed {
            Some(self.due_at)
        } else {
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// However often it is asked: each rings once, at its own instant.
        #[test]
        fn each_rings_exactly_once(mut asked in prop::collection::vec(0..100 * 3600_i64, 0..20)) {
            asked.sort_unstable();
            let mut deadline = Deadline::from(Instant::from_micros(0));
            let (mut warned, mut missed) = (0, 0);
            for seconds in &asked {
                for ring in deadline.rings(Instant::from_micros(0).plus_seconds(*seconds)) {
                    match ring {
                        Ring::Warning(at) => {
                            prop_assert_eq!(at, deadline.warn_at);
                            (warned, deadline.is_warned) = (warned + 1, true);
                        }
                        Ring::Missed(at) => {
                            prop_assert_eq!(at, deadline.due_at);
                            (missed, deadline.is_missed) = (missed + 1, true);
                        }
                    }
                }
            }
            let last = asked.last().copied().unwrap_or_default();
            prop_assert_eq!(warned, i32::from(!asked.is_empty() && last >= 48 * 3600));
            prop_assert_eq!(missed, i32::from(!asked.is_empty() && last >= 72 * 3600));
        }
    }
}
