//! The rows of the intake service.

use contract::satupintu::{
    complaints::v1::SubmitComplaintRequest,
    intake::v1::{GetIntakeKeyRequest, Intake, intake::Request},
};
use stories::{complaints, intake};

use super::{Row, public};
use crate::contract::scene::Scene;

pub(super) fn rows(scene: &Scene) -> Vec<Row> {
    let parent = format!("agencies/{}", scene.agency);
    let complaint = complaints::complaint(&parent);
    let other = SubmitComplaintRequest { text: "Lain".to_owned(), ..complaint.clone() };
    let [delivery, other] = [complaint, other].map(|complaint| {
        let reply_key = scene.intake_key.to_bytes().to_vec();
        let taken = Intake { request: Some(Request::Complaint(complaint)), reply_key };
        intake::delivery(&taken, &scene.intake_key)
    });
    let asked = GetIntakeKeyRequest { parent };
    vec![
        public(scene, "/satupintu.intake.v1.IntakeService/GetIntakeKey", &asked),
        public(scene, "/satupintu.intake.v1.IntakeService/DeliverSealed", &delivery)
            .or(&other)
            .leaving("complaints.received"),
    ]
}
