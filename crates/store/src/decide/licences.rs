//! Licences: born with their application's issue, named by new applications,
//! and the commands on them.

use jiff::civil::Date;
use kernel::{Actor, AgencyId};
use permits::{
    Application,
    licence::{self, Birth, Concerning, LicenceRecord, VerificationCode},
};
use standards::Service;

use crate::{
    batch::Batch,
    database::on_tx,
    decide::{Ground, acting, refused},
    error::Error,
    record::{Event, Key, Record, RecordKind},
    request::{Concerned, Reply},
    vault::{new_id, random},
};

/// What a filing does to the licence that it names.
pub(super) struct Concern {
    pub(super) concerning: Concerning,
    pub(super) licence: Key,
    pub(super) event: Event,
}

impl Batch<'_> {
    /// The events on licences that the `events` of an application bring: the
    /// birth of the new one, and the end of the one in whose place it comes.
    pub(super) async fn grants(
        &mut self,
        application: &Key,
        ground: &Ground,
        events: &[permits::Event],
    ) -> Result<Vec<(Key, Event)>, Error> {
        let issued = events.iter().find_map(|event| match event {
            permits::Event::Issued(issued) => Some(issued),
            _ => None,
        });
        let Some(issued) = issued else { return Ok(Vec::new()) };
        let concerning = self.application(application)?.concerning.clone();
        let old = concerning.as_ref().map(|named| Key::new(RecordKind::Licence, &*named.licence));
        if let Some(old) = &old {
            self.load(old).await?;
        }
        let id = new_id(self.now)?;
        let code = VerificationCode::new(random()?);
        let predecessor = old.as_ref().map(|old| self.licence(old)).transpose()?;
        let birth = Birth {
            id: &id,
            code: &code,
            number: &issued.licence,
            service: &ground.service,
            today: ground.context(self.now).today(),
            zone: ground.calendar.zone(),
            predecessor,
        };
        let born = LicenceRecord::birth(self.application(application)?, &birth)
            .ok_or_else(|| Error::corrupt("record", &application.id, "it holds no form"))?;
        let mut grants = Vec::new();
        if let (Some(old), Some(Concerning { kind, .. })) = (&old, &concerning) {
            let ended = self
                .licence(old)?
                .supersede(&id, *kind)
                .map_err(|refusal| refused(refusal.reason(), refusal))?;
            grants.push((old.clone(), Event::Licence(Box::new(ended))));
        }
        let new = Key::new(RecordKind::Licence, id);
        self.load(&new).await?;
        grants.insert(0, (new, Event::Licence(Box::new(born))));
        Ok(grants)
    }

    /// Applies what [`Batch::grants`] has decided.
    pub(super) fn grant(&mut self, actor: &Actor, grants: Vec<(Key, Event)>) -> Result<(), Error> {
        for (key, event) in grants {
            self.apply(&key, actor, vec![event])?;
        }
        Ok(())
    }

    /// The licence that a filing names, if it may name it.
    pub(super) async fn concern(
        &mut self,
        named: &Concerned,
        service: &Service,
        application: &str,
        today: Date,
    ) -> Result<Concern, Error> {
        let not_found = || Error::refused("LICENCE_NOT_FOUND");
        let id = self.licence_by_code(&named.code).await?.ok_or_else(not_found)?;
        let key = Key::new(RecordKind::Licence, id);
        self.load(&key).await?;
        if self.licence(&key)?.number != named.number {
            return Err(not_found());
        }
        let other = self.licence(&key)?.concerned_by.clone();
        let other = other.map(|other| Key::new(RecordKind::Application, other));
        if let Some(other) = &other {
            self.load(other).await?;
        }
        let other: Option<&Application> =
            other.as_ref().map(|other| self.application(other)).transpose()?;
        let event = self
            .licence(&key)?
            .concern(named.kind, service, application, other, today)
            .map_err(|refusal| refused(refusal.reason(), refusal))?;
        Ok(Concern {
            concerning: Concerning { kind: named.kind, licence: key.id.clone() },
            licence: key,
            event: Event::Licence(Box::new(event)),
        })
    }

    /// A licence by name.
    pub(super) async fn licence_named(
        &mut self,
        agency: &AgencyId,
        licence: &str,
        etag: Option<u64>,
    ) -> Result<Key, Error> {
        let key = Key::new(RecordKind::Licence, licence);
        self.load(&key).await?;
        if self.licence(&key)?.agency != *agency {
            return Err(Error::refused("LICENCE_NOT_FOUND"));
        }
        self.unchanged_since(&key, etag)?;
        Ok(key)
    }

    pub(super) async fn licence_command(
        &mut self,
        actor: &Actor,
        key: Key,
        command: &licence::Command,
    ) -> Result<(Key, Reply), Error> {
        let officer = self.officer(actor).await?;
        let case = Key::new(RecordKind::Application, self.licence(&key)?.application.as_str());
        self.load(&case).await?;
        let ground = self.ground(&case, None).await?;
        let context = licence::Context { application: self.application(&case)?, sop: &ground.sop };
        let event = self
            .licence(&key)?
            .decide(&acting(actor, officer.as_ref()), command, &context)
            .map_err(|refusal| refused(refusal.reason(), refusal))?;
        self.apply(&key, actor, vec![Event::Licence(Box::new(event))])?;
        self.reply(key, None)
    }

    fn licence(&self, key: &Key) -> Result<&LicenceRecord, Error> {
        match self.record(key) {
            Some(Record::Licence(licence)) => Ok(licence),
            _ => Err(Error::refused("LICENCE_NOT_FOUND")),
        }
    }

    /// Committed licences only: whoever names one has read its code, and so has
    /// waited for the commit.
    async fn licence_by_code(&mut self, code: &VerificationCode) -> Result<Option<String>, Error> {
        const READ: &str = "SELECT id FROM licence WHERE code = $1";
        let row: Option<(String,)> = on_tx!(&mut self.tx, conn => sqlx::query_as(READ)
            .bind(code.as_str()).fetch_optional(conn).await)?;
        Ok(row.map(|(id,)| id))
    }
}
