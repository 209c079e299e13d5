//! The district (kecamatan) that a person comes from.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

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
