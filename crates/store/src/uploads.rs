//! Files on their way in: how far each is, and where its parts lie.
//!
//! None of it is evidence, so none of it passes through the sequencer: a file
//! counts when its record says so. Each change is one statement
//! whose condition is what it was decided on.

use kernel::Instant;

use crate::{
    database::{on_pool, on_tx},
    error::Error,
    store::Store,
    write::signed,
};

/// How many unfinished uploads a case may have at once.
const MOST_OPEN: i64 = 10;

/// Where an upload stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UploadState {
    /// More is to come.
    Open,
    /// The file is in its case.
    Finished,
    /// Given up; nothing is kept of it.
    Gone,
}

/// An upload as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Upload {
    /// Its id, which the file keeps.
    pub id: String,
    /// The application, or the complaint.
    pub application: String,
    /// Who may go on: a person, or `applicant`.
    pub owner: String,
    /// Where it stands.
    pub state: UploadState,
    /// How many bytes there are in all.
    pub bytes: u64,
    /// How many parts are kept for good.
    pub parts: u64,
    /// What was announced, sealed.
    pub about: Vec<u8>,
    /// Keyed digest of what was announced.
    pub digest: Vec<u8>,
    /// How far the content's hash is, sealed.
    pub hash: Vec<u8>,
    /// When it is given up, while open; when it is forgotten, else.
    pub expires_at: Instant,
}

type Row = (String, String, String, String, i64, i64, Vec<u8>, Vec<u8>, Vec<u8>, i64);

const READ: &str = "SELECT id, application, owner, state, bytes, parts, about, digest, hash, \
     expires_at FROM upload WHERE id = $1";

impl UploadState {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Finished => "finished",
            Self::Gone => "gone",
        }
    }

    fn parse(text: &str, id: &str) -> Result<Self, Error> {
        [Self::Open, Self::Finished, Self::Gone]
            .into_iter()
            .find(|state| state.as_str() == text)
            .ok_or_else(|| Error::corrupt("upload.state", id, "this program does not know it"))
    }
}

fn read(row: Row) -> Result<Upload, Error> {
    let (id, application, owner, state, bytes, parts, about, digest, hash, expires_at) = row;
    Ok(Upload {
        state: UploadState::parse(&state, &id)?,
        bytes: u64::try_from(bytes).unwrap_or_default(),
        parts: u64::try_from(parts).unwrap_or_default(),
        expires_at: Instant::from_micros(expires_at),
        id,
        application,
        owner,
        about,
        digest,
        hash,
    })
}

impl Store {
    /// Keeps a new upload; answers what is kept under its id, which for a
    /// repeat is the first one.
    ///
    /// # Errors
    /// `TOO_MANY_UPLOADS` when the case has too many open ones; otherwise when
    /// the database fails. So for everything below.
    pub async fn create_upload(&self, upload: &Upload) -> Result<Upload, Error> {
        const COUNT: &str = "SELECT COUNT(*) FROM upload WHERE application = $1 AND state = 'open'";
        const INSERT: &str = "INSERT INTO upload (id, application, owner, state, bytes, parts, \
             about, digest, hash, expires_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
        let mut tx = self.database().begin().await?;
        let row: Option<Row> = on_tx!(&mut tx, conn =>
            sqlx::query_as(READ).bind(&upload.id).fetch_optional(conn).await)?;
        if let Some(row) = row {
            tx.rollback().await?;
            return read(row);
        }
        let (open,): (i64,) = on_tx!(&mut tx, conn =>
            sqlx::query_as(COUNT).bind(&upload.application).fetch_one(conn).await)?;
        if open >= MOST_OPEN {
            tx.rollback().await?;
            return Err(Error::refused("TOO_MANY_UPLOADS"));
        }
        let Upload { id, application, owner, state, bytes, parts, about, digest, hash, expires_at } =
            upload;
        on_tx!(&mut tx, conn => sqlx::query(INSERT)
            .bind(id).bind(application).bind(owner).bind(state.as_str())
            .bind(signed(*bytes)).bind(signed(*parts))
            .bind(about.as_slice()).bind(digest.as_slice()).bind(hash.as_slice())
            .bind(expires_at.micros())
            .execute(conn).await.map(|_| ()))?;
        tx.commit().await?;
        Ok(upload.clone())
    }

