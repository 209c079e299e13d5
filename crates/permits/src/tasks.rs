//! The inbox: taking a task, giving it back, opening the answers.

use access::Officer;
use sop::StepId;

use crate::{
    application::Application,
    command::{Overtake, OvertakeReason, Purpose, ReleaseReason},
    context::Context,
    event::Event,
    payload::{FormRead, Released, Taken},
    refusal::Refusal,
};

impl Application {
    /// Oldest first; a pick out of order needs its reason, which is recorded.
    pub(crate) fn take(
        &self,
        officer: &Officer,
        step: &StepId,
        overtake: Option<&Overtake>,
        is_oldest: bool,
        context: &Context<'_>,
    ) -> Result<Vec<Event>, Refusal> {
        let (task, _) = self.open_task(step, context)?;
        if !officer.may_execute(&task.executor) {
            return Err(Refusal::DutyMissing);
        }
        if task.taken_by.is_some() {
            return Err(Refusal::TaskTaken);
        }
        self.person_may(&officer.person, task)?;
        // A reason that turns out not to be needed is not recorded: reports
        // count overtakes.
        let overtake = match (is_oldest, overtake) {
            (true, _) => None,
            (false, None) => return Err(Refusal::OvertakeReasonRequired),
            (false, Some(Overtake { reason: OvertakeReason::Other, note: None })) => {
                return Err(Refusal::OvertakeNoteRequired);
            }
            (false, Some(overtake)) => Some(overtake.clone()),
        };
        Ok(vec![Event::Taken(Taken { step: step.clone(), overtake })])
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
        if *person != officer.person && !supervises {
            return Err(Refusal::TaskOfAnother);
        }
        if self.proposal.as_ref().is_some_and(|proposal| proposal.step == *step) {
            return Err(Refusal::ReturnAwaitsEndorsement);
        }
        Ok(vec![Event::Released(Released { step: step.clone(), reason })])
    }

    /// Only for the work at hand: who holds no task of this case reads nothing.
    pub(crate) fn read_form(
        &self,
        officer: &Officer,
        purpose: Purpose,
    ) -> Result<Vec<Event>, Refusal> {
        self.may_read(officer)?;
        Ok(vec![Event::FormRead(FormRead { purpose })])
    }
}
