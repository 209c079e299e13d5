//! The messages service: authenticates, seals, submits, converts back.

use access::Officer;
use contract::satupintu::permits::v1::{self as pb, messages_service_server as server};
use kernel::{Actor, AgencyId};
use permits::{Application, Command, MandateScope, Message, Writer};
use store::{Act, Answer, Reply, Store};
use tonic::{Request, Response, Status};

use crate::{
    outcome::status,
    permits::{
        Opened, PermitsService,
        answer::text,
        messages::{
            answer::{self, Reader},
            wire::{self, OnCase, Posting},
        },
        wire::Holder,
    },
    writing::submit,
};

/// What applicant and office write to each other.
pub(crate) struct MessagesService {
    permits: PermitsService,
}

type Answered<T> = Result<Response<T>, Status>;

impl MessagesService {
    /// The service over a deployment's memory.
    pub(crate) fn over(store: &Store) -> Self {
        Self { permits: PermitsService { store: store.clone() } }
    }

    /// The case, and the officer unless the receipt was shown.
    async fn party(
        &self,
        caller: &edge::Caller,
        agency: &AgencyId,
        application: &str,
        holder: Option<Holder>,
    ) -> Result<(Opened, Option<Officer>), Status> {
        match (holder, caller) {
            (Some(holder), _) => {
                let opened = self.permits.opened_also_by_agent(&holder).await?;
                let record = &opened.found.record;
                if record.id != application || record.agency != *agency {
                    return Err(edge::refused("APPLICATION_NOT_FOUND", &[]));
                }
                opened.must_reach(MandateScope::Correspond)?;
                Ok((opened, None))
            }
            (None, edge::Caller::Officer(officer)) => {
                let (found, _) = self.permits.visible(officer, agency, application).await?;
                let by = Actor::Officer(officer.person.clone());
                Ok((Opened { found, by }, Some(officer.clone())))
            }
            (None, edge::Caller::Peer(_) | edge::Caller::Public) => {
                Err(edge::refused("RECEIPT_REQUIRED", &[]))
            }
        }
    }
}

fn reader(officer: Option<&Officer>) -> Reader {
    officer.map_or(Reader::Applicant, |_| Reader::Officer)
}

/// Whether the words are this officer's business.
fn may_open(record: &Application, message: &Message, officer: &Officer) -> bool {
    matches!(&message.from, Writer::Office { by, .. } if *by == officer.person)
        || record.open_tasks().any(|task| task.taken_by.as_ref() == Some(&officer.person))
}

#[tonic::async_trait]
impl server::MessagesService for MessagesService {
    async fn post_message(
        &self,
        request: Request<pb::PostMessageRequest>,
    ) -> Answered<pb::PostMessageResponse> {
        const METHOD: &str = "PostMessage";
        let caller = edge::caller(&request)?.clone();
        let message = request.into_inner();
        let OnCase { agency, application, holder, brings } = wire::posting(&message)?;
        let Posting { request_id, etag, text, requirement } = brings;
        let (opened, officer) = self.party(&caller, &agency, &application, holder).await?;
        let mut sealing = self.permits.sealing(&application).await?;
        let text = sealing.seal_bytes("message", text.as_str().as_bytes())?;
        let requirement = requirement.map(|id| id.to_string());
        let command = Box::new(Command::PostMessage { text, requirement });
        let (actor, act) = (opened.by, Act::Permit { agency, application, etag, command });
        let (store, rows) = (&self.permits.store, sealing.rows);
        let reply = submit(store, METHOD, &message, actor, request_id, act, rows).await?;
        let Reply { version, index, answer: Answer::Application(record) } = reply else {
            return Err(edge::refused("INTERNAL", &[]));
        };
        let ground = store.ground(&record).await.map_err(status)?;
        let posted = record.messages.last().map(|posted| {
            answer::message(&record.agency, &ground.sop, posted, reader(officer.as_ref()))
        });
        Ok(Response::new(pb::PostMessageResponse {
            etag: version.to_string(),
            journal_index: index,
            message: posted,
        }))
    }

    async fn list_messages(
        &self,
        request: Request<pb::ListMessagesRequest>,
    ) -> Answered<pb::ListMessagesResponse> {
        let OnCase { agency, application, holder, brings: () } = wire::listing(request.get_ref())?;
        let caller = edge::caller(&request)?;
        let (opened, officer) = self.party(caller, &agency, &application, holder).await?;
        let (record, store) = (opened.found.record, &self.permits.store);
        let ground = store.ground(&record).await.map_err(status)?;
        let mut messages = Vec::with_capacity(record.messages.len());
        for message in &record.messages {
            let shown = reader(officer.as_ref());
            let mut shown = answer::message(&record.agency, &ground.sop, message, shown);
            if officer.as_ref().is_none_or(|officer| may_open(&record, message, officer)) {
                shown.text = text(store, &message.text).await?;
            }
            messages.push(shown);
        }
        let unanswered = u32::try_from(record.unanswered()).unwrap_or(u32::MAX);
        Ok(Response::new(pb::ListMessagesResponse { messages, unanswered }))
    }
}
