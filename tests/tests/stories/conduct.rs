//! Integrity of conduct: who has a conflict of interest does not act, nobody
//! chooses whom to judge, and neither side learns who the other is.

use contract::satupintu::permits::v1::{
    Applicant, Application, Conflict, ConflictKind, Declaration, DeclaredConflict,
    ListConflictsRequest, ListSharedContactsRequest, ListSharedContactsResponse, OvertakeReason,
    Purpose, ReassignReason, ReassignTaskRequest, RegisterKinshipRequest, SharedField,
    SubmitApplicationRequest, TakeTaskRequest,
};
use stories::sip::{self, Staff};
use stories::{
    Agency, Answered, Caller, Receipt, applicant, on_each_backend, reason, request_id, wib,
};

on_each_backend! { Plan::sip() =>
    who_declares_a_conflict_does_not_get_the_task,
    the_superior_sees_who_declared_what,
    an_officer_of_the_same_family_is_passed_over,
    a_match_is_found_by_every_number_and_told_without_it,
    numbers_handed_in_again_are_compared_too,
    numbers_registered_later_take_the_task_off_the_desk,
    a_relatives_case_is_no_older_case_that_waits,
    numbers_registered_anew_replace_those_before,
    a_declaration_is_asked_for,
    a_supervisor_gives_a_task_to_another_who_declares_first,
    a_supervisor_takes_the_task_off_the_desk_of_an_absent_officer,
    the_applicant_is_reached_only_where_the_work_needs_it,
    no_answer_to_the_applicant_names_an_officer,
    one_contact_behind_many_persons_is_shown_and_stops_nobody,
    the_same_person_again_and_what_is_long_past_share_nothing,
}

const COUNTER: &str = "pendaftaran";
const UNIT: &str = "dpmptsp-magelang/pelayanan";

async fn declares(officer: &Caller, case: &str, step: &str) -> Answered<Application> {
    let request = TakeTaskRequest {
        name: case.to_owned(),
        request_id: request_id(),
        step: step.to_owned(),
        declaration: Declaration::Conflict.into(),
        conflict: Some(Conflict {
            kind: ConflictKind::Family.into(),
            note: "Pemohon adalah sepupu saya".to_owned(),
        }),
        ..TakeTaskRequest::default()
    };
    let answer = officer.permits().take_task(request).await?.into_inner();
    Ok(answer.application.expect("an answer shows the application"))
}

async fn conflicts(supervisor: &Caller) -> Vec<DeclaredConflict> {
    let request = ListConflictsRequest { unit: UNIT.to_owned(), ..Default::default() };
    supervisor.conduct().list_conflicts(request).await.unwrap().into_inner().conflicts
}

/// Registers by the officer, with one number only.
async fn registers(officer: &Caller, number: RegisterKinshipRequest) {
    let request = RegisterKinshipRequest {
        name: officer.name(),
        request_id: request_id(),
        etag: String::new(),
        ..number
    };
    officer.conduct().register_kinship(request).await.unwrap();
}

fn family_card(number: &str) -> RegisterKinshipRequest {
    RegisterKinshipRequest { family_card: number.to_owned(), ..Default::default() }
}

fn by(applicant: Applicant) -> SubmitApplicationRequest {
    SubmitApplicationRequest { applicant: Some(applicant), ..sip::submission() }
}

/// Of no family that is registered.
fn unrelated() -> Applicant {
    Applicant {
        nik: "9902011708450002".to_owned(),
        family_card: "9902021708450001".to_owned(),
        phone: "081200000002".to_owned(),
        npwp: String::new(),
        ..stories::applicant()
    }
}

async fn counter(agency: &Agency, person: &str) -> Caller {
    agency.officer(person, &[&format!("execute:{}", sip::LOKET)]).await
}

fn taken_by(case: &Application, step: &str) -> String {
    let task = case.tasks.iter().find(|task| task.step == step);
    task.expect("the step is open").taken_by.clone()
}

