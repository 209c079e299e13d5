//! The types that every area of the contract shares, to and from the domain's.
//!
//! Functions, not `From`: both sides belong to other crates. Every struct is
//! taken apart by name, so that a new field breaks the build here.

use calendar::{Change, CountFrom, Deadline, Entry, Holder, Provisional, TooLong, WorkDuration};
use contract::{
    google::r#type as google,
    satupintu::r#type::v1::{self as pb, count_from, holder, ledger_entry, work_duration},
};
use jiff::civil;
use kernel::{Bilingual, Citation, Instant, Source};
use prost_types::Timestamp;
use sop::{Position, Severity};

const MICROS_A_SECOND: i64 = 1_000_000;
/// 0001-01-01T00:00:00Z and 9999-12-31T23:59:59Z, the bounds of a `Timestamp`.
const FIRST_SECOND: i64 = -62_135_596_800;
const LAST_SECOND: i64 = 253_402_300_799;
/// The midnight with which a day ends, in minutes.
const LAST_MINUTE: u16 = 1440;

/// Why a message of the shared types is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum WireError {
    /// Outside the years that can be written, or nanoseconds outside a second.
    #[error("must be an instant from year 1 to 9999, with 0 to 999999999 nanoseconds")]
    Timestamp,
    /// A partial date, or a day that no calendar has.
    #[error("must be a whole date that exists, from year 1 to 9999")]
    Date,
    /// None of the three units.
    #[error("must be given in exactly one unit")]
    UnitMissing,
    /// Beyond what any public service may take.
    #[error(transparent)]
    TooLong(#[from] TooLong),
    /// A rule that the contract does not list.
    #[error("must be one of the rules for counting")]
    CountFrom,
    /// A cut-off later than midnight.
    #[error("the cut-off must be 0 to 1440 minutes after midnight")]
    Cutoff,
    /// A cut-off with a rule that has none.
    #[error("the cut-off must be 0 unless the rule is RULE_SAME_DAY_IF_BEFORE_CUTOFF")]
    CutoffUnused,
}

/// An instant as the wire writes it.
pub(crate) fn timestamp(instant: Instant) -> Timestamp {
    let micros = instant.micros();
    Timestamp {
        seconds: micros.div_euclid(MICROS_A_SECOND),
        nanos: i32::try_from(micros.rem_euclid(MICROS_A_SECOND) * 1000).unwrap_or_default(),
    }
}

/// The instant of a timestamp, truncated to the microsecond that is kept.
pub(crate) fn instant_of(timestamp: &Timestamp) -> Result<Instant, WireError> {
    let Timestamp { seconds, nanos } = timestamp;
    let is_whole = (FIRST_SECOND..=LAST_SECOND).contains(seconds);
    if !is_whole || !(0..1_000_000_000).contains(nanos) {
        return Err(WireError::Timestamp);
    }
    Ok(Instant::from_micros(seconds * MICROS_A_SECOND + i64::from(nanos / 1000)))
}

/// A civil date as the wire writes it.
pub(crate) fn date(date: civil::Date) -> google::Date {
    google::Date {
        year: i32::from(date.year()),
        month: i32::from(date.month()),
        day: i32::from(date.day()),
    }
}

/// The civil date that is meant; partial dates are none.
pub(crate) fn date_of(date: &google::Date) -> Result<civil::Date, WireError> {
    let google::Date { year, month, day } = *date;
    let fits = || {
        let year = i16::try_from(year).ok().filter(|year| *year >= 1)?;
        civil::Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
    };
    fits().ok_or(WireError::Date)
}

/// A SHA-256 in hexadecimal, or none where the text is empty.
pub(crate) fn sha256_of(text: &str) -> Result<Option<String>, &'static str> {
    let is_hex = |b: u8| b.is_ascii_digit() || (b'a'..=b'f').contains(&b);
    match text {
        "" => Ok(None),
        text if text.len() == 64 && text.bytes().all(is_hex) => Ok(Some(text.to_owned())),
        _ => Err("must be 64 lower-case hexadecimal digits"),
    }
}

/// Whole rupiah.
pub(crate) fn money(rupiah: i64) -> google::Money {
    google::Money { currency_code: "IDR".to_owned(), units: rupiah, nanos: 0 }
}

/// A text in both languages.
pub(crate) fn bilingual(text: &Bilingual) -> pb::BilingualText {
    let Bilingual { id, en } = text;
    pb::BilingualText { id: id.clone(), en: en.clone() }
}

/// Whether a value was published.
pub(crate) fn source(source: Source) -> pb::Source {
    match source {
        Source::Published => pb::Source::Published,
        Source::Example => pb::Source::Example,
    }
}

/// A rule, as an official would cite it.
pub(crate) fn citation(citation: &Citation) -> pb::Citation {
    let Citation { text, source: cited } = citation;
    pb::Citation { text: text.clone(), source: source(*cited).into() }
}

/// A length of time in its own unit.
pub(crate) fn work_duration(duration: WorkDuration) -> pb::WorkDuration {
    let amount = match duration {
        WorkDuration::WorkingDays(days) => work_duration::Amount::WorkingDays(days),
        WorkDuration::CalendarDays(days) => work_duration::Amount::CalendarDays(days),
        WorkDuration::OfficeMinutes(minutes) => work_duration::Amount::OfficeMinutes(minutes),
    };
    pb::WorkDuration { amount: Some(amount) }
}

