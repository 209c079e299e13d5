//! The assessment of a fee.

use documents::{Error, assessment};

use crate::reading::assert_says;
use crate::samples;

#[test]
fn an_assessment_cites_the_regulation_and_says_the_amount_twice() {
    let pdf = assessment(&samples::assessment()).unwrap();

    assert_says(
        &pdf,
        &[
            "SURAT KETETAPAN RETRIBUSI DAERAH",
            "120 m²",
            "Rp10.250",
            "Rp1.230.000",
            "Perda Nomor 1 Tahun 2024 Pasal 60",
            "Rp1.250.000",
            "satu juta dua ratus lima puluh ribu rupiah",
            "9900-2026-0000-0123",
            "22 Desember 2026",
        ],
    );
}

#[test]
fn an_assessment_that_does_not_add_up_is_refused() {
    let mut page = samples::assessment();
    page.total_rupiah += 1;

    assert_eq!(assessment(&page), Err(Error::SumDiffers));
}

#[test]
fn a_part_of_a_unit_is_charged_exactly_and_a_begun_rupiah_left_out() {
    let mut page = samples::assessment();
    page.lines[0].quantity_thousandths = 120_005;
    page.total_rupiah += 51;

    assert_says(&assessment(&page).unwrap(), &["120,005 m²", "Rp1.230.051,25", "Rp1.250.051"]);
}
