//! The queue of notices to applicants and reporters: made with the move of the outbox cursor,
//! settled one by one.
//!
//! Here stands what is to be told, by which way, and how often it was tried;
//! never to whom, and never the words.

use kernel::{AgencyId, Instant};
use permits::{Application, NoticeChannel};
use sha2::{Digest, Sha256};

use crate::{
    batch::Batch,
    columns::{Column, Sql, Writes, inserts, rows},
    database::{Tx, on_pool, on_tx},
    decide::evolved,
    error::Error,
    outbox::moved,
    record::{Key, Record, RecordKind},
    store::Store,
    surveys::{INVITATION, wipe},
    write::signed,
};

/// How many settled notices are forgotten at once.
const FORGOTTEN_AT_ONCE: i64 = 1000;

/// Where a notice stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NoticeState {
    /// In the queue, also between two attempts.
    Waiting,
    /// The receiver has taken it.
    Sent,
    /// Never tried: there is no way to the applicant.
    Skipped,
    /// Not to be sent any more.
    Dropped,
    /// Given up; can be put back into the queue.
    Dead,
}

impl NoticeState {
    const ALL: [Self; 5] = [Self::Waiting, Self::Sent, Self::Skipped, Self::Dropped, Self::Dead];

    /// The name in the table.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Sent => "sent",
            Self::Skipped => "skipped",
            Self::Dropped => "dropped",
            Self::Dead => "dead",
        }
    }

    fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == text)
    }
}

/// A notice that enters the queue, or is settled at once.
#[derive(Clone, Debug)]
pub struct NewNotice {
    /// The agency of the case.
    pub agency: AgencyId,
    /// The case, or the complaint.
    pub application: String,
    /// The journal index of the event that it tells of.
    pub index: u64,
    /// By which way.
    pub channel: NoticeChannel,
    /// The name of its template.
    pub template: &'static str,
    /// Where it stands from the start, and why, in a word that names nobody.
    pub state: (NoticeState, &'static str),
}

/// A notice in the queue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// The id that its receiver gets at every attempt.
    pub id: String,
    /// The agency of the case.
    pub agency: String,
    /// The case, or the complaint.
    pub application: String,
    /// The journal index of the event that it tells of.
    pub index: u64,
    /// By which way.
    pub channel: NoticeChannel,
    /// The name of its template.
    pub template: String,
    /// Where it stands.
    pub state: NoticeState,
    /// How often it was tried since it last entered the queue.
    pub attempts: u32,
    /// When it entered the queue first.
    pub made_at: Instant,
    /// When it is tried next; once settled, when that was.
    pub next_at: Instant,
    /// Class of the last failure, or empty.
    pub fault: String,
}

/// What an attempt came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settlement {
    /// Where the notice stands now.
    pub state: NoticeState,
    /// How often it was tried.
    pub attempts: u32,
    /// When it is tried next; once settled, now.
    pub next_at: Instant,
    /// Class of the failure, or empty.
    pub fault: &'static str,
}

/// How the queue of an agency stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct NoticesStanding {
    /// How many wait.
    pub waiting: u64,
    /// How many of these have failed at least once.
    pub failing: u64,
    /// Since when the oldest waits.
    pub oldest: Option<Instant>,
    /// When the next attempt is due.
    pub next: Option<Instant>,
    /// How many were given up.
    pub dead: u64,
}

const INSERT: Sql = inserts!(
    "notice (id, agency, application, idx, channel, template, state, attempts, made_at, next_at, fault)",
    (0 text, 1 text, 2 text, 3 int, 4 text, 5 text, 6 text, 7 int, 8 int, 9 int, 10 text),
    "ON CONFLICT DO NOTHING"
);
const HASHES: Sql = rows!("SELECT idx, hash FROM event WHERE idx IN (", (0 int), ")");

