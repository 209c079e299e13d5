//! The mandates service: authenticates, seals, submits, converts back.

use contract::satupintu::permits::v1::{self as pb, mandates_service_server as server};
use kernel::Actor;
use permits::{Application, Command, NewMandate};
use prost::Message;
use store::{Act, Answer, Reply, SealedRow, Store};
use tonic::{Request, Response, Status};

use crate::{
    outcome::status,
    permits::{
        PermitsService,
        answer::form_of,
        mandates::{
            Agent, answer,
            wire::{self, Wanted},
        },
        wire::ByReceipt,
    },
    writing::submit,
};

/// Who may act for an applicant.
pub(crate) struct MandatesService {
    permits: PermitsService,
}

type Answered<T> = Result<Response<T>, Status>;

/// A mandate as it stands after a write on it.
struct Written {
    etag: String,
    journal_index: u64,
    record: Box<Application>,
}

impl MandatesService {
    /// The service over a deployment's memory.
    pub(crate) fn over(store: &Store) -> Self {
        Self { permits: PermitsService { store: store.clone() } }
    }

    async fn write<M: Message>(
        &self,
        method: &'static str,
        message: &M,
        record: &Application,
        actor: Actor,
        (request_id, etag): (String, Option<u64>),
        (command, rows): (Command, Vec<SealedRow>),
    ) -> Result<Written, Status> {
        let act = Act::Permit {
            agency: record.agency.clone(),
            application: record.id.clone(),
            etag,
            command: Box::new(command),
        };
        let store = &self.permits.store;
        let reply = submit(store, method, message, actor, request_id, act, rows).await?;
        let Reply { version, index, answer: Answer::Application(record) } = reply else {
            return Err(edge::refused("INTERNAL", &[]));
        };
        Ok(Written { etag: version.to_string(), journal_index: index, record })
    }
}

#[tonic::async_trait]
impl server::MandatesService for MandatesService {
    async fn give_mandate(
        &self,
        request: Request<pb::GiveMandateRequest>,
    ) -> Answered<pb::GiveMandateResponse> {
        let message = request.into_inner();
        let ByReceipt { holder, request_id, etag, brings } = wire::giving(&message)?;
        let Wanted { agent, scope, until } = brings;
        let record = self.permits.opened_by(&holder).await?.record;
        let form = form_of(&self.permits.store, &record).await?;
        if !form.has_contact_beside(&agent) {
            return Err(edge::refused("SUBJECT_CONTACT_REQUIRED", &[]));
        }
        let secrets = self.permits.store.keys().receipt_secrets();
        let secret = secrets.agent(&record.id, &request_id);
        let mut sealing = self.permits.sealing(&record.id).await?;
        let mandate = NewMandate {
            agent: sealing.seal_bytes("agent", &agent.to_bytes())?,
            secret_digest: hex::encode(secrets.digest(&secret)),
            scope,
            until,
        };
        let command = (Command::GiveMandate(Box::new(mandate)), sealing.rows);
        let who = (request_id, etag);
        let written =
            self.write("GiveMandate", &message, &record, Actor::Applicant, who, command).await?;
        Ok(Response::new(pb::GiveMandateResponse {
            etag: written.etag,
            journal_index: written.journal_index,
            mandate: written.record.mandates.last().map(answer::mandate),
            agent_secret: secret.reveal().to_string(),
        }))
    }

    async fn end_mandate(
        &self,
        request: Request<pb::EndMandateRequest>,
    ) -> Answered<pb::EndMandateResponse> {
        let message = request.into_inner();
        let ByReceipt { holder, request_id, etag, brings: number } = wire::ending(&message)?;
        let opened = self.permits.opened_by_either(&holder).await?;
        let command = (Command::EndMandate { number }, Vec::new());
        let (record, who) = (opened.found.record, (request_id, etag));
        let written = self.write("EndMandate", &message, &record, opened.by, who, command).await?;
        let mandate = written.record.mandates.iter().find(|mandate| mandate.number == number);
        Ok(Response::new(pb::EndMandateResponse {
            etag: written.etag,
            journal_index: written.journal_index,
            mandate: mandate.map(answer::mandate),
        }))
    }

    async fn list_mandates(
        &self,
        request: Request<pb::ListMandatesRequest>,
    ) -> Answered<pb::ListMandatesResponse> {
        let holder = wire::listing(request.get_ref())?;
        let record = self.permits.opened_by(&holder).await?.record;
        let mut mandates = Vec::with_capacity(record.mandates.len());
        for mandate in &record.mandates {
            let mut shown = answer::mandate(mandate);
            let bytes = self.permits.store.unseal(&mandate.agent).await.map_err(status)?;
            if let Some(bytes) = bytes {
                let agent = Agent::from_bytes(&bytes).map_err(|error| edge::failed(&error))?;
                shown.agent_name = agent.name().to_owned();
            }
            mandates.push(shown);
        }
        Ok(Response::new(pb::ListMandatesResponse { mandates }))
    }
}
