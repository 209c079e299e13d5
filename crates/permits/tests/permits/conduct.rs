//! Conflicts of interest, and tasks that a superior gives to another.

use access::Officer;
use permits::{
    Acting, Command, ConflictKind, Declaration, Event, Purpose, ReassignReason, ReleaseReason,
};

use crate::world::{
    KEPALA, LOKET, TEKNIS, VERIFIKATOR, World, complete, officer, sealed, step, submission,
    supervisor, usual,
};

const VERIFIES: &str = "execute:dpmptsp/perizinan/verifikator";

fn declare(world: &mut World, officer: &Officer, id: &str) -> Result<Vec<Event>, &'static str> {
    let note = sealed("conflict");
    let declaration = Declaration::Conflict { kind: ConflictKind::Family, note };
    let take = Command::Take { step: step(id), overtake: None, is_oldest: true, declaration };
    world.act(&Acting::Officer(officer), &take)
}

fn reassign(
    world: &mut World,
    by: &Officer,
    to: &Officer,
    reason: ReassignReason,
) -> Result<Vec<Event>, &'static str> {
    let to_is_related = world.related.contains(&to.person);
    let (to, note, step) = (Box::new(to.clone()), sealed("why"), step("verifikasi"));
    let command = Command::Reassign { step, to, to_is_related, reason, note };
    world.act(&Acting::Officer(by), &command)
}

fn verifying() -> World {
    let mut world = World::new();
    world.submit().accept();
    world
}

#[test]
fn who_declares_a_conflict_does_not_get_the_task_and_is_out_of_the_whole_case() {
    let mut world = verifying();
    let person = officer("budi", &[VERIFIES, "execute:dpmptsp/pimpinan/kepala"]);

    let events = declare(&mut world, &person, "verifikasi").unwrap();

    assert_eq!(events[0].kind(), "permits.conflict_declared");
    let task = world.case().task(&step("verifikasi")).unwrap();
    assert_eq!(task.taken_by, None);
    assert!(world.case().barred(task).contains(&person.person));
    assert_eq!(world.take(&person, "verifikasi"), Err("CONFLICT_OF_INTEREST"));
    world.verify().recommend().inspect();
    assert_eq!(world.take(&person, "putusan"), Err("CONFLICT_OF_INTEREST"));
}

#[test]
fn a_conflict_found_while_working_puts_the_task_back() {
    let mut world = verifying();
    let verifier = usual(VERIFIKATOR);
    world.take(&verifier, "verifikasi").unwrap();

    declare(&mut world, &verifier, "verifikasi").unwrap();

    let command = complete("verifikasi", Some("sesuai"));
    assert_eq!(world.act(&Acting::Officer(&verifier), &command), Err("CONFLICT_OF_INTEREST"));
    assert_eq!(world.take(&officer("lain", &[VERIFIES]), "verifikasi").map(|it| it.len()), Ok(1));
}

#[test]
fn only_who_could_do_the_step_declares_on_it() {
    let mut world = verifying();

    assert_eq!(declare(&mut world, &usual(TEKNIS), "verifikasi"), Err("DUTY_MISSING"));
}

#[test]
fn a_matching_number_bars_without_a_word_of_the_officer() {
    let mut world = verifying();
    let cousin = usual(VERIFIKATOR);
    world.related.insert(cousin.person.clone());

    assert_eq!(world.take(&cousin, "verifikasi"), Err("CONFLICT_OF_INTEREST"));
    assert_eq!(world.take(&cousin, "verifikasi"), Err("CONFLICT_OF_INTEREST"));

    assert_eq!(world.count("permits.conflict_matched"), 1);
    let [conflict] = world.case().conflicts.as_slice() else { panic!("one conflict") };
    assert_eq!((conflict.kind, &conflict.note), (ConflictKind::Matched, &None));
    assert_eq!(conflict.unit.unit.as_str(), "perizinan");
}

#[test]
fn a_number_registered_later_takes_the_task_off_the_desk() {
    let mut world = verifying();
    let cousin = usual(VERIFIKATOR);
    world.take(&cousin, "verifikasi").unwrap();
    world.related.insert(cousin.person.clone());

    let command = complete("verifikasi", Some("sesuai"));
    assert_eq!(world.act(&Acting::Officer(&cousin), &command), Err("CONFLICT_OF_INTEREST"));

    assert_eq!(world.case().task(&step("verifikasi")).unwrap().taken_by, None);
}

#[test]
fn the_rule_stands_also_where_nobody_noted_the_match() {
    let mut world = verifying();
    let cousin = usual(VERIFIKATOR);
    world.take(&cousin, "verifikasi").unwrap();
    world.related.insert(cousin.person.clone());

    let read = Command::ReadForm { purpose: Purpose::Verification };
    let refused = world.act_without_the_store(&Acting::Officer(&cousin), &read);

    assert_eq!(refused, Err("CONFLICT_OF_INTEREST"));
}

