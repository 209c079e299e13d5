//! Questions that change nothing. They read committed rows, by indexed paths
//! only, in keyset pages.

mod catalogue;
mod changes;
mod complaints;
mod conduct;
mod consultations;
mod figures;
mod governance;
mod halls;
mod improvement;
mod journal;
mod licences;
mod masked;
mod ombudsman;
mod register;
mod sharing;
mod standards;

pub use catalogue::Published;
pub use changes::{Case, ChangedCase, Changes};
pub use complaints::{ComplaintCount, ComplaintGround, ComplaintPlace};
pub use conduct::ListedConflict;
pub use figures::{FigureSums, FiguresAsked, FiguresBy};
pub use improvement::ActionPlace;
pub use journal::EventRow;
pub(crate) use journal::events_in;
pub use licences::{LicenceFilter, ListedLicence};
pub use ombudsman::ProductPlace;
pub use register::{FoundCase, Register, RegisterPlace};
pub use sharing::{SharedContact, Sharing};

use std::sync::Arc;

use ::standards::Service;
use access::{Account, OfficerRecord};
use calendar::{Calendar, CalendarRecord};
use kernel::{AgencyId, Executor, Instant, PersonId};
use permits::Application;
use sop::Sop;

use crate::{
    database::on_pool,
    decide::service_key,
    error::Error,
    record::{Key, Record, RecordKind},
    store::Store,
};

/// A record with its version.
#[derive(Clone, Debug)]
pub struct Found<T> {
    /// The version, which is the etag.
    pub version: u64,
    /// The journal index of the record's last event.
    pub index: u64,
    /// The record.
    pub record: T,
}

/// What the rules about one application stand on.
pub struct Ground {
    /// The SOP that the case runs on, in its pinned version.
    pub sop: Arc<Sop>,
    /// The service, in its pinned version.
    pub service: Arc<Service>,
    /// The agency's calendar as it is now.
    pub calendar: Arc<Calendar>,
}

impl Ground {
    /// The context of a decision at `now`.
    #[must_use]
    pub fn context(&self, now: Instant) -> permits::Context<'_> {
        permits::Context {
            now,
            sop: &self.sop,
            service: &self.service,
            calendar: &self.calendar,
            next_number: 0,
            is_related: false,
            has_read_sop: true,
        }
    }
}

/// Some rows, and where the next ones begin.
#[derive(Clone, Debug)]
pub struct Page<T> {
    /// The rows.
    pub rows: Vec<T>,
    /// The cursor of the next page; `None` on the last.
    pub next: Option<String>,
}

/// An application in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedApplication {
    /// Its id.
    pub id: String,
    /// When it was submitted.
    pub submitted_at: Instant,
}

/// A waiting or taken step in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedTask {
    /// The application.
    pub application: String,
    /// The step.
    pub step: String,
    /// The case's place in the order of work.
    pub order_at: Instant,
}

impl Store {
    pub(super) async fn record(&self, key: &Key) -> Result<Option<Found<Record>>, Error> {
        const READ: &str =
            "SELECT version, last_idx, state FROM record WHERE kind = $1 AND id = $2";
        let row: Option<(i64, i64, String)> = on_pool!(self.database(), pool => sqlx::query_as(READ)
            .bind(key.kind.as_str()).bind(&key.id).fetch_optional(pool).await)?;
        let Some((version, index, state)) = row else { return Ok(None) };
        Ok(Some(found(version, index, Record::from_json(key, &state)?)))
    }

    /// An application by id.
    ///
    /// # Errors
    /// When the database fails or holds what this program cannot read; so for
    /// every question below.
    pub async fn application(&self, id: &str) -> Result<Option<Found<Application>>, Error> {
        let found = self.record(&Key::new(RecordKind::Application, id)).await?;
        Ok(found.and_then(|found| match found.record {
            Record::Application(record) => {
                Some(Found { version: found.version, index: found.index, record: *record })
            }
            _ => None,
        }))
    }

    /// The application's id and secret digest behind a receipt number.
    pub async fn receipt(&self, receipt: &str) -> Result<Option<(String, Vec<u8>)>, Error> {
        const READ: &str = "SELECT id, secret_digest FROM application WHERE receipt = $1";
        Ok(on_pool!(self.database(), pool =>
            sqlx::query_as(READ).bind(receipt).fetch_optional(pool).await)?)
    }

