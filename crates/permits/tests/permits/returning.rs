//! Between the agency and the applicant: one return, everything at once.

use permits::{Acting, Command, Event, Phase};

use crate::world::{
    LOKET, PEMERIKSA, SERVICE, SOP, TEKNIS, VERIFIKATOR, World, defect, officer, sealed, step,
    supervisor, usual,
};

fn return_with(id: &str, requirements: &[&str]) -> Command {
    Command::Return {
        step: step(id),
        defects: requirements.iter().map(|requirement| defect(requirement)).collect(),
    }
}

fn endorse(approve: bool) -> Command {
    Command::EndorseReturn { approve, reason: sealed("word") }
}

/// Complete, verified as lacking `ktp`, mended; a second return is proposed.
fn with_second_return(requirements: &[&str]) -> World {
    let mut world = World::new();
    world.submit().accept().give_back(VERIFIKATOR, "verifikasi", &["ktp"]).resubmit();
    world.does(VERIFIKATOR, "verifikasi", return_with("verifikasi", requirements));
    world
}

#[test]
fn a_return_pauses_the_clock_and_a_resubmission_runs_it_on() {
    let mut world = World::new();
    world.submit().accept();
    world.at("2025-03-05 09:00").give_back(VERIFIKATOR, "verifikasi", &["ktp", "ijazah"]);

    assert_eq!(world.case().phase(), Phase::AwaitingApplicant);
    assert!(world.case().ledger.is_paused());
    assert_eq!(world.case().wakes_at(), None);

    world.at("2025-03-12 09:00").resubmit();
    // Used: the 4th. Left: four working days after the 12th.
    let timer = world.case().timer.clone().unwrap();
    assert_eq!(timer.deadline.date.to_string(), "2025-03-18");
    assert_eq!(world.case().phase(), Phase::InProcess);
    assert_eq!(world.case().form(), Some(&sealed("form-2")));
}

#[test]
fn a_return_before_completeness_starts_no_clock() {
    let mut world = World::new();

    world.submit().give_back(LOKET, "periksa", &["ijazah"]);

    assert_eq!(world.case().phase(), Phase::AwaitingApplicant);
    assert_eq!(world.case().ledger.entries(), []);
    world.resubmit();
    assert_eq!(world.case().phase(), Phase::Submitted);
}

#[test]
fn only_listed_requirements_may_be_asked_for() {
    let mut world = World::new();
    world.submit();
    let counter = usual(LOKET);
    world.take(&counter, "periksa").unwrap();
    let acting = Acting::Officer(&counter);

    let unlisted = return_with("periksa", &["ktp", "surat-rt"]);
    assert_eq!(world.act(&acting, &unlisted), Err("REQUIREMENT_NOT_LISTED"));
    assert_eq!(world.act(&acting, &return_with("periksa", &[])), Err("DEFECTS_REQUIRED"));
    let repeated = return_with("periksa", &["ktp", "ktp"]);
    assert_eq!(world.act(&acting, &repeated), Err("REQUIREMENT_REPEATED"));
}

#[test]
fn a_return_cannot_hide_in_a_plain_completion() {
    let mut world = World::new();
    world.submit();
    let counter = usual(LOKET);
    world.take(&counter, "periksa").unwrap();

    let hidden = crate::world::complete("periksa", Some("tidak-lengkap"));

    assert_eq!(world.act(&Acting::Officer(&counter), &hidden), Err("DEFECTS_REQUIRED"));
}

#[test]
fn a_second_return_for_the_same_defect_takes_effect_at_once() {
    let world = with_second_return(&["ktp"]);

    assert_eq!(world.case().phase(), Phase::AwaitingApplicant);
    assert_eq!(world.case().returns.len(), 2);
    assert_eq!(world.count("permits.return_proposed"), 0);
}

