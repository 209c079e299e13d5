//! The steps that wait for one executor, as a batch sees them.
//!
//! The first page comes from the database, what the batch itself changed is
//! laid over it, and further pages are read only when the first is used up.

use std::collections::BTreeMap;

use kernel::PersonId;

use crate::{
    batch::Batch,
    database::on_tx,
    error::Error,
    record::{Key, Record, RecordKind},
};

/// How many waiting steps are read at a time.
const PAGE: i64 = 128;

/// A place in the queue: the case's order, the application, the step.
pub(crate) type Place = (i64, String, String);

/// The waiting steps of one executor, oldest first.
#[derive(Debug)]
pub(crate) struct Queue {
    /// With each place, the persons who may not take it.
    known: BTreeMap<Place, Vec<PersonId>>,
    /// Up to where the database was read; `None` when to the end.
    read_to: Option<Place>,
}

impl Batch<'_> {
    /// The oldest step waiting for `executor`, after `after`, that `person` may take.
    pub(crate) async fn next_in_queue(
        &mut self,
        executor: &str,
        person: &PersonId,
        after: Option<&Place>,
    ) -> Result<Option<Place>, Error> {
        self.open_queue(executor).await?;
        loop {
            let Some(queue) = self.queues.get(executor) else { return Ok(None) };
            let certain = |place: &Place| queue.read_to.as_ref().is_none_or(|end| place <= end);
            let found = queue.known.iter().find(|(place, barred)| {
                certain(place)
                    && after.is_none_or(|after| *place > after)
                    && !barred.contains(person)
            });
            if let Some((place, _)) = found {
                return Ok(Some(place.clone()));
            }
            if queue.read_to.is_none() {
                return Ok(None);
            }
            self.read_queue(executor).await?;
        }
    }

    /// Reads the first page of a queue, once a batch.
    pub(crate) async fn open_queue(&mut self, executor: &str) -> Result<(), Error> {
        if self.queues.contains_key(executor) {
            return Ok(());
        }
        let start = (i64::MIN, String::new(), String::new());
        let queue = Queue { known: BTreeMap::new(), read_to: Some(start) };
        self.queues.insert(executor.to_owned(), queue);
        self.read_queue(executor).await?;
        let changed: Vec<Key> = self
            .entries
            .iter()
            .filter(|(key, entry)| entry.dirty && key.kind == RecordKind::Application)
            .map(|(key, _)| key.clone())
            .collect();
        for key in changed {
            self.enter_queues(&key);
        }
        Ok(())
    }

    /// The first applications in a queue, so that they can be loaded at once.
    pub(crate) fn head_of_queue(&self, executor: &str, count: usize) -> Vec<Key> {
        self.queues.get(executor).map_or_else(Vec::new, |queue| {
            let ids = queue.known.keys().take(count).map(|(_, id, _)| id);
            ids.map(|id| Key::new(RecordKind::Application, id)).collect()
        })
    }

    async fn read_queue(&mut self, executor: &str) -> Result<(), Error> {
        const READ: &str = "SELECT order_at, application, step, barred FROM task \
             WHERE executor = $1 AND taken_by = '' AND (order_at, application, step) > ($2, $3, $4) \
             ORDER BY order_at, application, step LIMIT $5";
        let Some(Queue { read_to: Some((order_at, application, step)), .. }) =
            self.queues.get(executor)
        else {
            return Ok(());
        };
        let (order_at, application, step) = (*order_at, application.clone(), step.clone());
        let rows: Vec<(i64, String, String, String)> = on_tx!(&mut self.tx, conn =>
            sqlx::query_as(READ).bind(executor).bind(order_at).bind(application).bind(step)
                .bind(PAGE).fetch_all(conn).await)?;
        let is_last = rows.len() < usize::try_from(PAGE).unwrap_or_default();
        let mut page = Vec::with_capacity(rows.len());
        let mut read_to = None;
        for (order_at, application, step, barred) in rows {
            let place = (order_at, application, step);
            read_to = Some(place.clone());
            let key = Key::new(RecordKind::Application, place.1.as_str());
            if self.entries.get(&key).is_some_and(|entry| entry.dirty) {
                continue;
            }
            let barred: Vec<PersonId> = serde_json::from_str(&barred)
                .map_err(|why| Error::corrupt("task.barred", &place.1, why))?;
            page.push((place, barred));
        }
        if let Some(queue) = self.queues.get_mut(executor) {
            queue.known.extend(page);
            queue.read_to = if is_last { None } else { read_to };
        }
        Ok(())
    }

    /// Takes a record's steps out of every queue, before it changes.
    pub(crate) fn leave_queues(&mut self, key: &Key) {
        for queue in self.queues.values_mut() {
            queue.known.retain(|(_, application, _), _| *application != key.id);
        }
    }

    /// Puts a changed record's waiting steps into the queues that are open.
    pub(crate) fn enter_queues(&mut self, key: &Key) {
        let Some(Record::Application(application)) =
            self.entries.get(key).and_then(|entry| entry.record.as_ref())
        else {
            return;
        };
        let order_at = application.queue_order().micros();
        for task in application.open_tasks().filter(|task| task.is_waiting()) {
            if let Some(queue) = self.queues.get_mut(&task.executor.to_string()) {
                let place = (order_at, key.id.clone(), task.step.to_string());
                let barred = application.barred(task).into_iter().cloned().collect();
                queue.known.insert(place, barred);
            }
        }
    }
}
