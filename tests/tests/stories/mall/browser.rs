//! A real browser, on a phone and on a desk: apply, upload, track, verify; complain
//! until it is solved; score by a token; comment until it is decided; wait in the
//! hall until served. No page on the way may have a fault that axe calls serious or
//! critical.

use contract::satupintu::{consultations::v1::Disposition, queue::v1::TicketMove};
use serde_json::{Value, json};
use stories::complaints::Staff;
use stories::hall::{self, CIVIL};
use stories::mall::{EMPTY, Mall, entry_of};
use stories::standards::{standard, whole};
use stories::surveys::scores;
use stories::{Agency, Backend, Caller, Plan, browsed, sip};

use super::judge;

/// Who does in office what the visitor waits for.
struct Office<'a> {
    agency: &'a Agency,
    complaints: Staff,
    counter: Caller,
    forum: String,
}

impl<'a> Office<'a> {
    /// An office with a hall, a draft that is discussed, and five scores.
    async fn opened(agency: &'a Agency, loket: &Caller) -> Self {
        let clerk = agency.administrator();
        clerk.drafts(&whole(2)).await.unwrap();
        let forum = clerk.holds_forum(&standard(2), "2026-06-08", "2026-06-12").await.unwrap();
        for last in [4, 3, 4, 2, 4] {
            let sheet = scores([4, 4, 3, 4, 4, 4, 4, 3, last]);
            loket.enters(sip::SERVICE, sheet).await.unwrap();
        }
        agency.store().release_all_responses().await.unwrap();
        Self {
            agency,
            complaints: Staff::enrolled(agency).await,
            counter: hall::open(agency, 70, CIVIL).await,
            forum: forum.name,
        }
    }

    /// Does what is asked; what the visitor is told.
    async fn does(&self, asked: &str) -> Value {
        match asked {
            "answer the complaint" => {
                let id = self.agency.last("complaints.received").await.record_id;
                let name = format!("{}/complaints/{id}", self.counter.agency);
                self.complaints.brings_to_an_answer(&name).await;
            }
            "give a survey token" => {
                let case = self.agency.public().files(sip::submission()).await.unwrap();
                self.agency.public().withdraws(&case, "").await.unwrap();
                return json!({ "token": self.agency.public().takes_token(&case).await.unwrap() });
            }
            "decide on the comment" => {
                let comment = self.agency.last_comment(&self.forum).await;
                let accepted = (Disposition::Accepted, "Menjadi 8 hari kerja", "", "");
                let clerk = self.agency.administrator();
                clerk.decides(&comment, accepted, "2026-06-12").await.unwrap();
            }
            "call the next one" => {
                self.counter.calls_next(CIVIL, 1).await.unwrap();
            }
            "serve the one who was called" => {
                let line = self.called().await;
                self.counter.moves(CIVIL, line, TicketMove::Begin).await.unwrap();
                self.counter.moves(CIVIL, line, TicketMove::Finish).await.unwrap();
            }
            "give the kiosk's token" => {
                return json!({ "token": self.agency.token(&self.counter.person) });
            }
            _ => panic!("{asked}"),
        }
        json!({})
    }

    /// The number that is called to a counter.
    async fn called(&self) -> u32 {
        let lines = self.counter.sees_hall().await.lines;
        let calling = &lines[0].calling[0];
        calling.number.trim_start_matches("A-").parse().unwrap()
    }
}

#[tokio::test]
async fn a_browser_does_what_citizens_do_on_a_phone_and_on_a_desk() {
    let agency = Agency::open(Plan::sip(), Backend::Sqlite).await;
    let staff = sip::Staff::enrolled(&agency, "").await;
    let case = agency.public().files(sip::submission()).await.unwrap().name;
    for (step, _) in sip::STAGES {
        staff.does(&case, step).await.unwrap();
    }
    agency.settle_documents().await;
    let number = staff.loket.sees(&case).await.unwrap().licence_number;
    let office = Office::opened(&agency, &staff.loket).await;
    let mall = Mall::open(&(EMPTY.to_owned() + &entry_of(&agency))).await;
    let forum = office.forum.rsplit('/').next().unwrap();
    let told = json!({
        "portal": format!("http://{}", mall.address()),
        "licence": number,
        "forum": format!("/konsultasi/dpmptsp-magelang/{forum}"),
    });

    let seen = browsed("browse.py", &told, async |asked| office.does(asked).await).await;

    for screen in ["phone", "desk"] {
        let seen = &seen[screen];
        judge(screen, seen);
        assert!(seen["first_page_bytes"].as_u64().unwrap() < 100 * 1024, "{screen}: {seen:#}");
        assert!(seen["receipt"].as_str().unwrap().contains("-SIP"), "{screen}: {seen:#}");
        assert_eq!(seen["verified"], "BERLAKU", "{screen}");
        let solved = seen["complaint"].as_str().unwrap();
        assert!(solved.contains("selesai menurut pernyataan Anda"), "{screen}: {solved}");
        assert_eq!(seen["scored"], "Terima kasih", "{screen}");
        assert_eq!(seen["addresses_with_the_token"], json!([]), "{screen}");
        assert_eq!(seen["comment"], "Diterima", "{screen}");
        assert_eq!(seen["called"], true, "{screen}");
        assert_eq!(seen["ticket"], "Selesai dilayani", "{screen}");
        assert!(seen["kiosk"].as_str().unwrap().starts_with("C-00"), "{screen}: {seen:#}");
        assert!(seen["pages"].as_array().unwrap().len() >= 44, "{screen}: {seen:#}");
    }
    mall.close().await;
    agency.close().await;
}
