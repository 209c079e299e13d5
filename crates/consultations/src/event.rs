//! What happened to a forum: journaled, versioned, read for ever. Never a name,
//! never a word of anybody.

use jiff::civil::Date;
use kernel::{AgencyId, Line, PersonId, SealedRef};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use standards::Medium;

use crate::{
    anchor::Anchor,
    comment::{Disposition, Via},
    document::{Audience, Document},
    forum::{ForumKind, Mode},
    minutes::Signer,
    participant::{Element, Invitation, Slip},
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

/// A forum is prepared.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Created {
    /// The record's id.
    pub id: String,
    /// The agency that asks.
    pub agency: AgencyId,
    /// The agency's code in the numbers of slips.
    pub code: String,
    /// The text that is discussed.
    pub document: Document,
    /// SHA-256 of that text, in lower-case hex.
    pub digest: String,
    /// The anchors of its clauses, in order.
    pub anchors: Vec<Anchor>,
    /// Who is asked.
    pub audience: Audience,
    /// What kind of forum it is.
    pub kind: ForumKind,
    /// How people take part.
    pub mode: Mode,
    /// The first day.
    pub from: Date,
    /// The last day on which comments are taken.
    pub until: Date,
    /// Where, or by which way.
    pub place: SealedRef,
    /// The agenda.
    pub agenda: SealedRef,
}

/// It was made known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Announced {
    /// Where.
    pub media: Vec<Medium>,
}

/// People were asked to come.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Invited {
    /// Whom.
    pub invitations: Vec<Invitation>,
}

/// It began.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Opened {}

/// Somebody was written on the list of those present.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ParticipantRegistered {
    /// The entry's id.
    pub id: String,
    /// Of which element.
    pub element: Element,
    /// Name, organisation and contact.
    pub person: SealedRef,
    /// The slip that was given out.
    pub slip: Slip,
}

/// A comment came in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Commented {
    /// The entry's id.
    pub id: String,
    /// The clause.
    pub anchor: Anchor,
    /// By which way it came.
    pub via: Via,
    /// Of which element the author is.
    pub element: Element,
    /// What is said.
    pub text: SealedRef,
    /// Name and contact; absent where a participant said it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub author: Option<SealedRef>,
    /// The participant who said it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub participant: Option<String>,
    /// The slip that was given out.
    pub slip: Slip,
}

/// It was said what becomes of a comment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CommentDecided {
    /// Which one.
    pub comment: String,
    /// What becomes of it.
    pub disposition: Disposition,
    /// Who answers for what is to be done.
    pub responsible: PersonId,
    /// By when.
    pub due: Date,
}

/// The minutes were written, or written anew.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MinutesWritten {
    /// Their number.
    pub number: Line<200>,
    /// The day of the forum.
    pub held_on: Date,
    /// What was agreed upon.
    pub text: SealedRef,
    /// Who has to sign.
    pub signers: Vec<Signer>,
    /// The comments that are not decided on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub undecided: Vec<String>,
    /// SHA-256 of everything that they record, in lower-case hex.
    pub digest: String,
}

/// Somebody signed the minutes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MinutesSigned {
    /// Who.
    pub signer: Signer,
    /// What was signed: the digest of the minutes.
    pub digest: String,
}

/// Everybody may read comments and decisions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ResultsPublished {
    /// Where they were made known.
    pub media: Vec<Medium>,
}

/// It was proven that something was done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FollowUpRecorded {
    /// Which comment's.
    pub comment: String,
    /// What was done.
    pub proof: SealedRef,
    /// SHA-256 of a file that proves it, in lower-case hex.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file_digest: Option<String>,
}

/// The forum finished.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Finished {}

/// What a name is read for. A closed list, so that readings can be compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// To tell the person what became of the comment.
    Reply,
    /// To check the list of those present, or to prepare the minutes.
    Attendance,
    /// To supervise how the forum was held.
    Supervision,
}

/// It was read who a participant or the author of a comment is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ContributorRead {
    /// The participant or the comment.
    pub entry: String,
    /// What for.
    pub purpose: Purpose,
}

macro_rules! events {
    ($($(#[$doc:meta])* $name:ident = $kind:literal $version:literal),+ $(,)?) => {
        /// What happened.
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
    };
}

events! {
    /// `consultations.created`.
    Created = "consultations.created" 1,
    /// `consultations.announced`.
    Announced = "consultations.announced" 1,
    /// `consultations.invited`.
    Invited = "consultations.invited" 1,
    /// `consultations.opened`.
    Opened = "consultations.opened" 1,
    /// `consultations.participant_registered`.
    ParticipantRegistered = "consultations.participant_registered" 1,
    /// `consultations.commented`.
    Commented = "consultations.commented" 1,
    /// `consultations.comment_decided`.
    CommentDecided = "consultations.comment_decided" 1,
    /// `consultations.minutes_written`.
    MinutesWritten = "consultations.minutes_written" 1,
    /// `consultations.minutes_signed`.
    MinutesSigned = "consultations.minutes_signed" 1,
    /// `consultations.results_published`.
    ResultsPublished = "consultations.results_published" 1,
    /// `consultations.follow_up_recorded`.
    FollowUpRecorded = "consultations.follow_up_recorded" 1,
    /// `consultations.finished`.
    Finished = "consultations.finished" 1,
    /// `consultations.contributor_read`.
    ContributorRead = "consultations.contributor_read" 1,
}

impl Event {
    /// Whether it tells of one of these participants or comments.
    #[must_use]
    pub fn concerns(&self, entries: &[&str]) -> bool {
        let is_one = |id: &String| entries.contains(&id.as_str());
        match self {
            Self::ParticipantRegistered(event) => is_one(&event.id),
            Self::Commented(event) => is_one(&event.id),
            Self::CommentDecided(event) => is_one(&event.comment),
            Self::FollowUpRecorded(event) => is_one(&event.comment),
            Self::ContributorRead(event) => is_one(&event.entry),
            Self::MinutesSigned(event) => match &event.signer {
                Signer::Representative(participant) => is_one(participant),
                Signer::Organiser(_) => false,
            },
            Self::Created(_)
            | Self::Announced(_)
            | Self::Invited(_)
            | Self::Opened(_)
            | Self::MinutesWritten(_)
            | Self::ResultsPublished(_)
            | Self::Finished(_) => false,
        }
    }
}

fn read<T: DeserializeOwned>(kind: &str, version: u16, payload: &str) -> Result<T, Unreadable> {
    serde_json::from_str(payload).map_err(|source| Unreadable::Malformed {
        kind: kind.to_owned(),
        version,
        source,
    })
}
