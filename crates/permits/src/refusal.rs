//! The rules by which permits says no, each with a stable reason.

use sop::{Act, Effect};

/// Why a command was refused. Each variant is a rule that an officer or an
/// applicant can name; nothing was changed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The caller is no officer.
    #[error("only an officer may do this")]
    OfficerOnly,
    /// The caller is not the applicant.
    #[error("only the applicant may do this")]
    ApplicantOnly,
    /// The officer does not administer the agency.
    #[error("only an administrator of the agency may do this")]
    AdministratorOnly,
    /// The officer does not hold the step's executor duty now.
    #[error("the step belongs to another duty")]
    DutyMissing,
    /// The officer does not supervise the unit of the step.
    #[error("only a supervisor of the unit may do this")]
    SupervisorOnly,
    /// Another agency's own deployment does the step; wait for its answer.
    #[error("the step is with another agency")]
    TaskEntrusted,
    /// Only the agency that was asked answers, and the deployment itself notes it.
    #[error("only the agency that was asked may do this")]
    PartnerOnly,
    /// The step belongs to the agency of the case, or ends in something that only
    /// the case itself can have: minutes, a fee, a licence.
    #[error("the step is not one that is handed over")]
    NotToHandOver,
    /// Nothing was handed over under this id to the agency that says so.
    #[error("nothing was handed over under this id")]
    HandOverUnknown,
    /// Another answer has come before.
    #[error("the step was answered otherwise before")]
    ResultDiffers,
    /// The hand-over to the agency that asks does not take this document along, or it
    /// was never fetched.
    #[error("the document was not granted with this hand-over")]
    DocumentNotGranted,
    /// The document's time is over, or the step is.
    #[error("the document may not be fetched any more")]
    GrantEnded,
    /// The other agency has said before that it keeps the document.
    #[error("the document was fetched before")]
    GrantSpent,
    /// What is on its way is not told again.
    #[error("the message has not stopped")]
    DispatchNotStopped,
    /// Take another task, or wait until it is released.
    #[error("the task is already taken")]
    TaskTaken,
    /// Take the task first.
    #[error("the task has to be taken first")]
    TaskNotTaken,
    /// Somebody else has the task on the desk.
    #[error("another officer took the task")]
    TaskOfAnother,
    /// Take a task of this case first.
    #[error("the answers open only to an officer who holds a task of the case")]
    NoTaskHeld,
    /// Four eyes: the person did or holds a duty that must be kept apart.
    #[error("who did {} may not do {} on the same case", done.word(), wanted.word())]
    DutiesSeparated {
        /// What the person did, or holds.
        done: Act,
        /// What the person wants to do.
        wanted: Act,
    },
    /// Who filed for the applicant may not act on the case.
    #[error("who filed the application for the applicant may not act on it")]
    AssistedApplicant,
    /// The person declared a conflict of interest in this case.
    #[error("who declared a conflict of interest may not act on the case")]
    ConflictOfInterest,
    /// Take the task first, with the declaration.
    #[error("the officer has to declare to have no conflict of interest first")]
    DeclarationRequired,
    /// Read the procedure and acknowledge it, then take the task.
    #[error("the officer has not acknowledged this version of the procedure")]
    SopNotAcknowledged,
    /// The purpose opens what the task at hand does not need.
    #[error("the task at hand does not serve this purpose")]
    PurposeUnfit,
    /// A supervisor gives tasks to others.
    #[error("a supervisor may not reassign a task to himself")]
    ReassignedToSelf,
    /// Name another officer.
    #[error("the officer named may not take the task: {why}")]
    OfficerUnsuitable {
        /// The rule that would refuse that officer.
        why: Box<Refusal>,
    },
    /// Only a rejection is objected to.
    #[error("the application was not rejected")]
    NothingToObjectTo,
    /// The time to object has passed.
    #[error("the time to object has passed")]
    ObjectionTooLate,
    /// An objection is made once.
    #[error("an objection was already filed")]
    ObjectionAlreadyFiled,
    /// There is no objection to decide on.
    #[error("no objection waits for a decision")]
    NoObjectionPending,
    /// The head or a superior of the agency decides.
    #[error("only the head or a superior of the agency may do this")]
    ObjectionDeciderOnly,
    /// Another person has to decide.
    #[error("who took part in the case may not decide on the objection")]
    ObjectionToOwnDecision,
    /// Name the reason for which an older case waits.
    #[error("an older case waits: picking out of order needs a reason")]
    OvertakeReasonRequired,
    /// The reason `other` needs words.
    #[error("the reason 'other' needs a note")]
    OvertakeNoteRequired,
    /// A decision needs a reason.
    #[error("a decision needs a reason")]
    ReasonRequired,
    /// A return names its defects; use the command for returns.
    #[error("a return must name at least one defect")]
    DefectsRequired,
    /// Only what the service's published list names may be asked for.
    #[error("the service's list has no requirement {requirement}")]
    RequirementNotListed {
        /// As the caller wrote it.
        requirement: String,
    },
    /// One requirement, one defect: join the notes.
    #[error("requirement {requirement} is named twice")]
    RequirementRepeated {
        /// As the caller wrote it.
        requirement: String,
    },
    /// Wait a day, or talk it over at the counter.
    #[error("as many messages as a day and a case take were posted")]
    TooManyMessages,
    /// Ask the applicant for a new mandate.
    #[error("the mandate does not hold any more")]
    MandateEnded,
    /// Ask the applicant to do it, or for a wider mandate.
    #[error("the mandate is not for this")]
    MandateTooNarrow,
    /// End the other one first.
    #[error("somebody else acts for the applicant already")]
    MandateGivenAlready,
    /// Let the applicant act.
    #[error("the case has as many mandates as it takes")]
    TooManyMandates,
    /// Give a day from today on, within a year.
    #[error("a mandate ends today at the earliest and in a year at the latest")]
    MandateDateImpossible,
    /// A supervisor has to speak first.
    #[error("a proposed return waits for a supervisor's word")]
    ReturnAwaitsEndorsement,
    /// There is nothing to endorse.
    #[error("no return was proposed")]
    NoReturnProposed,
    /// Another person has to endorse.
    #[error("who proposed a return may not endorse it")]
    EndorsedBySelf,
    /// Nothing waits for the applicant.
    #[error("the application was not returned to the applicant")]
    NotReturned,
    /// The applicant has it: wait until it is handed in again.
    #[error("the application is with the applicant")]
    AwaitingApplicant,
    /// The step is the applicant's own.
    #[error("the step is the applicant's")]
    ApplicantStep,
    /// Completeness comes before any decision.
    #[error("the application has not been declared complete")]
    NotAccepted,
    /// Approval comes before the licence.
    #[error("the application has not been approved")]
    NotApproved,
    /// A decision is final.
    #[error("the application is already decided")]
    AlreadyDecided,
    /// The lawful time passed: the law has granted it.
    #[error("the lawful time has passed and the application is deemed approved")]
    AlreadyDeemedApproved,
    /// One case, one licence.
    #[error("the licence is already issued")]
    AlreadyIssued,
    /// The step issues the licence; use the command for that.
    #[error("the step issues the licence and is done by issuing it")]
    IssueRequired,
    /// The step is not the one that issues.
    #[error("the step does not issue the licence")]
    NotAnIssuance,
    /// No outcome of the step means this.
    #[error("no outcome of the step has the effect {}", effect.word())]
    EffectMissing {
        /// The effect sought.
        effect: Effect,
    },
    /// Several outcomes of the step mean this: complete it with one of them.
    #[error("several outcomes of the step have the effect {}", effect.word())]
    EffectAmbiguous {
        /// The effect sought.
        effect: Effect,
    },
    /// The case is complete; wait until it is returned.
    #[error("files are taken until the application is complete and while it is with the applicant")]
    FilesClosed,
    /// The case holds as many files as it can.
    #[error("the case holds as many files as it can")]
    TooManyFiles,
    /// The former file is unknown, for something else, or replaced already.
    #[error("only a file that counts and is for the same can be replaced")]
    NotReplaceable,
    /// The file is in the case already.
    #[error("the file is in the case already")]
    AlreadyAttached,
    /// The case has no such file.
    #[error("the case has no such file")]
    FileNotFound,
    /// The procedure or standard given is not the one that the case runs on.
    #[error("the case runs on another version of the procedure or the standard")]
    VersionMismatch,
    /// The applicant's data were destroyed after their time.
    #[error("the applicant's data were erased")]
    DataErased,
    /// The procedure does not begin with work for an officer.
    #[error("the procedure does not begin with work for an officer")]
    ProcedureUnfit,
    /// The step does not set the fee.
    #[error("the step does not set the fee")]
    NotAnAssessment,
    /// Set the fee first.
    #[error("no fee has been assessed")]
    FeeNotAssessed,
    /// Cancel the assessment first.
    #[error("the fee is already assessed")]
    FeeAssessed,
    /// Paid is paid.
    #[error("the fee is already paid")]
    FeePaid,
    /// The assessment was taken back; it is not owed any more.
    #[error("the assessment was cancelled")]
    FeeCancelled,
    /// The due date has passed; the agency has to assess anew.
    #[error("the assessment lapsed unpaid")]
    FeeLapsed,
    /// Only a case whose fee lapsed while it waited for the payment is closed.
    #[error("no fee has lapsed unpaid")]
    FeeNotLapsed,
    /// The applicant has to pay; handing in again does not help.
    #[error("the payment is awaited, not the file")]
    PaymentAwaited,
    /// Money is reported by the payment system, never by an officer.
    #[error("only the payment system may report a payment")]
    PaymentSystemOnly,
    /// No assessment has this reference.
    #[error("no assessment has this payment reference")]
    ReferenceUnknown,
    /// Neither less nor more than what is owed.
    #[error("the amount is not the one that is owed, {owed_rupiah} rupiah")]
    AmountDiffers {
        /// What is owed.
        owed_rupiah: i64,
    },
    /// Not before the assessment, and not in the future.
    #[error("the instant of payment lies before the assessment or in the future")]
    PaidAtImpossible,
    /// Choose the step that is an inspection with minutes.
    #[error("the step is no inspection with minutes")]
    NotAnInspection,
    /// Move it or call it off.
    #[error("a visit is already ordered")]
    InspectionOrdered,
    /// A superior has to order one.
    #[error("no visit is ordered")]
    InspectionMissing,
    /// Name a later time.
    #[error("a visit cannot be ordered for the past")]
    VisitInThePast,
    /// Nothing is found before the visit.
    #[error("the time of the visit has not come")]
    VisitNotMade,
    /// What was found is not moved; call the visit off instead.
    #[error("the visit was made already")]
    VisitMade,
    /// Name two persons.
    #[error("a team is at least two different persons")]
    TeamTooSmall,
    /// Everybody on a team is enrolled and has a duty on cases.
    #[error("a person on the team is not in service")]
    MemberNotEnrolled,
    /// Who did not go cannot tell.
    #[error("only the team of the visit may do this")]
    InspectorNotOnTeam,
    /// Write them first.
    #[error("no minutes are written")]
    MinutesMissing,
    /// What all have signed stays.
    #[error("the minutes are signed by all and locked")]
    MinutesLocked,
    /// One signature each.
    #[error("the person has signed already")]
    MinutesSignedAlready,
    /// All of the team sign first.
    #[error("the minutes of the visit are not signed by all")]
    MinutesNotSigned,
    /// Every item is answered before anybody signs.
    #[error("an item of the checklist has no finding")]
    FindingsIncomplete,
    /// The outcome follows the minutes.
    #[error("the outcome is not the one that the minutes advise")]
    AgainstRecommendation,
    /// The list is closed: what the standard does not name is not looked at.
    #[error("the checklist has no item {item}")]
    ChecklistItemUnknown {
        /// As the caller wrote it.
        item: String,
    },
    /// One item, one finding.
    #[error("item {item} of the checklist is named twice")]
    ChecklistItemRepeated {
        /// As the caller wrote it.
        item: String,
    },
    /// The standard yields no amount.
    #[error(transparent)]
    Fee(#[from] standards::AssessmentError),
    /// The procedure refuses the move.
    #[error(transparent)]
    Procedure(#[from] sop::Refusal),
    /// The clock's ledger refuses the line.
    #[error(transparent)]
    Clock(#[from] calendar::LedgerError),
}

impl Refusal {
    /// The reasons of this crate, for the test that the contract's catalogue
    /// lists them all; those of `sop::Refusal` and
    /// `calendar::LedgerError` pass through beside them.
    pub const REASONS: &'static [&'static str] = &[
        "OFFICER_ONLY",
        "APPLICANT_ONLY",
        "ADMINISTRATOR_ONLY",
        "DUTY_MISSING",
        "SUPERVISOR_ONLY",
        "TASK_ENTRUSTED",
        "PARTNER_ONLY",
        "NOT_TO_HAND_OVER",
        "HAND_OVER_UNKNOWN",
        "RESULT_DIFFERS",
        "DOCUMENT_NOT_GRANTED",
        "GRANT_ENDED",
        "GRANT_SPENT",
        "DISPATCH_NOT_STOPPED",
        "TASK_TAKEN",
        "TASK_NOT_TAKEN",
        "TASK_OF_ANOTHER",
        "NO_TASK_HELD",
        "DUTIES_SEPARATED",
        "ASSISTED_APPLICANT",
        "CONFLICT_OF_INTEREST",
        "DECLARATION_REQUIRED",
        "SOP_NOT_ACKNOWLEDGED",
        "PURPOSE_UNFIT",
        "REASSIGNED_TO_SELF",
        "OFFICER_UNSUITABLE",
        "NOTHING_TO_OBJECT_TO",
        "OBJECTION_TOO_LATE",
        "OBJECTION_ALREADY_FILED",
        "NO_OBJECTION_PENDING",
        "OBJECTION_DECIDER_ONLY",
        "OBJECTION_TO_OWN_DECISION",
        "OVERTAKE_REASON_REQUIRED",
        "OVERTAKE_NOTE_REQUIRED",
        "REASON_REQUIRED",
        "DEFECTS_REQUIRED",
        "REQUIREMENT_NOT_LISTED",
        "TOO_MANY_MESSAGES",
        "MANDATE_ENDED",
        "MANDATE_TOO_NARROW",
        "MANDATE_GIVEN",
        "TOO_MANY_MANDATES",
        "MANDATE_DATE_IMPOSSIBLE",
        "REQUIREMENT_REPEATED",
        "RETURN_AWAITS_ENDORSEMENT",
        "NO_RETURN_PROPOSED",
        "ENDORSED_BY_SELF",
        "NOT_RETURNED",
        "AWAITING_APPLICANT",
        "APPLICANT_STEP",
        "NOT_ACCEPTED",
        "NOT_APPROVED",
        "ALREADY_DECIDED",
        "ALREADY_DEEMED_APPROVED",
        "ALREADY_ISSUED",
        "ISSUE_REQUIRED",
        "NOT_AN_ISSUANCE",
        "EFFECT_MISSING",
        "EFFECT_AMBIGUOUS",
        "FILES_CLOSED",
        "TOO_MANY_FILES",
        "FILE_NOT_REPLACEABLE",
        "FILE_ALREADY_ATTACHED",
        "FILE_NOT_FOUND",
        "VERSION_MISMATCH",
        "DATA_ERASED",
        "PROCEDURE_UNFIT",
        "NOT_AN_ASSESSMENT",
        "FEE_NOT_ASSESSED",
        "FEE_ASSESSED",
        "FEE_PAID",
        "FEE_CANCELLED",
        "FEE_LAPSED",
        "FEE_NOT_LAPSED",
        "PAYMENT_AWAITED",
        "PAYMENT_SYSTEM_ONLY",
        "REFERENCE_UNKNOWN",
        "AMOUNT_DIFFERS",
        "PAID_AT_IMPOSSIBLE",
        "NOT_AN_INSPECTION",
        "INSPECTION_ORDERED",
        "INSPECTION_MISSING",
        "VISIT_IN_THE_PAST",
        "VISIT_NOT_MADE",
        "VISIT_MADE",
        "TEAM_TOO_SMALL",
        "MEMBER_NOT_ENROLLED",
        "INSPECTOR_NOT_ON_TEAM",
        "MINUTES_MISSING",
        "MINUTES_LOCKED",
        "MINUTES_SIGNED",
        "MINUTES_NOT_SIGNED",
        "FINDINGS_INCOMPLETE",
        "AGAINST_RECOMMENDATION",
        "CHECKLIST_ITEM_UNKNOWN",
        "CHECKLIST_ITEM_REPEATED",
        "FEE_FREE",
        "TARIFF_MISSING",
        "FEE_FIXED",
        "TARIFF_LINE_REQUIRED",
        "TARIFF_LINE_UNKNOWN",
        "TARIFF_LINE_REPEATED",
        "AMOUNT_OUT_OF_BOUNDS",
    ];

    /// The stable reason that the contract's catalogue lists.
    #[must_use]
    pub fn reason(&self) -> &'static str {
        match self {
            Self::OfficerOnly => "OFFICER_ONLY",
            Self::ApplicantOnly => "APPLICANT_ONLY",
            Self::AdministratorOnly => "ADMINISTRATOR_ONLY",
            Self::DutyMissing => "DUTY_MISSING",
            Self::SupervisorOnly => "SUPERVISOR_ONLY",
            Self::TaskEntrusted => "TASK_ENTRUSTED",
            Self::PartnerOnly => "PARTNER_ONLY",
            Self::NotToHandOver => "NOT_TO_HAND_OVER",
            Self::HandOverUnknown => "HAND_OVER_UNKNOWN",
            Self::ResultDiffers => "RESULT_DIFFERS",
            Self::DocumentNotGranted => "DOCUMENT_NOT_GRANTED",
            Self::GrantEnded => "GRANT_ENDED",
            Self::GrantSpent => "GRANT_SPENT",
            Self::DispatchNotStopped => "DISPATCH_NOT_STOPPED",
            Self::TaskTaken => "TASK_TAKEN",
            Self::TaskNotTaken => "TASK_NOT_TAKEN",
            Self::TaskOfAnother => "TASK_OF_ANOTHER",
            Self::NoTaskHeld => "NO_TASK_HELD",
            Self::DutiesSeparated { .. } => "DUTIES_SEPARATED",
            Self::AssistedApplicant => "ASSISTED_APPLICANT",
            Self::ConflictOfInterest => "CONFLICT_OF_INTEREST",
            Self::DeclarationRequired => "DECLARATION_REQUIRED",
            Self::SopNotAcknowledged => "SOP_NOT_ACKNOWLEDGED",
            Self::PurposeUnfit => "PURPOSE_UNFIT",
            Self::ReassignedToSelf => "REASSIGNED_TO_SELF",
            Self::OfficerUnsuitable { .. } => "OFFICER_UNSUITABLE",
            Self::NothingToObjectTo => "NOTHING_TO_OBJECT_TO",
            Self::ObjectionTooLate => "OBJECTION_TOO_LATE",
            Self::ObjectionAlreadyFiled => "OBJECTION_ALREADY_FILED",
            Self::NoObjectionPending => "NO_OBJECTION_PENDING",
            Self::ObjectionDeciderOnly => "OBJECTION_DECIDER_ONLY",
            Self::ObjectionToOwnDecision => "OBJECTION_TO_OWN_DECISION",
            Self::OvertakeReasonRequired => "OVERTAKE_REASON_REQUIRED",
            Self::OvertakeNoteRequired => "OVERTAKE_NOTE_REQUIRED",
            Self::ReasonRequired => "REASON_REQUIRED",
            Self::DefectsRequired => "DEFECTS_REQUIRED",
            Self::RequirementNotListed { .. } => "REQUIREMENT_NOT_LISTED",
            Self::TooManyMessages => "TOO_MANY_MESSAGES",
            Self::MandateEnded => "MANDATE_ENDED",
            Self::MandateTooNarrow => "MANDATE_TOO_NARROW",
            Self::MandateGivenAlready => "MANDATE_GIVEN",
            Self::TooManyMandates => "TOO_MANY_MANDATES",
            Self::MandateDateImpossible => "MANDATE_DATE_IMPOSSIBLE",
            Self::RequirementRepeated { .. } => "REQUIREMENT_REPEATED",
            Self::ReturnAwaitsEndorsement => "RETURN_AWAITS_ENDORSEMENT",
            Self::NoReturnProposed => "NO_RETURN_PROPOSED",
            Self::EndorsedBySelf => "ENDORSED_BY_SELF",
            Self::NotReturned => "NOT_RETURNED",
            Self::AwaitingApplicant => "AWAITING_APPLICANT",
            Self::ApplicantStep => "APPLICANT_STEP",
            Self::NotAccepted => "NOT_ACCEPTED",
            Self::NotApproved => "NOT_APPROVED",
            Self::AlreadyDecided => "ALREADY_DECIDED",
            Self::AlreadyDeemedApproved => "ALREADY_DEEMED_APPROVED",
            Self::AlreadyIssued => "ALREADY_ISSUED",
            Self::IssueRequired => "ISSUE_REQUIRED",
            Self::NotAnIssuance => "NOT_AN_ISSUANCE",
            Self::EffectMissing { .. } => "EFFECT_MISSING",
            Self::EffectAmbiguous { .. } => "EFFECT_AMBIGUOUS",
            Self::FilesClosed => "FILES_CLOSED",
            Self::TooManyFiles => "TOO_MANY_FILES",
            Self::NotReplaceable => "FILE_NOT_REPLACEABLE",
            Self::AlreadyAttached => "FILE_ALREADY_ATTACHED",
            Self::FileNotFound => "FILE_NOT_FOUND",
            Self::VersionMismatch => "VERSION_MISMATCH",
            Self::DataErased => "DATA_ERASED",
            Self::ProcedureUnfit => "PROCEDURE_UNFIT",
            Self::NotAnAssessment => "NOT_AN_ASSESSMENT",
            Self::FeeNotAssessed => "FEE_NOT_ASSESSED",
            Self::FeeAssessed => "FEE_ASSESSED",
            Self::FeePaid => "FEE_PAID",
            Self::FeeCancelled => "FEE_CANCELLED",
            Self::FeeLapsed => "FEE_LAPSED",
            Self::FeeNotLapsed => "FEE_NOT_LAPSED",
            Self::PaymentAwaited => "PAYMENT_AWAITED",
            Self::PaymentSystemOnly => "PAYMENT_SYSTEM_ONLY",
            Self::ReferenceUnknown => "REFERENCE_UNKNOWN",
            Self::AmountDiffers { .. } => "AMOUNT_DIFFERS",
            Self::PaidAtImpossible => "PAID_AT_IMPOSSIBLE",
            Self::NotAnInspection => "NOT_AN_INSPECTION",
            Self::InspectionOrdered => "INSPECTION_ORDERED",
            Self::InspectionMissing => "INSPECTION_MISSING",
            Self::VisitInThePast => "VISIT_IN_THE_PAST",
            Self::VisitNotMade => "VISIT_NOT_MADE",
            Self::VisitMade => "VISIT_MADE",
            Self::TeamTooSmall => "TEAM_TOO_SMALL",
            Self::MemberNotEnrolled => "MEMBER_NOT_ENROLLED",
            Self::InspectorNotOnTeam => "INSPECTOR_NOT_ON_TEAM",
            Self::MinutesMissing => "MINUTES_MISSING",
            Self::MinutesLocked => "MINUTES_LOCKED",
            Self::MinutesSignedAlready => "MINUTES_SIGNED",
            Self::MinutesNotSigned => "MINUTES_NOT_SIGNED",
            Self::FindingsIncomplete => "FINDINGS_INCOMPLETE",
            Self::AgainstRecommendation => "AGAINST_RECOMMENDATION",
            Self::ChecklistItemUnknown { .. } => "CHECKLIST_ITEM_UNKNOWN",
            Self::ChecklistItemRepeated { .. } => "CHECKLIST_ITEM_REPEATED",
            Self::Fee(error) => fee_reason(error),
            Self::Procedure(refusal) => refusal.reason(),
            Self::Clock(error) => error.reason(),
        }
    }
}

