//! When a failed notice is tried again: soon at first, then ever more rarely,
//! for about a day.

use kernel::Instant;

/// After so many failed attempts a notice is given up.
pub const MOST_ATTEMPTS: u32 = 10;

/// The waiting time after the first failure; it triples from one to the next.
const FIRST_SECONDS: i64 = 60;
/// The longest waiting time.
const LONGEST_SECONDS: i64 = 6 * 3600;

/// When the notice `id` is tried again after its `attempts`th attempt, which
/// failed at `now`; `None` when it is given up.
///
/// Up to a fifth sooner or later, so that what failed together does not come
/// back together. It follows from the id and the count alone, so that a
/// simulation plays the same twice.
#[must_use]
pub fn retry_at(now: Instant, id: &str, attempts: u32) -> Option<Instant> {
    if attempts >= MOST_ATTEMPTS {
        return None;
    }
    let triplings = attempts.saturating_sub(1);
    let usual = FIRST_SECONDS.saturating_mul(3_i64.saturating_pow(triplings)).min(LONGEST_SECONDS);
    let percent = 80 + i64::from(spread(id, attempts) % 41);
    Some(now.plus_seconds(usual * percent / 100))
}

/// FNV-1a: spreads, and promises nothing else.
fn spread(id: &str, attempts: u32) -> u32 {
    let bytes = id.bytes().chain(attempts.to_be_bytes());
    bytes.fold(2_166_136_261, |hash: u32, byte| (hash ^ u32::from(byte)).wrapping_mul(16_777_619))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const START: Instant = Instant::from_micros(0);

    fn waits(id: &str) -> Vec<i64> {
        let seconds = |attempts| retry_at(START, id, attempts).map(|at| at.micros() / 1_000_000);
        (1..).map_while(seconds).collect()
    }

    proptest! {
        #[test]
        fn a_notice_is_tried_ten_times_over_about_a_day(id in "[a-f0-9]{32}") {
            let waits = waits(&id);
            let total: i64 = waits.iter().sum();

            prop_assert_eq!(waits.len(), 9);
            prop_assert!((48..=72).contains(&waits[0]));
            prop_assert!((19 * 3600..=29 * 3600).contains(&total), "{}", total);
        }
    }

    #[test]
    fn the_same_notice_waits_the_same_and_two_do_not_come_back_together() {
        assert_eq!(waits("a"), waits("a"));
        assert_ne!(waits("a"), waits("b"));
    }

    #[test]
    fn a_count_beyond_the_last_is_given_up() {
        assert_eq!(retry_at(START, "a", MOST_ATTEMPTS), None);
        assert_eq!(retry_at(START, "a", u32::MAX), None);
    }
}
