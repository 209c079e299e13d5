//! The inspections service: authenticates, seals, submits, converts back.

use contract::satupintu::permits::v1::{self as pb, inspections_service_server as server};
use kernel::{Instant, PersonId, Prose};
use permits::{Application, Command, Inspection, Minutes, Observation, Order};
use prost::Message;
use sop::StepId;
use store::{Act, Answer, Store};
use tonic::{Request, Response, Status};

use super::{
    answer,
    wire::{self, Found, Ordering, Written},
};
use crate::{
    permits::{
        PermitsService,
        case::{Sealing, actor},
        wire::OnCase,
    },
    writing::submit,
};

/// Visits and their minutes.
pub(crate) struct InspectionsService {
    cases: PermitsService,
}

type Answered<T> = Result<Response<T>, Status>;

impl InspectionsService {
    /// Over the deployment's memory.
    pub(crate) fn new(store: Store) -> Self {
        Self { cases: PermitsService { store } }
    }

    /// A write on the visit of one step: its etag, and the visit.
    async fn visit<M: Message, T>(
        &self,
        method: &'static str,
        request: &Request<M>,
        case: OnCase<T>,
        step: &StepId,
        command: impl FnOnce(T, &mut Sealing<'_>) -> Result<Command, Status>,
    ) -> Result<(String, Option<pb::Inspection>), Status> {
        let OnCase { agency, application, request_id, etag, brings } = case;
        let mut sealing = self.cases.sealing(&application).await?;
        let command = Box::new(command(brings, &mut sealing)?);
        let rows = sealing.rows;
        let act = Act::Permit { agency: agency.clone(), application, etag, command };
        let (actor, message, store) = (actor(request)?, request.get_ref(), &self.cases.store);
        let reply = submit(store, method, message, actor, request_id, act, rows).await?;
        let Answer::Application(record) = &reply.answer else {
            return Err(edge::refused("INTERNAL", &[]));
        };
        let visit = last_of(record, step).map(|visit| answer::inspection(&agency, visit));
        Ok((reply.version.to_string(), visit))
    }
}

fn last_of<'r>(record: &'r Application, step: &StepId) -> Option<&'r Inspection> {
    record.inspections.iter().rev().find(|visit| visit.step == *step)
}

/// Whether the texts of a visit are this person's business.
pub(crate) fn may_open(record: &Application, visit: &Inspection, person: &PersonId) -> bool {
    visit.team.contains(person)
        || visit.letter.signed_by == *person
        || record.open_tasks().any(|task| task.taken_by.as_ref() == Some(person))
}

