//! Spreadsheets as agencies keep them.

use surveys::{Cell, Column, Dimension, ElementOrder, Fault, Index, Method, Spreadsheet};

use crate::{key, nine};

fn read(text: &str) -> Spreadsheet {
    Spreadsheet::read(text, nine(), ElementOrder::List).expect("readable")
}

fn faults(text: &str) -> Vec<Fault> {
    Spreadsheet::read(text, nine(), ElementOrder::List).expect_err("faulty")
}

fn index(sheet: &Spreadsheet) -> String {
    Index::of(nine(), &sheet.counters, Method::default()).expect("an index").value.to_string()
}

#[test]
fn numbered_columns_with_semicolons_and_decimal_commas_are_read() {
    let sheet = read("No;U1;U2;U3;U4;U5;U6;U7;U8;U9\r\n1;3,31;3;3;3;3;3;3;3;3\r\n");

    assert_eq!(sheet.numbered, Some(ElementOrder::List));
    assert_eq!(sheet.columns[0].1, Column::Ignored);
    assert_eq!(sheet.columns[8].1, Column::Element(key("pengaduan")));
    assert_eq!(index(&sheet), "75.86");
}

#[test]
fn quoted_decimal_commas_between_commas_are_read() {
    let sheet = read("u1,u2,u3,u4,u5,u6,u7,u8,u9\n\"3,31\",3,3,3,3,3,3,3,3\n");

    assert_eq!(index(&sheet), "75.86");
}

#[test]
fn keys_in_any_order_are_read_and_no_order_is_assumed() {
    let sheet = read(
        "sarana,pengaduan,perilaku,kompetensi,produk,biaya,waktu,prosedur,persyaratan\n4,3,3,3,3,3,3,3,3\n",
    );

    assert_eq!(sheet.numbered, None);
    assert_eq!(sheet.respondents[0][&key("sarana")].to_string(), "4");
}

#[test]
fn letters_of_the_form_are_scores() {
    let sheet = read("U1;U2;U3;U4;U5;U6;U7;U8;U9\na;b;c;d;D;c;c;c;c\n");

    assert_eq!(sheet.respondents[0][&key("persyaratan")].to_string(), "1");
    assert_eq!(sheet.respondents[0][&key("produk")].to_string(), "4");
}

#[test]
fn who_answered_is_counted_apart() {
    let row = "L;21;S1;3;3;3;3;3;3;3;3;3\n";
    let text =
        format!("Jenis Kelamin;Usia;Pendidikan;U1;U2;U3;U4;U5;U6;U7;U8;U9\n{}", row.repeat(6));

    let sheet = read(&text);

    assert_eq!(sheet.profile.published(Dimension::Age), [("18-25".to_owned(), Cell::Shown(6))]);
    assert_eq!(sheet.profile.published(Dimension::Gender), [("L".to_owned(), Cell::Shown(6))]);
}

#[test]
fn blank_cells_are_blank_items_and_blank_rows_count_for_nothing() {
    let sheet = read(
        "U1;U2;U3;U4;U5;U6;U7;U8;U9;JK\n;3;3;3;3;3;3;3;3;L\n4;3;3;3;3;3;3;3;3;P\n;;;;;;;;;L\n",
    );

    assert_eq!((sheet.respondents.len(), sheet.blank_rows), (2, 1));
    assert_eq!(sheet.counters.answers(&key("persyaratan")), 1);
}

#[test]
fn every_bad_cell_is_told_with_its_place_and_remedy() {
    let faults = faults("U1;U2;U3;U4;U5;U6;U7;U8;U9\n5;3;3;3;3;3;3;3;3\n\n3;3;x;3;3;3;3;3;0\n");

    let places: Vec<(usize, usize)> =
        faults.iter().map(|f| (f.line, f.column.as_ref().expect("a column").0)).collect();
    assert_eq!(places, [(2, 1), (4, 3), (4, 9)]);
    assert_eq!(faults[0].reason.id, "nilai 5 di luar skala 1 sampai 4");
    assert_eq!(faults[1].remedy.id, "tulis angka 1 sampai 4, boleh dengan koma: 3,31");
}

#[test]
fn a_missing_element_is_named() {
    let faults = faults("U1;U2;U3\n3;3;3\n");

    assert_eq!(faults.len(), 1);
    assert!(faults[0].reason.id.contains("biaya, produk, kompetensi, perilaku, pengaduan, sarana"));
}

#[test]
fn an_unquoted_decimal_comma_between_commas_is_explained() {
    let faults = faults("U1,U2,U3,U4,U5,U6,U7,U8,U9\n3,31,3,3,3,3,3,3,3,3\n");

    assert!(faults[0].remedy.en.contains("quote"), "{:?}", faults[0]);
}

#[test]
fn two_columns_for_one_element_are_refused() {
    let faults = faults("persyaratan;U1;U2;U3;U4;U5;U6;U7;U8;U9\n");

    assert_eq!(faults[0].column, Some((2, "U1".to_owned())));
}

#[test]
fn what_is_exported_is_read_back() {
    let sheet = read("U1;U2;U3;U4;U5;U6;U7;U8;U9\n3,31;3;3;3;3;3;3;3;\n4;3;3;3;3;3;3;3;1\n");
    let rows: Vec<surveys::ReportRow> = sheet
        .respondents
        .iter()
        .map(|answers| surveys::ReportRow { service: None, answers: answers.clone() })
        .collect();

    let again = read(&surveys::answers_csv(nine(), &rows));

    assert_eq!(again.counters, sheet.counters);
    assert_eq!(again.numbered, None);
}
