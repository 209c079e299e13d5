//! Amounts and days in words.

use documents::{date, in_words, rupiah};
use proptest::prelude::*;

#[test]
fn amounts_are_spelled_as_indonesian_spells_them() {
    let spelled = [
        (0, "nol"),
        (1, "satu"),
        (10, "sepuluh"),
        (11, "sebelas"),
        (12, "dua belas"),
        (19, "sembilan belas"),
        (20, "dua puluh"),
        (99, "sembilan puluh sembilan"),
        (100, "seratus"),
        (111, "seratus sebelas"),
        (200, "dua ratus"),
        (1_000, "seribu"),
        (1_001, "seribu satu"),
        (1_999, "seribu sembilan ratus sembilan puluh sembilan"),
        (2_000, "dua ribu"),
        (11_000, "sebelas ribu"),
        (100_000, "seratus ribu"),
        (101_000, "seratus satu ribu"),
        (1_000_000, "satu juta"),
        (1_001_000, "satu juta seribu"),
        (21_512_011, "dua puluh satu juta lima ratus dua belas ribu sebelas"),
        (1_000_000_000, "satu miliar"),
        (2_100_000_001, "dua miliar seratus juta satu"),
        (1_000_000_000_000, "satu triliun"),
        (
            999_000_000_000_999,
            "sembilan ratus sembilan puluh sembilan triliun sembilan ratus sembilan puluh sembilan",
        ),
        (-5_000, "minus lima ribu"),
    ];

    for (amount, words) in spelled {
        assert_eq!(in_words(amount), words);
    }
}

#[test]
fn the_largest_amounts_have_words_too() {
    assert!(
        in_words(i64::MAX).starts_with("sembilan kuintiliun dua ratus dua puluh tiga kuadriliun")
    );
    assert!(in_words(i64::MIN).starts_with("minus sembilan kuintiliun"));
}

#[test]
fn rupiah_are_grouped_by_thousands() {
    assert_eq!(rupiah(0), "Rp0");
    assert_eq!(rupiah(999), "Rp999");
    assert_eq!(rupiah(1_000), "Rp1.000");
    assert_eq!(rupiah(1_020_003), "Rp1.020.003");
    assert_eq!(rupiah(-1_500), "-Rp1.500");
}

#[test]
fn days_are_written_out() {
    assert_eq!(date(jiff::civil::date(2026, 5, 1)), "1 Mei 2026");
}

proptest! {
    /// Read back word by word, the words are the amount.
    #[test]
    fn words_mean_the_amount(amount in 0_i64..=999_999_999_999_999) {
        prop_assert_eq!(read(&in_words(amount)), amount);
    }
}

/// An independent reading: what each word does to the number before it.
fn read(words: &str) -> i64 {
    const ONES: [&str; 10] =
        ["nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan"];
    let (mut total, mut group, mut last) = (0_i64, 0_i64, 0_i64);
    for word in words.split(' ') {
        match word {
            "sepuluh" => last = 10,
            "sebelas" => last = 11,
            "seratus" => group += 100,
            "seribu" => total += 1_000,
            "belas" => last += 10,
            "puluh" => (group, last) = (group + last * 10, 0),
            "ratus" => (group, last) = (group + last * 100, 0),
            "ribu" => (total, group, last) = (total + (group + last) * 1_000, 0, 0),
            "juta" => (total, group, last) = (total + (group + last) * 1_000_000, 0, 0),
            "miliar" => (total, group, last) = (total + (group + last) * 1_000_000_000, 0, 0),
            "triliun" => (total, group, last) = (total + (group + last) * 1_000_000_000_000, 0, 0),
            one => last = ONES.iter().position(|name| *name == one).expect("a word") as i64,
        }
    }
    total + group + last
}
