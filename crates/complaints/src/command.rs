//! What can be done about a report. Texts are sealed before.

use std::collections::BTreeSet;

use kernel::{AgencyId, District, Instant, PersonId, ReceiptNumber, SealedRef, Slug, Unit};

use crate::{
    attachment::Attachment,
    class::{Channel, Class, Maladministration},
    complaint::CaseFacts,
};

/// A new report, sealed and numbered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Intake {
    /// The record's id, a random UUID; also its subject's.
    pub id: String,
    /// The agency that answers.
    pub agency: AgencyId,
    /// The number that the reporter is told.
    pub receipt: ReceiptNumber,
    /// Keyed digest of the receipt's secret.
    pub secret_digest: String,
    /// The way by which it came in.
    pub channel: Channel,
    /// Its number where it came from.
    pub original_id: Option<String>,
    /// The officer who records it.
    pub recorded_by: Option<PersonId>,
    /// The reporter's district.
    pub district: Option<District>,
    /// Whether the content is to be counted in nothing that is public.
    pub confidential: bool,
    /// Who reports, sealed; absent: anonymous.
    pub reporter: Option<SealedRef>,
    /// What happened.
    pub text: SealedRef,
    /// What kind the reporter says it is.
    pub class: Class,
    /// The service that it is about.
    pub service: Option<Slug>,
    /// The clause of the standard.
    pub clause: Option<String>,
    /// The case that it is about.
    pub case: Option<CaseFacts>,
    /// Whom it complains about: named by the officer who records it, and those
    /// who did or have the step of the case.
    pub accused: BTreeSet<PersonId>,
}

/// What can be done about a report that is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// The texts are read, and who reports; journaled before anything is shown.
    Read {
        /// Whether the reporter's identity is read, too.
        identity: bool,
    },
    /// It lacks something that the reporter has to complete.
    AskCompletion {
        /// What.
        missing: SealedRef,
    },
    /// The reporter completes it.
    Complete {
        /// What is added.
        text: SealedRef,
    },
    /// It is complete.
    Verify {
        /// What kind it is.
        class: Class,
        /// What went wrong, as coded.
        forms: BTreeSet<Maladministration>,
        /// Whom it complains about, beside those already known.
        accused: BTreeSet<PersonId>,
    },
    /// It is given to a unit, or to another one.
    Dispose {
        /// To which unit.
        to: Unit,
        /// What the unit is asked to do.
        note: SealedRef,
    },
    /// The unit says what it has done.
    FollowUp {
        /// What.
        note: SealedRef,
    },
    /// The unit answers.
    Answer {
        /// The answer.
        text: SealedRef,
        /// What proves it.
        evidence: Option<SealedRef>,
        /// The improvement that it led to.
        improvement: Option<String>,
        /// For how many days the reporter may object: the agency's setting.
        objection_days: u32,
    },
    /// The answer has reached the reporter.
    Deliver {
        /// When.
        at: Instant,
    },
    /// The reporter says that it is solved.
    Confirm,
    /// The reporter disputes the answer, or a closing.
    Dispute {
        /// Why.
        reason: SealedRef,
    },
    /// It is closed: accepted elsewhere.
    Refer {
        /// Which agency has accepted it.
        agency: AgencyId,
        /// Under which number there.
        reference: SealedRef,
        /// For how many days the reporter may object.
        objection_days: u32,
    },
    /// It is closed: it repeats another one.
    Merge {
        /// Which one.
        of: String,
        /// For how many days the reporter may object.
        objection_days: u32,
    },
    /// A superior opens it again.
    Reopen {
        /// Why.
        reason: SealedRef,
    },
    /// The reporter adds a file.
    Attach {
        /// Which one.
        attachment: Attachment,
    },
    /// A file is opened; journaled before a byte is shown.
    ReadAttachment {
        /// Which one, by its id.
        attachment: String,
    },
    /// A notice to the reporter that could not be delivered is tried again.
    ResendNotice {
        /// The journal index of the event that it tells of.
        index: u64,
    },
}
