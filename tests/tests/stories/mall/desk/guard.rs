//! What keeps the desk's pages from whoever has no business there.

use stories::mall::{EMPTY, Mall, entry_of};
use stories::{Agency, Backend, Plan, complaints};

use super::{DECLARED, Town, address, signs_in};

/// Every page of the desk that is opened, and every one that takes a form.
fn pages(case: &str) -> (Vec<String>, Vec<String>) {
    let (case, complaint) =
        (address(case), "/meja/pengaduan/dpmptsp-magelang/67e55044-10b1-426f-9247-bb680e5fe0c8");
    let own = [
        "",
        "/kembalikan",
        "/pesan",
        "/kunjungan",
        "/surat-tugas.pdf",
        "/berita-acara.pdf",
        "/tambah-berkas",
        "/retribusi",
    ];
    let own = own.map(|page| format!("{case}{page}"));
    let closing = format!("{complaint}/tutup");
    let opened = ["/meja", "/meja/permohonan", "/meja/pengaduan", complaint, &closing];
    let opened = opened.map(str::to_owned);
    let pressed = [
        "ambil",
        "benturan",
        "lepas",
        "selesai",
        "kembalikan",
        "sahkan",
        "formulir",
        "berkas",
        "pesan",
        "atur-kunjungan",
        "pindah-kunjungan",
        "batal-kunjungan",
        "temuan",
        "berita-acara",
        "tanda-tangan",
        "tambah-berkas",
        "hitung",
        "tetapkan",
        "batal-tetapan",
        "tidak-dibayar",
    ];
    let handled = [
        "isi",
        "verifikasi",
        "kurang",
        "disposisi",
        "tindak-lanjut",
        "jawab",
        "sampai",
        "ganda",
        "instansi-lain",
        "buka-kembali",
        "lampiran",
    ];
    let mut taken = vec!["/meja/ambil".to_owned()];
    taken.extend(pressed.map(|page| format!("{case}/{page}")));
    taken.extend(handled.map(|page| format!("{complaint}/{page}")));
    (opened.into_iter().chain(own).collect(), taken)
}

#[tokio::test]
async fn nobody_sees_a_page_of_the_desk_without_signing_in() {
    let town = Town::open().await;
    let (opened, taken) = pages(&town.filed().await.name);
    let mut browser = town.mall.browser();

    for page in &opened {
        let page = browser.get(page).await;
        assert_eq!((page.status, page.location()), (303, "/meja/masuk"));
    }
    for page in &taken {
        let page = browser.post(page, &[("tahap", "pendaftaran")]).await;
        assert_eq!((page.status, page.location()), (303, "/meja/masuk"));
    }
    town.close().await;
}

#[tokio::test]
async fn no_form_of_the_desk_is_taken_without_its_own_mark() {
    let town = Town::open().await;
    let case = town.filed().await.name;
    let (_, taken) = pages(&case);
    let mut desk = town.desk_of(&town.staff.loket).await;
    let inbox = desk.get("/meja").await;
    let mark = inbox.fields("/meja/keluar").remove(0).1;

    for page in &taken {
        let unmarked = desk.post(page, &[DECLARED]).await;
        let of_another_form = desk.post(page, &[DECLARED, ("tanda", &mark)]).await;
        assert_eq!((unmarked.status, of_another_form.status), (403, 403), "{page}");
    }
    assert_eq!(town.agency.kinds_of(&case).await, ["permits.submitted"]);
    town.close().await;
}

#[tokio::test]
async fn a_token_of_another_agency_or_of_nobody_opens_no_desk() {
    let town = Town::open().await;
    let other = Agency::open(Plan::ktp(), Backend::Sqlite).await;
    let elsewhere = other.officer("loket", &["execute:disdukcapil-pandeglang/loket/petugas"]).await;
    let mut browser = town.mall.browser();

    let foreign = signs_in(&mut browser, &town.agency, &other.token(&elsewhere.person)).await;
    let stranger = signs_in(&mut browser, &town.agency, &town.agency.token("stranger")).await;
    let nonsense = signs_in(&mut browser, &town.agency, "bukan-token").await;
    let after = browser.get("/meja").await;

    assert_eq!([foreign.status, stranger.status, nonsense.status], [403; 3]);
    assert_eq!((after.status, after.location()), (303, "/meja/masuk"));
    other.close().await;
    town.close().await;
}

#[tokio::test]
async fn a_desk_of_one_agency_reaches_no_case_of_another() {
    let town = Town::open().await;
    let other = Agency::open(Plan::sip(), Backend::Sqlite).await;
    let case = other.public().files(stories::sip::submission()).await.unwrap().name;
    let mut desk = town.desk_of(&town.staff.loket).await;

    let page = desk.get(&address(&case)).await;

    assert_eq!(page.status, 404, "{}", page.text());
    other.close().await;
    town.close().await;
}

