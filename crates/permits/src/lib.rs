//! Applications (permohonan) for permit and non-permit services.
//!
//! An application is decided on by [`Application::decide`], which judges and
//! changes nothing, and changed by [`Application::evolve`], which judges
//! nothing and is total. It runs on the versions of procedure and standard
//! with which it began. Lateness is never a state: it follows from the ledger.
//!
//! Architecture invariant: pure. No I/O, no clock, no randomness; the instant,
//! ids, numbers and calendars are arguments. No personal data and no free text
//! enter an event: they are sealed before, and the event refers to them.

mod application;
mod charging;
mod clock;
mod command;
mod conduct;
mod context;
mod decide;
mod event;
mod evolve;
mod exchange;
mod fee;
mod file;
mod inspecting;
mod inspection;
pub mod licence;
mod mandate;
mod message;
mod notices;
mod objection;
mod outcomes;
mod passage;
mod payload;
mod progress;
mod purpose;
mod reference;
mod refusal;
mod returns;
mod separation;
mod state;
mod submission;
mod summary;
mod tasks;
mod time;
mod upcast;

pub use access::Acting;
pub use application::{Application, Deed, Fired, Pin, Proposal, ReturnMade, Task};
pub use charging::Payment;
pub use clock::{ClockMove, Timer};
pub use command::{Command, Defect, Overtake, OvertakeReason, Purpose, ReleaseReason};
pub use conduct::{Conflict, ConflictKind, Declaration, ReassignReason};
pub use context::Context;
pub use event::{Event, Unreadable};
pub use exchange::{
    AssignedDocument, Assignment, CallBackAnswer, CallBackAnswered, CalledBack, DispatchKind,
    DispatchResent, DispatchStopped, DocumentConfirmed, DocumentDelivered, DocumentFetched,
    DocumentGrant, DocumentReceived, Entrusted, Entrustment, EntrustmentReceived, Fetch,
    GRANT_SECONDS, Leaf, MOST_ENTRUSTMENTS, PartnerResult, ResultDelivered, ResultReceived,
    Returning, Stopped,
};
pub use fee::{Assessment, FeeStanding};
pub use file::{CaseFile, FileFor, MOST_FILES, NewFile};
pub use inspecting::{LARGEST_TEAM, Order};
pub use inspection::{FindingAnswer, Inspection, Letter, Minutes, MinutesSignature, Observation};
pub use kernel::{District, DistrictError, Media, ReceiptError, ReceiptNumber, SizeClass, Unit};
pub use mandate::{
    LONGEST_MANDATE_DAYS, MOST_MANDATES, Mandate, MandateCause, MandateEnd, MandateScope,
    NewMandate,
};
pub use message::{MOST_MESSAGES, MOST_MESSAGES_A_DAY, Message, Writer};
pub use notices::{
    NoticeChannel, NoticeLanguage, NoticePreferences, NoticePreferencesSet, NoticeResent,
};
pub use objection::{Finding, OBJECTION_RULES, Objection, ObjectionRule, may_decide_objections};
pub use payload::{
    Accepted, Approved, CalendarAmended, ClosedUnpaid, ConflictDeclared, ConflictMatched,
    DeadlineBreached, DeadlineWarned, DeemedApproved, Escalated, FeeAssessed, FeeCancelled,
    FeeDueMoved, FeeLapsed, FeePaid, FeeReminded, FileAttached, FileRead, FindingsRecorded,
    FormRead, HandedBack, HandedOver, InspectionCancelled, InspectionOrdered,
    InspectionRescheduled, Issued, MandateEnded, MandateGiven, MessagePosted, MinutesSigned,
    MinutesWritten, NewTask, ObjectionDismissed, ObjectionFiled, ObjectionLapsed, ObjectionMoved,
    ObjectionUpheld, ObjectionWarned, Passage, PaymentPassed, Reassigned, Rejected, Released,
    Resubmitted, ReturnDeclined, ReturnProposed, Returned, StepCompleted, Submitted, Taken,
    UnitMove, Withdrawn,
};
pub use progress::{ApplicantAct, Progress, RequirementLine, Stage, StageState};
pub use purpose::Opened;
pub use reference::{PaymentReference, ReferenceError};
pub use refusal::Refusal;
pub use separation::{SEPARATED, must_be_apart};
pub use state::{Grant, Licence, Phase, State};
pub use submission::{Channel, Submission};
pub use summary::Summary;
