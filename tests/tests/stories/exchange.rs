//! A step of a case that another agency does in a deployment of its own: two real
//! servers, mutual TLS between them, two journals.

mod calling_back;
mod documents;
mod peers;
mod stopping;
mod troubles;

use contract::satupintu::exchange::v1::{GetExchangeStatusRequest, PartnerStatus};
use contract::satupintu::permits::v1::{ApplicationState, MediaType, Purpose};
use journal::Body;
use permits::{Event, Leaf};
use stories::attachments::{Attachment, pdf};
use stories::pair::{HEALTH, HealthStaff, Pair};
use stories::sip::{self, Staff};
use stories::{Agency, Receipt, applicant, reason, wib};

/// Makes two tests of each story: one on SQLite, one on PostgreSQL.
macro_rules! between_deployments {
    ($($story:ident),+ $(,)?) => {$(
        mod $story {
            use stories::{Backend, pair::Pair};

            #[tokio::test]
            async fn on_sqlite() {
                let mut pair = Pair::open(Backend::Sqlite).await;
                super::$story(&mut pair).await;
                pair.close().await;
            }

            #[tokio::test]
            async fn on_postgresql() {
                let mut pair = Pair::open(Backend::Postgres).await;
                super::$story(&mut pair).await;
                pair.close().await;
            }
        }
    )+};
}
use between_deployments;

between_deployments! {
    a_permit_is_issued_by_two_deployments,
    both_journals_hold_both_halves,
    only_what_the_step_names_goes_along,
    a_refusal_over_there_goes_its_way_here,
    nobody_here_takes_what_the_other_agency_has,
    whoever_is_down_for_a_day_loses_nothing,
    an_answer_after_the_withdrawal_moves_nothing,
    what_nobody_accepts_waits_until_the_settings_are_mended,
}

/// The step that the health agency does.
const STEP: &str = "verifikasi-dinkes";

/// What the agency of the case writes down, from filing to the letter's delivery.
const AT_THE_ORIGIN: [&str; 19] = [
    "permits.submitted",
    "permits.taken",
    "permits.accepted",
    "permits.taken",
    "permits.step_completed",
    "permits.handed_over",
    "permits.entrusted",
    "permits.entrustment_received",
    "permits.result_received",
    "permits.step_completed",
    "permits.handed_back",
    "permits.taken",
    "permits.step_completed",
    "permits.taken",
    "permits.approved",
    "permits.taken",
    "permits.issued",
    "permits.taken",
    "permits.step_completed",
];

/// What the agency that is asked writes down about its own work.
const AT_THE_PARTNER: [&str; 8] = [
    "permits.submitted",
    "permits.taken",
    "permits.step_completed",
    "permits.taken",
    "permits.approved",
    "permits.taken",
    "permits.issued",
    "permits.result_delivered",
];

/// Everybody in both agencies.
struct People {
    here: Staff,
    there: HealthStaff,
}

impl People {
    async fn enrolled(pair: &Pair) -> Self {
        let here = Staff::enrolled(&pair.origin, "").await;
        Self { here, there: HealthStaff::enrolled(&pair.partner).await }
    }

    /// A case whose step the other agency has.
    async fn handed_over(&self, pair: &Pair) -> Receipt {
        let receipt = self.here.case_at(&pair.origin, STEP).await;
        pair.origin.tells_partners().await;
        receipt
    }

    /// The same, with documents, which the other agency has fetched.
    async fn handed_over_with(&self, pair: &Pair, documents: &[Attachment]) -> Receipt {
        let receipt = pair.origin.public().files(sip::submission()).await.unwrap();
        for document in documents {
            pair.origin.public().hands_in(&receipt, document).await.unwrap();
        }
        self.here.bring(&receipt.name, STEP).await;
        pair.origin.tells_partners().await;
        pair.partner.tells_partners().await;
        receipt
    }

    /// What follows after the other agency's answer.
    async fn finish(&self, receipt: &Receipt) {
        for step in ["setting-nomor", "tte", "pengecekan", "penyampaian"] {
            self.here.does(&receipt.name, step).await.unwrap();
        }
    }
}

/// A scan of the registration, which the health agency needs to see.
fn registration(bytes: usize) -> Attachment {
    Attachment {
        name: "str Rahasia.pdf".to_owned(),
        requirement: "nomor-str".to_owned(),
        media: MediaType::Pdf,
        content: pdf("Rahasia dokter", bytes),
    }
}

