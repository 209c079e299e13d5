//! The dashboard service: sums of counters, as far as the caller may see them.

use ::figures::{DEFINITIONS, Published, csv, published, shown_to_all};
use contract::satupintu::dashboard::v1::{self as pb, dashboard_service_server as server};
use kernel::{AgencyId, Instant};
use store::{FigureSums, FiguresAsked, FiguresBy, Store};
use tokio_stream::Iter;
use tonic::{Request, Response, Status};

use crate::{
    dashboard::{
        answer,
        wire::{self, Asked},
    },
    outcome::status,
    wire::timestamp,
};

/// The bytes of one frame of an export.
const FRAME: usize = 64 * 1024;

/// Figures of this deployment's agencies.
pub(crate) struct DashboardService {
    pub(crate) store: Store,
}

type Reply<T> = Result<Response<T>, Status>;

/// Figures as the caller may see them.
struct Seen {
    whole: Published,
    parts: Vec<(String, Published)>,
    at: Instant,
}

impl DashboardService {
    async fn seen<T>(&self, request: &Request<T>, asked: Asked) -> Result<Seen, Status> {
        let sees_all = sees_all(request, &asked)?;
        let at = self.store.clock().now();
        let by = match (sees_all, asked.by, &asked.service) {
            // Among the others, so that what hides them hides it.
            (false, FiguresBy::Whole, Some(_)) => FiguresBy::Service,
            (_, by, _) => by,
        };
        let Asked { agency, service, unit, span, by: _ } = asked;
        let is_one_of = !sees_all && service.is_some();
        let chosen = service.map(String::from).unwrap_or_default();
        let service = if is_one_of { String::new() } else { chosen.clone() };
        let asked = FiguresAsked { agency, service, unit, first: span.first, last: span.last, by };
        let FigureSums { whole, parts } = self.store.figures(&asked, at).await.map_err(status)?;
        let (names, sums): (Vec<_>, Vec<_>) = parts.into_iter().unzip();
        let have_open = by != FiguresBy::Month;
        let (whole, parts) = if sees_all {
            let parts = sums.iter().map(|sums| published(sums, have_open)).collect();
            (published(&whole, true), parts)
        } else {
            shown_to_all(&whole, &sums, have_open)
        };
        let mut parts: Vec<(String, Published)> = names.into_iter().zip(parts).collect();
        if !is_one_of {
            return Ok(Seen { whole, parts, at });
        }
        parts.retain(|(name, _)| *name == chosen);
        let one = parts.pop().map(|(_, figures)| figures);
        Ok(Seen { whole: one.unwrap_or_default(), parts, at })
    }
}

/// Whether the caller sees every number; whoever asks for more than everybody may must.
fn sees_all<T>(request: &Request<T>, asked: &Asked) -> Result<bool, Status> {
    match edge::caller(request)? {
        edge::Caller::Officer(officer) if officer.may_see_figures(&asked.agency) => Ok(true),
        edge::Caller::Officer(_) if asked.goes_deep() => Err(edge::refused("DUTY_MISSING", &[])),
        edge::Caller::Peer(_) | edge::Caller::Public if asked.goes_deep() => {
            Err(edge::refused("SIGN_IN_REQUIRED", &[]))
        }
        edge::Caller::Officer(_) | edge::Caller::Peer(_) | edge::Caller::Public => Ok(false),
    }
}

#[tonic::async_trait]
impl server::DashboardService for DashboardService {
    type ExportFiguresStream = Iter<std::vec::IntoIter<Result<pb::ExportFiguresResponse, Status>>>;

    async fn get_service_figures(
        &self,
        request: Request<pb::GetServiceFiguresRequest>,
    ) -> Reply<pb::GetServiceFiguresResponse> {
        let asked = wire::asked(request.get_ref())?;
        let Seen { whole, parts, at } = self.seen(&request, asked).await?;
        let part = |(name, figures): &(String, Published)| pb::FiguresPart {
            name: name.clone(),
            figures: Some(answer::figures(figures)),
        };
        Ok(Response::new(pb::GetServiceFiguresResponse {
            whole: Some(answer::figures(&whole)),
            parts: parts.iter().map(part).collect(),
            as_of: Some(timestamp(at)),
        }))
    }

    async fn list_figure_definitions(
        &self,
        request: Request<pb::ListFigureDefinitionsRequest>,
    ) -> Reply<pb::ListFigureDefinitionsResponse> {
        // What a figure means is the same at every agency.
        let _: AgencyId = wire::agency(request.get_ref())?;
        let definitions = DEFINITIONS.iter().map(answer::definition).collect();
        Ok(Response::new(pb::ListFigureDefinitionsResponse { definitions }))
    }

    async fn export_figures(
        &self,
        request: Request<pb::ExportFiguresRequest>,
    ) -> Reply<Self::ExportFiguresStream> {
        let asked = wire::exported(request.get_ref())?;
        let Seen { whole, parts, at: _ } = self.seen(&request, asked).await?;
        let parts = parts.iter().map(|(name, figures)| (name.as_str(), figures));
        let text = csv(std::iter::once(("", &whole)).chain(parts));
        let frame = |data: &[u8]| Ok(pb::ExportFiguresResponse { data: data.to_vec() });
        let frames: Vec<_> = text.as_bytes().chunks(FRAME).map(frame).collect();
        Ok(Response::new(tokio_stream::iter(frames)))
    }
}
