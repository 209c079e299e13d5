//! Visits (pemeriksaan lapangan): the record of them.
//!
//! Letter of assignment, team, findings, minutes. Place, notes and minutes are
//! sealed; the judgement on them is in `inspecting`.

use jiff::civil::Date;
use kernel::{Instant, PersonId, SealedRef, Slug};
use serde::{Deserialize, Serialize};
use sop::{Recommendation, StepId};

use crate::application::{Application, Task};

/// The letter of assignment (surat tugas).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Letter {
    /// Its number, as the agency counts its letters.
    pub number: String,
    /// Its date.
    pub date: Date,
    /// Who signed it: a superior of the unit, or the head of the agency.
    pub signed_by: PersonId,
}

/// What was found of one item of the checklist.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FindingAnswer {
    /// As it must be.
    Yes,
    /// Not as it must be.
    No,
    /// Not asked of this place.
    NotApplicable,
}

/// A finding (temuan).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Observation {
    /// The item of the service's checklist.
    pub item: Slug,
    /// What was found.
    pub answer: FindingAnswer,
    /// In words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<SealedRef>,
}

/// The minutes (berita acara).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Minutes {
    /// What happened.
    pub text: SealedRef,
    /// What the team advises.
    pub recommendation: Recommendation,
    /// Why.
    pub reason: SealedRef,
}

/// A signature under the minutes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MinutesSignature {
    /// Whose.
    pub person: PersonId,
    /// When.
    pub at: Instant,
}

/// One visit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Inspection {
    /// For which step.
    pub step: StepId,
    /// When it was ordered.
    pub ordered_at: Instant,
    /// When it is to be.
    pub visit_at: Instant,
    /// Where.
    pub place: SealedRef,
    /// By which letter.
    pub letter: Letter,
    /// Who goes; at least two.
    pub team: Vec<PersonId>,
    /// What was found, by the item of the checklist.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub findings: Vec<Observation>,
    /// The minutes, once written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minutes: Option<Minutes>,
    /// Who has signed them, since they were last changed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub signatures: Vec<MinutesSignature>,
    /// When it was called off.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cancelled_at: Option<Instant>,
}

impl Inspection {
    /// Whether all of the team have signed: nothing changes any more.
    #[must_use]
    pub fn is_locked(&self) -> bool {
        let has_signed = |person: &PersonId| self.signatures.iter().any(|by| by.person == *person);
        self.minutes.is_some() && self.team.iter().all(has_signed)
    }

    /// Whether its team has acted or will: a visit called off before anything
    /// was found ties nobody.
    fn ties_its_team(&self) -> bool {
        self.cancelled_at.is_none() || !self.findings.is_empty() || self.minutes.is_some()
    }
}

impl Application {
    /// The visit that counts for an open task: the last one ordered since it was
    /// opened that was not called off.
    #[must_use]
    pub fn inspection(&self, task: &Task) -> Option<&Inspection> {
        self.inspections.iter().rev().find(|visit| {
            visit.step == task.step
                && visit.ordered_at >= task.opened_at
                && visit.cancelled_at.is_none()
        })
    }

    /// Everybody on a team, as who inspects.
    pub(crate) fn inspectors(&self) -> impl Iterator<Item = &PersonId> {
        let tied = self.inspections.iter().filter(|visit| visit.ties_its_team());
        tied.flat_map(|visit| &visit.team)
    }

    /// The visit at work: the last one of its step, while it may change.
    pub(crate) fn with_inspection(&mut self, step: &StepId, change: impl FnOnce(&mut Inspection)) {
        let mut visits = self.inspections.iter_mut().rev();
        let visit = visits.find(|visit| visit.step == *step);
        if let Some(visit) = visit.filter(|it| it.cancelled_at.is_none() && !it.is_locked()) {
            change(visit);
        }
    }
}
