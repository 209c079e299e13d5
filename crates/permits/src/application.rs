//! An application (permohonan): the record, and what can be read off it.
//!
//! Nothing here judges (that is `decide`) or changes (that is `evolve`).

use std::collections::BTreeSet;

use calendar::Ledger;
use kernel::{AgencyId, District, Executor, Instant, PersonId, ReceiptNumber, SealedRef, Unit};
use serde::{Deserialize, Serialize};
use sop::{Act, Run, StepId};

use crate::{
    clock::Timer,
    command::Defect,
    conduct::Conflict,
    exchange::{Assignment, Entrustment, Stopped},
    fee::Assessment,
    file::CaseFile,
    inspection::Inspection,
    licence::Concerning,
    mandate::Mandate,
    message::Message,
    notices::NoticePreferences,
    objection::{Finding, Objection},
    separation,
    state::{Grant, Licence, Phase, State},
    submission::Channel,
};

/// The version of a published text on which a case runs to its end.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pin {
    /// The text's id.
    pub id: String,
    /// Its version; published versions never change.
    pub version: u32,
}

/// An open step that waits for an officer, or lies on the desk of one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Task {
    /// The step.
    pub step: StepId,
    /// Who may do it.
    pub executor: Executor,
    /// Which duty it is.
    pub act: Act,
    /// Since when it waits.
    pub opened_at: Instant,
    /// On whose desk it lies; absent: in the inbox.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub taken_by: Option<PersonId>,
    /// Whether a supervisor put it there, so that the officer still has to
    /// declare to have no conflict of interest.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub assigned: bool,
    /// The hand-over by which another agency's own deployment does it; no
    /// officer here can take it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entrusted: Option<String>,
}

impl Task {
    /// Whether it waits in the inbox.
    #[must_use]
    pub fn is_waiting(&self) -> bool {
        self.taken_by.is_none() && self.entrusted.is_none()
    }
}

/// An act done, by whom: what the separation of duties looks at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Deed {
    /// The step done.
    pub step: StepId,
    /// Which duty it was.
    pub act: Act,
    /// Who did it; absent for the applicant's own steps, and for those of
    /// another agency's deployment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<PersonId>,
    /// When it was done.
    pub at: Instant,
}

/// A return that took effect.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReturnMade {
    /// When.
    pub at: Instant,
    /// Everything that was wrong.
    pub defects: Vec<Defect>,
}

/// A return that names something new, so that a supervisor has to endorse it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Proposal {
    /// The step from which it was proposed.
    pub step: StepId,
    /// Who proposed it.
    pub by: PersonId,
    /// When.
    pub at: Instant,
    /// Everything that is wrong.
    pub defects: Vec<Defect>,
}

/// What the law has already brought; each at most once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fired {
    /// The lawful instant of the warning.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub warned: Option<Instant>,
    /// The lawful instant of the breach: the end of the deadline.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub breached: Option<Instant>,
    /// The lawful instant of the escalation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub escalated: Option<Instant>,
}

