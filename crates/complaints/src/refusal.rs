//! Why a command on a report is refused.

use calendar::LedgerError;

/// A rule that said no. Each variant is a rule that an officer can name.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// To those whom it names, and to those whom it does not concern, there is
    /// no such report.
    #[error("there is no such complaint for this person")]
    NotFound,
    /// The person's duties do not reach this report.
    #[error("the person holds no duty for this")]
    DutyMissing,
    /// Only the reporter, by receipt and secret, may do this.
    #[error("only the reporter may do this")]
    ReporterOnly,
    /// What comes by another way than the reporter's own is recorded by an officer.
    #[error("this channel is recorded by an officer")]
    OfficerOnly,
    /// The report stands elsewhere in its life.
    #[error("this is not possible where the complaint stands")]
    OutOfOrder,
    /// A duplicate repeats another report, which is open.
    #[error("the complaint that it repeats must be another one, and open")]
    OriginalNotOpen,
    /// The time to dispute or to ask for reopening has passed.
    #[error("the time to object has passed")]
    ObjectionWindowOver,
    /// The answer has been brought to the reporter before.
    #[error("the answer was delivered before")]
    AlreadyDelivered,
    /// It lies with that unit already.
    #[error("the complaint lies with that unit already")]
    SameUnit,
    /// The agency's procedure cannot handle complaints.
    #[error("the procedure cannot handle complaints")]
    ProcedureUnfit,
    /// What people said in it was destroyed for good.
    #[error("what was said in the complaint was erased")]
    Erased,
    /// It holds as many files as it may.
    #[error("the complaint holds as many files as it may")]
    TooManyFiles,
    /// The file is there already.
    #[error("the file was added before")]
    AlreadyAttached,
    /// It has no such file.
    #[error("the complaint has no such file")]
    FileNotFound,
    /// The procedure says no.
    #[error(transparent)]
    Procedure(#[from] sop::Refusal),
    /// The clock says no.
    #[error(transparent)]
    Clock(#[from] LedgerError),
}

impl Refusal {
    /// The stable name, as in the contract's catalogue.
    #[must_use]
    pub fn reason(&self) -> &'static str {
        match self {
            Self::NotFound => "COMPLAINT_NOT_FOUND",
            Self::DutyMissing => "DUTY_MISSING",
            Self::ReporterOnly => "REPORTER_ONLY",
            Self::OfficerOnly => "OFFICER_ONLY",
            Self::OutOfOrder => "COMPLAINT_OUT_OF_ORDER",
            Self::OriginalNotOpen => "ORIGINAL_NOT_OPEN",
            Self::ObjectionWindowOver => "OBJECTION_WINDOW_OVER",
            Self::AlreadyDelivered => "ANSWER_ALREADY_DELIVERED",
            Self::SameUnit => "COMPLAINT_WITH_UNIT_ALREADY",
            Self::ProcedureUnfit => "COMPLAINT_PROCEDURE_MISSING",
            Self::Erased => "DATA_ERASED",
            Self::TooManyFiles => "TOO_MANY_FILES",
            Self::AlreadyAttached => "FILE_ALREADY_ATTACHED",
            Self::FileNotFound => "FILE_NOT_FOUND",
            Self::Procedure(refusal) => refusal.reason(),
            Self::Clock(refusal) => refusal.reason(),
        }
    }
}
