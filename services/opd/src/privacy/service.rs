//! The privacy service: journals first, then gives out or destroys.

use std::sync::Arc;

use contract::satupintu::privacy::v1::{self as pb, privacy_service_server as server};
use kernel::Actor;
use privacy::Recipient;
use store::{Act, Answer, Erasure, Reply, Store};
use tonic::{Request, Response, Status};

use crate::{
    names,
    outcome::status,
    permits::{
        actor, opened_by,
        wire::{ByReceipt, OnCase},
    },
    privacy::{
        export::{self, Export},
        wire,
    },
    start::ErasureList,
    wire::timestamp,
    writing::submit,
};

/// Personal data as a whole.
pub(crate) struct PrivacyService {
    pub(crate) store: Store,
    pub(crate) erasures: Arc<ErasureList>,
    pub(crate) retention_years: u32,
}

type Answered<T> = Result<Response<T>, Status>;

#[tonic::async_trait]
impl server::PrivacyService for PrivacyService {
    async fn export_own_data(
        &self,
        request: Request<pb::ExportOwnDataRequest>,
    ) -> Answered<pb::ExportOwnDataResponse> {
        const METHOD: &str = "ExportOwnData";
        let message = request.into_inner();
        let ByReceipt { holder, request_id, etag, brings: () } = wire::own_export(&message)?;
        let found = opened_by(&self.store, &holder).await?;
        let permits::Application { id, agency, .. } = found.record;
        let act = Act::Export { agency, application: id, etag, to: Recipient::Applicant };
        let actor = Actor::Applicant;
        let reply =
            submit(&self.store, METHOD, &message, actor, request_id, act, Vec::new()).await?;
        let Export { token, index, expires_at } = export::of(&self.store, reply).await?;
        Ok(Response::new(pb::ExportOwnDataResponse {
            export_token: token,
            journal_index: index,
            expires_at: Some(timestamp(expires_at)),
        }))
    }

    async fn export_data(
        &self,
        request: Request<pb::ExportDataRequest>,
    ) -> Answered<pb::ExportDataResponse> {
        const METHOD: &str = "ExportData";
        let (actor, message) = (actor(&request)?, request.get_ref());
        let OnCase { agency, application, request_id, etag, brings: () } = wire::export(message)?;
        let act = Act::Export { agency, application, etag, to: Recipient::Protector };
        let reply =
            submit(&self.store, METHOD, message, actor, request_id, act, Vec::new()).await?;
        let Export { token, index, expires_at } = export::of(&self.store, reply).await?;
        Ok(Response::new(pb::ExportDataResponse {
            export_token: token,
            journal_index: index,
            expires_at: Some(timestamp(expires_at)),
        }))
    }

    async fn read_export(
        &self,
        request: Request<pb::ReadExportRequest>,
    ) -> Answered<pb::ReadExportResponse> {
        wire::reading(request.get_ref())?;
        let (json, next_token) = export::read(&self.store, &request.get_ref().token).await?;
        Ok(Response::new(pb::ReadExportResponse { json, next_token }))
    }

    /// Acknowledged when it stands in the list outside the database, too.
    async fn erase_applicant(
        &self,
        request: Request<pb::EraseApplicantRequest>,
    ) -> Answered<pb::EraseApplicantResponse> {
        const METHOD: &str = "EraseApplicant";
        let (actor, message) = (actor(&request)?, request.get_ref());
        let OnCase { agency, application, request_id, etag, brings: basis } =
            wire::erasure(message)?;
        let retention_years = self.retention_years;
        let act = Act::Erase(Erasure::Asked { agency, application, etag, basis, retention_years });
        let reply =
            submit(&self.store, METHOD, message, actor, request_id, act, Vec::new()).await?;
        let Reply { version, index, answer: Answer::Application(record) } = reply else {
            return Err(edge::refused("INTERNAL", &[]));
        };
        let listed = self.store.erasure(&record.id).await.map_err(status)?;
        if let Some(listed) = listed {
            self.erasures.note(&listed).await.map_err(|error| edge::failed(&error))?;
        }
        Ok(Response::new(pb::EraseApplicantResponse {
            name: names::application(&record.agency, &record.id),
            etag: version.to_string(),
            journal_index: index,
            erased_at: record.erased_at.map(timestamp),
        }))
    }
}
