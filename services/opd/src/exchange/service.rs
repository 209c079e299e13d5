//! What other agencies' deployments tell: knows them, seals, submits, answers.

use std::sync::Arc;

use contract::satupintu::exchange::v1::{self as pb, exchange_service_server as server};
use kernel::{Actor, AgencyId};
use permits::{Assignment, Channel, Command, Event, Returning};
use privacy::ReceiptSecret;
use sop::{EndResult, Exits};
use store::{Act, Answer, Filing, Store};
use tonic::{Request, Response, Status};

use crate::{
    exchange::{
        Partners, message,
        wire::{self, HandedOver, Returned},
    },
    outcome::status,
    permits::Sealing,
    writing::submit,
};

/// Work across deployments.
pub(crate) struct ExchangeService {
    pub(crate) store: Store,
    pub(crate) partners: Arc<Partners>,
}

type Answered<T> = Result<Response<T>, Status>;

#[tonic::async_trait]
impl server::ExchangeService for ExchangeService {
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
        let unknown = || edge::refused("HAND_OVER_UNKNOWN", &[]);
        let application = message::case_of(&id).ok_or_else(unknown)?;
        let found = self.store.application(application).await.map_err(status)?;
        let found = found.filter(|it| it.record.agency == agency).ok_or_else(unknown)?;
        let entrustment = found.record.entrustment(&id).filter(|it| it.to == from);
        let is_answered = entrustment.ok_or_else(unknown)?.result.is_some();
        let mut sealing = Sealing::of_case(&self.store, application).await?;
        let reason = match reason {
            // What is known already is not kept twice.
            Some(reason) if !is_answered => Some(sealing.seal("reason", &reason)?),
            Some(_) | None => None,
        };
        let returning = Box::new(Returning { id: id.clone(), outcome, reason, leaf });
        let act = Act::Permit {
            agency,
            application: application.to_owned(),
            etag: None,
            command: Box::new(Command::TakeResult(returning)),
        };
        let (actor, rows) = (Actor::Peer(from), sealing.rows);
        let reply = submit(&self.store, METHOD, &asked, actor, id.clone(), act, rows).await?;
        let is_it = |event: &Event| matches!(event, Event::ResultReceived(it) if it.id == id);
        let Answer::Application(case) = &reply.answer else {
            return Err(edge::refused("INTERNAL", &[]));
        };
        let leaf = message::leaf(&self.store, case, is_it).await.map_err(status)?;
        let result = case.entrustment(&id).and_then(|it| it.result.as_ref());
        Ok(Response::new(pb::ReturnResultResponse {
            leaf: Some(wire::leaf(&leaf)),
            late: result.is_some_and(|result| result.late),
        }))
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

impl ExchangeService {
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
        };
        Ok((by, assignment))
    }

    fn filing(
        &self,
        handed: HandedOver,
        (by, assignment): (store::Published, Assignment),
    ) -> Result<(Filing, Vec<store::SealedRow>), Status> {
        let HandedOver { agency, form, district, .. } = handed;
        let id = self.store.new_id().map_err(status)?;
        let (key, wrapped) = self.store.new_subject(&id).map_err(status)?;
        let mut sealing =
            Sealing { store: &self.store, key, subject: id.clone(), rows: Vec::new() };
        let sealed = sealing.seal_bytes("form", &form.to_bytes())?;
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
}

/// How a case by this procedure can end; nobody withdraws what an agency asked.
fn ends(sop: &sop::Sop) -> Vec<EndResult> {
    let ends = sop.steps().iter().filter_map(|step| match step.exits {
        Exits::End(end) if end != EndResult::Withdrawn => Some(end),
        Exits::End(_) | Exits::Next(_) | Exits::Choice(_) | Exits::All(_) => None,
    });
    ends.collect::<std::collections::BTreeSet<_>>().into_iter().collect()
}
