//! What the law brings, exactly once, also after a downtime.

use calendar::{
    Amendment, Calendar, CalendarRecord, Change, HolidayChange, HolidayKind, Zone, national,
};
use permits::{Acting, Command, Event, Grant, Phase, State};

use crate::world::{
    KEPALA, LOKET, PENERBIT, VERIFIKATOR, World, complete, sealed, step, supervisor, usual, wib,
};

const ESCALATES: (&str, &str) = ("rule = \"deemed-approval\"", "rule = \"escalation\"");

fn reject() -> Command {
    Command::Reject { step: step("putusan"), ground: sealed("ground") }
}

/// Complete on Monday 3 March 2025; due on Monday the 10th, 15.00 (Ramadan).
fn running() -> World {
    let mut world = World::new();
    world.until_decision();
    world
}

#[test]
fn the_deadline_is_the_close_of_office_of_the_last_day() {
    let world = running();

    let deadline = world.case().timer.clone().unwrap().deadline;

    assert_eq!(deadline.date.to_string(), "2025-03-10");
    assert_eq!(deadline.at, wib("2025-03-10 15:00"));
}

#[test]
fn the_warning_comes_when_a_fifth_is_left_and_only_once() {
    let mut world = running();
    // One of five days left: the close of office of Friday the 7th.
    let warn_at = world.case().wakes_at().unwrap();
    assert_eq!(warn_at.micros(), wib("2025-03-07 15:30").micros());

    world.now = warn_at;
    let first: Vec<_> = world.pass_time().iter().map(Event::kind).collect();

    assert_eq!(first, ["permits.deadline_warned"]);
    assert_eq!(world.pass_time(), []);
}

#[test]
fn a_service_may_set_its_own_warning() {
    let mut world =
        World::where_service("lapse = {", "warn_before = { working_days = 3 }\nlapse = {");

    world.until_decision();

    assert_eq!(world.case().wakes_at(), Some(wib("2025-03-05 15:00")));
}

#[test]
fn at_the_last_lawful_instant_nothing_is_late() {
    let mut world = running();
    world.at("2025-03-10 15:00").pass_time();

    assert_eq!(world.count("permits.deadline_breached"), 0);
    world.does(KEPALA, "putusan", reject());
    assert_eq!(world.case().phase(), Phase::Rejected);
}

#[test]
fn when_the_time_has_passed_the_law_has_granted() {
    let mut world = running();

    world.at("2025-03-12 08:00").pass_time();

    assert_eq!(
        world.kinds()[world.journal.len() - 3..],
        ["permits.deadline_warned", "permits.deadline_breached", "permits.deemed_approved"]
    );
    let State::Approved { grant: Grant::ByLaw { effective_at, recorded_at } } = world.case().state
    else {
        panic!("not granted: {:?}", world.case().state);
    };
    assert_eq!(effective_at, wib("2025-03-10 15:00"));
    assert_eq!(recorded_at, wib("2025-03-12 08:00"));
    assert_eq!(world.case().phase(), Phase::DeemedApproved);
}

#[test]
fn after_a_downtime_a_late_rejection_is_refused() {
    let mut world = running();
    let head = usual(KEPALA);
    world.take(&head, "putusan").unwrap();
    world.at("2025-03-12 08:00");

    let refused = world.act_without_the_store(&Acting::Officer(&head), &reject());
    assert_eq!(refused, Err("ALREADY_DEEMED_APPROVED"));
    let refused = world.act(&Acting::Officer(&head), &reject());
    assert_eq!(refused, Err("ALREADY_DEEMED_APPROVED"));
    let other = complete("putusan", Some("tolak"));
    assert_eq!(world.act(&Acting::Officer(&head), &other), Err("ALREADY_DEEMED_APPROVED"));
}

#[test]
fn what_the_law_brings_comes_first_also_without_the_store() {
    let mut world = World::where_service(ESCALATES.0, ESCALATES.1);
    world.until_decision();
    let head = usual(KEPALA);
    world.take(&head, "putusan").unwrap();
    world.at("2025-03-12 08:00");

    let events = world.act_without_the_store(&Acting::Officer(&head), &reject()).unwrap();

    let kinds: Vec<_> = events.iter().map(Event::kind).collect();
    assert_eq!(
        kinds,
        [
            "permits.deadline_warned",
            "permits.deadline_breached",
            "permits.escalated",
            "permits.rejected"
        ]
    );
    assert_eq!(world.refolded().as_ref(), world.application.as_ref());
}

