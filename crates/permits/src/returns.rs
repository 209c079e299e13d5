//! Between the agency and the applicant: filing, returning, handing in again,
//! giving up.

use std::collections::BTreeSet;

use access::Officer;
use calendar::cause;
use kernel::{SealedRef, Unit};
use sop::{Effect, StepId};

use crate::{
    application::{Application, Proposal},
    command::Defect,
    context::Context,
    event::Event,
    mandate::{NewMandate, mandate_given},
    outcomes::outcome_with,
    passage::{self, ClockCommand},
    payload::{Resubmitted, ReturnDeclined, ReturnProposed, Returned, Submitted, Withdrawn},
    refusal::Refusal,
    submission::Submission,
};

impl Application {
    /// The events of a new application.
    ///
    /// The lawful clock does not run yet: it waits for completeness. Where the
    /// procedure has no completeness check, filing is completeness, and the
    /// clock starts at once.
    ///
    /// # Errors
    /// [`Refusal::RequirementNotListed`], [`Refusal::RequirementRepeated`], and
    /// [`Refusal::VersionMismatch`] or [`Refusal::ProcedureUnfit`] when the
    /// service and its procedure do not fit.
    pub fn submit(
        submission: &Submission,
        mandate: Option<&NewMandate>,
        context: &Context<'_>,
    ) -> Result<Vec<Event>, Refusal> {
        context.is_whole()?;
        // Judged first: an agent without a mandate files nothing.
        let mandate = mandate.map(|new| mandate_given(1, new, context)).transpose()?;
        must_be_listed(submission.requirements_given.iter(), context)?;
        let advance = context.sop.begin();
        let tasks = passage::tasks(&advance, context);
        let own = tasks.iter().find(|task| task.executor.agency == *context.service.agency());
        let Some(first) = own.or(tasks.first()) else {
            return Err(Refusal::ProcedureUnfit);
        };
        let holder = Unit::from(&first.executor);
        let clock = match context.sop.decides_completeness() {
            true => ClockCommand::Leave,
            false => ClockCommand::Start,
        };
        let route = passage::begin(advance, &holder, clock, context)?;
        let mut events = route.events(|passage| {
            Event::Submitted(Submitted {
                submission: submission.clone(),
                agency: context.service.agency().clone(),
                service: context.service_pin(),
                sop: context.sop_pin(),
                holder,
                passage,
            })
        });
        events.extend(mandate);
        Ok(events)
    }

    /// Everything that is wrong, at once. What a second return names for the
    /// first time needs a supervisor: it could have been said before.
    pub(crate) fn return_with(
        &self,
        officer: &Officer,
        step: &StepId,
        defects: &[Defect],
        context: &Context<'_>,
    ) -> Result<Vec<Event>, Refusal> {
        self.must_be_undecided()?;
        let desk = self.desk(officer, step, context)?;
        let outcome = outcome_with(desk.step, Effect::Return)?;
        self.must_not_await_applicant()?;
        if defects.is_empty() {
            return Err(Refusal::DefectsRequired);
        }
        must_be_listed(defects.iter().map(|defect| &defect.requirement), context)?;
        let advance = context.sop.complete(&self.run, step, Some(&outcome.id))?;
        if self.names_something_new(defects) {
            // One proposal at a time, also where two branches return.
            if self.proposal.is_some() {
                return Err(Refusal::ReturnAwaitsEndorsement);
            }
            let proposed = ReturnProposed { step: step.clone(), defects: defects.to_vec() };
            return Ok(vec![Event::ReturnProposed(proposed)]);
        }
        let route = self.route(advance, ClockCommand::Leave, context)?;
        Ok(route.events(|passage| {
            Event::Returned(Returned {
                step: step.clone(),
                proposed_by: None,
                endorsement: None,
                defects: defects.to_vec(),
                passage,
            })
        }))
    }

