//! The rows of the standards service.

use contract::google::r#type::Date;
use contract::satupintu::standards::v1::{
    CompensationKind, DraftStandardRequest, EstablishPromiseRequest, EstablishStandardRequest,
    GetPromiseRequest, GetStandardRequest, ListCompensationsRequest, ListStandardsRequest,
    PrintPromiseRequest, PublishStandardRequest, RecordCompensationRequest,
    RecordDiscussionRequest, ReviewStandardRequest, ReviewVerdict, RevokeStandardRequest,
};
use stories::request_id;
use stories::sip::SERVICE;
use stories::standards::{decree, media, quick_standard, standard, whole};

use super::{Row, administrator, officer, public};
use crate::contract::scene::Scene;

const JUNE_8: Option<Date> = Some(Date { year: 2026, month: 6, day: 8 });
/// The day of the scene: published then.
const JUNE_23: Option<Date> = Some(Date { year: 2026, month: 6, day: 23 });

pub(super) fn rows(scene: &Scene) -> Vec<Row> {
    let path = |method: &str| -> &'static str {
        Box::leak(format!("/satupintu.standards.v1.StandardsService/{method}").into_boxed_str())
    };
    let by_head = |method: &str, example: &dyn Fn() -> Vec<u8>| Row {
        path: path(method),
        caller: scene.head.clone(),
        wrong: [&scene.staff.loket, &scene.administrator, &scene.auditor, &scene.stranger]
            .map(Clone::clone)
            .into(),
        examples: vec![example()],
        leaves: None,
    };
    let draft = DraftStandardRequest {
        parent: SERVICE.to_owned(),
        request_id: request_id(),
        etag: String::new(),
        text: whole(9),
        validate_only: false,
    };
    let discuss = RecordDiscussionRequest {
        name: standard(3),
        request_id: request_id(),
        etag: String::new(),
        held_on: JUNE_8,
        minutes: "BA-FKP/1/2026".to_owned(),
        participant_groups: 5,
    };
    let establish = EstablishStandardRequest {
        name: standard(4),
        request_id: request_id(),
        etag: String::new(),
        decree: decree("2026-06-08"),
    };
    let publish = PublishStandardRequest {
        name: standard(5),
        request_id: request_id(),
        etag: String::new(),
        media: media(),
        review_months: 6,
    };
    let review = ReviewStandardRequest {
        name: standard(2),
        request_id: request_id(),
        etag: String::new(),
        held_on: JUNE_23,
        report: "LHP/1/2026".to_owned(),
        verdict: ReviewVerdict::Kept.into(),
        review_months: 12,
    };
    let revoke = RevokeStandardRequest {
        name: standard(2),
        request_id: request_id(),
        etag: String::new(),
        decree: decree("2026-06-08"),
    };
    let promise = EstablishPromiseRequest {
        parent: scene.head.agency.clone(),
        request_id: request_id(),
        etag: String::new(),
        text: "Kami berjanji memberikan kompensasi bila terlambat.".to_owned(),
        decree: decree("2026-06-08"),
        signatory: "Kepala DPMPTSP".to_owned(),
        standards: vec![quick_standard()],
        compensation: CompensationKind::Delivery.into(),
        compensation_text: "Izin diantar ke alamat pemohon".to_owned(),
        media: media(),
    };
    let compensate = RecordCompensationRequest {
        application: scene.breached.name.clone(),
        request_id: request_id(),
        kind: CompensationKind::Apology.into(),
        given: "Permohonan maaf tertulis".to_owned(),
    };
    let list = ListStandardsRequest {
        parent: scene.head.agency.clone(),
        page_size: 10,
        page_token: String::new(),
        review_due_by: JUNE_8,
    };
    let given = ListCompensationsRequest {
        parent: scene.head.agency.clone(),
        page_size: 10,
        page_token: String::new(),
    };
    let name = format!("{}/promise", scene.head.agency);
    let read = |method: &str, example: Row| Row {
        path: path(method),
        wrong: vec![scene.stranger.clone()],
        ..example
    };
    let loket = &scene.staff.loket;
    vec![
        administrator(scene, path("DraftStandard"), &draft).leaving("standards.drafted"),
        administrator(scene, path("RecordDiscussion"), &discuss).leaving("standards.discussed"),
        by_head("EstablishStandard", &|| prost::Message::encode_to_vec(&establish))
            .leaving("standards.established"),
        administrator(scene, path("PublishStandard"), &publish)
            .leaving("catalogue.service_published"),
        administrator(scene, path("ReviewStandard"), &review).leaving("standards.reviewed"),
        by_head("RevokeStandard", &|| prost::Message::encode_to_vec(&revoke))
            .leaving("standards.revoked"),
        read("GetStandard", officer(scene, "", loket, &GetStandardRequest { name: standard(2) })),
        read("ListStandards", officer(scene, "", loket, &list)),
        by_head("EstablishPromise", &|| prost::Message::encode_to_vec(&promise))
            .leaving("standards.promise_made"),
        public(scene, path("GetPromise"), &GetPromiseRequest { name: name.clone() }),
        public(scene, path("PrintPromise"), &PrintPromiseRequest { name }),
        Row {
            wrong: [&scene.administrator, &scene.auditor, &scene.stranger].map(Clone::clone).into(),
            ..officer(scene, path("RecordCompensation"), loket, &compensate)
        }
        .leaving("standards.compensated"),
        Row {
            wrong: [&scene.administrator, &scene.stranger].map(Clone::clone).into(),
            ..officer(scene, path("ListCompensations"), loket, &given)
        },
    ]
}
