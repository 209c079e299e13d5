//! A client in another language, with stubs made from `proto/` alone.

use serde_json::{Value, json};
use stories::sip::{self, Staff};
use stories::standards::{standard, whole};
use stories::{Agency, Backend, Plan, driven};

#[tokio::test]
async fn a_python_client_drives_a_permit_from_submission_to_issue() {
    let agency = Agency::open(Plan::sip(), Backend::Sqlite).await;
    Staff::enrolled(&agency, "").await;
    let people = ["loket", "admin", "dinkes", "penomoran", "kepala", "penerbitan"];
    let tokens: serde_json::Map<String, Value> =
        people.iter().map(|person| ((*person).to_owned(), agency.token(person).into())).collect();
    let told = json!({ "address": agency.address(), "service": sip::SERVICE, "tokens": tokens });

    let seen = tokio::task::spawn_blocking(move || driven("drive_p4.py", &told)).await.unwrap();

    assert_eq!(seen["state"], "APPLICATION_STATE_ISSUED");
    assert_eq!(seen["licence_number"], "503/0001/SIP/DPMPTSP/VI/2026");
    assert_eq!(seen["officer_sees"], seen["licence_number"]);
    let steps: Vec<&str> = sip::STAGES.map(|(step, _)| step).into();
    assert_eq!(seen["stages_done"], json!(steps));
    // Every write was made twice, and left its event once.
    let kinds = agency.kinds_of(seen["case"].as_str().unwrap_or_default()).await;
    assert_eq!(kinds.iter().filter(|kind| *kind == "permits.taken").count(), 7);
    assert_eq!(kinds.len(), 17);
    agency.close().await;
}

#[tokio::test]
async fn a_python_client_holds_a_forum_of_the_public() {
    let agency = Agency::open(Plan::sip(), Backend::Sqlite).await;
    agency.administrator().drafts(&whole(2)).await.unwrap();
    let clerk = agency.officer("clerk", &["administer:dpmptsp-magelang"]).await;
    let told = json!({
        "address": agency.address(),
        "agency": clerk.agency,
        "document": standard(2),
        "today": "2026-06-08",
        "until": "2026-06-12",
        "officer": clerk.name(),
        "tokens": { "clerk": agency.token("clerk") },
    });

    let seen = tokio::task::spawn_blocking(move || driven("drive_forum.py", &told)).await.unwrap();

    assert_eq!(seen["state"], "FORUM_STATE_FINISHED");
    assert_eq!(seen["change"], "Menjadi delapan hari kerja");
    assert_eq!(seen["published"], json!(["Rancangan sudah diubah"]));
    assert_eq!(seen["minutes"], "%PDF-");
    let forum = seen["forum"].as_str().unwrap_or_default().rsplit('/').next().unwrap();
    assert_eq!(agency.kinds_of(forum).await.len(), 12);
    agency.close().await;
}

#[tokio::test]
async fn a_python_client_drives_a_complaint_from_its_receipt_to_the_reporters_word() {
    let agency = Agency::open(Plan::sip(), Backend::Sqlite).await;
    stories::complaints::Staff::enrolled(&agency).await;
    let people = ["pengadu-admin", "penghubung"];
    let tokens: serde_json::Map<String, Value> =
        people.iter().map(|person| ((*person).to_owned(), agency.token(person).into())).collect();
    let told =
        json!({ "address": agency.address(), "agency": agency.plan.agency, "tokens": tokens });

    let seen =
        tokio::task::spawn_blocking(move || driven("drive_complaint.py", &told)).await.unwrap();

    assert_eq!(seen["ground"], "CLOSING_GROUND_CONFIRMED_BY_REPORTER");
    assert_eq!(seen["solved"], true);
    assert_eq!(seen["answer"], "Jam loket sudah diperbaiki");
    assert_eq!(seen["laws"], json!(["COMPLAINT_LAW_PUBLIC_SERVICE", "COMPLAINT_LAW_SP4N"]));
    // Every write was made twice, and left its event once.
    let kinds = agency.kinds_of(seen["complaint"].as_str().unwrap_or_default()).await;
    assert_eq!(kinds.len(), 6);
    agency.close().await;
}

