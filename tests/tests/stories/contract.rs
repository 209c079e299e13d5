//! The whole contract, RPC by RPC, from its own descriptors: nobody gets in
//! without the right, nothing malformed gets through, everything wrong is named
//! at once, and every write leaves its event, once.
//!
//! `table` has a row for each RPC; a test fails for an RPC without a row.

mod planting;
mod raw;
mod scene;
mod table;
mod words;

use std::collections::BTreeSet;

use access::Rule;
use prost_reflect::DynamicMessage;
use stories::{Agency, Backend, Plan, reason_of, violations};
use tonic::{Code, Status};

use self::planting::{FAULTS, Planted, fill, plant};
use self::raw::{call, call_as};
use self::scene::Scene;
use self::table::{Row, exchange, rows};
use self::words::Contract;

async fn opened() -> (Agency, Scene) {
    let (town, plan) = exchange::town(Plan::usaha().keeping(0));
    let agency = Agency::open(plan, Backend::Sqlite).await;
    let scene = Scene::set(&agency, town).await;
    (agency, scene)
}

/// Whether a call needs no officer's credential.
fn is_open(path: &str) -> bool {
    let rule = opd::RULES.iter().find(|(ruled, _)| *ruled == path).map(|(_, rule)| *rule);
    matches!(rule.expect("every RPC has a rule"), Rule::Public | Rule::Receipt)
}

#[tokio::test]
async fn every_rpc_has_a_row_in_the_table() {
    let (agency, scene) = opened().await;

    let rows: Vec<String> = rows(&scene).into_iter().map(|row| row.path.to_owned()).collect();

    let unique: BTreeSet<String> = rows.iter().cloned().collect();
    assert_eq!(rows.len(), unique.len(), "an RPC has two rows");
    assert_eq!(unique, contract::methods().into_iter().collect());
    agency.close().await;
}

#[tokio::test]
async fn whoever_shows_no_credential_is_asked_to_sign_in() {
    let (agency, scene) = opened().await;
    let before = agency.journal_size().await;

    for row in rows(&scene).into_iter().filter(|row| !is_open(row.path)) {
        let status = call(&agency.public(), row.path, row.first()).await.expect_err(row.path);
        assert_eq!(status.code(), Code::Unauthenticated, "{}", row.path);
        assert_eq!(reason_of(&status), "SIGN_IN_REQUIRED", "{}", row.path);
    }

    assert_eq!(agency.journal_size().await, before);
    agency.close().await;
}

#[tokio::test]
async fn a_forged_credential_lets_nobody_in() {
    let (agency, scene) = opened().await;
    let before = agency.journal_size().await;
    let forged = agency.public().showing("e30.e30.AAAA");

    for row in rows(&scene) {
        let status = call(&forged, row.path, row.first()).await.expect_err(row.path);
        assert_eq!(status.code(), Code::Unauthenticated, "{}", row.path);
        assert_eq!(reason_of(&status), "TOKEN_INVALID", "{}", row.path);
    }

    assert_eq!(agency.journal_size().await, before);
    agency.close().await;
}

#[tokio::test]
async fn whoever_has_another_role_is_refused() {
    let (agency, scene) = opened().await;
    let before = agency.journal_size().await;

    for row in rows(&scene) {
        assert_eq!(
            row.wrong.is_empty(),
            is_open(row.path),
            "{}: who has the wrong role?",
            row.path
        );
        for wrong in &row.wrong {
            let place = format!("{} by {}", row.path, wrong.person);
            let answer = call(wrong, row.path, row.first()).await.map(|_| "granted");
            let status = answer.expect_err(&place);
            assert_eq!(status.code(), Code::PermissionDenied, "{place}");
            assert_ne!(reason_of(&status), "", "{place}");
        }
    }

    assert_eq!(agency.journal_size().await, before);
    agency.close().await;
}

/// Missing, too long, malformed, control characters, characters that reorder
/// text, unknown numbers of enums, impossible dates and numbers: for each kind
/// of fault one message that has it wherever it can be, for each RPC.
#[tokio::test]
async fn every_fault_of_a_message_is_named_at_once_and_changes_nothing() {
    let (agency, scene) = opened().await;
    let contract = Contract::read();
    let before = agency.journal_size().await;

    let mut faults = Vec::new();
    for row in rows(&scene) {
        let input = contract.input(row.path);
        for example in &row.examples {
            for fault in FAULTS {
                let mut message =
                    DynamicMessage::decode(input.clone(), example.as_slice()).unwrap();
                let planted = plant(&mut message, fault, &contract);
                if planted.is_empty() {
                    continue;
                }
                let answer = call_as(&row.caller, row.path, &message).await;
                let place = format!("{} {fault:?}", row.path);
                faults.extend(misjudged(&planted, answer).map(|why| format!("{place}: {why}")));
            }
        }
    }

    assert!(faults.is_empty(), "{} misjudged:\n{}", faults.len(), faults.join("\n"));
    assert_eq!(agency.journal_size().await, before);
    agency.close().await;
}

