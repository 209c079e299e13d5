//! Proving that every state is the fold of its events (`satupintu journal verify`).
//!
//! Reads the whole journal in one unchanging view, checks bytes, hashes, order
//! and root, folds every record anew, and compares each with its row and with
//! the read models derived from it.

mod assessments;
mod complaints;
mod conduct;
mod consultations;
mod exchange;
mod figures;
mod improvement;
mod ombudsman;
mod surveys;
mod texts;
mod whistleblowing;

pub(crate) use figures::count_anew;

use std::collections::{BTreeMap, HashMap};

use journal::{Audit, Checkpoint, Findings, Head, Row};
use kernel::{Actor, Instant};

use crate::{
    database::{Database, Tx, on_tx},
    error::Error,
    read::events_in,
    record::{Event, Key, Record, RecordKind},
    schema,
    store::Store,
    write::{
        ApplicationRows, LicenceRow, RegisterRow, TaskRow, complaint_tally, seen_before, tally_name,
    },
};

/// How many events are read at a time.
const PAGE: i64 = 2000;

/// What the verification found.
#[derive(Debug)]
pub struct Report {
    /// What the bytes and hashes say.
    pub journal: Findings,
    /// How many records were folded.
    pub records: usize,
    /// Every record that is not what its events make of it, in words for an auditor.
    pub deviations: Vec<String>,
}

impl Report {
    /// Whether nothing was found.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        self.journal.is_clean() && self.deviations.is_empty()
    }
}

impl Store {
    /// Verifies the journal and every record of an open deployment.
    ///
    /// # Errors
    /// When the database fails; what it holds is never an error but a finding.
    pub async fn verify(&self, published: &[Checkpoint]) -> Result<Report, Error> {
        verify(self.database(), published).await
    }
}

impl Report {
    /// Verifies a database that no program needs to have open.
    ///
    /// # Errors
    /// As [`Store::verify`]; [`Error::Schema`] for a schema of another version.
    pub async fn of(url: &str, published: &[Checkpoint]) -> Result<Self, Error> {
        let database = Database::open(url).await?;
        let found = schema::version(&database).await?;
        if found != schema::NEEDED {
            return Err(Error::Schema { found, needed: schema::NEEDED });
        }
        let report = verify(&database, published).await;
        database.close().await;
        report
    }
}

struct Fold {
    version: u64,
    record: Option<Record>,
}

async fn verify(database: &Database, published: &[Checkpoint]) -> Result<Report, Error> {
    let mut tx = database.snapshot().await?;
    const HEAD: &str = "SELECT origin, size, root, frontier FROM head WHERE one = 1";
    let (origin, size, root, frontier): (String, i64, Vec<u8>, Vec<u8>) =
        on_tx!(&mut tx, conn => sqlx::query_as(HEAD).fetch_one(conn).await)?;
    let mut audit = Audit::new(&origin);
    for checkpoint in published {
        audit.hold_to(checkpoint);
    }
    let mut deviations = Vec::new();
    let mut folds: HashMap<Key, Fold> = HashMap::new();
    let mut recount = figures::Recount::default();
    let mut from = 0;
    loop {
        let page = events_in(&mut tx, from, PAGE).await?;
        let Some(last) = page.last() else { break };
        from = last.0.saturating_add(1);
        for row in &page {
            let (index, at, kind, version, record_kind, record_id, actor, body, hash) = row;
            let body = audit.read(&Row {
                index: u64::try_from(*index).unwrap_or(u64::MAX),
                body,
                hash,
                at: Instant::from_micros(*at),
                kind,
                version: u16::try_from(*version).unwrap_or(u16::MAX),
                record_kind,
                record_id,
                actor,
            });
            if let Some(body) = body
                && let Err(why) = fold(&mut folds, &mut recount, &body)
            {
                deviations.push(format!("event {index} ({kind}): {why}"));
            }
        }
    }
    let size = u64::try_from(size).unwrap_or(u64::MAX);
    let journal = audit.finish(&Head { size, root: &root, frontier: &frontier });
    compare_records(&mut tx, &folds, &mut deviations).await?;
    compare_tasks(&mut tx, &folds, &mut deviations).await?;
    compare_applications(&mut tx, &folds, &mut deviations).await?;
    conduct::compare_conflicts(&mut tx, &folds, &mut deviations).await?;
    figures::compare_figures(&mut tx, &folds, recount, &mut deviations).await?;
    compare_licences(&mut tx, &folds, &mut deviations).await?;
    assessments::compare_assessments(&mut tx, &folds, &mut deviations).await?;
    compare_tallies(&mut tx, &folds, &mut deviations).await?;
    compare_register(&mut tx, &folds, &mut deviations).await?;
    improvement::compare_improvements(&mut tx, &folds, &mut deviations).await?;
    consultations::compare_forums(&mut tx, &folds, &mut deviations).await?;
    complaints::compare_complaints(&mut tx, &folds, &mut deviations).await?;
    exchange::compare_inbox(&mut tx, &folds, &mut deviations).await?;
    texts::compare_texts(&mut tx, &folds, &mut deviations).await?;
    ombudsman::compare_products(&mut tx, &folds, &mut deviations).await?;
    surveys::compare_responses(&mut tx, &folds, &mut deviations).await?;
    whistleblowing::compare_reports(&mut tx, &folds, &mut deviations).await?;
    tx.rollback().await?;
    Ok(Report { journal, records: folds.len(), deviations })
}