async fn who_declares_a_conflict_does_not_get_the_task(agency: &mut Agency) {
    let staff = Staff::enrolled(agency, "").await;
    let first = agency.public().files(sip::submission()).await.unwrap();
    agency.time_passes_to(wib("2026-06-08 10:00")).await;
    let second = agency.public().files(sip::submission()).await.unwrap();

    let case = declares(&staff.loket, &first.name, COUNTER).await.unwrap();

    assert_eq!(taken_by(&case, COUNTER), "");
    assert_eq!(agency.kinds_of(&first.name).await.pop().unwrap(), "permits.conflict_declared");
    assert_eq!(reason(staff.loket.takes(&first.name, COUNTER).await), "CONFLICT_OF_INTEREST");
    assert_eq!(reason(declares(&staff.loket, &first.name, COUNTER).await), "CONFLICT_OF_INTEREST");
    let next = staff.loket.takes_next(sip::LOKET).await.unwrap();
    assert_eq!(next.application.unwrap().name, second.name);
    counter(agency, "colleague").await.takes(&first.name, COUNTER).await.unwrap();
}

async fn the_superior_sees_who_declared_what(agency: &mut Agency) {
    let staff = Staff::enrolled(agency, "").await;
    let receipt = agency.public().files(sip::submission()).await.unwrap();
    staff.loket.takes(&receipt.name, COUNTER).await.unwrap();

    declares(&staff.loket, &receipt.name, COUNTER).await.unwrap();

    let [conflict] = conflicts(&staff.supervisor).await.try_into().unwrap();
    assert_eq!(conflict.application, receipt.name);
    assert_eq!(conflict.officer, staff.loket.name());
    assert_eq!(conflict.kind(), ConflictKind::Family);
    assert_eq!(conflict.note, "Pemohon adalah sepupu saya");
    let request = ListConflictsRequest { unit: UNIT.to_owned(), ..Default::default() };
    let refused = staff.loket.conduct().list_conflicts(request).await;
    assert_eq!(reason(refused), "SUPERVISOR_ONLY");
}

async fn an_officer_of_the_same_family_is_passed_over(agency: &mut Agency) {
    let staff = Staff::enrolled(agency, "").await;
    registers(&staff.loket, family_card("9901011708450002")).await;
    let relatives = agency.public().files(sip::submission()).await.unwrap();
    let strangers = agency.public().files(by(unrelated())).await.unwrap();

    let next = staff.loket.takes_next(sip::LOKET).await.unwrap();

    assert_eq!(next.application.unwrap().name, strangers.name);
    assert_eq!(reason(staff.loket.takes_next(sip::LOKET).await), "NOTHING_TO_TAKE");
    assert_eq!(reason(staff.loket.takes(&relatives.name, COUNTER).await), "CONFLICT_OF_INTEREST");
    let kinds = agency.kinds_of(&relatives.name).await;
    assert_eq!(kinds, ["permits.submitted", "permits.conflict_matched"]);
}

async fn a_match_is_found_by_every_number_and_told_without_it(agency: &mut Agency) {
    let staff = Staff::enrolled(agency, "").await;
    let receipt = agency.public().files(sip::submission()).await.unwrap();
    let Applicant { nik, phone, npwp, .. } = stories::applicant();
    let empty = RegisterKinshipRequest::default();
    let registrations = [
        RegisterKinshipRequest { nik, ..empty.clone() },
        RegisterKinshipRequest { npwp, ..empty.clone() },
        RegisterKinshipRequest { phone: phone.replacen('0', "+62 ", 1), ..empty },
    ];

    for (n, registration) in registrations.into_iter().enumerate() {
        let officer = counter(agency, &format!("relative-{n}")).await;
        registers(&officer, registration).await;
        assert_eq!(reason(officer.takes(&receipt.name, COUNTER).await), "CONFLICT_OF_INTEREST");
    }

    let known = conflicts(&staff.supervisor).await;
    assert_eq!(known.len(), 3);
    assert!(known.iter().all(|it| it.kind() == ConflictKind::Matched && it.note.is_empty()));
    let matched = agency.events_of(&receipt.name).await.pop().unwrap();
    assert_eq!(matched.actor, "system");
    let payload = String::from_utf8(matched.payload).unwrap();
    assert!(!payload.contains("99") && !payload.contains("62"), "{payload}");
}

async fn numbers_handed_in_again_are_compared_too(agency: &mut Agency) {
    let staff = Staff::enrolled(agency, "").await;
    registers(&staff.loket, family_card("9901011708450002")).await;
    let receipt = agency.public().files(by(unrelated())).await.unwrap();
    staff.loket.takes(&receipt.name, COUNTER).await.unwrap();
    staff.loket.returns(&receipt.name, COUNTER, &[("ktp", "Buram")]).await.unwrap();

    agency.public().resubmits(&receipt, stories::applicant()).await.unwrap();

    assert_eq!(reason(staff.loket.takes(&receipt.name, COUNTER).await), "CONFLICT_OF_INTEREST");
}

