//! A real browser, on a phone and on a desk: apply, upload, track, verify; and
//! no page on the way may have a fault that axe calls serious or critical.

use std::io::Write;
use std::process::{Command, Stdio};

use serde_json::{Value, json};
use stories::mall::{EMPTY, Mall, entry_of};
use stories::{Agency, Backend, Plan, sip};

#[tokio::test]
async fn a_browser_applies_tracks_and_verifies_on_a_phone_and_on_a_desk() {
    let agency = Agency::open(Plan::sip(), Backend::Sqlite).await;
    let staff = sip::Staff::enrolled(&agency, "").await;
    let case = agency.public().files(sip::submission()).await.unwrap().name;
    for (step, _) in sip::STAGES {
        staff.does(&case, step).await.unwrap();
    }
    agency.settle_documents().await;
    let number = staff.loket.sees(&case).await.unwrap().licence_number;
    let mall = Mall::open(&(EMPTY.to_owned() + &entry_of(&agency))).await;
    let told = json!({ "portal": format!("http://{}", mall.address()), "licence": number });

    let seen = tokio::task::spawn_blocking(move || browsed(&told)).await.unwrap();

    for screen in ["phone", "desk"] {
        let seen = &seen[screen];
        assert_eq!(seen["grave"], json!([]), "{screen}: {seen:#}");
        assert_eq!(seen["wider_than_the_screen"], json!([]), "{screen}");
        assert_eq!(seen["elsewhere"], json!([]), "{screen}: something is fetched from elsewhere");
        assert!(seen["first_page_bytes"].as_u64().unwrap() < 100 * 1024, "{screen}: {seen:#}");
        assert!(seen["receipt"].as_str().unwrap().contains("-SIP"), "{screen}: {seen:#}");
        assert_eq!(seen["verified"], "BERLAKU", "{screen}");
        assert!(seen["pages"].as_array().unwrap().len() >= 12, "{screen}: {seen:#}");
    }
    mall.close().await;
    agency.close().await;
}

/// What the browser saw.
fn browsed(told: &Value) -> Value {
    let tests = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut browser = Command::new(stories::python())
        .arg(tests.join("python/browse.py"))
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("a Python that can be run");
    let mut input = browser.stdin.take().expect("it was piped");
    input.write_all(told.to_string().as_bytes()).unwrap();
    drop(input);
    let output = browser.wait_with_output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}
