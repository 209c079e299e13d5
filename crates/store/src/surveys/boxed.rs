//! Tokens and the box: what is remembered of a response before it is released.

use kernel::{AgencyId, Slug};
use privacy::Place;
use surveys::Response;

use crate::{
    database::{Tx, on_tx},
    error::Error,
    store::Store,
    vault::random,
};

/// Letters and digits that nobody mistakes for each other.
const ALPHABET: &[u8; 32] = b"23456789abcdefghjkmnpqrstuvwxyz7";
/// 24 of 32 letters: 120 bits, which nobody guesses.
const TOKEN_LENGTH: usize = 24;

/// A one-time token. Only its holder has it: we keep a keyed hash.
#[derive(Clone, PartialEq, Eq)]
pub struct SurveyToken(String);

/// What became of a token that was shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Spent {
    /// The response is in the box.
    Now,
    /// A response came with it before; this one was not counted.
    Before,
}

impl SurveyToken {
    /// A new one.
    ///
    /// # Errors
    /// When the system gives no randomness.
    pub fn new() -> Result<Self, Error> {
        let letter = |byte: &u8| ALPHABET.get(usize::from(byte % 32)).copied().map(char::from);
        Ok(Self(random::<TOKEN_LENGTH>()?.iter().filter_map(letter).collect()))
    }

    /// The token that `text` is; nothing for another form.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let is_token = text.len() == TOKEN_LENGTH && text.bytes().all(|b| ALPHABET.contains(&b));
        is_token.then(|| Self(text.to_owned()))
    }

    /// As its holder types it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Shown to nobody by accident.
impl std::fmt::Debug for SurveyToken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SurveyToken")
    }
}

impl Store {
    fn survey_hash(&self, what: &str, text: &str) -> Vec<u8> {
        self.keys().digests().digest(format!("survey {what}\0{text}").as_bytes()).to_vec()
    }

    /// Gives a case its one token. `None` when it has had it: which one it was, we do not
    /// know any more.
    ///
    /// # Errors
    /// When the database fails; so for every function below.
    pub async fn issue_survey_token(
        &self,
        case: &str,
        agency: &AgencyId,
        service: &str,
    ) -> Result<Option<SurveyToken>, Error> {
        let mut tx = self.database().begin().await?;
        let token = self.issue_token(&mut tx, case, agency, service).await?;
        tx.commit().await.map_err(Error::CommitUnknown)?;
        Ok(token)
    }

    /// The same within a transaction.
    pub(super) async fn issue_token(
        &self,
        tx: &mut Tx,
        case: &str,
        agency: &AgencyId,
        service: &str,
    ) -> Result<Option<SurveyToken>, Error> {
        const ISSUED: &str =
            "INSERT INTO survey_issued (case_hash) VALUES ($1) ON CONFLICT (case_hash) DO NOTHING";
        const TOKEN: &str =
            "INSERT INTO survey_token (hash, agency, service, is_spent) VALUES ($1, $2, $3, 0)";
        let token = SurveyToken::new()?;
        let (case, hash) = (self.survey_hash("case", case), self.survey_hash("token", &token.0));
        let is_first = on_tx!(tx, conn => sqlx::query(ISSUED).bind(case)
            .execute(conn).await.map(|done| done.rows_affected()))?
            == 1;
        if !is_first {
            return Ok(None);
        }
        on_tx!(tx, conn => sqlx::query(TOKEN)
            .bind(hash).bind(agency.as_str()).bind(service)
            .execute(conn).await.map(|_| ()))?;
        Ok(Some(token))
    }

