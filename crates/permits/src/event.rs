//! What happened to an application: journaled, versioned, read for ever.
//!
//! Who did it and when stand beside the payload in the journal's body and are
//! not repeated in it.

use crate::{
    exchange::{
        CallBackAnswered, CalledBack, DispatchResent, DispatchStopped, DocumentConfirmed,
        DocumentDelivered, DocumentFetched, DocumentReceived, Entrusted, EntrustmentReceived,
        ResultDelivered, ResultReceived,
    },
    notices::{NoticePreferencesSet, NoticeResent},
    payload::{
        Accepted, Approved, CalendarAmended, ClosedUnpaid, ConflictDeclared, ConflictMatched,
        DeadlineBreached, DeadlineWarned, DeemedApproved, Escalated, FeeAssessed, FeeCancelled,
        FeeDueMoved, FeeLapsed, FeePaid, FeeReminded, FileAttached, FileRead, FindingsRecorded,
        FormRead, HandedBack, HandedOver, InspectionCancelled, InspectionOrdered,
        InspectionRescheduled, Issued, MandateEnded, MandateGiven, MessagePosted, MinutesSigned,
        MinutesWritten, ObjectionDismissed, ObjectionFiled, ObjectionLapsed, ObjectionMoved,
        ObjectionUpheld, ObjectionWarned, PaymentPassed, Reassigned, Rejected, Released,
        Resubmitted, ReturnDeclined, ReturnProposed, Returned, StepCompleted, Submitted, Taken,
        Withdrawn,
    },
    upcast::older,
};

/// Why a recorded event cannot be read by this version of the program.
#[derive(Debug, thiserror::Error)]
pub enum Unreadable {
    /// A kind, or a version of it, that this program does not know.
    #[error("event kind {kind} version {version} is unknown")]
    Unknown {
        /// The kind as recorded.
        kind: String,
        /// The version as recorded.
        version: u16,
    },
    /// The payload does not have the shape of its kind and version.
    #[error("payload of {kind} version {version} is malformed")]
    Malformed {
        /// The kind as recorded.
        kind: String,
        /// The version as recorded.
        version: u16,
        /// What the reader met.
        #[source]
        source: serde_json::Error,
    },
}

/// Declares the payloads, their kinds and versions, in one place: a kind that
/// is not listed here can be neither written nor read.
macro_rules! events {
    ($($(#[$doc:meta])* $name:ident = $kind:literal $version:literal),+ $(,)?) => {
        /// What happened to the record.
        #[allow(
            clippy::large_enum_variant,
            reason = "only a birth is large; it comes once a record, and lists are short"
        )]
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub enum Event {
            $($(#[$doc])* $name($name)),+
        }

        impl Event {
            /// Every kind with its newest version.
            pub const KINDS: &'static [(&'static str, u16)] = &[$(($kind, $version)),+];

            /// The kind that the journal's body names.
            #[must_use]
            pub fn kind(&self) -> &'static str {
                match self { $(Self::$name(_) => $kind),+ }
            }

            /// The version in which this program writes the kind.
            #[must_use]
            pub fn version(&self) -> u16 {
                match self { $(Self::$name(_) => $version),+ }
            }

            /// The payload, as JSON text.
            #[must_use]
            pub fn payload(&self) -> String {
                let written = match self { $(Self::$name(event) => serde_json::to_string(event)),+ };
                written.expect("payloads are structs of texts, numbers and lists of them")
            }

            /// The event that a journal's body holds, brought up to the newest
            /// version of its kind.
            ///
            /// # Errors
            /// [`Unreadable`] when kind or version is unknown, or the payload
            /// does not fit them.
            pub fn decode(kind: &str, version: u16, payload: &str) -> Result<Self, Unreadable> {
                match (kind, version) {
                    $(($kind, $version) => serde_json::from_str(payload)
                        .map(Self::$name)
                        .map_err(|source| $crate::upcast::malformed(kind, version, source)),)+
                    _ => older(kind, version, payload),
                }
            }
        }
    };
}
pub(crate) use events;

