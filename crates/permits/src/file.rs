//! Files (berkas) of a case: who may add one, until when, and who opens one.
//!
//! The record knows that a file is there, for what, and which content is
//! meant. Name, exact size, hash and place of a photograph are sealed: a known
//! document is known by its hash.

use std::collections::BTreeSet;

use access::{Acting, Officer};
use kernel::{Instant, Media, PersonId, SealedRef, SizeClass};
use serde::{Deserialize, Serialize};
use sop::StepId;

use crate::{
    application::{Application, Task},
    command::Purpose,
    context::Context,
    event::Event,
    payload::{FileAttached, FileRead},
    refusal::Refusal,
};

/// The most files that one case holds, with those that were replaced.
pub const MOST_FILES: usize = 100;

/// What a file is for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FileFor {
    /// A requirement of the service, handed in by the applicant.
    Requirement(String),
    /// A step of the procedure, added by the officer who does it.
    Step(StepId),
    /// Another agency's step, with which it comes along: the requirement of the
    /// service there.
    HandOver(String),
}

impl FileFor {
    /// The requirement, by its id in the service's list; absent for a step's file.
    #[must_use]
    pub fn requirement(&self) -> Option<&str> {
        match self {
            Self::Requirement(requirement) | Self::HandOver(requirement) => Some(requirement),
            Self::Step(_) => None,
        }
    }
}

/// A file whose content is complete and kept, to be added to a case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewFile {
    /// The file's id, a random UUID.
    pub id: String,
    /// What it is for.
    pub purpose: FileFor,
    /// Which kind it is; its content was looked at.
    pub media: Media,
    /// How large it is, roughly.
    pub size: SizeClass,
    /// Its name, exact size and the like, sealed.
    pub details: SealedRef,
    /// The SHA-256 of its content, sealed; the commitment is to the hash.
    pub content: SealedRef,
    /// The file in whose place it comes, which stays in the record.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaces: Option<String>,
}

/// A file of a case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CaseFile {
    /// What was added.
    pub file: NewFile,
    /// When.
    pub at: Instant,
    /// By which officer; absent for the applicant's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<PersonId>,
    /// The file that came in its place; absent while it counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaced_by: Option<String>,
}

impl Application {
    /// The file called `id`.
    #[must_use]
    pub fn file(&self, id: &str) -> Option<&CaseFile> {
        self.files.iter().find(|held| held.file.id == id)
    }

    /// Whether `acting` may begin to hand in a file for `purpose` now; the same
    /// is asked again when the file is whole.
    ///
    /// # Errors
    /// The rule that says no.
    pub fn may_attach(
        &self,
        acting: &Acting<'_>,
        purpose: &FileFor,
        replaces: Option<&str>,
        context: &Context<'_>,
    ) -> Result<(), Refusal> {
        match (purpose, acting) {
            (FileFor::Requirement(requirement), Acting::Applicant | Acting::Agent(_)) => {
                if context.service.requirement(requirement).is_none() {
                    let requirement = requirement.clone();
                    return Err(Refusal::RequirementNotListed { requirement });
                }
                if !self.takes_files() {
                    return Err(Refusal::FilesClosed);
                }
            }
            (FileFor::Requirement(_), _) => return Err(Refusal::ApplicantOnly),
            (FileFor::Step(step), Acting::Officer(officer)) => {
                self.desk(officer, step, context)?;
            }
            (FileFor::Step(_), _) => return Err(Refusal::OfficerOnly),
            // It comes from the agency of the case, and nobody here adds one.
            (FileFor::HandOver(_), _) => return Err(Refusal::PartnerOnly),
        }
        if self.files.len() >= MOST_FILES {
            return Err(Refusal::TooManyFiles);
        }
        let Some(former) = replaces else { return Ok(()) };
        match self.file(former) {
            Some(held) if held.replaced_by.is_none() && held.file.purpose == *purpose => Ok(()),
            Some(_) | None => Err(Refusal::NotReplaceable),
        }
    }

    /// Until the case is declared complete, and while it is with the applicant.
    fn takes_files(&self) -> bool {
        self.is_undecided() && (self.accepted_at.is_none() || self.awaits_applicant())
    }

    pub(crate) fn attach(
        &self,
        acting: &Acting<'_>,
        file: &NewFile,
        context: &Context<'_>,
    ) -> Result<Vec<Event>, Refusal> {
        if self.file(&file.id).is_some() {
            return Err(Refusal::AlreadyAttached);
        }
        self.may_attach(acting, &file.purpose, file.replaces.as_deref(), context)?;
        if let FileFor::Step(step) = &file.purpose {
            self.must_be_unlocked(step)?;
        }
        Ok(vec![Event::FileAttached(FileAttached { file: file.clone() })])
    }

    pub(crate) fn read_file(
        &self,
        officer: &Officer,
        id: &str,
        purpose: Purpose,
    ) -> Result<Vec<Event>, Refusal> {
        self.may_read(officer, purpose)?;
        if self.file(id).is_none() {
            return Err(Refusal::FileNotFound);
        }
        Ok(vec![Event::FileRead(FileRead { file: id.to_owned(), purpose })])
    }

    /// What the applicant has handed in opens to who holds a task of the case,
    /// has declared no conflict in it, and reads for what the task is about.
    pub(crate) fn may_read(&self, officer: &Officer, purpose: Purpose) -> Result<(), Refusal> {
        let held: Vec<&Task> = self
            .tasks
            .iter()
            .filter(|task| task.taken_by.as_ref() == Some(&officer.person))
            .filter(|task| officer.may_execute(&task.executor))
            .collect();
        if held.is_empty() {
            return Err(Refusal::NoTaskHeld);
        }
        for task in &held {
            self.person_may(&officer.person, task)?;
        }
        if held.iter().all(|task| task.assigned) {
            return Err(Refusal::DeclarationRequired);
        }
        if !held.iter().any(|task| !task.assigned && purpose.suits(task.act)) {
            return Err(Refusal::PurposeUnfit);
        }
        Ok(())
    }

    /// What counts as handed in grows with the file.
    pub(crate) fn attached(&mut self, file: &NewFile, at: Instant, by: Option<PersonId>) {
        if let FileFor::Requirement(requirement) = &file.purpose {
            let given: BTreeSet<&String> = self.requirements_given.iter().collect();
            if !given.contains(requirement) {
                self.requirements_given.push(requirement.clone());
            }
        }
        if let Some(former) = &file.replaces
            && let Some(former) = self.files.iter_mut().find(|held| held.file.id == *former)
        {
            former.replaced_by = Some(file.id.clone());
        }
        if let FileFor::Step(step) = &file.purpose {
            // A photograph of a visit is part of what is signed.
            self.with_inspection(step, |visit| visit.signatures.clear());
        }
        self.files.push(CaseFile { file: file.clone(), at, by, replaced_by: None });
    }
}
