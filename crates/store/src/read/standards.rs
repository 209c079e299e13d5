//! Questions about standards, the promise and compensations.

use kernel::AgencyId;
use standards::{Compensation, Promise, Service, Standard};

use crate::{
    database::on_pool,
    decide::{compensation_key, promise_key, standard_key},
    error::Error,
    publish::Publication,
    read::{Found, Page, found, one_more},
    record::{Key, Record, RecordKind},
    store::Store,
};

impl Store {
    /// One version of a standard, in whatever phase.
    pub async fn standard(
        &self,
        agency: &AgencyId,
        service: &str,
        version: u32,
    ) -> Result<Option<Found<Standard>>, Error> {
        let found = self.record(&standard_key(agency, service, version)).await?;
        Ok(found.and_then(|found| match found.record {
            Record::Standard(record) => {
                Some(Found { version: found.version, index: found.index, record: *record })
            }
            _ => None,
        }))
    }

    /// An agency's standards after the cursor `after`, by service and version.
    pub async fn standards_of(
        &self,
        agency: &AgencyId,
        after: &str,
        limit: usize,
    ) -> Result<Page<Found<Standard>>, Error> {
        self.records_of(RecordKind::Standard, agency, after, limit, |record| match record {
            Record::Standard(record) => Some(*record),
            _ => None,
        })
        .await
    }

    /// What an agency promises.
    pub async fn promise(&self, agency: &AgencyId) -> Result<Option<Found<Promise>>, Error> {
        let found = self.record(&promise_key(agency)).await?;
        Ok(found.and_then(|found| match found.record {
            Record::Promise(record) => {
                Some(Found { version: found.version, index: found.index, record: *record })
            }
            _ => None,
        }))
    }

    /// What was given for one case.
    pub async fn compensation(
        &self,
        agency: &AgencyId,
        application: &str,
    ) -> Result<Option<Found<Compensation>>, Error> {
        let found = self.record(&compensation_key(agency, application)).await?;
        Ok(found.and_then(|found| match found.record {
            Record::Compensation(record) => {
                Some(Found { version: found.version, index: found.index, record: *record })
            }
            _ => None,
        }))
    }

    /// What an agency gave, after the cursor `after`, by case.
    pub async fn compensations_of(
        &self,
        agency: &AgencyId,
        after: &str,
        limit: usize,
    ) -> Result<Page<Found<Compensation>>, Error> {
        self.records_of(RecordKind::Compensation, agency, after, limit, |record| match record {
            Record::Compensation(record) => Some(*record),
            _ => None,
        })
        .await
    }

    /// The text of a standard or a promise, by its digest.
    pub async fn official_text(&self, digest: &str) -> Result<Option<String>, Error> {
        const READ: &str = "SELECT text FROM official_text WHERE digest = $1";
        let row: Option<(String,)> = on_pool!(self.database(), pool =>
            sqlx::query_as(READ).bind(digest).fetch_optional(pool).await)?;
        Ok(row.map(|(text,)| text))
    }

    /// The publication that an established standard would be.
    ///
    /// # Errors
    /// `STANDARD_DISAGREES` with what contradicts the SOP, and
    /// `STANDARD_RESTS_ON_EXAMPLES` outside a simulation.
    pub async fn publication_of(&self, standard: &Standard) -> Result<Publication, Error> {
        let digest = &standard.digest;
        let text = self.official_text(digest).await?;
        let text = text.ok_or_else(|| Error::corrupt("official_text", digest, "missing"))?;
        let service = Service::parse(&text)
            .map_err(|_| Error::corrupt("official_text.text", digest, "unreadable"))?;
        let reference = service.sop();
        let sop = self.sop(reference.id.as_str(), reference.version).await?;
        Publication::of_standard(&service, &text, sop.as_deref(), self.deployment().simulation)
    }

    /// Records of a kind whose names begin with the agency, in order of name;
    /// `after` is what follows the agency there.
    pub(super) async fn records_of<T>(
        &self,
        kind: RecordKind,
        agency: &AgencyId,
        after: &str,
        limit: usize,
        read: impl Fn(Record) -> Option<T>,
    ) -> Result<Page<Found<T>>, Error> {
        // '0' follows '/', so the range holds every name `agency/…` and no other.
        const READ: &str = "SELECT id, version, last_idx, state FROM record \
             WHERE kind = $1 AND id > $2 AND id < $3 ORDER BY id LIMIT $4";
        let rows: Vec<(String, i64, i64, String)> = on_pool!(self.database(), pool => sqlx::query_as(READ)
                .bind(kind.as_str()).bind(format!("{agency}/{after}"))
                .bind(format!("{agency}0")).bind(one_more(limit))
                .fetch_all(pool).await)?;
        let last = rows.get(limit.saturating_sub(1)).filter(|_| rows.len() > limit);
        let next = last.and_then(|(id, ..)| id.split_once('/')).map(|(_, rest)| rest.to_owned());
        let mut page = Page { rows: Vec::new(), next };
        for (id, version, index, state) in rows.into_iter().take(limit) {
            let record = Record::from_json(&Key::new(kind, id.as_str()), &state)?;
            if let Some(record) = read(record) {
                page.rows.push(found(version, index, record));
            }
        }
        Ok(page)
    }
}
