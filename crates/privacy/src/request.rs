//! What a person asks of those who hold the data (UU 27/2022 Ps 5-13), with the
//! time in which it must be answered.

use kernel::{AgencyId, Instant, SealedRef};
use serde::{Deserialize, Serialize};

use crate::{
    deadline::{Deadline, Ring},
    event::{
        Event, RequestAnswered, RequestBreached, RequestOpened, RequestRead, RequestRefused,
        RequestWarned,
    },
    refusal::Refusal,
};

/// What is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Right {
    /// To see the data and who read them, and to have a copy (Ps 7, 32).
    Access,
    /// To have them completed or put right (Ps 6, 30).
    Correction,
    /// To have them destroyed (Ps 8, 43, 44).
    Erasure,
    /// To have their use held up (Ps 11, 41).
    Restriction,
    /// To take a consent back (Ps 9, 40). A permit rests on none.
    ConsentWithdrawal,
}

/// How the request came.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Via {
    /// From the applicant, by receipt and secret.
    Receipt,
    /// On paper or by word of mouth, written down by the data protection
    /// officer, who has seen who asks.
    Letter,
}

/// How it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Standing {
    /// The clock runs.
    Open,
    /// It was done as asked.
    Answered {
        /// When.
        at: Instant,
        /// What was done, in words for the person.
        note: SealedRef,
    },
    /// It was not done, or not all of it.
    Refused {
        /// When.
        at: Instant,
        /// On what ground, in words for the person (Ps 33).
        ground: SealedRef,
    },
}

/// A person's request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SubjectRequest {
    /// The record's id; also the subject under which its texts are sealed.
    pub id: String,
    /// The agency that answers.
    pub agency: AgencyId,
    /// The application that it is about; absent where the letter names none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub application: Option<String>,
    /// What is asked.
    pub right: Right,
    /// How it came.
    pub via: Via,
    /// When it was received: from then on the time runs.
    pub received_at: Instant,
    /// The person's words.
    pub text: SealedRef,
    /// The time.
    pub deadline: Deadline,
    /// How it stands.
    pub standing: Standing,
}

/// What can be done with a request.
#[derive(Clone, Debug)]
pub enum RequestCommand {
    /// Its words are read: recorded before they are shown.
    Read,
    /// It was done as asked.
    Answer {
        /// What was done.
        note: SealedRef,
    },
    /// It was not done, or not all of it.
    Refuse {
        /// On what ground.
        ground: SealedRef,
    },
}

/// A request on its way into the register.
#[derive(Clone, Debug)]
pub struct NewRequest {
    /// The new record's id, a random UUID.
    pub id: String,
    /// The agency that answers.
    pub agency: AgencyId,
    /// The application that it is about.
    pub application: Option<String>,
    /// What is asked.
    pub right: Right,
    /// How it came.
    pub via: Via,
    /// When it was received.
    pub received_at: Instant,
    /// The person's words.
    pub text: SealedRef,
}

impl SubjectRequest {
    /// The opening of a request, received at most now.
    ///
    /// # Errors
    /// [`Refusal::ReceivedInFuture`].
    pub fn open(new: &NewRequest, now: Instant) -> Result<RequestOpened, Refusal> {
        let NewRequest { id, agency, application, right, via, received_at, text } = new.clone();
        if received_at > now {
            return Err(Refusal::ReceivedInFuture);
        }
        Ok(RequestOpened { id, agency, application, right, via, received_at, text })
    }

    /// The events that `command` would cause, or the rule that refuses it. What
    /// time has brought by `now` comes first.
    ///
    /// # Errors
    /// [`Refusal::RequestClosed`].
    pub fn decide(&self, command: &RequestCommand, now: Instant) -> Result<Vec<Event>, Refusal> {
        let mut events = self.decide_time(now);
        let is_open = self.standing == Standing::Open;
        events.push(match command {
            RequestCommand::Read => Event::RequestRead(RequestRead {}),
            RequestCommand::Answer { .. } | RequestCommand::Refuse { .. } if !is_open => {
                return Err(Refusal::RequestClosed);
            }
            RequestCommand::Answer { note } => {
                Event::RequestAnswered(RequestAnswered { note: note.clone() })
            }
            RequestCommand::Refuse { ground } => {
                Event::RequestRefused(RequestRefused { ground: ground.clone() })
            }
        });
        Ok(events)
    }

    /// What time alone has brought by `now`; nothing once it is closed.
    #[must_use]
    pub fn decide_time(&self, now: Instant) -> Vec<Event> {
        if self.standing != Standing::Open {
            return Vec::new();
        }
        let event = |ring| match ring {
            Ring::Warning(effective_at) => Event::RequestWarned(RequestWarned { effective_at }),
            Ring::Missed(effective_at) => Event::RequestBreached(RequestBreached { effective_at }),
        };
        self.deadline.rings(now).into_iter().map(event).collect()
    }

    /// When time next brings something.
    #[must_use]
    pub fn wakes_at(&self) -> Option<Instant> {
        self.deadline.wakes_at().filter(|_| self.standing == Standing::Open)
    }

    pub(crate) fn opened(event: &RequestOpened) -> Self {
        let RequestOpened { id, agency, application, right, via, received_at, text } =
            event.clone();
        let (deadline, standing) = (Deadline::from(received_at), Standing::Open);
        Self { id, agency, application, right, via, received_at, text, deadline, standing }
    }

    /// The request after `event`; `None` for an event that is not about one.
    pub(crate) fn evolved(mut self, at: Instant, event: &Event) -> Option<Self> {
        match event {
            Event::RequestRead(_) => {}
            Event::RequestWarned(_) => self.deadline.is_warned = true,
            Event::RequestBreached(_) => self.deadline.is_missed = true,
            Event::RequestAnswered(RequestAnswered { note }) => {
                self.standing = Standing::Answered { at, note: note.clone() };
            }
            Event::RequestRefused(RequestRefused { ground }) => {
                self.standing = Standing::Refused { at, ground: ground.clone() };
            }
            _ => return None,
        }
        Some(self)
    }
}