#[tokio::test]
async fn a_python_client_keeps_the_register_of_improvements() {
    let agency = Agency::open(Plan::sip(), Backend::Sqlite).await;
    let clerk = agency.officer("clerk", &["administer:dpmptsp-magelang"]).await;
    agency.officer("auditor", &["audit:dpmptsp-magelang"]).await;
    let told = json!({
        "address": agency.address(),
        "agency": clerk.agency,
        "today": "2026-06-08",
        "due": "2026-06-30",
        "owner": clerk.name(),
        "tokens": { "clerk": agency.token("clerk"), "auditor": agency.token("auditor") },
    });

    let seen =
        tokio::task::spawn_blocking(move || driven("drive_improvements.py", &told)).await.unwrap();

    assert_eq!(seen["state"], "ACTION_STATE_VERIFIED");
    assert_eq!(seen["effect"], json!([7812, 8340]));
    assert_eq!(seen["share"], json!([1, 1]));
    assert_eq!(seen["points"], json!([5, 5]));
    agency.close().await;
}

#[tokio::test]
async fn a_python_client_answers_a_survey_once() {
    let agency = Agency::open(Plan::sip(), Backend::Sqlite).await;
    let receipt = agency.public().files(sip::submission()).await.unwrap();
    agency.public().withdraws(&receipt, "").await.unwrap();
    let parent = agency.public().agency;
    let told = json!({
        "address": agency.address(), "parent": parent,
        "number": receipt.number, "secret": receipt.secret,
    });

    let seen =
        tokio::task::spawn_blocking(move || driven("answer_survey.py", &told)).await.unwrap();

    assert_eq!(seen["elements"], json!(stories::surveys::ELEMENTS));
    assert_eq!((&seen["first"], &seen["again"]), (&json!(false), &json!(true)));
    assert_eq!(seen["refused"], "INVALID_ARGUMENT");
    assert_eq!(agency.store().release_all_responses().await.unwrap(), 1);
    agency.close().await;
}

/// The client seals and opens with a library that is not ours.
#[tokio::test]
async fn a_python_client_reports_to_the_inspectorate_and_hears_its_answer() {
    let agency = Agency::open(Plan::sip(), Backend::Sqlite).await;
    let pengawas = stories::whistle::inspector(&agency).await;
    let mut told = json!({
        "address": agency.address(), "parent": pengawas.agency, "text": "Ada pungli di loket 3",
    });

    let asked = told.clone();
    let sent =
        tokio::task::spawn_blocking(move || driven("blow_whistle.py", &asked)).await.unwrap();
    assert_eq!(agency.store().release_all_reports().await.unwrap(), 1);
    let name = pengawas.lists_reports().await.unwrap().remove(0).name;
    let report = pengawas.opens_report(&name).await.unwrap();
    pengawas.answers_report(&report, "Kami periksa").await.unwrap();
    told["secret"] = sent["secret"].clone();
    told["reply"] = sent["reply"].clone();
    let heard =
        tokio::task::spawn_blocking(move || driven("blow_whistle.py", &told)).await.unwrap();

    assert_eq!((&sent["first"], &sent["again"]), (&json!(false), &json!(true)));
    assert_eq!(report.text.as_str(), "Ada pungli di loket 3");
    assert_eq!(heard["answers"], json!(["Kami periksa"]));
    agency.close().await;
}

#[tokio::test]
async fn a_python_client_keeps_the_register_of_the_ombudsmans_products() {
    let agency = Agency::open(Plan::sip(), Backend::Sqlite).await;
    let clerk = agency.officer("clerk", &["administer:dpmptsp-magelang"]).await;
    agency.officer("head", &["govern:dpmptsp-magelang"]).await;
    let told = json!({
        "address": agency.address(),
        "agency": clerk.agency,
        "tokens": { "clerk": agency.token("clerk"), "head": agency.token("head") },
    });

    let seen =
        tokio::task::spawn_blocking(move || driven("drive_ombudsman.py", &told)).await.unwrap();

    assert_eq!(
        (&seen["due"], &seen["outcome"]),
        (&json!("2026-07-21"), &json!("PRODUCT_OUTCOME_FULFILLED"))
    );
    let kinds = agency.kinds_of(seen["product"].as_str().unwrap_or_default()).await;
    assert_eq!(kinds, ["ombudsman.recorded", "ombudsman.followed_up", "ombudsman.closed"]);
    agency.close().await;
}
