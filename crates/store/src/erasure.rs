//! Erasure: what is destroyed, and the list by which it stays destroyed.
//!
//! The list is kept outside the database as well ([`Store::erasures`] gives it,
//! [`Store::erase_again`] obeys it), because a restored backup would bring a
//! destroyed key back.

use kernel::{Actor, Instant};
use privacy::Basis;
use serde::{Deserialize, Serialize};

use crate::{
    batch::Batch,
    columns::{Column, Sql, Writes, inserts, rows},
    database::{Database, Tx, on_pool},
    error::Error,
    request::{Act, Erasure, Request},
    sequencer::Refused,
    store::{Core, Store},
};

const KEYS_OFF: Sql = rows!("DELETE FROM subject_key WHERE subject IN (", (0 text), ")");
const INDEXES_OFF: Sql = rows!("DELETE FROM blind_index WHERE subject IN (", (0 text), ")");
const SEALED_OFF: Sql = rows!("DELETE FROM sealed WHERE subject IN (", (0 text), ")");
const ERASURES: Sql = inserts!(
    "erasure (subject, at, basis)",
    (0 text, 1 int, 2 text),
    "ON CONFLICT (subject) DO NOTHING"
);

/// How often the log of the embedded database is emptied before that is given up.
const TRIES: u32 = 20;

/// One line of the list: no personal data, a pseudonym that leads nowhere any
/// more.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Listed {
    /// The pseudonym.
    pub subject: String,
    /// When it was first done.
    pub at: Instant,
    /// Why.
    pub basis: Basis,
}

/// Deletes the keys, indexes and sealed texts of whom the batch erases.
pub(crate) async fn destroy(batch: &mut Batch<'_>) -> Result<(), Error> {
    if batch.erased.is_empty() {
        return Ok(());
    }
    let (mut subjects, mut ats, mut bases) = (Vec::new(), Vec::new(), Vec::new());
    for Listed { subject, at, basis } in &batch.erased {
        subjects.push(subject.clone());
        ats.push(at.micros());
        bases.push(basis_name(*basis).to_owned());
    }
    let tx = &mut batch.tx;
    // Deleted rows are overwritten, not only given free.
    secure_delete(tx, "PRAGMA secure_delete = ON").await?;
    let mut writes = Writes::default();
    writes.add(&KEYS_OFF, vec![Column::Text(subjects.clone())]);
    writes.add(&INDEXES_OFF, vec![Column::Text(subjects.clone())]);
    writes.add(&SEALED_OFF, vec![Column::Text(subjects.clone())]);
    writes.add(&ERASURES, vec![Column::Text(subjects), Column::Int(ats), Column::Text(bases)]);
    writes.run(tx).await?;
    secure_delete(tx, "PRAGMA secure_delete = OFF").await
}

/// Whether the embedded database overwrites what is deleted, in this transaction.
pub(crate) async fn secure_delete(tx: &mut Tx, pragma: &'static str) -> Result<(), Error> {
    if let Tx::Sqlite(tx) = tx {
        sqlx::query(pragma).execute(&mut **tx).await?;
    }
    Ok(())
}

/// Forgets the keys at hand, and empties the embedded database's log, in which
/// the deleted rows still stood.
pub(crate) async fn after_commit(core: &Core, erased: &[Listed]) {
    for Listed { subject, .. } in erased {
        core.vault.forget(subject);
    }
    let Database::Sqlite { write, .. } = &core.database else { return };
    for _ in 0..TRIES {
        let emptied: Result<(i64, i64, i64), _> =
            sqlx::query_as("PRAGMA wal_checkpoint(TRUNCATE)").fetch_one(write).await;
        match emptied {
            Ok((0, _, _)) => return,
            // Somebody reads from it at this moment.
            Ok(_) => tokio::time::sleep(std::time::Duration::from_millis(50)).await,
            Err(error) => {
                tracing::warn!(%error, "the log could not be emptied after an erasure");
                return;
            }
        }
    }
    tracing::warn!("the log is still read and will be emptied later, after an erasure");
}

fn listed((subject, at, basis): (String, i64, String)) -> Result<Listed, Error> {
    let basis = [Basis::RetentionOver, Basis::SubjectRequest]
        .into_iter()
        .find(|known| basis_name(*known) == basis)
        .ok_or_else(|| Error::corrupt("erasure.basis", &subject, "it is unknown"))?;
    Ok(Listed { subject, at: Instant::from_micros(at), basis })
}

fn basis_name(basis: Basis) -> &'static str {
    match basis {
        Basis::RetentionOver => "retention_over",
        Basis::SubjectRequest => "subject_request",
    }
}

impl Store {
    /// The erasures that this database knows, from the subject `after` on.
    ///
    /// # Errors
    /// When the database fails or holds what this program cannot read.
    pub async fn erasures(&self, after: &str, limit: usize) -> Result<Vec<Listed>, Error> {
        const READ: &str = "SELECT subject, at, basis FROM erasure WHERE subject > $1 \
             ORDER BY subject LIMIT $2";
        let rows: Vec<(String, i64, String)> = on_pool!(self.database(), pool =>
            sqlx::query_as(READ).bind(after).bind(i64::try_from(limit).unwrap_or(i64::MAX))
                .fetch_all(pool).await)?;
        rows.into_iter().map(listed).collect()
    }

    /// The erasure of one subject, if this database knows it.
    ///
    /// # Errors
    /// As [`Store::erasures`].
    pub async fn erasure(&self, subject: &str) -> Result<Option<Listed>, Error> {
        const READ: &str = "SELECT subject, at, basis FROM erasure WHERE subject = $1";
        let row: Option<(String, i64, String)> = on_pool!(self.database(), pool =>
            sqlx::query_as(READ).bind(subject).fetch_optional(pool).await)?;
        row.map(listed).transpose()
    }

    /// Obeys the list: erases once more whoever a restored backup has brought
    /// back. Answers how many those were. Somebody of whom the backup never
    /// heard, and somebody who is erased already, is left alone.
    ///
    /// # Errors
    /// As [`Store::submit`].
    pub async fn erase_again(&self, list: Vec<Listed>) -> Result<usize, Error> {
        let mut done = 0;
        for listed in list {
            if !self.is_readable(&listed.subject).await? {
                continue;
            }
            let request = Request {
                actor: Actor::System,
                request_id: format!("erasure/{}/{}", listed.subject, self.new_id()?),
                digest: [0; 32],
                act: Act::Erase(Erasure::Again(listed)),
                sealed: Vec::new(),
            };
            match self.submit(request).await {
                Ok(_) => done += 1,
                Err(Error::Refused(Refused { reason: "APPLICATION_NOT_FOUND", .. })) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(done)
    }

    /// Whether anything of a subject stands in the database in a form that
    /// could be read.
    async fn is_readable(&self, subject: &str) -> Result<bool, Error> {
        const READ: &str = "SELECT \
             (SELECT COUNT(*) FROM subject_key WHERE subject = $1) + \
             (SELECT COUNT(*) FROM blind_index WHERE subject = $1) + \
             (SELECT COUNT(*) FROM sealed WHERE subject = $1)";
        let (count,): (i64,) = on_pool!(self.database(), pool =>
            sqlx::query_as(READ).bind(subject).fetch_one(pool).await)?;
        Ok(count > 0)
    }
}
