//! How long a call may take: what the caller grants, and never more than the
//! server's own longest time.
//!
//! Tonic enforces `grpc-timeout` too, but answers CANCELLED; we answer
//! DEADLINE_EXCEEDED, and a little early, so that the answer still arrives.
//! The time counts until the answer begins: a stream may go on for longer.

use std::time::Duration;

use http::HeaderMap;

const EARLIEST: Duration = Duration::from_millis(5);

/// The time that a call with these headers has.
pub(crate) fn granted(headers: &HeaderMap, longest: Duration) -> Duration {
    let Some(asked) = headers.get("grpc-timeout").and_then(|value| parse(value.to_str().ok()?))
    else {
        return longest;
    };
    asked.saturating_sub(EARLIEST.min(asked / 20)).min(longest)
}

/// At most eight digits and a unit (gRPC over HTTP/2, "Timeout"). Anything else
/// counts as not said.
fn parse(text: &str) -> Option<Duration> {
    let (digits, unit) = text.split_at_checked(text.len().checked_sub(1)?)?;
    if digits.is_empty() || digits.len() > 8 || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let count: u64 = digits.parse().ok()?;
    match unit {
        "H" => Some(Duration::from_secs(count * 3600)),
        "M" => Some(Duration::from_secs(count * 60)),
        "S" => Some(Duration::from_secs(count)),
        "m" => Some(Duration::from_millis(count)),
        "u" => Some(Duration::from_micros(count)),
        "n" => Some(Duration::from_nanos(count)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_unit_of_the_protocol_is_read() {
        assert_eq!(parse("2H"), Some(Duration::from_secs(7200)));
        assert_eq!(parse("3M"), Some(Duration::from_secs(180)));
        assert_eq!(parse("4S"), Some(Duration::from_secs(4)));
        assert_eq!(parse("5m"), Some(Duration::from_millis(5)));
        assert_eq!(parse("6u"), Some(Duration::from_micros(6)));
        assert_eq!(parse("99999999n"), Some(Duration::from_nanos(99_999_999)));
    }

    #[test]
    fn what_the_protocol_does_not_know_counts_as_not_said() {
        for text in ["", "S", "1", "-1S", "+1S", "1.5S", "123456789S", "1s", "1µ"] {
            assert_eq!(parse(text), None, "{text:?}");
        }
    }

    #[test]
    fn nobody_is_granted_more_than_the_longest_time() {
        let mut headers = HeaderMap::new();
        let longest = Duration::from_secs(30);
        assert_eq!(granted(&headers, longest), longest);

        headers.insert("grpc-timeout", "1H".parse().unwrap());
        assert_eq!(granted(&headers, longest), longest);

        headers.insert("grpc-timeout", "1S".parse().unwrap());
        assert_eq!(granted(&headers, longest), Duration::from_millis(995));
    }
}