#[test]
fn the_licence_deemed_granted_is_still_to_be_issued() {
    let mut world = running();
    world.at("2025-03-12 08:00").pass_time();

    let tasks: Vec<_> = world.case().open_tasks().map(|task| task.step.as_str()).collect();
    assert_eq!(tasks, ["penerbitan"]);

    world.issue();
    assert_eq!(world.case().phase(), Phase::Issued);
    assert!(matches!(world.case().state, State::Issued { grant: Some(Grant::ByLaw { .. }), .. }));
    let withdraw = Command::Withdraw { reason: None };
    assert_eq!(world.act(&Acting::Applicant, &withdraw), Err("ALREADY_DEEMED_APPROVED"));
}

#[test]
fn where_the_rule_is_escalation_the_case_stays_undecided() {
    let mut world = World::where_service(ESCALATES.0, ESCALATES.1);
    world.until_decision();

    world.at("2025-03-12 08:00").pass_time();

    assert_eq!(world.case().fired.escalated, Some(wib("2025-03-10 15:00")));
    assert_eq!(world.case().phase(), Phase::InProcess);
    world.does(KEPALA, "putusan", reject());
    assert_eq!(world.case().phase(), Phase::Rejected);
}

#[test]
fn an_approved_case_that_is_issued_late_is_late_and_nothing_more() {
    let mut world = running();
    world.approve().at("2025-03-12 08:00").pass_time();

    assert_eq!(world.count("permits.deadline_breached"), 1);
    assert_eq!(world.count("permits.deemed_approved"), 0);
    assert_eq!(world.case().phase(), Phase::Approved);
}

#[test]
fn nothing_fires_while_the_applicant_has_the_file() {
    let mut world = World::new();
    world.submit().accept().give_back(VERIFIKATOR, "verifikasi", &["ktp"]);

    world.at("2025-06-02 08:00");

    assert_eq!(world.case().wakes_at(), None);
    assert_eq!(world.pass_time(), []);
}

#[test]
fn a_pause_never_resets_the_clock() {
    let mut world = World::new();
    world.submit().accept();
    // Four of five days used (4th to 7th), then a month with the applicant.
    world.at("2025-03-10 09:00").give_back(VERIFIKATOR, "verifikasi", &["ktp"]);
    world.at("2025-04-14 09:00").resubmit();

    let deadline = world.case().timer.clone().unwrap().deadline;

    assert_eq!(deadline.date.to_string(), "2025-04-15");
}

#[test]
fn a_breach_is_recorded_once_whatever_comes_after() {
    let mut world = World::where_service(ESCALATES.0, ESCALATES.1);
    world.submit().accept();
    world.at("2025-03-20 09:00").give_back(VERIFIKATOR, "verifikasi", &["ktp"]);
    world.at("2025-04-14 09:00").resubmit();
    world.at("2025-05-14 09:00").pass_time();

    assert_eq!(world.count("permits.deadline_breached"), 1);
    assert_eq!(world.count("permits.escalated"), 1);
    assert_eq!(world.case().wakes_at(), None);
}

#[test]
fn joint_leave_declared_in_mid_year_moves_the_date_and_is_recorded() {
    let mut world = World::where_service("working_days = 5", "working_days = 3");
    world.at("2025-08-14 09:00").submit().accept();
    assert_eq!(world.case().timer.clone().unwrap().deadline.date.to_string(), "2025-08-19");

    let amended = national::edition("skb-2025-perubahan").unwrap();
    let record = world.calendar.record().load(amended).unwrap();
    world.calendar = Calendar::compile(&record);
    let events = world.pass_time();

    let [Event::CalendarAmended(amended)] = events.as_slice() else { panic!("{events:?}") };
    let Change::CalendarAmended { old, new, .. } = amended.entry.change else {
        panic!("{:?}", amended.entry);
    };
    assert_eq!(old, Some("2025-08-19".parse().unwrap()));
    assert_eq!(new, Some("2025-08-20".parse().unwrap()));
    assert_eq!(world.case().timer.clone().unwrap().deadline.date.to_string(), "2025-08-20");
    assert_eq!(world.pass_time(), []);
}

