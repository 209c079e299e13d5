//! What became of cases, for those outside who keep a list of them.
//!
//! It stands on the journal alone: a case is told where its last event is, so that
//! each is told once, as it is now, and nothing has to be written for a follower.

use complaints::Complaint;
use journal::Hash;
use kernel::{AgencyId, Instant};
use permits::Application;

use crate::{
    database::on_pool,
    error::Error,
    read::journal::hash,
    record::{Key, Record, RecordKind},
    store::Store,
    write::signed,
};

/// Events that one question looks at; most are followed by others of their case.
const WINDOW: u64 = 2000;

/// A case after its last event.
#[derive(Clone, Debug)]
pub struct ChangedCase {
    /// When that event happened.
    pub at: Instant,
    /// The case.
    pub case: Case,
}

/// What a receipt leads to.
#[derive(Clone, Debug)]
pub enum Case {
    /// An application.
    Application(Box<Application>),
    /// A complaint.
    Complaint(Box<Complaint>),
}

/// Cases that changed, and how far the journal was looked at.
#[derive(Clone, Debug)]
pub struct Changes {
    /// In the order of their last events.
    pub cases: Vec<ChangedCase>,
    /// The first event that was not looked at.
    pub next: u64,
    /// Whether the journal goes on after it.
    pub has_more: bool,
}

impl Store {
    /// Cases of the agency whose last event is `from` or later, at most `limit`.
    /// What happens meanwhile is found by the next question: a case moves only to
    /// a place that was not looked at.
    ///
    /// # Errors
    /// When the database fails or holds what this program cannot read; so for the
    /// question below.
    pub async fn changes(
        &self,
        agency: &AgencyId,
        from: u64,
        limit: usize,
    ) -> Result<Changes, Error> {
        const READ: &str = "SELECT e.idx, e.at, r.kind, r.id, r.state FROM event e \
             JOIN record r ON r.kind = e.record_kind AND r.id = e.record_id AND r.last_idx = e.idx \
             WHERE e.idx >= $1 AND e.idx < $2 AND e.record_kind IN ($3, $4) \
             ORDER BY e.idx LIMIT $5";
        let (_, size, _, _) = self.tip().await?;
        let until = size.min(from.saturating_add(WINDOW));
        let (application, complaint) = (RecordKind::Application, RecordKind::Complaint);
        let rows: Vec<(i64, i64, String, String, String)> = on_pool!(self.database(), pool =>
            sqlx::query_as(READ)
                .bind(signed(from)).bind(signed(until))
                .bind(application.as_str()).bind(complaint.as_str())
                .bind(i64::try_from(limit).unwrap_or(i64::MAX))
                .fetch_all(pool).await)?;
        let last = rows.last().filter(|_| rows.len() >= limit).map(|(index, ..)| *index);
        let next = match last {
            Some(last) => u64::try_from(last).unwrap_or_default().saturating_add(1),
            None => until,
        };
        let mut cases = Vec::new();
        for (_, at, kind, id, state) in rows {
            let kind = if kind == complaint.as_str() { complaint } else { application };
            let case = match Record::from_json(&Key::new(kind, id.as_str()), &state)? {
                Record::Application(case) if case.agency == *agency => Case::Application(case),
                Record::Complaint(case) if case.agency == *agency => Case::Complaint(case),
                // Another agency of the deployment follows for itself.
                _ => continue,
            };
            cases.push(ChangedCase { at: Instant::from_micros(at), case });
        }
        Ok(Changes { cases, next, has_more: next < size })
    }

    /// The hash of the event at `index`; `None` where the journal does not reach.
    pub async fn leaf(&self, index: u64) -> Result<Option<Hash>, Error> {
        const READ: &str = "SELECT hash FROM event WHERE idx = $1";
        let row: Option<(Vec<u8>,)> = on_pool!(self.database(), pool =>
            sqlx::query_as(READ).bind(signed(index)).fetch_optional(pool).await)?;
        row.map(|(bytes,)| hash("event.hash", &bytes)).transpose()
    }
}
