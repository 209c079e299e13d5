//! How an agency serves, at a browser without scripts: figures, pictures of them, and
//! what each means.

use stories::mall::{EMPTY, Mall, entry_of};
use stories::sip::{self, Staff};
use stories::{Agency, Backend, Plan};

const HERE: &str = "/instansi/dpmptsp-magelang/kinerja?periode=2026";

#[tokio::test]
async fn an_agencys_figures_are_drawn_and_each_leads_to_its_meaning() {
    let agency = Agency::open(Plan::sip(), Backend::Sqlite).await;
    let mall = Mall::open(&(EMPTY.to_owned() + &entry_of(&agency))).await;
    let mut browser = mall.browser();
    let staff = Staff::enrolled(&agency, "").await;
    for _ in 0..6 {
        let receipt = agency.public().files(sip::submission()).await.unwrap();
        for (step, _) in sip::STAGES {
            staff.does(&receipt.name, step).await.unwrap();
        }
    }
    agency.public().files(sip::submission()).await.unwrap();

    let page = browser.get(HERE).await.text();
    let english = browser.get(&format!("/en{HERE}")).await.text();
    let front = browser.get("/instansi/dpmptsp-magelang").await.text();

    assert!(front.contains("/instansi/dpmptsp-magelang/kinerja"), "{front}");
    assert!(page.contains("<svg class=\"chart\"") && page.contains("100,00 %"), "{page}");
    assert!(english.contains("100.00 %") && english.contains("Received"), "{english}");
    for figure in figures::DEFINITIONS.iter().map(|definition| definition.key) {
        assert!(page.contains(&format!("id=\"arti-{figure}\"")), "{figure} has no meaning here");
    }
    assert!(page.contains("href=\"#arti-received\""), "{page}");
    // One case is open, and nobody is told so.
    let (_, open) = page.split_once("href=\"#arti-in_process\"").unwrap();
    assert!(open.split("</tr>").next().unwrap().contains("<td>*</td>"), "{open}");
    assert!(page.len() < 100 * 1024, "{}", page.len());
    for (file, kind) in [("angka.csv", "text/csv"), ("angka.xlsx", "spreadsheetml.sheet")] {
        assert!(page.contains(&format!("kinerja/{file}?periode=2026\"")), "{page}");
        let file = format!("/instansi/dpmptsp-magelang/kinerja/{file}?periode=2026");
        let file = browser.get(&file).await;
        assert!(file.status == 200 && file.headers["content-type"].contains(kind));
        assert!(file.headers["content-disposition"].starts_with("attachment"));
        assert!(
            file.text().starts_with("part,figure,detail,value") || file.body.starts_with(b"PK")
        );
    }
    let nonsense = browser.get("/instansi/dpmptsp-magelang/kinerja?periode=kemarin").await;
    assert_eq!(nonsense.status, 200);
    assert!(!nonsense.text().contains("<svg class=\"chart\""));
    mall.close().await;
    agency.close().await;
}

#[tokio::test]
async fn an_agency_that_does_not_answer_is_named() {
    let mut agency = Agency::open(Plan::sip(), Backend::Sqlite).await;
    let mall = Mall::open(&(EMPTY.to_owned() + &entry_of(&agency))).await;
    let mut browser = mall.browser();
    agency.stop().await;

    let page = browser.get(HERE).await;

    assert_eq!(page.status, 200);
    assert!(page.text().contains("class=\"notice waiting\""), "{}", page.text());
    mall.close().await;
    agency.close().await;
}
