//! Commands on applications: filing, taking a step, and everything on a case.

use kernel::{Actor, AgencyId, Executor};
use permits::{Application, Command, Declaration};
use standards::Audience;

use crate::{
    batch::Batch,
    decide::{Ground, Series, acting, licences::Concern, refused, service_key},
    error::Error,
    exchange::inbox_row,
    queue::Place,
    record::{Event, Key, Record, RecordKind},
    request::{Filing, Reply, Resubmission},
};

impl Batch<'_> {
    /// A case by name, after time has passed over it.
    pub(super) async fn case(
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

    pub(super) fn unchanged_since(&self, key: &Key, etag: Option<u64>) -> Result<(), Error> {
        if etag.is_some_and(|etag| etag != self.version(key)) {
            return Err(Error::refused("ETAG_MISMATCH"));
        }
        Ok(())
    }

    pub(super) async fn permit(
        &mut self,
        actor: &Actor,
        key: Key,
        command: &Command,
    ) -> Result<(Key, Reply), Error> {
        let officer = self.officer(actor).await?;
        let is_related = match &officer {
            Some(officer) => self.compare(&key, officer).await?,
            None => false,
        };
        self.must_have_a_team(command).await?;
        let ground = self.ground(&key, Series::of(command)).await?;
        let has_read_sop = match (command, &officer) {
            (Command::Take { .. }, Some(officer)) => {
                self.has_acknowledged(&key, &officer.person).await?
            }
            _ => true,
        };
        let context = permits::Context { is_related, has_read_sop, ..ground.context(self.now) };
        let events = self
            .application(&key)?
            .decide(&acting(actor, officer.as_ref()), command, &context)
            .map_err(|refusal| refused(refusal.reason(), refusal))?;
        let grants = self.grants(&key, &ground, &events).await?;
        self.spend_number(&key, &ground, &events)?;
        self.resume(&events);
        let events = events.into_iter().map(|event| Event::Permits(Box::new(event))).collect();
        self.apply(&key, actor, events)?;
        self.grant(actor, grants)?;
        self.reply(key, None)
    }

    /// A step by name: in order when it is the oldest that the person may take.
    pub(super) async fn take(
        &mut self,
        actor: &Actor,
        key: Key,
        step: &sop::StepId,
        overtake: Option<permits::Overtake>,
        declaration: Declaration,
    ) -> Result<(Key, Reply), Error> {
        let executor = self
            .application(&key)?
            .open_tasks()
            .find(|task| task.step == *step)
            .map(|task| task.executor.to_string());
        let officer = self.officer(actor).await?;
        let is_oldest = match (executor, &officer) {
            (Some(executor), Some(officer)) => {
                let oldest = self.oldest_for(&executor, officer).await?;
                oldest.is_none_or(|(_, id, oldest)| id == key.id && oldest == step.to_string())
            }
            _ => true,
        };
        let step = step.clone();
        let command = Command::Take { step, overtake, is_oldest, declaration };
        self.permit(actor, key, &command).await
    }

    /// The oldest step that the person may take. A case that time has moved in
    /// the meantime, or that a rule keeps from this person, is passed over.
    pub(super) async fn take_next(
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
            let declaration = Declaration::NoConflict;
            let command = Command::Take { step, overtake: None, is_oldest: true, declaration };
            let taken = match self.case(agency, &place.1, None).await {
                Ok(key) => self.permit(actor, key, &command).await,
                Err(error) => Err(error),
            };
            match taken {
                // Who has not read the procedure of the oldest case shall read
                // it, not pick a younger one.
                Err(Error::Refused(no)) if no.reason == "SOP_NOT_ACKNOWLEDGED" => {
                    return Err(Error::Refused(no));
                }
                Err(Error::Refused(_)) => after = Some(place),
                outcome => return outcome,
            }
        }
        Err(Error::refused("NOTHING_TO_TAKE"))
    }

    /// The numbers that came with it are compared from now on.
    pub(super) async fn resubmit(
        &mut self,
        actor: &Actor,
        key: Key,
        resubmission: &Resubmission,
    ) -> Result<(Key, Reply), Error> {
        let Resubmission { form, requirements_given, indexes } = resubmission;
        let (form, requirements_given) = (form.clone(), requirements_given.clone());
        let subject = key.id.clone();
        let command = Command::Resubmit { form, requirements_given };
        let decided = self.permit(actor, key, &command).await?;
        self.indexes.extend(indexes.iter().map(|(field, value)| (*field, *value, subject.clone())));
        Ok(decided)
    }

    pub(super) async fn submit(
        &mut self,
        actor: &Actor,
        filing: &Filing,
    ) -> Result<(Key, Reply), Error> {
        if let Some(known) = self.assigned_before(filing).await? {
            return self.reply(known, None);
        }
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
        // An internal service is for officers and other agencies.
        let is_outside = matches!(actor, Actor::Public | Actor::Applicant | Actor::Agent(_));
        if service.audience() == Audience::Internal && is_outside {
            return Err(Error::refused("SERVICE_NOT_FOUND"));
        }
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
        let concern = match &filing.concerning {
            Some(named) => {
                let today = calendar.zone().date(self.now);
                Some(self.concern(named, &service, &filing.id, today).await?)
            }
            None => None,
        };
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
            concerning: concern.as_ref().map(|concern| concern.concerning.clone()),
            notices: filing.notices.clone(),
            assignment: filing.assignment.clone(),
        };
        let ground = Ground { sop, service, calendar, next_number: 0 };
        let events =
            Application::submit(&submission, filing.mandate.as_ref(), &ground.context(self.now))
                .map_err(|refusal| refused(refusal.reason(), refusal))?;
        let key = Key::new(RecordKind::Application, &filing.id);
        let events = events.into_iter().map(|event| Event::Permits(Box::new(event))).collect();
        self.apply(&key, actor, events)?;
        if let Some(Concern { concerning: _, licence, event }) = concern {
            self.apply(&licence, actor, vec![event])?;
        }
        let assigned = inbox_row(self.application(&key)?);
        self.inbox.extend(assigned);
        self.series.insert(series, sequence);
        self.subjects.push(filing.key.clone());
        self.indexes.extend(
            filing.indexes.iter().map(|(field, value)| (*field, *value, filing.id.clone())),
        );
        self.reply(key, Some(filing.secret.clone()))
    }

    /// The case that the same hand-over has opened before, however long ago.
    async fn assigned_before(&mut self, filing: &Filing) -> Result<Option<Key>, Error> {
        let Some(assignment) = &filing.assignment else { return Ok(None) };
        let Some(application) = self.opened_by(assignment).await? else { return Ok(None) };
        let key = Key::new(RecordKind::Application, application);
        self.load(&key).await?;
        let known = self.application(&key)?.assignment.as_ref();
        if known.is_some_and(|known| known.is_same(assignment)) {
            Ok(Some(key))
        } else {
            Err(Error::refused("REQUEST_ID_REUSED"))
        }
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

    /// The case as it would be after `command`, decided as the sequencer would; nothing
    /// is written.
    ///
    /// # Errors
    /// As [`crate::Store::submit`] for the same command.
    pub async fn foresee(
        &self,
        actor: &Actor,
        agency: &AgencyId,
        application: &str,
        etag: Option<u64>,
        command: &Command,
    ) -> Result<Application, Error> {
        let mut cache = crate::batch::Cache::default();
        let mut batch = Batch::begin(self.core(), &mut cache).await?;
        let foreseen = match batch.case(agency, application, etag).await {
            Ok(key) => batch.permit(actor, key, command).await,
            Err(error) => Err(error),
        };
        let foreseen = foreseen.and_then(|(key, _)| batch.application(&key).cloned());
        batch.release().await?;
        foreseen
    }
}
