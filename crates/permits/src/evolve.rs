//! All change and no judgement: the application after an event.

use calendar::{Entry, Ledger};
use kernel::{Actor, Instant, PersonId, Unit};
use sop::{Act, Run, StepId};

use crate::{
    application::{Application, Deed, Fired, Proposal, ReturnMade, Task},
    clock::ClockMove,
    command::ReleaseReason,
    conduct::{Conflict, ConflictKind, ReassignReason},
    event::Event,
    exchange::{
        CallBackAnswered, DispatchKind, DispatchResent, EntrustmentReceived, ResultDelivered,
        ResultReceived,
    },
    fee::{Assessment, FeeStanding},
    inspection::{Inspection, MinutesSignature},
    mandate::{Mandate, MandateEnd},
    message::{Message, Writer},
    notices::NoticePreferencesSet,
    objection::{Finding, Objection},
    payload::{
        Accepted, Approved, CalendarAmended, ClosedUnpaid, ConflictDeclared, ConflictMatched,
        DeadlineBreached, DeadlineWarned, DeemedApproved, Escalated, FeeAssessed, FeeCancelled,
        FeeDueMoved, FeeLapsed, FeePaid, FeeReminded, FileAttached, FindingsRecorded, HandedBack,
        HandedOver, InspectionCancelled, InspectionOrdered, InspectionRescheduled, Issued,
        MandateEnded, MandateGiven, MessagePosted, MinutesSigned, MinutesWritten, NewTask,
        ObjectionDismissed, ObjectionLapsed, ObjectionMoved, ObjectionUpheld, ObjectionWarned,
        Passage, PaymentPassed, Reassigned, Rejected, Released, Resubmitted, ReturnDeclined,
        ReturnProposed, Returned, StepCompleted, Submitted, Taken, UnitMove, Withdrawn,
    },
    state::{Grant, State},
    submission::Submission,
};

impl Application {
    /// The application after `event`, caused by `actor` at `at`.
    ///
    /// Total: what was recorded did happen. An event about an application that
    /// was never submitted leaves nothing.
    #[must_use]
    pub fn evolve(state: Option<Self>, at: Instant, actor: &Actor, event: &Event) -> Option<Self> {
        match (state, event) {
            (None, Event::Submitted(submitted)) => Some(Self::submitted(at, submitted)),
            (None, _) => None,
            (Some(application), event) => Some(application.evolved(at, actor, event)),
        }
    }

    fn submitted(at: Instant, event: &Submitted) -> Self {
        let Submitted { submission, agency, service, sop, holder, passage } = event;
        let Submission {
            id,
            receipt,
            subject,
            form,
            channel,
            assisted_by,
            district,
            secret_digest,
            requirements_given,
            concerning,
            notices,
            assignment,
        } = submission.clone();
        let application = Self {
            id,
            agency: agency.clone(),
            service: service.clone(),
            sop: sop.clone(),
            receipt,
            subject,
            channel,
            district,
            assisted_by,
            secret_digest,
            requirements_given,
            concerning,
            forms: vec![form],
            files: Vec::new(),
            submitted_at: at,
            accepted_at: None,
            state: State::Submitted,
            run: Run::new(),
            tasks: Vec::new(),
            deeds: Vec::new(),
            conflicted: std::collections::BTreeSet::new(),
            conflicts: Vec::new(),
            holder: holder.clone(),
            ledger: Ledger::new(),
            timer: None,
            fired: Fired::default(),
            returns: Vec::new(),
            proposal: None,
            notices,
            fees: Vec::new(),
            payments: Vec::new(),
            objection: None,
            erased_at: None,
            inspections: Vec::new(),
            messages: Vec::new(),
            mandates: Vec::new(),
            entrustments: Vec::new(),
            assignment,
            stopped: Vec::new(),
        };
        let application = application.passed(at, passage);
        // Where filing is completeness, the clock started with it.
        if application.ledger.started().is_some() {
            application.complete_since(at)
        } else {
            application
        }
    }

