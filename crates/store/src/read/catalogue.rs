//! Questions about services and SOPs.

use std::sync::Arc;

use kernel::AgencyId;
use sop::Sop;
use standards::Service;

use crate::{
    catalogue::ServiceRecord,
    database::on_pool,
    decide::service_key,
    error::Error,
    read::{Found, Page, one_more},
    record::{Key, Record, RecordKind},
    store::Store,
};

/// A service that can be applied for, with the SOP that serves it.
#[derive(Clone)]
pub struct Published {
    /// The service's current version.
    pub service: Arc<Service>,
    /// Its SOP.
    pub sop: Arc<Sop>,
}

impl Store {
    /// The service that new cases take, with its SOP.
    pub async fn service(
        &self,
        agency: &AgencyId,
        service: &str,
    ) -> Result<Option<Published>, Error> {
        let key = service_key(agency, service);
        match self.service_record(&key).await?.and_then(|record| record.current()) {
            Some(version) => self.published(&key.id, version).await.map(Some),
            None => Ok(None),
        }
    }

    /// A service in a certain version; `None` when that one is not published.
    pub async fn service_version(
        &self,
        agency: &AgencyId,
        service: &str,
        version: u32,
    ) -> Result<Option<Published>, Error> {
        let key = service_key(agency, service);
        let record = self.service_record(&key).await?;
        let is_published = |record: &ServiceRecord| {
            record.versions.iter().any(|published| published.version == version)
        };
        match record.filter(is_published) {
            Some(_) => self.published(&key.id, version).await.map(Some),
            None => Ok(None),
        }
    }

    async fn service_record(&self, key: &Key) -> Result<Option<ServiceRecord>, Error> {
        let found = self.record(key).await?;
        Ok(found.and_then(|found| match found.record {
            Record::Service(record) => Some(record),
            _ => None,
        }))
    }

    async fn published(&self, name: &str, version: u32) -> Result<Published, Error> {
        let library = &self.core().library;
        let service = library.service(self.database(), name, version).await?;
        let reference = service.sop();
        let sop = library.sop(self.database(), reference.id.as_str(), reference.version).await?;
        Ok(Published { service, sop })
    }

    /// An agency's services after the service id `after`, in order of id.
    pub async fn services_of(
        &self,
        agency: &AgencyId,
        after: &str,
        limit: usize,
    ) -> Result<Page<Published>, Error> {
        // '0' follows '/', so the range holds every name `agency/…` and no other.
        const READ: &str = "SELECT id, state FROM record \
             WHERE kind = $1 AND id > $2 AND id < $3 ORDER BY id LIMIT $4";
        let rows: Vec<(String, String)> = on_pool!(self.database(), pool => sqlx::query_as(READ)
            .bind(RecordKind::Service.as_str()).bind(format!("{agency}/{after}"))
            .bind(format!("{agency}0")).bind(one_more(limit)).fetch_all(pool).await)?;
        let last = rows.get(limit.saturating_sub(1)).filter(|_| rows.len() > limit);
        let next = last.and_then(|(id, _)| id.split_once('/')).map(|(_, id)| id.to_owned());
        let mut page = Page { rows: Vec::new(), next };
        for (id, state) in rows.into_iter().take(limit) {
            let record = Record::from_json(&Key::new(RecordKind::Service, id.as_str()), &state)?;
            if let Record::Service(record) = record
                && let Some(version) = record.current()
            {
                page.rows.push(self.published(&id, version).await?);
            }
        }
        Ok(page)
    }

    /// The SOP in one of its published versions; `None` when it is not published.
    pub async fn sop(&self, id: &str, version: u32) -> Result<Option<Arc<Sop>>, Error> {
        let versions = self.sop_versions(id).await?;
        if !versions.contains(&version) {
            return Ok(None);
        }
        self.core().library.sop(self.database(), id, version).await.map(Some)
    }

    /// The SOP in its newest version.
    pub async fn current_sop(&self, id: &str) -> Result<Option<Arc<Sop>>, Error> {
        match self.sop_versions(id).await?.last() {
            Some(version) => self.core().library.sop(self.database(), id, *version).await.map(Some),
            None => Ok(None),
        }
    }

    /// A published SOP as written, before its sub-procedures were put in.
    pub async fn sop_document(
        &self,
        id: &str,
        version: u32,
    ) -> Result<Option<sop::Document>, Error> {
        let text = self.sop_text(id, version).await?;
        Ok(text.and_then(|text| sop::parse(&text).ok()))
    }

    async fn sop_versions(&self, id: &str) -> Result<Vec<u32>, Error> {
        let found = self.record(&Key::new(RecordKind::Sop, id)).await?;
        Ok(match found {
            Some(Found { record: Record::Sop(record), .. }) => {
                record.versions.iter().map(|published| published.version).collect()
            }
            _ => Vec::new(),
        })
    }
}
