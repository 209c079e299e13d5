//! From a request to events: loads what a rule needs, asks the domain, applies.
//!
//! No judgement stands here: the rules are in the domain crates, and this
//! module only hands them the state that the commands before have left.

mod cases;
mod complaints;
mod conduct;
mod consultations;
mod governance;
mod halls;
mod improvement;
mod inspections;
mod licences;
mod notices;
mod ombudsman;
mod payments;
mod persons;
mod privacy;
mod register;
mod standards;

use std::{collections::HashMap, sync::Arc};

use ::standards::Service;
use access::{Acting, Officer};
use calendar::Calendar;
use kernel::{Actor, AgencyId, Instant};
use permits::Application;
use sop::Sop;

pub(crate) use self::consultations::document_name;
pub(crate) use self::governance::{governance_key, setting_key};
pub(crate) use self::halls::{hall_key, stand_day_key, visit_key};
pub(crate) use self::standards::{compensation_key, promise_key, standard_key};
pub(crate) use conduct::Number;

use crate::{
    batch::{Batch, Entry, scope},
    erasure::Listed,
    error::Error,
    record::{Event, Key, Record, RecordKind},
    request::{Act, Answer, ConsultationAct, Erasure, ImprovementAct, Kept, Reply, Request},
    sequencer::Refused,
};

/// What is kept of first answers, by scope and request id.
pub(crate) type Answered = HashMap<(String, String), ([u8; 32], Kept)>;

/// What a rule about applications needs besides the application.
pub(crate) struct Ground {
    pub(crate) sop: Arc<Sop>,
    pub(crate) service: Arc<Service>,
    pub(crate) calendar: Arc<Calendar>,
    pub(crate) next_number: u32,
}

impl Ground {
    pub(crate) fn context(&self, now: Instant) -> permits::Context<'_> {
        permits::Context {
            now,
            sop: &self.sop,
            service: &self.service,
            calendar: &self.calendar,
            next_number: self.next_number,
            is_related: false,
            has_read_sop: true,
        }
    }
}

pub(crate) fn refused(reason: &'static str, why: impl ToString) -> Error {
    Error::Refused(Refused { reason, detail: why.to_string() })
}

/// A service's record is named by agency and service.
pub(crate) fn service_key(agency: &AgencyId, service: &str) -> Key {
    Key::new(RecordKind::Service, format!("{agency}/{service}"))
}

