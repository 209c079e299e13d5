//! How far an event brought the case: what another agency is told follows from it.

use kernel::SealedRef;
use sop::StepId;

use crate::{event::Event, payload::Passage};

impl Event {
    /// Whether the procedure ended with it.
    #[must_use]
    pub fn ends(&self) -> bool {
        self.moved().is_some_and(|(passage, _)| passage.advance.ended.is_some())
    }

    /// The reason that an officer gave for what was decided.
    #[must_use]
    pub fn reason(&self) -> Option<&SealedRef> {
        self.moved().and_then(|(_, reason)| reason)
    }

    /// Whether nobody has to do `step` any more since then.
    #[must_use]
    pub fn closes(&self, step: &StepId) -> bool {
        self.moved().is_some_and(|(passage, _)| passage.advance.closed.contains(step))
    }

    /// How far it brought the case, and why.
    fn moved(&self) -> Option<(&Passage, Option<&SealedRef>)> {
        match self {
            Self::Submitted(event) => Some((&event.passage, None)),
            Self::Accepted(event) => Some((&event.passage, event.reason.as_ref())),
            Self::StepCompleted(event) => Some((&event.passage, event.reason.as_ref())),
            Self::Approved(event) => Some((&event.passage, Some(&event.reason))),
            Self::Rejected(event) => Some((&event.passage, Some(&event.ground))),
            Self::Returned(event) => Some((&event.passage, None)),
            Self::Resubmitted(event) => Some((&event.passage, None)),
            Self::Withdrawn(event) => Some((&event.passage, None)),
            Self::Issued(event) => Some((&event.passage, None)),
            Self::DeemedApproved(event) => Some((&event.passage, None)),
            Self::FeePaid(event) => Some((&event.passage, None)),
            Self::PaymentPassed(event) => Some((&event.passage, None)),
            Self::ObjectionUpheld(event) => Some((&event.passage, Some(&event.reason))),
            Self::ObjectionLapsed(event) => Some((&event.passage, None)),
            Self::ClosedUnpaid(event) => Some((&event.passage, Some(&event.reason))),
            Self::ReturnProposed(_)
            | Self::ReturnDeclined(_)
            | Self::Taken(_)
            | Self::Released(_)
            | Self::FormRead(_)
            | Self::FileAttached(_)
            | Self::FileRead(_)
            | Self::HandedOver(_)
            | Self::HandedBack(_)
            | Self::CalendarAmended(_)
            | Self::DeadlineWarned(_)
            | Self::DeadlineBreached(_)
            | Self::Escalated(_)
            | Self::ConflictDeclared(_)
            | Self::ConflictMatched(_)
            | Self::Reassigned(_)
            | Self::NoticePreferencesSet(_)
            | Self::NoticeResent(_)
            | Self::FeeAssessed(_)
            | Self::FeeCancelled(_)
            | Self::FeeReminded(_)
            | Self::FeeLapsed(_)
            | Self::FeeDueMoved(_)
            | Self::ObjectionFiled(_)
            | Self::ObjectionMoved(_)
            | Self::ObjectionWarned(_)
            | Self::ObjectionDismissed(_)
            | Self::InspectionOrdered(_)
            | Self::InspectionRescheduled(_)
            | Self::InspectionCancelled(_)
            | Self::FindingsRecorded(_)
            | Self::MinutesWritten(_)
            | Self::MinutesSigned(_)
            | Self::MandateGiven(_)
            | Self::MandateEnded(_)
            | Self::MessagePosted(_)
            | Self::Entrusted(_)
            | Self::EntrustmentReceived(_)
            | Self::ResultReceived(_)
            | Self::ResultDelivered(_)
            | Self::DocumentFetched(_)
            | Self::DocumentDelivered(_)
            | Self::DocumentReceived(_)
            | Self::DocumentConfirmed(_)
            | Self::CallBackAnswered(_)
            | Self::CalledBack(_)
            | Self::DispatchStopped(_)
            | Self::DispatchResent(_) => None,
        }
    }
}
