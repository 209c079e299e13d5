//! Applications of several persons that share a contact: for superiors to look
//! at, never a ground to refuse.
//!
//! Compared are keyed hashes. A person is a NIK; the same person's own
//! applications share nothing.

use kernel::{AgencyId, Instant};

use crate::{database::on_pool, error::Error, store::Store};

/// How many of the others are named.
const MOST_OTHERS: i64 = 20;

/// From when on, and from how many persons on, a shared contact counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sharing {
    /// Applications filed from this instant on.
    pub since: Instant,
    /// The least number of distinct persons.
    pub persons: u32,
}

/// An application whose contact others have, too.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SharedContact {
    /// The application.
    pub application: String,
    /// When it was filed.
    pub submitted_at: Instant,
    /// What is shared, as in the index: `phone`, `email` or `address`.
    pub field: String,
    /// How many persons have it.
    pub persons: u32,
}

impl Store {
    /// Applications of an agency whose contact several persons have, oldest
    /// first, after the cursor `after`.
    ///
    /// # Errors
    /// When the database fails; so for every function below.
    pub async fn shared_contacts(
        &self,
        agency: &AgencyId,
        sharing: Sharing,
        after: Option<(Instant, &str, &str)>,
        limit: usize,
    ) -> Result<Vec<SharedContact>, Error> {
        // Bounded by the window, and every step of it by an index.
        const READ: &str = "SELECT id, submitted_at, field, persons FROM (\
             SELECT a.id AS id, a.submitted_at AS submitted_at, b.field AS field, \
             (SELECT COUNT(DISTINCT n.value) FROM blind_index o \
             JOIN application other ON other.id = o.subject AND other.agency = $1 \
             AND other.submitted_at >= $2 \
             JOIN blind_index n ON n.subject = o.subject AND n.field = 'nik' \
             WHERE o.field = b.field AND o.value = b.value) AS persons \
             FROM application a JOIN blind_index b ON b.subject = a.id \
             AND b.field IN ('address', 'email', 'phone') \
             WHERE a.agency = $1 AND a.submitted_at >= $2 \
             AND (a.submitted_at, a.id, b.field) > ($3, $4, $5)) shared \
             WHERE persons >= $6 ORDER BY submitted_at, id, field LIMIT $7";
        let (at, id, field) =
            after.map_or((i64::MIN, "", ""), |(at, id, field)| (at.micros(), id, field));
        let rows: Vec<(String, i64, String, i64)> = on_pool!(self.database(), pool =>
            sqlx::query_as(READ).bind(agency.as_str()).bind(sharing.since.micros())
                .bind(at).bind(id).bind(field).bind(i64::from(sharing.persons))
                .bind(i64::try_from(limit).unwrap_or(i64::MAX))
                .fetch_all(pool).await)?;
        let shared = |(application, at, field, persons)| SharedContact {
            application,
            submitted_at: Instant::from_micros(at),
            field,
            persons: u32::try_from(persons).unwrap_or(u32::MAX),
        };
        Ok(rows.into_iter().map(shared).collect())
    }

    /// Applications filed from `since` on that have the same contact as
    /// `application`, itself left out; at most twenty.
    pub async fn sharing_with(
        &self,
        agency: &AgencyId,
        application: &str,
        field: &str,
        since: Instant,
    ) -> Result<Vec<String>, Error> {
        const READ: &str = "SELECT DISTINCT other.id, other.submitted_at FROM blind_index b \
             JOIN blind_index o ON o.field = b.field AND o.value = b.value \
             AND o.subject <> b.subject \
             JOIN application other ON other.id = o.subject AND other.agency = $1 \
             AND other.submitted_at >= $2 \
             WHERE b.subject = $3 AND b.field = $4 \
             ORDER BY other.submitted_at, other.id LIMIT $5";
        let rows: Vec<(String, i64)> = on_pool!(self.database(), pool =>
            sqlx::query_as(READ).bind(agency.as_str()).bind(since.micros())
                .bind(application).bind(field).bind(MOST_OTHERS).fetch_all(pool).await)?;
        Ok(rows.into_iter().map(|(id, _)| id).collect())
    }
}
