//! The permits service: authenticates, seals, submits, converts back.

use contract::satupintu::permits::v1::{self as pb, permits_service_server as server};
use kernel::{Actor, Prose};
use permits::{Channel, Command, Declaration, NewMandate};
use privacy::ReceiptSecret;
use store::{Act, Answer, Filing, Resubmission, Store};
use tonic::{Request, Response, Status};

use crate::{
    outcome::status,
    permits::{
        answer,
        case::{Opened, Sealing, actor},
        list,
        mandates::wire::Wanted,
        masked,
        wire::{self, ByReceipt, OnCase},
    },
    writing::submit,
};

/// Applications for permits and other services.
pub(crate) struct PermitsService {
    pub(crate) store: Store,
}

type Answered<T> = Result<Response<T>, Status>;

#[tonic::async_trait]
impl server::PermitsService for PermitsService {
    async fn submit_application(
        &self,
        request: Request<pb::SubmitApplicationRequest>,
    ) -> Answered<pb::SubmitApplicationResponse> {
        const METHOD: &str = "SubmitApplication";
        let caller = edge::caller(&request)?.clone();
        let message = request.into_inner();
        let wire::Submission {
            agency,
            service,
            request_id,
            form,
            district,
            channel,
            validate_only,
            concerning,
            notices,
            mandate,
        } = wire::Submission::parse(&message)?;
        let (actor, assisted_by) = match caller {
            edge::Caller::Officer(officer) => {
                (Actor::Officer(officer.person.clone()), Some(officer.person))
            }
            edge::Caller::Peer(_) | edge::Caller::Public => match channel {
                Channel::Online | Channel::Kiosk if mandate.is_some() => (Actor::Agent(1), None),
                Channel::Online | Channel::Kiosk => (Actor::Public, None),
                Channel::Counter
                | Channel::Mall
                | Channel::DistrictOffice
                | Channel::Mobile
                | Channel::Agency => {
                    return Err(edge::refused("OFFICER_ONLY", &[]));
                }
            },
        };
        let id = self.store.new_id().map_err(status)?;
        let (key, wrapped) = self.store.new_subject(&id).map_err(status)?;
        let mut sealing =
            Sealing { store: &self.store, key, subject: id.clone(), rows: Vec::new() };
        let sealed = sealing.seal_bytes("form", &form.to_bytes())?;
        let secret = ReceiptSecret::new(store::random().map_err(status)?);
        let keys = self.store.keys();
        let is_by_agent = mandate.is_some();
        let mandate = match mandate {
            Some(Wanted { agent, .. }) if !form.has_contact_beside(&agent) => {
                return Err(edge::refused("SUBJECT_CONTACT_REQUIRED", &[]));
            }
            Some(Wanted { agent, scope, until }) => {
                let secrets = keys.receipt_secrets();
                let digest = secrets.digest(&secrets.agent(&id, &request_id));
                let agent = sealing.seal_bytes("agent", &agent.to_bytes())?;
                let secret_digest = hex::encode(digest);
                Some(NewMandate { agent, secret_digest, scope, until })
            }
            None => None,
        };
        let filing = Filing {
            id,
            agency,
            service,
            key: wrapped,
            indexes: form.indexes(&keys.blind_index()),
            form: sealed,
            channel,
            assisted_by,
            district,
            requirements_given: form.requirements_given(),
            concerning,
            notices,
            mandate,
            assignment: None,
            secret: secret.reveal().to_string(),
            secret_digest: keys.receipt_secrets().digest(&secret),
        };
        if validate_only {
            self.store.rehearse(&filing).await.map_err(status)?;
            return Ok(Response::new(pb::SubmitApplicationResponse::default()));
        }
        let act = Act::Submit(Box::new(filing));
        let rows = sealing.rows;
        let for_agent = request_id.clone();
        let reply = submit(&self.store, METHOD, &message, actor, request_id, act, rows).await?;
        let Answer::Filed { secret, application } = &reply.answer else {
            return Err(edge::refused("INTERNAL", &[]));
        };
        let secret = secret.clone();
        // Of the application that a repeat finds filed, not of the one just drawn.
        let agent_secret = match is_by_agent {
            true => keys.receipt_secrets().agent(&application.id, &for_agent).reveal().to_string(),
            false => String::new(),
        };
        let progress = self.progress_of(reply).await?;
        Ok(Response::new(pb::SubmitApplicationResponse {
            name: progress.name.clone(),
            receipt_number: progress.receipt_number.clone(),
            secret,
            progress: Some(progress),
            agent_secret,
        }))
    }

