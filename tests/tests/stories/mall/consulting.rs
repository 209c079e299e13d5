//! The public at a browser without scripts: a draft is read clause by clause,
//! commented on, and what became of the comment is followed.

use contract::satupintu::consultations::v1::{Disposition, Element};
use stories::mall::{EMPTY, Mall, entry_of};
use stories::standards::{standard, whole};
use stories::{Agency, Backend, Browser, Caller, Page, Plan};

const TODAY: &str = "2026-06-08";
const LAST: &str = "2026-06-12";

/// An agency whose draft is discussed, a gateway, somebody at a browser, and where
/// the forum's page is.
async fn opened() -> (Agency, Caller, Mall, Browser, String) {
    let agency = Agency::open(Plan::sip(), Backend::Sqlite).await;
    let clerk = agency.administrator();
    clerk.drafts(&whole(2)).await.unwrap();
    let forum = clerk.holds_forum(&standard(2), TODAY, LAST).await.unwrap().name;
    let mall = Mall::open(&(EMPTY.to_owned() + &entry_of(&agency))).await;
    let browser = mall.browser();
    (agency, clerk, mall, browser, forum)
}

fn id(forum: &str) -> &str {
    forum.rsplit('/').next().unwrap()
}

fn address(forum: &str) -> String {
    format!("/konsultasi/dpmptsp-magelang/{}", id(forum))
}

/// Comments on the time that the service takes; the page of the slip.
async fn commented(browser: &mut Browser, forum: &str) -> Page {
    let action = format!("{}/masukan", address(forum));
    let form = browser.get(&format!("{action}?butir=time")).await;
    assert!(form.text().contains("9 hari kerja"), "{}", form.text());
    let values = [
        ("anchor", "time"),
        ("element", "masyarakat"),
        ("text", "Terlalu lama"),
        ("person_name", "Contoh Warga"),
    ];
    let sent = browser.submit(&form, &action, &values).await;
    assert_eq!(sent.location(), "/masukan/tanda-terima", "{}", sent.text());
    browser.get("/masukan/tanda-terima").await
}

#[tokio::test]
async fn a_comment_is_followed_from_its_clause_to_what_became_of_it() {
    let (agency, clerk, mall, mut browser, forum) = opened().await;
    assert!(browser.get("/konsultasi").await.text().contains(&address(&forum)));
    let draft = browser.get(&address(&forum)).await.text();
    assert!(draft.contains("id=\"time\"") && draft.contains("id=\"requirement/ktp\""), "{draft}");
    let slip = commented(&mut browser, &forum).await;
    let number = slip.code_after("Nomor tanda terima");
    let secret = slip.code_after("Kode rahasia");
    assert!(!browser.get("/masukan/tanda-terima").await.text().contains(&secret));
    assert!(browser.get("/masukan").await.text().contains("Belum diputuskan"));
    let comment = agency.last_comment(&forum).await;
    let accepted = (Disposition::Accepted, "Menjadi 8 hari kerja", "", "");
    clerk.decides(&comment, accepted, LAST).await.unwrap();

    let mut elsewhere = mall.browser();
    let form = elsewhere.get("/lacak").await;
    let told = [("nomor", number.as_str()), ("rahasia", secret.as_str())];
    assert_eq!(elsewhere.submit(&form, "/lacak", &told).await.location(), "/masukan");
    let followed = elsewhere.get("/masukan").await.text();

    assert!(
        followed.contains("Menjadi 8 hari kerja") && followed.contains("Diterima"),
        "{followed}"
    );
    assert!(!followed.contains("Contoh Warga") && !followed.contains(&secret));
    mall.close().await;
    agency.close().await;
}

#[tokio::test]
async fn results_are_shown_at_their_clause_once_they_are_published() {
    let (agency, clerk, mall, mut browser, forum) = opened().await;
    let made = agency.public().comments(&forum, "time", "Terlalu lama").await.unwrap();
    let rejected = (Disposition::Rejected, "", "Diatur undang-undang", "");
    clerk.decides(&made.comment.unwrap().name, rejected, LAST).await.unwrap();
    clerk.minutes_and_signs(&forum, TODAY).await;

    let before = browser.get(&address(&forum)).await.text();
    clerk.publishes_results(&forum).await.unwrap();
    let after = browser.get(&address(&forum)).await.text();

    assert!(!before.contains("Terlalu lama") && !before.contains("undang-undang"), "{before}");
    assert!(after.contains("Terlalu lama") && after.contains("Diatur undang-undang"), "{after}");
    assert!(!after.contains("Contoh Warga"));
    mall.close().await;
    agency.close().await;
}

#[tokio::test]
async fn the_code_on_printed_minutes_leads_to_the_forum() {
    let (agency, _, mall, mut browser, forum) = opened().await;

    let scanned = browser.get(&format!("/konsultasi/{}", id(&forum))).await;
    let unknown = browser.get("/konsultasi/67e55044-10b1-426f-9247-bb680e5fe0c8").await;

    assert_eq!((scanned.status, scanned.location()), (303, address(&forum).as_str()));
    assert_eq!(unknown.status, 404);
    mall.close().await;
    agency.close().await;
}

#[tokio::test]
async fn what_is_wrong_in_a_comment_leads_to_its_field() {
    let (agency, _, mall, mut browser, forum) = opened().await;
    let action = format!("{}/masukan", address(&forum));
    let form = browser.get(&action).await;

    let page = browser.submit(&form, &action, &[("anchor", ""), ("text", "")]).await;

    let text = page.text();
    for field in ["anchor", "element", "text", "person_name"] {
        assert!(text.contains(&format!("href=\"#{field}\"")), "{field}: {text}");
        assert!(text.contains(&format!("id=\"{field}\"")), "{field} has no place: {text}");
    }
    mall.close().await;
    agency.close().await;
}

#[tokio::test]
async fn whoever_came_reads_the_minutes_and_signs_them_with_the_own_slip() {
    let (agency, clerk, mall, mut browser, forum) = opened().await;
    let page = format!("{}/berita-acara", address(&forum));
    let unwritten = browser.get(&page).await;
    let guest = clerk.registers(&forum, Element::CivilSociety, "Contoh Tokoh").await.unwrap();
    clerk.minutes_forum(&forum, TODAY, &[&guest.participant]).await.unwrap();
    clerk.signs_forum(&forum).await.unwrap();
    let slip = guest.slip.unwrap();
    let held = [("nomor", slip.receipt_number.as_str()), ("rahasia", slip.secret.as_str())];
    let with = |act: &'static str| [held.to_vec(), vec![("perbuatan", act)]].concat();

    let form = browser.get(&page).await;
    let read = browser.submit(&form, &page, &with("unduh")).await;
    let signed = browser.submit(&form, &page, &with("tanda")).await;
    let form = browser.get(&page).await;
    let again = browser.submit(&form, &page, &with("tanda")).await;

    assert_eq!(unwritten.status, 404);
    assert!(read.body.starts_with(b"%PDF-"), "{}", read.text());
    assert_eq!(signed.location(), address(&forum), "{}", signed.text());
    assert!(form.text().contains("2 / 2"), "{}", form.text());
    assert!(again.status == 422 && again.text().contains("role=\"alert\""), "{}", again.text());
    mall.close().await;
    agency.close().await;
}