    /// What the rules about `application` stand on.
    pub async fn ground(&self, application: &Application) -> Result<Ground, Error> {
        let Application { agency, service, sop, .. } = application;
        let name = service_key(agency, &service.id).id;
        let library = &self.core().library;
        let service = library.service(self.database(), &name, service.version).await?;
        let sop = library.sop(self.database(), &sop.id, sop.version).await?;
        let Some(calendar) = self.compiled_calendar(agency).await? else {
            return Err(Error::corrupt("record", agency.as_str(), "the agency has no calendar"));
        };
        Ok(Ground { sop, service, calendar })
    }

    /// An agency's calendar as recorded.
    pub async fn calendar(
        &self,
        agency: &AgencyId,
    ) -> Result<Option<Found<CalendarRecord>>, Error> {
        let found = self.record(&Key::new(RecordKind::Calendar, agency.as_str())).await?;
        Ok(found.and_then(|found| match found.record {
            Record::Calendar(record) => {
                Some(Found { version: found.version, index: found.index, record: *record })
            }
            _ => None,
        }))
    }

    /// An agency's calendar, ready to count with.
    pub async fn compiled_calendar(
        &self,
        agency: &AgencyId,
    ) -> Result<Option<Arc<Calendar>>, Error> {
        const READ: &str = "SELECT version FROM record WHERE kind = $1 AND id = $2";
        let row: Option<(i64,)> = on_pool!(self.database(), pool => sqlx::query_as(READ)
            .bind(RecordKind::Calendar.as_str()).bind(agency.as_str())
            .fetch_optional(pool).await)?;
        let Some((version,)) = row else { return Ok(None) };
        let library = &self.core().library;
        let version = u64::try_from(version).unwrap_or_default();
        if let Some(calendar) = library.known_calendar(agency.as_str(), version) {
            return Ok(Some(calendar));
        }
        let found = self.calendar(agency).await?;
        Ok(found.map(|found| library.calendar(agency.as_str(), found.version, &found.record)))
    }

    /// A person in service, by pseudonym.
    pub async fn officer(&self, person: &PersonId) -> Result<Option<Found<OfficerRecord>>, Error> {
        let found = self.record(&Key::new(RecordKind::Officer, person.as_str())).await?;
        Ok(found.and_then(|found| match found.record {
            Record::Officer(record) => {
                Some(Found { version: found.version, index: found.index, record: *record })
            }
            _ => None,
        }))
    }

    /// The person who signs in by an account.
    pub async fn person_of(
        &self,
        account: &Account,
    ) -> Result<Option<Found<OfficerRecord>>, Error> {
        const READ: &str = "SELECT person FROM account WHERE issuer = $1 AND subject = $2";
        let row: Option<(String,)> = on_pool!(self.database(), pool => sqlx::query_as(READ)
            .bind(&account.issuer).bind(&account.subject).fetch_optional(pool).await)?;
        let Some((person,)) = row else { return Ok(None) };
        let person = PersonId::parse(&person)
            .map_err(|why| Error::corrupt("account.person", &person, why))?;
        self.officer(&person).await
    }

    /// Persons after `after`, in order of pseudonym.
    pub async fn officers(
        &self,
        after: &str,
        limit: usize,
    ) -> Result<Page<Found<OfficerRecord>>, Error> {
        const READ: &str = "SELECT id, version, last_idx, state FROM record \
             WHERE kind = $1 AND id > $2 ORDER BY id LIMIT $3";
        let rows: Vec<(String, i64, i64, String)> = on_pool!(self.database(), pool => sqlx::query_as(READ)
                .bind(RecordKind::Officer.as_str()).bind(after).bind(one_more(limit))
                .fetch_all(pool).await)?;
        let next = rows.get(limit.saturating_sub(1)).map(|(id, _, _, _)| id.clone());
        let more = rows.len() > limit;
        let mut page = Page { rows: Vec::new(), next: next.filter(|_| more) };
        for (id, version, index, state) in rows.into_iter().take(limit) {
            let record = Record::from_json(&Key::new(RecordKind::Officer, id.as_str()), &state)?;
            if let Record::Officer(record) = record {
                page.rows.push(found(version, index, *record));
            }
        }
        Ok(page)
    }

