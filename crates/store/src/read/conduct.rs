//! Questions about conduct.

use kernel::{AgencyId, Instant, UnitId};

use crate::{database::on_pool, error::Error, store::Store};

/// A conflict of interest in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedConflict {
    /// The application.
    pub application: String,
    /// Whose it is, by pseudonym.
    pub person: String,
    /// Since when it is known.
    pub at: Instant,
}

impl Store {
    /// Conflicts of interest in a unit, oldest first, after the cursor `after`.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn conflicts(
        &self,
        agency: &AgencyId,
        unit: &UnitId,
        after: Option<(Instant, &str, &str)>,
        limit: usize,
    ) -> Result<Vec<ListedConflict>, Error> {
        const READ: &str = "SELECT application, person, at FROM conflict \
             WHERE agency = $1 AND unit = $2 AND (at, application, person) > ($3, $4, $5) \
             ORDER BY at, application, person LIMIT $6";
        let (at, application, person) = after
            .map_or((i64::MIN, "", ""), |(at, application, person)| {
                (at.micros(), application, person)
            });
        let rows: Vec<(String, String, i64)> = on_pool!(self.database(), pool =>
            sqlx::query_as(READ).bind(agency.as_str()).bind(unit.as_str())
                .bind(at).bind(application).bind(person)
                .bind(i64::try_from(limit).unwrap_or(i64::MAX))
                .fetch_all(pool).await)?;
        let listed = |(application, person, at)| ListedConflict {
            application,
            person,
            at: Instant::from_micros(at),
        };
        Ok(rows.into_iter().map(listed).collect())
    }
}
