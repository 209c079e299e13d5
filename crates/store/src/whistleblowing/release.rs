//! Emptying the box of reports: shuffled, in batches, one event for each batch.

use std::collections::{BTreeMap, BTreeSet};

use journal::leaf_hash;
use kernel::Actor;
use privacy::Place;
use whistleblowing::{Event as WhistleEvent, Released, Sealed};

use crate::{
    batch::Batch,
    columns::{Column, Sql, Writes, inserts, rows},
    database::on_pool,
    error::Error,
    record::{Event, Key, RecordKind},
    request::{Act, Reply, Request},
    store::Store,
    surveys::root,
    vault::random,
};

/// Fewer wait for others, until the time of day when everything goes.
const FEWEST: usize = 10;
/// The most in one batch; each may be 64 KiB.
const MOST: i64 = 50;
/// Who empties the box holds this turn.
const TURN: &str = "whistleblowing";

const REPORTS: Sql = inserts!(
    "whistle_report (id, batch, agency, key_id, sealed)",
    (0 text, 1 text, 2 text, 3 text, 4 blob),
    ""
);
const EMPTIED: Sql = rows!("DELETE FROM whistle_box WHERE id IN (", (0 text), ")");

/// A report on its way out.
#[derive(Clone)]
struct Row {
    agency: String,
    key_id: String,
    sealed: Vec<u8>,
}

/// Reports on their way out of the box.
#[derive(Clone)]
pub struct ReportRelease {
    /// The box's rows that go.
    boxed: Vec<String>,
    /// What they held, by new random ids.
    rows: BTreeMap<String, Row>,
    released: Released,
}

/// Its content is nobody's to print.
impl std::fmt::Debug for ReportRelease {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ReportRelease").field("released", &self.released).finish_non_exhaustive()
    }
}

impl Store {
    /// Releases the reports that wait, if at least ten wait; answers how many left the box.
    ///
    /// # Errors
    /// When the database fails, or a row of the box does not open.
    pub async fn release_reports(&self) -> Result<usize, Error> {
        self.release_whistle_box(FEWEST).await
    }

    /// Releases whatever waits, be it one: for the fixed time of day.
    ///
    /// # Errors
    /// As [`Store::release_reports`].
    pub async fn release_all_reports(&self) -> Result<usize, Error> {
        self.release_whistle_box(1).await
    }

    async fn release_whistle_box(&self, fewest: usize) -> Result<usize, Error> {
        const COUNT: &str = "SELECT COUNT(*) FROM whistle_box";
        const READ: &str = "SELECT id, agency, ciphertext FROM whistle_box ORDER BY id LIMIT $1";
        let Some(_turn) = self.turn(TURN).await? else { return Ok(0) };
        let (waiting,): (i64,) =
            on_pool!(self.database(), pool => sqlx::query_as(COUNT).fetch_one(pool).await)?;
        if usize::try_from(waiting).unwrap_or_default() < fewest {
            return Ok(0);
        }
        let mut released = 0;
        loop {
            let boxed: Vec<(String, String, Vec<u8>)> = on_pool!(self.database(), pool =>
                sqlx::query_as(READ).bind(MOST).fetch_all(pool).await)?;
            if boxed.is_empty() {
                return Ok(released);
            }
            released += boxed.len();
            let release = self.reports_of(boxed)?;
            let request_id = release.released.id.clone();
            let act = Act::ReleaseReports(Box::new(release));
            let (digest, sealed) = ([0; 32], Vec::new());
            let request = Request { actor: Actor::System, request_id, digest, act, sealed };
            self.submit(request).await?;
        }
    }

    fn reports_of(&self, boxed: Vec<(String, String, Vec<u8>)>) -> Result<ReportRelease, Error> {
        let (mut ids, mut rows, mut keys) = (Vec::new(), BTreeMap::new(), BTreeSet::new());
        for (id, agency, ciphertext) in boxed {
            let sealed = self.report_in(&id, &ciphertext)?;
            let key_id = sealed.key_id().to_string();
            keys.insert(key_id.clone());
            ids.push(id);
            // A new random id is a new place: the map's order is the shuffle.
            let random_id = uuid::Builder::from_random_bytes(random()?).into_uuid().to_string();
            rows.insert(random_id, Row { agency, key_id, sealed: sealed.as_bytes().to_vec() });
        }
        let text = |(id, row): (&String, &Row)| row_text(id, &row.agency, &row.key_id, &row.sealed);
        let released = Released {
            id: self.new_id()?,
            agency: self.deployment().agency.clone(),
            count: u64::try_from(rows.len()).unwrap_or(u64::MAX),
            keys: keys.into_iter().collect(),
            root: root(rows.iter().map(text)),
        };
        Ok(ReportRelease { boxed: ids, rows, released })
    }

    fn report_in(&self, row: &str, ciphertext: &[u8]) -> Result<Sealed, Error> {
        let place = Place { table: "whistle_box", row, column: "ciphertext" };
        let bytes = self.keys().open_boxed(place, ciphertext)?;
        Sealed::parse(&bytes).map_err(|why| Error::corrupt("whistle_box.ciphertext", row, why))
    }
}

/// A released row as its hash covers it.
pub(crate) fn row_text(id: &str, agency: &str, key_id: &str, sealed: &[u8]) -> String {
    format!("{id}|{agency}|{key_id}|{}", hex::encode(leaf_hash(sealed).as_bytes()))
}

/// Journals the batch; its rows are written with it.
pub(crate) fn decided(
    batch: &mut Batch<'_>,
    actor: &Actor,
    release: &ReportRelease,
) -> Result<(Key, Reply), Error> {
    if *actor != Actor::System {
        return Err(Error::refused("DUTY_MISSING"));
    }
    let key = Key::new(RecordKind::WhistleBatch, &release.released.id);
    let event = WhistleEvent::Released(release.released.clone());
    batch.apply(&key, actor, vec![Event::Whistleblowing(event)])?;
    batch.reports.push(release.clone());
    batch.reply(key, None)
}

/// The rows that the batch releases, and the emptied box.
pub(crate) fn write(batch: &mut Batch<'_>, writes: &mut Writes) {
    let (mut ids, mut batches, mut agencies) = (Vec::new(), Vec::new(), Vec::new());
    let (mut keys, mut blobs, mut emptied) = (Vec::new(), Vec::new(), Vec::new());
    for release in std::mem::take(&mut batch.reports) {
        let ReportRelease { boxed, rows, released } = release;
        emptied.extend(boxed);
        for (id, Row { agency, key_id, sealed }) in rows {
            ids.push(id);
            batches.push(released.id.clone());
            agencies.push(agency);
            keys.push(key_id);
            blobs.push(sealed);
        }
    }
    let columns = vec![
        Column::Text(ids),
        Column::Text(batches),
        Column::Text(agencies),
        Column::Text(keys),
        Column::Blob(blobs),
    ];
    writes.add(&REPORTS, columns);
    writes.add(&EMPTIED, vec![Column::Text(emptied)]);
}
