//! Visits: ordered by a superior, made by two, and done by signed minutes.

use contract::satupintu::{permits::v1::ApplicationState, sop::v1::Recommendation};
use stories::usaha::{self, Staff};
use stories::{Agency, Receipt, instant, on_each_backend, reason, wib};

on_each_backend! { Plan::usaha() =>
    a_case_goes_from_its_visit_to_its_licence,
    a_visit_that_advises_refusal_leads_to_the_decision,
    a_superior_signs_the_letter_and_two_go,
    minutes_are_void_when_changed_and_locked_when_signed_by_all,
    what_was_written_on_a_visit_opens_to_few,
    who_was_on_the_team_does_not_decide,
    a_visit_is_moved_or_called_off,
}

async fn to_be_visited(agency: &Agency, staff: &Staff) -> Receipt {
    let receipt = staff.case_at(agency, "tinjau").await;
    staff.takes(&receipt.name, "tinjau").await.unwrap();
    receipt
}

async fn a_case_goes_from_its_visit_to_its_licence(agency: &mut Agency) {
    let staff = Staff::enrolled(agency).await;
    let receipt = staff.case_at(agency, "terbitkan").await;

    let issued = staff.does(&receipt.name, "terbitkan").await.unwrap();

    assert_eq!(issued.state(), ApplicationState::Issued);
    let kinds = agency.kinds_of(&receipt.name).await;
    let visit: Vec<&str> = kinds
        .iter()
        .map(String::as_str)
        .filter(|kind| ["inspection", "findings", "minutes"].iter().any(|part| kind.contains(part)))
        .collect();
    assert_eq!(
        visit,
        [
            "permits.inspection_ordered",
            "permits.findings_recorded",
            "permits.minutes_written",
            "permits.minutes_signed",
            "permits.minutes_signed",
        ]
    );
}

async fn a_visit_that_advises_refusal_leads_to_the_decision(agency: &mut Agency) {
    let staff = Staff::enrolled(agency).await;
    let receipt = to_be_visited(agency, &staff).await;
    staff.visits(agency, &receipt.name, Recommendation::Refuse).await.unwrap();
    let case = receipt.name.as_str();

    let against = staff.pemeriksa.completes(case, "tinjau", "layak", "Tetap layak").await;
    staff.pemeriksa.completes(case, "tinjau", "tidak-layak", "Tidak ada APAR").await.unwrap();
    staff.takes(case, "putuskan").await.unwrap();
    staff.kepala.rejects(case, "putuskan", "Tempat usaha tidak layak").await.unwrap();

    assert_eq!(reason(against), "AGAINST_RECOMMENDATION");
    let progress = agency.public().tracks(&receipt).await.unwrap();
    assert_eq!(progress.state(), ApplicationState::Rejected);
}

async fn a_superior_signs_the_letter_and_two_go(agency: &mut Agency) {
    let staff = Staff::enrolled(agency).await;
    let receipt = to_be_visited(agency, &staff).await;
    let (case, soon) = (receipt.name.as_str(), agency.now().plus_seconds(60));
    let (one, other) = (&staff.pemeriksa, &staff.rekan);
    let stranger = agency.stranger();

    let own = staff.pemeriksa.orders(case, soon, &[one, other]).await;
    let alone = staff.atasan.orders(case, soon, &[one, one]).await;
    let unknown = staff.atasan.orders(case, soon, &[one, &stranger]).await;
    let machine = staff.atasan.orders(case, soon, &[one, &staff.bank]).await;
    let late = staff.atasan.orders(case, agency.now(), &[one, other]).await;
    let ordered = staff.atasan.orders(case, soon, &[one, other]).await.unwrap();

    assert_eq!(reason(own), "SUPERVISOR_ONLY");
    assert_eq!(reason(alone), "TEAM_TOO_SMALL");
    assert_eq!(reason(unknown), "MEMBER_NOT_ENROLLED");
    assert_eq!(reason(machine), "MEMBER_NOT_ENROLLED");
    assert_eq!(reason(late), "VISIT_IN_THE_PAST");
    assert_eq!(ordered.letter_signed_by, staff.atasan.name());
    assert_eq!(ordered.place, "", "a write answers no sealed text");
}

