//! The rows of `FeesService`.

use contract::google::r#type::Money;
use contract::satupintu::permits::v1::{
    AssessFeeRequest, CancelAssessmentRequest, CloseUnpaidRequest, GetAssessmentRequest, Quantity,
    ReportPaymentRequest,
};
use stories::{moment, request_id};

use super::{Row, officer, public};
use crate::contract::scene::Scene;

pub(super) fn rows(scene: &Scene) -> Vec<Row> {
    let (fees, penetap) = (&scene.fees, &scene.fees.staff.penetap);
    let quantity = Quantity { code: "luas".to_owned(), amount: "120.5".to_owned() };
    let assess = AssessFeeRequest {
        name: fees.assessable.name.clone(),
        request_id: request_id(),
        etag: String::new(),
        step: "tetapkan".to_owned(),
        quantities: vec![quantity],
        validate_only: false,
    };
    let cancel = CancelAssessmentRequest {
        name: fees.cancellable.name.clone(),
        request_id: request_id(),
        etag: String::new(),
        step: "tetapkan".to_owned(),
        reason: "Luas yang dipakai keliru".to_owned(),
    };
    let close = CloseUnpaidRequest {
        name: fees.closable.name.clone(),
        request_id: request_id(),
        etag: String::new(),
        step: "tetapkan".to_owned(),
        reason: "Tidak dibayar sampai jatuh tempo".to_owned(),
    };
    let report = ReportPaymentRequest {
        parent: format!("agencies/{}", scene.agency),
        request_id: request_id(),
        reference: fees.payable.reference.clone(),
        transaction_id: "trx-4711".to_owned(),
        amount: Some(Money {
            currency_code: "IDR".to_owned(),
            units: fees.payable.total.as_ref().map_or(0, |total| total.units),
            nanos: 0,
        }),
        paid_at: Some(moment(fees.now)),
    };
    let get = GetAssessmentRequest {
        receipt_number: fees.cancellable.number.clone(),
        secret: fees.cancellable.secret.clone(),
    };
    vec![
        public(scene, "/satupintu.permits.v1.FeesService/GetAssessment", &get),
        officer(scene, "/satupintu.permits.v1.FeesService/AssessFee", penetap, &assess)
            .not_for(&scene.neighbour)
            .leaving("permits.fee_assessed"),
        officer(scene, "/satupintu.permits.v1.FeesService/CancelAssessment", penetap, &cancel)
            .not_for(&scene.neighbour)
            .leaving("permits.fee_cancelled"),
        officer(scene, "/satupintu.permits.v1.FeesService/CloseUnpaid", penetap, &close)
            .not_for(&scene.neighbour)
            .leaving("permits.closed_unpaid"),
        officer(
            scene,
            "/satupintu.permits.v1.FeesService/ReportPayment",
            &fees.staff.bank,
            &report,
        )
        .not_for(penetap)
        .not_for(&scene.staff.loket)
        .leaving("permits.fee_paid"),
    ]
}
