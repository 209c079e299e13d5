//! What may be asked of an action, judged and not changed.

use jiff::civil::Date;
use kernel::{Actor, AgencyId, Instant, SealedRef};

use crate::{
    action::{Action, Origin, Owner, State},
    effect::Effect,
    event::{Assigned, Completed, Dropped, EffectRecorded, Event, Opened, Returned, Verified},
    refusal::Refusal,
};

/// An action that is opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewAction {
    /// The new record's id.
    pub id: String,
    /// The agency that acts.
    pub agency: AgencyId,
    /// What it follows from.
    pub origin: Origin,
    /// What is to be done, sealed; absent where the origin says it.
    pub what: Option<SealedRef>,
    /// Who answers for it.
    pub owner: Owner,
    /// The last day.
    pub due: Date,
    /// The first instant that is too late.
    pub overdue_at: Instant,
}

/// What may be asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// Gives it to somebody, until a day.
    Assign {
        /// Who answers for it.
        owner: Owner,
        /// The last day.
        due: Date,
        /// The first instant that is too late.
        overdue_at: Instant,
    },
    /// Records that it was done.
    Complete {
        /// The proof, sealed.
        proof: SealedRef,
        /// SHA-256 of a file that proves it, in lower-case hex.
        file_digest: Option<String>,
    },
    /// Says that it was done, as another person.
    Verify,
    /// Says that it was not done, as another person: it is open again.
    Return {
        /// What is missing, sealed.
        reason: SealedRef,
    },
    /// Says that it will not be done, as another person.
    Drop {
        /// Why, sealed.
        reason: SealedRef,
    },
    /// Records what it brought.
    RecordEffect(Effect),
}

/// What the decision needs to know beyond the record.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// The day of the decision, in the agency's zone.
    pub today: Date,
    /// The instant of the decision.
    pub now: Instant,
    /// Who asks. Whether the duty allows it was asked before.
    pub actor: &'a Actor,
}

impl Action {
    /// The event that opens an action.
    ///
    /// # Errors
    /// [`Refusal::DueInPast`].
    pub fn open(new: &NewAction, today: Date) -> Result<Event, Refusal> {
        if new.due < today {
            return Err(Refusal::DueInPast);
        }
        let NewAction { id, agency, origin, what, owner, due, overdue_at } = new.clone();
        let on = today;
        Ok(Event::Opened(Opened { id, agency, origin, what, owner, due, overdue_at, on }))
    }

    /// The events that `command` would cause, or the rule that refuses it. What
    /// time has brought by now comes first.
    ///
    /// # Errors
    /// Every [`Refusal`].
    pub fn decide(&self, command: &Command, context: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let mut events = self.decide_time(context.now);
        events.push(match command {
            Command::Assign { .. } | Command::Complete { .. } | Command::Drop { .. }
                if self.state != State::Open =>
            {
                return Err(Refusal::NotOpen);
            }
            Command::Verify | Command::Return { .. } if self.state != State::Done => {
                return Err(Refusal::NotDone);
            }
            Command::Verify | Command::Return { .. } | Command::Drop { .. }
                if self.is_own(context.actor) =>
            {
                return Err(Refusal::DutiesSeparated);
            }
            Command::Assign { due, .. } if *due < context.today => {
                return Err(Refusal::DueInPast);
            }
            Command::RecordEffect(_) if self.state == State::Dropped => {
                return Err(Refusal::Dropped);
            }
            Command::Assign { owner, due, overdue_at } => {
                let (owner, due, overdue_at) = (owner.clone(), *due, *overdue_at);
                Event::Assigned(Assigned { owner, due, overdue_at })
            }
            Command::Complete { proof, file_digest } => {
                let (proof, file_digest) = (proof.clone(), file_digest.clone());
                Event::Completed(Completed { proof, file_digest, on: context.today })
            }
            Command::Verify => Event::Verified(Verified {}),
            Command::Return { reason } => Event::Returned(Returned { reason: reason.clone() }),
            Command::Drop { reason } => Event::Dropped(Dropped { reason: reason.clone() }),
            Command::RecordEffect(effect) => {
                Event::EffectRecorded(EffectRecorded { effect: *effect })
            }
        });
        Ok(events)
    }

    /// Whether the one who asks answers for it, or did it.
    fn is_own(&self, actor: &Actor) -> bool {
        let Actor::Officer(person) = actor else { return false };
        self.owner.person.as_ref() == Some(person) || self.done_by.as_ref() == Some(person)
    }
}
