//! The clock ledger: when a case's time ran, when it stood still, and for whom.
//!
//! A deadline is never stored. It follows from these entries and a calendar.
//! Operations judge and change nothing; what they return goes into an event, and
//! [`Ledger::apply`] takes it in without judgement.

mod entry;
mod fold;
mod held;

use kernel::{Citation, Instant};
use serde::{Deserialize, Serialize};

pub(crate) use self::fold::{Fold, State, Step};
pub use self::{
    entry::{Allowance, Change, Entry, Holder, LedgerError, Mark},
    fold::Standing,
    held::Held,
};
use crate::{calendar::Calendar, duration::WorkDuration};

/// The most entries of one ledger: a bound, far above what a case can need.
const MOST_ENTRIES: usize = 2_000;

/// The entries of one case's clock, oldest first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ledger {
    entries: Vec<Entry>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Phase {
    NotStarted,
    Running,
    Paused,
    Stopped,
}

impl Ledger {
    /// A ledger whose clock has not started.
    #[must_use]
    pub const fn new() -> Self {
        Self { entries: Vec::new() }
    }

    /// Oldest first.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The entry that starts the clock.
    ///
    /// # Errors
    /// `AlreadyStarted`, `Stopped`, `CauseNotAKey`.
    pub fn start(
        &self,
        mark: Mark,
        allowance: Allowance,
        calendar: &Calendar,
    ) -> Result<Entry, LedgerError> {
        if self.started().is_some() {
            return Err(LedgerError::AlreadyStarted);
        }
        let Allowance { budget, basis, count_from } = allowance;
        let revision = calendar.revision();
        self.entry(mark, Change::Started { budget, basis, count_from, revision })
    }

    /// The entry that makes the clock stand still.
    ///
    /// # Errors
    /// `NotStarted`, `AlreadyPaused`, `Stopped`, `OutOfOrder`, `CauseNotAKey`, `Full`.
    pub fn pause(&self, mark: Mark) -> Result<Entry, LedgerError> {
        match self.open()? {
            Phase::Paused => Err(LedgerError::AlreadyPaused),
            _ => self.entry(mark, Change::Paused),
        }
    }

    /// The entry that lets the clock run on.
    ///
    /// # Errors
    /// `NotStarted`, `NotPaused`, `Stopped`, `OutOfOrder`, `CauseNotAKey`, `Full`.
    pub fn resume(&self, mark: Mark) -> Result<Entry, LedgerError> {
        match self.open()? {
            Phase::Paused => self.entry(mark, Change::Resumed),
            _ => Err(LedgerError::NotPaused),
        }
    }

    /// The entry that gives the file to another unit or agency.
    ///
    /// # Errors
    /// `NotStarted`, `Stopped`, `OutOfOrder`, `CauseNotAKey`, `Full`.
    pub fn hand_over(&self, mark: Mark) -> Result<Entry, LedgerError> {
        self.open()?;
        self.entry(mark, Change::HandedOver)
    }

    /// The entry that gives more time.
    ///
    /// # Errors
    /// `NotStarted`, `UnitDiffers`, `Lapsed`, `Stopped`, `OutOfOrder`, `CauseNotAKey`, `Full`.
    pub fn extend(
        &self,
        mark: Mark,
        by: WorkDuration,
        basis: Citation,
        calendar: &Calendar,
    ) -> Result<Entry, LedgerError> {
        self.open()?;
        if !self.budget().is_some_and(|budget| budget.has_unit_of(by)) {
            return Err(LedgerError::UnitDiffers);
        }
        if self.fold(calendar, None).is_some_and(|fold| fold.has_lapsed_by(mark.at)) {
            return Err(LedgerError::Lapsed);
        }
        self.entry(mark, Change::Extended { by, basis })
    }

    /// The entry that says what a change of the calendar does to this case; the
    /// holder stays who it was.
    ///
    /// # Errors
    /// `NotStarted`, `CalendarNotNewer`, `Stopped`, `OutOfOrder`, `Full`.
    pub fn amend(&self, at: Instant, calendar: &Calendar) -> Result<Entry, LedgerError> {
        self.open()?;
        let (Some(known), Some(last)) = (self.revision(), self.entries.last()) else {
            return Err(LedgerError::NotStarted);
        };
        let revision = calendar.revision();
        if revision <= known {
            return Err(LedgerError::CalendarNotNewer);
        }
        let old = self.standing(&calendar.as_of(known)).deadline().map(|due| due.date);
        let new = self.standing(calendar).deadline().map(|due| due.date);
        let cause = crate::cause::CALENDAR_AMENDED.to_owned();
        let mark = Mark { at, holder: last.holder.clone(), cause };
        self.entry(mark, Change::CalendarAmended { revision, old, new })
    }

