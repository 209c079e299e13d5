//! What gateways bring to an agency, as the agency sees it.

use contract::satupintu::complaints::v1::SubmitComplaintRequest;
use contract::satupintu::intake::v1::{DeliverSealedRequest, Intake, IntakeReply, intake::Request};
use envelope::{PrivateKey, Sealed};
use opd::Area;
use prost::Message;
use stories::{Agency, Backend, Caller, Plan, complaints, intake, reason_of};

fn visitor() -> PrivateKey {
    PrivateKey::derived(&[9; 32])
}

fn left(complaint: SubmitComplaintRequest) -> Intake {
    let reply_key = visitor().public().to_bytes().to_vec();
    Intake { request: Some(Request::Complaint(complaint)), reply_key }
}

/// The reason for which a delivery is refused.
async fn refusal(public: &Caller, delivery: DeliverSealedRequest) -> String {
    reason_of(&public.intake().deliver_sealed(delivery).await.unwrap_err())
}

#[tokio::test]
async fn only_the_visitors_own_key_opens_the_answer_to_a_delivery() {
    let agency = Agency::open(Plan::sip(), Backend::Sqlite).await;
    let public = agency.public();
    let taken = left(complaints::complaint(&public.agency));
    let delivery = intake::delivery(&taken, &public.intake_key().await);

    let answer = public.intake().deliver_sealed(delivery).await.unwrap().into_inner();

    let sealed = Sealed::parse(&answer.sealed_reply).unwrap();
    let opened = sealed.open("satupintu intake reply 1", &visitor()).unwrap();
    let reply = IntakeReply::decode(opened.as_slice()).unwrap();
    let filed = complaints::Filed {
        name: String::new(),
        number: reply.receipt_number,
        secret: reply.secret,
    };
    assert_eq!(public.tracks_complaint(&filed).await.receipt_number, filed.number);
    assert!(sealed.open("satupintu intake reply 1", &PrivateKey::derived(&[1; 32])).is_err());
    agency.close().await;
}

#[tokio::test]
async fn what_was_sealed_otherwise_or_for_another_delivery_is_not_opened() {
    let agency = Agency::open(Plan::sip(), Backend::Sqlite).await;
    let public = agency.public();
    let key = public.intake_key().await;
    let taken = left(complaints::complaint(&public.agency));
    let good = intake::delivery(&taken, &key);
    let mut changed = good.clone();
    *changed.sealed.last_mut().unwrap() ^= 1;
    let renamed = DeliverSealedRequest { request_id: "lain".to_owned(), ..good };
    let strange = intake::delivery(&taken, &visitor().public());

    for delivery in [changed, renamed, strange] {
        assert_eq!(refusal(&public, delivery).await, "INTAKE_UNREADABLE");
    }

    assert_eq!(
        agency.journal().await.iter().filter(|it| it.kind == "complaints.received").count(),
        0
    );
    agency.close().await;
}

#[tokio::test]
async fn an_agency_that_takes_no_complaints_takes_none_from_a_gateway() {
    let plan = Plan::sip().offering([Area::Permits, Area::Standards]);
    let agency = Agency::open(plan, Backend::Sqlite).await;
    let public = agency.public();
    let taken = left(complaints::complaint(&public.agency));
    let delivery = intake::delivery(&taken, &public.intake_key().await);

    assert_eq!(refusal(&public, delivery).await, "METHOD_UNKNOWN");
    agency.close().await;
}
