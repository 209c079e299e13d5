//! Back to the applicant, once and with everything, while the clock stands.

use contract::satupintu::{
    permits::v1::{Application, ApplicationState, Endorsement, Progress},
    r#type::v1::{WorkDuration, work_duration::Amount},
};
use stories::sip::{self, Staff};
use stories::{Agency, Caller, Receipt, applicant, due, on_each_backend, reason, wib};

on_each_backend! { Plan::sip() =>
    one_return_names_every_defect_to_the_applicant,
    a_return_names_something_and_only_what_the_service_lists,
    a_second_return_of_the_same_defect_needs_nobody,
    a_second_return_with_a_new_defect_waits_for_a_supervisor,
    a_supervisor_may_refuse_a_second_return,
    who_proposed_a_return_does_not_endorse_it,
    nobody_works_on_what_the_applicant_has,
}

on_each_backend! { Plan::apotek() => a_resubmission_lets_the_clock_run_on_where_it_stood }

const KTP: (&str, &str) = ("ktp", "Foto KTP tidak terbaca");
const STR: (&str, &str) = ("nomor-str", "");
const TEMPAT: (&str, &str) = ("tempat-praktik", "Alamat praktik belum lengkap");

async fn returned_for(agency: &Agency, staff: &Staff, defects: &[(&str, &str)]) -> Receipt {
    let receipt = agency.public().files(sip::submission()).await.unwrap();
    staff.loket.takes(&receipt.name, "pendaftaran").await.unwrap();
    staff.loket.returns(&receipt.name, "pendaftaran", defects).await.unwrap();
    receipt
}

/// Returned once for the KTP, handed in again, and on the officer's desk again.
async fn on_the_desk_again(agency: &Agency, staff: &Staff) -> Receipt {
    let receipt = returned_for(agency, staff, &[KTP]).await;
    agency.public().resubmits(&receipt, applicant()).await.unwrap();
    staff.loket.takes(&receipt.name, "pendaftaran").await.unwrap();
    receipt
}

async fn one_return_names_every_defect_to_the_applicant(agency: &mut Agency) {
    let staff = Staff::enrolled(agency, "").await;

    let receipt = returned_for(agency, &staff, &[KTP, STR, TEMPAT]).await;

    let progress = agency.public().tracks(&receipt).await.unwrap();
    assert_eq!(progress.state(), ApplicationState::AwaitingApplicant);
    assert_eq!(defect(&progress, "ktp"), KTP.1);
    assert_eq!(defect(&progress, "tempat-praktik"), TEMPAT.1);
    let case = staff.loket.sees(&receipt.name).await.unwrap();
    assert_eq!(case.returns, 1);
    assert_eq!(case.defect_requirements, ["ktp", "nomor-str", "tempat-praktik"]);
    let mended = agency.public().resubmits(&receipt, applicant()).await.unwrap();
    assert_eq!(mended.state(), ApplicationState::Submitted);
    assert_eq!(defect(&mended, "ktp"), "");
}

fn defect<'p>(progress: &'p Progress, requirement: &str) -> &'p str {
    let line = progress.requirements.iter().find(|line| line.requirement_id == requirement);
    &line.expect("the service lists it").defect
}

async fn a_return_names_something_and_only_what_the_service_lists(agency: &mut Agency) {
    let staff = Staff::enrolled(agency, "").await;
    let receipt = agency.public().files(sip::submission()).await.unwrap();
    staff.loket.takes(&receipt.name, "pendaftaran").await.unwrap();
    let returns = async |defects| staff.loket.returns(&receipt.name, "pendaftaran", defects).await;

    assert_eq!(reason(returns(&[]).await), "FIELD_INVALID");
    assert_eq!(reason(returns(&[("meterai", "")]).await), "REQUIREMENT_NOT_LISTED");
    assert_eq!(reason(returns(&[KTP, KTP]).await), "REQUIREMENT_REPEATED");
    let other = staff.loket.completes(&receipt.name, "pendaftaran", "tidak-lengkap", "Kurang");
    assert_eq!(reason(other.await), "DEFECTS_REQUIRED");
}

async fn a_second_return_of_the_same_defect_needs_nobody(agency: &mut Agency) {
    let staff = Staff::enrolled(agency, "").await;
    let receipt = on_the_desk_again(agency, &staff).await;

    let again = staff.loket.returns(&receipt.name, "pendaftaran", &[KTP]).await.unwrap();

    assert_eq!(again.state(), ApplicationState::AwaitingApplicant);
    assert_eq!(again.returns, 2);
}

async fn a_second_return_with_a_new_defect_waits_for_a_supervisor(agency: &mut Agency) {
    let staff = Staff::enrolled(agency, "").await;
    let receipt = on_the_desk_again(agency, &staff).await;

    let proposed = staff.loket.returns(&receipt.name, "pendaftaran", &[KTP, STR]).await.unwrap();

    assert_eq!(proposed.state(), ApplicationState::Submitted);
    let proposal = proposed.proposed_return.expect("it waits for a supervisor");
    assert_eq!(proposal.proposed_by, staff.loket.name());
    let accepted = staff.loket.accepts(&receipt.name, "pendaftaran").await;
    assert_eq!(reason(accepted), "RETURN_AWAITS_ENDORSEMENT");
    let endorsed = Endorsement::Endorsed;
    let refused = staff.kepala.endorses(&receipt.name, endorsed, "Benar").await;
    assert_eq!(reason(refused), "SUPERVISOR_ONLY");

    let returned = staff.supervisor.endorses(&receipt.name, endorsed, "Benar").await.unwrap();

    assert_eq!(returned.state(), ApplicationState::AwaitingApplicant);
    let recorded = agency.events_of(&receipt.name).await.pop().expect("it was returned");
    assert_eq!(
        (recorded.kind.as_str(), recorded.actor.as_str()),
        ("permits.returned", "officer:supervisor")
    );
}

