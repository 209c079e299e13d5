//! Keys at work: sealing before a command is queued, opening after it is read.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use kernel::{Instant, SealedRef};
use privacy::{Keyring, Place, SubjectKey, Unsealable};

use crate::{database::on_pool, error::Error, keys::Keys, request::Kept, store::Store};

/// How many unwrapped subject keys are kept at hand.
const KEYS_AT_HAND: usize = 20_000;

/// An encrypted text on its way to the `sealed` table.
#[derive(Clone, Debug)]
pub struct SealedRow {
    pub(crate) id: String,
    pub(crate) subject: String,
    pub(crate) field: String,
    pub(crate) ciphertext: Vec<u8>,
}

/// A subject's new data key, wrapped, on its way to the `subject_key` table.
#[derive(Clone, Debug)]
pub struct WrappedKey {
    pub(crate) subject: String,
    pub(crate) wrapped: Vec<u8>,
}

/// The deployment's keys, and the subject keys in use.
///
/// A key at hand seals and never opens: another process may have erased the
/// person in the meantime, and only the database knows. What would be sealed
/// for somebody erased is refused with the command that brings it.
pub(crate) struct Vault {
    keys: Keys,
    at_hand: Mutex<HashMap<String, Arc<SubjectKey>>>,
}

/// `N` random bytes from the operating system.
///
/// # Errors
/// [`Error::Setting`] when the system gives none; nothing can be sealed then.
pub fn random<const N: usize>() -> Result<[u8; N], Error> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes)
        .map_err(|why| Error::Setting(format!("no randomness from the system: {why}")))?;
    Ok(bytes)
}

/// As [`Store::new_id`], at a given instant.
pub(crate) fn new_id(now: Instant) -> Result<String, Error> {
    let millis = u64::try_from(now.micros() / 1000).unwrap_or_default();
    let id = uuid::Builder::from_unix_timestamp_millis(millis, &random()?).into_uuid();
    Ok(id.to_string())
}

impl Vault {
    pub(crate) fn new(keys: Keys) -> Self {
        Self { keys, at_hand: Mutex::new(HashMap::new()) }
    }

    pub(crate) fn keys(&self) -> &Keys {
        &self.keys
    }

    /// What `open` opens, with the keys read anew when it meets a version that
    /// is not among them.
    fn opened<T>(
        &self,
        open: impl Fn(&Keyring) -> Result<T, Unsealable>,
    ) -> Result<Result<T, Unsealable>, Error> {
        match open(&self.keys.ring()) {
            Err(Unsealable::KeyVersion { .. }) => {
                self.keys.reload()?;
                Ok(open(&self.keys.ring()))
            }
            opened => Ok(opened),
        }
    }

    pub(crate) fn unwrapped(&self, subject: &str, wrapped: &[u8]) -> Result<SubjectKey, Error> {
        self.opened(|ring| ring.unwrap(subject, wrapped))?
            .map_err(|why| Error::corrupt("subject_key.wrapped", subject, why))
    }

    /// Forgets the key of somebody who was erased.
    pub(crate) fn forget(&self, subject: &str) {
        self.at_hand.lock().unwrap_or_else(PoisonError::into_inner).remove(subject);
    }

    /// Encrypts a first answer, bound to the request that it answers.
    pub(crate) fn seal_answer(
        &self,
        scope: &str,
        request_id: &str,
        answer: &[u8],
    ) -> Result<Vec<u8>, Error> {
        let row = format!("{scope}|{request_id}");
        let place = Place { table: "request", row: &row, column: "answer" };
        Ok(self.keys.ring().seal_answer(place, answer, random()?))
    }

    /// Opens a first answer.
    pub(crate) fn open_answer(
        &self,
        scope: &str,
        request_id: &str,
        sealed: &[u8],
    ) -> Result<Kept, Error> {
        let row = format!("{scope}|{request_id}");
        let place = Place { table: "request", row: &row, column: "answer" };
        let corrupt = |why: String| Error::corrupt("request.answer", request_id, why);
        let answer = self.opened(|ring| ring.open_answer(place, sealed))?;
        let answer = answer.map_err(|why| corrupt(why.to_string()))?;
        serde_json::from_slice(&answer).map_err(|why| corrupt(why.to_string()))
    }

    fn remember(&self, subject: &str, key: &Arc<SubjectKey>) {
        let mut at_hand = self.at_hand.lock().unwrap_or_else(PoisonError::into_inner);
        if at_hand.len() >= KEYS_AT_HAND {
            at_hand.clear();
        }
        at_hand.insert(subject.to_owned(), Arc::clone(key));
    }

