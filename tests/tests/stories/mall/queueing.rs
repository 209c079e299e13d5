//! A visit to the hall at a browser without scripts: planned, checked in, called
//! and served; and the kiosk, which opens for staff alone.

use contract::satupintu::queue::v1::TicketMove;
use stories::hall::{self, CIVIL, PERMITS};
use stories::mall::{EMPTY, Mall, entry, entry_of};
use stories::{Agency, Backend, Browser, Caller, Page, Plan};

const HALL: &str = "/antrean/dpmptsp-magelang";

/// A hall, somebody who serves in it, a gateway, and somebody at a browser.
async fn opened(quota: u32) -> (Agency, Caller, Mall, Browser) {
    let agency = Agency::open(Plan::sip(), Backend::Sqlite).await;
    let civil = hall::open(&agency, quota, CIVIL).await;
    let mall = Mall::open(&(EMPTY.to_owned() + &entry_of(&agency))).await;
    let browser = mall.browser();
    (agency, civil, mall, browser)
}

/// Books a ticket for today at the civil registry and at the permits; its page.
async fn booked(browser: &mut Browser) -> Page {
    let form = browser.get(HALL).await;
    let values =
        [("gerai-disdukcapil", "1"), ("gerai-perizinan", "1"), ("from", ""), ("priority", "")];
    let sent = browser.submit(&form, HALL, &values).await;
    assert_eq!(sent.location(), "/tiket", "{}", sent.text());
    browser.get("/tiket").await
}

#[tokio::test]
async fn a_visitor_books_checks_in_is_called_and_served() {
    let (agency, civil, mall, mut browser) = opened(70).await;
    assert_eq!(browser.get("/antrean").await.location(), HALL);
    let tickets = booked(&mut browser).await;
    let text = tickets.text();
    assert!(
        text.contains("A-001") && text.contains("B-001") && text.contains("belum lapor datang")
    );

    let arrived = browser.submit(&tickets, "/tiket/datang", &[("gerai", CIVIL)]).await;
    assert_eq!(arrived.location(), "/tiket", "{}", arrived.text());
    assert!(browser.get("/tiket").await.text().contains("0 orang di depan Anda"));
    civil.calls_next(CIVIL, 2).await.unwrap();
    let board = mall.browser().get(&format!("{HALL}/layar")).await;
    assert!(browser.get("/tiket").await.text().contains("Dipanggil sekarang"));
    civil.moves(CIVIL, 1, TicketMove::Begin).await.unwrap();
    civil.moves(CIVIL, 1, TicketMove::Finish).await.unwrap();

    assert!(browser.get("/tiket").await.text().contains("Selesai dilayani"));
    let shown = board.text();
    assert!(shown.contains("<strong>A-001</strong>") && shown.contains("loket 2"), "{shown}");
    assert_eq!(board.headers["refresh"], "15");
    mall.close().await;
    agency.close().await;
}

#[tokio::test]
async fn a_ticket_is_given_back_and_its_visit_stands_in_no_page() {
    let (agency, _, mall, mut browser) = opened(70).await;
    let tickets = booked(&mut browser).await;

    let given_back = browser.submit(&tickets, "/tiket/kembalikan", &[("gerai", PERMITS)]).await;

    assert_eq!(given_back.location(), "/tiket", "{}", given_back.text());
    let text = browser.get("/tiket").await.text();
    assert!(text.contains("Dikembalikan") && !text.contains("/visits/"), "{text}");
    assert_eq!(mall.browser().get("/tiket").await.location(), "/antrean");
    assert!(browser.get("/tiket?otomatis=1").await.headers.contains_key("refresh"));
    assert!(!browser.get("/tiket").await.headers.contains_key("refresh"));
    mall.close().await;
    agency.close().await;
}

#[tokio::test]
async fn a_full_day_and_no_need_are_said_beside_the_form() {
    let (agency, _, mall, mut browser) = opened(70).await;
    let form = browser.get(HALL).await;

    let needless = browser.submit(&form, HALL, &[("from", "")]).await.text();
    let past = [("gerai-pdam", "1"), ("from", "2026-06-01")];
    let past = browser.submit(&form, HALL, &past).await.text();
    let never = [("gerai-pdam", "1"), ("from", "besok")];
    let never = browser.submit(&form, HALL, &never).await.text();

    assert!(
        needless.contains("href=\"#gerai\"") && needless.contains("id=\"gerai\""),
        "{needless}"
    );
    assert!(past.contains("id=\"from-salah\"") && never.contains("id=\"from-salah\""), "{past}");
    mall.close().await;
    agency.close().await;
}

#[tokio::test]
async fn a_kiosk_opens_for_who_serves_in_the_hall_and_gives_todays_numbers() {
    let (agency, civil, mall, mut browser) = opened(1).await;
    let kiosk = format!("{HALL}/kios");
    let locked = browser.get(&kiosk).await;
    let unopened = mall.browser().post(&kiosk, &[("gerai-disdukcapil", "1")]).await;

    let token = agency.token(&civil.person);
    let opened = browser.submit(&locked, &format!("{kiosk}/buka"), &[("token", &token)]).await;
    let form = browser.get(&kiosk).await;
    let need = [("gerai-disdukcapil", "1"), ("priority", "lansia")];
    let first = browser.submit(&form, &kiosk, &need).await;
    let form = browser.get(&kiosk).await;
    let full = browser.submit(&form, &kiosk, &need).await;

    assert_eq!(unopened.status, 403);
    assert_eq!(opened.location(), kiosk, "{}", opened.text());
    assert!(first.text().contains("A-001"), "{}", first.text());
    assert!(first.headers["refresh"].ends_with(&format!("url={kiosk}")));
    assert!(full.text().contains("id=\"gerai-salah\""), "{}", full.text());
    assert!(!full.text().contains(&token));
    mall.close().await;
    agency.close().await;
}

#[tokio::test]
async fn a_token_without_a_duty_in_the_hall_opens_nothing() {
    let (agency, _, mall, mut browser) = opened(70).await;
    let outsider = agency.officer("pengawas", &["audit:dpmptsp-magelang"]).await;
    let kiosk = format!("{HALL}/kios");
    let locked = browser.get(&kiosk).await;
    let token = agency.token(&outsider.person);
    browser.submit(&locked, &format!("{kiosk}/buka"), &[("token", &token)]).await;
    let form = browser.get(&kiosk).await;

    let refused = browser.submit(&form, &kiosk, &[("gerai-disdukcapil", "1")]).await;

    assert_eq!(refused.status, 403, "{}", refused.text());
    mall.close().await;
    agency.close().await;
}

#[tokio::test]
async fn a_display_asks_again_also_while_the_agency_is_silent() {
    let nobody = entry("dinas-mati", "http://127.0.0.1:1", "");
    let mall = Mall::open(&(EMPTY.to_owned() + &nobody)).await;

    let board = mall.browser().get("/antrean/dinas-mati/layar").await;

    assert_eq!((board.status, board.headers["refresh"].as_str()), (503, "15"));
    mall.close().await;
}