async fn numbers_registered_later_take_the_task_off_the_desk(agency: &mut Agency) {
    let staff = Staff::enrolled(agency, "").await;
    let receipt = agency.public().files(sip::submission()).await.unwrap();
    staff.loket.takes(&receipt.name, COUNTER).await.unwrap();

    registers(&staff.loket, family_card("9901011708450002")).await;

    assert_eq!(reason(staff.loket.accepts(&receipt.name, COUNTER).await), "CONFLICT_OF_INTEREST");
    let read = staff.loket.reads(&receipt.name, Purpose::CompletenessCheck).await;
    assert_eq!(reason(read), "CONFLICT_OF_INTEREST");
    counter(agency, "colleague").await.takes_next(sip::LOKET).await.unwrap();
}

async fn a_relatives_case_is_no_older_case_that_waits(agency: &mut Agency) {
    let staff = Staff::enrolled(agency, "").await;
    registers(&staff.loket, family_card("9901011708450002")).await;
    agency.public().files(sip::submission()).await.unwrap();
    agency.time_passes_to(wib("2026-06-08 10:00")).await;
    let strangers = agency.public().files(by(unrelated())).await.unwrap();

    staff.loket.takes(&strangers.name, COUNTER).await.unwrap();
}

async fn numbers_registered_anew_replace_those_before(agency: &mut Agency) {
    let staff = Staff::enrolled(agency, "").await;
    registers(&staff.loket, family_card("9901011708450002")).await;
    let request = RegisterKinshipRequest {
        name: staff.loket.name(),
        request_id: request_id(),
        ..family_card("9905051708450002")
    };

    agency.administrator().conduct().register_kinship(request.clone()).await.unwrap();

    let receipt = agency.public().files(sip::submission()).await.unwrap();
    staff.loket.takes(&receipt.name, COUNTER).await.unwrap();
    let request = RegisterKinshipRequest { request_id: request_id(), ..request };
    let refused = staff.admin.conduct().register_kinship(request.clone()).await;
    assert_eq!(reason(refused), "ADMINISTRATOR_ONLY");
    let nobody = format!("{}/officers/nobody", staff.loket.agency);
    let unknown = RegisterKinshipRequest { name: nobody, ..request };
    let refused = agency.administrator().conduct().register_kinship(unknown).await;
    assert_eq!(reason(refused), "OFFICER_NOT_FOUND");
}

async fn a_declaration_is_asked_for(agency: &mut Agency) {
    let staff = Staff::enrolled(agency, "").await;
    let receipt = agency.public().files(sip::submission()).await.unwrap();
    let silent = TakeTaskRequest {
        name: receipt.name.clone(),
        request_id: request_id(),
        step: COUNTER.to_owned(),
        ..TakeTaskRequest::default()
    };

    let refused = staff.loket.permits().take_task(silent.clone()).await.expect_err("silent");
    assert_eq!(stories::violations(&refused), ["declaration"]);

    let declaration = Declaration::Conflict.into();
    let mute = TakeTaskRequest { declaration, request_id: request_id(), ..silent };
    let refused = staff.loket.permits().take_task(mute).await.expect_err("mute");
    assert_eq!(stories::violations(&refused), ["conflict"]);
}

async fn reassigns(
    supervisor: &Caller,
    case: &str,
    to: &Caller,
    reason: ReassignReason,
) -> Answered<Application> {
    let request = ReassignTaskRequest {
        name: case.to_owned(),
        request_id: request_id(),
        etag: String::new(),
        step: COUNTER.to_owned(),
        officer: to.name(),
        reason: reason.into(),
        note: "Petugas sakit sejak kemarin".to_owned(),
    };
    let answer = supervisor.conduct().reassign_task(request).await?.into_inner();
    Ok(answer.application.expect("an answer shows the application"))
}

