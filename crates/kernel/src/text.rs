//! Text that people type: bounded, and free of characters that deceive.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Why a text is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TextError {
    /// Nothing but white space.
    #[error("must not be empty")]
    Empty,
    /// Longer than the bound, in characters.
    #[error("must be at most {limit} characters")]
    TooLong {
        /// The bound.
        limit: usize,
    },
    /// A control character (Unicode category Cc).
    #[error("must not contain control characters")]
    Control,
    /// A character that reorders or hides text on a screen.
    #[error("must not contain characters that reorder or hide text")]
    Deceptive,
}

/// One line: no line breaks, at most `MAX` characters, trimmed, not empty.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Line<const MAX: usize = 200>(String);

/// Free text: line breaks and tabs allowed, at most `MAX` characters, not empty.
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Prose<const MAX: usize = 4000>(String);

impl<const MAX: usize> Line<MAX> {
    /// The line that `text` is, white space trimmed at both ends.
    ///
    /// # Errors
    /// Every [`TextError`]; a line break counts as a control character.
    pub fn parse(text: &str) -> Result<Self, TextError> {
        checked(text, MAX, false).map(Self)
    }

    /// The text of the line.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl<const MAX: usize> Prose<MAX> {
    /// The text that `text` is, white space trimmed at both ends.
    ///
    /// # Errors
    /// Every [`TextError`].
    pub fn parse(text: &str) -> Result<Self, TextError> {
        checked(text, MAX, true).map(Self)
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn checked(text: &str, limit: usize, multiline: bool) -> Result<String, TextError> {
    let text = text.trim();
    if text.is_empty() {
        return Err(TextError::Empty);
    }
    if text.chars().count() > limit {
        return Err(TextError::TooLong { limit });
    }
    if text.chars().any(|c| c.is_control() && !(multiline && matches!(c, '\n' | '\r' | '\t'))) {
        return Err(TextError::Control);
    }
    if text.chars().any(is_deceptive) {
        return Err(TextError::Deceptive);
    }
    Ok(text.to_owned())
}

/// Bidirectional controls, invisible operators, tags and the byte-order mark.
fn is_deceptive(c: char) -> bool {
    matches!(c,
        '\u{061C}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
        | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E007F}')
}

macro_rules! as_text {
    ($type:ident) => {
        impl<const MAX: usize> TryFrom<String> for $type<MAX> {
            type Error = TextError;
            fn try_from(text: String) -> Result<Self, TextError> {
                Self::parse(&text)
            }
        }
        impl<const MAX: usize> From<$type<MAX>> for String {
            fn from(text: $type<MAX>) -> Self {
                text.0
            }
        }
        /// What people type may name people: it is never printed by accident.
        impl<const MAX: usize> fmt::Debug for $type<MAX> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($type), "({} characters)"), self.0.chars().count())
            }
        }
    };
}

as_text!(Line);
as_text!(Prose);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bidirectional_override_is_refused() {
        assert_eq!(Line::<20>::parse("ab\u{202E}cd"), Err(TextError::Deceptive));
        assert_eq!(Prose::<20>::parse("ab\u{2066}cd"), Err(TextError::Deceptive));
    }

    #[test]
    fn a_line_break_is_for_prose_only() {
        assert_eq!(Line::<20>::parse("a\nb"), Err(TextError::Control));
        assert!(Prose::<20>::parse("a\nb").is_ok());
    }

    #[test]
    fn length_counts_characters_not_bytes() {
        assert!(Line::<3>::parse("äöü").is_ok());
        assert_eq!(Line::<3>::parse("äöüß"), Err(TextError::TooLong { limit: 3 }));
    }

    #[test]
    fn debug_output_does_not_show_the_text() {
        let line = Line::<20>::parse("Siti").unwrap();
        assert_eq!(format!("{line:?}"), "Line(4 characters)");
    }
}
