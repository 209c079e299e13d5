//! Faults of rows, time, duties and legal effects, each planted.

use calendar::WorkDuration;
use kernel::{Executor, PersonId};
use sop::{Act, Rules};

use crate::fixture::{PARALLEL, PERMIT, codes, findings, marked, names, replaced, sop};

fn within(days: u32) -> Rules {
    Rules { standard_time: Some(WorkDuration::WorkingDays(days)), ..Rules::default() }
}

fn executor(text: &str) -> Executor {
    text.parse().expect("an executor")
}

#[test]
fn work_has_a_time_an_output_and_an_executor() {
    let timeless = replaced(PERMIT, "time = { working_days = 3, source = \"published\" }\n", "");
    let fruitless = replaced(PERMIT, "output = \"Rekomendasi\"\n", "");
    let nobodys = replaced(PERMIT, "by = \"kepala\"\n", "");

    assert_eq!(codes(&timeless), ["sop::no-time"]);
    assert_eq!(codes(&fruitless), ["sop::no-output"]);
    assert_eq!(codes(&nobodys), ["sop::idle-column", "sop::no-executor"]);
}

#[test]
fn a_time_that_cannot_be_read_is_one_fault_not_two() {
    let text = replaced(PERMIT, "working_days = 3", "working_days = \"3\"");

    assert_eq!(codes(&text), ["sop::wrong-type"]);
}

#[test]
fn every_executor_is_a_known_role() {
    let known = ["dpmptsp/pelayanan/loket", "dpmptsp/perizinan/verifikator", "dinkes/sdk/analis"];
    let rules = Rules { known_executors: Some(known.map(executor).to_vec()), ..Rules::default() };

    let found = findings(PERMIT, &rules);

    assert_eq!(names(&found), ["sop::unknown-role"]);
    assert_eq!(marked(PERMIT, &found[0]), "\"kepala\"");
}

#[test]
fn a_procedure_without_legal_basis_deserves_a_look() {
    let text =
        replaced(PERMIT, "legal_basis = [{ text = \"UU 17/2023\", source = \"published\" }]\n", "");

    assert_eq!(codes(&text), ["sop::no-legal-basis"]);
}

#[test]
fn the_stage_plan_takes_exactly_nine_working_days() {
    let longest = sop(PERMIT).longest_path().expect("known");

    assert_eq!(longest.total(), WorkDuration::WorkingDays(9));
    assert_eq!(longest.fits(WorkDuration::WorkingDays(9)), Some(true));
    assert_eq!(longest.fits(WorkDuration::WorkingDays(8)), Some(false));
}

#[test]
fn a_path_longer_than_the_standard_is_refused_with_its_sum() {
    let found = findings(PERMIT, &within(8));

    assert_eq!(names(&found), ["sop::too-slow"]);
    assert_eq!(marked(PERMIT, &found[0]), "\"rekomendasi\"");
    assert!(found[0].message.en.contains("takes 9 working days, the standard 8 working days"));
    assert!(found[0].message.en.contains("verifikasi 1 + rekomendasi 3 + penomoran 2 + tte 2"));
    assert_eq!(findings(PERMIT, &within(9)), []);
}

#[test]
fn checks_before_completeness_do_not_count() {
    let text = replaced(
        PERMIT,
        "working_days = 0, source = \"published\" }\noutput = \"Tanda terima\"",
        "working_days = 4, source = \"published\" }\noutput = \"Tanda terima\"",
    );

    assert_eq!(findings(&text, &within(9)), []);
}

#[test]
fn a_return_after_completeness_counts_once_for_each_round() {
    let text = replaced(
        PERMIT,
        "id = \"tolak\"\nto = \"ditolak\"",
        "id = \"perbaiki\"\nto = \"perbaikan\"\neffect = \"return\"\ncap = 2\n[[step.outcome]]\nid = \"tolak\"\nto = \"ditolak\"",
    );

    let longest = sop(&text).longest_path().expect("known");

    // 9 + 2 rounds of verification (1) and recommendation (3).
    assert_eq!(longest.total(), WorkDuration::WorkingDays(17));
}

#[test]
fn parallel_branches_count_as_the_slowest() {
    let longest = sop(PARALLEL).longest_path().expect("known");

    // Three rounds of building (5) and decision (1), then issuance (1).
    assert_eq!(longest.total(), WorkDuration::WorkingDays(3 * (5 + 1) + 1));
}

