//! Nothing in the whole database joins a released response to a person, a case or a minute.
//!
//! The search knows no schema but the surveys': it takes every value of every other table
//! and looks whether a value that tells one response from another stands there, too.

use std::collections::{BTreeMap, BTreeSet};

use contract::satupintu::permits::v1::{Applicant, SubmitApplicationRequest};
use contract::satupintu::surveys::v1::Answers;
use serde_json::Value;
use stories::sip;
use stories::surveys::scores;
use stories::{Agency, Backend, Mailbox, Plan, Receipt, Row, applicant, on_each_backend};
use stories::{tables, wib};

use crate::notices::{by_mail, inviting, on_both, token_in};

/// How many people answer, each in another way.
const PEOPLE: usize = 24;

on_each_backend! { Plan::sip() =>
    no_value_joins_a_response_to_its_case,
    no_row_of_a_response_tells_its_minute,
}

on_both! {
    no_value_joins_a_response_to_the_mail_that_brought_its_token,
}

/// A case, its token, and what was answered with it.
struct Person {
    receipt: Receipt,
    token: String,
    scores: String,
}

/// Everybody's own: no two answer alike.
fn own(n: usize) -> [i32; 9] {
    let digit = |place: u32| i32::try_from(n / 3_usize.pow(place) % 3).unwrap() + 1;
    [digit(0), digit(1), digit(2), digit(3), 4, 4, 4, 4, 4]
}

/// Twenty-four people whose cases have ended say what they think, minutes apart.
async fn answered(agency: &Agency) -> Vec<Person> {
    let mut people = Vec::new();
    for n in 0..PEOPLE {
        let receipt = agency.public().files(sip::submission()).await.unwrap();
        agency.public().withdraws(&receipt, "").await.unwrap();
        let token = agency.public().takes_token(&receipt).await.unwrap();
        people.push(Person { receipt, token, scores: written(own(n)) });
    }
    said(agency, &people).await;
    people
}

/// The same, and their tokens come by mail, all of one evening.
async fn answered_by_mail(agency: &Agency, mailbox: &mut Mailbox) -> Vec<Person> {
    let mut receipts = Vec::new();
    for n in 0..PEOPLE {
        let someone = Applicant { email: mail_of(n), ..applicant() };
        let filed = SubmitApplicationRequest { applicant: Some(someone), ..sip::submission() };
        let receipt = agency.public().files(filed).await.unwrap();
        agency.public().withdraws(&receipt, "").await.unwrap();
        receipts.push(receipt);
    }
    agency.delivers().await;
    let mails = mailbox.taken(3 * PEOPLE).await;
    let token = |n| {
        let to = serde_json::json!([mail_of(n)]);
        let mut theirs = mails.iter().filter(|mail| *mail.part("to") == to);
        let invites = |mail: &&stories::Mail| mail.text("subject").contains("Bagaimana");
        token_in(theirs.find(invites).unwrap().text("body"))
    };
    let person = |(n, receipt)| Person { receipt, token: token(n), scores: written(own(n)) };
    let people: Vec<Person> = receipts.into_iter().enumerate().map(person).collect();
    said(agency, &people).await;
    people
}

fn mail_of(n: usize) -> String {
    format!("orang{n}@contoh.example")
}

/// Everybody says what they think, a minute after the one before; then all is released.
async fn said(agency: &Agency, people: &[Person]) {
    for (n, person) in people.iter().enumerate() {
        agency.time_passes_to(wib(&format!("2026-06-02 10:{n:02}"))).await;
        let answers = Answers { comment: format!("Kata {n}"), ..scores(own(n)) };
        assert!(!agency.public().responds(&person.token, answers).await.unwrap());
    }
    agency.store().release_all_responses().await.unwrap();
}

/// Scores as the table has them.
fn written(scores: [i32; 9]) -> String {
    let parts = stories::surveys::ELEMENTS.iter().zip(scores);
    let parts: BTreeMap<&str, i32> = parts.map(|(element, score)| (*element, score)).collect();
    let parts = parts.iter().map(|(element, score)| format!("{element}={score}"));
    parts.collect::<Vec<_>>().join(";")
}

