//! What is measured of the writer: counts and times, never what was written.

use std::time::Duration;

use prometheus_client::{
    metrics::{
        counter::Counter,
        histogram::{Histogram, exponential_buckets},
    },
    registry::Registry,
};

use crate::store::Store;

/// The writer's measures; they cost a few atomic additions a batch.
#[derive(Debug)]
pub(crate) struct Meter {
    commands: Counter,
    sizes: Histogram,
    commits: Histogram,
    failures: Counter,
}

impl Meter {
    pub(crate) fn new() -> Self {
        Self {
            commands: Counter::default(),
            // 1 to 512, which is the most in one batch.
            sizes: Histogram::new(exponential_buckets(1.0, 2.0, 10)),
            // A quarter of a millisecond to some two seconds.
            commits: Histogram::new(exponential_buckets(0.000_25, 2.0, 14)),
            failures: Counter::default(),
        }
    }

    /// A batch of so many commands was written and committed, which took so long.
    pub(crate) fn committed(&self, commands: usize, took: Duration) {
        self.decided(commands);
        self.commits.observe(took.as_secs_f64());
    }

    /// A batch of so many commands was decided; most often nothing of it was written.
    pub(crate) fn decided(&self, commands: usize) {
        self.commands.inc_by(u64::try_from(commands).unwrap_or(u64::MAX));
        self.sizes.observe(f64::from(u32::try_from(commands).unwrap_or(u32::MAX)));
    }

    /// A batch failed at the database.
    pub(crate) fn failed(&self) {
        self.failures.inc();
    }
}

impl Store {
    /// Has the writer's measures read with the others of `registry`.
    pub fn be_measured(&self, registry: &mut Registry) {
        let Meter { commands, sizes, commits, failures } = &self.core().meter;
        registry.register("commands", "Commands decided, refused ones too", commands.clone());
        registry.register("batch_commands", "Commands in one transaction", sizes.clone());
        registry.register(
            "commit_seconds",
            "Time for writing and committing one transaction",
            commits.clone(),
        );
        registry.register(
            "batches_failed",
            "Transactions that failed at the database",
            failures.clone(),
        );
    }
}
