//! Agencies that do not answer are named, and the others are not kept waiting.

use std::time::{Duration, Instant};

use stories::Browser;
use stories::forty::{ANSWERING, Forty, names};
use stories::mall::{EMPTY, Mall, Street, entry};

/// The time of the first visit, for which everybody is asked.
async fn first_visit(browser: &mut Browser) -> (Duration, String) {
    let began = Instant::now();
    let page = browser.get("/layanan").await;
    assert_eq!(page.status, 200);
    (began.elapsed(), page.text())
}

#[tokio::test]
async fn of_forty_agencies_three_are_silent_and_named_in_time() {
    let forty = Forty::open().await;

    let (usual, all) = first_visit(&mut forty.healthy.browser()).await;
    let (took, page) = first_visit(&mut forty.ailing.browser()).await;
    let again = Instant::now();
    forty.ailing.browser().get("/layanan").await;
    let again = again.elapsed();

    println!("37 agencies {usual:?}; with three silent ones {took:?}, and {again:?} after that");
    assert_eq!(all.matches("class=\"card\"").count(), ANSWERING);
    assert_eq!(page.matches("class=\"card\"").count(), ANSWERING);
    assert!(page.contains("<strong>Instansi dinas-37</strong> tidak menjawab pada waktunya"));
    assert!(page.contains("<strong>Instansi dinas-38</strong> tidak dapat dihubungi"));
    assert!(page.contains("<strong>Instansi dinas-39</strong> tidak dikenali"));
    // The deadline of a list is 1.5 s; the others' answers do not add to it.
    assert!(took < usual + Duration::from_millis(2500), "{took:?}");
    // Who was silent is not waited for again at once.
    assert!(again < Duration::from_millis(700), "{again:?}");
    forty.close().await;
}

#[tokio::test]
async fn what_an_agency_offered_is_shown_with_its_time_when_it_falls_silent() {
    let street = Street::open(&names(1, 2), None).await;
    let registry =
        EMPTY.to_owned() + &entry("dinas-01", &format!("http://{}", street.address()), "");
    let mall = Mall::open(&registry).await;
    let mut browser = mall.browser();
    assert_eq!(browser.get("/layanan/dinas-01/ktp-dinas-01").await.status, 200);
    browser.get("/layanan").await;
    street.close().await;

    let page = browser.get("/layanan/dinas-01/ktp-dinas-01").await;

    assert_eq!(page.status, 200);
    assert!(page.text().contains("Yang tampil adalah keadaan per"));
    assert!(!page.text().contains("Ajukan sekarang"));
    mall.close().await;
}

#[tokio::test]
async fn an_agency_comes_into_the_mall_while_it_is_open() {
    let street = Street::open(&names(1, 3), None).await;
    let address = format!("http://{}", street.address());
    let registry = EMPTY.to_owned() + &entry("dinas-01", &address, "");
    let mall = Mall::open(&registry).await;
    let mut browser = mall.browser();
    assert!(!browser.get("/layanan").await.text().contains("dinas-02"));

    mall.now_lists(&(registry + &entry("dinas-02", &address, "")));

    // Looked for once a second.
    let began = Instant::now();
    while !browser.get("/layanan").await.text().contains("dinas-02") {
        assert!(began.elapsed() < Duration::from_secs(10), "it never came");
        tokio::task::yield_now().await;
    }
    mall.close().await;
    street.close().await;
}