async fn a_supervisor_may_refuse_a_second_return(agency: &mut Agency) {
    let staff = Staff::enrolled(agency, "").await;
    let receipt = on_the_desk_again(agency, &staff).await;
    staff.loket.returns(&receipt.name, "pendaftaran", &[STR]).await.unwrap();

    let words = "Dapat diketahui sejak awal";
    staff.supervisor.endorses(&receipt.name, Endorsement::Refused, words).await.unwrap();

    let accepted = staff.loket.accepts(&receipt.name, "pendaftaran").await.unwrap();
    assert_eq!(accepted.state(), ApplicationState::InProcess);
    let none = staff.supervisor.endorses(&receipt.name, Endorsement::Endorsed, "Lagi").await;
    assert_eq!(reason(none), "NO_RETURN_PROPOSED");
}

async fn who_proposed_a_return_does_not_endorse_it(agency: &mut Agency) {
    let mut staff = Staff::enrolled(agency, "").await;
    let duties = [format!("execute:{}", sip::LOKET), "supervise:dpmptsp-magelang/pelayanan".into()];
    staff.loket = agency.officer("both", &[&duties[0], &duties[1]]).await;
    let receipt = on_the_desk_again(agency, &staff).await;
    staff.loket.returns(&receipt.name, "pendaftaran", &[STR]).await.unwrap();

    let refused = staff.loket.endorses(&receipt.name, Endorsement::Endorsed, "Benar").await;

    assert_eq!(reason(refused), "ENDORSED_BY_SELF");
}

async fn nobody_works_on_what_the_applicant_has(agency: &mut Agency) {
    let staff = Staff::enrolled(agency, "").await;
    let receipt = returned_for(agency, &staff, &[KTP]).await;

    let taken = staff.loket.takes(&receipt.name, "pendaftaran").await;
    let own = staff.loket.takes(&receipt.name, "perbaikan").await;

    assert_eq!(reason(taken), "STEP_NOT_OPEN");
    assert_eq!(reason(own), "APPLICANT_STEP");
    assert_eq!(reason(staff.loket.takes_next(sip::LOKET).await), "NOTHING_TO_TAKE");
    agency.public().resubmits(&receipt, applicant()).await.unwrap();
    let twice = agency.public().resubmits(&receipt, applicant()).await;
    assert_eq!(reason(twice), "NOT_RETURNED");
}

/// Of 24 working days from Monday, 8 June, three are used when the inspector
/// returns the file on Friday, and the 21 others run from Tuesday, 23 June: the
/// days of the return and of the resubmission are nobody's.
async fn a_resubmission_lets_the_clock_run_on_where_it_stood(agency: &mut Agency) {
    let desk = async |person: &str, executor: &str| {
        agency.officer(person, &[&format!("execute:{executor}")]).await
    };
    let loket = desk("loket", "dpmptsp-batu/pelayanan/loket").await;
    let verifier = desk("verifikator", "dpmptsp-batu/perizinan/verifikator").await;
    let secretary = desk("sekretaris", "dinkes-batu/sekretariat/sekretaris").await;
    let inspector = desk("tim-teknis", "dinkes-batu/farmasi/tim-teknis").await;
    let service = "agencies/dpmptsp-batu/services/surat-izin-apotek";
    let receipt = agency.public().files(stories::submission(service)).await.unwrap();
    let case = receipt.name.as_str();
    loket.takes(case, "periksa-berkas").await.unwrap();
    let accepted = loket.accepts(case, "periksa-berkas").await.unwrap();
    assert_eq!(due(accepted.deadline.as_ref()), "2026-07-13");
    done(&verifier, case, "verifikasi").await;
    done(&secretary, case, "surat-tugas").await;

    agency.time_passes_to(wib("2026-06-12 10:00")).await;
    inspector.takes(case, "periksa-lapangan").await.unwrap();
    let mend = [("sarana", "Lemari pendingin belum ada")];
    inspector.returns(case, "periksa-lapangan", &mend).await.unwrap();
    let paused = agency.public().tracks(&receipt).await.unwrap();
    agency.time_passes_to(wib("2026-06-22 15:00")).await;
    let resumed = agency.public().resubmits(&receipt, applicant()).await.unwrap();

    assert_eq!(paused.state(), ApplicationState::AwaitingApplicant);
    assert_eq!(due(paused.deadline.as_ref()), "");
    assert_eq!(paused.remaining, Some(WorkDuration { amount: Some(Amount::WorkingDays(21)) }));
    assert_eq!(resumed.state(), ApplicationState::InProcess);
    assert_eq!(due(resumed.deadline.as_ref()), "2026-07-21");
    assert_eq!(resumed.remaining, None);
}

async fn done(officer: &Caller, case: &str, step: &str) -> Application {
    officer.takes(case, step).await.unwrap();
    officer.completes(case, step, "", "").await.unwrap()
}
