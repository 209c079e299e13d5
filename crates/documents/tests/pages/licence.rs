//! The issued licence.

use documents::licence;

use crate::camera::codes;
use crate::reading::{assert_says, text};
use crate::samples;

#[test]
fn a_licence_says_what_it_grants_to_whom_and_for_how_long() {
    let pdf = licence(&samples::licence()).unwrap();

    assert_says(
        &pdf,
        &[
            "PEMERINTAH KABUPATEN CONTOH",
            "DINAS PENANAMAN MODAL DAN PELAYANAN TERPADU SATU PINTU",
            "Telepon (0999) 123456",
            "SURAT IZIN PRAKTIK BIDAN",
            "Nomor: 503/0001/SIPB/DPMPTSP/2026",
            "Siti Aminah, A.Md.Keb.",
            "Klinik Sehat Contoh",
            "22 November 2026 sampai dengan 21 November 2031",
            "Menjalankan praktik sesuai standar profesi.",
            "Peraturan Bupati Contoh Nomor 5 Tahun 2024",
            "Contoh, 22 November 2026",
            "Kepala Dinas",
            "Dra. Sri Wahyuni, M.Si.",
            "NIP 197001011995032001",
            "7K3M-Q2XD-9PTA",
            "https://izin.contoh.example/v/7K3M-Q2XD-9PTA",
            "Ditandatangani secara elektronik dengan sertifikat pengembangan.",
        ],
    );
}

#[test]
fn its_qr_code_leads_to_the_verification() {
    let page = samples::licence();

    let codes = codes(&licence(&page).unwrap());

    assert_eq!(codes, [page.verification.address]);
}

#[test]
fn a_licence_without_end_says_so() {
    let page = documents::LicencePage { valid_until: None, ..samples::licence() };

    let pdf = licence(&page).unwrap();

    assert_says(&pdf, &["sejak 22 November 2026, selama syarat dan ketentuannya dipenuhi"]);
    assert!(!text(&pdf).contains("sampaidengan"));
}

#[test]
fn an_address_too_long_for_a_code_is_refused() {
    let mut page = samples::licence();
    page.verification.address = format!("https://izin.contoh.example/{}", "a".repeat(3000));

    assert_eq!(licence(&page), Err(documents::Error::Address));
}