async fn a_supervisor_gives_a_task_to_another_who_declares_first(agency: &mut Agency) {
    let staff = Staff::enrolled(agency, "").await;
    let colleague = counter(agency, "colleague").await;
    let receipt = agency.public().files(sip::submission()).await.unwrap();
    let away = ReassignReason::Absence;
    let boss = &staff.supervisor;
    assert_eq!(reason(reassigns(boss, &receipt.name, &colleague, away).await), "TASK_NOT_TAKEN");
    staff.loket.takes(&receipt.name, COUNTER).await.unwrap();

    let unsuitable = reassigns(boss, &receipt.name, &staff.admin, away).await;
    assert_eq!(reason(unsuitable), "OFFICER_UNSUITABLE");
    assert_eq!(reason(reassigns(boss, &receipt.name, boss, away).await), "REASSIGNED_TO_SELF");
    let stranger = agency.stranger();
    assert_eq!(reason(reassigns(boss, &receipt.name, &stranger, away).await), "OFFICER_NOT_FOUND");
    let case = reassigns(boss, &receipt.name, &colleague, away).await.unwrap();

    assert_eq!(taken_by(&case, COUNTER), colleague.name());
    assert!(case.tasks[0].awaits_declaration);
    assert_eq!(reason(staff.loket.accepts(&receipt.name, COUNTER).await), "TASK_OF_ANOTHER");
    assert_eq!(reason(colleague.accepts(&receipt.name, COUNTER).await), "DECLARATION_REQUIRED");
    colleague.takes(&receipt.name, COUNTER).await.unwrap();
    colleague.accepts(&receipt.name, COUNTER).await.unwrap();
}

async fn a_supervisor_takes_the_task_off_the_desk_of_an_absent_officer(agency: &mut Agency) {
    use contract::satupintu::permits::v1::ReleaseReason;

    let staff = Staff::enrolled(agency, "").await;
    let receipt = agency.public().files(sip::submission()).await.unwrap();
    staff.loket.takes(&receipt.name, COUNTER).await.unwrap();

    let absence = ReleaseReason::Absence;
    let case = staff.supervisor.releases(&receipt.name, COUNTER, absence).await.unwrap();

    assert_eq!(taken_by(&case, COUNTER), "");
}

async fn the_applicant_is_reached_only_where_the_work_needs_it(agency: &mut Agency) {
    let staff = Staff::enrolled(agency, "").await;
    let receipt = agency.public().files(sip::submission()).await.unwrap();
    staff.loket.takes(&receipt.name, COUNTER).await.unwrap();
    let delivery = staff.loket.reads(&receipt.name, Purpose::Delivery).await;
    assert_eq!(reason(delivery), "PURPOSE_UNFIT");
    let shown = staff.loket.reads(&receipt.name, Purpose::CompletenessCheck).await.unwrap();
    assert_eq!(reach(shown.applicant.unwrap()), [false; 3]);
    staff.loket.accepts(&receipt.name, COUNTER).await.unwrap();

    for step in ["verifikasi-berkas", "verifikasi-dinkes", "setting-nomor", "tte", "pengecekan"] {
        let officer = staff.of(step);
        let near = OvertakeReason::DeadlineNear;
        officer.overtakes(&receipt.name, step, near, "").await.unwrap();
        let visit = officer.reads(&receipt.name, Purpose::Inspection).await;
        assert_eq!(reason(visit), "PURPOSE_UNFIT", "{step}");
        if step == "pengecekan" {
            let issuing = officer.reads(&receipt.name, Purpose::Issuance).await.unwrap();
            assert_eq!(reach(issuing.applicant.unwrap()), [true, false, false]);
        }
        stories::sip::does(officer, &receipt.name, step).await.unwrap();
    }

    staff.loket.takes(&receipt.name, "penyampaian").await.unwrap();
    let handing_over = staff.loket.reads(&receipt.name, Purpose::Delivery).await.unwrap();
    assert_eq!(reach(handing_over.applicant.unwrap()), [false, true, true]);
}

/// Which of address, telephone and e-mail are shown.
fn reach(applicant: Applicant) -> [bool; 3] {
    let Applicant { phone, email, address, family_card, npwp, .. } = applicant;
    assert!(family_card.is_empty() && npwp.is_empty(), "compared, never shown");
    [address, phone, email].map(|text| !text.is_empty())
}

/// Every stage, a return and its resubmission: units only, whoever works there.
async fn no_answer_to_the_applicant_names_an_officer(agency: &mut Agency) {
    let staff = Staff::enrolled(agency, "-yang-dirahasiakan").await;
    let receipt = agency.public().files(sip::submission()).await.unwrap();
    let mut shown = Vec::new();
    staff.loket.takes(&receipt.name, COUNTER).await.unwrap();
    shown.push(tracked(agency, &receipt).await);
    staff.loket.returns(&receipt.name, COUNTER, &[("ktp", "Buram")]).await.unwrap();
    shown.push(tracked(agency, &receipt).await);
    let resubmitted = agency.public().resubmits(&receipt, stories::applicant()).await.unwrap();
    shown.push(bytes(&resubmitted));
    for (step, _) in sip::STAGES {
        let near = OvertakeReason::DeadlineNear;
        staff.of(step).overtakes(&receipt.name, step, near, "").await.unwrap();
        shown.push(tracked(agency, &receipt).await);
        stories::sip::does(staff.of(step), &receipt.name, step).await.unwrap();
        shown.push(tracked(agency, &receipt).await);
    }

    for (n, answer) in shown.iter().enumerate() {
        assert!(!answer.contains("yang-dirahasiakan"), "answer {n} names an officer");
        assert!(answer.contains("dpmptsp-magelang/pelayanan"), "answer {n} names no unit");
    }
}

