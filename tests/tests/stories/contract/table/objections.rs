//! The rows of `ObjectionsService`.

use contract::satupintu::permits::v1::{
    DecideObjectionRequest, FileObjectionRequest, GetObjectionRequest, ObjectionStatus,
};
use stories::request_id;

use super::{Row, officer, public};
use crate::contract::scene::Scene;

pub(super) fn rows(scene: &Scene) -> Vec<Row> {
    let file = FileObjectionRequest {
        receipt_number: scene.rejected.number.clone(),
        secret: scene.rejected.secret.clone(),
        request_id: request_id(),
        etag: String::new(),
        grounds: "STR saya masih berlaku sampai akhir tahun".to_owned(),
    };
    let get = GetObjectionRequest { name: scene.objected.name.clone() };
    let decide = DecideObjectionRequest {
        name: scene.objected.name.clone(),
        request_id: request_id(),
        etag: String::new(),
        finding: ObjectionStatus::Upheld.into(),
        reason: "STR terbukti masih berlaku".to_owned(),
    };
    vec![
        public(scene, "/satupintu.permits.v1.ObjectionsService/FileObjection", &file)
            .leaving("permits.objection_filed"),
        officer(scene, "/satupintu.permits.v1.ObjectionsService/GetObjection", &scene.chief, &get)
            .not_for(&scene.neighbour),
        officer(
            scene,
            "/satupintu.permits.v1.ObjectionsService/DecideObjection",
            &scene.chief,
            &decide,
        )
        .not_for(&scene.staff.kepala)
        .leaving("permits.objection_upheld"),
    ]
}
