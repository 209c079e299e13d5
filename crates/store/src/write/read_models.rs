//! What lists and timers need of an application, derived from its record alone.

use super::assessments::{AssessmentRow, Assessments};
use crate::{
    batch::Batch,
    columns::{Column, Sql, Writes, inserts, rows},
    record::Record,
    write::{
        conduct::{ConflictRow, Conflicts},
        timers::Timers,
    },
};

const APPLICATIONS: Sql = inserts!(
    "application \
     (id, receipt, secret_digest, agency, service, state, submitted_at, is_open)",
    (0 text, 1 text, 2 blob, 3 text, 4 text, 5 text, 6 int, 7 int),
    "ON CONFLICT (id) DO UPDATE SET state = excluded.state, is_open = excluded.is_open"
);
const TASKS_OFF: Sql =
    rows!("DELETE FROM task WHERE (application, step) IN (", (0 text, 1 text), ")");
const TASKS: Sql = inserts!(
    "task (application, step, executor, order_at, opened_at, taken_by, barred)",
    (0 text, 1 text, 2 text, 3 int, 4 int, 5 text, 6 text),
    "ON CONFLICT (application, step) DO UPDATE SET executor = excluded.executor, \
     order_at = excluded.order_at, opened_at = excluded.opened_at, \
     taken_by = excluded.taken_by, barred = excluded.barred"
);

/// One application's rows in the read models, derived from its record alone.
#[derive(Clone, Debug)]
pub(crate) struct ApplicationRows {
    pub(crate) listed: ListedRow,
    pub(crate) wakes_at: Option<i64>,
    pub(crate) tasks: Vec<TaskRow>,
    pub(crate) conflicts: Vec<ConflictRow>,
    pub(crate) assessments: Vec<AssessmentRow>,
}

/// An application as the lists have it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ListedRow {
    pub(crate) receipt: String,
    pub(crate) secret_digest: Vec<u8>,
    pub(crate) agency: String,
    pub(crate) service: String,
    pub(crate) state: &'static str,
    pub(crate) submitted_at: i64,
    pub(crate) is_open: bool,
}

/// One waiting or taken step.
#[derive(Clone, Debug, PartialEq, Eq)]
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
            taken_by: holder_of(task),
            barred: crate::record::to_json(&application.barred(task)),
        });
        let listed = ListedRow {
            receipt: application.receipt.to_string(),
            secret_digest: hex::decode(&application.secret_digest).unwrap_or_default(),
            agency: application.agency.to_string(),
            service: application.service.id.clone(),
            state: application.phase().as_str(),
            submitted_at: application.submitted_at.micros(),
            is_open: application.is_live(),
        };
        Self {
            listed,
            wakes_at: application.wakes_at().map(|at| at.micros()),
            tasks: tasks.collect(),
            conflicts: application.conflicts.iter().map(ConflictRow::of).collect(),
            assessments: application.fees.iter().map(AssessmentRow::of).collect(),
        }
    }
}

/// Who has a task, as the queue has it; empty where it waits.
fn holder_of(task: &permits::Task) -> String {
    match (&task.taken_by, &task.entrusted) {
        (Some(person), _) => person.to_string(),
        (None, Some(_)) => format!("peer:{}", task.executor.agency),
        (None, None) => String::new(),
    }
}

