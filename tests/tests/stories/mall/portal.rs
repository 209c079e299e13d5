//! A citizen at a browser without scripts, from the catalogue to the document.

use stories::mall::{EMPTY, Mall, entry_of};
use stories::sip::{self, Staff};
use stories::{Agency, Backend, Browser, Page, Plan};

const SERVICE: &str = "/layanan/dpmptsp-magelang/sip-dokter-spesialis";
const PDF: &[u8] = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n";

/// An agency, its gateway, and somebody at a browser.
async fn opened() -> (Agency, Mall, Browser) {
    let agency = Agency::open(Plan::sip(), Backend::Sqlite).await;
    let mall = Mall::open(&(EMPTY.to_owned() + &entry_of(&agency))).await;
    let browser = mall.browser();
    (agency, mall, browser)
}

const PERSON: [(&str, &str); 4] = [
    ("applicant.name", "Contoh Pemohon"),
    ("applicant.nik", "9901011708450001"),
    ("district", "33.08.01"),
    ("ada-ktp", "1"),
];

/// Fills in, looks over, sends; the page of the receipt.
async fn applied(browser: &mut Browser) -> Page {
    let form = browser.get(&format!("{SERVICE}/ajukan")).await;
    let action = format!("{SERVICE}/ajukan");
    let review = browser.submit(&form, &action, &PERSON).await;
    assert_eq!(review.status, 200, "{}", review.text());
    let action = format!("{SERVICE}/kirim");
    let sent = browser.submit(&review, &action, &[]).await;
    assert_eq!((sent.status, sent.location()), (303, "/tanda-terima"), "{}", sent.text());
    browser.get("/tanda-terima").await
}

#[tokio::test]
async fn a_services_page_says_everything_before_anybody_applies() {
    let (agency, mall, mut browser) = opened().await;

    let page = browser.get(SERVICE).await;

    let text = page.text();
    for said in ["9 hari kerja", "Gratis (Rp 0)", "contoh, bukan ketentuan", "SIMULASI", "<svg"] {
        assert!(text.contains(said), "{said} is missing");
    }
    assert!(text.len() < 100 * 1024, "{}", text.len());
    mall.close().await;
    agency.close().await;
}

#[tokio::test]
async fn a_service_is_printed_and_passed_on() {
    let (agency, mall, mut browser) = opened().await;

    let shown = browser.get(SERVICE).await.text();
    let poster = browser.get(&format!("{SERVICE}/poster/standar.pdf")).await;
    let flow = browser.get(&format!("{SERVICE}/poster/alur.pdf")).await;
    let card = browser.get(&format!("{SERVICE}/poster/kartu.png")).await;
    let unknown = browser.get(&format!("{SERVICE}/poster/kartu.gif")).await;
    let promise = browser.get("/instansi/dpmptsp-magelang/maklumat.pdf").await;

    assert!(shown.contains(&format!("{SERVICE}/poster/kartu.png")), "{shown}");
    assert!(shown.contains("property=\"og:image\""));
    for pdf in [&poster, &flow] {
        assert_eq!((pdf.status, pdf.headers["content-type"].as_str()), (200, "application/pdf"));
    }
    crate::reading::assert_says(&poster.body, &["STANDAR PELAYANAN", "9 hari kerja", "SIMULASI"]);
    assert_eq!(card.headers["content-type"], "image/png");
    assert!(card.body.starts_with(b"\x89PNG"));
    assert_eq!((unknown.status, promise.status), (404, 404), "no promise was made yet");
    mall.close().await;
    agency.close().await;
}

#[tokio::test]
async fn a_citizen_applies_uploads_and_follows_without_a_script() {
    let (agency, mall, mut browser) = opened().await;
    let receipt = applied(&mut browser).await;
    let number = receipt.code_after("Nomor tanda terima");
    let secret = receipt.code_after("Kode rahasia");

    assert!(!browser.get("/tanda-terima").await.text().contains(&secret), "it is shown once");
    let papers = browser.get("/permohonan/berkas").await;
    let fields = papers.fields("/permohonan/berkas");
    let fields: Vec<(&str, &str)> =
        fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let stored = browser.upload("/permohonan/berkas", &fields, ("ktp.pdf", PDF)).await;
    assert_eq!(stored.status, 303, "{}", stored.text());
    assert!(browser.get("/permohonan/berkas").await.text().contains("ktp.pdf"));

    let mut elsewhere = mall.browser();
    let form = elsewhere.get("/lacak").await;
    let told = [("nomor", number.as_str()), ("rahasia", secret.as_str())];
    let opened = elsewhere.submit(&form, "/lacak", &told).await;
    assert_eq!(opened.location(), "/permohonan");
    let standing = elsewhere.get("/permohonan").await.text();
    assert!(standing.contains("menunggu pemeriksaan kelengkapan"), "{standing}");
    assert!(!standing.contains(&secret) && !standing.contains("9901011708450001"));
    mall.close().await;
    agency.close().await;
}

