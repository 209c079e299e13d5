//! One batch of commands in one transaction, decided in series.
//!
//! A batch holds what it has loaded and changed; nothing of it is visible to
//! anybody until [`Batch::commit`] has written everything at once. A command
//! that a rule refuses leaves no trace in it.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use journal::{Body, Frontier, Hash, leaf_hash};
use kernel::{Actor, Instant};

use crate::{
    database::{Tx, on_tx},
    error::Error,
    queue::Queue,
    record::{Event, Key, Record, RecordKind},
    request::Request,
    store::Core,
    vault::random,
    write::{ApplicationRows, FigureRow, seen_before},
};

/// What survives from one batch to the next, while nobody else writes.
#[derive(Default)]
pub(crate) struct Cache {
    fence: i64,
    pub(crate) entries: HashMap<Key, Entry>,
    series: HashMap<String, i64>,
}

/// Bounds the memory of the cache; beyond, it starts afresh.
const CACHE_ENTRIES: usize = 20_000;

impl Cache {
    pub(crate) fn clear(&mut self) {
        self.entries.clear();
        self.series.clear();
        self.fence = -1;
    }
}

/// A record as loaded, or as it will be written.
#[derive(Clone, Debug, Default)]
pub(crate) struct Entry {
    pub(crate) version: u64,
    /// The index of its last event.
    pub(crate) index: u64,
    pub(crate) record: Option<Record>,
    pub(crate) dirty: bool,
    /// An application's rows in the read models before the batch changed it.
    pub(crate) was: Option<Box<ApplicationRows>>,
    /// What the figures know of an application.
    pub(crate) figures: figures::Case,
    /// An open application's row in the figures before the batch changed it.
    pub(crate) figures_were: Option<FigureRow>,
}

/// The tip of the journal, as locked.
pub(crate) struct Tip {
    pub(crate) origin: String,
    pub(crate) frontier: Frontier,
    pub(crate) fence: i64,
}

/// A row for the `event` table.
pub(crate) struct EventRow {
    pub(crate) index: u64,
    pub(crate) kind: &'static str,
    pub(crate) version: u16,
    pub(crate) key: Key,
    pub(crate) actor: String,
    pub(crate) body: Vec<u8>,
    pub(crate) hash: Hash,
    pub(crate) topic: Option<&'static str>,
}

/// A row for the `request` table.
pub(crate) struct AnswerRow {
    pub(crate) scope: String,
    pub(crate) request_id: String,
    pub(crate) digest: [u8; 32],
    pub(crate) answer: Vec<u8>,
}

/// Everything that one transaction has read and will write.
pub(crate) struct Batch<'a> {
    pub(crate) core: &'a Core,
    pub(crate) cache: &'a mut Cache,
    pub(crate) tx: Tx,
    pub(crate) tip: Tip,
    pub(crate) now: Instant,
    pub(crate) entries: HashMap<Key, Entry>,
    pub(crate) queues: HashMap<String, Queue>,
    pub(crate) series: BTreeMap<String, i64>,
    pub(crate) events: Vec<EventRow>,
    pub(crate) answers: Vec<AnswerRow>,
    pub(crate) sealed: Vec<crate::vault::SealedRow>,
    pub(crate) subjects: Vec<crate::vault::WrappedKey>,
    pub(crate) indexes: Vec<(&'static str, [u8; 16], String)>,
    pub(crate) accounts: Vec<(access::Account, String)>,
    pub(crate) documents: Vec<(RecordKind, String, u32, String)>,
    /// Digests and texts of standards and promises.
    pub(crate) texts: Vec<(String, String)>,
    /// Slips given out: number, forum, entry, digest of the secret.
    pub(crate) slips: Vec<(String, String, String, Vec<u8>)>,
    pub(crate) tallies: BTreeMap<String, i64>,
    pub(crate) swept: BTreeSet<String>,
    pub(crate) woken: BTreeSet<Key>,
    /// Numbers registered in this batch, by person.
    pub(crate) kinships: BTreeMap<String, Vec<crate::decide::Number>>,
    /// Sealed rows that the batch has put others in the place of.
    pub(crate) outdated: Vec<String>,
    /// Numbers registered before, as read, by person.
    pub(crate) numbers: HashMap<String, Vec<crate::decide::Number>>,
    /// Dead notices that go back into the queue.
    pub(crate) revived: BTreeSet<String>,
    /// What the batch's events add to the service figures.
    pub(crate) book: figures::Book,
    /// Responses to surveys that leave the box with this batch.
    pub(crate) surveys: Vec<crate::surveys::SurveyRelease>,
    /// Reports to the inspectorate that leave the box with this batch.
    pub(crate) reports: Vec<crate::whistleblowing::ReportRelease>,
    /// Whose data go with this batch, since when and why.
    pub(crate) erased: Vec<crate::erasure::Listed>,
    /// Hand-overs that have opened a case: whose, which, and the case.
    pub(crate) inbox: Vec<(String, String, String)>,
    /// Stopped messages to other agencies that are tried again.
    pub(crate) resumed: Vec<(permits::DispatchKind, String)>,
}

