//! All judgement on commands: which rule refuses, or what would happen.

use access::{Acting, Officer};
use kernel::{Actor, PersonId};
use sop::{Step, StepId};

use crate::{
    application::{Application, Task},
    command::Command,
    conduct::Reassignment,
    context::Context,
    event::Event,
    refusal::Refusal,
    separation,
    state::Grant,
    tasks::Order,
};

impl Application {
    /// The events that `command` would cause, or the rule that refuses it.
    ///
    /// What the law has brought by `context.now` comes first, whether or not
    /// [`Application::decide_time`] was asked before: an officer cannot
    /// overtake the law. Those events lead the list, and are lost with a
    /// refusal; the law brings them again.
    ///
    /// # Errors
    /// Every [`Refusal`]; then nothing happened.
    pub fn decide(
        &self,
        acting: &Acting<'_>,
        command: &Command,
        context: &Context<'_>,
    ) -> Result<Vec<Event>, Refusal> {
        if self.sop != context.sop_pin() || self.service != context.service_pin() {
            return Err(Refusal::VersionMismatch);
        }
        if self.erased_at.is_some() {
            return Err(Refusal::DataErased);
        }
        let mut events = self.decide_time(context);
        if events.is_empty() {
            return self.judge_and_follow(acting, command, context);
        }
        let later = self.after(&events, context);
        events.extend(later.judge_and_follow(acting, command, context)?);
        Ok(events)
    }

    /// The events of the command, and what they bring about by themselves.
    fn judge_and_follow(
        &self,
        acting: &Acting<'_>,
        command: &Command,
        context: &Context<'_>,
    ) -> Result<Vec<Event>, Refusal> {
        let mut events = self.judge(acting, command, context)?;
        // Only who has paid early can come to a payment that is made already.
        if self.has_paid() || matches!(command, Command::Pay(_)) {
            loop {
                let passed = self.after(&events, context).pass_payments(context)?;
                if passed.is_empty() {
                    break;
                }
                events.extend(passed);
            }
        }
        Ok(events)
    }

    /// The application after what the law has brought.
    pub(crate) fn after(&self, events: &[Event], context: &Context<'_>) -> Self {
        events.iter().fold(self.clone(), |application, event| {
            application.evolved(context.now, &Actor::System, event)
        })
    }

