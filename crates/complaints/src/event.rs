//! What happened to a report: journaled, versioned, read for ever. No words of
//! anybody, no name.

use std::collections::BTreeSet;

use kernel::{AgencyId, District, Instant, PersonId, ReceiptNumber, SealedRef, Slug, Unit};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use sop::Advance;

use crate::{
    attachment::Attachment,
    class::{Channel, Class, Maladministration},
    clock::ClockMove,
    complaint::{CaseFacts, Ground, Pin},
    rules::Step,
};

/// What an event does to procedure and clocks.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Passage {
    /// The moves in the procedure, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub advances: Vec<Advance>,
    /// What becomes of the clocks.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub clocks: Vec<ClockMove>,
}

/// A report came in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Received {
    /// The record's id.
    pub id: String,
    /// The agency that answers.
    pub agency: AgencyId,
    /// The procedure on which it is handled.
    pub sop: Pin,
    /// The edition of the rules that give the time.
    pub edition: String,
    /// The number that the reporter is told.
    pub receipt: ReceiptNumber,
    /// Keyed digest of the receipt's secret.
    pub secret_digest: String,
    /// The way by which it came in.
    pub channel: Channel,
    /// Its number where it came from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub original_id: Option<String>,
    /// The officer who recorded it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recorded_by: Option<PersonId>,
    /// The reporter's district.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub district: Option<District>,
    /// Whether it is counted in nothing that is public.
    pub confidential: bool,
    /// Who reports; absent: anonymous.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reporter: Option<SealedRef>,
    /// What happened.
    pub text: SealedRef,
    /// What kind the reporter says it is.
    pub class: Class,
    /// The service that it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub service: Option<Slug>,
    /// The clause of the standard.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clause: Option<String>,
    /// The case that it is about, as it stood.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub case: Option<CaseFacts>,
    /// Whom it complains about.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub accused: BTreeSet<PersonId>,
    /// Who has it.
    pub holder: Unit,
    /// Where the procedure begins, and which clocks start.
    pub passage: Passage,
}

/// Somebody read the texts, and perhaps who reports.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Read {
    /// Whether the reporter's identity was read.
    pub identity: bool,
}

/// The reporter was asked to complete it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CompletionAsked {
    /// What is missing.
    pub missing: SealedRef,
    /// Until when; then it is deemed withdrawn.
    pub until: Instant,
    /// What it does to procedure and clocks.
    pub passage: Passage,
}

/// The reporter completed it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Completed {
    /// What was added.
    pub text: SealedRef,
    /// What it does to procedure and clocks.
    pub passage: Passage,
}

/// It was found complete.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Verified {
    /// What kind it is.
    pub class: Class,
    /// What went wrong, as coded.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub forms: BTreeSet<Maladministration>,
    /// Whom it complains about, beside those already known.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub accused: BTreeSet<PersonId>,
    /// What it does to procedure and clocks.
    pub passage: Passage,
}

/// It was given to a unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Disposed {
    /// From whom.
    pub from: Unit,
    /// To whom.
    pub to: Unit,
    /// What is asked.
    pub note: SealedRef,
    /// What it does to procedure and clocks.
    pub passage: Passage,
}

/// The unit said what it has done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FollowedUp {
    /// What.
    pub note: SealedRef,
    /// What it does to procedure and clocks.
    pub passage: Passage,
}

/// The unit answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answered {
    /// By whom.
    pub by: PersonId,
    /// The answer.
    pub text: SealedRef,
    /// What proves it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence: Option<SealedRef>,
    /// The improvement that it led to, by the name of its action.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub improvement: Option<String>,
    /// Whether it reaches the reporter by itself.
    pub is_delivered: bool,
    /// Until when the reporter may object.
    pub objection_until: Instant,
    /// What it does to procedure and clocks.
    pub passage: Passage,
}

/// The answer reached the reporter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Delivered {
    /// When.
    pub at: Instant,
    /// What it does to procedure and clocks.
    pub passage: Passage,
}

/// It was closed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Closed {
    /// On what ground.
    pub ground: Ground,
    /// The lawful instant, where time closed it.
    pub effective_at: Instant,
    /// Until when the reporter may have it opened again.
    pub objection_until: Instant,
    /// What it does to procedure and clocks.
    pub passage: Passage,
}

