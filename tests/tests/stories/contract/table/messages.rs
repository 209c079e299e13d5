//! The rows of `MessagesService`. Both are open to whoever shows a receipt; an
//! officer's token does as well.

use contract::satupintu::permits::v1::{ListMessagesRequest, PostMessageRequest};
use stories::request_id;

use super::{Row, public};
use crate::contract::scene::Scene;

pub(super) fn rows(scene: &Scene) -> Vec<Row> {
    let receipt = &scene.attached;
    let post = PostMessageRequest {
        parent: receipt.name.clone(),
        receipt_number: receipt.number.clone(),
        secret: receipt.secret.clone(),
        request_id: request_id(),
        etag: String::new(),
        text: "Apakah salinan yang dilegalisasi cukup?".to_owned(),
        requirement_id: "ktp".to_owned(),
    };
    let list = ListMessagesRequest {
        parent: receipt.name.clone(),
        receipt_number: receipt.number.clone(),
        secret: receipt.secret.clone(),
    };
    vec![
        public(scene, "/satupintu.permits.v1.MessagesService/PostMessage", &post)
            .leaving("permits.message_posted"),
        public(scene, "/satupintu.permits.v1.MessagesService/ListMessages", &list),
    ]
}
