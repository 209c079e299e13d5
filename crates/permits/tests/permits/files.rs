//! Files of a case: until when, by whom, instead of which.

use permits::{Acting, Command, FileFor, MOST_FILES, Purpose};

use crate::world::{
    IJAZAH, KTP, LOKET, PEMERIKSA, VERIFIKATOR, World, file_for, requirement, step, usual,
};

const OTHER: &str = "6e1c9a52-0000-4000-8000-000000000009";

#[test]
fn an_applicant_adds_files_until_the_case_is_complete_and_while_it_is_returned() {
    let mut world = World::new();
    world.submit();
    assert_eq!(world.attach(KTP, None), Ok(()));
    world.accept();
    assert_eq!(world.attach(IJAZAH, None), Err("FILES_CLOSED"));

    world.give_back(VERIFIKATOR, "verifikasi", &["ktp"]);
    assert_eq!(world.attach(IJAZAH, None), Ok(()));
    world.resubmit();
    assert_eq!(world.attach(OTHER, None), Err("FILES_CLOSED"));
}

#[test]
fn a_file_counts_as_its_requirement_handed_in() {
    let mut world = World::new();
    world.submit();
    let file = file_for(IJAZAH, requirement("ijazah"), None);

    world.act(&Acting::Applicant, &Command::Attach { file: Box::new(file) }).unwrap();

    assert_eq!(world.case().requirements_given, ["ktp", "ijazah"]);
    assert_eq!(world.refolded().as_ref(), Some(world.case()));
}

#[test]
fn a_replaced_file_stays_in_the_record_and_is_replaced_once() {
    let mut world = World::new();
    world.submit().attach(KTP, None).unwrap();
    world.attach(IJAZAH, Some(KTP)).unwrap();

    assert_eq!(world.case().file(KTP).unwrap().replaced_by.as_deref(), Some(IJAZAH));
    assert_eq!(world.attach(OTHER, Some(KTP)), Err("FILE_NOT_REPLACEABLE"));
    assert_eq!(world.attach(OTHER, Some("nothing")), Err("FILE_NOT_REPLACEABLE"));
    assert_eq!(world.attach(KTP, None), Err("FILE_ALREADY_ATTACHED"));
    assert_eq!(world.case().files.len(), 2);
}

#[test]
fn only_what_the_list_names_can_be_handed_in() {
    let mut world = World::new();
    world.submit();
    let file = Box::new(file_for(KTP, requirement("surat-sakti"), None));

    let refused = world.act(&Acting::Applicant, &Command::Attach { file });

    assert_eq!(refused, Err("REQUIREMENT_NOT_LISTED"));
}

#[test]
fn a_case_holds_no_more_files_than_it_can() {
    let mut world = World::new();
    world.submit();
    for n in 0..MOST_FILES {
        world.attach(&format!("file-{n}"), None).unwrap();
    }

    assert_eq!(world.attach(KTP, None), Err("TOO_MANY_FILES"));
}

#[test]
fn an_officer_adds_files_to_the_step_on_the_own_desk_only() {
    let mut world = World::new();
    world.submit().accept().verify().recommend();
    let (inspector, clerk) = (usual(PEMERIKSA), usual(LOKET));
    let photo = || Box::new(file_for(KTP, FileFor::Step(step("kunjungan")), None));
    let attach = || Command::Attach { file: photo() };

    assert_eq!(world.act(&Acting::Officer(&inspector), &attach()), Err("TASK_NOT_TAKEN"));
    world.take(&inspector, "kunjungan").unwrap();
    assert_eq!(world.act(&Acting::Officer(&clerk), &attach()), Err("DUTY_MISSING"));
    assert_eq!(world.act(&Acting::Applicant, &attach()), Err("OFFICER_ONLY"));
    let instead = Box::new(file_for(KTP, requirement("ktp"), None));
    let instead = Command::Attach { file: instead };
    assert_eq!(world.act(&Acting::Officer(&inspector), &instead), Err("APPLICANT_ONLY"));
    world.act(&Acting::Officer(&inspector), &attach()).unwrap();

    assert_eq!(world.case().file(KTP).unwrap().by.as_ref(), Some(&inspector.person));
    assert_eq!(world.case().requirements_given, ["ktp"]);
}

#[test]
fn a_file_opens_to_who_holds_a_task_of_the_case() {
    let mut world = World::new();
    world.submit().attach(KTP, None).unwrap();
    let clerk = usual(LOKET);
    let read = |file: &str| Command::ReadFile {
        file: file.to_owned(),
        purpose: Purpose::CompletenessCheck,
    };

    assert_eq!(world.act(&Acting::Officer(&clerk), &read(KTP)), Err("NO_TASK_HELD"));
    world.take(&clerk, "periksa").unwrap();
    assert_eq!(world.act(&Acting::Officer(&clerk), &read("nothing")), Err("FILE_NOT_FOUND"));
    let events = world.act(&Acting::Officer(&clerk), &read(KTP)).unwrap();

    assert_eq!(events[0].kind(), "permits.file_read");
}
