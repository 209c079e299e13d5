//! What goes to other agencies' deployments and what came from them.
//!
//! The queue holds what is to be told and how often it was tried; the message
//! itself is made from the case when it is sent. The inbox remembers for ever
//! which hand-over opened which case.

use kernel::{AgencyId, Instant, Slug};
use permits::{Application, DispatchKind, DispatchResent, Leaf};

use crate::{
    batch::Batch,
    columns::{Column, Sql, Writes, inserts},
    database::{on_pool, on_tx},
    error::Error,
    outbox::moved,
    record::RecordKind,
    store::Store,
};

/// Something that another agency's deployment shall be told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewDispatch {
    /// What.
    pub kind: DispatchKind,
    /// The id of the hand-over; of a document that of its file here.
    pub id: String,
    /// The agency that is told.
    pub partner: AgencyId,
    /// The case.
    pub application: String,
}

/// The same, in the queue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dispatch {
    /// What.
    pub kind: DispatchKind,
    /// The id of the hand-over; of a document that of its file here.
    pub id: String,
    /// The agency that is told.
    pub partner: AgencyId,
    /// The case.
    pub application: String,
    /// How often it was tried.
    pub attempts: u32,
    /// Class of the last failure, or empty.
    pub fault: String,
}

/// What waits for one agency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DispatchStanding {
    /// The agency that is told.
    pub partner: String,
    /// How many wait.
    pub waiting: u64,
    /// How many of these have failed at least once.
    pub failing: u64,
    /// How many are not tried any more, beside those that wait.
    pub stopped: u64,
    /// Since when the oldest waits or has stopped.
    pub oldest: Instant,
    /// Class of a failure, or empty.
    pub fault: String,
}

/// The state of a message that is tried when it is due.
const WAITING: &str = "waiting";

const QUEUE: Sql = inserts!(
    "dispatch (kind, id, partner, application, state, attempts, made_at, next_at, fault)",
    (0 text, 1 text, 2 text, 3 text, 4 text, 5 int, 6 int, 7 int, 8 text),
    "ON CONFLICT DO NOTHING"
);
const OPENED: &str = "SELECT application FROM hand_over_inbox WHERE origin = $1 AND id = $2";
const INBOX: Sql =
    inserts!("hand_over_inbox (origin, id, application)", (0 text, 1 text, 2 text), "");

impl Store {
    /// Moves the cursor and queues these, both or neither; what waits already
    /// stays as it is. Answers whether the cursor still stood at `from`.
    ///
    /// # Errors
    /// When the database fails; so for every function below.
    pub async fn queue_dispatches(
        &self,
        cursor: &str,
        from: u64,
        next: u64,
        dispatches: Vec<NewDispatch>,
    ) -> Result<bool, Error> {
        let mut tx = self.database().begin().await?;
        if !moved(&mut tx, cursor, from, next).await? {
            tx.rollback().await?;
            return Ok(false);
        }
        let (now, count) = (self.clock().now().micros(), dispatches.len());
        let (mut kinds, mut ids) = (Vec::new(), Vec::new());
        let (mut partners, mut applications) = (Vec::new(), Vec::new());
        for NewDispatch { kind, id, partner, application } in dispatches {
            kinds.push(kind.as_str().to_owned());
            ids.push(id);
            partners.push(partner.to_string());
            applications.push(application);
        }
        let columns = vec![
            Column::Text(kinds),
            Column::Text(ids),
            Column::Text(partners),
            Column::Text(applications),
            Column::Text(vec![WAITING.to_owned(); count]),
            Column::Int(vec![0; count]),
            Column::Int(vec![now; count]),
            Column::Int(vec![now; count]),
            Column::Text(vec![String::new(); count]),
        ];
        let mut writes = Writes::default();
        writes.add(&QUEUE, columns);
        writes.run(&mut tx).await?;
        tx.commit().await.map_err(Error::CommitUnknown)?;
        Ok(true)
    }

    /// What is due by now, the longest due first.
    pub async fn due_dispatches(&self, limit: usize) -> Result<Vec<Dispatch>, Error> {
        const READ: &str = "SELECT kind, id, partner, application, attempts, fault FROM dispatch \
             WHERE state = 'waiting' AND next_at <= $1 ORDER BY next_at, id LIMIT $2";
        let now = self.clock().now().micros();
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let rows: Vec<Row> = on_pool!(self.database(), pool =>
            sqlx::query_as(READ).bind(now).bind(limit).fetch_all(pool).await)?;
        rows.into_iter().map(dispatch).collect()
    }

