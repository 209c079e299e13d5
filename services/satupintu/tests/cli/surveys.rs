//! `satupintu surveys` on the spreadsheets of the catalogue, and on faulty ones.

use std::fs;

use super::{catalogue, satupintu, scratch};

fn example() -> String {
    catalogue("surveys/contoh.csv")
}

#[test]
fn the_example_comes_to_91_48_a() {
    let answered = satupintu(["surveys", "index", &example(), "--json"]);

    assert_eq!(answered.code, 0, "{}", answered.err);
    let json = answered.json();
    assert_eq!(json["ikm"], "91.48");
    assert_eq!(json["category"], "A");
    assert_eq!(json["respondents"], 29);
    assert_eq!(json["order"], "list");
    assert_eq!(json["elements"][7]["key"], "pengaduan");
    assert_eq!(json["elements"][3]["mean"], "4.000");
}

#[test]
fn the_old_weight_reproduces_the_published_value() {
    let answered = satupintu(["surveys", "index", &example(), "--weight", "0.11", "--json"]);

    assert_eq!(answered.json()["ikm"], "90.56");
    assert_eq!(answered.json()["weight"], "W0_11");
}

#[test]
fn the_order_that_was_assumed_is_said() {
    let answered = satupintu(["surveys", "index", &example()]);

    assert!(answered.out.contains("U8 = pengaduan"), "{}", answered.out);
    assert!(answered.out.contains("daftar peraturan"), "{}", answered.out);
    assert!(answered.out.contains("IKM 91,48  mutu A (Sangat baik)"), "{}", answered.out);
}

#[test]
fn the_order_of_the_form_swaps_two_elements_and_not_the_index() {
    let answered = satupintu(["surveys", "index", &example(), "--order", "form", "--json"]);

    let json = answered.json();
    assert_eq!(json["ikm"], "91.48");
    assert_eq!(json["elements"][8]["sum"], "105");
}

#[test]
fn too_small_a_sample_is_flagged() {
    let answered = satupintu(["surveys", "index", &example(), "--population", "1000", "--json"]);

    let sample = &answered.json()["sample"];
    assert_eq!(sample["required"], 278);
    assert_eq!(sample["flag"], "di bawah jumlah sampel minimum");
}

#[test]
fn bad_cells_are_told_with_line_column_reason_and_remedy() {
    let file = scratch("survey-faults").join("salah.csv");
    fs::write(&file, "U1;U2;U3;U4;U5;U6;U7;U8;U9\n3;3;3;3;3;3;3;3;7\n").unwrap();

    let answered = satupintu(["surveys", "index", file.to_str().unwrap()]);

    assert_eq!(answered.code, 1);
    assert!(answered.err.contains("baris 2, kolom 9 (U9): nilai 7 di luar skala 1 sampai 4"));
    assert!(answered.err.contains("kosongkan sel bila tidak dijawab"), "{}", answered.err);
    assert_eq!(answered.out, "");
}

#[test]
fn a_published_table_that_does_not_add_up_is_warned_of() {
    let table = catalogue("surveys/tabel-terbit.csv");

    let answered = satupintu(["surveys", "check-table", &table, "--json"]);

    assert_eq!(answered.code, 1);
    let json = answered.json();
    assert_eq!(json["warnings"][0]["warning"], "NOT_REPRODUCIBLE");
    assert_eq!(json["by_weight"][0]["ikm"], "82.70");
}

#[test]
fn the_report_can_be_computed_again_from_what_it_exports() {
    let folder = scratch("survey-report");
    let (about, out) = (catalogue("surveys/contoh.toml"), folder.to_str().unwrap());

    let answered = satupintu(["surveys", "report", &example(), "--about", &about, "--out", out]);

    assert_eq!(answered.code, 0, "{}", answered.err);
    assert!(fs::read(folder.join("laporan-skm.pdf")).unwrap().starts_with(b"%PDF"));
    let exported = folder.join("jawaban.csv");
    let again = satupintu(["surveys", "index", exported.to_str().unwrap(), "--json"]).json();
    let html = fs::read_to_string(folder.join("laporan-skm.html")).unwrap();
    assert_eq!(again["ikm"], "91.48");
    assert!(html.contains(again["sha256"].as_str().unwrap()));
}

#[test]
fn the_questionnaires_are_listed_with_their_elements() {
    let answered = satupintu(["surveys", "questionnaires"]);

    assert!(answered.out.contains("skm-9-pungutan") && answered.out.contains("ipak-5"));
    assert!(answered.out.contains("U8  pengaduan"), "{}", answered.out);
}
