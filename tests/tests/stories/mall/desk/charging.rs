//! A fee at the desk: computed and shown, then set; taken back; closed unpaid.

use contract::satupintu::permits::v1::{ApplicationState, AssessmentStatus};
use stories::mall::{EMPTY, Mall, entry_of};
use stories::usaha::{LINES, Staff, TOTAL};
use stories::{Agency, Backend, Browser, Page, Plan, Receipt};

use super::{address, desk_of, press};

/// An agency with a case whose fee is to be set, and the desk of who sets it.
struct Counter {
    agency: Agency,
    mall: Mall,
    staff: Staff,
    receipt: Receipt,
    desk: Browser,
}

impl Counter {
    async fn open() -> Self {
        let agency = Agency::open(Plan::usaha(), Backend::Sqlite).await;
        let staff = Staff::enrolled(&agency).await;
        let mall = Mall::open(&(EMPTY.to_owned() + &entry_of(&agency))).await;
        let receipt = staff.case_at(&agency, "tetapkan").await;
        staff.takes(&receipt.name, "tetapkan").await.unwrap();
        let desk = desk_of(&mall, &agency, &staff.penetap).await;
        Self { agency, mall, staff, receipt, desk }
    }

    /// Presses a button on `shown`, a page of the fee.
    async fn press_on(&mut self, shown: &Page, page: &str, values: &[(&str, &str)]) -> Page {
        let action = format!("{}/{page}", address(&self.receipt.name));
        self.desk.submit(shown, &action, values).await
    }

    async fn fee(&mut self) -> Page {
        let page = format!("{}/retribusi?tahap=tetapkan", address(&self.receipt.name));
        self.desk.get(&page).await
    }

    /// Computes the fee and sets it.
    async fn sets(&mut self) -> Page {
        let shown = self.fee().await;
        let computed = self.press_on(&shown, "hitung", &MEASURED).await;
        self.press_on(&computed, "tetapkan", &[]).await
    }

    async fn close(self) {
        self.mall.close().await;
        self.agency.close().await;
    }
}

/// [`LINES`] as they are typed.
const MEASURED: [(&str, &str); 2] = [("banyak-luas", "120,5"), ("banyak-papan-nama", "2")];

#[tokio::test]
async fn a_fee_is_shown_before_it_is_set_and_then_owed() {
    let mut counter = Counter::open().await;

    let blank = counter.fee().await;
    let nonsense = counter.press_on(&blank, "hitung", &[("banyak-luas", "seratus")]).await;
    let computed = counter.press_on(&blank, "hitung", &MEASURED).await;
    let before = counter.agency.public().asks(&counter.receipt).await;
    let set = counter.press_on(&computed, "tetapkan", &[]).await;
    let standing = counter.fee().await.text();

    assert!(blank.text().contains("Luas tempat usaha") && blank.text().contains("Rp 15.000"));
    assert_eq!(nonsense.status, 422, "{}", nonsense.text());
    let shown = computed.text();
    assert!(shown.contains("Rp 1.857.500") && shown.contains("120,5 m2"), "{shown}");
    assert!(shown.contains("Belum ditetapkan") && shown.contains("Perda contoh"), "{shown}");
    assert_eq!(stories::reason(before), "FEE_NOT_ASSESSED");
    assert_eq!(set.status, 303, "{}", set.text());
    let owed = counter.agency.public().asks(&counter.receipt).await.unwrap();
    assert_eq!(owed.total.as_ref().unwrap().units, TOTAL);
    let quantities: Vec<(&str, &str)> =
        owed.lines.iter().map(|line| (line.code.as_str(), line.quantity.as_str())).collect();
    assert_eq!(quantities, LINES);
    assert!(standing.contains(&owed.reference) && standing.contains("Belum dibayar"), "{standing}");
    counter.close().await;
}

#[tokio::test]
async fn a_fee_is_taken_back_with_a_reason_and_set_anew() {
    let mut counter = Counter::open().await;
    assert_eq!(counter.sets().await.status, 303);

    let shown = counter.fee().await;
    let bare = counter.press_on(&shown, "batal-tetapan", &[("sebab-batal", "")]).await;
    let why = [("sebab-batal", "Luasnya keliru diukur.")];
    let cancelled = counter.press_on(&shown, "batal-tetapan", &why).await;
    let told = counter.agency.public().asks(&counter.receipt).await.unwrap();
    let again = counter.sets().await;

    assert_eq!(bare.status, 422, "{}", bare.text());
    assert_eq!(cancelled.status, 303, "{}", cancelled.text());
    assert_eq!(told.status(), AssessmentStatus::Cancelled);
    assert_eq!(told.reason, "Luasnya keliru diukur.");
    assert_eq!(again.status, 303, "{}", again.text());
    let owed = counter.agency.public().asks(&counter.receipt).await.unwrap();
    assert_eq!(owed.status(), AssessmentStatus::Owed);
    counter.close().await;
}

#[tokio::test]
async fn a_case_whose_fee_lapsed_is_closed_with_a_reason() {
    let mut counter = Counter::open().await;
    assert_eq!(counter.sets().await.status, 303);
    let case = counter.receipt.name.clone();
    let finished = press(&mut counter.desk, &case, "selesai", &[]).await;
    assert_eq!(finished.status, 303, "{}", finished.text());
    counter.agency.time_passes_to(stories::wib("2026-07-01 09:00")).await;

    let lapsed = counter.fee().await;
    let why = [("sebab-tutup", "Tidak dibayar sampai jatuh tempo.")];
    let closed = counter.press_on(&lapsed, "tidak-dibayar", &why).await;

    assert!(lapsed.text().contains("Lewat tempo") && lapsed.text().contains("Tetapkan lagi"));
    assert_eq!(closed.status, 303, "{}", closed.text());
    let seen = counter.staff.penetap.sees(&case).await.unwrap();
    assert_eq!(seen.state(), ApplicationState::Closed);
    counter.close().await;
}

#[tokio::test]
async fn the_letter_with_the_applicants_name_is_the_applicants_to_print() {
    let mut counter = Counter::open().await;
    assert_eq!(counter.sets().await.status, 303);
    let case = counter.receipt.name.clone();
    press(&mut counter.desk, &case, "selesai", &[]).await;
    let mut citizen = counter.mall.browser();
    let form = citizen.get("/lacak").await;
    let receipt = [("nomor", &*counter.receipt.number), ("rahasia", &*counter.receipt.secret)];
    citizen.submit(&form, "/lacak", &receipt).await;

    let own = citizen.get("/permohonan").await.text();
    let letter = citizen.get("/permohonan/skrd.pdf").await;
    let none = citizen.get("/permohonan/penolakan.pdf").await;
    let stranger = counter.mall.browser().get("/permohonan/skrd.pdf").await;

    assert!(own.contains("/permohonan/skrd.pdf"), "{own}");
    assert!(letter.status == 200 && letter.body.starts_with(b"%PDF-"), "{}", letter.status);
    assert_eq!(none.status, 409, "{}", none.text());
    assert_eq!((stranger.status, stranger.location()), (303, "/lacak"));
    counter.close().await;
}
