//! What happened to a licence: journaled, versioned, read for ever.

use kernel::{AgencyId, Instant, SealedRef};
use serde::{Deserialize, Serialize};

use super::{Basis, Concern, Concerning, Document, Validity, VerificationCode};
use crate::{
    application::Pin,
    event::{Unreadable, events},
};

/// The licence came about, in the same moment as its application's end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Issued {
    /// The record's id.
    pub licence: String,
    /// The agency that issued it.
    pub agency: AgencyId,
    /// The number as printed.
    pub number: String,
    /// The public code.
    pub code: VerificationCode,
    /// The service, in the version on which it was issued.
    pub service: Pin,
    /// The application on which it was issued.
    pub application: String,
    /// The pseudonym of the holder's own record.
    pub subject: String,
    /// The sealed form that names the holder.
    pub holder: SealedRef,
    /// For how long it holds.
    pub validity: Validity,
    /// The licence in whose place it comes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub succeeds: Option<Concerning>,
    /// The end of its last day in the agency's zone; absent where it does not
    /// expire, and in what was recorded before licences were watched.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ends_at: Option<Instant>,
    /// When its holder is told that the end is near; absent where that day had
    /// passed already.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remind_at: Option<Instant>,
}

/// Its end is near.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Expiring {
    /// The instant at which it was due to be said.
    pub effective_at: Instant,
}

/// Its last day is over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Expired {
    /// The lawful instant: the end of the last day.
    pub effective_at: Instant,
}

/// A new application wants something of the licence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Concerned {
    /// The application.
    pub application: String,
    /// What it wants.
    pub kind: Concern,
}

/// The document was signed and stored: the licence is in force.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DocumentSigned {
    /// What lies in the store.
    pub document: Document,
}

/// The licence was ended, for good.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Revoked {
    /// On what it rests.
    pub basis: Basis,
    /// In words.
    pub ground: SealedRef,
}

/// Another licence took the place of this one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Superseded {
    /// The new licence.
    pub by: String,
    /// For what.
    pub kind: Concern,
}

events! {
    /// `licences.issued`.
    Issued = "licences.issued" 1,
    /// `licences.concerned`.
    Concerned = "licences.concerned" 1,
    /// `licences.document_signed`.
    DocumentSigned = "licences.document_signed" 1,
    /// `licences.revoked`.
    Revoked = "licences.revoked" 1,
    /// `licences.superseded`.
    Superseded = "licences.superseded" 1,
    /// `licences.expiring`.
    Expiring = "licences.expiring" 1,
    /// `licences.expired`.
    Expired = "licences.expired" 1,
}

/// Nothing is older yet; see `crate::upcast`.
fn older(kind: &str, version: u16, _payload: &str) -> Result<Event, Unreadable> {
    Err(Unreadable::Unknown { kind: kind.to_owned(), version })
}