#[tonic::async_trait]
impl server::InspectionsService for InspectionsService {
    async fn order_inspection(
        &self,
        request: Request<pb::OrderInspectionRequest>,
    ) -> Answered<pb::OrderInspectionResponse> {
        let case = wire::ordering(request.get_ref())?;
        let step = case.brings.step.clone();
        let command = |ordering: Ordering, sealing: &mut Sealing<'_>| {
            let Ordering { step, visit_at, place, letter_number, letter_date, team } = ordering;
            let place = sealing.seal_bytes("place", place.as_str().as_bytes())?;
            let order = Order { step, visit_at, place, letter_number, letter_date, team };
            Ok(Command::OrderInspection(Box::new(order)))
        };
        let (etag, inspection) =
            self.visit("OrderInspection", &request, case, &step, command).await?;
        Ok(Response::new(pb::OrderInspectionResponse { etag, inspection }))
    }

    async fn reschedule_inspection(
        &self,
        request: Request<pb::RescheduleInspectionRequest>,
    ) -> Answered<pb::RescheduleInspectionResponse> {
        let case = wire::rescheduling(request.get_ref())?;
        let step = case.brings.0.clone();
        let command = |(step, visit_at, reason): (StepId, Instant, Prose),
                       sealing: &mut Sealing<'_>| {
            let reason = sealing.seal("reason", &reason)?;
            Ok(Command::RescheduleInspection { step, visit_at, reason })
        };
        let (etag, inspection) =
            self.visit("RescheduleInspection", &request, case, &step, command).await?;
        Ok(Response::new(pb::RescheduleInspectionResponse { etag, inspection }))
    }

    async fn cancel_inspection(
        &self,
        request: Request<pb::CancelInspectionRequest>,
    ) -> Answered<pb::CancelInspectionResponse> {
        let case = wire::cancelling(request.get_ref())?;
        let step = case.brings.0.clone();
        let command = |(step, reason): (StepId, Prose), sealing: &mut Sealing<'_>| {
            Ok(Command::CancelInspection { step, reason: sealing.seal("reason", &reason)? })
        };
        let (etag, inspection) =
            self.visit("CancelInspection", &request, case, &step, command).await?;
        Ok(Response::new(pb::CancelInspectionResponse { etag, inspection }))
    }

    async fn record_findings(
        &self,
        request: Request<pb::RecordFindingsRequest>,
    ) -> Answered<pb::RecordFindingsResponse> {
        let case = wire::finding(request.get_ref())?;
        let step = case.brings.0.clone();
        let command = |(step, found): (StepId, Vec<Found>), sealing: &mut Sealing<'_>| {
            let findings = found.into_iter().map(|Found { item, answer, note }| {
                let note = note.map(|note| sealing.seal("finding", &note)).transpose()?;
                Ok(Observation { item, answer, note })
            });
            let findings = findings.collect::<Result<_, Status>>()?;
            Ok(Command::RecordFindings { step, findings })
        };
        let (etag, inspection) =
            self.visit("RecordFindings", &request, case, &step, command).await?;
        Ok(Response::new(pb::RecordFindingsResponse { etag, inspection }))
    }

    async fn write_minutes(
        &self,
        request: Request<pb::WriteMinutesRequest>,
    ) -> Answered<pb::WriteMinutesResponse> {
        let case = wire::writing(request.get_ref())?;
        let step = case.brings.step.clone();
        let command = |written: Written, sealing: &mut Sealing<'_>| {
            let Written { step, text, recommendation, reason } = written;
            let text = sealing.seal("minutes", &text)?;
            let reason = sealing.seal("reason", &reason)?;
            Ok(Command::WriteMinutes { step, minutes: Minutes { text, recommendation, reason } })
        };
        let (etag, inspection) = self.visit("WriteMinutes", &request, case, &step, command).await?;
        Ok(Response::new(pb::WriteMinutesResponse { etag, inspection }))
    }

    async fn sign_minutes(
        &self,
        request: Request<pb::SignMinutesRequest>,
    ) -> Answered<pb::SignMinutesResponse> {
        let case = wire::signing(request.get_ref())?;
        let step = case.brings.clone();
        let command = |step: StepId, _: &mut Sealing<'_>| Ok(Command::SignMinutes { step });
        let (etag, inspection) = self.visit("SignMinutes", &request, case, &step, command).await?;
        Ok(Response::new(pb::SignMinutesResponse { etag, inspection }))
    }

    async fn get_inspection(
        &self,
        request: Request<pb::GetInspectionRequest>,
    ) -> Answered<pb::GetInspectionResponse> {
        let officer = edge::officer(&request)?;
        let (agency, id, step) = wire::asking(request.get_ref())?;
        let (found, _) = self.cases.visible(officer, &agency, &id).await?;
        let Some(visit) = last_of(&found.record, &step) else {
            return Err(edge::refused("INSPECTION_MISSING", &[]));
        };
        let inspection = if may_open(&found.record, visit, &officer.person) {
            answer::opened(&self.cases.store, &agency, visit).await?
        } else {
            answer::inspection(&agency, visit)
        };
        let etag = found.version.to_string();
        Ok(Response::new(pb::GetInspectionResponse { etag, inspection: Some(inspection) }))
    }
}
