//! The fees service: authenticates, seals, submits, converts back.

use contract::satupintu::permits::v1::{self as pb, fees_service_server as server};
use kernel::Prose;
use permits::{Command, FeeStanding};
use sop::StepId;
use store::{Act, Answer, Store};
use tonic::{Request, Response, Status};

use super::{
    answer,
    wire::{self, Assessing, Report},
};
use crate::{
    outcome::status,
    permits::{
        PermitsService,
        answer::text,
        case::{Sealing, actor},
        wire::OnCase,
    },
    writing::submit,
};

/// What applicants owe and pay.
pub(crate) struct FeesService {
    cases: PermitsService,
}

impl FeesService {
    /// Over the deployment's memory.
    pub(crate) fn new(store: Store) -> Self {
        Self { cases: PermitsService { store } }
    }
}

type Answered<T> = Result<Response<T>, Status>;

fn assess(Assessing { step, quantities, validate_only: _ }: Assessing) -> Command {
    Command::AssessFee { step, quantities }
}

impl FeesService {
    /// What would be owed; no reference is given before it is set.
    async fn computed(
        &self,
        request: &Request<pb::AssessFeeRequest>,
        case: OnCase<Assessing>,
    ) -> Answered<pb::AssessFeeResponse> {
        let OnCase { agency, application, request_id: _, etag, brings } = case;
        let (store, actor, command) = (&self.cases.store, actor(request)?, assess(brings));
        let foreseen = store.foresee(&actor, &agency, &application, etag, &command).await;
        let record = foreseen.map_err(status)?;
        let assessment = record
            .fee()
            .map(|fee| pb::Assessment { reference: String::new(), ..answer::assessment(fee) });
        Ok(Response::new(pb::AssessFeeResponse { application: None, assessment }))
    }
}

#[tonic::async_trait]
impl server::FeesService for FeesService {
    async fn assess_fee(
        &self,
        request: Request<pb::AssessFeeRequest>,
    ) -> Answered<pb::AssessFeeResponse> {
        let case = wire::assessing(request.get_ref())?;
        if case.brings.validate_only {
            return self.computed(&request, case).await;
        }
        let command = |brings: Assessing, _: &mut Sealing<'_>| Ok(assess(brings));
        let application = self.cases.on_case("AssessFee", &request, case, command).await?;
        let assessment = application.assessments.last().cloned();
        Ok(Response::new(pb::AssessFeeResponse { application: Some(application), assessment }))
    }

    async fn cancel_assessment(
        &self,
        request: Request<pb::CancelAssessmentRequest>,
    ) -> Answered<pb::CancelAssessmentResponse> {
        let case = wire::cancelling(request.get_ref())?;
        let command = |(step, reason): (StepId, Prose), sealing: &mut Sealing<'_>| {
            Ok(Command::CancelFee { step, reason: sealing.seal("reason", &reason)? })
        };
        let application = self.cases.on_case("CancelAssessment", &request, case, command).await?;
        Ok(Response::new(pb::CancelAssessmentResponse { application: Some(application) }))
    }

    async fn close_unpaid(
        &self,
        request: Request<pb::CloseUnpaidRequest>,
    ) -> Answered<pb::CloseUnpaidResponse> {
        let case = wire::closing(request.get_ref())?;
        let command = |(step, reason): (StepId, Prose), sealing: &mut Sealing<'_>| {
            Ok(Command::CloseUnpaid { step, reason: sealing.seal("reason", &reason)? })
        };
        let application = self.cases.on_case("CloseUnpaid", &request, case, command).await?;
        Ok(Response::new(pb::CloseUnpaidResponse { application: Some(application) }))
    }

    async fn report_payment(
        &self,
        request: Request<pb::ReportPaymentRequest>,
    ) -> Answered<pb::ReportPaymentResponse> {
        const METHOD: &str = "ReportPayment";
        let message = request.get_ref();
        let Report { agency, request_id, payment } = wire::report(message)?;
        let reference = payment.reference.clone();
        let (act, actor) = (Act::Pay { agency, payment }, actor(&request)?);
        let store = &self.cases.store;
        let reply = submit(store, METHOD, message, actor, request_id, act, Vec::new()).await?;
        let Answer::Application(case) = &reply.answer else {
            return Err(edge::refused("INTERNAL", &[]));
        };
        let paid = case.fees.iter().find(|fee| fee.reference == reference);
        let payment = paid.and_then(answer::payment);
        Ok(Response::new(pb::ReportPaymentResponse { payment }))
    }

    async fn get_assessment(
        &self,
        request: Request<pb::GetAssessmentRequest>,
    ) -> Answered<pb::GetAssessmentResponse> {
        let holder = wire::asking(request.get_ref())?;
        let found = self.cases.opened_also_by_agent(&holder).await?.found;
        let Some(fee) = found.record.fee() else {
            return Err(edge::refused("FEE_NOT_ASSESSED", &[]));
        };
        let reason = match &fee.standing {
            FeeStanding::Cancelled { at: _, reason } => text(&self.cases.store, reason).await?,
            FeeStanding::Owed | FeeStanding::Paid { .. } | FeeStanding::Lapsed { .. } => {
                String::new()
            }
        };
        let assessment = pb::Assessment { reason, ..answer::assessment(fee) };
        Ok(Response::new(pb::GetAssessmentResponse { assessment: Some(assessment) }))
    }
}
