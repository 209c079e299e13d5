//! Commands on standards, on the promise, and the record of compensations.

use consultations::{Document, DocumentKind};
use kernel::{Actor, AgencyId};
use standards::{
    Command, Compensation, Context, Covered, Event as StandardEvent, Grounds, Phase, Promise,
    PromiseContext, Standard,
};

use crate::{
    batch::Batch,
    catalogue::{Published, ServiceWithdrawn},
    decide::{refused, service_key},
    error::Error,
    record::{Event, Key, Record, RecordKind},
    request::{CompensationWrite, PromiseWrite, Reply, StandardWrite, StandardsAct},
};

/// A standard's record is named by agency, service and version; the zeros keep
/// the versions in order.
pub(crate) fn standard_key(agency: &AgencyId, service: &str, version: u32) -> Key {
    Key::new(RecordKind::Standard, format!("{agency}/{service}/{version:010}"))
}

/// An agency has one promise at a time.
pub(crate) fn promise_key(agency: &AgencyId) -> Key {
    Key::new(RecordKind::Promise, agency.as_str())
}

/// A case is compensated once.
pub(crate) fn compensation_key(agency: &AgencyId, application: &str) -> Key {
    Key::new(RecordKind::Compensation, format!("{agency}/{application}"))
}

fn no(refusal: standards::Refusal) -> Error {
    refused(refusal.reason(), refusal)
}

