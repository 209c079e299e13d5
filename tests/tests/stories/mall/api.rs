//! The public methods as JSON, for small systems.

use serde_json::{Value, json};
use stories::mall::{EMPTY, Mall, entry, entry_of};
use stories::{Agency, Backend, Page, Plan, driven, hall, sip};

const PERMITS: &str = "/api/v1/satupintu.permits.v1.PermitsService";

async fn opened(more: &str) -> (Agency, Mall) {
    let agency = Agency::open(Plan::sip(), Backend::Sqlite).await;
    let mall = Mall::open(&(EMPTY.to_owned() + &entry_of(&agency) + more)).await;
    (agency, mall)
}

fn read(page: &Page) -> Value {
    serde_json::from_slice(&page.body).unwrap_or_else(|error| panic!("{error}: {}", page.text()))
}

#[tokio::test]
async fn a_small_system_applies_and_tracks_in_json() {
    let (agency, mall) = opened("").await;
    let mut system = mall.browser();
    let application = json!({
        "service": sip::SERVICE,
        "requestId": "satu",
        "applicant": { "name": "Contoh Pemohon", "nik": "9901011708450001" },
        "answers": [{ "requirementId": "ktp", "text": "terlampir" }],
        "district": "33.08.01",
        "channel": "CHANNEL_ONLINE",
    });

    let filed =
        system.post_json(&format!("{PERMITS}/SubmitApplication"), &application.to_string()).await;
    let filed = read(&filed);
    let receipt = json!({ "receiptNumber": filed["receiptNumber"], "secret": filed["secret"] });
    let tracked =
        system.post_json(&format!("{PERMITS}/TrackApplication"), &receipt.to_string()).await;

    assert_eq!(tracked.status, 200, "{}", tracked.text());
    assert_eq!(read(&tracked)["progress"]["state"], "APPLICATION_STATE_SUBMITTED");
    assert_eq!(tracked.headers["cache-control"], "no-store");
    mall.close().await;
    agency.close().await;
}

#[tokio::test]
async fn a_refusal_bears_its_reason_and_names_every_field() {
    let (agency, mall) = opened("").await;

    let page = mall
        .browser()
        .post_json(
            &format!("{PERMITS}/SubmitApplication"),
            &json!({ "service": sip::SERVICE, "applicant": { "nik": "12" } }).to_string(),
        )
        .await;

    let refusal = read(&page);
    assert_eq!((page.status, &refusal["code"]), (400, &json!("invalid_argument")));
    assert_eq!(refusal["reason"], "FIELD_INVALID");
    let fields: Vec<&str> = refusal["violations"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|v| v["field"].as_str())
        .collect();
    assert!(fields.contains(&"applicant.nik") && fields.contains(&"request_id"), "{fields:?}");
    mall.close().await;
    agency.close().await;
}

#[tokio::test]
async fn only_what_needs_no_token_is_offered() {
    let (agency, mall) = opened("").await;
    let mut system = mall.browser();

    let officers = system.post_json(&format!("{PERMITS}/ListTasks"), "{}").await;
    let nobodys = system.post_json("/api/v1/satupintu.permits.v1.Nothing/At", "{}").await;
    let unread = system.post_json(&format!("{PERMITS}/TrackApplication"), "{\"x\": 1").await;

    assert_eq!((officers.status, nobodys.status, unread.status), (501, 501, 400));
    mall.close().await;
    agency.close().await;
}

#[tokio::test]
async fn the_catalogue_in_json_names_who_is_silent() {
    let nobody = entry("dinas-mati", "http://127.0.0.1:1", "");
    let (agency, mall) = opened(&nobody).await;

    let catalogue = read(&mall.browser().get("/api/v1/services").await);

    assert_eq!(catalogue["unreachable"], json!(["agencies/dinas-mati"]));
    assert_eq!(catalogue["agencies"][0]["services"][0]["name"], sip::SERVICE);
    mall.close().await;
    agency.close().await;
}

