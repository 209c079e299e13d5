//! Calling a step back: the case has moved on without it, and the other agency shall
//! not work for nothing.

use access::Acting;
use serde::{Deserialize, Serialize};

use super::{Entrustment, Leaf, system};
use crate::{application::Application, context::Context, event::Event, refusal::Refusal};

/// How the other agency took it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CallBackAnswer {
    /// Its work has ended with it; where it wrote that down.
    Stopped(Leaf),
    /// It had decided before, and its answer is kept and moves nothing; where it
    /// wrote that down.
    Late(Leaf),
    /// The hand-over had never come there.
    NeverReceived,
}

/// The case to which the step belongs does not need it any more.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CalledBack {
    /// Where the other side wrote down what closed the step.
    pub leaf: Leaf,
    /// Whether it was decided here before, so that the work goes on to its end.
    pub late: bool,
}

/// The other agency has taken note that a step is called back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CallBackAnswered {
    /// The hand-over's id.
    pub id: String,
    /// How it took that.
    pub answer: CallBackAnswer,
}

impl Application {
    /// The steps that another agency still does for nothing: they were closed
    /// otherwise, and it has neither answered nor heard of it.
    pub fn to_call_back(&self) -> impl Iterator<Item = &Entrustment> {
        self.entrustments.iter().filter(|it| {
            it.result.is_none() && it.called_back.is_none() && self.task_entrusted(&it.id).is_none()
        })
    }

    /// By the agency of the case, which may say so more than once. What nobody has
    /// decided yet ends as if the applicant had withdrawn; a decision stands.
    pub(crate) fn call_back(
        &self,
        acting: &Acting<'_>,
        leaf: &Leaf,
        context: &Context<'_>,
    ) -> Result<Vec<Event>, Refusal> {
        let Acting::Peer(agency) = acting else { return Err(Refusal::PartnerOnly) };
        let assignment = self.assignment.as_ref().filter(|it| it.from == **agency);
        let assignment = assignment.ok_or(Refusal::HandOverUnknown)?;
        if assignment.called_back.is_some() {
            return Ok(Vec::new());
        }
        let late = !self.is_undecided();
        let mut events = vec![Event::CalledBack(CalledBack { leaf: leaf.clone(), late })];
        if !late {
            events.extend(self.withdraw(None, context)?);
        }
        Ok(events)
    }

    /// The other side may say so more than once.
    pub(crate) fn note_called_back(
        &self,
        acting: &Acting<'_>,
        (id, answer): (&str, &CallBackAnswer),
    ) -> Result<Vec<Event>, Refusal> {
        system(acting)?;
        let entrustment = self.entrustment(id).ok_or(Refusal::HandOverUnknown)?;
        if entrustment.called_back.is_some() {
            return Ok(Vec::new());
        }
        let (id, answer) = (id.to_owned(), answer.clone());
        Ok(vec![Event::CallBackAnswered(CallBackAnswered { id, answer })])
    }

    pub(crate) fn called_back(&mut self, event: &CalledBack) {
        if let Some(assignment) = &mut self.assignment {
            assignment.called_back = Some(event.clone());
        }
    }
}
