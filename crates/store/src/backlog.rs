//! How much waits, for whoever keeps the machine: numbers, never what.

use crate::{database::on_pool, error::Error, exchange::DispatchStanding, store::Store};

/// What waits in a deployment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Backlog {
    /// How many events the journal holds.
    pub events: u64,
    /// Records whose deadline has come and was not decided yet.
    pub timers_due: u64,
    /// For each reader of the outbox, how many events it has not dealt with.
    pub outbox: Vec<(String, u64)>,
    /// Notices that are still tried.
    pub notices_waiting: u64,
    /// Notices that were given up.
    pub notices_dead: u64,
    /// Messages to each agency with a deployment of its own.
    pub partners: Vec<DispatchStanding>,
}

impl Store {
    /// What waits now. Each count follows an index and is as long as what waits.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn backlog(&self) -> Result<Backlog, Error> {
        const EVENTS: &str = "SELECT size FROM head WHERE one = 1";
        const TIMERS: &str = "SELECT COUNT(*) FROM timer WHERE wakes_at <= $1";
        const OUTBOX: &str = "SELECT c.name, \
             (SELECT COUNT(*) FROM outbox o WHERE o.idx >= c.next_idx) AS behind \
             FROM cursor c ORDER BY c.name";
        const NOTICES: &str = "SELECT \
             (SELECT COUNT(*) FROM notice WHERE state = 'waiting') AS waiting, \
             (SELECT COUNT(*) FROM notice WHERE state = 'dead') AS dead";
        let (database, now) = (self.database(), self.clock().now().micros());
        let (events,): (i64,) =
            on_pool!(database, pool => sqlx::query_as(EVENTS).fetch_one(pool).await)?;
        let (timers,): (i64,) =
            on_pool!(database, pool => sqlx::query_as(TIMERS).bind(now).fetch_one(pool).await)?;
        let outbox: Vec<(String, i64)> =
            on_pool!(database, pool => sqlx::query_as(OUTBOX).fetch_all(pool).await)?;
        let (waiting, dead): (i64, i64) =
            on_pool!(database, pool => sqlx::query_as(NOTICES).fetch_one(pool).await)?;
        let count = |count: i64| u64::try_from(count).unwrap_or_default();
        Ok(Backlog {
            events: count(events),
            timers_due: count(timers),
            outbox: outbox.into_iter().map(|(name, behind)| (name, count(behind))).collect(),
            notices_waiting: count(waiting),
            notices_dead: count(dead),
            partners: self.dispatches_standing().await?,
        })
    }
}