    async fn track_application(
        &self,
        request: Request<pb::TrackApplicationRequest>,
    ) -> Answered<pb::TrackApplicationResponse> {
        let holder = wire::tracking(request.get_ref())?;
        let found = self.opened_also_by_agent(&holder).await?.found;
        let progress = answer::progress(&self.store, &found).await?;
        Ok(Response::new(pb::TrackApplicationResponse { progress: Some(progress) }))
    }

    async fn resubmit_application(
        &self,
        request: Request<pb::ResubmitApplicationRequest>,
    ) -> Answered<pb::ResubmitApplicationResponse> {
        const METHOD: &str = "ResubmitApplication";
        let message = request.into_inner();
        let ByReceipt { holder, request_id, etag, brings: form } = wire::resubmission(&message)?;
        let Opened { found, by: actor } = self.opened_also_by_agent(&holder).await?;
        if matches!(actor, Actor::Agent(_)) {
            let held = answer::form_of(&self.store, &found.record).await?;
            if !form.has_the_contact_of(&held) {
                return Err(edge::refused("SUBJECT_CONTACT_REQUIRED", &[]));
            }
        }
        let permits::Application { id: application, agency, .. } = found.record;
        let mut sealing = self.sealing(&application).await?;
        let resubmission = Box::new(Resubmission {
            requirements_given: form.requirements_given(),
            indexes: form.indexes(&self.store.keys().blind_index()),
            form: sealing.seal_bytes("form", &form.to_bytes())?,
        });
        let rows = sealing.rows;
        let act = Act::Resubmit { agency, application, etag, resubmission };
        let reply = submit(&self.store, METHOD, &message, actor, request_id, act, rows).await?;
        let progress = self.progress_of(reply).await?;
        Ok(Response::new(pb::ResubmitApplicationResponse { progress: Some(progress) }))
    }

