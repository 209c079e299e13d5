//! Integrity of conduct: who declares or is found to have a conflict of
//! interest, and who may be put in another's place.
//!
//! PermenPANRB 17/2024: an actual conflict is declared to the superior; UU
//! 30/2014 Ps 42-45: an official with one does not decide. So the declaration
//! comes with taking a task, and bars the person from the whole case.

use access::Officer;
use kernel::{Instant, PersonId, SealedRef, Unit};
use serde::{Deserialize, Serialize};
use sop::StepId;

use crate::{
    application::{Application, Task},
    command::Command,
    context::Context,
    event::Event,
    payload::{ConflictDeclared, ConflictMatched, Reassigned},
    refusal::Refusal,
};

/// From where a conflict of interest comes (PermenPANRB 17/2024).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ConflictKind {
    /// The applicant is family or a relative.
    Family,
    /// A business or financial interest in the outcome.
    Business,
    /// An affiliation with the applicant or with who profits.
    Affiliation,
    /// Work outside the office.
    OtherWork,
    /// Any other; the note says which.
    Other,
    /// Not declared: a registered number of the officer is the applicant's.
    Matched,
}

impl ConflictKind {
    /// Every kind, in the order of the contract.
    pub const ALL: [Self; 6] = [
        Self::Family,
        Self::Business,
        Self::Affiliation,
        Self::OtherWork,
        Self::Other,
        Self::Matched,
    ];

    /// The stable name, as in the journal.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Family => "family",
            Self::Business => "business",
            Self::Affiliation => "affiliation",
            Self::OtherWork => "other_work",
            Self::Other => "other",
            Self::Matched => "matched",
        }
    }
}

/// What an officer declares when taking a task.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Declaration {
    /// To have no conflict of interest in the case, as far as known.
    NoConflict,
    /// To have one: the task is not taken, and the superior is told why.
    Conflict {
        /// From where it comes.
        kind: ConflictKind,
        /// In words, for the superior.
        note: SealedRef,
    },
}

/// A conflict of interest of one person in one case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Conflict {
    /// Whose.
    pub person: PersonId,
    /// From where it comes.
    pub kind: ConflictKind,
    /// The unit for which the person would have acted: its superior is told.
    pub unit: Unit,
    /// Since when it is known.
    pub at: Instant,
    /// The person's own words; absent where nothing was declared.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<SealedRef>,
}

/// Why a superior gives a taken task to another officer. A closed list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReassignReason {
    /// The officer is away or ill.
    Absence,
    /// The officer has other work that must go first.
    Workload,
    /// The officer has a conflict of interest: barred from the case by this.
    ConflictOfInterest,
    /// None of these.
    Other,
}

impl Command {
    /// Whether a person steps back by it: open also to who may not act.
    fn steps_back(&self) -> bool {
        matches!(
            self,
            Self::Release { .. } | Self::Take { declaration: Declaration::Conflict { .. }, .. }
        )
    }
}

impl Application {
    /// What the comparison of registered numbers brings, before any command of
    /// `officer`: recorded by the system, once, and without the number.
    ///
    /// Nothing for who has nothing to do with an open step; the comparison is
    /// made again when there is one.
    #[must_use]
    pub fn decide_match(&self, officer: &Officer, context: &Context<'_>) -> Option<Event> {
        if !context.is_related || self.conflicted.contains(&officer.person) {
            return None;
        }
        let task = self.tasks.iter().find(|Task { executor, .. }| {
            officer.may_execute(executor) || officer.may_supervise(&executor.agency, &executor.unit)
        })?;
        let unit = Unit::from(&task.executor);
        Some(Event::ConflictMatched(ConflictMatched { person: officer.person.clone(), unit }))
    }

    /// Whoever has a conflict of interest does nothing on the case but step back.
    pub(crate) fn must_be_uninvolved(
        &self,
        officer: &Officer,
        command: &Command,
        context: &Context<'_>,
    ) -> Result<(), Refusal> {
        let is_involved = context.is_related || self.conflicted.contains(&officer.person);
        if is_involved && !command.steps_back() {
            return Err(Refusal::ConflictOfInterest);
        }
        Ok(())
    }

    /// By who may do the step, whoever has it on the desk.
    pub(crate) fn declare_conflict(
        &self,
        officer: &Officer,
        task: &Task,
        kind: ConflictKind,
        note: &SealedRef,
    ) -> Result<Vec<Event>, Refusal> {
        if self.conflicted.contains(&officer.person) {
            return Err(Refusal::ConflictOfInterest);
        }
        Ok(vec![Event::ConflictDeclared(ConflictDeclared {
            step: task.step.clone(),
            kind,
            unit: Unit::from(&task.executor),
            note: note.clone(),
        })])
    }

    /// By a supervisor of the unit, to an officer who could have taken it. The
    /// new holder still has to declare before acting.
    pub(crate) fn reassign(
        &self,
        officer: &Officer,
        reassignment: &Reassignment<'_>,
        context: &Context<'_>,
    ) -> Result<Vec<Event>, Refusal> {
        let Reassignment { step, to, to_is_related, reason, note } = reassignment;
        let (task, _) = self.open_task(step, context)?;
        if !officer.may_supervise(&task.executor.agency, &task.executor.unit) {
            return Err(Refusal::SupervisorOnly);
        }
        if self.assisted_by.as_ref() == Some(&officer.person) {
            return Err(Refusal::AssistedApplicant);
        }
        if to.person == officer.person {
            return Err(Refusal::ReassignedToSelf);
        }
        match &task.taken_by {
            None => return Err(Refusal::TaskNotTaken),
            Some(from) if *from == to.person => return Err(Refusal::TaskTaken),
            Some(_) => {}
        }
        if self.proposal.as_ref().is_some_and(|proposal| proposal.step == **step) {
            return Err(Refusal::ReturnAwaitsEndorsement);
        }
        let suits = match () {
            () if !to.may_execute(&task.executor) => Err(Refusal::DutyMissing),
            () if *to_is_related => Err(Refusal::ConflictOfInterest),
            () => self.person_may(&to.person, task),
        };
        suits.map_err(|why| Refusal::OfficerUnsuitable { why: Box::new(why) })?;
        Ok(vec![Event::Reassigned(Reassigned {
            step: (*step).clone(),
            to: to.person.clone(),
            reason: *reason,
            note: (*note).clone(),
        })])
    }

    /// Keeps a person away for good: what lay on the desk goes back.
    pub(crate) fn bar(&mut self, conflict: Conflict) {
        let person = &conflict.person;
        self.proposal = self.proposal.take().filter(|proposal| proposal.by != *person);
        for task in &mut self.tasks {
            if task.taken_by.as_ref() == Some(person) {
                (task.taken_by, task.assigned) = (None, false);
            }
        }
        self.conflicted.insert(conflict.person.clone());
        self.conflicts.push(conflict);
    }
}

/// Who is put in whose place, and why.
pub(crate) struct Reassignment<'a> {
    pub(crate) step: &'a StepId,
    pub(crate) to: &'a Officer,
    pub(crate) to_is_related: bool,
    pub(crate) reason: ReassignReason,
    pub(crate) note: &'a SealedRef,
}
