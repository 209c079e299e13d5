//! Messages: through the case only, from who has it in hand, and not without end.

use permits::{Acting, Command, MOST_MESSAGES, MOST_MESSAGES_A_DAY, Writer};

use crate::world::{LOKET, VERIFIKATOR, World, defect, sealed, step, usual};

fn post(requirement: Option<&str>) -> Command {
    Command::PostMessage {
        text: sealed("message"),
        requirement: requirement.map(ToOwned::to_owned),
    }
}

/// On the verifier's desk.
pub(crate) fn being_verified() -> World {
    let mut world = World::new();
    world.submit().accept();
    world.take(&usual(VERIFIKATOR), "verifikasi").unwrap();
    world
}

/// Asked by the verifier, answered by the applicant.
pub(crate) fn asked_and_answered() -> World {
    let mut world = being_verified();
    world.act(&Acting::Officer(&usual(VERIFIKATOR)), &post(Some("ktp"))).unwrap();
    world.act(&Acting::Applicant, &post(None)).unwrap();
    world
}

#[test]
fn the_office_is_remembered_as_office_and_person() {
    let world = asked_and_answered();

    let [asked, answered] = world.case().messages.as_slice() else { panic!("two were posted") };
    let Writer::Office { executor, by } = &asked.from else { panic!("the office asked") };
    assert_eq!(executor.to_string(), "dpmptsp/perizinan/verifikator");
    assert_eq!(by.as_str(), VERIFIKATOR);
    assert_eq!(asked.requirement.as_deref(), Some("ktp"));
    assert_eq!(answered.from, Writer::Applicant);
    assert_eq!(world.case().unanswered(), 1);
}

#[test]
fn only_what_the_standard_lists_is_asked_for() {
    let mut world = being_verified();

    let asked = world.act(&Acting::Officer(&usual(VERIFIKATOR)), &post(Some("surat-rt")));

    assert_eq!(asked, Err("REQUIREMENT_NOT_LISTED"));
}

#[test]
fn who_holds_no_task_writes_nothing() {
    let mut world = being_verified();

    let by_another = world.act(&Acting::Officer(&usual(LOKET)), &post(None));
    let by_nobody = world.act(&Acting::Public, &post(None));

    assert_eq!(by_another, Err("NO_TASK_HELD"));
    assert_eq!(by_nobody, Err("APPLICANT_ONLY"));
}

#[test]
fn a_message_moves_neither_file_nor_clock() {
    let mut world = being_verified();
    let before = world.case().clone();

    world.act(&Acting::Officer(&usual(VERIFIKATOR)), &post(Some("ktp"))).unwrap();

    let after = world.case();
    assert_eq!(
        (&after.ledger, &after.run, &after.timer),
        (&before.ledger, &before.run, &before.timer)
    );
}

#[test]
fn each_side_has_a_day_s_worth_of_messages() {
    let mut world = being_verified();
    for _ in 0..MOST_MESSAGES_A_DAY {
        world.act(&Acting::Applicant, &post(None)).unwrap();
    }

    let one_more = world.act(&Acting::Applicant, &post(None));
    let other_side = world.act(&Acting::Officer(&usual(VERIFIKATOR)), &post(None));
    world.at("2025-03-04 09:01");
    let next_day = world.act(&Acting::Applicant, &post(None));

    assert_eq!(one_more, Err("TOO_MANY_MESSAGES"));
    assert!(other_side.is_ok() && next_day.is_ok());
}

#[test]
fn a_case_has_a_bounded_number_of_messages() {
    let mut world = World::where_service("rule = \"deemed-approval\"", "rule = \"escalation\"");
    world.submit();
    for _ in 0..MOST_MESSAGES {
        world.now = world.now.plus_seconds(3 * 3600);
        world.act(&Acting::Applicant, &post(None)).unwrap();
    }
    world.now = world.now.plus_seconds(3 * 24 * 3600);

    assert_eq!(world.act(&Acting::Applicant, &post(None)), Err("TOO_MANY_MESSAGES"));
}

#[test]
fn a_case_that_has_ended_is_not_written_to() {
    let mut world = World::new();
    world.submit();
    world.act(&Acting::Applicant, &Command::Withdraw { reason: None }).unwrap();

    assert_eq!(world.act(&Acting::Applicant, &post(None)), Err("CASE_ENDED"));
}

#[test]
fn a_question_is_no_return_and_a_return_is_no_question() {
    let mut world = asked_and_answered();
    let step = step("verifikasi");

    let returned = Command::Return { step, defects: vec![defect("ktp")] };
    world.act(&Acting::Officer(&usual(VERIFIKATOR)), &returned).unwrap();

    assert_eq!(world.case().messages.len(), 2);
    assert!(world.case().awaits_applicant());
}
