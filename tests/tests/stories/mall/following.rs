//! The gateway's index of receipts: what it is good for while an agency is silent, and
//! that it is nothing but what the feeds say.

use std::fs;
use std::time::{Duration, Instant};

use stories::link::Link;
use stories::mall::{EMPTY, Mall, entry};
use stories::sip::{self, Staff};
use stories::{Agency, Backend, Browser, Page, Plan, Receipt, asked, complaints};

const ID: &str = "dpmptsp-magelang";

/// An agency at the end of a line that can be cut, which a mall follows.
async fn opened(codes: &str) -> (Agency, Link, Mall) {
    let plan = Plan::sip().followed_by(edge::THIS_MACHINE);
    let agency = Agency::open(plan, Backend::Sqlite).await;
    let link = Link::open().await;
    link.lead_to(Some(agency.address().parse().unwrap()));
    let mall = Mall::following(&(EMPTY.to_owned() + &at(&link, codes)), None).await;
    (agency, link, mall)
}

fn at(link: &Link, codes: &str) -> String {
    entry(ID, &format!("http://{}", link.address), codes)
}

/// A measure of the gateway about the agency; 0 before it is there.
async fn measured(mall: &Mall, name: &str) -> i64 {
    let page = asked(&mall.operations, "/metrics").await.text();
    let wanted = format!("{name}{{agency=\"{ID}\"}} ");
    let line = page.lines().find_map(|line| line.strip_prefix(&wanted).map(str::to_owned));
    line.map_or(0, |value| value.parse().unwrap())
}

/// Waits until the index holds everything that has happened by now.
async fn is_caught_up(mall: &Mall) {
    let now = edge::wall_clock().micros() / 1_000_000;
    let began = Instant::now();
    while measured(mall, "satupintu_index_heard_timestamp_seconds").await <= now {
        assert!(began.elapsed() < Duration::from_secs(60), "the agency is not followed");
        tokio::task::yield_now().await;
    }
}

/// Asks for a receipt in the form of the portal.
async fn looks(browser: &mut Browser, number: &str, secret: &str) -> Page {
    let form = browser.get("/lacak").await;
    browser.submit(&form, "/lacak", &[("nomor", number), ("rahasia", secret)]).await
}

/// A case that was looked at through the portal, and is at its second stage.
async fn followed_case(agency: &Agency, mall: &Mall) -> (Receipt, Browser) {
    let staff = Staff::enrolled(agency, "").await;
    let receipt = agency.public().files(sip::submission()).await.unwrap();
    let mut browser = mall.browser();
    let found = looks(&mut browser, &receipt.number, &receipt.secret).await;
    assert_eq!(found.location(), "/permohonan", "{}", found.text());
    staff.does(&receipt.name, "pendaftaran").await.unwrap();
    is_caught_up(mall).await;
    (receipt, browser)
}

/// What the page says of the case, without of when it is.
fn standing(page: &Page) -> String {
    let text = page.text();
    text.split("<p class=\"standing\">").nth(1).expect("no standing").to_owned()
}

#[tokio::test]
async fn a_silent_agencys_case_is_shown_as_it_last_stood() {
    let (agency, link, mall) = opened("codes = [\"MGL\"]").await;
    let (receipt, mut browser) = followed_case(&agency, &mall).await;
    link.lead_to(None);

    let open = browser.get("/permohonan").await;
    let anew = looks(&mut mall.browser(), &receipt.number, &receipt.secret.to_lowercase()).await;
    let withdrawal = browser.get("/permohonan/tarik").await.text();

    let text = open.text();
    assert_eq!(open.status, 200, "{text}");
    for said in ["Keadaan terakhir yang kami ketahui", "keadaan per", "Sedang diproses"] {
        assert!(text.contains(said), "{said} is missing: {text}");
    }
    assert!(text.contains(&receipt.number) && text.contains("Memverifikasi berkas"), "{text}");
    assert!(!text.contains("Contoh Pemohon") && !text.contains(&receipt.secret));
    assert_eq!(open.headers["cache-control"], "no-store");
    assert_eq!(standing(&anew), standing(&open));
    assert!(!withdrawal.contains("Ya, cabut"), "nothing can be done: {withdrawal}");
    link.lead_to(Some(agency.address().parse().unwrap()));
    assert!(browser.get("/permohonan").await.text().contains("Syarat"), "it is asked again");
    mall.close().await;
    agency.close().await;
}

#[tokio::test]
async fn a_silent_agencys_complaint_is_shown_as_it_last_stood() {
    let (agency, link, mall) = opened("codes = [\"MGL\"]").await;
    let public = agency.public();
    let filed = public.complains(complaints::complaint(&public.agency)).await.unwrap();
    let mut browser = mall.browser();
    looks(&mut browser, &filed.number, &filed.secret).await;
    is_caught_up(&mall).await;
    link.lead_to(None);

    let page = browser.get("/pengaduan").await.text();

    assert!(page.contains("Diterima; menunggu verifikasi instansi"), "{page}");
    assert!(page.contains("Jatuh tempo") && !page.contains("Loket tutup"), "{page}");
    mall.close().await;
    agency.close().await;
}