    /// Takes out what was answered, or what nobody needs to be told any more; with a
    /// call-back also the hand-over that has never arrived.
    pub async fn settle_dispatch(&self, told: &Dispatch) -> Result<(), Error> {
        const DELETE: &str = "DELETE FROM dispatch WHERE kind = $1 AND id = $2";
        let mut tx = self.database().begin().await?;
        let made_void = (told.kind == DispatchKind::CallBack).then_some(DispatchKind::HandOver);
        for kind in std::iter::once(told.kind).chain(made_void) {
            on_tx!(&mut tx, conn => sqlx::query(DELETE).bind(kind.as_str()).bind(&told.id)
                .execute(conn).await.map(|_| ()))?;
        }
        tx.commit().await.map_err(Error::CommitUnknown)
    }

    /// Records an attempt that failed, and when the next one is due.
    pub async fn defer_dispatch(
        &self,
        tried: &Dispatch,
        next_at: Instant,
        fault: &str,
    ) -> Result<(), Error> {
        const UPDATE: &str = "UPDATE dispatch SET attempts = attempts + 1, next_at = $1, \
             fault = $2 WHERE kind = $3 AND id = $4";
        let mut tx = self.database().begin().await?;
        on_tx!(&mut tx, conn => sqlx::query(UPDATE).bind(next_at.micros()).bind(fault)
            .bind(tried.kind.as_str()).bind(&tried.id).execute(conn).await.map(|_| ()))?;
        tx.commit().await.map_err(Error::CommitUnknown)
    }

    /// Records an attempt after which it is not tried any more.
    pub async fn stop_dispatch(&self, tried: &Dispatch, fault: &str) -> Result<(), Error> {
        const UPDATE: &str = "UPDATE dispatch SET state = 'stopped', attempts = attempts + 1, \
             fault = $1 WHERE kind = $2 AND id = $3";
        let mut tx = self.database().begin().await?;
        on_tx!(&mut tx, conn => sqlx::query(UPDATE).bind(fault)
            .bind(tried.kind.as_str()).bind(&tried.id).execute(conn).await.map(|_| ()))?;
        tx.commit().await.map_err(Error::CommitUnknown)
    }

    /// What waits or has stopped, for each agency for which something does.
    pub async fn dispatches_standing(&self) -> Result<Vec<DispatchStanding>, Error> {
        const READ: &str = "SELECT partner, \
             CAST(SUM(CASE WHEN state = 'waiting' THEN 1 ELSE 0 END) AS BIGINT), \
             CAST(SUM(CASE WHEN state = 'waiting' AND attempts > 0 THEN 1 ELSE 0 END) AS BIGINT), \
             CAST(SUM(CASE WHEN state = 'stopped' THEN 1 ELSE 0 END) AS BIGINT), \
             MIN(made_at), MAX(fault) FROM dispatch GROUP BY partner ORDER BY partner";
        type Standing = (String, i64, i64, i64, i64, String);
        let rows: Vec<Standing> = on_pool!(self.database(), pool =>
            sqlx::query_as(READ).fetch_all(pool).await)?;
        let standing = |(partner, waiting, failing, stopped, oldest, fault)| DispatchStanding {
            partner,
            waiting: u64::try_from(waiting).unwrap_or_default(),
            failing: u64::try_from(failing).unwrap_or_default(),
            stopped: u64::try_from(stopped).unwrap_or_default(),
            oldest: Instant::from_micros(oldest),
            fault,
        };
        Ok(rows.into_iter().map(standing).collect())
    }

    /// The case that the hand-over `id` of another agency has opened here.
    pub async fn assigned(&self, origin: &AgencyId, id: &str) -> Result<Option<String>, Error> {
        let row: Option<(String,)> = on_pool!(self.database(), pool => sqlx::query_as(OPENED)
            .bind(origin.as_str()).bind(id).fetch_optional(pool).await)?;
        Ok(row.map(|(application,)| application))
    }

