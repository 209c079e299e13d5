//! Officers of two agencies at a real browser, on a phone and on a desk: each with a
//! deployment of its own, neither with a back-office.

use serde_json::json;
use stories::complaints;
use stories::mall::{EMPTY, Mall, entry};
use stories::pair::{HealthStaff, ORIGIN, PARTNER, Pair};
use stories::sip::Staff;
use stories::{Agency, Backend, Caller, Plan, browsed};
use tokio::net::TcpListener;

use super::judge;
use crate::camera;

/// A gateway that both deployments let in.
async fn mall_of(pair: &Pair, listener: TcpListener) -> Mall {
    let listed = |agency: &Agency, identity: &str| {
        let endpoint = format!("https://{}", agency.address());
        entry(agency.plan.agency, &endpoint, &format!("identity = \"{identity}\""))
    };
    let registry = [EMPTY.to_owned(), listed(&pair.origin, ORIGIN), listed(&pair.partner, PARTNER)];
    Mall::at(listener, &registry.concat(), Some(&pair.town().join("office"))).await
}

#[tokio::test]
async fn two_agencies_issue_a_permit_at_the_desk() {
    // Documents name the portal's address, so it is known before there is a portal.
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let portal = format!("http://{}", listener.local_addr().unwrap());
    let pair = Pair::of(Plan::sip().reached_at(&portal), Backend::Sqlite).await;
    let (here, there) =
        (Staff::enrolled(&pair.origin, "").await, HealthStaff::enrolled(&pair.partner).await);
    let complaints = complaints::Staff::enrolled(&pair.origin).await;
    let of_origin = [
        &here.loket,
        &here.admin,
        &here.penomoran,
        &here.kepala,
        &here.penerbitan,
        &complaints.admin,
        &complaints.liaison,
    ];
    let of_partner = [&there.verifier, &there.head, &there.secretary];
    let token = |agency: &Agency, officer: &Caller| {
        (officer.person.clone(), json!(agency.token(&officer.person)))
    };
    let mut tokens = serde_json::Map::new();
    tokens.extend(of_origin.map(|officer| token(&pair.origin, officer)));
    tokens.extend(of_partner.map(|officer| token(&pair.partner, officer)));
    let mall = mall_of(&pair, listener).await;
    let told = json!({ "portal": portal, "tokens": tokens });

    let seen = browsed("browse_desk.py", &told, async |asked| {
        match asked {
            "hand over" => pair.origin.tells_partners().await,
            "bring the answer" => pair.partner.tells_partners().await,
            "make the document" => {
                pair.origin.settle_documents().await;
            }
            scan => {
                let pdf = scan.strip_prefix("scan ").unwrap_or_else(|| panic!("{scan}"));
                return json!({ "codes": camera::codes(&std::fs::read(pdf).unwrap()) });
            }
        }
        json!({})
    })
    .await;

    for screen in ["phone", "desk"] {
        let seen = &seen[screen];
        judge(screen, seen);
        let form = seen["form"].as_str().unwrap();
        assert!(form.contains("Contoh Pemohon") && form.contains("9901011708450001"), "{form}");
        assert_eq!(seen["document"], "%PDF-", "{screen}");
        assert_eq!(seen["ended"], "Terbit", "{screen}");
        assert_eq!((&seen["by_code"], &seen["verified"]), (&json!("BERLAKU"), &json!("BERLAKU")));
        let code = seen["scanned"].as_str().unwrap();
        assert!(code.starts_with(&format!("{portal}/verifikasi/")), "{code}");
        assert_eq!(seen["by_scan"], "BERLAKU", "{screen}");
        assert_eq!(seen["merged"], "Ditutup", "{screen}");
        let read = seen["complaint_read"].as_str().unwrap();
        assert!(read.contains("Loket tutup pukul sebelas."), "{read}");
        let answered = seen["answered"].as_str().unwrap();
        assert!(answered.contains("Jam loket sudah diperbaiki."), "{answered}");
        assert_eq!(seen["told_in_an_address"], json!([]), "{screen}");
    }
    mall.close().await;
    pair.close().await;
}
