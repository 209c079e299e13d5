//! A visit at the desk: ordered by the superior, written down and signed by the team.

use serde_json::json;
use stories::attachments::pdf;
use stories::mall::{EMPTY, Mall, entry_of};
use stories::{Agency, Backend, Browser, Page, Plan, browsed, usaha};

use super::{address, desk_of, press};
use crate::mall::judge;

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

#[tokio::test]
async fn a_visit_is_moved_and_called_off_by_who_orders_it() {
    let agency = Agency::open(Plan::usaha(), Backend::Sqlite).await;
    let staff = usaha::Staff::enrolled(&agency).await;
    let mall = Mall::open(&(EMPTY.to_owned() + &entry_of(&agency))).await;
    let case = staff.case_at(&agency, "tinjau").await.name;
    staff.takes(&case, "tinjau").await.unwrap();
    let soon = agency.now().plus_seconds(3600);
    staff.atasan.orders(&case, soon, &[&staff.pemeriksa, &staff.rekan]).await.unwrap();
    let mut superior = desk_of(&mall, &agency, &staff.atasan).await;
    let mut inspector = desk_of(&mall, &agency, &staff.pemeriksa).await;

    let own = inspector.get(&format!("{}/kunjungan?tahap=tinjau", address(&case))).await.text();
    let letter = inspector.get(&format!("{}/surat-tugas.pdf", address(&case))).await;
    let minutes = inspector.get(&format!("{}/berita-acara.pdf", address(&case))).await;
    let past = [("waktu", "2026-06-01T09:00"), ("sebab", "Pemilik berhalangan.")];
    let past = on_the_visit(&mut superior, &case, "pindah-kunjungan", &past).await;
    let later = [("waktu", "2026-06-09T09:00"), ("sebab", "Pemilik berhalangan.")];
    let moved = on_the_visit(&mut superior, &case, "pindah-kunjungan", &later).await;
    let seen = staff.pemeriksa.looks_at(&case).await.unwrap();
    let off = [("sebab-batal", "Tim diganti.")];
    let off = on_the_visit(&mut superior, &case, "batal-kunjungan", &off).await;
    let after = superior.get(&format!("{}/kunjungan?tahap=tinjau", address(&case))).await.text();

    assert!(own.contains("surat-tugas.pdf") && !own.contains("pindah-kunjungan"), "{own}");
    assert!(letter.status == 200 && letter.body.starts_with(b"%PDF-"), "{}", letter.status);
    assert_eq!((minutes.status, past.status), (409, 422), "{}", past.text());
    assert_eq!((moved.status, off.status), (303, 303), "{}", moved.text());
    assert_eq!(stories::instant(seen.visit_at.as_ref()), stories::wib("2026-06-09 09:00"));
    assert!(after.contains("Tanda tangani surat tugas"), "another can be ordered: {after}");
    mall.close().await;
    agency.close().await;
}

#[tokio::test]
async fn who_holds_the_step_adds_a_file_to_it() {
    let agency = Agency::open(Plan::usaha(), Backend::Sqlite).await;
    let staff = usaha::Staff::enrolled(&agency).await;
    let mall = Mall::open(&(EMPTY.to_owned() + &entry_of(&agency))).await;
    let case = staff.case_at(&agency, "tinjau").await.name;
    let page = format!("{}/tambah-berkas", address(&case));
    let mut inspector = desk_of(&mall, &agency, &staff.pemeriksa).await;
    let early = inspector.get(&format!("{page}?tahap=tinjau")).await.text();
    staff.takes(&case, "tinjau").await.unwrap();
    let photo = pdf("foto", 3000);

    let form = inspector.get(&format!("{page}?tahap=tinjau")).await;
    let fields = form.fields(&page);
    let fields: Vec<(&str, &str)> =
        fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let wrong = inspector.upload(&page, &fields, ("foto.docx", &photo)).await;
    let added = inspector.upload(&page, &fields, ("foto.pdf", &photo)).await;
    let shown = inspector.get(&address(&case)).await;
    let opened = inspector.submit(&shown, &format!("{}/berkas", address(&case)), &[]).await;

    assert!(!early.contains("type=\"file\""), "{early}");
    assert_eq!(wrong.status, 422, "{}", wrong.text());
    assert_eq!(added.status, 303, "{}", added.text());
    assert!(shown.text().contains("Berkas petugas"), "{}", shown.text());
    assert_eq!(opened.body, photo);
    let files = staff.pemeriksa.sees(&case).await.unwrap().files;
    assert_eq!((files[0].step.as_str(), files[0].requirement_id.as_str()), ("tinjau", ""));
    mall.close().await;
    agency.close().await;
}

#[tokio::test]
async fn a_browser_orders_a_visit_and_sets_a_fee_on_a_phone_and_on_a_desk() {
    let agency = Agency::open(Plan::usaha(), Backend::Sqlite).await;
    let staff = usaha::Staff::enrolled(&agency).await;
    let mall = Mall::open(&(EMPTY.to_owned() + &entry_of(&agency))).await;
    let token = |person: &str| agency.token(person);
    let told = json!({
        "portal": format!("http://{}", mall.address()),
        "agency": agency.plan.agency,
        "tokens": {
            "atasan": token("atasan"),
            "pemeriksa": token("pemeriksa"),
            "penetap": token("penetap"),
        },
    });

    let seen = browsed("browse_visits.py", &told, async |asked| {
        let step = match asked {
            "a case to visit" => "tinjau",
            "a case to charge" => "tetapkan",
            _ => panic!("{asked}"),
        };
        let case = staff.case_at(&agency, step).await.name;
        staff.takes(&case, step).await.unwrap();
        json!({ "case": address(&case) })
    })
    .await;

    for screen in ["phone", "desk"] {
        let seen = &seen[screen];
        judge(screen, seen);
        assert_eq!(seen["visit"], "Senin, 22 Juni 2026 pukul 13.00 WIB", "{screen}");
        assert!(seen["file"].as_str().unwrap().contains("tinjau"), "{screen}: {seen:#}");
        assert!(seen["computed"].as_str().unwrap().contains("Rp 1.807.500"), "{screen}: {seen:#}");
        assert_eq!(seen["owed"], "Belum dibayar", "{screen}");
    }
    mall.close().await;
    agency.close().await;
}
