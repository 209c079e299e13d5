//! The one writer: takes what waits, decides it in series, commits once.
//!
//! No timer delays a batch: while one commits, the next fills by itself, so an
//! idle deployment answers after one commit and a busy one shares it among
//! hundreds.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use tokio::sync::{mpsc, oneshot, watch};

use crate::{
    batch::{Batch, Cache},
    database::{on_pool, on_tx},
    error::Error,
    record::{Key, RecordKind},
    request::{Reply, Request},
    store::Core,
};

/// The most commands in one transaction.
const MOST_IN_BATCH: usize = 512;
/// The most records that time alone moves in one transaction.
const MOST_TIMERS: i64 = 256;
/// How often an idle deployment looks for deadlines.
const TICK: Duration = Duration::from_secs(1);
/// Every so many batches, answers past their time are forgotten.
const FORGET_EVERY: u64 = 4096;

/// A rule that said no: the reason's stable name, and what it names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// The reason, as in the contract's catalogue.
    pub reason: &'static str,
    /// What exactly, for the operator's and the caller's eyes; never personal.
    pub detail: String,
}

/// A write on its way, and where its answer goes.
pub(crate) struct Waiting {
    /// `None` asks only that due timers be decided.
    pub(crate) request: Option<Request>,
    pub(crate) answer: oneshot::Sender<Result<Option<Reply>, Error>>,
}

pub(crate) struct Sequencer {
    core: Arc<Core>,
    inbox: mpsc::Receiver<Waiting>,
    cache: Cache,
    batches: u64,
    /// Whether the last attempt to write failed.
    is_failing: bool,
}

type Outcome = Result<Option<Reply>, Error>;

impl Sequencer {
    pub(crate) fn new(core: Arc<Core>, inbox: mpsc::Receiver<Waiting>) -> Self {
        Self { core, inbox, cache: Cache::default(), batches: 0, is_failing: false }
    }

    /// Works until it is told to stop or the last handle of the store is gone; then
    /// `_running` goes, too.
    pub(crate) async fn run(mut self, _running: watch::Sender<()>) {
        let core = Arc::clone(&self.core);
        loop {
            let mut waiting = Vec::new();
            let received = self.inbox.recv_many(&mut waiting, MOST_IN_BATCH);
            let received = tokio::select! {
                received = tokio::time::timeout(TICK, received) => received,
                () = core.stopping.notified() => {
                    // What waits already is still received.
                    self.inbox.close();
                    continue;
                }
            };
            match received {
                Ok(0) => break,
                Ok(_) => {}
                Err(_idle) if self.is_anything_due().await => {}
                Err(_idle) => continue,
            }
            self.process(waiting).await;
        }
        self.core.database.close().await;
    }

    async fn process(&mut self, waiting: Vec<Waiting>) {
        match self.attempt(waiting).await {
            Ok(()) => {}
            Err((waiting, error)) if waiting.len() <= 1 => {
                tracing::error!(%error, "a command failed at the database");
                answer(waiting, vec![Err(error)]);
            }
            Err((waiting, error)) => {
                // One of them fails at the database: alone it fails alone, and
                // the rest are decided again in the same order.
                tracing::warn!(%error, commands = waiting.len(), "a batch failed, one by one now");
                for one in waiting {
                    if let Err((one, error)) = self.attempt(vec![one]).await {
                        tracing::error!(%error, "a command failed at the database");
                        answer(one, vec![Err(error)]);
                    }
                }
            }
        }
    }

    /// One transaction for all that wait. An error comes back with the
    /// commands, none of which has been answered.
    async fn attempt(&mut self, waiting: Vec<Waiting>) -> Result<(), (Vec<Waiting>, Error)> {
        let core = Arc::clone(&self.core);
        let commands = waiting.len();
        let (batch, outcomes) = match decide(&core, &mut self.cache, &waiting).await {
            Ok(decided) => decided,
            Err(error) => {
                self.failed();
                return Err((waiting, error));
            }
        };
        if core.faults.acknowledges_early() {
            answer(waiting, outcomes);
            core.faults.dawdle().await;
            let _ = batch.commit().await;
            return Ok(());
        }
        let (began, writes) = (Instant::now(), !batch.is_empty());
        let committed = if writes { batch.commit().await } else { batch.release().await };
        let took = began.elapsed();
        match committed {
            Ok(()) => {
                answer(waiting, outcomes);
                if writes {
                    core.meter.committed(commands, took);
                    self.is_failing = false;
                } else {
                    core.meter.decided(commands);
                }
                if !self.is_failing {
                    core.pulse.beat();
                }
            }
            Err(Error::CommitUnknown(source)) => {
                self.failed();
                self.after_unknown_commit(waiting, &source);
            }
            Err(error) => {
                self.failed();
                return Err((waiting, error));
            }
        }
        self.batches += 1;
        if self.batches.is_multiple_of(FORGET_EVERY) {
            self.forget().await;
        }
        Ok(())
    }

