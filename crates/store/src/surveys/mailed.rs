//! A token on its way to its holder: sealed beside the invitations of one event, and wiped
//! when the last of them is settled.
//!
//! While it is here, whoever has database and keys can join token and case; afterwards
//! nobody can, and the invitations that were sent tell no more than that there was one.

use kernel::AgencyId;
use privacy::Place;

use crate::{
    database::{Tx, on_tx},
    erasure::secure_delete,
    error::Error,
    notices::Notice,
    store::Store,
    surveys::SurveyToken,
    vault::random,
    write::signed,
};

/// The name of the invitation to a survey among the templates of notices.
pub const INVITATION: &str = "survey_invitation";

impl Store {
    /// The token that an invitation carries: the same at every attempt and by every way. It
    /// is issued with the first attempt. `None` when the case has its token from elsewhere.
    ///
    /// # Errors
    /// When the database fails, or what it holds does not open.
    pub async fn survey_token_to_send(
        &self,
        notice: &Notice,
        agency: &AgencyId,
        service: &str,
    ) -> Result<Option<SurveyToken>, Error> {
        const KEEP: &str = "INSERT INTO survey_mail (idx, ciphertext) VALUES ($1, $2)";
        let index = signed(notice.index);
        let mut tx = self.database().begin().await?;
        let kept = self.mailed(&mut tx, notice.index).await?;
        if kept.is_some() {
            tx.rollback().await?;
            return Ok(kept);
        }
        let issued = self.issue_token(&mut tx, &notice.application, agency, service).await?;
        if let Some(token) = &issued {
            let row = index.to_string();
            let ring = self.keys().ring();
            let ciphertext = ring.seal_answer(place(&row), token.as_str().as_bytes(), random()?);
            on_tx!(&mut tx, conn => sqlx::query(KEEP).bind(index).bind(ciphertext)
                .execute(conn).await.map(|_| ()))?;
        }
        tx.commit().await.map_err(Error::CommitUnknown)?;
        Ok(issued)
    }

    async fn mailed(&self, tx: &mut Tx, index: u64) -> Result<Option<SurveyToken>, Error> {
        const READ: &str = "SELECT ciphertext FROM survey_mail WHERE idx = $1";
        let index = signed(index);
        let kept: Option<(Vec<u8>,)> = on_tx!(tx, conn => sqlx::query_as(READ)
            .bind(index).fetch_optional(conn).await)?;
        let Some((ciphertext,)) = kept else { return Ok(None) };
        let row = index.to_string();
        let text = self.keys().open_boxed(place(&row), &ciphertext)?;
        let token = std::str::from_utf8(&text).ok().and_then(SurveyToken::parse);
        token
            .map(Some)
            .ok_or_else(|| Error::corrupt("survey_mail.ciphertext", row.as_str(), "it is no token"))
    }
}

/// Wipes the token of an invitation that was just settled, once no other way still has to
/// bring it. A token that went by no way is taken back.
pub(crate) async fn wipe(store: &Store, tx: &mut Tx, settled: &Notice) -> Result<(), Error> {
    const STANDING: &str = "SELECT \
         CAST(COALESCE(SUM(CASE WHEN state = 'waiting' THEN 1 ELSE 0 END), 0) AS BIGINT), \
         CAST(COALESCE(SUM(CASE WHEN state = 'sent' THEN 1 ELSE 0 END), 0) AS BIGINT) \
         FROM notice WHERE idx = $1 AND template = $2";
    const WIPE: &str = "DELETE FROM survey_mail WHERE idx = $1";
    let index = signed(settled.index);
    let (waiting, sent): (i64, i64) = on_tx!(tx, conn => sqlx::query_as(STANDING)
        .bind(index).bind(INVITATION).fetch_one(conn).await)?;
    if waiting > 0 {
        return Ok(());
    }
    if sent == 0 {
        match store.mailed(tx, settled.index).await {
            Ok(None) => {}
            Ok(Some(token)) => store.take_token_back(tx, &settled.application, &token).await?,
            // It went to nobody and nobody can read it any more: it is only wiped.
            Err(error @ Error::Corrupt { .. }) => {
                tracing::error!(%error, "a survey token could not be taken back");
            }
            Err(error) => return Err(error),
        }
    }
    // Overwritten, not only given free.
    secure_delete(tx, "PRAGMA secure_delete = ON").await?;
    on_tx!(tx, conn => sqlx::query(WIPE).bind(index).execute(conn).await.map(|_| ()))?;
    secure_delete(tx, "PRAGMA secure_delete = OFF").await
}

fn place(row: &str) -> Place<'_> {
    Place { table: "survey_mail", row, column: "ciphertext" }
}