    /// Takes back a token that has reached nobody, if nobody has spent it: its case can have
    /// another one.
    pub(super) async fn take_token_back(
        &self,
        tx: &mut Tx,
        case: &str,
        token: &SurveyToken,
    ) -> Result<(), Error> {
        const TOKEN: &str = "DELETE FROM survey_token WHERE hash = $1 AND is_spent = 0";
        const ISSUED: &str = "DELETE FROM survey_issued WHERE case_hash = $1";
        let (case, hash) = (self.survey_hash("case", case), self.survey_hash("token", &token.0));
        let taken = on_tx!(tx, conn => sqlx::query(TOKEN).bind(hash)
            .execute(conn).await.map(|done| done.rows_affected()))?;
        if taken == 1 {
            on_tx!(tx, conn => sqlx::query(ISSUED).bind(case).execute(conn).await.map(|_| ()))?;
        }
        Ok(())
    }

    /// The agency and service that a token was issued for; `None` for no token of ours.
    pub async fn survey_token(
        &self,
        token: &SurveyToken,
    ) -> Result<Option<(AgencyId, Slug)>, Error> {
        const READ: &str = "SELECT agency, service FROM survey_token WHERE hash = $1";
        let hash = self.survey_hash("token", &token.0);
        let row: Option<(String, String)> = crate::database::on_pool!(self.database(), pool =>
            sqlx::query_as(READ).bind(hash).fetch_optional(pool).await)?;
        row.map(|(agency, service)| {
            let slug = |text: &str| {
                Slug::parse(text).map_err(|why| Error::corrupt("survey_token", "agency", why))
            };
            Ok((slug(&agency)?, slug(&service)?))
        })
        .transpose()
    }

    /// Spends a token and puts the response into the box, or neither.
    pub async fn spend_survey_token(
        &self,
        token: &SurveyToken,
        response: &Response,
    ) -> Result<Spent, Error> {
        const SPEND: &str = "UPDATE survey_token SET is_spent = 1 WHERE hash = $1 AND is_spent = 0";
        let hash = self.survey_hash("token", &token.0);
        let (id, ciphertext) = self.boxed(response)?;
        let mut tx = self.database().begin().await?;
        let spent = on_tx!(&mut tx, conn => sqlx::query(SPEND).bind(hash)
            .execute(conn).await.map(|done| done.rows_affected()))?;
        into_box(tx, spent, id, ciphertext).await
    }

    /// Puts a response that an officer entered into the box, once for each `entry`: the
    /// entry's own id does what a token does.
    pub async fn enter_survey_response(
        &self,
        entry: &str,
        response: &Response,
    ) -> Result<Spent, Error> {
        const SPEND: &str = "INSERT INTO survey_token (hash, agency, service, is_spent) \
             VALUES ($1, $2, $3, 1) ON CONFLICT (hash) DO NOTHING";
        let hash = self.survey_hash("entry", entry);
        let (id, ciphertext) = self.boxed(response)?;
        let mut tx = self.database().begin().await?;
        let spent = on_tx!(&mut tx, conn => sqlx::query(SPEND)
            .bind(hash).bind(response.agency.as_str()).bind(response.service.as_str())
            .execute(conn).await.map(|done| done.rows_affected()))?;
        into_box(tx, spent, id, ciphertext).await
    }

    /// Sealed under a random id, which is no time.
    fn boxed(&self, response: &Response) -> Result<(String, Vec<u8>), Error> {
        let id = hex::encode(random::<16>()?);
        let place = Place { table: "survey_box", row: &id, column: "ciphertext" };
        let text = crate::record::to_json(response);
        let ciphertext = self.keys().ring().seal_answer(place, text.as_bytes(), random()?);
        Ok((id, ciphertext))
    }
}

async fn into_box(mut tx: Tx, spent: u64, id: String, ciphertext: Vec<u8>) -> Result<Spent, Error> {
    const BOX: &str = "INSERT INTO survey_box (id, ciphertext) VALUES ($1, $2)";
    if spent == 0 {
        tx.rollback().await?;
        return Ok(Spent::Before);
    }
    on_tx!(&mut tx, conn => sqlx::query(BOX).bind(id).bind(ciphertext)
        .execute(conn).await.map(|_| ()))?;
    tx.commit().await.map_err(Error::CommitUnknown)?;
    Ok(Spent::Now)
}
