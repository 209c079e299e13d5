//! An agency's calendar, ready to count by.

use std::sync::OnceLock;

use jiff::civil::Date;
use kernel::{Bilingual, Instant};

use crate::{
    day,
    deadline::{Deadline, NotDecreed, Provisional},
    duration::{CountFrom, WorkDuration},
    record::CalendarRecord,
    rule::Rule,
    table::{Measure, Table},
    zone::Zone,
};

/// A compiled [`CalendarRecord`]: every question takes a binary search.
///
/// A case keeps the holidays it was opened with: a day withdrawn later stays a
/// holiday for it. So there is one table for each revision that took something
/// away, and a case is counted by the table of the revision that opened it.
#[derive(Clone, Debug)]
pub struct Calendar {
    record: CalendarRecord,
    views: Vec<View>,
}

#[derive(Clone, Debug)]
struct View {
    opened_from: u32,
    /// Filled when a case of these revisions is first counted.
    table: OnceLock<Table>,
}

impl Calendar {
    /// Prepares the calendar; costs a sort of its days.
    #[must_use]
    pub fn compile(record: &CalendarRecord) -> Self {
        let withdrawn = record.days().iter().filter_map(|day| Some(day.withdrawn.as_ref()?.since));
        let ramadan = record.ramadan().iter().map(|listed| listed.since);
        let mut turns: Vec<u32> = withdrawn.chain(ramadan).chain([0]).collect();
        turns.sort_unstable();
        turns.dedup();
        let view = |opened_from| View { opened_from, table: OnceLock::new() };
        Self { record: record.clone(), views: turns.into_iter().map(view).collect() }
    }

    /// The calendar as it stood at an earlier revision, to say what changed.
    #[must_use]
    pub fn as_of(&self, revision: u32) -> Self {
        Self::compile(&self.record.as_of(revision))
    }

    /// The record that this was compiled from.
    #[must_use]
    pub const fn record(&self) -> &CalendarRecord {
        &self.record
    }

    /// Grows by one with each change of the calendar.
    #[must_use]
    pub const fn revision(&self) -> u32 {
        self.record.revision()
    }

    /// The zone in which the agency's day begins and ends.
    #[must_use]
    pub const fn zone(&self) -> Zone {
        self.record.zone()
    }

    /// Whether the office is open on `date`.
    ///
    /// # Errors
    /// [`NotDecreed`] when the year's holidays are not known.
    pub fn is_working_day(&self, date: Date) -> Result<bool, NotDecreed> {
        self.decreed(date, date)?;
        Ok(self.today().is_working(day::number(date)))
    }

    /// Working days after `from` up to and including `to`; none when `to` is not later.
    ///
    /// # Errors
    /// [`NotDecreed`] when the days counted touch a year whose holidays are not known.
    pub fn working_days_between(&self, from: Date, to: Date) -> Result<u32, NotDecreed> {
        if to <= from {
            return Ok(0);
        }
        let first = day::number(from) + 1;
        self.decreed(day::date(first), to)?;
        let table = self.today();
        let count = table.before(day::number(to) + 1, Measure::WorkingDays)
            - table.before(first, Measure::WorkingDays);
        Ok(u32::try_from(count).unwrap_or(u32::MAX))
    }

    /// The `days`-th working day after `from`; with zero, `from` itself or the
    /// next working day when it is none.
    ///
    /// # Errors
    /// [`NotDecreed`] when the days counted touch a year whose holidays are not known.
    pub fn add_working_days(&self, from: Date, days: u32) -> Result<Date, NotDecreed> {
        let first = day::number(from) + i64::from(days > 0);
        let table = self.today();
        let total = table.before(first, Measure::WorkingDays) + i64::from(days.max(1));
        let date = day::date(table.reaching(total, Measure::WorkingDays));
        self.decreed(day::date(first), date)?;
        Ok(date)
    }

    /// When something that begins at `start` is due.
    ///
    /// # Errors
    /// [`NotDecreed`] when the days counted touch a year whose holidays are not known.
    pub fn due(
        &self,
        start: Instant,
        time: WorkDuration,
        count_from: CountFrom,
    ) -> Result<Deadline, NotDecreed> {
        let deadline = self.deadline(start, time, count_from);
        match deadline.provisional {
            None => Ok(deadline),
            Some(Provisional { undecreed_year: year }) => Err(NotDecreed { year }),
        }
    }

