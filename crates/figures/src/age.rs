//! How old an open case is, as a share of the time that its standard gives.

use calendar::{Calendar, Standing, WorkDuration};
use kernel::Instant;
use permits::Application;
use serde::{Deserialize, Serialize};

/// Before every instant.
const PASSED: Instant = Instant::from_micros(i64::MIN);
/// After every instant.
const NEVER: Instant = Instant::from_micros(i64::MAX);

/// The class of an open case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Age {
    /// Not declared complete: no time counts yet.
    NotComplete,
    /// Less than half of the time is used.
    UnderHalf,
    /// From half of it to less than four fifths.
    UnderFourFifths,
    /// From four fifths on, and not late.
    NearlyDue,
    /// Late.
    Late,
    /// No time counts any more; the product is still to be issued or handed out.
    Decided,
}

impl Age {
    /// Every class, youngest first.
    pub const ALL: [Self; 6] = [
        Self::NotComplete,
        Self::UnderHalf,
        Self::UnderFourFifths,
        Self::NearlyDue,
        Self::Late,
        Self::Decided,
    ];

    /// The stable name; its definition is `age_` and this.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::NotComplete => "not_complete",
            Self::UnderHalf => "under_half",
            Self::UnderFourFifths => "under_four_fifths",
            Self::NearlyDue => "nearly_due",
            Self::Late => "late",
            Self::Decided => "decided",
        }
    }
}

/// When an open case passes from one class to the next. While the clock stands, each
/// of the instants has passed already or never comes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Ageing {
    /// No time counts yet.
    #[default]
    NotComplete,
    /// The time counts, or stands still.
    Counting {
        /// From when on half of the time is used.
        half_at: Instant,
        /// From when on four fifths are used.
        most_at: Instant,
        /// From when on it is late.
        late_at: Instant,
    },
    /// The clock has ended, the case has not.
    Decided,
}

impl Ageing {
    /// By the clock of `application`, as it stands by `calendar` at `now`.
    pub(crate) fn of(application: &Application, calendar: &Calendar, now: Instant) -> Self {
        let ledger = &application.ledger;
        let (Some(used), Some(given)) = (ledger.used(calendar, now), ledger.given(calendar)) else {
            return Self::NotComplete;
        };
        let (half, most) = (part(given, 1, 2), part(given, 4, 5));
        match ledger.standing(calendar) {
            Standing::NotStarted => Self::NotComplete,
            Standing::Stopped { .. } => Self::Decided,
            Standing::Paused { .. } => {
                let reached = |part: u32| if used.amount() >= part { PASSED } else { NEVER };
                let late = application.fired.breached.is_some();
                Self::Counting {
                    half_at: reached(half),
                    most_at: reached(most),
                    late_at: if late { PASSED } else { NEVER },
                }
            }
            Standing::Running(deadline) => {
                let left = |part: u32| given.with_amount(given.amount().saturating_sub(part));
                // Late is strictly after the last lawful instant; a provisional date is
                // never missed.
                let after = Instant::from_micros(deadline.at.micros().saturating_add(1));
                Self::Counting {
                    half_at: calendar.ahead_of(&deadline, left(half)),
                    most_at: calendar.ahead_of(&deadline, left(most)),
                    late_at: if deadline.provisional.is_none() { after } else { NEVER },
                }
            }
        }
    }

    /// The columns by which open cases are classed: whether the time has begun, and
    /// ended; when half and four fifths of it are used, and when the case is late.
    #[must_use]
    pub const fn columns(self) -> (bool, bool, [Instant; 3]) {
        match self {
            Self::NotComplete => (false, false, [NEVER; 3]),
            Self::Counting { half_at, most_at, late_at } => {
                (true, false, [half_at, most_at, late_at])
            }
            Self::Decided => (true, true, [NEVER; 3]),
        }
    }
}

/// The least whole number of days or minutes that is at least `over`/`under` of `time`.
fn part(time: WorkDuration, over: u32, under: u32) -> u32 {
    time.amount().saturating_mul(over).div_ceil(under)
}
