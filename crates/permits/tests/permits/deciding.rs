//! From filing to the licence, and what is final on the way.

use permits::{Acting, Command, Grant, Phase, State};

use crate::world::{
    KEPALA, LOKET, PEMERIKSA, PENERBIT, SERVICE, SOP, TEKNIS, VERIFIKATOR, World, complete, sealed,
    step, submission, usual, wib,
};

/// Puts the decision before the completeness check, which no rule of procedures forbids.
const DECIDES_FIRST: &str = include_str!("data/decides-first.sop.toml");

const WAITS: &str = r#"
[[step]]
id = "menunggu"
name = "Melengkapi"
name_en = "Complete the file"
kind = "applicant"
next = "putusan"
"#;

#[test]
fn a_case_goes_from_submission_to_issue() {
    let mut world = World::new();

    world.until_decision().approve().issue();
    world.does(LOKET, "penyerahan", complete("penyerahan", None));

    assert_eq!(world.case().phase(), Phase::Issued);
    assert!(world.case().is_over());
    assert_eq!(world.case().licence().unwrap().number, "503/0001/IZC/DPMPTSP/III/2025");
    assert_eq!(world.refolded().as_ref(), world.application.as_ref());
}

#[test]
fn no_lawful_clock_runs_before_completeness() {
    let mut world = World::new();

    world.submit();

    assert_eq!(world.case().phase(), Phase::Submitted);
    assert_eq!(world.case().ledger.started(), None);
    assert_eq!(world.case().wakes_at(), None);
}

#[test]
fn completeness_starts_the_clock_with_the_time_of_the_standard() {
    let mut world = World::new();

    world.submit().at("2025-03-04 10:00").accept();

    // Five working days after Tuesday: Wednesday to Friday, Monday, Tuesday.
    let timer = world.case().timer.clone().unwrap();
    assert_eq!(timer.deadline.date.to_string(), "2025-03-11");
    assert_eq!(world.case().accepted_at, Some(wib("2025-03-04 10:00")));
    assert_eq!(world.case().queue_order(), wib("2025-03-04 10:00"));
}

#[test]
fn without_a_completeness_check_filing_starts_the_clock() {
    let sop = SOP.replace("effect = \"complete\"\n", "");
    let mut world = World::with(&sop, SERVICE);

    world.submit();

    assert_eq!(world.case().phase(), Phase::InProcess);
    assert_eq!(world.case().ledger.started(), Some(world.now));
}

#[test]
fn a_requirement_that_the_standard_does_not_list_cannot_be_given() {
    let mut world = World::new();
    let mut submission = submission();
    submission.requirements_given = vec!["surat-lain".to_owned()];

    assert_eq!(world.file(&submission), Err("REQUIREMENT_NOT_LISTED"));

    submission.requirements_given = vec!["ktp".to_owned(), "ktp".to_owned()];
    assert_eq!(world.file(&submission), Err("REQUIREMENT_REPEATED"));
}

#[test]
fn a_service_does_not_run_on_the_procedure_of_another() {
    let mut world = World::with(&SOP.replace("version = 1", "version = 2"), SERVICE);

    assert_eq!(world.file(&submission()), Err("VERSION_MISMATCH"));
}

#[test]
fn a_case_stays_on_the_version_with_which_it_began() {
    let mut world = World::new();
    world.submit();
    world.service =
        standards::Service::parse(&SERVICE.replacen("version = 1", "version = 2", 1)).unwrap();

    let taken = world.case().decide(
        &Acting::Officer(&usual(LOKET)),
        &Command::Take {
            step: step("periksa"),
            overtake: None,
            is_oldest: true,
            declaration: permits::Declaration::NoConflict,
        },
        &world.context(),
    );

    assert_eq!(taken.unwrap_err().reason(), "VERSION_MISMATCH");
}