    /// When something that begins at `start` is due, or "not before" while a year
    /// is not decreed: for intake, which never fails for lack of a calendar.
    #[must_use]
    pub fn deadline(&self, start: Instant, time: WorkDuration, count_from: CountFrom) -> Deadline {
        let rule = Rule::new(self, self.revision(), time, count_from);
        rule.due(rule.begin(start), rule.parts(time)).deadline(self.revision())
    }

    /// The instant `warning` ahead of a deadline: the close of office as many
    /// working days before, or as many calendar days or office minutes before.
    #[must_use]
    pub fn ahead_of(&self, deadline: &Deadline, warning: WorkDuration) -> Instant {
        let (table, zone) = (self.today(), self.zone());
        match warning {
            WorkDuration::WorkingDays(days) => {
                let due = day::number(deadline.date);
                let total = table.before(due + 1, Measure::WorkingDays) - i64::from(days);
                let day = table.reaching(total, Measure::WorkingDays);
                zone.instant(day, table.closes(day) * 60_000_000)
            }
            WorkDuration::CalendarDays(days) => {
                deadline.at.plus_seconds(-i64::from(days).saturating_mul(86_400))
            }
            WorkDuration::OfficeMinutes(minutes) => {
                let (day, micro) = (zone.day(deadline.at), zone.micro_of_day(deadline.at));
                let micros = table.micros_until(day, micro) - i64::from(minutes) * 60_000_000;
                let (day, micro) = table.moment(micros);
                zone.instant(day, micro)
            }
        }
    }

    /// Whole seconds of opening time from `from` to `to`, by the calendar as it is
    /// now; both instants are cut to the second before. None when `to` is not later.
    #[must_use]
    pub fn open_seconds(&self, from: Instant, to: Instant) -> u64 {
        let (table, zone) = (self.today(), self.zone());
        let served = |at: Instant| {
            let at = Instant::from_micros(at.micros().div_euclid(1_000_000) * 1_000_000);
            table.micros_until(zone.day(at), zone.micro_of_day(at))
        };
        // Offices open and close on the minute.
        u64::try_from((served(to) - served(from)) / 1_000_000).unwrap_or(0)
    }

    /// The table that counts for a case opened at revision `opened`.
    pub(crate) fn table(&self, opened: u32) -> &Table {
        let next = self.views.partition_point(|view| view.opened_from <= opened);
        let view = self.views.get(next.saturating_sub(1)).or(self.views.last());
        let View { opened_from, table } =
            view.expect("compile makes a view that holds from revision 0");
        table.get_or_init(|| Table::new(&self.record, *opened_from))
    }

    fn today(&self) -> &Table {
        self.table(self.revision())
    }

    fn decreed(&self, first: Date, last: Date) -> Result<(), NotDecreed> {
        self.today().undecreed(first, last).map_or(Ok(()), |year| Err(NotDecreed { year }))
    }
}

/// The due date of something handed in on `from`, with the count that leads to it.
///
/// # Errors
/// [`NotDecreed`] when the days counted touch a year whose holidays are not known.
pub fn explain_due(
    calendar: &Calendar,
    from: Date,
    time: WorkDuration,
    count_from: CountFrom,
) -> Result<(Deadline, Vec<Bilingual>), NotDecreed> {
    explain_due_at(calendar, calendar.zone().at(from, 0), time, count_from)
}

/// The due date of something handed in at `start`, with the count that leads to it.
///
/// # Errors
/// [`NotDecreed`] when the days counted touch a year whose holidays are not known.
pub fn explain_due_at(
    calendar: &Calendar,
    start: Instant,
    time: WorkDuration,
    count_from: CountFrom,
) -> Result<(Deadline, Vec<Bilingual>), NotDecreed> {
    let deadline = calendar.due(start, time, count_from)?;
    Ok((deadline, crate::explain::count(calendar, start, time, count_from)))
}