impl<'a> Batch<'a> {
    /// Begins the transaction and locks the tip of the journal.
    pub(crate) async fn begin(core: &'a Core, cache: &'a mut Cache) -> Result<Self, Error> {
        let mut tx = core.database.begin().await?;
        const COLUMNS: &str = "SELECT origin, frontier, last_at, fence FROM head WHERE one = 1";
        const LOCKING: &str =
            "SELECT origin, frontier, last_at, fence FROM head WHERE one = 1 FOR UPDATE";
        let sql = if core.database.is_embedded() { COLUMNS } else { LOCKING };
        let row: Option<(String, Vec<u8>, i64, i64)> =
            on_tx!(&mut tx, conn => sqlx::query_as(sql).fetch_optional(conn).await)?;
        let (origin, frontier, last_at, fence) =
            row.ok_or_else(|| Error::corrupt("head", "1", "the row is missing"))?;
        let frontier =
            Frontier::decode(&frontier).map_err(|why| Error::corrupt("head.frontier", "1", why))?;
        if fence != cache.fence || cache.entries.len() > CACHE_ENTRIES {
            cache.clear();
        }
        // Time never runs backwards in the journal, whatever the machine's clock does.
        let now = core.clock.now().max(Instant::from_micros(last_at));
        Ok(Self {
            core,
            cache,
            tx,
            tip: Tip { origin, frontier, fence },
            now,
            entries: HashMap::new(),
            queues: HashMap::new(),
            series: BTreeMap::new(),
            events: Vec::new(),
            answers: Vec::new(),
            sealed: Vec::new(),
            subjects: Vec::new(),
            indexes: Vec::new(),
            accounts: Vec::new(),
            documents: Vec::new(),
            texts: Vec::new(),
            slips: Vec::new(),
            tallies: BTreeMap::new(),
            swept: BTreeSet::new(),
            woken: BTreeSet::new(),
            kinships: BTreeMap::new(),
            outdated: Vec::new(),
            numbers: HashMap::new(),
            revived: BTreeSet::new(),
            book: figures::Book::default(),
            surveys: Vec::new(),
            reports: Vec::new(),
            erased: Vec::new(),
            inbox: Vec::new(),
            resumed: Vec::new(),
        })
    }

    /// Loads many records at once; those already here are left alone.
    pub(crate) async fn load_all(&mut self, keys: Vec<Key>) -> Result<(), Error> {
        let mut kinds = Vec::new();
        let mut ids = Vec::new();
        for key in keys {
            if self.entries.contains_key(&key) {
                continue;
            }
            if let Some(entry) = self.cache.entries.remove(&key) {
                self.entries.insert(key, entry);
                continue;
            }
            kinds.push(key.kind.as_str().to_owned());
            ids.push(key.id.clone());
            self.entries.insert(key, Entry::default());
        }
        if ids.is_empty() {
            return Ok(());
        }
        let kind = RecordKind::Application.as_str();
        let named = kinds.iter().zip(&ids).filter(|(it, _)| *it == kind);
        let cases = named.map(|(_, id)| id.clone()).collect();
        for (kind, id, version, index, state) in
            crate::write::records(&mut self.tx, kinds, ids).await?
        {
            let key = Key::new(RecordKind::parse(&kind)?, id);
            let record = Some(Record::from_json(&key, &state)?);
            let version = u64::try_from(version).unwrap_or_default();
            let index = u64::try_from(index).unwrap_or_default();
            self.entries.insert(key, Entry { version, index, record, ..Entry::default() });
        }
        self.load_figures(cases).await
    }

    /// Loads one record, if it is not here yet.
    pub(crate) async fn load(&mut self, key: &Key) -> Result<(), Error> {
        if self.entries.contains_key(key) {
            return Ok(());
        }
        self.load_all(vec![key.clone()]).await
    }

    /// The loaded record of a name.
    pub(crate) fn record(&self, key: &Key) -> Option<&Record> {
        self.entries.get(key).and_then(|entry| entry.record.as_ref())
    }

    /// The version of a loaded record; 0 when there is none.
    pub(crate) fn version(&self, key: &Key) -> u64 {
        self.entries.get(key).map_or(0, |entry| entry.version)
    }

