//! The improvements service. Whose duty a step is, the store asks, in series;
//! words are sealed here, before a step is queued.

use contract::satupintu::improvement::v1::{self as pb, improvements_service_server as server};
use improvement::{Action, Command, indicators};
use kernel::{Instant, Prose, SealedRef};
use prost::Message;
use store::{
    Act, ActionPlace, ActionWrite, Answer, Found, ImprovementAct, NewActionWrite, Reply, SealedRow,
    Store,
};
use tonic::{Request, Response, Status};

use crate::{
    improvements::{
        answer,
        wire::{self, Listing, OnAction, Opening, Period},
    },
    outcome::status,
    permits::actor,
    today::today,
    writing::submit,
};

/// The register of improvements.
pub(crate) struct ImprovementsService {
    pub(crate) store: Store,
}

type Answered<T> = Result<Response<T>, Status>;

fn not_found() -> Status {
    edge::refused("ACTION_NOT_FOUND", &[])
}

impl ImprovementsService {
    /// The action that a write changed, by its record alone: so a repeat gets the
    /// same. Whether it is late is asked when it is read.
    fn written(&self, reply: Reply) -> Result<Option<pb::Action>, Status> {
        let Reply { version, index, answer } = reply;
        let Answer::Improvement(record) = answer else {
            return Err(edge::refused("INTERNAL", &[]));
        };
        let opened_on = record.opened_on;
        let found = Found { version, index, record: *record };
        Ok(Some(answer::action(&found, opened_on)))
    }

    /// A text sealed under the action's own key.
    async fn seal(
        &self,
        action: &str,
        field: &str,
        text: &Prose,
    ) -> Result<(SealedRef, SealedRow), Status> {
        let key = self.store.subject_key(action).await.map_err(status)?.ok_or_else(not_found)?;
        self.store.seal(&key, action, field, text.as_str().as_bytes()).map_err(status)
    }

    async fn step<M: Message, T>(
        &self,
        method: &'static str,
        request: &Request<M>,
        on: OnAction<T>,
        command: Command,
        sealed: Option<SealedRow>,
    ) -> Result<Option<pb::Action>, Status> {
        let OnAction { agency, action, request_id, etag, brings: _ } = on;
        let rows = sealed.into_iter().collect();
        let write = ActionWrite { agency, action, etag, command };
        let act = Act::Improve(Box::new(ImprovementAct::OnAction(write)));
        let (actor, message) = (actor(request)?, request.get_ref());
        let reply = submit(&self.store, method, message, actor, request_id, act, rows).await?;
        self.written(reply)
    }
}

#[tonic::async_trait]
impl server::ImprovementsService for ImprovementsService {
    async fn open_action(
        &self,
        request: Request<pb::OpenActionRequest>,
    ) -> Answered<pb::OpenActionResponse> {
        let (actor, message) = (actor(&request)?, request.get_ref());
        let Opening { agency, request_id, source, origin: name, what, owner, due } =
            wire::opening(message)?;
        let id = self.store.new_id().map_err(status)?;
        let (key, wrapped) = self.store.new_subject(&id).map_err(status)?;
        let bytes = what.as_str().as_bytes();
        let (what, row) = self.store.seal(&key, &id, "action", bytes).map_err(status)?;
        let origin = improvement::Origin { source, name };
        let write = NewActionWrite { id, agency, origin, what, owner, due, key: wrapped };
        let act = Act::Improve(Box::new(ImprovementAct::Open(write)));
        let rows = vec![row];
        let reply =
            submit(&self.store, "OpenAction", message, actor, request_id, act, rows).await?;
        Ok(Response::new(pb::OpenActionResponse { action: self.written(reply)? }))
    }

    async fn assign_action(
        &self,
        request: Request<pb::AssignActionRequest>,
    ) -> Answered<pb::AssignActionResponse> {
        let on = wire::assignment(request.get_ref())?;
        let (owner, due) = on.brings.clone();
        // When that day ends, the store knows: it has the agency's calendar.
        let overdue_at = Instant::from_micros(0);
        let command = Command::Assign { owner, due, overdue_at };
        let action = self.step("AssignAction", &request, on, command, None).await?;
        Ok(Response::new(pb::AssignActionResponse { action }))
    }

