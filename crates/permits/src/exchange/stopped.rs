//! What the other agency lastingly refuses is not told for ever: it stops, the case
//! says so, and an administrator has it told again once the cause is mended.
//!
//! Who holds the case, and whose time runs, stays as it is.

use access::Acting;
use kernel::Instant;
use serde::{Deserialize, Serialize};

use super::system;
use crate::{application::Application, event::Event, refusal::Refusal};

/// What is told to another agency's deployment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DispatchKind {
    /// That it shall do a step.
    HandOver,
    /// That the step is not needed any more.
    CallBack,
    /// What came of its step.
    Result,
    /// That a document of its step is to be sent, and then that it is here.
    Document,
}

impl DispatchKind {
    /// Every kind.
    pub const ALL: [Self; 4] = [Self::HandOver, Self::CallBack, Self::Result, Self::Document];

    /// The stable name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::HandOver => "hand_over",
            Self::CallBack => "call_back",
            Self::Result => "result",
            Self::Document => "document",
        }
    }

    /// The kind of that name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name)
    }
}

/// A message that is not tried any more.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stopped {
    /// What it tells.
    pub kind: DispatchKind,
    /// The hand-over's id; of a document the id of the file here.
    pub id: String,
    /// The reason that the other side gave last, a word of the contract's catalogue.
    pub fault: String,
    /// Since when.
    pub at: Instant,
}

/// The other side refused a message several times for a reason that lasts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DispatchStopped {
    /// What it tells.
    pub kind: DispatchKind,
    /// The hand-over's id; of a document the id of the file here.
    pub id: String,
    /// The reason, a word of the contract's catalogue.
    pub fault: String,
}

/// An administrator has a stopped message told again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DispatchResent {
    /// What it tells.
    pub kind: DispatchKind,
    /// The hand-over's id; of a document the id of the file here.
    pub id: String,
}

impl Application {
    /// By the deployment itself; once until it is told again.
    pub(crate) fn note_stopped(
        &self,
        acting: &Acting<'_>,
        (kind, id): (DispatchKind, &str),
        fault: &str,
    ) -> Result<Vec<Event>, Refusal> {
        system(acting)?;
        if self.has_stopped(kind, id) {
            return Ok(Vec::new());
        }
        let (id, fault) = (id.to_owned(), fault.to_owned());
        Ok(vec![Event::DispatchStopped(DispatchStopped { kind, id, fault })])
    }

    /// Only who administers the agency knows whether the cause is mended.
    pub(crate) fn resend_dispatch(
        &self,
        acting: &Acting<'_>,
        (kind, id): (DispatchKind, &str),
    ) -> Result<Vec<Event>, Refusal> {
        match acting {
            Acting::Officer(officer) if officer.may_administer(&self.agency) => {}
            Acting::Officer(_)
            | Acting::Applicant
            | Acting::Agent(_)
            | Acting::Peer(_)
            | Acting::Public
            | Acting::System => return Err(Refusal::AdministratorOnly),
        }
        if !self.has_stopped(kind, id) {
            return Err(Refusal::DispatchNotStopped);
        }
        Ok(vec![Event::DispatchResent(DispatchResent { kind, id: id.to_owned() })])
    }

    fn has_stopped(&self, kind: DispatchKind, id: &str) -> bool {
        self.stopped.iter().any(|it| it.kind == kind && it.id == id)
    }

    pub(crate) fn dispatch_stopped(&mut self, at: Instant, event: &DispatchStopped) {
        let DispatchStopped { kind, id, fault } = event.clone();
        self.stopped.push(Stopped { kind, id, fault, at });
    }

    /// Told again, or heard after all.
    pub(crate) fn stopped_no_more(&mut self, kind: DispatchKind, id: &str) {
        self.stopped.retain(|it| it.kind != kind || it.id != id);
    }
}