async fn tracked(agency: &Agency, receipt: &Receipt) -> String {
    bytes(&agency.public().tracks(receipt).await.unwrap())
}

/// An answer as it goes over the wire; texts in it stay readable.
fn bytes(message: &impl prost::Message) -> String {
    String::from_utf8_lossy(&message.encode_to_vec()).into_owned()
}

/// Somebody with this identity number, and these contacts.
fn person(nik: &str, phone: &str, address: &str) -> SubmitApplicationRequest {
    let applicant = Applicant {
        nik: nik.to_owned(),
        phone: phone.to_owned(),
        email: String::new(),
        address: address.to_owned(),
        ..applicant()
    };
    SubmitApplicationRequest { applicant: Some(applicant), ..sip::submission() }
}

async fn shared(supervisor: &Caller, page_token: &str) -> Answered<ListSharedContactsResponse> {
    let request = ListSharedContactsRequest {
        unit: UNIT.to_owned(),
        page_size: 2,
        page_token: page_token.to_owned(),
    };
    Ok(supervisor.conduct().list_shared_contacts(request).await?.into_inner())
}

const NIKS: [&str; 4] =
    ["9901011708450001", "9901011708450003", "9901011708450004", "9901011708450005"];

async fn one_contact_behind_many_persons_is_shown_and_stops_nobody(agency: &mut Agency) {
    let staff = Staff::enrolled(agency, "").await;
    let mut filed = Vec::new();
    for nik in NIKS.iter().take(3) {
        agency.time_passes_to(agency.now().plus_seconds(60)).await;
        filed.push(agency.public().files(person(nik, "0812-0000-0077", "")).await.unwrap());
    }
    let alone = person(NIKS[3], "081200000078", "Jalan Contoh 2");
    agency.public().files(alone).await.unwrap();

    let first = shared(&staff.supervisor, "").await.unwrap();
    let rest = shared(&staff.supervisor, &first.next_page_token).await.unwrap();

    let listed: Vec<_> = first.contacts.iter().chain(&rest.contacts).collect();
    let names: Vec<&str> = listed.iter().map(|it| it.application.as_str()).collect();
    assert_eq!(names, filed.iter().map(|it| it.name.as_str()).collect::<Vec<_>>());
    assert!(listed.iter().all(|it| (it.field(), it.persons) == (SharedField::Phone, 3)));
    assert_eq!(listed[0].others, [filed[1].name.clone(), filed[2].name.clone()]);
    assert_eq!((first.least_persons, first.window_days), (3, 90));
    assert_eq!(rest.next_page_token, "");
    assert_eq!(reason(shared(&staff.loket, "").await), "SUPERVISOR_ONLY");
}

async fn the_same_person_again_and_what_is_long_past_share_nothing(agency: &mut Agency) {
    let staff = Staff::enrolled(agency, "").await;
    for _ in 0..3 {
        agency.public().files(person(NIKS[0], "081200000077", "")).await.unwrap();
    }
    agency.public().files(person(NIKS[1], "", "Jl. Contoh No. 7")).await.unwrap();
    agency.public().files(person(NIKS[2], "", "jl contoh, no 7")).await.unwrap();
    assert_eq!(shared(&staff.supervisor, "").await.unwrap().contacts, []);

    agency.public().files(person(NIKS[3], "", "JL. CONTOH NO 7")).await.unwrap();

    let listed = shared(&staff.supervisor, "").await.unwrap().contacts;
    assert!(listed.iter().all(|it| it.field() == SharedField::Address), "{listed:?}");
    assert_eq!(listed.len(), 2, "the first page of three");
    agency.time_passes_to(wib("2026-10-01 09:00")).await;
    assert_eq!(shared(&staff.supervisor, "").await.unwrap().contacts, []);
}
