//! What is asked of reports: the released ones, and the answers to a slip.

use kernel::AgencyId;
use whistleblowing::{Number, Proof, Sealed};

use crate::{database::on_pool, error::Error, read::Page, store::Store};

/// A released report in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedReport {
    /// Its random id.
    pub id: String,
    /// The key to which it is sealed.
    pub key_id: String,
}

impl Store {
    /// Released reports of an agency after the id `after`, in the order of their random ids.
    ///
    /// # Errors
    /// When the database fails; so for every function below.
    pub async fn reports(
        &self,
        agency: &AgencyId,
        after: &str,
        limit: usize,
    ) -> Result<Page<ListedReport>, Error> {
        const READ: &str = "SELECT id, key_id FROM whistle_report \
             WHERE agency = $1 AND id > $2 ORDER BY id LIMIT $3";
        let rows: Vec<(String, String)> = on_pool!(self.database(), pool => sqlx::query_as(READ)
            .bind(agency.as_str()).bind(after).bind(one_more(limit)).fetch_all(pool).await)?;
        let listed = |(id, key_id)| ListedReport { id, key_id };
        let rows: Vec<ListedReport> = rows.into_iter().map(listed).collect();
        Ok(paged(rows, limit, |row| &row.id))
    }

    /// A released report of an agency.
    pub async fn report(
        &self,
        agency: &AgencyId,
        id: &str,
    ) -> Result<Option<(ListedReport, Sealed)>, Error> {
        const READ: &str =
            "SELECT key_id, sealed FROM whistle_report WHERE id = $1 AND agency = $2";
        let row: Option<(String, Vec<u8>)> = on_pool!(self.database(), pool =>
            sqlx::query_as(READ).bind(id).bind(agency.as_str()).fetch_optional(pool).await)?;
        let Some((key_id, sealed)) = row else { return Ok(None) };
        let sealed = Sealed::parse(&sealed)
            .map_err(|why| Error::corrupt("whistle_report.sealed", id, why))?;
        Ok(Some((ListedReport { id: id.to_owned(), key_id }, sealed)))
    }

    /// The sealed answers to the holder of a slip, each with its random id, after the id
    /// `after`. `None` when the proof is not that of the number.
    pub async fn answers_to(
        &self,
        number: &Number,
        proof: &Proof,
        after: &str,
        limit: usize,
    ) -> Result<Option<Page<(String, Vec<u8>)>>, Error> {
        const HELD: &str =
            "SELECT COUNT(*) FROM whistle_slip WHERE number_hash = $1 AND proof_hash = $2";
        const READ: &str = "SELECT id, sealed FROM whistle_answer \
             WHERE number_hash = $1 AND id > $2 ORDER BY id LIMIT $3";
        let number = self.whistle_hash("number", number.as_str());
        let proof = self.whistle_hash("proof", &proof.reveal());
        let (held,): (i64,) = on_pool!(self.database(), pool =>
            sqlx::query_as(HELD).bind(&number).bind(&proof).fetch_one(pool).await)?;
        if held == 0 {
            return Ok(None);
        }
        let rows: Vec<(String, Vec<u8>)> = on_pool!(self.database(), pool => sqlx::query_as(READ)
            .bind(&number).bind(after).bind(one_more(limit)).fetch_all(pool).await)?;
        Ok(Some(paged(rows, limit, |(id, _)| id)))
    }
}

/// One row more than asked for tells whether there is a next page.
fn one_more(limit: usize) -> i64 {
    i64::try_from(limit.saturating_add(1)).unwrap_or(i64::MAX)
}

fn paged<T>(mut rows: Vec<T>, limit: usize, id: impl Fn(&T) -> &String) -> Page<T> {
    let is_last = rows.len() <= limit;
    rows.truncate(limit);
    let next = rows.last().filter(|_| !is_last).map(|row| id(row).clone());
    Page { rows, next }
}
