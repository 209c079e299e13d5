//! Who is invited and who took part, by element of society.

use kernel::{Instant, PersonId, SealedRef};
use serde::{Deserialize, Serialize};

/// The elements of society that a forum brings together (PermenPANRB 16/2017).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Element {
    /// Who provides the service (penyelenggara).
    Organiser,
    /// Who uses it, and the community (pengguna layanan, masyarakat).
    Community,
    /// Stakeholders and agencies concerned (pemangku kepentingan).
    Stakeholder,
    /// Experts, academics, practitioners (ahli, akademisi, praktisi).
    Expert,
    /// Civil society and its leading people (organisasi dan tokoh masyarakat).
    CivilSociety,
    /// Mass media (media massa).
    Media,
}

impl Element {
    /// All six.
    pub const ALL: [Self; 6] = [
        Self::Organiser,
        Self::Community,
        Self::Stakeholder,
        Self::Expert,
        Self::CivilSociety,
        Self::Media,
    ];
    /// From so many elements on, a forum counts as broad.
    pub const BROAD: usize = 4;
}

/// Somebody who was asked to come.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Invitation {
    /// Of which element.
    pub element: Element,
    /// Who, sealed under the forum's key.
    pub invitee: SealedRef,
}

/// What opens an entry to the person whose it is: a number, and a secret of
/// which only a keyed digest is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Slip {
    /// The number on it, as `KTM-FKP-2026-000012-4`.
    pub number: String,
    /// Keyed digest of the secret, in lower-case hex.
    pub secret_digest: String,
}

/// Somebody who took part (daftar hadir).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Participant {
    /// The entry's id; also the subject under which the person is sealed.
    pub id: String,
    /// Of which element.
    pub element: Element,
    /// Name, organisation and contact, sealed.
    pub person: SealedRef,
    /// With it the person reads and signs the minutes.
    pub slip: Slip,
    /// When the person was registered.
    pub at: Instant,
    /// Who registered the person; absent only when no officer did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<PersonId>,
    /// When it was destroyed who the person is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub erased_at: Option<Instant>,
}
