//! Drawing in whole numbers: shapes and words of an SVG picture.

use std::fmt::Write as _;

use surveys::Category;

use crate::printable::printable;

/// A picture that is being drawn; units are pixels of its own.
pub(super) struct Drawing {
    body: String,
    width: i64,
    height: i64,
    words: String,
}

/// Where words stand at their point.
#[derive(Clone, Copy)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

impl Anchor {
    const fn name(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Middle => "middle",
            Self::End => "end",
        }
    }
}

pub(super) const INK: &str = "#1a1a1a";
pub(super) const GREY: &str = "#6b6b6b";
pub(super) const PALE: &str = "#e4e7ea";
pub(super) const BLUE: &str = "#1f5f99";
pub(super) const WHITE: &str = "#ffffff";

/// The colour of a letter; the letter itself always stands beside it.
pub(super) const fn colour(category: Option<Category>) -> &'static str {
    match category {
        Some(Category::A) => "#1b7f4b",
        Some(Category::B) => BLUE,
        Some(Category::C) => "#b7791f",
        Some(Category::D) => "#b3261e",
        None => "#5b6770",
    }
}

impl Drawing {
    /// An empty picture, described by `words` for those who cannot see it.
    pub(super) fn new(width: i64, height: i64, words: &str) -> Self {
        Self { body: String::new(), width, height, words: words.to_owned() }
    }

    pub(super) fn bar(&mut self, x: i64, y: i64, width: i64, height: i64, colour: &str) {
        let _ = write!(
            self.body,
            r#"<rect x="{x}" y="{y}" width="{width}" height="{height}" fill="{colour}"/>"#
        );
    }

    pub(super) fn line(&mut self, points: &[(i64, i64)], colour: &str, width: i64) {
        let points: Vec<String> = points.iter().map(|(x, y)| format!("{x},{y}")).collect();
        let _ = write!(
            self.body,
            r#"<polyline points="{}" fill="none" stroke="{colour}" stroke-width="{width}"/>"#,
            points.join(" ")
        );
    }

    pub(super) fn dot(&mut self, x: i64, y: i64, radius: i64, colour: &str) {
        let _ = write!(self.body, r#"<circle cx="{x}" cy="{y}" r="{radius}" fill="{colour}"/>"#);
    }

    pub(super) fn words(
        &mut self,
        at: (i64, i64),
        size: i64,
        anchor: Anchor,
        colour: &str,
        text: &str,
    ) {
        self.written(at, size, anchor, colour, "normal", text);
    }

    pub(super) fn bold(
        &mut self,
        at: (i64, i64),
        size: i64,
        anchor: Anchor,
        colour: &str,
        text: &str,
    ) {
        self.written(at, size, anchor, colour, "bold", text);
    }

    fn written(
        &mut self,
        (x, y): (i64, i64),
        size: i64,
        anchor: Anchor,
        colour: &str,
        weight: &str,
        text: &str,
    ) {
        let _ = write!(
            self.body,
            r#"<text x="{x}" y="{y}" font-size="{size}" font-weight="{weight}" text-anchor="{}" fill="{colour}">{}</text>"#,
            anchor.name(),
            escaped(&printable(text))
        );
    }

    /// The picture as a file.
    pub(super) fn finished(self) -> String {
        let Self { body, width, height, words } = self;
        format!(
            r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img" aria-label="{}" font-family="'Libertinus Serif', Georgia, 'Times New Roman', serif">{body}</svg>"#,
            escaped(&words)
        )
    }
}

/// Text as XML and HTML hold it.
pub(super) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// `text`, cut where it would run over `most` characters.
pub(super) fn cut(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let kept: String = text.chars().take(most.saturating_sub(1)).collect();
    format!("{}…", kept.trim_end())
}

/// `text` in lines of at most `most` characters.
pub(super) fn lines(text: &str, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= most => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}
