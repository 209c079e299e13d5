//! What an agency's calendar remembers: every day that was ever declared.
//!
//! A withdrawn holiday stays listed, with the revision that withdrew it: for a
//! case that was already open it remains a holiday, so that no change of the
//! calendar ever brings a deadline forward. For the same reason an entry is
//! never edited; a day declared again is a new entry.

use jiff::civil::Date;
use kernel::{Line, Slug};
use serde::{Deserialize, Serialize};

use crate::{
    event::{CalendarCommand, CalendarEvent, Opened},
    holiday::{Amendment, Holiday, HolidayChange, HolidayKind, RamadanPeriod},
    hours::OfficeHours,
    national::{self, Edition},
    refusal::Refusal,
    zone::Zone,
};

/// The most days that one calendar may list; forty years of decrees.
const MOST_DAYS: usize = 2_000;

/// An agency's calendar, as its record is stored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CalendarRecord {
    zone: Zone,
    hours: OfficeHours,
    editions: Vec<LoadedEdition>,
    days: Vec<ListedDay>,
    ramadan: Vec<ListedRamadan>,
    revision: u32,
}

/// An edition that the calendar took over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LoadedEdition {
    /// The edition's id.
    pub id: Slug,
    /// The year that it decrees, unless it only amends.
    pub decrees: Option<i16>,
    /// Type, number and year of the decree.
    pub decree: String,
    /// The calendar's revision from which on it holds.
    pub since: u32,
}

/// A holiday with its history.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListedDay {
    /// The day, its name and its decree.
    pub holiday: Holiday,
    /// The calendar's revision from which on it is a holiday.
    pub since: u32,
    /// Set when a later decree made it a working day again.
    pub withdrawn: Option<Withdrawal>,
}

/// The end of a holiday, for cases opened from then on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Withdrawal {
    /// The decree that withdrew it.
    pub decree: String,
    /// A case opened at this revision or later counts the day as a working day.
    pub since: u32,
}

/// A Ramadan period with the revision that set it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListedRamadan {
    /// When Ramadan hours hold.
    pub period: RamadanPeriod,
    /// The calendar's revision from which on they hold.
    pub since: u32,
}

impl CalendarRecord {
    /// Opens the calendar of an agency; no year is decreed yet.
    ///
    /// # Errors
    /// [`Refusal::Hours`].
    pub fn open(zone: Zone, hours: OfficeHours) -> Result<CalendarEvent, Refusal> {
        hours.check()?;
        Ok(CalendarEvent::Opened(Opened { zone, hours }))
    }

    /// The calendar of an agency that keeps national hours, with these editions
    /// and every Ramadan period that ships with the program.
    ///
    /// # Errors
    /// What [`CalendarRecord::load`] refuses.
    pub fn with_editions(zone: Zone, editions: &[Edition]) -> Result<Self, Refusal> {
        let hours = national::office_hours().clone();
        hours.check()?;
        let mut record = Self::opened(&Opened { zone, hours });
        for edition in editions {
            record = record.load(edition)?;
        }
        for period in national::ramadan() {
            record = record.set_ramadan(period)?;
        }
        Ok(record)
    }

    /// The calendar of an agency that keeps national hours, with every edition
    /// and Ramadan period that ships with the program.
    #[must_use]
    pub fn national(zone: Zone) -> Self {
        Self::with_editions(zone, national::editions()).expect("a test loads what ships")
    }

    /// The event that `command` would cause, or the rule that refuses it.
    ///
    /// # Errors
    /// Every [`Refusal`] except `Hours`.
    pub fn decide(&self, command: &CalendarCommand) -> Result<CalendarEvent, Refusal> {
        match command {
            CalendarCommand::Load(edition) => {
                self.check_edition(edition)?;
                Ok(CalendarEvent::Loaded(edition.clone()))
            }
            CalendarCommand::Amend(amendment) => {
                self.check_amendment(amendment)?;
                Ok(CalendarEvent::Amended(amendment.clone()))
            }
            CalendarCommand::SetRamadan(period) => {
                self.check_ramadan(period)?;
                Ok(CalendarEvent::RamadanSet(period.clone()))
            }
        }
    }

