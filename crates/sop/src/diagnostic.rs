//! What is wrong with a file: where, why, and what to do about it.

use std::ops::Range;

use kernel::Bilingual;
use serde::Serialize;

use crate::code::Code;

/// Whether a finding forbids the file or only deserves a look.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The file cannot be used as it is.
    Error,
    /// The file can be used; an author should look at the place.
    Warning,
}

/// One finding in a file, in both languages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Diagnostic {
    /// Stable number, as `SOP020`.
    pub code: &'static str,
    /// Stable name, as `sop::unknown-step`.
    pub name: &'static str,
    /// Whether the file may be used in spite of it.
    pub severity: Severity,
    /// The place, in bytes of the file's text.
    pub span: Range<usize>,
    /// What is wrong.
    pub message: Bilingual,
    /// What to write beside the marked place.
    pub label: Bilingual,
    /// What the author can do.
    pub remedy: Bilingual,
}

/// A place in a text as people count it: from one, in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Position {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

impl Diagnostic {
    /// A finding of the kind `code` at `span`.
    #[must_use]
    pub fn new(
        code: &Code,
        span: Range<usize>,
        message: Bilingual,
        label: Bilingual,
        remedy: Bilingual,
    ) -> Self {
        let Code { code, name, severity } = *code;
        Self { code, name, severity, span, message, label, remedy }
    }

    /// Whether the finding forbids the file.
    #[must_use]
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }

    /// Line and column of the finding's first byte in `text`.
    #[must_use]
    pub fn position(&self, text: &str) -> Position {
        Position::of(text, self.span.start)
    }
}

impl Position {
    /// Where byte `offset` of `text` lies; the end of the text when beyond it.
    #[must_use]
    pub fn of(text: &str, offset: usize) -> Self {
        let before = text
            .char_indices()
            .take_while(|(at, character)| at + character.len_utf8() <= offset)
            .map(|(_, character)| character);
        let start = Self { line: 1, column: 1 };
        before.fold(start, |at, character| match character {
            '\n' => Self { line: at.line + 1, column: 1 },
            _ => Self { column: at.column + 1, ..at },
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_not_bytes() {
        let text = "a = \"é\"\nb = 1";

        assert_eq!(Position::of(text, 0), Position { line: 1, column: 1 });
        assert_eq!(Position::of(text, 7), Position { line: 1, column: 7 });
        assert_eq!(Position::of(text, 9), Position { line: 2, column: 1 });
        assert_eq!(Position::of(text, 999), Position { line: 2, column: 6 });
    }
}
