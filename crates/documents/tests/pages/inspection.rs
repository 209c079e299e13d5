//! The letter of assignment and the minutes.

use documents::{assignment, minutes};

use crate::reading::assert_says;
use crate::samples;

#[test]
fn an_assignment_names_the_team_the_day_and_the_place() {
    let pdf = assignment(&samples::assignment()).unwrap();

    assert_says(
        &pdf,
        &[
            "SURAT TUGAS",
            "Andi Pratama, S.T.",
            "NIP 198501012010011001",
            "Rina Marlina",
            "25 November 2026",
            "09.00 WIB",
            "Jalan Melati 5, Contoh",
            "Pemeriksaan ini tidak dipungut biaya",
        ],
    );
}

#[test]
fn minutes_list_findings_photos_and_who_was_there() {
    let page = samples::minutes();

    let pdf = minutes(&page).unwrap();

    assert_says(
        &pdf,
        &[
            "BERITA ACARA PEMERIKSAAN LAPANGAN",
            "Ukuran sesuai gambar",
            "Tidak sesuai",
            "Lebih tinggi 40 cm",
            "-5.147700, 119.432700",
            &page.photos[0].digest,
            "DITOLAK",
            "Tinggi melampaui batas.",
            "Budi Santoso",
            "Saksi",
        ],
    );
}
