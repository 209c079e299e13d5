//! How many must answer, and whether enough did (Krejcie & Morgan, 1970).

use std::num::NonZeroU64;

/// What a report must say when fewer answered than the table asks.
pub const UNDERSAMPLED: &str = "di bawah jumlah sampel minimum";

/// The smallest sample for `population` users: λ² = 3.841, P = Q = 0.5, d = 0.05,
/// rounded to the nearest, which is how the printed table comes about.
///
/// S = λ²·N·P·Q / (d²·(N−1) + λ²·P·Q), all times 100 000 so that it is whole numbers.
#[must_use]
pub fn minimum_sample(population: NonZeroU64) -> u64 {
    let n = u128::from(population.get());
    let above = 96_025 * n;
    let below = 250 * (n - 1) + 96_025;
    // Never above 384.16, whatever the population.
    u64::try_from((2 * above + below) / (2 * below)).unwrap_or(u64::MAX)
}

/// Whether a sample speaks for its population.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Adequacy {
    /// Users of the service in the period before.
    pub population: NonZeroU64,
    /// What the table asks of that population.
    pub required: u64,
    /// Who answered.
    pub respondents: u64,
}

impl Adequacy {
    /// Of `respondents` from `population`.
    #[must_use]
    pub fn of(respondents: u64, population: NonZeroU64) -> Self {
        Self { population, required: minimum_sample(population), respondents }
    }

    /// Whether enough answered.
    #[must_use]
    pub const fn is_met(&self) -> bool {
        self.respondents >= self.required
    }

    /// [`UNDERSAMPLED`] when too few answered.
    #[must_use]
    pub const fn flag(&self) -> Option<&'static str> {
        if self.is_met() { None } else { Some(UNDERSAMPLED) }
    }
}
