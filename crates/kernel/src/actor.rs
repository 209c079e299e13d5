//! Who acts. Always taken from a credential, never from a request's body.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::id::{AgencyId, IdError, Slug};

/// A person in the agency's service, by pseudonym (the journal knows no name).
///
/// Separation of duties counts persons, not accounts: every account of a
/// person leads to the same `PersonId`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PersonId(Slug);

impl PersonId {
    /// The person whom `text` names.
    ///
    /// # Errors
    /// [`IdError::NotASlug`] when `text` is not a slug.
    pub fn parse(text: &str) -> Result<Self, IdError> {
        Slug::parse(text).map(Self)
    }

    /// The pseudonym.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

impl fmt::Display for PersonId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Who caused an event.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Actor {
    /// Somebody in the agency's service, signed in.
    Officer(PersonId),
    /// The applicant of the record, shown by receipt number and secret.
    Applicant,
    /// Somebody who acts for the applicant of the record (kuasa), by the
    /// number of the mandate in it.
    Agent(u32),
    /// Another agency's deployment, known by its certificate.
    Peer(AgencyId),
    /// Nobody in particular: a citizen before the first receipt.
    Public,
    /// The deployment itself: a deadline that passed, a file read at start.
    System,
}

impl fmt::Display for Actor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Officer(person) => write!(f, "officer:{person}"),
            Self::Applicant => f.write_str("applicant"),
            Self::Agent(mandate) => write!(f, "agent:{mandate}"),
            Self::Peer(agency) => write!(f, "peer:{agency}"),
            Self::Public => f.write_str("public"),
            Self::System => f.write_str("system"),
        }
    }
}

impl FromStr for Actor {
    type Err = IdError;
    /// Reads what `Display` writes.
    fn from_str(text: &str) -> Result<Self, IdError> {
        match text {
            "applicant" => Ok(Self::Applicant),
            "public" => Ok(Self::Public),
            "system" => Ok(Self::System),
            _ => match text.split_once(':') {
                Some(("officer", person)) => PersonId::parse(person).map(Self::Officer),
                Some(("peer", agency)) => Slug::parse(agency).map(Self::Peer),
                Some(("agent", mandate)) => {
                    mandate.parse().map(Self::Agent).map_err(|_| IdError::NotASlug)
                }
                Some(_) | None => Err(IdError::NotASlug),
            },
        }
    }
}
