//! The counting rule, in one place.
//!
//! A day counts against the agency when the clock was running both when that
//! local day began and when it ended. So the day of receipt does not count, nor
//! the day of a return, nor the day of a resubmission; and a return answered on
//! the same day spares nothing. Under `SameDayIfBeforeCutoff` the day of a start
//! or resumption before the cut-off counts too. (Usual practice of agencies; no
//! regulation spells it out, so it is a setting of the standard.)
//!
//! Amounts are in *parts*: days, or microseconds of opening time.

use kernel::Instant;

use crate::{
    calendar::Calendar,
    day,
    deadline::{Deadline, Provisional},
    duration::{CountFrom, WorkDuration},
    table::{Measure, Table},
    zone::Zone,
};

const MICROS_A_MINUTE: i64 = 60_000_000;

/// How a case counts: by which table, in which unit, from which day.
#[derive(Clone, Copy)]
pub(crate) struct Rule<'a> {
    pub(crate) table: &'a Table,
    pub(crate) zone: Zone,
    pub(crate) unit: WorkDuration,
    count_from: CountFrom,
    /// Zero days means: while the office is still open today.
    none_given: bool,
}

/// The beginning of a stretch in which the clock runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Begin {
    pub(crate) at: Instant,
    /// The first day that may count; of no meaning for office minutes.
    pub(crate) first: i64,
}

/// When the parts that were left are used up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Due {
    pub(crate) day: i64,
    pub(crate) at: Instant,
    pub(crate) undecreed: Option<i16>,
}

impl<'a> Rule<'a> {
    pub(crate) fn new(
        calendar: &'a Calendar,
        opened: u32,
        time: WorkDuration,
        count_from: CountFrom,
    ) -> Self {
        Self {
            table: calendar.table(opened),
            zone: calendar.zone(),
            unit: time.with_amount(0),
            count_from,
            none_given: time.amount() == 0,
        }
    }

    /// The parts that `time` is; at least one day, for a deadline needs a day.
    pub(crate) fn parts(&self, time: WorkDuration) -> i64 {
        let amount = i64::from(time.amount());
        match time {
            WorkDuration::WorkingDays(_) | WorkDuration::CalendarDays(_) => amount.max(1),
            WorkDuration::OfficeMinutes(_) => amount * MICROS_A_MINUTE,
        }
    }

    /// `parts` as a duration, a begun minute counted as `rounding` says.
    pub(crate) fn duration(&self, parts: i64, rounding: Rounding) -> WorkDuration {
        let amount = match self.unit {
            WorkDuration::WorkingDays(_) | WorkDuration::CalendarDays(_) => parts,
            WorkDuration::OfficeMinutes(_) => match rounding {
                Rounding::Down => parts.div_euclid(MICROS_A_MINUTE),
                Rounding::Up => -(-parts).div_euclid(MICROS_A_MINUTE),
            },
        };
        self.unit.with_amount(u32::try_from(amount.max(0)).unwrap_or(u32::MAX))
    }

    /// The clock starts, or starts again, at `at`.
    pub(crate) fn begin(&self, at: Instant) -> Begin {
        let day = self.zone.day(at);
        let micro = self.zone.micro_of_day(at);
        let in_time = match self.count_from {
            CountFrom::NextWorkday => self.none_given,
            CountFrom::SameDayIfBeforeCutoff { minutes } => {
                micro < i64::from(minutes) * MICROS_A_MINUTE
            }
        };
        // After the close of office nothing can be done any more that day.
        let open = match self.unit {
            WorkDuration::WorkingDays(_) => micro < self.table.closes(day) * MICROS_A_MINUTE,
            WorkDuration::CalendarDays(_) | WorkDuration::OfficeMinutes(_) => true,
        };
        Begin { at, first: if in_time && open { day } else { day + 1 } }
    }

    /// The same stretch without what lies before `at`, for counting piece by piece.
    pub(crate) fn from(&self, begin: Begin, at: Instant) -> Begin {
        Begin { at: begin.at.max(at), first: begin.first.max(self.zone.day(at)) }
    }

    /// What was used from `begin` until the clock stops at `until`.
    pub(crate) fn used(&self, begin: Begin, until: Instant) -> i64 {
        let day = self.zone.day(until);
        let used = match self.unit {
            WorkDuration::WorkingDays(_) => {
                self.table.before(day, Measure::WorkingDays)
                    - self.table.before(begin.first, Measure::WorkingDays)
            }
            WorkDuration::CalendarDays(_) => day - begin.first,
            WorkDuration::OfficeMinutes(_) => self.micros(until) - self.micros(begin.at),
        };
        used.max(0)
    }

    /// When `parts` are used up, if the clock runs from `begin` without a pause.
    /// At least one day is left: a deadline needs a day.
    pub(crate) fn due(&self, begin: Begin, parts: i64) -> Due {
        let (day, at) = match self.unit {
            WorkDuration::WorkingDays(_) => {
                let total = self.table.before(begin.first, Measure::WorkingDays) + parts.max(1);
                let day = self.table.reaching(total, Measure::WorkingDays);
                (day, self.zone.instant(day, self.table.closes(day) * MICROS_A_MINUTE))
            }
            WorkDuration::CalendarDays(_) => {
                let day = (begin.first + parts.max(1) - 1).min(day::LAST);
                (day, self.zone.instant(day + 1, 0))
            }
            WorkDuration::OfficeMinutes(_) if parts <= 0 => (self.zone.day(begin.at), begin.at),
            WorkDuration::OfficeMinutes(_) => {
                let (day, micro) = self.table.moment(self.micros(begin.at) + parts);
                (day, self.zone.instant(day, micro))
            }
        };
        Due { day, at, undecreed: self.undecreed(begin, day) }
    }

    /// The first year that nobody decreed and that counts from `begin` to `last`.
    pub(crate) fn undecreed(&self, begin: Begin, last: i64) -> Option<i16> {
        let first = match self.unit {
            WorkDuration::CalendarDays(_) => return None,
            WorkDuration::WorkingDays(_) => begin.first,
            WorkDuration::OfficeMinutes(_) => self.zone.day(begin.at),
        };
        self.table.undecreed(day::date(first), day::date(last))
    }

    fn micros(&self, at: Instant) -> i64 {
        self.table.micros_until(self.zone.day(at), self.zone.micro_of_day(at))
    }
}

/// Which way a begun minute goes.
#[derive(Clone, Copy)]
pub(crate) enum Rounding {
    Down,
    Up,
}

impl Due {
    pub(crate) fn deadline(self, calendar_revision: u32) -> Deadline {
        let Self { day, at, undecreed } = self;
        let provisional = undecreed.map(|undecreed_year| Provisional { undecreed_year });
        Deadline { date: day::date(day), at, provisional, calendar_revision }
    }
}
