//! Collects every finding of one pass over a file.

use std::ops::Range;

use kernel::Bilingual;

use crate::{code::Code, diagnostic::Diagnostic, limits};

/// The findings so far. Reading goes on after each, so that authors see all.
#[derive(Clone, Debug, Default)]
pub struct Faults {
    found: Vec<Diagnostic>,
}

impl Faults {
    /// No finding yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Notes one finding, unless there are more already than anyone would read.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        if !self.is_full() {
            self.found.push(diagnostic);
        }
    }

    /// Whether further findings would be dropped.
    #[must_use]
    pub fn is_full(&self) -> bool {
        self.found.len() >= limits::FINDINGS
    }

    /// Notes a finding of the kind `code` at `span`.
    pub fn report(
        &mut self,
        code: &Code,
        span: Range<usize>,
        message: Bilingual,
        label: Bilingual,
        remedy: Bilingual,
    ) {
        self.push(Diagnostic::new(code, span, message, label, remedy));
    }

    /// Notes all of `others`.
    pub fn extend(&mut self, others: impl IntoIterator<Item = Diagnostic>) {
        others.into_iter().for_each(|other| self.push(other));
    }

    /// Whether one of the findings forbids the file.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.found.iter().any(Diagnostic::is_error)
    }

    /// Keeps the findings of which `wanted` says so.
    pub(crate) fn retain(&mut self, wanted: impl FnMut(&Diagnostic) -> bool) {
        self.found.retain(wanted);
    }

    /// The findings in the order of the file, at most two hundred.
    #[must_use]
    pub fn into_sorted(mut self) -> Vec<Diagnostic> {
        self.found.sort_by_key(|found| (found.span.start, found.code, found.span.end));
        self.found.dedup();
        self.found.truncate(limits::DIAGNOSTICS);
        self.found
    }
}

/// The same sentence in Bahasa Indonesia and English.
pub(crate) fn say(id: impl Into<String>, en: impl Into<String>) -> Bilingual {
    Bilingual::new(id, en)
}
