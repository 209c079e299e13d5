//! Nobody does what the own duties do not give, and no two of them that must be
//! apart on one case.

use contract::satupintu::{
    access::v1::{LinkAccountRequest, WhoAmIRequest},
    permits::v1::{Channel, ReleaseReason, SubmitApplicationRequest},
};
use stories::sip::{self, Staff};
use stories::{Agency, Backend, Plan, on_each_backend, reason, request_id};

on_each_backend! { Plan::sip() =>
    a_step_is_refused_to_everybody_of_another_duty,
    a_case_is_shown_to_those_concerned_only,
    who_found_the_file_complete_does_not_approve_it,
    four_eyes_are_counted_by_person_and_not_by_account,
    who_files_for_an_applicant_does_not_act_on_the_case,
    who_declares_a_conflict_of_interest_is_kept_away,
    only_an_officer_files_at_the_counter,
    a_revoked_duty_is_gone_at_once,
    a_duty_that_ends_by_itself_is_gone_then,
    nobody_gives_a_duty_to_himself,
    who_administers_holds_no_duty_on_cases,
}

async fn a_step_is_refused_to_everybody_of_another_duty(agency: &mut Agency) {
    let staff = Staff::enrolled(agency, "").await;
    let receipt = staff.case_at(agency, "verifikasi-berkas").await;
    let step = "verifikasi-berkas";

    assert_eq!(reason(staff.loket.takes(&receipt.name, step).await), "DUTY_MISSING");
    assert_eq!(reason(staff.dinkes.takes(&receipt.name, step).await), "DUTY_MISSING");
    assert_eq!(reason(staff.supervisor.takes(&receipt.name, step).await), "DUTY_MISSING");
    let administrator = agency.administrator();
    assert_eq!(reason(administrator.takes(&receipt.name, step).await), "DUTY_MISSING");
    assert_eq!(reason(agency.stranger().takes(&receipt.name, step).await), "DUTY_MISSING");
    assert_eq!(reason(agency.public().takes(&receipt.name, step).await), "SIGN_IN_REQUIRED");
    assert_eq!(reason(staff.dinkes.takes_next(sip::ADMIN).await), "DUTY_MISSING");

    staff.admin.takes(&receipt.name, step).await.unwrap();
    let colleague = agency.officer("colleague", &[&format!("execute:{}", sip::ADMIN)]).await;
    assert_eq!(reason(colleague.takes(&receipt.name, step).await), "TASK_TAKEN");
    assert_eq!(reason(colleague.completes(&receipt.name, step, "", "").await), "TASK_OF_ANOTHER");
}

async fn a_case_is_shown_to_those_concerned_only(agency: &mut Agency) {
    let staff = Staff::enrolled(agency, "").await;
    let receipt = agency.public().files(sip::submission()).await.unwrap();
    let neighbour =
        agency.officer("neighbour", &["execute:dpmptsp-magelang/arsip/arsiparis"]).await;

    staff.kepala.sees(&receipt.name).await.unwrap();
    staff.supervisor.sees(&receipt.name).await.unwrap();

    assert_eq!(reason(neighbour.sees(&receipt.name).await), "DUTY_MISSING");
    assert_eq!(reason(agency.administrator().sees(&receipt.name).await), "DUTY_MISSING");
    assert_eq!(reason(agency.public().sees(&receipt.name).await), "SIGN_IN_REQUIRED");
}

async fn who_found_the_file_complete_does_not_approve_it(agency: &mut Agency) {
    let mut staff = Staff::enrolled(agency, "").await;
    let duties = [format!("execute:{}", sip::LOKET), format!("execute:{}", sip::KEPALA)];
    let both = agency.officer("both", &[&duties[0], &duties[1]]).await;
    staff.loket = both.clone();
    let receipt = staff.case_at(agency, "tte").await;

    let refused = both.takes(&receipt.name, "tte").await;
    let next = both.takes_next(sip::KEPALA).await;

    assert_eq!(reason(refused), "DUTIES_SEPARATED");
    assert_eq!(reason(next), "NOTHING_TO_TAKE");
    staff.does(&receipt.name, "tte").await.unwrap();
}

async fn four_eyes_are_counted_by_person_and_not_by_account(agency: &mut Agency) {
    let mut staff = Staff::enrolled(agency, "").await;
    let duties = [format!("execute:{}", sip::ADMIN), format!("execute:{}", sip::KEPALA)];
    let first = agency.officer("both", &[&duties[0], &duties[1]]).await;
    let link = LinkAccountRequest {
        name: first.name(),
        request_id: request_id(),
        etag: String::new(),
        account: Some(agency.local_account("second-account")),
    };
    agency.administrator().access().link_account(link).await.unwrap();
    let second = agency.account("both", "second-account");
    let who = second.access().who_am_i(WhoAmIRequest {}).await.unwrap().into_inner();
    assert_eq!(who.officer.map(|officer| officer.name), Some(first.name()));

    staff.admin = first;
    let receipt = staff.case_at(agency, "tte").await;
    let refused = second.takes(&receipt.name, "tte").await;

    assert_eq!(reason(refused), "DUTIES_SEPARATED");
}

