//! The same arithmetic by looking at one day after another.

use std::collections::BTreeSet;

use calendar::{CalendarRecord, HolidayKind, ListedDay, OfficeHours, Session, Zone};
use jiff::{ToSpan, civil::Date};
use kernel::Instant;

use crate::support::{Dice, declare, withdraw};

const FIRST: Date = Date::constant(2023, 12, 1);

/// A calendar that looks every day up.
pub(crate) struct Naive {
    pub(crate) zone: Zone,
    hours: OfficeHours,
    ramadan: Vec<(Date, Date)>,
    /// Each day from `FIRST` on, and whether it is a working day.
    days: Vec<(Date, bool)>,
}

impl Naive {
    pub(crate) fn new(record: &CalendarRecord) -> Self {
        let standing = record.days().iter().filter(|day| day.withdrawn.is_none());
        let holidays: BTreeSet<Date> = standing.map(|day| day.holiday.date).collect();
        let mut naive = Self {
            zone: record.zone(),
            hours: record.hours().clone(),
            ramadan: record.ramadan().iter().map(|r| (r.period.from, r.period.until)).collect(),
            days: Vec::new(),
        };
        let every_day = FIRST.series(1.day()).take_while(|date| date.year() < 2030);
        naive.days = every_day
            .map(|date| (date, !naive.usual(date).is_empty() && !holidays.contains(&date)))
            .collect();
        naive
    }

    /// The sessions of the weekday, whether or not the day is a holiday.
    pub(crate) fn usual(&self, date: Date) -> &[Session] {
        let fasting = self.ramadan.iter().any(|(from, until)| (*from..=*until).contains(&date));
        let week = if fasting { &self.hours.ramadan } else { &self.hours.ordinary };
        match date.weekday() {
            jiff::civil::Weekday::Monday => &week.monday,
            jiff::civil::Weekday::Tuesday => &week.tuesday,
            jiff::civil::Weekday::Wednesday => &week.wednesday,
            jiff::civil::Weekday::Thursday => &week.thursday,
            jiff::civil::Weekday::Friday => &week.friday,
            jiff::civil::Weekday::Saturday => &week.saturday,
            jiff::civil::Weekday::Sunday => &week.sunday,
        }
    }

    pub(crate) fn is_working(&self, date: Date) -> bool {
        self.from(date).next().unwrap().1
    }

    pub(crate) fn closes(&self, date: Date) -> Instant {
        self.zone.at(date, self.usual(date).last().unwrap().closes())
    }

    pub(crate) fn add(&self, from: Date, days: u32) -> Date {
        let mut left = days;
        for (date, working) in self.from(from).skip(1) {
            left -= u32::from(*working);
            if left == 0 {
                return *date;
            }
        }
        panic!("{from} + {days} lies beyond the years that were looked up");
    }

    pub(crate) fn between(&self, from: Date, to: Date) -> u32 {
        let after = self.from(from).skip(1).take_while(|(date, _)| *date <= to);
        after.map(|(_, working)| u32::from(*working)).sum()
    }

    fn from(&self, date: Date) -> impl Iterator<Item = &(Date, bool)> {
        let index = FIRST.duration_until(date).as_hours() / 24;
        self.days.iter().skip(usize::try_from(index).unwrap())
    }

    /// The instant at which `minutes` of opening time have passed since `start`.
    pub(crate) fn after_minutes(&self, start: Instant, minutes: u32) -> Instant {
        let mut left = i64::from(minutes) * 60_000_000;
        let mut date = self.zone.date(start);
        loop {
            let sessions = if self.is_working(date) { self.usual(date) } else { &[] };
            for session in sessions {
                let opens = self.zone.at(date, session.opens()).max(start).micros();
                let closes = self.zone.at(date, session.closes()).micros();
                let open = (closes - opens).max(0);
                if left <= open {
                    return Instant::from_micros(opens + left);
                }
                left -= open;
            }
            date = date.tomorrow().unwrap();
        }
    }
}

/// A calendar of 2024 to 2026 with own hours, local holidays and withdrawals.
pub(crate) fn random_record(dice: &mut Dice) -> CalendarRecord {
    let zone = [Zone::Wib, Zone::Wita, Zone::Wit][usize::try_from(dice.below(3)).unwrap()];
    let hours = if dice.one_in(2) {
        calendar::national::office_hours().clone()
    } else {
        random_hours(dice)
    };
    let opened = CalendarRecord::open(zone, hours).unwrap();
    let mut record = CalendarRecord::evolve(None, &opened).unwrap();
    for edition in calendar::national::editions() {
        record = record.load(edition).unwrap();
    }
    for period in calendar::national::ramadan() {
        record = record.set_ramadan(period).unwrap();
    }
    for _ in 0..dice.below(25) {
        record = randomly_amended(&record, dice);
    }
    record
}

/// One day of 2024 to 2026 declared, or one that was declared before withdrawn.
pub(crate) fn randomly_amended(record: &CalendarRecord, dice: &mut Dice) -> CalendarRecord {
    let local =
        |day: &&ListedDay| day.withdrawn.is_none() && day.holiday.kind == HolidayKind::Local;
    let declared: Vec<Date> =
        record.days().iter().filter(local).map(|day| day.holiday.date).collect();
    if !declared.is_empty() && dice.one_in(3) {
        let drawn = dice.below(i64::try_from(declared.len()).unwrap());
        let day = declared[usize::try_from(drawn).unwrap()];
        return record.amend(&withdraw(&day.to_string())).unwrap();
    }
    loop {
        let day = jiff::civil::date(2024, 1, 1)
            .saturating_add(jiff::SignedDuration::from_hours(24 * dice.below(1096)));
        if let Ok(amended) = record.amend(&declare(&day.to_string())) {
            return amended;
        }
    }
}

fn random_hours(dice: &mut Dice) -> OfficeHours {
    loop {
        let mut hours: OfficeHours = toml::from_str("[ordinary]\n[ramadan]").unwrap();
        for weekday in 0..7 {
            if dice.one_in(3) {
                continue;
            }
            *day(&mut hours.ordinary, weekday) = random_day(dice);
            *day(&mut hours.ramadan, weekday) = random_day(dice);
        }
        if hours.check().is_ok() {
            return hours;
        }
    }
}

fn random_day(dice: &mut Dice) -> Vec<Session> {
    let minute = |minute: i64| u16::try_from(minute).unwrap();
    let opens = dice.below(600);
    let rests = opens + 1 + dice.below(300);
    let back = rests + 1 + dice.below(90);
    let closes = back + 1 + dice.below(400);
    let morning = Session::new(minute(opens), minute(rests)).unwrap();
    let afternoon = Session::new(minute(back), minute(closes)).unwrap();
    if dice.one_in(4) { vec![morning] } else { vec![morning, afternoon] }
}

fn day(week: &mut calendar::Week, weekday: i64) -> &mut Vec<Session> {
    match weekday {
        0 => &mut week.monday,
        1 => &mut week.tuesday,
        2 => &mut week.wednesday,
        3 => &mut week.thursday,
        4 => &mut week.friday,
        5 => &mut week.saturday,
        _ => &mut week.sunday,
    }
}
