//! The rows of `FilesService`. All are open to whoever shows a receipt; an
//! officer's token does as well.

use contract::satupintu::files::v1::{
    Coordinates, CreateUploadRequest, DeleteUploadRequest, DownloadFileRequest,
    FinishUploadRequest, GetUploadRequest, ListFilesRequest, UploadRequest,
    create_upload_request::Purpose as For,
};
use contract::satupintu::permits::v1::Purpose;
use stories::attachments::{ktp, messages, pdf, upload_id};
use stories::request_id;

use super::{Row, public};
use crate::contract::scene::Scene;

pub(super) fn rows(scene: &Scene) -> Vec<Row> {
    let receipt = &scene.attached;
    let (receipt_number, secret) = (receipt.number.clone(), receipt.secret.clone());
    let content = pdf("contoh", 1000);
    let create = CreateUploadRequest {
        coordinates: Some(Coordinates { latitude_e7: -74_797_000, longitude_e7: 1_102_177_000 }),
        replaces: scene.file.clone(),
        ..ktp(content.clone()).announced(receipt)
    };
    let for_step = CreateUploadRequest {
        upload_id: upload_id(),
        purpose: Some(For::Step("pendaftaran".to_owned())),
        ..create.clone()
    };
    let upload: UploadRequest =
        messages(&scene.pending, Some(receipt), 0, &content).remove(0).unwrap();
    let get = GetUploadRequest {
        name: scene.pending.clone(),
        receipt_number: receipt_number.clone(),
        secret: secret.clone(),
    };
    let finish = FinishUploadRequest {
        name: scene.finishable.clone(),
        receipt_number: receipt_number.clone(),
        secret: secret.clone(),
        request_id: request_id(),
    };
    let delete = DeleteUploadRequest {
        name: scene.deletable.clone(),
        receipt_number: receipt_number.clone(),
        secret: secret.clone(),
    };
    let list = ListFilesRequest { parent: receipt.name.clone(), receipt_number, secret };
    let download = DownloadFileRequest {
        name: scene.file.clone(),
        receipt_number: String::new(),
        secret: String::new(),
        request_id: request_id(),
        purpose: Purpose::CompletenessCheck.into(),
    };
    vec![
        public(scene, "/satupintu.files.v1.FilesService/CreateUpload", &create).or(&for_step),
        public(scene, "/satupintu.files.v1.FilesService/Upload", &upload),
        public(scene, "/satupintu.files.v1.FilesService/GetUpload", &get),
        public(scene, "/satupintu.files.v1.FilesService/FinishUpload", &finish)
            .leaving("permits.file_attached"),
        public(scene, "/satupintu.files.v1.FilesService/DeleteUpload", &delete),
        public(scene, "/satupintu.files.v1.FilesService/ListFiles", &list),
        Row {
            caller: scene.staff.loket.clone(),
            ..public(scene, "/satupintu.files.v1.FilesService/DownloadFile", &download)
        }
        .leaving("permits.file_read"),
    ]
}
