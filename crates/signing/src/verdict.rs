//! What a PDF's signature says about it.
//!
//! Every byte counts: the signature must cover the file from its first byte to its
//! last, but for itself, and what stands in its own place must be written in the one
//! way it can be.

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use sha2::{Digest, Sha256};

use crate::certificate::{common_name, fingerprint};
use crate::cms::{Judged, judge};
use crate::pdf::{Reader, last};

/// The verdict on a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It bears no signature.
    Unsigned,
    /// Not a byte was changed since it was signed. Whose signature it is, the
    /// certificate tells: compare it with the one you expect.
    Valid(Signature),
    /// The signed revision is as it was, but something was appended afterwards.
    Appended(Signature),
    /// It was changed after it was signed.
    Altered,
    /// It bears a signature that this program cannot read, be it foreign or broken. Do not
    /// rely on it.
    Unjudged,
}

/// A sound signature.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signature {
    /// The common name in the certificate.
    pub signer: String,
    /// The SHA-256 of the certificate, in hexadecimal.
    pub certificate: String,
    /// When the signer says to have signed.
    pub signed_at: Option<Timestamp>,
}

/// Judges the last signature of `pdf`.
pub fn verify(pdf: &[u8]) -> Verdict {
    let Some(at) = last(pdf, RANGE) else { return Verdict::Unsigned };
    let Some(covered) = Covered::read(pdf, at) else { return Verdict::Altered };
    let digest = Sha256::new().chain_update(covered.head).chain_update(covered.tail).finalize();
    let certificate = match judge(&covered.contents, &digest) {
        Judged::Sound(certificate) => certificate,
        Judged::Broken => return Verdict::Altered,
        Judged::Foreign => return Verdict::Unjudged,
    };
    let Ok(fingerprint) = fingerprint(&certificate) else { return Verdict::Altered };
    let signature = Signature {
        signer: common_name(&certificate),
        certificate: fingerprint,
        signed_at: signed_at(pdf, at),
    };
    if covered.is_whole { Verdict::Valid(signature) } else { Verdict::Appended(signature) }
}

/// Whether `pdf` bears a signature at all, sound or not.
pub(crate) fn bears_signature(pdf: &[u8]) -> bool {
    last(pdf, RANGE).is_some_and(|at| Covered::read(pdf, at).is_some())
}

const RANGE: &[u8] = b"/ByteRange";

/// What a signature is made over, and what it is.
struct Covered<'a> {
    head: &'a [u8],
    tail: &'a [u8],
    contents: Vec<u8>,
    is_whole: bool,
}

impl<'a> Covered<'a> {
    fn read(pdf: &'a [u8], at: usize) -> Option<Self> {
        let mut reader = Reader { bytes: pdf, at };
        reader.expect(RANGE)?;
        reader.expect(b"[")?;
        let [first, head, start, length] =
            [reader.number()?, reader.number()?, reader.number()?, reader.number()?];
        reader.expect(b"]")?;
        let end = start.checked_add(length)?;
        // The gap holds the signature and nothing else, not even the range itself.
        let gap = pdf.get(head..start)?.strip_prefix(b"<")?.strip_suffix(b">")?;
        if first != 0 || (head..start).contains(&at) {
            return None;
        }
        Some(Self {
            head: pdf.get(..head)?,
            tail: pdf.get(start..end)?,
            contents: hexadecimal(gap)?,
            is_whole: end == pdf.len(),
        })
    }
}

/// Decodes what is written in one case throughout: a letter whose case was changed
/// would mean the same, and yet be a change.
fn hexadecimal(digits: &[u8]) -> Option<Vec<u8>> {
    let is_mixed =
        digits.iter().any(u8::is_ascii_lowercase) && digits.iter().any(u8::is_ascii_uppercase);
    if is_mixed { None } else { hex::decode(digits).ok() }
}

/// The time in the dictionary around `range`, which the signature covers.
fn signed_at(pdf: &[u8], range: usize) -> Option<Timestamp> {
    let before = pdf.get(..range)?;
    let object = pdf.get(last(before, b" obj")?..)?;
    let object = object.get(..object.windows(6).position(|window| window == b"endobj")?)?;
    let value = object.get(last(object, b"/M")?..)?.strip_prefix(b"/M")?.trim_ascii_start();
    let time = value.strip_prefix(b"(D:")?;
    let digits = std::str::from_utf8(time.get(..14)?).ok()?;
    let civil = DateTime::strptime("%Y%m%d%H%M%S", digits).ok()?;
    let zone = match time.get(14)? {
        b'Z' | b')' => TimeZone::UTC,
        sign => offset(*sign, time.get(15..20)?)?,
    };
    zone.to_timestamp(civil).ok()
}

/// `+07'00`.
fn offset(sign: u8, text: &[u8]) -> Option<TimeZone> {
    let text = std::str::from_utf8(text).ok()?;
    let (hours, minutes) = text.split_once('\'')?;
    let seconds = hours.parse::<i32>().ok()? * 3600 + minutes.parse::<i32>().ok()? * 60;
    let seconds = match sign {
        b'+' => seconds,
        b'-' => -seconds,
        _ => return None,
    };
    Some(TimeZone::fixed(jiff::tz::Offset::from_seconds(seconds).ok()?))
}