/// One application. Built and changed by [`Application::evolve`] only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Application {
    /// The record's id, a random UUID.
    pub id: String,
    /// The agency that answers for the service.
    pub agency: AgencyId,
    /// The service standard on which it runs.
    pub service: Pin,
    /// The procedure on which it runs.
    pub sop: Pin,
    /// The number that the applicant was told.
    pub receipt: ReceiptNumber,
    /// The pseudonym of the applicant's own record.
    pub subject: String,
    /// The way by which it came in.
    pub channel: Channel,
    /// The applicant's district.
    pub district: District,
    /// The officer who filed it for the applicant; may not act on it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assisted_by: Option<PersonId>,
    /// Keyed digest of the secret that came with the receipt.
    pub secret_digest: String,
    /// The requirements handed in, as the applicant last said.
    pub requirements_given: Vec<String>,
    /// The licence that there is already, and what is wanted of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub concerning: Option<Concerning>,
    /// The sealed answers, oldest first; the last ones count.
    pub forms: Vec<SealedRef>,
    /// The files, oldest first, with those that were replaced.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<CaseFile>,
    /// When it was filed.
    pub submitted_at: Instant,
    /// When it was declared complete.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub accepted_at: Option<Instant>,
    /// Where it stands in law.
    pub state: State,
    /// Where it stands in the procedure.
    pub run: Run,
    /// The open steps of officers, in the order in which they were opened.
    pub tasks: Vec<Task>,
    /// What was done, oldest first.
    pub deeds: Vec<Deed>,
    /// Who declared a conflict of interest in this case.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub conflicted: BTreeSet<PersonId>,
    /// What is known of those conflicts, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub conflicts: Vec<Conflict>,
    /// Who answers for it now, also while the applicant has it.
    pub holder: Unit,
    /// The clock's history.
    pub ledger: Ledger,
    /// The running deadline; absent before the clock starts, while it is
    /// paused, and after it stopped.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub timer: Option<Timer>,
    /// What the law has already brought.
    #[serde(default)]
    pub fired: Fired,
    /// The returns that took effect, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub returns: Vec<ReturnMade>,
    /// The return that waits for a supervisor's word.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proposal: Option<Proposal>,
    /// By which ways the applicant wants to be told; absent: nothing chosen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notices: Option<NoticePreferences>,
    /// What the applicant owed and owes, oldest first; the last one counts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fees: Vec<Assessment>,
    /// The open steps that wait for the payment.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub payments: Vec<StepId>,
    /// The objection against the rejection.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub objection: Option<Objection>,
    /// When the applicant's data were destroyed; nothing is done with the case
    /// any more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub erased_at: Option<Instant>,
    /// The visits, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub inspections: Vec<Inspection>,
    /// What applicant and office wrote to each other, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub messages: Vec<Message>,
    /// Who acts or acted for the applicant, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub mandates: Vec<Mandate>,
    /// The steps that other agencies' deployments do or did, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub entrustments: Vec<Entrustment>,
    /// Where the case is the work of another agency's step: whose.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assignment: Option<Assignment>,
    /// The messages to other agencies that are not tried any more, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub stopped: Vec<Stopped>,
}

impl Application {
    /// Where it stands, in one word.
    #[must_use]
    pub fn phase(&self) -> Phase {
        match &self.state {
            State::Submitted | State::InProcess if self.awaits_applicant() => {
                Phase::AwaitingApplicant
            }
            State::Submitted => Phase::Submitted,
            State::InProcess => Phase::InProcess,
            State::Approved { grant: Grant::ByOfficer { .. } | Grant::ByObjection { .. } } => {
                Phase::Approved
            }
            State::Approved { grant: Grant::ByLaw { .. } } => Phase::DeemedApproved,
            State::Rejected { .. } => Phase::Rejected,
            State::Withdrawn { .. } => Phase::Withdrawn,
            State::Issued { .. } => Phase::Issued,
            State::Closed { .. } => Phase::Closed,
        }
    }

    /// Whether nobody has decided yet, neither an officer nor the law nor the
    /// applicant by withdrawing.
    #[must_use]
    pub fn is_undecided(&self) -> bool {
        matches!(self.state, State::Submitted | State::InProcess)
    }

    /// Whether nothing more will happen.
    #[must_use]
    pub fn is_over(&self) -> bool {
        self.run.ended().is_some()
    }

    /// Whether something may still happen by itself, so that a change of the
    /// calendar concerns it.
    #[must_use]
    pub fn is_live(&self) -> bool {
        !self.is_over() || self.pending_objection().is_some()
    }

    /// When the last thing happened that ended it; absent while it is open.
    #[must_use]
    pub fn ended_at(&self) -> Option<Instant> {
        let stated = match &self.state {
            State::Rejected { at, .. }
            | State::Withdrawn { at }
            | State::Issued { at, .. }
            | State::Closed { at, .. } => Some(*at),
            State::Submitted | State::InProcess | State::Approved { .. } => None,
        };
        let last = self.deeds.iter().map(|deed| deed.at).chain(stated).max();
        last.filter(|_| !self.is_live())
    }

