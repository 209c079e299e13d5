//! A step in the hands of another agency's own deployment.
//!
//! The case stays where it was filed. Its step is *entrusted*: no officer here
//! can take it, until the other agency has answered. There the work is a case of
//! its own, *assigned* by this one, with that agency's procedure, clock and
//! officers. Each side writes down what it sent and what it took, with the place
//! of the other side's event in the other side's journal.
//!
//! Nothing here sends anything: what is to be sent follows from these records.

mod calling_back;
mod documents;
mod moved;
mod stopped;

use access::Acting;
use kernel::{AgencyId, Instant, ReceiptNumber, SealedRef};
use serde::{Deserialize, Serialize};
use sop::{Act, EndResult, Kind, StepId};

use crate::{
    application::{Application, Task},
    context::Context,
    decide::Desk,
    event::Event,
    refusal::Refusal,
};

pub use self::calling_back::{CallBackAnswer, CallBackAnswered, CalledBack};
pub use self::documents::{
    AssignedDocument, DocumentConfirmed, DocumentDelivered, DocumentFetched, DocumentGrant,
    DocumentReceived, Fetch, GRANT_SECONDS,
};
pub use self::stopped::{DispatchKind, DispatchResent, DispatchStopped, Stopped};

/// The most steps that one case entrusts; a loop has a cap far below.
pub const MOST_ENTRUSTMENTS: usize = 200;

/// Where an event stands in a journal, so that its keeper can be held to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Leaf {
    /// Its index.
    pub index: u64,
    /// The hash of its leaf (RFC 6962), 64 hexadecimal digits.
    pub hash: String,
}

/// A step that another agency's deployment does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entrustment {
    /// The hand-over's id: the same in every message about it.
    pub id: String,
    /// The step.
    pub step: StepId,
    /// The agency that does it.
    pub to: AgencyId,
    /// Since when.
    pub at: Instant,
    /// Where the other side wrote down that it took it; absent until it has said so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub received: Option<Leaf>,
    /// What it answered; absent until it has.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub result: Option<PartnerResult>,
    /// Which documents it may fetch; absent where the step needs none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grant: Option<DocumentGrant>,
    /// Which it has begun to fetch, in that order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fetches: Vec<Fetch>,
    /// How it took that the step was closed otherwise; absent until it has said so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub called_back: Option<CallBackAnswer>,
}

/// What the other agency answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PartnerResult {
    /// The outcome of the step, for a decision.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<String>,
    /// Where the other side wrote down what it had come to.
    pub leaf: Leaf,
    /// Whether it came after the step was closed by something else, the
    /// applicant's withdrawal or the law, and so moved nothing.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub late: bool,
}

/// Why this case is worked on: another agency's step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Assignment {
    /// The agency whose case it is.
    pub from: AgencyId,
    /// The hand-over's id there.
    pub id: String,
    /// The number of the case there.
    pub receipt: ReceiptNumber,
    /// The service there.
    pub service: String,
    /// The step there.
    pub step: String,
    /// Where the hand-over stands in the other journal.
    pub leaf: Leaf,
    /// Which outcome of the step there each end here stands for; none where the
    /// step is no decision.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub outcomes: Vec<(EndResult, String)>,
    /// Where the other side wrote down the result; absent until it has said so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delivered: Option<Leaf>,
    /// What came along.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub documents: Vec<AssignedDocument>,
    /// That the other side does not need the step any more; absent while it does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub called_back: Option<CalledBack>,
}

impl Assignment {
    /// Whether `other` asks for the same, whatever has become of it since, and
    /// whatever the ends here are said to stand for now.
    #[must_use]
    pub fn is_same(&self, other: &Self) -> bool {
        let asked = |it: &Self| Self {
            outcomes: Vec::new(),
            delivered: None,
            documents: Vec::new(),
            called_back: None,
            ..it.clone()
        };
        let named = |it: &Self| {
            it.documents.iter().map(|document| document.origin.clone()).collect::<Vec<_>>()
        };
        asked(self) == asked(other) && named(self) == named(other)
    }
}

