//! Commands on the registers of requests and breaches, and searches.

use access::Officer;
use kernel::{Actor, AgencyId};
use privacy::{Breach, FoundBySearch, Record as PrivacyRecord, SubjectRequest, Via};

use crate::{
    batch::Batch,
    decide::refused,
    error::Error,
    record::{Event, Key, Record, RecordKind},
    request::{NewEntry, RegisterCommand, Reply, Searching},
};

impl Batch<'_> {
    /// Opens a request or records a breach; its key comes with it.
    pub(super) async fn enter(
        &mut self,
        actor: &Actor,
        new: &NewEntry,
    ) -> Result<(Key, Reply), Error> {
        let refuse = |refusal: privacy::Refusal| refused(refusal.reason(), refusal);
        let (key, wrapped, event) = match new {
            NewEntry::Request { new, key: wrapped } => {
                match new.via {
                    Via::Receipt if *actor != Actor::Applicant => {
                        return Err(Error::refused("APPLICANT_ONLY"));
                    }
                    Via::Receipt => {}
                    Via::Letter => self.protector(actor, &new.agency).await?,
                }
                if let Some(application) = &new.application {
                    let about = Key::new(RecordKind::Application, application);
                    self.load(&about).await?;
                    if self.application(&about)?.agency != new.agency {
                        return Err(Error::refused("APPLICATION_NOT_FOUND"));
                    }
                }
                let event = SubjectRequest::open(new, self.now).map_err(refuse)?;
                let key = Key::new(RecordKind::SubjectRequest, &new.id);
                (key, wrapped, privacy::Event::RequestOpened(event))
            }
            NewEntry::Breach { new, key: wrapped } => {
                self.protector(actor, &new.agency).await?;
                let event = Breach::record((**new).clone(), self.now).map_err(refuse)?;
                let key = Key::new(RecordKind::Breach, &new.id);
                (key, wrapped, privacy::Event::BreachRecorded(event))
            }
        };
        self.apply(&key, actor, vec![Event::Privacy(Box::new(event))])?;
        self.subjects.push(wrapped.clone());
        self.reply(key, None)
    }

    /// A command on an entry that is there.
    pub(super) async fn on_entry(
        &mut self,
        actor: &Actor,
        agency: &AgencyId,
        id: &str,
        etag: Option<u64>,
        command: &RegisterCommand,
    ) -> Result<(Key, Reply), Error> {
        self.protector(actor, agency).await?;
        let (kind, unknown) = match command {
            RegisterCommand::Request(_) => (RecordKind::SubjectRequest, "REQUEST_NOT_FOUND"),
            RegisterCommand::Breach(_) => (RecordKind::Breach, "BREACH_NOT_FOUND"),
        };
        let key = Key::new(kind, id);
        self.load(&key).await?;
        let now = self.now;
        let decided = match (self.record(&key), command) {
            (Some(Record::Privacy(record)), command) => match (&**record, command) {
                (PrivacyRecord::Request(request), RegisterCommand::Request(command))
                    if request.agency == *agency =>
                {
                    request.decide(command, now)
                }
                (PrivacyRecord::Breach(breach), RegisterCommand::Breach(command))
                    if breach.agency == *agency =>
                {
                    breach.decide(command, now)
                }
                _ => return Err(Error::refused(unknown)),
            },
            _ => return Err(Error::refused(unknown)),
        };
        self.unchanged_since(&key, etag)?;
        let events = decided.map_err(|refusal| refused(refusal.reason(), refusal))?;
        let events = events.into_iter().map(|event| Event::Privacy(Box::new(event))).collect();
        self.apply(&key, actor, events)?;
        self.reply(key, None)
    }

    /// A search: its own record, and a line in the history of whoever it found.
    pub(super) async fn search(
        &mut self,
        actor: &Actor,
        searching: &Searching,
    ) -> Result<(Key, Reply), Error> {
        let Searching { searched } = searching;
        let officer = self.officer(actor).await?;
        let may = officer.is_some_and(|it| may_search(&it, &searched.agency));
        if !may {
            return Err(Error::refused("DUTY_MISSING"));
        }
        let key = Key::new(RecordKind::Search, &searched.id);
        let event = privacy::Event::Searched(searched.clone());
        self.apply(&key, actor, vec![Event::Privacy(Box::new(event))])?;
        for application in &searched.found {
            let about = Key::new(RecordKind::Application, application);
            self.load(&about).await?;
            if self.application(&about)?.erased_at.is_none() {
                let found = FoundBySearch { by: searched.by, purpose: searched.purpose };
                let event = privacy::Event::FoundBySearch(found);
                self.apply(&about, actor, vec![Event::Privacy(Box::new(event))])?;
            }
        }
        self.reply(key, None)
    }

    async fn protector(&mut self, actor: &Actor, agency: &AgencyId) -> Result<(), Error> {
        let officer = self.officer(actor).await?;
        if officer.is_some_and(|officer| officer.may_protect(agency)) {
            Ok(())
        } else {
            Err(Error::refused("DUTY_MISSING"))
        }
    }
}

/// Who works on cases of the agency, and who protects its data.
fn may_search(officer: &Officer, agency: &AgencyId) -> bool {
    officer.may_protect(agency)
        || officer.duties.iter().any(|duty| duty.is_about_cases() && duty.agency() == agency)
}
