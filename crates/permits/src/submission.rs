//! What an applicant hands in, as far as the record may know it.

use kernel::{District, PersonId, ReceiptNumber, SealedRef};
use serde::{Deserialize, Serialize};

use crate::{exchange::Assignment, licence::Concerning, notices::NoticePreferences};

/// The way by which an application came in. Equal treatment is measured by it,
/// so it is recorded from the first case on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// By the applicant, over the internet.
    Online,
    /// At a counter (loket) of the agency.
    Counter,
    /// At a self-service kiosk.
    Kiosk,
    /// At the public service mall (Mal Pelayanan Publik).
    Mall,
    /// At a district office (kantor kecamatan).
    DistrictOffice,
    /// With an officer who came to the applicant (jemput bola).
    Mobile,
    /// By another agency's deployment, whose step it is.
    Agency,
}

impl Channel {
    /// Every channel, in the order of reports.
    pub const ALL: [Self; 7] = [
        Self::Online,
        Self::Counter,
        Self::Kiosk,
        Self::Mall,
        Self::DistrictOffice,
        Self::Mobile,
        Self::Agency,
    ];

    /// The stable name, as in the journal.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Online => "online",
            Self::Counter => "counter",
            Self::Kiosk => "kiosk",
            Self::Mall => "mall",
            Self::DistrictOffice => "district_office",
            Self::Mobile => "mobile",
            Self::Agency => "agency",
        }
    }
}

/// What is filed. Answers and contacts stay sealed; the record knows where
/// they lie and what they commit to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Submission {
    /// The record's id, a random UUID.
    pub id: String,
    /// The number that the applicant is told.
    pub receipt: ReceiptNumber,
    /// The pseudonym of the applicant's own record.
    pub subject: String,
    /// The sealed answers.
    pub form: SealedRef,
    /// The way by which it came in.
    pub channel: Channel,
    /// The officer who filed it for the applicant, if one did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assisted_by: Option<PersonId>,
    /// The applicant's district.
    pub district: District,
    /// Keyed digest of the secret that comes with the receipt.
    pub secret_digest: String,
    /// The requirements that the applicant says to have handed in, by their
    /// ids in the service's list.
    pub requirements_given: Vec<String>,
    /// The licence that there is already, and what is wanted of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub concerning: Option<Concerning>,
    /// By which ways the applicant wants to be told; absent: nothing chosen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notices: Option<NoticePreferences>,
    /// Whose step it is, where another agency's deployment filed it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assignment: Option<Assignment>,
}
