//! From when to when a licence holds, in civil dates.

use jiff::{ToSpan, civil::Date};
use serde::{Deserialize, Serialize};

use super::Concern;

/// From so many days before the last day on, a renewal may be asked for. A rule
/// of ours, published with the contract: no regulation fixes it for all services.
pub const RENEWAL_OPENS_DAYS: i32 = 90;
/// Until so many days after the last day, a renewal may still be asked for. A
/// rule of ours, as the one before.
pub const RENEWAL_CLOSES_DAYS: i32 = 30;

/// The days on which a licence holds, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Validity {
    /// The first day: the day of issue.
    pub from: Date,
    /// The last day; absent where the licence does not expire.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
}

impl Validity {
    /// `months` counted from the day of issue, where the service says so.
    ///
    /// The last day is the one with the same number, `months` later; where that
    /// month has no such day, its last one (31 January and a month: 28 February).
    #[must_use]
    pub fn of(from: Date, months: Option<u32>) -> Self {
        Self { from, until: months.map(|months| later(from, months)) }
    }

    /// What a licence issued on `from` in place of one with this validity gets.
    ///
    /// A renewal before the end loses no day: its months count from the old last
    /// day. An amendment or a transfer changes what the licence says or whose it
    /// is, not for how long it holds.
    #[must_use]
    pub fn succeeded(&self, concern: Concern, from: Date, months: Option<u32>) -> Self {
        match (concern, self.until) {
            (Concern::Renewal, Some(until)) if until >= from => {
                Self { from, until: months.map(|months| later(until, months)) }
            }
            (Concern::Renewal, _) => Self::of(from, months),
            (Concern::Amendment | Concern::Transfer, until) => Self { from, until },
        }
    }

    /// Whether the last day is over on `today`.
    #[must_use]
    pub fn is_over(&self, today: Date) -> bool {
        self.until.is_some_and(|until| until < today)
    }

    /// Whether a renewal may be asked for on `today`; never of what does not end.
    #[must_use]
    pub fn may_be_renewed(&self, today: Date) -> bool {
        let Some(until) = self.until else { return false };
        let opens = until.saturating_sub(RENEWAL_OPENS_DAYS.days());
        let closes = until.saturating_add(RENEWAL_CLOSES_DAYS.days());
        (opens..=closes).contains(&today)
    }
}

/// Saturates at the last year that a calendar knows.
fn later(date: Date, months: u32) -> Date {
    let months = i32::try_from(months).unwrap_or(i32::MAX).min(100_000);
    date.saturating_add(months.months())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    fn until(from: Date, months: u32) -> Date {
        Validity::of(from, Some(months)).until.unwrap()
    }

    #[test]
    fn months_end_on_the_same_day_or_on_the_last_of_a_shorter_month() {
        assert_eq!(until(date(2026, 6, 8), 60), date(2031, 6, 8));
        assert_eq!(until(date(2026, 1, 31), 1), date(2026, 2, 28));
        assert_eq!(until(date(2024, 2, 29), 12), date(2025, 2, 28));
        assert_eq!(until(date(2024, 2, 29), 48), date(2028, 2, 29));
    }

    #[test]
    fn the_last_day_still_counts() {
        let validity = Validity::of(date(2026, 6, 8), Some(12));

        assert!(!validity.is_over(date(2027, 6, 8)));
        assert!(validity.is_over(date(2027, 6, 9)));
        assert!(!Validity::of(date(2026, 6, 8), None).is_over(date(9999, 12, 31)));
    }

    #[test]
    fn a_renewal_before_the_end_loses_no_day() {
        let old = Validity::of(date(2026, 6, 8), Some(12));

        let early = old.succeeded(Concern::Renewal, date(2027, 5, 1), Some(12));
        let late = old.succeeded(Concern::Renewal, date(2027, 6, 20), Some(12));

        assert_eq!(early.until, Some(date(2028, 6, 8)));
        assert_eq!(late.until, Some(date(2028, 6, 20)));
    }

    #[test]
    fn an_amendment_and_a_transfer_keep_the_last_day() {
        let old = Validity::of(date(2026, 6, 8), Some(12));

        for concern in [Concern::Amendment, Concern::Transfer] {
            let new = old.succeeded(concern, date(2026, 9, 1), Some(12));
            assert_eq!(new, Validity { from: date(2026, 9, 1), until: old.until });
        }
    }

    #[test]
    fn a_renewal_has_its_window() {
        let validity = Validity::of(date(2026, 6, 8), Some(12));

        assert!(!validity.may_be_renewed(date(2027, 3, 9)));
        assert!(validity.may_be_renewed(date(2027, 3, 10)));
        assert!(validity.may_be_renewed(date(2027, 7, 8)));
        assert!(!validity.may_be_renewed(date(2027, 7, 9)));
        assert!(!Validity::of(date(2026, 6, 8), None).may_be_renewed(date(2027, 6, 8)));
    }

    proptest! {
        #[test]
        fn more_months_never_end_sooner(
            days in 0_i32..40_000, months in 1_u32..1200, more in 0_u32..1200,
        ) {
            let from = date(1970, 1, 1).saturating_add(days.days());

            prop_assert!(until(from, months) > from);
            prop_assert!(until(from, months + more) >= until(from, months));
        }

        #[test]
        fn a_renewal_never_shortens(days in 0_i32..2000, months in 1_u32..120) {
            let old = Validity::of(date(2026, 1, 31), Some(24));
            let from = old.from.saturating_add(days.days());

            let new = old.succeeded(Concern::Renewal, from, Some(months));

            prop_assert!(new.until > old.until || new.from > old.until.unwrap());
            prop_assert!(new.until >= Validity::of(from, Some(months)).until);
        }
    }
}
