//! The governance service. Whose duty a step is, the store asks, in series.

use contract::satupintu::sop::v1::{self as pb, sop_governance_service_server as server};
use kernel::Actor;
use prost::Message;
use sop::governance::{Attempt, Command, Governance, Proof};
use store::{
    Act, Answer, Found, GovernanceAct, GovernanceWrite, Reply, SealedRow, Store, WrappedKey,
};
use tonic::{Request, Response, Status};

use crate::{
    governance::{
        answer,
        wire::{self, Disposing, Listing, OnVersion, Setting},
    },
    outcome::status,
    writing::submit,
};

/// Trials, approvals, sessions, acknowledgements, evaluations, proposals.
pub(crate) struct SopGovernanceService {
    pub(crate) store: Store,
}

type Answered<T> = Result<Response<T>, Status>;

/// What a write seals: the rows, and the key of a new subject.
type Sealed = (Vec<SealedRow>, Option<WrappedKey>);

impl SopGovernanceService {
    /// A write about one version that seals nothing.
    async fn plain<M: Message>(
        &self,
        method: &'static str,
        request: &Request<M>,
        write: OnVersion<Command>,
    ) -> Result<Option<pb::SopGovernance>, Status> {
        self.write(method, request, write, (Vec::new(), None)).await
    }

    async fn write<M: Message>(
        &self,
        method: &'static str,
        request: &Request<M>,
        write: OnVersion<Command>,
        (rows, subject): Sealed,
    ) -> Result<Option<pb::SopGovernance>, Status> {
        let OnVersion { of, request_id, etag, brings: command } = write;
        let actor = Actor::Officer(edge::officer(request)?.person.clone());
        let write = GovernanceWrite { of, etag, command, subject };
        let act = Act::Governance(Box::new(GovernanceAct::Version(write)));
        let message = request.get_ref();
        let reply = submit(&self.store, method, message, actor, request_id, act, rows).await?;
        let Reply { version, index, answer } = reply;
        let Answer::Governance(record) = answer else {
            return Err(edge::refused("INTERNAL", &[]));
        };
        let found = Found { version, index, record: *record };
        answer::governance(&self.store, &found).await.map(Some)
    }
}

/// Whether anything is demanded, and whether it is the quiz.
fn demanded(proof: Proof) -> (bool, bool) {
    (proof != Proof::None, proof == Proof::Quiz)
}

#[tonic::async_trait]
impl server::SopGovernanceService for SopGovernanceService {
    async fn record_trial(
        &self,
        request: Request<pb::RecordTrialRequest>,
    ) -> Answered<pb::RecordTrialResponse> {
        let write = wire::trial(request.get_ref())?;
        let governance = self.plain("RecordTrial", &request, write).await?;
        Ok(Response::new(pb::RecordTrialResponse { governance }))
    }

    async fn approve_sop(
        &self,
        request: Request<pb::ApproveSopRequest>,
    ) -> Answered<pb::ApproveSopResponse> {
        let write = wire::approval(request.get_ref())?;
        let governance = self.plain("ApproveSop", &request, write).await?;
        Ok(Response::new(pb::ApproveSopResponse { governance }))
    }

    async fn record_session(
        &self,
        request: Request<pb::RecordSessionRequest>,
    ) -> Answered<pb::RecordSessionResponse> {
        let write = wire::session(request.get_ref())?;
        let governance = self.plain("RecordSession", &request, write).await?;
        Ok(Response::new(pb::RecordSessionResponse { governance }))
    }

    async fn acknowledge_sop(
        &self,
        request: Request<pb::AcknowledgeSopRequest>,
    ) -> Answered<pb::AcknowledgeSopResponse> {
        let write = wire::acknowledgement(request.get_ref())?;
        let governance = self.plain("AcknowledgeSop", &request, write).await?;
        Ok(Response::new(pb::AcknowledgeSopResponse { governance }))
    }

    async fn evaluate_sop(
        &self,
        request: Request<pb::EvaluateSopRequest>,
    ) -> Answered<pb::EvaluateSopResponse> {
        let write = wire::evaluation(request.get_ref())?;
        let governance = self.plain("EvaluateSop", &request, write).await?;
        Ok(Response::new(pb::EvaluateSopResponse { governance }))
    }

    async fn propose_revision(
        &self,
        request: Request<pb::ProposeRevisionRequest>,
    ) -> Answered<pb::ProposeRevisionResponse> {
        let OnVersion { of, request_id, etag, brings: reason } = wire::proposal(request.get_ref())?;
        let id = self.store.new_id().map_err(status)?;
        let (key, wrapped) = self.store.new_subject(&id).map_err(status)?;
        let text = reason.as_str().as_bytes();
        let (reason, row) = self.store.seal(&key, &id, "proposal", text).map_err(status)?;
        let write = OnVersion { of, request_id, etag, brings: Command::Propose { id, reason } };
        let sealed = (vec![row], Some(wrapped));
        let governance = self.write("ProposeRevision", &request, write, sealed).await?;
        Ok(Response::new(pb::ProposeRevisionResponse { governance }))
    }

