//! The rows of the dashboard service.

use contract::satupintu::dashboard::v1::{
    Breakdown, ExportFiguresRequest, FiguresFormat, GetServiceFiguresRequest,
    ListFigureDefinitionsRequest,
};

use super::{Row, public};
use crate::contract::scene::Scene;

pub(super) fn rows(scene: &Scene) -> Vec<Row> {
    let parent = format!("agencies/{}", scene.agency);
    let get = GetServiceFiguresRequest {
        parent: parent.clone(),
        service: "sip-dokter-spesialis".to_owned(),
        unit: "dpmptsp-magelang/pelayanan".to_owned(),
        period: "2026-06-01..2026-06-30".to_owned(),
        breakdown: Breakdown::Month.into(),
    };
    let export =
        ExportFiguresRequest { figures: Some(get.clone()), format: FiguresFormat::Csv.into() };
    let list = ListFigureDefinitionsRequest { parent };
    // Everybody may call them; who asks for as much as here must answer for the agency.
    let deep = |row: Row| Row { caller: scene.administrator.clone(), ..row };
    vec![
        deep(public(scene, "/satupintu.dashboard.v1.DashboardService/GetServiceFigures", &get)),
        public(scene, "/satupintu.dashboard.v1.DashboardService/ListFigureDefinitions", &list),
        deep(public(scene, "/satupintu.dashboard.v1.DashboardService/ExportFigures", &export)),
    ]
}
