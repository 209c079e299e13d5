//! What happened to a version of a procedure: journaled, versioned, read for
//! ever.

use jiff::civil::Date;
use kernel::{AgencyId, Line, PersonId, SealedRef};
use serde::{Deserialize, Serialize, de::DeserializeOwned};

use super::{Name, QuizSet, QuizTaken};

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

/// The version was tried out (uji coba).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tried {
    /// Of which version; in a command it is the record's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<Name>,
    /// The first day.
    pub from: Date,
    /// The last day.
    pub until: Date,
    /// The number of the report with the results.
    pub report: Line<200>,
}

/// The head approved the version (pengesahan).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Approved {
    /// Number of the decree.
    pub decree: Line<200>,
    /// Its day.
    pub dated: Date,
    /// From when people work by it (tanggal efektif).
    pub effective: Date,
    /// When the first evaluation is due.
    pub evaluation_due: Date,
}

/// What a session was for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SessionKind {
    /// The version was made known (sosialisasi).
    Socialisation,
    /// The version was taught (pelatihan).
    Training,
}

/// The version was made known or taught.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SessionHeld {
    /// Of which version; in a command it is the record's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<Name>,
    /// What it was for.
    pub kind: SessionKind,
    /// The day.
    pub held_on: Date,
    /// The number of its report or list of those present.
    pub report: Line<200>,
    /// How many people took part.
    pub participants: u32,
}

/// A person has read and understood the version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Acknowledged {
    /// Of which version.
    pub of: Name,
    /// The person, by pseudonym.
    pub person: PersonId,
}

/// What an evaluation came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// It stays as it is.
    Kept,
    /// A new version shall be written; this one holds until then.
    ToRevise,
}

/// The version was evaluated.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Evaluated {
    /// The day.
    pub held_on: Date,
    /// The number of its report.
    pub report: Line<200>,
    /// What came out of it.
    pub verdict: Verdict,
    /// When the next one is due.
    pub next_due: Date,
}

/// Somebody proposed to revise the version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Proposed {
    /// Of which version.
    pub of: Name,
    /// The proposal's id.
    pub proposal: String,
    /// Why, sealed.
    pub reason: SealedRef,
}

/// It was said what becomes of a proposal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Disposed {
    /// The proposal's id.
    pub proposal: String,
    /// Whether the procedure shall be revised.
    pub accepted: bool,
    /// Why, sealed.
    pub reason: SealedRef,
}

/// An agency demands, or no longer demands, that people read before they work.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SettingChanged {
    /// The agency.
    pub agency: AgencyId,
    /// Whether nobody takes a step of a version that the person has not read.
    pub acknowledgement_required: bool,
    /// Whether it is the version's quiz that shows it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub by_quiz: bool,
}

/// What happened to a version of a procedure, or to an agency's setting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// `sop.tried`.
    Tried(Tried),
    /// `sop.approved`.
    Approved(Approved),
    /// `sop.session_held`.
    SessionHeld(SessionHeld),
    /// `sop.acknowledged`.
    Acknowledged(Acknowledged),
    /// `sop.evaluated`.
    Evaluated(Evaluated),
    /// `sop.revision_proposed`.
    Proposed(Proposed),
    /// `sop.proposal_disposed`.
    Disposed(Disposed),
    /// `sop.setting_changed`.
    SettingChanged(SettingChanged),
    /// `sop.quiz_set`.
    QuizSet(QuizSet),
    /// `sop.quiz_taken`.
    QuizTaken(QuizTaken),
}

