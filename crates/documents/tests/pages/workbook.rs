//! Workbooks, read back by a program that did not write them.

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx, open_workbook_from_rs};
use documents::{Error, Table, workbook};
use jiff::Timestamp;

fn table(counts: bool, rows: &[[&str; 2]]) -> Table {
    Table {
        name: "Angka",
        headings: vec!["nama", "nilai"],
        rows: rows.iter().map(|row| row.map(str::to_owned).to_vec()).collect(),
        counts,
    }
}

fn values(table: Table) -> Vec<Data> {
    let bytes = workbook(&[table], Timestamp::UNIX_EPOCH).expect("a workbook");
    let mut book: Xlsx<_> = open_workbook_from_rs(Cursor::new(bytes)).expect("a workbook");
    let sheet = book.worksheet_range("Angka").expect("a workbook");
    sheet.rows().skip(1).map(|row| row[1].clone()).collect()
}

#[test]
fn what_is_written_as_a_number_counts_where_numbers_are_wanted() {
    let rows =
        [["a", "12"], ["b", "97.53"], ["c", "*"], ["d", ">=90.00"], ["e", "1e3"], ["2026", ""]];

    let counted = values(table(true, &rows));
    let written = values(table(false, &rows));

    let text = |text: &str| Data::String(text.to_owned());
    assert_eq!(counted[..2], [Data::Float(12.0), Data::Float(97.53)]);
    assert_eq!(counted[2..5], [text("*"), text(">=90.00"), text("1e3")]);
    assert_eq!(written[..2], [text("12"), text("97.53")]);
}

#[test]
fn what_looks_like_a_formula_is_none() {
    let row = [["=HYPERLINK(\"http://contoh.example\")", "=1+1"]];

    assert_eq!(values(table(true, &row)), [Data::String("=1+1".to_owned())]);
}

#[test]
fn the_same_tables_are_the_same_bytes() {
    let made =
        || workbook(&[table(true, &[["a", "1"]])], Timestamp::from_second(1_780_000_000).unwrap());

    assert_eq!(made().unwrap(), made().unwrap());
}

#[test]
fn a_name_that_no_sheet_can_have_is_refused() {
    let table = Table { name: "[Angka]", ..table(true, &[]) };

    assert_eq!(workbook(&[table], Timestamp::UNIX_EPOCH), Err(Error::Workbook));
}
