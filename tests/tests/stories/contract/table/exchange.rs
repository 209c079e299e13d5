//! The rows of `ExchangeService`, and the other agency that it is for.

use std::collections::BTreeMap;

use contract::satupintu::exchange::v1::{
    CallBackRequest, ConfirmDocumentRequest, FetchDocumentRequest, GetExchangeStatusRequest,
    HandOverRequest, HandedDocument, JournalLeaf, ResendDispatchRequest, ReturnResultRequest,
};
use contract::satupintu::permits::v1::{DispatchKind, MediaType, OvertakeReason};
use kernel::Actor;
use opd::{Accepts, Partner};
use prost::Message;
use sop::EndResult;
use store::{Act, Request};
use stories::attachments::{ktp, pdf};
use stories::pair::certified;
use stories::{
    Agency, Caller, Passport, Plan, Receipt, Scratch, answer, applicant, moment, request_id,
    submission, wib,
};

use super::{Row, administrator};
use crate::contract::scene::Scene;

const OWN: &str = "spiffe://contoh/opd/dpmptsp-magelang";
const MITRA: &str = "spiffe://contoh/opd/mitra-contoh";
const MPP: &str = "spiffe://contoh/mpp";
const OFFICE: &str = "spiffe://contoh/kantor";

/// The same agency, known by certificate, with another one that it works with and a
/// gateway.
pub(in crate::contract) fn town(plan: Plan) -> (Scratch, Plan) {
    let town = Scratch::new().unwrap();
    certified(town.path(), "office", OFFICE, &[]);
    certified(town.path(), "mitra", MITRA, &[]);
    certified(town.path(), "mpp", MPP, &[]);
    certified(town.path(), "own", OWN, &[(OFFICE, "*"), (MITRA, "*"), (MPP, "*")]);
    let passport =
        Passport { own: town.join("own"), identity: OWN.to_owned(), callers: town.join("office") };
    let accepts = Accepts {
        service: "izin-mitra".parse().unwrap(),
        step: sop::StepId::parse("kajian").unwrap(),
        by: "kajian".parse().unwrap(),
        outcomes: BTreeMap::from([(EndResult::Issued, "layak".to_owned())]),
    };
    let partner = Partner {
        agency: "mitra-contoh".parse().unwrap(),
        // Nobody listens there: what this agency has to tell waits.
        endpoint: "https://127.0.0.1:1".to_owned(),
        identity: MITRA.to_owned(),
        accepts: vec![accepts],
    };
    (town, plan.working_with(passport, vec![partner]).followed_by(MPP))
}

/// A case of which the other agency has a step and may fetch a document, though the
/// hand-over has stopped; and the document.
pub(in crate::contract) async fn entrusted(agency: &Agency, loket: &Caller) -> (Receipt, String) {
    let rujukan = submission("agencies/dpmptsp-magelang/services/rujukan");
    let receipt = agency.public().files(rujukan).await.unwrap();
    let card = ktp(pdf("contoh", 1000));
    let file = agency.public().hands_in(&receipt, &card).await.unwrap().file.unwrap().name;
    loket.overtakes(&receipt.name, "terima", OvertakeReason::DeadlineNear, "").await.unwrap();
    loket.accepts(&receipt.name, "terima").await.unwrap();
    agency.tells_partners().await;
    let case = last(&receipt.name);
    let stopped = permits::Command::NoteStopped {
        kind: permits::DispatchKind::HandOver,
        id: format!("{case}.1"),
        fault: "HAND_OVER_NOT_ACCEPTED".to_owned(),
    };
    let noted = agency.store().submit(Request {
        actor: Actor::System,
        request_id: request_id(),
        digest: [0; 32],
        act: Act::Permit {
            agency: agency.plan.agency.parse().unwrap(),
            application: case.to_owned(),
            etag: None,
            command: Box::new(stopped),
        },
        sealed: Vec::new(),
    });
    noted.await.unwrap();
    (receipt, last(&file).to_owned())
}

