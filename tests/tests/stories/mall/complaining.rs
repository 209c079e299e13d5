//! A citizen who complains at a browser without scripts, until it is solved.

use contract::satupintu::complaints::v1::ReadComplaintRequest;
use contract::satupintu::permits::v1::Purpose;
use stories::attachments::pdf;
use stories::complaints::Staff;
use stories::mall::{EMPTY, Mall, entry_of};
use stories::{Agency, Backend, Browser, Page, Plan, request_id, sip};

const FORM: &str = "/adukan/dpmptsp-magelang";
const AGENCY: &str = "agencies/dpmptsp-magelang";

async fn opened() -> (Agency, Mall, Browser) {
    let agency = Agency::open(Plan::sip(), Backend::Sqlite).await;
    let mall = Mall::open(&(EMPTY.to_owned() + &entry_of(&agency))).await;
    let browser = mall.browser();
    (agency, mall, browser)
}

/// What is filled in for a complaint without a name.
const NAMELESS: [(&str, &str); 4] = [
    ("class", "layanan"),
    ("text", "Loket tutup pukul 11"),
    ("identitas", "anonim"),
    ("service", ""),
];

/// Complains without a name; the page of the receipt.
async fn complained(browser: &mut Browser) -> Page {
    let form = browser.get(FORM).await;
    let sent = browser.submit(&form, FORM, &NAMELESS).await;
    assert_eq!((sent.status, sent.location()), (303, "/pengaduan/tanda-terima"), "{}", sent.text());
    browser.get("/pengaduan/tanda-terima").await
}

/// The name of the complaint that was filed last.
async fn filed(agency: &Agency) -> String {
    format!("{AGENCY}/complaints/{}", agency.last("complaints.received").await.record_id)
}

#[tokio::test]
async fn only_who_takes_complaints_is_offered() {
    let listening = Agency::open(Plan::sip(), Backend::Sqlite).await;
    let deaf = Agency::open(Plan::sip().offering([opd::Area::Queue]), Backend::Sqlite).await;
    let other = entry_of(&deaf).replace("dpmptsp-magelang", "antrean-saja");
    let mall = Mall::open(&(EMPTY.to_owned() + &entry_of(&listening) + &other)).await;

    let page = mall.browser().get("/adukan").await.text();

    assert!(page.contains("href=\"/adukan/dpmptsp-magelang\""), "{page}");
    assert!(!page.contains("/adukan/antrean-saja"), "{page}");
    mall.close().await;
    listening.close().await;
    deaf.close().await;
}

#[tokio::test]
async fn a_complaint_goes_from_the_form_to_the_reporters_word() {
    let (agency, mall, mut browser) = opened().await;
    let staff = Staff::enrolled(&agency).await;
    assert!(browser.get("/adukan").await.text().contains(&format!("href=\"{FORM}\"")));
    let receipt = complained(&mut browser).await;
    let number = receipt.code_after("Nomor tanda terima");
    let secret = receipt.code_after("Kode rahasia");
    let again = browser.get("/pengaduan/tanda-terima").await.text();
    assert!(!again.contains(&secret), "it is shown once");
    staff.brings_to_an_answer(&filed(&agency).await).await;

    let mut elsewhere = mall.browser();
    let form = elsewhere.get("/lacak").await;
    let told = [("nomor", number.as_str()), ("rahasia", secret.as_str())];
    assert_eq!(elsewhere.submit(&form, "/lacak", &told).await.location(), "/pengaduan");
    let standing = elsewhere.get("/pengaduan").await;
    let said = standing.text();
    for words in [
        "Jam loket sudah diperbaiki",
        "Foto papan jam loket",
        "SP4N",
        "Undang-undang pelayanan publik",
    ] {
        assert!(said.contains(words), "{words} is missing: {said}");
    }
    let judged = elsewhere.submit(&standing, "/pengaduan/nilai", &[]).await;

    assert_eq!(judged.location(), "/pengaduan", "{}", judged.text());
    let closed = elsewhere.get("/pengaduan").await.text();
    assert!(closed.contains("selesai menurut pernyataan Anda"), "{closed}");
    assert!(!closed.contains("/pengaduan/nilai"), "nothing is left to say");
    mall.close().await;
    agency.close().await;
}

#[tokio::test]
async fn a_photograph_of_what_happened_goes_with_a_complaint() {
    let (agency, mall, mut browser) = opened().await;
    let staff = Staff::enrolled(&agency).await;
    complained(&mut browser).await;
    let page = browser.get("/pengaduan/lampiran").await;
    let fields = page.fields("/pengaduan/lampiran");
    let fields: Vec<(&str, &str)> =
        fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let content = pdf("loket tutup", 2000);

    let wrong =
        browser.upload("/pengaduan/lampiran", &fields, ("loket.docx", content.as_slice())).await;
    let stored =
        browser.upload("/pengaduan/lampiran", &fields, ("loket.pdf", content.as_slice())).await;

    assert_eq!(wrong.status, 422, "{}", wrong.text());
    assert_eq!((stored.status, stored.location()), (303, "/pengaduan/lampiran"));
    assert!(browser.get("/pengaduan/lampiran").await.text().contains("loket.pdf"));
    let complaint = filed(&agency).await;
    let seen = staff.admin.lists_files(&complaint, None).await.unwrap();
    let (_, fetched) =
        staff.admin.fetches(&seen.files[0].name, None, Purpose::Unspecified).await.unwrap();
    assert!(fetched == content, "other bytes come back");
    mall.close().await;
    agency.close().await;
}