fn of<'a>(tables: &'a BTreeMap<String, Vec<Row>>, name: &str) -> &'a [Row] {
    tables.get(name).map(Vec::as_slice).unwrap_or_default()
}

fn text(row: &Row, column: &str) -> String {
    row.get(column).and_then(Value::as_str).unwrap_or_default().to_owned()
}

/// Every value of some rows as text, and what its bytes say where it is one of bytes.
fn values(rows: &[Row]) -> impl Iterator<Item = String> {
    rows.iter().flat_map(BTreeMap::values).map(|value| match value {
        Value::String(text) => format!("{text} {}", said_by(text)),
        other => other.to_string(),
    })
}

/// The text in bytes that are written in hexadecimal.
fn said_by(hex: &str) -> String {
    let bytes: Option<Vec<u8>> = (0..hex.len() / 2)
        .map(|at| u8::from_str_radix(hex.get(2 * at..2 * at + 2)?, 16).ok())
        .collect();
    String::from_utf8_lossy(&bytes.unwrap_or_default()).into_owned()
}

async fn no_value_joins_a_response_to_its_case(agency: &mut Agency) {
    let people = answered(agency).await;
    nothing_joins(&people, &tables(&agency.url));
}

async fn no_value_joins_a_response_to_the_mail_that_brought_its_token(backend: Backend) {
    let mut mailbox = Mailbox::open().await;
    let agency = Agency::open(Plan::sip().telling(inviting(by_mail(&mailbox))), backend).await;
    let people = answered_by_mail(&agency, &mut mailbox).await;
    let tables = tables(&agency.url);

    nothing_joins(&people, &tables);
    // The rows that carried the tokens are gone, and what is kept of the mails tells none apart
    // but by its case and its minute.
    assert!(of(&tables, "survey_mail").is_empty());
    let sent: Vec<&Row> = of(&tables, "notice")
        .iter()
        .filter(|row| text(row, "template") == "survey_invitation")
        .collect();
    assert_eq!(sent.len(), PEOPLE);
    assert!(sent.iter().all(|row| text(row, "state") == "sent" && text(row, "fault").is_empty()));
    if agency.url.starts_with("postgres") {
        // What is there of a spent token was written with nothing that names its case.
        for other in ["notice", "survey_issued", "application", "event"] {
            let together = format!(
                "SELECT count(*) FROM survey_token t JOIN {other} o ON t.xmin::text = o.xmin::text"
            );
            assert_eq!(stories::postgres::ask(&agency.url, &together), "0", "{other}");
        }
    }
    agency.close().await;
}

