//! What an applicant was given because the promised time was not kept.
//!
//! A record of what people did, one for a case. Nothing is ever paid by it.

use kernel::{Actor, Instant, PersonId, SealedRef};
use serde::{Deserialize, Serialize};

use crate::{
    event::{Compensated, Event},
    promise::{CompensationKind, Covered, Promise},
    refusal::Refusal,
};

/// One broken promise and what was given for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Compensation {
    /// What was recorded.
    pub of: Compensated,
    /// When it was recorded.
    pub at: Instant,
    /// By whom; absent only in a journal that was not written by an officer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<PersonId>,
}

/// The case for which something was given, and the promise as it stands.
#[derive(Clone, Copy, Debug)]
pub struct Grounds<'a> {
    /// The application.
    pub application: &'a str,
    /// The standard on which it runs.
    pub standard: &'a Covered,
    /// The lawful end of its time, once that has passed.
    pub breached_at: Option<Instant>,
    /// What the agency promises.
    pub promise: Option<&'a Promise>,
}

impl Compensation {
    /// The event that records what was given, or the rule that refuses it.
    ///
    /// # Errors
    /// [`Refusal::AlreadyCompensated`], [`Refusal::PromiseNotFound`],
    /// [`Refusal::NotCovered`] and [`Refusal::NothingBreached`].
    pub fn decide(
        record: Option<&Self>,
        kind: CompensationKind,
        given: &SealedRef,
        grounds: &Grounds<'_>,
    ) -> Result<Event, Refusal> {
        if record.is_some() {
            return Err(Refusal::AlreadyCompensated);
        }
        let promise = grounds.promise.ok_or(Refusal::PromiseNotFound)?;
        if !promise.covers(grounds.standard) {
            return Err(Refusal::NotCovered);
        }
        let breached_at = grounds.breached_at.ok_or(Refusal::NothingBreached)?;
        Ok(Event::Compensated(Compensated {
            agency: promise.made.agency.clone(),
            application: grounds.application.to_owned(),
            standard: grounds.standard.clone(),
            breached_at,
            promise: promise.edition,
            kind,
            given: given.clone(),
        }))
    }

    /// The record after `event`. Total; an event about something else leaves
    /// nothing.
    #[must_use]
    pub fn evolve(at: Instant, actor: &Actor, event: &Event) -> Option<Self> {
        let Event::Compensated(of) = event else { return None };
        let by = match actor {
            Actor::Officer(person) => Some(person.clone()),
            Actor::Applicant | Actor::Agent(_) | Actor::Peer(_) | Actor::Public | Actor::System => {
                None
            }
        };
        Some(Self { of: of.clone(), at, by })
    }
}
