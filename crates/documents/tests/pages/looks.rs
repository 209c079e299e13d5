//! What holds for every page.

use documents::{Caution, Entry, LicencePage, licence, unprintable};

use crate::reading::{assert_says, pages, text};
use crate::samples;

#[test]
fn the_same_values_give_the_same_bytes() {
    let page = samples::licence();

    assert_eq!(licence(&page).unwrap(), licence(&page).unwrap());
}

#[test]
fn whatever_is_typed_is_printed_as_typed() {
    let tricks = [
        "PT <Maju> #Jaya *tebal* _miring_ $x^2$",
        "#panic(\"x\") #import \"sheet.typ\" #eval(\"1\")",
        "= Judul\\ `kode` @acuan <label> // catatan /* lagi */",
        "\"kutip\" ${} {{}} \\u{41} &amp; <!-- -->",
    ];
    let page = LicencePage {
        holder: tricks.iter().map(|trick| Entry::new("Nama", *trick)).collect(),
        ..samples::licence()
    };

    let pdf = licence(&page).unwrap();

    assert_says(&pdf, &tricks);
}

#[test]
fn a_character_without_a_shape_is_a_box_and_not_a_failure() {
    let page = LicencePage {
        holder: vec![Entry::new("Nama", "PT 漢字 😀 \u{202E}kilab\u{202C} \u{7}")],
        ..samples::licence()
    };

    let pdf = licence(&page).unwrap();

    assert_says(&pdf, &["PT □□ □ □kilab□ □"]);
    assert_eq!(unprintable("Đỗ Ÿ é ñ — “kutip” m²"), None);
    assert_eq!(unprintable("Siti 😀"), Some('😀'));
}

#[test]
fn a_simulated_deployment_and_an_example_are_said_on_the_page() {
    let mut page = samples::licence();
    page.sheet.caution = Caution { simulated: true, example: true };

    let warned = text(&licence(&page).unwrap());
    let plain = text(&licence(&samples::licence()).unwrap());

    assert!(warned.contains("SIMULASI") && warned.contains("CONTOH,BUKANKETENTUAN"));
    assert!(!plain.contains("SIMULASI") && !plain.contains("BUKANKETENTUAN"));
}

#[test]
fn a_long_page_goes_on_and_numbers_its_sheets() {
    let page = LicencePage {
        conditions: (0..120).map(|number| format!("Ketentuan {number} wajib dipenuhi.")).collect(),
        ..samples::licence()
    };

    let pdf = licence(&page).unwrap();

    let count = pages(&pdf);
    assert!(count > 2);
    assert_says(&pdf, &[&format!("Halaman {count} dari {count}"), "120. Ketentuan 119 wajib"]);
}

#[test]
fn a_page_is_made_for_the_archive() {
    let pdf = licence(&samples::licence()).unwrap();

    let source = String::from_utf8_lossy(&pdf);
    assert!(source.contains("<pdfaid:part>2</pdfaid:part>"));
    assert!(source.contains("<pdfaid:conformance>B</pdfaid:conformance>"));
    assert!(source.contains("2026-11-22"));
}

#[test]
fn every_word_of_a_page_can_be_searched_for() {
    let pdf = licence(&samples::licence()).unwrap();

    assert!(!text(&pdf).contains('\u{FFFD}'));
}
