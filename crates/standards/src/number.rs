//! The number on a permit (nomor surat), as the agency's template shapes it.
//!
//! Refuses every template that could give one number twice: the sequence
//! starts again each year, so sequence and year must both be in the number.

use std::{fmt, ops::Range};

use jiff::civil::Date;
use kernel::Bilingual;
use serde::{Deserialize, Serialize};

/// Characters of a template.
const LENGTH: usize = 120;
/// Digits to which a sequence may be padded.
const WIDTH: usize = 9;
/// I to XII, as Indonesian letters write the month.
const ROMAN: [&str; 12] =
    ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"];

/// A template such as `503/{urut:4}/{kode}/DPMPTSP/{bulan_romawi}/{tahun}`.
///
/// `{urut}` is the sequence within the year, `{urut:4}` padded to four digits;
/// `{kode}` the service's code; `{bulan}` and `{bulan_romawi}` the month of
/// issue as `03` and `III`; `{tahun}` the year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct NumberTemplate {
    parts: Vec<Part>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    Literal(String),
    Sequence { width: usize },
    Code,
    Month,
    RomanMonth,
    Year,
}

/// Why a text is no template. The ranges are bytes of that text.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TemplateError {
    /// Nothing, or more than a number can be.
    #[error("must be 1 to {LENGTH} characters")]
    Length,
    /// Only visible ASCII: a number is read aloud, typed and searched.
    #[error("must not contain this character")]
    Character {
        /// The character.
        at: Range<usize>,
    },
    /// A brace without its other half.
    #[error("this brace has no partner")]
    Brace {
        /// The brace.
        at: Range<usize>,
    },
    /// A placeholder that does not exist.
    #[error("this placeholder does not exist")]
    Unknown {
        /// The placeholder with its braces.
        at: Range<usize>,
    },
    /// A width that is not 1 to 9.
    #[error("the width must be 1 to {WIDTH}")]
    Width {
        /// The placeholder with its braces.
        at: Range<usize>,
    },
    /// Not exactly one `{urut}`.
    #[error("must contain {{urut}} exactly once")]
    Sequence,
    /// No `{tahun}`: next year would repeat this year's numbers.
    #[error("must contain {{tahun}}")]
    Year,
}

impl TemplateError {
    /// Where in the template, if the fault has a place.
    pub(crate) fn place(&self) -> Option<Range<usize>> {
        match self {
            Self::Length | Self::Sequence | Self::Year => None,
            Self::Character { at }
            | Self::Brace { at }
            | Self::Unknown { at }
            | Self::Width { at } => Some(at.clone()),
        }
    }

    /// The rule that the template breaks.
    pub(crate) fn reason(&self) -> Bilingual {
        let id = match self {
            Self::Length => "harus 1 sampai 120 karakter",
            Self::Character { .. } => "karakter ini tidak boleh ada dalam nomor",
            Self::Brace { .. } => "kurung kurawal ini tidak berpasangan",
            Self::Unknown { .. } => "isian ini tidak dikenal",
            Self::Width { .. } => "lebar urut harus 1 sampai 9",
            Self::Sequence => "harus memuat {urut} tepat satu kali",
            Self::Year => "harus memuat {tahun}, sebab urut dimulai lagi tiap tahun",
        };
        Bilingual::new(id, self.to_string())
    }
}

impl NumberTemplate {
    /// The template that `text` is.
    ///
    /// # Errors
    /// The first [`TemplateError`] of the text.
    pub fn parse(text: &str) -> Result<Self, TemplateError> {
        if text.is_empty() || text.len() > LENGTH {
            return Err(TemplateError::Length);
        }
        let parts = parts_of(text)?;
        let sequences = parts.iter().filter(|part| matches!(part, Part::Sequence { .. })).count();
        if sequences != 1 {
            return Err(TemplateError::Sequence);
        }
        if !parts.contains(&Part::Year) {
            return Err(TemplateError::Year);
        }
        Ok(Self { parts })
    }

