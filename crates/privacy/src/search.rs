//! A search for a person by an identifier: who searched, by which kind of
//! identifier and for what, and what was found. Never the identifier.

use kernel::AgencyId;
use serde::{Deserialize, Serialize};

use crate::event::Searched;

/// By which identifier.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SearchedBy {
    /// The number of a resident.
    Nik,
    /// A telephone number.
    Phone,
    /// An address of electronic mail.
    Email,
}

/// What for. A closed list, so that readings can be compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SearchPurpose {
    /// The person is here and has no receipt at hand.
    AssistApplicant,
    /// To see whether the same was applied for already.
    DuplicateCheck,
    /// To answer a request about the person's data.
    SubjectRequest,
    /// To find out whom a breach concerns.
    BreachHandling,
    /// To look into a complaint.
    ComplaintHandling,
}

/// A search that was made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Search {
    /// The record's id.
    pub id: String,
    /// The agency among whose cases.
    pub agency: AgencyId,
    /// By which identifier.
    pub by: SearchedBy,
    /// What for.
    pub purpose: SearchPurpose,
    /// The applications found, newest first.
    pub found: Vec<String>,
}

impl Search {
    pub(crate) fn made(event: &Searched) -> Self {
        let Searched { id, agency, by, purpose, found } = event.clone();
        Self { id, agency, by, purpose, found }
    }
}
