//! What people may ask for. Free text never comes along: it is sealed before,
//! and the command holds a reference and a commitment.

use access::Officer;
use kernel::{Instant, SealedRef, Slug};
use serde::{Deserialize, Serialize};
use sop::StepId;
use standards::Quantity;

use crate::charging::Payment;
use crate::inspecting::Order;
use crate::inspection::{Minutes, Observation};

use crate::conduct::{Declaration, ReassignReason};
use crate::exchange::{CallBackAnswer, DispatchKind, Leaf, Returning};
use crate::file::NewFile;
use crate::mandate::NewMandate;
use crate::notices::{NoticeChannel, NoticePreferences};

/// One thing that is missing or wrong in an application, tied to the
/// requirement that asks for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Defect {
    /// The requirement's id in the service's list.
    pub requirement: String,
    /// What exactly is wrong, in words for the applicant.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<SealedRef>,
}

/// Why an officer picks a case before an older one. A closed list, so that
/// reports can compare officers; the words go into the note.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OvertakeReason {
    /// The agency has published that such cases go first.
    PublishedPriority,
    /// The applicant belongs to a vulnerable group (UU 25/2009 Ps 29).
    VulnerableApplicant,
    /// The lawful time is about to run out.
    DeadlineNear,
    /// Older cases wait for something outside the office, as a site visit.
    OlderCasesBlocked,
    /// The officer has a conflict of interest in the older case.
    ConflictInOlderCase,
    /// None of these: the note is mandatory.
    Other,
}

/// A pick out of order, with its reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Overtake {
    /// Why.
    pub reason: OvertakeReason,
    /// In words; mandatory for [`OvertakeReason::Other`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<SealedRef>,
}

/// Why a taken task goes back to the inbox.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReleaseReason {
    /// The officer is away or ill.
    Absence,
    /// The officer has other work that must go first.
    Workload,
    /// The task was taken by mistake.
    Mistake,
    /// The officer has a conflict of interest and may not act on this case any
    /// more (UU 30/2014 Ps 42).
    ConflictOfInterest,
}

/// Why an officer opens the sealed answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// To see whether the application is complete.
    CompletenessCheck,
    /// To verify what the applicant states.
    Verification,
    /// To prepare or report a visit.
    Inspection,
    /// To assess or recommend.
    Assessment,
    /// To decide.
    Decision,
    /// To draft, sign or issue the document.
    Issuance,
    /// To hand the document over.
    Delivery,
}

