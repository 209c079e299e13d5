//! The root key is rotated while people work, and nobody notices.

use std::fs;
use std::time::Duration;

use contract::satupintu::permits::v1::Purpose;
use stories::sip::{self, Staff};
use stories::{Agency, on_each_backend, wib};

on_each_backend! { Plan::sip() =>
    what_was_sealed_before_a_rotation_is_read_after_it,
    a_second_server_follows_a_rotation,
    keys_are_wrapped_anew_while_serving,
    an_old_version_goes_when_nothing_needs_it,
    an_old_version_stays_while_something_waits_in_a_box,
    a_repeat_across_a_rotation_gets_the_first_answer,
}

async fn what_was_sealed_before_a_rotation_is_read_after_it(agency: &mut Agency) {
    let staff = Staff::enrolled(agency, "").await;
    let receipt = staff.case_at(agency, "tte").await;
    staff.kepala.takes(&receipt.name, "tte").await.unwrap();

    assert_eq!(opd::rotate_keys(agency.data().path()).unwrap(), 2);
    assert_eq!(agency.store().rewrap().await.unwrap(), 1);

    let read = staff.kepala.reads(&receipt.name, Purpose::Decision).await.unwrap();
    assert_eq!(read.applicant.unwrap().name, "Contoh Pemohon");
    agency.public().tracks(&receipt).await.unwrap();
    assert_eq!(agency.store().key_use().await.unwrap()[&2].subjects, 1);
    agency.stop().await;
    agency.start().await;
    staff.kepala.reads(&receipt.name, Purpose::Decision).await.unwrap();
}

/// What one server wraps under the new version, the other opens, though nobody
/// told it.
async fn a_second_server_follows_a_rotation(agency: &mut Agency) {
    let staff = Staff::enrolled(agency, "").await;
    let mut second = agency.second_server().await;
    opd::rotate_keys(agency.data().path()).unwrap();
    agency.store().rewrap().await.unwrap();
    let receipt = agency.public().files(sip::submission()).await.unwrap();

    let there = staff.at(&second);
    there.loket.takes(&receipt.name, "pendaftaran").await.unwrap();
    let read = there.loket.reads(&receipt.name, Purpose::CompletenessCheck).await.unwrap();

    assert_eq!(read.applicant.unwrap().name, "Contoh Pemohon");
    second.stop().await;
}

async fn keys_are_wrapped_anew_while_serving(agency: &mut Agency) {
    for _ in 0..20 {
        agency.public().files(sip::submission()).await.unwrap();
    }
    opd::rotate_keys(agency.data().path()).unwrap();
    let public = agency.public();
    let filing = tokio::spawn(async move {
        let mut filed = 0;
        for _ in 0..30 {
            public.files(sip::submission()).await.unwrap();
            filed += 1;
        }
        filed
    });

    let mut wrapped = 0;
    while wrapped < 20 {
        wrapped += agency.store().rewrap().await.unwrap();
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    let filed = filing.await.unwrap();
    agency.store().rewrap().await.unwrap();

    let uses = agency.store().key_use().await.unwrap();
    assert_eq!(uses[&2].subjects, 20 + filed);
    assert_eq!(uses.get(&1).map_or(0, |old| old.subjects), 0);
}

async fn an_old_version_goes_when_nothing_needs_it(agency: &mut Agency) {
    let receipt = agency.public().files(sip::submission()).await.unwrap();
    let before = fs::read_to_string(agency.data().join("deployment.key")).unwrap();
    opd::rotate_keys(agency.data().path()).unwrap();
    agency.store().rewrap().await.unwrap();

    let (data, url) = (agency.data().path(), agency.url.as_str());
    let early = opd::retire_key(data, url, 1).await.unwrap_err();
    assert!(matches!(early, opd::OpenError::KeyInUse { version: 1, subjects: 0, .. }), "{early}");
    // Kept answers go by themselves.
    agency.time_passes_to(wib("2026-06-17 09:00")).await;
    agency.store().forget_answers().await.unwrap();
    opd::retire_key(data, url, 1).await.unwrap();
    assert!(opd::retire_key(data, url, 2).await.is_err());

    let after = fs::read_to_string(agency.data().join("deployment.key")).unwrap();
    assert!(!after.contains(before.trim()));
    assert_eq!(opd::key_versions(data).unwrap(), [2]);
    agency.stop().await;
    agency.start().await;
    let seen = agency.public().tracks(&receipt).await.unwrap();
    assert_eq!(seen.receipt_number, receipt.number);
}

async fn an_old_version_stays_while_something_waits_in_a_box(agency: &mut Agency) {
    agency.public().blows(&stories::whistle::slip(), "Ada pungli").await.unwrap();
    opd::rotate_keys(agency.data().path()).unwrap();
    agency.store().rewrap().await.unwrap();
    agency.time_passes_to(wib("2026-06-17 09:00")).await;
    agency.store().forget_answers().await.unwrap();

    let (data, url) = (agency.data().path(), agency.url.as_str());
    let early = opd::retire_key(data, url, 1).await.unwrap_err();
    agency.store().release_all_reports().await.unwrap();
    let late = opd::retire_key(data, url, 1).await;

    assert!(matches!(early, opd::OpenError::KeyInUse { version: 1, boxed: 1, .. }), "{early}");
    assert!(late.is_ok(), "{late:?}");
}

async fn a_repeat_across_a_rotation_gets_the_first_answer(agency: &mut Agency) {
    let request = sip::submission();
    let first = agency.public().files(request.clone()).await.unwrap();

    opd::rotate_keys(agency.data().path()).unwrap();
    agency.store().rewrap().await.unwrap();

    assert_eq!(agency.public().files(request).await.unwrap(), first);
}
