//! Messages between applicant and office: only through the case, never beside it.
//!
//! The words are sealed. The applicant sees which office wrote, never who; the
//! office never learns from a message how to reach the applicant.

use access::{Acting, Officer};
use kernel::{Executor, Instant, PersonId, SealedRef};
use serde::{Deserialize, Serialize};

use crate::{
    application::{Application, Task},
    context::Context,
    event::Event,
    payload::MessagePosted,
    refusal::Refusal,
};

/// The most messages of a case; what needs more is talked over at the counter.
pub const MOST_MESSAGES: usize = 100;
/// The most messages of one side within a day.
pub const MOST_MESSAGES_A_DAY: usize = 10;
const DAY_SECONDS: i64 = 24 * 3600;

/// Who wrote a message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Writer {
    /// The applicant.
    Applicant,
    /// Somebody who acts for the applicant.
    Agent {
        /// The number of the mandate.
        mandate: u32,
    },
    /// The office that has the case, by whoever held a task of it.
    Office {
        /// As which office: all that the applicant sees.
        executor: Executor,
        /// The person, for the agency itself.
        by: PersonId,
    },
}

/// One message of a case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Message {
    /// When it was posted.
    pub at: Instant,
    /// Who wrote it.
    pub from: Writer,
    /// What it says.
    pub text: SealedRef,
    /// The requirement of which it speaks, by its id in the service's list.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub requirement: Option<String>,
}

impl Message {
    fn is_from_the_office(&self) -> bool {
        match self.from {
            Writer::Office { .. } => true,
            Writer::Applicant | Writer::Agent { .. } => false,
        }
    }
}

impl Application {
    /// How many messages of the applicant came after the office's last one.
    #[must_use]
    pub fn unanswered(&self) -> usize {
        self.messages.iter().rev().take_while(|message| !message.is_from_the_office()).count()
    }

    /// Anybody may ask for what the standard lists, and for nothing else
    /// (UU 25/2009 Ps 34: no demand beyond what was published). A message
    /// neither returns the file nor stops its clock.
    pub(crate) fn post_message(
        &self,
        acting: &Acting<'_>,
        text: &SealedRef,
        requirement: Option<&str>,
        context: &Context<'_>,
    ) -> Result<Vec<Event>, Refusal> {
        if self.is_over() {
            return Err(sop::Refusal::CaseEnded.into());
        }
        let executor = match acting {
            Acting::Applicant | Acting::Agent(_) => None,
            Acting::Officer(officer) => Some(self.task_in_hand(officer)?.executor.clone()),
            Acting::Peer(_) | Acting::Public | Acting::System => {
                return Err(Refusal::ApplicantOnly);
            }
        };
        if let Some(id) = requirement {
            let listed = context.service.requirements();
            if !listed.iter().any(|requirement| requirement.id.as_str() == id) {
                return Err(Refusal::RequirementNotListed { requirement: id.to_owned() });
            }
        }
        let is_of_this_side =
            |message: &&Message| message.is_from_the_office() == executor.is_some();
        let since = context.now.plus_seconds(-DAY_SECONDS);
        let lately = self.messages.iter().filter(is_of_this_side).filter(|it| it.at > since);
        if self.messages.len() >= MOST_MESSAGES || lately.count() >= MOST_MESSAGES_A_DAY {
            return Err(Refusal::TooManyMessages);
        }
        let (text, requirement) = (text.clone(), requirement.map(ToOwned::to_owned));
        Ok(vec![Event::MessagePosted(MessagePosted { text, requirement, executor })])
    }

    /// A task of the case on the officer's desk, with the right to go on.
    fn task_in_hand(&self, officer: &Officer) -> Result<&Task, Refusal> {
        let is_held = |task: &&Task| {
            task.taken_by.as_ref() == Some(&officer.person) && officer.may_execute(&task.executor)
        };
        let task = self.tasks.iter().find(is_held).ok_or(Refusal::NoTaskHeld)?;
        self.person_may(&officer.person, task)?;
        if task.assigned {
            return Err(Refusal::DeclarationRequired);
        }
        Ok(task)
    }
}
