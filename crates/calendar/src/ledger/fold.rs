//! From entries to the state of the clock. Total: no entry can break it.

use kernel::Instant;
use serde::{Deserialize, Serialize};

use super::{Change, Entry, Ledger};
use crate::{
    calendar::Calendar,
    deadline::{Deadline, Provisional},
    duration::WorkDuration,
    rule::{Begin, Due, Rounding, Rule},
};

/// Where the clock of a case stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// The file is not complete yet.
    NotStarted,
    /// The clock runs towards this deadline.
    Running(Deadline),
    /// The clock stands still.
    Paused {
        /// What will be left when it runs on; a begun minute counts in full.
        remaining: WorkDuration,
        /// Set when what was used lies in a year that nobody has decreed yet:
        /// more may be left.
        provisional: Option<Provisional>,
    },
    /// The clock ended.
    Stopped {
        /// When it ended.
        at: Instant,
        /// The deadline towards which it ran; none when it stood still.
        due: Option<Deadline>,
    },
}

impl Standing {
    /// The deadline that a running clock runs towards.
    #[must_use]
    pub const fn deadline(&self) -> Option<Deadline> {
        match self {
            Self::Running(deadline) => Some(*deadline),
            Self::NotStarted | Self::Paused { .. } | Self::Stopped { .. } => None,
        }
    }
}

impl Ledger {
    /// Where the clock stands by this calendar.
    #[must_use]
    pub fn standing(&self, calendar: &Calendar) -> Standing {
        self.fold(calendar, None)
            .map_or(Standing::NotStarted, |fold| fold.standing(calendar.revision()))
    }

    /// What the clock has counted until `at`, or until it stood still or ended
    /// before, in the unit of the time given; a begun minute counts in full. None
    /// before the start.
    #[must_use]
    pub fn used(&self, calendar: &Calendar, at: Instant) -> Option<WorkDuration> {
        let fold = self.fold(calendar, None)?;
        Some(fold.rule.duration(fold.used_by(at), Rounding::Up))
    }

    /// The time given, with what extensions added to it; at least one day where it
    /// is given in days, for a deadline needs a day. None before the start.
    #[must_use]
    pub fn given(&self, calendar: &Calendar) -> Option<WorkDuration> {
        let fold = self.fold(calendar, None)?;
        Some(fold.rule.duration(fold.budget, Rounding::Up))
    }

    /// The state after all entries, or after those until an instant.
    pub(super) fn fold<'a>(
        &self,
        calendar: &'a Calendar,
        until: Option<Instant>,
    ) -> Option<Fold<'a>> {
        let mut fold = None;
        for entry in self.entries.iter().filter(|e| until.is_none_or(|until| e.at <= until)) {
            match &mut fold {
                None => fold = Fold::start(entry, calendar),
                Some(fold) => {
                    fold.step(entry);
                }
            }
        }
        fold
    }
}

/// The clock of a started case.
#[derive(Clone)]
pub(crate) struct Fold<'a> {
    pub(crate) rule: Rule<'a>,
    pub(crate) budget: i64,
    /// Used in stretches that have ended.
    pub(crate) used: i64,
    pub(crate) state: State,
    /// Set once the time was used up while the clock ran; no pause undoes that.
    exhausted: Option<Due>,
    undecreed: Option<i16>,
}

#[derive(Clone, Copy)]
pub(crate) enum State {
    Running(Begin),
    Paused { at: Instant, before: Begin, used_before: i64 },
    Stopped { at: Instant, due: Option<Due> },
}

/// What an entry did, as far as an explanation needs to tell it apart.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    /// Nothing, or nothing that needs a remark.
    Plain,
    /// The file came back on the day it was returned: the day counts after all.
    SameDay,
}

impl<'a> Fold<'a> {
    pub(crate) fn start(entry: &Entry, calendar: &'a Calendar) -> Option<Self> {
        let Change::Started { budget, count_from, revision, .. } = entry.change else {
            return None;
        };
        let rule = Rule::new(calendar, revision, budget, count_from);
        let state = State::Running(rule.begin(entry.at));
        let budget = rule.parts(budget);
        Some(Self { rule, budget, used: 0, state, exhausted: None, undecreed: None })
    }