async fn a_permit_is_issued_by_two_deployments(pair: &mut Pair) {
    let people = People::enrolled(pair).await;

    let receipt = people.handed_over(pair).await;
    let away = pair.origin.public().tracks(&receipt).await.unwrap();
    pair.time_passes_to(wib("2026-06-09 10:00")).await;
    let work = people.there.recommends().await;
    pair.partner.tells_partners().await;
    let back = pair.origin.public().tracks(&receipt).await.unwrap();
    people.finish(&receipt).await;

    assert_eq!(away.responsible_unit, "dinkes-magelang/sdm-kesehatan");
    assert_eq!(back.responsible_unit, "dpmptsp-magelang/perizinan");
    let last = pair.origin.public().tracks(&receipt).await.unwrap();
    assert_eq!(last.state(), ApplicationState::Issued);
    assert_eq!(last.licence_number, "503/0001/SIP/DPMPTSP/VI/2026");
    assert_eq!(pair.origin.kinds_of(&receipt.name).await, AT_THE_ORIGIN);
    assert_eq!(pair.partner.kinds_of(&work).await, AT_THE_PARTNER);
    let own = people.there.head.sees(&work).await.unwrap();
    let assignment = own.assignment.unwrap();
    assert_eq!(assignment.receipt_number, receipt.number);
    assert_eq!((assignment.step.as_str(), assignment.delivered), (STEP, true));
    // Its own clock: three working days from the day it came.
    let stopped = own.ledger.len();
    assert!(stopped >= 2 && !own.late, "{:?}", own.ledger);
}

async fn both_journals_hold_both_halves(pair: &mut Pair) {
    let people = People::enrolled(pair).await;
    let receipt = people.handed_over(pair).await;
    let work = people.there.recommends().await;
    pair.partner.tells_partners().await;

    let here = leaves(&pair.origin, &receipt.name).await;
    let there = leaves(&pair.partner, &work).await;

    let opened = find(&there, |event| matches!(event, Event::Submitted(_)));
    let Event::Submitted(submitted) = &opened.1 else { panic!("{opened:?}") };
    let assignment = submitted.submission.assignment.as_ref().unwrap();
    let entrusted = find(&here, |event| matches!(event, Event::Entrusted(_)));
    assert_eq!(assignment.leaf, entrusted.0);
    let received = find(&here, |event| matches!(event, Event::EntrustmentReceived(_)));
    let Event::EntrustmentReceived(received) = &received.1 else { panic!("{received:?}") };
    assert_eq!(received.leaf, opened.0);
    let answered = find(&here, |event| matches!(event, Event::ResultReceived(_)));
    let Event::ResultReceived(result) = &answered.1 else { panic!("{answered:?}") };
    assert_eq!(result.result.leaf, find(&there, Event::ends).0);
    let delivered = find(&there, |event| matches!(event, Event::ResultDelivered(_)));
    let Event::ResultDelivered(delivered) = &delivered.1 else { panic!("{delivered:?}") };
    assert_eq!(delivered.leaf, answered.0);
    let by: Vec<String> = pair.origin.events_of(&receipt.name).await.into_iter().map(by).collect();
    assert_eq!(by[8..10], ["peer:dinkes-magelang", "peer:dinkes-magelang"]);
    let first = pair.partner.events_of(&work).await.remove(0);
    assert_eq!(first.actor, "peer:dpmptsp-magelang");
}

fn by(body: Body) -> String {
    body.actor
}

async fn leaves(agency: &Agency, case: &str) -> Vec<(Leaf, Event)> {
    agency.store().leaves(case.rsplit('/').next().unwrap()).await.unwrap()
}

fn find(leaves: &[(Leaf, Event)], is_it: impl Fn(&Event) -> bool) -> &(Leaf, Event) {
    leaves.iter().find(|(_, event)| is_it(event)).unwrap()
}

async fn only_what_the_step_names_goes_along(pair: &mut Pair) {
    let people = People::enrolled(pair).await;
    people.handed_over(pair).await;

    let verifier = &people.there.verifier;
    let taken = verifier.takes_next(HEALTH[0]).await.unwrap().application.unwrap();
    let form = verifier.reads(&taken.name, Purpose::Verification).await.unwrap();

    let (shown, filed) = (form.applicant.unwrap(), applicant());
    assert_eq!((shown.name, shown.nik), (filed.name.clone(), filed.nik.clone()));
    assert_eq!([shown.phone, shown.email, shown.address], [""; 3]);
    let answers: Vec<_> = form.answers.iter().map(|it| it.requirement_id.as_str()).collect();
    assert_eq!(answers, ["tempat-praktik", "nomor-str"]);
    for agency in [&pair.origin, &pair.partner] {
        for body in agency.journal().await {
            let text = String::from_utf8_lossy(&body.payload).into_owned();
            let told = [&filed.name, &filed.nik, "STR-0000-0000"].map(|it| text.contains(it));
            assert_eq!(told, [false; 3], "{}", body.kind);
        }
    }
}