impl Store {
    /// Moves the cursor and makes these notices, both or neither; answers
    /// whether the cursor still stood at `from`.
    ///
    /// # Errors
    /// When the database fails; so for every function below.
    pub async fn queue_notices(
        &self,
        cursor: &str,
        from: u64,
        next: u64,
        notices: Vec<NewNotice>,
    ) -> Result<bool, Error> {
        let mut tx = self.database().begin().await?;
        if !moved(&mut tx, cursor, from, next).await? {
            tx.rollback().await?;
            return Ok(false);
        }
        let now = self.clock().now().micros();
        let indexes: Vec<i64> = notices.iter().map(|notice| signed(notice.index)).collect();
        let hashes: Vec<(i64, Vec<u8>)> =
            HASHES.fetch(&mut tx, vec![Column::Int(indexes.clone())]).await?;
        let hashes: std::collections::HashMap<i64, Vec<u8>> = hashes.into_iter().collect();
        let count = notices.len();
        let (mut ids, mut agencies, mut applications) = (Vec::new(), Vec::new(), Vec::new());
        let (mut channels, mut templates) = (Vec::new(), Vec::new());
        let (mut states, mut faults) = (Vec::new(), Vec::new());
        for (notice, index) in notices.into_iter().zip(&indexes) {
            let NewNotice { agency, application, channel, template, state, .. } = notice;
            let hash = hashes.get(index).map(Vec::as_slice).unwrap_or_default();
            ids.push(id_of(hash, channel, template));
            agencies.push(agency.to_string());
            applications.push(application);
            channels.push(channel.as_str().to_owned());
            templates.push(template.to_owned());
            states.push(state.0.as_str().to_owned());
            faults.push(state.1.to_owned());
        }
        let columns = vec![
            Column::Text(ids),
            Column::Text(agencies),
            Column::Text(applications),
            Column::Int(indexes),
            Column::Text(channels),
            Column::Text(templates),
            Column::Text(states),
            Column::Int(vec![0; count]),
            Column::Int(vec![now; count]),
            Column::Int(vec![now; count]),
            Column::Text(faults),
        ];
        let mut writes = Writes::default();
        writes.add(&INSERT, columns);
        writes.run(&mut tx).await?;
        tx.commit().await.map_err(Error::CommitUnknown)?;
        Ok(true)
    }

    /// Notices whose next attempt is due by now, the longest due first.
    pub async fn due_notices(&self, limit: usize) -> Result<Vec<Notice>, Error> {
        const READ: &str = "SELECT id, agency, application, idx, channel, template, state, attempts, \
             made_at, next_at, fault FROM notice WHERE state = 'waiting' AND next_at <= $1 \
             ORDER BY next_at, idx, channel, template LIMIT $2";
        let now = self.clock().now().micros();
        let rows: Vec<Row> = on_pool!(self.database(), pool => sqlx::query_as(READ)
            .bind(now).bind(count(limit)).fetch_all(pool).await)?;
        rows.into_iter().map(notice).collect()
    }

    /// Records what an attempt came to, unless somebody else already has. The token of an
    /// invitation goes with the last one that could bring it.
    pub async fn settle_notice(&self, tried: &Notice, became: Settlement) -> Result<(), Error> {
        const UPDATE: &str = "UPDATE notice SET state = $1, attempts = $2, next_at = $3, fault = $4 \
             WHERE id = $5 AND state = 'waiting' AND attempts = $6";
        let Settlement { state, attempts, next_at, fault } = became;
        let mut tx = self.database().begin().await?;
        on_tx!(&mut tx, conn => sqlx::query(UPDATE)
            .bind(state.as_str()).bind(i64::from(attempts)).bind(next_at.micros()).bind(fault)
            .bind(&tried.id).bind(i64::from(tried.attempts))
            .execute(conn).await.map(|_| ()))?;
        if tried.template == INVITATION && state != NoticeState::Waiting {
            wipe(self, &mut tx, tried).await?;
        }
        tx.commit().await.map_err(Error::CommitUnknown)
    }

    /// Notices of an agency by event, channel and template, after the place `after`.
    pub async fn notices(
        &self,
        agency: &AgencyId,
        state: Option<NoticeState>,
        after: Option<(u64, &str, &str)>,
        limit: usize,
    ) -> Result<Vec<Notice>, Error> {
        const ALL: &str = "SELECT id, agency, application, idx, channel, template, state, attempts, \
             made_at, next_at, fault FROM notice \
             WHERE agency = $1 AND (idx, channel, template) > ($2, $3, $4) \
             ORDER BY idx, channel, template LIMIT $5";
        const BY_STATE: &str = "SELECT id, agency, application, idx, channel, template, state, attempts, \
             made_at, next_at, fault FROM notice \
             WHERE agency = $1 AND state = $6 AND (idx, channel, template) > ($2, $3, $4) \
             ORDER BY idx, channel, template LIMIT $5";
        let (index, channel, template) = after
            .map_or((-1, "", ""), |(index, channel, template)| (signed(index), channel, template));
        let rows: Vec<Row> = match state {
            None => on_pool!(self.database(), pool => sqlx::query_as(ALL)
                .bind(agency.as_str()).bind(index).bind(channel).bind(template).bind(count(limit))
                .fetch_all(pool).await)?,
            Some(state) => on_pool!(self.database(), pool => sqlx::query_as(BY_STATE)
                .bind(agency.as_str()).bind(index).bind(channel).bind(template).bind(count(limit))
                .bind(state.as_str()).fetch_all(pool).await)?,
        };
        rows.into_iter().map(notice).collect()
    }

