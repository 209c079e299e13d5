//! Officers at the desk, in a browser without scripts: what they can do there is
//! what the agency lets them do, and nothing else.

mod charging;
mod complaints;
mod guard;
mod returning;
mod signing_in;
mod visits;

use contract::satupintu::permits::v1::ApplicationState;
use stories::mall::{EMPTY, Mall, entry_of};
use stories::sip::{self, Staff};
use stories::{Agency, Backend, Browser, Caller, Page, Plan, Receipt};

/// An agency with its people, and its gateway.
struct Town {
    agency: Agency,
    staff: Staff,
    mall: Mall,
}

impl Town {
    async fn open() -> Self {
        let agency = Agency::open(Plan::sip(), Backend::Sqlite).await;
        let staff = Staff::enrolled(&agency, "").await;
        let mall = Mall::open(&(EMPTY.to_owned() + &entry_of(&agency))).await;
        Self { agency, staff, mall }
    }

    /// An application a minute later than the one before, so that it is younger.
    async fn filed(&self) -> Receipt {
        self.agency.time_passes_to(self.agency.now().plus_seconds(60)).await;
        self.agency.public().files(sip::submission()).await.unwrap()
    }

    async fn desk_of(&self, officer: &Caller) -> Browser {
        desk_of(&self.mall, &self.agency, officer).await
    }

    async fn close(self) {
        self.mall.close().await;
        self.agency.close().await;
    }
}

/// The browser of an officer who has signed in.
async fn desk_of(mall: &Mall, agency: &Agency, officer: &Caller) -> Browser {
    let mut browser = mall.browser();
    let entered = signs_in(&mut browser, agency, &agency.token(&officer.person)).await;
    assert_eq!((entered.status, entered.location()), (303, "/meja"), "{}", entered.text());
    browser
}

async fn signs_in(browser: &mut Browser, agency: &Agency, token: &str) -> Page {
    let form = browser.get("/meja/masuk").await;
    let shown = [("instansi", agency.plan.agency), ("token", token)];
    browser.submit(&form, "/meja/masuk", &shown).await
}

/// The page of a case at the desk.
fn address(case: &str) -> String {
    let mut parts = case.split('/').skip(1).step_by(2);
    format!("/meja/permohonan/{}/{}", parts.next().unwrap(), parts.next().unwrap())
}

/// Presses a button on the page of a case.
async fn press(browser: &mut Browser, case: &str, page: &str, values: &[(&str, &str)]) -> Page {
    let shown = browser.get(&address(case)).await;
    browser.submit(&shown, &format!("{}/{page}", address(case)), values).await
}

const DECLARED: (&str, &str) = ("tanpa-benturan", "1");

#[tokio::test]
async fn an_officer_takes_the_oldest_and_finds_it_complete() {
    let town = Town::open().await;
    let (first, second) = (town.filed().await, town.filed().await);
    let mut desk = town.desk_of(&town.staff.loket).await;

    let inbox = desk.get("/meja").await;
    let taken = desk.submit(&inbox, "/meja/ambil", &[DECLARED]).await;
    let finished = press(&mut desk, &first.name, "selesai", &[("hasil", "lengkap")]).await;

    let listed = inbox.text();
    assert!(listed.contains(&first.number) && listed.contains(&second.number), "{listed}");
    assert!(listed.contains("C***** P******") && !listed.contains("Contoh Pemohon"), "{listed}");
    assert_eq!((taken.status, taken.location()), (303, address(&first.name).as_str()));
    assert_eq!(finished.status, 303, "{}", finished.text());
    let progress = town.agency.public().tracks(&first).await.unwrap();
    assert_eq!(progress.state(), ApplicationState::InProcess);
    town.close().await;
}

#[tokio::test]
async fn a_pick_before_older_ones_needs_its_reason() {
    let town = Town::open().await;
    let (_, second) = (town.filed().await, town.filed().await);
    let mut desk = town.desk_of(&town.staff.loket).await;

    let undeclared = press(&mut desk, &second.name, "ambil", &[]).await;
    let bare = press(&mut desk, &second.name, "ambil", &[DECLARED]).await;
    let vulnerable = ("mendahului", "2");
    let reasoned = press(&mut desk, &second.name, "ambil", &[DECLARED, vulnerable]).await;

    assert_eq!(undeclared.status, 422, "{}", undeclared.text());
    let words = contract::reason("OVERTAKE_REASON_REQUIRED").unwrap().id;
    assert_eq!(bare.status, 409);
    assert!(bare.text().contains(words), "{}", bare.text());
    assert_eq!(reasoned.status, 303, "{}", reasoned.text());
    town.close().await;
}

#[tokio::test]
async fn who_declares_a_conflict_is_kept_from_the_case() {
    let town = Town::open().await;
    let case = town.filed().await.name;
    let mut desk = town.desk_of(&town.staff.loket).await;

    let declared = [("benturan", "1"), ("catatan-benturan", "Pemohon sepupu saya.")];
    press(&mut desk, &case, "benturan", &declared).await;
    let inbox = desk.get("/meja").await.text();
    let journal = town.agency.kinds_of(&case).await;

    assert!(inbox.contains("bukan untuk Anda"), "{inbox}");
    assert_eq!(journal.last().unwrap(), "permits.conflict_declared");
    town.close().await;
}

#[tokio::test]
async fn a_rejection_carries_its_ground_to_the_applicant() {
    let town = Town::open().await;
    let receipt = town.staff.case_at(&town.agency, "tte").await;
    let mut desk = town.desk_of(&town.staff.kepala).await;
    press(&mut desk, &receipt.name, "ambil", &[DECLARED]).await;

    let rejected = [("hasil", "tolak"), ("alasan", "Kuota praktik sudah penuh.")];
    let bare = press(&mut desk, &receipt.name, "selesai", &[("hasil", "tolak")]).await;
    let done = press(&mut desk, &receipt.name, "selesai", &rejected).await;

    assert_eq!(bare.status, 422, "{}", bare.text());
    assert_eq!(done.status, 303, "{}", done.text());
    let progress = town.agency.public().tracks(&receipt).await.unwrap();
    assert_eq!(progress.state(), ApplicationState::Rejected);
    assert_eq!(progress.ground, "Kuota praktik sudah penuh.");
    town.close().await;
}

#[tokio::test]
async fn a_form_is_read_on_record_and_by_who_holds_the_task_alone() {
    let town = Town::open().await;
    let case = town.filed().await.name;
    let mut desk = town.desk_of(&town.staff.loket).await;

    let early = desk.get(&address(&case)).await.text();
    press(&mut desk, &case, "ambil", &[DECLARED]).await;
    let held = desk.get(&address(&case)).await;
    let read = press(&mut desk, &case, "formulir", &[]).await;
    let given_back = press(&mut desk, &case, "lepas", &[("sebab", "3")]).await;
    let late = desk.submit(&held, &format!("{}/formulir", address(&case)), &[]).await;

    assert!(!early.contains("Baca isian pemohon"), "{early}");
    assert_eq!(late.status, 403, "{}", late.text());
    assert!(!late.text().contains("9901011708450001"));
    assert_eq!(read.status, 200);
    assert!(read.text().contains("9901011708450001") && read.text().contains("STR-0000-0000"));
    assert_eq!(given_back.status, 303, "{}", given_back.text());
    let journal = town.agency.kinds_of(&case).await;
    let after = ["permits.taken", "permits.form_read", "permits.released"];
    assert_eq!(journal[1..], after);
    town.close().await;
}
