//! Rounded first, then classified: every boundary of both sets of bands.

use surveys::{Category, Hundredths, OutOfRange, Thresholds};

use crate::decimal;

fn letter(converted: &str) -> Category {
    Thresholds::Permen2017.classify(&decimal(converted)).expect("within 25..100").1
}

#[test]
fn half_a_hundredth_below_a_band_lifts_into_it() {
    assert_eq!(letter("64.994"), Category::D);
    assert_eq!(letter("64.995"), Category::C);
    assert_eq!(letter("76.604"), Category::C);
    assert_eq!(letter("76.605"), Category::B);
    assert_eq!(letter("88.304"), Category::B);
    assert_eq!(letter("88.305"), Category::A);
}

#[test]
fn the_ends_of_the_scale_are_d_and_a() {
    assert_eq!(letter("25"), Category::D);
    assert_eq!(letter("100"), Category::A);
}

#[test]
fn below_25_and_above_100_is_an_error() {
    let classify = |text| Thresholds::Permen2017.classify(&decimal(text));

    assert_eq!(classify("24.999"), Err(OutOfRange(Hundredths(2500))));
    assert_eq!(classify("100.001"), Err(OutOfRange(Hundredths(10_000))));
    assert_eq!(classify("24"), Err(OutOfRange(Hundredths(2400))));
}

#[test]
fn every_hundredth_has_exactly_one_letter() {
    let letters = |thresholds: Thresholds| {
        let all = (2500..=10_000).map(|value| thresholds.of(Hundredths(value)).expect("a letter"));
        let mut changes: Vec<Category> = all.collect();
        changes.dedup();
        changes
    };
    let ascending = vec![Category::D, Category::C, Category::B, Category::A];

    assert_eq!(letters(Thresholds::Permen2017), ascending);
    assert_eq!(letters(Thresholds::Kepmen2004), ascending);
}

#[test]
fn the_bands_of_2004_end_where_the_decision_ends_them() {
    let of = |value| Thresholds::Kepmen2004.of(Hundredths(value)).expect("a letter");

    assert_eq!([of(4375), of(4376)], [Category::D, Category::C]);
    assert_eq!([of(6250), of(6251)], [Category::C, Category::B]);
    assert_eq!([of(8125), of(8126)], [Category::B, Category::A]);
}

#[test]
fn published_totals_get_their_letter_of_today() {
    let published = ["80.81", "88.67", "86.79", "79.50", "76.75", "75.075", "74.926", "69.85"];

    let letters: String = published.map(|value| letter(value).letter()).concat();

    assert_eq!(letters, "BABBBCCC");
}

#[test]
fn the_bands_of_2004_called_some_of_them_good() {
    let old = |value| Thresholds::Kepmen2004.classify(&decimal(value)).expect("in range").1;

    assert_eq!(old("74.926"), Category::B);
    assert_eq!(old("69.85"), Category::B);
}
