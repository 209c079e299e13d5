//! Reads typed fields out of a TOML table, with their places.
//!
//! Each field that is asked for becomes a known key; what remains when
//! [`Fields::finish`] is called is reported as unknown. Every fault is noted
//! and answered with `None`, so that one reading reports all of them.

use std::ops::{Range, RangeInclusive};

use jiff::civil::Date;
use kernel::{Executor, Prose, Slug, Source};
use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use crate::{
    code::Code,
    faults::{Faults, say},
    read::At,
    suggest::remedy_by_nearest,
    values::{
        bad_text, checked_executor, checked_line, checked_slug, out_of_range, shown, wrong_type,
    },
};

/// The fields of one table.
#[derive(Debug)]
pub struct Fields<'a> {
    table: &'a DeTable<'a>,
    span: Range<usize>,
    known: Vec<&'static str>,
}

impl<'a> Fields<'a> {
    pub(crate) fn new(table: &'a DeTable<'a>, span: Range<usize>) -> Self {
        Self { table, span, known: Vec::new() }
    }

    /// Where the table stands: its header, or its braces.
    #[must_use]
    pub fn span(&self) -> Range<usize> {
        self.span.clone()
    }

    /// Where `key` stands, if the table has it.
    #[must_use]
    pub fn span_of_key(&self, key: &str) -> Option<Range<usize>> {
        self.table.get_key_value(key).map(|(key, _)| key.span())
    }

    /// Reports every key that was never asked for.
    pub fn finish(self, faults: &mut Faults) {
        for key in self.table.keys() {
            let name = key.get_ref().as_ref();
            if self.known.contains(&name) || faults.is_full() {
                continue;
            }
            let name = shown(name);
            let known = self.known.join(", ");
            let remedy = remedy_by_nearest(key.get_ref(), self.known.iter().copied(), "`")
                .unwrap_or(say(
                    format!("hapus, atau gunakan salah satu: {known}"),
                    format!("remove it, or use one of: {known}"),
                ));
            faults.report(
                &Code::UNKNOWN_KEY,
                key.span(),
                say(format!("kunci tidak dikenal: {name}"), format!("unknown key: {name}")),
                say("tidak dikenal di sini", "not known here"),
                remedy,
            );
        }
    }

    /// Notes that `key` must be there and is not.
    pub fn missing(&self, key: &str, faults: &mut Faults) {
        faults.report(
            &Code::MISSING_KEY,
            self.span.clone(),
            say(format!("`{key}` tidak diisi"), format!("`{key}` is missing")),
            say(format!("tanpa `{key}`"), format!("has no `{key}`")),
            say(format!("tambahkan `{key} = …`"), format!("add `{key} = …`")),
        );
    }

    fn value(&mut self, key: &'static str) -> Option<&'a Spanned<DeValue<'a>>> {
        self.known.push(key);
        self.table.get(key)
    }

    fn required<T>(
        &mut self,
        key: &'static str,
        faults: &mut Faults,
        read: impl FnOnce(&mut Self, &mut Faults) -> Option<T>,
    ) -> Option<T> {
        if self.table.get(key).is_none() {
            self.known.push(key);
            self.missing(key, faults);
            return None;
        }
        read(self, faults)
    }

