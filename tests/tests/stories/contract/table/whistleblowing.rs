//! The rows of the whistleblowing service.

use contract::satupintu::whistleblowing::v1::{
    GetInspectorateRequest, GetReportRequest, ListAnswersRequest, ListReportsRequest,
};
use prost::Message;
use stories::whistle;

use super::{Row, public};
use crate::contract::scene::Scene;

pub(super) fn rows(scene: &Scene) -> Vec<Row> {
    let parent = format!("agencies/{}", scene.agency);
    let reported = &scene.reported;
    let submit = whistle::submission(&scene.public, &whistle::slip(), "Ada pungli");
    let follow = ListAnswersRequest {
        parent: parent.clone(),
        number: reported.secret.number().to_string(),
        proof: reported.secret.proof().reveal(),
        ..ListAnswersRequest::default()
    };
    let list = ListReportsRequest { parent: parent.clone(), ..ListReportsRequest::default() };
    let get = GetReportRequest { name: reported.name.clone() };
    let answer = whistle::answer(&reported.inspector, &reported.opened, "Kami periksa");
    let asked = GetInspectorateRequest { parent };
    vec![
        public(scene, "/satupintu.whistleblowing.v1.WhistleblowingService/GetInspectorate", &asked),
        public(scene, "/satupintu.whistleblowing.v1.WhistleblowingService/SubmitReport", &submit),
        public(scene, "/satupintu.whistleblowing.v1.WhistleblowingService/ListAnswers", &follow),
        by_inspector(
            scene,
            "/satupintu.whistleblowing.v1.WhistleblowingService/ListReports",
            &list,
        ),
        by_inspector(scene, "/satupintu.whistleblowing.v1.WhistleblowingService/GetReport", &get),
        by_inspector(
            scene,
            "/satupintu.whistleblowing.v1.WhistleblowingService/AppendAnswer",
            &answer,
        ),
    ]
}

/// Needs the duty of the inspectorate, which nobody in the agency holds.
fn by_inspector(scene: &Scene, path: &'static str, example: &impl Message) -> Row {
    let staff = &scene.staff;
    let wrong = [&staff.loket, &scene.administrator, &scene.auditor, &scene.head, &scene.stranger];
    Row {
        path,
        caller: scene.reported.inspector.clone(),
        wrong: wrong.map(Clone::clone).into(),
        examples: vec![example.encode_to_vec()],
        leaves: None,
    }
}