fn fold(
    folds: &mut HashMap<Key, Fold>,
    recount: &mut figures::Recount,
    body: &journal::Body,
) -> Result<(), String> {
    let payload = std::str::from_utf8(&body.payload).map_err(|why| why.to_string())?;
    let event = Event::decode(&body.kind, body.version, payload)?;
    let actor: Actor = body.actor.parse().map_err(|_| "the actor is unreadable".to_owned())?;
    let kind = RecordKind::parse(&body.record_kind).map_err(|why| why.to_string())?;
    let key = Key::new(kind, body.record_id.clone());
    let fold = folds.entry(key.clone()).or_insert(Fold { version: 0, record: None });
    let before = seen_before(fold.record.as_ref(), &event);
    fold.version += 1;
    fold.record = Record::evolve(fold.record.take(), body.at, &actor, &event);
    if fold.record.is_none() {
        return Err("it does not apply to its record".into());
    }
    match before {
        Some(before) => recount.observe(folds, &key, &before, &event, body.at),
        None => Ok(()),
    }
}

async fn compare_records(
    tx: &mut Tx,
    folds: &HashMap<Key, Fold>,
    deviations: &mut Vec<String>,
) -> Result<(), Error> {
    const READ: &str = "SELECT kind, id, version, state FROM record \
         WHERE (kind, id) > ($1, $2) ORDER BY kind, id LIMIT $3";
    let (mut kind, mut id, mut seen) = (String::new(), String::new(), 0_usize);
    loop {
        let rows: Vec<(String, String, i64, String)> = on_tx!(tx, conn => sqlx::query_as(READ)
            .bind(&kind).bind(&id).bind(PAGE).fetch_all(conn).await)?;
        let Some(last) = rows.last() else { break };
        (kind, id) = (last.0.clone(), last.1.clone());
        for (kind, id, version, state) in rows {
            seen += 1;
            let fold = RecordKind::parse(&kind)
                .ok()
                .and_then(|kind| folds.get(&Key::new(kind, id.as_str())));
            let same = fold.is_some_and(|fold| {
                i64::try_from(fold.version).ok() == Some(version)
                    && fold.record.as_ref().map(Record::to_json).as_deref() == Some(state.as_str())
            });
            if !same {
                deviations.push(format!("record {kind} {id} is not what its events make of it"));
            }
        }
    }
    if seen != folds.len() {
        deviations.push(format!("{seen} records are stored, the journal makes {}", folds.len()));
    }
    Ok(())
}

fn applications(folds: &HashMap<Key, Fold>) -> impl Iterator<Item = (&str, ApplicationRows)> {
    folds.iter().filter_map(|(key, fold)| match &fold.record {
        Some(Record::Application(application)) => {
            Some((key.id.as_str(), ApplicationRows::of(application)))
        }
        _ => None,
    })
}

async fn compare_tasks(
    tx: &mut Tx,
    folds: &HashMap<Key, Fold>,
    deviations: &mut Vec<String>,
) -> Result<(), Error> {
    const READ: &str = "SELECT application, step, executor, order_at, opened_at, taken_by, barred \
         FROM task";
    let rows: Vec<(String, String, String, i64, i64, String, String)> =
        on_tx!(tx, conn => sqlx::query_as(READ).fetch_all(conn).await)?;
    let mut stored: BTreeMap<(String, String), TaskRow> = BTreeMap::new();
    for (application, step, executor, order_at, opened_at, taken_by, barred) in rows {
        let row = TaskRow { step: step.clone(), executor, order_at, opened_at, taken_by, barred };
        stored.insert((application, step), row);
    }
    for (id, rows) in applications(folds) {
        for task in rows.tasks {
            if stored.remove(&(id.to_owned(), task.step.clone())).as_ref() != Some(&task) {
                deviations.push(format!("task {} of application {id} differs", task.step));
            }
        }
    }
    for (application, step) in stored.into_keys() {
        deviations.push(format!("task {step} of application {application} has no reason to be"));
    }
    Ok(())
}

async fn compare_licences(
    tx: &mut Tx,
    folds: &HashMap<Key, Fold>,
    deviations: &mut Vec<String>,
) -> Result<(), Error> {
    const READ: &str = "SELECT l.id, l.agency, l.number, l.code, l.service, l.application, \
         l.state, l.valid_until, l.digest, t.wakes_at FROM licence l \
         LEFT JOIN timer t ON t.record_kind = 'licence' AND t.record_id = l.id";
    type Stored =
        (String, String, String, String, String, String, String, String, Vec<u8>, Option<i64>);
    let rows: Vec<Stored> = on_tx!(tx, conn => sqlx::query_as(READ).fetch_all(conn).await)?;
    let mut stored: HashMap<String, (LicenceRow, Option<i64>)> = HashMap::new();
    for (id, agency, number, code, service, application, state, valid_until, digest, wakes) in rows
    {
        let row =
            LicenceRow { agency, number, code, service, application, state, valid_until, digest };
        stored.insert(id, (row, wakes));
    }
    for (key, fold) in folds {
        if let Some(Record::Licence(licence)) = &fold.record
            && stored.remove(&key.id)
                != Some((LicenceRow::of(licence), licence.wakes_at().map(Instant::micros)))
        {
            deviations.push(format!("licence {} differs in the list", key.id));
        }
    }
    for id in stored.into_keys() {
        deviations.push(format!("licence {id} is in the list without a record"));
    }
    Ok(())
}

