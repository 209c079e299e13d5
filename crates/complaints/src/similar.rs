//! Which other reports may be about the same thing: a suggestion, never a
//! judgement, and the same for everybody who asks.

use kernel::Instant;

/// Reports further apart in time are not compared.
pub const MOST_DAYS_APART: i64 = 30;

/// What two reports have in common.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Likeness {
    /// They are about the same case.
    pub same_case: bool,
    /// They come from the same telephone or address.
    pub same_reporter: bool,
    /// They are about the same service.
    pub same_service: bool,
}

/// Another report, and what it has in common with the one at hand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// The other report.
    pub id: String,
    /// When it came in.
    pub received_at: Instant,
    /// What they have in common.
    pub likeness: Likeness,
}

impl Candidate {
    /// How strongly it is suggested: a case counts more than a person, a person
    /// more than a service; and a week apart counts a little.
    #[must_use]
    pub fn weight(&self, received_at: Instant) -> u32 {
        let Likeness { same_case, same_reporter, same_service } = self.likeness;
        let common =
            4 * u32::from(same_case) + 3 * u32::from(same_reporter) + 2 * u32::from(same_service);
        let is_close = days_apart(self.received_at, received_at) <= 7;
        if common == 0 { 0 } else { common + u32::from(is_close) }
    }
}

/// The candidates worth a look, the likeliest first; equal ones in the order in
/// which they came in.
#[must_use]
pub fn suggest(received_at: Instant, candidates: Vec<Candidate>) -> Vec<Candidate> {
    let near = |it: &Candidate| days_apart(it.received_at, received_at) <= MOST_DAYS_APART;
    let mut near: Vec<Candidate> =
        candidates.into_iter().filter(|it| near(it) && it.weight(received_at) > 0).collect();
    near.sort_by(|a, b| {
        let by_weight = b.weight(received_at).cmp(&a.weight(received_at));
        by_weight.then(a.received_at.cmp(&b.received_at)).then(a.id.cmp(&b.id))
    });
    near
}

fn days_apart(one: Instant, other: Instant) -> i64 {
    (one.micros() - other.micros()).abs() / 86_400_000_000
}
