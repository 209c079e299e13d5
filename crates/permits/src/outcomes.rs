//! Finishing a step: acceptance, approval, rejection, issue, and plain work.

use access::Officer;
use calendar::cause;
use kernel::SealedRef;
use sop::{Act, Effect, Kind, Outcome, Step, StepId};

use crate::{
    application::Application,
    context::Context,
    decide::Desk,
    event::Event,
    passage::ClockCommand,
    payload::{Accepted, Approved, Issued, Rejected, StepCompleted},
    refusal::Refusal,
    state::{Licence, State},
};

impl Application {
    pub(crate) fn accept(
        &self,
        officer: &Officer,
        step: &StepId,
        context: &Context<'_>,
    ) -> Result<Vec<Event>, Refusal> {
        self.must_be_undecided()?;
        let desk = self.desk(officer, step, context)?;
        let outcome = outcome_with(desk.step, Effect::Complete)?;
        self.must_be_minuted(&desk, Some(outcome))?;
        self.found_complete(&desk, outcome, None, context)
    }

    pub(crate) fn approve(
        &self,
        officer: &Officer,
        step: &StepId,
        reason: &SealedRef,
        context: &Context<'_>,
    ) -> Result<Vec<Event>, Refusal> {
        let desk = self.desk(officer, step, context)?;
        let outcome = outcome_with(desk.step, Effect::Approve)?;
        self.must_be_minuted(&desk, Some(outcome))?;
        self.granted(&desk, outcome, reason, context)
    }

    pub(crate) fn reject(
        &self,
        officer: &Officer,
        step: &StepId,
        ground: &SealedRef,
        context: &Context<'_>,
    ) -> Result<Vec<Event>, Refusal> {
        // Before the desk: once decided, the step may not even be open any
        // more, and the officer should hear the reason that counts.
        self.must_be_undecided()?;
        let desk = self.desk(officer, step, context)?;
        let outcome = outcome_with(desk.step, Effect::Reject)?;
        self.must_be_minuted(&desk, Some(outcome))?;
        self.refused(&desk, outcome, ground, context)
    }

    /// Does the step with the outcome named. An outcome with a meaning in law
    /// is judged as the act that it is, with the reason as ground.
    pub(crate) fn complete(
        &self,
        desk: &Desk<'_, '_>,
        outcome: Option<&str>,
        reason: Option<&SealedRef>,
        context: &Context<'_>,
    ) -> Result<Vec<Event>, Refusal> {
        let Desk { task, step } = desk;
        if task.act == Act::Issuance {
            return Err(Refusal::IssueRequired);
        }
        if step.kind != Kind::Decision {
            self.must_be_minuted(desk, None)?;
            return self.done(desk, outcome, reason, context);
        }
        let Some(id) = outcome else {
            return Err(sop::Refusal::OutcomeMissing { step: step.id.clone() }.into());
        };
        let Some(outcome) = step.outcome(id) else {
            let outcome = id.to_owned();
            return Err(sop::Refusal::OutcomeUnknown { step: step.id.clone(), outcome }.into());
        };
        if outcome.effect == Some(Effect::Return) {
            return Err(Refusal::DefectsRequired);
        }
        let Some(reason) = reason else {
            return Err(Refusal::ReasonRequired);
        };
        self.must_be_minuted(desk, Some(outcome))?;
        match outcome.effect {
            Some(Effect::Complete) => self.found_complete(desk, outcome, Some(reason), context),
            Some(Effect::Approve) => self.granted(desk, outcome, reason, context),
            Some(Effect::Reject) => self.refused(desk, outcome, reason, context),
            Some(Effect::Return) | None => self.done(desk, Some(id), Some(reason), context),
        }
    }

    /// One licence a case, and only after approval where the procedure knows one.
    pub(crate) fn issue(
        &self,
        officer: &Officer,
        step: &StepId,
        context: &Context<'_>,
    ) -> Result<Vec<Event>, Refusal> {
        match &self.state {
            State::Approved { .. } => {}
            State::Submitted | State::InProcess if !knows_approval(context) => {}
            State::Submitted | State::InProcess => return Err(Refusal::NotApproved),
            State::Issued { .. } => return Err(Refusal::AlreadyIssued),
            State::Rejected { .. } | State::Withdrawn { .. } | State::Closed { .. } => {
                return Err(Refusal::AlreadyDecided);
            }
        }
        let desk = self.desk(officer, step, context)?;
        if desk.task.act != Act::Issuance {
            return Err(Refusal::NotAnIssuance);
        }
        self.must_not_await_applicant()?;
        let today = context.today();
        let licence = Licence {
            number: context.service.number().render(
                context.next_number,
                context.service.code(),
                today,
            ),
            year: today.year(),
            sequence: context.next_number,
        };
        let advance = context.sop.complete(&self.run, step, None)?;
        let step = step.clone();
        let route = self.route(advance, ClockCommand::Stop(cause::ISSUED), context)?;
        Ok(route.events(|passage| Event::Issued(Issued { step, licence, passage })))
    }

