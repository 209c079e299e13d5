//! What each event says, and so what the journal keeps.
//!
//! A payload holds what `evolve` needs and nobody could work out without the
//! procedure and the calendar of that day. No personal data, no free text.

mod conduct;
mod fees;
mod inspections;
mod objections;
mod people;

use calendar::Entry;
use kernel::{AgencyId, Citation, Executor, Instant, PersonId, SealedRef, Unit, UnitId};
use serde::{Deserialize, Serialize};
use sop::{Act, Advance, StepId};

use crate::{
    application::Pin,
    clock::{ClockMove, Timer},
    command::{Defect, Overtake, Purpose, ReleaseReason},
    file::NewFile,
    state::Licence,
    submission::Submission,
};

pub use self::conduct::{ConflictDeclared, ConflictMatched, Reassigned};
pub use self::fees::{
    ClosedUnpaid, FeeAssessed, FeeCancelled, FeeDueMoved, FeeLapsed, FeePaid, FeeReminded,
    PaymentPassed,
};
pub use self::inspections::{
    FindingsRecorded, InspectionCancelled, InspectionOrdered, InspectionRescheduled, MinutesSigned,
    MinutesWritten,
};
pub use self::objections::{
    ObjectionDismissed, ObjectionFiled, ObjectionLapsed, ObjectionMoved, ObjectionUpheld,
    ObjectionWarned,
};
pub use self::people::{MandateEnded, MandateGiven, MessagePosted};

/// An officer's step that was opened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewTask {
    /// The step.
    pub step: StepId,
    /// Who may do it.
    pub executor: Executor,
    /// Which duty it is.
    pub act: Act,
}

/// How far an event brought the case: in the procedure, between the units of
/// an agency, and on the clock.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Passage {
    /// The move in the procedure.
    pub advance: Advance,
    /// The officers' steps among those opened.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tasks: Vec<NewTask>,
    /// The steps among those opened that wait for the payment.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub payments: Vec<StepId>,
    /// What it does to the clock.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clock: Option<ClockMove>,
    /// Where the case goes within the agency that holds it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<UnitMove>,
}

/// The case went to another unit of the same agency.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UnitMove {
    /// The unit that holds it now.
    pub to: UnitId,
    /// The line in the clock's ledger, where the clock runs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entry: Option<Entry>,
}

/// The application was filed and a receipt given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Submitted {
    /// What was filed.
    pub submission: Submission,
    /// The agency that answers for the service.
    pub agency: AgencyId,
    /// The standard on which the case runs to its end.
    pub service: Pin,
    /// The procedure on which the case runs to its end.
    pub sop: Pin,
    /// Who holds the case first.
    pub holder: Unit,
    /// The procedure's beginning. The clock is in it only where the procedure
    /// has no completeness check, so that filing is completeness.
    pub passage: Passage,
}

/// The application was declared complete: the lawful clock starts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Accepted {
    /// The step that found it.
    pub step: StepId,
    /// Why, where the officer gave a reason.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<SealedRef>,
    /// How far it went.
    pub passage: Passage,
}

/// A second return names something new: a supervisor has to endorse it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReturnProposed {
    /// The step from which it was proposed.
    pub step: StepId,
    /// Everything that is wrong.
    pub defects: Vec<Defect>,
}

/// The supervisor refused the proposed return; the task stays on the desk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReturnDeclined {
    /// Why.
    pub reason: SealedRef,
}

/// The application went back to the applicant; a running clock pauses.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Returned {
    /// The step from which it was returned.
    pub step: StepId,
    /// Who found the defects, where the actor is the supervisor who endorsed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proposed_by: Option<PersonId>,
    /// Why the supervisor endorsed it, where one had to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub endorsement: Option<SealedRef>,
    /// Everything that is wrong, at once.
    pub defects: Vec<Defect>,
    /// How far it went.
    pub passage: Passage,
}

/// The applicant handed in again; a paused clock resumes where it stood.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Resubmitted {
    /// The applicant's step that is done.
    pub step: StepId,
    /// The new sealed answers.
    pub form: SealedRef,
    /// The requirements now handed in.
    pub requirements_given: Vec<String>,
    /// How far it went.
    pub passage: Passage,
}

/// The applicant gave up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Withdrawn {
    /// Why, if the applicant said so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<SealedRef>,
    /// The end of the procedure.
    pub passage: Passage,
}

/// An officer took a task.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Taken {
    /// The step.
    pub step: StepId,
    /// Why an older case waits, where one does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub overtake: Option<Overtake>,
    /// Whether the officer declared to have no conflict of interest; not asked
    /// of tasks taken before there was the question.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub declared: bool,
}

/// A task went back to the inbox.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Released {
    /// The step.
    pub step: StepId,
    /// Why.
    pub reason: ReleaseReason,
}

/// An officer opened the sealed answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FormRead {
    /// What for.
    pub purpose: Purpose,
}

/// A file was added to the case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FileAttached {
    /// The file.
    pub file: NewFile,
}

/// An officer opened a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FileRead {
    /// The file's id.
    pub file: String,
    /// What for.
    pub purpose: Purpose,
}

/// An officer did a step that decides nothing in law.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StepCompleted {
    /// The step.
    pub step: StepId,
    /// Why this outcome, for a decision.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<SealedRef>,
    /// How far it went; the outcome stands in it.
    pub passage: Passage,
}

/// The application was granted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Approved {
    /// The step that decided.
    pub step: StepId,
    /// Why.
    pub reason: SealedRef,
    /// How far it went.
    pub passage: Passage,
}

/// The application was refused; the clock stops.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rejected {
    /// The step that decided.
    pub step: StepId,
    /// On what ground.
    pub ground: SealedRef,
    /// How far it went.
    pub passage: Passage,
}

/// The licence was issued; the clock stops.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Issued {
    /// The step that issued.
    pub step: StepId,
    /// The licence.
    pub licence: Licence,
    /// How far it went.
    pub passage: Passage,
}

/// The case went to another agency.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HandedOver {
    /// Who held it.
    pub from: Unit,
    /// Who holds it now.
    pub to: Unit,
    /// The step for which it goes there.
    pub step: StepId,
    /// The line in the clock's ledger, where the clock runs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entry: Option<Entry>,
}

/// The case came back to the agency that answers for the service.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HandedBack {
    /// Who held it.
    pub from: Unit,
    /// Who holds it now.
    pub to: Unit,
    /// The step for which it came back.
    pub step: StepId,
    /// The line in the clock's ledger, where the clock runs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entry: Option<Entry>,
}

/// The calendar was amended and the deadline moved, only ever to a later date.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CalendarAmended {
    /// The line in the clock's ledger, with the date before and the date that
    /// counts.
    pub entry: Entry,
    /// The deadline that counts.
    pub timer: Timer,
}

/// The deadline is near.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DeadlineWarned {
    /// The lawful instant.
    pub effective_at: Instant,
}

/// The deadline passed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DeadlineBreached {
    /// The lawful instant: the end of the deadline.
    pub effective_at: Instant,
}

/// The law granted the application, because nobody decided in time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DeemedApproved {
    /// The lawful instant: the end of the deadline.
    pub effective_at: Instant,
    /// The rule.
    pub basis: Citation,
    /// The jump to the issuance, which is now mandatory.
    pub passage: Passage,
}

/// The case was put before the supervisors, because the deadline passed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Escalated {
    /// The lawful instant: the end of the deadline.
    pub effective_at: Instant,
    /// The rule.
    pub basis: Citation,
}