fn last(name: &str) -> &str {
    name.rsplit('/').next().unwrap()
}

pub(super) fn rows(scene: &Scene) -> Vec<Row> {
    let parent = format!("agencies/{}", scene.agency);
    let leaf = Some(JournalLeaf { index: 7, hash: "ab".repeat(32) });
    let hand_over = HandOverRequest {
        parent: parent.clone(),
        request_id: "a-case.1".to_owned(),
        receipt_number: permits::ReceiptNumber::new("KTM", "IZC", 2026, 1).unwrap().to_string(),
        service: "izin-mitra".to_owned(),
        step: "kajian".to_owned(),
        outcomes: vec!["layak".to_owned(), "tidak-layak".to_owned()],
        applicant: Some(applicant()),
        answers: vec![answer("ktp", "terlampir")],
        district: "33.08.01".to_owned(),
        leaf: leaf.clone(),
        documents: vec![HandedDocument {
            document: "6e1c9a52-0000-4000-8000-000000000002".to_owned(),
            requirement_id: "ktp".to_owned(),
            file_name: "ktp.pdf".to_owned(),
            media_type: MediaType::Pdf.into(),
            size_bytes: 1000,
            sha256: "cd".repeat(32),
            fetchable_until: Some(moment(wib("2026-06-30 09:00"))),
        }],
    };
    let case = last(&scene.entrusted.name);
    let fetch = FetchDocumentRequest {
        parent: parent.clone(),
        request_id: request_id(),
        hand_over: format!("{case}.1"),
        document: scene.granted.clone(),
        kept_parts: 0,
    };
    let confirm = ConfirmDocumentRequest {
        parent: parent.clone(),
        request_id: request_id(),
        hand_over: format!("{case}.1"),
        document: scene.granted.clone(),
        leaf: leaf.clone(),
    };
    let resend = ResendDispatchRequest {
        name: scene.entrusted.name.clone(),
        request_id: request_id(),
        kind: DispatchKind::HandOver.into(),
        dispatch: format!("{case}.1"),
    };
    let call_back = CallBackRequest {
        parent: parent.clone(),
        request_id: request_id(),
        hand_over: hand_over.request_id.clone(),
        leaf: leaf.clone(),
    };
    let returned = ReturnResultRequest {
        parent: parent.clone(),
        request_id: format!("{case}.1"),
        outcome: "layak".to_owned(),
        reason: "Seluruh syarat terpenuhi".to_owned(),
        leaf,
    };
    let status = GetExchangeStatusRequest { parent };
    vec![
        partner(scene, "/satupintu.exchange.v1.ExchangeService/HandOver", &hand_over)
            .leaving("permits.submitted"),
        partner(scene, "/satupintu.exchange.v1.ExchangeService/FetchDocument", &fetch)
            .leaving("permits.document_fetched"),
        partner(scene, "/satupintu.exchange.v1.ExchangeService/ConfirmDocument", &confirm)
            .leaving("permits.document_delivered"),
        partner(scene, "/satupintu.exchange.v1.ExchangeService/CallBack", &call_back)
            .leaving("permits.called_back"),
        administrator(scene, "/satupintu.exchange.v1.ExchangeService/ResendDispatch", &resend)
            .leaving("permits.dispatch_resent"),
        partner(scene, "/satupintu.exchange.v1.ExchangeService/ReturnResult", &returned)
            .leaving("permits.result_received"),
        administrator(scene, "/satupintu.exchange.v1.ExchangeService/GetExchangeStatus", &status),
    ]
}

/// Needs another agency's certificate: no officer's credential will do.
fn partner(scene: &Scene, path: &'static str, example: &impl Message) -> Row {
    let wrong = [&scene.staff.loket, &scene.administrator, &scene.stranger];
    Row {
        path,
        caller: scene.partner.clone(),
        wrong: wrong.map(Clone::clone).into(),
        examples: vec![example.encode_to_vec()],
        leaves: None,
    }
}
