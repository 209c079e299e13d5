//! A visit at the desk: ordered by the superior, written down and signed by the team.

use stories::mall::{EMPTY, Mall, entry_of};
use stories::{Agency, Backend, Browser, Page, Plan, usaha};

use super::{address, desk_of, press};

/// Presses a button on the page of the visit.
async fn on_the_visit(desk: &mut Browser, case: &str, page: &str, values: &[(&str, &str)]) -> Page {
    let shown = desk.get(&format!("{}/kunjungan?tahap=tinjau", address(case))).await;
    desk.submit(&shown, &format!("{}/{page}", address(case)), values).await
}

#[tokio::test]
async fn a_visit_is_ordered_written_down_and_signed() {
    let agency = Agency::open(Plan::usaha(), Backend::Sqlite).await;
    let staff = usaha::Staff::enrolled(&agency).await;
    let mall = Mall::open(&(EMPTY.to_owned() + &entry_of(&agency))).await;
    let case = staff.case_at(&agency, "tinjau").await.name;
    staff.takes(&case, "tinjau").await.unwrap();
    let mut superior = desk_of(&mall, &agency, &staff.atasan).await;
    let mut inspector = desk_of(&mall, &agency, &staff.pemeriksa).await;
    let mut colleague = desk_of(&mall, &agency, &staff.rekan).await;

    let letter = [
        ("waktu", "2026-06-08T09:30"),
        ("tempat", "Jalan Contoh Nomor 1"),
        ("nomor-surat", "090/17/ST/2026"),
        ("tanggal-surat", "2026-06-08"),
        ("tim", "pemeriksa\r\nrekan"),
    ];
    let ordered = on_the_visit(&mut superior, &case, "atur-kunjungan", &letter).await;
    let found = [("temuan-luas", "1"), ("temuan-apar", "1"), ("catatan-apar", "Dua tabung.")];
    let early = on_the_visit(&mut inspector, &case, "temuan", &found).await;
    agency.time_passes_to(stories::wib("2026-06-08 09:30")).await;
    let recorded = on_the_visit(&mut inspector, &case, "temuan", &found).await;
    let minutes =
        [("uraian", "Tempat sudah dilihat."), ("rekomendasi", "1"), ("alasan", "Sesuai denah.")];
    let written = on_the_visit(&mut colleague, &case, "berita-acara", &minutes).await;
    let first = on_the_visit(&mut colleague, &case, "tanda-tangan", &[]).await;
    let second = on_the_visit(&mut inspector, &case, "tanda-tangan", &[]).await;
    let locked = inspector.get(&format!("{}/kunjungan?tahap=tinjau", address(&case))).await;
    let advised = [("hasil", "layak"), ("alasan", "Sesuai berita acara.")];
    let done = press(&mut inspector, &case, "selesai", &advised).await;

    assert_eq!(early.status, 409, "{}", early.text());
    assert!(early.text().contains("Dua tabung."), "what was typed is kept");
    for page in [ordered, recorded, written, first, second, done] {
        assert_eq!(page.status, 303, "{}", page.text());
    }
    assert!(locked.text().contains("Berita acara terkunci"), "{}", locked.text());
    let seen = staff.penetap.sees(&case).await.unwrap();
    assert_eq!(seen.tasks[0].step, "tetapkan");
    mall.close().await;
    agency.close().await;
}