    /// The entry that ends the clock.
    ///
    /// # Errors
    /// `NotStarted`, `Stopped`, `OutOfOrder`, `CauseNotAKey`, `Full`.
    pub fn stop(&self, mark: Mark) -> Result<Entry, LedgerError> {
        self.open()?;
        self.entry(mark, Change::Stopped)
    }

    /// Total: what was recorded did happen.
    pub fn apply(&mut self, entry: Entry) {
        self.entries.push(entry);
    }

    /// When the clock started.
    #[must_use]
    pub fn started(&self) -> Option<Instant> {
        let started = |entry: &&Entry| matches!(entry.change, Change::Started { .. });
        self.entries.iter().find(started).map(|entry| entry.at)
    }

    /// Whether the clock runs.
    #[must_use]
    pub fn is_running(&self) -> bool {
        self.phase() == Phase::Running
    }

    /// Whether the clock stands still and can run on.
    #[must_use]
    pub fn is_paused(&self) -> bool {
        self.phase() == Phase::Paused
    }

    /// Whether the clock has ended.
    #[must_use]
    pub fn is_stopped(&self) -> bool {
        self.phase() == Phase::Stopped
    }

    /// The newest revision of the calendar that the ledger knows of; none before
    /// the start.
    #[must_use]
    pub fn revision(&self) -> Option<u32> {
        let known = self.entries.iter().filter_map(|entry| match entry.change {
            Change::Started { revision, .. } | Change::CalendarAmended { revision, .. } => {
                Some(revision)
            }
            Change::Paused
            | Change::Resumed
            | Change::HandedOver
            | Change::Extended { .. }
            | Change::Stopped => None,
        });
        known.max()
    }

    /// Who holds the file now; nobody before the start.
    #[must_use]
    pub fn holder(&self) -> Option<&Holder> {
        self.entries.last().map(|entry| &entry.holder)
    }

    /// The time given at the start.
    fn budget(&self) -> Option<WorkDuration> {
        self.entries.iter().find_map(|entry| match &entry.change {
            Change::Started { budget, .. } => Some(*budget),
            _ => None,
        })
    }

    fn phase(&self) -> Phase {
        self.entries.iter().fold(Phase::NotStarted, |state, entry| match (&entry.change, state) {
            (_, Phase::Stopped) => Phase::Stopped,
            (Change::Started { .. }, Phase::NotStarted) => Phase::Running,
            (_, Phase::NotStarted) => Phase::NotStarted,
            (Change::Paused, _) => Phase::Paused,
            (Change::Resumed, _) => Phase::Running,
            (Change::Stopped, _) => Phase::Stopped,
            (Change::Started { .. }, _)
            | (Change::HandedOver | Change::Extended { .. }, _)
            | (Change::CalendarAmended { .. }, _) => state,
        })
    }

    /// The state of a clock that may still change.
    fn open(&self) -> Result<Phase, LedgerError> {
        match self.phase() {
            Phase::NotStarted => Err(LedgerError::NotStarted),
            Phase::Stopped => Err(LedgerError::Stopped),
            state @ (Phase::Running | Phase::Paused) => Ok(state),
        }
    }

    fn entry(&self, mark: Mark, change: Change) -> Result<Entry, LedgerError> {
        let Mark { at, holder, cause } = mark;
        if self.entries.last().is_some_and(|last| at < last.at) {
            return Err(LedgerError::OutOfOrder);
        }
        if !is_key(&cause) {
            return Err(LedgerError::CauseNotAKey);
        }
        // The end must always find room.
        if self.entries.len() >= MOST_ENTRIES && !matches!(change, Change::Stopped) {
            return Err(LedgerError::Full);
        }
        Ok(Entry { at, change, holder, cause })
    }
}

fn is_key(cause: &str) -> bool {
    let fits =
        |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'_' | b'-' | b'.');
    (1..=40).contains(&cause.len()) && cause.bytes().all(fits)
}
