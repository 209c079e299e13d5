//! The dashboard service: sums of counters, as far as the caller may see them.

use ::figures::{COLUMNS, DEFINITIONS, Definition, Published, csv, published, rows, shown_to_all};
use contract::satupintu::dashboard::v1::{self as pb, dashboard_service_server as server};
use kernel::{AgencyId, Instant};
use store::{FigureSums, FiguresAsked, FiguresBy, Store};
use surveys::Period;
use tonic::{Request, Response, Status};

use crate::{
    dashboard::{
        answer,
        wire::{self, Asked, Format, Span},
    },
    outcome::status,
    printing::{Frames, frames, printed},
    today::today,
    wire::timestamp,
};

/// Figures of this deployment's agencies.
pub(crate) struct DashboardService {
    pub(crate) store: Store,
}

type Reply<T> = Result<Response<T>, Status>;

/// Figures as the caller may see them.
struct Seen {
    whole: Published,
    parts: Vec<(String, Published)>,
    span: Span,
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
        let span = match span {
            Some(span) => span,
            None => Span::Months(Period::year_of(today(&self.store, &agency, at).await?)),
        };
        let (first, last) = span.ends().ok_or_else(|| Status::internal("a year has no ends"))?;
        let is_one_of = !sees_all && service.is_some();
        let chosen = service.map(String::from).unwrap_or_default();
        let service = if is_one_of { String::new() } else { chosen.clone() };
        let asked = FiguresAsked { agency, service, unit, first, last, by };
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
            return Ok(Seen { whole, parts, span, at });
        }
        parts.retain(|(name, _)| *name == chosen);
        let one = parts.pop().map(|(_, figures)| figures);
        Ok(Seen { whole: one.unwrap_or_default(), parts, span, at })
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

/// The figures, and what they mean.
fn sheets(rows: Vec<[String; COLUMNS.len()]>) -> [documents::Table; 2] {
    let meaning = |it: &Definition| {
        let Definition { key, title, meaning, formula } = it;
        [*key, title.0, meaning.0, title.1, meaning.1, formula].map(ToOwned::to_owned).to_vec()
    };
    [
        documents::Table {
            name: "Angka",
            headings: COLUMNS.to_vec(),
            rows: rows.into_iter().map(Vec::from).collect(),
            counts: true,
        },
        documents::Table {
            name: "Arti",
            headings: vec!["figure", "judul", "arti", "title", "meaning", "formula"],
            rows: DEFINITIONS.iter().map(meaning).collect(),
            counts: false,
        },
    ]
}

#[tonic::async_trait]
impl server::DashboardService for DashboardService {
    type ExportFiguresStream = Frames<pb::ExportFiguresResponse>;

    async fn get_service_figures(
        &self,
        request: Request<pb::GetServiceFiguresRequest>,
    ) -> Reply<pb::GetServiceFiguresResponse> {
        let asked = wire::asked(request.get_ref())?;
        let Seen { whole, parts, span, at } = self.seen(&request, asked).await?;
        let part = |(name, figures): &(String, Published)| pb::FiguresPart {
            name: name.clone(),
            figures: Some(answer::figures(figures)),
        };
        Ok(Response::new(pb::GetServiceFiguresResponse {
            whole: Some(answer::figures(&whole)),
            parts: parts.iter().map(part).collect(),
            as_of: Some(timestamp(at)),
            period: span.to_string(),
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
        let (asked, format) = wire::exported(request.get_ref())?;
        let Seen { whole, parts, span: _, at } = self.seen(&request, asked).await?;
        let all = std::iter::once(("", &whole));
        let rows = rows(all.chain(parts.iter().map(|(name, it)| (name.as_str(), it))));
        let file = match format {
            Format::Csv => csv(&rows).into_bytes(),
            Format::Xlsx => {
                printed(move || documents::workbook(&sheets(rows), at.timestamp())).await?
            }
        };
        Ok(frames(&file, |data| pb::ExportFiguresResponse { data }))
    }
}