/// What an officer or an applicant asks to be done with an application.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// Declares the application complete: the lawful clock starts.
    Accept {
        /// A taken step whose one outcome has the effect `complete`.
        step: StepId,
    },
    /// Returns it to the applicant with everything that is wrong at once.
    Return {
        /// A taken step whose one outcome has the effect `return`.
        step: StepId,
        /// At least one, each naming a listed requirement.
        defects: Vec<Defect>,
    },
    /// A supervisor's word on a proposed second return.
    EndorseReturn {
        /// Whether the return takes effect.
        approve: bool,
        /// Why.
        reason: SealedRef,
    },
    /// The applicant hands in again what was returned.
    Resubmit {
        /// The new sealed answers.
        form: SealedRef,
        /// The requirements now handed in.
        requirements_given: Vec<String>,
    },
    /// The applicant gives up the application.
    Withdraw {
        /// Why, if the applicant says so.
        reason: Option<SealedRef>,
    },
    /// An officer takes a task out of the inbox.
    Take {
        /// The step.
        step: StepId,
        /// Why an older case waits; needed unless `is_oldest`.
        overtake: Option<Overtake>,
        /// Whether no older case waits in this officer's inbox.
        is_oldest: bool,
        /// What the officer declares of conflicts of interest.
        declaration: Declaration,
    },
    /// A supervisor gives a taken task to a named officer.
    Reassign {
        /// The step.
        step: StepId,
        /// To whom, with the duties of this instant.
        to: Box<Officer>,
        /// Whether a registered number of that officer is the applicant's.
        to_is_related: bool,
        /// Why.
        reason: ReassignReason,
        /// In words.
        note: SealedRef,
    },
    /// The task goes back to the inbox.
    Release {
        /// The step.
        step: StepId,
        /// Why.
        reason: ReleaseReason,
    },
    /// The officer who took the step has done it.
    Complete {
        /// The step.
        step: StepId,
        /// The outcome, for a decision.
        outcome: Option<String>,
        /// Why; mandatory for a decision.
        reason: Option<SealedRef>,
    },
    /// Grants the application.
    Approve {
        /// A taken step whose one outcome has the effect `approve`.
        step: StepId,
        /// Why.
        reason: SealedRef,
    },
    /// Refuses the application.
    Reject {
        /// A taken step whose one outcome has the effect `reject`.
        step: StepId,
        /// On what ground; shown to the applicant.
        ground: SealedRef,
    },
    /// Issues the licence under the next number.
    Issue {
        /// A taken step with the act `issuance`.
        step: StepId,
    },
    /// Adds a file whose content is complete and kept.
    Attach {
        /// The file.
        file: Box<NewFile>,
    },
    /// Opens a file: recorded before it is shown.
    ReadFile {
        /// The file's id.
        file: String,
        /// What for.
        purpose: Purpose,
    },
    /// The applicant objects to the rejection.
    FileObjection {
        /// On what grounds.
        grounds: SealedRef,
    },
    /// The head or a superior decides on the objection.
    DecideObjection {
        /// Whether the rejection is annulled.
        uphold: bool,
        /// Why; shown to the applicant.
        reason: SealedRef,
    },
    /// Opens the sealed answers: recorded before they are shown.
    ReadForm {
        /// What for.
        purpose: Purpose,
    },
    /// The applicant chooses by which ways to be told.
    SetNoticePreferences {
        /// What holds from now on.
        preferences: NoticePreferences,
    },
    /// An administrator puts a dead notice back into the queue.
    ResendNotice {
        /// The journal index of the event that it tells of.
        index: u64,
        /// By which way.
        channel: NoticeChannel,
    },
    /// Sets what the applicant owes, from quantities of the tariff's lines.
    AssessFee {
        /// A step that sets the fee, on the officer's desk; or done before, while
        /// the payment is awaited and nothing is owed.
        step: StepId,
        /// How much of each line; none for a fee that is the same for everybody.
        quantities: Vec<(Slug, Quantity)>,
    },
    /// Takes back what is owed and not yet paid.
    CancelFee {
        /// As for the assessment.
        step: StepId,
        /// Why.
        reason: SealedRef,
    },
    /// Closes the case, because its fee lapsed unpaid.
    CloseUnpaid {
        /// As for the assessment.
        step: StepId,
        /// Why.
        reason: SealedRef,
    },
    /// The payment system's word that the fee was paid.
    Pay(Payment),
    /// A superior orders a visit.
    OrderInspection(Box<Order>),
    /// A superior moves a visit.
    RescheduleInspection {
        /// The open step.
        step: StepId,
        /// When to visit.
        visit_at: Instant,
        /// Why.
        reason: SealedRef,
    },
    /// A superior calls a visit off.
    CancelInspection {
        /// The open step.
        step: StepId,
        /// Why.
        reason: SealedRef,
    },
    /// One of the team writes down what was found.
    RecordFindings {
        /// The open step.
        step: StepId,
        /// What was found, item by item.
        findings: Vec<Observation>,
    },
    /// One of the team writes the minutes.
    WriteMinutes {
        /// The open step.
        step: StepId,
        /// The minutes.
        minutes: Minutes,
    },
    /// The applicant lets somebody act.
    GiveMandate(Box<NewMandate>),
    /// The applicant takes a mandate back, or the agent lays it down.
    EndMandate {
        /// Its number.
        number: u32,
    },
    /// Writes to the other side.
    PostMessage {
        /// What it says.
        text: SealedRef,
        /// The listed requirement of which it speaks.
        requirement: Option<String>,
    },
    /// Another agency's own deployment shall do the step.
    Entrust {
        /// The hand-over's new id.
        id: String,
        /// The step, which waits.
        step: StepId,
    },
    /// The other agency has said that it took the step.
    NoteReceived {
        /// The hand-over's id.
        id: String,
        /// Where it wrote that down.
        leaf: Leaf,
    },
    /// The other agency answers.
    TakeResult(Box<Returning>),
    /// The other agency has said that it took our answer.
    NoteDelivered {
        /// Where it wrote that down.
        leaf: Leaf,
    },
    /// The agency that has the step begins to fetch a document, or goes on.
    FetchDocument {
        /// The hand-over's id.
        id: String,
        /// The file.
        file: String,
    },
    /// The agency that has the step says that it keeps the document.
    ConfirmDocument {
        /// The hand-over's id.
        id: String,
        /// The file.
        file: String,
        /// Where it wrote that down.
        leaf: Leaf,
    },
    /// A document of another agency's step is here, whole.
    ReceiveDocument {
        /// The file that it is here.
        file: String,
        /// Where the other side wrote down that it was fetched.
        leaf: Leaf,
    },
    /// The other side has taken note that the document is here.
    NoteConfirmed {
        /// The file here.
        file: String,
        /// Where it wrote that down.
        leaf: Leaf,
    },
    /// The agency of the case does not need the step any more.
    CallBack {
        /// Where it wrote down why.
        leaf: Leaf,
    },
    /// The other agency has heard that the step is not needed any more.
    NoteCalledBack {
        /// The hand-over's id.
        id: String,
        /// How it took that.
        answer: CallBackAnswer,
    },
    /// A message is not tried any more.
    NoteStopped {
        /// What it tells.
        kind: DispatchKind,
        /// The hand-over's id; of a document the id of the file here.
        id: String,
        /// The reason of the other side, a word of the contract's catalogue.
        fault: String,
    },
    /// An administrator has a stopped message told again.
    ResendDispatch {
        /// What it tells.
        kind: DispatchKind,
        /// The hand-over's id; of a document the id of the file here.
        id: String,
    },
    /// One of the team signs the minutes.
    SignMinutes {
        /// The open step.
        step: StepId,
    },
}
