//! Opening a deployment's memory, and the handle that services hold.

use std::{
    collections::HashSet,
    sync::{
        Arc, Mutex,
        atomic::{AtomicU64, Ordering},
    },
};

use journal::Frontier;
use kernel::{Actor, AgencyId};
use tokio::sync::{Notify, mpsc, oneshot, watch};

use crate::{
    batch::{Batch, Cache},
    clock::Clock,
    database::{Database, on_tx},
    deployment::{DeploymentRecord, Opened},
    error::Error,
    faults::Faults,
    keys::Keys,
    library::Library,
    meter::Meter,
    pulse::Pulse,
    record::{Event, Key, Record, RecordKind},
    request::{Reply, Request},
    schema,
    sequencer::{Sequencer, Waiting},
    vault::Vault,
};

/// How many commands may wait; beyond, callers are told to come back.
const MOST_WAITING: usize = 4096;

/// What a store needs to be opened.
pub struct Settings {
    /// `sqlite:PATH` or `postgres://…`.
    pub url: String,
    /// The legal agency whose deployment this is; also names the journal.
    pub agency: AgencyId,
    /// Where `now` comes from.
    pub clock: Clock,
    /// The deployment's keys.
    pub keys: Keys,
    /// Faults that a test wants; nothing otherwise.
    pub faults: Faults,
}

/// What the sequencer and the readers share.
pub(crate) struct Core {
    pub(crate) database: Database,
    pub(crate) clock: Clock,
    pub(crate) vault: Vault,
    pub(crate) library: Library,
    pub(crate) faults: Faults,
    /// Grows whenever this process changes who may do what.
    pub(crate) duties_epoch: AtomicU64,
    /// The cursors that somebody in this process works now.
    pub(crate) turns: Mutex<HashSet<String>>,
    pub(crate) pulse: Pulse,
    pub(crate) meter: Meter,
    /// Tells the sequencer to finish what waits, and to stop.
    pub(crate) stopping: Notify,
}

/// A handle on the deployment's memory. Clones share it; when the last one is
/// gone, the sequencer finishes what it has and stops.
#[derive(Clone)]
pub struct Store {
    core: Arc<Core>,
    queue: mpsc::Sender<Waiting>,
    deployment: DeploymentRecord,
    /// Nothing comes but the end, when the sequencer has gone.
    ended: watch::Receiver<()>,
}

/// Brings a database's schema to the version this program needs. Answers the
/// version before and after.
///
/// # Errors
/// When the database cannot be opened or a step fails; then nothing changed.
pub async fn migrate(url: &str) -> Result<(i64, i64), Error> {
    let database = Database::open(url).await?;
    let before = schema::migrate(&database).await?;
    database.close().await;
    Ok((before, schema::NEEDED))
}

impl Store {
    /// Opens the database, writes the journal's first event where there is
    /// none, and starts the sequencer.
    ///
    /// A fresh embedded database gets its schema at once; any other database
    /// whose schema is not the one needed is refused.
    ///
    /// # Errors
    /// [`Error::Schema`] as said; [`Error::Setting`] when the journal is another
    /// agency's, or a simulation is opened with a real clock or the reverse.
    pub async fn open(settings: Settings) -> Result<Self, Error> {
        let Settings { url, agency, clock, keys, faults } = settings;
        let database = Database::open(&url).await?;
        let found = schema::version(&database).await?;
        if found == 0 && database.is_embedded() {
            schema::migrate(&database).await?;
        } else if found != schema::NEEDED {
            return Err(Error::Schema { found, needed: schema::NEEDED });
        }
        let vault = Vault::new(keys);
        let core = Arc::new(Core {
            database,
            clock,
            vault,
            library: Library::default(),
            faults,
            duties_epoch: AtomicU64::new(0),
            turns: Mutex::default(),
            pulse: Pulse::new(),
            meter: Meter::new(),
            stopping: Notify::new(),
        });
        let deployment = first_event(&core, &agency).await?;
        if deployment.agency != agency {
            return Err(Error::Setting(format!(
                "the database is the journal of {}, not of {agency}",
                deployment.agency
            )));
        }
        if deployment.simulation != core.clock.is_scripted() {
            return Err(Error::Setting(if deployment.simulation {
                "the database is a simulation's: it can never serve for real".into()
            } else {
                "the database is a real deployment's: its time cannot be scripted".into()
            }));
        }
        // A database that can be read but not written to is found out now.
        crate::sequencer::touch(&core).await?;
        let (queue, inbox) = mpsc::channel(MOST_WAITING);
        let (running, ended) = watch::channel(());
        tokio::spawn(Sequencer::new(Arc::clone(&core), inbox).run(running));
        Ok(Self { core, queue, deployment, ended })
    }

