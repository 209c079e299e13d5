//! A calendar's record as the wire writes it.

use calendar::{
    CalendarRecord, Holiday, HolidayKind, ListedDay, OfficeHours, RamadanPeriod, Session, Week,
    Withdrawal, Zone,
};
use contract::satupintu::calendar::v1 as pb;
use kernel::AgencyId;

use crate::{names, wire::date};

/// An agency's calendar at a version of its record.
pub(crate) fn calendar(
    agency: &AgencyId,
    version: u64,
    journal_index: u64,
    record: &CalendarRecord,
) -> pb::Calendar {
    let OfficeHours { ordinary, ramadan } = record.hours();
    let mut fasting: Vec<&RamadanPeriod> =
        record.ramadan().iter().map(|listed| &listed.period).collect();
    fasting.sort_by_key(|period| period.from);
    let mut days: Vec<&ListedDay> = record.days().iter().collect();
    days.sort_by_key(|day| (day.holiday.date, day.since));
    let mut decreed_years: Vec<i32> = record.decreed_years().map(i32::from).collect();
    decreed_years.sort_unstable();
    pb::Calendar {
        name: names::calendar(agency),
        etag: version.to_string(),
        journal_index,
        revision: record.revision(),
        zone: zone(record.zone()).into(),
        hours: sessions(ordinary),
        ramadan_hours: sessions(ramadan),
        ramadan: fasting.into_iter().map(ramadan_period).collect(),
        holidays: days.into_iter().map(listed_day).collect(),
        decreed_years,
    }
}

fn zone(zone: Zone) -> pb::Zone {
    match zone {
        Zone::Wib => pb::Zone::Wib,
        Zone::Wita => pb::Zone::Wita,
        Zone::Wit => pb::Zone::Wit,
    }
}

fn sessions(week: &Week) -> Vec<pb::Session> {
    let Week { monday, tuesday, wednesday, thursday, friday, saturday, sunday } = week;
    let days = [
        (pb::Weekday::Monday, monday),
        (pb::Weekday::Tuesday, tuesday),
        (pb::Weekday::Wednesday, wednesday),
        (pb::Weekday::Thursday, thursday),
        (pb::Weekday::Friday, friday),
        (pb::Weekday::Saturday, saturday),
        (pb::Weekday::Sunday, sunday),
    ];
    let of_day = |(day, sessions): (pb::Weekday, &Vec<Session>)| {
        let session = move |session: &Session| pb::Session {
            weekday: day.into(),
            opens_minutes: session.opens().into(),
            closes_minutes: session.closes().into(),
        };
        sessions.iter().map(session).collect::<Vec<_>>()
    };
    days.into_iter().flat_map(of_day).collect()
}

fn ramadan_period(period: &RamadanPeriod) -> pb::Ramadan {
    let RamadanPeriod { from, until, decree } = period;
    pb::Ramadan { from: Some(date(*from)), until: Some(date(*until)), decree: decree.clone() }
}

fn listed_day(day: &ListedDay) -> pb::ListedHoliday {
    let ListedDay { holiday, since, withdrawn } = day;
    let Holiday { date: day, name, kind, decree } = holiday;
    let kind = match kind {
        HolidayKind::National => pb::HolidayKind::National,
        HolidayKind::JointLeave => pb::HolidayKind::JointLeave,
        HolidayKind::Local => pb::HolidayKind::Local,
    };
    let (withdrawn_by, withdrawn_revision) = match withdrawn {
        Some(Withdrawal { decree, since }) => (decree.clone(), *since),
        None => (String::new(), 0),
    };
    pb::ListedHoliday {
        holiday: Some(pb::Holiday {
            date: Some(date(*day)),
            name: name.clone(),
            kind: kind.into(),
            decree: decree.clone(),
        }),
        since_revision: *since,
        withdrawn_by,
        withdrawn_revision,
    }
}