#[test]
fn a_decision_needs_its_reason() {
    let mut world = World::new();
    world.submit().accept();
    let verifier = usual(VERIFIKATOR);
    world.take(&verifier, "verifikasi").unwrap();
    let complete = |outcome: Option<&str>, reason| Command::Complete {
        step: step("verifikasi"),
        outcome: outcome.map(str::to_owned),
        reason,
    };

    let acting = Acting::Officer(&verifier);
    assert_eq!(world.act(&acting, &complete(Some("sesuai"), None)), Err("REASON_REQUIRED"));
    assert_eq!(world.act(&acting, &complete(None, Some(sealed("why")))), Err("OUTCOME_MISSING"));
    assert_eq!(
        world.act(&acting, &complete(Some("entah"), Some(sealed("why")))),
        Err("OUTCOME_UNKNOWN")
    );
    assert!(world.act(&acting, &complete(Some("sesuai"), Some(sealed("why")))).is_ok());
}

#[test]
fn an_act_of_law_is_the_same_by_its_own_command_and_by_its_outcome() {
    let mut world = World::new();
    world.until_decision();
    world.does(KEPALA, "putusan", complete("putusan", Some("tolak")));

    let State::Rejected { ground, .. } = &world.case().state else {
        panic!("not rejected: {:?}", world.case().state);
    };
    assert_eq!(ground, &sealed("why"));
    assert!(world.case().ledger.is_stopped());
}

#[test]
fn a_rejection_is_final() {
    let mut world = World::new();
    world.until_decision();
    let reject = Command::Reject { step: step("putusan"), ground: sealed("ground") };
    world.does(KEPALA, "putusan", reject.clone());

    let head = usual(KEPALA);
    let approve = Command::Approve { step: step("putusan"), reason: sealed("why") };
    assert_eq!(world.act(&Acting::Officer(&head), &reject), Err("ALREADY_DECIDED"));
    assert_eq!(world.act(&Acting::Officer(&head), &approve), Err("STEP_NOT_OPEN"));
    assert_eq!(
        world.act(&Acting::Applicant, &Command::Withdraw { reason: None }),
        Err("ALREADY_DECIDED")
    );
    assert_eq!(world.case().phase(), Phase::Rejected);

    world.does(PENERBIT, "surat-tolak", complete("surat-tolak", None));
    assert!(world.case().is_over());
    assert_eq!(world.case().phase(), Phase::Rejected);
}

#[test]
fn after_approval_nobody_rejects() {
    let mut world = World::new();
    world.until_decision().approve();

    let reject = Command::Reject { step: step("putusan"), ground: sealed("ground") };
    let refused = world.act(&Acting::Officer(&usual(KEPALA)), &reject);

    assert_eq!(refused, Err("ALREADY_DECIDED"));
    assert!(matches!(world.case().state, State::Approved { grant: Grant::ByOfficer { .. } }));
}

#[test]
fn nothing_is_granted_before_completeness() {
    let mut world = World::new();
    world.sop = sop::load(DECIDES_FIRST).unwrap();
    world.submit();
    let head = usual(KEPALA);
    world.take(&head, "putusan").unwrap();

    let approve = Command::Approve { step: step("putusan"), reason: sealed("why") };

    assert_eq!(world.act(&Acting::Officer(&head), &approve), Err("NOT_ACCEPTED"));
}

#[test]
fn a_procedure_that_begins_with_the_applicant_is_unfit() {
    let text = DECIDES_FIRST.replace("next = \"putusan\"", "next = \"menunggu\"");
    let mut world = World::new();
    world.sop = sop::load(&format!("{text}{WAITS}")).unwrap();

    assert_eq!(world.file(&submission()), Err("PROCEDURE_UNFIT"));
}

#[test]
fn a_clock_that_runs_backwards_is_refused() {
    let mut world = World::new();
    world.submit().accept();
    world.at("2025-03-01 09:00");

    let withdraw = Command::Withdraw { reason: None };

    assert_eq!(world.act(&Acting::Applicant, &withdraw), Err("LEDGER_OUT_OF_ORDER"));
}

#[test]
fn the_licence_comes_after_approval_once_and_only_from_its_step() {
    let mut world = World::new();
    world.until_decision();
    let issue = |id: &str| Command::Issue { step: step(id) };
    let issuer = usual(PENERBIT);
    assert_eq!(world.act(&Acting::Officer(&issuer), &issue("penerbitan")), Err("NOT_APPROVED"));

    world.approve();
    world.take(&issuer, "penerbitan").unwrap();
    let plain = complete("penerbitan", None);
    assert_eq!(world.act(&Acting::Officer(&issuer), &plain), Err("ISSUE_REQUIRED"));
    world.act(&Acting::Officer(&issuer), &issue("penerbitan")).unwrap();

    assert_eq!(world.act(&Acting::Officer(&issuer), &issue("penerbitan")), Err("ALREADY_ISSUED"));
    assert_eq!(world.next_number, 2);
}