/// The length of time that is meant, at most ten years.
pub(crate) fn work_duration_of(duration: &pb::WorkDuration) -> Result<WorkDuration, WireError> {
    let pb::WorkDuration { amount } = *duration;
    let duration = match amount.ok_or(WireError::UnitMissing)? {
        work_duration::Amount::WorkingDays(days) => WorkDuration::WorkingDays(days),
        work_duration::Amount::CalendarDays(days) => WorkDuration::CalendarDays(days),
        work_duration::Amount::OfficeMinutes(minutes) => WorkDuration::OfficeMinutes(minutes),
    };
    Ok(duration.bounded()?)
}

/// From which day a duration counts.
pub(crate) fn count_from(rule: CountFrom) -> pb::CountFrom {
    let (rule, cutoff_minutes) = match rule {
        CountFrom::NextWorkday => (count_from::Rule::NextWorkday, 0),
        CountFrom::SameDayIfBeforeCutoff { minutes } => {
            (count_from::Rule::SameDayIfBeforeCutoff, u32::from(minutes))
        }
    };
    pb::CountFrom { rule: rule.into(), cutoff_minutes }
}

/// The rule that is meant; not said means the next working day.
pub(crate) fn count_from_of(rule: &pb::CountFrom) -> Result<CountFrom, WireError> {
    let pb::CountFrom { rule, cutoff_minutes } = *rule;
    match count_from::Rule::try_from(rule) {
        Ok(count_from::Rule::Unspecified | count_from::Rule::NextWorkday) => {
            if cutoff_minutes == 0 {
                Ok(CountFrom::NextWorkday)
            } else {
                Err(WireError::CutoffUnused)
            }
        }
        Ok(count_from::Rule::SameDayIfBeforeCutoff) => {
            let minutes = u16::try_from(cutoff_minutes).ok().filter(|it| *it <= LAST_MINUTE);
            let minutes = minutes.ok_or(WireError::Cutoff)?;
            Ok(CountFrom::SameDayIfBeforeCutoff { minutes })
        }
        Err(_) => Err(WireError::CountFrom),
    }
}

/// The last lawful moment.
pub(crate) fn deadline(deadline: &Deadline) -> pb::Deadline {
    let Deadline { date: day, at, provisional, calendar_revision } = *deadline;
    let undecreed_year =
        provisional.map_or(0, |Provisional { undecreed_year }| i32::from(undecreed_year));
    pb::Deadline {
        date: Some(date(day)),
        at: Some(timestamp(at)),
        provisional: provisional.is_some(),
        undecreed_year,
        calendar_revision,
    }
}

/// At whose side time passes.
pub(crate) fn holder(holder: &Holder) -> pb::Holder {
    match holder {
        Holder::Agency { agency, unit } => pb::Holder {
            kind: holder::Kind::Agency.into(),
            agency: agency.to_string(),
            unit: unit.to_string(),
        },
        Holder::Applicant => pb::Holder {
            kind: holder::Kind::Applicant.into(),
            agency: String::new(),
            unit: String::new(),
        },
    }
}

/// One entry of the clock ledger.
pub(crate) fn ledger_entry(entry: &Entry) -> pb::LedgerEntry {
    let Entry { at, change, holder: held_by, cause } = entry;
    pb::LedgerEntry {
        at: Some(timestamp(*at)),
        change: Some(ledger_change(change)),
        holder: Some(holder(held_by)),
        cause: cause.clone(),
    }
}

fn ledger_change(change: &Change) -> ledger_entry::Change {
    match change {
        Change::Started { budget, basis, count_from: rule, revision } => {
            ledger_entry::Change::Started(ledger_entry::Started {
                budget: Some(work_duration(*budget)),
                basis: Some(citation(basis)),
                count_from: Some(count_from(*rule)),
                calendar_revision: *revision,
            })
        }
        Change::Paused => ledger_entry::Change::Paused(ledger_entry::Paused {}),
        Change::Resumed => ledger_entry::Change::Resumed(ledger_entry::Resumed {}),
        Change::HandedOver => ledger_entry::Change::HandedOver(ledger_entry::HandedOver {}),
        Change::Extended { by, basis } => ledger_entry::Change::Extended(ledger_entry::Extended {
            by: Some(work_duration(*by)),
            basis: Some(citation(basis)),
        }),
        Change::CalendarAmended { revision, old, new } => {
            ledger_entry::Change::CalendarAmended(ledger_entry::CalendarAmended {
                calendar_revision: *revision,
                old_date: old.map(date),
                new_date: new.map(date),
            })
        }
        Change::Stopped => ledger_entry::Change::Stopped(ledger_entry::Stopped {}),
    }
}

/// A finding in `text`, with its place as people count it.
pub(crate) fn diagnostic(found: &sop::Diagnostic, text: &str) -> pb::Diagnostic {
    let sop::Diagnostic { code, name, severity, span, message, label, remedy } = found;
    let severity = match severity {
        Severity::Error => pb::Severity::Error,
        Severity::Warning => pb::Severity::Warning,
    };
    let (begin, end) = (Position::of(text, span.start), Position::of(text, span.end));
    let counted = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    pb::Diagnostic {
        code: (*code).to_owned(),
        name: (*name).to_owned(),
        severity: severity.into(),
        line: counted(begin.line),
        column: counted(begin.column),
        end_line: counted(end.line),
        end_column: counted(end.column),
        message: Some(bilingual(message)),
        label: Some(bilingual(label)),
        remedy: Some(bilingual(remedy)),
    }
}

#[cfg(test)]
mod tests;