    fn recall(&self, subject: &str) -> Option<Arc<SubjectKey>> {
        self.at_hand.lock().unwrap_or_else(PoisonError::into_inner).get(subject).cloned()
    }
}

impl Store {
    /// A new record's or row's id: a UUID that begins with the time (RFC 9562,
    /// version 7), so that what is written together lies together.
    ///
    /// # Errors
    /// When the system gives no randomness.
    pub fn new_id(&self) -> Result<String, Error> {
        new_id(self.clock().now())
    }

    /// A data key for a new subject, and its wrapped form for the database.
    ///
    /// # Errors
    /// When the system gives no randomness.
    pub fn new_subject(&self, subject: &str) -> Result<(Arc<SubjectKey>, WrappedKey), Error> {
        let key = Arc::new(SubjectKey::new(random()?));
        let wrapped = self.keys().ring().wrap(&key, subject, random()?);
        self.vault().remember(subject, &key);
        Ok((key, WrappedKey { subject: subject.to_owned(), wrapped }))
    }

    /// The data key of a subject; `None` when there is none, or it was destroyed.
    /// Asks the database each time, for only that knows.
    ///
    /// # Errors
    /// [`Error::Corrupt`] when the stored key does not open under the root key.
    pub async fn subject_key(&self, subject: &str) -> Result<Option<Arc<SubjectKey>>, Error> {
        let Some(wrapped) = self.wrapped_key(subject).await? else {
            self.vault().forget(subject);
            return Ok(None);
        };
        let key = Arc::new(self.vault().unwrapped(subject, &wrapped)?);
        self.vault().remember(subject, &key);
        Ok(Some(key))
    }

    /// The data key of a subject as the database holds it: wrapped.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn wrapped_key(&self, subject: &str) -> Result<Option<Vec<u8>>, Error> {
        const READ: &str = "SELECT wrapped FROM subject_key WHERE subject = $1";
        let row: Option<(Vec<u8>,)> = on_pool!(self.database(), pool =>
            sqlx::query_as(READ).bind(subject).fetch_optional(pool).await)?;
        Ok(row.map(|(wrapped,)| wrapped))
    }

    /// The data key of an application, to seal what a command on it brings:
    /// one at hand will do, because a command on somebody erased is refused.
    ///
    /// # Errors
    /// As [`Store::subject_key`].
    pub async fn sealing_key(&self, application: &str) -> Result<Option<Arc<SubjectKey>>, Error> {
        match self.vault().recall(application) {
            Some(key) => Ok(Some(key)),
            None => self.subject_key(application).await,
        }
    }

    /// Encrypts `text` under a subject's key: the reference for the event, and
    /// the row for the database.
    ///
    /// # Errors
    /// When the system gives no randomness.
    pub fn seal(
        &self,
        key: &SubjectKey,
        subject: &str,
        field: &str,
        text: &[u8],
    ) -> Result<(SealedRef, SealedRow), Error> {
        let id = self.new_id()?;
        let place = Place { table: "sealed", row: &id, column: field };
        let ciphertext = key.seal(place, text, random()?);
        let commitment = hex::encode(key.commit(place, text));
        let row = SealedRow {
            id: id.clone(),
            subject: subject.to_owned(),
            field: field.to_owned(),
            ciphertext,
        };
        Ok((SealedRef { row: id, commitment }, row))
    }

    /// The text that a reference points at; `None` once it was erased.
    ///
    /// # Errors
    /// [`Error::Corrupt`] when the text does not open or does not keep to its
    /// commitment.
    pub async fn unseal(&self, sealed: &SealedRef) -> Result<Option<Vec<u8>>, Error> {
        const READ: &str = "SELECT s.subject, s.field, s.ciphertext, k.wrapped FROM sealed s \
             JOIN subject_key k ON k.subject = s.subject WHERE s.id = $1";
        let row: Option<(String, String, Vec<u8>, Vec<u8>)> = on_pool!(self.database(), pool =>
            sqlx::query_as(READ).bind(&sealed.row).fetch_optional(pool).await)?;
        let Some((subject, field, ciphertext, wrapped)) = row else { return Ok(None) };
        let key = self.vault().unwrapped(&subject, &wrapped)?;
        let place = Place { table: "sealed", row: &sealed.row, column: &field };
        let text = key
            .open(place, &ciphertext)
            .map_err(|why| Error::corrupt("sealed.ciphertext", &sealed.row, why))?;
        if hex::encode(key.commit(place, &text)) != sealed.commitment {
            return Err(Error::corrupt(
                "sealed.ciphertext",
                &sealed.row,
                "not what was committed to",
            ));
        }
        Ok(Some(text.to_vec()))
    }
}
