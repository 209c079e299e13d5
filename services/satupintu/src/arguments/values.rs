//! Values of arguments, from text.

use calendar::{CountFrom, Zone};

/// Minutes after midnight.
pub(super) fn minutes(text: &str) -> Result<u16, String> {
    let parsed = || {
        let (hour, minute) = text.split_once([':', '.'])?;
        let (hour, minute): (u16, u16) = (hour.parse().ok()?, minute.parse().ok()?);
        (hour < 24 && minute < 60).then_some(hour * 60 + minute)
    };
    parsed().ok_or_else(|| "must be a time of day as 09:30".to_owned())
}

pub(super) fn zone(text: &str) -> Result<Zone, String> {
    match text.to_ascii_uppercase().as_str() {
        "WIB" => Ok(Zone::Wib),
        "WITA" => Ok(Zone::Wita),
        "WIT" => Ok(Zone::Wit),
        _ => Err("must be WIB, WITA or WIT".to_owned()),
    }
}

pub(super) fn count_from(text: &str) -> Result<CountFrom, String> {
    if text == "next-workday" {
        return Ok(CountFrom::NextWorkday);
    }
    minutes(text)
        .map(|minutes| CountFrom::SameDayIfBeforeCutoff { minutes })
        .map_err(|_| "must be next-workday, or a cut-off as 12:00".to_owned())
}

pub(super) fn seconds(text: &str) -> Result<u32, String> {
    let split = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (number, unit) = text.split_at(split);
    let unit = match unit {
        "m" => Some(60),
        "h" => Some(3600),
        "d" => Some(86_400),
        _ => None,
    };
    let seconds = number.parse::<u32>().ok().zip(unit).and_then(|(n, unit)| n.checked_mul(unit));
    match seconds {
        Some(seconds @ 60..=2_592_000) => Ok(seconds),
        _ => Err("must be a time as 30m, 8h or 7d, at most 30d".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_of_day_is_read_with_colon_or_dot() {
        assert_eq!(minutes("13:30"), Ok(810));
        assert_eq!(minutes("07.30"), Ok(450));
        assert!(minutes("24:00").is_err());
    }

    #[test]
    fn a_token_lives_a_month_at_most() {
        assert_eq!(seconds("8h"), Ok(28_800));
        assert!(seconds("31d").is_err());
        assert!(seconds("8").is_err());
    }
}
