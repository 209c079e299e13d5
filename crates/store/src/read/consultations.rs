//! Questions about forums of the public.

use consultations::{Document, Forum};
use kernel::AgencyId;

use crate::{
    database::on_pool,
    decide::document_name,
    error::Error,
    read::{Found, Page, found, one_more},
    record::{Key, Record, RecordKind},
    store::Store,
};

impl Store {
    /// A forum by id.
    ///
    /// # Errors
    /// When the database fails or holds what this program cannot read; so for
    /// every question below.
    pub async fn forum(&self, id: &str) -> Result<Option<Found<Forum>>, Error> {
        let found = self.record(&Key::new(RecordKind::Forum, id)).await?;
        Ok(found.and_then(|found| match found.record {
            Record::Forum(record) => {
                Some(Found { version: found.version, index: found.index, record: *record })
            }
            _ => None,
        }))
    }

    /// An agency's forums after the id `after`, oldest first.
    pub async fn forums_of(
        &self,
        agency: &AgencyId,
        after: &str,
        limit: usize,
    ) -> Result<Page<Found<Forum>>, Error> {
        const READ: &str = "SELECT f.id, r.version, r.last_idx, r.state \
             FROM forum f JOIN record r ON r.kind = $1 AND r.id = f.id \
             WHERE f.agency = $2 AND f.id > $3 ORDER BY f.id LIMIT $4";
        let rows: Vec<(String, i64, i64, String)> = on_pool!(self.database(), pool => sqlx::query_as(READ)
                .bind(RecordKind::Forum.as_str()).bind(agency.as_str()).bind(after)
                .bind(one_more(limit)).fetch_all(pool).await)?;
        let last = rows.get(limit.saturating_sub(1)).filter(|_| rows.len() > limit);
        let next = last.map(|(id, ..)| id.clone());
        let rows = rows.into_iter().take(limit).map(forum).collect::<Result<_, _>>()?;
        Ok(Page { rows, next })
    }

    /// The forums about one text, oldest first.
    pub async fn forums_about(
        &self,
        agency: &AgencyId,
        document: &Document,
    ) -> Result<Vec<Found<Forum>>, Error> {
        const READ: &str = "SELECT f.id, r.version, r.last_idx, r.state \
             FROM forum f JOIN record r ON r.kind = $1 AND r.id = f.id \
             WHERE f.agency = $2 AND f.document = $3 ORDER BY f.id";
        let rows: Vec<(String, i64, i64, String)> = on_pool!(self.database(), pool => sqlx::query_as(READ)
                .bind(RecordKind::Forum.as_str()).bind(agency.as_str())
                .bind(document_name(document)).fetch_all(pool).await)?;
        rows.into_iter().map(forum).collect()
    }

    /// The forum, the entry and the secret's digest behind the number of a slip.
    pub async fn slip(&self, number: &str) -> Result<Option<(String, String, Vec<u8>)>, Error> {
        const READ: &str = "SELECT forum, entry, secret_digest FROM forum_slip WHERE number = $1";
        Ok(on_pool!(self.database(), pool =>
            sqlx::query_as(READ).bind(number).fetch_optional(pool).await)?)
    }

    /// The text of a published SOP as it was written.
    pub async fn sop_text(&self, id: &str, version: u32) -> Result<Option<String>, Error> {
        const READ: &str = "SELECT text FROM document WHERE kind = $1 AND id = $2 AND version = $3";
        let row: Option<(String,)> = on_pool!(self.database(), pool => sqlx::query_as(READ)
            .bind(RecordKind::Sop.as_str()).bind(id).bind(i64::from(version))
            .fetch_optional(pool).await)?;
        Ok(row.map(|(text,)| text))
    }
}

fn forum((id, version, index, state): (String, i64, i64, String)) -> Result<Found<Forum>, Error> {
    match Record::from_json(&Key::new(RecordKind::Forum, id.as_str()), &state)? {
        Record::Forum(record) => Ok(found(version, index, *record)),
        _ => Err(Error::corrupt("record.kind", id, "not a forum")),
    }
}
