//! What an applicant hands in, as far as the record may know it.

use std::{fmt, str::FromStr};

use kernel::{PersonId, SealedRef};
use serde::{Deserialize, Serialize};

use crate::{licence::Concerning, notices::NoticePreferences, receipt::ReceiptNumber};

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
}

impl Channel {
    /// Every channel, in the order of reports.
    pub const ALL: [Self; 6] =
        [Self::Online, Self::Counter, Self::Kiosk, Self::Mall, Self::DistrictOffice, Self::Mobile];

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
        }
    }
}

/// A text that is not a district's code.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("must be the code of a kecamatan, as 62.02.01")]
pub struct DistrictError;

/// A district (kecamatan) by the ministry's code, as `62.02.01`.
///
/// The finest place that the record keeps: enough to measure equal treatment,
/// too coarse to find a home.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct District(String);

impl District {
    /// The district that `text` names.
    ///
    /// # Errors
    /// [`DistrictError`] when it is not three groups of two digits.
    pub fn parse(text: &str) -> Result<Self, DistrictError> {
        let groups: Vec<&str> = text.split('.').collect();
        let is_group = |group: &&str| group.len() == 2 && group.bytes().all(|b| b.is_ascii_digit());
        if groups.len() == 3 && groups.iter().all(is_group) {
            Ok(Self(text.to_owned()))
        } else {
            Err(DistrictError)
        }
    }

    /// The code.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for District {
    type Error = DistrictError;
    fn try_from(text: String) -> Result<Self, DistrictError> {
        Self::parse(&text)
    }
}

impl From<District> for String {
    fn from(district: District) -> Self {
        district.0
    }
}

impl FromStr for District {
    type Err = DistrictError;
    fn from_str(text: &str) -> Result<Self, DistrictError> {
        Self::parse(text)
    }
}

impl fmt::Display for District {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
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
}