async fn a_refusal_over_there_goes_its_way_here(pair: &mut Pair) {
    let people = People::enrolled(pair).await;
    let receipt = people.handed_over(pair).await;

    people.there.refuses("STR tidak ditemukan").await;
    pair.partner.tells_partners().await;

    let seen = people.here.kepala.sees(&receipt.name).await.unwrap();
    let steps: Vec<_> = seen.tasks.iter().map(|task| task.step.as_str()).collect();
    assert_eq!(steps, ["tte"]);
    assert_eq!(seen.entrustments[0].outcome, "tidak-direkomendasikan");
    let here = leaves(&pair.origin, &receipt.name).await;
    let (_, done) = here.iter().rfind(|(_, event)| event.reason().is_some()).unwrap();
    let words = pair.origin.store().unseal(done.reason().unwrap()).await.unwrap().unwrap();
    assert_eq!(words, b"STR tidak ditemukan");
}

async fn nobody_here_takes_what_the_other_agency_has(pair: &mut Pair) {
    let people = People::enrolled(pair).await;
    let receipt = people.handed_over(pair).await;
    let officer = &people.here.dinkes;

    assert_eq!(reason(officer.takes(&receipt.name, STEP).await), "TASK_ENTRUSTED");
    assert_eq!(reason(officer.takes_next(sip::DINKES).await), "NOTHING_TO_TAKE");

    let seen = people.here.loket.sees(&receipt.name).await.unwrap();
    assert!(seen.tasks[0].entrusted && seen.entrustments[0].received, "{:?}", seen.entrustments);
    let progress = pair.origin.public().tracks(&receipt).await.unwrap();
    assert_eq!(progress.ahead, 0);
}

async fn whoever_is_down_for_a_day_loses_nothing(pair: &mut Pair) {
    let people = People::enrolled(pair).await;
    pair.stop_partner().await;
    let receipt = people.handed_over(pair).await;
    let waiting = standing(pair).await;

    pair.origin.time_passes_to(wib("2026-06-09 09:00")).await;
    pair.origin.tells_partners().await;
    pair.start_partner().await;
    pair.minutes_pass(20).await;
    pair.origin.tells_partners().await;
    pair.stop_origin().await;
    let work = people.there.recommends().await;
    pair.partner.tells_partners().await;
    pair.partner.time_passes_to(wib("2026-06-10 10:00")).await;
    pair.partner.tells_partners().await;
    pair.start_origin().await;
    pair.minutes_pass(20).await;
    pair.partner.tells_partners().await;
    people.finish(&receipt).await;

    assert_eq!((waiting.waiting, waiting.failing), (1, 1));
    assert!(!waiting.fault.is_empty() && waiting.oldest.is_some());
    assert_eq!(pair.origin.kinds_of(&receipt.name).await, AT_THE_ORIGIN);
    assert_eq!(pair.partner.kinds_of(&work).await, AT_THE_PARTNER);
    assert_eq!(standing(pair).await.waiting, 0);
}

async fn standing(pair: &Pair) -> PartnerStatus {
    let request = GetExchangeStatusRequest { parent: "agencies/dpmptsp-magelang".to_owned() };
    let asked = pair.origin.administrator().exchange().get_exchange_status(request).await;
    asked.unwrap().into_inner().partners.remove(0)
}

async fn an_answer_after_the_withdrawal_moves_nothing(pair: &mut Pair) {
    let people = People::enrolled(pair).await;
    let receipt = people.handed_over(pair).await;
    // The other side cannot be told that the step is not needed any more.
    pair.there.lead_to(None);
    pair.origin.public().withdraws(&receipt, "Pindah kota").await.unwrap();

    let work = people.there.recommends().await;
    pair.partner.tells_partners().await;

    let last = pair.origin.public().tracks(&receipt).await.unwrap();
    assert_eq!(last.state(), ApplicationState::Withdrawn);
    let kinds = pair.origin.kinds_of(&receipt.name).await;
    assert_eq!(kinds[8..], ["permits.withdrawn", "permits.result_received"]);
    assert!(people.here.loket.sees(&receipt.name).await.unwrap().entrustments[0].late);
    assert_eq!(pair.partner.kinds_of(&work).await, AT_THE_PARTNER);
}

async fn what_nobody_accepts_waits_until_the_settings_are_mended(pair: &mut Pair) {
    let people = People::enrolled(pair).await;
    let mended = pair.partner.plan.partners.clone();
    pair.stop_partner().await;
    pair.partner.plan.partners[0].accepts.clear();
    pair.start_partner().await;

    let receipt = people.handed_over(pair).await;
    let waiting = standing(pair).await;
    pair.stop_partner().await;
    pair.partner.plan.partners = mended;
    pair.start_partner().await;
    pair.minutes_pass(20).await;
    pair.origin.tells_partners().await;

    assert_eq!((waiting.waiting, waiting.fault.as_str()), (1, "HAND_OVER_NOT_ACCEPTED"));
    assert!(people.here.loket.sees(&receipt.name).await.unwrap().entrustments[0].received);
}
