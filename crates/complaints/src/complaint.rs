//! A report of the public: the record, and what can be read off it.
//!
//! Nothing here judges (that is `decide`) or changes (that is `evolve`).

use std::collections::{BTreeMap, BTreeSet};

use calendar::Deadline;
use kernel::{AgencyId, District, Instant, PersonId, ReceiptNumber, SealedRef, Slug, Unit};
use serde::{Deserialize, Serialize};
use sop::{Run, StepId};

use crate::{
    attachment::Attachment,
    class::{Channel, Class, Maladministration},
    clock::Clock,
    rules::Step,
};

/// The version of the procedure on which a report is handled to its end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pin {
    /// The SOP's id.
    pub id: String,
    /// Its version; published versions never change.
    pub version: u32,
}

/// What a case of the agency looked like when the report about it came in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CaseFacts {
    /// The application.
    pub application: String,
    /// Its service.
    pub service: Slug,
    /// The step that the reporter names.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub step: Option<StepId>,
    /// When it was due, if its clock ran.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Deadline>,
    /// Whether it was late, by that date or before.
    pub is_late: bool,
    /// Who had it.
    pub holder: Unit,
    /// Whether it waited for the applicant.
    pub awaits_applicant: bool,
}

/// Where a report stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum State {
    /// Nobody has looked at it yet.
    Received,
    /// The reporter has to complete it.
    AwaitingReporter {
        /// Until when; then it is deemed withdrawn.
        until: Instant,
    },
    /// It is complete, and waits to be given to somebody.
    Verified,
    /// A unit has it, and has done nothing yet.
    Disposed,
    /// The unit is at it.
    InProgress,
    /// The reporter has an answer, and may dispute it.
    Answered {
        /// Until when.
        objection_until: Instant,
        /// Whether the answer comes with evidence; without, silence closes nothing.
        has_evidence: bool,
    },
    /// It is closed, which does not mean solved.
    Closed {
        /// When.
        at: Instant,
        /// Until when the reporter may have it opened again.
        objection_until: Instant,
        /// On what ground.
        ground: Ground,
    },
}

/// Why a report was closed. There is no closing without one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Ground {
    /// The reporter says that it is solved.
    ConfirmedByReporter,
    /// There is evidence, and the reporter let the time to object pass.
    Undisputed,
    /// It is not ours, and another agency has accepted it.
    AcceptedElsewhere {
        /// Which agency.
        agency: AgencyId,
        /// Under which number there, sealed.
        reference: SealedRef,
    },
    /// It repeats another one, which was open then.
    Duplicate {
        /// Which one.
        of: String,
    },
    /// The reporter did not complete it in time, and so is deemed to have
    /// withdrawn it (UU 25/2009 Ps 44).
    DeemedWithdrawn,
}

impl Ground {
    /// Whether what was complained about is solved, by the reporter's own word.
    #[must_use]
    pub fn is_solved(&self) -> bool {
        matches!(self, Self::ConfirmedByReporter)
    }
}

/// What time has brought to one step; each at most once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fired {
    /// The lawful instant of the warning.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub warned: Option<Instant>,
    /// The lawful instant from which it is late.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub breached: Option<Instant>,
}

/// An answer to the reporter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reply {
    /// When.
    pub at: Instant,
    /// By whom.
    pub by: PersonId,
    /// The words.
    pub text: SealedRef,
    /// What proves it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence: Option<SealedRef>,
    /// The improvement that it led to, by the name of its action.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub improvement: Option<String>,
    /// When it reached the reporter.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delivered_at: Option<Instant>,
}

