//! How long cases took: how many took each whole number of days or minutes, so that
//! any percentile of any sum is exact.

use std::collections::BTreeMap;

use calendar::WorkDuration;

/// In what a standard gives its time, and in what its cases are measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TimeUnit {
    /// Hari kerja.
    WorkingDays,
    /// Hari kalender.
    CalendarDays,
    /// Minutes of opening hours; a begun minute counts in full.
    OfficeMinutes,
}

impl TimeUnit {
    /// Every unit.
    pub const ALL: [Self; 3] = [Self::WorkingDays, Self::CalendarDays, Self::OfficeMinutes];

    /// The unit of a duration.
    #[must_use]
    pub const fn of(time: WorkDuration) -> Self {
        match time {
            WorkDuration::WorkingDays(_) => Self::WorkingDays,
            WorkDuration::CalendarDays(_) => Self::CalendarDays,
            WorkDuration::OfficeMinutes(_) => Self::OfficeMinutes,
        }
    }

    /// The stable name.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::WorkingDays => "working_days",
            Self::CalendarDays => "calendar_days",
            Self::OfficeMinutes => "office_minutes",
        }
    }

    /// The unit of this name.
    #[must_use]
    pub fn of_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|unit| unit.key() == key)
    }
}

/// How many cases took how long. Merging is adding.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Histogram {
    cases: BTreeMap<u32, u64>,
}

impl Histogram {
    /// Adds `cases` that took `amount`.
    pub fn add(&mut self, amount: u32, cases: u64) {
        *self.cases.entry(amount).or_default() += cases;
    }

    /// Adds all of `other`.
    pub fn merge(&mut self, other: &Self) {
        for (amount, cases) in &other.cases {
            self.add(*amount, *cases);
        }
    }

    /// How many cases there are.
    #[must_use]
    pub fn cases(&self) -> u64 {
        self.cases.values().sum()
    }

    /// The percentile by nearest rank: the least amount that at least `percent` of a
    /// hundred cases do not exceed. Always an amount that some case took; none
    /// without cases. The median is the 50th.
    #[must_use]
    pub fn percentile(&self, percent: u64) -> Option<u32> {
        let rank = (u128::from(self.cases()) * u128::from(percent)).div_ceil(100).max(1);
        let mut passed = 0_u128;
        let mut amounts = self.cases.iter();
        let found = amounts.find(|(_, cases)| {
            passed += u128::from(**cases);
            passed >= rank
        });
        found.map(|(amount, _)| *amount)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn of(amounts: &[u32]) -> Histogram {
        let mut histogram = Histogram::default();
        amounts.iter().for_each(|amount| histogram.add(*amount, 1));
        histogram
    }

    #[test]
    fn percentiles_are_by_nearest_rank() {
        let ten = of(&[1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);

        assert_eq!((ten.percentile(50), ten.percentile(90)), (Some(5), Some(9)));
        assert_eq!(of(&[7]).percentile(90), Some(7));
        assert_eq!(of(&[3, 9]).percentile(50), Some(3));
        assert_eq!(of(&[]).percentile(50), None);
    }

    proptest! {
        #[test]
        fn a_percentile_is_the_one_at_its_rank_in_the_sorted_list(
            mut amounts in prop::collection::vec(0_u32..30, 1..80),
            percent in 1_u64..=100,
        ) {
            let found = of(&amounts).percentile(percent);

            amounts.sort_unstable();
            let rank = (amounts.len() * usize::try_from(percent).unwrap()).div_ceil(100);
            prop_assert_eq!(found, Some(amounts[rank - 1]));
        }

        #[test]
        fn parts_merge_into_the_whole(
            one in prop::collection::vec(0_u32..30, 0..40),
            other in prop::collection::vec(0_u32..30, 0..40),
        ) {
            let mut merged = of(&one);
            merged.merge(&of(&other));

            prop_assert_eq!(merged, of(&[one, other].concat()));
        }
    }
}