    /// Completeness starts the clock once; found again later, after a return
    /// that led back to this step, it is work like any other.
    fn found_complete(
        &self,
        desk: &Desk<'_, '_>,
        outcome: &Outcome,
        reason: Option<&SealedRef>,
        context: &Context<'_>,
    ) -> Result<Vec<Event>, Refusal> {
        self.must_be_undecided()?;
        self.must_not_await_applicant()?;
        if self.accepted_at.is_some() {
            return self.done(desk, Some(&outcome.id), reason, context);
        }
        let step = desk.task.step.clone();
        let advance = context.sop.complete(&self.run, &step, Some(&outcome.id))?;
        let reason = reason.cloned();
        let route = self.route(advance, ClockCommand::Start, context)?;
        Ok(route.events(|passage| Event::Accepted(Accepted { step, reason, passage })))
    }

    /// The first approval decides; a later one of the same procedure, also
    /// after the law has granted, is work like any other.
    fn granted(
        &self,
        desk: &Desk<'_, '_>,
        outcome: &Outcome,
        reason: &SealedRef,
        context: &Context<'_>,
    ) -> Result<Vec<Event>, Refusal> {
        if matches!(self.state, State::Approved { .. }) {
            return self.done(desk, Some(&outcome.id), Some(reason), context);
        }
        self.must_be_undecided()?;
        self.must_not_await_applicant()?;
        if self.accepted_at.is_none() {
            return Err(Refusal::NotAccepted);
        }
        let step = desk.task.step.clone();
        let advance = context.sop.complete(&self.run, &step, Some(&outcome.id))?;
        let reason = reason.clone();
        let route = self.route(advance, ClockCommand::Leave, context)?;
        Ok(route.events(|passage| Event::Approved(Approved { step, reason, passage })))
    }

    fn refused(
        &self,
        desk: &Desk<'_, '_>,
        outcome: &Outcome,
        ground: &SealedRef,
        context: &Context<'_>,
    ) -> Result<Vec<Event>, Refusal> {
        self.must_be_undecided()?;
        self.must_not_await_applicant()?;
        let step = desk.task.step.clone();
        let advance = context.sop.complete(&self.run, &step, Some(&outcome.id))?;
        let ground = ground.clone();
        let route = self.route(advance, ClockCommand::Stop(cause::REJECTED), context)?;
        Ok(route.events(|passage| Event::Rejected(Rejected { step, ground, passage })))
    }

    fn done(
        &self,
        desk: &Desk<'_, '_>,
        outcome: Option<&str>,
        reason: Option<&SealedRef>,
        context: &Context<'_>,
    ) -> Result<Vec<Event>, Refusal> {
        self.must_be_assessed(desk.step)?;
        let step = desk.task.step.clone();
        let advance = context.sop.complete(&self.run, &step, outcome)?;
        let reason = reason.cloned();
        let route = self.route(advance, ClockCommand::Leave, context)?;
        Ok(route.events(|passage| Event::StepCompleted(StepCompleted { step, reason, passage })))
    }
}

/// The one outcome of `step` that means `effect`.
pub(crate) fn outcome_with(step: &Step, effect: Effect) -> Result<&Outcome, Refusal> {
    let mut suitable = step.outcomes().iter().filter(|outcome| outcome.effect == Some(effect));
    match (suitable.next(), suitable.next()) {
        (None, _) => Err(Refusal::EffectMissing { effect }),
        (Some(outcome), None) => Ok(outcome),
        (Some(_), Some(_)) => Err(Refusal::EffectAmbiguous { effect }),
    }
}

fn knows_approval(context: &Context<'_>) -> bool {
    let mut outcomes = context.sop.steps().iter().flat_map(Step::outcomes);
    outcomes.any(|outcome| outcome.effect == Some(Effect::Approve))
}