    /// Total: what was recorded did happen. `None` only where nothing was opened.
    #[must_use]
    pub fn evolve(state: Option<Self>, event: &CalendarEvent) -> Option<Self> {
        match (state, event) {
            (None, CalendarEvent::Opened(opened)) => Some(Self::opened(opened)),
            (None, _) => None,
            (Some(record), event) => Some(record.after(event)),
        }
    }

    /// The calendar with one more decree of the nation.
    ///
    /// # Errors
    /// What [`CalendarRecord::decide`] refuses.
    pub fn load(&self, edition: &Edition) -> Result<Self, Refusal> {
        self.check_edition(edition)?;
        Ok(self.clone().after(&CalendarEvent::Loaded(edition.clone())))
    }

    /// The calendar with one day declared or withdrawn.
    ///
    /// # Errors
    /// What [`CalendarRecord::decide`] refuses.
    pub fn amend(&self, amendment: &Amendment) -> Result<Self, Refusal> {
        self.check_amendment(amendment)?;
        Ok(self.clone().after(&CalendarEvent::Amended(amendment.clone())))
    }

    /// The calendar with one more Ramadan.
    ///
    /// # Errors
    /// What [`CalendarRecord::decide`] refuses.
    pub fn set_ramadan(&self, period: &RamadanPeriod) -> Result<Self, Refusal> {
        self.check_ramadan(period)?;
        Ok(self.clone().after(&CalendarEvent::RamadanSet(period.clone())))
    }

    /// The calendar as it stood at an earlier revision.
    #[must_use]
    pub fn as_of(&self, revision: u32) -> Self {
        let Self { zone, hours, editions, days, ramadan, revision: now } = self.clone();
        let known_day = |day: ListedDay| ListedDay {
            withdrawn: day.withdrawn.filter(|withdrawal| withdrawal.since <= revision),
            ..day
        };
        Self {
            zone,
            hours,
            editions: editions.into_iter().filter(|e| e.since <= revision).collect(),
            days: days.into_iter().filter(|d| d.since <= revision).map(known_day).collect(),
            ramadan: ramadan.into_iter().filter(|r| r.since <= revision).collect(),
            revision: now.min(revision),
        }
    }

    /// The zone in which the agency's day begins and ends.
    #[must_use]
    pub const fn zone(&self) -> Zone {
        self.zone
    }

    /// When the agency's office is open.
    #[must_use]
    pub const fn hours(&self) -> &OfficeHours {
        &self.hours
    }

    /// Grows by one with each change.
    #[must_use]
    pub const fn revision(&self) -> u32 {
        self.revision
    }

    /// Every decree taken over, in that order.
    #[must_use]
    pub fn editions(&self) -> &[LoadedEdition] {
        &self.editions
    }

    /// Every day that was ever declared, withdrawn ones included.
    #[must_use]
    pub fn days(&self) -> &[ListedDay] {
        &self.days
    }

    /// Every Ramadan period.
    #[must_use]
    pub fn ramadan(&self) -> &[ListedRamadan] {
        &self.ramadan
    }

    /// The years whose holidays are known.
    pub fn decreed_years(&self) -> impl Iterator<Item = i16> {
        self.editions.iter().filter_map(|edition| edition.decrees)
    }

    fn opened(opened: &Opened) -> Self {
        let Opened { zone, hours } = opened.clone();
        let (editions, days, ramadan) = (Vec::new(), Vec::new(), Vec::new());
        Self { zone, hours, editions, days, ramadan, revision: 1 }
    }

    fn after(mut self, event: &CalendarEvent) -> Self {
        self.revision = self.revision.saturating_add(1);
        match event {
            // A calendar is opened once; a second opening changes nothing.
            CalendarEvent::Opened(_) => self.revision = self.revision.saturating_sub(1),
            CalendarEvent::Loaded(edition) => self.take_over(edition),
            CalendarEvent::Amended(Amendment { date, name, decree, kind, change }) => {
                match change {
                    HolidayChange::Declare => {
                        let (date, kind) = (*date, *kind);
                        let (name, decree) = (name.clone(), decree.clone());
                        self.declare(Holiday { date, name, kind, decree });
                    }
                    HolidayChange::Withdraw => self.withdraw(*date, decree, |found| found == *kind),
                }
            }
            CalendarEvent::RamadanSet(period) => {
                self.ramadan.push(ListedRamadan { period: period.clone(), since: self.revision });
            }
        }
        self
    }

