//! Papers of a case: made from its record, for those whose business they are.

use contract::satupintu::permits::v1::{MakePaperRequest, PaperKind};
use contract::satupintu::sop::v1::Recommendation;
use stories::usaha::Staff;
use stories::{Agency, Answered, Caller, Receipt, on_each_backend, reason};

use crate::reading::{assert_says, text};

on_each_backend! { Plan::usaha() =>
    what_is_owed_is_on_paper,
    a_visit_is_ordered_and_told_on_paper,
    a_rejection_is_on_paper_until_somebody_else_decides,
    an_officer_gets_no_paper_with_the_applicants_name,
}

async fn paper(
    caller: &Caller,
    case: &str,
    receipt: Option<&Receipt>,
    kind: PaperKind,
) -> Answered<Vec<u8>> {
    let shown = |pick: fn(&Receipt) -> &String| receipt.map(pick).cloned().unwrap_or_default();
    let request = MakePaperRequest {
        name: case.to_owned(),
        receipt_number: shown(|receipt| &receipt.number),
        secret: shown(|receipt| &receipt.secret),
        kind: kind.into(),
    };
    let mut frames = caller.papers().make_paper(request).await?.into_inner();
    let mut pdf = Vec::new();
    while let Some(frame) = frames.message().await? {
        assert!(frame.data.len() <= 64 * 1024);
        pdf.extend(frame.data);
    }
    Ok(pdf)
}

async fn own(agency: &Agency, receipt: &Receipt, kind: PaperKind) -> Answered<Vec<u8>> {
    paper(&agency.public(), &receipt.name, Some(receipt), kind).await
}

async fn what_is_owed_is_on_paper(agency: &mut Agency) {
    let staff = Staff::enrolled(agency).await;
    let receipt = staff.case_at(agency, "tetapkan").await;
    let early = own(agency, &receipt, PaperKind::Assessment).await;
    staff.does(&receipt.name, "tetapkan").await.unwrap();

    let first = own(agency, &receipt, PaperKind::Assessment).await.unwrap();
    let again = own(agency, &receipt, PaperKind::Assessment).await.unwrap();
    let wrong = Receipt { secret: "2222222222222222".to_owned(), ..receipt.clone() };
    let stranger = own(agency, &wrong, PaperKind::Assessment).await;

    assert_eq!(reason(early), "PAPER_MISSING");
    let lines = ["202600000012", "120,5 m2", "Rp1.807.500", "Rp50.000", "Rp1.857.500"];
    assert_says(&first, &lines);
    assert_says(&first, &["Perda contoh untuk pengujian", "22 Juni 2026", &receipt.number]);
    assert_eq!(first, again, "the same record gives the same page");
    assert_eq!(reason(stranger), "RECEIPT_UNKNOWN");
}

async fn a_visit_is_ordered_and_told_on_paper(agency: &mut Agency) {
    let staff = Staff::enrolled(agency).await;
    let receipt = staff.case_at(agency, "tinjau").await;
    let case = receipt.name.as_str();
    staff.takes(case, "tinjau").await.unwrap();
    let unordered = own(agency, &receipt, PaperKind::Assignment).await;
    let soon = agency.now().plus_seconds(60);
    staff.atasan.orders(case, soon, &[&staff.pemeriksa, &staff.rekan]).await.unwrap();
    let letter = own(agency, &receipt, PaperKind::Assignment).await.unwrap();
    let of_the_team = paper(&staff.rekan, case, None, PaperKind::Assignment).await.unwrap();
    agency.time_passes_to(soon).await;
    staff.pemeriksa.finds(case, &["luas", "apar"]).await.unwrap();
    staff.rekan.minutes(case, Recommendation::Issue, "Layak").await.unwrap();
    staff.pemeriksa.signs(case).await.unwrap();
    let half_signed = own(agency, &receipt, PaperKind::Minutes).await;
    staff.rekan.signs(case).await.unwrap();

    let minutes = own(agency, &receipt, PaperKind::Minutes).await.unwrap();

    assert_eq!(reason(unordered), "PAPER_MISSING");
    assert_says(&letter, &["SURAT TUGAS", "Jalan Contoh Nomor 1", "petugas 1", "petugas 2"]);
    assert!(!text(&letter).contains("rekan"));
    assert_says(&of_the_team, &["rekan", "atasan"]);
    assert_eq!(reason(half_signed), "PAPER_MISSING");
    assert_says(&minutes, &["BERITA ACARA", "DAPAT DITERBITKAN", "Sudah dilihat", "Layak"]);
}

async fn a_rejection_is_on_paper_until_somebody_else_decides(agency: &mut Agency) {
    let staff = Staff::enrolled(agency).await;
    let receipt = staff.case_at(agency, "tinjau").await;
    let case = receipt.name.as_str();
    staff.takes(case, "tinjau").await.unwrap();
    staff.visits(agency, case, Recommendation::Refuse).await.unwrap();
    staff.pemeriksa.completes(case, "tinjau", "tidak-layak", "Tidak layak").await.unwrap();
    let open = own(agency, &receipt, PaperKind::Rejection).await;
    staff.takes(case, "putuskan").await.unwrap();
    staff.kepala.rejects(&receipt.name, "putuskan", "Lokasi di luar zona").await.unwrap();

    let rejection = own(agency, &receipt, PaperKind::Rejection).await.unwrap();

    assert_eq!(reason(open), "PAPER_MISSING");
    let said = ["SURAT PENOLAKAN", "Lokasi di luar zona", "Keberatan diajukan paling lambat"];
    assert_says(&rejection, &said);
}

async fn an_officer_gets_no_paper_with_the_applicants_name(agency: &mut Agency) {
    let staff = Staff::enrolled(agency).await;
    let receipt = staff.case_at(agency, "bayar").await;
    let case = receipt.name.as_str();

    let owed = paper(&staff.penetap, case, None, PaperKind::Assessment).await;
    let minutes = paper(&staff.penetap, case, None, PaperKind::Minutes).await;
    let nobody = paper(&agency.public(), case, None, PaperKind::Minutes).await;

    assert_eq!(reason(owed), "RECEIPT_REQUIRED");
    assert_eq!(reason(minutes), "DUTY_MISSING");
    assert_eq!(reason(nobody), "RECEIPT_REQUIRED");
}