    /// Has the sequencer finish what waits and close the database, and waits for that.
    /// What is submitted afterwards is answered with [`Error::Stopped`].
    pub async fn close(&self) {
        self.core.stopping.notify_one();
        // Fails when the other end is gone, which is what is waited for.
        let _ = self.ended.clone().changed().await;
    }

    /// How many commands wait to be decided.
    #[must_use]
    pub fn commands_waiting(&self) -> usize {
        self.queue.max_capacity().saturating_sub(self.queue.capacity())
    }

    /// Submits a write and waits for its commit. The write goes on when the
    /// caller stops waiting.
    ///
    /// # Errors
    /// [`Error::Refused`] when a rule says no; every other [`Error`] when the
    /// machine does.
    pub async fn submit(&self, request: Request) -> Result<Reply, Error> {
        let reply = self.enqueue(Some(request)).await?;
        reply.ok_or(Error::Stopped)
    }

    /// Decides every timer that is due by now, and waits until that is durable.
    ///
    /// # Errors
    /// As [`Store::submit`].
    pub async fn tick(&self) -> Result<(), Error> {
        self.enqueue(None).await.map(|_| ())
    }

    async fn enqueue(&self, request: Option<Request>) -> Result<Option<Reply>, Error> {
        let (answer, answered) = oneshot::channel();
        self.queue.try_send(Waiting { request, answer }).map_err(|full| match full {
            mpsc::error::TrySendError::Full(_) => Error::Overloaded,
            mpsc::error::TrySendError::Closed(_) => Error::Stopped,
        })?;
        answered.await.map_err(|_| Error::Stopped)?
    }

    /// What this deployment is, as its first event fixed it.
    #[must_use]
    pub fn deployment(&self) -> &DeploymentRecord {
        &self.deployment
    }

    /// The clock that decisions go by.
    #[must_use]
    pub fn clock(&self) -> &Clock {
        &self.core.clock
    }

    /// The keys for digests, blind indexes, page tokens and receipts.
    #[must_use]
    pub fn keys(&self) -> &Keys {
        self.core.vault.keys()
    }

    /// Grows with every change of duties or accounts by this process: what was
    /// remembered of them under an earlier number is out of date.
    #[must_use]
    pub fn duties_epoch(&self) -> u64 {
        self.core.duties_epoch.load(Ordering::Acquire)
    }

    pub(crate) fn core(&self) -> &Core {
        &self.core
    }

    pub(crate) fn core_shared(&self) -> Arc<Core> {
        Arc::clone(&self.core)
    }

    pub(crate) fn vault(&self) -> &Vault {
        &self.core.vault
    }

    pub(crate) fn database(&self) -> &Database {
        &self.core.database
    }
}

/// The deployment's record; written with the journal's first event if need be.
async fn first_event(core: &Core, agency: &AgencyId) -> Result<DeploymentRecord, Error> {
    const SEED: &str = "INSERT INTO head (one, origin, size, root, frontier, last_at, fence) \
         VALUES (1, $1, 0, $2, $3, 0, 0) ON CONFLICT (one) DO NOTHING";
    let origin = format!("satupintu/{agency}");
    let empty = Frontier::new();
    let (root, frontier) = (empty.root().as_bytes().to_vec(), empty.encode());
    let mut tx = core.database.begin().await?;
    on_tx!(&mut tx, conn => sqlx::query(SEED).bind(&origin).bind(root).bind(frontier)
        .execute(conn).await.map(|_| ()))?;
    tx.commit().await?;

    let mut cache = Cache::default();
    let mut batch = Batch::begin(core, &mut cache).await?;
    let key = Key::new(RecordKind::Deployment, batch.tip.origin.clone());
    batch.load(&key).await?;
    if batch.record(&key).is_none() {
        let opened =
            Opened { origin, agency: agency.clone(), simulation: core.clock.is_scripted() };
        batch.apply(&key, &Actor::System, vec![Event::Opened(opened)])?;
    }
    let record = match batch.record(&key) {
        Some(Record::Deployment(record)) => record.clone(),
        _ => return Err(Error::corrupt("record", &key.id, "the deployment's record is missing")),
    };
    if batch.is_empty() {
        batch.release().await?;
    } else {
        batch.commit().await?;
    }
    Ok(record)
}
