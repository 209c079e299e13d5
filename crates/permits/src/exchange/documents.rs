//! Documents that go along with a step: who may fetch which, until when, and what
//! came of it.
//!
//! A step takes along the documents of the requirements that it `needs`, and no
//! others: the agency that is asked shall have what it judges by, and nothing else
//! (data minimisation; the answers of the form go by the same list).
//!
//! A document is fetched once. Until the other agency has said that it keeps it, each
//! of its calls is that one fetch, which may break off and go on; afterwards there is
//! none. The grant ends by its date, and with the step.

use access::Acting;
use kernel::{Instant, Slug};
use serde::{Deserialize, Serialize};

use super::{Assignment, Entrustment, Leaf, system};
use crate::{
    application::Application,
    context::Context,
    event::Event,
    file::{CaseFile, FileFor, NewFile},
    refusal::Refusal,
};

/// For how long documents may be fetched: a week, longer than a deployment is down.
/// Our own choice, no rule of law.
pub const GRANT_SECONDS: i64 = 7 * 24 * 3600;

/// Which documents another agency may fetch.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DocumentGrant {
    /// The files of the case, oldest first.
    pub files: Vec<String>,
    /// The last instant.
    pub until: Instant,
}

/// A document that the other agency has begun to fetch.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fetch {
    /// The file.
    pub file: String,
    /// Since when.
    pub at: Instant,
    /// Where the other side wrote down that it keeps it; absent until it has said so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delivered: Option<Leaf>,
}

/// A document that comes along with another agency's step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AssignedDocument {
    /// The file that it becomes here, as it was announced.
    pub file: NewFile,
    /// Its id there.
    pub origin: String,
    /// Until when it can be fetched.
    pub until: Instant,
    /// Where the other side wrote down that it is here; absent until it has said so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confirmed: Option<Leaf>,
}

/// Another agency begins to fetch a document: recorded before a byte of it leaves.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DocumentFetched {
    /// The hand-over's id.
    pub id: String,
    /// The file.
    pub file: String,
}

/// The other agency keeps a document, which it cannot fetch again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DocumentDelivered {
    /// The hand-over's id.
    pub id: String,
    /// The file.
    pub file: String,
    /// Where the other side wrote it down.
    pub leaf: Leaf,
}

/// A document of another agency's step is here, whole and as it was announced.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DocumentReceived {
    /// The file that it is here.
    pub file: String,
    /// Where the other side wrote down that it was fetched.
    pub leaf: Leaf,
}

/// The other agency has taken note that a document is here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DocumentConfirmed {
    /// The file here.
    pub file: String,
    /// Where the other side wrote it down.
    pub leaf: Leaf,
}

impl Entrustment {
    fn fetch(&self, file: &str) -> Option<&Fetch> {
        self.fetches.iter().find(|fetch| fetch.file == file)
    }
}

impl Application {
    /// The documents of another agency's step that are to be fetched at `now`, or are
    /// here without the other side knowing it; and whose step it is.
    pub fn to_fetch(&self, now: Instant) -> impl Iterator<Item = (&Assignment, &AssignedDocument)> {
        let assignment = self.assignment.iter();
        let all = assignment.flat_map(|it| it.documents.iter().map(move |document| (it, document)));
        all.filter(move |(assignment, document)| {
            let is_wanted =
                !self.is_over() && assignment.called_back.is_none() && now <= document.until;
            document.confirmed.is_none() && (is_wanted || self.file(&document.file.id).is_some())
        })
    }

    /// What goes along with a step that `needs` these requirements.
    pub(crate) fn granted_for(&self, needs: &[Slug], now: Instant) -> Option<DocumentGrant> {
        let is_needed = |held: &&CaseFile| match &held.file.purpose {
            FileFor::Requirement(id) => needs.iter().any(|need| need.as_str() == id),
            FileFor::Step(_) | FileFor::HandOver(_) => false,
        };
        let counts = self.files.iter().filter(|held| held.replaced_by.is_none());
        let files: Vec<_> = counts.filter(is_needed).map(|held| held.file.id.clone()).collect();
        let until = now.plus_seconds(GRANT_SECONDS);
        (!files.is_empty()).then_some(DocumentGrant { files, until })
    }