    /// How the queue of an agency stands. It reads what waits and what is
    /// dead, which an operator keeps small.
    pub async fn notices_standing(&self, agency: &AgencyId) -> Result<NoticesStanding, Error> {
        const WAITING: &str = "SELECT COUNT(*), \
             CAST(COALESCE(SUM(CASE WHEN attempts > 0 THEN 1 ELSE 0 END), 0) AS BIGINT), \
             MIN(made_at), MIN(next_at) FROM notice WHERE agency = $1 AND state = 'waiting'";
        const DEAD: &str = "SELECT COUNT(*) FROM notice WHERE agency = $1 AND state = 'dead'";
        let (waiting, failing, oldest, next): (i64, i64, Option<i64>, Option<i64>) = on_pool!(self.database(), pool =>
                sqlx::query_as(WAITING).bind(agency.as_str()).fetch_one(pool).await)?;
        let (dead,): (i64,) = on_pool!(self.database(), pool =>
            sqlx::query_as(DEAD).bind(agency.as_str()).fetch_one(pool).await)?;
        Ok(NoticesStanding {
            waiting: u64::try_from(waiting).unwrap_or_default(),
            failing: u64::try_from(failing).unwrap_or_default(),
            oldest: oldest.map(Instant::from_micros),
            next: next.map(Instant::from_micros),
            dead: u64::try_from(dead).unwrap_or_default(),
        })
    }

    /// Forgets notices that were settled before `before`, a bounded number at
    /// once; dead ones are kept.
    pub async fn forget_notices(&self, before: Instant) -> Result<(), Error> {
        const FORGET: &str = "DELETE FROM notice WHERE id IN (SELECT id FROM notice \
             WHERE state IN ('sent', 'skipped', 'dropped') AND next_at < $1 LIMIT $2)";
        let mut tx = self.database().begin().await?;
        on_tx!(&mut tx, conn => sqlx::query(FORGET).bind(before.micros()).bind(FORGOTTEN_AT_ONCE)
            .execute(conn).await.map(|_| ()))?;
        tx.commit().await.map_err(Error::CommitUnknown)
    }

    /// An application as it stood right after the event `index`.
    pub async fn application_at(&self, id: &str, index: u64) -> Result<Option<Application>, Error> {
        let key = Key::new(RecordKind::Application, id);
        let mut tx = self.database().snapshot().await?;
        let mut record = None;
        for body in crate::write::bodies(&mut tx, &key, index).await? {
            record = evolved(record, &body)?;
        }
        tx.rollback().await?;
        Ok(record.and_then(|record| match record {
            Record::Application(application) => Some(*application),
            _ => None,
        }))
    }
}

/// A notice by id, within a transaction.
pub(crate) async fn find(tx: &mut Tx, id: &str) -> Result<Option<Notice>, Error> {
    const READ: &str = "SELECT id, agency, application, idx, channel, template, state, attempts, \
         made_at, next_at, fault FROM notice WHERE id = $1";
    let row: Option<Row> =
        on_tx!(tx, conn => sqlx::query_as(READ).bind(id).fetch_optional(conn).await)?;
    row.map(notice).transpose()
}

/// Puts the notices that the batch has revived back into the queue.
pub(crate) async fn revive(batch: &mut Batch<'_>) -> Result<(), Error> {
    const UPDATE: &str = "UPDATE notice SET state = 'waiting', attempts = 0, next_at = $1, \
         fault = '' WHERE id = $2 AND state = 'dead'";
    let now = batch.now.micros();
    for id in std::mem::take(&mut batch.revived) {
        on_tx!(&mut batch.tx, conn => sqlx::query(UPDATE).bind(now).bind(id)
            .execute(conn).await.map(|_| ()))?;
    }
    Ok(())
}

/// The same for the same event and channel, also after a backup was restored;
/// another one in another journal, because an event's hash is salted.
fn id_of(event_hash: &[u8], channel: NoticeChannel, template: &str) -> String {
    let digest = Sha256::new().chain_update(event_hash).chain_update(channel.as_str());
    // The invitation goes beside the notice of the same event.
    let digest = if template == INVITATION { digest.chain_update(template) } else { digest };
    let digest = digest.finalize();
    let mut bytes = [0; 16];
    for (byte, from) in bytes.iter_mut().zip(digest.iter()) {
        *byte = *from;
    }
    uuid::Builder::from_custom_bytes(bytes).into_uuid().to_string()
}

type Row = (String, String, String, i64, String, String, String, i64, i64, i64, String);

fn notice(row: Row) -> Result<Notice, Error> {
    let (id, agency, application, index, channel, template, state, attempts, made, next, fault) =
        row;
    let channel = NoticeChannel::parse(&channel)
        .ok_or_else(|| Error::corrupt("notice.channel", &id, "no channel of that name"))?;
    let state = NoticeState::parse(&state)
        .ok_or_else(|| Error::corrupt("notice.state", &id, "no state of that name"))?;
    Ok(Notice {
        id,
        agency,
        application,
        index: u64::try_from(index).unwrap_or_default(),
        channel,
        template,
        state,
        attempts: u32::try_from(attempts).unwrap_or_default(),
        made_at: Instant::from_micros(made),
        next_at: Instant::from_micros(next),
        fault,
    })
}

fn count(limit: usize) -> i64 {
    i64::try_from(limit).unwrap_or(i64::MAX)
}
