//! Dates and hours as browsers send what was typed into a form.

use calendar::Zone;
use contract::google::r#type::Date as PbDate;
use jiff::civil::{Date, DateTime};
use prost_types::Timestamp;

/// `2026-06-09T10:00` by the office's clock; `None` is refused by the agency.
pub(super) fn instant(text: &str, zone: Zone) -> Option<Timestamp> {
    let local: DateTime = text.parse().ok()?;
    let minute = u16::try_from(i32::from(local.hour()) * 60 + i32::from(local.minute())).ok()?;
    let micros = zone.at(local.date(), minute).micros();
    Some(Timestamp { seconds: micros.div_euclid(1_000_000), nanos: 0 })
}

/// `2026-06-09`; `None` is refused by the agency.
pub(super) fn date(text: &str) -> Option<PbDate> {
    let date: Date = text.parse().ok()?;
    Some(PbDate { year: date.year().into(), month: date.month().into(), day: date.day().into() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_hour_is_the_offices_own() {
        let at = instant("2026-06-09T10:00", Zone::Wita).unwrap();

        assert_eq!(at.seconds, 1_780_970_400);
        assert!(instant("besok", Zone::Wib).is_none());
        assert_eq!(date("2026-06-09").unwrap().day, 9);
    }
}
