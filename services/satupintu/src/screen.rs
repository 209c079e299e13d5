//! Standard output, for people or for programs.

use std::{
    fmt,
    io::{self, IsTerminal, Write},
};

use serde::Serialize;

/// As wide as a line of our own files.
pub(crate) const WIDTH: usize = 100;
/// How far the continuation of a line is set in.
const HANG: &str = "  ";

/// Where answers go. A reader that has gone away (`| head`) ends nothing.
pub(crate) struct Screen {
    out: io::Stdout,
    colours: bool,
}

/// How a piece of text stands out, where the terminal can.
#[derive(Clone, Copy)]
pub(crate) enum Look {
    Bold,
    Green,
    Red,
    Yellow,
}

impl Screen {
    /// Colours only on a terminal, and never where `NO_COLOR` is set.
    pub(crate) fn stdout() -> Self {
        let out = io::stdout();
        let colours = out.is_terminal() && std::env::var_os("NO_COLOR").is_none();
        Self { out, colours }
    }

    /// Whether the reader sees colours.
    pub(crate) fn has_colours(&self) -> bool {
        self.colours
    }

    /// One line.
    pub(crate) fn line(&mut self, text: impl fmt::Display) {
        // Only a closed pipe fails here, and then nobody is left to tell.
        let _ = writeln!(self.out, "{text}");
    }

    /// A text of any length, in lines that a screen holds. `margin` stands
    /// before each; what goes on in the next line is set in further.
    pub(crate) fn wrapped(&mut self, margin: &str, text: &str) {
        for line in wrap(text, WIDTH.saturating_sub(margin.chars().count())) {
            self.line(format!("{margin}{line}"));
        }
    }

    /// An empty line.
    pub(crate) fn gap(&mut self) {
        self.line("");
    }

    /// `text` as it is to look.
    pub(crate) fn look(&self, look: Look, text: impl fmt::Display) -> String {
        if !self.colours {
            return text.to_string();
        }
        let code = match look {
            Look::Bold => "1",
            Look::Green => "32",
            Look::Red => "31",
            Look::Yellow => "33",
        };
        format!("\u{1b}[{code}m{text}\u{1b}[0m")
    }

    /// An answer for a program.
    pub(crate) fn json(&mut self, answer: &impl Serialize) {
        let text = serde_json::to_string_pretty(answer);
        self.line(text.expect("our answers have text keys only"));
    }
}

/// `text` in lines of at most `width` characters, where its words allow it.
fn wrap(text: &str, width: usize) -> Vec<String> {
    let indent: String = text.chars().take_while(|c| *c == ' ').collect();
    let mut lines = Vec::new();
    let mut line = indent.clone();
    let mut is_begun = false;
    for word in text.split_whitespace() {
        let space = usize::from(is_begun);
        if is_begun && line.chars().count() + space + word.chars().count() > width {
            lines.push(std::mem::replace(&mut line, format!("{indent}{HANG}")));
            is_begun = false;
        }
        if is_begun {
            line.push(' ');
        }
        line.push_str(word);
        is_begun = true;
    }
    lines.push(line);
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_goes_on_further_in() {
        let lines = wrap("  satu dua tiga empat", 12);

        assert_eq!(lines, ["  satu dua", "    tiga", "    empat"]);
    }

    #[test]
    fn a_word_that_is_too_long_stands_alone() {
        assert_eq!(wrap("a bbbbbbbbbbbb c", 5), ["a", "  bbbbbbbbbbbb", "  c"]);
    }

    #[test]
    fn nothing_is_one_empty_line() {
        assert_eq!(wrap("", 10), [""]);
    }
}