impl Batch<'_> {
    /// The records that these requests will surely need.
    pub(crate) fn keys_of(&self, requests: &[&Request]) -> Vec<Key> {
        let mut keys = Vec::new();
        for request in requests {
            if let Actor::Officer(person) = &request.actor {
                keys.push(Key::new(RecordKind::Officer, person.as_str()));
            }
            match &request.act {
                Act::Submit(filing) => {
                    keys.push(service_key(&filing.agency, filing.service.as_str()));
                    keys.push(Key::new(RecordKind::Calendar, filing.agency.as_str()));
                }
                Act::Permit { application, .. }
                | Act::Take { application, .. }
                | Act::Reassign { application, .. }
                | Act::Resubmit { application, .. } => {
                    keys.push(Key::new(RecordKind::Application, application));
                }
                Act::Licence { licence, .. } => {
                    keys.push(Key::new(RecordKind::Licence, licence));
                }
                Act::Officer { person, .. } | Act::RegisterKinship { person, .. } => {
                    keys.push(Key::new(RecordKind::Officer, person.as_str()));
                }
                Act::Export { of, .. } | Act::Erase(Erasure::Asked { of, .. }) => {
                    keys.push(of.key());
                }
                Act::Erase(Erasure::Again(Listed { subject, .. })) => {
                    keys.push(Key::new(RecordKind::Application, subject));
                    keys.push(Key::new(RecordKind::Complaint, subject));
                }
                Act::Pay { .. }
                | Act::Enter(_)
                | Act::Register { .. }
                | Act::Search(_)
                | Act::ReleaseResponses(_)
                | Act::ReleaseReports(_)
                | Act::Ombudsman(_)
                | Act::TakeNext { .. }
                | Act::ResendNotice { .. }
                | Act::Calendar { .. }
                | Act::Publish(_)
                | Act::Standards(_)
                | Act::FileComplaint(_)
                | Act::Governance(_)
                | Act::Hall(_) => {}
                Act::Improve(act) => {
                    if let ImprovementAct::OnAction(write) = &**act {
                        keys.push(Key::new(RecordKind::Improvement, &write.action));
                    }
                }
                Act::Consult(act) => {
                    if let ConsultationAct::OnForum(write) = &**act {
                        keys.push(Key::new(RecordKind::Forum, &write.forum));
                    }
                }
                Act::Complaint { complaint, .. } => {
                    keys.push(Key::new(RecordKind::Complaint, complaint));
                }
            }
        }
        keys
    }

    /// The first answers to requests that were made before.
    pub(crate) async fn earlier_answers(
        &mut self,
        requests: &[&Request],
    ) -> Result<Answered, Error> {
        let scopes: Vec<String> = requests.iter().map(|request| scope(request)).collect();
        let ids = requests.iter().map(|request| request.request_id.clone()).collect();
        let mut answered = Answered::new();
        for (scope, id, digest, sealed) in crate::write::answers(&mut self.tx, scopes, ids).await? {
            let kept = self.core.vault.open_answer(&scope, &id, &sealed)?;
            let digest = <[u8; 32]>::try_from(digest)
                .map_err(|_| Error::corrupt("request.digest", &id, "not 32 bytes"))?;
            answered.insert((scope, id), (digest, kept));
        }
        Ok(answered)
    }

    /// Reads the queues from which somebody will take next, and the first
    /// applications in them.
    pub(crate) async fn load_queues(&mut self, requests: &[&Request]) -> Result<(), Error> {
        let mut takers: HashMap<String, usize> = HashMap::new();
        for request in requests {
            if let Act::TakeNext { executor, .. } = &request.act {
                *takers.entry(executor.to_string()).or_default() += 1;
            }
        }
        let mut keys = Vec::new();
        for (executor, count) in takers {
            self.open_queue(&executor).await?;
            keys.extend(self.head_of_queue(&executor, count));
        }
        self.load_all(keys).await
    }

    /// The first answer again, or a decision.
    pub(crate) async fn answer(
        &mut self,
        request: &Request,
        answered: &mut Answered,
    ) -> Result<Reply, Error> {
        let name = (scope(request), request.request_id.clone());
        if let Some((digest, kept)) = answered.get(&name) {
            if *digest != request.digest {
                return Err(Error::refused("REQUEST_ID_REUSED"));
            }
            return self.answer_again(kept).await;
        }
        self.core.faults.strike(&request.request_id)?;
        let (key, reply) = self.decide(request).await?;
        // What a hand-over that came again has sealed belongs to no case.
        let is_known = matches!(&request.act, Act::Submit(filing) if filing.id != key.id);
        if !is_known {
            self.sealed.extend(request.sealed.iter().cloned());
        }
        let kept = Kept {
            kind: key.kind.as_str().to_owned(),
            id: key.id,
            version: reply.version,
            index: reply.index,
            secret: match &reply.answer {
                Answer::Forum { secret, .. } => secret.clone(),
                Answer::Filed { secret, .. } | Answer::ComplaintFiled { secret, .. } => {
                    Some(secret.clone())
                }
                _ => None,
            },
        };
        self.remember(request, crate::record::to_json(&kept).as_bytes())?;
        answered.insert(name, (request.digest, kept));
        Ok(reply)
    }

    /// The first answer once more: the record as its events had made it then.
    async fn answer_again(&mut self, kept: &Kept) -> Result<Reply, Error> {
        let key = Key::new(RecordKind::parse(&kept.kind)?, kept.id.as_str());
        let mut record = None;
        for body in crate::write::bodies(&mut self.tx, &key, kept.index).await? {
            record = evolved(record, &body)?;
        }
        // What this very batch has decided is not in the table yet.
        let own = self.events.iter().filter(|event| event.key == key && event.index <= kept.index);
        for event in own {
            record = evolved(record, &event.body)?;
        }
        let record = record.ok_or_else(|| Error::corrupt("event", &key.id, "no events"))?;
        let answer = Answer::of(record, kept.secret.clone());
        Ok(Reply { version: kept.version, index: kept.index, answer })
    }

    async fn decide(&mut self, request: &Request) -> Result<(Key, Reply), Error> {
        match &request.act {
            Act::Submit(filing) => self.submit(&request.actor, filing).await,
            Act::Permit { agency, application, etag, command } => {
                let key = self.case(agency, application, *etag).await?;
                self.permit(&request.actor, key, command).await
            }
            Act::Take { agency, application, etag, step, overtake, declaration } => {
                let key = self.case(agency, application, *etag).await?;
                let (overtake, declaration) = (overtake.clone(), declaration.clone());
                self.take(&request.actor, key, step, overtake, declaration).await
            }
            Act::Reassign { agency, application, etag, reassignment } => {
                let key = self.case(agency, application, *etag).await?;
                self.reassign(&request.actor, key, reassignment).await
            }
            Act::Resubmit { agency, application, etag, resubmission } => {
                let key = self.case(agency, application, *etag).await?;
                self.resubmit(&request.actor, key, resubmission).await
            }
            Act::RegisterKinship { person, etag, numbers } => {
                self.register_kinship(&request.actor, person, *etag, numbers).await
            }
            Act::Pay { agency, payment } => self.pay(&request.actor, agency, payment).await,
            Act::TakeNext { agency, executor } => {
                self.take_next(&request.actor, agency, executor).await
            }
            Act::Licence { agency, licence, etag, command } => {
                let key = self.licence_named(agency, licence, *etag).await?;
                self.licence_command(&request.actor, key, command).await
            }
            Act::Officer { person, etag, command } => {
                self.officer_command(&request.actor, person, *etag, command).await
            }
            Act::ResendNotice { agency, notice } => {
                self.resend_notice(&request.actor, agency, notice).await
            }
            Act::Calendar { agency, etag, change } => {
                self.change_calendar(&request.actor, agency, *etag, change).await
            }
            Act::Publish(publication) => self.publish(publication).await,
            Act::Standards(act) => self.standards(&request.actor, act).await,
            Act::Governance(act) => self.governance(&request.actor, act).await,
            Act::Ombudsman(act) => self.ombudsman(&request.actor, act).await,
            Act::Improve(act) => self.improve(&request.actor, act).await,
            Act::Consult(act) => self.consult(&request.actor, act).await,
            Act::Erase(erasure) => self.erase(&request.actor, erasure).await,
            Act::Enter(new) => self.enter(&request.actor, new).await,
            Act::Register { agency, id, etag, command } => {
                self.on_entry(&request.actor, agency, id, *etag, command).await
            }
            Act::Search(searching) => self.search(&request.actor, searching).await,
            Act::FileComplaint(filing) => self.file_complaint(&request.actor, filing).await,
            Act::Complaint { agency, complaint, etag, command } => {
                self.on_complaint(&request.actor, agency, complaint, *etag, command).await
            }
            Act::ReleaseResponses(release) => {
                crate::surveys::decided(self, &request.actor, release)
            }
            Act::ReleaseReports(release) => {
                crate::whistleblowing::decided(self, &request.actor, release)
            }
            Act::Hall(act) => self.hall(&request.actor, act).await,
            Act::Export { agency, of, etag, to } => {
                self.export(&request.actor, agency, of, *etag, *to).await
            }
        }
    }

    /// Records what the law and the calendar have brought about by now.
    pub(crate) async fn pass_time(&mut self, key: &Key) -> Result<(), Error> {
        if let Some(Record::Privacy(record)) = self.record(key) {
            let events = record.decide_time(self.now).into_iter();
            let events: Vec<Event> = events.map(|it| Event::Privacy(Box::new(it))).collect();
            return if events.is_empty() {
                Ok(())
            } else {
                self.apply(key, &Actor::System, events)
            };
        }
        if let Some(Record::Improvement(action)) = self.record(key) {
            let events = action.decide_time(self.now).into_iter();
            let events: Vec<Event> = events.map(|it| Event::Improvement(Box::new(it))).collect();
            return if events.is_empty() {
                Ok(())
            } else {
                self.apply(key, &Actor::System, events)
            };
        }
        if let Some(Record::Hall(record)) = self.record(key) {
            let events: Vec<Event> = record
                .decide_time(self.now)
                .map(|it| Event::Hall(Box::new(it)))
                .into_iter()
                .collect();
            return if events.is_empty() {
                Ok(())
            } else {
                self.apply(key, &Actor::System, events)
            };
        }
        if let Some(Record::Licence(licence)) = self.record(key) {
            let events = licence.decide_time(self.now).into_iter();
            let events: Vec<Event> = events.map(|it| Event::Licence(Box::new(it))).collect();
            return if events.is_empty() {
                Ok(())
            } else {
                self.apply(key, &Actor::System, events)
            };
        }
        if let Some(Record::OmbudsmanProduct(_)) = self.record(key) {
            return self.product_time(key).await;
        }
        if let Some(Record::Complaint(_)) = self.record(key) {
            return self.complaint_time(key).await;
        }
        self.pass_time_over_case(key).await
    }

    async fn pass_time_over_case(&mut self, key: &Key) -> Result<(), Error> {
        let Some(Record::Application(_)) = self.record(key) else {
            return Err(Error::refused("APPLICATION_NOT_FOUND"));
        };
        let ground = self.ground(key, None).await?;
        let events = self.application(key)?.decide_time(&ground.context(self.now));
        if events.is_empty() {
            return Ok(());
        }
        let events = events.into_iter().map(|event| Event::Permits(Box::new(event))).collect();
        self.apply(key, &Actor::System, events)?;
        Ok(())
    }

    pub(super) async fn ground(
        &mut self,
        key: &Key,
        counts: Option<Series>,
    ) -> Result<Ground, Error> {
        let application = self.application(key)?;
        let agency = application.agency.clone();
        let (service, sop) = (application.service.clone(), application.sop.clone());
        let name = service_key(&agency, &service.id).id;
        let core = self.core;
        let service = core.library.service(&core.database, &name, service.version).await?;
        let sop = core.library.sop(&core.database, &sop.id, sop.version).await?;
        let calendar = self.calendar(&agency).await?;
        let next_number = match counts {
            Some(counts) => {
                let series = counts.name(&agency, &service, &calendar, self.now);
                u32::try_from(self.last_in_series(&series).await? + 1).unwrap_or(u32::MAX)
            }
            None => 0,
        };
        Ok(Ground { sop, service, calendar, next_number })
    }

    pub(super) fn spend_number(
        &mut self,
        key: &Key,
        ground: &Ground,
        events: &[permits::Event],
    ) -> Result<(), Error> {
        let spent = events.iter().find_map(|event| match event {
            permits::Event::Issued(_) => Some(Series::Licences),
            permits::Event::FeeAssessed(_) => Some(Series::Assessments),
            _ => None,
        });
        if let Some(spent) = spent {
            let agency = self.application(key)?.agency.clone();
            let series = spent.name(&agency, &ground.service, &ground.calendar, self.now);
            self.series.insert(series, i64::from(ground.next_number));
        }
        Ok(())
    }

    pub(super) async fn calendar(&mut self, agency: &AgencyId) -> Result<Arc<Calendar>, Error> {
        let key = Key::new(RecordKind::Calendar, agency.as_str());
        self.load(&key).await?;
        match self.record(&key) {
            Some(Record::Calendar(record)) => {
                let version = self.version(&key);
                Ok(self.core.library.calendar(agency.as_str(), version, record))
            }
            _ => Err(Error::refused("CALENDAR_NOT_FOUND")),
        }
    }

    /// The person who acts, with the duties of this instant.
    pub(super) async fn officer(&mut self, actor: &Actor) -> Result<Option<Officer>, Error> {
        let Actor::Officer(person) = actor else { return Ok(None) };
        let key = Key::new(RecordKind::Officer, person.as_str());
        self.load(&key).await?;
        match self.record(&key) {
            Some(Record::Officer(record)) => Ok(Some(record.at(self.now))),
            _ => Err(Error::refused("NOT_ENROLLED")),
        }
    }

    pub(crate) fn application(&self, key: &Key) -> Result<&Application, Error> {
        match self.record(key) {
            Some(Record::Application(application)) => Ok(application),
            _ => Err(Error::refused("APPLICATION_NOT_FOUND")),
        }
    }

    pub(crate) fn reply(&self, key: Key, secret: Option<String>) -> Result<(Key, Reply), Error> {
        let Some(Entry { version, index, record: Some(record), .. }) = self.entries.get(&key)
        else {
            return Err(Error::corrupt("record", &key.id, "gone within its own batch"));
        };
        let answer = Answer::of(record.clone(), secret);
        Ok((key, Reply { version: *version, index: *index, answer }))
    }
}

