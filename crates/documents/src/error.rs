//! Why there is no page. No variant repeats what was to stand on it.

/// Why a page could not be made.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum Error {
    /// The lines of an assessment do not add up: the caller computed a wrong fee.
    #[error("the lines of the assessment do not add up to its total")]
    SumDiffers,
    /// The address is too long for a code that a telephone still reads.
    #[error("the address does not fit into a QR code")]
    Address,
    /// A table does not fit onto a sheet.
    #[error("a table does not fit onto a sheet")]
    Workbook,
    /// The template is at fault. Only the place is told: typst's own message may
    /// quote what an applicant wrote.
    #[error("the page {page} could not be typeset (line {line})")]
    Template {
        /// The template.
        page: &'static str,
        /// The line in it; zero when typst names none.
        line: usize,
    },
}