#[tokio::test]
async fn a_complaint_that_is_sent_twice_is_filed_once() {
    let (agency, mall, mut browser) = opened().await;
    let form = browser.get(FORM).await;

    browser.submit(&form, FORM, &NAMELESS).await;
    let first = browser.get("/pengaduan/tanda-terima").await;
    browser.submit(&form, FORM, &NAMELESS).await;
    let second = browser.get("/pengaduan/tanda-terima").await;

    let codes =
        |page: &Page| (page.code_after("Nomor tanda terima"), page.code_after("Kode rahasia"));
    assert_eq!(codes(&first), codes(&second));
    mall.close().await;
    agency.close().await;
}

#[tokio::test]
async fn what_is_wrong_in_a_complaint_leads_to_its_field() {
    let (agency, mall, mut browser) = opened().await;
    let form = browser.get(FORM).await;
    let wrong = [("text", ""), ("identitas", "nama"), ("reporter.phone", "12"), ("service", "")];

    let page = browser.submit(&form, FORM, &wrong).await;

    let text = page.text();
    for field in ["class", "text", "reporter.name", "reporter.phone"] {
        assert!(text.contains(&format!("href=\"#{field}\"")), "{field}: {text}");
        assert!(text.contains(&format!("id=\"{field}\"")), "{field} has no place: {text}");
    }
    assert!(!text.contains("must be"), "the words of developers: {text}");
    mall.close().await;
    agency.close().await;
}

#[tokio::test]
async fn a_disputed_answer_needs_words_and_goes_on() {
    let (agency, mall, mut browser) = opened().await;
    let staff = Staff::enrolled(&agency).await;
    complained(&mut browser).await;
    staff.brings_to_an_answer(&filed(&agency).await).await;
    let page = browser.get("/pengaduan").await;

    let wordless = browser.submit(&page, "/pengaduan/nilai", &[("kata", "sanggah")]).await;
    let words = [("kata", "sanggah"), ("reason", "Loket masih tutup")];
    let disputed = browser.submit(&wordless, "/pengaduan/nilai", &words).await;

    assert!(wordless.text().contains("id=\"reason-salah\""), "{}", wordless.text());
    assert_eq!(disputed.location(), "/pengaduan");
    let said = browser.get("/pengaduan").await.text();
    assert!(said.contains("Sedang ditindaklanjuti") && !said.contains("masih tutup"), "{said}");
    mall.close().await;
    agency.close().await;
}

#[tokio::test]
async fn what_is_missing_is_asked_for_and_given() {
    let (agency, mall, mut browser) = opened().await;
    let staff = Staff::enrolled(&agency).await;
    complained(&mut browser).await;
    staff.admin.misses(&filed(&agency).await).await.unwrap();

    let page = browser.get("/pengaduan").await;
    assert!(page.text().contains("Tanggal kejadian"));
    let given = [("text", "Hari Senin pagi")];
    let done = browser.submit(&page, "/pengaduan/lengkapi", &given).await;

    assert_eq!(done.location(), "/pengaduan", "{}", done.text());
    assert!(browser.get("/pengaduan").await.text().contains("menunggu verifikasi"));
    mall.close().await;
    agency.close().await;
}

#[tokio::test]
async fn only_who_holds_an_application_brings_it_into_a_complaint() {
    let (agency, mall, mut browser) = opened().await;
    let staff = Staff::enrolled(&agency).await;
    let case = agency.public().files(sip::submission()).await.unwrap();
    let form = browser.get(FORM).await;
    let about = |secret| {
        let case = [("nomor", case.number.as_str()), ("rahasia", secret)];
        [NAMELESS.to_vec(), case.to_vec()].concat()
    };

    let stranger = browser.submit(&form, FORM, &about("AAAAAAAAAAAAAAAA")).await;
    let holder = browser.submit(&form, FORM, &about(&case.secret)).await;

    assert!(stranger.text().contains("id=\"nomor-salah\""), "{}", stranger.text());
    assert_eq!(holder.location(), "/pengaduan/tanda-terima", "{}", holder.text());
    let request = ReadComplaintRequest {
        name: filed(&agency).await,
        request_id: request_id(),
        etag: String::new(),
        identity: true,
    };
    let read = staff.admin.complaints().read_complaint(request).await.unwrap().into_inner();
    assert_eq!(read.complaint.unwrap().case.unwrap().application, case.name);
    assert_eq!(read.reporter, None);
    mall.close().await;
    agency.close().await;
}

#[tokio::test]
async fn an_agencys_page_counts_complaints_and_names_nobody() {
    let (agency, mall, mut browser) = opened().await;
    for _ in 0..5 {
        complained(&mut mall.browser()).await;
    }

    let page = browser.get("/instansi/dpmptsp-magelang").await.text();

    let (_, row) = page.split_once("Pengaduan layanan").unwrap();
    assert!(row.split("</tr>").next().unwrap().contains("<td>5</td>"), "{page}");
    assert!(page.contains("Spesialis") && page.len() < 100 * 1024);
    mall.close().await;
    agency.close().await;
}