/// A step is in another agency's hands from now on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entrusted {
    /// The hand-over's id.
    pub id: String,
    /// The step.
    pub step: StepId,
    /// The agency.
    pub to: AgencyId,
    /// Which documents it may fetch; absent where the step needs none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grant: Option<DocumentGrant>,
}

/// The other agency has taken the step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EntrustmentReceived {
    /// The hand-over's id.
    pub id: String,
    /// Where the other side wrote it down.
    pub leaf: Leaf,
}

/// The other agency has answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ResultReceived {
    /// The hand-over's id.
    pub id: String,
    /// What it answered.
    pub result: PartnerResult,
}

/// The other agency has taken our answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ResultDelivered {
    /// Where the other side wrote it down.
    pub leaf: Leaf,
}

/// What another agency's deployment brings back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Returning {
    /// The hand-over's id.
    pub id: String,
    /// The outcome of the step, for a decision.
    pub outcome: Option<String>,
    /// Why.
    pub reason: Option<SealedRef>,
    /// Where the other side wrote down what it had come to.
    pub leaf: Leaf,
}

impl Application {
    /// The open steps that `is_partner` would do, and that nobody has begun.
    pub fn to_entrust(
        &self,
        is_partner: impl Fn(&AgencyId) -> bool,
    ) -> impl Iterator<Item = (&StepId, &AgencyId)> {
        let open = self.tasks.iter().filter(|task| task.is_waiting());
        open.map(|task| (&task.step, &task.executor.agency))
            .filter(move |(_, agency)| **agency != self.agency && is_partner(agency))
    }

    /// The entrustments of open steps of which the other side has not yet said that it
    /// has them.
    pub fn to_hand_over(&self) -> impl Iterator<Item = &Entrustment> {
        let unheard = self.entrustments.iter().filter(|it| it.received.is_none());
        unheard.filter(|it| self.task_entrusted(&it.id).is_some())
    }

    /// The assignment whose result is to be brought back, and the outcome of the
    /// other side's step that it stands for.
    #[must_use]
    pub fn to_bring_back(&self) -> Option<(&Assignment, Option<&str>)> {
        let result = self.run.ended()?;
        let assignment = self.assignment.as_ref().filter(|it| it.delivered.is_none())?;
        if assignment.called_back.as_ref().is_some_and(|it| !it.late) {
            return None;
        }
        let mut outcomes = assignment.outcomes.iter();
        let outcome = outcomes.find(|(end, _)| *end == result).map(|(_, outcome)| outcome.as_str());
        Some((assignment, outcome))
    }

    /// The entrustment `id`.
    #[must_use]
    pub fn entrustment(&self, id: &str) -> Option<&Entrustment> {
        self.entrustments.iter().find(|it| it.id == id)
    }

    /// The open step that another agency has under the hand-over `id`.
    pub(crate) fn task_entrusted(&self, id: &str) -> Option<&Task> {
        self.tasks.iter().find(|task| task.entrusted.as_deref() == Some(id))
    }

    /// The entrustment `id`, for the agency that has it and nobody else.
    fn entrusted_to(&self, acting: &Acting<'_>, id: &str) -> Result<&Entrustment, Refusal> {
        let Acting::Peer(agency) = acting else { return Err(Refusal::PartnerOnly) };
        let entrustment = self.entrustment(id).filter(|it| it.to == **agency);
        entrustment.ok_or(Refusal::HandOverUnknown)
    }

    /// By the deployment itself, as soon as the step waits.
    pub(crate) fn entrust(
        &self,
        acting: &Acting<'_>,
        (id, step): (&str, &StepId),
        context: &Context<'_>,
    ) -> Result<Vec<Event>, Refusal> {
        system(acting)?;
        let (task, row) = self.open_task(step, context)?;
        if !task.is_waiting() || self.entrustment(id).is_some() {
            return Err(Refusal::TaskTaken);
        }
        let to = task.executor.agency.clone();
        let needs_the_case = row.minutes || row.sets_fee || row.act == Act::Issuance;
        if to == self.agency || needs_the_case || self.entrustments.len() >= MOST_ENTRUSTMENTS {
            return Err(Refusal::NotToHandOver);
        }
        let (id, step) = (id.to_owned(), step.clone());
        let grant = self.granted_for(&row.needs, context.now);
        Ok(vec![Event::Entrusted(Entrusted { id, step, to, grant })])
    }

