//! Questions about licences.

use jiff::civil::Date;
use kernel::AgencyId;
use permits::licence::{LicenceRecord, VerificationCode};

use crate::{
    database::on_pool,
    error::Error,
    read::Found,
    record::{Key, Record, RecordKind},
    store::Store,
};

/// Which licences a list shows.
#[derive(Clone, Copy, Debug)]
pub struct LicenceFilter<'a> {
    /// The agency that issued them.
    pub agency: &'a AgencyId,
    /// Only of this service.
    pub service: Option<&'a str>,
    /// Only those that stand so, by the stable name.
    pub standing: Option<&'a str>,
    /// Only those whose last day is this one or later.
    pub from: Option<Date>,
    /// Only those whose last day is this one or earlier.
    pub until: Option<Date>,
}

/// A licence in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedLicence {
    /// Its id.
    pub id: String,
    /// Its last day, as ISO text; that of the year 9999 when it never ends.
    pub valid_until: String,
}

impl Store {
    /// A licence by id.
    ///
    /// # Errors
    /// As every question.
    pub async fn licence(&self, id: &str) -> Result<Option<Found<LicenceRecord>>, Error> {
        let found = self.record(&Key::new(RecordKind::Licence, id)).await?;
        Ok(found.and_then(|found| match found.record {
            Record::Licence(record) => {
                Some(Found { version: found.version, index: found.index, record: *record })
            }
            _ => None,
        }))
    }

    /// The id of the licence with a public code.
    pub async fn licence_by_code(&self, code: &VerificationCode) -> Result<Option<String>, Error> {
        const READ: &str = "SELECT id FROM licence WHERE code = $1";
        let row: Option<(String,)> = on_pool!(self.database(), pool => sqlx::query_as(READ)
            .bind(code.as_str()).fetch_optional(pool).await)?;
        Ok(row.map(|(id,)| id))
    }

    /// The id of the licence with a number of an agency.
    pub async fn licence_by_number(
        &self,
        agency: &AgencyId,
        number: &str,
    ) -> Result<Option<String>, Error> {
        const READ: &str = "SELECT id FROM licence WHERE agency = $1 AND number = $2";
        let row: Option<(String,)> = on_pool!(self.database(), pool => sqlx::query_as(READ)
            .bind(agency.as_str()).bind(number).fetch_optional(pool).await)?;
        Ok(row.map(|(id,)| id))
    }

    /// The id of the licence whose signed document has a SHA-256.
    pub async fn licence_by_digest(&self, digest: &[u8; 32]) -> Result<Option<String>, Error> {
        const READ: &str = "SELECT id FROM licence WHERE digest = $1 ORDER BY id LIMIT 1";
        let row: Option<(String,)> = on_pool!(self.database(), pool => sqlx::query_as(READ)
            .bind(digest.as_slice()).fetch_optional(pool).await)?;
        Ok(row.map(|(id,)| id))
    }

    /// The id of the licence that an application came to.
    pub async fn licence_of(&self, application: &str) -> Result<Option<String>, Error> {
        const READ: &str = "SELECT id FROM licence WHERE application = $1";
        let row: Option<(String,)> = on_pool!(self.database(), pool => sqlx::query_as(READ)
            .bind(application).fetch_optional(pool).await)?;
        Ok(row.map(|(id,)| id))
    }

    /// Licences whose document is still to be signed, oldest first, after the
    /// licence `after`.
    pub async fn pending_documents(&self, after: &str, limit: usize) -> Result<Vec<String>, Error> {
        const READ: &str = "SELECT id FROM licence WHERE state = 'pending' AND id > $1 \
             ORDER BY id LIMIT $2";
        let rows: Vec<(String,)> = on_pool!(self.database(), pool => sqlx::query_as(READ)
            .bind(after).bind(i64::try_from(limit).unwrap_or(i64::MAX)).fetch_all(pool).await)?;
        Ok(rows.into_iter().map(|(id,)| id).collect())
    }

    /// Licences by their last day, soonest first, after the cursor `after`.
    pub async fn licences(
        &self,
        filter: LicenceFilter<'_>,
        after: Option<(&str, &str)>,
        limit: usize,
    ) -> Result<Vec<ListedLicence>, Error> {
        const ALL: &str = "SELECT id, valid_until FROM licence \
             WHERE agency = $1 AND valid_until >= $2 AND valid_until <= $3 \
             AND (valid_until, id) > ($4, $5) ORDER BY valid_until, id LIMIT $6";
        const BY_STANDING: &str = "SELECT id, valid_until FROM licence \
             WHERE agency = $1 AND state = $7 AND valid_until >= $2 AND valid_until <= $3 \
             AND (valid_until, id) > ($4, $5) ORDER BY valid_until, id LIMIT $6";
        const BY_SERVICE: &str = "SELECT id, valid_until FROM licence \
             WHERE agency = $1 AND service = $7 AND valid_until >= $2 AND valid_until <= $3 \
             AND (valid_until, id) > ($4, $5) ORDER BY valid_until, id LIMIT $6";
        const BY_BOTH: &str = "SELECT id, valid_until FROM licence \
             WHERE agency = $1 AND service = $7 AND state = $8 \
             AND valid_until >= $2 AND valid_until <= $3 \
             AND (valid_until, id) > ($4, $5) ORDER BY valid_until, id LIMIT $6";
        let LicenceFilter { agency, service, standing, from, until } = filter;
        let (sql, filters) = match (service, standing) {
            (None, None) => (ALL, vec![]),
            (None, Some(standing)) => (BY_STANDING, vec![standing]),
            (Some(service), None) => (BY_SERVICE, vec![service]),
            (Some(service), Some(standing)) => (BY_BOTH, vec![service, standing]),
        };
        // Every date is four digits of a year, so that texts order as dates do.
        let from = from.map(|date| date.to_string()).unwrap_or_default();
        let until = until.map_or_else(|| "9999-12-31".to_owned(), |date| date.to_string());
        let (last, id) = after.unwrap_or_default();
        let rows: Vec<(String, String)> = on_pool!(self.database(), pool => {
            let query = sqlx::query_as(sql).bind(agency.as_str()).bind(from).bind(until)
                .bind(last).bind(id).bind(i64::try_from(limit).unwrap_or(i64::MAX));
            let query = filters.into_iter().fold(query, |query, filter| query.bind(filter));
            query.fetch_all(pool).await
        })?;
        Ok(rows.into_iter().map(|(id, valid_until)| ListedLicence { id, valid_until }).collect())
    }
}
