//! A failure to protect data (kegagalan pelindungan data pribadi, UU 27/2022 Ps
//! 46), and who had to be told of it in time.

use kernel::{AgencyId, Instant, SealedRef};
use serde::{Deserialize, Serialize};

use crate::{
    deadline::{Deadline, Ring},
    event::{BreachNotified, BreachOverdue, BreachRead, BreachRecorded, BreachWarned, Event},
    refusal::Refusal,
};

/// What happened to the data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Nature {
    /// Somebody saw them who must not.
    Disclosure,
    /// They were changed.
    Alteration,
    /// They were lost or destroyed.
    Loss,
    /// Nobody could get at them for a time.
    Unavailability,
}

/// Which data (UU 27/2022 Ps 4).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DataCategory {
    /// Names, addresses, ways to reach somebody.
    General,
    /// Numbers that identify a person, as the NIK.
    Identifier,
    /// Health, finances, children and the like (data spesifik).
    Specific,
    /// Files that were handed in.
    Files,
}

/// About how many people, as far as is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Extent {
    /// Not known yet.
    Unknown,
    /// One person.
    One,
    /// Up to a hundred.
    UpToHundred,
    /// Up to ten thousand.
    UpToTenThousand,
    /// More.
    More,
}

/// Who must be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Told {
    /// The persons concerned.
    Subjects,
    /// The authority for the protection of personal data.
    Authority,
    /// Everybody, where the public is concerned (Ps 46 (3)).
    Public,
}

/// Those without whom the time goes on.
const MUST_BE_TOLD: [Told; 2] = [Told::Subjects, Told::Authority];

/// Somebody was told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Notification {
    /// Who.
    pub told: Told,
    /// When.
    pub at: Instant,
}

/// A breach in the register.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Breach {
    /// The record's id; also the subject under which its narrative is sealed.
    pub id: String,
    /// The agency that answers for the data.
    pub agency: AgencyId,
    /// When it was discovered: from then on the time runs.
    pub discovered_at: Instant,
    /// What happened.
    pub nature: Nature,
    /// To which data.
    pub categories: Vec<DataCategory>,
    /// To about how many people.
    pub extent: Extent,
    /// When and how, what was done and will be done.
    pub narrative: SealedRef,
    /// The time.
    pub deadline: Deadline,
    /// Who was told, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notifications: Vec<Notification>,
}

/// What can be done with a breach.
#[derive(Clone, Debug)]
pub enum BreachCommand {
    /// Its narrative is read: recorded before it is shown.
    Read,
    /// Somebody was told of it.
    Notify {
        /// Who.
        told: Told,
        /// When, at most now.
        at: Instant,
    },
}

impl Breach {
    /// The recording of a breach, discovered at most now.
    ///
    /// # Errors
    /// [`Refusal::ReceivedInFuture`].
    pub fn record(new: BreachRecorded, now: Instant) -> Result<BreachRecorded, Refusal> {
        if new.discovered_at > now {
            return Err(Refusal::ReceivedInFuture);
        }
        Ok(new)
    }

    /// The events that `command` would cause, or the rule that refuses it. What
    /// time has brought by `now` comes first.
    ///
    /// # Errors
    /// [`Refusal::ReceivedInFuture`] and [`Refusal::AlreadyNotified`].
    pub fn decide(&self, command: &BreachCommand, now: Instant) -> Result<Vec<Event>, Refusal> {
        let mut events = self.decide_time(now);
        events.push(match command {
            BreachCommand::Read => Event::BreachRead(BreachRead {}),
            BreachCommand::Notify { at, .. } if *at > now || *at < self.discovered_at => {
                return Err(Refusal::ReceivedInFuture);
            }
            BreachCommand::Notify { told, .. } if self.has_told(*told) => {
                return Err(Refusal::AlreadyNotified);
            }
            BreachCommand::Notify { told, at } => {
                Event::BreachNotified(BreachNotified { told: *told, at: *at })
            }
        });
        Ok(events)
    }

    /// What time alone has brought by `now`; nothing once all were told.
    #[must_use]
    pub fn decide_time(&self, now: Instant) -> Vec<Event> {
        if self.is_told() {
            return Vec::new();
        }
        let event = |ring| match ring {
            Ring::Warning(effective_at) => Event::BreachWarned(BreachWarned { effective_at }),
            Ring::Missed(effective_at) => Event::BreachOverdue(BreachOverdue { effective_at }),
        };
        self.deadline.rings(now).into_iter().map(event).collect()
    }

    /// When time next brings something.
    #[must_use]
    pub fn wakes_at(&self) -> Option<Instant> {
        self.deadline.wakes_at().filter(|_| !self.is_told())
    }

    /// Whether everybody was told who must be.
    #[must_use]
    pub fn is_told(&self) -> bool {
        MUST_BE_TOLD.iter().all(|told| self.has_told(*told))
    }

    fn has_told(&self, told: Told) -> bool {
        self.notifications.iter().any(|notification| notification.told == told)
    }

    pub(crate) fn recorded(event: &BreachRecorded) -> Self {
        let BreachRecorded { id, agency, discovered_at, nature, categories, extent, narrative } =
            event.clone();
        Self {
            id,
            agency,
            discovered_at,
            nature,
            categories,
            extent,
            narrative,
            deadline: Deadline::from(discovered_at),
            notifications: Vec::new(),
        }
    }

    /// The breach after `event`; `None` for an event that is not about one.
    pub(crate) fn evolved(mut self, event: &Event) -> Option<Self> {
        match event {
            Event::BreachRead(_) => {}
            Event::BreachWarned(_) => self.deadline.is_warned = true,
            Event::BreachOverdue(_) => self.deadline.is_missed = true,
            Event::BreachNotified(BreachNotified { told, at }) => {
                self.notifications.push(Notification { told: *told, at: *at });
            }
            _ => return None,
        }
        Some(self)
    }
}
