//! Tables as a workbook (Office Open XML) that a spreadsheet program opens.

use jiff::Timestamp;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

use crate::Error;

/// One sheet: headings, and rows of as many cells.
#[derive(Clone, Debug)]
pub struct Table {
    /// The sheet's name, at most 31 characters, without `[]:*?/\\`.
    pub name: &'static str,
    /// What each column holds.
    pub headings: Vec<&'static str>,
    /// The rows, in order.
    pub rows: Vec<Vec<String>>,
    /// Whether the last column holds numbers: there, what is written as one, in digits
    /// with at most one point, can be added up. Everywhere else a text stays a text.
    pub counts: bool,
}

/// A workbook of `tables` as it was `made` at a time; the same values always give the
/// same bytes.
///
/// # Errors
/// [`Error::Workbook`]: a sheet's name, or a table longer than a sheet.
pub fn workbook(tables: &[Table], made: Timestamp) -> Result<Vec<u8>, Error> {
    written(tables, made).map_err(|_| Error::Workbook)
}

fn written(tables: &[Table], made: Timestamp) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let made = ExcelDateTime::from_timestamp(made.as_second())?;
    book.set_properties(&DocProperties::new().set_creation_datetime(&made));
    for table in tables {
        let sheet = book.add_worksheet();
        sheet.set_name(table.name)?;
        fill(sheet, table)?;
    }
    book.save_to_buffer()
}

fn fill(sheet: &mut Worksheet, table: &Table) -> Result<(), XlsxError> {
    let bold = Format::new().set_bold();
    for (column, heading) in (0_u16..).zip(&table.headings) {
        sheet.write_string_with_format(0, column, *heading, &bold)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    let last = table.headings.len();
    for (row, cells) in (1_u32..).zip(&table.rows) {
        for (column, cell) in (0_u16..).zip(cells) {
            let may_count = table.counts && usize::from(column) + 1 == last;
            match number(cell).filter(|_| may_count) {
                Some(number) => sheet.write_number(row, column, number)?,
                None => sheet.write_string(row, column, cell)?,
            };
        }
    }
    sheet.set_autofit_max_width(600).autofit();
    Ok(())
}

/// The format knows no other number than a binary one. Up to 15 digits, and more are
/// kept as text, the shortest decimal that leads to it is the one that was read, and
/// that is what stands in the file: nothing is computed here.
fn number(text: &str) -> Option<f64> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let are_digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let is_short = whole.len() + fraction.len() <= 15;
    (are_digits(whole) && are_digits(fraction) && is_short).then(|| text.parse().ok()).flatten()
}
