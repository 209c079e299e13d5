//! What happened to a standard, to the promise and about a compensation:
//! journaled, versioned, read for ever.

use jiff::civil::Date;
use kernel::{AgencyId, Instant, Line, SealedRef, Slug};
use serde::{Deserialize, Serialize, de::DeserializeOwned};

use crate::{
    component::Component,
    promise::{CompensationKind, Covered},
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

/// A text was written, or written anew before it was established.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Drafted {
    /// The agency that answers for the service.
    pub agency: AgencyId,
    /// The service.
    pub service: Slug,
    /// The version of the standard.
    pub version: u32,
    /// SHA-256 of the text, in lower-case hex.
    pub digest: String,
    /// The components about which the text says nothing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub missing: Vec<Component>,
}

/// The draft was discussed with the public (forum konsultasi publik).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Discussed {
    /// The day of the forum.
    pub held_on: Date,
    /// The number of its minutes (berita acara).
    pub minutes: Line<200>,
    /// How many groups of the community took part.
    pub groups: u32,
    /// SHA-256 of the text that was discussed.
    pub digest: String,
}

/// A decree of the head of the agency (keputusan).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Decree {
    /// Its number.
    pub number: Line<200>,
    /// Its day.
    pub dated: Date,
}

/// The text was established (penetapan) and never changes again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Established {
    /// By which decree.
    pub decree: Decree,
}

/// Where something is made public.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MediumKind {
    /// A web page of the agency.
    Website,
    /// Social media.
    SocialMedia,
    /// A screen in the office.
    Screen,
    /// Printed and put up: a poster, a banner, a board.
    Poster,
    /// Printed and handed out.
    Leaflet,
    /// Newspaper, radio or television.
    Press,
    /// The national catalogue of services (SIPPN).
    Sippn,
}

impl MediumKind {
    /// Whether it needs no device to be read.
    #[must_use]
    pub fn is_printed(self) -> bool {
        matches!(self, Self::Poster | Self::Leaflet | Self::Press)
    }
}

/// One place of a publication.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Medium {
    /// Which kind.
    pub kind: MediumKind,
    /// The address, or the place.
    pub place: Line<200>,
}

/// The standard was made public; the first time it came into force.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Published {
    /// Where.
    pub media: Vec<Medium>,
    /// The day, in the agency's zone.
    pub on: Date,
    /// When it is to be reviewed; absent when it was public already.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub review_due: Option<Date>,
}

/// What a review came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// It stays as it is.
    Kept,
    /// A new version shall be drafted; this one holds until then.
    ToRevise,
}

/// The standard was reviewed (peninjauan ulang).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reviewed {
    /// The day of the review.
    pub held_on: Date,
    /// The number of its report.
    pub report: Line<200>,
    /// What came out of it.
    pub verdict: Verdict,
    /// When the next one is due.
    pub next_due: Date,
}

/// The standard was revoked (pencabutan): no new case starts on it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Revoked {
    /// By which decree.
    pub decree: Decree,
}

/// The agency promised to keep its standards (maklumat pelayanan).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PromiseMade {
    /// The agency.
    pub agency: AgencyId,
    /// By which decree.
    pub decree: Decree,
    /// The office that signed, never a person's name.
    pub signatory: Line<200>,
    /// SHA-256 of the text, in lower-case hex.
    pub digest: String,
    /// Whether the text is the usual one and not the agency's own.
    pub is_usual_text: bool,
    /// The standards it covers.
    pub covers: Vec<Covered>,
    /// What is given when it is broken.
    pub compensation: CompensationKind,
    /// What exactly, as the public reads it.
    pub compensation_text: Line<400>,
    /// Where it was made public.
    pub media: Vec<Medium>,
}

/// Somebody was given what the promise names, because it was broken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Compensated {
    /// The agency.
    pub agency: AgencyId,
    /// The application whose time passed.
    pub application: String,
    /// The standard that was not kept.
    pub standard: Covered,
    /// The lawful end of its time.
    pub breached_at: Instant,
    /// Which edition of the promise was broken.
    pub promise: u32,
    /// What was given.
    pub kind: CompensationKind,
    /// What exactly, sealed under the applicant's key.
    pub given: SealedRef,
}

/// What happened to a standard, to a promise, or about a compensation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// `standards.drafted`.
    Drafted(Drafted),
    /// `standards.discussed`.
    Discussed(Discussed),
    /// `standards.established`.
    Established(Established),
    /// `standards.published`.
    Published(Published),
    /// `standards.reviewed`.
    Reviewed(Reviewed),
    /// `standards.revoked`.
    Revoked(Revoked),
    /// `standards.promise_made`.
    PromiseMade(PromiseMade),
    /// `standards.compensated`.
    Compensated(Compensated),
}

impl Event {
    /// Every kind with its newest version.
    pub const KINDS: [(&'static str, u16); 8] = [
        ("standards.drafted", 1),
        ("standards.discussed", 1),
        ("standards.established", 1),
        ("standards.published", 1),
        ("standards.reviewed", 1),
        ("standards.revoked", 1),
        ("standards.promise_made", 1),
        ("standards.compensated", 1),
    ];

    /// The kind that the journal's body names.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Drafted(_) => "standards.drafted",
            Self::Discussed(_) => "standards.discussed",
            Self::Established(_) => "standards.established",
            Self::Published(_) => "standards.published",
            Self::Reviewed(_) => "standards.reviewed",
            Self::Revoked(_) => "standards.revoked",
            Self::PromiseMade(_) => "standards.promise_made",
            Self::Compensated(_) => "standards.compensated",
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
            Self::Drafted(event) => serde_json::to_string(event),
            Self::Discussed(event) => serde_json::to_string(event),
            Self::Established(event) => serde_json::to_string(event),
            Self::Published(event) => serde_json::to_string(event),
            Self::Reviewed(event) => serde_json::to_string(event),
            Self::Revoked(event) => serde_json::to_string(event),
            Self::PromiseMade(event) => serde_json::to_string(event),
            Self::Compensated(event) => serde_json::to_string(event),
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
            ("standards.drafted", 1) => read(kind, version, payload).map(Self::Drafted),
            ("standards.discussed", 1) => read(kind, version, payload).map(Self::Discussed),
            ("standards.established", 1) => read(kind, version, payload).map(Self::Established),
            ("standards.published", 1) => read(kind, version, payload).map(Self::Published),
            ("standards.reviewed", 1) => read(kind, version, payload).map(Self::Reviewed),
            ("standards.revoked", 1) => read(kind, version, payload).map(Self::Revoked),
            ("standards.promise_made", 1) => read(kind, version, payload).map(Self::PromiseMade),
            ("standards.compensated", 1) => read(kind, version, payload).map(Self::Compensated),
            _ => Err(Unreadable::Unknown { kind: kind.to_owned(), version }),
        }
    }
}