#[test]
fn minutes_of_a_short_service_add_up_as_minutes() {
    let text = PERMIT.replace("working_days = 0", "office_minutes = 5");
    let text = ["1", "2", "3"].iter().fold(text, |text, days| {
        text.replace(&format!("working_days = {days}"), &format!("office_minutes = {days}0"))
    });

    let longest = sop(&text).longest_path().expect("known");

    assert_eq!(longest.total(), WorkDuration::OfficeMinutes(95));
    assert_eq!(longest.fits(WorkDuration::WorkingDays(1)), Some(true));
}

#[test]
fn calendar_days_and_working_days_are_not_added() {
    let text = replaced(PERMIT, "working_days = 3", "calendar_days = 3");

    assert_eq!(names(&findings(&text, &within(30))), ["sop::mixed-time"]);
    let calendar = Rules { standard_time: Some(WorkDuration::CalendarDays(30)), ..within(0) };
    assert_eq!(names(&findings(PERMIT, &calendar)), ["sop::mixed-time"]);
}

#[test]
fn loops_too_entangled_to_compute_are_refused_not_guessed() {
    let outcome = "[[step.outcome]]\nid = \"ulang-N\"\nto = \"verifikasi\"\ncap = 20\n";
    let many: String = (0..8).map(|n| outcome.replace('N', &n.to_string())).collect();
    let text = replaced(
        PERMIT,
        "[[step.outcome]]\nid = \"tolak\"",
        &format!("{many}[[step.outcome]]\nid = \"tolak\""),
    );

    assert_eq!(names(&findings(&text, &within(9))), ["sop::entangled-loops"]);
}

#[test]
fn one_executor_does_not_carry_separated_duties() {
    let rules = Rules { separated: vec![(Act::Verification, Act::Drafting)], ..Rules::default() };

    let found = findings(PERMIT, &rules);

    assert_eq!(names(&found), ["sop::duties-in-one-role"]);
    assert_eq!(marked(PERMIT, &found[0]), "\"penomoran\"");
}

#[test]
fn one_person_does_not_hold_separated_duties() {
    let person = PersonId::parse("siti").expect("a pseudonym");
    let holders = vec![
        (person.clone(), executor("dpmptsp/perizinan/verifikator")),
        (person, executor("dpmptsp/pimpinan/kepala")),
    ];
    let rules = Rules {
        separated: vec![(Act::Verification, Act::Signature)],
        holders: Some(holders),
        ..Rules::default()
    };

    let found = findings(PERMIT, &rules);

    assert_eq!(names(&found), ["sop::duties-in-one-person"]);
    assert!(found[0].message.en.starts_with("siti holds"));
}

#[test]
fn two_persons_may_hold_separated_duties() {
    let holders = vec![
        (PersonId::parse("siti").expect("a pseudonym"), executor("dpmptsp/perizinan/verifikator")),
        (PersonId::parse("budi").expect("a pseudonym"), executor("dpmptsp/pimpinan/kepala")),
    ];
    let rules = Rules {
        separated: vec![(Act::Verification, Act::Signature)],
        holders: Some(holders),
        ..Rules::default()
    };

    assert_eq!(findings(PERMIT, &rules), []);
}

#[test]
fn a_return_leads_to_the_applicant() {
    let text = replaced(PERMIT, "effect = \"reject\"", "effect = \"return\"");

    assert_eq!(codes(&text), ["sop::return-to-nobody"]);
}

#[test]
fn one_step_issues() {
    let text = replaced(PERMIT, "act = \"delivery\"", "act = \"issuance\"");

    assert_eq!(codes(&text), ["sop::second-issuance"]);
}

#[test]
fn an_issuance_happens_once() {
    let text = replaced(PERMIT, "act = \"recommendation\"", "act = \"issuance\"");
    let text = replaced(
        &text,
        "act = \"issuance\"\ntime = { working_days = 1",
        "act = \"other\"\ntime = { working_days = 1",
    );
    let text = replaced(
        &text,
        "id = \"tolak\"\nto = \"ditolak\"",
        "id = \"ulang\"\nto = \"verifikasi\"\ncap = 1\n[[step.outcome]]\nid = \"tolak\"\nto = \"ditolak\"",
    );

    assert_eq!(codes(&text), ["sop::repeated-issuance"]);
}

