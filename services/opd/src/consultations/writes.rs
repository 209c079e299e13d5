//! How a step of a forum is written: words and names sealed under their own subjects,
//! then the command with what it brings.

use std::sync::Arc;

use consultations::{Command, Forum, NewComment};
use contract::satupintu::consultations::v1 as pb;
use kernel::{Actor, SealedRef};
use privacy::{ReceiptSecret, SubjectKey};
use prost::Message;
use store::{Act, Answer, ConsultationAct, ForumWrite, Found, Reply, SealedRow, WrappedKey};
use tonic::{Request, Status};

use crate::{
    consultations::{
        answer::{self, Reader},
        readers::not_found,
        service::ConsultationsService,
        wire::{Contributor, OnForum},
    },
    outcome::status,
    permits::actor,
    writing::submit,
};

/// An entry's own subject: its id, its new key, and the texts sealed under it.
pub(super) struct Entry {
    pub(super) id: String,
    pub(super) key: Arc<SubjectKey>,
    pub(super) wrapped: WrappedKey,
    pub(super) rows: Vec<SealedRow>,
    pub(super) secret: ReceiptSecret,
}

/// What a step of a forum brings, beside the command.
#[derive(Default)]
pub(super) struct Brings {
    pub(super) rows: Vec<SealedRow>,
    pub(super) subject: Option<WrappedKey>,
    pub(super) secret: Option<String>,
}

impl ConsultationsService {
    /// The forum's own key, under which the organiser's words are sealed.
    pub(super) async fn key_of(&self, forum: &str) -> Result<Arc<SubjectKey>, Status> {
        self.store.subject_key(forum).await.map_err(status)?.ok_or_else(not_found)
    }

    pub(super) fn seal(
        &self,
        key: &SubjectKey,
        subject: &str,
        field: &str,
        text: &[u8],
        rows: &mut Vec<SealedRow>,
    ) -> Result<SealedRef, Status> {
        let (sealed, row) = self.store.seal(key, subject, field, text).map_err(status)?;
        rows.push(row);
        Ok(sealed)
    }

    pub(super) fn entry(&self) -> Result<Entry, Status> {
        let id = self.store.new_id().map_err(status)?;
        let (key, wrapped) = self.store.new_subject(&id).map_err(status)?;
        let secret = ReceiptSecret::new(store::random().map_err(status)?);
        Ok(Entry { id, key, wrapped, rows: Vec::new(), secret })
    }

    pub(super) fn seal_person(
        &self,
        entry: &mut Entry,
        person: &Contributor,
    ) -> Result<SealedRef, Status> {
        let bytes = serde_json::to_vec(person).map_err(|error| edge::failed(&error))?;
        let key = Arc::clone(&entry.key);
        self.seal(&key, &entry.id.clone(), "contributor", &bytes, &mut entry.rows)
    }

    pub(super) fn digest(&self, secret: &ReceiptSecret) -> String {
        hex::encode(self.store.keys().receipt_secrets().digest(secret))
    }

    pub(super) async fn step<M: Message, T>(
        &self,
        method: &'static str,
        message: &M,
        actor: Actor,
        on: OnForum<T>,
        command: Command,
        brings: Brings,
    ) -> Result<(Found<Forum>, Option<String>), Status> {
        let OnForum { agency, forum, request_id, etag, brings: _ } = on;
        let Brings { rows, subject, secret } = brings;
        let write = ForumWrite { agency, forum, etag, command, subject, secret };
        let act = Act::Consult(Box::new(ConsultationAct::OnForum(write)));
        let reply = submit(&self.store, method, message, actor, request_id, act, rows).await?;
        forum_of(reply)
    }

    /// A step by an officer that gives out no slip.
    pub(super) async fn plain<M: Message, T>(
        &self,
        method: &'static str,
        request: &Request<M>,
        on: OnForum<T>,
        command: Command,
        rows: Vec<SealedRow>,
    ) -> Result<Found<Forum>, Status> {
        let brings = Brings { rows, ..Brings::default() };
        let message = request.get_ref();
        let (found, _) = self.step(method, message, actor(request)?, on, command, brings).await?;
        Ok(found)
    }

    pub(super) async fn shown(&self, found: &Found<Forum>) -> Result<Option<pb::Forum>, Status> {
        answer::forum(&self.store, found).await.map(Some)
    }

    /// A comment on its way in, from whomever.
    pub(super) async fn comment<M: Message, T>(
        &self,
        method: &'static str,
        message: &M,
        actor: Actor,
        on: OnForum<T>,
        new: NewComment,
        entry: Entry,
    ) -> Result<(pb::Comment, pb::Slip), Status> {
        let Entry { wrapped, rows, secret, .. } = entry;
        let brings =
            Brings { rows, subject: Some(wrapped), secret: Some(secret.reveal().to_string()) };
        let command = Command::Comment(new);
        let (found, secret) = self.step(method, message, actor, on, command, brings).await?;
        let forum = &found.record;
        let missing = || edge::refused("INTERNAL", &[]);
        let made = forum.comments.last().ok_or_else(missing)?;
        let shown = answer::comment(&self.store, forum, made, Reader::Public).await?;
        Ok((shown, slip(&made.slip.number, secret)?))
    }
}

/// The forum that a write has changed, and the secret of a slip.
pub(super) fn forum_of(reply: Reply) -> Result<(Found<Forum>, Option<String>), Status> {
    let Reply { version, index, answer } = reply;
    match answer {
        Answer::Forum { forum, secret } => Ok((Found { version, index, record: *forum }, secret)),
        _ => Err(edge::refused("INTERNAL", &[])),
    }
}

pub(super) fn slip(number: &str, secret: Option<String>) -> Result<pb::Slip, Status> {
    let secret = secret.ok_or_else(|| edge::refused("INTERNAL", &[]))?;
    Ok(pb::Slip { receipt_number: number.to_owned(), secret })
}
