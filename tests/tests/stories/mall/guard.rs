//! What keeps the portal's pages from being misused.

use edge::Rate;
use stories::mall::{EMPTY, Mall, entry_of};
use stories::{Agency, Backend, Plan};

async fn opened() -> (Agency, Mall) {
    let agency = Agency::open(Plan::sip(), Backend::Sqlite).await;
    let mall = Mall::open(&(EMPTY.to_owned() + &entry_of(&agency))).await;
    (agency, mall)
}

const FORM: &str = "/layanan/dpmptsp-magelang/sip-dokter-spesialis/ajukan";

#[tokio::test]
async fn every_answer_carries_the_headers_that_guard_it() {
    let (agency, mall) = opened().await;
    let mut browser = mall.browser();

    let plain = ["/", "/layanan", FORM, "/lacak", "/status", "/tidak-ada", "/en", "/sehat"];
    let voices = ["/adukan", "/survei", "/kepuasan", "/konsultasi", "/antrean"];
    let agencies = ["/instansi/dpmptsp-magelang", "/instansi/dpmptsp-magelang/kinerja"];
    for path in plain.into_iter().chain(voices).chain(agencies) {
        let headers = browser.get(path).await.headers;
        let policy = &headers["content-security-policy"];
        assert!(policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"));
        assert!(!policy.contains("unsafe-inline"), "{path}");
        assert_eq!(headers["x-content-type-options"], "nosniff", "{path}");
        assert_eq!(headers["referrer-policy"], "same-origin", "{path}");
    }
    mall.close().await;
    agency.close().await;
}

#[tokio::test]
async fn a_personal_page_is_kept_by_nobody_and_its_cookie_read_by_no_script() {
    let (agency, mall) = opened().await;

    let headers = mall.browser().get(FORM).await.headers;

    assert_eq!(headers["cache-control"], "no-store");
    let cookie = &headers["set-cookie"];
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"), "{cookie}");
    mall.close().await;
    agency.close().await;
}

#[tokio::test]
async fn a_form_from_elsewhere_is_refused() {
    let (agency, mall) = opened().await;
    let form = mall.browser().get("/lacak").await;
    let fields = form.fields("/lacak");
    let mark = fields.iter().find(|(name, _)| name == "tanda").unwrap().1.clone();
    let receipt = ("nomor", "SMG-SIP-2026-000001-1");

    let mut stranger = mall.browser();
    let unmarked = stranger.post("/lacak", &[receipt, ("rahasia", "x")]).await;
    let of_another = stranger.post("/lacak", &[receipt, ("rahasia", "x"), ("tanda", &mark)]).await;

    assert_eq!((unmarked.status, of_another.status), (403, 403));
    mall.close().await;
    agency.close().await;
}

#[tokio::test]
async fn no_form_is_taken_without_the_mark_of_this_browser() {
    let (agency, mall) = opened().await;
    let forum = "/konsultasi/dpmptsp-magelang/67e55044-10b1-426f-9247-bb680e5fe0c8";
    let (comment, minutes) = (format!("{forum}/masukan"), format!("{forum}/berita-acara"));

    let forms = [
        "/adukan/dpmptsp-magelang",
        "/pengaduan/lengkapi",
        "/pengaduan/nilai",
        "/pengaduan/tutup",
        "/survei",
        "/survei/isi",
        "/permohonan/survei",
        &comment,
        &minutes,
        "/masukan/tutup",
        "/antrean/dpmptsp-magelang",
        "/antrean/dpmptsp-magelang/kios",
        "/antrean/dpmptsp-magelang/kios/buka",
        "/antrean/dpmptsp-magelang/kios/tutup",
        "/tiket/datang",
        "/tiket/kembalikan",
    ];

    for form in forms {
        let unmarked = mall.browser().post(form, &[("text", "Tutup")]).await;
        assert_eq!(unmarked.status, 403, "{form}");
    }
    mall.close().await;
    agency.close().await;
}

#[tokio::test]
async fn without_a_receipt_a_personal_page_leads_to_the_question_for_one() {
    let (agency, mall) = opened().await;
    let mut browser = mall.browser();

    for path in ["/permohonan", "/permohonan/berkas", "/permohonan/dokumen", "/tanda-terima"] {
        let page = browser.get(path).await;
        assert_eq!((page.status, page.location()), (303, "/lacak"), "{path}");
    }
    let others = [
        ("/pengaduan", "/lacak"),
        ("/pengaduan/lampiran", "/lacak"),
        ("/pengaduan/tanda-terima", "/lacak"),
        ("/masukan", "/lacak"),
        ("/masukan/tanda-terima", "/lacak"),
        ("/survei/isi", "/survei"),
        ("/tiket", "/antrean"),
    ];
    for (path, to) in others {
        let page = browser.get(path).await;
        assert_eq!((page.status, page.location()), (303, to), "{path}");
    }
    mall.close().await;
    agency.close().await;
}

#[tokio::test]
async fn words_that_people_type_are_text_on_a_page() {
    let (agency, mall) = opened().await;

    let page = mall.browser().get("/layanan?cari=%3Cscript%3Ealert(1)%3C/script%3E").await.text();

    assert!(!page.contains("<script>alert") && page.contains("&lt;script&gt;"));
    mall.close().await;
    agency.close().await;
}

#[tokio::test]
async fn a_visitor_who_asks_too_often_is_told_when_to_come_back_and_others_are_not() {
    let mall = Mall::limited(EMPTY, Rate { per_second: 1, burst: 3 }).await;
    let mut browser = mall.browser();
    let one = [("x-forwarded-for", "203.0.113.9")];
    let other = [("x-forwarded-for", "198.51.100.7")];

    let mut statuses = Vec::new();
    for _ in 0..4 {
        statuses.push(browser.get_with("/status", &one).await.status);
    }
    let page = browser.get_with("/bantuan", &one).await;
    let called = browser.get_with("/api/v1/services", &one).await;
    let others = browser.get_with("/status", &other).await;

    assert_eq!(statuses, [200, 200, 200, 429]);
    assert_eq!((page.status, called.status, others.status), (429, 429, 200));
    assert!(page.headers["retry-after"].parse::<u64>().unwrap() >= 1);
    assert!(called.text().contains("RATE_LIMITED"), "{}", called.text());
    mall.close().await;
}
