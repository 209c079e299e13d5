//! The inbox: taking a task, giving it back, opening the answers.

use access::Officer;
use sop::StepId;

use crate::{
    application::Application,
    command::{Overtake, OvertakeReason, Purpose, ReleaseReason},
    conduct::Declaration,
    context::Context,
    event::Event,
    payload::{FormRead, Released, Taken},
    refusal::Refusal,
};

/// Where a picked task stands in the officer's inbox.
pub(crate) struct Order<'a> {
    pub(crate) overtake: Option<&'a Overtake>,
    pub(crate) is_oldest: bool,
}

impl Application {
    /// Oldest first; a pick out of order needs its reason, which is recorded.
    pub(crate) fn take(
        &self,
        officer: &Officer,
        step: &StepId,
        order: Order<'_>,
        declaration: &Declaration,
        context: &Context<'_>,
    ) -> Result<Vec<Event>, Refusal> {
        let (task, _) = self.open_task(step, context)?;
        if !officer.may_execute(&task.executor) {
            return Err(Refusal::DutyMissing);
        }
        if let Declaration::Conflict { kind, note } = declaration {
            return self.declare_conflict(officer, task, *kind, note);
        }
        if task.entrusted.is_some() {
            return Err(Refusal::TaskEntrusted);
        }
        // What a supervisor put on the desk is taken by declaring.
        let is_assigned = task.assigned && task.taken_by.as_ref() == Some(&officer.person);
        if task.taken_by.is_some() && !is_assigned {
            return Err(Refusal::TaskTaken);
        }
        self.person_may(&officer.person, task)?;
        // Only for taking: what is on a desk already is finished.
        if !context.has_read_sop {
            return Err(Refusal::SopNotAcknowledged);
        }
        // A reason that turns out not to be needed is not recorded: reports
        // count overtakes.
        let overtake = match (order.is_oldest || is_assigned, order.overtake) {
            (true, _) => None,
            (false, None) => return Err(Refusal::OvertakeReasonRequired),
            (false, Some(Overtake { reason: OvertakeReason::Other, note: None })) => {
                return Err(Refusal::OvertakeNoteRequired);
            }
            (false, Some(overtake)) => Some(overtake.clone()),
        };
        Ok(vec![Event::Taken(Taken { step: step.clone(), overtake, declared: true })])
    }

    /// By the officer who has the task, or by a supervisor of the unit for one
    /// who is away.
    pub(crate) fn release(
        &self,
        officer: &Officer,
        step: &StepId,
        reason: ReleaseReason,
        context: &Context<'_>,
    ) -> Result<Vec<Event>, Refusal> {
        let (task, _) = self.open_task(step, context)?;
        let Some(person) = &task.taken_by else {
            return Err(Refusal::TaskNotTaken);
        };
        let supervises = officer.may_supervise(&task.executor.agency, &task.executor.unit);
        if *person != officer.person {
            if !supervises {
                return Err(Refusal::TaskOfAnother);
            }
            if context.is_related || self.conflicted.contains(&officer.person) {
                return Err(Refusal::ConflictOfInterest);
            }
        }
        // A conflict concerns the case: whatever of it lies on the desk goes back.
        let is_conflict = reason == ReleaseReason::ConflictOfInterest;
        let others = self.tasks.iter().filter(|other| {
            is_conflict && other.step != *step && other.taken_by.as_ref() == Some(person)
        });
        let released: Vec<_> =
            std::iter::once(step).chain(others.map(|other| &other.step)).collect();
        if self.proposal.as_ref().is_some_and(|it| released.contains(&&it.step)) {
            return Err(Refusal::ReturnAwaitsEndorsement);
        }
        let event = |step: &StepId| Event::Released(Released { step: step.clone(), reason });
        Ok(released.into_iter().map(event).collect())
    }

    /// Only for the work at hand: who holds no task of this case reads nothing.
    pub(crate) fn read_form(
        &self,
        officer: &Officer,
        purpose: Purpose,
    ) -> Result<Vec<Event>, Refusal> {
        self.may_read(officer, purpose)?;
        Ok(vec![Event::FormRead(FormRead { purpose })])
    }
}