impl Event {
    /// Every kind with its newest version.
    pub const KINDS: [(&'static str, u16); 10] = [
        ("sop.tried", 1),
        ("sop.approved", 1),
        ("sop.session_held", 1),
        ("sop.acknowledged", 1),
        ("sop.evaluated", 1),
        ("sop.revision_proposed", 1),
        ("sop.proposal_disposed", 1),
        ("sop.setting_changed", 1),
        ("sop.quiz_set", 1),
        ("sop.quiz_taken", 1),
    ];

    /// The version that the event names, where it can be the first of one.
    pub(super) fn of(&self) -> Option<&Name> {
        match self {
            Self::Tried(tried) => tried.of.as_ref(),
            Self::SessionHeld(session) => session.of.as_ref(),
            Self::Acknowledged(acknowledged) => Some(&acknowledged.of),
            Self::Proposed(proposed) => Some(&proposed.of),
            Self::QuizSet(set) => Some(&set.of),
            Self::Approved(_)
            | Self::QuizTaken(_)
            | Self::Evaluated(_)
            | Self::Disposed(_)
            | Self::SettingChanged(_) => None,
        }
    }

    /// The kind that the journal's body names.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Tried(_) => "sop.tried",
            Self::Approved(_) => "sop.approved",
            Self::SessionHeld(_) => "sop.session_held",
            Self::Acknowledged(_) => "sop.acknowledged",
            Self::Evaluated(_) => "sop.evaluated",
            Self::Proposed(_) => "sop.revision_proposed",
            Self::Disposed(_) => "sop.proposal_disposed",
            Self::SettingChanged(_) => "sop.setting_changed",
            Self::QuizSet(_) => "sop.quiz_set",
            Self::QuizTaken(_) => "sop.quiz_taken",
        }
    }

    /// The version in which this program writes the kind.
    #[must_use]
    pub fn version(&self) -> u16 {
        1
    }

    /// The payload, as JSON text.
    #[must_use]
    pub fn payload(&self) -> String {
        let written = match self {
            Self::Tried(event) => serde_json::to_string(event),
            Self::Approved(event) => serde_json::to_string(event),
            Self::SessionHeld(event) => serde_json::to_string(event),
            Self::Acknowledged(event) => serde_json::to_string(event),
            Self::Evaluated(event) => serde_json::to_string(event),
            Self::Proposed(event) => serde_json::to_string(event),
            Self::Disposed(event) => serde_json::to_string(event),
            Self::SettingChanged(event) => serde_json::to_string(event),
            Self::QuizSet(event) => serde_json::to_string(event),
            Self::QuizTaken(event) => serde_json::to_string(event),
        };
        written.expect("plain structs of texts and numbers are always JSON")
    }

    /// The event that a journal's body holds, brought up to the newest version.
    ///
    /// # Errors
    /// [`Unreadable`] when the kind or version is unknown, or the payload does
    /// not fit it.
    pub fn decode(kind: &str, version: u16, payload: &str) -> Result<Self, Unreadable> {
        fn read<T: DeserializeOwned>(
            kind: &str,
            version: u16,
            text: &str,
        ) -> Result<T, Unreadable> {
            serde_json::from_str(text).map_err(|source| Unreadable::Malformed {
                kind: kind.to_owned(),
                version,
                source,
            })
        }
        match (kind, version) {
            ("sop.tried", 1) => read(kind, version, payload).map(Self::Tried),
            ("sop.approved", 1) => read(kind, version, payload).map(Self::Approved),
            ("sop.session_held", 1) => read(kind, version, payload).map(Self::SessionHeld),
            ("sop.acknowledged", 1) => read(kind, version, payload).map(Self::Acknowledged),
            ("sop.evaluated", 1) => read(kind, version, payload).map(Self::Evaluated),
            ("sop.revision_proposed", 1) => read(kind, version, payload).map(Self::Proposed),
            ("sop.proposal_disposed", 1) => read(kind, version, payload).map(Self::Disposed),
            ("sop.setting_changed", 1) => read(kind, version, payload).map(Self::SettingChanged),
            ("sop.quiz_set", 1) => read(kind, version, payload).map(Self::QuizSet),
            ("sop.quiz_taken", 1) => read(kind, version, payload).map(Self::QuizTaken),
            _ => Err(Unreadable::Unknown { kind: kind.to_owned(), version }),
        }
    }
}
