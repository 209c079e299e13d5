//! An objection against a rejection: once, in time, before somebody else.

use contract::satupintu::permits::v1::{ApplicationState, GetObjectionRequest, ObjectionStatus};
use stories::sip::Staff;
use stories::{Agency, Receipt, on_each_backend, reason, wib};

on_each_backend! { Plan::sip() =>
    an_objection_upheld_leads_to_the_licence,
    a_dismissed_objection_tells_why_and_ends_there,
    an_objection_nobody_decides_counts_as_granted,
    an_objection_comes_in_time_or_not_at_all,
    who_took_part_is_kept_from_the_objection,
    a_decision_is_objected_to_only_when_it_rejects,
}

async fn rejected(agency: &Agency, staff: &Staff) -> Receipt {
    let receipt = staff.case_at(agency, "tte").await;
    staff.kepala.takes(&receipt.name, "tte").await.unwrap();
    staff.kepala.rejects(&receipt.name, "tte", "STR tidak berlaku").await.unwrap();
    receipt
}

async fn an_objection_upheld_leads_to_the_licence(agency: &mut Agency) {
    let staff = Staff::enrolled(agency, "").await;
    let head = agency.officer("head", &["govern:dpmptsp-magelang"]).await;
    let receipt = rejected(agency, &staff).await;

    let filed = agency.public().objects(&receipt, "STR masih berlaku").await.unwrap();
    let objection = filed.objection.expect("it was filed");
    assert_eq!(objection.status(), ObjectionStatus::Pending);
    let get = GetObjectionRequest { name: receipt.name.clone() };
    let shown = head.objections().get_objection(get).await.unwrap().into_inner();
    assert_eq!(shown.grounds, "STR masih berlaku");

    let upheld = ObjectionStatus::Upheld;
    head.decides_objection(&receipt.name, upheld, "STR terbukti berlaku").await.unwrap();

    let progress = agency.public().tracks(&receipt).await.unwrap();
    assert_eq!(progress.state(), ApplicationState::Approved);
    let objection = progress.objection.expect("it is still shown");
    assert_eq!(objection.status(), ObjectionStatus::Upheld);
    assert_eq!(objection.reason, "STR terbukti berlaku");
    staff.penerbitan.takes(&receipt.name, "pengecekan").await.unwrap();
    let issued = staff.penerbitan.issues(&receipt.name, "pengecekan").await.unwrap();
    assert_eq!(issued.state(), ApplicationState::Issued);
}

async fn a_dismissed_objection_tells_why_and_ends_there(agency: &mut Agency) {
    let staff = Staff::enrolled(agency, "").await;
    let head = agency.officer("head", &["govern:dpmptsp-magelang"]).await;
    let receipt = rejected(agency, &staff).await;
    agency.public().objects(&receipt, "STR masih berlaku").await.unwrap();

    let dismissed = ObjectionStatus::Dismissed;
    head.decides_objection(&receipt.name, dismissed, "Tidak ada bukti baru").await.unwrap();

    let progress = agency.public().tracks(&receipt).await.unwrap();
    assert_eq!(progress.state(), ApplicationState::Rejected);
    assert_eq!(progress.ground, "STR tidak berlaku");
    assert_eq!(progress.objection.unwrap().reason, "Tidak ada bukti baru");
    let again = agency.public().objects(&receipt, "Sekali lagi").await;
    assert_eq!(reason(again), "OBJECTION_ALREADY_FILED");
    let late = head.decides_objection(&receipt.name, ObjectionStatus::Upheld, "Berubah").await;
    assert_eq!(reason(late), "NO_OBJECTION_PENDING");
}

async fn an_objection_nobody_decides_counts_as_granted(agency: &mut Agency) {
    let staff = Staff::enrolled(agency, "").await;
    let receipt = rejected(agency, &staff).await;
    let filed = agency.public().objects(&receipt, "STR masih berlaku").await.unwrap();
    let due = filed.objection.unwrap().due.unwrap().date.unwrap();
    // Ten working days after 8 June 2026; 16 and 17 June are looked up, not known.
    assert!((22..=25).contains(&due.day), "{due:?}");
    let tracked = agency.public().tracks(&receipt).await.unwrap().objection.unwrap();
    assert!(!tracked.explanation.is_empty());

    agency.stop().await;
    agency.time_passes_to(wib("2026-07-01 08:00")).await;
    agency.start().await;
    agency.store().tick().await.unwrap();

    let progress = agency.public().tracks(&receipt).await.unwrap();
    assert_eq!(progress.objection.as_ref().unwrap().status(), ObjectionStatus::Lapsed);
    assert_eq!(progress.state(), ApplicationState::Approved);
    let kinds = agency.kinds_of(&receipt.name).await;
    let of = |kind: &str| kinds.iter().filter(|it| *it == kind).count();
    assert_eq!((of("permits.objection_warned"), of("permits.objection_lapsed")), (1, 1));
    staff.penerbitan.takes(&receipt.name, "pengecekan").await.unwrap();
    staff.penerbitan.issues(&receipt.name, "pengecekan").await.unwrap();
}

async fn an_objection_comes_in_time_or_not_at_all(agency: &mut Agency) {
    let staff = Staff::enrolled(agency, "").await;
    let receipt = rejected(agency, &staff).await;
    let shown = agency.public().tracks(&receipt).await.unwrap().objection.unwrap();
    assert_eq!(shown.status(), ObjectionStatus::NotFiled);
    assert!(shown.file_until.is_some());

    agency.time_passes_to(wib("2026-08-01 08:00")).await;

    let refused = agency.public().objects(&receipt, "Terlambat").await;
    assert_eq!(reason(refused), "OBJECTION_TOO_LATE");
}

async fn who_took_part_is_kept_from_the_objection(agency: &mut Agency) {
    let staff = Staff::enrolled(agency, "").await;
    agency.assign(&staff.kepala, "govern:dpmptsp-magelang").await.unwrap();
    agency.assign(&staff.loket, "supervise:dpmptsp-magelang/arsip").await.unwrap();
    let receipt = rejected(agency, &staff).await;
    agency.public().objects(&receipt, "STR masih berlaku").await.unwrap();
    let upheld = ObjectionStatus::Upheld;

    for involved in [&staff.kepala, &staff.loket] {
        let refused = involved.decides_objection(&receipt.name, upheld, "Baik").await;
        assert_eq!(reason(refused), "OBJECTION_TO_OWN_DECISION");
    }
    let clerk = staff.penerbitan.decides_objection(&receipt.name, upheld, "Baik").await;
    assert_eq!(reason(clerk), "OBJECTION_DECIDER_ONLY");
    staff.supervisor.decides_objection(&receipt.name, upheld, "Baik").await.unwrap();
}

async fn a_decision_is_objected_to_only_when_it_rejects(agency: &mut Agency) {
    let staff = Staff::enrolled(agency, "").await;
    let receipt = staff.case_at(agency, "pengecekan").await;

    let refused = agency.public().objects(&receipt, "Terlalu cepat").await;

    assert_eq!(reason(refused), "NOTHING_TO_OBJECT_TO");
    assert!(agency.public().tracks(&receipt).await.unwrap().objection.is_none());
}
