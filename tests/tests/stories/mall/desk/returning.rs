//! Returning a file at the desk.

use contract::satupintu::permits::v1::ApplicationState;
use stories::applicant;

use super::{DECLARED, Town, address, press};

#[tokio::test]
async fn a_file_goes_back_once_with_everything_that_is_wrong() {
    let town = Town::open().await;
    let receipt = town.filed().await;
    let mut desk = town.desk_of(&town.staff.loket).await;
    press(&mut desk, &receipt.name, "ambil", &[DECLARED]).await;
    let page = format!("{}/kembalikan", address(&receipt.name));

    let form = desk.get(&format!("{page}?tahap=pendaftaran")).await;
    let none = desk.submit(&form, &page, &[]).await;
    let defects = [
        ("kurang-ktp", "1"),
        ("catatan-ktp", "Foto KTP tidak terbaca."),
        ("kurang-nomor-str", "1"),
        ("catatan-nomor-str", "Nomor STR kurang satu angka."),
    ];
    let returned = desk.submit(&form, &page, &defects).await;

    assert_eq!(none.status, 422, "{}", none.text());
    assert_eq!(returned.status, 303, "{}", returned.text());
    let progress = town.agency.public().tracks(&receipt).await.unwrap();
    assert_eq!(progress.state(), ApplicationState::AwaitingApplicant);
    let told: Vec<&str> = progress
        .requirements
        .iter()
        .map(|one| one.defect.as_str())
        .filter(|it| !it.is_empty())
        .collect();
    assert_eq!(told, ["Nomor STR kurang satu angka.", "Foto KTP tidak terbaca."]);
    let seen = desk.get(&address(&receipt.name)).await.text();
    assert!(seen.contains("Menunggu pemohon"), "{seen}");
    town.close().await;
}

#[tokio::test]
async fn a_second_return_with_something_new_waits_for_the_superior() {
    let town = Town::open().await;
    let receipt = town.filed().await;
    let loket = &town.staff.loket;
    loket.takes(&receipt.name, "pendaftaran").await.unwrap();
    loket.returns(&receipt.name, "pendaftaran", &[("ktp", "")]).await.unwrap();
    town.agency.public().resubmits(&receipt, applicant()).await.unwrap();
    loket.takes(&receipt.name, "pendaftaran").await.unwrap();
    loket.returns(&receipt.name, "pendaftaran", &[("nomor-str", "")]).await.unwrap();
    let mut desk = town.desk_of(loket).await;
    let mut superior = town.desk_of(&town.staff.supervisor).await;

    let own = desk.get(&address(&receipt.name)).await.text();
    let word = [("kata", "1"), ("alasan-sahkan", "Memang belum ada.")];
    let endorsed = press(&mut superior, &receipt.name, "sahkan", &word).await;

    assert!(own.contains("Menunggu atasan") && !own.contains("Kirim keputusan"), "{own}");
    assert_eq!(endorsed.status, 303, "{}", endorsed.text());
    let progress = town.agency.public().tracks(&receipt).await.unwrap();
    assert_eq!(progress.state(), ApplicationState::AwaitingApplicant);
    town.close().await;
}