#[test]
fn a_withdrawn_holiday_brings_no_deadline_forward() {
    let mut world = running();
    let amendment = |change| Amendment {
        date: "2025-03-07".parse().unwrap(),
        name: "Libur daerah".to_owned(),
        decree: "Keputusan Bupati 1/2025".to_owned(),
        kind: HolidayKind::Local,
        change,
    };
    let declared = world.calendar.record().amend(&amendment(HolidayChange::Declare)).unwrap();
    world.calendar = Calendar::compile(&declared);
    world.pass_time();
    assert_eq!(world.case().timer.clone().unwrap().deadline.date.to_string(), "2025-03-11");

    let withdrawn = declared.amend(&amendment(HolidayChange::Withdraw)).unwrap();
    world.calendar = Calendar::compile(&withdrawn);

    assert_eq!(world.pass_time(), []);
    assert_eq!(world.case().timer.clone().unwrap().deadline.date.to_string(), "2025-03-11");
}

#[test]
fn the_calendar_is_looked_at_before_the_deadline() {
    let mut world = running();
    let amendment = Amendment {
        date: "2025-03-10".parse().unwrap(),
        name: "Libur daerah".to_owned(),
        decree: "Keputusan Bupati 1/2025".to_owned(),
        kind: HolidayKind::Local,
        change: HolidayChange::Declare,
    };
    let record = world.calendar.record().amend(&amendment).unwrap();
    world.calendar = Calendar::compile(&record);

    // The program was down when the old deadline passed; the new one is at 15.00.
    world.at("2025-03-11 09:00").pass_time();

    assert_eq!(world.count("permits.deadline_breached"), 0);
    assert_eq!(world.count("permits.calendar_amended"), 1);
}

#[test]
fn a_provisional_deadline_fires_nothing_until_its_year_is_decreed() {
    let mut world = World::new();
    world.at("2025-12-29 09:00").until_decision();
    let timer = world.case().timer.clone().unwrap();
    assert!(timer.deadline.provisional.is_some());
    assert_eq!(world.case().wakes_at(), None);
    world.at("2026-02-02 09:00");
    assert_eq!(world.pass_time(), []);

    let full = CalendarRecord::national(Zone::Wib);
    world.calendar = Calendar::compile(&full);
    let kinds: Vec<_> = world.pass_time().iter().map(Event::kind).collect();

    assert_eq!(
        kinds,
        [
            "permits.calendar_amended",
            "permits.deadline_warned",
            "permits.deadline_breached",
            "permits.deemed_approved"
        ]
    );
}

#[test]
fn after_the_breach_no_calendar_unmakes_it() {
    let mut world = running();
    world.at("2025-03-12 08:00").pass_time();
    let record = CalendarRecord::national(Zone::Wib);
    world.calendar = Calendar::compile(&record);

    assert_eq!(world.pass_time(), []);
}

#[test]
fn the_law_ends_a_proposed_return() {
    let mut world = World::new();
    world.submit().accept().give_back(VERIFIKATOR, "verifikasi", &["ktp"]).resubmit();
    let command =
        Command::Return { step: step("verifikasi"), defects: vec![crate::world::defect("foto")] };
    world.does(VERIFIKATOR, "verifikasi", command);
    world.at("2025-03-20 08:00").pass_time();

    let endorse = Command::EndorseReturn { approve: true, reason: sealed("word") };
    let word = supervisor("dpmptsp/perizinan");
    assert_eq!(world.act(&Acting::Officer(&word), &endorse), Err("NO_RETURN_PROPOSED"));
    assert_eq!(world.case().phase(), Phase::DeemedApproved);
}

#[test]
fn the_clock_stops_with_the_licence() {
    let mut world = running();
    world.approve().issue();

    assert!(world.case().ledger.is_stopped());
    world.at("2025-06-02 08:00");
    assert_eq!(world.pass_time(), []);
    world.does(LOKET, "penyerahan", complete("penyerahan", None));
    assert!(world.case().is_over());
    assert_eq!(world.take(&usual(PENERBIT), "penerbitan"), Err("CASE_ENDED"));
}