/// Writes what changed in the rows of every application that did, and the next
/// waking of every one that was woken. What a step leaves as it was (the list's
/// row, a deadline, other steps) costs nothing.
pub(super) fn applications(batch: &mut Batch<'_>, writes: &mut Writes, timers: &mut Timers) {
    let woken = std::mem::take(&mut batch.woken);
    let (mut listed, mut tasks, mut conflicts, mut assessments) =
        (Listed::default(), Tasks::default(), Conflicts::default(), Assessments::default());
    for (key, entry) in &batch.entries {
        let Some(Record::Application(application)) = &entry.record else { continue };
        let is_woken = woken.contains(key);
        if !entry.dirty && !is_woken {
            continue;
        }
        let now = ApplicationRows::of(application);
        let was = entry.was.as_deref();
        // A woken case's timer has passed, or a calendar's change has set it.
        if is_woken || was.map(|was| was.wakes_at) != Some(now.wakes_at) {
            timers.set(key, now.wakes_at);
        }
        if !entry.dirty {
            continue;
        }
        let tasks_were = was.map_or(&[][..], |was| was.tasks.as_slice());
        for gone in tasks_were {
            if !now.tasks.iter().any(|task| task.step == gone.step) {
                tasks.close(&key.id, &gone.step);
            }
        }
        // Once known, a conflict stays.
        for conflict in now.conflicts.into_iter().skip(was.map_or(0, |was| was.conflicts.len())) {
            conflicts.put(&key.id, conflict);
        }
        for task in now.tasks {
            if !tasks_were.contains(&task) {
                tasks.put(&key.id, task);
            }
        }
        let owed_before = was.map_or(&[][..], |was| was.assessments.as_slice());
        for assessment in now.assessments {
            if !owed_before.contains(&assessment) {
                assessments.put(&key.id, &now.listed.agency, assessment);
            }
        }
        if was.map(|was| &was.listed) != Some(&now.listed) {
            listed.put(&key.id, now.listed);
        }
    }
    listed.write(writes);
    tasks.write(writes);
    conflicts.write(writes);
    assessments.write(writes);
}

#[derive(Default)]
struct Listed {
    ids: Vec<String>,
    receipts: Vec<String>,
    digests: Vec<Vec<u8>>,
    agencies: Vec<String>,
    services: Vec<String>,
    states: Vec<String>,
    submitted: Vec<i64>,
    open: Vec<i64>,
}

impl Listed {
    fn put(&mut self, id: &str, row: ListedRow) {
        let ListedRow { receipt, secret_digest, agency, service, state, submitted_at, is_open } =
            row;
        self.ids.push(id.to_owned());
        self.receipts.push(receipt);
        self.digests.push(secret_digest);
        self.agencies.push(agency);
        self.services.push(service);
        self.states.push(state.to_owned());
        self.submitted.push(submitted_at);
        self.open.push(i64::from(is_open));
    }

    fn write(self, writes: &mut Writes) {
        let columns = vec![
            Column::Text(self.ids),
            Column::Text(self.receipts),
            Column::Blob(self.digests),
            Column::Text(self.agencies),
            Column::Text(self.services),
            Column::Text(self.states),
            Column::Int(self.submitted),
            Column::Int(self.open),
        ];
        writes.add(&APPLICATIONS, columns);
    }
}

#[derive(Default)]
struct Tasks {
    closed_of: Vec<String>,
    closed: Vec<String>,
    of: Vec<String>,
    steps: Vec<String>,
    executors: Vec<String>,
    orders: Vec<i64>,
    opened: Vec<i64>,
    takers: Vec<String>,
    barred: Vec<String>,
}

impl Tasks {
    fn close(&mut self, application: &str, step: &str) {
        self.closed_of.push(application.to_owned());
        self.closed.push(step.to_owned());
    }

    fn put(&mut self, application: &str, row: TaskRow) {
        let TaskRow { step, executor, order_at, opened_at, taken_by, barred } = row;
        self.of.push(application.to_owned());
        self.steps.push(step);
        self.executors.push(executor);
        self.orders.push(order_at);
        self.opened.push(opened_at);
        self.takers.push(taken_by);
        self.barred.push(barred);
    }

    fn write(self, writes: &mut Writes) {
        let columns = vec![Column::Text(self.closed_of), Column::Text(self.closed)];
        writes.add(&TASKS_OFF, columns);
        let columns = vec![
            Column::Text(self.of),
            Column::Text(self.steps),
            Column::Text(self.executors),
            Column::Int(self.orders),
            Column::Int(self.opened),
            Column::Text(self.takers),
            Column::Text(self.barred),
        ];
        writes.add(&TASKS, columns);
    }
}
