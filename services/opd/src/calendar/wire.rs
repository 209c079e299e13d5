//! Requests of the calendar service, checked whole; `record` writes calendars.
//!
//! Name and decree of a day are checked here for what deceives; that they are
//! given at all is the calendar's own rule (`DECREE_MISSING`).

mod record;

use std::collections::BTreeMap;

use calendar::{
    Amendment, CalendarCommand, CountFrom, Edition, HolidayChange, HolidayKind, RamadanPeriod,
    WorkDuration,
};
use contract::{
    google::r#type as google,
    satupintu::calendar::v1::{self as pb, amend_calendar_request, compute_due_date_request},
};
use edge::Violations;
use jiff::civil::Date;
use kernel::{AgencyId, Instant, Line, Slug, TextError};
use tonic::Status;

pub(crate) use self::record::calendar;
use crate::{
    names,
    wire::{count_from_of, date_of, instant_of, work_duration_of},
    writing::{etag, request_id},
};

/// The most days of one kind in a decree.
const MOST_DAYS: usize = 100;

pub(crate) fn calendar_named(request: &pb::GetCalendarRequest) -> Result<AgencyId, Status> {
    let pb::GetCalendarRequest { name } = request;
    let mut faults = Violations::new();
    let agency = faults.check("name", names::parse_calendar(name));
    faults.finish(agency)
}

/// A change of an agency's calendar.
#[derive(Debug)]
pub(crate) struct Amending {
    pub(crate) agency: AgencyId,
    pub(crate) request_id: String,
    pub(crate) etag: Option<u64>,
    pub(crate) command: CalendarCommand,
}

pub(crate) fn amending(request: &pb::AmendCalendarRequest) -> Result<Amending, Status> {
    let pb::AmendCalendarRequest { name, request_id: id, etag: tag, amendment } = request;
    let mut faults = Violations::new();
    let agency = faults.check("name", names::parse_calendar(name));
    let request_id = request_id(&mut faults, id);
    let etag = etag(&mut faults, tag);
    let command = command_of(&mut faults, amendment.as_ref());
    let whole = (|| {
        Some(Amending { agency: agency?, request_id: request_id?, etag: etag?, command: command? })
    })();
    faults.finish(whole)
}

fn command_of(
    faults: &mut Violations,
    amendment: Option<&amend_calendar_request::Amendment>,
) -> Option<CalendarCommand> {
    use amend_calendar_request::Amendment as Sent;
    match amendment {
        Some(Sent::Declare(day)) => {
            amendment_of(faults, "declare", day, HolidayChange::Declare).map(CalendarCommand::Amend)
        }
        Some(Sent::Withdraw(day)) => amendment_of(faults, "withdraw", day, HolidayChange::Withdraw)
            .map(CalendarCommand::Amend),
        Some(Sent::Edition(edition)) => edition_of(faults, edition).map(CalendarCommand::Load),
        Some(Sent::Ramadan(ramadan)) => {
            ramadan_of(faults, ramadan).map(CalendarCommand::SetRamadan)
        }
        None => {
            faults.add("amendment", "must say what is amended");
            None
        }
    }
}

fn amendment_of(
    faults: &mut Violations,
    field: &str,
    holiday: &pb::Holiday,
    change: HolidayChange,
) -> Option<Amendment> {
    let pb::Holiday { date: day, name, kind, decree } = holiday;
    let date = required_date(faults, &format!("{field}.date"), day.as_ref());
    let name = faults.check(&format!("{field}.name"), line(name));
    let kind = match pb::HolidayKind::try_from(*kind) {
        Ok(pb::HolidayKind::National) => Ok(HolidayKind::National),
        Ok(pb::HolidayKind::JointLeave) => Ok(HolidayKind::JointLeave),
        Ok(pb::HolidayKind::Local) => Ok(HolidayKind::Local),
        Ok(pb::HolidayKind::Unspecified) | Err(_) => Err("must be one of the kinds of holiday"),
    };
    let kind = faults.check(&format!("{field}.kind"), kind);
    let decree = faults.check(&format!("{field}.decree"), line(decree));
    Some(Amendment { date: date?, name: name?, decree: decree?, kind: kind?, change })
}