    async fn complete_action(
        &self,
        request: Request<pb::CompleteActionRequest>,
    ) -> Answered<pb::CompleteActionResponse> {
        let on = wire::completion(request.get_ref())?;
        let (proof, row) = self.seal(&on.action, "proof", &on.brings.text).await?;
        let command = Command::Complete { proof, file_digest: on.brings.file_digest.clone() };
        let action = self.step("CompleteAction", &request, on, command, Some(row)).await?;
        Ok(Response::new(pb::CompleteActionResponse { action }))
    }

    async fn verify_action(
        &self,
        request: Request<pb::VerifyActionRequest>,
    ) -> Answered<pb::VerifyActionResponse> {
        let on = wire::verification(request.get_ref())?;
        let action = self.step("VerifyAction", &request, on, Command::Verify, None).await?;
        Ok(Response::new(pb::VerifyActionResponse { action }))
    }

    async fn return_action(
        &self,
        request: Request<pb::ReturnActionRequest>,
    ) -> Answered<pb::ReturnActionResponse> {
        let on = wire::returning(request.get_ref())?;
        let (reason, row) = self.seal(&on.action, "reason", &on.brings).await?;
        let command = Command::Return { reason };
        let action = self.step("ReturnAction", &request, on, command, Some(row)).await?;
        Ok(Response::new(pb::ReturnActionResponse { action }))
    }

    async fn drop_action(
        &self,
        request: Request<pb::DropActionRequest>,
    ) -> Answered<pb::DropActionResponse> {
        let on = wire::dropping(request.get_ref())?;
        let (reason, row) = self.seal(&on.action, "reason", &on.brings).await?;
        let command = Command::Drop { reason };
        let action = self.step("DropAction", &request, on, command, Some(row)).await?;
        Ok(Response::new(pb::DropActionResponse { action }))
    }

    async fn record_effect(
        &self,
        request: Request<pb::RecordEffectRequest>,
    ) -> Answered<pb::RecordEffectResponse> {
        let on = wire::effect(request.get_ref())?;
        let command = Command::RecordEffect(on.brings);
        let action = self.step("RecordEffect", &request, on, command, None).await?;
        Ok(Response::new(pb::RecordEffectResponse { action }))
    }

    async fn get_action(
        &self,
        request: Request<pb::GetActionRequest>,
    ) -> Answered<pb::GetActionResponse> {
        edge::officer(&request)?;
        let (agency, id) = wire::action_named(request.get_ref())?;
        let found = self.store.improvement(&id).await.map_err(status)?;
        let found = found.filter(|found| found.record.agency == agency).ok_or_else(not_found)?;
        let today = today(&self.store, &agency, self.store.clock().now()).await?;
        let action = Some(answer::whole(&self.store, &found, today).await?);
        Ok(Response::new(pb::GetActionResponse { action }))
    }

    async fn list_actions(
        &self,
        request: Request<pb::ListActionsRequest>,
    ) -> Answered<pb::ListActionsResponse> {
        edge::officer(&request)?;
        let message = request.get_ref();
        let Listing { agency, size, source, list } = wire::listing(message)?;
        let keys = self.store.keys();
        let after: Option<ActionPlace> = list.after(keys, &message.page_token)?;
        let (rows, next) =
            self.store.improvements_of(&agency, after, size).await.map_err(status)?;
        let is_asked = |found: &&Found<Action>| {
            source.is_none_or(|source| found.record.origin.source == source)
        };
        let mut actions = Vec::with_capacity(rows.len());
        if !rows.is_empty() {
            let today = today(&self.store, &agency, self.store.clock().now()).await?;
            let shown = rows.iter().filter(is_asked).map(|found| answer::action(found, today));
            actions.extend(shown);
        }
        let next_page_token = list.token(keys, next.as_ref())?;
        Ok(Response::new(pb::ListActionsResponse { actions, next_page_token }))
    }

    async fn get_indicators(
        &self,
        request: Request<pb::GetIndicatorsRequest>,
    ) -> Answered<pb::GetIndicatorsResponse> {
        edge::officer(&request)?;
        let Period { agency, from, until } = wire::period(request.get_ref())?;
        if until < from {
            return Err(edge::refused("DATE_OUT_OF_ORDER", &[]));
        }
        let today = today(&self.store, &agency, self.store.clock().now()).await?;
        let actions = self.store.improvements_opened(&agency, from, until).await.map_err(status)?;
        let all = indicators(&actions, today);
        let indicators = all.iter().map(|(of, it)| answer::indicator(*of, it)).collect();
        Ok(Response::new(pb::GetIndicatorsResponse { indicators }))
    }
}
