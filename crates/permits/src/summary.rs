//! What an officer sees of a case in a list: no name, no contact, no answers.

use calendar::Deadline;
use kernel::{District, Instant, ReceiptNumber, Unit};

use crate::{
    application::{Application, Pin, Task},
    state::Phase,
    submission::Channel,
};

/// One line of an officer's list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summary {
    /// The record's id.
    pub id: String,
    /// The receipt's number.
    pub receipt: ReceiptNumber,
    /// The standard on which it runs.
    pub service: Pin,
    /// The procedure on which it runs.
    pub sop: Pin,
    /// Where it stands, in one word.
    pub phase: Phase,
    /// Who answers for it.
    pub holder: Unit,
    /// The way by which it came in.
    pub channel: Channel,
    /// The applicant's district.
    pub district: District,
    /// When it was filed.
    pub submitted_at: Instant,
    /// When it was declared complete.
    pub accepted_at: Option<Instant>,
    /// The deadline, while the clock runs.
    pub deadline: Option<Deadline>,
    /// Whether the deadline has passed; derived, never stored.
    pub is_late: bool,
    /// The open steps of officers.
    pub tasks: Vec<Task>,
    /// How often it was returned.
    pub returns: usize,
    /// Whether a second return waits for a supervisor's word.
    pub awaits_endorsement: bool,
}

impl Application {
    /// The line of this case in an officer's list, at `now`.
    #[must_use]
    pub fn summary(&self, now: Instant) -> Summary {
        let deadline = self.timer.as_ref().map(|timer| timer.deadline);
        Summary {
            id: self.id.clone(),
            receipt: self.receipt.clone(),
            service: self.service.clone(),
            sop: self.sop.clone(),
            phase: self.phase(),
            holder: self.holder.clone(),
            channel: self.channel,
            district: self.district.clone(),
            submitted_at: self.submitted_at,
            accepted_at: self.accepted_at,
            deadline,
            is_late: deadline.is_some_and(|deadline| deadline.is_missed(now)),
            tasks: self.tasks.clone(),
            returns: self.returns.len(),
            awaits_endorsement: self.proposal.is_some(),
        }
    }
}