/// What is wrong with the answer to a message with these faults in it.
fn misjudged(planted: &[Planted], answer: Result<Vec<u8>, Status>) -> Option<String> {
    let status = match answer {
        Ok(_) => return Some(format!("granted, with faults in {planted:?}")),
        Err(status) if status.code() != Code::InvalidArgument => {
            return Some(format!("{:?} {}", status.code(), status.message()));
        }
        Err(status) if edge::reason_of(&status).as_deref() != Some("FIELD_INVALID") => {
            return Some(format!("{:?} for {planted:?}", edge::reason_of(&status)));
        }
        Err(status) => status,
    };
    let named = violations(&status);
    let silent: Vec<&Planted> =
        planted.iter().filter(|planted| !named.iter().any(|field| planted.is_at(field))).collect();
    let invented: Vec<&String> =
        named.iter().filter(|field| !planted.iter().any(|planted| planted.is_at(field))).collect();
    if silent.is_empty() && invented.is_empty() {
        return None;
    }
    Some(format!("not named {silent:?}, named without fault {invented:?}"))
}

/// No sooner than the contract says: a text of the whole length is taken.
#[tokio::test]
async fn a_text_as_long_as_the_contract_allows_is_taken() {
    let (agency, scene) = opened().await;
    let contract = Contract::read();

    let mut refused = Vec::new();
    for row in rows(&scene) {
        for example in &row.examples {
            let input = contract.input(row.path);
            let mut message = DynamicMessage::decode(input, example.as_slice()).unwrap();
            fill(&mut message, &contract);
            let answer = call_as(&row.caller, row.path, &message).await;
            let faults = answer.err().filter(|status| status.code() == Code::InvalidArgument);
            let named = faults.map(|status| violations(&status)).unwrap_or_default();
            refused.extend(named.into_iter().map(|field| format!("{} {field}", row.path)));
        }
    }

    assert_eq!(refused, [""; 0]);
    agency.close().await;
}

/// A new field must be tried by the tests above.
#[tokio::test]
async fn every_field_of_every_request_is_tried() {
    let (agency, scene) = opened().await;
    let contract = Contract::read();

    let mut tried = BTreeSet::new();
    let mut expected = BTreeSet::new();
    for row in rows(&scene) {
        let input = contract.input(row.path);
        expected.extend(contract.fields_below(&input));
        for example in &row.examples {
            for fault in FAULTS {
                let mut message =
                    DynamicMessage::decode(input.clone(), example.as_slice()).unwrap();
                tried.extend(plant(&mut message, fault, &contract).into_iter().map(|it| it.field));
            }
        }
    }

    let untried: Vec<&String> = expected.difference(&tried).collect();
    assert_eq!(untried, Vec::<&String>::new());
    agency.close().await;
}

#[tokio::test]
async fn what_is_no_message_is_refused() {
    let (agency, scene) = opened().await;
    let before = agency.journal_size().await;

    for row in rows(&scene) {
        let huge = call(&row.caller, row.path, vec![0; 1024 * 1024]).await.expect_err(row.path);
        assert_eq!(huge.code(), Code::ResourceExhausted, "{}", row.path);
        assert_eq!(reason_of(&huge), "MESSAGE_TOO_LARGE", "{}", row.path);

        // Field 0 does not exist; and a text field that is no UTF-8.
        let garbage = call(&row.caller, row.path, vec![0, 1, 2]).await.expect_err(row.path);
        assert_eq!(violations(&garbage), [""], "{}", row.path);
        if !row.first().is_empty() {
            let latin = call(&row.caller, row.path, vec![0x0a, 1, 0xe9]).await.expect_err(row.path);
            assert_eq!(violations(&latin), [""], "{}", row.path);
        }
    }

    assert_eq!(agency.journal_size().await, before);
    agency.close().await;
}

#[tokio::test]
async fn every_write_leaves_its_event_and_a_repeat_nothing() {
    let (agency, scene) = opened().await;
    let contract = Contract::read();

    for Row { path, caller, examples, leaves, .. } in rows(&scene) {
        let is_write = contract.input(path).get_field_by_name("request_id").is_some();
        assert_eq!(is_write, leaves.is_some(), "{path}: which event does it leave?");
        let (before, example) = (agency.journal_size().await, &examples[0]);

        let first = call(&caller, path, example.clone()).await.expect(path);

        let left: Vec<String> = agency
            .journal()
            .await
            .into_iter()
            .filter(|body| body.index >= before)
            .map(|body| body.kind)
            .collect();
        assert_eq!(left.first().map(String::as_str), leaves, "{path} left {left:?}");
        if is_write {
            let size = agency.journal_size().await;
            let again = call(&caller, path, example.clone()).await.expect(path);
            assert_eq!(again, first, "{path}: a repeat gets another answer");
            // What is under a seal cannot be changed from outside.
            let other = match path {
                "/satupintu.intake.v1.IntakeService/DeliverSealed" => examples[1].clone(),
                _ => scene::differing(&contract.input(path), example),
            };
            let reused = call(&caller, path, other).await.expect_err(path);
            assert_eq!(reason_of(&reused), "REQUEST_ID_REUSED", "{path}");
            let later = agency.journal().await.into_iter().filter(|body| body.index >= size);
            let later: Vec<String> = later.map(|body| body.kind).collect();
            assert!(later.is_empty(), "{path}: a repeat left {later:?}");
        }
    }

    agency.close().await;
}
