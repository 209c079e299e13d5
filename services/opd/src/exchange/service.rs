//! What other agencies' deployments tell: knows them, seals, submits, answers.

use std::sync::Arc;

use contract::satupintu::exchange::v1::{self as pb, exchange_service_server as server};
use files::Blobs;
use kernel::{Actor, AgencyId, SizeClass};
use permits::{
    Application, AssignedDocument, Assignment, Channel, Command, Event, FileFor, NewFile, Returning,
};
use privacy::ReceiptSecret;
use prost::Message;
use sop::{EndResult, Exits};
use store::{Act, Answer, Filing, SealedRow, Store};
use tonic::{Request, Response, Status};

use crate::{
    exchange::{
        Partners, message,
        sending::Document,
        wire::{self, Announced, CalledBack, HandedOver, OfDocument, Resending, Returned},
    },
    files::moving::Moving,
    outcome::status,
    permits::{Sealing, actor},
    writing::submit,
};

/// Work across deployments.
pub(crate) struct ExchangeService {
    pub(crate) store: Store,
    pub(crate) blobs: Blobs,
    pub(crate) moving: Moving,
    pub(crate) partners: Arc<Partners>,
}

type Answered<T> = Result<Response<T>, Status>;

fn unknown() -> Status {
    edge::refused("HAND_OVER_UNKNOWN", &[])
}

#[tonic::async_trait]
impl server::ExchangeService for ExchangeService {
    type FetchDocumentStream = Document;

    async fn hand_over(
        &self,
        request: Request<pb::HandOverRequest>,
    ) -> Answered<pb::HandOverResponse> {
        const METHOD: &str = "HandOver";
        let from = edge::peer(&request)?.clone();
        let asked = request.into_inner();
        let handed = wire::handed_over(&asked)?;
        let request_id = handed.id.clone();
        let assignment = self.assigned(from.clone(), &handed).await?;
        let (filing, rows) = self.filing(handed, assignment)?;
        let act = Act::Submit(Box::new(filing));
        let actor = Actor::Peer(from);
        let reply = submit(&self.store, METHOD, &asked, actor, request_id, act, rows).await?;
        let (Answer::Filed { application, .. } | Answer::Application(application)) = reply.answer
        else {
            return Err(edge::refused("INTERNAL", &[]));
        };
        let is_it = |event: &Event| matches!(event, Event::Submitted(_));
        let leaf = message::leaf(&self.store, &application, is_it).await.map_err(status)?;
        Ok(Response::new(pb::HandOverResponse {
            receipt_number: application.receipt.to_string(),
            leaf: Some(wire::leaf(&leaf)),
        }))
    }

    async fn return_result(
        &self,
        request: Request<pb::ReturnResultRequest>,
    ) -> Answered<pb::ReturnResultResponse> {
        const METHOD: &str = "ReturnResult";
        let from = edge::peer(&request)?.clone();
        let asked = request.into_inner();
        let Returned { agency, id, outcome, reason, leaf } = wire::returned(&asked)?;
        let case = self.case_of(&agency, &id).await?;
        let entrustment = case.entrustment(&id).filter(|it| it.to == from);
        let is_answered = entrustment.ok_or_else(unknown)?.result.is_some();
        let mut sealing = Sealing::of_case(&self.store, &case.id).await?;
        let reason = match reason {
            // What is known already is not kept twice.
            Some(reason) if !is_answered => Some(sealing.seal("reason", &reason)?),
            Some(_) | None => None,
        };
        let returning = Box::new(Returning { id: id.clone(), outcome, reason, leaf });
        let command = OnCase { agency, case: case.id, command: Command::TakeResult(returning) };
        let asking = (METHOD, &asked, id.clone());
        let case = self.by_peer(from, asking, command, sealing.rows).await?;
        let is_it = |event: &Event| matches!(event, Event::ResultReceived(it) if it.id == id);
        let leaf = message::leaf(&self.store, &case, is_it).await.map_err(status)?;
        let result = case.entrustment(&id).and_then(|it| it.result.as_ref());
        Ok(Response::new(pb::ReturnResultResponse {
            leaf: Some(wire::leaf(&leaf)),
            late: result.is_some_and(|result| result.late),
        }))
    }

