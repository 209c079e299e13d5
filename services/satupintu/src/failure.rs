//! How a command ends: fine, with faults found, or not run at all.

use std::fmt;

/// What a command that ran has found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// Nothing is wrong. Exit code 0.
    Fine,
    /// The answer itself is that something is wrong. Exit code 1.
    Faults,
}

/// A command's end.
pub(crate) type Done = Result<Verdict, Failure>;

/// Why a command could not run, in words for the person who typed it. Exit code 2.
#[derive(Debug)]
pub(crate) struct Failure(String);

impl Failure {
    /// `what` was tried and why it failed, with every cause.
    pub(crate) fn new(what: impl fmt::Display, why: &dyn std::error::Error) -> Self {
        let mut words = format!("{what}: {why}");
        let mut source = why.source();
        while let Some(cause) = source {
            let cause_words = cause.to_string();
            if !words.ends_with(&cause_words) {
                words.push_str(": ");
                words.push_str(&cause_words);
            }
            source = cause.source();
        }
        Self(words)
    }

    /// A failure that needs no cause.
    pub(crate) fn said(words: impl Into<String>) -> Self {
        Self(words.into())
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
