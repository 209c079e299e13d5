//! Letters in running text, and the promise on the wall.

use documents::{Letter, Section, letter, promise, refusal};

use crate::camera::codes;
use crate::reading::assert_says;
use crate::samples;

#[test]
fn a_refusal_gives_its_ground_and_the_right_to_object() {
    let pdf = refusal(&samples::refusal()).unwrap();

    assert_says(
        &pdf,
        &[
            "SURAT PENOLAKAN",
            "Kepada Yth.",
            "Budi Santoso",
            "2026-000123",
            "2 November 2026",
            "dengan ini DITOLAK",
            "Lokasi berada di ruang milik jalan.",
            "Peraturan Daerah Nomor 3 Tahun 2020 Pasal 12",
            "berhak mengajukan keberatan",
            "paling lambat 14 Desember 2026",
            "Keberatan diajukan melalui laman layanan atau di loket.",
        ],
    );
    assert_eq!(codes(&pdf), [samples::verification().address]);
}

#[test]
fn a_letter_says_its_sections_in_order() {
    let point = |text: &str| Section { points: vec![text.to_owned()], ..Section::default() };
    let page = Letter {
        sheet: samples::sheet(),
        title: "Surat Pencabutan Izin".to_owned(),
        addressee: None,
        subject: "Pencabutan".to_owned(),
        sections: vec![point("pertama"), point("kedua")],
        verification: None,
    };

    let pdf = letter(&page).unwrap();

    assert_says(&pdf, &["SURAT PENCABUTAN IZIN", "1. pertama 1. kedua"]);
}

#[test]
fn a_promise_names_what_it_covers_and_what_it_costs_to_break() {
    let pdf = promise(&samples::promise()).unwrap();

    assert_says(
        &pdf,
        &[
            "MAKLUMAT PELAYANAN",
            "berjanji dan sanggup menyelenggarakan pelayanan sesuai Standar Pelayanan",
            "Keputusan Kepala Dinas Nomor 800/12/2026",
            "SIP Bidan, versi 2",
            "Izin diantar ke rumah tanpa biaya.",
            "SP4N-LAPOR!",
        ],
    );
}
