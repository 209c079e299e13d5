//! From a request to events: loads what a rule needs, asks the domain, applies.
//!
//! No judgement stands here: the rules are in the domain crates, and this
//! module only hands them the state that the commands before have left.

use std::{collections::HashMap, sync::Arc};

use access::{Acting, Officer, OfficerRecord};
use calendar::Calendar;
use kernel::{Actor, AgencyId, Executor, Instant, PersonId};
use permits::{Application, Command};
use sop::Sop;
use standards::Service;

use crate::{
    batch::{Batch, Entry, scope},
    database::on_tx,
    error::Error,
    queue::Place,
    record::{Event, Key, Record, RecordKind},
    request::{Act, Answer, CalendarChange, Filing, Kept, Reply, Request},
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
                Act::Permit { application, .. } | Act::Take { application, .. } => {
                    keys.push(Key::new(RecordKind::Application, application));
                }
                Act::Officer { person, .. } => {
                    keys.push(Key::new(RecordKind::Officer, person.as_str()));
                }
                Act::TakeNext { .. } | Act::Calendar { .. } | Act::Publish(_) => {}
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
        self.sealed.extend(request.sealed.iter().cloned());
        let kept = Kept {
            kind: key.kind.as_str().to_owned(),
            id: key.id,
            version: reply.version,
            index: reply.index,
            secret: match &reply.answer {
                Answer::Filed { secret, .. } => Some(secret.clone()),
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
            Act::Take { agency, application, etag, step, overtake } => {
                let key = self.case(agency, application, *etag).await?;
                self.take(&request.actor, key, step, overtake.clone()).await
            }
            Act::TakeNext { agency, executor } => {
                self.take_next(&request.actor, agency, executor).await
            }
            Act::Officer { person, etag, command } => {
                self.officer_command(&request.actor, person, *etag, command).await
            }
            Act::Calendar { agency, etag, change } => {
                self.change_calendar(&request.actor, agency, *etag, change).await
            }
            Act::Publish(publication) => self.publish(publication).await,
        }
    }

    /// A case by name, after time has passed over it.
    async fn case(
        &mut self,
        agency: &AgencyId,
        application: &str,
        etag: Option<u64>,
    ) -> Result<Key, Error> {
        let key = Key::new(RecordKind::Application, application);
        self.load(&key).await?;
        if self.application(&key)?.agency != *agency {
            return Err(Error::refused("APPLICATION_NOT_FOUND"));
        }
        self.pass_time(&key).await?;
        self.unchanged_since(&key, etag)?;
        Ok(key)
    }

    fn unchanged_since(&self, key: &Key, etag: Option<u64>) -> Result<(), Error> {
        if etag.is_some_and(|etag| etag != self.version(key)) {
            return Err(Error::refused("ETAG_MISMATCH"));
        }
        Ok(())
    }

    async fn permit(
        &mut self,
        actor: &Actor,
        key: Key,
        command: &Command,
    ) -> Result<(Key, Reply), Error> {
        let officer = self.officer(actor).await?;
        let issues = matches!(command, Command::Issue { .. });
        let ground = self.ground(&key, issues).await?;
        let events = self
            .application(&key)?
            .decide(&acting(actor, officer.as_ref()), command, &ground.context(self.now))
            .map_err(|refusal| refused(refusal.reason(), refusal))?;
        self.spend_number(&key, &ground, &events)?;
        let events = events.into_iter().map(|event| Event::Permits(Box::new(event))).collect();
        self.apply(&key, actor, events)?;
        self.reply(key, None)
    }

    /// A step by name: in order when it is the oldest that the person may take.
    async fn take(
        &mut self,
        actor: &Actor,
        key: Key,
        step: &sop::StepId,
        overtake: Option<permits::Overtake>,
    ) -> Result<(Key, Reply), Error> {
        let executor = self
            .application(&key)?
            .open_tasks()
            .find(|task| task.step == *step)
            .map(|task| task.executor.to_string());
        let is_oldest = match (executor, actor) {
            (Some(executor), Actor::Officer(person)) => {
                let oldest = self.next_in_queue(&executor, person, None).await?;
                oldest.is_none_or(|(_, id, oldest)| id == key.id && oldest == step.to_string())
            }
            _ => true,
        };
        let command = Command::Take { step: step.clone(), overtake, is_oldest };
        self.permit(actor, key, &command).await
    }

    /// The oldest step that the person may take. A case that time has moved in
    /// the meantime, or that a rule keeps from this person, is passed over.
    async fn take_next(
        &mut self,
        actor: &Actor,
        agency: &AgencyId,
        executor: &Executor,
    ) -> Result<(Key, Reply), Error> {
        let Actor::Officer(person) = actor else {
            return Err(Error::refused("DUTY_MISSING"));
        };
        let officer = self.officer(actor).await?;
        if !officer.is_some_and(|officer| officer.may_execute(executor)) {
            return Err(Error::refused("DUTY_MISSING"));
        }
        let queue = executor.to_string();
        let mut after: Option<Place> = None;
        while let Some(place) = self.next_in_queue(&queue, person, after.as_ref()).await? {
            let step = sop::StepId::parse(&place.2)
                .ok_or_else(|| Error::corrupt("task.step", &place.1, "not a step"))?;
            let command = Command::Take { step, overtake: None, is_oldest: true };
            let taken = match self.case(agency, &place.1, None).await {
                Ok(key) => self.permit(actor, key, &command).await,
                Err(error) => Err(error),
            };
            match taken {
                Err(Error::Refused(_)) => after = Some(place),
                outcome => return outcome,
            }
        }
        Err(Error::refused("NOTHING_TO_TAKE"))
    }

    async fn submit(&mut self, actor: &Actor, filing: &Filing) -> Result<(Key, Reply), Error> {
        let service_key = service_key(&filing.agency, filing.service.as_str());
        let version = match self.record(&service_key) {
            Some(Record::Service(service)) => service.current(),
            _ => None,
        };
        let Some(version) = version else {
            return Err(Error::refused("SERVICE_NOT_FOUND"));
        };
        let core = self.core;
        let service = core.library.service(&core.database, &service_key.id, version).await?;
        let reference = service.sop();
        let sop =
            core.library.sop(&core.database, reference.id.as_str(), reference.version).await?;
        let calendar = self.calendar(&filing.agency).await?;
        let year = calendar.zone().date(self.now).year();
        let series = format!("receipt/{}-{}/{year}", service.agency_code(), service.code());
        let sequence = self.last_in_series(&series).await? + 1;
        let receipt = permits::ReceiptNumber::new(
            service.agency_code(),
            service.code(),
            u16::try_from(year).unwrap_or_default(),
            u32::try_from(sequence).unwrap_or(u32::MAX),
        )
        .map_err(|why| Error::corrupt("series", &series, why))?;
        let submission = permits::Submission {
            id: filing.id.clone(),
            receipt,
            subject: filing.id.clone(),
            form: filing.form.clone(),
            channel: filing.channel,
            assisted_by: filing.assisted_by.clone(),
            district: filing.district.clone(),
            secret_digest: hex::encode(filing.secret_digest),
            requirements_given: filing.requirements_given.clone(),
        };
        let ground = Ground { sop, service, calendar, next_number: 0 };
        let events = Application::submit(&submission, &ground.context(self.now))
            .map_err(|refusal| refused(refusal.reason(), refusal))?;
        let key = Key::new(RecordKind::Application, &filing.id);
        let events = events.into_iter().map(|event| Event::Permits(Box::new(event))).collect();
        self.apply(&key, actor, events)?;
        self.series.insert(series, sequence);
        self.subjects.push(filing.key.clone());
        self.indexes.extend(
            filing.indexes.iter().map(|(field, value)| (*field, *value, filing.id.clone())),
        );
        self.reply(key, Some(filing.secret.clone()))
    }

    async fn officer_command(
        &mut self,
        actor: &Actor,
        person: &PersonId,
        etag: Option<u64>,
        command: &access::Command,
    ) -> Result<(Key, Reply), Error> {
        let officer = self.officer(actor).await?;
        let key = Key::new(RecordKind::Officer, person.as_str());
        self.load(&key).await?;
        self.unchanged_since(&key, etag)?;
        let account = match command {
            access::Command::Enrol { account, .. } | access::Command::LinkAccount { account } => {
                Some(account)
            }
            access::Command::Assign { .. } | access::Command::Revoke { .. } => None,
        };
        let account_is_taken = match account {
            Some(account) => self.is_taken(account).await?,
            None => false,
        };
        let record = match self.record(&key) {
            Some(Record::Officer(record)) => Some(&**record),
            _ => None,
        };
        let context = access::Context { now: self.now, account_is_taken };
        let acting = acting(actor, officer.as_ref());
        let event = OfficerRecord::decide(record, &acting, command, &context)
            .map_err(|refusal| refused(refusal.reason(), refusal))?;
        if let Some(account) = account {
            self.accounts.push((account.clone(), person.to_string()));
        }
        self.apply(&key, actor, vec![Event::Access(event)])?;
        self.reply(key, None)
    }

    async fn is_taken(&mut self, account: &access::Account) -> Result<bool, Error> {
        if self.accounts.iter().any(|(taken, _)| taken == account) {
            return Ok(true);
        }
        const READ: &str = "SELECT person FROM account WHERE issuer = $1 AND subject = $2";
        let row: Option<(String,)> = on_tx!(&mut self.tx, conn => sqlx::query_as(READ)
            .bind(&account.issuer).bind(&account.subject).fetch_optional(conn).await)?;
        Ok(row.is_some())
    }

    async fn change_calendar(
        &mut self,
        actor: &Actor,
        agency: &AgencyId,
        etag: Option<u64>,
        change: &CalendarChange,
    ) -> Result<(Key, Reply), Error> {
        let officer = self.officer(actor).await?;
        let may = match acting(actor, officer.as_ref()) {
            Acting::System => true,
            Acting::Officer(officer) => officer.may_administer(agency),
            Acting::Applicant | Acting::Public => false,
        };
        if !may {
            return Err(Error::refused("ADMINISTRATOR_ONLY"));
        }
        let key = Key::new(RecordKind::Calendar, agency.as_str());
        self.load(&key).await?;
        self.unchanged_since(&key, etag)?;
        let event = match (self.record(&key), change) {
            (None, CalendarChange::Open(event)) => event.clone(),
            (Some(_), CalendarChange::Open(_)) => {
                return Err(Error::refused("CALENDAR_EXISTS"));
            }
            (Some(Record::Calendar(record)), CalendarChange::Command(command)) => {
                record.decide(command).map_err(|refusal| refused(refusal.reason(), refusal))?
            }
            _ => return Err(Error::refused("CALENDAR_NOT_FOUND")),
        };
        self.apply(&key, actor, vec![Event::Calendar(Box::new(event))])?;
        self.swept.insert(agency.to_string());
        self.reply(key, None)
    }

    /// Records what the law and the calendar have brought about by now.
    pub(crate) async fn pass_time(&mut self, key: &Key) -> Result<(), Error> {
        let Some(Record::Application(_)) = self.record(key) else {
            return Err(Error::refused("APPLICATION_NOT_FOUND"));
        };
        let ground = self.ground(key, false).await?;
        let events = self.application(key)?.decide_time(&ground.context(self.now));
        if events.is_empty() {
            return Ok(());
        }
        let events = events.into_iter().map(|event| Event::Permits(Box::new(event))).collect();
        self.apply(key, &Actor::System, events)?;
        Ok(())
    }

    async fn ground(&mut self, key: &Key, numbered: bool) -> Result<Ground, Error> {
        let application = self.application(key)?;
        let agency = application.agency.clone();
        let (service, sop) = (application.service.clone(), application.sop.clone());
        let name = service_key(&agency, &service.id).id;
        let core = self.core;
        let service = core.library.service(&core.database, &name, service.version).await?;
        let sop = core.library.sop(&core.database, &sop.id, sop.version).await?;
        let calendar = self.calendar(&agency).await?;
        let next_number = if numbered {
            let series = licence_series(&agency, &service, &calendar, self.now);
            u32::try_from(self.last_in_series(&series).await? + 1).unwrap_or(u32::MAX)
        } else {
            0
        };
        Ok(Ground { sop, service, calendar, next_number })
    }

    fn spend_number(
        &mut self,
        key: &Key,
        ground: &Ground,
        events: &[permits::Event],
    ) -> Result<(), Error> {
        if events.iter().any(|event| matches!(event, permits::Event::Issued(_))) {
            let agency = self.application(key)?.agency.clone();
            let series = licence_series(&agency, &ground.service, &ground.calendar, self.now);
            self.series.insert(series, i64::from(ground.next_number));
        }
        Ok(())
    }

    async fn calendar(&mut self, agency: &AgencyId) -> Result<Arc<Calendar>, Error> {
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
    async fn officer(&mut self, actor: &Actor) -> Result<Option<Officer>, Error> {
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

fn evolved(record: Option<Record>, body: &[u8]) -> Result<Option<Record>, Error> {
    let corrupt = |why: String| Error::corrupt("event.body", "", why);
    let body = journal::Body::decode(body).map_err(|why| corrupt(why.to_string()))?;
    let payload = std::str::from_utf8(&body.payload).map_err(|why| corrupt(why.to_string()))?;
    let event = Event::decode(&body.kind, body.version, payload).map_err(corrupt)?;
    let actor = body.actor.parse().map_err(|_| corrupt("unreadable actor".into()))?;
    Ok(Record::evolve(record, body.at, &actor, &event))
}

/// The licence numbers of a service run through a civil year of its agency.
fn licence_series(
    agency: &AgencyId,
    service: &Service,
    calendar: &Calendar,
    now: Instant,
) -> String {
    let year = calendar.zone().date(now).year();
    format!("licence/{agency}/{}/{year}", service.number_series())
}

fn acting<'a>(actor: &Actor, officer: Option<&'a Officer>) -> Acting<'a> {
    match (actor, officer) {
        (Actor::Officer(_), Some(officer)) => Acting::Officer(officer),
        (Actor::Applicant, _) => Acting::Applicant,
        (Actor::System, _) => Acting::System,
        (Actor::Public | Actor::Officer(_), _) => Acting::Public,
    }
}

impl crate::store::Store {
    /// Decides on a filing as the sequencer would, and writes nothing.
    ///
    /// # Errors
    /// As [`crate::Store::submit`] for the same filing.
    pub async fn rehearse(&self, filing: &Filing) -> Result<(), Error> {
        let mut cache = crate::batch::Cache::default();
        let mut batch = Batch::begin(self.core(), &mut cache).await?;
        let service = service_key(&filing.agency, filing.service.as_str());
        let calendar = Key::new(RecordKind::Calendar, filing.agency.as_str());
        batch.load_all(vec![service, calendar]).await?;
        let filed = batch.submit(&Actor::Public, filing).await;
        batch.release().await?;
        filed.map(|_| ())
    }
}