fn fee_reason(error: &standards::AssessmentError) -> &'static str {
    use standards::AssessmentError as Error;
    match error {
        Error::Free => "FEE_FREE",
        Error::TariffMissing => "TARIFF_MISSING",
        Error::Fixed => "FEE_FIXED",
        Error::Empty => "TARIFF_LINE_REQUIRED",
        Error::UnknownItem { .. } => "TARIFF_LINE_UNKNOWN",
        Error::Repeated { .. } => "TARIFF_LINE_REPEATED",
        Error::OutOfBounds => "AMOUNT_OUT_OF_BOUNDS",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn every() -> Vec<Refusal> {
        let requirement = "ktp".to_owned();
        vec![
            Refusal::OfficerOnly,
            Refusal::ApplicantOnly,
            Refusal::AdministratorOnly,
            Refusal::DutyMissing,
            Refusal::SupervisorOnly,
            Refusal::TaskEntrusted,
            Refusal::PartnerOnly,
            Refusal::NotToHandOver,
            Refusal::HandOverUnknown,
            Refusal::ResultDiffers,
            Refusal::DocumentNotGranted,
            Refusal::GrantEnded,
            Refusal::GrantSpent,
            Refusal::DispatchNotStopped,
            Refusal::TaskTaken,
            Refusal::TaskNotTaken,
            Refusal::TaskOfAnother,
            Refusal::NoTaskHeld,
            Refusal::DutiesSeparated { done: Act::Verification, wanted: Act::Approval },
            Refusal::AssistedApplicant,
            Refusal::ConflictOfInterest,
            Refusal::DeclarationRequired,
            Refusal::SopNotAcknowledged,
            Refusal::PurposeUnfit,
            Refusal::ReassignedToSelf,
            Refusal::OfficerUnsuitable { why: Box::new(Refusal::DutyMissing) },
            Refusal::NothingToObjectTo,
            Refusal::ObjectionTooLate,
            Refusal::ObjectionAlreadyFiled,
            Refusal::NoObjectionPending,
            Refusal::ObjectionDeciderOnly,
            Refusal::ObjectionToOwnDecision,
            Refusal::OvertakeReasonRequired,
            Refusal::OvertakeNoteRequired,
            Refusal::ReasonRequired,
            Refusal::DefectsRequired,
            Refusal::RequirementNotListed { requirement: requirement.clone() },
            Refusal::TooManyMessages,
            Refusal::MandateEnded,
            Refusal::MandateTooNarrow,
            Refusal::MandateGivenAlready,
            Refusal::TooManyMandates,
            Refusal::MandateDateImpossible,
            Refusal::RequirementRepeated { requirement },
            Refusal::ReturnAwaitsEndorsement,
            Refusal::NoReturnProposed,
            Refusal::EndorsedBySelf,
            Refusal::NotReturned,
            Refusal::AwaitingApplicant,
            Refusal::ApplicantStep,
            Refusal::NotAccepted,
            Refusal::NotApproved,
            Refusal::AlreadyDecided,
            Refusal::AlreadyDeemedApproved,
            Refusal::AlreadyIssued,
            Refusal::IssueRequired,
            Refusal::NotAnIssuance,
            Refusal::EffectMissing { effect: Effect::Approve },
            Refusal::EffectAmbiguous { effect: Effect::Approve },
            Refusal::FilesClosed,
            Refusal::TooManyFiles,
            Refusal::NotReplaceable,
            Refusal::AlreadyAttached,
            Refusal::FileNotFound,
            Refusal::VersionMismatch,
            Refusal::DataErased,
            Refusal::ProcedureUnfit,
            Refusal::NotAnAssessment,
            Refusal::FeeNotAssessed,
            Refusal::FeeAssessed,
            Refusal::FeePaid,
            Refusal::FeeCancelled,
            Refusal::FeeLapsed,
            Refusal::FeeNotLapsed,
            Refusal::PaymentAwaited,
            Refusal::PaymentSystemOnly,
            Refusal::ReferenceUnknown,
            Refusal::AmountDiffers { owed_rupiah: 1 },
            Refusal::PaidAtImpossible,
            Refusal::NotAnInspection,
            Refusal::InspectionOrdered,
            Refusal::InspectionMissing,
            Refusal::VisitInThePast,
            Refusal::VisitNotMade,
            Refusal::VisitMade,
            Refusal::TeamTooSmall,
            Refusal::MemberNotEnrolled,
            Refusal::InspectorNotOnTeam,
            Refusal::MinutesMissing,
            Refusal::MinutesLocked,
            Refusal::MinutesSignedAlready,
            Refusal::MinutesNotSigned,
            Refusal::FindingsIncomplete,
            Refusal::AgainstRecommendation,
            Refusal::ChecklistItemUnknown { item: "a".to_owned() },
            Refusal::ChecklistItemRepeated { item: "a".to_owned() },
            Refusal::Fee(standards::AssessmentError::Free),
            Refusal::Fee(standards::AssessmentError::TariffMissing),
            Refusal::Fee(standards::AssessmentError::Fixed),
            Refusal::Fee(standards::AssessmentError::Empty),
            Refusal::Fee(standards::AssessmentError::UnknownItem { code: "a".to_owned() }),
            Refusal::Fee(standards::AssessmentError::Repeated { code: "a".to_owned() }),
            Refusal::Fee(standards::AssessmentError::OutOfBounds),
        ]
    }

    #[test]
    fn the_list_of_reasons_is_whole() {
        let reasons: Vec<_> = every().iter().map(Refusal::reason).collect();
        assert_eq!(reasons, Refusal::REASONS);
    }

    #[test]
    fn a_message_blames_nobody_and_ends_without_a_stop() {
        for refusal in every() {
            let message = refusal.to_string();
            assert!(message.starts_with(|first: char| first.is_ascii_lowercase()), "{message}");
            assert!(!message.ends_with('.'), "{message}");
        }
    }
}
