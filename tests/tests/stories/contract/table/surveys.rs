//! The rows of the surveys service.

use contract::google::r#type::Date;
use contract::satupintu::surveys::v1::{
    Aggregation, Answers, Education, EnterResponseRequest, FollowUp, Gender, GetIndexRequest,
    IssueTokenRequest, ListCommentsRequest, ListQuestionnairesRequest, MakeReportRequest,
    Occupation, ReportFormat, Respondent, Stratum, SubmitResponseRequest, Weight,
};
use prost::Message;
use stories::request_id;
use stories::sip::SERVICE;
use stories::surveys::scores;

use super::{Row, officer, public};
use crate::contract::scene::Scene;

pub(super) fn rows(scene: &Scene) -> Vec<Row> {
    let parent = format!("agencies/{}", scene.agency);
    let whole = || Answers {
        respondent: Some(Respondent {
            gender: Gender::Male.into(),
            age_years: 41,
            education: Education::S1.into(),
            occupation: Occupation::Pns.into(),
        }),
        comment: "Cepat".to_owned(),
        ..scores([4, 3, 4, 3, 4, 3, 4, 3, 4])
    };
    let list = ListQuestionnairesRequest { parent: parent.clone() };
    let token = IssueTokenRequest {
        receipt_number: scene.rejected.number.clone(),
        secret: scene.rejected.secret.clone(),
    };
    let submit = SubmitResponseRequest {
        token: scene.survey_token.clone(),
        answers: Some(whole()),
        parent: String::new(),
    };
    let enter = EnterResponseRequest {
        parent: SERVICE.to_owned(),
        entry_id: request_id(),
        stratum: Stratum::Kiosk.into(),
        unit: "loket".to_owned(),
        answers: Some(whole()),
    };
    let index = GetIndexRequest {
        parent: parent.clone(),
        service: String::new(),
        unit: String::new(),
        period: "2026-06".to_owned(),
        aggregation: Aggregation::MeanOfServices.into(),
        weight: Weight::Exact.into(),
        population: 100,
    };
    let of_service =
        GetIndexRequest { service: "sip-dokter-spesialis".to_owned(), ..index.clone() };
    let comments = ListCommentsRequest { parent: parent.clone(), period: "2026-06".to_owned() };
    vec![
        public(scene, "/satupintu.surveys.v1.SurveysService/ListQuestionnaires", &list),
        public(scene, "/satupintu.surveys.v1.SurveysService/IssueToken", &token),
        public(scene, "/satupintu.surveys.v1.SurveysService/SubmitResponse", &submit),
        officer(
            scene,
            "/satupintu.surveys.v1.SurveysService/EnterResponse",
            &scene.staff.loket,
            &enter,
        )
        .not_for(&scene.neighbour),
        public(scene, "/satupintu.surveys.v1.SurveysService/GetIndex", &index).or(&of_service),
        by_head(scene, "/satupintu.surveys.v1.SurveysService/ListComments", &comments),
        by_head(scene, "/satupintu.surveys.v1.SurveysService/MakeReport", &report(parent)),
    ]
}

fn report(parent: String) -> MakeReportRequest {
    MakeReportRequest {
        parent,
        period: "2026-06".to_owned(),
        format: ReportFormat::Html.into(),
        unit_title: "Loket Pelayanan".to_owned(),
        number: "000.8/1/2026".to_owned(),
        place: "Magelang".to_owned(),
        date: Some(Date { year: 2026, month: 7, day: 1 }),
        team: "Tim SKM".to_owned(),
        collection: "kuesioner kertas".to_owned(),
        population: 100,
        aggregation: Aggregation::AllRespondents.into(),
        follow_up: vec![FollowUp {
            element: "Waktu penyelesaian".to_owned(),
            activity: "Menambah petugas".to_owned(),
            due: "TW III 2026".to_owned(),
            responsible: "Kepala Bidang".to_owned(),
            status: "Direncanakan".to_owned(),
        }],
        suggestions: vec!["Kursi ditambah".to_owned()],
    }
}

/// Needs the duty to head the agency.
fn by_head(scene: &Scene, path: &'static str, example: &impl Message) -> Row {
    let wrong = [&scene.staff.loket, &scene.administrator, &scene.auditor, &scene.stranger];
    Row {
        path,
        caller: scene.head.clone(),
        wrong: wrong.map(Clone::clone).into(),
        examples: vec![example.encode_to_vec()],
        leaves: None,
    }
}
