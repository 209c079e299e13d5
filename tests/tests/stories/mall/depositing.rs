//! What is left with the gateway for an agency that does not answer.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use ed25519_dalek::{Signature, VerifyingKey};
use stories::link::{Link, Trouble};
use stories::mall::{EMPTY, Mall, entry};
use stories::{Agency, Backend, Browser, Page, Plan};

const ID: &str = "dpmptsp-magelang";
const FORM: &str = "/adukan/dpmptsp-magelang";
const NAMELESS: [(&str, &str); 4] = [
    ("class", "layanan"),
    ("text", "Loket tutup pukul 11"),
    ("identitas", "anonim"),
    ("service", ""),
];

const PERSON: [(&str, &str); 4] = [
    ("applicant.name", "Contoh Pemohon"),
    ("applicant.nik", "9901011708450001"),
    ("district", "33.08.01"),
    ("ada-ktp", "1"),
];

/// An agency at the end of a line that can be cut, and a mall that knows its key.
async fn opened() -> (Agency, Link, Mall) {
    let agency = Agency::open(Plan::sip(), Backend::Sqlite).await;
    let link = Link::open().await;
    link.lead_to(Some(agency.address().parse().unwrap()));
    let registry =
        EMPTY.to_owned() + &entry(ID, &format!("http://{}", link.address), "codes = [\"MGL\"]");
    let mall = Mall::open(&registry).await;
    let key = mall.folder().join("kunci-instansi").join(ID);
    until("the key is learned", async || key.exists()).await;
    (agency, link, mall)
}

/// Waits for what happens within seconds.
async fn until(what: &str, mut happens: impl AsyncFnMut() -> bool) {
    let began = Instant::now();
    while !happens().await {
        assert!(began.elapsed() < Duration::from_secs(180), "{what}: not in time");
        tokio::task::yield_now().await;
    }
}

/// Complains while nobody answers; the page of what was left.
async fn left(browser: &mut Browser) -> Page {
    let form = browser.get(FORM).await;
    let sent = browser.submit(&form, FORM, &NAMELESS).await;
    assert_eq!((sent.status, sent.location()), (303, "/titipan"), "{}", sent.text());
    browser.get("/titipan").await
}

/// The agency's receipt, once what was left has arrived.
async fn arrived(browser: &mut Browser) -> Page {
    let receipt = "/pengaduan/tanda-terima";
    until("it arrives", async || browser.get("/titipan").await.location() == receipt).await;
    browser.get(receipt).await
}

async fn complaints(agency: &Agency) -> usize {
    let journal = agency.journal().await;
    journal.iter().filter(|body| body.kind == "complaints.received").count()
}

/// What waits, by file.
fn waiting(mall: &Mall) -> Vec<std::path::PathBuf> {
    files(&mall.folder().join("titipan/menunggu"))
}

fn files(folder: &Path) -> Vec<std::path::PathBuf> {
    fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect()
}

#[tokio::test]
async fn what_is_left_for_a_silent_agency_reaches_it_once() {
    let (agency, link, mall) = opened().await;
    link.lead_to(None);
    let mut browser = mall.browser();
    let form = browser.get(FORM).await;

    let sent = browser.submit(&form, FORM, &NAMELESS).await;
    let slip = browser.get("/titipan").await;
    browser.submit(&form, FORM, &NAMELESS).await;
    let again = browser.get("/titipan").await;

    assert_eq!(sent.location(), "/titipan", "{}", sent.text());
    let codes = |page: &Page| (page.code_after("Nomor titipan"), page.code_after("Kode rahasia"));
    let (number, secret) = codes(&slip);
    assert_eq!(codes(&again), (number.clone(), secret.clone()), "the same form, the same ticket");
    assert!(slip.text().contains("belum berjalan"), "{}", slip.text());
    assert!(!browser.get("/titipan").await.text().contains(&secret), "it is shown once");
    assert_eq!(waiting(&mall).len(), 1);
    link.lead_to(Some(agency.address().parse().unwrap()));
    let receipt = arrived(&mut browser).await;
    let mut elsewhere = mall.browser();
    let asked = elsewhere.get("/lacak").await;
    let typed = secret.to_lowercase().replace('-', " ");
    let told = [("nomor", number.as_str()), ("rahasia", typed.as_str())];
    assert_eq!(
        elsewhere.submit(&asked, "/lacak", &told).await.location(),
        "/pengaduan/tanda-terima"
    );
    let same = elsewhere.get("/pengaduan/tanda-terima").await;
    let codes =
        |page: &Page| (page.code_after("Nomor tanda terima"), page.code_after("Kode rahasia"));
    assert_eq!(codes(&receipt), codes(&same));
    assert_eq!((complaints(&agency).await, waiting(&mall).len()), (1, 0));
    mall.close().await;
    agency.close().await;
}