    /// The other side may say so more than once.
    pub(crate) fn note_received(
        &self,
        acting: &Acting<'_>,
        (id, leaf): (&str, &Leaf),
    ) -> Result<Vec<Event>, Refusal> {
        system(acting)?;
        let entrustment = self.entrustment(id).ok_or(Refusal::HandOverUnknown)?;
        if entrustment.received.is_some() {
            return Ok(Vec::new());
        }
        let (id, leaf) = (id.to_owned(), leaf.clone());
        Ok(vec![Event::EntrustmentReceived(EntrustmentReceived { id, leaf })])
    }

    /// The step is done as the other agency says. By that agency alone, once; the
    /// same again changes nothing. Who comes after the step was closed is written
    /// down, and moves nothing.
    pub(crate) fn take_result(
        &self,
        acting: &Acting<'_>,
        returning: &Returning,
        context: &Context<'_>,
    ) -> Result<Vec<Event>, Refusal> {
        let Returning { id, outcome, reason, leaf } = returning;
        let entrustment = self.entrusted_to(acting, id)?;
        if let Some(known) = &entrustment.result {
            let is_same = known.outcome == *outcome && known.leaf == *leaf;
            return if is_same { Ok(Vec::new()) } else { Err(Refusal::ResultDiffers) };
        }
        let received = |late| {
            let result = PartnerResult { outcome: outcome.clone(), leaf: leaf.clone(), late };
            Event::ResultReceived(ResultReceived { id: id.clone(), result })
        };
        let Some(task) = self.task_entrusted(id) else { return Ok(vec![received(true)]) };
        let (task, step) = self.open_task(&task.step, context)?;
        // An activity has no outcome, whatever the other side calls its end.
        let outcome = outcome.as_deref().filter(|_| step.kind == Kind::Decision);
        let mut events = vec![received(false)];
        events.extend(self.complete(&Desk { task, step }, outcome, reason.as_ref(), context)?);
        Ok(events)
    }

    /// The other side may say so more than once.
    pub(crate) fn note_delivered(
        &self,
        acting: &Acting<'_>,
        leaf: &Leaf,
    ) -> Result<Vec<Event>, Refusal> {
        system(acting)?;
        let assignment = self.assignment.as_ref().ok_or(Refusal::HandOverUnknown)?;
        if assignment.delivered.is_some() {
            return Ok(Vec::new());
        }
        Ok(vec![Event::ResultDelivered(ResultDelivered { leaf: leaf.clone() })])
    }

    pub(crate) fn entrusted(&mut self, at: Instant, event: &Entrusted) {
        let Entrusted { id, step, to, grant } = event.clone();
        if let Some(task) = self.tasks.iter_mut().find(|task| task.step == step) {
            task.entrusted = Some(id.clone());
        }
        self.entrustments.push(Entrustment {
            id,
            step,
            to,
            at,
            received: None,
            result: None,
            grant,
            fetches: Vec::new(),
            called_back: None,
        });
    }

    pub(crate) fn with_entrustment(&mut self, id: &str, change: impl FnOnce(&mut Entrustment)) {
        if let Some(entrustment) = self.entrustments.iter_mut().find(|it| it.id == id) {
            change(entrustment);
        }
    }
}

/// What only the deployment itself does, when it has heard from the other side.
fn system(acting: &Acting<'_>) -> Result<(), Refusal> {
    match acting {
        Acting::System => Ok(()),
        Acting::Officer(_)
        | Acting::Applicant
        | Acting::Agent(_)
        | Acting::Peer(_)
        | Acting::Public => Err(Refusal::PartnerOnly),
    }
}
