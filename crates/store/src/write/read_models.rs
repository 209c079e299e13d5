//! What lists and timers need of an application, derived from its record alone.

use crate::{
    batch::Batch,
    columns::{Column, Sql, inserts, rows},
    database::Tx,
    error::Error,
    record::{Record, RecordKind},
};

const APPLICATIONS: Sql = inserts!(
    "application \
     (id, receipt, secret_digest, agency, service, state, submitted_at, is_open)",
    (0 text, 1 text, 2 blob, 3 text, 4 text, 5 text, 6 int, 7 int),
    "ON CONFLICT (id) DO UPDATE SET state = excluded.state, is_open = excluded.is_open"
);
const TASKS_OFF: Sql = rows!("DELETE FROM task WHERE application IN (", (0 text), ")");
const TASKS: Sql = inserts!(
    "task (application, step, executor, order_at, opened_at, taken_by, barred)",
    (0 text, 1 text, 2 text, 3 int, 4 int, 5 text, 6 text),
    ""
);
const TIMERS_OFF: Sql = rows!(
    "DELETE FROM timer WHERE (record_kind, record_id) IN (",
    (0 text, 1 text),
    ")"
);
const TIMERS: Sql = inserts!(
    "timer (record_kind, record_id, wakes_at)",
    (0 text, 1 text, 2 int),
    ""
);

/// One application's rows in the read models, derived from its record alone.
pub(crate) struct ApplicationRows {
    pub(crate) receipt: String,
    pub(crate) secret_digest: Vec<u8>,
    pub(crate) agency: String,
    pub(crate) service: String,
    pub(crate) state: &'static str,
    pub(crate) submitted_at: i64,
    pub(crate) is_open: bool,
    pub(crate) wakes_at: Option<i64>,
    pub(crate) tasks: Vec<TaskRow>,
}

/// One waiting or taken step.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct TaskRow {
    pub(crate) step: String,
    pub(crate) executor: String,
    pub(crate) order_at: i64,
    pub(crate) opened_at: i64,
    pub(crate) taken_by: String,
    pub(crate) barred: String,
}

/// Under which name an application is counted.
pub(crate) fn tally_name(application: &permits::Application) -> String {
    let permits::Application { agency, service, .. } = application;
    format!("applications/{agency}/{}/{}", service.id, application.phase().as_str())
}

impl ApplicationRows {
    pub(crate) fn of(application: &permits::Application) -> Self {
        let order_at = application.queue_order().micros();
        let tasks = application.open_tasks().map(|task| TaskRow {
            step: task.step.to_string(),
            executor: task.executor.to_string(),
            order_at,
            opened_at: task.opened_at.micros(),
            taken_by: task.taken_by.as_ref().map(ToString::to_string).unwrap_or_default(),
            barred: crate::record::to_json(&application.barred(task)),
        });
        Self {
            receipt: application.receipt.to_string(),
            secret_digest: hex::decode(&application.secret_digest).unwrap_or_default(),
            agency: application.agency.to_string(),
            service: application.service.id.clone(),
            state: application.phase().as_str(),
            submitted_at: application.submitted_at.micros(),
            is_open: !application.is_over(),
            wakes_at: application.wakes_at().map(|at| at.micros()),
            tasks: tasks.collect(),
        }
    }
}

/// The next waking of every case that changed or was woken.
pub(super) async fn timers(batch: &mut Batch<'_>) -> Result<(), Error> {
    let woken = std::mem::take(&mut batch.woken);
    let (mut ids, mut timed, mut wakes) = (Vec::new(), Vec::new(), Vec::new());
    for (key, entry) in &batch.entries {
        let Some(Record::Application(application)) = &entry.record else { continue };
        if !entry.dirty && !woken.contains(key) {
            continue;
        }
        ids.push(key.id.clone());
        if let Some(at) = application.wakes_at() {
            timed.push(key.id.clone());
            wakes.push(at.micros());
        }
    }
    let kind = RecordKind::Application.as_str().to_owned();
    let kinds = vec![kind.clone(); ids.len()];
    TIMERS_OFF.run(&mut batch.tx, vec![Column::Text(kinds), Column::Text(ids)]).await?;
    let kinds = vec![kind; timed.len()];
    let columns = vec![Column::Text(kinds), Column::Text(timed), Column::Int(wakes)];
    TIMERS.run(&mut batch.tx, columns).await
}

pub(super) async fn applications(
    tx: &mut Tx,
    applications: Vec<(String, ApplicationRows)>,
) -> Result<(), Error> {
    let changed: Vec<String> = applications.iter().map(|(id, _)| id.clone()).collect();
    let (mut receipts, mut digests, mut agencies, mut services) =
        (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let (mut states, mut submitted, mut open) = (Vec::new(), Vec::new(), Vec::new());
    let (mut of, mut steps, mut executors, mut orders) =
        (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let (mut opened, mut takers, mut barred) = (Vec::new(), Vec::new(), Vec::new());
    for (id, rows) in applications {
        receipts.push(rows.receipt);
        digests.push(rows.secret_digest);
        agencies.push(rows.agency);
        services.push(rows.service);
        states.push(rows.state.to_owned());
        submitted.push(rows.submitted_at);
        open.push(i64::from(rows.is_open));
        for task in rows.tasks {
            of.push(id.clone());
            steps.push(task.step);
            executors.push(task.executor);
            orders.push(task.order_at);
            opened.push(task.opened_at);
            takers.push(task.taken_by);
            barred.push(task.barred);
        }
    }
    TASKS_OFF.run(tx, vec![Column::Text(changed.clone())]).await?;
    let columns = vec![
        Column::Text(changed),
        Column::Text(receipts),
        Column::Blob(digests),
        Column::Text(agencies),
        Column::Text(services),
        Column::Text(states),
        Column::Int(submitted),
        Column::Int(open),
    ];
    APPLICATIONS.run(tx, columns).await?;
    let columns = vec![
        Column::Text(of),
        Column::Text(steps),
        Column::Text(executors),
        Column::Int(orders),
        Column::Int(opened),
        Column::Text(takers),
        Column::Text(barred),
    ];
    TASKS.run(tx, columns).await
}
