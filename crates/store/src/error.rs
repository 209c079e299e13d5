//! Failures of the store, sorted by what the caller can do about them.

use crate::sequencer::Refused;

/// Why the store did not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A rule said no, and nothing changed. Tell the caller which.
    #[error("refused: {}", .0.reason)]
    Refused(Refused),
    /// Too many commands wait already. Try again after a moment.
    #[error("the queue of commands is full")]
    Overloaded,
    /// The commit was sent and its end is not known. Repeat with the same `request_id`.
    #[error("whether the commit happened is not known")]
    CommitUnknown(#[source] sqlx::Error),
    /// The database did not answer, or answered with a failure. Nothing changed.
    #[error("the database is unavailable")]
    Database(#[from] sqlx::Error),
    /// The store has stopped, after a failed commit or because it was asked to.
    #[error("the store has stopped")]
    Stopped,
    /// The database holds a value that this version of the program cannot read.
    #[error("stored {what} {id} is unreadable: {why}")]
    Corrupt {
        /// The table, and the column where it matters.
        what: &'static str,
        /// The row.
        id: String,
        /// What the reader said.
        why: String,
    },
    /// The database's schema is not the one this program was built for.
    #[error(
        "the database has schema version {found}, this program needs {needed}: run `opd migrate`"
    )]
    Schema {
        /// What the database says.
        found: i64,
        /// What this program was built for.
        needed: i64,
    },
    /// A setting that cannot be used, in words for an administrator.
    #[error("{0}")]
    Setting(String),
}

impl Error {
    pub(crate) fn corrupt(what: &'static str, id: impl Into<String>, why: impl ToString) -> Self {
        Self::Corrupt { what, id: id.into(), why: why.to_string() }
    }

    /// A refusal by the store's own rules.
    pub(crate) fn refused(reason: &'static str) -> Self {
        Self::Refused(Refused { reason, detail: String::new() })
    }
}
