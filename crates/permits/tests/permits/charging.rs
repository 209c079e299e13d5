//! What an applicant owes: set by the tariff, paid to the payment system,
//! reminded of and lapsing in time, and the clock beside it.

use calendar::{Change, Holder, cause};
use kernel::Slug;
use permits::{Acting, Command, Event, FeeStanding, Payment, PaymentReference, Phase, State};

use crate::world::{
    KEPALA, LOKET, PENETAP, World, assessment, bank, complete, officer, sealed, step, usual, wib,
};

fn cancel() -> Command {
    Command::CancelFee { step: step("penetapan"), reason: sealed("why") }
}

fn close() -> Command {
    Command::CloseUnpaid { step: step("penetapan"), reason: sealed("why") }
}

/// The causes of the ledger's lines.
fn causes(world: &World) -> Vec<&str> {
    world.case().ledger.entries().iter().map(|entry| entry.cause.as_str()).collect()
}

#[test]
fn an_assessment_is_what_the_tariff_makes_of_the_quantities() {
    let mut world = World::charging();
    world.until_decision().assess();

    let fee = world.case().fee().unwrap();

    // 120.5 x 15 000 + 10 x 333.
    assert_eq!(fee.total_rupiah, 1_810_830);
    assert_eq!(fee.lines[0].amount(), "1807500");
    assert_eq!(fee.reference, PaymentReference::new(2025, 1));
    assert_eq!(fee.basis.citation().text, "Perda 1/2024");
    assert_eq!(fee.due.date.to_string(), "2025-03-09");
    assert_eq!(fee.by.as_ref().unwrap().as_str(), PENETAP);
}

#[test]
fn an_assessment_alone_does_not_stop_the_clock() {
    let mut world = World::charging();
    world.until_decision().assess();
    assert!(world.case().ledger.is_running());

    let done = complete("penetapan", None);
    world.act(&Acting::Officer(&usual(PENETAP)), &done).unwrap();

    let last = world.case().ledger.entries().last().unwrap();
    assert_eq!((&last.change, &last.holder), (&Change::Paused, &Holder::Applicant));
    assert_eq!(last.cause, cause::AWAITING_PAYMENT);
    assert_eq!(world.case().phase(), Phase::AwaitingApplicant);
}

#[test]
fn a_step_that_sets_the_fee_is_not_done_without_it() {
    let mut world = World::charging();
    world.until_decision();
    let penetap = usual(PENETAP);
    world.take(&penetap, "penetapan").unwrap();

    let done = world.act(&Acting::Officer(&penetap), &complete("penetapan", None));

    assert_eq!(done, Err("FEE_NOT_ASSESSED"));
}

#[test]
fn the_payment_completes_the_step_and_the_clock_runs_on_from_it() {
    let mut world = World::charging();
    world.until_payment().at("2025-03-05 10:00");
    let paid_at = wib("2025-03-05 08:00");

    let payment = world.payment(paid_at);
    world.act(&Acting::Officer(&bank()), &Command::Pay(payment)).unwrap();

    let resumed = world.case().ledger.entries().iter().find(|entry| entry.cause == cause::PAID);
    let resumed = resumed.unwrap();
    assert_eq!((&resumed.change, resumed.at), (&Change::Resumed, paid_at));
    assert!(world.case().task(&step("putusan")).is_some());
    let standing = &world.case().fee().unwrap().standing;
    assert!(matches!(standing, FeeStanding::Paid { transaction, .. } if transaction == "trx-1"));
}

#[test]
fn only_the_payment_system_reports_a_payment() {
    let mut world = World::charging();
    world.until_payment();
    let pay = Command::Pay(world.payment(world.now));
    let elsewhere = officer("bank-lain", &["settle:dinkes"]);

    let tries = [
        world.act(&Acting::Officer(&usual(PENETAP)), &pay),
        world.act(&Acting::Officer(&usual(KEPALA)), &pay),
        world.act(&Acting::Officer(&elsewhere), &pay),
        world.act(&Acting::Applicant, &pay),
        world.act(&Acting::System, &pay),
    ];

    assert!(tries.iter().all(|it| *it == Err("PAYMENT_SYSTEM_ONLY")));
}

