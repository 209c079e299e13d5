//! An action as recorded.

use jiff::civil::Date;
use kernel::{Actor, AgencyId, Instant, PersonId, SealedRef, UnitId};
use serde::{Deserialize, Serialize};

use crate::{
    effect::Effect,
    event::{
        Assigned, Completed, Dropped, EffectRecorded, Escalated, Event, Level, Opened, Returned,
        Verified,
    },
};

/// Seconds from the first escalation to the second: thirty days, ours.
const SECOND_AFTER_SECONDS: i64 = 30 * 24 * 3600;

/// What an action follows from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// The follow-up plan of a satisfaction survey (RTL SKM).
    Survey,
    /// A comment of the public on a draft.
    Consultation,
    /// A complaint.
    Complaint,
    /// The evaluation of a procedure.
    SopEvaluation,
    /// A proposal to revise a procedure.
    SopProposal,
    /// A product of the Ombudsman: advice, corrective action, recommendation.
    Ombudsman,
}

impl Source {
    /// All six.
    pub const ALL: [Self; 6] = [
        Self::Survey,
        Self::Consultation,
        Self::Complaint,
        Self::SopEvaluation,
        Self::SopProposal,
        Self::Ombudsman,
    ];
}

/// What exactly an action follows from.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Origin {
    /// What kind of thing.
    pub source: Source,
    /// Its resource name, and the part of it that is meant.
    pub name: String,
}

/// Who answers for an action.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Owner {
    /// The unit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<UnitId>,
    /// The person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<PersonId>,
}

/// Where an action stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// To be done.
    Open,
    /// Done, says who answers for it.
    Done,
    /// Done, says somebody else, too.
    Verified,
    /// Not to be done, for a reason on record.
    Dropped,
}

/// An action. Built and changed by [`Action::evolve`] only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Action {
    /// The record's id; also the subject under which its own texts are sealed.
    pub id: String,
    /// The agency that acts.
    pub agency: AgencyId,
    /// What it follows from.
    pub origin: Origin,
    /// What is to be done, sealed; absent where the origin says it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub what: Option<SealedRef>,
    /// Who answers for it.
    pub owner: Owner,
    /// The last day.
    pub due: Date,
    /// The first instant that is too late.
    pub overdue_at: Instant,
    /// The day on which it was opened, in the agency's zone.
    pub opened_on: Date,
    /// Where it stands.
    pub state: State,
    /// The proof, sealed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proof: Option<SealedRef>,
    /// SHA-256 of a file that proves it, in lower-case hex.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file_digest: Option<String>,
    /// The day on which it was done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub done_on: Option<Date>,
    /// Who did it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub done_by: Option<PersonId>,
    /// Who verified it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub verified_by: Option<PersonId>,
    /// Why it was dropped, or was not found done, sealed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<SealedRef>,
    /// What it brought.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effect: Option<Effect>,
    /// The highest level that was told, for this due day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub escalated: Option<Level>,
}

impl Action {
    /// Whether it is late on `day`.
    #[must_use]
    pub fn is_overdue(&self, day: Date) -> bool {
        self.state == State::Open && self.due < day
    }

    /// Whether it was followed up.
    #[must_use]
    pub fn is_followed_up(&self) -> bool {
        matches!(self.state, State::Done | State::Verified)
    }

    /// What time alone has brought by `now`: each level is told once.
    #[must_use]
    pub fn decide_time(&self, now: Instant) -> Vec<Event> {
        if self.state != State::Open {
            return Vec::new();
        }
        let due = [Level::Superior, Level::Head].into_iter().filter_map(|level| {
            let effective_at = self.escalates_at(level);
            let is_new = self.escalated < Some(level) && effective_at <= now;
            is_new.then_some(Event::Escalated(Escalated { level, effective_at }))
        });
        due.collect()
    }

    /// When time next brings something.
    #[must_use]
    pub fn wakes_at(&self) -> Option<Instant> {
        if self.state != State::Open {
            return None;
        }
        match self.escalated {
            None => Some(self.escalates_at(Level::Superior)),
            Some(Level::Superior) => Some(self.escalates_at(Level::Head)),
            Some(Level::Head) => None,
        }
    }

    fn escalates_at(&self, level: Level) -> Instant {
        match level {
            Level::Superior => self.overdue_at,
            Level::Head => self.overdue_at.plus_seconds(SECOND_AFTER_SECONDS),
        }
    }

    /// The record after `event`, which `actor` caused. Total; an event of an
    /// action that was never opened leaves nothing.
    #[must_use]
    pub fn evolve(record: Option<Self>, actor: &Actor, event: &Event) -> Option<Self> {
        if let Event::Opened(opened) = event {
            return Some(Self::opened(opened));
        }
        let mut action = record?;
        let person = match actor {
            Actor::Officer(person) => Some(person.clone()),
            Actor::Applicant | Actor::Agent(_) | Actor::Peer(_) | Actor::Public | Actor::System => {
                None
            }
        };
        match event {
            Event::Opened(_) => {}
            Event::Assigned(Assigned { owner, due, overdue_at }) => {
                action.owner = owner.clone();
                if action.due != *due {
                    action.escalated = None;
                }
                (action.due, action.overdue_at) = (*due, *overdue_at);
            }
            Event::Completed(completed) => {
                let Completed { proof, file_digest, on } = completed.clone();
                action.state = State::Done;
                (action.proof, action.file_digest) = (Some(proof), file_digest);
                (action.done_on, action.done_by) = (Some(on), person);
            }
            Event::Verified(Verified {}) => {
                action.state = State::Verified;
                action.verified_by = person;
            }
            Event::Returned(Returned { reason }) => {
                action.state = State::Open;
                action.reason = Some(reason.clone());
                (action.done_on, action.done_by) = (None, None);
            }
            Event::Dropped(Dropped { reason }) => {
                action.state = State::Dropped;
                action.reason = Some(reason.clone());
            }
            Event::EffectRecorded(EffectRecorded { effect }) => action.effect = Some(*effect),
            Event::Escalated(Escalated { level, effective_at: _ }) => {
                action.escalated = Some(*level);
            }
        }
        Some(action)
    }

    fn opened(opened: &Opened) -> Self {
        let Opened { id, agency, origin, what, owner, due, overdue_at, on } = opened.clone();
        Self {
            id,
            agency,
            origin,
            what,
            owner,
            due,
            overdue_at,
            opened_on: on,
            state: State::Open,
            proof: None,
            file_digest: None,
            done_on: None,
            done_by: None,
            verified_by: None,
            reason: None,
            effect: None,
            escalated: None,
        }
    }
}
