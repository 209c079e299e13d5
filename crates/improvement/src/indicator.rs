//! Share and speed of follow-up, exact: nothing is rounded here.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::action::{Action, Source, State};

/// A share or a mean, as it was counted; never reduced, never rounded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ratio {
    /// What is above the line.
    pub numerator: u64,
    /// What is below it; 0 when there is nothing to divide by.
    pub denominator: u64,
}

impl Ratio {
    /// Whether it is more than so many hundredths.
    #[must_use]
    pub fn exceeds_percent(self, percent: u64) -> bool {
        self.numerator * 100 > percent * self.denominator
    }
}

/// What became of the actions of one source.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Indicator {
    /// How many were opened in the period.
    pub opened: u64,
    /// How many of them were done.
    pub followed_up: u64,
    /// How many of those somebody else has verified.
    pub verified: u64,
    /// How many were dropped.
    pub dropped: u64,
    /// How many are open and late.
    pub overdue: u64,
    /// Days from opening to done, all together.
    pub days: u64,
    /// The most months that one of them took, begun ones counted whole.
    pub slowest_months: u64,
}

/// The indicators of a period, by source.
pub type Indicators = BTreeMap<Source, Indicator>;

impl Indicator {
    /// The share of what was opened that was followed up. What was dropped was
    /// not followed up.
    #[must_use]
    pub fn share(&self) -> Ratio {
        Ratio { numerator: self.followed_up, denominator: self.opened }
    }

    /// The mean of the days that it took.
    #[must_use]
    pub fn speed_days(&self) -> Ratio {
        Ratio { numerator: self.days, denominator: self.followed_up }
    }

    /// The points for the share: 100 % gives 5, more than 80 % 4, from 30 % on 3,
    /// less 2 (PermenPANRB 29/2022, F-02, follow-up of surveys). `None` without
    /// anything to follow up.
    #[must_use]
    pub fn share_points(&self) -> Option<u8> {
        let share = self.share();
        if share.denominator == 0 {
            return None;
        }
        Some(if share.numerator == share.denominator {
            5
        } else if share.exceeds_percent(80) {
            4
        } else if share.numerator * 100 >= 30 * share.denominator {
            3
        } else {
            2
        })
    }

    /// The points for the speed: within 1 month 5, 3 months 4, 6 months 3, 9
    /// months 2, 12 months 1 (the same form). The form does not say of which
    /// action; we take the slowest, which never flatters. `None` while nothing is
    /// done.
    #[must_use]
    pub fn speed_points(&self) -> Option<u8> {
        (self.followed_up > 0).then_some(match self.slowest_months {
            0..=1 => 5,
            2..=3 => 4,
            4..=6 => 3,
            7..=9 => 2,
            10..=12 => 1,
            _ => 0,
        })
    }
}

/// The indicators of `actions`, as they stand on `today`.
pub fn indicators<'a>(actions: impl IntoIterator<Item = &'a Action>, today: Date) -> Indicators {
    let mut all = Indicators::new();
    for action in actions {
        let of = all.entry(action.origin.source).or_default();
        of.opened += 1;
        of.verified += u64::from(action.state == State::Verified);
        of.dropped += u64::from(action.state == State::Dropped);
        of.overdue += u64::from(action.is_overdue(today));
        if let Some(done_on) = action.done_on.filter(|_| action.is_followed_up()) {
            of.followed_up += 1;
            let days = (done_on - action.opened_on).get_days();
            of.days += u64::try_from(days).unwrap_or_default();
            of.slowest_months = of.slowest_months.max(months(action.opened_on, done_on));
        }
    }
    all
}

/// Months from one day to another, a begun one counted whole; the same day is
/// none.
fn months(from: Date, to: Date) -> u64 {
    let whole = (i64::from(to.year()) - i64::from(from.year())) * 12 + i64::from(to.month())
        - i64::from(from.month());
    let begun = i64::from(to.day() > from.day());
    u64::try_from(whole + begun).unwrap_or_default()
}