#[test]
fn neither_less_nor_more_than_what_is_owed_is_taken() {
    let mut world = World::charging();
    world.until_payment();
    let exact = world.payment(world.now);

    for rupiah in [exact.rupiah - 1, exact.rupiah + 1, 0] {
        let payment = Payment { rupiah, ..exact.clone() };
        let paid = world.act(&Acting::Officer(&bank()), &Command::Pay(payment));
        assert_eq!(paid, Err("AMOUNT_DIFFERS"));
    }
}

#[test]
fn a_payment_lies_between_the_assessment_and_now() {
    let mut world = World::charging();
    world.until_payment();
    let (early, late) = (wib("2025-03-02 09:00"), world.now.plus_seconds(1));

    for paid_at in [early, late] {
        let pay = Command::Pay(world.payment(paid_at));
        assert_eq!(world.act(&Acting::Officer(&bank()), &pay), Err("PAID_AT_IMPOSSIBLE"));
    }
}

#[test]
fn what_is_paid_is_neither_paid_again_nor_taken_back() {
    let mut world = World::charging();
    world.until_payment().pay().unwrap();
    world.take(&usual(KEPALA), "putusan").unwrap();

    assert_eq!(world.pay(), Err("FEE_PAID"));
    let back = world.act(&Acting::Officer(&usual(PENETAP)), &cancel());
    assert_eq!(back, Err("STEP_NOT_OPEN"));
}

#[test]
fn an_applicant_does_not_hand_in_past_a_payment() {
    let mut world = World::charging();
    world.until_payment();

    let again = Command::Resubmit { form: sealed("form-2"), requirements_given: Vec::new() };

    assert_eq!(world.act(&Acting::Applicant, &again), Err("PAYMENT_AWAITED"));
}

#[test]
fn the_officer_gives_quantities_of_the_tariff_and_no_rupiah() {
    let mut world = World::charging();
    world.until_decision();
    let penetap = usual(PENETAP);
    world.take(&penetap, "penetapan").unwrap();
    let line = |code: &str| (Slug::parse(code).unwrap(), "1".parse().unwrap());
    let mut with = |quantities| {
        let assess = Command::AssessFee { step: step("penetapan"), quantities };
        world.act(&Acting::Officer(&penetap), &assess).unwrap_err()
    };

    assert_eq!(with(vec![line("taman")]), "TARIFF_LINE_UNKNOWN");
    assert_eq!(with(vec![line("luas"), line("luas")]), "TARIFF_LINE_REPEATED");
    assert_eq!(with(Vec::new()), "TARIFF_LINE_REQUIRED");
}

#[test]
fn a_fee_is_set_once_at_its_own_step_by_who_has_it() {
    let mut world = World::charging();
    world.submit();
    let loket = usual(LOKET);
    world.take(&loket, "periksa").unwrap();
    let elsewhere = Command::AssessFee { step: step("periksa"), quantities: Vec::new() };
    assert_eq!(world.act(&Acting::Officer(&loket), &elsewhere), Err("NOT_AN_ASSESSMENT"));
    assert_eq!(world.act(&Acting::Officer(&loket), &assessment()), Err("STEP_NOT_OPEN"));

    let mut world = World::charging();
    world.until_decision().assess();

    let again = world.act(&Acting::Officer(&usual(PENETAP)), &assessment());
    assert_eq!(again, Err("FEE_ASSESSED"));
    let other = world.act(&Acting::Officer(&usual(LOKET)), &assessment());
    assert_eq!(other, Err("DUTY_MISSING"));
}

#[test]
fn a_cancelled_assessment_is_not_owed_and_gives_way_to_another() {
    let mut world = World::charging();
    world.until_payment();
    let old = world.payment(world.now);
    let penetap = usual(PENETAP);

    world.act(&Acting::Officer(&penetap), &cancel()).unwrap();

    assert!(world.case().ledger.is_running(), "nothing is owed, so the agency has it");
    let paid = world.act(&Acting::Officer(&bank()), &Command::Pay(old));
    assert_eq!(paid, Err("FEE_CANCELLED"));
    world.act(&Acting::Officer(&penetap), &assessment()).unwrap();
    assert!(world.case().ledger.is_paused());
    assert_eq!(world.case().fee().unwrap().reference, PaymentReference::new(2025, 2));
    let last = ["awaiting_payment", "fee_cancelled", "awaiting_payment"];
    assert!(causes(&world).ends_with(&last), "{:?}", causes(&world));
}

