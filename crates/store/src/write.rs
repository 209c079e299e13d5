//! The batched statements of the sequencer: a table, a statement.

mod assessments;
mod complaints;
mod conduct;
mod consultations;
mod figures;
mod improvement;
mod licences;
mod ombudsman;
mod read_models;
mod register;
mod timers;

pub(crate) use complaints::{ComplaintRow, complaint_tally};
pub(crate) use consultations::forum_row;
pub(crate) use figures::{FigureRow, add_up, counters, open_cases, seen_before};
pub(crate) use improvement::ActionRow;
pub(crate) use licences::LicenceRow;
pub(crate) use ombudsman::ProductRow;
pub(crate) use read_models::{ApplicationRows, TaskRow, tally_name};
pub(crate) use register::RegisterRow;

use kernel::Instant;

use crate::{
    batch::Batch,
    columns::{Column, Sql, Writes, inserts, rows},
    database::{Tx, on_tx},
    error::Error,
    record::{Key, Record, RecordKind},
    write::timers::Timers,
};

/// First answers are kept this long: longer than any client retries.
const ANSWERS_KEPT_SECONDS: i64 = 8 * 24 * 3600;

const EVENTS: Sql = inserts!(
    "event (idx, at, kind, version, record_kind, record_id, actor, body, hash)",
    (0 int, 1 int, 2 text, 3 int, 4 text, 5 text, 6 text, 7 blob, 8 blob),
    ""
);
const RECORDS: Sql = inserts!(
    "record (kind, id, version, last_idx, state)",
    (0 text, 1 text, 2 int, 3 int, 4 text),
    "ON CONFLICT (kind, id) DO UPDATE SET \
     version = excluded.version, last_idx = excluded.last_idx, state = excluded.state"
);
const ANSWERS: Sql = inserts!(
    "request (scope, request_id, digest, answer, expires_at)",
    (0 text, 1 text, 2 blob, 3 blob, 4 int),
    ""
);
const OUTBOX: Sql = inserts!(
    "outbox (idx, topic, record_kind, record_id)",
    (0 int, 1 text, 2 text, 3 text),
    ""
);
const SERIES: Sql = inserts!(
    "series (name, last)",
    (0 text, 1 int),
    "ON CONFLICT (name) DO UPDATE SET last = excluded.last"
);
const SUBJECTS: Sql = inserts!("subject_key (subject, wrapped)", (0 text, 1 blob), "");
const INDEXES: Sql = inserts!(
    "blind_index (field, value, subject)",
    (0 text, 1 blob, 2 text),
    // What is handed in again mostly repeats what was there.
    "ON CONFLICT (field, value, subject) DO NOTHING"
);
const SEALED: Sql = inserts!(
    "sealed (id, subject, field, ciphertext)",
    (0 text, 1 text, 2 text, 3 blob),
    ""
);
const DOCUMENTS: Sql = inserts!(
    "document (kind, id, version, text)",
    (0 text, 1 text, 2 int, 3 text),
    ""
);
const TEXTS: Sql = inserts!(
    "official_text (digest, text)",
    (0 text, 1 text),
    "ON CONFLICT (digest) DO NOTHING"
);
const ACCOUNTS: Sql = inserts!(
    "account (issuer, subject, person)",
    (0 text, 1 text, 2 text),
    ""
);
const TALLIES: Sql = inserts!(
    "tally (name, value)",
    (0 text, 1 int),
    "ON CONFLICT (name) DO UPDATE SET value = tally.value + excluded.value"
);

/// A stored record: kind, id, version, index of its last event, state.
pub(crate) type StoredRecord = (String, String, i64, i64, String);

/// The stored records of these names.
pub(crate) async fn records(
    tx: &mut Tx,
    kinds: Vec<String>,
    ids: Vec<String>,
) -> Result<Vec<StoredRecord>, Error> {
    const READ: Sql = rows!(
        "SELECT kind, id, version, last_idx, state FROM record WHERE (kind, id) IN (",
        (0 text, 1 text),
        ")"
    );
    READ.fetch(tx, vec![Column::Text(kinds), Column::Text(ids)]).await
}

/// The first answers to these requests: scope, request id, digest, answer.
pub(crate) async fn answers(
    tx: &mut Tx,
    scopes: Vec<String>,
    request_ids: Vec<String>,
) -> Result<Vec<(String, String, Vec<u8>, Vec<u8>)>, Error> {
    const READ: Sql = rows!(
        "SELECT scope, request_id, digest, answer FROM request WHERE (scope, request_id) IN (",
        (0 text, 1 text),
        ")"
    );
    READ.fetch(tx, vec![Column::Text(scopes), Column::Text(request_ids)]).await
}

