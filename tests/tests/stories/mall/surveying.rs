//! A survey at a browser without scripts: once, with a token that stands in no
//! address, and joined to nobody.

use stories::mall::{EMPTY, Mall, entry_of};
use stories::surveys::{ELEMENTS, scores};
use stories::{Agency, Backend, Browser, Page, Plan, Receipt, sip};

const KTP: &str = "agencies/disdukcapil-pandeglang/services/ktp-el-baru";
const KTP_LOKET: &str = "disdukcapil-pandeglang/mpp/loket";
const HERE: &str = "/instansi/dpmptsp-magelang?periode=2026-06";

async fn opened() -> (Agency, Mall, Browser) {
    let agency = Agency::open(Plan::sip(), Backend::Sqlite).await;
    let mall = Mall::open(&(EMPTY.to_owned() + &entry_of(&agency))).await;
    let browser = mall.browser();
    (agency, mall, browser)
}

/// A case that its applicant has withdrawn: it is over.
async fn ended(agency: &Agency) -> Receipt {
    let receipt = agency.public().files(sip::submission()).await.unwrap();
    agency.public().withdraws(&receipt, "").await.unwrap();
    receipt
}

/// The fields of a questionnaire that is answered with 3 everywhere.
fn threes() -> Vec<(String, String)> {
    ELEMENTS.iter().map(|element| (format!("nilai-{element}"), "3".to_owned())).collect()
}

async fn answers(browser: &mut Browser, questions: &Page) -> Page {
    let threes = threes();
    let values: Vec<(&str, &str)> = threes.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    browser.submit(questions, "/survei/isi", &values).await
}

/// Types a token in; where that leads.
async fn enters(browser: &mut Browser, token: &str) -> Page {
    let entry = browser.get("/survei").await;
    let values = [("instansi", "dpmptsp-magelang"), ("kode", token)];
    browser.submit(&entry, "/survei", &values).await
}

#[tokio::test]
async fn an_applicant_whose_case_has_ended_scores_it_once() {
    let (agency, mall, mut browser) = opened().await;
    let receipt = ended(&agency).await;
    let form = browser.get("/lacak").await;
    let told = [("nomor", receipt.number.as_str()), ("rahasia", receipt.secret.as_str())];
    browser.submit(&form, "/lacak", &told).await;
    let standing = browser.get("/permohonan").await;

    let issued = browser.submit(&standing, "/permohonan/survei", &[]).await;
    assert_eq!(issued.location(), "/survei/isi", "{}", issued.text());
    let questions = browser.get("/survei/isi").await;
    let sent = answers(&mut browser, &questions).await;

    assert_eq!(sent.location(), "/survei/terima-kasih", "{}", sent.text());
    assert!(browser.get("/survei/terima-kasih").await.text().contains("Terima kasih"));
    assert_eq!(browser.get("/survei/isi").await.location(), "/survei");
    assert_eq!(agency.store().release_all_responses().await.unwrap(), 1);
    let twice = browser.submit(&standing, "/permohonan/survei", &[]).await;
    assert_eq!(twice.status, 409, "{}", twice.text());
    mall.close().await;
    agency.close().await;
}

#[tokio::test]
async fn a_token_that_is_typed_counts_once_and_says_so_afterwards() {
    let (agency, mall, mut browser) = opened().await;
    let receipt = ended(&agency).await;
    let token = agency.public().takes_token(&receipt).await.unwrap();

    // As it is read from paper.
    let spaced = format!("{} {}", token[..12].to_ascii_uppercase(), &token[12..]);
    assert_eq!(enters(&mut browser, &spaced).await.location(), "/survei/isi");
    let questions = browser.get("/survei/isi").await;
    let first = answers(&mut browser, &questions).await;
    enters(&mut browser, &token).await;
    let questions = browser.get("/survei/isi").await;
    let second = answers(&mut browser, &questions).await;

    assert_eq!((first.location(), second.location()), ("/survei/terima-kasih", "/survei/sudah"));
    assert_eq!(agency.store().release_all_responses().await.unwrap(), 1);
    mall.close().await;
    agency.close().await;
}

#[tokio::test]
async fn what_was_answered_is_not_lost_with_a_token_that_does_not_hold() {
    let (agency, mall, mut browser) = opened().await;
    let malformed = enters(&mut browser, "salah").await;
    assert_eq!(malformed.status, 422);
    enters(&mut browser, "abcdefghjkmnpqrstuvwxyz2").await;
    let questions = browser.get("/survei/isi").await;

    let refused = answers(&mut browser, &questions).await;
    let empty = browser.submit(&questions, "/survei/isi", &[("usia", "300")]).await;

    assert_eq!(refused.fields("/survei/isi").iter().filter(|(_, value)| value == "3").count(), 9);
    assert!(refused.text().contains("role=\"alert\""), "{}", refused.text());
    let said = empty.text();
    assert!(
        said.contains("href=\"#nilai-persyaratan\"") && said.contains("href=\"#usia\""),
        "{said}"
    );
    mall.close().await;
    agency.close().await;
}

#[tokio::test]
async fn an_agencys_page_shows_its_index_as_a_picture_and_names_the_lowest() {
    let (agency, mall, mut browser) = opened().await;
    let loket = sip::Staff::enrolled(&agency, "").await.loket;
    let too_few = browser.get(HERE).await.text();
    for _ in 0..5 {
        let sheet = scores([4, 4, 2, 4, 4, 4, 4, 4, 4]);
        loket.enters(sip::SERVICE, sheet).await.unwrap();
    }
    agency.store().release_all_responses().await.unwrap();

    let page = browser.get(HERE).await.text();

    assert!(
        !too_few.contains("class=\"chart\"") && too_few.contains("Responden terlalu sedikit"),
        "{too_few}"
    );
    assert!(page.contains("<svg class=\"chart\"") && page.contains("94,44"), "{page}");
    let (_, lowest) = page.split_once("Unsur terendah").unwrap();
    assert!(lowest.split("</div>").next().unwrap().contains("50,00"), "{lowest}");
    assert!(page.len() < 100 * 1024, "{}", page.len());
    mall.close().await;
    agency.close().await;
}

#[tokio::test]
async fn the_regencys_page_puts_the_agencies_together_by_both_rules() {
    let first = Agency::open(Plan::sip(), Backend::Sqlite).await;
    let second = Agency::open(Plan::ktp(), Backend::Sqlite).await;
    let counters = [(&first, sip::LOKET, sip::SERVICE, 4, 15), (&second, KTP_LOKET, KTP, 3, 5)];
    for (agency, executor, service, score, sheets) in counters {
        let loket = agency.officer("loket", &[&format!("execute:{executor}")]).await;
        for _ in 0..sheets {
            loket.enters(service, scores([score; 9])).await.unwrap();
        }
        agency.store().release_all_responses().await.unwrap();
    }
    let street = [entry_of(&first), entry_of(&second)].concat();
    let mall = Mall::open(&(EMPTY.to_owned() + &street)).await;

    let page = mall.browser().get("/kepuasan").await.text();

    for said in ["100,00", "75,00", "93,75", "87,50"] {
        assert!(page.contains(said), "{said}: {page}");
    }
    mall.close().await;
    first.close().await;
    second.close().await;
}
