//! The record of a licence, and what can be read off it.
//!
//! Nothing here judges; that is `decide`.

use jiff::civil::Date;
use kernel::{Actor, AgencyId, Bilingual, Instant, PersonId, SealedRef};
use serde::{Deserialize, Serialize};

use super::{
    Basis, Concern, Concerning, Event, Validity, VerificationCode,
    event::{Concerned, DocumentSigned, Expired, Expiring, Issued, Revoked, Superseded},
};
use crate::application::Pin;

/// The signed document, as it lies in the object store.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Document {
    /// SHA-256 of the PDF, in lower-case hex.
    pub digest: String,
    /// Its size in bytes.
    pub size: u64,
    /// Under which name it is stored, encrypted under the holder's key.
    pub blob: String,
    /// Who or what signed it, in the signer's own words.
    pub signer: Bilingual,
}

/// How a licence was ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Revocation {
    /// When.
    pub at: Instant,
    /// By whom.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<PersonId>,
    /// On what it rests.
    pub basis: Basis,
    /// In words.
    pub ground: SealedRef,
}

/// How a licence was replaced.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Succession {
    /// When.
    pub at: Instant,
    /// By which licence.
    pub by: String,
    /// For what.
    pub kind: Concern,
}

/// Where a licence stands in law, with the facts that are true there. Expiry is
/// not among them: it follows from the date.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Standing {
    /// Issued; its document is still to be signed.
    Pending,
    /// Issued, with its document.
    InForce,
    /// Ended by the agency, for good.
    Revoked(Revocation),
    /// Replaced by a renewal, an amendment or a transfer.
    Superseded(Succession),
}

impl Standing {
    /// The stable name.
    #[must_use]
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::InForce => "in_force",
            Self::Revoked(_) => "revoked",
            Self::Superseded(_) => "superseded",
        }
    }
}

/// What a licence is worth on a certain day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// It holds.
    Valid,
    /// Its last day is over.
    Expired,
    /// The agency ended it.
    Revoked,
    /// Another licence took its place.
    Superseded,
    /// Its document is still to be signed.
    NotYetSigned,
}

/// One licence. Built and changed by [`LicenceRecord::evolve`] only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct LicenceRecord {
    /// The record's id, a random UUID.
    pub id: String,
    /// The agency that issued it.
    pub agency: AgencyId,
    /// The number as printed; never given to another licence.
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
    /// When it was issued.
    pub issued_at: Instant,
    /// For how long it holds.
    pub validity: Validity,
    /// The licence in whose place it came, and why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub succeeds: Option<Concerning>,
    /// The signed document; absent while it is pending, and for ever where the
    /// licence ended before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document: Option<Document>,
    /// When it was signed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signed_at: Option<Instant>,
    /// The last application that concerned this licence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub concerned_by: Option<String>,
    /// Where it stands.
    pub standing: Standing,
    /// The end of its last day, where it expires.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ends_at: Option<Instant>,
    /// When its holder is to be told that the end is near.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remind_at: Option<Instant>,
    /// The lawful instant of that word, once it came.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reminded: Option<Instant>,
    /// The lawful instant of the end, once it came.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expired: Option<Instant>,
}

impl LicenceRecord {
    /// What it is worth on `today`, a civil date at the agency.
    #[must_use]
    pub fn status(&self, today: Date) -> Status {
        match self.standing {
            Standing::Revoked(_) => Status::Revoked,
            Standing::Superseded(_) => Status::Superseded,
            Standing::Pending => Status::NotYetSigned,
            Standing::InForce if self.validity.is_over(today) => Status::Expired,
            Standing::InForce => Status::Valid,
        }
    }

    /// The licence after `event`, caused by `actor` at `at`.
    ///
    /// Total: what was recorded did happen. An event about a licence that was
    /// never issued leaves nothing.
    #[must_use]
    pub fn evolve(state: Option<Self>, at: Instant, actor: &Actor, event: &Event) -> Option<Self> {
        match (state, event) {
            (None, Event::Issued(issued)) => Some(Self::issued(at, issued)),
            (None, _) => None,
            (Some(licence), event) => Some(licence.evolved(at, actor, event)),
        }
    }

    fn issued(at: Instant, event: &Issued) -> Self {
        let Issued {
            licence,
            agency,
            number,
            code,
            service,
            application,
            subject,
            holder,
            validity,
            succeeds,
            ends_at,
            remind_at,
        } = event.clone();
        Self {
            id: licence,
            agency,
            number,
            code,
            service,
            application,
            subject,
            holder,
            issued_at: at,
            validity,
            succeeds,
            document: None,
            signed_at: None,
            concerned_by: None,
            standing: Standing::Pending,
            ends_at,
            remind_at,
            reminded: None,
            expired: None,
        }
    }

    fn evolved(mut self, at: Instant, actor: &Actor, event: &Event) -> Self {
        match event {
            // Nothing is issued twice under one id.
            Event::Issued(_) => {}
            Event::Concerned(Concerned { application, kind: _ }) => {
                self.concerned_by = Some(application.clone());
            }
            Event::DocumentSigned(DocumentSigned { document }) => {
                self.document = Some(document.clone());
                self.signed_at = Some(at);
                self.standing = Standing::InForce;
            }
            Event::Revoked(Revoked { basis, ground }) => {
                let by = match actor {
                    Actor::Officer(person) => Some(person.clone()),
                    Actor::Applicant
                    | Actor::Agent(_)
                    | Actor::Peer(_)
                    | Actor::Public
                    | Actor::System => None,
                };
                let revocation = Revocation { at, by, basis: *basis, ground: ground.clone() };
                self.standing = Standing::Revoked(revocation);
            }
            Event::Expiring(Expiring { effective_at }) => self.reminded = Some(*effective_at),
            Event::Expired(Expired { effective_at }) => self.expired = Some(*effective_at),
            Event::Superseded(Superseded { by, kind }) => {
                self.standing =
                    Standing::Superseded(Succession { at, by: by.clone(), kind: *kind });
            }
        }
        self
    }
}
