//! How far the index may lie from what all users would have said.

use std::num::NonZeroU64;

use num_traits::ToPrimitive;

use crate::{
    counters::Counters,
    exact::{Exact, Hundredths},
    questionnaire::Questionnaire,
};

/// A 95 % interval around the mean of the complete questionnaires.
///
/// x̄ ± 1,96·s/√n, with s² over n−1 and, where the population N is known, the correction
/// (N−n)/(N−1). It is computed from whole sums; the half width is rounded up to a
/// hundredth, so that it never looks narrower than it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Interval {
    /// The lower end, not below 25.
    pub low: Hundredths,
    /// The upper end, not above 100.
    pub high: Hundredths,
    /// Half its width before the ends were bounded.
    pub half_width: Hundredths,
    /// How many complete questionnaires it rests on.
    pub complete: u64,
}

impl Interval {
    /// Around the index of `counters`. Nothing for fewer than two complete
    /// questionnaires, and for an instrument that is not on the scale of 4.
    #[must_use]
    pub fn of(
        questionnaire: &Questionnaire,
        counters: &Counters,
        population: Option<NonZeroU64>,
    ) -> Option<Self> {
        questionnaire.thresholds()?;
        let moments = counters.complete();
        let n = NonZeroU64::new(moments.respondents)?;
        let below = NonZeroU64::new(n.get() - 1)?;
        let unit = Exact::whole(25).over(questionnaire.elements()).over(crate::score::UNIT);
        // n·Σt² − (Σt)², which is n²·(n−1)/n times the variance of the totals.
        let sum = Exact::whole(moments.sum);
        let spread = Exact::whole(moments.squares) * Exact::whole(n.get()) - &sum * &sum;
        let variance_of_mean = spread.over(n).over(n).over(below);
        let z = Exact::decimal("1.96")?;
        let mut square = &(&(&z * &z) * &(&unit * &unit)) * &variance_of_mean;
        if let Some(correction) = correction(n, population) {
            square = &square * &correction;
        }
        let half = (&square * &Exact::whole(10_000)).root_rounded_up().to_i64()?;
        let Hundredths(middle) = (&sum.over(n) * &unit).hundredths();
        Some(Self {
            low: Hundredths((middle - half).max(2500)),
            high: Hundredths((middle + half).min(10_000)),
            half_width: Hundredths(half),
            complete: n.get(),
        })
    }
}

/// (N−n)/(N−1); nothing where the population is unknown or not above the sample.
fn correction(n: NonZeroU64, population: Option<NonZeroU64>) -> Option<Exact> {
    let population = population?.get();
    let others = NonZeroU64::new(population - 1)?;
    Some(Exact::whole(population.saturating_sub(n.get())).over(others))
}