    pub(crate) fn evolved(mut self, at: Instant, actor: &Actor, event: &Event) -> Self {
        match event {
            // Nothing is filed twice under one id.
            Event::Submitted(_)
            | Event::FormRead(_)
            | Event::FileRead(_)
            | Event::NoticeResent(_) => self,
            Event::Entrusted(event) => {
                self.entrusted(at, event);
                self
            }
            Event::EntrustmentReceived(EntrustmentReceived { id, leaf }) => {
                self.with_entrustment(id, |it| it.received = Some(leaf.clone()));
                self.stopped_no_more(DispatchKind::HandOver, id);
                self
            }
            Event::ResultReceived(ResultReceived { id, result }) => {
                self.with_entrustment(id, |it| it.result = Some(result.clone()));
                self.stopped_no_more(DispatchKind::HandOver, id);
                self
            }
            Event::ResultDelivered(ResultDelivered { leaf }) => {
                if let Some(assignment) = &mut self.assignment {
                    assignment.delivered = Some(leaf.clone());
                    let id = assignment.id.clone();
                    self.stopped_no_more(DispatchKind::Result, &id);
                }
                self
            }
            Event::DocumentFetched(event) => {
                self.fetched(at, event);
                self
            }
            Event::DocumentDelivered(event) => {
                self.delivered(event);
                self
            }
            Event::DocumentReceived(event) => {
                self.received(at, event);
                self
            }
            Event::DocumentConfirmed(event) => {
                self.confirmed(event);
                self.stopped_no_more(DispatchKind::Document, &event.file);
                self
            }
            Event::CalledBack(event) => {
                self.called_back(event);
                self
            }
            Event::CallBackAnswered(CallBackAnswered { id, answer }) => {
                self.with_entrustment(id, |it| it.called_back = Some(answer.clone()));
                self.stopped_no_more(DispatchKind::HandOver, id);
                self.stopped_no_more(DispatchKind::CallBack, id);
                self
            }
            Event::DispatchStopped(event) => {
                self.dispatch_stopped(at, event);
                self
            }
            Event::DispatchResent(DispatchResent { kind, id }) => {
                self.stopped_no_more(*kind, id);
                self
            }
            Event::FileAttached(FileAttached { file }) => {
                self.attached(file, at, by(actor));
                self
            }
            Event::MandateGiven(MandateGiven {
                number,
                agent,
                secret_digest,
                scope,
                until,
                ends_at,
            }) => {
                self.mandates.push(Mandate {
                    number: *number,
                    agent: agent.clone(),
                    secret_digest: secret_digest.clone(),
                    scope: scope.clone(),
                    until: *until,
                    ends_at: *ends_at,
                    given_at: at,
                    ended: None,
                });
                self
            }
            Event::MandateEnded(MandateEnded { number, cause, effective_at }) => {
                if let Some(mandate) = self.mandates.iter_mut().find(|it| it.number == *number) {
                    mandate.ended = Some(MandateEnd { at: *effective_at, cause: *cause });
                }
                self
            }
            Event::MessagePosted(MessagePosted { text, requirement, executor }) => {
                let from = match (executor, by(actor)) {
                    (Some(executor), Some(by)) => Writer::Office { executor: executor.clone(), by },
                    _ => match actor {
                        Actor::Agent(mandate) => Writer::Agent { mandate: *mandate },
                        _ => Writer::Applicant,
                    },
                };
                let (text, requirement) = (text.clone(), requirement.clone());
                self.messages.push(Message { at, from, text, requirement });
                self
            }
            Event::NoticePreferencesSet(NoticePreferencesSet { preferences }) => {
                self.notices = Some(preferences.clone());
                self
            }
            Event::Accepted(Accepted { step, reason: _, passage }) => {
                self.did(step, by(actor), at);
                self.passed(at, passage).complete_since(at)
            }
            Event::ReturnProposed(ReturnProposed { step, defects }) => {
                self.proposal = by(actor).map(|by| Proposal {
                    step: step.clone(),
                    by,
                    at,
                    defects: defects.clone(),
                });
                self
            }
            Event::ReturnDeclined(ReturnDeclined { reason: _ }) => {
                self.proposal = None;
                self
            }
            Event::Returned(Returned { step, proposed_by, endorsement: _, defects, passage }) => {
                self.did(step, proposed_by.clone().or_else(|| by(actor)), at);
                self.returns.push(ReturnMade { at, defects: defects.clone() });
                self.passed(at, passage)
            }
            Event::Resubmitted(Resubmitted { step, form, requirements_given, passage }) => {
                self.did(step, None, at);
                self.forms.push(form.clone());
                self.requirements_given.clone_from(requirements_given);
                self.passed(at, passage)
            }
            Event::Withdrawn(Withdrawn { reason: _, passage }) => {
                self.state = State::Withdrawn { at };
                self.passed(at, passage)
            }
            Event::Taken(Taken { step, overtake: _, declared: _ }) => {
                let person = by(actor);
                self.with_task(step, |task| (task.taken_by, task.assigned) = (person, false));
                self
            }
            Event::ConflictDeclared(ConflictDeclared { step: _, kind, unit, note }) => {
                if let Some(person) = by(actor) {
                    let (kind, unit, note) = (*kind, unit.clone(), Some(note.clone()));
                    self.bar(Conflict { person, kind, unit, at, note });
                }
                self
            }
            Event::ConflictMatched(ConflictMatched { person, unit }) => {
                let (person, unit) = (person.clone(), unit.clone());
                self.bar(Conflict { person, kind: ConflictKind::Matched, unit, at, note: None });
                self
            }
            Event::ObjectionFiled(filed) => {
                self.objection = Some(Objection::filed(at, filed));
                self
            }
            Event::ObjectionMoved(ObjectionMoved { due, warn_at }) => {
                self.with_objection(|it| (it.due, it.warn_at) = (*due, *warn_at));
                self
            }
            Event::ObjectionWarned(ObjectionWarned { effective_at }) => {
                self.with_objection(|it| it.warned = Some(*effective_at));
                self
            }
            Event::ObjectionUpheld(ObjectionUpheld { reason, passage }) => {
                if let Some(by) = by(actor) {
                    let reason = reason.clone();
                    self.with_objection(|it| it.finding = Some(Finding::Upheld { at, by, reason }));
                }
                self.state = State::Approved { grant: Grant::ByObjection { at } };
                self.passed(at, passage)
            }
            Event::ObjectionDismissed(ObjectionDismissed { reason }) => {
                if let Some(by) = by(actor) {
                    let finding = Finding::Dismissed { at, by, reason: reason.clone() };
                    self.with_objection(|it| it.finding = Some(finding));
                }
                self
            }
            Event::ObjectionLapsed(ObjectionLapsed { effective_at, basis: _, passage }) => {
                let effective_at = *effective_at;
                self.with_objection(|it| it.finding = Some(Finding::Lapsed { effective_at }));
                let grant = Grant::ByObjection { at: effective_at };
                self.state = State::Approved { grant };
                self.passed(at, passage)
            }
            Event::Reassigned(Reassigned { step, to, reason, note: _ }) => {
                let mut from = None;
                self.with_task(step, |task| {
                    from = task.taken_by.replace(to.clone());
                    task.assigned = true;
                });
                if *reason == ReassignReason::ConflictOfInterest {
                    self.conflicted.extend(from);
                }
                self
            }
            Event::Released(Released { step, reason }) => {
                let mut person = None;
                self.with_task(step, |task| {
                    person = task.taken_by.take();
                    task.assigned = false;
                });
                if *reason == ReleaseReason::ConflictOfInterest {
                    self.conflicted.extend(person);
                }
                self
            }
            Event::StepCompleted(StepCompleted { step, reason: _, passage }) => {
                self.did(step, by(actor), at);
                self.passed(at, passage)
            }
            Event::Approved(Approved { step, reason: _, passage }) => {
                self.did(step, by(actor), at);
                self.state = State::Approved { grant: Grant::ByOfficer { at } };
                self.passed(at, passage)
            }
            Event::Rejected(Rejected { step, ground, passage }) => {
                self.did(step, by(actor), at);
                self.state = State::Rejected { at, ground: ground.clone() };
                self.passed(at, passage)
            }
            Event::Issued(Issued { step, licence, passage }) => {
                self.did(step, by(actor), at);
                self.state =
                    State::Issued { at, grant: self.state.grant(), licence: licence.clone() };
                self.passed(at, passage)
            }
            Event::HandedOver(HandedOver { from: _, to, step: _, entry })
            | Event::HandedBack(HandedBack { from: _, to, step: _, entry }) => {
                self.handed_to(to.clone(), entry.as_ref())
            }
            Event::CalendarAmended(CalendarAmended { entry, timer }) => {
                self.ledger.apply(entry.clone());
                self.timer = Some(timer.clone());
                self
            }
            Event::DeadlineWarned(DeadlineWarned { effective_at }) => {
                self.fired.warned = Some(*effective_at);
                self
            }
            Event::DeadlineBreached(DeadlineBreached { effective_at }) => {
                self.fired.breached = Some(*effective_at);
                self
            }
            Event::DeemedApproved(DeemedApproved { effective_at, basis: _, passage }) => {
                let grant = Grant::ByLaw { effective_at: *effective_at, recorded_at: at };
                self.state = State::Approved { grant };
                self.passed(at, passage)
            }
            Event::Escalated(Escalated { effective_at, basis: _ }) => {
                self.fired.escalated = Some(*effective_at);
                self
            }
            Event::FeeAssessed(FeeAssessed { assessment, clock }) => {
                self.fees.push(Assessment { by: by(actor), ..assessment.clone() });
                self.with_clock(clock.as_ref());
                self
            }
            Event::FeeCancelled(FeeCancelled { reference, reason, clock }) => {
                let standing = FeeStanding::Cancelled { at, reason: reason.clone() };
                self.with_fee(reference, |fee| fee.standing = standing);
                self.with_clock(clock.as_ref());
                self
            }
            Event::FeePaid(FeePaid {
                reference,
                transaction,
                rupiah: _,
                paid_at,
                step,
                passage,
            }) => {
                let (paid_at, transaction) = (*paid_at, transaction.clone());
                let standing = FeeStanding::Paid { paid_at, recorded_at: at, transaction };
                self.with_fee(reference, |fee| fee.standing = standing);
                if let Some(step) = step {
                    self.did(step, None, at);
                }
                self.passed(at, passage)
            }
            Event::PaymentPassed(PaymentPassed { step, passage }) => {
                self.did(step, None, at);
                self.passed(at, passage)
            }
            Event::FeeReminded(FeeReminded { reference, effective_at }) => {
                self.with_fee(reference, |fee| fee.reminded = Some(*effective_at));
                self
            }
            Event::FeeLapsed(FeeLapsed { reference, effective_at, clock }) => {
                let standing = FeeStanding::Lapsed { effective_at: *effective_at };
                self.with_fee(reference, |fee| fee.standing = standing);
                self.with_clock(clock.as_ref());
                self
            }
            Event::FeeDueMoved(FeeDueMoved { reference, due, remind_at }) => {
                self.with_fee(reference, |fee| {
                    fee.due = *due;
                    fee.remind_at = *remind_at;
                });
                self
            }
            Event::InspectionOrdered(InspectionOrdered { step, visit_at, place, letter, team }) => {
                self.inspections.push(Inspection {
                    step: step.clone(),
                    ordered_at: at,
                    visit_at: *visit_at,
                    place: place.clone(),
                    letter: letter.clone(),
                    team: team.clone(),
                    findings: Vec::new(),
                    minutes: None,
                    signatures: Vec::new(),
                    cancelled_at: None,
                });
                self
            }
            Event::InspectionRescheduled(InspectionRescheduled { step, visit_at, reason: _ }) => {
                self.with_inspection(step, |visit| visit.visit_at = *visit_at);
                self
            }
            Event::InspectionCancelled(InspectionCancelled { step, reason: _ }) => {
                self.with_inspection(step, |visit| visit.cancelled_at = Some(at));
                self
            }
            Event::FindingsRecorded(FindingsRecorded { step, findings }) => {
                self.with_inspection(step, |visit| {
                    visit.findings.retain(|old| findings.iter().all(|new| new.item != old.item));
                    visit.findings.extend(findings.iter().cloned());
                    visit.signatures.clear();
                });
                self
            }
            Event::MinutesWritten(MinutesWritten { step, minutes }) => {
                self.with_inspection(step, |visit| {
                    visit.minutes = Some(minutes.clone());
                    visit.signatures.clear();
                });
                self
            }
            Event::MinutesSigned(MinutesSigned { step }) => {
                let person = by(actor);
                self.with_inspection(step, |visit| {
                    visit.signatures.extend(person.map(|person| MinutesSignature { person, at }));
                });
                self
            }
            Event::ClosedUnpaid(ClosedUnpaid { reason: _, passage }) => self.passed(at, passage),
        }
    }

