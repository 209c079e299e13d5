//! The way in: reports into the box, answers under a slip's number.

use kernel::AgencyId;
use privacy::Place;
use whistleblowing::{Number, Proof, Sealed};

use crate::{
    database::{Tx, on_tx},
    error::Error,
    store::Store,
    vault::random,
};

/// A report as it came in.
#[derive(Clone, Copy, Debug)]
pub struct NewReport<'a> {
    /// The agency that carries it.
    pub agency: &'a AgencyId,
    /// The sender's own id of the entry.
    pub entry: &'a str,
    /// The slip's number.
    pub number: &'a Number,
    /// That the sender holds the slip.
    pub proof: &'a Proof,
    /// What is said.
    pub sealed: &'a Sealed,
}

/// What became of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Entered {
    /// It was taken.
    Now,
    /// One with the same id was taken before; this one was not.
    Before,
}

impl Store {
    pub(super) fn whistle_hash(&self, what: &str, text: &str) -> Vec<u8> {
        self.keys().digests().digest(format!("whistle {what}\0{text}").as_bytes()).to_vec()
    }

    /// Puts a report into the box, once for each entry.
    ///
    /// # Errors
    /// `RECEIPT_UNKNOWN` when the number is another slip's; when the database fails.
    pub async fn box_report(&self, new: &NewReport<'_>) -> Result<Entered, Error> {
        const SLIP: &str = "INSERT INTO whistle_slip (number_hash, proof_hash) VALUES ($1, $2) \
             ON CONFLICT (number_hash) DO NOTHING";
        const BOX: &str = "INSERT INTO whistle_box (id, agency, ciphertext) VALUES ($1, $2, $3)";
        let NewReport { agency, entry, number, proof, sealed } = *new;
        let number = self.whistle_hash("number", number.as_str());
        let proof = self.whistle_hash("proof", &proof.reveal());
        let entry = self.whistle_hash("entry", entry);
        let (id, ciphertext) = self.sealed_twice(sealed)?;
        let mut tx = self.database().begin().await?;
        on_tx!(&mut tx, conn => sqlx::query(SLIP).bind(&number).bind(&proof)
            .execute(conn).await.map(|_| ()))?;
        if proof_of(&mut tx, &number).await? != Some(proof) {
            tx.rollback().await?;
            return Err(Error::refused("RECEIPT_UNKNOWN"));
        }
        if !entered(&mut tx, entry).await? {
            tx.rollback().await?;
            return Ok(Entered::Before);
        }
        on_tx!(&mut tx, conn => sqlx::query(BOX).bind(id).bind(agency.as_str()).bind(ciphertext)
            .execute(conn).await.map(|_| ()))?;
        tx.commit().await.map_err(Error::CommitUnknown)?;
        Ok(Entered::Now)
    }

    /// Puts a sealed answer under the number of a slip, once for each entry.
    ///
    /// # Errors
    /// `REPORT_NUMBER_UNKNOWN` when no slip has the number; when the database fails.
    pub async fn append_answer(
        &self,
        entry: &str,
        number: &Number,
        sealed: &Sealed,
    ) -> Result<Entered, Error> {
        const ANSWER: &str =
            "INSERT INTO whistle_answer (id, number_hash, sealed) VALUES ($1, $2, $3)";
        let number = self.whistle_hash("number", number.as_str());
        let entry = self.whistle_hash("answer entry", entry);
        let id = hex::encode(random::<16>()?);
        let mut tx = self.database().begin().await?;
        if proof_of(&mut tx, &number).await?.is_none() {
            tx.rollback().await?;
            return Err(Error::refused("REPORT_NUMBER_UNKNOWN"));
        }
        if !entered(&mut tx, entry).await? {
            tx.rollback().await?;
            return Ok(Entered::Before);
        }
        on_tx!(&mut tx, conn => sqlx::query(ANSWER).bind(id).bind(number).bind(sealed.as_bytes())
            .execute(conn).await.map(|_| ()))?;
        tx.commit().await.map_err(Error::CommitUnknown)?;
        Ok(Entered::Now)
    }

    /// Sealed once more under the deployment's key, so that a copy of the box cannot be
    /// laid beside the released rows.
    fn sealed_twice(&self, sealed: &Sealed) -> Result<(String, Vec<u8>), Error> {
        let id = hex::encode(random::<16>()?);
        let place = Place { table: "whistle_box", row: &id, column: "ciphertext" };
        let ciphertext = self.keys().ring().seal_answer(place, sealed.as_bytes(), random()?);
        Ok((id, ciphertext))
    }
}

/// The hash of the proof that the holder of a number shows.
async fn proof_of(tx: &mut Tx, number: &[u8]) -> Result<Option<Vec<u8>>, Error> {
    const READ: &str = "SELECT proof_hash FROM whistle_slip WHERE number_hash = $1";
    let row: Option<(Vec<u8>,)> =
        on_tx!(tx, conn => sqlx::query_as(READ).bind(number).fetch_optional(conn).await)?;
    Ok(row.map(|(proof,)| proof))
}

/// Whether the entry is new.
async fn entered(tx: &mut Tx, entry: Vec<u8>) -> Result<bool, Error> {
    const ENTRY: &str =
        "INSERT INTO whistle_entry (hash) VALUES ($1) ON CONFLICT (hash) DO NOTHING";
    let rows = on_tx!(tx, conn => sqlx::query(ENTRY).bind(entry)
        .execute(conn).await.map(|done| done.rows_affected()))?;
    Ok(rows == 1)
}