events! {
    /// `permits.submitted`.
    Submitted = "permits.submitted" 1,
    /// `permits.accepted`.
    Accepted = "permits.accepted" 1,
    /// `permits.return_proposed`.
    ReturnProposed = "permits.return_proposed" 1,
    /// `permits.return_declined`.
    ReturnDeclined = "permits.return_declined" 1,
    /// `permits.returned`.
    Returned = "permits.returned" 1,
    /// `permits.resubmitted`.
    Resubmitted = "permits.resubmitted" 1,
    /// `permits.withdrawn`.
    Withdrawn = "permits.withdrawn" 1,
    /// `permits.taken`.
    Taken = "permits.taken" 1,
    /// `permits.released`.
    Released = "permits.released" 1,
    /// `permits.form_read`.
    FormRead = "permits.form_read" 1,
    /// `permits.file_attached`.
    FileAttached = "permits.file_attached" 1,
    /// `permits.file_read`.
    FileRead = "permits.file_read" 1,
    /// `permits.step_completed`.
    StepCompleted = "permits.step_completed" 1,
    /// `permits.approved`.
    Approved = "permits.approved" 1,
    /// `permits.rejected`.
    Rejected = "permits.rejected" 1,
    /// `permits.issued`.
    Issued = "permits.issued" 1,
    /// `permits.handed_over`.
    HandedOver = "permits.handed_over" 1,
    /// `permits.handed_back`.
    HandedBack = "permits.handed_back" 1,
    /// `permits.calendar_amended`.
    CalendarAmended = "permits.calendar_amended" 1,
    /// `permits.deadline_warned`.
    DeadlineWarned = "permits.deadline_warned" 1,
    /// `permits.deadline_breached`.
    DeadlineBreached = "permits.deadline_breached" 1,
    /// `permits.deemed_approved`.
    DeemedApproved = "permits.deemed_approved" 1,
    /// `permits.escalated`.
    Escalated = "permits.escalated" 1,
    /// `permits.conflict_declared`.
    ConflictDeclared = "permits.conflict_declared" 1,
    /// `permits.conflict_matched`.
    ConflictMatched = "permits.conflict_matched" 1,
    /// `permits.reassigned`.
    Reassigned = "permits.reassigned" 1,
    /// `permits.notice_preferences_set`.
    NoticePreferencesSet = "permits.notice_preferences_set" 1,
    /// `permits.notice_resent`.
    NoticeResent = "permits.notice_resent" 1,
    /// `permits.fee_assessed`.
    FeeAssessed = "permits.fee_assessed" 1,
    /// `permits.fee_cancelled`.
    FeeCancelled = "permits.fee_cancelled" 1,
    /// `permits.fee_paid`.
    FeePaid = "permits.fee_paid" 1,
    /// `permits.payment_passed`.
    PaymentPassed = "permits.payment_passed" 1,
    /// `permits.fee_reminded`.
    FeeReminded = "permits.fee_reminded" 1,
    /// `permits.fee_lapsed`.
    FeeLapsed = "permits.fee_lapsed" 1,
    /// `permits.fee_due_moved`.
    FeeDueMoved = "permits.fee_due_moved" 1,
    /// `permits.closed_unpaid`.
    ClosedUnpaid = "permits.closed_unpaid" 1,
    /// `permits.objection_filed`.
    ObjectionFiled = "permits.objection_filed" 1,
    /// `permits.objection_moved`.
    ObjectionMoved = "permits.objection_moved" 1,
    /// `permits.objection_warned`.
    ObjectionWarned = "permits.objection_warned" 1,
    /// `permits.objection_upheld`.
    ObjectionUpheld = "permits.objection_upheld" 1,
    /// `permits.objection_dismissed`.
    ObjectionDismissed = "permits.objection_dismissed" 1,
    /// `permits.objection_lapsed`.
    ObjectionLapsed = "permits.objection_lapsed" 1,
    /// `permits.inspection_ordered`.
    InspectionOrdered = "permits.inspection_ordered" 1,
    /// `permits.inspection_rescheduled`.
    InspectionRescheduled = "permits.inspection_rescheduled" 1,
    /// `permits.inspection_cancelled`.
    InspectionCancelled = "permits.inspection_cancelled" 1,
    /// `permits.findings_recorded`.
    FindingsRecorded = "permits.findings_recorded" 1,
    /// `permits.minutes_written`.
    MinutesWritten = "permits.minutes_written" 1,
    /// `permits.minutes_signed`.
    MinutesSigned = "permits.minutes_signed" 1,
    /// `permits.mandate_given`.
    MandateGiven = "permits.mandate_given" 1,
    /// `permits.mandate_ended`.
    MandateEnded = "permits.mandate_ended" 1,
    /// `permits.message_posted`.
    MessagePosted = "permits.message_posted" 1,
    /// `permits.entrusted`.
    Entrusted = "permits.entrusted" 1,
    /// `permits.entrustment_received`.
    EntrustmentReceived = "permits.entrustment_received" 1,
    /// `permits.result_received`.
    ResultReceived = "permits.result_received" 1,
    /// `permits.result_delivered`.
    ResultDelivered = "permits.result_delivered" 1,
    /// `permits.document_fetched`.
    DocumentFetched = "permits.document_fetched" 1,
    /// `permits.document_delivered`.
    DocumentDelivered = "permits.document_delivered" 1,
    /// `permits.document_received`.
    DocumentReceived = "permits.document_received" 1,
    /// `permits.document_confirmed`.
    DocumentConfirmed = "permits.document_confirmed" 1,
    /// `permits.called_back`.
    CalledBack = "permits.called_back" 1,
    /// `permits.call_back_answered`.
    CallBackAnswered = "permits.call_back_answered" 1,
    /// `permits.dispatch_stopped`.
    DispatchStopped = "permits.dispatch_stopped" 1,
    /// `permits.dispatch_resent`.
    DispatchResent = "permits.dispatch_resent" 1,
}