    /// The number with `sequence` of the year of `date`, for the service `code`.
    ///
    /// A sequence wider than its padding is written in full.
    #[must_use]
    pub fn render(&self, sequence: u32, code: &str, date: Date) -> String {
        let month = usize::try_from(date.month()).unwrap_or(1);
        let render = |part: &Part| match part {
            Part::Literal(text) => text.clone(),
            Part::Sequence { width } => format!("{sequence:0width$}"),
            Part::Code => code.to_owned(),
            Part::Month => format!("{month:02}"),
            Part::RomanMonth => (*ROMAN.get(month.saturating_sub(1)).unwrap_or(&"")).to_owned(),
            Part::Year => format!("{:04}", date.year()),
        };
        self.parts.iter().map(render).collect()
    }

    /// Names the series that the service `code` counts in, gapless within a year.
    ///
    /// Services whose numbers could collide share one series: the template
    /// with its code filled in, the padding left out.
    #[must_use]
    pub fn series(&self, code: &str) -> String {
        let name = |part: &Part| match part {
            Part::Code => code.to_owned(),
            Part::Sequence { .. } => "{urut}".to_owned(),
            other => other.to_string(),
        };
        self.parts.iter().map(name).collect()
    }
}

fn parts_of(text: &str) -> Result<Vec<Part>, TemplateError> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let start = text.len() - rest.len();
        if first == '}' {
            return Err(TemplateError::Brace { at: start..start + 1 });
        }
        if first == '{' {
            let Some((inner, after)) = rest.get(1..).and_then(|rest| rest.split_once('}')) else {
                return Err(TemplateError::Brace { at: start..start + 1 });
            };
            parts.push(placeholder(inner, start..start + inner.len() + 2)?);
            rest = after;
            continue;
        }
        let (literal, after) = rest.split_at(rest.find(['{', '}']).unwrap_or(rest.len()));
        if let Some((offset, bad)) = literal.char_indices().find(|(_, c)| !is_visible(*c)) {
            let at = start + offset;
            return Err(TemplateError::Character { at: at..at + bad.len_utf8() });
        }
        parts.push(Part::Literal(literal.to_owned()));
        rest = after;
    }
    Ok(parts)
}

fn placeholder(inner: &str, at: Range<usize>) -> Result<Part, TemplateError> {
    match inner {
        "urut" => Ok(Part::Sequence { width: 1 }),
        "kode" => Ok(Part::Code),
        "bulan" => Ok(Part::Month),
        "bulan_romawi" => Ok(Part::RomanMonth),
        "tahun" => Ok(Part::Year),
        _ => {
            let Some(width) = inner.strip_prefix("urut:") else {
                return Err(TemplateError::Unknown { at });
            };
            match width.as_bytes() {
                [digit @ b'1'..=b'9'] => Ok(Part::Sequence { width: usize::from(digit - b'0') }),
                _ => Err(TemplateError::Width { at }),
            }
        }
    }
}

fn is_visible(c: char) -> bool {
    c == ' ' || c.is_ascii_graphic()
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Literal(text) => f.write_str(text),
            Self::Sequence { width: 1 } => f.write_str("{urut}"),
            Self::Sequence { width } => write!(f, "{{urut:{width}}}"),
            Self::Code => f.write_str("{kode}"),
            Self::Month => f.write_str("{bulan}"),
            Self::RomanMonth => f.write_str("{bulan_romawi}"),
            Self::Year => f.write_str("{tahun}"),
        }
    }
}

impl fmt::Display for NumberTemplate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.parts.iter().try_for_each(|part| part.fmt(f))
    }
}

impl TryFrom<String> for NumberTemplate {
    type Error = TemplateError;
    fn try_from(text: String) -> Result<Self, TemplateError> {
        Self::parse(&text)
    }
}