#[test]
fn only_the_issuance_issues() {
    let sop = SOP.replace("act = \"issuance\"", "act = \"other\"");
    let mut world = World::with(&sop, SERVICE);
    world.until_decision().approve();
    let issuer = usual(PENERBIT);
    world.take(&issuer, "penerbitan").unwrap();

    let issue = Command::Issue { step: step("penerbitan") };

    assert_eq!(world.act(&Acting::Officer(&issuer), &issue), Err("NOT_AN_ISSUANCE"));
}

#[test]
fn two_outcomes_of_one_meaning_are_told_apart_by_name() {
    let second = r#"[[step.outcome]]
id = "setuju-bersyarat"
label = "Disetujui dengan syarat"
label_en = "Approved with conditions"
to = "penerbitan"
effect = "approve"

[[step.outcome]]
id = "tolak"
"#;
    let sop = SOP.replace("[[step.outcome]]\nid = \"tolak\"\n", second);
    let mut world = World::with(&sop, SERVICE);
    world.until_decision();
    let head = usual(KEPALA);
    world.take(&head, "putusan").unwrap();

    let approve = Command::Approve { step: step("putusan"), reason: sealed("why") };
    assert_eq!(world.act(&Acting::Officer(&head), &approve), Err("EFFECT_AMBIGUOUS"));
    let named = complete("putusan", Some("setuju-bersyarat"));
    assert!(world.act(&Acting::Officer(&head), &named).is_ok());
    assert_eq!(world.case().phase(), Phase::Approved);
}

#[test]
fn a_step_without_the_meaning_refuses_the_command() {
    let mut world = World::new();
    world.submit();
    let counter = usual(LOKET);
    world.take(&counter, "periksa").unwrap();

    let approve = Command::Approve { step: step("periksa"), reason: sealed("why") };

    assert_eq!(world.act(&Acting::Officer(&counter), &approve), Err("EFFECT_MISSING"));
}

#[test]
fn an_applicant_may_withdraw_while_nothing_is_decided() {
    let mut world = World::new();
    world.submit().accept();

    world.act(&Acting::Applicant, &Command::Withdraw { reason: Some(sealed("why")) }).unwrap();

    assert_eq!(world.case().phase(), Phase::Withdrawn);
    assert!(world.case().is_over());
    assert!(world.case().ledger.is_stopped());
    assert_eq!(world.case().wakes_at(), None);
    assert_eq!(world.take(&usual(VERIFIKATOR), "verifikasi"), Err("CASE_ENDED"));
}

#[test]
fn each_command_belongs_to_its_kind_of_person() {
    let mut world = World::new();
    world.submit();
    let counter = usual(LOKET);
    let take = Command::Take {
        step: step("periksa"),
        overtake: None,
        is_oldest: true,
        declaration: permits::Declaration::NoConflict,
    };

    for acting in [Acting::Applicant, Acting::Public, Acting::System] {
        assert_eq!(world.act(&acting, &take), Err("OFFICER_ONLY"));
    }
    let withdraw = Command::Withdraw { reason: None };
    for acting in [Acting::Officer(&counter), Acting::Public, Acting::System] {
        assert_eq!(world.act(&acting, &withdraw), Err("APPLICANT_ONLY"));
    }
}

#[test]
fn a_branch_waits_for_the_other() {
    let mut world = World::new();
    world.submit().accept().verify();

    world.does(TEKNIS, "rekomendasi", complete("rekomendasi", None));
    assert_eq!(world.take(&usual(KEPALA), "putusan"), Err("STEP_NOT_OPEN"));

    world.does(PEMERIKSA, "kunjungan", complete("kunjungan", None));
    assert!(world.take(&usual(KEPALA), "putusan").is_ok());
}

#[test]
fn a_refused_command_changes_nothing() {
    let mut world = World::new();
    world.submit();
    let before = world.application.clone();

    let refused = world.take(&usual(KEPALA), "periksa");

    assert_eq!(refused, Err("DUTY_MISSING"));
    assert_eq!(world.application, before);
}
