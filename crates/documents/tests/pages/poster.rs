//! Posters and cards: readable, one sheet, honest about what they are.

use documents::{Caution, Entry, PosterPage, card, flow_poster, standard_poster};

use crate::camera::codes;
use crate::reading::{assert_says, pages, text};
use crate::samples;

fn page() -> PosterPage {
    PosterPage {
        letterhead: samples::sheet().letterhead,
        caution: Caution::default(),
        title: "Penerbitan SIP Bidan".to_owned(),
        version: "Standar pelayanan versi 2".to_owned(),
        facts: vec![
            Entry::new("Waktu", "9 hari kerja"),
            Entry::new("Biaya", "Gratis"),
            Entry::new("Produk", "Surat Izin Praktik Bidan"),
        ],
        requirements: vec!["KTP".to_owned(), "STR yang masih berlaku".to_owned()],
        stages: vec![
            Entry::new("Pemeriksaan berkas", "Petugas loket · 1 hari kerja"),
            Entry::new("Penandatanganan", "Kepala Dinas · 2 hari kerja"),
        ],
        channels: vec!["Kotak pengaduan di loket".to_owned()],
        address: "https://layanan.contoh.example/layanan/dinkes/sip-bidan".to_owned(),
    }
}

#[test]
fn the_standard_is_on_one_sheet_and_leads_to_the_service() {
    let poster = standard_poster(&page()).unwrap();

    let said = [
        "STANDAR PELAYANAN",
        "Penerbitan SIP Bidan",
        "9 hari kerja",
        "STR yang masih berlaku",
        "Petugas loket · 1 hari kerja",
        "Kotak pengaduan",
        "versi 2",
    ];
    assert_says(&poster, &said);
    assert_eq!(pages(&poster), 1);
    assert_eq!(codes(&poster), [page().address]);
}

#[test]
fn a_long_procedure_is_on_one_sheet_too() {
    let stage = |number: u32| {
        Entry::new(
            format!("Tahap {number}"),
            "Tim teknis dinas · 2 hari kerja (contoh, bukan ketentuan)",
        )
    };
    let page = PosterPage {
        caution: Caution { simulated: true, example: true },
        requirements: (1..=12).map(|number| format!("Syarat ke-{number}")).collect(),
        stages: (1..=14).map(stage).collect(),
        channels: vec!["Loket".to_owned(), "SP4N-LAPOR! (lapor.go.id)".to_owned()],
        ..page()
    };

    for poster in [standard_poster(&page).unwrap(), flow_poster(&page).unwrap()] {
        assert_says(&poster, &["Tahap 14", "versi 2"]);
        assert_eq!(pages(&poster), 1);
    }
}

#[test]
fn the_flow_says_the_stages_alone() {
    let poster = flow_poster(&page()).unwrap();

    assert_says(&poster, &["ALUR PELAYANAN", "Pemeriksaan berkas", "Penandatanganan"]);
    assert!(!text(&poster).contains("STRyangmasih"));
}

#[test]
fn what_is_simulated_or_an_example_is_said() {
    let caution = Caution { simulated: true, example: true };

    let poster = standard_poster(&PosterPage { caution, ..page() }).unwrap();

    assert_says(&poster, &["SIMULASI", "CONTOH, BUKAN KETENTUAN"]);
}

#[test]
fn the_card_has_the_size_that_social_media_show() {
    let card = card(&page()).unwrap();

    let number = |at: usize| u32::from_be_bytes(card[at..at + 4].try_into().unwrap());
    assert_eq!(&card[..8], b"\x89PNG\r\n\x1a\n");
    assert_eq!((number(16), number(20)), (1200, 630));
    assert!(card.len() < 300 * 1024, "{}", card.len());
}
