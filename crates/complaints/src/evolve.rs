//! A report after an event. Total: what was recorded did happen.

use calendar::Holder;
use kernel::Instant;
use sop::Run;

use crate::{
    clock::{Clock, ClockMove},
    complaint::{Complaint, Reply, State},
    event::{Event, Passage, Received},
};

impl Complaint {
    /// The report after `event` at `at`. `None` when a first event meets a
    /// record, or a later one none: only a damaged journal can bring that about.
    #[must_use]
    pub fn evolve(complaint: Option<Self>, at: Instant, event: &Event) -> Option<Self> {
        match (complaint, event) {
            (None, Event::Received(event)) => Some(Self::received(at, event)),
            (None, _) | (Some(_), Event::Received(_)) => None,
            (Some(complaint), event) => Some(complaint.evolved(at, event)),
        }
    }

    fn received(at: Instant, event: &Received) -> Self {
        let Received {
            id,
            agency,
            sop,
            edition,
            receipt,
            secret_digest,
            channel,
            original_id,
            recorded_by,
            district,
            confidential,
            reporter,
            text,
            class,
            service,
            clause,
            case,
            accused,
            holder,
            passage,
        } = event.clone();
        let complaint = Self {
            id,
            agency,
            sop,
            edition,
            receipt,
            secret_digest,
            channel,
            original_id,
            recorded_by,
            district,
            confidential,
            reporter,
            texts: vec![text],
            class,
            forms: Default::default(),
            service,
            clause,
            case,
            accused,
            received_at: at,
            handed_in_at: at,
            state: State::Received,
            run: Run::new(),
            holder,
            dispositions: 0,
            clocks: Vec::new(),
            fired: Default::default(),
            missing: None,
            follow_ups: Vec::new(),
            replies: Vec::new(),
            disputes: Vec::new(),
            attachments: Vec::new(),
            reopened: 0,
            open_since: Some(at),
            open_before: 0,
            erased_at: None,
        };
        complaint.passed(&passage)
    }

    fn evolved(mut self, at: Instant, event: &Event) -> Self {
        match event {
            Event::Received(_)
            | Event::Read(_)
            | Event::Escalated(_)
            | Event::NoticeResent(_)
            | Event::AttachmentRead(_) => self,
            Event::Attached(event) => {
                self.attachments.push((at, event.attachment.clone()));
                self
            }
            Event::CompletionAsked(event) => {
                self.missing = Some(event.missing.clone());
                self.state = State::AwaitingReporter { until: event.until };
                self.passed(&event.passage)
            }
            Event::Completed(event) => {
                self.texts.push(event.text.clone());
                self.handed_in_at = at;
                self.missing = None;
                self.state = State::Received;
                self.passed(&event.passage)
            }
            Event::Verified(event) => {
                self.class = event.class;
                self.forms = event.forms.clone();
                self.accused.extend(event.accused.iter().cloned());
                self.state = State::Verified;
                self.passed(&event.passage)
            }
            Event::Disposed(event) => {
                self.holder = event.to.clone();
                self.dispositions = self.dispositions.saturating_add(1);
                self.follow_ups.push((at, event.note.clone()));
                self.state = State::Disposed;
                self.passed(&event.passage)
            }
            Event::FollowedUp(event) => {
                self.follow_ups.push((at, event.note.clone()));
                self.state = State::InProgress;
                self.passed(&event.passage)
            }
            Event::Answered(event) => {
                self.replies.push(Reply {
                    at,
                    by: event.by.clone(),
                    text: event.text.clone(),
                    evidence: event.evidence.clone(),
                    improvement: event.improvement.clone(),
                    delivered_at: event.is_delivered.then_some(at),
                });
                self.state = State::Answered {
                    objection_until: event.objection_until,
                    has_evidence: event.evidence.is_some(),
                };
                self.passed(&event.passage)
            }
            Event::Delivered(event) => {
                if let Some(reply) = self.replies.last_mut() {
                    reply.delivered_at = Some(event.at);
                }
                self.passed(&event.passage)
            }
            Event::Closed(event) => {
                self.open_before = self.age_micros(at);
                self.open_since = None;
                self.state = State::Closed {
                    at: event.effective_at,
                    objection_until: event.objection_until,
                    ground: event.ground.clone(),
                };
                self.passed(&event.passage)
            }
            Event::Reopened(event) => {
                self.disputes.push(event.reason.clone());
                self.reopened = self.reopened.saturating_add(1);
                self.open_since = self.open_since.or(Some(at));
                let was_disposed = self.dispositions > 0;
                let was_verified = self.clocks_of(crate::rules::Step::Answer).next().is_some();
                self.state = match (was_disposed, was_verified) {
                    (true, _) => State::InProgress,
                    (false, true) => State::Verified,
                    (false, false) => State::Received,
                };
                self.passed(&event.passage)
            }
            Event::Warned(event) => {
                self.fired.entry(event.step).or_default().warned = Some(event.effective_at);
                self
            }
            Event::Breached(event) => {
                self.fired.entry(event.step).or_default().breached = Some(event.effective_at);
                self
            }
            Event::CalendarAmended(event) => {
                event.clocks.iter().for_each(|moved| self.turn(moved));
                self
            }
        }
    }

    fn passed(mut self, passage: &Passage) -> Self {
        let Passage { advances, clocks } = passage;
        self.run = advances.iter().fold(self.run, Run::apply);
        clocks.iter().for_each(|moved| self.turn(moved));
        self
    }

    fn turn(&mut self, moved: &ClockMove) {
        let ClockMove { step, law, entries, deadline, warn_at } = moved;
        let known = self.clocks.iter().position(|it| it.step == *step && it.law == *law);
        let mut clock = match known {
            Some(at) => self.clocks.remove(at),
            None => Clock {
                step: *step,
                law: *law,
                ledger: calendar::Ledger::new(),
                deadline: None,
                warn_at: None,
            },
        };
        entries.iter().for_each(|entry| clock.ledger.apply(entry.clone()));
        (clock.deadline, clock.warn_at) = (*deadline, *warn_at);
        let at = known.unwrap_or(self.clocks.len());
        self.clocks.insert(at, clock);
    }

    /// Who has it on the agency's side, as a ledger names it.
    pub(crate) fn unit(&self) -> Holder {
        crate::clock::held_by(&self.holder)
    }
}