    fn judge(
        &self,
        acting: &Acting<'_>,
        command: &Command,
        context: &Context<'_>,
    ) -> Result<Vec<Event>, Refusal> {
        match acting {
            Acting::Officer(officer) => self.must_be_uninvolved(officer, command, context)?,
            Acting::Agent(number) => self.must_be_mandated(*number, command, context)?,
            Acting::Applicant | Acting::Peer(_) | Acting::Public | Acting::System => {}
        }
        match command {
            Command::Accept { step } => self.accept(officer(acting)?, step, context),
            Command::Return { step, defects } => {
                self.return_with(officer(acting)?, step, defects, context)
            }
            Command::EndorseReturn { approve: true, reason } => {
                self.endorse_return(officer(acting)?, reason, context)
            }
            Command::EndorseReturn { approve: false, reason } => {
                self.decline_return(officer(acting)?, reason)
            }
            Command::Resubmit { form, requirements_given } => {
                applicant(acting)?;
                self.resubmit(form, requirements_given, context)
            }
            Command::Withdraw { reason } => {
                applicant(acting)?;
                self.withdraw(reason.as_ref(), context)
            }
            Command::Take { step, overtake, is_oldest, declaration } => {
                let order = Order { overtake: overtake.as_ref(), is_oldest: *is_oldest };
                self.take(officer(acting)?, step, order, declaration, context)
            }
            Command::FileObjection { grounds } => {
                applicant(acting)?;
                self.file_objection(grounds, context)
            }
            Command::DecideObjection { uphold, reason } => {
                self.decide_objection(officer(acting)?, *uphold, reason, context)
            }
            Command::Reassign { step, to, to_is_related, reason, note } => {
                let (to_is_related, reason) = (*to_is_related, *reason);
                let reassignment = Reassignment { step, to, to_is_related, reason, note };
                self.reassign(officer(acting)?, &reassignment, context)
            }
            Command::Release { step, reason } => {
                self.release(officer(acting)?, step, *reason, context)
            }
            Command::Complete { step, outcome, reason } => {
                let desk = self.desk(officer(acting)?, step, context)?;
                self.complete(&desk, outcome.as_deref(), reason.as_ref(), context)
            }
            Command::Approve { step, reason } => {
                self.approve(officer(acting)?, step, reason, context)
            }
            Command::Reject { step, ground } => {
                self.reject(officer(acting)?, step, ground, context)
            }
            Command::Issue { step } => self.issue(officer(acting)?, step, context),
            Command::Attach { file } => self.attach(acting, file, context),
            Command::ReadFile { file, purpose } => self.read_file(officer(acting)?, file, *purpose),
            Command::ReadForm { purpose } => self.read_form(officer(acting)?, *purpose),
            Command::SetNoticePreferences { preferences } => {
                applicant(acting)?;
                Ok(Self::set_notice_preferences(preferences))
            }
            Command::ResendNotice { index, channel } => {
                self.resend_notice(acting, *index, *channel)
            }
            Command::AssessFee { step, quantities } => {
                self.assess_fee(officer(acting)?, step, quantities, context)
            }
            Command::CancelFee { step, reason } => {
                self.cancel_fee(officer(acting)?, step, reason, context)
            }
            Command::CloseUnpaid { step, reason } => {
                self.close_unpaid(officer(acting)?, step, reason, context)
            }
            Command::Pay(payment) => self.pay(acting, payment, context),
            Command::OrderInspection(order) => {
                self.order_inspection(officer(acting)?, order, context)
            }
            Command::RescheduleInspection { step, visit_at, reason } => {
                self.reschedule_inspection(officer(acting)?, step, *visit_at, reason, context)
            }
            Command::CancelInspection { step, reason } => {
                self.cancel_inspection(officer(acting)?, step, reason, context)
            }
            Command::RecordFindings { step, findings } => {
                self.record_findings(officer(acting)?, step, findings, context)
            }
            Command::WriteMinutes { step, minutes } => {
                self.write_minutes(officer(acting)?, step, minutes, context)
            }
            Command::GiveMandate(new) => {
                applicant(acting)?;
                self.give_mandate(new, context)
            }
            Command::EndMandate { number } => {
                applicant(acting)?;
                self.end_mandate(*number, context)
            }
            Command::PostMessage { text, requirement } => {
                self.post_message(acting, text, requirement.as_deref(), context)
            }
            Command::Entrust { id, step } => self.entrust(acting, (id, step), context),
            Command::NoteReceived { id, leaf } => self.note_received(acting, (id, leaf)),
            Command::TakeResult(returning) => self.take_result(acting, returning, context),
            Command::NoteDelivered { leaf } => self.note_delivered(acting, leaf),
            Command::FetchDocument { id, file } => self.fetch_document(acting, (id, file), context),
            Command::ConfirmDocument { id, file, leaf } => {
                self.confirm_document(acting, (id, file), leaf)
            }
            Command::ReceiveDocument { file, leaf } => self.receive_document(acting, (file, leaf)),
            Command::NoteConfirmed { file, leaf } => self.note_confirmed(acting, (file, leaf)),
            Command::CallBack { leaf } => self.call_back(acting, leaf, context),
            Command::NoteCalledBack { id, answer } => self.note_called_back(acting, (id, answer)),
            Command::NoteStopped { kind, id, fault } => {
                self.note_stopped(acting, (*kind, id), fault)
            }
            Command::ResendDispatch { kind, id } => self.resend_dispatch(acting, (*kind, id)),
            Command::SignMinutes { step } => self.sign_minutes(officer(acting)?, step, context),
        }
    }

