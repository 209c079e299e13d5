//! The rows of `InspectionsService`.

use contract::google::r#type::Date;
use contract::satupintu::permits::v1::{
    CancelInspectionRequest, Finding, FindingAnswer, GetInspectionRequest, OrderInspectionRequest,
    RecordFindingsRequest, RescheduleInspectionRequest, SignMinutesRequest, WriteMinutesRequest,
};
use contract::satupintu::sop::v1::Recommendation;
use prost::Message;
use stories::{Caller, moment, request_id, wib};

use super::{Row, officer};
use crate::contract::scene::Scene;

const STEP: &str = "tinjau";

pub(super) fn rows(scene: &Scene) -> Vec<Row> {
    let mut rows = superiors(scene);
    rows.extend(teams(scene));
    rows
}

fn superiors(scene: &Scene) -> Vec<Row> {
    let (fees, staff) = (&scene.fees, &scene.fees.staff);
    let later = Some(moment(wib("2026-06-30 09:00")));
    let order = OrderInspectionRequest {
        name: fees.orderable.name.clone(),
        request_id: request_id(),
        etag: String::new(),
        step: STEP.to_owned(),
        visit_at: later,
        place: "Jalan Contoh Nomor 1".to_owned(),
        letter_number: "090/17/ST/2026".to_owned(),
        letter_date: Some(Date { year: 2026, month: 6, day: 8 }),
        team: vec![staff.pemeriksa.name(), staff.rekan.name()],
    };
    let reschedule = RescheduleInspectionRequest {
        name: fees.movable.name.clone(),
        request_id: request_id(),
        etag: String::new(),
        step: STEP.to_owned(),
        visit_at: later,
        reason: "Pemilik berhalangan".to_owned(),
    };
    let cancel = CancelInspectionRequest {
        name: fees.callable.name.clone(),
        request_id: request_id(),
        etag: String::new(),
        step: STEP.to_owned(),
        reason: "Tim diganti".to_owned(),
    };
    vec![
        row(scene, "OrderInspection", &staff.atasan, &order).leaving("permits.inspection_ordered"),
        row(scene, "RescheduleInspection", &staff.atasan, &reschedule)
            .leaving("permits.inspection_rescheduled"),
        row(scene, "CancelInspection", &staff.atasan, &cancel)
            .leaving("permits.inspection_cancelled"),
    ]
}

fn teams(scene: &Scene) -> Vec<Row> {
    let (fees, staff) = (&scene.fees, &scene.fees.staff);
    let finding = Finding {
        item: "luas".to_owned(),
        answer: FindingAnswer::No.into(),
        note: "Lebih luas daripada denah".to_owned(),
    };
    let findings = RecordFindingsRequest {
        name: fees.findable.name.clone(),
        request_id: request_id(),
        etag: String::new(),
        step: STEP.to_owned(),
        findings: vec![finding],
    };
    let minutes = WriteMinutesRequest {
        name: fees.writable.name.clone(),
        request_id: request_id(),
        etag: String::new(),
        step: STEP.to_owned(),
        text: "Tempat sudah dilihat".to_owned(),
        recommendation: Recommendation::Issue.into(),
        reason: "Sesuai denah".to_owned(),
    };
    let sign = SignMinutesRequest {
        name: fees.signable.name.clone(),
        request_id: request_id(),
        etag: String::new(),
        step: STEP.to_owned(),
    };
    let get = GetInspectionRequest { name: fees.signable.name.clone(), step: STEP.to_owned() };
    let get = row(scene, "GetInspection", &staff.rekan, &get);
    vec![
        row(scene, "RecordFindings", &staff.pemeriksa, &findings)
            .leaving("permits.findings_recorded"),
        row(scene, "WriteMinutes", &staff.rekan, &minutes).leaving("permits.minutes_written"),
        row(scene, "SignMinutes", &staff.rekan, &sign).leaving("permits.minutes_signed"),
        // An auditor sees that there was a visit.
        Row { wrong: vec![scene.administrator.clone(), scene.stranger.clone()], ..get },
    ]
}

fn row(scene: &Scene, method: &str, caller: &Caller, example: &impl Message) -> Row {
    let path = PATHS.iter().find(|path| path.ends_with(&format!("/{method}")));
    officer(scene, path.expect("it is listed"), caller, example).not_for(&scene.neighbour)
}

const PATHS: [&str; 7] = [
    "/satupintu.permits.v1.InspectionsService/OrderInspection",
    "/satupintu.permits.v1.InspectionsService/RescheduleInspection",
    "/satupintu.permits.v1.InspectionsService/CancelInspection",
    "/satupintu.permits.v1.InspectionsService/RecordFindings",
    "/satupintu.permits.v1.InspectionsService/WriteMinutes",
    "/satupintu.permits.v1.InspectionsService/SignMinutes",
    "/satupintu.permits.v1.InspectionsService/GetInspection",
];