#[tokio::test]
async fn a_wrong_role_sees_and_does_nothing() {
    let town = Town::open().await;
    let case = town.filed().await.name;
    let auditor = town.agency.officer("pengawas", &["audit:dpmptsp-magelang"]).await;
    let clerk =
        town.agency.officer("penetap", &["execute:dpmptsp-magelang/keuangan/penetap"]).await;
    let mut desk = town.desk_of(&clerk).await;
    let mut audit = town.desk_of(&auditor).await;
    let mut head = town.desk_of(&town.staff.kepala).await;

    let opened = [desk.get(&address(&case)).await, desk.get("/meja/permohonan").await];
    let complaints = desk.get("/meja/pengaduan").await;
    let inbox = audit.get("/meja").await.text();
    let own = head.get(&address(&case)).await;
    let fields = own.fields("/meja/keluar");

    assert_eq!(opened.map(|page| page.status), [403; 2]);
    assert_eq!(complaints.status, 403);
    assert!(inbox.contains("Anda tidak bertugas") && !inbox.contains("Ambil yang tertua"));
    // The head has a step of the case, but not this one: there is nothing to press.
    assert_eq!(own.status, 200);
    assert!(own.text().contains("Menunggu petugas lain") && fields.len() == 1, "{}", own.text());
    assert!(!own.text().contains("/ambil\""), "{}", own.text());
    assert_eq!(town.agency.kinds_of(&case).await, ["permits.submitted"]);
    town.close().await;
}

#[tokio::test]
async fn a_revoked_duty_and_signing_out_end_the_work_at_once() {
    let town = Town::open().await;
    let case = town.filed().await.name;
    let mut desk = town.desk_of(&town.staff.loket).await;
    let shown = desk.get(&address(&case)).await;

    let duty = format!("execute:{}", stories::sip::LOKET);
    town.agency.revoke(&town.staff.loket, &duty).await.unwrap();
    let late = desk.submit(&shown, &format!("{}/ambil", address(&case)), &[DECLARED]).await;
    let inbox = desk.get("/meja").await;
    let left = desk.submit(&inbox, "/meja/keluar", &[]).await;
    let after = desk.get("/meja").await;

    assert_eq!(late.status, 403, "{}", late.text());
    assert_eq!((left.status, left.location()), (303, "/meja/masuk"));
    assert_eq!((after.status, after.location()), (303, "/meja/masuk"));
    town.close().await;
}

#[tokio::test]
async fn every_page_of_the_desk_carries_the_headers_that_guard_it() {
    let town = Town::open().await;
    let (opened, _) = pages(&town.filed().await.name);
    let token = town.agency.token(&town.staff.loket.person);
    let mut desk = town.desk_of(&town.staff.loket).await;

    for page in opened.iter().map(String::as_str).chain(["/meja/masuk", "/en/meja"]) {
        let seen = desk.get(page).await;
        let headers = &seen.headers;
        assert_eq!(headers["cache-control"], "no-store", "{page}");
        assert!(headers["content-security-policy"].contains("frame-ancestors 'none'"), "{page}");
        assert_eq!(headers["x-frame-options"], "DENY", "{page}");
        assert_eq!(headers["referrer-policy"], "same-origin", "{page}");
        assert!(!seen.text().contains(&token) && !headers.values().any(|it| it.contains(&token)));
        let cookie = headers.get("set-cookie").expect("the desk is kept open");
        for word in ["HttpOnly", "SameSite=Strict", "Path=/", "Max-Age=1800"] {
            assert!(cookie.contains(word), "{page}: {cookie}");
        }
    }
    town.close().await;
}

#[tokio::test]
async fn to_whom_a_complaint_is_about_it_does_not_exist_at_the_desk() {
    let town = Town::open().await;
    let handling = complaints::Staff::enrolled(&town.agency).await;
    let filed = town.agency.public().complains(complaints::complaint(&handling.admin.agency)).await;
    let filed = filed.unwrap();
    let page = filed.name.replace("agencies/", "/meja/pengaduan/").replace("/complaints/", "/");
    let mut desk = town.desk_of(&handling.admin).await;

    let before = desk.get(&page).await;
    handling.admin.verifies(&filed.name, &[&handling.liaison]).await.unwrap();
    handling.admin.hands_complaint(&filed.name, "pelayanan").await.unwrap();
    let mut accused = town.desk_of(&handling.liaison).await;
    let hidden = accused.get(&page).await;
    let own = accused.get("/meja/pengaduan").await;
    let of_all = desk.get("/meja/pengaduan").await.text();

    assert_eq!((before.status, hidden.status, own.status), (200, 404, 200));
    assert!(of_all.contains(&filed.number) && !own.text().contains(&filed.number));
    town.close().await;
}

#[tokio::test]
async fn a_desk_over_https_is_kept_by_this_host_alone() {
    let agency = Agency::open(Plan::sip(), Backend::Sqlite).await;
    let officer = agency.officer("loket", &[&format!("execute:{}", stories::sip::LOKET)]).await;
    let mall =
        Mall::reached_at(&(EMPTY.to_owned() + &entry_of(&agency)), "https://mpp.example").await;
    let mut browser = mall.browser();

    let entered = signs_in(&mut browser, &agency, &agency.token(&officer.person)).await;

    let cookie = &entered.headers["set-cookie"];
    assert!(cookie.starts_with("__Host-satupintu=") && cookie.contains("; Secure"), "{cookie}");
    mall.close().await;
    agency.close().await;
}