    /// The officer at the desk on which the task lies, with the right to go on.
    pub(crate) fn desk<'a>(
        &self,
        officer: &Officer,
        step: &StepId,
        context: &Context<'a>,
    ) -> Result<Desk<'_, 'a>, Refusal> {
        let (task, step) = self.open_task(step, context)?;
        if !officer.may_execute(&task.executor) {
            return Err(Refusal::DutyMissing);
        }
        match &task.taken_by {
            None => return Err(Refusal::TaskNotTaken),
            Some(person) if *person != officer.person => return Err(Refusal::TaskOfAnother),
            Some(_) => {}
        }
        if task.assigned {
            return Err(Refusal::DeclarationRequired);
        }
        // Judged again, not only when the task was taken: meanwhile the person
        // may have declared a conflict.
        self.person_may(&officer.person, task)?;
        if self.proposal.as_ref().is_some_and(|proposal| proposal.step == task.step) {
            return Err(Refusal::ReturnAwaitsEndorsement);
        }
        Ok(Desk { task, step })
    }

    /// The open task of an officer's step, with its row of the procedure.
    pub(crate) fn open_task<'a>(
        &self,
        id: &StepId,
        context: &Context<'a>,
    ) -> Result<(&Task, &'a Step), Refusal> {
        let Some(step) = context.sop.step(id) else {
            return Err(sop::Refusal::StepUnknown { step: id.clone() }.into());
        };
        match self.task(id) {
            Some(task) => Ok((task, step)),
            None if self.run.is_open(id) => Err(Refusal::ApplicantStep),
            None if self.is_deemed_approved() => Err(Refusal::AlreadyDeemedApproved),
            None if self.is_over() => Err(sop::Refusal::CaseEnded.into()),
            None => Err(sop::Refusal::StepNotOpen { step: id.clone() }.into()),
        }
    }

    /// Four eyes, by person (PermenPANRB 17/2024; UU 30/2014 Ps 42-45).
    pub(crate) fn person_may(&self, person: &PersonId, task: &Task) -> Result<(), Refusal> {
        if self.assisted_by.as_ref() == Some(person) {
            return Err(Refusal::AssistedApplicant);
        }
        if self.conflicted.contains(person) {
            return Err(Refusal::ConflictOfInterest);
        }
        let joined = self
            .duties_of_persons()
            .find(|(act, by)| *by == person && separation::must_be_apart(*act, task.act));
        match joined {
            Some((done, _)) => Err(Refusal::DutiesSeparated { done, wanted: task.act }),
            None => Ok(()),
        }
    }

    /// A decision is final, whoever took it.
    pub(crate) fn must_be_undecided(&self) -> Result<(), Refusal> {
        match self.is_undecided() {
            true => Ok(()),
            false if self.is_deemed_approved() => Err(Refusal::AlreadyDeemedApproved),
            false => Err(Refusal::AlreadyDecided),
        }
    }

    /// Nothing with a meaning in law happens while the clock is paused.
    pub(crate) fn must_not_await_applicant(&self) -> Result<(), Refusal> {
        if self.awaits_applicant() { Err(Refusal::AwaitingApplicant) } else { Ok(()) }
    }

    fn is_deemed_approved(&self) -> bool {
        matches!(self.state.grant(), Some(Grant::ByLaw { .. }))
    }
}

/// A task on the desk of the officer who acts, and its row of the procedure.
pub(crate) struct Desk<'r, 'c> {
    pub(crate) task: &'r Task,
    pub(crate) step: &'c Step,
}

fn officer<'a>(acting: &Acting<'a>) -> Result<&'a Officer, Refusal> {
    match acting {
        Acting::Officer(officer) => Ok(officer),
        Acting::Applicant
        | Acting::Agent(_)
        | Acting::Peer(_)
        | Acting::Public
        | Acting::System => Err(Refusal::OfficerOnly),
    }
}

/// The applicant, or an agent whose mandate was judged before.
fn applicant(acting: &Acting<'_>) -> Result<(), Refusal> {
    match acting {
        Acting::Applicant | Acting::Agent(_) => Ok(()),
        Acting::Officer(_) | Acting::Peer(_) | Acting::Public | Acting::System => {
            Err(Refusal::ApplicantOnly)
        }
    }
}
