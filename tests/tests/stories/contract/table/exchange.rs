//! The rows of `ExchangeService`, and the other agency that it is for.

use std::collections::BTreeMap;

use contract::satupintu::exchange::v1::{
    GetExchangeStatusRequest, HandOverRequest, JournalLeaf, ReturnResultRequest,
};
use opd::{Accepts, Partner};
use prost::Message;
use sop::EndResult;
use stories::pair::certified;
use stories::{Agency, Passport, Plan, Receipt, Scratch, answer, applicant, submission};

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

/// A case of which the other agency has a step.
pub(in crate::contract) async fn entrusted(agency: &Agency) -> Receipt {
    let rujukan = submission("agencies/dpmptsp-magelang/services/rujukan");
    let receipt = agency.public().files(rujukan).await.unwrap();
    agency.tells_partners().await;
    receipt
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
    };
    let case = scene.entrusted.name.rsplit('/').next().unwrap();
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
