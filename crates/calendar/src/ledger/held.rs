//! Whose time it was: what each holder used of the clock.

use kernel::Instant;
use serde::{Deserialize, Serialize};

use super::{Change, Holder, Ledger};
use crate::{
    calendar::Calendar,
    duration::WorkDuration,
    ledger::fold::{Fold, State, Step},
    rule::{Begin, Rounding},
};

/// The time that one holder had the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Held {
    /// Who.
    pub holder: Holder,
    /// How long, in the unit of the case's time; begun minutes are left out.
    pub time: WorkDuration,
}

/// Adds up time by holder, in order of first appearance.
#[derive(Default)]
struct Account(Vec<(Holder, i64)>);

impl Ledger {
    /// What each holder used until `until`.
    ///
    /// A day belongs to whoever held the file when the day ended. The agencies'
    /// days add up to what the clock counted; a day on which the file went to the
    /// applicant or came back belongs to nobody.
    #[must_use]
    pub fn held(&self, calendar: &Calendar, until: Instant) -> Vec<Held> {
        let mut entries = self.entries.iter().filter(|entry| entry.at <= until);
        let mut start =
            entries.by_ref().skip_while(|e| !matches!(e.change, Change::Started { .. }));
        let Some(mut last) = start.next() else { return Vec::new() };
        let Some(mut fold) = Fold::start(last, calendar) else { return Vec::new() };
        let mut account = Account::default();
        let mut cursor = fold.rule.begin(last.at);
        for entry in start {
            account.add(&last.holder, span(&fold, cursor, entry.at));
            cursor = next_cursor(&mut fold, cursor, entry);
            last = entry;
        }
        account.add(&last.holder, span(&fold, cursor, until));
        let held =
            |(holder, parts)| Held { holder, time: fold.rule.duration(parts, Rounding::Down) };
        account.0.into_iter().map(held).collect()
    }
}

/// The time between two entries, or nothing once the clock has ended.
fn span(fold: &Fold<'_>, cursor: Begin, until: Instant) -> i64 {
    match fold.state {
        State::Running(_) | State::Paused { .. } => fold.rule.used(cursor, until),
        State::Stopped { .. } => 0,
    }
}

fn next_cursor(fold: &mut Fold<'_>, cursor: Begin, entry: &super::Entry) -> Begin {
    let advanced = fold.rule.from(cursor, entry.at);
    let was = fold.state;
    let step = fold.step(entry);
    match (was, fold.state, step) {
        // The applicant's first full day is the day after the return.
        (State::Running(_), State::Paused { .. }, _) => {
            Begin { at: entry.at, first: fold.rule.zone.day(entry.at) + 1 }
        }
        (State::Paused { .. }, State::Running(begin), Step::SameDay) => {
            Begin { at: entry.at, first: begin.first.max(fold.rule.zone.day(entry.at)) }
        }
        (State::Paused { .. }, State::Running(_), Step::Plain) => fold.rule.begin(entry.at),
        _ => advanced,
    }
}

impl Account {
    fn add(&mut self, holder: &Holder, parts: i64) {
        match self.0.iter_mut().find(|(known, _)| known == holder) {
            Some((_, sum)) => *sum += parts,
            None => self.0.push((holder.clone(), parts)),
        }
    }
}