#[tokio::test]
async fn an_application_that_is_sent_twice_is_filed_once() {
    let (agency, mall, mut browser) = opened().await;
    let action = format!("{SERVICE}/ajukan");
    let form = browser.get(&action).await;
    let review = browser.submit(&form, &action, &PERSON).await;
    let action = format!("{SERVICE}/kirim");

    browser.submit(&review, &action, &[]).await;
    let first = browser.get("/tanda-terima").await;
    browser.submit(&review, &action, &[]).await;
    let second = browser.get("/tanda-terima").await;

    let number = |page: &Page| page.code_after("Nomor tanda terima");
    assert_eq!(number(&first), number(&second));
    mall.close().await;
    agency.close().await;
}

#[tokio::test]
async fn what_is_wrong_is_named_at_once_and_leads_to_its_field() {
    let (agency, mall, mut browser) = opened().await;
    let action = format!("{SERVICE}/ajukan");
    let form = browser.get(&action).await;
    let wrong = [("applicant.name", ""), ("applicant.nik", "12"), ("district", "x")];

    let page = browser.submit(&form, &action, &wrong).await;

    let text = page.text();
    assert!(text.contains("role=\"alert\""));
    for field in ["applicant.name", "applicant.nik", "district"] {
        assert!(text.contains(&format!("href=\"#{field}\"")), "{field}: {text}");
        assert!(text.contains(&format!("id=\"{field}-salah\"")), "{field}: {text}");
    }
    mall.close().await;
    agency.close().await;
}

#[tokio::test]
async fn an_applicant_withdraws() {
    let (agency, mall, mut browser) = opened().await;
    applied(&mut browser).await;
    let page = browser.get("/permohonan/tarik").await;

    let done = browser.submit(&page, "/permohonan/tarik", &[]).await;

    assert_eq!(done.location(), "/permohonan");
    assert!(browser.get("/permohonan").await.text().contains("Dicabut oleh pemohon"));
    mall.close().await;
    agency.close().await;
}

#[tokio::test]
async fn an_issued_document_is_fetched_and_verified_by_its_code() {
    let (agency, mall, mut browser) = opened().await;
    let number = applied(&mut browser).await.code_after("Nomor tanda terima");
    let staff = Staff::enrolled(&agency, "").await;
    let filed = agency.last("permits.submitted").await;
    let case = format!("agencies/dpmptsp-magelang/applications/{}", filed.record_id);
    for (step, _) in sip::STAGES {
        staff.does(&case, step).await.unwrap();
    }
    agency.settle_documents().await;

    let standing = browser.get("/permohonan").await.text();
    let document = browser.get("/permohonan/dokumen").await;
    let (_, link) = standing.split_once("href=\"/verifikasi/").unwrap();
    let code = link.split('"').next().unwrap();
    let verified = mall.browser().get(&format!("/verifikasi/{code}")).await.text();

    assert_eq!(document.headers["content-type"], "application/pdf");
    assert!(
        document.body.starts_with(b"%PDF-")
            && document.headers["content-disposition"].contains(&number)
    );
    assert!(verified.contains("BERLAKU") && verified.contains("C***** P******"), "{verified}");
    let unknown = mall.browser().get("/verifikasi/AAAAAAAAAAAAAAAAAAAAAAAAAA").await;
    assert_eq!(unknown.status, 404);
    mall.close().await;
    agency.close().await;
}

#[tokio::test]
async fn the_english_pages_say_the_same() {
    let (agency, mall, mut browser) = opened().await;

    let page = browser.get(&format!("/en{SERVICE}")).await.text();

    assert!(page.contains("<html lang=\"en\">"));
    assert!(page.contains("9 working days") && page.contains("Free of charge"));
    assert!(page.contains(&format!("href=\"/en{SERVICE}/ajukan\"")));
    assert!(page.contains(&format!("href=\"{SERVICE}\"")), "the way to the other language");
    mall.close().await;
    agency.close().await;
}
