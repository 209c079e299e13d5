//! What people and the deployment may ask of a licence.

use kernel::SealedRef;
use serde::{Deserialize, Serialize};
use sop::Sop;

use super::Document;
use crate::application::Application;

/// What a new application wants of a licence that there is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Concern {
    /// The same for a further period (perpanjangan).
    Renewal,
    /// Something that it says changes (perubahan).
    Amendment,
    /// Somebody else becomes its holder (balik nama).
    Transfer,
}

/// A licence, and what is wanted of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Concerning {
    /// What is wanted.
    pub kind: Concern,
    /// The licence's id.
    pub licence: String,
}

/// On what a revocation rests (PP 28/2025 Ps 256, and the correction of a slip
/// of the pen). A closed list; the words go into the ground.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// The holder asked for it (permohonan).
    HolderRequest,
    /// The holder is a body that was dissolved (pembubaran).
    Dissolution,
    /// The holder broke the rules (pelanggaran).
    Violation,
    /// A court ruled so (putusan pengadilan).
    CourtRuling,
    /// The right to the land has ended (hak atas tanah).
    LandRight,
    /// It was issued with an error and is issued anew.
    ClericalError,
}

/// What is asked to be done with a licence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// Records the document that was rendered, signed and stored.
    RecordDocument {
        /// What lies in the store.
        document: Document,
    },
    /// Ends the licence for good.
    Revoke {
        /// On what it rests.
        basis: Basis,
        /// In words.
        ground: SealedRef,
    },
}

/// What a decision needs to know beyond the licence.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// The application on which it was issued.
    pub application: &'a Application,
    /// The procedure of that application, in its pinned version.
    pub sop: &'a Sop,
}