    async fn fetch_document(
        &self,
        request: Request<pb::FetchDocumentRequest>,
    ) -> Answered<Self::FetchDocumentStream> {
        const METHOD: &str = "FetchDocument";
        let from = edge::peer(&request)?.clone();
        let asked = request.into_inner();
        let OfDocument { agency, request_id, hand_over: id, document: file, brings: kept_parts } =
            wire::fetching(&asked)?;
        let case = self.case_of(&agency, &id).await?;
        let command = Command::FetchDocument { id: id.clone(), file: file.clone() };
        let command = OnCase { agency, case: case.id, command };
        let case = self.by_peer(from, (METHOD, &asked, request_id), command, Vec::new()).await?;
        let is_it = |event: &Event| matches!(event, Event::DocumentFetched(it) if it.id == id && it.file == file);
        let leaf = message::leaf(&self.store, &case, is_it).await.map_err(status)?;
        Ok(Response::new(self.sending(&case, (&file, &leaf), kept_parts).await?))
    }

    async fn confirm_document(
        &self,
        request: Request<pb::ConfirmDocumentRequest>,
    ) -> Answered<pb::ConfirmDocumentResponse> {
        const METHOD: &str = "ConfirmDocument";
        let from = edge::peer(&request)?.clone();
        let asked = request.into_inner();
        let OfDocument { agency, request_id, hand_over: id, document: file, brings: leaf } =
            wire::confirming(&asked)?;
        let case = self.case_of(&agency, &id).await?;
        let command = Command::ConfirmDocument { id: id.clone(), file: file.clone(), leaf };
        let command = OnCase { agency, case: case.id, command };
        let case = self.by_peer(from, (METHOD, &asked, request_id), command, Vec::new()).await?;
        let is_it = |event: &Event| matches!(event, Event::DocumentDelivered(it) if it.id == id && it.file == file);
        let leaf = message::leaf(&self.store, &case, is_it).await.map_err(status)?;
        Ok(Response::new(pb::ConfirmDocumentResponse { leaf: Some(wire::leaf(&leaf)) }))
    }

    async fn call_back(
        &self,
        request: Request<pb::CallBackRequest>,
    ) -> Answered<pb::CallBackResponse> {
        const METHOD: &str = "CallBack";
        let from = edge::peer(&request)?.clone();
        let asked = request.into_inner();
        let CalledBack { agency, request_id, hand_over, leaf } = wire::called_back(&asked)?;
        let case = self.store.assigned(&from, &hand_over).await.map_err(status)?;
        let case = case.ok_or_else(unknown)?;
        let command = OnCase { agency, case, command: Command::CallBack { leaf } };
        let case = self.by_peer(from, (METHOD, &asked, request_id), command, Vec::new()).await?;
        let is_it = |event: &Event| matches!(event, Event::CalledBack(_));
        let leaf = message::leaf(&self.store, &case, is_it).await.map_err(status)?;
        let called_back = case.assignment.as_ref().and_then(|it| it.called_back.as_ref());
        Ok(Response::new(pb::CallBackResponse {
            leaf: Some(wire::leaf(&leaf)),
            late: called_back.is_some_and(|it| it.late),
        }))
    }

    async fn resend_dispatch(
        &self,
        request: Request<pb::ResendDispatchRequest>,
    ) -> Answered<pb::ResendDispatchResponse> {
        const METHOD: &str = "ResendDispatch";
        let (actor, message) = (actor(&request)?, request.get_ref());
        let Resending { agency, application, request_id, kind, dispatch: id } =
            wire::resending(message)?;
        let command = Box::new(Command::ResendDispatch { kind, id });
        let act = Act::Permit { agency, application, etag: None, command };
        let reply =
            submit(&self.store, METHOD, message, actor, request_id, act, Vec::new()).await?;
        Ok(Response::new(pb::ResendDispatchResponse { journal_index: reply.index }))
    }

    async fn get_exchange_status(
        &self,
        request: Request<pb::GetExchangeStatusRequest>,
    ) -> Answered<pb::GetExchangeStatusResponse> {
        let agency = wire::asking(request.get_ref())?;
        if !edge::officer(&request)?.may_administer(&agency) {
            return Err(edge::refused("DUTY_MISSING", &[]));
        }
        let standing = self.store.dispatches_standing().await.map_err(status)?;
        let partner = |agency| {
            let mut standing = standing.iter();
            wire::partner(agency, standing.find(|it| it.partner == *agency.as_str()))
        };
        let partners = self.partners.agencies().map(partner).collect();
        Ok(Response::new(pb::GetExchangeStatusResponse { partners }))
    }
}

/// A command on a case of this agency.
struct OnCase {
    agency: AgencyId,
    case: String,
    command: Command,
}

impl ExchangeService {
    /// The case here of which a step was handed over; whether to the caller, its rules
    /// say.
    async fn case_of(&self, agency: &AgencyId, hand_over: &str) -> Result<Application, Status> {
        let case = message::case_of(hand_over).ok_or_else(unknown)?;
        let found = self.store.application(case).await.map_err(status)?;
        let case = found.map(|found| found.record).filter(|case| case.agency == *agency);
        case.ok_or_else(unknown)
    }

