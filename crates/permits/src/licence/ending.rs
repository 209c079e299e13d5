//! What the calendar brings to a licence: a word before its end, and at its end.
//!
//! That it has ended is never stored: it follows from the date. What is recorded
//! is that its time came, once, so that somebody can be told.

use kernel::Instant;

use super::{Event, Expired, Expiring, LicenceRecord, Standing};

/// So many days before the last day its holder is told. A rule of ours: no
/// regulation fixes it for all services.
pub const REMIND_DAYS: i32 = 30;

impl LicenceRecord {
    /// What has come about by `now` and is not yet recorded. Nothing for a
    /// licence that was taken back or replaced. After a downtime over both, only
    /// the end: a word before it would be late.
    #[must_use]
    pub fn decide_time(&self, now: Instant) -> Vec<Event> {
        if !self.may_end() {
            return Vec::new();
        }
        let is_due = |at: &Instant| *at <= now;
        if let Some(effective_at) = self.ends_at.filter(is_due).filter(|_| self.expired.is_none()) {
            return vec![Event::Expired(Expired { effective_at })];
        }
        let reminder = self.remind_at.filter(is_due).filter(|_| self.reminded.is_none());
        let reminder = reminder.filter(|_| self.expired.is_none());
        reminder
            .map(|effective_at| Event::Expiring(Expiring { effective_at }))
            .into_iter()
            .collect()
    }

    /// When to look at it again; not at all where nothing more comes by itself.
    #[must_use]
    pub fn wakes_at(&self) -> Option<Instant> {
        if !self.may_end() || self.expired.is_some() {
            return None;
        }
        let reminder = self.remind_at.filter(|_| self.reminded.is_none());
        reminder.into_iter().chain(self.ends_at).min()
    }

    fn may_end(&self) -> bool {
        match self.standing {
            Standing::Pending | Standing::InForce => true,
            Standing::Revoked(_) | Standing::Superseded(_) => false,
        }
    }
}
