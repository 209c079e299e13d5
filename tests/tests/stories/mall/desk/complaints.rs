//! A complaint at the desk, to its end: delivered, closed on a ground, opened again.

use contract::satupintu::complaints::v1::{ClosingGround, ComplaintState, SubmitComplaintRequest};
use contract::satupintu::files::v1::CreateUploadRequest;
use stories::attachments::{Attachment, pdf};
use stories::complaints::{Filed, Staff, complaint};
use stories::{Browser, Page, Receipt, sip};

use super::Town;

/// The page of a complaint at the desk.
fn page_of(complaint: &str) -> String {
    complaint.replace("agencies/", "/meja/pengaduan/").replace("/complaints/", "/")
}

/// Presses a button on `shown`, a page of the complaint.
async fn press_on(
    desk: &mut Browser,
    complaint: &str,
    shown: &str,
    page: &str,
    values: &[(&str, &str)],
) -> Page {
    let shown = desk.get(&format!("{}{shown}", page_of(complaint))).await;
    desk.submit(&shown, &format!("{}/{page}", page_of(complaint)), values).await
}

/// A complaint about the service of the stories.
async fn about_the_service(town: &Town) -> Filed {
    let public = town.agency.public();
    let service = sip::SERVICE.to_owned();
    let request = SubmitComplaintRequest { service, ..complaint(&public.agency) };
    public.complains(request).await.unwrap()
}

#[tokio::test]
async fn the_answer_to_a_letter_is_noted_when_it_arrives() {
    let town = Town::open().await;
    let staff = Staff::enrolled(&town.agency).await;
    let filed = staff.posted().await;
    town.agency.time_passes_to(stories::wib("2026-06-10 10:00")).await;
    let mut desk = town.desk_of(&staff.liaison).await;

    let early = [("sampai", "2026-06-01T10:00")];
    let early = press_on(&mut desk, &filed.name, "", "sampai", &early).await;
    let arrived = [("sampai", "2026-06-09T15:00")];
    let noted = press_on(&mut desk, &filed.name, "", "sampai", &arrived).await;
    let after = desk.get(&page_of(&filed.name)).await.text();

    assert_eq!(early.status, 409, "{}", early.text());
    assert_eq!(noted.status, 303, "{}", noted.text());
    assert!(!after.contains("Catat penyampaiannya"), "{after}");
    assert_eq!(town.agency.kinds_of(&filed.name).await.last().unwrap(), "complaints.delivered");
    town.close().await;
}

#[tokio::test]
async fn a_complaint_that_repeats_another_is_closed_and_superiors_open_it_again() {
    let town = Town::open().await;
    let staff = Staff::enrolled(&town.agency).await;
    let (first, second) = (about_the_service(&town).await, about_the_service(&town).await);
    let mut desk = town.desk_of(&staff.admin).await;
    let mut superior = town.desk_of(&staff.superior).await;

    let asked = desk.get(&format!("{}/tutup", page_of(&second.name))).await.text();
    let nothing = press_on(&mut desk, &second.name, "/tutup", "ganda", &[]).await;
    let original = first.name.rsplit('/').next().unwrap();
    let closed = press_on(&mut desk, &second.name, "/tutup", "ganda", &[("ganda", original)]).await;
    let seen = staff.admin.sees_complaint(&second.name).await.unwrap();
    let shown = desk.get(&page_of(&second.name)).await.text();
    let why = [("sebab", "Kejadiannya lain hari.")];
    let by_admin = press_on(&mut desk, &second.name, "", "buka-kembali", &why).await;
    let by_superior = press_on(&mut superior, &second.name, "", "buka-kembali", &why).await;

    assert!(asked.contains(&first.number) && asked.contains("layanan yang sama"), "{asked}");
    assert_eq!(nothing.status, 422, "{}", nothing.text());
    assert_eq!(closed.status, 303, "{}", closed.text());
    assert_eq!((seen.state(), seen.ground()), (ComplaintState::Closed, ClosingGround::Duplicate));
    assert!(shown.contains("mengulang pengaduan lain") && shown.contains(&page_of(&first.name)));
    assert_eq!((by_admin.status, by_superior.status), (403, 303), "{}", by_superior.text());
    let opened = staff.admin.sees_complaint(&second.name).await.unwrap();
    assert_eq!((opened.state(), opened.reopened), (ComplaintState::Received, 1));
    town.close().await;
}