#[tokio::test]
async fn an_application_whose_agency_fell_silent_is_brought_to_it_too() {
    let (agency, link, mall) = opened().await;
    let mut browser = mall.browser();
    let service = "/layanan/dpmptsp-magelang/sip-dokter-spesialis";
    let (filling, sending) = (format!("{service}/ajukan"), format!("{service}/kirim"));
    browser.get("/layanan").await;
    let form = browser.get(&filling).await;
    link.lead_to(None);

    let review = browser.submit(&form, &filling, &PERSON).await;
    let sent = browser.submit(&review, &sending, &[]).await;
    let slip = browser.get("/titipan").await;
    link.lead_to(Some(agency.address().parse().unwrap()));
    let receipt = "/tanda-terima";
    until("it arrives", async || browser.get("/titipan").await.location() == receipt).await;

    assert_eq!(sent.location(), "/titipan", "{}", sent.text());
    assert!(slip.text().contains("standar pelayanan belum berjalan"), "{}", slip.text());
    let number = browser.get(receipt).await.code_after("Nomor tanda terima");
    assert!(browser.get("/permohonan").await.text().contains(&number));
    let filed = agency.journal().await.iter().filter(|it| it.kind == "permits.submitted").count();
    assert_eq!(filed, 1);
    mall.close().await;
    agency.close().await;
}

#[tokio::test]
async fn the_gateway_keeps_nothing_that_it_could_read_and_signs_when_it_came() {
    let (agency, link, mall) = opened().await;
    link.lead_to(None);

    let slip = left(&mut mall.browser()).await;

    let [file] = waiting(&mall).try_into().unwrap();
    let kept = fs::read_to_string(&file).unwrap();
    let (number, secret) = (slip.code_after("Nomor titipan"), slip.code_after("Kode rahasia"));
    assert!(
        !kept.contains("Loket") && !kept.contains(&hex::encode("Loket")) && !kept.contains(&secret)
    );
    let arrived = slip.text();
    let arrived = arrived.split("Tiba di sini</dt><dd>").nth(1).unwrap().split('<').next().unwrap();
    let digest = slip.code_after("SHA-256");
    let statement = format!("satupintu titipan 1\n{number}\n{ID}\n{arrived}\n{digest}\n");
    let signature = URL_SAFE_NO_PAD.decode(slip.code_after("Ed25519")).unwrap();
    let key = hex::decode(slip.code_after("Kunci penanda tangan")).unwrap();
    let key = VerifyingKey::from_bytes(&key.try_into().unwrap()).unwrap();
    let signature = Signature::from_slice(&signature).unwrap();
    key.verify_strict(statement.as_bytes(), &signature).unwrap();
    mall.close().await;
    agency.close().await;
}

/// Whatever piece of the conversation is the last that passes.
#[tokio::test]
async fn an_agency_that_could_not_say_what_it_took_files_it_once() {
    let (agency, link, mall) = opened().await;

    for last in 0..10 {
        let mut browser = mall.browser();
        let form = browser.get(FORM).await;
        let text = format!("Loket {last} tutup");
        let told =
            [("class", "layanan"), ("text", &text), ("identitas", "anonim"), ("service", "")];
        link.plan(Trouble::Reset, last);
        let sent = browser.submit(&form, FORM, &told).await;
        assert_eq!(sent.status, 303, "{}", sent.text());
        if sent.location() == "/titipan" {
            arrived(&mut browser).await;
        }
    }

    assert_eq!((complaints(&agency).await, waiting(&mall).len()), (10, 0));
    mall.close().await;
    agency.close().await;
}

