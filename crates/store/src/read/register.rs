//! Questions about the registers of requests and breaches, and the cases of an
//! identifier.

use kernel::{AgencyId, Instant};
use privacy::Record as PrivacyRecord;

use crate::{
    database::on_pool,
    error::Error,
    read::{Found, found, one_more},
    record::{Key, Record, RecordKind},
    store::Store,
};

/// Which register is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Register {
    /// Requests of persons.
    Requests,
    /// Breaches.
    Breaches,
}

/// A place in a register: whether closed, when due, the id.
pub type RegisterPlace = (i64, Instant, String);

/// An application that an identifier leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundCase {
    /// Its id.
    pub id: String,
    /// Its number for people.
    pub receipt: String,
    /// Its service.
    pub service: String,
    /// When it was filed.
    pub submitted_at: Instant,
}

impl Register {
    fn kind(self) -> RecordKind {
        match self {
            Self::Requests => RecordKind::SubjectRequest,
            Self::Breaches => RecordKind::Breach,
        }
    }
}

impl Store {
    /// An entry of a register by id.
    ///
    /// # Errors
    /// When the database fails or holds what this program cannot read; so for
    /// every question below.
    pub async fn registered(
        &self,
        register: Register,
        id: &str,
    ) -> Result<Option<Found<PrivacyRecord>>, Error> {
        let found = self.record(&Key::new(register.kind(), id)).await?;
        Ok(found.and_then(|found| match found.record {
            Record::Privacy(record) => {
                Some(Found { version: found.version, index: found.index, record: *record })
            }
            _ => None,
        }))
    }

    /// Entries of an agency's register after the place `after`: open ones
    /// first, the first due first. And where the next ones begin.
    pub async fn register(
        &self,
        register: Register,
        agency: &AgencyId,
        after: Option<RegisterPlace>,
        limit: usize,
    ) -> Result<(Vec<Found<PrivacyRecord>>, Option<RegisterPlace>), Error> {
        const READ: &str = "SELECT g.is_closed, g.due_at, g.id, r.version, r.last_idx, r.state \
             FROM privacy_register g JOIN record r ON r.kind = g.kind AND r.id = g.id \
             WHERE g.kind = $1 AND g.agency = $2 AND (g.is_closed, g.due_at, g.id) > ($3, $4, $5) \
             ORDER BY g.is_closed, g.due_at, g.id LIMIT $6";
        let (closed, due_at, id) = after
            .map_or((-1, i64::MIN, String::new()), |(closed, at, id)| (closed, at.micros(), id));
        let kind = register.kind();
        let rows: Vec<(i64, i64, String, i64, i64, String)> = on_pool!(self.database(), pool => sqlx::query_as(READ)
                .bind(kind.as_str()).bind(agency.as_str()).bind(closed).bind(due_at).bind(id)
                .bind(one_more(limit)).fetch_all(pool).await)?;
        let last = rows.get(limit.saturating_sub(1)).filter(|_| rows.len() > limit);
        let next =
            last.map(|(closed, at, id, ..)| (*closed, Instant::from_micros(*at), id.clone()));
        let mut entries = Vec::new();
        for (_, _, id, version, index, state) in rows.into_iter().take(limit) {
            entries.push(entry(kind, &id, version, index, &state)?);
        }
        Ok((entries, next))
    }

    /// The requests about an application, newest first.
    pub async fn requests_about(
        &self,
        application: &str,
        limit: usize,
    ) -> Result<Vec<Found<PrivacyRecord>>, Error> {
        const READ: &str = "SELECT g.id, r.version, r.last_idx, r.state \
             FROM privacy_register g JOIN record r ON r.kind = g.kind AND r.id = g.id \
             WHERE g.kind = $1 AND g.application = $2 ORDER BY g.due_at DESC, g.id DESC LIMIT $3";
        let kind = RecordKind::SubjectRequest;
        let rows: Vec<(String, i64, i64, String)> = on_pool!(self.database(), pool => sqlx::query_as(READ)
                .bind(kind.as_str()).bind(application)
                .bind(i64::try_from(limit).unwrap_or(i64::MAX)).fetch_all(pool).await)?;
        rows.into_iter()
            .map(|(id, version, index, state)| entry(kind, &id, version, index, &state))
            .collect()
    }

    /// An agency's applications behind a blind index, newest first.
    pub async fn cases_of(
        &self,
        agency: &AgencyId,
        field: &'static str,
        index: [u8; 16],
        limit: usize,
    ) -> Result<Vec<FoundCase>, Error> {
        const READ: &str = "SELECT a.id, a.receipt, a.service, a.submitted_at \
             FROM blind_index b JOIN application a ON a.id = b.subject \
             WHERE b.field = $1 AND b.value = $2 AND a.agency = $3 \
             ORDER BY a.submitted_at DESC, a.id DESC LIMIT $4";
        let rows: Vec<(String, String, String, i64)> = on_pool!(self.database(), pool => sqlx::query_as(READ)
                .bind(field).bind(index.to_vec()).bind(agency.as_str())
                .bind(i64::try_from(limit).unwrap_or(i64::MAX)).fetch_all(pool).await)?;
        Ok(rows.into_iter().map(found_case).collect())
    }

    /// One of them again, by id.
    pub async fn case_row(&self, id: &str) -> Result<Option<FoundCase>, Error> {
        const READ: &str =
            "SELECT id, receipt, service, submitted_at FROM application WHERE id = $1";
        let row: Option<(String, String, String, i64)> = on_pool!(self.database(), pool =>
            sqlx::query_as(READ).bind(id).fetch_optional(pool).await)?;
        Ok(row.map(found_case))
    }
}

fn found_case((id, receipt, service, at): (String, String, String, i64)) -> FoundCase {
    FoundCase { id, receipt, service, submitted_at: Instant::from_micros(at) }
}

fn entry(
    kind: RecordKind,
    id: &str,
    version: i64,
    index: i64,
    state: &str,
) -> Result<Found<PrivacyRecord>, Error> {
    match Record::from_json(&Key::new(kind, id), state)? {
        Record::Privacy(record) => Ok(found(version, index, *record)),
        _ => Err(Error::corrupt("record.kind", id, "not of a register")),
    }
}