async fn minutes_are_void_when_changed_and_locked_when_signed_by_all(agency: &mut Agency) {
    let staff = Staff::enrolled(agency).await;
    let receipt = to_be_visited(agency, &staff).await;
    let (case, soon) = (receipt.name.as_str(), agency.now().plus_seconds(60));
    let (one, other) = (&staff.pemeriksa, &staff.rekan);
    assert_eq!(reason(one.finds(case, &["luas"]).await), "INSPECTION_MISSING");
    staff.atasan.orders(case, soon, &[one, other]).await.unwrap();
    assert_eq!(reason(one.finds(case, &["luas"]).await), "VISIT_NOT_MADE");
    agency.time_passes_to(soon).await;
    assert_eq!(reason(staff.loket.finds(case, &["luas"]).await), "INSPECTOR_NOT_ON_TEAM");
    assert_eq!(reason(one.finds(case, &["kolam"]).await), "CHECKLIST_ITEM_UNKNOWN");
    assert_eq!(reason(one.finds(case, &["luas", "luas"]).await), "CHECKLIST_ITEM_REPEATED");
    assert_eq!(reason(one.signs(case).await), "MINUTES_MISSING");
    one.minutes(case, Recommendation::Issue, "Pertama").await.unwrap();
    assert_eq!(reason(one.signs(case).await), "FINDINGS_INCOMPLETE");
    one.finds(case, &["luas", "apar"]).await.unwrap();

    one.signs(case).await.unwrap();
    assert_eq!(reason(one.signs(case).await), "MINUTES_SIGNED");
    let changed = other.minutes(case, Recommendation::Issue, "Kedua").await.unwrap();
    let early = one.completes(case, "tinjau", "layak", "Layak").await;
    one.signs(case).await.unwrap();
    let locked = other.signs(case).await.unwrap();

    assert_eq!(changed.signed_by, [""; 0]);
    assert_eq!(reason(early), "MINUTES_NOT_SIGNED");
    assert!(locked.locked);
    assert_eq!(reason(one.finds(case, &["luas"]).await), "MINUTES_LOCKED");
    let again = one.minutes(case, Recommendation::Refuse, "Ketiga").await;
    assert_eq!(reason(again), "MINUTES_LOCKED");
    assert_eq!(reason(staff.atasan.calls_off(case).await), "MINUTES_LOCKED");
}

async fn what_was_written_on_a_visit_opens_to_few(agency: &mut Agency) {
    let staff = Staff::enrolled(agency).await;
    let receipt = to_be_visited(agency, &staff).await;
    staff.visits(agency, &receipt.name, Recommendation::Issue).await.unwrap();
    let auditor = agency.officer("auditor", &["audit:dpmptsp-magelang"]).await;

    let opened = staff.rekan.looks_at(&receipt.name).await.unwrap();
    let signer = staff.atasan.looks_at(&receipt.name).await.unwrap();
    let closed = auditor.looks_at(&receipt.name).await.unwrap();

    assert_eq!(opened.text, "Tempat sudah dilihat");
    assert_eq!(opened.place, "Jalan Contoh Nomor 1");
    assert_eq!(opened.findings[0].note, "Sudah dilihat");
    assert_eq!(signer, opened);
    assert_eq!((closed.text.as_str(), closed.place.as_str()), ("", ""));
    assert_eq!(closed.signed_by, opened.signed_by);
}

async fn who_was_on_the_team_does_not_decide(agency: &mut Agency) {
    let staff = Staff::enrolled(agency).await;
    let receipt = to_be_visited(agency, &staff).await;
    let (case, soon) = (receipt.name.as_str(), agency.now().plus_seconds(60));
    let verifier = "execute:dpmptsp-magelang/pimpinan/kepala";
    agency.assign(&staff.rekan, verifier).await.unwrap();
    staff.atasan.orders(case, soon, &[&staff.pemeriksa, &staff.rekan]).await.unwrap();
    agency.time_passes_to(soon).await;
    staff.pemeriksa.finds(case, &["luas", "apar"]).await.unwrap();
    staff.rekan.minutes(case, Recommendation::Refuse, "Tidak layak").await.unwrap();
    staff.pemeriksa.signs(case).await.unwrap();
    staff.rekan.signs(case).await.unwrap();
    staff.pemeriksa.completes(case, "tinjau", "tidak-layak", "Tidak layak").await.unwrap();

    let decided = staff.rekan.takes(case, "putuskan").await;

    assert_eq!(reason(decided), "DUTIES_SEPARATED");
}

async fn a_visit_is_moved_or_called_off(agency: &mut Agency) {
    let staff = Staff::enrolled(agency).await;
    let receipt = to_be_visited(agency, &staff).await;
    let (case, soon) = (receipt.name.as_str(), agency.now().plus_seconds(60));
    let (one, other) = (&staff.pemeriksa, &staff.rekan);
    assert_eq!(reason(staff.atasan.calls_off(case).await), "INSPECTION_MISSING");
    staff.atasan.orders(case, soon, &[one, other]).await.unwrap();
    let twice = staff.atasan.orders(case, soon, &[one, other]).await;
    assert_eq!(reason(twice), "INSPECTION_ORDERED");

    let later = wib("2026-06-10 09:00");
    let moved = staff.atasan.postpones(case, later).await.unwrap();
    assert_eq!(instant(moved.visit_at.as_ref()), later);
    agency.time_passes_to(later).await;
    one.finds(case, &["luas"]).await.unwrap();
    let made = staff.atasan.postpones(case, wib("2026-06-11 09:00")).await;
    assert_eq!(reason(made), "VISIT_MADE");
    let off = staff.atasan.calls_off(case).await.unwrap();

    assert!(off.cancelled_at.is_some());
    let elsewhere = usaha::submission();
    let elsewhere = agency.public().files(elsewhere).await.unwrap();
    staff.takes(&elsewhere.name, "periksa").await.unwrap();
    assert_eq!(reason(one.looks_at(&elsewhere.name).await), "INSPECTION_MISSING");
}