#[tokio::test]
async fn without_the_secret_nobody_learns_how_a_case_stands() {
    let (agency, link, mall) = opened("codes = [\"MGL\"]").await;
    let (receipt, _) = followed_case(&agency, &mall).await;
    let other = agency.public().files(sip::submission()).await.unwrap();
    is_caught_up(&mall).await;
    link.lead_to(None);

    let guess = looks(&mut mall.browser(), &receipt.number, "0000-0000-0000-0000").await;
    // Nobody has opened it here, so that its secret cannot be told from a guess.
    let never = looks(&mut mall.browser(), &other.number, &other.secret).await;

    for page in [guess, never] {
        assert_eq!(page.status, 503, "{}", page.text());
        assert!(!page.text().contains("keadaan per"), "{}", page.text());
    }
    let names = |folder: &str| -> Vec<String> {
        let entries = fs::read_dir(mall.folder().join(folder)).unwrap();
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
    };
    assert_eq!(names("dibuka").len(), 1);
    assert!(!names("dibuka")[0].contains(&receipt.number));
    let kept = fs::read(mall.folder().join("indeks").join(ID)).unwrap();
    for secret in ["Contoh Pemohon", "9901011708450001", receipt.secret.as_str()] {
        let is_there = kept.windows(secret.len()).any(|bytes| bytes == secret.as_bytes());
        assert!(!is_there, "{secret} is on the disk");
    }
    mall.close().await;
    agency.close().await;
}

#[tokio::test]
async fn a_deleted_index_comes_back_from_the_feeds() {
    let (agency, link, mall) = opened("codes = [\"MGL\"]").await;
    let (receipt, _) = followed_case(&agency, &mall).await;
    agency.public().files(sip::submission()).await.unwrap();
    is_caught_up(&mall).await;
    let address = agency.address().parse().unwrap();
    let shown = async |mall: &Mall| {
        link.lead_to(None);
        let page = looks(&mut mall.browser(), &receipt.number, &receipt.secret).await;
        link.lead_to(Some(address));
        standing(&page)
    };
    let receipts = "satupintu_index_receipts";
    let before = (measured(&mall, receipts).await, shown(&mall).await);

    // What is kept is there at once, before the agency is heard again.
    link.lead_to(None);
    let mall = mall.opens_anew().await;
    let kept = shown(&mall).await;
    fs::remove_dir_all(mall.folder().join("indeks")).unwrap();
    let mall = mall.opens_anew().await;
    is_caught_up(&mall).await;
    let after = (measured(&mall, receipts).await, shown(&mall).await);

    assert_eq!(before.0, 2);
    assert_eq!((&kept, &after), (&before.1, &before));
    mall.close().await;
    agency.close().await;
}

/// Its codes stand in no registry, so that without the index every agency had to be
/// asked for its catalogue first.
#[tokio::test]
async fn a_receipt_that_is_known_is_asked_of_its_agency_alone() {
    let plan = Plan::sip().followed_by(edge::THIS_MACHINE);
    let agency = Agency::open(plan, Backend::Sqlite).await;
    let receipt = agency.public().files(sip::submission()).await.unwrap();
    let link = Link::open().await;
    link.lead_to(Some(agency.address().parse().unwrap()));
    let other = entry("dinas-sunyi", "http://127.0.0.1:1", "");
    let mall = Mall::following(&(EMPTY.to_owned() + &at(&link, "") + &other), None).await;
    is_caught_up(&mall).await;

    let found = looks(&mut mall.browser(), &receipt.number, &receipt.secret).await;

    assert_eq!(found.location(), "/permohonan", "{}", found.text());
    let measures = asked(&mall.operations, "/metrics").await.text();
    assert!(!measures.contains("satupintu_agency_answers_total{"), "{measures}");
    mall.close().await;
    agency.close().await;
}

#[tokio::test]
async fn an_agency_whose_database_was_replaced_is_followed_anew() {
    let (agency, link, mall) = opened("codes = [\"MGL\"]").await;
    agency.public().files(sip::submission()).await.unwrap();
    agency.public().files(sip::submission()).await.unwrap();
    is_caught_up(&mall).await;
    let plan = Plan::sip().followed_by(edge::THIS_MACHINE);
    let replaced = Agency::open(plan, Backend::Sqlite).await;
    replaced.public().files(sip::submission()).await.unwrap();

    let receipts = "satupintu_index_receipts";
    let before = measured(&mall, receipts).await;
    link.lead_to(Some(replaced.address().parse().unwrap()));
    is_caught_up(&mall).await;

    assert_eq!((before, measured(&mall, receipts).await), (2, 1));
    mall.close().await;
    agency.close().await;
    replaced.close().await;
}

#[tokio::test]
async fn the_status_page_says_how_new_the_index_is() {
    let (agency, _link, mall) = opened("codes = [\"MGL\"]").await;
    agency.public().files(sip::submission()).await.unwrap();
    is_caught_up(&mall).await;

    let page = mall.browser().get("/status").await.text();

    assert!(page.contains("1, per 20"), "{page}");
    mall.close().await;
    agency.close().await;
}