    pub(crate) fn step(&mut self, entry: &Entry) -> Step {
        match (&entry.change, self.state) {
            (Change::Paused, State::Running(begin)) => self.pause(entry.at, begin),
            (Change::Resumed, State::Paused { at, before, used_before }) => {
                return self.resume(entry.at, at, before, used_before);
            }
            (Change::Extended { by, .. }, State::Running(_) | State::Paused { .. }) => {
                // An extension of time that has passed has no effect.
                if by.has_unit_of(self.rule.unit) && !self.has_lapsed_by(entry.at) {
                    // Zero days are counted as one, so this adds what was written.
                    self.budget = self.budget.saturating_add(match by.amount() {
                        0 => 0,
                        _ => self.rule.parts(*by),
                    });
                }
            }
            (Change::Stopped, State::Running(_) | State::Paused { .. }) => {
                let due = self.due();
                self.used = self.used_by(entry.at);
                self.state = State::Stopped { at: entry.at, due };
            }
            (Change::Started { .. } | Change::HandedOver | Change::CalendarAmended { .. }, _)
            | (Change::Paused, State::Paused { .. })
            | (Change::Resumed, State::Running(_))
            | (_, State::Stopped { .. }) => {}
        }
        Step::Plain
    }

    /// When the time is used up, if the clock runs.
    pub(crate) fn due(&self) -> Option<Due> {
        match self.state {
            State::Running(begin) => Some(self.exhausted.unwrap_or_else(|| self.due_from(begin))),
            State::Paused { .. } | State::Stopped { .. } => None,
        }
    }

    /// When the time was used up, once that happened before a pause.
    pub(crate) const fn exhausted(&self) -> Option<Due> {
        self.exhausted
    }

    /// A year that nobody decreed and in which days were counted before a pause.
    pub(crate) const fn undecreed(&self) -> Option<i16> {
        self.undecreed
    }

    /// Used until `now`, or until the clock stood still or ended before.
    pub(crate) fn used_by(&self, now: Instant) -> i64 {
        match self.state {
            State::Running(begin) => self.used + self.rule.used(begin, now),
            State::Paused { .. } | State::Stopped { .. } => self.used,
        }
    }

    /// Whether the time is used up; a provisional date never is.
    pub(crate) fn has_lapsed_by(&self, now: Instant) -> bool {
        match (self.exhausted, self.due()) {
            (Some(due), _) => due.undecreed.is_none(),
            (None, Some(due)) => due.undecreed.is_none() && due.at < now,
            (None, None) => false,
        }
    }

    /// What is left, in parts.
    pub(crate) fn remaining(&self) -> i64 {
        match self.exhausted {
            Some(_) => 0,
            None => (self.budget - self.used).max(0),
        }
    }

    pub(crate) fn standing(&self, revision: u32) -> Standing {
        match self.state {
            State::Running(begin) => {
                let due = self.exhausted.unwrap_or_else(|| self.due_from(begin));
                Standing::Running(due.deadline(revision))
            }
            State::Paused { .. } => Standing::Paused {
                remaining: self.rule.duration(self.remaining(), Rounding::Up),
                provisional: self.undecreed.map(|undecreed_year| Provisional { undecreed_year }),
            },
            State::Stopped { at, due } => {
                Standing::Stopped { at, due: due.map(|due| due.deadline(revision)) }
            }
        }
    }

    fn due_from(&self, begin: Begin) -> Due {
        let due = self.rule.due(begin, self.budget - self.used);
        Due { undecreed: self.undecreed.or(due.undecreed), ..due }
    }

    fn pause(&mut self, at: Instant, begin: Begin) {
        let due = self.exhausted.unwrap_or_else(|| self.due_from(begin));
        let used_before = self.used;
        self.used += self.rule.used(begin, at);
        if due.at < at || due.day < self.rule.zone.day(at) {
            self.exhausted = Some(due);
        }
        if self.used > used_before {
            let last = self.rule.zone.day(at) - 1;
            self.undecreed = self.undecreed.or(self.rule.undecreed(begin, last));
        }
        self.state = State::Paused { at, before: begin, used_before };
    }

    fn resume(&mut self, at: Instant, paused: Instant, before: Begin, used_before: i64) -> Step {
        let counts_days = !matches!(self.rule.unit, WorkDuration::OfficeMinutes(_));
        if counts_days && self.rule.zone.date(at) == self.rule.zone.date(paused) {
            // The clock must not run out while the applicant holds the file: when
            // it comes back after the last day's close, that day is spared.
            let due = self.rule.due(before, self.budget - used_before);
            if self.exhausted.is_some() || due.at >= at {
                self.state = State::Running(before);
                self.used = used_before;
                return Step::SameDay;
            }
        }
        self.state = State::Running(self.rule.begin(at));
        Step::Plain
    }
}
