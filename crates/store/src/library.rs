//! Published SOPs and services, parsed once. Versions never change, so what is
//! here is never stale; what is not here is looked for in the database.

use std::{
    collections::HashMap,
    sync::{Arc, PoisonError, RwLock},
};

use calendar::Calendar;
use sop::Sop;
use standards::Service;

use crate::{
    database::{Database, on_pool},
    error::Error,
    record::RecordKind,
};

#[derive(Default)]
struct Shelves {
    sops: HashMap<(String, u32), Arc<Sop>>,
    services: HashMap<(String, u32), Arc<Service>>,
    calendars: HashMap<(String, u64), Arc<Calendar>>,
}

/// The parsed documents of the deployment.
#[derive(Default)]
pub(crate) struct Library {
    shelves: RwLock<Shelves>,
}

impl Library {
    /// A published version of an SOP.
    pub(crate) async fn sop(
        &self,
        database: &Database,
        id: &str,
        version: u32,
    ) -> Result<Arc<Sop>, Error> {
        let key = (id.to_owned(), version);
        let find = |shelves: &Shelves| shelves.sops.get(&key).cloned();
        self.find(database, find)
            .await?
            .ok_or_else(|| Error::corrupt("document", format!("sop {id} {version}"), "missing"))
    }

    /// A published version of a service, named `agency/service`.
    pub(crate) async fn service(
        &self,
        database: &Database,
        id: &str,
        version: u32,
    ) -> Result<Arc<Service>, Error> {
        let key = (id.to_owned(), version);
        let find = |shelves: &Shelves| shelves.services.get(&key).cloned();
        self.find(database, find)
            .await?
            .ok_or_else(|| Error::corrupt("document", format!("service {id} {version}"), "missing"))
    }

    /// The compiled calendar of an agency, as of a version of its record.
    pub(crate) fn calendar(
        &self,
        agency: &str,
        version: u64,
        record: &calendar::CalendarRecord,
    ) -> Arc<Calendar> {
        if let Some(calendar) = self.known_calendar(agency, version) {
            return calendar;
        }
        let key = (agency.to_owned(), version);
        let calendar = Arc::new(Calendar::compile(record));
        let mut shelves = self.shelves.write().unwrap_or_else(PoisonError::into_inner);
        shelves.calendars.retain(|(held, _), _| held != agency);
        shelves.calendars.insert(key, Arc::clone(&calendar));
        calendar
    }

    /// The compiled calendar, when this very version is at hand.
    pub(crate) fn known_calendar(&self, agency: &str, version: u64) -> Option<Arc<Calendar>> {
        let key = (agency.to_owned(), version);
        let shelves = self.shelves.read().unwrap_or_else(PoisonError::into_inner);
        shelves.calendars.get(&key).cloned()
    }

    async fn find<T>(
        &self,
        database: &Database,
        find: impl Fn(&Shelves) -> Option<T>,
    ) -> Result<Option<T>, Error> {
        let found = find(&self.shelves.read().unwrap_or_else(PoisonError::into_inner));
        if found.is_some() {
            return Ok(found);
        }
        self.reload(database).await?;
        Ok(find(&self.shelves.read().unwrap_or_else(PoisonError::into_inner)))
    }

    /// Reads every document that is not on the shelves yet.
    async fn reload(&self, database: &Database) -> Result<(), Error> {
        const READ: &str =
            "SELECT kind, id, version, text FROM document ORDER BY kind, id, version";
        let rows: Vec<(String, String, i64, String)> =
            on_pool!(database, pool => sqlx::query_as(READ).fetch_all(pool).await)?;
        let mut documents = HashMap::new();
        let mut services = HashMap::new();
        for (kind, id, version, text) in rows {
            let version = u32::try_from(version).unwrap_or_default();
            let name = || format!("{kind} {id} {version}");
            if RecordKind::parse(&kind)? == RecordKind::Sop {
                let document = sop::parse(&text)
                    .map_err(|faults| Error::corrupt("document.text", name(), first(&faults)))?;
                documents.insert((id, version), document);
            } else {
                let service = Service::parse(&text)
                    .map_err(|faults| Error::corrupt("document.text", name(), first(&faults)))?;
                services.insert((id, version), Arc::new(service));
            }
        }
        let mut sops = HashMap::new();
        for ((id, version), document) in &documents {
            let find = |id: &str, version: u32| documents.get(&(id.to_owned(), version)).cloned();
            let sop = document.clone().link(&find).map_err(|faults| {
                Error::corrupt("document.text", format!("sop {id} {version}"), first(&faults))
            })?;
            sops.insert((id.clone(), *version), Arc::new(sop));
        }
        let mut shelves = self.shelves.write().unwrap_or_else(PoisonError::into_inner);
        shelves.sops = sops;
        shelves.services = services;
        Ok(())
    }
}

fn first(faults: &[sop::Diagnostic]) -> String {
    faults.first().map(|fault| fault.message.en.clone()).unwrap_or_default()
}
