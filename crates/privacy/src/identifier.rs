//! Identifiers in the one spelling in which they are compared.

use std::{fmt, ops::RangeInclusive};

use zeroize::Zeroizing;

use crate::nik::Nik;

/// A kind of identifier that people search by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Field {
    /// Number of a resident (nomor induk kependudukan), 16 digits.
    Nik,
    /// Number of a family card (nomor kartu keluarga), 16 digits.
    Kk,
    /// Tax number (nomor pokok wajib pajak), 16 digits, or 15 in the old form.
    Npwp,
    /// Number of a business (nomor induk berusaha), 13 digits.
    Nib,
    /// Telephone number, Indonesian unless written with another country's code.
    Phone,
    /// Address of electronic mail.
    Email,
}

/// The text is no identifier of its field.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("must be a valid {}", .0.name())]
pub struct Malformed(pub Field);

/// An identifier in the one spelling of its field; wiped when dropped.
#[derive(Clone, PartialEq, Eq)]
pub struct Normalised {
    field: &'static str,
    text: Zeroizing<String>,
}

impl Field {
    /// The name that goes into the index. Never change one: what was indexed
    /// under it would not be found again.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Nik => "nik",
            Self::Kk => "kk",
            Self::Npwp => "npwp",
            Self::Nib => "nib",
            Self::Phone => "phone",
            Self::Email => "email",
        }
    }

    /// `text` in the one spelling of this field.
    ///
    /// # Errors
    /// [`Malformed`] when it can be no identifier of this kind.
    pub fn normalise(self, text: &str) -> Result<Normalised, Malformed> {
        let text = match self {
            Self::Nik => Nik::parse(text).ok().map(|nik| Zeroizing::new(nik.as_str().to_owned())),
            Self::Kk => digits(text, 16..=16),
            Self::Npwp => npwp(text),
            Self::Nib => digits(text, 13..=13),
            Self::Phone => phone(text),
            Self::Email => email(text),
        };
        text.map(|text| Normalised { field: self.name(), text }).ok_or(Malformed(self))
    }
}

impl Normalised {
    /// A value that is compared as it is, under a field's name of the caller's.
    #[must_use]
    pub fn exact(field: &'static str, text: &str) -> Self {
        Self { field, text: Zeroizing::new(text.to_owned()) }
    }

    /// The name of its field.
    #[must_use]
    pub const fn field(&self) -> &'static str {
        self.field
    }

    /// The identifier. Never for a name, an address or a log.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }
}

impl From<&Nik> for Normalised {
    fn from(nik: &Nik) -> Self {
        Self::exact(Field::Nik.name(), nik.as_str())
    }
}

impl fmt::Debug for Normalised {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Normalised({}, ..)", self.field)
    }
}

/// The ASCII digits of `text` without separators, when there are so many.
pub(crate) fn digits(text: &str, count: RangeInclusive<usize>) -> Option<Zeroizing<String>> {
    let bare = bare(text);
    let right = count.contains(&bare.len()) && bare.bytes().all(|b| b.is_ascii_digit());
    right.then_some(bare)
}

/// `text` without the signs that people put between digits.
fn bare(text: &str) -> Zeroizing<String> {
    let mut bare = Zeroizing::new(String::with_capacity(text.len()));
    bare.extend(text.chars().filter(|c| !matches!(c, ' ' | '.' | '-')));
    bare
}

/// PMK 112/2022: 16 digits; the old 15 of a body get a zero in front.
fn npwp(text: &str) -> Option<Zeroizing<String>> {
    let digits = digits(text, 15..=16)?;
    if digits.len() == 16 { Some(digits) } else { Some(Zeroizing::new(format!("0{}", *digits))) }
}

/// `+` and the digits of ITU-T E.164. `08..`, `62..`, `+62..`, `+6208..` and a
/// bare `8..` are the same number.
fn phone(text: &str) -> Option<Zeroizing<String>> {
    let mut bare = bare(text);
    bare.retain(|c| !matches!(c, '(' | ')' | '/'));
    let (international, rest) = match bare.strip_prefix('+') {
        Some(rest) => (true, rest),
        None => (false, bare.as_str()),
    };
    if !rest.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let national = match rest.strip_prefix("62") {
        Some(national) => national.strip_prefix('0').unwrap_or(national),
        None if international => {
            // Another country's number: kept as it is, 8 to 15 digits.
            let plausible = (8..=15).contains(&rest.len()) && !rest.starts_with('0');
            return plausible.then(|| Zeroizing::new(format!("+{rest}")));
        }
        // A mobile number without its zero; a local one is shorter.
        None if rest.starts_with('8') && rest.len() >= 9 => rest,
        None => rest.strip_prefix('0')?,
    };
    let plausible = (7..=13).contains(&national.len()) && !national.starts_with('0');
    plausible.then(|| Zeroizing::new(format!("+62{national}")))
}