/// No value in the whole database leads from a response to its token, its case or its person.
fn nothing_joins(people: &[Person], tables: &BTreeMap<String, Vec<Row>>) {
    let released = of(tables, "survey_response");

    // All are there, and each can be told from the others by its scores and its id alone.
    let kept: BTreeSet<String> = released.iter().map(|row| text(row, "scores")).collect();
    let said: BTreeSet<String> = people.iter().map(|person| person.scores.clone()).collect();
    assert_eq!(kept, said);
    let told_apart_by = |column: &&String| {
        let distinct: BTreeSet<String> =
            released.iter().map(|row| row[*column].to_string()).collect();
        distinct.len() > 1
    };
    let telling: Vec<&String> = released[0].keys().filter(told_apart_by).collect();
    assert_eq!(telling, ["id", "scores"]);

    // Neither stands anywhere else, nor does what would lead to a token or a comment.
    let mut own: BTreeSet<String> = values_of(released, &["id", "scores"]);
    own.extend(values_of(of(tables, "survey_token"), &["hash"]));
    own.extend(values_of(of(tables, "survey_issued"), &["case_hash"]));
    assert_eq!(own.len(), 4 * PEOPLE);
    for (name, rows) in tables {
        let itself = |value: &&String| match name.as_str() {
            "survey_response" | "survey_token" | "survey_issued" => {
                values(rows).filter(|found| found.contains(value.as_str())).count() > 1
            }
            _ => values(rows).any(|found| found.contains(value.as_str())),
        };
        let found: Vec<&String> = own.iter().filter(itself).collect();
        assert!(found.is_empty(), "{name} has {found:?}");
    }

    // And nothing of a case or a person stands where surveys are kept.
    let cases = of(tables, "application");
    assert_eq!(cases.len(), PEOPLE);
    let mut theirs: BTreeSet<String> = values_of(cases, &["id", "receipt"]);
    theirs.extend(values_of(of(tables, "sealed"), &["id", "subject"]));
    theirs.extend(people.iter().map(|person| person.token.clone()));
    theirs.extend(people.iter().map(|person| person.receipt.number.clone()));
    theirs.remove("");
    // (but a comment's row and its batch, under whose key all comments are sealed).
    let comments = values_of(of(tables, "survey_comment"), &["sealed"]);
    let batches = values_of(released, &["batch"]);
    theirs.retain(|value| !comments.contains(value) && !batches.contains(value));
    for (name, rows) in tables.iter().filter(|(name, _)| name.starts_with("survey_")) {
        for found in values(rows) {
            let whose: Vec<&String> =
                theirs.iter().filter(|own| found.contains(own.as_str())).collect();
            assert!(whose.is_empty(), "{name} has {found}");
        }
    }

    // The words of all are sealed as one batch's, apart from the scores.
    assert_eq!(comments.len(), PEOPLE);
    let sealed = of(tables, "sealed").iter().filter(|row| comments.contains(&text(row, "id")));
    let subjects: BTreeSet<String> = sealed.map(|row| text(row, "subject")).collect();
    assert_eq!(subjects.len(), 1);
    assert!(of(tables, "survey_box").is_empty());
}

fn values_of(rows: &[Row], columns: &[&str]) -> BTreeSet<String> {
    rows.iter().flat_map(|row| columns.iter().map(|column| text(row, column))).collect()
}

async fn no_row_of_a_response_tells_its_minute(agency: &mut Agency) {
    let before = agency.journal_size().await;
    let people = answered(agency).await;
    let tables = tables(&agency.url);

    // No column of the surveys' tables is finer than a month.
    let columns = |name: &str| -> BTreeSet<String> {
        of(&tables, name).iter().flat_map(BTreeMap::keys).cloned().collect()
    };
    let expected = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    let of_response: BTreeSet<String> = expected(&[
        "agency",
        "batch",
        "id",
        "month",
        "questionnaire",
        "scores",
        "service",
        "stratum",
        "unit",
    ]);
    assert_eq!(columns("survey_response"), of_response);
    let of_token: BTreeSet<String> = expected(&["agency", "hash", "is_spent", "service"]);
    assert_eq!(columns("survey_token"), of_token);
    assert_eq!(columns("survey_issued"), expected(&["case_hash"]));
    assert_eq!(columns("survey_comment"), expected(&["agency", "month", "sealed", "service"]));

    // The order on disk is not that of arrival, for responses and for comments.
    let arrived: Vec<String> = people.iter().map(|person| person.scores.clone()).collect();
    let kept: Vec<String> =
        of(&tables, "survey_response").iter().map(|row| text(row, "scores")).collect();
    assert_ne!(kept, arrived);
    let in_place = kept.iter().zip(&arrived).filter(|(kept, arrived)| kept == arrived).count();
    assert!(in_place < PEOPLE / 2, "{in_place} of {PEOPLE} stand where they arrived");

    // Neither token nor response moved the journal or the outbox: only the cases did, and one batch.
    let events: Vec<_> = agency.journal().await.into_iter().skip(before as usize).collect();
    let of_surveys = events.iter().filter(|event| event.kind.starts_with("surveys."));
    assert_eq!(of_surveys.count(), 1);
    let outbox = of(&tables, "outbox");
    let told = values(outbox).filter(|value| value.contains("survey")).count();
    assert_eq!(told, 0);
    if agency.url.starts_with("postgres") {
        // One transaction wrote all of them, so that its number tells nothing of one.
        let writers = "SELECT count(DISTINCT xmin::text) FROM survey_response";
        assert_eq!(stories::postgres::ask(&agency.url, writers), "1");
    }
}
