//! Whose data are given out or destroyed (subjek data pribadi, UU 27/2022): a person by
//! what the person has left with the agency.

use serde::{Deserialize, Serialize};

use crate::record::{Key, RecordKind};

/// A person whose data we keep.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum DataSubject {
    /// The applicant of a case.
    Applicant {
        /// The application.
        application: String,
    },
    /// Whoever complained.
    Reporter {
        /// The complaint.
        complaint: String,
    },
    /// Somebody who came to a forum, or commented on its text.
    Contributor {
        /// The forum.
        forum: String,
        /// The participant or the comment.
        entry: String,
    },
}

impl DataSubject {
    /// The record in which the data stand.
    pub(crate) fn key(&self) -> Key {
        match self {
            Self::Applicant { application } => Key::new(RecordKind::Application, application),
            Self::Reporter { complaint } => Key::new(RecordKind::Complaint, complaint),
            Self::Contributor { forum, entry: _ } => Key::new(RecordKind::Forum, forum),
        }
    }
}