    /// What another agency's deployment does to a case; answers the case then.
    async fn by_peer<M: Message>(
        &self,
        from: AgencyId,
        (method, asked, request_id): (&'static str, &M, String),
        OnCase { agency, case, command }: OnCase,
        rows: Vec<SealedRow>,
    ) -> Result<Application, Status> {
        let command = Box::new(command);
        let act = Act::Permit { agency, application: case, etag: None, command };
        let actor = Actor::Peer(from);
        let reply = submit(&self.store, method, asked, actor, request_id, act, rows).await?;
        match reply.answer {
            Answer::Application(case) => Ok(*case),
            _ => Err(edge::refused("INTERNAL", &[])),
        }
    }

    /// What is taken on by it: only what the settings name, and only where every
    /// end of the procedure here stands for an outcome there.
    async fn assigned(
        &self,
        from: AgencyId,
        handed: &HandedOver,
    ) -> Result<(store::Published, Assignment), Status> {
        let refused = || edge::refused("HAND_OVER_NOT_ACCEPTED", &[]);
        let HandedOver { agency, id, receipt, service, step, outcomes, leaf, .. } = handed;
        let accepts = self.partners.accepts(&from, service, step).ok_or_else(refused)?;
        let by = self.store.service(agency, accepts.by.as_str()).await.map_err(status)?;
        let by = by.ok_or_else(refused)?;
        let ends: Vec<EndResult> = ends(&by.sop);
        let assignment = Assignment {
            from,
            id: id.clone(),
            receipt: receipt.clone(),
            service: service.to_string(),
            step: step.to_string(),
            leaf: leaf.clone(),
            outcomes: accepts.fitting(&ends, outcomes).ok_or_else(refused)?,
            delivered: None,
            // Sealed with the rest of what comes along.
            documents: Vec::new(),
            called_back: None,
        };
        Ok((by, assignment))
    }

    fn filing(
        &self,
        handed: HandedOver,
        (by, mut assignment): (store::Published, Assignment),
    ) -> Result<(Filing, Vec<SealedRow>), Status> {
        let HandedOver { agency, form, district, documents, .. } = handed;
        let id = self.store.new_id().map_err(status)?;
        let (key, wrapped) = self.store.new_subject(&id).map_err(status)?;
        let mut sealing =
            Sealing { store: &self.store, key, subject: id.clone(), rows: Vec::new() };
        let sealed = sealing.seal_bytes("form", &form.to_bytes())?;
        for announced in documents {
            assignment.documents.push(self.document(announced, &mut sealing)?);
        }
        // Told to nobody: the applicant's receipt is that of the other agency.
        let secret = ReceiptSecret::new(store::random().map_err(status)?);
        let keys = self.store.keys();
        let filing = Filing {
            id,
            agency,
            service: by.service.id().clone(),
            key: wrapped,
            indexes: form.indexes(&keys.blind_index()),
            form: sealed,
            channel: Channel::Agency,
            assisted_by: None,
            district,
            // What the service here asks for itself is between these agencies.
            requirements_given: Vec::new(),
            concerning: None,
            notices: None,
            mandate: None,
            assignment: Some(assignment),
            secret: secret.reveal().to_string(),
            secret_digest: keys.receipt_secrets().digest(&secret),
        };
        Ok((filing, sealing.rows))
    }

    /// A document that comes along, as the case here knows it before it has arrived.
    fn document(
        &self,
        announced: Announced,
        sealing: &mut Sealing<'_>,
    ) -> Result<AssignedDocument, Status> {
        let Announced { origin, requirement, media, details, sha256, until } = announced;
        let file = NewFile {
            id: self.store.new_id().map_err(status)?,
            purpose: FileFor::HandOver(requirement.to_string()),
            media,
            size: SizeClass::of(details.bytes),
            details: sealing.seal_bytes("file.details", &details.to_bytes())?,
            content: sealing.seal_bytes("file.content", sha256.as_bytes())?,
            replaces: None,
        };
        Ok(AssignedDocument { file, origin, until, confirmed: None })
    }
}

/// How a case by this procedure can end; nobody withdraws what an agency asked.
fn ends(sop: &sop::Sop) -> Vec<EndResult> {
    let ends = sop.steps().iter().filter_map(|step| match step.exits {
        Exits::End(end) if end != EndResult::Withdrawn => Some(end),
        Exits::End(_) | Exits::Next(_) | Exits::Choice(_) | Exits::All(_) => None,
    });
    ends.collect::<std::collections::BTreeSet<_>>().into_iter().collect()
}