/// The bodies of a record's events up to the index `to`, in order.
pub(crate) async fn bodies(tx: &mut Tx, key: &Key, to: u64) -> Result<Vec<Vec<u8>>, Error> {
    const READ: &str = "SELECT body FROM event \
         WHERE record_kind = $1 AND record_id = $2 AND idx <= $3 ORDER BY idx";
    let rows: Vec<(Vec<u8>,)> = on_tx!(tx, conn => sqlx::query_as(READ)
        .bind(key.kind.as_str()).bind(&key.id).bind(signed(to)).fetch_all(conn).await)?;
    Ok(rows.into_iter().map(|(body,)| body).collect())
}

/// Everything that the batch changed.
pub(crate) async fn everything(batch: &mut Batch<'_>) -> Result<(), Error> {
    let mut writes = Writes::default();
    events(batch, &mut writes);
    states(batch, &mut writes);
    answers_kept(batch, &mut writes);
    sealed(batch, &mut writes);
    crate::surveys::write(batch, &mut writes);
    crate::whistleblowing::write(batch, &mut writes);
    catalogue_and_accounts(batch, &mut writes);
    crate::exchange::inbox(batch, &mut writes);
    conduct::kinships(batch, &mut writes).await?;
    let tallies = std::mem::take(&mut batch.tallies).into_iter();
    let (names, values) = tallies.filter(|(_, change)| *change != 0).unzip();
    writes.add(&TALLIES, vec![Column::Text(names), Column::Int(values)]);
    let (names, lasts) = batch.series.clone().into_iter().unzip();
    writes.add(&SERIES, vec![Column::Text(names), Column::Int(lasts)]);
    writes.run(&mut batch.tx).await?;
    crate::erasure::destroy(batch).await?;
    sweep(batch).await?;
    crate::notices::revive(batch).await?;
    crate::exchange::resumed(batch).await?;
    head(batch).await
}