    /// Declared complete; from now on cases queue by this instant.
    fn complete_since(mut self, at: Instant) -> Self {
        self.accepted_at = Some(at);
        if matches!(self.state, State::Submitted) {
            self.state = State::InProcess;
        }
        self
    }

    /// Writes down who did `step`, while it is still known which duty it is.
    fn did(&mut self, step: &StepId, by: Option<PersonId>, at: Instant) {
        let act = self.task(step).map_or(Act::Other, |task| task.act);
        self.deeds.push(Deed { step: step.clone(), act, by, at });
    }

    fn with_objection(&mut self, change: impl FnOnce(&mut Objection)) {
        if let Some(objection) = &mut self.objection {
            change(objection);
        }
    }

    fn with_task(&mut self, step: &StepId, change: impl FnOnce(&mut Task)) {
        if let Some(task) = self.tasks.iter_mut().find(|task| task.step == *step) {
            change(task);
        }
    }

    fn passed(mut self, at: Instant, passage: &Passage) -> Self {
        let Passage { advance, tasks, payments, clock, unit } = passage;
        self.run = self.run.apply(advance);
        self.tasks.retain(|task| !advance.closed.contains(&task.step));
        self.proposal = self.proposal.filter(|it| !advance.closed.contains(&it.step));
        self.tasks.extend(tasks.iter().map(|NewTask { step, executor, act }| Task {
            step: step.clone(),
            executor: executor.clone(),
            act: *act,
            opened_at: at,
            taken_by: None,
            assigned: false,
            entrusted: None,
        }));
        self.payments.retain(|step| !advance.closed.contains(step));
        self.payments.extend(payments.iter().cloned());
        self.with_clock(clock.as_ref());
        if let Some(UnitMove { to, entry }) = unit {
            let to = Unit { agency: self.holder.agency.clone(), unit: to.clone() };
            self = self.handed_to(to, entry.as_ref());
        }
        if let Some(result) = advance.ended {
            let undetermined =
                matches!(self.state, State::Submitted | State::InProcess | State::Approved { .. });
            if undetermined {
                self.state = State::Closed { at, result, grant: self.state.grant() };
            }
        }
        self
    }

    fn with_clock(&mut self, clock: Option<&ClockMove>) {
        if let Some(clock) = clock {
            for entry in &clock.entries {
                self.ledger.apply(entry.clone());
            }
            self.timer.clone_from(&clock.timer);
        }
    }

    fn handed_to(mut self, to: Unit, entry: Option<&Entry>) -> Self {
        self.holder = to;
        if let Some(entry) = entry {
            self.ledger.apply(entry.clone());
        }
        self
    }
}

/// The person behind an officer's act.
fn by(actor: &Actor) -> Option<PersonId> {
    match actor {
        Actor::Officer(person) => Some(person.clone()),
        Actor::Applicant | Actor::Agent(_) | Actor::Peer(_) | Actor::Public | Actor::System => None,
    }
}