/// As when it is killed between the agency's answer and noting it, and while it
/// writes a file.
#[tokio::test]
async fn a_gateway_that_died_brings_it_again_and_the_agency_answers_as_before() {
    let (agency, link, mall) = opened().await;
    link.lead_to(None);
    let mut browser = mall.browser();
    let slip = left(&mut browser).await;
    let (number, secret) = (slip.code_after("Nomor titipan"), slip.code_after("Kode rahasia"));
    let [file] = waiting(&mall).try_into().unwrap();
    let kept = fs::read(&file).unwrap();
    link.lead_to(Some(agency.address().parse().unwrap()));
    let first = arrived(&mut browser).await.code_after("Nomor tanda terima");
    let [settled] = files(&mall.folder().join("titipan/selesai")).try_into().unwrap();

    fs::write(&file, kept).unwrap();
    fs::remove_file(&settled).unwrap();
    fs::write(file.with_extension("00.draft"), b"{\"agen").unwrap();
    let mall = mall.opens_anew().await;
    let mut browser = mall.browser();
    let asked = browser.get("/lacak").await;
    browser.submit(&asked, "/lacak", &[("nomor", &number), ("rahasia", &secret)]).await;
    let second = arrived(&mut browser).await.code_after("Nomor tanda terima");

    assert_eq!((second, complaints(&agency).await), (first, 1));
    until("nothing waits", async || waiting(&mall).is_empty()).await;
    mall.close().await;
    agency.close().await;
}

#[tokio::test]
async fn what_the_agency_refuses_is_told_with_its_reason() {
    let (agency, link, mall) = opened().await;
    link.lead_to(None);
    let mut browser = mall.browser();
    let form = browser.get(FORM).await;
    let told = [NAMELESS.as_slice(), &[("district", "bukan kode")]].concat();
    browser.submit(&form, FORM, &told).await;
    link.lead_to(Some(agency.address().parse().unwrap()));

    let refused = "Titipan Anda tidak diterima";
    until("it is refused", async || browser.get("/titipan").await.text().contains(refused)).await;

    let page = browser.get("/titipan").await.text();
    assert!(page.contains("Ada isian yang belum benar") && page.contains(FORM), "{page}");
    assert_eq!(complaints(&agency).await, 0);
    mall.close().await;
    agency.close().await;
}

#[tokio::test]
async fn a_deposit_opens_with_its_own_secret_only() {
    let (agency, link, mall) = opened().await;
    link.lead_to(None);
    let slip = left(&mut mall.browser()).await;
    let number = slip.code_after("Nomor titipan");
    let mut stranger = mall.browser();
    let asked = stranger.get("/lacak").await;
    let guess = [("nomor", number.as_str()), ("rahasia", "0000-0000-0000-0000")];

    let page = stranger.submit(&asked, "/lacak", &guess).await;

    assert_eq!(page.status, 404);
    assert!(!page.text().contains("Tiba di sini"), "{}", page.text());
    mall.close().await;
    agency.close().await;
}

#[tokio::test]
async fn an_incomplete_form_is_not_left_for_anybody() {
    let (agency, link, mall) = opened().await;
    link.lead_to(None);
    let mut browser = mall.browser();
    let form = browser.get(FORM).await;

    let page = browser.submit(&form, FORM, &[("identitas", "anonim"), ("text", "")]).await;

    assert_eq!(page.status, 200);
    assert!(page.text().contains("Tulis apa yang terjadi"), "{}", page.text());
    assert!(waiting(&mall).is_empty());
    mall.close().await;
    agency.close().await;
}

/// Where the key was never learned there is nothing to seal to.
#[tokio::test]
async fn for_an_agency_that_never_answered_nothing_is_taken() {
    let mall = Mall::open(&(EMPTY.to_owned() + &entry(ID, "http://127.0.0.1:1", ""))).await;
    let mut browser = mall.browser();
    let form = browser.get(FORM).await;

    let page = browser.submit(&form, FORM, &NAMELESS).await;

    assert_eq!(page.status, 503);
    assert!(page.text().contains("belum menjawab"), "{}", page.text());
    mall.close().await;
}