#[test]
fn nothing_is_open_beside_an_issuance() {
    let text = replaced(PARALLEL, "act = \"inspection\"", "act = \"issuance\"");
    let text = replaced(
        &text,
        "act = \"issuance\"\ntime = { working_days = 1",
        "act = \"other\"\ntime = { working_days = 1",
    );
    let text = replaced(&text, "[[step.outcome]]\nid = \"ulang\"\nto = \"bagi\"\ncap = 2\n", "");

    assert_eq!(codes(&text), ["sop::issuance-beside-work"]);
}

#[test]
fn the_clock_does_not_start_in_one_of_several_branches() {
    let text = replaced(PARALLEL, "id = \"layak\"\n", "id = \"layak\"\neffect = \"complete\"\n");

    assert_eq!(codes(&text), ["sop::clock-in-a-branch"]);
}

/// The permit with a fee between numbering and signature.
fn charging() -> String {
    let text = replaced(PERMIT, "act = \"drafting\"\n", "act = \"drafting\"\nfee = true\n");
    let text = replaced(&text, "next = \"tte\"", "next = \"bayar\"");
    let payment = "[[step]]\nid = \"bayar\"\nname = \"Membayar\"\nkind = \"applicant\"\n\
                   awaits = \"payment\"\nnext = \"tte\"\n\n";
    replaced(&text, "[[step]]\nid = \"tte\"", &format!("{payment}[[step]]\nid = \"tte\""))
}

#[test]
fn a_payment_comes_after_a_fee_was_set() {
    let text = charging();

    let paid = sop(&text);

    assert_eq!(codes(&text), [""; 0]);
    assert!(paid.steps().iter().any(|step| step.awaits_payment()));
    let unset = replaced(&text, "fee = true\n", "");
    let found = findings(&unset, &Rules::default());
    assert_eq!(names(&found), ["sop::payment-before-fee"]);
    assert_eq!(marked(&unset, &found[0]), "\"bayar\"");
}

#[test]
fn a_payment_that_one_way_reaches_without_a_fee_is_refused() {
    let text = replaced(
        &charging(),
        "id = \"tolak\"\nto = \"ditolak\"",
        "id = \"langsung\"\nto = \"bayar\"\n[[step.outcome]]\nid = \"tolak\"\nto = \"ditolak\"",
    );

    assert_eq!(codes(&text), ["sop::payment-before-fee"]);
}

#[test]
fn a_fee_set_in_one_branch_is_set_where_the_branches_meet() {
    let fee = replaced(PARALLEL, "act = \"inspection\"\n", "act = \"assessment\"\nfee = true\n");
    let text = replaced(&fee, "next = \"putusan\"", "next = \"bayar\"");
    let payment = "[[step]]\nid = \"bayar\"\nname = \"Membayar\"\nkind = \"applicant\"\n\
                   awaits = \"payment\"\nnext = \"putusan\"\n";
    let text = replaced(
        &text,
        "[[step]]\nid = \"putusan\"",
        &format!("{payment}[[step]]\nid = \"putusan\""),
    );

    assert_eq!(codes(&text), [""; 0]);
}

#[test]
fn only_an_activity_sets_a_fee_and_only_an_applicant_awaits_one() {
    let decision =
        replaced(PERMIT, "act = \"recommendation\"\n", "act = \"recommendation\"\nfee = true\n");
    let officer =
        replaced(PERMIT, "act = \"signature\"\n", "act = \"signature\"\nawaits = \"payment\"\n");

    assert_eq!(codes(&decision), ["sop::not-for-this-kind"]);
    assert_eq!(codes(&officer), ["sop::not-for-this-kind"]);
}

#[test]
fn minutes_belong_to_an_inspection() {
    let text = replaced(PERMIT, "act = \"signature\"\n", "act = \"signature\"\nminutes = true\n");
    let inspection = replaced(&text, "act = \"signature\"", "act = \"inspection\"");

    assert_eq!(codes(&text), ["sop::minutes-of-nothing"]);
    assert_eq!(codes(&inspection), [""; 0]);
}

#[test]
fn who_goes_on_from_an_inspection_follows_its_minutes() {
    let text =
        replaced(PERMIT, "act = \"recommendation\"\n", "act = \"inspection\"\nminutes = true\n");
    let told =
        replaced(&text, "id = \"setuju\"\n", "id = \"setuju\"\nrecommendation = \"issue\"\n");
    let told = replaced(&told, "id = \"tolak\"\n", "id = \"tolak\"\nrecommendation = \"refuse\"\n");

    assert_eq!(codes(&text), ["sop::no-recommendation", "sop::no-recommendation"]);
    assert_eq!(codes(&told), [""; 0]);
}
