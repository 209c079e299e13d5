//! Commands in the halls of a mall: visits, lines, and how the hall is run.

use access::{Duty, Officer};
use calendar::Calendar;
use jiff::civil::Date;
use kernel::{Actor, AgencyId, UnitId};
use queue::{
    DayCommand, Event as HallEvent, Hall, Hours, Planned, Record as HallRecord, Refusal, Source,
    StandDay, Taking, Visit, VisitExtended, VisitPlanned,
};

use crate::{
    batch::Batch,
    decide::refused,
    error::Error,
    record::{Event, Key, Record, RecordKind},
    request::{HallAct, HolderDeed, PlannedVisit, Reply},
};

/// An agency runs one hall.
pub(crate) fn hall_key(agency: &AgencyId) -> Key {
    Key::new(RecordKind::Hall, agency.as_str())
}

/// A stand has one line a day.
pub(crate) fn stand_day_key(hall: &AgencyId, stand: &UnitId, date: Date) -> Key {
    Key::new(RecordKind::StandDay, format!("{hall}/{stand}/{date}"))
}

/// A visit stands under its own random id.
pub(crate) fn visit_key(id: &str) -> Key {
    Key::new(RecordKind::Visit, id)
}

fn refuse(refusal: Refusal) -> Error {
    refused(refusal.reason(), refusal)
}