    /// The application after its applicant's data were destroyed at `at`.
    #[must_use]
    pub fn erased(self, at: Instant) -> Self {
        Self { erased_at: Some(at), ..self }
    }

    /// Whether the applicant has something to do, the file to mend or a fee to
    /// pay: the clock does not run.
    #[must_use]
    pub fn awaits_applicant(&self) -> bool {
        self.applicant_step().is_some() || self.awaits_payment()
    }

    /// Whether the applicant has a fee to pay before the case can go on.
    #[must_use]
    pub fn awaits_payment(&self) -> bool {
        self.payment_step().is_some() && self.owes_fee()
    }

    /// The first open step at which the applicant hands in the file again.
    pub(crate) fn applicant_step(&self) -> Option<&StepId> {
        let mut open = self.run.open_steps();
        open.find(|step| self.task(step).is_none() && !self.payments.contains(step))
    }

    /// The open steps of officers, in the order in which they were opened.
    pub fn open_tasks(&self) -> impl Iterator<Item = &Task> {
        self.tasks.iter()
    }

    /// The open task of `step`.
    #[must_use]
    pub fn task(&self, step: &StepId) -> Option<&Task> {
        self.tasks.iter().find(|task| task.step == *step)
    }

    /// The persons who may not take `task`: who filed for the applicant, who
    /// declared a conflict of interest, and who did or holds a duty that must
    /// be kept apart from it.
    #[must_use]
    pub fn barred(&self, task: &Task) -> BTreeSet<&PersonId> {
        let separated = self
            .duties_of_persons()
            .filter(|(act, _)| separation::must_be_apart(*act, task.act))
            .map(|(_, person)| person);
        self.assisted_by.iter().chain(&self.conflicted).chain(separated).collect()
    }

    /// Every act that a person did on this case or has on the desk; who is on
    /// the team of a visit inspects.
    pub(crate) fn duties_of_persons(&self) -> impl Iterator<Item = (Act, &PersonId)> {
        let done =
            self.deeds.iter().filter_map(|deed| deed.by.as_ref().map(|person| (deed.act, person)));
        let held = self
            .tasks
            .iter()
            .filter_map(|task| task.taken_by.as_ref().map(|person| (task.act, person)));
        // Who annuls a rejection grants.
        let upheld = self.objection.as_ref().and_then(|objection| match &objection.finding {
            Some(Finding::Upheld { by, .. }) => Some((Act::Approval, by)),
            Some(Finding::Dismissed { .. } | Finding::Lapsed { .. }) | None => None,
        });
        let visited = self.inspectors().map(|person| (Act::Inspection, person));
        done.chain(held).chain(upheld).chain(visited)
    }

    /// The instant by which cases queue: completeness, before that submission.
    #[must_use]
    pub fn queue_order(&self) -> Instant {
        self.accepted_at.unwrap_or(self.submitted_at)
    }

    /// The sealed answers that count.
    #[must_use]
    pub fn form(&self) -> Option<&SealedRef> {
        self.forms.last()
    }

    /// The licence, once issued.
    #[must_use]
    pub fn licence(&self) -> Option<&Licence> {
        match &self.state {
            State::Issued { licence, .. } => Some(licence),
            State::Submitted
            | State::InProcess
            | State::Approved { .. }
            | State::Rejected { .. }
            | State::Withdrawn { .. }
            | State::Closed { .. } => None,
        }
    }

    /// The next instant at which [`Application::decide_time`] has something to
    /// record: of the clock, never while it is paused, or of a fee that is
    /// owed; and never for a provisional date. A mandate ends by its date.
    #[must_use]
    pub fn wakes_at(&self) -> Option<Instant> {
        let clock = self.timer.as_ref().and_then(|timer| timer.wakes_at(&self.fired));
        let others = [self.fee_wakes_at(), self.objection_wakes_at(), self.mandate_wakes_at()];
        others.into_iter().flatten().chain(clock).min()
    }
}