fn edition_of(faults: &mut Violations, edition: &pb::Edition) -> Option<Edition> {
    let pb::Edition { id, year, amends, decree, national, joint_leave, withdrawn } = edition;
    let id = faults.check("edition.id", Slug::parse(id));
    let year = i16::try_from(*year).ok().filter(|year| (1..=9999).contains(year));
    let year = faults.check("edition.year", year.ok_or("must be a year from 1 to 9999"));
    let amends = if amends.is_empty() {
        Some(None)
    } else {
        faults.check("edition.amends", Slug::parse(amends)).map(Some)
    };
    let decree = faults.check("edition.decree", line(decree));
    let national = days_of(faults, "edition.national", national);
    let joint_leave = days_of(faults, "edition.joint_leave", joint_leave);
    let withdrawn = days_of(faults, "edition.withdrawn", withdrawn);
    Some(Edition {
        id: id?,
        year: year?,
        amends: amends?,
        decree: decree?,
        national: national?,
        joint_leave: joint_leave?,
        withdrawn: withdrawn?,
    })
}

fn days_of(
    faults: &mut Violations,
    field: &str,
    days: &[pb::NamedDay],
) -> Option<BTreeMap<Date, String>> {
    if days.len() > MOST_DAYS {
        faults.add(field, format!("must be at most {MOST_DAYS} days"));
        return None;
    }
    let mut found = BTreeMap::new();
    let mut is_whole = true;
    for (n, pb::NamedDay { date: day, name }) in days.iter().enumerate() {
        let date = required_date(faults, &format!("{field}[{n}].date"), day.as_ref());
        let name = faults.check(&format!("{field}[{n}].name"), line(name));
        let (Some(date), Some(name)) = (date, name) else {
            is_whole = false;
            continue;
        };
        if found.insert(date, name).is_some() {
            faults.add(&format!("{field}[{n}].date"), "must not be named twice");
            is_whole = false;
        }
    }
    is_whole.then_some(found)
}

fn ramadan_of(faults: &mut Violations, ramadan: &pb::Ramadan) -> Option<RamadanPeriod> {
    let pb::Ramadan { from, until, decree } = ramadan;
    let from = required_date(faults, "ramadan.from", from.as_ref());
    let until = required_date(faults, "ramadan.until", until.as_ref());
    let decree = faults.check("ramadan.decree", line(decree));
    Some(RamadanPeriod { from: from?, until: until?, decree: decree? })
}

fn line(text: &str) -> Result<String, TextError> {
    Line::<200>::parse(text).map(String::from)
}

fn required_date(
    faults: &mut Violations,
    field: &str,
    date: Option<&google::Date>,
) -> Option<Date> {
    match date {
        Some(date) => faults.check(field, date_of(date)),
        None => {
            faults.add(field, "must be given");
            None
        }
    }
}

/// A bare question for a due date.
#[derive(Debug)]
pub(crate) struct Question {
    pub(crate) agency: AgencyId,
    pub(crate) start: Start,
    pub(crate) time: WorkDuration,
    pub(crate) count_from: CountFrom,
}

/// When counting begins.
#[derive(Debug)]
pub(crate) enum Start {
    /// On a day, during office hours.
    Date(Date),
    /// At an instant.
    At(Instant),
}

pub(crate) fn question(request: &pb::ComputeDueDateRequest) -> Result<Question, Status> {
    use compute_due_date_request::Start as Sent;
    let pb::ComputeDueDateRequest { name, start, duration, count_from } = request;
    let mut faults = Violations::new();
    let agency = faults.check("name", names::parse_calendar(name));
    let start = match start {
        Some(Sent::Date(day)) => faults.check("date", date_of(day)).map(Start::Date),
        Some(Sent::At(at)) => faults.check("at", instant_of(at)).map(Start::At),
        None => {
            faults.add("start", "must be a date or an instant");
            None
        }
    };
    let time = match duration {
        Some(time) => faults.check("duration", work_duration_of(time)),
        None => {
            faults.add("duration", "must be given");
            None
        }
    };
    let count_from = match count_from {
        Some(rule) => faults.check("count_from", count_from_of(rule)),
        None => Some(CountFrom::default()),
    };
    let whole = (|| {
        Some(Question { agency: agency?, start: start?, time: time?, count_from: count_from? })
    })();
    faults.finish(whole)
}

#[cfg(test)]
mod tests;