    fn take_over(&mut self, edition: &Edition) {
        self.editions.push(LoadedEdition {
            id: edition.id.clone(),
            decrees: edition.amends.is_none().then_some(edition.year),
            decree: edition.decree.clone(),
            since: self.revision,
        });
        for date in edition.withdrawn.keys() {
            self.withdraw(*date, &edition.decree, |kind| kind != HolidayKind::Local);
        }
        for holiday in edition.holidays() {
            self.declare(holiday);
        }
    }

    fn declare(&mut self, holiday: Holiday) {
        self.days.push(ListedDay { holiday, since: self.revision, withdrawn: None });
    }

    fn withdraw(&mut self, date: Date, decree: &str, of_kind: impl Fn(HolidayKind) -> bool) {
        let since = self.revision;
        for day in &mut self.days {
            if day.holiday.date == date && of_kind(day.holiday.kind) && day.withdrawn.is_none() {
                day.withdrawn = Some(Withdrawal { decree: decree.to_owned(), since });
            }
        }
    }

    fn has(&self, date: Date, of_kind: impl Fn(HolidayKind) -> bool) -> bool {
        self.days.iter().any(|day| {
            day.holiday.date == date && of_kind(day.holiday.kind) && day.withdrawn.is_none()
        })
    }

    fn check_amendment(&self, amendment: &Amendment) -> Result<(), Refusal> {
        let Amendment { date, name, decree, kind, change } = amendment;
        check_texts([name, decree])?;
        match (change, self.has(*date, |found| found == *kind)) {
            (HolidayChange::Declare, true) => Err(Refusal::AlreadyHoliday),
            (HolidayChange::Withdraw, false) => Err(Refusal::NotAHoliday),
            (HolidayChange::Declare, false) if self.days.len() >= MOST_DAYS => Err(Refusal::Full),
            (HolidayChange::Declare, false) | (HolidayChange::Withdraw, true) => Ok(()),
        }
    }

    fn check_edition(&self, edition: &Edition) -> Result<(), Refusal> {
        if self.editions.iter().any(|loaded| loaded.id == edition.id) {
            return Err(Refusal::AlreadyLoaded);
        }
        match &edition.amends {
            None if self.decreed_years().any(|year| year == edition.year) => {
                return Err(Refusal::AlreadyDecreed);
            }
            Some(amended) if !self.editions.iter().any(|loaded| loaded.id == *amended) => {
                return Err(Refusal::AmendedEditionMissing);
            }
            None | Some(_) => {}
        }
        if edition.dates().any(|date| date.year() != edition.year) {
            return Err(Refusal::OutsideYear);
        }
        let national = |kind| kind != HolidayKind::Local;
        if edition.withdrawn.keys().any(|date| !self.has(*date, national)) {
            return Err(Refusal::NotAHoliday);
        }
        check_texts(edition.national.values().chain(edition.joint_leave.values()))?;
        check_texts([&edition.decree])?;
        if self.days.len() + edition.dates().count() > MOST_DAYS {
            return Err(Refusal::Full);
        }
        Ok(())
    }

    fn check_ramadan(&self, period: &RamadanPeriod) -> Result<(), Refusal> {
        let RamadanPeriod { from, until, decree } = period;
        check_texts([decree])?;
        let days = from.duration_until(*until).as_hours() / 24 + 1;
        if !(28..=31).contains(&days) {
            return Err(Refusal::NotARamadan);
        }
        let overlaps =
            |listed: &ListedRamadan| listed.period.from <= *until && *from <= listed.period.until;
        if self.ramadan.iter().any(overlaps) {
            return Err(Refusal::RamadanOverlaps);
        }
        Ok(())
    }
}

fn check_texts<'a>(texts: impl IntoIterator<Item = &'a String>) -> Result<(), Refusal> {
    let is_line = |text: &String| Line::<200>::parse(text).is_ok();
    if texts.into_iter().all(is_line) { Ok(()) } else { Err(Refusal::DecreeMissing) }
}
