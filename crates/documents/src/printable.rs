//! Which characters our fonts can print.
//!
//! A PDF for the archive may not hold a character without a shape, so one that we
//! cannot print appears as an empty box: the page is made, and the gap is seen.

use crate::press::fonts;

/// What stands for a character that cannot be printed.
const BOX: char = '\u{25A1}';

/// The first character of `text` that would appear as an empty box; for a form that
/// wants to say so before a licence bears it.
pub fn unprintable(text: &str) -> Option<char> {
    text.chars().find(|character| !is_printable(*character))
}

pub(crate) fn printable(text: &str) -> String {
    text.chars().map(|character| if is_printable(character) { character } else { BOX }).collect()
}

fn is_printable(character: char) -> bool {
    match character {
        '\n' | ' '..='~' => true,
        // Marks that are not seen but turn what is: a name must not run backwards.
        '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' => false,
        '\u{FEFF}' => false,
        _ if character.is_control() => false,
        _ => fonts().covers(character),
    }
}
