//! The papers service: who asks, for which case, and the page in frames.

use access::Officer;
use contract::satupintu::permits::v1::{self as pb, papers_service_server as server};
use permits::{Application, MandateScope};
use store::Ground;
use tonic::{Request, Response, Status};

use super::{
    page::Making,
    visit,
    wire::{self, Asked, Kind},
};
use crate::{
    licences::Signature,
    outcome::status,
    permits::{Opened, PermitsService},
    printing::{Frames, frames, printed},
};

/// Papers of cases.
pub(crate) struct PapersService {
    pub(crate) cases: PermitsService,
    pub(crate) signature: Signature,
}

/// Who asked for it.
pub(super) enum Reader {
    /// The applicant, or an agent.
    Applicant,
    /// Somebody of the office.
    Officer(Officer),
}

impl PapersService {
    async fn party(
        &self,
        request: &Request<pb::MakePaperRequest>,
        asked: &Asked,
    ) -> Result<(Application, Reader), Status> {
        let Asked { agency, application, holder, kind } = asked;
        match (holder, edge::caller(request)?) {
            (Some(holder), _) => {
                let opened = self.cases.opened_also_by_agent(holder).await?;
                opened.must_reach(MandateScope::Collect)?;
                let Opened { found, by: _ } = opened;
                if found.record.id != *application || found.record.agency != *agency {
                    return Err(edge::refused("APPLICATION_NOT_FOUND", &[]));
                }
                Ok((found.record, Reader::Applicant))
            }
            (None, edge::Caller::Officer(officer)) => {
                let (found, _) = self.cases.visible(officer, agency, application).await?;
                if matches!(kind, Kind::Assessment | Kind::Rejection) {
                    return Err(edge::refused("RECEIPT_REQUIRED", &[]));
                }
                Ok((found.record, Reader::Officer(officer.clone())))
            }
            (None, edge::Caller::Peer(_) | edge::Caller::Public) => {
                Err(edge::refused("RECEIPT_REQUIRED", &[]))
            }
        }
    }

    async fn made(
        &self,
        kind: Kind,
        record: &Application,
        ground: &Ground,
        reader: &Reader,
    ) -> Result<Vec<u8>, Status> {
        let store = &self.cases.store;
        let making = Making { store, record, ground, signature: &self.signature };
        match kind {
            Kind::Assessment => {
                let page = making.assessment().await?;
                printed(move || ::documents::assessment(&page)).await
            }
            Kind::Rejection => {
                let page = making.rejection().await?;
                printed(move || ::documents::refusal(&page)).await
            }
            Kind::Assignment => {
                let page = visit::assignment(&making, reader).await?;
                printed(move || ::documents::assignment(&page)).await
            }
            Kind::Minutes => {
                let page = visit::minutes(&making, reader).await?;
                printed(move || ::documents::minutes(&page)).await
            }
        }
    }
}

pub(super) fn missing() -> Status {
    edge::refused("PAPER_MISSING", &[])
}

#[tonic::async_trait]
impl server::PapersService for PapersService {
    type MakePaperStream = Frames<pb::MakePaperResponse>;

    async fn make_paper(
        &self,
        request: Request<pb::MakePaperRequest>,
    ) -> Result<Response<Self::MakePaperStream>, Status> {
        let asked = wire::asked(request.get_ref())?;
        let (record, reader) = self.party(&request, &asked).await?;
        let ground = self.cases.store.ground(&record).await.map_err(status)?;
        let pdf = self.made(asked.kind, &record, &ground, &reader).await?;
        Ok(frames(&pdf, |data| pb::MakePaperResponse { data }))
    }
}
