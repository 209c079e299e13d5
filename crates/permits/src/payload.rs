//! What each event says, and so what the journal keeps.
//!
//! A payload holds what `evolve` needs and nobody could work out without the
//! procedure and the calendar of that day. No personal data, no free text.

use std::collections::BTreeSet;

use calendar::{Deadline, Entry};
use jiff::civil::Date;
use kernel::{AgencyId, Citation, Executor, Instant, PersonId, SealedRef, Unit, UnitId};
use serde::{Deserialize, Serialize};
use sop::{Act, Advance, StepId};

use crate::{
    application::Pin,
    clock::{ClockMove, Timer},
    command::{Defect, Overtake, Purpose, ReleaseReason},
    conduct::{ConflictKind, ReassignReason},
    fee::Assessment,
    file::NewFile,
    inspection::{Letter, Minutes, Observation},
    mandate::{MandateCause, MandateScope},
    reference::PaymentReference,
    state::Licence,
    submission::Submission,
};

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

/// An officer declared a conflict of interest: the task, if taken, went back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConflictDeclared {
    /// The step that the officer would have done.
    pub step: StepId,
    /// From where the conflict comes.
    pub kind: ConflictKind,
    /// The unit whose superior is told.
    pub unit: Unit,
    /// In the officer's words.
    pub note: SealedRef,
}

/// A registered number of an officer is the applicant's. Which, nobody is told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConflictMatched {
    /// The officer.
    pub person: PersonId,
    /// The unit whose superior is told.
    pub unit: Unit,
}

/// A supervisor gave a taken task to another officer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reassigned {
    /// The step.
    pub step: StepId,
    /// Who has it now; to declare before acting.
    pub to: PersonId,
    /// Why.
    pub reason: ReassignReason,
    /// In words.
    pub note: SealedRef,
}

/// The applicant objected to the rejection.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ObjectionFiled {
    /// On what grounds.
    pub grounds: SealedRef,
    /// The version of the rule on its times.
    pub rule: u32,
    /// Until when it has to be decided.
    pub due: Deadline,
    /// When the superiors are warned.
    pub warn_at: Instant,
}

/// The calendar was amended and the objection's date moved, only ever later.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ObjectionMoved {
    /// The date that counts.
    pub due: Deadline,
    /// When the superiors are warned.
    pub warn_at: Instant,
}

/// The end of the objection's time is near.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ObjectionWarned {
    /// The lawful instant.
    pub effective_at: Instant,
}

/// The rejection was annulled.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ObjectionUpheld {
    /// Why.
    pub reason: SealedRef,
    /// The jump to the issuance, which is now mandatory.
    pub passage: Passage,
}

/// The rejection stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ObjectionDismissed {
    /// Why.
    pub reason: SealedRef,
}

/// Nobody decided on the objection in time: it counts as granted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ObjectionLapsed {
    /// The lawful instant: the end of the time.
    pub effective_at: Instant,
    /// The rule.
    pub basis: Citation,
    /// The jump to the issuance, which is now mandatory.
    pub passage: Passage,
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

/// An officer set what the applicant owes (SKRD).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FeeAssessed {
    /// The assessment, line by line, as it stands at first.
    pub assessment: Assessment,
    /// What it does to the clock: it pauses only when the payment is awaited.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clock: Option<ClockMove>,
}

/// An officer took the assessment back before it was paid.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FeeCancelled {
    /// The assessment.
    pub reference: PaymentReference,
    /// Why.
    pub reason: SealedRef,
    /// What it does to the clock: nothing is owed, so the agency has the file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clock: Option<ClockMove>,
}

/// The payment system reported the whole amount.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FeePaid {
    /// The assessment.
    pub reference: PaymentReference,
    /// The payment system's own id of the payment.
    pub transaction: String,
    /// How much came in.
    pub rupiah: i64,
    /// When it came in.
    pub paid_at: Instant,
    /// The step that is done by it; absent when it was paid before the
    /// procedure came there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub step: Option<StepId>,
    /// How far it went.
    pub passage: Passage,
}

/// The procedure came to a payment that was made already.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PaymentPassed {
    /// The step that is done.
    pub step: StepId,
    /// How far it went.
    pub passage: Passage,
}

/// The due date is near.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FeeReminded {
    /// The assessment.
    pub reference: PaymentReference,
    /// The lawful instant.
    pub effective_at: Instant,
}

/// The due date passed unpaid.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FeeLapsed {
    /// The assessment.
    pub reference: PaymentReference,
    /// The lawful instant: the end of the due date.
    pub effective_at: Instant,
    /// What it does to the clock: nothing is owed, so the agency has the file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clock: Option<ClockMove>,
}

/// The calendar was amended and the due date moved, only ever to a later day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FeeDueMoved {
    /// The assessment.
    pub reference: PaymentReference,
    /// The due date that counts.
    pub due: Deadline,
    /// The reminder that counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remind_at: Option<Instant>,
}

/// An officer closed the case, because the fee was not paid in time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClosedUnpaid {
    /// Why.
    pub reason: SealedRef,
    /// The end of the procedure.
    pub passage: Passage,
}

/// A superior ordered a visit by a letter of assignment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InspectionOrdered {
    /// For which step.
    pub step: StepId,
    /// When it is to be.
    pub visit_at: Instant,
    /// Where.
    pub place: SealedRef,
    /// The letter.
    pub letter: Letter,
    /// Who goes.
    pub team: Vec<PersonId>,
}

/// The visit is to be at another time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InspectionRescheduled {
    /// For which step.
    pub step: StepId,
    /// When it is to be.
    pub visit_at: Instant,
    /// Why.
    pub reason: SealedRef,
}

/// The visit was called off.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InspectionCancelled {
    /// For which step.
    pub step: StepId,
    /// Why.
    pub reason: SealedRef,
}

/// One of the team wrote down what was found; earlier signatures are void.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FindingsRecorded {
    /// For which step.
    pub step: StepId,
    /// What was found; each replaces what was found of the same item before.
    pub findings: Vec<Observation>,
}

/// One of the team wrote the minutes; earlier signatures are void.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MinutesWritten {
    /// For which step.
    pub step: StepId,
    /// The minutes.
    pub minutes: Minutes,
}

/// One of the team signed the minutes; with the last signature they lock.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MinutesSigned {
    /// For which step.
    pub step: StepId,
}

/// Applicant or office wrote to the other.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MessagePosted {
    /// What it says.
    pub text: SealedRef,
    /// The requirement of which it speaks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub requirement: Option<String>,
    /// As which office; absent where the applicant wrote.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub executor: Option<Executor>,
}

/// The applicant let somebody act.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MandateGiven {
    /// Its place in the record, from 1 on.
    pub number: u32,
    /// Who the agent is.
    pub agent: SealedRef,
    /// Keyed digest of the agent's own secret.
    pub secret_digest: String,
    /// For what.
    pub scope: BTreeSet<MandateScope>,
    /// The last day on which it holds.
    pub until: Date,
    /// The end of that day.
    pub ends_at: Instant,
}

/// Nobody acts by this mandate any more.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MandateEnded {
    /// Which.
    pub number: u32,
    /// Why.
    pub cause: MandateCause,
    /// The lawful instant.
    pub effective_at: Instant,
}
