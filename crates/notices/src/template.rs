//! Which event is told in which words, by the event's kind.

/// Declares every template, its stable name, and the kinds of events for which
/// it is meant.
macro_rules! templates {
    ($($(#[$doc:meta])* $name:ident = $text:literal for [$($kind:literal),* $(,)?]),+ $(,)?) => {
        /// What is told.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Template {
            $($(#[$doc])* $name),+
        }

        impl Template {
            /// Every template.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// The stable name.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $text),+ }
            }

            /// The template of an event that concerns the applicant; `None` for
            /// one that another event has told already.
            ///
            /// Kinds that this version does not know become [`Template::News`]:
            /// better that the applicant looks than that nobody says a word.
            #[must_use]
            pub fn of(kind: &str) -> Option<Self> {
                match kind {
                    $($($kind => Some(Self::$name),)*)+
                    _ if TOLD_ALREADY.contains(&kind) => None,
                    _ => Some(Self::News),
                }
            }
        }
    };
}

impl Template {
    /// Told by every way there is, whatever the applicant has chosen: who acts
    /// in the applicant's name must not be able to keep it from the applicant.
    #[must_use]
    pub const fn is_always_told(self) -> bool {
        matches!(self, Self::MandateGiven | Self::MandateEnded)
    }

    /// Told to whoever complained, who has no application.
    #[must_use]
    pub const fn is_for_reporter(self) -> bool {
        matches!(
            self,
            Self::ComplaintReceived
                | Self::ComplaintCompletionAsked
                | Self::ComplaintAnswered
                | Self::ComplaintClosed
                | Self::ComplaintReopened
                | Self::ComplaintEscalated
        )
    }
}

/// These come together with another event that tells the same.
const TOLD_ALREADY: [&str; 1] = ["licences.issued"];

templates! {
    /// The application was received.
    Submitted = "submitted" for ["permits.submitted"],
    /// The file is complete, the clock runs.
    Accepted = "accepted" for ["permits.accepted"],
    /// Something has to be mended.
    Returned = "returned" for ["permits.returned"],
    /// What was mended has arrived.
    Resubmitted = "resubmitted" for ["permits.resubmitted"],
    /// The application was withdrawn.
    Withdrawn = "withdrawn" for ["permits.withdrawn"],
    /// A step further.
    StepCompleted = "step_completed" for ["permits.step_completed", "permits.payment_passed"],
    /// Granted.
    Approved = "approved" for ["permits.approved"],
    /// Refused.
    Rejected = "rejected" for ["permits.rejected"],
    /// The licence exists.
    Issued = "issued" for ["permits.issued"],
    /// Another agency has it.
    HandedOver = "handed_over" for ["permits.handed_over"],
    /// The first agency has it again.
    HandedBack = "handed_back" for ["permits.handed_back"],
    /// The due date moved.
    CalendarAmended = "calendar_amended" for ["permits.calendar_amended"],
    /// Late.
    DeadlineBreached = "deadline_breached" for ["permits.deadline_breached"],
    /// Granted by the law.
    DeemedApproved = "deemed_approved" for ["permits.deemed_approved"],
    /// A fee is to be paid.
    FeeAssessed = "fee_assessed" for ["permits.fee_assessed"],
    /// A fee is still to be paid.
    FeeReminded = "fee_reminded" for ["permits.fee_reminded"],
    /// A fee is no longer to be paid.
    FeeCancelled = "fee_cancelled" for ["permits.fee_cancelled"],
    /// The last day for paying moved.
    FeeDueMoved = "fee_due_moved" for ["permits.fee_due_moved"],
    /// A fee was paid.
    FeePaid = "fee_paid" for ["permits.fee_paid"],
    /// A fee was not paid in time.
    FeeLapsed = "fee_lapsed" for ["permits.fee_lapsed"],
    /// The case was closed, because a fee was not paid.
    ClosedUnpaid = "closed_unpaid" for ["permits.closed_unpaid"],
    /// An objection was received.
    ObjectionFiled = "objection_filed" for ["permits.objection_filed"],
    /// The last day for deciding on an objection moved.
    ObjectionMoved = "objection_moved" for ["permits.objection_moved"],
    /// An objection was granted.
    ObjectionUpheld = "objection_upheld" for ["permits.objection_upheld"],
    /// An objection was not granted.
    ObjectionDismissed = "objection_dismissed" for ["permits.objection_dismissed"],
    /// Nobody decided on an objection in time.
    ObjectionLapsed = "objection_lapsed" for ["permits.objection_lapsed"],
    /// The agency has written something in the case.
    MessagePosted = "message_posted" for ["permits.message_posted"],
    /// Somebody may act for the applicant.
    MandateGiven = "mandate_given" for ["permits.mandate_given"],
    /// Nobody may act for the applicant any more.
    MandateEnded = "mandate_ended" for ["permits.mandate_ended", "permits.mandate_revoked"],
    /// The signed document can be fetched.
    LicenceSigned = "licence_signed" for ["licences.document_signed"],
    /// The licence was taken back.
    LicenceRevoked = "licence_revoked" for ["licences.revoked"],
    /// Another licence has taken its place.
    LicenceSuperseded = "licence_superseded" for ["licences.superseded"],
    /// The licence ends soon.
    LicenceExpiring = "licence_expiring" for ["licences.expiring"],
    /// The licence has ended.
    LicenceExpired = "licence_expired" for ["licences.expired"],
    /// The agency makes good for a broken promise.
    Compensated = "compensated" for ["standards.compensated"],
    /// A complaint was received.
    ComplaintReceived = "complaint_received" for ["complaints.received"],
    /// The reporter has to complete something.
    ComplaintCompletionAsked = "complaint_completion_asked" for ["complaints.completion_asked"],
    /// A complaint is answered.
    ComplaintAnswered = "complaint_answered" for ["complaints.answered"],
    /// A complaint is closed.
    ComplaintClosed = "complaint_closed" for ["complaints.closed"],
    /// A complaint is open again.
    ComplaintReopened = "complaint_reopened" for ["complaints.reopened"],
    /// A complaint is late and lies with the superior.
    ComplaintEscalated = "complaint_escalated" for ["complaints.escalated"],
    /// Something else happened.
    News = "news" for [],
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_permits_event_that_was_there_first_has_words_of_its_own() {
        for kind in [
            "submitted",
            "accepted",
            "returned",
            "resubmitted",
            "withdrawn",
            "step_completed",
            "approved",
            "rejected",
            "issued",
            "handed_over",
            "handed_back",
            "calendar_amended",
            "deadline_breached",
            "deemed_approved",
        ] {
            let template = Template::of(&format!("permits.{kind}")).unwrap();
            assert_eq!(template.as_str(), kind);
        }
    }

    #[test]
    fn an_unknown_kind_is_news_and_what_was_told_is_not_told_twice() {
        assert_eq!(Template::of("permits.something_new"), Some(Template::News));
        assert_eq!(Template::of("licences.issued"), None);
    }
}