#[test]
fn a_second_return_with_a_new_defect_waits_for_a_supervisor() {
    let mut world = with_second_return(&["ktp", "foto"]);

    assert_eq!(world.case().phase(), Phase::InProcess);
    assert!(world.case().ledger.is_running());
    let again = return_with("verifikasi", &["ktp"]);
    let verifier = usual(VERIFIKATOR);
    assert_eq!(world.act(&Acting::Officer(&verifier), &again), Err("RETURN_AWAITS_ENDORSEMENT"));

    let word = supervisor("dpmptsp/perizinan");
    world.act(&Acting::Officer(&word), &endorse(true)).unwrap();
    assert_eq!(world.case().phase(), Phase::AwaitingApplicant);
    assert_eq!(world.case().returns[1].defects.len(), 2);
    // The act stays the verifier's, who is barred from the decision by it.
    assert_eq!(world.case().deeds.last().unwrap().by, Some(verifier.person));
}

#[test]
fn a_declined_return_leaves_the_task_with_the_officer() {
    let mut world = with_second_return(&["foto"]);
    let word = supervisor("dpmptsp/perizinan");

    world.act(&Acting::Officer(&word), &endorse(false)).unwrap();

    let task = world.case().task(&step("verifikasi")).unwrap();
    assert_eq!(task.taken_by, Some(usual(VERIFIKATOR).person));
    assert_eq!(world.case().returns.len(), 1);
    let go_on = crate::world::complete("verifikasi", Some("sesuai"));
    assert!(world.act(&Acting::Officer(&usual(VERIFIKATOR)), &go_on).is_ok());
}

#[test]
fn only_another_person_who_supervises_the_unit_endorses() {
    let mut world = with_second_return(&["foto"]);
    let stranger = supervisor("dpmptsp/pelayanan");
    let both = officer(VERIFIKATOR, &["supervise:dpmptsp/perizinan"]);

    assert_eq!(world.act(&Acting::Officer(&stranger), &endorse(true)), Err("SUPERVISOR_ONLY"));
    assert_eq!(world.act(&Acting::Officer(&both), &endorse(true)), Err("ENDORSED_BY_SELF"));
    assert_eq!(world.act(&Acting::Applicant, &endorse(true)), Err("OFFICER_ONLY"));
}

#[test]
fn nothing_is_endorsed_that_was_not_proposed() {
    let mut world = World::new();
    world.submit().accept();
    let word = supervisor("dpmptsp/perizinan");

    assert_eq!(world.act(&Acting::Officer(&word), &endorse(true)), Err("NO_RETURN_PROPOSED"));
}

#[test]
fn a_proposed_return_ends_when_the_applicant_withdraws() {
    let mut world = with_second_return(&["foto"]);

    world.act(&Acting::Applicant, &Command::Withdraw { reason: None }).unwrap();

    assert_eq!(world.case().proposal, None);
}

#[test]
fn what_was_not_returned_is_not_handed_in_again() {
    let mut world = World::new();
    world.submit();

    let resubmit =
        Command::Resubmit { form: sealed("form-2"), requirements_given: vec!["ktp".to_owned()] };

    assert_eq!(world.act(&Acting::Applicant, &resubmit), Err("NOT_RETURNED"));
}

#[test]
fn the_applicants_step_is_no_officers() {
    let mut world = World::new();
    world.submit().give_back(LOKET, "periksa", &["ktp"]);

    assert_eq!(world.take(&usual(LOKET), "melengkapi"), Err("APPLICANT_STEP"));
}

#[test]
fn the_procedures_cap_ends_the_returns() {
    let mut world = World::new();
    world.submit();
    for _ in 0..3 {
        world.give_back(LOKET, "periksa", &["ktp"]).resubmit();
    }
    let counter = usual(LOKET);
    world.take(&counter, "periksa").unwrap();

    let refused = world.act(&Acting::Officer(&counter), &return_with("periksa", &["ktp"]));

    assert_eq!(refused, Err("ROUNDS_USED_UP"));
}

