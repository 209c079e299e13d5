//! What the counters of a period come to.

use std::collections::BTreeMap;

use crate::{
    age::Age,
    book::{Counted, Spent},
    cause::Cause,
    flow::Flow,
    histogram::{Histogram, TimeUnit},
};

/// Everything that was counted of one part of an agency in a period. Merging is
/// adding.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sums {
    flows: BTreeMap<Flow, u64>,
    durations: BTreeMap<TimeUnit, Histogram>,
    stages: BTreeMap<String, BTreeMap<Cause, Spent>>,
    ages: BTreeMap<Age, u64>,
}

/// A share of cases: exact, and rounded once where it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Share {
    /// How many are meant.
    pub part: u64,
    /// Of how many; never 0.
    pub of: u64,
}

impl Sums {
    /// Adds `cases` to a counter.
    pub fn count(&mut self, counted: Counted, cases: u64) {
        match counted {
            Counted::Flow(flow) => *self.flows.entry(flow).or_default() += cases,
            Counted::Took(unit, amount) => {
                self.durations.entry(unit).or_default().add(amount, cases);
            }
        }
    }

    /// Adds time at a step.
    pub fn spend(&mut self, step: &str, cause: Cause, spent: Spent) {
        let stage = self.stages.entry(step.to_owned()).or_default();
        stage.entry(cause).or_default().add(spent);
    }

    /// Adds open cases of an age.
    pub fn open(&mut self, age: Age, cases: u64) {
        *self.ages.entry(age).or_default() += cases;
    }

    /// Adds all of `other`.
    pub fn merge(&mut self, other: &Self) {
        for (flow, cases) in &other.flows {
            *self.flows.entry(*flow).or_default() += cases;
        }
        for (unit, histogram) in &other.durations {
            self.durations.entry(*unit).or_default().merge(histogram);
        }
        for (step, stage) in &other.stages {
            for (cause, spent) in stage {
                self.spend(step, *cause, *spent);
            }
        }
        for (age, cases) in &other.ages {
            self.open(*age, *cases);
        }
    }

    /// How often it happened.
    #[must_use]
    pub fn flow(&self, flow: Flow) -> u64 {
        self.flows.get(&flow).copied().unwrap_or_default()
    }

    /// How many cases' lawful time ended.
    #[must_use]
    pub fn settled(&self) -> u64 {
        self.flow(Flow::OnTime) + self.flow(Flow::Late)
    }

    /// How many of those in time; none where there are none.
    #[must_use]
    pub fn share_on_time(&self) -> Option<Share> {
        let (part, of) = (self.flow(Flow::OnTime), self.settled());
        (of > 0).then_some(Share { part, of })
    }

    /// How long cases took, in each unit in which any is measured.
    pub fn durations(&self) -> impl Iterator<Item = (TimeUnit, &Histogram)> {
        self.durations.iter().map(|(unit, histogram)| (*unit, histogram))
    }

    /// The time at each step, by whose it was.
    pub fn stages(&self) -> impl Iterator<Item = (&str, &BTreeMap<Cause, Spent>)> {
        self.stages.iter().map(|(step, stage)| (step.as_str(), stage))
    }

    /// How many open cases are of this age.
    #[must_use]
    pub fn age(&self, age: Age) -> u64 {
        self.ages.get(&age).copied().unwrap_or_default()
    }

    /// How many cases are open.
    #[must_use]
    pub fn in_process(&self) -> u64 {
        self.ages.values().sum()
    }
}

impl Share {
    /// In percent with two decimals and a point, half of the last one rounded up.
    #[must_use]
    pub fn percent(self) -> String {
        let (part, of) = (u128::from(self.part), u128::from(self.of).max(1));
        let hundredths = (part * 20_000 + of) / (of * 2);
        format!("{}.{:02}", hundredths / 100, hundredths % 100)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_rounded_half_up_once() {
        let percent = |part, of| Share { part, of }.percent();

        assert_eq!((percent(1, 3), percent(2, 3)), ("33.33".to_owned(), "66.67".to_owned()));
        assert_eq!((percent(1, 16), percent(1, 1)), ("6.25".to_owned(), "100.00".to_owned()));
        assert_eq!(percent(1, 20_000), "0.01");
    }

    #[test]
    fn nothing_has_no_share() {
        assert_eq!(Sums::default().share_on_time(), None);
    }
}
