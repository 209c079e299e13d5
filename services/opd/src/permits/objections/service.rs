//! The objections service: authenticates, seals, submits, converts back.

use contract::satupintu::permits::v1::{self as pb, objections_service_server as server};
use kernel::Prose;
use permits::Command;
use store::Store;
use tonic::{Request, Response, Status};

use crate::{
    outcome::status,
    permits::{
        PermitsService,
        answer::text,
        case::Sealing,
        objections::{answer, wire},
        wire::naming,
    },
};

/// Objections against rejections.
pub(crate) struct ObjectionsService {
    permits: PermitsService,
}

impl ObjectionsService {
    /// The service over a deployment's memory.
    pub(crate) fn over(store: &Store) -> Self {
        Self { permits: PermitsService { store: store.clone() } }
    }
}

type Answered<T> = Result<Response<T>, Status>;

#[tonic::async_trait]
impl server::ObjectionsService for ObjectionsService {
    async fn file_objection(
        &self,
        request: Request<pb::FileObjectionRequest>,
    ) -> Answered<pb::FileObjectionResponse> {
        let message = request.into_inner();
        let case = wire::filing(&message)?;
        let command = |grounds: Prose, sealing: &mut Sealing<'_>| {
            Ok(Command::FileObjection { grounds: sealing.seal("grounds", &grounds)? })
        };
        let progress = self.permits.by_receipt("FileObjection", &message, case, command).await?;
        Ok(Response::new(pb::FileObjectionResponse { progress: Some(progress) }))
    }

    async fn decide_objection(
        &self,
        request: Request<pb::DecideObjectionRequest>,
    ) -> Answered<pb::DecideObjectionResponse> {
        let case = wire::decision(request.get_ref())?;
        let command = |(uphold, reason), sealing: &mut Sealing<'_>| {
            let reason = sealing.seal("reason", &reason)?;
            Ok(Command::DecideObjection { uphold, reason })
        };
        let application = self.permits.on_case("DecideObjection", &request, case, command).await?;
        Ok(Response::new(pb::DecideObjectionResponse { application: Some(application) }))
    }

    async fn get_objection(
        &self,
        request: Request<pb::GetObjectionRequest>,
    ) -> Answered<pb::GetObjectionResponse> {
        let officer = edge::officer(&request)?;
        let (agency, id) = naming(&request.get_ref().name)?;
        let store = &self.permits.store;
        let found = store.application(&id).await.map_err(status)?;
        let record = found.map(|found| found.record).filter(|record| record.agency == agency);
        if !permits::may_decide_objections(officer, &agency) {
            return Err(edge::refused("OBJECTION_DECIDER_ONLY", &[]));
        }
        let record = record.ok_or_else(|| edge::refused("APPLICATION_NOT_FOUND", &[]))?;
        let Some(objection) = &record.objection else {
            return Err(edge::refused("NO_OBJECTION_PENDING", &[]));
        };
        let grounds = text(store, &objection.grounds).await?;
        let ground = store.ground(&record).await.map_err(status)?;
        let objection = answer::asked(store, &record, &ground).await?;
        Ok(Response::new(pb::GetObjectionResponse { objection, grounds }))
    }
}
