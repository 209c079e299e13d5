//! Reads a file as TOML, as far as it is TOML.

use std::ops::Range;

use toml::{Spanned, de::DeTable};

use crate::{
    code::Code,
    faults::{Faults, say},
    fields::Fields,
    limits,
};

/// A value and the place where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct At<T> {
    /// What was read.
    pub value: T,
    /// Bytes of the file's text.
    pub span: Range<usize>,
}

/// A file that was parsed as TOML as far as it is TOML.
#[derive(Debug)]
pub struct File<'t> {
    table: Spanned<DeTable<'t>>,
}

impl<'t> File<'t> {
    /// Reads `text`; faults of syntax are noted, and what remains is kept.
    #[must_use]
    pub fn read(text: &'t str, faults: &mut Faults) -> Self {
        if text.len() > limits::FILE_BYTES {
            let limit = limits::FILE_BYTES / 1024;
            faults.report(
                &Code::FILE_TOO_LARGE,
                0..0,
                say(
                    format!("berkas lebih dari {limit} KiB"),
                    format!("the file exceeds {limit} KiB"),
                ),
                say("berkas ini", "this file"),
                say("pecah menjadi beberapa SOP", "divide it into several procedures"),
            );
            return Self { table: Spanned::new(0..0, DeTable::new()) };
        }
        let (table, errors) = DeTable::parse_recoverable(text);
        for error in errors.into_iter().take(limits::DIAGNOSTICS) {
            let span = error.span().unwrap_or(0..0);
            let reason = error.message().lines().collect::<Vec<_>>().join("; ");
            faults.report(
                &Code::SYNTAX,
                span,
                say(format!("bukan TOML yang benar: {reason}"), format!("not TOML: {reason}")),
                say("di sini", "here"),
                say(
                    "perbaiki penulisan: teks dalam tanda kutip, satu kunci satu baris",
                    "mend the spelling: texts in quotes, one key a line",
                ),
            );
        }
        Self { table }
    }

    /// The top-level fields.
    #[must_use]
    pub fn fields(&self) -> Fields<'_> {
        Fields::new(self.table.get_ref(), 0..0)
    }
}
