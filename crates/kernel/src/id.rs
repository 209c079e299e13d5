//! Names that machines compare: slugs, and the executor built from three.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// Why a text is not an identifier.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum IdError {
    /// Not `[a-z][a-z0-9-]{0,39}`.
    #[error("must be 1 to 40 of a-z, 0-9 and '-', beginning with a letter")]
    NotASlug,
    /// Not three slugs with slashes between them.
    #[error("must be agency/unit/role")]
    NotAnExecutor,
}

/// A short lower-case name: `[a-z][a-z0-9-]{0,39}`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Slug(String);

impl Slug {
    /// The slug that `text` is.
    ///
    /// # Errors
    /// [`IdError::NotASlug`] when it has another shape.
    pub fn parse(text: &str) -> Result<Self, IdError> {
        let mut bytes = text.bytes();
        let begins_with_letter = bytes.next().is_some_and(|b| b.is_ascii_lowercase());
        let rest = bytes.all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        if begins_with_letter && rest && text.len() <= 40 {
            Ok(Self(text.to_owned()))
        } else {
            Err(IdError::NotASlug)
        }
    }

    /// The text of the slug.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Slug {
    type Error = IdError;
    fn try_from(text: String) -> Result<Self, IdError> {
        Self::parse(&text)
    }
}

impl From<Slug> for String {
    fn from(slug: Slug) -> Self {
        slug.0
    }
}

impl FromStr for Slug {
    type Err = IdError;
    fn from_str(text: &str) -> Result<Self, IdError> {
        Self::parse(text)
    }
}

impl fmt::Display for Slug {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// An agency (OPD, organisasi perangkat daerah), as `dpmptsp`.
pub type AgencyId = Slug;
/// A unit of an agency (unit kerja), as `pelayanan`.
pub type UnitId = Slug;
/// A role within a unit (jabatan, peran), as `verifikator`.
pub type RoleId = Slug;

/// Who carries out a step (pelaksana): `agency/unit/role`.
///
/// Three parts also where one deployment plays several agencies, so that a
/// hand-over between agencies is visible from the first version on.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Executor {
    /// The agency that answers for the step.
    pub agency: AgencyId,
    /// The unit within the agency.
    pub unit: UnitId,
    /// The role that a person must hold there.
    pub role: RoleId,
}

impl FromStr for Executor {
    type Err = IdError;
    fn from_str(text: &str) -> Result<Self, IdError> {
        let mut parts = text.split('/');
        let (Some(agency), Some(unit), Some(role), None) =
            (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return Err(IdError::NotAnExecutor);
        };
        Ok(Self {
            agency: Slug::parse(agency)?,
            unit: Slug::parse(unit)?,
            role: Slug::parse(role)?,
        })
    }
}

impl TryFrom<String> for Executor {
    type Error = IdError;
    fn try_from(text: String) -> Result<Self, IdError> {
        text.parse()
    }
}

impl From<Executor> for String {
    fn from(executor: Executor) -> Self {
        executor.to_string()
    }
}

impl fmt::Display for Executor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}/{}", self.agency, self.unit, self.role)
    }
}

/// A unit of an agency (unit kerja): who answers for a case at a time.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Unit {
    /// The agency.
    pub agency: AgencyId,
    /// The unit within it.
    pub unit: UnitId,
}

impl From<&Executor> for Unit {
    fn from(executor: &Executor) -> Self {
        Self { agency: executor.agency.clone(), unit: executor.unit.clone() }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn an_executor_reads_back_as_written(
            agency in "[a-z][a-z0-9-]{0,39}",
            unit in "[a-z][a-z0-9-]{0,39}",
            role in "[a-z][a-z0-9-]{0,39}",
        ) {
            let text = format!("{agency}/{unit}/{role}");
            let executor: Executor = text.parse().unwrap();
            prop_assert_eq!(executor.to_string(), text);
        }
    }

    #[test]
    fn a_slug_refuses_what_a_path_or_a_log_could_misread() {
        for bad in ["", "A", "1a", "a/b", "a b", "a\n", "ä", &"a".repeat(41)] {
            assert_eq!(Slug::parse(bad), Err(IdError::NotASlug), "{bad:?}");
        }
    }
}