    /// What was remembered may not be what is stored.
    fn failed(&mut self) {
        self.cache.clear();
        self.is_failing = true;
        self.core.meter.failed();
    }

    /// The embedded database failed to reach the disk: nothing that follows
    /// could be trusted, so the process ends. A server's commit may have
    /// happened: the callers are told so, and repeat with the same id.
    fn after_unknown_commit(&self, waiting: Vec<Waiting>, source: &sqlx::Error) {
        tracing::error!(error = %source, "a commit did not answer");
        if self.core.database.is_embedded() {
            std::process::exit(74);
        }
        for one in waiting {
            let unknown = sqlx::Error::Protocol(source.to_string());
            let _ = one.answer.send(Err(Error::CommitUnknown(unknown)));
        }
    }

    /// Whether a deadline has come; asked while nobody wants anything, which also
    /// shows that the database answers, and takes writes again when it did not.
    async fn is_anything_due(&mut self) -> bool {
        const READ: &str = "SELECT wakes_at FROM timer WHERE wakes_at <= $1 LIMIT 1";
        if self.is_failing {
            match touch(&self.core).await {
                Ok(()) => self.is_failing = false,
                Err(error) => {
                    tracing::warn!(%error, "the database takes no writes");
                    return false;
                }
            }
        }
        let now = self.core.clock.now().micros();
        let row: Result<Option<(i64,)>, _> = on_pool!(&self.core.database, pool =>
            sqlx::query_as(READ).bind(now).fetch_optional(pool).await);
        match row {
            Ok(row) => {
                self.core.pulse.beat();
                row.is_some()
            }
            Err(error) => {
                tracing::warn!(%error, "the timers could not be read");
                false
            }
        }
    }

    async fn forget(&self) {
        let forgotten = async {
            let mut tx = self.core.database.begin().await?;
            crate::write::forget_answers(&mut tx, self.core.clock.now()).await?;
            tx.commit().await.map_err(Error::from)
        };
        if let Err(error) = forgotten.await {
            tracing::warn!(%error, "old answers could not be forgotten");
        }
    }
}

/// Commits a change that means nothing, as far as the disk: the fence moves on, as it
/// would for another process.
pub(crate) async fn touch(core: &Core) -> Result<(), Error> {
    const MOVE_ON: &str = "UPDATE head SET fence = fence + 1 WHERE one = 1";
    core.faults.refuse_writes()?;
    let mut tx = core.database.begin().await?;
    on_tx!(&mut tx, conn => sqlx::query(MOVE_ON).execute(conn).await.map(|_| ()))?;
    Ok(tx.commit().await?)
}

/// Sends each command its outcome. A caller that has left does not mind.
fn answer(waiting: Vec<Waiting>, outcomes: Vec<Outcome>) {
    for (one, outcome) in waiting.into_iter().zip(outcomes) {
        let _ = one.answer.send(outcome);
    }
}

/// Decides due timers, then every command in the order of arrival.
async fn decide<'a>(
    core: &'a Core,
    cache: &'a mut Cache,
    waiting: &[Waiting],
) -> Result<(Batch<'a>, Vec<Outcome>), Error> {
    let mut batch = Batch::begin(core, cache).await?;
    let due = due_timers(&mut batch).await?;
    let requests: Vec<&Request> =
        waiting.iter().filter_map(|waiting| waiting.request.as_ref()).collect();
    let mut answered = batch.earlier_answers(&requests).await?;
    let mut keys = due.clone();
    keys.extend(batch.keys_of(&requests));
    batch.load_all(keys).await?;
    batch.load_queues(&requests).await?;
    for key in due {
        match batch.pass_time(&key).await {
            Ok(()) => {}
            Err(error @ (Error::Refused(_) | Error::Corrupt { .. })) => {
                // One damaged record must not stop the law for the others.
                tracing::error!(%error, record = %key.id, "a timer could not be decided");
            }
            Err(error) => return Err(error),
        }
        batch.woken.insert(key);
    }
    let mut outcomes = Vec::with_capacity(waiting.len());
    for one in waiting {
        let outcome = match &one.request {
            Some(request) => match batch.answer(request, &mut answered).await {
                Ok(reply) => Ok(Some(reply)),
                Err(error @ Error::Refused(_)) => Err(error),
                Err(error) => return Err(error),
            },
            None => Ok(None),
        };
        outcomes.push(outcome);
    }
    Ok((batch, outcomes))
}

async fn due_timers(batch: &mut Batch<'_>) -> Result<Vec<Key>, Error> {
    const READ: &str = "SELECT record_kind, record_id FROM timer WHERE wakes_at <= $1 \
         ORDER BY wakes_at, record_id LIMIT $2";
    let now = batch.now.micros();
    let rows: Vec<(String, String)> = crate::database::on_tx!(&mut batch.tx, conn =>
        sqlx::query_as(READ).bind(now).bind(MOST_TIMERS).fetch_all(conn).await)?;
    rows.into_iter().map(|(kind, id)| Ok(Key::new(RecordKind::parse(&kind)?, id))).collect()
}
