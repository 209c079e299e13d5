//! Questions about the register of improvements.

use improvement::Action;
use jiff::civil::Date;
use kernel::AgencyId;

use crate::{
    database::on_pool,
    error::Error,
    read::{Found, found, one_more},
    record::{Key, Record, RecordKind},
    store::Store,
};

/// A place in the list of actions: whether closed, when due, the id.
pub type ActionPlace = (i64, String, String);

/// Actions of one period that are counted; beyond, the period is too long.
const MOST_COUNTED: i64 = 20_000;

impl Store {
    /// An action by id.
    ///
    /// # Errors
    /// When the database fails or holds what this program cannot read; so for
    /// every question below.
    pub async fn improvement(&self, id: &str) -> Result<Option<Found<Action>>, Error> {
        let found = self.record(&Key::new(RecordKind::Improvement, id)).await?;
        Ok(found.and_then(|found| match found.record {
            Record::Improvement(record) => {
                Some(Found { version: found.version, index: found.index, record: *record })
            }
            _ => None,
        }))
    }

    /// An agency's actions after the place `after`: open ones first, the first
    /// due first. And where the next ones begin.
    pub async fn improvements_of(
        &self,
        agency: &AgencyId,
        after: Option<ActionPlace>,
        limit: usize,
    ) -> Result<(Vec<Found<Action>>, Option<ActionPlace>), Error> {
        const READ: &str = "SELECT i.is_closed, i.due_on, i.id, r.version, r.last_idx, r.state \
             FROM improvement i JOIN record r ON r.kind = $1 AND r.id = i.id \
             WHERE i.agency = $2 AND (i.is_closed, i.due_on, i.id) > ($3, $4, $5) \
             ORDER BY i.is_closed, i.due_on, i.id LIMIT $6";
        let (closed, due, id) = after.unwrap_or((-1, String::new(), String::new()));
        let rows: Vec<(i64, String, String, i64, i64, String)> = on_pool!(self.database(), pool => sqlx::query_as(READ)
                .bind(RecordKind::Improvement.as_str()).bind(agency.as_str())
                .bind(closed).bind(due).bind(id).bind(one_more(limit))
                .fetch_all(pool).await)?;
        let last = rows.get(limit.saturating_sub(1)).filter(|_| rows.len() > limit);
        let next = last.map(|(closed, due, id, ..)| (*closed, due.clone(), id.clone()));
        let mut actions = Vec::new();
        for (_, _, id, version, index, state) in rows.into_iter().take(limit) {
            actions.push(action(&id, version, index, &state)?);
        }
        Ok((actions, next))
    }

    /// The actions that an agency opened from one day to another.
    pub async fn improvements_opened(
        &self,
        agency: &AgencyId,
        from: Date,
        until: Date,
    ) -> Result<Vec<Action>, Error> {
        const READ: &str = "SELECT i.id, r.version, r.last_idx, r.state \
             FROM improvement i JOIN record r ON r.kind = $1 AND r.id = i.id \
             WHERE i.agency = $2 AND i.opened_on >= $3 AND i.opened_on <= $4 \
             ORDER BY i.opened_on, i.id LIMIT $5";
        let rows: Vec<(String, i64, i64, String)> = on_pool!(self.database(), pool => sqlx::query_as(READ)
                .bind(RecordKind::Improvement.as_str()).bind(agency.as_str())
                .bind(from.to_string()).bind(until.to_string()).bind(MOST_COUNTED)
                .fetch_all(pool).await)?;
        let read = rows
            .into_iter()
            .map(|(id, version, index, state)| Ok(action(&id, version, index, &state)?.record));
        read.collect()
    }
}

fn action(id: &str, version: i64, index: i64, state: &str) -> Result<Found<Action>, Error> {
    match Record::from_json(&Key::new(RecordKind::Improvement, id), state)? {
        Record::Improvement(record) => Ok(found(version, index, *record)),
        _ => Err(Error::corrupt("record.kind", id, "not an action")),
    }
}
