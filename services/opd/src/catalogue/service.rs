//! The catalogue service: reads what is published, and checks what is not yet.

use std::sync::Arc;

use consultations::{Document, DocumentKind};
use contract::satupintu::sop::v1::{self as pb, catalogue_service_server as server};
use kernel::{AgencyId, Slug};
use sop::Sop;
use standards::{Audience, Service};
use store::{Published, Store};
use tonic::{Request, Response, Status};

use crate::{
    catalogue::{
        check::{self, Candidate},
        poster,
        wire::{self, Listing, Named, Posted},
    },
    consultations::changes,
    outcome::status,
    printing::{Frames, frames, printed},
};

/// Services, their standards and SOPs.
pub(crate) struct CatalogueService {
    pub(crate) store: Store,
    /// What stands before `/layanan/AGENCY/SERVICE` in the QR code of a poster.
    pub(crate) public_url: String,
}

type Answered<T> = Result<Response<T>, Status>;

impl CatalogueService {
    /// A service in one of its published versions; 0 means the current one.
    async fn service(
        &self,
        agency: &AgencyId,
        service: &Slug,
        version: u32,
    ) -> Result<Published, Status> {
        let found = match version {
            0 => self.store.service(agency, service.as_str()).await,
            version => self.store.service_version(agency, service.as_str(), version).await,
        };
        found.map_err(status)?.ok_or_else(|| edge::refused("SERVICE_NOT_FOUND", &[]))
    }

    /// The same, as far as whoever asks may see it.
    async fn shown<T>(
        &self,
        request: &Request<T>,
        agency: &AgencyId,
        id: &Slug,
        version: u32,
    ) -> Result<Published, Status> {
        let published = self.service(agency, id, version).await?;
        let is_shown = is_shown(&published.service, is_inside(request)?);
        is_shown.then_some(published).ok_or_else(|| edge::refused("SERVICE_NOT_FOUND", &[]))
    }

    /// An SOP of the agency in one of its published versions; 0 means the
    /// current one.
    async fn sop(&self, agency: &AgencyId, sop: &Slug, version: u32) -> Result<Arc<Sop>, Status> {
        let found = match version {
            0 => self.store.current_sop(sop.as_str()).await,
            version => self.store.sop(sop.as_str(), version).await,
        };
        // An SOP is published under its id alone; its name has the agency, too.
        let found = found.map_err(status)?.filter(|found| found.agency() == agency);
        found.ok_or_else(|| edge::refused("SOP_NOT_FOUND", &[]))
    }
}

/// Whether somebody in service asks.
fn is_inside<T>(request: &Request<T>) -> Result<bool, Status> {
    Ok(matches!(edge::caller(request)?, edge::Caller::Officer(_)))
}

/// A service for other offices is not in the public catalogue.
fn is_shown(service: &Service, inside: bool) -> bool {
    match service.audience() {
        Audience::Public => true,
        Audience::Internal => inside,
    }
}

#[tonic::async_trait]
impl server::CatalogueService for CatalogueService {
    async fn list_services(
        &self,
        request: Request<pb::ListServicesRequest>,
    ) -> Answered<pb::ListServicesResponse> {
        let message = request.get_ref();
        let Listing { agency, size, list } = wire::listing(message)?;
        let inside = is_inside(&request)?;
        let keys = self.store.keys();
        let after: Option<String> = list.after(keys, &message.page_token)?;
        let place = after.as_deref().unwrap_or_default();
        let page = self.store.services_of(&agency, place, size).await.map_err(status)?;
        let is_known = after.is_some() || agency == self.store.deployment().agency;
        if page.rows.is_empty() && !is_known {
            return Err(edge::refused("AGENCY_NOT_FOUND", &[]));
        }
        let shows = page.rows.iter().filter(|published| is_shown(&published.service, inside));
        Ok(Response::new(pb::ListServicesResponse {
            services: shows.map(wire::service).collect(),
            next_page_token: list.token(keys, page.next.as_ref())?,
        }))
    }

    async fn get_service(
        &self,
        request: Request<pb::GetServiceRequest>,
    ) -> Answered<pb::GetServiceResponse> {
        let Named { agency, id, version } = wire::service_named(request.get_ref())?;
        let published = self.shown(&request, &agency, &id, version).await?;
        let service = Some(wire::service(&published));
        let version = published.service.version();
        let document = Document { kind: DocumentKind::Standard, id, version };
        let changed_by = changes(&self.store, &agency, &document).await?;
        Ok(Response::new(pb::GetServiceResponse { service, changed_by }))
    }

    async fn get_sop(&self, request: Request<pb::GetSopRequest>) -> Answered<pb::GetSopResponse> {
        let Named { agency, id, version } = wire::sop_named(request.get_ref())?;
        let sop = self.sop(&agency, &id, version).await?;
        let document = Document { kind: DocumentKind::Sop, id, version: sop.version() };
        let changed_by = changes(&self.store, &agency, &document).await?;
        Ok(Response::new(pb::GetSopResponse { sop: Some(wire::sop(&sop)), changed_by }))
    }

    type PrintPosterStream = Frames<pb::PrintPosterResponse>;

    async fn print_poster(
        &self,
        request: Request<pb::PrintPosterRequest>,
    ) -> Answered<Self::PrintPosterStream> {
        let Posted { of: Named { agency, id, version }, kind } = wire::posted(request.get_ref())?;
        let published = self.shown(&request, &agency, &id, version).await?;
        let page = poster::page(&published, self.store.deployment().simulation, &self.public_url);
        let poster = printed(move || kind.print(&page)).await?;
        Ok(frames(&poster, |data| pb::PrintPosterResponse { data }))
    }

    async fn check_sop(
        &self,
        request: Request<pb::CheckSopRequest>,
    ) -> Answered<pb::CheckSopResponse> {
        edge::officer(&request)?;
        let wire::Checking { text, service } = wire::checking(request.into_inner())?;
        let service = match service {
            Some((agency, service)) => Some(self.service(&agency, &service, 0).await?.service),
            None => None,
        };
        let diagnostics = check::findings(&self.store, Candidate { text, service }).await?;
        Ok(Response::new(pb::CheckSopResponse { diagnostics }))
    }
}