pub(crate) fn evolved(record: Option<Record>, body: &[u8]) -> Result<Option<Record>, Error> {
    let corrupt = |why: String| Error::corrupt("event.body", "", why);
    let body = journal::Body::decode(body).map_err(|why| corrupt(why.to_string()))?;
    let payload = std::str::from_utf8(&body.payload).map_err(|why| corrupt(why.to_string()))?;
    let event = Event::decode(&body.kind, body.version, payload).map_err(corrupt)?;
    let actor = body.actor.parse().map_err(|_| corrupt("unreadable actor".into()))?;
    Ok(Record::evolve(record, body.at, &actor, &event))
}

/// What a command counts in, without gaps through a civil year of the agency.
#[derive(Clone, Copy)]
pub(super) enum Series {
    /// The licence numbers of a service.
    Licences,
    /// The assessments of an agency.
    Assessments,
}

impl Series {
    /// The series in which `command` counts, if in any.
    pub(super) fn of(command: &permits::Command) -> Option<Self> {
        match command {
            permits::Command::Issue { .. } => Some(Self::Licences),
            permits::Command::AssessFee { .. } => Some(Self::Assessments),
            _ => None,
        }
    }

    fn name(
        self,
        agency: &AgencyId,
        service: &Service,
        calendar: &Calendar,
        now: Instant,
    ) -> String {
        let year = calendar.zone().date(now).year();
        match self {
            Self::Licences => format!("licence/{agency}/{}/{year}", service.number_series()),
            Self::Assessments => format!("assessment/{agency}/{year}"),
        }
    }
}

pub(super) fn acting<'a>(actor: &'a Actor, officer: Option<&'a Officer>) -> Acting<'a> {
    match (actor, officer) {
        (Actor::Officer(_), Some(officer)) => Acting::Officer(officer),
        (Actor::Applicant, _) => Acting::Applicant,
        (Actor::Agent(mandate), _) => Acting::Agent(*mandate),
        (Actor::Peer(agency), _) => Acting::Peer(agency),
        (Actor::System, _) => Acting::System,
        (Actor::Public | Actor::Officer(_), _) => Acting::Public,
    }
}