async fn compare_register(
    tx: &mut Tx,
    folds: &HashMap<Key, Fold>,
    deviations: &mut Vec<String>,
) -> Result<(), Error> {
    const READ: &str = "SELECT g.kind, g.id, g.agency, g.application, g.is_closed, g.due_at, \
         t.wakes_at FROM privacy_register g \
         LEFT JOIN timer t ON t.record_kind = g.kind AND t.record_id = g.id";
    type Stored = (String, String, String, String, i64, i64, Option<i64>);
    let rows: Vec<Stored> = on_tx!(tx, conn => sqlx::query_as(READ).fetch_all(conn).await)?;
    let mut stored: HashMap<(String, String), (RegisterRow, Option<i64>)> = rows
        .into_iter()
        .map(|(kind, id, agency, application, closed, due_at, wakes)| {
            let row = RegisterRow { agency, application, is_closed: closed != 0, due_at };
            ((kind, id), (row, wakes))
        })
        .collect();
    for (key, fold) in folds {
        let Some(Record::Privacy(record)) = &fold.record else { continue };
        let Some(row) = RegisterRow::of(record) else { continue };
        let wakes = record.wakes_at().map(Instant::micros);
        let name = (key.kind.as_str().to_owned(), key.id.clone());
        if stored.remove(&name) != Some((row, wakes)) {
            deviations.push(format!("{} {} differs in its register", name.0, name.1));
        }
    }
    for (kind, id) in stored.into_keys() {
        deviations.push(format!("{kind} {id} is in a register without a record"));
    }
    Ok(())
}

async fn compare_tallies(
    tx: &mut Tx,
    folds: &HashMap<Key, Fold>,
    deviations: &mut Vec<String>,
) -> Result<(), Error> {
    const READ: &str = "SELECT name, value FROM tally WHERE value <> 0";
    let rows: Vec<(String, i64)> = on_tx!(tx, conn => sqlx::query_as(READ).fetch_all(conn).await)?;
    let stored: BTreeMap<String, i64> = rows.into_iter().collect();
    let mut counted: BTreeMap<String, i64> = BTreeMap::new();
    for fold in folds.values() {
        let name = match &fold.record {
            Some(Record::Application(application)) => Some(tally_name(application)),
            Some(Record::Complaint(complaint)) => complaint_tally(complaint),
            _ => None,
        };
        if let Some(name) = name {
            *counted.entry(name).or_default() += 1;
        }
    }
    for name in stored.keys().chain(counted.keys()) {
        if stored.get(name) != counted.get(name) {
            deviations.push(format!("the tally {name} is not what the records add up to"));
        }
    }
    Ok(())
}

async fn compare_applications(
    tx: &mut Tx,
    folds: &HashMap<Key, Fold>,
    deviations: &mut Vec<String>,
) -> Result<(), Error> {
    const READ: &str = "SELECT a.id, a.receipt, a.secret_digest, a.agency, a.service, a.state, \
         a.submitted_at, a.is_open, t.wakes_at FROM application a \
         LEFT JOIN timer t ON t.record_kind = 'application' AND t.record_id = a.id";
    type Stored = (String, String, Vec<u8>, String, String, String, i64, i64, Option<i64>);
    let rows: Vec<Stored> = on_tx!(tx, conn => sqlx::query_as(READ).fetch_all(conn).await)?;
    let mut stored: HashMap<String, Stored> =
        rows.into_iter().map(|row| (row.0.clone(), row)).collect();
    for (id, rows) in applications(folds) {
        let expected = (
            id.to_owned(),
            rows.listed.receipt,
            rows.listed.secret_digest,
            rows.listed.agency,
            rows.listed.service,
            rows.listed.state.to_owned(),
            rows.listed.submitted_at,
            i64::from(rows.listed.is_open),
        );
        let Some((id, receipt, digest, agency, service, state, submitted, open, wakes)) =
            stored.remove(id)
        else {
            deviations.push(format!("application {id} is missing from the list"));
            continue;
        };
        // A calendar that changed wakes every open case at once, before its time.
        let wakes_in_time = match (rows.wakes_at, wakes) {
            (Some(expected), Some(stored)) => stored <= expected,
            (Some(_), None) => false,
            (None, _) => true,
        };
        let found = (id, receipt, digest, agency, service, state, submitted, open);
        if found != expected || !wakes_in_time {
            deviations.push(format!("application {} differs in the list", expected.0));
        }
    }
    for id in stored.into_keys() {
        deviations.push(format!("application {id} is in the list without a record"));
    }
    Ok(())
}