impl From<NumberTemplate> for String {
    fn from(template: NumberTemplate) -> Self {
        template.to_string()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    fn template(text: &str) -> NumberTemplate {
        NumberTemplate::parse(text).unwrap()
    }

    #[test]
    fn months_are_roman_and_sequences_padded() {
        let official = template("503/{urut:4}/{kode}/DPMPTSP/{bulan_romawi}/{tahun}");

        assert_eq!(official.render(7, "SIP", date(2026, 9, 1)), "503/0007/SIP/DPMPTSP/IX/2026");
        assert_eq!(
            official.render(12_345, "SIP", date(2026, 12, 1)),
            "503/12345/SIP/DPMPTSP/XII/2026"
        );
    }

    #[test]
    fn every_month_has_its_roman_numeral() {
        let short = template("{urut}/{bulan_romawi}/{bulan}/{tahun}");

        let year: Vec<String> = (1..=12).map(|m| short.render(1, "", date(2026, m, 1))).collect();

        assert_eq!(year.first().unwrap(), "1/I/01/2026");
        assert_eq!(year.get(3).unwrap(), "1/IV/04/2026");
        assert_eq!(year.get(8).unwrap(), "1/IX/09/2026");
        assert_eq!(year.last().unwrap(), "1/XII/12/2026");
    }

    #[test]
    fn a_template_that_could_repeat_a_number_is_refused() {
        assert_eq!(NumberTemplate::parse("503/{kode}/{tahun}"), Err(TemplateError::Sequence));
        assert_eq!(NumberTemplate::parse("{urut}/{urut}/{tahun}"), Err(TemplateError::Sequence));
        assert_eq!(NumberTemplate::parse("503/{urut}"), Err(TemplateError::Year));
    }

    #[test]
    fn a_fault_names_its_place_in_the_template() {
        let at = |text| NumberTemplate::parse(text).unwrap_err();

        assert_eq!(at("5/{nomor}/{tahun}"), TemplateError::Unknown { at: 2..9 });
        assert_eq!(at("5/{urut:0}/{tahun}"), TemplateError::Width { at: 2..10 });
        assert_eq!(at("5/{urut:10}/{tahun}"), TemplateError::Width { at: 2..11 });
        assert_eq!(at("5/{urut/tahun"), TemplateError::Brace { at: 2..3 });
        assert_eq!(at("5/urut}/{tahun}"), TemplateError::Brace { at: 6..7 });
        assert_eq!(at("5/{urut}é{tahun}"), TemplateError::Character { at: 8..10 });
        assert_eq!(at(""), TemplateError::Length);
    }

    #[test]
    fn services_whose_numbers_could_collide_share_a_series() {
        let with_code = template("503/{urut}/{kode}/{tahun}");
        let without = template("503/{urut}/{tahun}");
        let padded = template("503/{urut:4}/{tahun}");

        assert_ne!(with_code.series("SIP"), with_code.series("SIA"));
        assert_eq!(without.series("SIP"), padded.series("SIA"));
    }

    fn any_template() -> impl Strategy<Value = String> {
        let filler = prop::sample::select(vec![
            "503",
            "/",
            "-",
            "DPMPTSP",
            "{kode}",
            "{bulan}",
            "{bulan_romawi}",
            " ",
            "7",
        ]);
        let urut = prop::sample::select(vec!["{urut}", "{urut:1}", "{urut:3}", "{urut:9}"]);
        let some = || prop::collection::vec(filler.clone(), 0..4).prop_map(|parts| parts.concat());
        (some(), urut, some(), some())
            .prop_map(|(a, urut, b, c)| format!("{a}{urut}{b}{{tahun}}{c}"))
    }

    proptest! {
        /// The heart of "gapless and unique": two sequences never share a number.
        #[test]
        fn two_cases_of_a_year_never_share_a_number(
            text in any_template(),
            cases in prop::collection::btree_map(1_u32..200_000, 1_i8..=12, 2..20),
        ) {
            let template = template(&text);

            let numbers: BTreeSet<String> = cases
                .iter()
                .map(|(sequence, month)| template.render(*sequence, "SIP", date(2026, *month, 1)))
                .collect();

            prop_assert_eq!(numbers.len(), cases.len());
        }

        #[test]
        fn a_template_reads_back_as_written(text in any_template()) {
            let first = template(&text);

            prop_assert_eq!(template(&first.to_string()), first);
        }

        #[test]
        fn no_text_panics(text in "\\PC{0,60}|[{}a-z:0-9/]{0,60}") {
            let _ = NumberTemplate::parse(&text);
        }
    }
}
