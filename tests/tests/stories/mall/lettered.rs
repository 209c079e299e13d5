//! Why an application was rejected, as a letter that its applicant prints.

use stories::mall::{EMPTY, Mall, entry_of};
use stories::{Agency, Backend, Browser, Page, Plan, Receipt, sip};

use crate::reading::assert_says;

async fn follows(browser: &mut Browser, receipt: &Receipt) -> Page {
    let form = browser.get("/lacak").await;
    let told = [("nomor", receipt.number.as_str()), ("rahasia", receipt.secret.as_str())];
    browser.submit(&form, "/lacak", &told).await;
    browser.get("/permohonan").await
}

#[tokio::test]
async fn a_rejection_can_be_printed() {
    let agency = Agency::open(Plan::sip(), Backend::Sqlite).await;
    let mall = Mall::open(&(EMPTY.to_owned() + &entry_of(&agency))).await;
    let staff = sip::Staff::enrolled(&agency, "").await;
    let receipt = staff.case_at(&agency, "tte").await;
    staff.kepala.takes(&receipt.name, "tte").await.unwrap();
    staff.kepala.rejects(&receipt.name, "tte", "STR tidak berlaku").await.unwrap();
    let mut browser = mall.browser();

    let page = follows(&mut browser, &receipt).await.text();
    let letter = browser.get("/permohonan/penolakan.pdf").await;

    assert!(page.contains("/permohonan/penolakan.pdf"), "{page}");
    assert_says(&letter.body, &["SURAT PENOLAKAN", "STR tidak berlaku"]);
    mall.close().await;
    agency.close().await;
}
