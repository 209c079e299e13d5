//! Complaints over Open311, by clients that others wrote.

use std::time::{Duration, Instant};

use contract::satupintu::complaints::v1::ReadComplaintRequest;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use stories::complaints::Staff;
use stories::link::Link;
use stories::mall::{EMPTY, Mall, entry, entry_of};
use stories::{Agency, Backend, Plan, driven, request_id};

const KEY: &str = "kunci-aplikasi-warga";
const AGENCY: &str = "dpmptsp-magelang";

/// A mall with an agency, that a program with [`KEY`] may report to.
async fn opened() -> (Agency, Mall) {
    let agency = Agency::open(Plan::sip(), Backend::Sqlite).await;
    let other = entry("dinas-mati", "http://127.0.0.1:1", "");
    let mall = mall(&(entry_of(&agency) + &other)).await;
    (agency, mall)
}

/// A mall with these agencies.
async fn mall(agencies: &str) -> Mall {
    let digest = hex::encode(Sha256::digest(KEY));
    let clients = format!(
        "[open311]\ncontact = \"mpp@contoh.example\"\nkey_service = \"Minta lewat surel\"\n\
         [[open311.client]]\nname = \"aplikasi warga\"\nkey_sha256 = \"{digest}\"\n"
    );
    Mall::open(&(EMPTY.to_owned() + &clients + agencies)).await
}

async fn reported(mall: &Mall) -> Value {
    let told = json!({
        "address": mall.address().to_string(),
        "jurisdiction": AGENCY,
        "other": "dinas-mati",
        "service": "sip-dokter-spesialis",
        "key": KEY,
    });
    tokio::task::spawn_blocking(move || driven("report_open311.py", &told)).await.unwrap()
}

#[tokio::test]
async fn two_foreign_clients_report_over_open311_and_follow_it() {
    let (agency, mall) = opened().await;
    let staff = Staff::enrolled(&agency).await;

    let seen = reported(&mall).await;

    let kinds = json!(["layanan", "penyimpangan", "bertanya", "usul"]);
    assert_eq!((&seen["services"], &seen["same_services"]), (&kinds, &kinds));
    assert_eq!(seen["endpoint"]["type"], "test", "the clock is scripted");
    assert_eq!(seen["endpoint"]["formats"], json!(["application/json", "text/xml"]));
    let values = &seen["attributes"]["layanan"]["values"];
    assert_eq!(values[0]["key"], "sip-dokter-spesialis");
    assert_eq!(
        seen["same_attributes"],
        json!(["tempat", "layanan", "kecamatan", "rahasia", "permintaan"])
    );
    let id = &seen["filed"]["service_request_id"];
    assert_eq!((id, id, id), (&seen["again"], &seen["token"], &seen["listed"]));
    for request in seen["requests"].as_array().unwrap() {
        assert_eq!(request["status"], "open");
        assert_eq!(request["service_code"], "layanan");
        assert_eq!(request["requested_datetime"], "2026-06-08T09:00:00+07:00");
        assert_eq!(request["agency_responsible"], format!("Instansi {AGENCY}"));
        assert!(request["description"].is_null(), "no word of it is shown");
    }
    // It was sent twice and filed once, with what has no field of its own as text.
    let complaint = agency.last("complaints.received").await.record_id;
    assert_eq!(agency.kinds_of(&complaint).await.len(), 1);
    let reading = ReadComplaintRequest {
        name: format!("agencies/{AGENCY}/complaints/{complaint}"),
        request_id: request_id(),
        identity: true,
        ..ReadComplaintRequest::default()
    };
    let read = staff.admin.complaints().read_complaint(reading).await.unwrap().into_inner();
    assert_eq!(
        read.texts,
        ["Loket tutup pukul 11 <segera>\nTempat: Jalan Contoh 1\nKoordinat: -7.47, 110.21\n\
          Foto: https://foto.example/1.jpg"]
    );
    assert_eq!(read.reporter.unwrap().name, "Budi Contoh");
    assert!(read.complaint.unwrap().service.ends_with("/services/sip-dokter-spesialis"));
    mall.close().await;
    agency.close().await;
}

