//! A product as recorded.

use std::collections::BTreeSet;

use calendar::{Deadline, WorkDuration};
use complaints::{Confidence, Maladministration};
use jiff::civil::Date;
use kernel::{Actor, AgencyId, Instant, PersonId, SealedRef};
use serde::{Deserialize, Serialize};

use crate::{
    event::{CalendarAmended, Closed, Event, FollowedUp, Overdue, Recorded, Warned},
    kind::Kind,
};

/// Where a due date comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Basis {
    /// The product's own letter names the day.
    Letter,
    /// The time that the kind of product is known to give.
    Term {
        /// How long.
        time: WorkDuration,
        /// The citation.
        citation: String,
        /// How sure we are of it.
        confidence: Confidence,
    },
}

/// When a product is due, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Due {
    /// The last lawful moment.
    pub deadline: Deadline,
    /// Where it comes from.
    pub basis: Basis,
}

/// What the agency did about a product.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FollowUp {
    /// What was done, sealed.
    pub what: SealedRef,
    /// SHA-256 of a file that proves it, in lower-case hex.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file_digest: Option<String>,
    /// The day on which it was recorded, in the agency's zone.
    pub on: Date,
    /// Who recorded it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<PersonId>,
}

/// How a product ended, by the Ombudsman's own word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// The Ombudsman found it fulfilled (dilaksanakan).
    Fulfilled,
    /// The Ombudsman found it fulfilled in part (dilaksanakan sebagian).
    PartlyFulfilled,
    /// The Ombudsman went on to the next measure (resolusi dan monitoring, rekomendasi).
    Escalated,
    /// The Ombudsman took it back (dicabut).
    Withdrawn,
}

/// A product. Built and changed by [`Product::evolve`] only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Product {
    /// The record's id; also the subject under which its texts are sealed.
    pub id: String,
    /// The agency of which it asks something.
    pub agency: AgencyId,
    /// What kind of product.
    pub kind: Kind,
    /// The number of its letter, sealed.
    pub number: SealedRef,
    /// What is asked, sealed.
    pub text: SealedRef,
    /// The forms of maladministration that it names.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub forms: BTreeSet<Maladministration>,
    /// The complaint that it follows from, where the agency has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub complaint: Option<String>,
    /// The day on which the agency received it.
    pub received_on: Date,
    /// When it is due.
    pub due: Due,
    /// When to warn; absent where the time is too short for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub warn_at: Option<Instant>,
    /// Whether it was warned of.
    pub is_warned: bool,
    /// Since when nothing was done in time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub overdue_since: Option<Instant>,
    /// What was done about it.
    pub follow_ups: Vec<FollowUp>,
    /// How it ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<Outcome>,
    /// The Ombudsman's word about the end, sealed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<SealedRef>,
    /// The day of its end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closed_on: Option<Date>,
}

impl Product {
    /// Whether something is still to be done or to be told.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.outcome.is_none()
    }

    /// Whether nothing was done in time, by `now`.
    #[must_use]
    pub fn is_overdue(&self, now: Instant) -> bool {
        self.overdue_since.is_some() || self.awaits() && self.due.deadline.is_missed(now)
    }

    /// Whether nobody has done anything about it yet.
    pub(crate) fn awaits(&self) -> bool {
        self.is_open() && self.follow_ups.is_empty()
    }

    /// When time next brings something.
    #[must_use]
    pub fn wakes_at(&self) -> Option<Instant> {
        let is_certain = self.due.deadline.provisional.is_none();
        if !self.awaits() || !is_certain || self.overdue_since.is_some() {
            return None;
        }
        let missed_at = Instant::from_micros(self.due.deadline.at.micros() + 1);
        Some(self.warn_at.filter(|_| !self.is_warned).unwrap_or(missed_at))
    }

    /// The record after `event`, which `actor` caused. Total; an event of a product that
    /// was never recorded leaves nothing.
    #[must_use]
    pub fn evolve(record: Option<Self>, actor: &Actor, event: &Event) -> Option<Self> {
        if let Event::Recorded(recorded) = event {
            return Some(Self::recorded(recorded));
        }
        let mut product = record?;
        match event {
            Event::Recorded(_) => {}
            Event::CalendarAmended(CalendarAmended { deadline, warn_at }) => {
                product.due.deadline = *deadline;
                product.warn_at = *warn_at;
            }
            Event::Warned(Warned { effective_at: _ }) => product.is_warned = true,
            Event::Overdue(Overdue { effective_at }) => {
                product.overdue_since = Some(*effective_at);
            }
            Event::FollowedUp(FollowedUp { what, file_digest, on }) => {
                let by = match actor {
                    Actor::Officer(person) => Some(person.clone()),
                    Actor::Applicant
                    | Actor::Agent(_)
                    | Actor::Peer(_)
                    | Actor::Public
                    | Actor::System => None,
                };
                let (what, file_digest) = (what.clone(), file_digest.clone());
                product.follow_ups.push(FollowUp { what, file_digest, on: *on, by });
            }
            Event::Closed(Closed { outcome, reference, on }) => {
                product.outcome = Some(*outcome);
                product.reference = Some(reference.clone());
                product.closed_on = Some(*on);
            }
        }
        Some(product)
    }

    fn recorded(recorded: &Recorded) -> Self {
        let Recorded {
            id,
            agency,
            kind,
            number,
            text,
            forms,
            complaint,
            received_on,
            due,
            warn_at,
        } = recorded.clone();
        Self {
            id,
            agency,
            kind,
            number,
            text,
            forms,
            complaint,
            received_on,
            due,
            warn_at,
            is_warned: false,
            overdue_since: None,
            follow_ups: Vec::new(),
            outcome: None,
            reference: None,
            closed_on: None,
        }
    }
}