    /// By the agency that has the step; the same fetch goes on as often as it must.
    pub(crate) fn fetch_document(
        &self,
        acting: &Acting<'_>,
        (id, file): (&str, &str),
        context: &Context<'_>,
    ) -> Result<Vec<Event>, Refusal> {
        let entrustment = self.entrusted_to(acting, id)?;
        let granted = |grant: &&DocumentGrant| grant.files.iter().any(|granted| granted == file);
        let grant = entrustment.grant.as_ref().filter(granted);
        let grant = grant.ok_or(Refusal::DocumentNotGranted)?;
        let begun = entrustment.fetch(file);
        if begun.is_some_and(|fetch| fetch.delivered.is_some()) {
            return Err(Refusal::GrantSpent);
        }
        if context.now > grant.until || self.task_entrusted(id).is_none() {
            return Err(Refusal::GrantEnded);
        }
        if begun.is_some() {
            return Ok(Vec::new());
        }
        let (id, file) = (id.to_owned(), file.to_owned());
        Ok(vec![Event::DocumentFetched(DocumentFetched { id, file })])
    }

    /// By the agency that has fetched it; it may say so more than once.
    pub(crate) fn confirm_document(
        &self,
        acting: &Acting<'_>,
        (id, file): (&str, &str),
        leaf: &Leaf,
    ) -> Result<Vec<Event>, Refusal> {
        let fetch = self.entrusted_to(acting, id)?.fetch(file);
        let fetch = fetch.ok_or(Refusal::DocumentNotGranted)?;
        if fetch.delivered.is_some() {
            return Ok(Vec::new());
        }
        let (id, file, leaf) = (id.to_owned(), file.to_owned(), leaf.clone());
        Ok(vec![Event::DocumentDelivered(DocumentDelivered { id, file, leaf })])
    }

    /// By the deployment itself, when the content is kept and is what was announced.
    pub(crate) fn receive_document(
        &self,
        acting: &Acting<'_>,
        (file, leaf): (&str, &Leaf),
    ) -> Result<Vec<Event>, Refusal> {
        system(acting)?;
        self.assigned_document(file).ok_or(Refusal::FileNotFound)?;
        if self.file(file).is_some() {
            return Ok(Vec::new());
        }
        let (file, leaf) = (file.to_owned(), leaf.clone());
        Ok(vec![Event::DocumentReceived(DocumentReceived { file, leaf })])
    }

    /// The other side may say so more than once.
    pub(crate) fn note_confirmed(
        &self,
        acting: &Acting<'_>,
        (file, leaf): (&str, &Leaf),
    ) -> Result<Vec<Event>, Refusal> {
        system(acting)?;
        let document = self.assigned_document(file).ok_or(Refusal::FileNotFound)?;
        if document.confirmed.is_some() {
            return Ok(Vec::new());
        }
        let (file, leaf) = (file.to_owned(), leaf.clone());
        Ok(vec![Event::DocumentConfirmed(DocumentConfirmed { file, leaf })])
    }

    fn assigned_document(&self, file: &str) -> Option<&AssignedDocument> {
        let mut documents = self.assignment.as_ref()?.documents.iter();
        documents.find(|document| document.file.id == file)
    }

    pub(crate) fn fetched(&mut self, at: Instant, event: &DocumentFetched) {
        let DocumentFetched { id, file } = event;
        let fetch = Fetch { file: file.clone(), at, delivered: None };
        self.with_entrustment(id, |it| it.fetches.push(fetch));
    }

    pub(crate) fn delivered(&mut self, event: &DocumentDelivered) {
        let DocumentDelivered { id, file, leaf } = event;
        self.with_entrustment(id, |it| {
            if let Some(fetch) = it.fetches.iter_mut().find(|fetch| fetch.file == *file) {
                fetch.delivered = Some(leaf.clone());
            }
        });
    }

    pub(crate) fn received(&mut self, at: Instant, event: &DocumentReceived) {
        let DocumentReceived { file, leaf: _ } = event;
        let file = self.assigned_document(file).map(|document| document.file.clone());
        let held = |file| CaseFile { file, at, by: None, replaced_by: None };
        self.files.extend(file.map(held));
    }

    pub(crate) fn confirmed(&mut self, event: &DocumentConfirmed) {
        let DocumentConfirmed { file, leaf } = event;
        let mut documents = self.assignment.iter_mut().flat_map(|it| &mut it.documents);
        if let Some(document) = documents.find(|document| document.file.id == *file) {
            document.confirmed = Some(leaf.clone());
        }
    }
}