#[test]
fn the_journal_names_every_defect_and_no_words() {
    let mut world = World::new();
    world.submit().give_back(LOKET, "periksa", &["ktp", "foto"]);

    let (_, _, event) = world.journal.last().unwrap();

    let Event::Returned(returned) = event else { panic!("not returned: {event:?}") };
    let named: Vec<_> = returned.defects.iter().map(|it| it.requirement.as_str()).collect();
    assert_eq!(named, ["ktp", "foto"]);
}

/// Both branches may return the file.
fn with_returning_branches() -> World {
    let sop = SOP
        .replace("kind = \"activity\"\nby = \"teknis\"", "kind = \"decision\"\nby = \"teknis\"")
        .replace(
            "output = \"Rekomendasi\"\nnext = \"gabung\"",
            &format!("output = \"Rekomendasi\"\n{}", outcomes("menjawab-teknis")),
        )
        .replace(
            "kind = \"activity\"\nby = \"pemeriksa\"",
            "kind = \"decision\"\nby = \"pemeriksa\"",
        )
        .replace(
            "output = \"Berita acara\"\nnext = \"gabung\"",
            &format!("output = \"Berita acara\"\n{}", outcomes("menjawab-lapangan")),
        );
    let answers = [("menjawab-teknis", "rekomendasi"), ("menjawab-lapangan", "kunjungan")];
    let answers = answers.map(|(id, next)| {
        format!(
            "\n[[step]]\nid = \"{id}\"\nname = \"Menjawab\"\nname_en = \"Answer\"\n\
             kind = \"applicant\"\nnext = \"{next}\"\n"
        )
    });
    let mut world = World::with(&format!("{sop}{}", answers.concat()), SERVICE);
    world.submit().accept().verify();
    world
}

fn outcomes(back: &str) -> String {
    format!(
        "\n[[step.outcome]]\nid = \"baik\"\nlabel = \"Baik\"\nlabel_en = \"Good\"\n\
         to = \"gabung\"\n\n[[step.outcome]]\nid = \"kurang\"\nlabel = \"Kurang\"\n\
         label_en = \"Lacking\"\nto = \"{back}\"\neffect = \"return\"\ncap = 2\n"
    )
}

#[test]
fn while_one_branch_waits_for_the_applicant_no_other_returns() {
    let mut world = with_returning_branches();
    world.give_back(TEKNIS, "rekomendasi", &["ktp"]);
    let inspector = usual(PEMERIKSA);
    world.take(&inspector, "kunjungan").unwrap();

    let again = return_with("kunjungan", &["ktp"]);

    assert_eq!(world.act(&Acting::Officer(&inspector), &again), Err("AWAITING_APPLICANT"));
}

#[test]
fn a_branch_may_go_on_while_the_other_waits_and_the_clock_stands() {
    let mut world = with_returning_branches();
    world.give_back(TEKNIS, "rekomendasi", &["ktp"]);

    world.does(PEMERIKSA, "kunjungan", crate::world::complete("kunjungan", Some("baik")));
    assert!(world.case().ledger.is_paused());

    world.resubmit();
    assert!(world.case().ledger.is_running());
    assert_eq!(world.case().holder.agency.as_str(), "dinkes");
}

#[test]
fn a_proposal_of_one_branch_does_not_stop_the_other() {
    let mut world = with_returning_branches();
    world.give_back(TEKNIS, "rekomendasi", &["ktp"]).resubmit();
    world.does(TEKNIS, "rekomendasi", return_with("rekomendasi", &["foto"]));
    let inspector = usual(PEMERIKSA);
    world.take(&inspector, "kunjungan").unwrap();
    let acting = Acting::Officer(&inspector);

    let second = return_with("kunjungan", &["ijazah"]);
    assert_eq!(world.act(&acting, &second), Err("RETURN_AWAITS_ENDORSEMENT"));
    assert!(world.act(&acting, &crate::world::complete("kunjungan", Some("baik"))).is_ok());
    assert!(world.case().proposal.is_some());
}
