//! Agencies that do not answer are named, and the others are not kept waiting.

use std::time::{Duration, Instant};

use stories::forty::{ANSWERING, Forty, names};
use stories::mall::{EMPTY, Mall, Street, entry};

/// As long as 37 healthy agencies may take on a busy machine.
const PATIENCE: Duration = Duration::from_secs(8);

/// A page for which everybody is asked, and how long it took.
async fn visit(mall: &Mall) -> (Duration, String) {
    let began = Instant::now();
    let page = mall.browser().get("/layanan").await;
    assert_eq!(page.status, 200);
    (began.elapsed(), page.text())
}

#[tokio::test]
async fn of_forty_agencies_three_are_silent_and_named_in_time() {
    let forty = Forty::open(PATIENCE).await;

    let (took, page) = visit(&forty.ailing).await;
    let (again, _) = visit(&forty.ailing).await;

    assert_eq!(page.matches("class=\"card\"").count(), ANSWERING);
    assert!(page.contains("<strong>Instansi dinas-37</strong> tidak menjawab pada waktunya"));
    assert!(page.contains("<strong>Instansi dinas-38</strong> tidak dapat dihubungi"));
    assert!(page.contains("<strong>Instansi dinas-39</strong> tidak dikenali"));
    // The one that hangs is waited for once, and neither the other two nor the healthy
    // ones add to it; at once after that, nobody is.
    assert!(PATIENCE <= took && took < PATIENCE * 2, "{took:?}");
    assert!(again < PATIENCE, "{again:?}");
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
