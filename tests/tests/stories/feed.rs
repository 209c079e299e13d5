//! The feed, as a gateway sees it: each case as it stands, once, and nothing of anybody.

use contract::satupintu::complaints::v1::{ComplaintState, SubmitComplaintRequest};
use contract::satupintu::feed::v1::{CaseStanding, case_standing::State};
use contract::satupintu::permits::v1::ApplicationState;
use contract::satupintu::privacy::v1::{EraseApplicantRequest, ErasureBasis};
use stories::sip::{self, Staff};
use stories::{Agency, Backend, Plan, Scratch, complaints, on_each_backend, reason, request_id};

on_each_backend! { Plan::sip().keeping(0).followed_by(edge::THIS_MACHINE) =>
    each_case_is_told_once_as_it_stands,
    a_cursor_is_good_after_a_restart_and_nothing_is_told_twice,
    what_is_confidential_or_erased_is_forgotten,
    a_cursor_of_a_journal_that_was_restored_is_refused,
}

fn numbers(cases: &[CaseStanding]) -> Vec<&str> {
    cases.iter().map(|case| case.receipt_number.as_str()).collect()
}

async fn each_case_is_told_once_as_it_stands(agency: &mut Agency) {
    let staff = Staff::enrolled(agency, "").await;
    let public = agency.public();
    let (first, second) = (
        public.files(sip::submission()).await.unwrap(),
        public.files(sip::submission()).await.unwrap(),
    );
    let complaint = public.complains(complaints::complaint(&public.agency)).await.unwrap();
    staff.does(&first.name, "pendaftaran").await.unwrap();

    let (cases, _) = public.follows("").await.unwrap();

    assert_eq!(numbers(&cases), [&second.number, &complaint.number, &first.number]);
    let [waiting, complained, begun] = &cases[..] else { panic!("{cases:?}") };
    assert_eq!(waiting.state, Some(State::Application(ApplicationState::Submitted.into())));
    assert_eq!((waiting.service.as_str(), &waiting.due), (sip::SERVICE, &None));
    assert_eq!(complained.state, Some(State::Complaint(ComplaintState::Received.into())));
    assert!(complained.due.is_some() && complained.service.is_empty());
    let progress = public.tracks(&first).await.unwrap();
    assert_eq!(begun.state, Some(State::Application(progress.state)));
    assert_eq!((&begun.due, &begun.holder), (&progress.deadline, &progress.responsible_unit));
    let now = progress.stages.iter().find(|stage| stage.step == "verifikasi-berkas").unwrap();
    assert_eq!(begun.stage, now.name);
    let told = format!("{cases:?}");
    for secret in ["Contoh Pemohon", "9901011708450001", "Klinik Contoh", "Loket tutup"] {
        assert!(!told.contains(secret), "{secret} is told");
    }
}

async fn a_cursor_is_good_after_a_restart_and_nothing_is_told_twice(agency: &mut Agency) {
    let staff = Staff::enrolled(agency, "").await;
    let receipt = agency.public().files(sip::submission()).await.unwrap();
    let (cases, cursor) = agency.public().follows("").await.unwrap();
    assert_eq!(numbers(&cases), [&receipt.number]);

    agency.stop().await;
    agency.start().await;
    let nothing = agency.public().follows_once(&cursor).await.unwrap();
    let other = agency.public().files(sip::submission()).await.unwrap();
    staff.at(agency).does(&receipt.name, "pendaftaran").await.unwrap();
    let (cases, _) = agency.public().follows(&cursor).await.unwrap();

    assert_eq!((nothing.cases.len(), nothing.has_more), (0, false));
    assert_eq!(nothing.cursor, cursor, "the same place has the same cursor");
    assert_eq!(numbers(&cases), [&other.number, &receipt.number]);
}

async fn what_is_confidential_or_erased_is_forgotten(agency: &mut Agency) {
    let protector = agency.officer("protector", &["protect:dpmptsp-magelang"]).await;
    let public = agency.public();
    let receipt = public.files(sip::submission()).await.unwrap();
    public.withdraws(&receipt, "Pindah kota").await.unwrap();
    let (before, cursor) = public.follows("").await.unwrap();
    let hidden =
        SubmitComplaintRequest { confidential: true, ..complaints::complaint(&public.agency) };
    let hidden = public.complains(hidden).await.unwrap();
    let erasure = EraseApplicantRequest {
        name: receipt.name.clone(),
        request_id: request_id(),
        etag: String::new(),
        basis: ErasureBasis::RetentionOver.into(),
    };
    protector.privacy().erase_applicant(erasure).await.unwrap();

    let (after, _) = public.follows(&cursor).await.unwrap();

    assert_eq!(before[0].state, Some(State::Application(ApplicationState::Withdrawn.into())));
    assert_eq!(numbers(&after), [&hidden.number, &receipt.number]);
    for case in after {
        let bare = CaseStanding {
            receipt_number: case.receipt_number.clone(),
            changed_at: case.changed_at,
            forgotten: true,
            ..CaseStanding::default()
        };
        assert_eq!(case, bare);
    }
}

async fn a_cursor_of_a_journal_that_was_restored_is_refused(agency: &mut Agency) {
    agency.public().files(sip::submission()).await.unwrap();
    let (_, early) = agency.public().follows("").await.unwrap();
    let folder = Scratch::new().unwrap();
    agency.opening().back_up(folder.path()).await.unwrap();
    agency.public().files(sip::submission()).await.unwrap();
    let (_, late) = agency.public().follows("").await.unwrap();

    let place = agency.new_place();
    agency.opening_at(&place).restore(folder.path()).await.unwrap();
    agency.stop().await;
    let mut restored = agency.at(&place).await;

    let public = restored.public();
    assert_eq!(reason(public.follows(&late).await), "CURSOR_OF_ANOTHER_JOURNAL");
    assert_eq!(public.follows(&early).await.unwrap().0, [], "as far as that it is the same");
    public.files(sip::submission()).await.unwrap();
    assert_eq!(reason(public.follows(&late).await), "CURSOR_OF_ANOTHER_JOURNAL");
    assert_eq!(public.follows(&early).await.unwrap().0.len(), 1);
    restored.stop().await;
}

#[tokio::test]
async fn a_cursor_of_another_agency_is_refused() {
    let open =
        async || Agency::open(Plan::sip().followed_by(edge::THIS_MACHINE), Backend::Sqlite).await;
    let (agency, other) = (open().await, open().await);
    let (_, cursor) = other.public().follows("").await.unwrap();

    assert_eq!(reason(agency.public().follows(&cursor).await), "PAGE_TOKEN_INVALID");
    agency.close().await;
    other.close().await;
}

#[tokio::test]
async fn who_is_not_in_the_settings_is_told_nothing() {
    let agency = Agency::open(Plan::sip(), Backend::Sqlite).await;

    assert_eq!(reason(agency.public().follows("").await), "SIGN_IN_REQUIRED");
    assert_eq!(reason(agency.administrator().follows("").await), "DUTY_MISSING");
    agency.close().await;
}