    /// The raw string `key`, if it is there and a string.
    pub fn string(&mut self, key: &'static str, faults: &mut Faults) -> Option<At<&'a str>> {
        let value = self.value(key)?;
        let DeValue::String(text) = value.get_ref() else {
            wrong_type(key, value, "teks", "text", faults);
            return None;
        };
        Some(At { value: text.as_ref(), span: value.span() })
    }

    /// One line of at most `MAX` characters, if it is there.
    pub fn line<const MAX: usize>(
        &mut self,
        key: &'static str,
        faults: &mut Faults,
    ) -> Option<At<String>> {
        let At { value, span } = self.string(key, faults)?;
        checked_line::<MAX>(key, value, span, faults)
    }

    /// One line of at most `MAX` characters that must be there.
    pub fn required_line<const MAX: usize>(
        &mut self,
        key: &'static str,
        faults: &mut Faults,
    ) -> Option<At<String>> {
        self.required(key, faults, |fields, faults| fields.line::<MAX>(key, faults))
    }

    /// Text with line breaks of at most `MAX` characters, if it is there.
    pub fn prose<const MAX: usize>(
        &mut self,
        key: &'static str,
        faults: &mut Faults,
    ) -> Option<At<String>> {
        let At { value, span } = self.string(key, faults)?;
        match Prose::<MAX>::parse(value) {
            Ok(prose) => Some(At { value: prose.into(), span }),
            Err(error) => {
                bad_text(key, &error, span, faults);
                None
            }
        }
    }

    /// A list of at most `limit` lines; empty when it is not there.
    pub fn lines<const MAX: usize>(
        &mut self,
        key: &'static str,
        limit: usize,
        faults: &mut Faults,
    ) -> Vec<At<String>> {
        let entries = self.array(key, limit, faults);
        let read = |entry: &'a Spanned<DeValue<'a>>| match entry.get_ref() {
            DeValue::String(text) => checked_line::<MAX>(key, text.as_ref(), entry.span(), faults),
            _ => {
                wrong_type(key, entry, "daftar teks", "a list of texts", faults);
                None
            }
        };
        entries.iter().filter_map(read).collect()
    }

    /// A slug, if it is there.
    pub fn slug(&mut self, key: &'static str, faults: &mut Faults) -> Option<At<Slug>> {
        let At { value, span } = self.string(key, faults)?;
        checked_slug(key, value, span, faults)
    }

    /// A slug that must be there.
    pub fn required_slug(&mut self, key: &'static str, faults: &mut Faults) -> Option<At<Slug>> {
        self.required(key, faults, |fields, faults| fields.slug(key, faults))
    }

    /// A list of at most `limit` slugs; empty when it is not there.
    pub fn slugs(&mut self, key: &'static str, limit: usize, faults: &mut Faults) -> Vec<At<Slug>> {
        let entries = self.array(key, limit, faults);
        let read = |entry: &'a Spanned<DeValue<'a>>| match entry.get_ref() {
            DeValue::String(text) => checked_slug(key, text.as_ref(), entry.span(), faults),
            _ => {
                wrong_type(key, entry, "daftar id", "a list of ids", faults);
                None
            }
        };
        entries.iter().filter_map(read).collect()
    }

    /// An executor `agency/unit/role` that must be there.
    pub fn required_executor(
        &mut self,
        key: &'static str,
        faults: &mut Faults,
    ) -> Option<At<Executor>> {
        self.required(key, faults, |fields, faults| {
            let At { value, span } = fields.string(key, faults)?;
            checked_executor(key, value, span, faults)
        })
    }

    /// A whole number within `range`, if it is there.
    pub fn integer(
        &mut self,
        key: &'static str,
        range: RangeInclusive<i64>,
        faults: &mut Faults,
    ) -> Option<At<i64>> {
        let value = self.value(key)?;
        let DeValue::Integer(number) = value.get_ref() else {
            wrong_type(key, value, "bilangan bulat", "a whole number", faults);
            return None;
        };
        let parsed = i64::from_str_radix(number.as_str(), number.radix()).ok();
        if let Some(parsed) = parsed.filter(|parsed| range.contains(parsed)) {
            return Some(At { value: parsed, span: value.span() });
        }
        let (low, high) = (range.start(), range.end());
        out_of_range(
            value.span(),
            say(
                format!("`{key}` harus antara {low} dan {high}"),
                format!("`{key}` must be between {low} and {high}"),
            ),
            faults,
        );
        None
    }

    /// A whole number within `range` that must be there.
    pub fn required_integer(
        &mut self,
        key: &'static str,
        range: RangeInclusive<i64>,
        faults: &mut Faults,
    ) -> Option<At<i64>> {
        self.required(key, faults, |fields, faults| fields.integer(key, range, faults))
    }

    /// `true` or `false`, if it is there.
    pub fn boolean(&mut self, key: &'static str, faults: &mut Faults) -> Option<At<bool>> {
        let value = self.value(key)?;
        let DeValue::Boolean(answer) = value.get_ref() else {
            wrong_type(key, value, "true atau false", "true or false", faults);
            return None;
        };
        Some(At { value: *answer, span: value.span() })
    }

    /// A civil date as TOML writes it (`2024-01-31`), if it is there.
    pub fn date(&mut self, key: &'static str, faults: &mut Faults) -> Option<At<Date>> {
        let value = self.value(key)?;
        let date = match value.get_ref() {
            DeValue::Datetime(read) if read.time.is_none() && read.offset.is_none() => read.date,
            _ => None,
        };
        let parsed = date.and_then(|date| {
            let year = i16::try_from(date.year).ok()?;
            let month = i8::try_from(date.month).ok()?;
            let day = i8::try_from(date.day).ok()?;
            Date::new(year, month, day).ok()
        });
        if let Some(date) = parsed {
            return Some(At { value: date, span: value.span() });
        }
        wrong_type(key, value, "tanggal seperti 2024-01-31", "a date as 2024-01-31", faults);
        None
    }

    /// A civil date that must be there.
    pub fn required_date(&mut self, key: &'static str, faults: &mut Faults) -> Option<At<Date>> {
        self.required(key, faults, |fields, faults| fields.date(key, faults))
    }

    /// A word of the closed list `words`, if it is there.
    pub fn word<T: Copy>(
        &mut self,
        key: &'static str,
        words: &[(&'static str, T)],
        faults: &mut Faults,
    ) -> Option<At<T>> {
        let At { value, span } = self.string(key, faults)?;
        if let Some((_, meaning)) = words.iter().find(|(word, _)| *word == value) {
            return Some(At { value: *meaning, span });
        }
        let each = words.iter().map(|(word, _)| *word);
        let remedy = remedy_by_nearest(value, each.clone(), "\"").unwrap_or_else(|| {
            let all = each.collect::<Vec<_>>().join(", ");
            say(format!("pilih salah satu: {all}"), format!("choose one of: {all}"))
        });
        faults.report(
            &Code::UNKNOWN_WORD,
            span,
            say(
                format!("`{key}` tidak mengenal {}", shown(value)),
                format!("`{key}` does not know {}", shown(value)),
            ),
            say("tidak ada dalam daftar", "not in the list"),
            remedy,
        );
        None
    }

    /// A word of the closed list `words` that must be there.
    pub fn required_word<T: Copy>(
        &mut self,
        key: &'static str,
        words: &[(&'static str, T)],
        faults: &mut Faults,
    ) -> Option<At<T>> {
        self.required(key, faults, |fields, faults| fields.word(key, words, faults))
    }

    /// Whether the value beside it was published or is an example.
    pub fn source(&mut self, faults: &mut Faults) -> Option<At<Source>> {
        let words = [("published", Source::Published), ("example", Source::Example)];
        self.required_word("source", &words, faults)
    }

    /// The table `key`, if it is there.
    pub fn table(&mut self, key: &'static str, faults: &mut Faults) -> Option<Fields<'a>> {
        let value = self.value(key)?;
        let DeValue::Table(table) = value.get_ref() else {
            wrong_type(key, value, "tabel", "a table", faults);
            return None;
        };
        Some(Fields::new(table, value.span()))
    }

    /// The table `key`, which must be there.
    pub fn required_table(&mut self, key: &'static str, faults: &mut Faults) -> Option<Fields<'a>> {
        self.required(key, faults, |fields, faults| fields.table(key, faults))
    }

    /// The tables of the list `key`, at most `limit`; empty when it is not there.
    pub fn tables(
        &mut self,
        key: &'static str,
        limit: usize,
        faults: &mut Faults,
    ) -> Vec<Fields<'a>> {
        let entries = self.array(key, limit, faults);
        let read = |entry: &'a Spanned<DeValue<'a>>| match entry.get_ref() {
            DeValue::Table(table) => Some(Fields::new(table, entry.span())),
            _ => {
                wrong_type(key, entry, "daftar tabel", "a list of tables", faults);
                None
            }
        };
        entries.iter().filter_map(read).collect()
    }

    fn array(
        &mut self,
        key: &'static str,
        limit: usize,
        faults: &mut Faults,
    ) -> &'a [Spanned<DeValue<'a>>] {
        let Some(value) = self.value(key) else { return &[] };
        let DeValue::Array(entries) = value.get_ref() else {
            wrong_type(key, value, "daftar", "a list", faults);
            return &[];
        };
        let count = entries.len();
        let entries: &'a [Spanned<DeValue<'a>>] = entries;
        if count > limit {
            let span = entries.get(limit).map_or(value.span(), Spanned::span);
            faults.report(
                &Code::TOO_MANY,
                span,
                say(
                    format!("`{key}` memuat {count} butir, paling banyak {limit}"),
                    format!("`{key}` has {count} entries, at most {limit} are allowed"),
                ),
                say("butir pertama yang berlebih", "the first entry too many"),
                say("pecah menjadi beberapa SOP", "divide it into several procedures"),
            );
        }
        entries.get(..limit.min(count)).unwrap_or(&[])
    }
}
