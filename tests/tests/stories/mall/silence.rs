//! Agencies that do not answer are named, and the others are not kept waiting.

use std::time::{Duration, Instant};

use authority::{Authority, Subject};
use stories::Scratch;
use stories::mall::{EMPTY, Mall, Street, entry};
use tokio::io::AsyncReadExt;
use tokio::net::TcpListener;

/// Takes connections and says nothing.
async fn hanging() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        let mut held = Vec::new();
        while let Ok((stream, _)) = listener.accept().await {
            held.push(stream);
        }
    });
    format!("http://{address}")
}

/// Takes connections and breaks them off as soon as something is said.
async fn resetting() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let _ = stream.read(&mut [0; 8]).await;
            let _ = stream.set_zero_linger();
        }
    });
    format!("http://{address}")
}

fn names(from: usize, to: usize) -> Vec<String> {
    (from..to).map(|number| format!("dinas-{number:02}")).collect()
}

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
    let folder = Scratch::new().unwrap();
    let now = edge::wall_clock().timestamp();
    let authority = Authority::open(&folder.join("ca"), now).unwrap();
    let hosts = vec!["127.0.0.1".to_owned()];
    for (name, identity) in [("mpp", "spiffe://contoh/mpp"), ("opd", "spiffe://contoh/opd/lain")] {
        let subject = Subject { identity, hosts: &hosts, days: 1 };
        authority.issue(&folder.join(name), &subject, now).unwrap();
    }
    let mut streets = Vec::new();
    let mut registry = EMPTY.to_owned();
    for from in [0, 13, 25] {
        let agencies = names(from, [13, 25, 37][streets.len()]);
        let street = Street::open(&agencies, None).await;
        for agency in &agencies {
            registry.push_str(&entry(agency, &format!("http://{}", street.address()), ""));
        }
        streets.push(street);
    }
    let stranger = Street::open(&names(39, 40), Some(&folder.join("opd"))).await;
    registry.push_str(&entry("dinas-37", &hanging().await, ""));
    registry.push_str(&entry("dinas-38", &resetting().await, ""));
    registry.push_str(&entry(
        "dinas-39",
        &format!("https://{}", stranger.address()),
        "identity = \"spiffe://contoh/opd/dinas-39\"",
    ));
    let mall = Mall::waiting(&registry, Some(&folder.join("mpp")), PATIENCE).await;

    let (took, page) = visit(&mall).await;
    let (again, _) = visit(&mall).await;

    assert_eq!(page.matches("class=\"card\"").count(), 37);
    assert!(page.contains("<strong>Instansi dinas-37</strong> tidak menjawab pada waktunya"));
    assert!(page.contains("<strong>Instansi dinas-38</strong> tidak dapat dihubungi"));
    assert!(page.contains("<strong>Instansi dinas-39</strong> tidak dikenali"));
    // The one that hangs is waited for once, and neither the other two nor the healthy
    // ones add to it; at once after that, nobody is.
    assert!(PATIENCE <= took && took < PATIENCE * 2, "{took:?}");
    assert!(again < PATIENCE, "{again:?}");
    mall.close().await;
    for street in streets.into_iter().chain([stranger]) {
        street.close().await;
    }
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