#[tokio::test]
async fn a_complaint_that_another_agency_accepted_is_closed_with_its_number_there() {
    let town = Town::open().await;
    let staff = Staff::enrolled(&town.agency).await;
    let filed = staff.verified(&town.agency).await;
    let mut desk = town.desk_of(&staff.admin).await;

    let elsewhere = [("instansi", "pdam-contoh"), ("nomor", "PDAM-ADU-7")];
    let bare = press_on(&mut desk, &filed.name, "/tutup", "instansi-lain", &elsewhere[..1]).await;
    let done = press_on(&mut desk, &filed.name, "/tutup", "instansi-lain", &elsewhere).await;

    assert_eq!(bare.status, 422, "{}", bare.text());
    assert_eq!(done.status, 303, "{}", done.text());
    let told = town.agency.public().tracks_complaint(&filed).await;
    assert_eq!(told.ground(), ClosingGround::AcceptedElsewhere);
    let shown = desk.get(&page_of(&filed.name)).await.text();
    assert!(shown.contains("diterima instansi lain") && shown.contains("pdam-contoh"), "{shown}");
    town.close().await;
}

#[tokio::test]
async fn whom_a_complaint_is_about_is_named_at_the_verification() {
    let town = Town::open().await;
    let staff = Staff::enrolled(&town.agency).await;
    let filed = about_the_service(&town).await;
    let mut desk = town.desk_of(&staff.admin).await;
    let mut accused = town.desk_of(&staff.liaison).await;

    let found = [("jenis", "3"), ("teradu", "penghubung\r\nloket")];
    let verified = press_on(&mut desk, &filed.name, "", "verifikasi", &found).await;
    let given = [("unit", "pelayanan"), ("arahan", "Mohon ditindaklanjuti.")];
    let given = press_on(&mut desk, &filed.name, "", "disposisi", &given).await;
    let hidden = accused.get(&page_of(&filed.name)).await;

    assert_eq!((verified.status, given.status), (303, 303), "{}", verified.text());
    assert_eq!(hidden.status, 404, "its unit has it, and it is about this officer");
    town.close().await;
}

#[tokio::test]
async fn what_a_reporter_handed_in_is_opened_on_record() {
    let town = Town::open().await;
    let staff = Staff::enrolled(&town.agency).await;
    let Filed { name, number, secret } = about_the_service(&town).await;
    let receipt = Receipt { name: name.clone(), number, secret };
    let photo = Attachment {
        name: "papan loket.pdf".to_owned(),
        requirement: String::new(),
        media: contract::satupintu::permits::v1::MediaType::Pdf,
        content: pdf("papan", 2000),
    };
    let announced = CreateUploadRequest { purpose: None, ..photo.announced(&receipt) };
    town.agency.public().hands_in_as(&receipt, &photo, announced).await.unwrap();
    let mut desk = town.desk_of(&staff.admin).await;

    let read = press_on(&mut desk, &name, "", "isi", &[]).await;
    let opened = desk.submit(&read, &format!("{}/lampiran", page_of(&name)), &[]).await;

    assert_eq!((opened.status, &*opened.headers["content-type"]), (200, "application/pdf"));
    assert!(opened.headers["content-disposition"].starts_with("attachment"));
    assert_eq!(opened.body, photo.content);
    let kinds = town.agency.kinds_of(&name).await;
    assert_eq!(kinds[2..], ["complaints.read", "complaints.attachment_read"]);
    town.close().await;
}
