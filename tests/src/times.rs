//! Moments as people in Java read them, and as the contract writes them.

use contract::google::r#type::Date;
use contract::satupintu::r#type::v1::Deadline;
use jiff::Timestamp;
use kernel::Instant;

/// The instant at which a clock in Java shows `text`, as `2026-06-08 09:00`.
///
/// # Panics
/// When `text` is none.
#[must_use]
pub fn wib(text: &str) -> Instant {
    let timestamp: Timestamp = format!("{text}:00+07:00").parse().unwrap();
    timestamp.into()
}

/// The instant that a timestamp of the contract is.
///
/// # Panics
/// When it is absent: a story that asks for it expects it.
#[must_use]
pub fn instant(timestamp: Option<&prost_types::Timestamp>) -> Instant {
    let timestamp = timestamp.expect("the answer names the instant");
    let micros = i64::from(timestamp.nanos) / 1000;
    Instant::from_micros(timestamp.seconds * 1_000_000 + micros)
}

/// An instant as the contract writes it.
#[must_use]
pub fn moment(instant: Instant) -> prost_types::Timestamp {
    let micros = instant.micros();
    let nanos = i32::try_from(micros.rem_euclid(1_000_000) * 1000).expect("below a second");
    prost_types::Timestamp { seconds: micros.div_euclid(1_000_000), nanos }
}

/// A civil date as `2026-06-22`; empty when there is none.
#[must_use]
pub fn date(date: Option<&Date>) -> String {
    date.map(|Date { year, month, day }| format!("{year:04}-{month:02}-{day:02}"))
        .unwrap_or_default()
}

/// The date of a deadline; empty when there is none.
#[must_use]
pub fn due(deadline: Option<&Deadline>) -> String {
    date(deadline.and_then(|deadline| deadline.date.as_ref()))
}