fn events(batch: &mut Batch<'_>, writes: &mut Writes) {
    let events = std::mem::take(&mut batch.events);
    let count = events.len();
    let at = vec![batch.now.micros(); count];
    let (mut indexes, mut kinds, mut versions) = (Vec::new(), Vec::new(), Vec::new());
    let (mut record_kinds, mut record_ids, mut actors) = (Vec::new(), Vec::new(), Vec::new());
    let (mut bodies, mut hashes) = (Vec::with_capacity(count), Vec::with_capacity(count));
    let (mut out_indexes, mut topics, mut out_kinds, mut out_ids) =
        (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for event in events {
        let index = signed(event.index);
        if let Some(topic) = event.topic {
            out_indexes.push(index);
            topics.push(topic.to_owned());
            out_kinds.push(event.key.kind.as_str().to_owned());
            out_ids.push(event.key.id.clone());
        }
        indexes.push(index);
        kinds.push(event.kind.to_owned());
        versions.push(i64::from(event.version));
        record_kinds.push(event.key.kind.as_str().to_owned());
        record_ids.push(event.key.id);
        actors.push(event.actor);
        bodies.push(event.body);
        hashes.push(event.hash.as_bytes().to_vec());
    }
    let columns = vec![
        Column::Int(indexes),
        Column::Int(at),
        Column::Text(kinds),
        Column::Int(versions),
        Column::Text(record_kinds),
        Column::Text(record_ids),
        Column::Text(actors),
        Column::Blob(bodies),
        Column::Blob(hashes),
    ];
    writes.add(&EVENTS, columns);
    let columns = vec![
        Column::Int(out_indexes),
        Column::Text(topics),
        Column::Text(out_kinds),
        Column::Text(out_ids),
    ];
    writes.add(&OUTBOX, columns);
}

fn states(batch: &mut Batch<'_>, writes: &mut Writes) {
    let (mut kinds, mut ids, mut versions, mut indexes, mut states) =
        (Vec::new(), Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for (key, entry) in batch.entries.iter().filter(|(_, entry)| entry.dirty) {
        let Some(record) = &entry.record else { continue };
        kinds.push(key.kind.as_str().to_owned());
        ids.push(key.id.clone());
        versions.push(signed(entry.version));
        indexes.push(signed(entry.index));
        states.push(record.to_json());
    }
    let columns = vec![
        Column::Text(kinds),
        Column::Text(ids),
        Column::Int(versions),
        Column::Int(indexes),
        Column::Text(states),
    ];
    writes.add(&RECORDS, columns);
    let mut timers = Timers::default();
    // Before the applications, which take the list of the woken.
    complaints::complaints(batch, writes, &mut timers);
    ombudsman::products(batch, writes, &mut timers);
    read_models::applications(batch, writes, &mut timers);
    figures::figures(batch, writes);
    register::register(batch, writes, &mut timers);
    halls(batch, &mut timers);
    licences::timers(batch, &mut timers);
    improvement::rows(batch, writes, &mut timers);
    timers.write(writes);
    licences::rows(batch, writes);
    consultations::rows(batch, writes);
}

/// Lines of a mall end with their day; nothing lists them.
fn halls(batch: &Batch<'_>, timers: &mut Timers) {
    for (key, entry) in batch.entries.iter().filter(|(_, entry)| entry.dirty) {
        if let Some(Record::Hall(record)) = &entry.record {
            timers.set(key, record.wakes_at().map(Instant::micros));
        }
    }
}

fn answers_kept(batch: &mut Batch<'_>, writes: &mut Writes) {
    let answers = std::mem::take(&mut batch.answers);
    let expires_at = batch.now.plus_seconds(ANSWERS_KEPT_SECONDS).micros();
    let expiries = vec![expires_at; answers.len()];
    let (mut scopes, mut ids, mut digests, mut texts) =
        (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for answer in answers {
        scopes.push(answer.scope);
        ids.push(answer.request_id);
        digests.push(answer.digest.to_vec());
        texts.push(answer.answer);
    }
    let columns = vec![
        Column::Text(scopes),
        Column::Text(ids),
        Column::Blob(digests),
        Column::Blob(texts),
        Column::Int(expiries),
    ];
    writes.add(&ANSWERS, columns);
}

fn sealed(batch: &mut Batch<'_>, writes: &mut Writes) {
    let subjects = std::mem::take(&mut batch.subjects);
    let (names, keys) = subjects.into_iter().map(|key| (key.subject, key.wrapped)).unzip();
    writes.add(&SUBJECTS, vec![Column::Text(names), Column::Blob(keys)]);
    let (mut fields, mut values, mut subjects) = (Vec::new(), Vec::new(), Vec::new());
    for (field, value, subject) in std::mem::take(&mut batch.indexes) {
        fields.push(field.to_owned());
        values.push(value.to_vec());
        subjects.push(subject);
    }
    let columns = vec![Column::Text(fields), Column::Blob(values), Column::Text(subjects)];
    writes.add(&INDEXES, columns);
    let (mut ids, mut subjects, mut fields, mut texts) =
        (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for row in std::mem::take(&mut batch.sealed) {
        ids.push(row.id);
        subjects.push(row.subject);
        fields.push(row.field);
        texts.push(row.ciphertext);
    }
    let columns =
        vec![Column::Text(ids), Column::Text(subjects), Column::Text(fields), Column::Blob(texts)];
    writes.add(&SEALED, columns);
}

fn catalogue_and_accounts(batch: &mut Batch<'_>, writes: &mut Writes) {
    let (mut kinds, mut ids, mut versions, mut texts) =
        (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for (kind, id, version, text) in std::mem::take(&mut batch.documents) {
        kinds.push(kind.as_str().to_owned());
        ids.push(id);
        versions.push(i64::from(version));
        texts.push(text);
    }
    let columns =
        vec![Column::Text(kinds), Column::Text(ids), Column::Int(versions), Column::Text(texts)];
    writes.add(&DOCUMENTS, columns);
    let (digests, texts) = std::mem::take(&mut batch.texts).into_iter().unzip();
    writes.add(&TEXTS, vec![Column::Text(digests), Column::Text(texts)]);
    let (mut issuers, mut subjects, mut persons) = (Vec::new(), Vec::new(), Vec::new());
    for (account, person) in std::mem::take(&mut batch.accounts) {
        issuers.push(account.issuer);
        subjects.push(account.subject);
        persons.push(person);
    }
    let columns = vec![Column::Text(issuers), Column::Text(subjects), Column::Text(persons)];
    writes.add(&ACCOUNTS, columns);
}

/// Wakes every open case, complaint and Ombudsman's product of an agency whose calendar changed.
async fn sweep(batch: &mut Batch<'_>) -> Result<(), Error> {
    const COMPLAINTS: &str = "INSERT INTO timer (record_kind, record_id, wakes_at) \
         SELECT $1, id, CAST($2 AS BIGINT) FROM complaint WHERE agency = $3 AND is_closed = 0 \
         ON CONFLICT (record_kind, record_id) DO UPDATE SET wakes_at = excluded.wakes_at";
    const PRODUCTS: &str = "INSERT INTO timer (record_kind, record_id, wakes_at) \
         SELECT $1, id, CAST($2 AS BIGINT) FROM ombudsman_product \
         WHERE agency = $3 AND is_closed = 0 \
         ON CONFLICT (record_kind, record_id) DO UPDATE SET wakes_at = excluded.wakes_at";
    const SWEEP: &str = "INSERT INTO timer (record_kind, record_id, wakes_at) \
         SELECT $1, id, CAST($2 AS BIGINT) FROM application WHERE agency = $3 AND is_open = 1 \
         ON CONFLICT (record_kind, record_id) DO UPDATE SET wakes_at = excluded.wakes_at";
    let now = batch.now.micros();
    for agency in std::mem::take(&mut batch.swept) {
        let all = [
            (SWEEP, RecordKind::Application),
            (COMPLAINTS, RecordKind::Complaint),
            (PRODUCTS, RecordKind::OmbudsmanProduct),
        ];
        for (sql, kind) in all {
            on_tx!(&mut batch.tx, conn => sqlx::query(sql)
                .bind(kind.as_str()).bind(now).bind(&agency)
                .execute(conn).await.map(|_| ()))?;
        }
    }
    Ok(())
}

async fn head(batch: &mut Batch<'_>) -> Result<(), Error> {
    const UPDATE: &str = "UPDATE head SET size = $1, root = $2, frontier = $3, last_at = $4, \
         fence = fence + 1 WHERE one = 1 AND fence = $5";
    let tip = &batch.tip;
    let size = signed(tip.frontier.size());
    let root = tip.frontier.root().as_bytes().to_vec();
    let frontier = tip.frontier.encode();
    let (now, fence) = (batch.now.micros(), tip.fence);
    let changed = on_tx!(&mut batch.tx, conn => sqlx::query(UPDATE)
        .bind(size).bind(root).bind(frontier).bind(now).bind(fence)
        .execute(conn).await.map(|done| done.rows_affected()))?;
    if changed == 1 {
        Ok(())
    } else {
        Err(Error::corrupt("head.fence", "1", "somebody else wrote"))
    }
}

/// Forgets answers past their time, a bounded number at once.
pub(crate) async fn forget_answers(tx: &mut Tx, now: kernel::Instant) -> Result<(), Error> {
    const FORGET: &str = "DELETE FROM request WHERE (scope, request_id) IN \
         (SELECT scope, request_id FROM request WHERE expires_at < $1 LIMIT 1000)";
    on_tx!(tx, conn => sqlx::query(FORGET).bind(now.micros()).execute(conn).await.map(|_| ()))?;
    Ok(())
}

/// Both databases count in signed integers; a journal never gets near the bound.
pub(crate) fn signed(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

impl Batch<'_> {
    /// What must be undone in tallies and queues before a record changes.
    pub(crate) fn before_change(&mut self, key: &Key) {
        self.count(key, -1);
        if key.kind == RecordKind::Application {
            self.leave_queues(key);
        }
        if let Some(entry) = self.entries.get_mut(key)
            && !entry.dirty
            && let Some(Record::Application(application)) = &entry.record
        {
            entry.figures_were = FigureRow::of(application, &entry.figures);
            entry.was = Some(Box::new(ApplicationRows::of(application)));
        }
    }

    /// What must be done in tallies and queues after a record changed.
    pub(crate) fn after_change(&mut self, key: &Key) {
        self.count(key, 1);
        if key.kind == RecordKind::Application {
            self.enter_queues(key);
        }
    }

    fn count(&mut self, key: &Key, by: i64) {
        let name = match self.record(key) {
            Some(Record::Application(application)) => Some(tally_name(application)),
            Some(Record::Complaint(complaint)) => complaint_tally(complaint),
            _ => None,
        };
        if let Some(name) = name {
            *self.tallies.entry(name).or_default() += by;
        }
    }
}
