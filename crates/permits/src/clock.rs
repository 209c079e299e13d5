//! The running deadline of a case, as its record keeps it.
//!
//! The ledger is the truth and the deadline follows from it and a calendar;
//! the record keeps the result, because a fold has no calendar, and because
//! the store must know when to wake.

use calendar::{Allowance, CountFrom, Deadline, Entry, Ledger, WorkDuration};
use kernel::{Citation, Instant};
use serde::{Deserialize, Serialize};

use crate::{application::Fired, context::Context};

/// Without a setting of its own, a service warns when one part in this many of
/// its time is left, rounded up.
const WARNING_PART: u32 = 5;

/// A deadline towards which the clock runs, and when to warn of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Timer {
    /// The deadline, by the calendar of the last change.
    pub deadline: Deadline,
    /// When to warn; absent where the time is too short to warn in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub warn_at: Option<Instant>,
}

/// What an event does to the clock.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClockMove {
    /// The new lines of the ledger.
    pub entries: Vec<Entry>,
    /// The deadline that counts from now on; absent when the clock stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub timer: Option<Timer>,
}

impl Timer {
    /// The timer of a ledger, if its clock runs.
    pub(crate) fn of(ledger: &Ledger, context: &Context<'_>) -> Option<Self> {
        let deadline = ledger.standing(context.calendar).deadline()?;
        Some(Self::towards(deadline, context))
    }

    pub(crate) fn towards(deadline: Deadline, context: &Context<'_>) -> Self {
        let ahead = |left| context.calendar.ahead_of(&deadline, left);
        Self { deadline, warn_at: warning(context).map(ahead) }
    }

    /// The next instant at which the law brings something.
    pub(crate) fn wakes_at(&self, fired: &Fired) -> Option<Instant> {
        if self.deadline.provisional.is_some() || fired.breached.is_some() {
            return None;
        }
        // Late is strictly after the last lawful instant.
        let late = Instant::from_micros(self.deadline.at.micros().saturating_add(1));
        let warning = self.warn_at.filter(|_| fired.warned.is_none());
        Some(warning.map_or(late, |warn_at| warn_at.min(late)))
    }
}

/// The time that the service's standard gives.
pub(crate) fn allowance(context: &Context<'_>) -> Allowance {
    let service = context.service;
    let basis = Citation { text: service.origin().text.clone(), source: service.time_source() };
    Allowance { budget: service.time(), basis, count_from: CountFrom::default() }
}

/// How much is left when the warning is due; `None` for a time so short that
/// it would begin with the warning.
fn warning(context: &Context<'_>) -> Option<WorkDuration> {
    let time = context.service.time();
    let default = time.with_amount(time.amount().div_ceil(WARNING_PART));
    let left = context.service.warn_before().unwrap_or(default);
    let is_whole_time = left.has_unit_of(time) && left.amount() >= time.amount();
    (!is_whole_time).then_some(left)
}