/// The reporter disputed, or a superior opened it again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reopened {
    /// Why.
    pub reason: SealedRef,
    /// Whether the reporter did it.
    pub by_reporter: bool,
    /// What it does to procedure and clocks.
    pub passage: Passage,
}

/// Little of a step's time is left.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Warned {
    /// Which step.
    pub step: Step,
    /// The lawful instant.
    pub effective_at: Instant,
}

/// A step was not done in time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Breached {
    /// Which step.
    pub step: Step,
    /// The last lawful instant.
    pub effective_at: Instant,
}

/// It was put before the superior of who has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Escalated {
    /// For which step.
    pub step: Step,
    /// Whose superior.
    pub unit: Unit,
    /// The lawful instant.
    pub effective_at: Instant,
}

/// The calendar was changed, and dates moved later.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CalendarAmended {
    /// What becomes of the clocks.
    pub clocks: Vec<ClockMove>,
}

/// The reporter added a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Attached {
    /// Which one.
    pub attachment: Attachment,
}

/// An officer opened a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AttachmentRead {
    /// Which one, by its id.
    pub attachment: String,
}

/// A notice to the reporter that could not be delivered was put back into the queue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NoticeResent {
    /// The journal index of the event that the notice tells of.
    pub index: u64,
}

/// A stored event that this version of the program cannot read.
#[derive(Debug, thiserror::Error)]
pub enum Unreadable {
    /// A kind or version that this program does not know.
    #[error("event kind {kind} version {version} is unknown")]
    Unknown {
        /// The kind as stored.
        kind: String,
        /// The version as stored.
        version: u16,
    },
    /// The payload does not have the shape of its kind and version.
    #[error("payload of {kind} version {version} is malformed")]
    Malformed {
        /// The kind as stored.
        kind: String,
        /// The version as stored.
        version: u16,
        /// What the reader met.
        #[source]
        source: serde_json::Error,
    },
}

/// Declares the payloads, their kinds and versions, in one place.
macro_rules! events {
    ($($name:ident = $kind:literal $version:literal),+ $(,)?) => {
        /// What happened to a report.
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub enum Event {
            $(
                #[doc = concat!("`", $kind, "`.")]
                $name(Box<$name>)
            ),+
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

            /// The event that a journal's body holds.
            ///
            /// # Errors
            /// [`Unreadable`] when kind or version is unknown, or the payload
            /// does not fit them.
            pub fn decode(kind: &str, version: u16, payload: &str) -> Result<Self, Unreadable> {
                match (kind, version) {
                    $(($kind, $version) => read(kind, version, payload).map(Self::$name),)+
                    _ => Err(Unreadable::Unknown { kind: kind.to_owned(), version }),
                }
            }
        }

        $(impl From<$name> for Event {
            fn from(event: $name) -> Self {
                Self::$name(Box::new(event))
            }
        })+
    };
}

events! {
    Received = "complaints.received" 1,
    Read = "complaints.read" 1,
    CompletionAsked = "complaints.completion_asked" 1,
    Completed = "complaints.completed" 1,
    Verified = "complaints.verified" 1,
    Disposed = "complaints.disposed" 1,
    FollowedUp = "complaints.followed_up" 1,
    Answered = "complaints.answered" 1,
    Delivered = "complaints.delivered" 1,
    Closed = "complaints.closed" 1,
    Reopened = "complaints.reopened" 1,
    Warned = "complaints.warned" 1,
    Breached = "complaints.breached" 1,
    Escalated = "complaints.escalated" 1,
    CalendarAmended = "complaints.calendar_amended" 1,
    NoticeResent = "complaints.notice_resent" 1,
    Attached = "complaints.attached" 1,
    AttachmentRead = "complaints.attachment_read" 1,
}

fn read<T: DeserializeOwned>(kind: &str, version: u16, payload: &str) -> Result<T, Unreadable> {
    serde_json::from_str(payload).map_err(|source| Unreadable::Malformed {
        kind: kind.to_owned(),
        version,
        source,
    })
}
