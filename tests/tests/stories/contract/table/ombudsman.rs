//! The rows of the Ombudsman service.

use contract::satupintu::complaints::v1::Maladministration;
use contract::satupintu::ombudsman::v1::{
    CloseProductRequest, FollowUpProductRequest, GetProductRequest, ListProductsRequest,
    ProductKind, ProductOutcome, RecordProductRequest,
};
use prost::Message;
use stories::ombudsman::product;
use stories::standards::day;
use stories::{Caller, request_id};

use super::Row;
use crate::contract::scene::Scene;

pub(super) fn rows(scene: &Scene) -> Vec<Row> {
    let parent = scene.head.agency.clone();
    let [followable, closable] = &scene.products;
    let record = RecordProductRequest {
        forms: vec![Maladministration::ProtractedDelay.into()],
        complaint: scene.voices.verified.name.clone(),
        due: day("2026-12-30"),
        owner: scene.staff.loket.name(),
        ..product(&parent, ProductKind::Advice)
    };
    let follow_up = FollowUpProductRequest {
        name: followable.clone(),
        request_id: request_id(),
        etag: String::new(),
        text: "Sudah".to_owned(),
        proof_digest: "ab".repeat(32),
    };
    let close = CloseProductRequest {
        name: closable.clone(),
        request_id: request_id(),
        etag: String::new(),
        outcome: ProductOutcome::Fulfilled.into(),
        reference: "Surat B/0200/2026".to_owned(),
    };
    let get = GetProductRequest { name: followable.clone() };
    let list = ListProductsRequest { parent, ..ListProductsRequest::default() };
    vec![
        of(scene, "RecordProduct", &scene.head, &record)
            .not_for(&scene.auditor)
            .leaving("ombudsman.recorded"),
        of(scene, "FollowUpProduct", &scene.head, &follow_up)
            .not_for(&scene.auditor)
            .leaving("ombudsman.followed_up"),
        of(scene, "CloseProduct", &scene.auditor, &close).leaving("ombudsman.closed"),
        of(scene, "GetProduct", &scene.auditor, &get),
        of(scene, "ListProducts", &scene.auditor, &list),
    ]
}

/// For those who run, head or audit the agency.
fn of(scene: &Scene, method: &str, caller: &Caller, example: &impl Message) -> Row {
    let path = match method {
        "RecordProduct" => "/satupintu.ombudsman.v1.OmbudsmanService/RecordProduct",
        "FollowUpProduct" => "/satupintu.ombudsman.v1.OmbudsmanService/FollowUpProduct",
        "CloseProduct" => "/satupintu.ombudsman.v1.OmbudsmanService/CloseProduct",
        "GetProduct" => "/satupintu.ombudsman.v1.OmbudsmanService/GetProduct",
        _ => "/satupintu.ombudsman.v1.OmbudsmanService/ListProducts",
    };
    Row {
        path,
        caller: caller.clone(),
        wrong: vec![scene.staff.loket.clone(), scene.stranger.clone()],
        examples: vec![example.encode_to_vec()],
        leaves: None,
    }
}
