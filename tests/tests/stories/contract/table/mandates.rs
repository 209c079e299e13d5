//! The rows of `MandatesService`: all by receipt.

use contract::satupintu::permits::v1::{
    EndMandateRequest, GiveMandateRequest, ListMandatesRequest, MandateScope,
};
use stories::{mandates::mandate, request_id};

use super::{Row, public};
use crate::contract::scene::Scene;

pub(super) fn rows(scene: &Scene) -> Vec<Row> {
    let (free, given) = (&scene.waiting, &scene.mandated);
    let give = GiveMandateRequest {
        receipt_number: free.number.clone(),
        secret: free.secret.clone(),
        request_id: request_id(),
        etag: String::new(),
        mandate: Some(mandate(&[MandateScope::HandIn, MandateScope::Collect], (31, 12))),
    };
    let end = EndMandateRequest {
        receipt_number: given.number.clone(),
        secret: given.secret.clone(),
        request_id: request_id(),
        etag: String::new(),
        number: 1,
    };
    let list =
        ListMandatesRequest { receipt_number: given.number.clone(), secret: given.secret.clone() };
    vec![
        public(scene, "/satupintu.permits.v1.MandatesService/GiveMandate", &give)
            .leaving("permits.mandate_given"),
        public(scene, "/satupintu.permits.v1.MandatesService/EndMandate", &end)
            .leaving("permits.mandate_ended"),
        public(scene, "/satupintu.permits.v1.MandatesService/ListMandates", &list),
    ]
}