impl Batch<'_> {
    pub(super) async fn standards(
        &mut self,
        actor: &Actor,
        act: &StandardsAct,
    ) -> Result<(Key, Reply), Error> {
        match act {
            StandardsAct::Standard(write) => self.standard(actor, write).await,
            StandardsAct::Promise(write) => self.promise(actor, write).await,
            StandardsAct::Compensate(write) => self.compensate(actor, write).await,
        }
    }

    async fn standard(
        &mut self,
        actor: &Actor,
        write: &StandardWrite,
    ) -> Result<(Key, Reply), Error> {
        let StandardWrite { agency, service, version, etag, command, text, publication } = write;
        let officer = self.officer(actor).await?;
        let may = officer.is_some_and(|officer| match command {
            Command::Establish { .. } | Command::Revoke { .. } => officer.may_govern(agency),
            Command::Draft { .. }
            | Command::Discuss { .. }
            | Command::Publish { .. }
            | Command::Review { .. } => officer.may_administer(agency),
        });
        if !may {
            return Err(Error::refused("DUTY_MISSING"));
        }
        let key = standard_key(agency, service.as_str(), *version);
        self.load(&key).await?;
        self.unchanged_since(&key, *etag)?;
        let today = self.calendar(agency).await?.zone().date(self.now);
        let current = self.current_version(agency, service.as_str()).await?;
        let document =
            Document { kind: DocumentKind::Standard, id: service.clone(), version: *version };
        let is_consulted_on = match command {
            Command::Establish { .. } | Command::Publish { .. } => {
                self.is_consulted_on(agency, &document).await?
            }
            Command::Draft { .. }
            | Command::Discuss { .. }
            | Command::Review { .. }
            | Command::Revoke { .. } => false,
        };
        let context = Context { today, actor, current, is_consulted_on };
        let event = Standard::decide(self.standard_record(&key), command, &context).map_err(no)?;
        let comes_into_force = match &event {
            StandardEvent::Published(published) => published.review_due.is_some(),
            _ => false,
        };
        if comes_into_force && publication.is_none() {
            return Err(Error::refused("ETAG_MISMATCH"));
        }
        if let Some(publication) = publication.as_ref().filter(|_| comes_into_force) {
            // The text was checked before it came into the queue; it counts
            // only as long as the record still means that text.
            if self.standard_record(&key).map(|it| it.digest.as_str()) != Some(publication.digest())
            {
                return Err(Error::refused("ETAG_MISMATCH"));
            }
            let _ = self.publish(publication).await?;
        }
        if let (StandardEvent::Drafted(drafted), Some(text)) = (&event, text) {
            self.texts.push((drafted.digest.clone(), text.clone()));
        }
        let was_public =
            self.standard_record(&key).is_some_and(|record| record.phase == Phase::Published);
        if was_public && matches!(event, StandardEvent::Revoked(_)) && current == Some(*version) {
            let service_key = service_key(agency, service.as_str());
            let withdrawn = ServiceWithdrawn { service: service_key.id.clone(), version: *version };
            let event = Event::Published(Published::Withdrawn(withdrawn));
            self.apply(&service_key, actor, vec![event])?;
        }
        self.apply(&key, actor, vec![Event::Standards(Box::new(event))])?;
        self.reply(key, None)
    }

    async fn promise(
        &mut self,
        actor: &Actor,
        write: &PromiseWrite,
    ) -> Result<(Key, Reply), Error> {
        let PromiseWrite { etag, command, text } = write;
        let agency = &command.agency;
        let officer = self.officer(actor).await?;
        if !officer.is_some_and(|officer| officer.may_govern(agency)) {
            return Err(Error::refused("DUTY_MISSING"));
        }
        let key = promise_key(agency);
        self.load(&key).await?;
        self.unchanged_since(&key, *etag)?;
        let today = self.calendar(agency).await?.zone().date(self.now);
        let mut published = Vec::new();
        for covered in &command.covers {
            if self.current_version(agency, covered.service.as_str()).await?
                == Some(covered.version)
            {
                published.push(covered.clone());
            }
        }
        let context = PromiseContext { today, published: &published };
        let event = Promise::decide(command, &context).map_err(no)?;
        self.texts.push((command.digest.clone(), text.clone()));
        self.apply(&key, actor, vec![Event::Standards(Box::new(event))])?;
        self.reply(key, None)
    }

    async fn compensate(
        &mut self,
        actor: &Actor,
        write: &CompensationWrite,
    ) -> Result<(Key, Reply), Error> {
        let CompensationWrite { agency, application, kind, given } = write;
        let officer = self.officer(actor).await?;
        let may = officer.is_some_and(|officer| {
            let serves = |duty: &access::Duty| duty.is_about_cases() && duty.agency() == agency;
            officer.may_govern(agency) || officer.duties.iter().any(serves)
        });
        if !may {
            return Err(Error::refused("DUTY_MISSING"));
        }
        let case = self.case(agency, application, None).await?;
        let key = compensation_key(agency, application);
        let promise = promise_key(agency);
        self.load_all(vec![key.clone(), promise.clone()]).await?;
        let case = self.application(&case)?;
        let service = kernel::Slug::parse(&case.service.id)
            .map_err(|why| Error::corrupt("application.service", application, why))?;
        let grounds = Grounds {
            application,
            standard: &Covered { service, version: case.service.version },
            breached_at: case.fired.breached,
            promise: match self.record(&promise) {
                Some(Record::Promise(promise)) => Some(promise),
                _ => None,
            },
        };
        let record = match self.record(&key) {
            Some(Record::Compensation(record)) => Some(&**record),
            _ => None,
        };
        let event = Compensation::decide(record, *kind, given, &grounds).map_err(no)?;
        self.apply(&key, actor, vec![Event::Standards(Box::new(event))])?;
        self.reply(key, None)
    }

    fn standard_record(&self, key: &Key) -> Option<&Standard> {
        match self.record(key) {
            Some(Record::Standard(record)) => Some(record),
            _ => None,
        }
    }

    /// The version on which new cases of a service start.
    async fn current_version(
        &mut self,
        agency: &AgencyId,
        service: &str,
    ) -> Result<Option<u32>, Error> {
        let key = service_key(agency, service);
        self.load(&key).await?;
        Ok(match self.record(&key) {
            Some(Record::Service(record)) => record.current(),
            _ => None,
        })
    }
}