    pub(crate) fn endorse_return(
        &self,
        officer: &Officer,
        reason: &SealedRef,
        context: &Context<'_>,
    ) -> Result<Vec<Event>, Refusal> {
        let proposal = self.proposal_before(officer)?;
        self.must_be_undecided()?;
        self.must_not_await_applicant()?;
        let (_, step) = self.open_task(&proposal.step, context)?;
        let outcome = outcome_with(step, Effect::Return)?;
        let advance = context.sop.complete(&self.run, &proposal.step, Some(&outcome.id))?;
        let Proposal { step, by, at: _, defects } = proposal.clone();
        let route = self.route(advance, ClockCommand::Leave, context)?;
        Ok(route.events(|passage| {
            Event::Returned(Returned {
                step,
                proposed_by: Some(by),
                endorsement: Some(reason.clone()),
                defects,
                passage,
            })
        }))
    }

    pub(crate) fn decline_return(
        &self,
        officer: &Officer,
        reason: &SealedRef,
    ) -> Result<Vec<Event>, Refusal> {
        self.proposal_before(officer)?;
        Ok(vec![Event::ReturnDeclined(ReturnDeclined { reason: reason.clone() })])
    }

    pub(crate) fn resubmit(
        &self,
        form: &SealedRef,
        requirements_given: &[String],
        context: &Context<'_>,
    ) -> Result<Vec<Event>, Refusal> {
        let Some(step) = self.applicant_step() else {
            let awaited = self.awaits_payment();
            return Err(if awaited { Refusal::PaymentAwaited } else { Refusal::NotReturned });
        };
        must_be_listed(requirements_given.iter(), context)?;
        let advance = context.sop.complete(&self.run, step, None)?;
        let route = self.route(advance, ClockCommand::Leave, context)?;
        Ok(route.events(|passage| {
            Event::Resubmitted(Resubmitted {
                step: step.clone(),
                form: form.clone(),
                requirements_given: requirements_given.to_vec(),
                passage,
            })
        }))
    }

    pub(crate) fn withdraw(
        &self,
        reason: Option<&SealedRef>,
        context: &Context<'_>,
    ) -> Result<Vec<Event>, Refusal> {
        self.must_be_undecided()?;
        let advance = context.sop.stop(&self.run);
        let reason = reason.cloned();
        let route = self.route(advance, ClockCommand::Stop(cause::WITHDRAWN), context)?;
        Ok(route.events(|passage| Event::Withdrawn(Withdrawn { reason, passage })))
    }

    /// The proposal, when `officer` may speak on it.
    fn proposal_before(&self, officer: &Officer) -> Result<&Proposal, Refusal> {
        let Some(proposal) = &self.proposal else {
            return Err(Refusal::NoReturnProposed);
        };
        let supervises = self
            .task(&proposal.step)
            .is_some_and(|task| officer.may_supervise(&task.executor.agency, &task.executor.unit));
        if !supervises {
            return Err(Refusal::SupervisorOnly);
        }
        if proposal.by == officer.person {
            return Err(Refusal::EndorsedBySelf);
        }
        if self.assisted_by.as_ref() == Some(&officer.person) {
            return Err(Refusal::AssistedApplicant);
        }
        if self.conflicted.contains(&officer.person) {
            return Err(Refusal::ConflictOfInterest);
        }
        Ok(proposal)
    }

    fn names_something_new(&self, defects: &[Defect]) -> bool {
        let known: BTreeSet<&str> = self
            .returns
            .iter()
            .flat_map(|made| made.defects.iter().map(|defect| defect.requirement.as_str()))
            .collect();
        !self.returns.is_empty()
            && defects.iter().any(|defect| !known.contains(defect.requirement.as_str()))
    }
}

/// The list is closed: what the standard does not name may not be asked for.
fn must_be_listed<'a>(
    requirements: impl Iterator<Item = &'a String>,
    context: &Context<'_>,
) -> Result<(), Refusal> {
    let mut seen = BTreeSet::new();
    for requirement in requirements {
        if context.service.requirement(requirement).is_none() {
            return Err(Refusal::RequirementNotListed { requirement: requirement.clone() });
        }
        if !seen.insert(requirement) {
            return Err(Refusal::RequirementRepeated { requirement: requirement.clone() });
        }
    }
    Ok(())
}