#[tokio::test]
async fn the_api_describes_itself_in_the_contracts_words() {
    let (agency, mall) = opened("").await;

    let document = read(&mall.browser().get("/api/v1/openapi.json").await);

    assert_eq!(document["openapi"], "3.1.0");
    let track = &document["paths"][format!("{PERMITS}/TrackApplication")]["post"];
    assert!(track["description"].as_str().unwrap().contains("By receipt number and secret"));
    mall.close().await;
    agency.close().await;
}

#[tokio::test]
async fn a_small_system_complains_scores_and_takes_a_ticket_in_json() {
    let (agency, mall) = opened("").await;
    hall::open(&agency, 70, hall::CIVIL).await;
    let ended = agency.public().files(sip::submission()).await.unwrap();
    agency.public().withdraws(&ended, "").await.unwrap();
    let mut system = mall.browser();
    let parent = "agencies/dpmptsp-magelang";
    let mut asks = async |method: &str, request: Value| {
        let page = system.post_json(&format!("/api/v1/{method}"), &request.to_string()).await;
        assert_eq!(page.status, 200, "{method}: {}", page.text());
        read(&page)
    };

    let complaint = json!({
        "parent": parent,
        "requestId": "satu",
        "channel": "COMPLAINT_CHANNEL_WEB",
        "class": "COMPLAINT_CLASS_ORDINARY",
        "text": "Loket tutup",
    });
    let filed = asks("satupintu.complaints.v1.ComplaintsService/SubmitComplaint", complaint).await;
    let receipt = json!({ "receiptNumber": filed["receiptNumber"], "secret": filed["secret"] });
    let tracked = asks("satupintu.complaints.v1.ComplaintsService/TrackComplaint", receipt).await;
    let case = json!({ "receiptNumber": ended.number, "secret": ended.secret });
    let issued = asks("satupintu.surveys.v1.SurveysService/IssueToken", case).await;
    let response = json!({
        "parent": parent,
        "token": issued["token"],
        "answers": { "scores": [{ "element": "waktu", "value": 4 }] },
    });
    asks("satupintu.surveys.v1.SurveysService/SubmitResponse", response).await;
    let wanted = json!({
        "parent": format!("{parent}/hall"),
        "requestId": "dua",
        "stands": [hall::CIVIL],
        "source": "TICKET_SOURCE_BOOKING",
    });
    let planned = asks("satupintu.queue.v1.QueueService/PlanVisit", wanted).await;

    assert_eq!(tracked["progress"]["state"], "COMPLAINT_STATE_RECEIVED");
    assert_eq!(agency.store().release_all_responses().await.unwrap(), 1);
    assert_eq!(planned["tickets"][0]["number"], "A-001");
    mall.close().await;
    agency.close().await;
}

/// Every operation once, and then as many times as half a minute lets.
#[tokio::test]
async fn what_schemathesis_makes_of_the_description_breaks_nothing() {
    let (agency, mall) = opened("").await;
    hall::open(&agency, 70, hall::CIVIL).await;
    let filed = agency.public().files(sip::submission()).await.unwrap();
    let parent = "agencies/dpmptsp-magelang";
    let hall = format!("{parent}/hall");
    let told = json!({
        "address": mall.address().to_string(),
        "seconds": 25,
        "examples": 2,
        "names": {
            "parent": [parent, hall],
            "name": [sip::SERVICE, parent, hall, format!("{parent}/calendar")],
            "service": [sip::SERVICE],
            "receiptNumber": [filed.number],
            "secret": [filed.secret],
        },
    });

    let seen = tokio::task::spawn_blocking(move || driven("try_api.py", &told)).await.unwrap();

    println!("{seen}");
    let document = read(&mall.browser().get("/api/v1/openapi.json").await);
    assert_eq!(seen["operations"], document["paths"].as_object().unwrap().len());
    let answered = |status: &str| seen["statuses"][status].as_u64().unwrap_or_default();
    assert!(answered("200") > 0 && answered("400") > 0 && answered("404") > 0, "{seen}");
    mall.close().await;
    agency.close().await;
}
