//! Checks single values, and words the faults that they may have.

use std::ops::Range;

use kernel::{Bilingual, Executor, Line, Slug, TextError};
use toml::{Spanned, de::DeValue};

use crate::{
    code::Code,
    faults::{Faults, say},
    read::At,
};

/// One line of at most `MAX` characters.
pub(crate) fn checked_line<const MAX: usize>(
    key: &str,
    text: &str,
    span: Range<usize>,
    faults: &mut Faults,
) -> Option<At<String>> {
    match Line::<MAX>::parse(text) {
        Ok(line) => Some(At { value: line.into(), span }),
        Err(error) => {
            bad_text(key, &error, span, faults);
            None
        }
    }
}

/// The slug that `text` is.
pub(crate) fn checked_slug(
    key: &str,
    text: &str,
    span: Range<usize>,
    faults: &mut Faults,
) -> Option<At<Slug>> {
    if let Ok(slug) = Slug::parse(text) {
        return Some(At { value: slug, span });
    }
    faults.report(
        &Code::BAD_ID,
        span,
        say(
            format!("`{key}` bukan id: {}", shown(text)),
            format!("`{key}` is no id: {}", shown(text)),
        ),
        say("bentuk id salah", "not the shape of an id"),
        say(
            "gunakan 1 sampai 40 huruf kecil a-z, angka, dan '-', diawali huruf",
            "use 1 to 40 of a-z, 0-9 and '-', beginning with a letter",
        ),
    );
    None
}

/// The executor `agency/unit/role` that `text` names.
pub(crate) fn checked_executor(
    key: &str,
    text: &str,
    span: Range<usize>,
    faults: &mut Faults,
) -> Option<At<Executor>> {
    if let Ok(executor) = text.parse() {
        return Some(At { value: executor, span });
    }
    faults.report(
        &Code::BAD_ID,
        span,
        say(
            format!("`{key}` bukan pelaksana: {}", shown(text)),
            format!("`{key}` is no executor: {}", shown(text)),
        ),
        say("bukan instansi/unit/peran", "not agency/unit/role"),
        say("tulis seperti \"dpmptsp/pelayanan/loket\"", "write it as \"dpmptsp/pelayanan/loket\""),
    );
    None
}

/// Notes that a text is refused.
pub(crate) fn bad_text(key: &str, error: &TextError, span: Range<usize>, faults: &mut Faults) {
    let id = match error {
        TextError::Empty => "tidak boleh kosong".to_owned(),
        TextError::TooLong { limit } => format!("paling panjang {limit} karakter"),
        TextError::Control => "tidak boleh memuat karakter kendali".to_owned(),
        TextError::Deceptive => {
            "tidak boleh memuat karakter yang membalik atau menyembunyikan teks".to_owned()
        }
    };
    faults.report(
        &Code::BAD_TEXT,
        span,
        say(format!("`{key}` {id}"), format!("`{key}` {error}")),
        say("teks ini", "this text"),
        say("tulis ulang dengan teks biasa yang singkat", "write it again as short plain text"),
    );
}

/// Notes that a value is of another type than its key takes.
pub(crate) fn wrong_type(
    key: &str,
    value: &Spanned<DeValue<'_>>,
    id: &str,
    en: &str,
    faults: &mut Faults,
) {
    let found = value.get_ref().type_str();
    faults.report(
        &Code::WRONG_TYPE,
        value.span(),
        say(format!("`{key}` harus {id}"), format!("`{key}` must be {en}")),
        say(format!("ini {found}"), format!("this is: {found}")),
        say(format!("ganti dengan {id}"), format!("replace it by {en}")),
    );
}

/// Notes that a number, date or duration makes no sense where it stands.
pub(crate) fn out_of_range(span: Range<usize>, message: Bilingual, faults: &mut Faults) {
    faults.report(
        &Code::OUT_OF_RANGE,
        span,
        message,
        say("nilai ini", "this value"),
        say("perbaiki nilainya", "correct the value"),
    );
}

/// What an author wrote, safe to print: quoted, bounded, without controls.
pub(crate) fn shown(text: &str) -> String {
    let short: String = text.chars().take(60).collect();
    let dots = if text.chars().nth(60).is_some() { "…" } else { "" };
    format!("\"{}{dots}\"", short.escape_debug())
}
