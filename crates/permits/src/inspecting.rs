//! All judgement on visits: ordering one, what is found, minutes that lock.

use std::collections::BTreeSet;

use access::Officer;
use jiff::civil::Date;
use kernel::{Instant, PersonId, SealedRef, Slug};
use sop::{Outcome, StepId};

use crate::{
    application::{Application, Task},
    context::Context,
    decide::Desk,
    event::Event,
    inspection::{Inspection, Letter, Minutes, Observation},
    payload::{
        FindingsRecorded, InspectionCancelled, InspectionOrdered, InspectionRescheduled,
        MinutesSigned, MinutesWritten,
    },
    refusal::Refusal,
};

/// The least people on a visit: one alone is neither protected nor believed.
const TEAM: usize = 2;
/// The most people on a visit.
pub const LARGEST_TEAM: usize = 10;

/// A visit as its superior orders it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Order {
    /// The open step.
    pub step: StepId,
    /// When to visit.
    pub visit_at: Instant,
    /// Where.
    pub place: SealedRef,
    /// The number of the letter of assignment.
    pub letter_number: String,
    /// Its date.
    pub letter_date: Date,
    /// Who goes.
    pub team: Vec<PersonId>,
}

impl Application {
    /// Who orders a visit signs its letter. The rules that keep a person from
    /// the step keep the person from the team.
    pub(crate) fn order_inspection(
        &self,
        superior: &Officer,
        order: &Order,
        context: &Context<'_>,
    ) -> Result<Vec<Event>, Refusal> {
        let Order { step, visit_at, place, letter_number, letter_date, team } = order;
        let task = self.visited(superior, step, context)?;
        if self.inspection(task).is_some() {
            return Err(Refusal::InspectionOrdered);
        }
        if *visit_at <= context.now {
            return Err(Refusal::VisitInThePast);
        }
        let distinct: BTreeSet<&PersonId> = team.iter().collect();
        if distinct.len() != team.len() || team.len() < TEAM {
            return Err(Refusal::TeamTooSmall);
        }
        for person in team {
            self.person_may(person, task)?;
        }
        if task.taken_by.as_ref().is_some_and(|person| !team.contains(person)) {
            return Err(Refusal::InspectorNotOnTeam);
        }
        let letter = Letter {
            number: letter_number.clone(),
            date: *letter_date,
            signed_by: superior.person.clone(),
        };
        Ok(vec![Event::InspectionOrdered(InspectionOrdered {
            step: step.clone(),
            visit_at: *visit_at,
            place: place.clone(),
            letter,
            team: team.clone(),
        })])
    }

    pub(crate) fn reschedule_inspection(
        &self,
        superior: &Officer,
        step: &StepId,
        visit_at: Instant,
        reason: &SealedRef,
        context: &Context<'_>,
    ) -> Result<Vec<Event>, Refusal> {
        let task = self.visited(superior, step, context)?;
        let visit = self.changeable(task)?;
        if visit_at <= context.now {
            return Err(Refusal::VisitInThePast);
        }
        if !visit.findings.is_empty() || visit.minutes.is_some() {
            return Err(Refusal::VisitMade);
        }
        let (step, reason) = (step.clone(), reason.clone());
        let moved = InspectionRescheduled { step, visit_at, reason };
        Ok(vec![Event::InspectionRescheduled(moved)])
    }

    pub(crate) fn cancel_inspection(
        &self,
        superior: &Officer,
        step: &StepId,
        reason: &SealedRef,
        context: &Context<'_>,
    ) -> Result<Vec<Event>, Refusal> {
        let task = self.visited(superior, step, context)?;
        self.changeable(task)?;
        let (step, reason) = (step.clone(), reason.clone());
        Ok(vec![Event::InspectionCancelled(InspectionCancelled { step, reason })])
    }

    pub(crate) fn record_findings(
        &self,
        officer: &Officer,
        step: &StepId,
        findings: &[Observation],
        context: &Context<'_>,
    ) -> Result<Vec<Event>, Refusal> {
        let visit = self.on_team(officer, step, context)?;
        if context.now < visit.visit_at {
            return Err(Refusal::VisitNotMade);
        }
        let mut seen = BTreeSet::new();
        for Observation { item, .. } in findings {
            if !context.service.checklist().iter().any(|listed| listed.id == *item) {
                return Err(Refusal::ChecklistItemUnknown { item: item.to_string() });
            }
            if !seen.insert(item) {
                return Err(Refusal::ChecklistItemRepeated { item: item.to_string() });
            }
        }
        let (step, findings) = (step.clone(), findings.to_vec());
        Ok(vec![Event::FindingsRecorded(FindingsRecorded { step, findings })])
    }