/// One report. Built and changed by [`Complaint::evolve`] only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Complaint {
    /// The record's id, a random UUID.
    pub id: String,
    /// The agency that answers.
    pub agency: AgencyId,
    /// The procedure on which it is handled.
    pub sop: Pin,
    /// The edition of the rules that give the time.
    pub edition: String,
    /// The number that the reporter was told.
    pub receipt: ReceiptNumber,
    /// Keyed digest of the secret that came with the receipt.
    pub secret_digest: String,
    /// The way by which it came in.
    pub channel: Channel,
    /// Its number where it came from, as that of SP4N-LAPOR!.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub original_id: Option<String>,
    /// The officer who recorded it for the reporter.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recorded_by: Option<PersonId>,
    /// The reporter's district.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub district: Option<District>,
    /// Whether the content is counted in nothing that is public.
    pub confidential: bool,
    /// Who reports, sealed; absent: anonymous, and nothing is kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reporter: Option<SealedRef>,
    /// What happened, with everything that was added, oldest first.
    pub texts: Vec<SealedRef>,
    /// What kind it is; the reporter's word until it is verified.
    pub class: Class,
    /// What went wrong, as coded.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub forms: BTreeSet<Maladministration>,
    /// The service that it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub service: Option<Slug>,
    /// The clause of the standard that it is about, as `waktu` or `3.2`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clause: Option<String>,
    /// The case that it is about, as it stood then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub case: Option<CaseFacts>,
    /// Whom it complains about; to them it does not exist.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub accused: BTreeSet<PersonId>,
    /// When it came in.
    pub received_at: Instant,
    /// When the reporter last handed something in: from then on it was complete,
    /// once verified.
    pub handed_in_at: Instant,
    /// Where it stands.
    pub state: State,
    /// Where it stands in the procedure.
    pub run: Run,
    /// Who has it on the agency's side.
    pub holder: Unit,
    /// How often it was given to somebody.
    pub dispositions: u32,
    /// Its clocks.
    pub clocks: Vec<Clock>,
    /// What time has brought.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub fired: BTreeMap<Step, Fired>,
    /// What is missing, in the officer's words, while the reporter has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub missing: Option<SealedRef>,
    /// What was done, in the officers' words, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub follow_ups: Vec<(Instant, SealedRef)>,
    /// The answers, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub replies: Vec<Reply>,
    /// Why answers were disputed or the report opened again, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub disputes: Vec<SealedRef>,
    /// What the reporter handed in to show it, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attachments: Vec<(Instant, Attachment)>,
    /// How often it was opened again.
    pub reopened: u32,
    /// Since when it is open; absent while it is closed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub open_since: Option<Instant>,
    /// For how long it was open before, in microseconds.
    pub open_before: i64,
    /// When what people said in it was destroyed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub erased_at: Option<Instant>,
}

impl Complaint {
    /// When it was closed; absent while it is open.
    #[must_use]
    pub fn closed_at(&self) -> Option<Instant> {
        match self.state {
            State::Closed { at, .. } => Some(at),
            State::Received
            | State::AwaitingReporter { .. }
            | State::Verified
            | State::Disposed
            | State::InProgress
            | State::Answered { .. } => None,
        }
    }

    /// The complaint after what people said in it was destroyed at `at`.
    #[must_use]
    pub fn erased(self, at: Instant) -> Self {
        Self { erased_at: Some(at), ..self }
    }

    /// Whether it is not closed.
    #[must_use]
    pub fn is_open(&self) -> bool {
        !matches!(self.state, State::Closed { .. })
    }

    /// Why it is closed.
    #[must_use]
    pub fn ground(&self) -> Option<&Ground> {
        match &self.state {
            State::Closed { ground, .. } => Some(ground),
            State::Received
            | State::AwaitingReporter { .. }
            | State::Verified
            | State::Disposed
            | State::InProgress
            | State::Answered { .. } => None,
        }
    }

    /// The state's stable name, as in lists.
    #[must_use]
    pub fn state_name(&self) -> &'static str {
        match self.state {
            State::Received => "received",
            State::AwaitingReporter { .. } => "awaiting_reporter",
            State::Verified => "verified",
            State::Disposed => "disposed",
            State::InProgress => "in_progress",
            State::Answered { .. } => "answered",
            State::Closed { .. } => "closed",
        }
    }

    /// For how long it has been open by `now`, in microseconds: the time before
    /// a closing counts on when it is opened again.
    #[must_use]
    pub fn age_micros(&self, now: Instant) -> i64 {
        let since = self.open_since.map_or(0, |since| (now.micros() - since.micros()).max(0));
        self.open_before.saturating_add(since)
    }

    /// The clocks of `step`.
    pub fn clocks_of(&self, step: Step) -> impl Iterator<Item = &Clock> {
        self.clocks.iter().filter(move |clock| clock.step == step)
    }

    /// When `step` is due: the earliest of its running clocks.
    #[must_use]
    pub fn due(&self, step: Step) -> Option<Deadline> {
        self.clocks_of(step).filter_map(|clock| clock.deadline).min_by_key(|due| due.at)
    }

    /// The step that is due next, and when.
    #[must_use]
    pub fn next_due(&self) -> Option<(Step, Deadline)> {
        let due = Step::ALL.into_iter().filter_map(|step| Some((step, self.due(step)?)));
        due.min_by_key(|(_, due)| due.at)
    }

    /// Whether any step was or is late.
    #[must_use]
    pub fn is_late(&self) -> bool {
        self.fired.values().any(|fired| fired.breached.is_some())
    }

    /// Since when it lies with the superior: from the first breach on, while it
    /// is open.
    #[must_use]
    pub fn escalated_at(&self) -> Option<Instant> {
        self.fired.values().filter_map(|fired| fired.breached).min().filter(|_| self.is_open())
    }
}