#[test]
fn a_supervisor_gives_a_task_to_an_officer_who_then_declares() {
    let mut world = verifying();
    world.take(&usual(VERIFIKATOR), "verifikasi").unwrap();
    let (boss, other) = (supervisor("dpmptsp/perizinan"), officer("lain", &[VERIFIES]));

    reassign(&mut world, &boss, &other, ReassignReason::Absence).unwrap();

    let acting = Acting::Officer(&other);
    let command = complete("verifikasi", Some("sesuai"));
    let read = Command::ReadForm { purpose: Purpose::Verification };
    assert_eq!(world.act(&acting, &command), Err("DECLARATION_REQUIRED"));
    assert_eq!(world.act(&acting, &read), Err("DECLARATION_REQUIRED"));
    assert_eq!(world.take(&usual(VERIFIKATOR), "verifikasi"), Err("TASK_TAKEN"));
    world.take_with(&other, "verifikasi", None, false).unwrap();
    assert!(world.act(&acting, &command).is_ok());
}

#[test]
fn an_assigned_officer_may_still_declare_a_conflict() {
    let mut world = verifying();
    world.take(&usual(VERIFIKATOR), "verifikasi").unwrap();
    let (boss, other) = (supervisor("dpmptsp/perizinan"), officer("lain", &[VERIFIES]));
    reassign(&mut world, &boss, &other, ReassignReason::Workload).unwrap();

    declare(&mut world, &other, "verifikasi").unwrap();

    let task = world.case().task(&step("verifikasi")).unwrap();
    assert_eq!((&task.taken_by, task.assigned), (&None, false));
}

#[test]
fn a_task_is_reassigned_by_the_units_supervisor_only() {
    let mut world = verifying();
    let other = officer("lain", &[VERIFIES]);
    let elsewhere = supervisor("dpmptsp/pelayanan");
    let boss = officer("atasan", &["supervise:dpmptsp/perizinan", VERIFIES]);
    let away = ReassignReason::Absence;

    assert_eq!(reassign(&mut world, &boss, &other, away), Err("TASK_NOT_TAKEN"));
    world.take(&usual(VERIFIKATOR), "verifikasi").unwrap();
    assert_eq!(reassign(&mut world, &elsewhere, &other, away), Err("SUPERVISOR_ONLY"));
    assert_eq!(reassign(&mut world, &other, &usual(KEPALA), away), Err("SUPERVISOR_ONLY"));
    assert_eq!(reassign(&mut world, &boss, &boss, away), Err("REASSIGNED_TO_SELF"));
    let verifier = usual(VERIFIKATOR);
    assert_eq!(reassign(&mut world, &boss, &verifier, away), Err("TASK_TAKEN"));
}

#[test]
fn every_rule_of_taking_holds_for_who_is_named() {
    let mut world = World::new();
    let mut submission = submission();
    submission.assisted_by = Some(officer("pembantu", &[]).person);
    world.file(&submission).unwrap();
    world.accept();
    world.take(&usual(VERIFIKATOR), "verifikasi").unwrap();
    let boss = supervisor("dpmptsp/perizinan");
    let cousin = officer("sepupu", &[VERIFIES]);
    world.related.insert(cousin.person.clone());
    let unsuitable = [usual(LOKET), officer("pembantu", &[VERIFIES]), cousin];

    for named in unsuitable {
        let refused = reassign(&mut world, &boss, &named, ReassignReason::Workload);
        assert_eq!(refused, Err("OFFICER_UNSUITABLE"), "{}", named.person);
    }
}

#[test]
fn who_is_replaced_for_a_conflict_is_out_for_good() {
    let mut world = verifying();
    let verifier = usual(VERIFIKATOR);
    world.take(&verifier, "verifikasi").unwrap();
    let (boss, other) = (supervisor("dpmptsp/perizinan"), officer("lain", &[VERIFIES]));

    reassign(&mut world, &boss, &other, ReassignReason::ConflictOfInterest).unwrap();
    world.take(&other, "verifikasi").unwrap();
    let release = Command::Release { step: step("verifikasi"), reason: ReleaseReason::Workload };
    world.act(&Acting::Officer(&other), &release).unwrap();

    assert_eq!(world.take(&verifier, "verifikasi"), Err("CONFLICT_OF_INTEREST"));
}

#[test]
fn a_supervisor_with_a_conflict_decides_nothing_for_others() {
    let mut world = verifying();
    world.take(&usual(VERIFIKATOR), "verifikasi").unwrap();
    let boss = supervisor("dpmptsp/perizinan");
    world.related.insert(boss.person.clone());
    let release = Command::Release { step: step("verifikasi"), reason: ReleaseReason::Absence };

    assert_eq!(world.act(&Acting::Officer(&boss), &release), Err("CONFLICT_OF_INTEREST"));
    let refused =
        reassign(&mut world, &boss, &officer("lain", &[VERIFIES]), ReassignReason::Absence);
    assert_eq!(refused, Err("CONFLICT_OF_INTEREST"));
}

#[test]
fn a_purpose_that_opens_more_needs_the_task_for_it() {
    let mut world = verifying();
    let verifier = usual(VERIFIKATOR);
    world.take(&verifier, "verifikasi").unwrap();
    let acting = Acting::Officer(&verifier);

    for purpose in [Purpose::Inspection, Purpose::Issuance, Purpose::Delivery] {
        let read = Command::ReadForm { purpose };
        assert_eq!(world.act(&acting, &read), Err("PURPOSE_UNFIT"), "{purpose:?}");
    }
}
