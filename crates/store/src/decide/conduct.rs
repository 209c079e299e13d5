//! Conflicts of interest: comparing numbers without reading them, and putting
//! one officer in another's place.

use access::Officer;
use kernel::{Actor, PersonId, SealedRef};
use permits::Command;

use crate::{
    batch::Batch,
    columns::{Column, Sql, rows},
    database::on_tx,
    error::Error,
    queue::Place,
    record::{Event, Key, Record, RecordKind},
    request::{Reassignment, Reply},
    vault::WrappedKey,
};

/// A registered number as its field and its keyed hash.
pub(crate) type Number = (String, Vec<u8>);

impl Batch<'_> {
    /// Whether a registered number of the officer is the applicant's. An officer
    /// without registered numbers costs no question.
    pub(super) async fn is_related(
        &mut self,
        person: &PersonId,
        application: &str,
    ) -> Result<bool, Error> {
        let key = Key::new(RecordKind::Officer, person.as_str());
        self.load(&key).await?;
        let is_registered = matches!(self.record(&key),
            Some(Record::Officer(record)) if record.kinship.is_some());
        if !is_registered {
            return Ok(false);
        }
        let numbers = self.numbers_of(person).await?;
        // What this very batch has filed is not in the table yet.
        let own = self.indexes.iter().filter(|(_, _, subject)| subject == application);
        if own.clone().any(|(field, value, _)| {
            numbers.iter().any(|(of, number)| of == field && number.as_slice() == value)
        }) {
            return Ok(true);
        }
        const READ: Sql = rows!(
            "SELECT subject FROM blind_index WHERE (field, value, subject) IN (",
            (0 text, 1 blob, 2 text),
            ")"
        );
        let subjects = vec![application.to_owned(); numbers.len()];
        let (fields, values) = numbers.into_iter().unzip();
        let columns = vec![Column::Text(fields), Column::Blob(values), Column::Text(subjects)];
        let found: Vec<(String,)> = READ.fetch(&mut self.tx, columns).await?;
        Ok(!found.is_empty())
    }

    async fn numbers_of(&mut self, person: &PersonId) -> Result<Vec<Number>, Error> {
        if let Some(numbers) = self.kinships.get(person.as_str()) {
            return Ok(numbers.clone());
        }
        if let Some(numbers) = self.numbers.get(person.as_str()) {
            return Ok(numbers.clone());
        }
        const READ: &str = "SELECT field, value FROM kinship WHERE person = $1";
        let numbers: Vec<Number> = on_tx!(&mut self.tx, conn => sqlx::query_as(READ)
            .bind(person.as_str()).fetch_all(conn).await)?;
        self.numbers.insert(person.to_string(), numbers.clone());
        Ok(numbers)
    }

    /// Compares, and records by the system what the comparison brings.
    pub(super) async fn compare(&mut self, key: &Key, officer: &Officer) -> Result<bool, Error> {
        if !self.is_related(&officer.person, &key.id).await? {
            return Ok(false);
        }
        let ground = self.ground(key, None).await?;
        let context = permits::Context { is_related: true, ..ground.context(self.now) };
        if let Some(event) = self.application(key)?.decide_match(officer, &context) {
            self.apply(key, &Actor::System, vec![Event::Permits(Box::new(event))])?;
        }
        Ok(true)
    }

    /// The oldest step that waits for `executor` and that the officer may take:
    /// a case in which a number matches bars the officer and is passed over.
    pub(super) async fn oldest_for(
        &mut self,
        executor: &str,
        officer: &Officer,
    ) -> Result<Option<Place>, Error> {
        let mut after = None;
        while let Some(place) =
            self.next_in_queue(executor, &officer.person, after.as_ref()).await?
        {
            if !self.is_related(&officer.person, &place.1).await? {
                return Ok(Some(place));
            }
            let key = Key::new(RecordKind::Application, place.1.as_str());
            self.load(&key).await?;
            self.compare(&key, officer).await?;
            after = Some(place);
        }
        Ok(None)
    }

    pub(super) async fn reassign(
        &mut self,
        actor: &Actor,
        key: Key,
        reassignment: &Reassignment,
    ) -> Result<(Key, Reply), Error> {
        let Reassignment { step, to, reason, note } = reassignment;
        let officer = Key::new(RecordKind::Officer, to.as_str());
        self.load(&officer).await?;
        let to = match self.record(&officer) {
            Some(Record::Officer(record)) => Box::new(record.at(self.now)),
            _ => return Err(Error::refused("OFFICER_NOT_FOUND")),
        };
        let to_is_related = self.is_related(&to.person, &key.id).await?;
        let (step, reason, note) = (step.clone(), *reason, note.clone());
        let command = Command::Reassign { step, to, to_is_related, reason, note };
        self.permit(actor, key, &command).await
    }

    pub(super) async fn register_kinship(
        &mut self,
        actor: &Actor,
        person: &PersonId,
        etag: Option<u64>,
        numbers: &crate::request::Kinship,
    ) -> Result<(Key, Reply), Error> {
        let crate::request::Kinship { sealed, key, indexes } = numbers;
        let record = Key::new(RecordKind::Officer, person.as_str());
        self.load(&record).await?;
        let before = match self.record(&record) {
            Some(Record::Officer(record)) => record.kinship.clone(),
            _ => None,
        };
        let command = access::Command::RegisterKinship { numbers: sealed.clone() };
        let decided = self.officer_command(actor, person, etag, &command).await?;
        self.replace_numbers(person, before, key, indexes);
        Ok(decided)
    }

    fn replace_numbers(
        &mut self,
        person: &PersonId,
        before: Option<SealedRef>,
        key: &WrappedKey,
        indexes: &[(&'static str, [u8; 16])],
    ) {
        self.outdated.extend(before.map(|sealed| sealed.row));
        self.subjects.push(key.clone());
        let numbers = indexes.iter().map(|(field, value)| ((*field).to_owned(), value.to_vec()));
        self.kinships.insert(person.to_string(), numbers.collect());
    }
}