#[tokio::test]
async fn open311_shows_no_complaint_in_public_and_says_what_is_wrong() {
    let (agency, mall) = opened().await;

    let seen = reported(&mall).await;

    // There is one by now, and no list without ids knows it.
    assert_eq!(seen["public"], json!([]));
    assert_eq!(
        (&seen["wrong_key"][0]["code"], &seen["wrong_key_status"]),
        (&json!(403), &json!(403))
    );
    assert_eq!(seen["no_jurisdiction"][0]["code"], 400);
    assert_eq!(seen["statuses"], json!([400, 404, 404, 404, 404]));
    let errors = seen["errors"].as_str().unwrap();
    assert!(errors.contains("<errors><error><code>400</code>"), "{errors}");
    mall.close().await;
    agency.close().await;
}

#[tokio::test]
async fn the_receipt_of_an_open311_report_opens_it_in_the_portal() {
    let (agency, mall) = opened().await;
    let notice = reported(&mall).await["filed"]["service_notice"].as_str().unwrap().to_owned();
    let (number, rest) =
        notice.strip_prefix("Nomor ").unwrap().split_once(", kode rahasia ").unwrap();
    let secret = rest.split('.').next().unwrap();

    let mut browser = mall.browser();
    let form = browser.get("/lacak").await;
    let told = [("nomor", number), ("rahasia", secret)];
    let opened = browser.submit(&form, "/lacak", &told).await;

    assert_eq!(opened.location(), "/pengaduan");
    mall.close().await;
    agency.close().await;
}

#[tokio::test]
async fn a_mall_that_gives_nobody_a_key_has_no_open311() {
    let mall = Mall::open(EMPTY).await;

    let page = mall.browser().get("/open311/v2/discovery.json").await;

    assert_eq!(page.status, 404);
    mall.close().await;
}

#[tokio::test]
async fn a_report_for_a_silent_agency_has_a_token_until_it_has_an_id() {
    let agency = Agency::open(Plan::sip(), Backend::Sqlite).await;
    let link = Link::open().await;
    let address = agency.address().parse().unwrap();
    link.lead_to(Some(address));
    let mall = mall(&entry(AGENCY, &format!("http://{}", link.address), "")).await;
    let key = mall.folder().join("kunci-instansi").join(AGENCY);
    let began = Instant::now();
    while !key.exists() {
        assert!(began.elapsed() < Duration::from_secs(180), "the key is not learned");
        tokio::task::yield_now().await;
    }
    link.lead_to(None);
    let mut program = mall.browser();
    let report = [
        ("api_key", KEY),
        ("jurisdiction_id", AGENCY),
        ("service_code", "usul"),
        ("description", "Buka loket pada hari Sabtu"),
    ];

    let left = program.post("/open311/v2/requests.json", &report).await;
    let left: Value = serde_json::from_slice(&left.body).unwrap();
    let token = left[0]["token"].as_str().unwrap().to_owned();
    let asked = format!("/open311/v2/tokens/{token}.json?jurisdiction_id={AGENCY}");
    let at_first: Value = serde_json::from_slice(&program.get(&asked).await.body).unwrap();
    link.lead_to(Some(address));
    let began = Instant::now();
    let id = loop {
        let now: Value = serde_json::from_slice(&program.get(&asked).await.body).unwrap();
        if let Some(id) = now[0]["service_request_id"].as_str() {
            break id.to_owned();
        }
        assert!(began.elapsed() < Duration::from_secs(180), "it has no id: {now}");
    };
    let request = format!("/open311/v2/requests/{id}.json?jurisdiction_id={AGENCY}");
    let request: Value = serde_json::from_slice(&program.get(&request).await.body).unwrap();

    assert_eq!(at_first, json!([{ "service_request_id": null, "token": token }]));
    assert!(left[0]["service_notice"].as_str().unwrap().contains("Nomor TITIP-"), "{left}");
    assert_eq!(request[0]["service_code"], "usul");
    mall.close().await;
    agency.close().await;
}