    /// What happened to an application, each event with its place in the journal.
    pub async fn leaves(&self, application: &str) -> Result<Vec<(Leaf, permits::Event)>, Error> {
        const READ: &str = "SELECT idx, kind, version, body, hash FROM event \
             WHERE record_kind = $1 AND record_id = $2 ORDER BY idx";
        type Stored = (i64, String, i64, Vec<u8>, Vec<u8>);
        let rows: Vec<Stored> = on_pool!(self.database(), pool => sqlx::query_as(READ)
            .bind(RecordKind::Application.as_str()).bind(application).fetch_all(pool).await)?;
        let corrupt = |why: String| Error::corrupt("event.body", application, why);
        let mut leaves = Vec::with_capacity(rows.len());
        for (index, kind, version, body, hash) in rows {
            // An erasure, an export and a search are events of other areas.
            if !kind.starts_with("permits.") {
                continue;
            }
            let body = journal::Body::decode(&body).map_err(|why| corrupt(why.to_string()))?;
            let payload =
                std::str::from_utf8(&body.payload).map_err(|why| corrupt(why.to_string()))?;
            let version = u16::try_from(version).unwrap_or(u16::MAX);
            let event = permits::Event::decode(&kind, version, payload)
                .map_err(|why| corrupt(why.to_string()))?;
            let index = u64::try_from(index).unwrap_or_default();
            leaves.push((Leaf { index, hash: hex::encode(hash) }, event));
        }
        Ok(leaves)
    }
}

/// Kind, id, partner, application, attempts, fault.
type Row = (String, String, String, String, i64, String);

fn dispatch((kind, id, partner, application, attempts, fault): Row) -> Result<Dispatch, Error> {
    let kind = DispatchKind::parse(&kind)
        .ok_or_else(|| Error::corrupt("dispatch.kind", &id, "no kind of that name"))?;
    let partner =
        Slug::parse(&partner).map_err(|why| Error::corrupt("dispatch.partner", &id, why))?;
    let attempts = u32::try_from(attempts).unwrap_or(u32::MAX);
    Ok(Dispatch { kind, id, partner, application, attempts, fault })
}

impl Batch<'_> {
    /// Has what an administrator sends again tried with the commit.
    pub(crate) fn resume(&mut self, events: &[permits::Event]) {
        for event in events {
            if let permits::Event::DispatchResent(DispatchResent { kind, id }) = event {
                self.resumed.push((*kind, id.clone()));
            }
        }
    }

    /// The case that a hand-over opened before, also in this very batch.
    pub(crate) async fn opened_by(
        &mut self,
        assignment: &permits::Assignment,
    ) -> Result<Option<String>, Error> {
        let (origin, id) = (assignment.from.as_str(), assignment.id.as_str());
        let mut own = self.inbox.iter();
        if let Some((_, _, application)) = own.find(|it| it.0 == origin && it.1 == id) {
            return Ok(Some(application.clone()));
        }
        let row: Option<(String,)> = on_tx!(&mut self.tx, conn =>
            sqlx::query_as(OPENED).bind(origin).bind(id).fetch_optional(conn).await)?;
        Ok(row.map(|(application,)| application))
    }
}

/// Puts the messages that the batch sends again back into the queue.
pub(crate) async fn resumed(batch: &mut Batch<'_>) -> Result<(), Error> {
    const UPDATE: &str = "UPDATE dispatch SET state = 'waiting', attempts = 0, next_at = $1, \
         fault = '' WHERE kind = $2 AND id = $3 AND state = 'stopped'";
    let now = batch.now.micros();
    for (kind, id) in std::mem::take(&mut batch.resumed) {
        on_tx!(&mut batch.tx, conn => sqlx::query(UPDATE).bind(now).bind(kind.as_str()).bind(id)
            .execute(conn).await.map(|_| ()))?;
    }
    Ok(())
}

/// Writes the hand-overs that have opened a case.
pub(crate) fn inbox(batch: &mut Batch<'_>, writes: &mut Writes) {
    let (mut origins, mut ids, mut applications) = (Vec::new(), Vec::new(), Vec::new());
    for (origin, id, application) in std::mem::take(&mut batch.inbox) {
        origins.push(origin);
        ids.push(id);
        applications.push(application);
    }
    writes.add(&INBOX, vec![Column::Text(origins), Column::Text(ids), Column::Text(applications)]);
}

/// The row of the inbox that a case makes, if it is another agency's step.
pub(crate) fn inbox_row(application: &Application) -> Option<(String, String, String)> {
    let assignment = application.assignment.as_ref()?;
    Some((assignment.from.to_string(), assignment.id.clone(), application.id.clone()))
}