/// Lower case throughout: no provider in use tells case apart.
fn email(text: &str) -> Option<Zeroizing<String>> {
    let text = Zeroizing::new(text.trim().to_ascii_lowercase());
    let (local, domain) = text.split_once('@')?;
    let bounded = (1..=64).contains(&local.len()) && (3..=253).contains(&domain.len());
    let local_plain =
        local.bytes().all(|b| b.is_ascii_graphic() && !b"\"(),:;<>@[\\]".contains(&b));
    let labels_plain = domain.split('.').all(|label| {
        (1..=63).contains(&label.len())
            && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    });
    (bounded && local_plain && labels_plain && domain.contains('.')).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn same(field: Field, spellings: &[&str], expected: &str) {
        for spelling in spellings {
            let found = field.normalise(spelling).map(|value| value.text().to_owned());
            assert_eq!(found.as_deref(), Ok(expected), "{spelling}");
        }
    }

    fn refused(field: Field, texts: &[&str]) {
        for text in texts {
            assert_eq!(field.normalise(text), Err(Malformed(field)), "{text}");
        }
    }

    #[test]
    fn the_spellings_of_a_mobile_number_meet() {
        let spellings = [
            "081234567890",
            "0812-3456-7890",
            "+62 812 3456 7890",
            "6281234567890",
            "+62 (0)812 3456 7890",
            "81234567890",
        ];
        same(Field::Phone, &spellings, "+6281234567890");
    }

    #[test]
    fn a_landline_keeps_its_area_code() {
        same(Field::Phone, &["(0531) 21234", "+62 531 21234"], "+6253121234");
    }

    #[test]
    fn another_country_is_not_taken_for_this_one() {
        same(Field::Phone, &["+60 12-345 6789"], "+60123456789");
    }

    #[test]
    fn what_nobody_can_call_is_no_telephone_number() {
        refused(
            Field::Phone,
            &[
                "",
                "+",
                "0",
                "0812",
                "62",
                "call me",
                "821234",
                "+0812345678",
                "0812345678901234567",
            ],
        );
    }

    #[test]
    fn an_old_tax_number_meets_its_new_form() {
        same(
            Field::Npwp,
            &["01.234.567.8-901.234", "012345678901234", "0012345678901234"],
            "0012345678901234",
        );
        refused(Field::Npwp, &["", "01234567890123", "01.234.567.8-901.23x", "01234567890123456"]);
    }

    #[test]
    fn a_mail_address_is_compared_without_case() {
        same(
            Field::Email,
            &["Siti.Aminah@Example.ID", " siti.aminah@example.id "],
            "siti.aminah@example.id",
        );
        refused(
            Field::Email,
            &[
                "",
                "siti",
                "@example.id",
                "siti@",
                "siti@id",
                "si ti@example.id",
                "a@b@c.id",
                "a@-b.id",
                "a@b..id",
            ],
        );
    }

    #[test]
    fn a_family_card_has_sixteen_digits_and_a_business_thirteen() {
        same(Field::Kk, &["9901 0117 0845 0001"], "9901011708450001");
        same(Field::Nib, &["9120 0012 34567"], "9120001234567");
        refused(Field::Kk, &["", "990101170845000", "99010117084500011"]);
        refused(Field::Nib, &["", "912000123456", "91200012345678"]);
    }

    #[test]
    fn a_nik_is_normalised_as_it_is_parsed() {
        same(Field::Nik, &["990101-170845-0001"], "9901011708450001");
        refused(Field::Nik, &["9901013208450001"]);
    }

    #[test]
    fn neither_the_value_nor_its_error_prints_the_identifier() {
        let value = Field::Phone.normalise("081234567890").unwrap();
        let error = Field::Nik.normalise("081234567890").unwrap_err();

        assert_eq!(format!("{value:?}"), "Normalised(phone, ..)");
        assert_eq!(format!("{error} {error:?}"), "must be a valid nik Malformed(Nik)");
    }
}
