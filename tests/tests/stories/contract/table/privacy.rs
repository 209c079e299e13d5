//! The rows of `PrivacyService`.

use contract::satupintu::privacy::v1::{
    EraseApplicantRequest, ErasureBasis, ExportDataRequest, ExportOwnDataRequest, ReadExportRequest,
};
use stories::request_id;

use super::{Row, protector, public};
use crate::contract::scene::Scene;

pub(super) fn rows(scene: &Scene) -> Vec<Row> {
    let own = ExportOwnDataRequest {
        receipt_number: scene.younger.number.clone(),
        secret: scene.younger.secret.clone(),
        request_id: request_id(),
        etag: String::new(),
    };
    let export = ExportDataRequest {
        name: scene.younger.name.clone(),
        request_id: request_id(),
        etag: String::new(),
    };
    let read = ReadExportRequest { token: scene.export_token.clone() };
    let erase = EraseApplicantRequest {
        name: scene.erasable.name.clone(),
        request_id: request_id(),
        etag: String::new(),
        basis: ErasureBasis::RetentionOver.into(),
    };
    vec![
        public(scene, "/satupintu.privacy.v1.PrivacyService/ExportOwnData", &own)
            .leaving("privacy.exported"),
        protector(scene, "/satupintu.privacy.v1.PrivacyService/ExportData", &export)
            .leaving("privacy.exported"),
        public(scene, "/satupintu.privacy.v1.PrivacyService/ReadExport", &read),
        protector(scene, "/satupintu.privacy.v1.PrivacyService/EraseApplicant", &erase)
            .leaving("privacy.erased"),
    ]
}