    async fn withdraw_application(
        &self,
        request: Request<pb::WithdrawApplicationRequest>,
    ) -> Answered<pb::WithdrawApplicationResponse> {
        let message = request.into_inner();
        let case = wire::withdrawal(&message)?;
        let command = |reason: Option<Prose>, sealing: &mut Sealing<'_>| {
            let reason = reason.map(|reason| sealing.seal("reason", &reason)).transpose()?;
            Ok(Command::Withdraw { reason })
        };
        let progress = self.by_receipt("WithdrawApplication", &message, case, command).await?;
        Ok(Response::new(pb::WithdrawApplicationResponse { progress: Some(progress) }))
    }

    async fn get_application(
        &self,
        request: Request<pb::GetApplicationRequest>,
    ) -> Answered<pb::GetApplicationResponse> {
        let officer = edge::officer(&request)?;
        let (agency, id) = wire::naming(&request.get_ref().name)?;
        let (found, ground) = self.visible(officer, &agency, &id).await?;
        let masked_applicant = masked::applicants(&self.store, &[&found.record]).await?.remove(&id);
        let application = answer::whole_application(&self.store, &found, &ground);
        let application = pb::Application { masked_applicant, ..application };
        Ok(Response::new(pb::GetApplicationResponse { application: Some(application) }))
    }

    async fn list_applications(
        &self,
        request: Request<pb::ListApplicationsRequest>,
    ) -> Answered<pb::ListApplicationsResponse> {
        let officer = edge::officer(&request)?;
        list::applications(&self.store, officer, request.get_ref()).await.map(Response::new)
    }

    async fn list_tasks(
        &self,
        request: Request<pb::ListTasksRequest>,
    ) -> Answered<pb::ListTasksResponse> {
        let officer = edge::officer(&request)?;
        list::tasks(&self.store, officer, request.get_ref()).await.map(Response::new)
    }

    async fn take_next_task(
        &self,
        request: Request<pb::TakeNextTaskRequest>,
    ) -> Answered<pb::TakeNextTaskResponse> {
        const METHOD: &str = "TakeNextTask";
        let actor = actor(&request)?;
        let person = edge::officer(&request)?.person.clone();
        let message = request.get_ref();
        let wire::TakingNext { agency, request_id, executor } = wire::taking_next(message)?;
        let act = Act::TakeNext { agency, executor: executor.clone() };
        let reply =
            submit(&self.store, METHOD, message, actor, request_id, act, Vec::new()).await?;
        let application = self.application_of(reply)?;
        let executor = executor.to_string();
        let taken_by = crate::names::officer_of(&application.name, &person);
        let task = application
            .tasks
            .iter()
            .rev()
            .find(|task| task.executor == executor && task.taken_by == taken_by);
        let task = task.cloned();
        Ok(Response::new(pb::TakeNextTaskResponse { application: Some(application), task }))
    }

    async fn take_task(
        &self,
        request: Request<pb::TakeTaskRequest>,
    ) -> Answered<pb::TakeTaskResponse> {
        const METHOD: &str = "TakeTask";
        let message = request.get_ref();
        let OnCase { agency, application, request_id, etag, brings } = wire::taking(message)?;
        let wire::Taking { step, overtake, conflict } = brings;
        let mut sealing = self.sealing(&application).await?;
        let overtake = match overtake {
            Some(wire::Overtake { reason, note }) => {
                let note = note.map(|note| sealing.seal("overtake", &note)).transpose()?;
                Some(permits::Overtake { reason, note })
            }
            None => None,
        };
        let declaration = match conflict {
            Some((kind, note)) => {
                Declaration::Conflict { kind, note: sealing.seal("conflict", &note)? }
            }
            None => Declaration::NoConflict,
        };
        let act = Act::Take { agency, application, etag, step, overtake, declaration };
        let (actor, rows) = (actor(&request)?, sealing.rows);
        let reply = submit(&self.store, METHOD, message, actor, request_id, act, rows).await?;
        let application = Some(self.application_of(reply)?);
        Ok(Response::new(pb::TakeTaskResponse { application }))
    }

    async fn release_task(
        &self,
        request: Request<pb::ReleaseTaskRequest>,
    ) -> Answered<pb::ReleaseTaskResponse> {
        let case = wire::release(request.get_ref())?;
        let command = |(step, reason), _: &mut Sealing<'_>| Ok(Command::Release { step, reason });
        let application = Some(self.on_case("ReleaseTask", &request, case, command).await?);
        Ok(Response::new(pb::ReleaseTaskResponse { application }))
    }

    async fn accept_application(
        &self,
        request: Request<pb::AcceptApplicationRequest>,
    ) -> Answered<pb::AcceptApplicationResponse> {
        let case = wire::acceptance(request.get_ref())?;
        let command = |step, _: &mut Sealing<'_>| Ok(Command::Accept { step });
        let application = Some(self.on_case("AcceptApplication", &request, case, command).await?);
        Ok(Response::new(pb::AcceptApplicationResponse { application }))
    }

    async fn return_application(
        &self,
        request: Request<pb::ReturnApplicationRequest>,
    ) -> Answered<pb::ReturnApplicationResponse> {
        let case = wire::return_of(request.get_ref())?;
        let command = |(step, defects): (_, Vec<wire::Defect>), sealing: &mut Sealing<'_>| {
            let defects = defects.into_iter().map(|wire::Defect { requirement, note }| {
                let note = note.map(|note| sealing.seal("defect", &note)).transpose()?;
                Ok(permits::Defect { requirement: requirement.to_string(), note })
            });
            Ok(Command::Return { step, defects: defects.collect::<Result<_, Status>>()? })
        };
        let application = Some(self.on_case("ReturnApplication", &request, case, command).await?);
        Ok(Response::new(pb::ReturnApplicationResponse { application }))
    }

    async fn endorse_return(
        &self,
        request: Request<pb::EndorseReturnRequest>,
    ) -> Answered<pb::EndorseReturnResponse> {
        let case = wire::endorsement(request.get_ref())?;
        let command = |(approve, reason), sealing: &mut Sealing<'_>| {
            Ok(Command::EndorseReturn { approve, reason: sealing.seal("reason", &reason)? })
        };
        let application = Some(self.on_case("EndorseReturn", &request, case, command).await?);
        Ok(Response::new(pb::EndorseReturnResponse { application }))
    }

    async fn complete_task(
        &self,
        request: Request<pb::CompleteTaskRequest>,
    ) -> Answered<pb::CompleteTaskResponse> {
        let case = wire::completion(request.get_ref())?;
        let command = |completion, sealing: &mut Sealing<'_>| {
            let wire::Completion { step, outcome, reason } = completion;
            let reason = reason.map(|reason| sealing.seal("reason", &reason)).transpose()?;
            Ok(Command::Complete { step, outcome, reason })
        };
        let application = Some(self.on_case("CompleteTask", &request, case, command).await?);
        Ok(Response::new(pb::CompleteTaskResponse { application }))
    }

    async fn approve_application(
        &self,
        request: Request<pb::ApproveApplicationRequest>,
    ) -> Answered<pb::ApproveApplicationResponse> {
        let case = wire::approval(request.get_ref())?;
        let command = |(step, reason), sealing: &mut Sealing<'_>| {
            Ok(Command::Approve { step, reason: sealing.seal("reason", &reason)? })
        };
        let application = Some(self.on_case("ApproveApplication", &request, case, command).await?);
        Ok(Response::new(pb::ApproveApplicationResponse { application }))
    }

    async fn reject_application(
        &self,
        request: Request<pb::RejectApplicationRequest>,
    ) -> Answered<pb::RejectApplicationResponse> {
        let case = wire::rejection(request.get_ref())?;
        let command = |(step, ground), sealing: &mut Sealing<'_>| {
            Ok(Command::Reject { step, ground: sealing.seal("ground", &ground)? })
        };
        let application = Some(self.on_case("RejectApplication", &request, case, command).await?);
        Ok(Response::new(pb::RejectApplicationResponse { application }))
    }

    async fn issue_licence(
        &self,
        request: Request<pb::IssueLicenceRequest>,
    ) -> Answered<pb::IssueLicenceResponse> {
        let case = wire::issuance(request.get_ref())?;
        let command = |step, _: &mut Sealing<'_>| Ok(Command::Issue { step });
        let application = Some(self.on_case("IssueLicence", &request, case, command).await?);
        Ok(Response::new(pb::IssueLicenceResponse { application }))
    }

    /// The reading is journaled with its purpose before anything is shown.
    async fn read_form(
        &self,
        request: Request<pb::ReadFormRequest>,
    ) -> Answered<pb::ReadFormResponse> {
        const METHOD: &str = "ReadForm";
        let message = request.get_ref();
        let OnCase { agency, application, request_id, etag, brings: purpose } =
            wire::reading(message)?;
        let command = Box::new(Command::ReadForm { purpose });
        let act = Act::Permit { agency, application, etag, command };
        let reply =
            submit(&self.store, METHOD, message, actor(&request)?, request_id, act, Vec::new())
                .await?;
        let Answer::Application(record) = &reply.answer else {
            return Err(edge::refused("INTERNAL", &[]));
        };
        let (applicant, answers) = answer::form(&self.store, record, purpose).await?;
        let defects = answer::last_defects(&self.store, record).await?;
        let application = Some(self.application_of(reply)?);
        let applicant = Some(applicant);
        Ok(Response::new(pb::ReadFormResponse { application, applicant, answers, defects }))
    }
}