#[test]
fn the_reminder_and_the_lapse_come_once_each_at_their_lawful_instants() {
    let mut world = World::charging();
    world.until_payment().at("2025-03-20 08:00").pass_time();
    world.pass_time();

    assert_eq!((world.count("permits.fee_reminded"), world.count("permits.fee_lapsed")), (1, 1));
    let fee = world.case().fee().unwrap();
    assert_eq!(fee.reminded, Some(wib("2025-03-08 00:00")));
    assert_eq!(fee.standing, FeeStanding::Lapsed { effective_at: wib("2025-03-10 00:00") });
}

#[test]
fn the_clock_runs_on_when_the_assessment_lapses() {
    let mut world = World::charging();
    world.until_payment().at("2025-03-10 08:00").pass_time();

    let resumed = world.case().ledger.entries().last().unwrap();
    assert_eq!((&resumed.change, resumed.at), (&Change::Resumed, wib("2025-03-10 00:00")));
    assert_eq!(resumed.cause, cause::FEE_LAPSED);
    assert_eq!(world.case().phase(), Phase::InProcess);
}

/// Five working days were left: 10 to 14 March.
#[test]
fn who_leaves_a_lapsed_case_lying_breaches_the_time() {
    let mut world = World::charging();
    world.until_payment().at("2025-04-30 08:00").pass_time();

    assert_eq!(world.count("permits.deadline_breached"), 1);
    assert!(matches!(world.case().state, State::Approved { .. }), "deemed approved");
}

#[test]
fn what_was_paid_in_time_counts_also_when_told_late() {
    let mut world = World::charging();
    world.until_payment().at("2025-03-11 08:00").pass_time();
    let late = Command::Pay(world.payment(wib("2025-03-10 09:00")));
    assert_eq!(world.act(&Acting::Officer(&bank()), &late), Err("FEE_LAPSED"));

    let in_time = Command::Pay(world.payment(wib("2025-03-09 23:00")));
    world.act(&Acting::Officer(&bank()), &in_time).unwrap();

    assert!(world.case().has_paid());
    assert!(world.case().task(&step("putusan")).is_some());
}

#[test]
fn a_case_is_closed_only_when_its_fee_lapsed() {
    let mut world = World::charging();
    world.until_payment();
    let penetap = usual(PENETAP);
    assert_eq!(world.act(&Acting::Officer(&penetap), &close()), Err("FEE_NOT_LAPSED"));

    world.at("2025-03-10 08:00");
    world.act(&Acting::Officer(&penetap), &close()).unwrap();

    assert_eq!(world.case().phase(), Phase::Closed);
    assert!(world.case().ledger.is_stopped());
    assert_eq!(causes(&world).last(), Some(&cause::UNPAID));
    let late =
        world.act(&Acting::Officer(&bank()), &Command::Pay(world.payment(wib("2025-03-09 08:00"))));
    assert_eq!(late, Err("ALREADY_DECIDED"));
}

#[test]
fn a_payment_made_early_lets_the_case_pass_without_a_pause() {
    let mut world = World::charging();
    world.until_decision().assess().pay().unwrap();

    let done = complete("penetapan", None);
    let events = world.act(&Acting::Officer(&usual(PENETAP)), &done).unwrap();

    assert!(events.iter().any(|event| matches!(event, Event::PaymentPassed(_))));
    assert!(!causes(&world).contains(&cause::AWAITING_PAYMENT));
    assert!(world.case().task(&step("putusan")).is_some());
}

#[test]
fn a_withdrawn_case_owes_nothing() {
    let mut world = World::charging();
    world.until_payment();
    let pay = Command::Pay(world.payment(world.now));

    world.act(&Acting::Applicant, &Command::Withdraw { reason: None }).unwrap();

    assert_eq!(world.case().wakes_at(), None);
    assert_eq!(world.act(&Acting::Officer(&bank()), &pay), Err("ALREADY_DECIDED"));
}