    /// Appends `events` to the journal and folds them into the record.
    pub(crate) fn apply(
        &mut self,
        key: &Key,
        actor: &Actor,
        events: Vec<Event>,
    ) -> Result<(), Error> {
        self.before_change(key);
        let mut entry = self.entries.remove(key).unwrap_or_default();
        for event in events {
            let body = Body {
                origin: self.tip.origin.clone(),
                index: self.tip.frontier.size(),
                at: self.now,
                kind: event.kind().to_owned(),
                version: event.version(),
                record_kind: key.kind.as_str().to_owned(),
                record_id: key.id.clone(),
                actor: actor.to_string(),
                payload: event.payload().into_bytes(),
                nonce: random()?,
            };
            let bytes = body.encode().map_err(|why| Error::corrupt("event.body", &key.id, why))?;
            let hash = leaf_hash(&bytes);
            let before = seen_before(entry.record.as_ref(), &event);
            self.tip.frontier.push(hash);
            self.events.push(EventRow {
                index: body.index,
                kind: event.kind(),
                version: body.version,
                key: key.clone(),
                actor: body.actor,
                body: bytes,
                hash,
                topic: event.topic(),
            });
            entry.record = Record::evolve(entry.record.take(), self.now, actor, &event);
            if entry.record.is_none() {
                return Err(Error::corrupt("record", &key.id, "an event of another kind"));
            }
            if let (Some(before), Some(record)) = (before, &entry.record) {
                self.observe(&before, record, &event, &mut entry.figures)?;
            }
            entry.version += 1;
            entry.index = body.index;
            entry.dirty = true;
        }
        self.entries.insert(key.clone(), entry);
        self.after_change(key);
        Ok(())
    }

    /// The last number given in a gapless series.
    pub(crate) async fn last_in_series(&mut self, name: &str) -> Result<i64, Error> {
        if let Some(last) = self.series.get(name).or_else(|| self.cache.series.get(name)) {
            return Ok(*last);
        }
        const READ: &str = "SELECT last FROM series WHERE name = $1";
        let row: Option<(i64,)> = on_tx!(&mut self.tx, conn =>
            sqlx::query_as(READ).bind(name).fetch_optional(conn).await)?;
        let last = row.map_or(0, |(last,)| last);
        self.cache.series.insert(name.to_owned(), last);
        Ok(last)
    }

    /// Whether there is anything to write.
    pub(crate) fn is_empty(&self) -> bool {
        self.events.is_empty()
            && self.answers.is_empty()
            && self.woken.is_empty()
            && self.erased.is_empty()
    }

    /// Ends a batch that wrote nothing; what it loaded stays of use.
    pub(crate) async fn release(self) -> Result<(), Error> {
        self.tx.rollback().await?;
        self.cache.fence = self.tip.fence;
        self.cache.entries.extend(self.entries);
        Ok(())
    }

    /// Keeps `request`'s answer for its repeats.
    pub(crate) fn remember(&mut self, request: &Request, answer: &[u8]) -> Result<(), Error> {
        let scope = scope(request);
        let answer = self.core.vault.seal_answer(&scope, &request.request_id, answer)?;
        let request_id = request.request_id.clone();
        self.answers.push(AnswerRow { scope, request_id, digest: request.digest, answer });
        Ok(())
    }

    /// Writes everything and commits.
    ///
    /// # Errors
    /// [`Error::CommitUnknown`] when the commit was sent and did not answer;
    /// anything else happened before it, and nothing was changed.
    pub(crate) async fn commit(mut self) -> Result<(), Error> {
        self.cache.fence = -1;
        self.core.faults.refuse_writes()?;
        crate::write::everything(&mut self).await?;
        let Self { core, cache, tx, tip, entries, series, erased, .. } = self;
        tx.commit().await.map_err(Error::CommitUnknown)?;
        if !erased.is_empty() {
            crate::erasure::after_commit(core, &erased).await;
        }
        if entries.iter().any(|(key, entry)| entry.dirty && key.kind == RecordKind::Officer) {
            core.duties_epoch.fetch_add(1, std::sync::atomic::Ordering::Release);
        }
        cache.fence = tip.fence + 1;
        cache.entries.extend(entries.into_iter().map(|(key, entry)| {
            let entry = Entry { dirty: false, was: None, figures_were: None, ..entry };
            (key, entry)
        }));
        cache.series.extend(series);
        Ok(())
    }
}

/// Whose request ids these are. Applicants are told apart by their record.
pub(crate) fn scope(request: &Request) -> String {
    match (&request.actor, &request.act) {
        (
            actor @ (Actor::Applicant | Actor::Agent(_)),
            crate::request::Act::Permit { application, .. }
            | crate::request::Act::Resubmit { application, .. },
        ) => {
            format!("{actor}:{application}")
        }
        (Actor::Applicant, crate::request::Act::Complaint { complaint, .. }) => {
            format!("applicant:{complaint}")
        }
        (Actor::Applicant, crate::request::Act::Consult(act)) => {
            format!("applicant:{}", act.holder())
        }
        (actor, _) => actor.to_string(),
    }
}
