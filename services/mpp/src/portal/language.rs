//! The two languages of every page. The English pages lie under `/en`.

use contract::satupintu::r#type::v1::BilingualText;
use kernel::Bilingual;
use maud::{Markup, html};

/// The language of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Language {
    /// Bahasa Indonesia: what the law is written in.
    Indonesian,
    /// English, for guests.
    English,
}

impl Language {
    /// The one of the two texts that is read here.
    pub(crate) fn pick<'a>(self, id: &'a str, en: &'a str) -> &'a str {
        match self {
            Self::Indonesian => id,
            Self::English => en,
        }
    }

    /// As in `lang="…"`.
    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::Indonesian => "id",
            Self::English => "en",
        }
    }

    /// The address of `path` in this language.
    pub(crate) fn href(self, path: &str) -> String {
        match (self, path) {
            (Self::Indonesian, _) => path.to_owned(),
            (Self::English, "/") => "/en".to_owned(),
            (Self::English, _) => format!("/en{path}"),
        }
    }

    pub(crate) fn other(self) -> Self {
        match self {
            Self::Indonesian => Self::English,
            Self::English => Self::Indonesian,
        }
    }

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Indonesian => "Bahasa Indonesia",
            Self::English => "English",
        }
    }

    /// A text of the contract. What has no English is shown in Indonesian, and
    /// says so to whoever reads it aloud.
    pub(crate) fn said(self, text: Option<&BilingualText>) -> Markup {
        match text {
            Some(text) if self == Self::English && !text.en.is_empty() => html! { (text.en) },
            Some(text) => self.indonesian(&text.id),
            None => Markup::default(),
        }
    }

    /// The same as plain text, where no element may stand.
    pub(crate) fn plain(self, text: Option<&BilingualText>) -> String {
        match text {
            Some(text) if self == Self::English && !text.en.is_empty() => text.en.clone(),
            Some(text) => text.id.clone(),
            None => String::new(),
        }
    }

    /// Words that exist in Indonesian only.
    pub(crate) fn indonesian(self, text: &str) -> Markup {
        match self {
            Self::Indonesian => html! { (text) },
            Self::English => html! { span lang="id" { (text) } },
        }
    }

    pub(crate) fn of(self, text: Bilingual) -> String {
        match self {
            Self::Indonesian => text.id,
            Self::English => text.en,
        }
    }
}