    async fn dispose_proposal(
        &self,
        request: Request<pb::DisposeProposalRequest>,
    ) -> Answered<pb::DisposeProposalResponse> {
        let OnVersion { of, request_id, etag, brings } = wire::disposition(request.get_ref())?;
        let Disposing { proposal: id, accepted, reason } = brings;
        let missing = || edge::refused("PROPOSAL_NOT_FOUND", &[]);
        let key = self.store.subject_key(&id).await.map_err(status)?.ok_or_else(missing)?;
        let text = reason.as_str().as_bytes();
        let (reason, row) = self.store.seal(&key, &id, "disposition", text).map_err(status)?;
        let brings = Command::Dispose { id, accepted, reason };
        let write = OnVersion { of, request_id, etag, brings };
        let governance = self.write("DisposeProposal", &request, write, (vec![row], None)).await?;
        Ok(Response::new(pb::DisposeProposalResponse { governance }))
    }

    async fn set_acknowledgement(
        &self,
        request: Request<pb::SetAcknowledgementRequest>,
    ) -> Answered<pb::SetAcknowledgementResponse> {
        const METHOD: &str = "SetAcknowledgement";
        let message = request.get_ref();
        let Setting { agency, request_id, proof } = wire::setting(message)?;
        let actor = Actor::Officer(edge::officer(&request)?.person.clone());
        let setting = GovernanceAct::Setting { agency, proof };
        let act = Act::Governance(Box::new(setting));
        let reply =
            submit(&self.store, METHOD, message, actor, request_id, act, Vec::new()).await?;
        let Answer::SopSetting(setting) = reply.answer else {
            return Err(edge::refused("INTERNAL", &[]));
        };
        let (required, by_quiz) = demanded(setting.proof());
        Ok(Response::new(pb::SetAcknowledgementResponse { required, by_quiz }))
    }

    async fn set_quiz(
        &self,
        request: Request<pb::SetQuizRequest>,
    ) -> Answered<pb::SetQuizResponse> {
        let write = wire::quiz(request.get_ref())?;
        let governance = self.plain("SetQuiz", &request, write).await?;
        Ok(Response::new(pb::SetQuizResponse { governance }))
    }

    async fn take_quiz(
        &self,
        request: Request<pb::TakeQuizRequest>,
    ) -> Answered<pb::TakeQuizResponse> {
        let OnVersion { of, request_id, etag, brings: command } = wire::attempt(request.get_ref())?;
        let person = edge::officer(&request)?.person.clone();
        let write = GovernanceWrite { of, etag, command, subject: None };
        let act = Act::Governance(Box::new(GovernanceAct::Version(write)));
        let (actor, message) = (Actor::Officer(person.clone()), request.get_ref());
        let reply =
            submit(&self.store, "TakeQuiz", message, actor, request_id, act, Vec::new()).await?;
        let Reply { version, index, answer: Answer::Governance(record) } = reply else {
            return Err(edge::refused("INTERNAL", &[]));
        };
        // The record as it stood right after this attempt, also for a repeat.
        let taken = record.attempts.get(&person).and_then(|attempts| attempts.last());
        let Some(Attempt { at: _, right, questions, passed }) = taken.copied() else {
            return Err(edge::refused("INTERNAL", &[]));
        };
        let (etag, journal_index) = (version.to_string(), index);
        Ok(Response::new(pb::TakeQuizResponse { right, questions, passed, etag, journal_index }))
    }

    async fn get_sop_governance(
        &self,
        request: Request<pb::GetSopGovernanceRequest>,
    ) -> Answered<pb::GetSopGovernanceResponse> {
        edge::officer(&request)?;
        let of = wire::version_named(request.get_ref())?;
        let sop = self.store.sop(of.sop.as_str(), of.version).await.map_err(status)?;
        if sop.is_none_or(|sop| *sop.agency() != of.agency) {
            return Err(edge::refused("SOP_NOT_FOUND", &[]));
        }
        let proof = self.store.proof_demanded(&of.agency).await.map_err(status)?;
        let (acknowledgement_required, by_quiz) = demanded(proof);
        let found = self.store.governance(&of).await.map_err(status)?;
        let fresh = || Found { version: 0, index: 0, record: Governance::new(of) };
        let governance = answer::governance(&self.store, &found.unwrap_or_else(fresh)).await?;
        Ok(Response::new(pb::GetSopGovernanceResponse {
            governance: Some(governance),
            acknowledgement_required,
            by_quiz,
        }))
    }

    async fn list_sop_governance(
        &self,
        request: Request<pb::ListSopGovernanceRequest>,
    ) -> Answered<pb::ListSopGovernanceResponse> {
        edge::officer(&request)?;
        let message = request.get_ref();
        let Listing { agency, size, due_by, list } = wire::listing(message)?;
        let keys = self.store.keys();
        let after: Option<String> = list.after(keys, &message.page_token)?;
        let place = after.as_deref().unwrap_or_default();
        let page = self.store.governance_of(&agency, place, size).await.map_err(status)?;
        let mut governance = Vec::with_capacity(page.rows.len());
        for found in &page.rows {
            if due_by.is_none_or(|day| found.record.is_evaluation_due(day)) {
                governance.push(answer::governance(&self.store, found).await?);
            }
        }
        let next_page_token = list.token(keys, page.next.as_ref())?;
        Ok(Response::new(pb::ListSopGovernanceResponse { governance, next_page_token }))
    }
}
