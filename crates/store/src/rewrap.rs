//! Rotation of the root key, while serving: what an older version wrapped is
//! wrapped anew, a few rows at a time.
//!
//! Outside the sequencer: a wrapped key is no record, and a row that an erasure
//! deletes in the meantime stays deleted, because only rows that still hold
//! what was read are changed.

use std::collections::BTreeMap;

use crate::{
    database::{Database, on_pool, on_tx},
    error::Error,
    schema,
    store::Store,
    vault::random,
};

/// How many keys are wrapped anew in one transaction.
const AT_ONCE: i64 = 200;

/// How many rows need a version of the root key.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct KeyUse {
    /// Wrapped subject keys.
    pub subjects: u64,
    /// First answers to requests, which go by themselves within eight days.
    pub answers: u64,
    /// Responses and reports that wait in a sealed box, which go by midnight, and survey
    /// tokens in invitations, which go when these were sent or given up.
    pub boxed: u64,
}

impl KeyUse {
    /// How many rows need each version, in a database that any program may have
    /// open.
    ///
    /// # Errors
    /// When the database fails; [`Error::Schema`] for a schema of another version.
    pub async fn of(url: &str) -> Result<BTreeMap<u8, Self>, Error> {
        let database = Database::open(url).await?;
        let found = schema::version(&database).await?;
        if found != schema::NEEDED {
            return Err(Error::Schema { found, needed: schema::NEEDED });
        }
        let counted = count(&database).await;
        database.close().await;
        counted
    }
}

async fn count(database: &Database) -> Result<BTreeMap<u8, KeyUse>, Error> {
    const SUBJECTS: &str = "SELECT substr(wrapped, 1, 1) AS version, COUNT(*) FROM subject_key \
         GROUP BY 1";
    const ANSWERS: &str =
        "SELECT substr(answer, 1, 1) AS version, COUNT(*) FROM request GROUP BY 1";
    let subjects: Vec<(Vec<u8>, i64)> =
        on_pool!(database, pool => sqlx::query_as(SUBJECTS).fetch_all(pool).await)?;
    let answers: Vec<(Vec<u8>, i64)> =
        on_pool!(database, pool => sqlx::query_as(ANSWERS).fetch_all(pool).await)?;
    const BOXED: &str = "SELECT substr(ciphertext, 1, 1) AS version, COUNT(*) FROM \
         (SELECT ciphertext FROM survey_box UNION ALL SELECT ciphertext FROM whistle_box \
         UNION ALL SELECT ciphertext FROM survey_mail) AS boxed \
         GROUP BY 1";
    let boxed: Vec<(Vec<u8>, i64)> =
        on_pool!(database, pool => sqlx::query_as(BOXED).fetch_all(pool).await)?;
    let mut uses: BTreeMap<u8, KeyUse> = BTreeMap::new();
    let version = |bytes: &[u8]| bytes.first().copied().unwrap_or_default();
    let rows = |count: i64| u64::try_from(count).unwrap_or_default();
    for (bytes, count) in subjects {
        uses.entry(version(&bytes)).or_default().subjects = rows(count);
    }
    for (bytes, count) in answers {
        uses.entry(version(&bytes)).or_default().answers = rows(count);
    }
    for (bytes, count) in boxed {
        uses.entry(version(&bytes)).or_default().boxed = rows(count);
    }
    Ok(uses)
}

impl Store {
    /// How many rows need each version of the root key.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn key_use(&self) -> Result<BTreeMap<u8, KeyUse>, Error> {
        count(self.database()).await
    }

    /// Forgets first answers past their time, as the sequencer does now and then.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn forget_answers(&self) -> Result<(), Error> {
        let mut tx = self.database().begin().await?;
        crate::write::forget_answers(&mut tx, self.clock().now()).await?;
        Ok(tx.commit().await?)
    }

    /// Reads the keys anew, and wraps under the newest version what an older
    /// one wraps, until nothing is left. Answers how many that were.
    ///
    /// # Errors
    /// When the keys or the database fail; what is done is done, and the next
    /// call goes on.
    pub async fn rewrap(&self) -> Result<u64, Error> {
        let version = self.keys().reload()?;
        let (mut after, mut done) = (String::new(), 0);
        loop {
            const READ: &str = "SELECT subject, wrapped FROM subject_key \
                 WHERE subject > $1 AND substr(wrapped, 1, 1) <> $2 ORDER BY subject LIMIT $3";
            let rows: Vec<(String, Vec<u8>)> = on_pool!(self.database(), pool =>
                sqlx::query_as(READ).bind(&after).bind(vec![version]).bind(AT_ONCE)
                    .fetch_all(pool).await)?;
            let Some((last, _)) = rows.last() else { return Ok(done) };
            after.clone_from(last);
            done += self.rewrap_these(rows).await?;
        }
    }

    async fn rewrap_these(&self, rows: Vec<(String, Vec<u8>)>) -> Result<u64, Error> {
        const UPDATE: &str =
            "UPDATE subject_key SET wrapped = $1 WHERE subject = $2 AND wrapped = $3";
        let ring = self.keys().ring();
        let mut fresh = Vec::with_capacity(rows.len());
        for (subject, wrapped) in rows {
            let key = self.vault().unwrapped(&subject, &wrapped)?;
            fresh.push((ring.wrap(&key, &subject, random()?), subject, wrapped));
        }
        let mut tx = self.database().begin().await?;
        let mut done = 0;
        for (wrapped, subject, before) in fresh {
            done += on_tx!(&mut tx, conn => sqlx::query(UPDATE)
                .bind(wrapped).bind(subject).bind(before)
                .execute(conn).await.map(|done| done.rows_affected()))?;
        }
        tx.commit().await?;
        Ok(done)
    }
}