async fn who_files_for_an_applicant_does_not_act_on_the_case(agency: &mut Agency) {
    let staff = Staff::enrolled(agency, "").await;
    let at_the_counter =
        SubmitApplicationRequest { channel: Channel::Counter.into(), ..sip::submission() };

    let receipt = staff.loket.files(at_the_counter).await.unwrap();

    let case = staff.kepala.sees(&receipt.name).await.unwrap();
    assert_eq!(case.assisted_by, staff.loket.name());
    assert_eq!(case.channel(), Channel::Counter);
    assert_eq!(case.district, "33.08.01");
    let refused = staff.loket.takes(&receipt.name, "pendaftaran").await;
    assert_eq!(reason(refused), "ASSISTED_APPLICANT");
    assert_eq!(reason(staff.loket.takes_next(sip::LOKET).await), "NOTHING_TO_TAKE");
    let colleague = agency.officer("colleague", &[&format!("execute:{}", sip::LOKET)]).await;
    colleague.takes_next(sip::LOKET).await.unwrap();
}

async fn who_declares_a_conflict_of_interest_is_kept_away(agency: &mut Agency) {
    let staff = Staff::enrolled(agency, "").await;
    let receipt = staff.case_at(agency, "verifikasi-berkas").await;
    let step = "verifikasi-berkas";
    staff.admin.takes(&receipt.name, step).await.unwrap();

    let conflict = ReleaseReason::ConflictOfInterest;
    staff.admin.releases(&receipt.name, step, conflict).await.unwrap();

    assert_eq!(reason(staff.admin.takes(&receipt.name, step).await), "CONFLICT_OF_INTEREST");
    let colleague = agency.officer("colleague", &[&format!("execute:{}", sip::ADMIN)]).await;
    colleague.takes(&receipt.name, step).await.unwrap();
}

async fn only_an_officer_files_at_the_counter(agency: &mut Agency) {
    let at_the_counter =
        SubmitApplicationRequest { channel: Channel::Counter.into(), ..sip::submission() };

    let refused = agency.public().files(at_the_counter).await;

    assert_eq!(reason(refused), "OFFICER_ONLY");
}

async fn a_revoked_duty_is_gone_at_once(agency: &mut Agency) {
    let staff = Staff::enrolled(agency, "").await;
    let receipt = agency.public().files(sip::submission()).await.unwrap();
    staff.loket.takes(&receipt.name, "pendaftaran").await.unwrap();

    agency.revoke(&staff.loket, &format!("execute:{}", sip::LOKET)).await.unwrap();

    assert_eq!(reason(staff.loket.accepts(&receipt.name, "pendaftaran").await), "DUTY_MISSING");
    assert_eq!(reason(staff.loket.takes_next(sip::LOKET).await), "DUTY_MISSING");
    assert_eq!(reason(staff.loket.sees(&receipt.name).await), "DUTY_MISSING");
}

async fn a_duty_that_ends_by_itself_is_gone_then(agency: &mut Agency) {
    let officer = agency.officer("temporary", &[]).await;
    let until = stories::wib("2026-06-10 00:00");
    let request = contract::satupintu::access::v1::AssignDutyRequest {
        name: officer.name(),
        request_id: request_id(),
        duty: Some(stories::duty(&format!("execute:{}", sip::LOKET))),
        until: Some(stories::moment(until)),
        ..Default::default()
    };
    agency.administrator().access().assign_duty(request).await.unwrap();
    agency.public().files(sip::submission()).await.unwrap();
    agency.public().files(sip::submission()).await.unwrap();

    officer.takes_next(sip::LOKET).await.unwrap();
    agency.time_passes_to(until).await;

    assert_eq!(reason(officer.takes_next(sip::LOKET).await), "DUTY_MISSING");
}

async fn nobody_gives_a_duty_to_himself(agency: &mut Agency) {
    let administrator = agency.administrator();

    let refused = agency.assign(&administrator, "audit:dpmptsp-magelang").await;

    assert_eq!(reason(refused), "SELF_ASSIGNMENT");
}

async fn who_administers_holds_no_duty_on_cases(agency: &mut Agency) {
    let officer = agency.officer("other", &["administer:dpmptsp-magelang"]).await;

    let refused = agency.assign(&officer, &format!("execute:{}", sip::LOKET)).await;

    assert_eq!(reason(refused), "DUTIES_INCOMPATIBLE");
}

/// Writes are judged in series, by whichever server: what one server has
/// revoked, no other grants.
#[tokio::test]
async fn a_duty_revoked_at_one_server_is_gone_at_the_other() {
    let agency = Agency::open(Plan::sip(), Backend::Postgres).await;
    let second = agency.second_server().await;
    let duty = format!("execute:{}", sip::LOKET);
    let officer = agency.officer("loket", &[&duty]).await;
    let there = second.officer_again("loket");
    agency.public().files(sip::submission()).await.unwrap();
    agency.public().files(sip::submission()).await.unwrap();
    there.takes_next(sip::LOKET).await.unwrap();

    agency.revoke(&officer, &duty).await.unwrap();

    assert_eq!(reason(there.takes_next(sip::LOKET).await), "DUTY_MISSING");
    second.close().await;
    agency.close().await;
}