    pub(crate) fn write_minutes(
        &self,
        officer: &Officer,
        step: &StepId,
        minutes: &Minutes,
        context: &Context<'_>,
    ) -> Result<Vec<Event>, Refusal> {
        let visit = self.on_team(officer, step, context)?;
        if context.now < visit.visit_at {
            return Err(Refusal::VisitNotMade);
        }
        let (step, minutes) = (step.clone(), minutes.clone());
        Ok(vec![Event::MinutesWritten(MinutesWritten { step, minutes })])
    }

    /// Each of the team by the own credential; the last one locks.
    pub(crate) fn sign_minutes(
        &self,
        officer: &Officer,
        step: &StepId,
        context: &Context<'_>,
    ) -> Result<Vec<Event>, Refusal> {
        let visit = self.on_team(officer, step, context)?;
        if visit.minutes.is_none() {
            return Err(Refusal::MinutesMissing);
        }
        let is_found = |item: &Slug| visit.findings.iter().any(|finding| finding.item == *item);
        if !context.service.checklist().iter().all(|listed| is_found(&listed.id)) {
            return Err(Refusal::FindingsIncomplete);
        }
        if visit.signatures.iter().any(|by| by.person == officer.person) {
            return Err(Refusal::MinutesSignedAlready);
        }
        Ok(vec![Event::MinutesSigned(MinutesSigned { step: step.clone() })])
    }

    /// A step with minutes is done by one of the team, when all have signed, and
    /// as they advise. Returning the file to the applicant needs no visit.
    pub(crate) fn must_be_minuted(
        &self,
        desk: &Desk<'_, '_>,
        outcome: Option<&Outcome>,
    ) -> Result<(), Refusal> {
        let Desk { task, step } = desk;
        if !step.minutes {
            return Ok(());
        }
        let visit = self.inspection(task).filter(|visit| visit.is_locked());
        let Some((visit, minutes)) = visit.and_then(|it| Some((it, it.minutes.as_ref()?))) else {
            return Err(Refusal::MinutesNotSigned);
        };
        if !task.taken_by.as_ref().is_some_and(|person| visit.team.contains(person)) {
            return Err(Refusal::InspectorNotOnTeam);
        }
        let advised = outcome.and_then(|outcome| outcome.recommendation);
        if advised.is_some_and(|advised| advised != minutes.recommendation) {
            return Err(Refusal::AgainstRecommendation);
        }
        Ok(())
    }

    /// The open inspection, when `superior` may order a visit for it.
    fn visited(
        &self,
        superior: &Officer,
        id: &StepId,
        context: &Context<'_>,
    ) -> Result<&Task, Refusal> {
        let (task, step) = self.open_task(id, context)?;
        if !step.minutes {
            return Err(Refusal::NotAnInspection);
        }
        let executor = &task.executor;
        let may_sign = superior.may_supervise(&executor.agency, &executor.unit)
            || superior.may_govern(&executor.agency);
        if !may_sign {
            return Err(Refusal::SupervisorOnly);
        }
        if self.assisted_by.as_ref() == Some(&superior.person) {
            return Err(Refusal::AssistedApplicant);
        }
        if self.conflicted.contains(&superior.person) {
            return Err(Refusal::ConflictOfInterest);
        }
        Ok(task)
    }

    fn changeable(&self, task: &Task) -> Result<&Inspection, Refusal> {
        match self.inspection(task) {
            None => Err(Refusal::InspectionMissing),
            Some(visit) if visit.is_locked() => Err(Refusal::MinutesLocked),
            Some(visit) => Ok(visit),
        }
    }

    /// What all have signed gets no further photographs.
    pub(crate) fn must_be_unlocked(&self, step: &StepId) -> Result<(), Refusal> {
        let visit = self.task(step).and_then(|task| self.inspection(task));
        if visit.is_some_and(Inspection::is_locked) {
            return Err(Refusal::MinutesLocked);
        }
        Ok(())
    }

    /// The visit that may still change, when `officer` is on its team. Judged
    /// again, not only when it was ordered: meanwhile the person may have
    /// declared a conflict.
    fn on_team(
        &self,
        officer: &Officer,
        id: &StepId,
        context: &Context<'_>,
    ) -> Result<&Inspection, Refusal> {
        let (task, _) = self.open_task(id, context)?;
        let visit = self.changeable(task)?;
        if !visit.team.contains(&officer.person) {
            return Err(Refusal::InspectorNotOnTeam);
        }
        self.person_may(&officer.person, task)?;
        Ok(visit)
    }
}