    /// Applications of an agency, oldest first, after the cursor `after`.
    pub async fn applications(
        &self,
        agency: &AgencyId,
        service: Option<&str>,
        state: Option<&str>,
        after: Option<(Instant, &str)>,
        limit: usize,
    ) -> Result<Vec<ListedApplication>, Error> {
        const ALL: &str = "SELECT id, submitted_at FROM application \
             WHERE agency = $1 AND (submitted_at, id) > ($2, $3) \
             ORDER BY submitted_at, id LIMIT $4";
        const BY_STATE: &str = "SELECT id, submitted_at FROM application \
             WHERE agency = $1 AND state = $5 AND (submitted_at, id) > ($2, $3) \
             ORDER BY submitted_at, id LIMIT $4";
        const BY_SERVICE: &str = "SELECT id, submitted_at FROM application \
             WHERE agency = $1 AND service = $5 AND (submitted_at, id) > ($2, $3) \
             ORDER BY submitted_at, id LIMIT $4";
        const BY_BOTH: &str = "SELECT id, submitted_at FROM application \
             WHERE agency = $1 AND service = $5 AND state = $6 AND (submitted_at, id) > ($2, $3) \
             ORDER BY submitted_at, id LIMIT $4";
        let (sql, filters) = match (service, state) {
            (None, None) => (ALL, vec![]),
            (None, Some(state)) => (BY_STATE, vec![state.to_owned()]),
            (Some(service), None) => (BY_SERVICE, vec![service.to_owned()]),
            (Some(service), Some(state)) => (BY_BOTH, vec![service.to_owned(), state.to_owned()]),
        };
        let (at, id) = after.map_or((i64::MIN, ""), |(at, id)| (at.micros(), id));
        let rows: Vec<(String, i64)> = on_pool!(self.database(), pool => {
            let query = sqlx::query_as(sql).bind(agency.as_str()).bind(at).bind(id)
                .bind(i64::try_from(limit).unwrap_or(i64::MAX));
            let query = filters.into_iter().fold(query, |query, filter| query.bind(filter));
            query.fetch_all(pool).await
        })?;
        let listed = |(id, at)| ListedApplication { id, submitted_at: Instant::from_micros(at) };
        Ok(rows.into_iter().map(listed).collect())
    }

    /// Open steps of `executor`, waiting or taken: oldest case first, after the
    /// cursor `after`.
    pub async fn tasks(
        &self,
        executor: &Executor,
        after: Option<(Instant, &str, &str)>,
        limit: usize,
    ) -> Result<Vec<ListedTask>, Error> {
        const READ: &str = "SELECT application, step, order_at FROM task \
             WHERE executor = $1 AND (order_at, application, step) > ($2, $3, $4) \
             ORDER BY order_at, application, step LIMIT $5";
        let (at, application, step) = after
            .map_or((i64::MIN, "", ""), |(at, application, step)| (at.micros(), application, step));
        let rows: Vec<(String, String, i64)> = on_pool!(self.database(), pool => sqlx::query_as(READ)
                .bind(executor.to_string()).bind(at).bind(application).bind(step)
                .bind(i64::try_from(limit).unwrap_or(i64::MAX))
                .fetch_all(pool).await)?;
        let listed = |(application, step, order_at)| ListedTask {
            application,
            step,
            order_at: Instant::from_micros(order_at),
        };
        Ok(rows.into_iter().map(listed).collect())
    }

    /// How many cases wait for the same executor before this one.
    pub async fn people_ahead(
        &self,
        executor: &Executor,
        order_at: Instant,
        application: &str,
    ) -> Result<u64, Error> {
        const READ: &str = "SELECT COUNT(*) FROM task WHERE executor = $1 AND taken_by = '' \
             AND (order_at, application) < ($2, $3)";
        let (count,): (i64,) = on_pool!(self.database(), pool => sqlx::query_as(READ)
            .bind(executor.to_string()).bind(order_at.micros()).bind(application)
            .fetch_one(pool).await)?;
        Ok(u64::try_from(count).unwrap_or_default())
    }
}

fn found<T>(version: i64, index: i64, record: T) -> Found<T> {
    let version = u64::try_from(version).unwrap_or_default();
    Found { version, index: u64::try_from(index).unwrap_or_default(), record }
}

/// One row more than asked for tells whether there is a next page.
fn one_more(limit: usize) -> i64 {
    i64::try_from(limit.saturating_add(1)).unwrap_or(i64::MAX)
}