impl Batch<'_> {
    pub(super) async fn hall(
        &mut self,
        actor: &Actor,
        act: &HallAct,
    ) -> Result<(Key, Reply), Error> {
        match act {
            HallAct::Set { agency, etag, plan } => {
                let officer = self.officer(actor).await?;
                if !officer.is_some_and(|officer| officer.may_administer(agency)) {
                    return Err(Error::refused("DUTY_MISSING"));
                }
                let key = hall_key(agency);
                self.load(&key).await?;
                self.unchanged_since(&key, *etag)?;
                self.tell(&key, actor, HallEvent::HallSet(Hall::set(agency, plan)))?;
                self.reply(key, None)
            }
            HallAct::Visit(wanted) => self.plan_visit(actor, wanted).await,
            HallAct::Line { hall, stand, command } => {
                self.at_stand(actor, hall, stand).await?;
                let today = self.today_in(hall).await?;
                self.in_line(actor, &stand_day_key(hall, stand, today), command).await
            }
            HallAct::Holder { hall, visit, stand, deed } => {
                let held = self.visit_of(hall, visit).await?;
                let latest = held.tickets.iter().rev().find(|ticket| ticket.stand == *stand);
                let number = latest.ok_or_else(|| refuse(Refusal::TicketUnknown))?.number;
                let command = match deed {
                    HolderDeed::CheckIn => DayCommand::CheckIn { number },
                    HolderDeed::Cancel => DayCommand::Cancel { number },
                };
                let key = stand_day_key(hall, stand, held.date);
                let (_, reply) = self.in_line(actor, &key, &command).await?;
                Ok((key, reply))
            }
        }
    }

    /// Takes a ticket at every stand on the first day that has room at all.
    async fn plan_visit(
        &mut self,
        actor: &Actor,
        wanted: &PlannedVisit,
    ) -> Result<(Key, Reply), Error> {
        let PlannedVisit { id, hall: agency, stands, from, source, priority } = wanted;
        if *source != Source::Booking {
            self.in_service(actor, agency).await?;
        }
        let hall = self.hall_of(agency).await?;
        Visit::check_needs(&hall, stands).map_err(refuse)?;
        let calendar = self.calendar(agency).await?;
        let today = calendar.zone().date(self.now);
        let days = match (source, from) {
            (Source::Booking, from) => {
                let first = from.unwrap_or(today);
                let last = today.saturating_add(jiff::Span::new().days(hall.plan.horizon_days));
                if first < today || first > last {
                    return Err(refuse(Refusal::DayUnavailable));
                }
                first.series(jiff::Span::new().days(1)).take_while(|day| *day <= last).collect()
            }
            (Source::Kiosk | Source::Officer | Source::Transfer, _) => vec![today],
        };
        let arrived_at = (*source != Source::Booking).then_some(self.now);
        let taking =
            Taking { visit: id.clone(), source: *source, priority: priority.clone(), arrived_at };
        let mut refusal = Refusal::DayUnavailable;
        for date in days {
            if !calendar.is_working_day(date).map_err(|why| refused(why.reason(), why))? {
                continue;
            }
            match self.taken_on(&hall, &calendar, stands, date, &taking).await? {
                Ok(taken) => return self.visit(actor, wanted, date, taken),
                Err(why @ (Refusal::QuotaSpent | Refusal::DayOver)) => refusal = why,
                Err(why) => return Err(refuse(why)),
            }
        }
        Err(refuse(refusal))
    }

    /// What taking a ticket at every stand on `date` would bring, or why one of
    /// them has none to give.
    async fn taken_on(
        &mut self,
        hall: &Hall,
        calendar: &Calendar,
        stands: &[UnitId],
        date: Date,
        taking: &Taking,
    ) -> Result<Result<Vec<Taken>, Refusal>, Error> {
        let keys = stands.iter().map(|stand| stand_day_key(&hall.agency, stand, date));
        let keys: Vec<Key> = keys.collect();
        self.load_all(keys.clone()).await?;
        let zone = calendar.zone();
        let hours = Hours {
            date,
            begins_at: zone.at(date, 0),
            closes_at: zone.at(date, hall.plan.closes),
            ends_at: zone.at(date, 0).plus_seconds(24 * 60 * 60),
        };
        let mut taken = Vec::new();
        for (key, stand) in keys.into_iter().zip(stands) {
            let (mut events, day) = match self.line(&key) {
                Some(day) => (Vec::new(), day.clone()),
                None => {
                    let Ok(stand) = hall.stand(stand) else {
                        return Ok(Err(Refusal::StandUnknown));
                    };
                    let opened = HallEvent::DayOpened(StandDay::open(hall, stand, &hours));
                    let day = match HallRecord::evolve(None, self.now, &opened) {
                        Some(HallRecord::StandDay(day)) => day,
                        _ => return Err(Error::corrupt("event", &key.id, "opens no line")),
                    };
                    (vec![opened], day)
                }
            };
            let number = day.next_number();
            match day.take(hall, taking, self.now) {
                Ok(event) => events.push(event),
                Err(refusal) => return Ok(Err(refusal)),
            }
            taken.push(Taken { key, events, ticket: Planned { stand: stand.clone(), number } });
        }
        Ok(Ok(taken))
    }

    fn visit(
        &mut self,
        actor: &Actor,
        wanted: &PlannedVisit,
        date: Date,
        taken: Vec<Taken>,
    ) -> Result<(Key, Reply), Error> {
        let (id, hall) = (wanted.id.clone(), wanted.hall.clone());
        let key = visit_key(&id);
        let tickets = taken.iter().map(|taken| taken.ticket.clone()).collect();
        self.tell(&key, actor, HallEvent::VisitPlanned(VisitPlanned { id, hall, date, tickets }))?;
        for Taken { key, events, ticket: _ } in taken {
            let events = events.into_iter().map(|event| Event::Hall(Box::new(event))).collect();
            self.apply(&key, actor, events)?;
        }
        self.reply(key, None)
    }

    /// A command in a line that there is; who is sent on gets a ticket there.
    async fn in_line(
        &mut self,
        actor: &Actor,
        key: &Key,
        command: &DayCommand,
    ) -> Result<(Key, Reply), Error> {
        self.load(key).await?;
        if self.line(key).is_none() {
            return Err(refuse(Refusal::TicketUnknown));
        }
        self.pass_time(key).await?;
        let Some(day) = self.line(key).cloned() else {
            return Err(refuse(Refusal::TicketUnknown));
        };
        let hall = self.hall_of(&day.hall).await?;
        let event = day.decide(&hall, command, self.now).map_err(refuse)?;
        if let DayCommand::SendOn { number, to } = command {
            let ticket = day.ticket(*number).map_err(refuse)?;
            let taking = Taking {
                visit: ticket.visit.clone(),
                source: Source::Transfer,
                priority: ticket.priority.clone(),
                arrived_at: ticket.arrived_at,
            };
            let calendar = self.calendar(&day.hall).await?;
            let stands = [to.clone()];
            let taken = self.taken_on(&hall, &calendar, &stands, day.date, &taking).await?;
            let taken = taken.map_err(refuse)?;
            self.tell(key, actor, event)?;
            for Taken { key, events, ticket } in taken {
                let events = events.into_iter().map(|event| Event::Hall(Box::new(event)));
                self.apply(&key, actor, events.collect())?;
                let visit = visit_key(&taking.visit);
                self.load(&visit).await?;
                self.tell(&visit, actor, HallEvent::VisitExtended(VisitExtended { ticket }))?;
            }
        } else {
            self.tell(key, actor, event)?;
        }
        self.reply(key.clone(), None)
    }

    fn tell(&mut self, key: &Key, actor: &Actor, event: HallEvent) -> Result<(), Error> {
        self.apply(key, actor, vec![Event::Hall(Box::new(event))])
    }

    async fn hall_of(&mut self, agency: &AgencyId) -> Result<Hall, Error> {
        let key = hall_key(agency);
        self.load(&key).await?;
        match self.record(&key) {
            Some(Record::Hall(record)) => match &**record {
                HallRecord::Hall(hall) => Ok(hall.clone()),
                _ => Err(Error::corrupt("record", &key.id, "is no hall")),
            },
            _ => Err(refuse(Refusal::HallUnknown)),
        }
    }

    async fn visit_of(&mut self, hall: &AgencyId, id: &str) -> Result<Visit, Error> {
        let key = visit_key(id);
        self.load(&key).await?;
        match self.record(&key) {
            Some(Record::Hall(record)) => match &**record {
                HallRecord::Visit(visit) if visit.hall == *hall => Ok(visit.clone()),
                _ => Err(Error::refused("VISIT_NOT_FOUND")),
            },
            _ => Err(Error::refused("VISIT_NOT_FOUND")),
        }
    }

    fn line(&self, key: &Key) -> Option<&StandDay> {
        match self.record(key) {
            Some(Record::Hall(record)) => match &**record {
                HallRecord::StandDay(day) => Some(day),
                _ => None,
            },
            _ => None,
        }
    }

    async fn today_in(&mut self, hall: &AgencyId) -> Result<Date, Error> {
        let zone = self.calendar(hall).await?.zone();
        Ok(zone.date(self.now))
    }

    /// Only who serves at the stand works its line.
    async fn at_stand(
        &mut self,
        actor: &Actor,
        hall: &AgencyId,
        stand: &UnitId,
    ) -> Result<(), Error> {
        let serves = |duty: &Duty| matches!(duty, Duty::Execute(it) if it.agency == *hall && it.unit == *stand);
        self.holds(actor, serves).await
    }

    /// The kiosk's account, and whoever serves anywhere in the hall.
    async fn in_service(&mut self, actor: &Actor, hall: &AgencyId) -> Result<(), Error> {
        self.holds(actor, |duty| matches!(duty, Duty::Execute(it) if it.agency == *hall)).await
    }

    async fn holds(&mut self, actor: &Actor, suits: impl Fn(&Duty) -> bool) -> Result<(), Error> {
        let officer = self.officer(actor).await?;
        if officer.is_some_and(|Officer { duties, .. }| duties.iter().any(suits)) {
            Ok(())
        } else {
            Err(Error::refused("DUTY_MISSING"))
        }
    }
}

/// A ticket on its way: what happens in its line.
struct Taken {
    key: Key,
    events: Vec<HallEvent>,
    ticket: Planned,
}