    /// The upload called `id`.
    pub async fn upload(&self, id: &str) -> Result<Option<Upload>, Error> {
        let row: Option<Row> = on_pool!(self.database(), pool =>
            sqlx::query_as(READ).bind(id).fetch_optional(pool).await)?;
        row.map(read).transpose()
    }

    /// Keeps the part numbered `part`, which lies at `object`, and how far the
    /// hash is after it. False when it is not the next one, or the upload is
    /// not open: somebody else was faster.
    pub async fn keep_part(
        &self,
        upload: &str,
        part: u64,
        object: &str,
        hash: &[u8],
    ) -> Result<bool, Error> {
        const COUNT_UP: &str = "UPDATE upload SET parts = parts + 1, hash = $3 \
             WHERE id = $1 AND parts = $2 AND state = 'open'";
        const INSERT: &str = "INSERT INTO file_part (file, part, object) VALUES ($1, $2, $3)";
        let mut tx = self.database().begin().await?;
        let changed = on_tx!(&mut tx, conn => sqlx::query(COUNT_UP)
            .bind(upload).bind(signed(part)).bind(hash)
            .execute(conn).await.map(|done| done.rows_affected()))?;
        if changed != 1 {
            tx.rollback().await?;
            return Ok(false);
        }
        on_tx!(&mut tx, conn => sqlx::query(INSERT)
            .bind(upload).bind(signed(part)).bind(object)
            .execute(conn).await.map(|_| ()))?;
        tx.commit().await?;
        Ok(true)
    }

    /// Where the parts of a file lie, in order, from the part `from` on.
    pub async fn parts(&self, file: &str, from: u64) -> Result<Vec<String>, Error> {
        const READ: &str =
            "SELECT object FROM file_part WHERE file = $1 AND part >= $2 ORDER BY part";
        let rows: Vec<(String,)> = on_pool!(self.database(), pool => sqlx::query_as(READ)
            .bind(file).bind(signed(from)).fetch_all(pool).await)?;
        Ok(rows.into_iter().map(|(object,)| object).collect())
    }

    /// Ends an open upload; its row is forgotten at `forgotten_at`. Of one that
    /// is gone, the parts are no longer known. False when it was not open.
    pub async fn end_upload(
        &self,
        id: &str,
        state: UploadState,
        forgotten_at: Instant,
    ) -> Result<bool, Error> {
        const END: &str =
            "UPDATE upload SET state = $2, expires_at = $3 WHERE id = $1 AND state = 'open'";
        const FORGET: &str = "DELETE FROM file_part WHERE file = $1";
        let mut tx = self.database().begin().await?;
        let changed = on_tx!(&mut tx, conn => sqlx::query(END)
            .bind(id).bind(state.as_str()).bind(forgotten_at.micros())
            .execute(conn).await.map(|done| done.rows_affected()))?;
        if changed == 1 && state == UploadState::Gone {
            on_tx!(&mut tx, conn =>
                sqlx::query(FORGET).bind(id).execute(conn).await.map(|_| ()))?;
        }
        tx.commit().await?;
        Ok(changed == 1)
    }

    /// Uploads whose time is over by now, oldest first.
    pub async fn expired_uploads(&self, limit: u32) -> Result<Vec<Upload>, Error> {
        const EXPIRED: &str = "SELECT id, application, owner, state, bytes, parts, about, digest, \
             hash, expires_at FROM upload WHERE expires_at <= $1 ORDER BY expires_at LIMIT $2";
        let now = self.clock().now().micros();
        let rows: Vec<Row> = on_pool!(self.database(), pool => sqlx::query_as(EXPIRED)
            .bind(now).bind(i64::from(limit)).fetch_all(pool).await)?;
        rows.into_iter().map(read).collect()
    }

    /// Forgets an upload that ended, so that nothing tells of it any more.
    pub async fn forget_upload(&self, id: &str) -> Result<(), Error> {
        const FORGET: &str = "DELETE FROM upload WHERE id = $1 AND state <> 'open'";
        let mut tx = self.database().begin().await?;
        on_tx!(&mut tx, conn => sqlx::query(FORGET).bind(id).execute(conn).await.map(|_| ()))?;
        Ok(tx.commit().await?)
    }
}
