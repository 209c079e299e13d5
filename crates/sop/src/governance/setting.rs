//! What an agency demands of those who work by its procedures.

use kernel::AgencyId;
use serde::{Deserialize, Serialize};

use super::{Event, SettingChanged};

/// What an agency demands of those who work by its procedures.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Proof {
    /// Nothing.
    #[default]
    None,
    /// That the person says to have read and understood the version.
    Acknowledgement,
    /// That the person has passed the version's quiz.
    Quiz,
}

/// The setting of an agency.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Setting {
    /// Whether nobody takes a step of a version that the person has not read.
    pub acknowledgement_required: bool,
    /// Whether it is the quiz that shows it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub by_quiz: bool,
}

impl Setting {
    /// The event that changes the setting of `agency`.
    #[must_use]
    pub fn change(agency: &AgencyId, proof: Proof) -> Event {
        Event::SettingChanged(SettingChanged {
            agency: agency.clone(),
            acknowledgement_required: proof != Proof::None,
            by_quiz: proof == Proof::Quiz,
        })
    }

    /// What is demanded.
    #[must_use]
    pub fn proof(&self) -> Proof {
        match (self.acknowledgement_required, self.by_quiz) {
            (false, _) => Proof::None,
            (true, false) => Proof::Acknowledgement,
            (true, true) => Proof::Quiz,
        }
    }

    /// The setting after `event`. An event about something else leaves nothing.
    #[must_use]
    pub fn evolve(event: &Event) -> Option<Self> {
        match event {
            Event::SettingChanged(SettingChanged {
                agency: _,
                acknowledgement_required,
                by_quiz,
            }) => Some(Self {
                acknowledgement_required: *acknowledgement_required,
                by_quiz: *by_quiz,
            }),
            Event::Tried(_)
            | Event::Approved(_)
            | Event::SessionHeld(_)
            | Event::Acknowledged(_)
            | Event::Evaluated(_)
            | Event::Proposed(_)
            | Event::Disposed(_)
            | Event::QuizSet(_)
            | Event::QuizTaken(_) => None,
        }
    }
}
