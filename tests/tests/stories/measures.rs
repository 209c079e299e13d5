//! How a deployment and a gateway fare can be read while people work, and nothing
//! that is read says anything about anybody.

use std::collections::BTreeMap;

use stories::attachments::{ktp, pdf};
use stories::mall::{Mall, entry_of};
use stories::sip::{self, Staff};
use stories::{Agency, Browser, Page, asked, on_each_backend, reason};
use tokio::task::JoinSet;

on_each_backend! { Plan::sip() =>
    what_is_measured_is_what_happened,
    nothing_personal_is_measured,
    a_gateway_measures_its_visits,
}

/// The counts on a page, by name with labels; every line is held against the grammar
/// of OpenMetrics. Sums of seconds are no counts and are left out.
fn measures(page: &Page) -> BTreeMap<String, u64> {
    assert_eq!(page.status, 200);
    assert!(page.headers["content-type"].starts_with("application/openmetrics-text"));
    let text = page.text();
    assert!(text.ends_with("# EOF\n"), "{text}");
    let mut found = BTreeMap::new();
    for line in text.lines() {
        if let Some(comment) = line.strip_prefix("# ") {
            let kind = comment.split(' ').next().unwrap();
            assert!(["HELP", "TYPE", "UNIT", "EOF"].contains(&kind), "{line}");
            continue;
        }
        let (name, value) = line.rsplit_once(' ').unwrap();
        assert!(name.starts_with("satupintu_"), "{line}");
        assert!(value.parse::<f64>().is_ok(), "{line}");
        if let Ok(count) = value.parse() {
            assert_eq!(found.insert(name.to_owned(), count), None, "{line}");
        }
    }
    found
}

async fn measured(agency: &Agency) -> BTreeMap<String, u64> {
    measures(&asked(agency.operations(), "/metrics").await)
}

fn calls(method: &str, code: &str) -> String {
    format!(
        "satupintu_calls_total{{method=\"/satupintu.permits.v1.PermitsService/{method}\",\
         code=\"{code}\"}}"
    )
}

async fn what_is_measured_is_what_happened(agency: &mut Agency) {
    let before = measured(agency).await;
    let mut filing = JoinSet::new();
    for _ in 0..20 {
        let public = agency.public();
        filing.spawn(async move { public.files(sip::submission()).await.unwrap() });
    }
    // Read while they work, too.
    measured(agency).await;
    let receipts = filing.join_all().await;
    assert_eq!(reason(agency.public().sees(&receipts[0].name).await), "SIGN_IN_REQUIRED");
    agency.public().hands_in(&receipts[0], &ktp(pdf("isi", 3000))).await.unwrap();

    let after = measured(agency).await;

    let of = |name: &str| after.get(name).copied().unwrap_or_default();
    assert_eq!(of(&calls("SubmitApplication", "Ok")), 20);
    assert_eq!(of(&calls("GetApplication", "Unauthenticated")), 1);
    assert_eq!(of("satupintu_journal_events"), agency.journal_size().await);
    let commands = "satupintu_commands_total";
    assert_eq!(of(commands) - before[commands], 21);
    let batches = "satupintu_batch_commands_count";
    assert!(of(batches) - before[batches] <= 21);
    assert!(of("satupintu_commit_seconds_count") > before["satupintu_commit_seconds_count"]);
    assert_eq!(of("satupintu_batches_failed_total"), 0);
    assert_eq!((of("satupintu_commands_waiting"), of("satupintu_timers_due")), (0, 0));
    assert!(of("satupintu_file_bytes_total{direction=\"kept\"}") > 3000);
    assert_eq!(of("satupintu_notices{state=\"dead\"}"), 0);
    assert!(after.contains_key("satupintu_outbox_waiting{reader=\"notices\"}"), "{after:?}");
    let build = format!(
        "satupintu_build_info{{program=\"opd\",version=\"{}\"}}",
        env!("CARGO_PKG_VERSION")
    );
    assert_eq!(of(&build), 1);
}

async fn nothing_personal_is_measured(agency: &mut Agency) {
    let staff = Staff::enrolled(agency, "").await;
    let request = sip::submission();
    let applicant = request.applicant.clone().unwrap();
    let receipt = agency.public().files(request).await.unwrap();
    staff.loket.takes(&receipt.name, "pendaftaran").await.unwrap();
    staff.loket.accepts(&receipt.name, "pendaftaran").await.unwrap();
    agency.public().tracks(&receipt).await.unwrap();

    let text = asked(agency.operations(), "/metrics").await.text();

    let id = receipt.name.rsplit('/').next().unwrap();
    let person = [applicant.nik, applicant.name, applicant.phone, applicant.email];
    let told = [receipt.number.as_str(), id, "loket", "agencies/"];
    let secrets = person.iter().map(String::as_str).chain(told);
    for secret in secrets.filter(|secret| !secret.is_empty()) {
        assert!(!text.contains(secret), "{secret}");
    }
}

async fn a_gateway_measures_its_visits(agency: &mut Agency) {
    let mall = Mall::open(&format!("{}{}", stories::mall::EMPTY, entry_of(agency))).await;
    let mut browser = Browser::at(mall.address());
    browser.get("/layanan").await;
    browser.get("/layanan?cari=Siti%20Contoh").await;
    browser.get("/tidak-ada/Siti-Contoh").await;

    let page = asked(&mall.operations, "/metrics").await;
    let ready = asked(&mall.operations, "/readyz").await;
    let operations = mall.operations.clone();
    mall.close().await;
    let stopped = asked(&operations, "/readyz").await;

    let found = measures(&page);
    assert_eq!(found["satupintu_visits_total{status=\"200\"}"], 2);
    assert_eq!(found["satupintu_visits_total{status=\"404\"}"], 1);
    assert_eq!(found["satupintu_visit_seconds_count"], 3);
    let answered = format!(
        "satupintu_agency_answers_total{{agency=\"{}\",outcome=\"answered\"}}",
        agency.plan.agency
    );
    assert!(found[&answered] >= 1);
    assert!(!page.text().contains("Siti"));
    assert_eq!((ready.status, stopped.status), (200, 503));
}
